"""The glyphs that MuPDF draws on a page: of which font, by which number, where, and how they look.

A glyph is what a font's program draws for a number; what it says is told elsewhere in the file.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field

import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

from redactor.levels import pixels_of
from redactor.ports import Image
from redactor.verify.render import render

Grey = NDArray[np.uint8]  # height x width
Places = NDArray[np.void]  # of ``_PLACED``

LOOK_DPI = 110.0
_WHITE = 255
_LEVEL = 0.01  # of the type's size
_WIDEST = 1000.0  # sizes of the type: a file may say anything
_AA_BITS = 8
_ITEM = np.dtype(
    [("x", "f4"), ("y", "f4"), ("advance", "f4"), ("glyph", "i4"), ("code", "i4"), ("cid", "i4")]
)
_PLACED = np.dtype(
    [
        *((name, "i8") for name in ("font", "glyph", "code")),
        *((name, "f8") for name in ("x", "y", "em", "stretch", "advance")),
    ]
)
_FAR = mupdf.FzIrect(-4096, -4096, 4096, 4096)


@dataclass(frozen=True, slots=True)
class Look:
    """A glyph's coverage, 0 to 255, and its first pixel, from its origin on."""

    pixels: Grey = field(repr=False)
    left: int
    top: int


_NOTHING = Look(np.zeros((0, 0), np.uint8), 0, 0)


@dataclass(frozen=True, slots=True)
class Typeset:
    """All glyphs of a page in the order of drawing, in points.

    ``stretch``: of a level glyph its width over its height, as its font has 1; 0 of others.
    ``advance``: in sizes of the type. ``shown``: the page at LOOK_DPI; ``alone``: these glyphs and
    nothing else.
    """

    glyphs: Places
    fonts: tuple[mupdf.FzFont, ...]
    shown: Image = field(repr=False)
    alone: Image = field(repr=False)

    def look(self, font: int, glyph: int, em_px: float) -> Look:
        """How a glyph looks at this size."""
        if glyph < 0:  # what follows the first character of a ligature
            return _NOTHING
        matrix = mupdf.FzMatrix(em_px, 0, 0, -em_px, 0, 0)
        drawn = mupdf.fz_render_glyph_pixmap(self.fonts[font], glyph, matrix, _FAR, _AA_BITS)
        if not drawn.m_internal or not drawn.w() or not drawn.h():
            return _NOTHING
        samples = np.array(drawn.fz_pixmap_samples_memoryview(), np.uint8)
        pixels = samples.reshape(drawn.h(), drawn.stride())[:, : drawn.w() * drawn.n()]
        return Look(pixels[:, drawn.n() - 1 :: drawn.n()], drawn.x(), drawn.y())


def typeset(page: pymupdf.Page, shown: Image | None = None) -> Typeset | None:
    """The glyphs of ``page``; None where some are stroked, clip, or are drawings of their own.

    ``shown``: the page at LOOK_DPI, where it is drawn already.
    """
    scale = LOOK_DPI / 72
    if shown is None:
        shown = render(page, LOOK_DPI)
    if page.rect.x0 or page.rect.y0:
        return None
    # With separations, as PyMuPDF's own ``Pixmap`` has, inks would be drawn as a press prints them.
    sheet = mupdf.FzIrect(0, 0, shown.shape[1], shown.shape[0])
    paper = mupdf.fz_new_pixmap_with_bbox(pymupdf.csRGB.this, sheet, mupdf.FzSeparations(), 0)
    mupdf.fz_clear_pixmap_with_value(paper, _WHITE)
    pen = mupdf.fz_new_draw_device(mupdf.FzMatrix(scale, 0, 0, scale, 0, 0), paper)
    device = _Device(pen)
    mupdf.fz_run_page(pymupdf._as_fz_page(page), device, mupdf.FzMatrix(), mupdf.FzCookie())
    for open_device in (device, pen):
        mupdf.fz_close_device(open_device)
    if not device.is_plain:
        return None
    return Typeset(
        device.placed(),
        tuple(device.fonts.values()),
        shown,
        pixels_of(pymupdf.Pixmap("raw", paper)),
    )


class _Device(mupdf.FzDevice2):  # type: ignore[misc]
    """Notes glyphs and draws them with ``pen``; MuPDF calls it back."""

    def __init__(self, pen: mupdf.FzDevice) -> None:
        super().__init__()
        self.use_virtual_fill_text()
        self.use_virtual_ignore_text()
        self.use_virtual_stroke_text()
        self.use_virtual_clip_text()
        self.use_virtual_clip_stroke_text()
        self.pen = pen
        self.fonts: dict[int, mupdf.FzFont] = {}
        self.items: list[bytes] = []
        self.runs: list[tuple[float, ...]] = []  # of which ``items`` are the glyphs
        self.is_plain = True

    def fill_text(  # noqa: PLR0913 - MuPDF's signature
        self,
        _ctx: object,
        text: mupdf.fz_text,
        ctm: mupdf.fz_matrix,
        space: mupdf.fz_colorspace | None,
        colour: object,
        alpha: float,
        params: mupdf.fz_color_params,
    ) -> None:
        if space is None or colour is None:
            self.is_plain = False
            return
        # ``colour`` is a C array that MuPDF owns; the binding gives its address only.
        count = mupdf.ll_fz_colorspace_n(space)
        levels = list((ctypes.c_float * count).from_address(int(colour)))  # type: ignore[call-overload]
        mupdf.ll_fz_fill_text(self.pen.m_internal, text, ctm, space, levels, alpha, params)
        self._note(text, ctm)

    def ignore_text(self, _ctx: object, text: mupdf.fz_text, ctm: mupdf.fz_matrix) -> None:
        self._note(text, ctm)

    def stroke_text(self, *_: object) -> None:
        self.is_plain = False

    def clip_text(self, *_: object) -> None:
        self.is_plain = False

    def clip_stroke_text(self, *_: object) -> None:
        self.is_plain = False

    def _note(self, text: mupdf.fz_text, ctm: mupdf.fz_matrix) -> None:
        page = ctm.a, ctm.b, ctm.c, ctm.d, ctm.e, ctm.f
        span = text.head
        while span:
            m = span.trm
            a, b = m.a * ctm.a + m.b * ctm.c, m.a * ctm.b + m.b * ctm.d
            c, d = m.c * ctm.a + m.d * ctm.c, m.c * ctm.b + m.d * ctm.d
            em = math.sqrt(abs(a * d - b * c))
            is_level = a > 0 > d and max(abs(b), abs(c)) <= _LEVEL * em and not span.wmode
            stretch = -a / d if is_level else 0.0
            self.runs.append((span.len, self._number(span.font), em, stretch, *page))
            self.items.append(ctypes.string_at(int(span.items.this), span.len * _ITEM.itemsize))
            span = span.next

    def placed(self) -> Places:
        """All glyphs noted, worked out at once."""
        items = np.frombuffer(b"".join(self.items), _ITEM)
        runs = np.array(self.runs, np.float64).reshape(-1, 10)
        runs = np.repeat(runs, runs[:, 0].astype(np.int64), axis=0)
        _, font, em, stretch, a, b, c, d, e, f = runs.T
        out = np.zeros(len(items), _PLACED)
        out["font"], out["em"], out["stretch"] = font, em, stretch
        out["glyph"], out["code"] = items["glyph"], items["code"]
        out["advance"] = np.clip(np.nan_to_num(items["advance"]), 0.0, _WIDEST)
        out["x"] = items["x"] * a + items["y"] * c + e
        out["y"] = items["x"] * b + items["y"] * d + f
        return out

    def _number(self, font: mupdf.fz_font) -> int:
        """The font's place among those met; it is kept, so that its address stays its own."""
        address = int(font.this)
        if address not in self.fonts:
            self.is_plain &= not font.t3procs
            self.fonts[address] = mupdf.FzFont(mupdf.ll_fz_keep_font(font))
        return list(self.fonts).index(address)
