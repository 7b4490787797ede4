"""A page before and after, as PDFium reads and draws it: no part of the program does it so.

Everything is in pixels of the page at 144 dpi, turned as readers show it.
"""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

DPI = 144.0
_SAME_PX = 0.1  # a twentieth of a point: coordinates are written with few digits
_NEAR_PX = 8.0  # farther off it is another glyph
_EDGE_PX = 2  # the soft edge of a mark's frame
_SEEN_LEVELS = 16

Quads = Sequence[Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What PDFium sees on a page."""

    glyphs: tuple[tuple[str, float, float, float, float], ...]  # text, origin, middle of its box
    image: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Difference:
    """Outside the marks: glyphs compared, and what became of them; pixels that differ."""

    glyphs: int
    lost: int
    moved: int
    new: int
    pixels: int
    seen_pixels: int  # by more than a reader could overlook
    levels: int  # the greatest difference


def look(path: Path, index: int) -> Looked:
    """A page of a file, counted from 0."""
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[index]
        image = page.render(scale=DPI / 72).to_numpy()[:, :, :3].copy()
        return Looked(tuple(_glyphs(page, image.shape)), image)
    finally:
        document.close()


def _glyphs(
    page: pypdfium2.PdfPage, shape: tuple[int, ...]
) -> list[tuple[str, float, float, float, float]]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        char = chr(code) if code < 0x110000 else "\ufffd"
        if char.isspace() or pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        left, bottom, right, top = text.get_charbox(i)
        origin = _to_pixels(page, shape, x.value, y.value)
        middle = _to_pixels(page, shape, (left + right) / 2, (bottom + top) / 2)
        found.append((char, *origin, *middle))
    text.close()
    return found


def _to_pixels(
    page: pypdfium2.PdfPage, shape: tuple[int, ...], x: float, y: float
) -> tuple[float, float]:
    # The library rounds to whole pixels: a page of a thousand times the size keeps the rest.
    column, row = ctypes.c_int(), ctypes.c_int()
    size = (0, 0, shape[1] * 1000, shape[0] * 1000)
    pdfium.FPDF_PageToDevice(page, *size, 0, x, y, column, row)
    return column.value / 1000, row.value / 1000


def compare(before: Looked, after: Looked, marks: Quads) -> Difference:
    """What differs outside the marks. Raises ValueError for pages of two sizes."""
    if before.image.shape != after.image.shape:
        raise ValueError("the page has another size")
    free = _outside(before.image.shape, marks)
    glyphs = [g for g in before.glyphs if _is_free(free, g)]
    lost, moved, new = _glyph_faults(glyphs, [g for g in after.glyphs if _is_free(free, g)])
    off = np.abs(before.image.astype(np.int16) - after.image).max(axis=2)
    off[~free] = 0
    seen = int((off > _SEEN_LEVELS).sum())
    return Difference(len(glyphs), lost, moved, new, int((off > 0).sum()), seen, int(off.max()))


def _outside(shape: tuple[int, ...], marks: Quads) -> NDArray[np.bool_]:
    covered = np.zeros(shape[:2], np.uint8)
    for corners in marks:
        cv2.fillPoly(covered, [np.array(corners).round().astype(np.int32)], 1)
    size = 2 * _EDGE_PX + 1
    grown: NDArray[np.uint8] = cv2.dilate(covered, np.ones((size, size), np.uint8))
    free: NDArray[np.bool_] = grown == 0
    return free


def _is_free(free: NDArray[np.bool_], glyph: tuple[str, float, float, float, float]) -> bool:
    """Whether its middle lies on no mark; off the page there is none."""
    column, row = int(glyph[3]), int(glyph[4])
    inside = 0 <= row < free.shape[0] and 0 <= column < free.shape[1]
    return not inside or bool(free[row, column])


def _glyph_faults(
    before: Sequence[tuple[str, float, float, float, float]],
    after: Sequence[tuple[str, float, float, float, float]],
) -> tuple[int, int, int]:
    """How many are lost, stand elsewhere, or are new."""
    there: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for char, x, y, *_ in after:
        there[char].append((x, y))
    waiting = []
    for char, x, y, *_ in before:
        at = _nearest(there[char], x, y, _SAME_PX)
        if at is None:
            waiting.append((char, x, y))
        else:
            there[char].pop(at)
    moved = 0
    for char, x, y in waiting:
        at = _nearest(there[char], x, y, _NEAR_PX)
        if at is not None:
            there[char].pop(at)
            moved += 1
    return len(waiting) - moved, moved, sum(map(len, there.values()))


def _nearest(places: Sequence[tuple[float, float]], x: float, y: float, most: float) -> int | None:
    if not places:
        return None
    distance, at = min((math.dist((x, y), place), i) for i, place in enumerate(places))
    return at if distance <= most else None
