"""A document opened for reading: ``load`` gives it, ``read`` asks it for pages."""

from __future__ import annotations

import math
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pymupdf

from redactor.config.records import Limits
from redactor.datatypes import Picture
from redactor.drawing import drawn_near
from redactor.errors import InputError, InputTooLargeError
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox
from redactor.glyphs import noted, pictures_of
from redactor.levels import pixels_of
from redactor.load.losses import pages_with_losses, tell_of_loss
from redactor.load.painted import show_what_is_shown
from redactor.load.pdf import best_dpi, guarded, open_pdf, save_working_copy, silence
from redactor.load.pictures import pictures_to_pdf
from redactor.load.rulings import draws_text_and_rulings
from redactor.load.sniff import SourceKind, sniff
from redactor.load.text_layer import read_text_layer
from redactor.load.visible import DrawingLog
from redactor.memory import forget_drawn
from redactor.ports import GlyphSheet, Image, TextLayer

_PICTURES = ("fill-image", "fill-imgmask")  # of the log of what a page draws
_PRINT = ("fill-text", "stroke-text", "fill-path", "stroke-path")  # parts of it can be drawn alone
_INK_DPI = 100.0  # the scale at which ``read`` looks for ink: one rendering serves both


def load(source: Path, work_dir: Path, limits: Limits) -> LoadedDocument:
    """Open an uploaded file for reading, within the limits; use it in a ``with``.

    A working copy appears in ``work_dir`` under a random name; the folder is the caller's to
    remove. ``source`` is only read. Raises InputError (its code says what the file is instead,
    or ``corrupt``, ``no_pages``), ProtectedInputError, InputTooLargeError.
    """
    silence()
    try:
        size = source.stat().st_size
        if size > limits.max_file_mb * 1_000_000:
            raise InputTooLargeError(f"the file is larger than {limits.max_file_mb} MB")
        kind = sniff(source)
    except OSError:
        raise InputError("the file cannot be read from disk", code="unreadable") from None
    if kind is SourceKind.PDF:
        original = open_pdf(source, limits)
    else:
        original = pictures_to_pdf(source, kind, limits)
    try:
        with guarded():
            damaged = pages_with_losses(original)
            original.bake(annots=True, widgets=True)
            painted, torn = show_what_is_shown(original)
        working = save_working_copy(original, work_dir)
    finally:
        original.close()
    return LoadedDocument(working, kind, limits, painted, damaged | torn)


class LoadedDocument:
    """Implements ``PageSource`` over a working copy whose fields and annotations are baked.

    ``painted``: pages of the upload whose pictures hold print below paint. ``damaged``: pages
    of which something could not be drawn, as far as they were drawn; what is left of them is shown.
    """

    def __init__(
        self,
        working_pdf: Path,
        source_kind: SourceKind,
        limits: Limits,
        painted: tuple[int, ...] = (),
        damaged: Collection[int] = (),
    ) -> None:
        self.working_pdf = working_pdf
        self.source_kind = source_kind
        self.painted = painted
        self.damaged = set(damaged)
        self._limits = limits
        self._document = open_pdf(working_pdf, limits, is_ours=True)
        self.page_count: int = self._document.page_count
        self._fonts: dict[tuple[str, tuple[int, ...]], int] = {}
        self._drawn = 0
        self._listed: tuple[int, pymupdf.DisplayList] | None = None
        self._last: tuple[int, float, Image] | None = None
        self._log: tuple[int, DrawingLog] | None = None
        self._heard = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the working copy; it stays on disk."""
        self._last = self._listed = None
        if not self._document.is_closed:
            self._document.close()

    def geometry(self, page_no: int, dpi: float) -> PageGeometry:
        """Size and turn of the page; ``dpi`` is lowered when the pixel limit asks for it."""
        with self._hearing(page_no):
            page = self._page(page_no)
            rect, rotation = page.rect, page.rotation
            width, height = float(rect.width), float(rect.height)
            if rotation in (90, 270):
                width, height = height, width
            return PageGeometry(width, height, rotation, best_dpi(rect, dpi, self._limits))

    def render(self, page_no: int, dpi: float, near: Sequence[PxBox] | None = None) -> Image:
        """The page as a reader sees it, at the dpi that ``geometry`` gives for this one.

        ``near``: boxes of the picture outside of which nothing need be drawn.
        """
        scale_dpi = self.geometry(page_no, dpi).dpi
        if self._last is not None and self._last[:2] == (page_no, scale_dpi):
            return self._last[2].copy()
        if self._drawn not in (0, page_no):
            # Not before a first page: colour tables go as well, and take as long as a small page.
            forget_drawn(self._page(self._drawn))
        self._drawn = page_no
        with self._hearing(page_no):
            zoom, listed = scale_dpi / 72, self._list(page_no)
            if near is not None and all(kind in _PRINT for kind, _ in self._drawing(page_no)):
                return drawn_near(listed, zoom, near)
            image = pixels_of(listed.get_pixmap(pymupdf.Matrix(zoom, zoom), pymupdf.csRGB))
        if scale_dpi > _INK_DPI:  # a larger picture is not worth keeping
            return image
        self._last = (page_no, scale_dpi, image)
        return image.copy()

    def render_part(self, page_no: int, dpi: float, part: PtBox) -> Image:
        """A part of the page (points, unrotated), at a dpi that may be too high for all of it."""
        turned = replace(self.geometry(page_no, 72.0), dpi=72.0).to_pixels(part)
        clip = pymupdf.Rect(turned.x0, turned.y0, turned.x1, turned.y1)
        zoom = pymupdf.Matrix(dpi / 72, dpi / 72)
        with self._hearing(page_no):
            return pixels_of(self._list(page_no).get_pixmap(zoom, pymupdf.csRGB, clip=clip))

    def text_layer(self, page_no: int) -> TextLayer:
        """The page's own text without what nobody sees; whether it is true is not checked."""
        with self._hearing(page_no):
            page = self._page(page_no)
            xrefs = _font_xrefs(page)
            return read_text_layer(
                page,
                lambda name: self._font_index(name, xrefs),
                lambda: self.render(page_no, _INK_DPI),
                lambda: self._drawing(page_no),
            )

    def glyphs(self, page_no: int) -> GlyphSheet:
        """The page's different glyphs, what they say, and where they stand."""
        with self._hearing(page_no):
            placed, fonts = noted(self._list(page_no))
        placed = placed[(placed["glyph"] >= 0) & (placed["code"] > ord(" "))]
        kinds, of = np.unique(placed[["font", "glyph", "code"]], return_inverse=True)
        with guarded(page_no):
            pictures = pictures_of([(fonts[font], glyph) for font, glyph, _ in kinds.tolist()])
        said = tuple(chr(min(code, sys.maxunicode)) for *_, code in kinds.tolist())
        at = np.stack([placed[key] for key in ("x", "y", "em")], axis=-1)
        return GlyphSheet(said, pictures, of, at)

    def pictures(self, page_no: int) -> tuple[Picture, ...]:
        """Embedded pictures as placed, the largest first, upright ones cut to the page."""
        geometry = self.geometry(page_no, _INK_DPI)
        sheet = PtBox(0, 0, geometry.width_pt, geometry.height_pt)
        with self._hearing(page_no):
            if not any(kind in _PICTURES for kind, _ in self._drawing(page_no)):
                return ()  # of text they are looked for as long as of pictures
            placed = [_picture(info, sheet) for info in self._page(page_no).get_image_info()]
        found = [p for p in placed if p is not None]
        return tuple(sorted(found, key=lambda p: p.quad.box.area, reverse=True))

    def is_plain(self, page_no: int) -> bool:
        """Whether the page draws nothing but glyphs and ruling lines; in doubt False."""
        with self._hearing(page_no):
            return draws_text_and_rulings(self._page(page_no), self._drawing(page_no))

    @contextmanager
    def _hearing(self, page_no: int) -> Iterator[None]:
        """Note the page as damaged when MuPDF, which goes on without a word, leaves out a part."""
        if outermost := not self._heard:  # a text layer asks for a rendering, both of one page
            pymupdf.TOOLS.reset_mupdf_warnings()
        self._heard = True
        try:
            with guarded(page_no):
                yield
                if tell_of_loss(pymupdf.TOOLS.mupdf_warnings(), self._page(page_no)):
                    self.damaged.add(page_no)
        finally:
            self._heard = not outermost

    def _list(self, page_no: int) -> pymupdf.DisplayList:
        """What is to be drawn of the page, kept for the page that was drawn last."""
        if self._listed is None or self._listed[0] != page_no:
            self._listed = page_no, self._page(page_no).get_displaylist()
        return self._listed[1]

    def _drawing(self, page_no: int) -> DrawingLog:
        """What the page draws and where, kept for the page that was asked for last."""
        if self._log is None or self._log[0] != page_no:
            self._log = page_no, self._page(page_no).get_bboxlog()
        return self._log[1]

    def _page(self, page_no: int) -> pymupdf.Page:
        if not 1 <= page_no <= self.page_count:
            raise InputError(f"there is no page {page_no}", page_no=page_no)
        return self._document[page_no - 1]

    def _font_index(self, name: str, xrefs: dict[str, tuple[int, ...]]) -> int:
        # Files merged from several sources may hold two fonts of one name.
        key = (name, xrefs.get(name, ()))
        return self._fonts.setdefault(key, len(self._fonts))


def _font_xrefs(page: pymupdf.Page) -> dict[str, tuple[int, ...]]:
    """Objects of the fonts on a page, by name."""
    found: dict[str, list[int]] = {}
    for xref, _, _, name, *_ in page.get_fonts(full=True):
        found.setdefault(name, []).append(xref)
    return {name: tuple(sorted(xrefs)) for name, xrefs in found.items()}


def _picture(info: dict[str, Any], sheet: PtBox) -> Picture | None:
    """The picture where it is placed; None when nothing of it is on the page."""
    a, b, c, d, e, f = (float(v) for v in info["transform"])
    if not all(math.isfinite(v) for v in (a, b, c, d, e, f)):
        return None
    quad = PtQuad((e, f), (e + a, f + b), (e + a + c, f + b + d), (e + c, f + d))
    if quad.box.overlap(sheet) <= 0:
        return None
    if quad.is_upright:
        quad = PtQuad(*(_onto(p, sheet) for p in quad.corners))
    return Picture(quad, int(info["width"]), int(info["height"]))


def _onto(point: tuple[float, float], sheet: PtBox) -> tuple[float, float]:
    return min(max(point[0], sheet.x0), sheet.x1), min(max(point[1], sheet.y0), sheet.y1)
