"""Text of the finished file, read by PDFium: a library that detection does not use.

PDFium drops a piece of text that is one character of a font which is neither embedded nor
installed (its width is nothing then), so ``find_in_orders`` is run on MuPDF's reading as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from redactor.datatypes import Leak
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.verify.faults import could_not_look
from redactor.verify.kept import Kept
from redactor.verify.orders import Glyph, Order, baselines, cells, rows, spell, stacks
from redactor.verify.views import Needle, find_hits


@dataclass(frozen=True, slots=True)
class PageFrame:
    """How PDF user space lies on a page: the crop box (left, bottom, right, top) and its scale.

    User space has its origin at the bottom left, is not moved by the crop box and not turned
    by /Rotate; our points start at the crop box's top left and grow with /UserUnit.
    """

    crop: tuple[float, float, float, float]
    unit: float
    geometry: PageGeometry

    def to_points(self, left: float, bottom: float, right: float, top: float) -> PtBox:
        """An upright box of user space in points of the unrotated crop box."""
        (x0, _, _, y1), unit = self.crop, self.unit
        return PtBox(
            (min(left, right) - x0) * unit,
            (y1 - max(bottom, top)) * unit,
            (max(left, right) - x0) * unit,
            (y1 - min(bottom, top)) * unit,
        )

    def to_user(self, box: PtBox) -> PtBox:
        """The same in user space: ``y0`` is the bottom."""
        x0, _, _, y1 = self.crop
        return PtBox(
            x0 + box.x0 / self.unit,
            y1 - box.y1 / self.unit,
            x0 + box.x1 / self.unit,
            y1 - box.y0 / self.unit,
        )


def page_glyphs(page: pypdfium2.PdfPage, frame: PageFrame) -> list[Glyph]:
    """Every character of a page in PDFium's order, hidden and off-page ones included."""
    text = page.get_textpage()
    try:
        return list(_glyphs(text, frame))
    finally:
        text.close()


def _glyphs(text: pypdfium2.PdfTextPage, frame: PageFrame) -> Iterator[Glyph]:
    rect = pdfium.FS_RECTF()
    raw = text.raw  # asked for its handle by each call, the page would take longer
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        char = chr(code) if code <= 0x10FFFF else "\ufffd"
        if code in (0, 0xFFFE, 0xFFFF):
            continue
        # The loose box spans the type's full height: its centre does not depend on the letter.
        if pdfium.FPDFText_IsGenerated(raw, i) or not pdfium.FPDFText_GetLooseCharBox(raw, i, rect):
            yield Glyph(char, None, 0.0)
            continue
        box = frame.to_points(rect.left, rect.bottom, rect.right, rect.top)
        yield Glyph(char, box, pdfium.FPDFText_GetFontSize(raw, i))


def find_in_orders(
    glyphs: Sequence[Glyph],
    given: Order,
    geometry: PageGeometry,
    needles: Sequence[Needle],
    kept: Kept,
    page_no: int,
    slack: float = 0.15,
) -> list[Leak]:
    """Own values that no kept decision explains, each once.

    Looked for in the order given, along the rows, down the narrow cells, and from line to line of
    others. ``slack``: see ``Kept.explains``.
    """
    found: dict[tuple[str, frozenset[int]], Leak] = {}
    lines = baselines(glyphs, geometry)
    for order in (given, rows(lines), stacks(lines), cells(lines, glyphs)):
        text, places = spell(glyphs, order)
        for hit in find_hits(text, needles):
            at = frozenset(p for p in places[hit.start : hit.end] if p is not None)
            boxes = [box for p in sorted(at) if (box := glyphs[p].box) is not None]
            quads = tuple(map(PtQuad.from_box, boxes))
            if not kept.explains(page_no, hit.needle.entity, quads, slack):
                leak = Leak("text", hit.needle.entity, page_no, quads)
                found[(hit.needle.entity, at)] = leak
    return list(found.values())


def check_text(
    redacted_pdf: Path,
    frames: Sequence[PageFrame],
    needles: Sequence[Needle],
    kept: Kept,
    on_page: Callable[[int, pypdfium2.PdfPage], None] | None = None,
) -> tuple[list[Leak], int]:
    """Leaks in the text of every page, and how many characters were looked at.

    ``on_page`` takes each page while it is open.
    """
    leaks: list[Leak] = []
    looked_at = 0
    with could_not_look("the text"):
        document = pypdfium2.PdfDocument(redacted_pdf)
    try:
        for index, frame in enumerate(frames):
            with could_not_look("the text", index + 1):
                page = document[index]
                glyphs = page_glyphs(page, frame)
                if on_page is not None:
                    on_page(index + 1, page)
                page.close()
            looked_at += len(glyphs)
            leaks += find_in_orders(
                glyphs, range(len(glyphs)), frame.geometry, needles, kept, index + 1
            )
    finally:
        document.close()
    return leaks, looked_at
