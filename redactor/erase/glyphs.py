"""Every glyph a page's content draws, and a way to leave some of them out.

MuPDF's sanitising filter walks the content, forms included, and asks for each glyph whether it
stays. Deciding glyph by glyph is exact, where a redaction annotation compares upright boxes:
on turned or tight text those touch the neighbours, and in vertical text they miss the target.
The filter also meets what text extraction never shows: hidden layers, text off the page,
the copies that make a glyph look bold.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

from redactor.erase.frames import PageFrame
from redactor.frozen import frozen
from redactor.geometry import Point, PtBox

_MATRIX_BYTES, _RECT_BYTES = 24, 16  # six and four C floats
Points = NDArray[np.float64]  # points x 2
_INVISIBLE = 3  # text render mode: neither filled nor stroked nor clipped to


@frozen
class Glyph:
    """One drawn glyph, in points of the unrotated page."""

    code: int  # first Unicode code point, U+FFFD when unknown
    origin: Point
    centre: Point
    size: float  # of the em square
    corners: tuple[float, float, float, float]  # of ``box``
    invisible: bool

    @property
    def box(self) -> PtBox:
        """The upright hull of its line box."""
        return PtBox(*self.corners)


Decide = Callable[[], bool]  # asked glyph by glyph, in the order of drawing; True: it goes
Cull = Callable[[PtBox], bool]  # True: this piece of line art goes


@dataclass(slots=True)
class _Drawn:
    """The glyphs a walk meets, as MuPDF gives them: they are worked out all at once."""

    codes: list[int] = field(default_factory=list)
    invisible: list[bool] = field(default_factory=list)
    # Of each glyph: matrix of the text, matrix of the page, line box. A byte copied is a tenth of
    # what a number read costs.
    raw: bytearray = field(default_factory=bytearray)

    @np.errstate(all="ignore")  # a file may say anything
    def matrices(self, frame: PageFrame) -> NDArray[np.float64]:
        """From the em square to points of the unrotated page: glyphs x 6."""
        t = frame.to_points
        user = np.array((t.a, t.b, t.c, t.d, t.e, t.f))
        numbers = self._numbers()
        return _then(_then(numbers[:, :6], numbers[:, 6:12]), user)

    @np.errstate(all="ignore")
    def glyphs(self, frame: PageFrame) -> tuple[Glyph, ...]:
        a, b, c, d, e, f = (m := self.matrices(frame)).T
        x, y = self._numbers()[:, [12, 14, 14, 12]], self._numbers()[:, [13, 13, 15, 15]]
        xs = m[:, 0:1] * x + m[:, 2:3] * y + m[:, 4:5]
        ys = m[:, 1:2] * x + m[:, 3:4] * y + m[:, 5:6]
        centres = np.stack((xs.sum(axis=1), ys.sum(axis=1)), axis=1) / 4
        sizes = np.sqrt(np.abs(a * d - b * c))
        boxes = np.stack((xs.min(axis=1), ys.min(axis=1), xs.max(axis=1), ys.max(axis=1)), axis=1)
        return tuple(
            Glyph(code, (e, f), (x, y), size, (x0, y0, x1, y1), hidden)
            for code, e, f, (x, y), size, (x0, y0, x1, y1), hidden in zip(
                self.codes,
                *(e.tolist(), f.tolist(), centres.tolist(), sizes.tolist(), boxes.tolist()),
                self.invisible,
                strict=True,
            )
        )

    def _numbers(self) -> NDArray[np.float64]:
        return np.frombuffer(bytes(self.raw), np.float32).reshape(-1, 16).astype(np.float64)


class _Filter(mupdf.PdfSanitizeFilterOptions2):  # type: ignore[misc]
    """Hands each glyph (and each piece of line art) to Python; MuPDF calls it back.

    Without ``decide`` every glyph stays, and is noted in ``drawn``.
    """

    def __init__(self, frame: PageFrame, decide: Decide | None, cull: Cull | None) -> None:
        super().__init__()
        self.frame, self.decide, self.cull = frame, decide, cull
        self.drawn = _Drawn()
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
        drawn = self.drawn
        # ``codes`` is a C array that MuPDF owns; the binding gives its address only.
        drawn.codes.append(
            ctypes.c_int.from_address(int(codes)).value if n else 0xFFFD  # type: ignore[call-overload]
        )
        drawn.invisible.append(render_mode == _INVISIBLE or (fill_alpha == 0 and stroke_alpha == 0))
        drawn.raw += ctypes.string_at(int(trm.this), _MATRIX_BYTES)
        drawn.raw += ctypes.string_at(int(ctm.this), _MATRIX_BYTES)
        drawn.raw += ctypes.string_at(int(bbox.this), _RECT_BYTES)
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
    return _walk(page, frame, None, None, update=False).glyphs(frame)


def places_of(page: pymupdf.Page, frame: PageFrame) -> tuple[NDArray[np.int64], Points]:
    """Code and origin alone of what ``glyphs_of`` gives."""
    drawn = _walk(page, frame, None, None, update=False)
    return np.array(drawn.codes, np.int64), drawn.matrices(frame)[:, 4:]


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
    if _is_kept_drawn(page):
        pymupdf.TOOLS.store_shrink(100)


def _is_kept_drawn(page: pymupdf.Page) -> bool:
    """Whether the page may have what MuPDF keeps drawn: a rewritten one would look unchanged.

    These are tiles of patterns and glyphs of Type 3 fonts, also those of forms; soft masks may
    have either.
    """
    waiting = [mupdf.pdf_page_resources(pymupdf._as_pdf_page(page))]
    seen: set[int] = set()
    while waiting:
        resources = waiting.pop()
        if resources.pdf_dict_gets("Pattern").pdf_dict_len():
            return True
        if any(f.pdf_dict_gets("Subtype").pdf_to_name() == "Type3" for f in _in(resources, "Font")):
            return True
        if any(g.pdf_dict_gets("SMask").pdf_is_dict() for g in _in(resources, "ExtGState")):
            return True
        for form in _in(resources, "XObject"):
            if (number := form.pdf_to_num()) not in seen:
                seen.add(number)
                waiting.append(form.pdf_dict_gets("Resources"))
    return False


def _in(resources: mupdf.PdfObj, kind: str) -> Iterator[mupdf.PdfObj]:
    entries = resources.pdf_dict_gets(kind)
    return (entries.pdf_dict_get_val(i) for i in range(entries.pdf_dict_len()))


def _walk(
    page: pymupdf.Page, frame: PageFrame, decide: Decide | None, cull: Cull | None, *, update: bool
) -> _Drawn:
    options = _Filter(frame, decide, cull)
    filters = pymupdf._make_PdfFilterOptions(
        recurse=1,
        instance_forms=1,
        ascii=0,
        no_update=0 if update else 1,
        sanitize=1,
        sopts=options,
    )
    # The page's own ``doc()`` makes MuPDF forget the glyphs it has drawn, of every document.
    document, pdf_page = pymupdf._as_pdf_document(page.parent), pymupdf._as_pdf_page(page)
    mupdf.pdf_filter_page_contents(document, pdf_page, filters)
    return options.drawn


def _then(first: NDArray[np.float64], after: NDArray[np.float64]) -> NDArray[np.float64]:
    """``Affine.then``, of many at once."""
    a, b, c, d, e, f = np.moveaxis(first, -1, 0)
    p, q, r, s, t, u = np.moveaxis(after, -1, 0)
    return np.stack(
        (
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ),
        axis=-1,
    )


def _hull(points: list[Point]) -> PtBox:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return PtBox(min(xs), min(ys), max(xs), max(ys))
