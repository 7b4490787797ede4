"""The glyphs that MuPDF draws on a page: of which font, by which number, where, and how they look.

A glyph is what a font's program draws for a number; what it says is told elsewhere in the file.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

from redactor.glyphs import GlyphNotes, Places
from redactor.levels import pixels_of
from redactor.ports import Image
from redactor.verify.render import render

Grey = NDArray[np.uint8]  # height x width

LOOK_DPI = 110.0
_WHITE = 255
_AA_BITS = 8
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
    if device.has_other or device.has_drawings:
        return None
    return Typeset(
        device.placed(),
        tuple(device.fonts.values()),
        shown,
        pixels_of(pymupdf.Pixmap("raw", paper)),
    )


class _Device(GlyphNotes):
    """Notes glyphs and draws them with ``pen``; MuPDF calls it back."""

    def __init__(self, pen: mupdf.FzDevice) -> None:
        super().__init__()
        self.use_virtual_fill_text()
        self.use_virtual_ignore_text()
        self.use_virtual_stroke_text()
        self.use_virtual_clip_text()
        self.use_virtual_clip_stroke_text()
        self.pen = pen
        self.has_other = False  # stroked text, clips, colours of no space

    def fill_text(
        self, _ctx: object, text: mupdf.fz_text, ctm: mupdf.fz_matrix, *look: Any
    ) -> None:
        space, colour, alpha, params = look
        if space is None or colour is None:
            self.has_other = True
            return
        # ``colour`` is a C array that MuPDF owns; the binding gives its address only.
        count = mupdf.ll_fz_colorspace_n(space)
        levels = list((ctypes.c_float * count).from_address(int(colour)))
        mupdf.ll_fz_fill_text(self.pen.m_internal, text, ctm, space, levels, alpha, params)
        self.note(text, ctm)

    def ignore_text(self, _ctx: object, text: mupdf.fz_text, ctm: mupdf.fz_matrix) -> None:
        self.note(text, ctm)

    def stroke_text(self, *_: object) -> None:
        self.has_other = True

    def clip_text(self, *_: object) -> None:
        self.has_other = True

    def clip_stroke_text(self, *_: object) -> None:
        self.has_other = True
