"""Every glyph a page's content draws, and a way to leave some of them out.

MuPDF's sanitising filter walks the content, forms included, and asks for each glyph whether it
stays. Deciding glyph by glyph is exact, where a redaction annotation compares upright boxes:
on turned or tight text those touch the neighbours, and in vertical text they miss the target.
The filter also meets what text extraction never shows: hidden layers, text off the page,
the copies that make a glyph look bold.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf
from pymupdf import mupdf

from redactor.erase.frames import PageFrame
from redactor.geometry import Point, PtBox

_MATRIX, _RECT = ctypes.c_float * 6, ctypes.c_float * 4
_Six = Sequence[float]
_INVISIBLE = 3  # text render mode: neither filled nor stroked nor clipped to


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn glyph, in points of the unrotated page."""

    code: int  # first Unicode code point, U+FFFD when unknown
    origin: Point
    centre: Point
    size: float  # of the em square
    box: PtBox  # upright hull of its line box
    invisible: bool


Decide = Callable[[], bool]  # asked glyph by glyph, in the order of drawing; True: it goes
Cull = Callable[[PtBox], bool]  # True: this piece of line art goes


class _Filter(mupdf.PdfSanitizeFilterOptions2):  # type: ignore[misc]
    """Hands each glyph (and each piece of line art) to Python; MuPDF calls it back.

    Without ``decide`` every glyph stays, and is noted in ``seen``.
    """

    def __init__(self, frame: PageFrame, decide: Decide | None, cull: Cull | None) -> None:
        super().__init__()
        self.frame, self.decide, self.cull = frame, decide, cull
        to_points = frame.to_points
        self._user = to_points.a, to_points.b, to_points.c, to_points.d, to_points.e, to_points.f
        self.seen: list[Glyph] = []
        self.use_virtual_text_filter()
        if cull is not None:
            self.use_virtual_culler()

    def text_filter(  # noqa: PLR0913 - MuPDF's signature
        self,
        _ctx: object,
        codes: object,
        n: int,
        trm: mupdf.FzMatrix,
        ctm: mupdf.FzMatrix,
        bbox: mupdf.FzRect,
        render_mode: int,
        fill_alpha: float,
        stroke_alpha: float,
    ) -> int:
        if self.decide is not None:
            return 1 if self.decide() else 0
        # ``codes`` is a C array that MuPDF owns; the binding gives its address only.
        code = ctypes.c_int.from_address(int(codes)).value if n else 0xFFFD  # type: ignore[call-overload]
        # Written out: asked for every glyph of a page.
        a, b, c, d, e, f = _then(_then(_numbers(trm, _MATRIX), _numbers(ctm, _MATRIX)), self._user)
        left, top, right, foot = _numbers(bbox, _RECT)
        x0, x1 = a * left + c * top + e, a * right + c * top + e
        x2, x3 = a * right + c * foot + e, a * left + c * foot + e
        y0, y1 = b * left + d * top + f, b * right + d * top + f
        y2, y3 = b * right + d * foot + f, b * left + d * foot + f
        hidden = render_mode == _INVISIBLE or (fill_alpha == 0 and stroke_alpha == 0)
        glyph = Glyph(
            code,
            (e, f),
            ((x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4),
            math.sqrt(abs(a * d - b * c)),
            PtBox(
                min(x0, x1, x2, x3), min(y0, y1, y2, y3), max(x0, x1, x2, x3), max(y0, y1, y2, y3)
            ),
            hidden,
        )
        self.seen.append(glyph)
        return 0

    def culler(self, _ctx: object, bbox: mupdf.FzRect, kind: int) -> int:
        # Glyphs have been decided on, pictures are edited elsewhere, and a clip path that is
        # left out would show what it hid.
        if self.cull is None or kind not in _PAINTED_PATHS:
            return 0
        to_points = self.frame.to_points
        corners = [to_points.apply(p) for p in ((bbox.x0, bbox.y0), (bbox.x1, bbox.y1))]
        return 1 if self.cull(_hull(corners)) else 0


_PAINTED_PATHS = (
    mupdf.FZ_CULL_PATH_FILL,
    mupdf.FZ_CULL_PATH_STROKE,
    mupdf.FZ_CULL_PATH_FILL_STROKE,
)


def glyphs_of(page: pymupdf.Page, frame: PageFrame) -> tuple[Glyph, ...]:
    """Every glyph of ``page`` in the order of drawing; the page is not changed.

    Raises mupdf.FzErrorBase when the content cannot be walked.
    """
    return _walk(page, frame, None, None, update=False)


def line_art_of(page: pymupdf.Page, frame: PageFrame) -> tuple[PtBox, ...]:
    """The hull of every painted piece of line art; the page is not changed."""
    boxes: list[PtBox] = []

    def note(box: PtBox) -> bool:
        boxes.append(box)
        return False

    _walk(page, frame, lambda: False, note, update=False)
    return tuple(boxes)


def rewrite(page: pymupdf.Page, frame: PageFrame, decide: Decide, cull: Cull | None = None) -> None:
    """Take the glyphs ``decide`` names (and line art ``cull`` names) out of ``page``.

    A form that other pages also use is copied first.
    """
    _walk(page, frame, decide, cull, update=True)
    # MuPDF keeps the tiles of patterns it has drawn: without this a rewritten one looks unchanged.
    pymupdf.TOOLS.store_shrink(100)


def _walk(
    page: pymupdf.Page, frame: PageFrame, decide: Decide | None, cull: Cull | None, *, update: bool
) -> tuple[Glyph, ...]:
    options = _Filter(frame, decide, cull)
    filters = pymupdf._make_PdfFilterOptions(
        recurse=1,
        instance_forms=1,
        ascii=0,
        no_update=0 if update else 1,
        sanitize=1,
        sopts=options,
    )
    pdf_page = pymupdf._as_pdf_page(page)
    mupdf.pdf_filter_page_contents(pdf_page.doc(), pdf_page, filters)
    return tuple(options.seen)


def _numbers(struct: Any, layout: type[ctypes.Array[ctypes.c_float]]) -> Any:
    """The numbers of a C struct, all at once: the binding takes a microsecond for each."""
    return layout.from_address(int(struct.this))[:]


def _then(first: _Six, after: _Six) -> _Six:
    """``Affine.then`` without its objects."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = after
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _hull(points: list[Point]) -> PtBox:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return PtBox(min(xs), min(ys), max(xs), max(ys))
