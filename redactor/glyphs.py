"""The glyphs that a page draws: of which font, by which number, where, and how they look.

A glyph is what a font's program draws for a number; what it says is told elsewhere in the file.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

Places = NDArray[np.void]  # of ``_PLACED``
Pictures = NDArray[np.uint8]  # glyphs x CELL_PX x CELL_PX: coverage, 0 to 255

CELL_PX = 36
_EM_PX, _LEFT_PX, _BASELINE_PX = 24, 6, 27  # of the type in its cell
_COLUMNS = 32
_WHITE = 255
_LEVEL = 0.01  # of the type's size
_WIDEST = 1000.0  # sizes of the type: a file may say anything
_ITEM = np.dtype(
    [("x", "f4"), ("y", "f4"), ("advance", "f4"), ("glyph", "i4"), ("code", "i4"), ("cid", "i4")]
)
_PLACED = np.dtype(
    [
        *((name, "i8") for name in ("font", "glyph", "code")),
        *((name, "f8") for name in ("x", "y", "em", "stretch", "advance")),
    ]
)


class GlyphNotes(mupdf.FzDevice2):  # type: ignore[misc]
    """Notes the glyphs that are painted; MuPDF calls it back.

    ``has_drawings``: some fonts draw each glyph as a page is drawn (Type 3).
    """

    def __init__(self) -> None:
        super().__init__()
        self.use_virtual_fill_text()
        self.use_virtual_stroke_text()
        self.use_virtual_clip_text()
        self.use_virtual_clip_stroke_text()
        self.fonts: dict[int, mupdf.FzFont] = {}
        self.has_drawings = False
        self._items: list[bytes] = []
        self._runs: list[tuple[float, ...]] = []  # of which ``_items`` are the glyphs

    def fill_text(
        self, _ctx: object, text: mupdf.fz_text, ctm: mupdf.fz_matrix, *_: object
    ) -> None:
        self.note(text, ctm)

    def stroke_text(
        self, _ctx: object, text: mupdf.fz_text, _pen: object, ctm: mupdf.fz_matrix, *_: object
    ) -> None:
        self.note(text, ctm)

    def clip_text(
        self, _ctx: object, text: mupdf.fz_text, ctm: mupdf.fz_matrix, *_: object
    ) -> None:
        self.note(text, ctm)

    def clip_stroke_text(
        self, _ctx: object, text: mupdf.fz_text, _pen: object, ctm: mupdf.fz_matrix, *_: object
    ) -> None:
        self.note(text, ctm)

    def note(self, text: mupdf.fz_text, ctm: mupdf.fz_matrix) -> None:
        """Keep the glyphs of a text."""
        page = ctm.a, ctm.b, ctm.c, ctm.d, ctm.e, ctm.f
        span = text.head
        while span:
            m = span.trm
            a, b = m.a * ctm.a + m.b * ctm.c, m.a * ctm.b + m.b * ctm.d
            c, d = m.c * ctm.a + m.d * ctm.c, m.c * ctm.b + m.d * ctm.d
            em = math.sqrt(abs(a * d - b * c))
            is_level = a > 0 > d and max(abs(b), abs(c)) <= _LEVEL * em and not span.wmode
            stretch = -a / d if is_level else 0.0
            self._runs.append((span.len, self._number(span.font), em, stretch, *page))
            self._items.append(ctypes.string_at(int(span.items.this), span.len * _ITEM.itemsize))
            span = span.next

    def placed(self) -> Places:
        """All glyphs noted, worked out at once."""
        items = np.frombuffer(b"".join(self._items), _ITEM)
        runs = np.array(self._runs, np.float64).reshape(-1, 10)
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
            self.has_drawings |= bool(font.t3procs)
            self.fonts[address] = mupdf.FzFont(mupdf.ll_fz_keep_font(font))
        return list(self.fonts).index(address)


def noted(listed: pymupdf.DisplayList) -> tuple[Places, tuple[mupdf.FzFont, ...]]:
    """The glyphs that a page paints, in points of the page as it is turned, and their fonts."""
    notes = GlyphNotes()
    everywhere = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
    mupdf.fz_run_display_list(listed.this, notes, mupdf.FzMatrix(), everywhere, mupdf.FzCookie())
    mupdf.fz_close_device(notes)
    return notes.placed(), tuple(notes.fonts.values())


def pictures_of(glyphs: Sequence[tuple[mupdf.FzFont, int]]) -> Pictures:
    """How glyphs look, all at one size, whatever their size on the page.

    Drawn as one text: glyph by glyph it takes twenty times as long.
    """
    rows = -(-len(glyphs) // _COLUMNS)
    width, height = _COLUMNS * CELL_PX, rows * CELL_PX
    if not glyphs:
        return np.zeros((0, CELL_PX, CELL_PX), np.uint8)
    sheet = mupdf.FzIrect(0, 0, width, height)
    paper = mupdf.fz_new_pixmap_with_bbox(pymupdf.csGRAY.this, sheet, mupdf.FzSeparations(), 0)
    mupdf.fz_clear_pixmap_with_value(paper, _WHITE)
    text = mupdf.FzText()
    for place, (font, glyph) in enumerate(glyphs):
        row, column = divmod(place, _COLUMNS)
        x, y = column * CELL_PX + _LEFT_PX, row * CELL_PX + _BASELINE_PX
        matrix = mupdf.FzMatrix(_EM_PX, 0, 0, -_EM_PX, x, y)
        mupdf.fz_show_glyph(
            text, font, matrix, glyph, 0, 0, 0, mupdf.FZ_BIDI_LTR, mupdf.FZ_LANG_UNSET
        )
    pen = mupdf.fz_new_draw_device(mupdf.FzMatrix(), paper)
    black, plain = [0.0], mupdf.FzColorParams()
    mupdf.fz_fill_text(pen, text, mupdf.FzMatrix(), pymupdf.csGRAY.this, black, 1.0, plain)
    mupdf.fz_close_device(pen)
    drawn = np.array(paper.fz_pixmap_samples_memoryview(), np.uint8)
    cells = drawn.reshape(rows, CELL_PX, _COLUMNS, CELL_PX).swapaxes(1, 2)
    return np.asarray(_WHITE - cells.reshape(-1, CELL_PX, CELL_PX)[: len(glyphs)], np.uint8)


def pictures_of_text(text: str) -> Pictures:
    """How characters look in the sans-serif that MuPDF brings; empty where it lacks one."""
    font = _sans()
    out = np.zeros((len(text), CELL_PX, CELL_PX), np.uint8)
    numbers = [font.has_glyph(ord(char)) for char in text]
    there = [i for i, number in enumerate(numbers) if number]
    out[there] = pictures_of([(font.this, numbers[i]) for i in there])
    return out


@cache
def _sans() -> pymupdf.Font:
    return pymupdf.Font("china-s")
