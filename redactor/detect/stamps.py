"""Square name stamps and square seals in red ink, wherever on the page they are pressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.pen_ink import is_square
from redactor.detect.seal_find import RED, balanced, leads
from redactor.detect.seal_plane import dark_ink
from redactor.detect.upright import level_cut, reading_of
from redactor.geometry import Point, PxBox
from redactor.ports import Image, PageView

_MM_PER_INCH = 25.4
_DPI = 100.0
_LEADS = 26  # levels by which red leads
_CLOSING_MM = 1.6  # joins the characters with the frame
_SIDE_MM = (9.0, 27.0)
_FLAT = 1.3  # longer to shorter side
_SIDE, _FRAME = 0.4, 0.68  # share of a side, and of all four, that shows ink
_EDGE = 0.1  # of the side: how deep it may lie
_INVERSE = 0.5  # share of ink from which the characters are what has none
_PX = 192  # side of a stamp as it is read
_BLUR_MM = 0.5  # beyond the frame
_RIM = 0.065  # of the side: the frame, which stays where the ink alone goes
_FAINTEST = 30.0  # levels of full ink at least
_INSIDE = 0.09  # of the side: the frame
# Characters of the right column and of the left one: 王 | 伟, 王 | 伟印, 王伟 | 之印 …
_LAYOUTS = ((1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 3), (3, 4))
_CELL_PX, _GAP_PX = 64, 6


@dataclass(frozen=True, slots=True)
class Stamp:
    """A square and its field within the frame, in pixels of the page; and its characters in a
    row, in each layout.
    """

    corners: tuple[Point, Point, Point, Point]
    field: tuple[Point, Point, Point, Point]
    strips: tuple[Image, ...]


def find_stamps(view: PageView) -> Iterator[Stamp]:
    """Framed or filled red squares."""
    if not (leads(np.ascontiguousarray(view.image[::4, ::4]), RED) > _LEADS).any():
        return
    dpi = view.geometry.dpi
    scale = min(1.0, _DPI / dpi)
    small = cv2.resize(view.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mm = dpi * scale / _MM_PER_INCH
    mask = (leads(balanced(np.asarray(small, np.uint8)), RED) > _LEADS).astype(np.uint8)
    side = max(3, round(_CLOSING_MM * mm))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    turn = reading_of(view).turn
    for contour in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        (x, y), (a, b), lean = cv2.minAreaRect(contour)
        sized = _SIDE_MM[0] * mm <= min(a, b) and max(a, b) <= _SIDE_MM[1] * mm
        if not sized or max(a, b) > _FLAT * min(a, b):
            continue
        if not is_square(contour):
            continue
        lean = lean - 90 if lean > 45 else lean
        a, b = (b, a) if turn in (90, 270) else (a, b)
        middle, size = (x / scale, y / scale), (a / scale, b / scale)
        paper = _paper(view.image, middle, max(size))
        cut = level_cut(view.image, middle, size, 1.0, turn - lean)
        ink = dark_ink(cut.image, RED, paper)
        ink = np.clip(ink * (255 / max(_FAINTEST, float(np.percentile(ink, 95)))), 0, 255)
        plane = cv2.resize(ink.astype(np.uint8), (_PX, _PX), interpolation=cv2.INTER_CUBIC)
        if (cells := _characters(plane)) is not None:
            height, width = cut.image.shape[:2]
            whole = PxBox(0, 0, width, height)
            outer = cut.corners_back(whole.grown(_BLUR_MM * dpi / _MM_PER_INCH))
            inner = cut.corners_back(whole.grown(-_RIM * min(width, height)))
            yield Stamp(outer, inner, tuple(_strip(cells, layout) for layout in _LAYOUTS))


def _paper(image: Image, middle: Point, side: float) -> Image:
    """What lies round a stamp, and it: one cut into its ground has little paper of its own."""
    (x, y), reach = middle, side
    x0, y0 = max(0, round(x - reach)), max(0, round(y - reach))
    return image[y0 : round(y + reach), x0 : round(x + reach)]


def _characters(plane: Image) -> Image | None:
    """The stamp's field, ink 255, without its frame; None where it is no stamp's."""
    inked = plane > 100
    by = round(_EDGE * _PX)
    ends = (inked[:by], inked[-by:], inked[:, :by].T, inked[:, -by:].T)
    shown = [float(end.any(axis=0).mean()) for end in ends]
    # Print that crosses the frame hides some of it.
    if min(shown) < _SIDE or sum(shown) < 4 * _FRAME:
        return None
    at = round(_INSIDE * _PX)
    field = plane[at:-at, at:-at]
    share = float((field > 100).mean())
    if share >= _INVERSE:
        field, share = np.asarray(255 - field, np.uint8), 1 - share
    return field if share >= 0.06 else None


def _strip(field: Image, layout: tuple[int, int]) -> Image:
    """The characters dark on white in a row, the right column first."""
    middle = _valley(field.sum(axis=0), 0.5, 0.15)
    row: list[Image] = []
    for column, count in ((field[:, middle:], layout[0]), (field[:, :middle], layout[1])):
        down = column.sum(axis=1)
        cuts = [_valley(down, k / count, 0.35 / count) for k in range(1, count)]
        for top, foot in zip([0, *cuts], [*cuts, len(column)], strict=True):
            cell = cv2.resize(column[top:foot], (_CELL_PX, _CELL_PX), interpolation=cv2.INTER_AREA)
            row += [cell, np.zeros((_CELL_PX, _GAP_PX), np.uint8)]
    line = cv2.copyMakeBorder(np.hstack(row), 6, 6, 12, 6, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(cv2.merge([255 - line] * 3), np.uint8)


def _valley(ink: NDArray[np.uint64], at: float, reach: float) -> int:
    """Where there is least ink, within ``reach`` of ``at`` (shares of the length)."""
    size = len(ink)
    low, high = max(1, round((at - reach) * size)), min(size - 1, round((at + reach) * size))
    piece = np.convolve(ink.astype(float), np.ones(5) / 5, "same")[low : high + 1]
    least = np.flatnonzero(piece <= piece.min() + 1e-9)
    return low + int(least[len(least) // 2])
