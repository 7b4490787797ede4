"""Shapes of printed codes: their corners, finder patterns and bars. Pixels throughout."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

Corner = tuple[float, float]
Corners = tuple[Corner, ...]  # four: top-left, top-right, bottom-right, bottom-left of the symbol

_MM_PER_INCH = 25.4
_SQUARE = 0.80  # least ratio of sides, and least sine of the angles
_FINDER = np.array(
    [[min(r, c, 6 - r, 6 - c) != 1 for c in range(7)] for r in range(7)]
)  # dark ring, light ring, dark 3 x 3
_FINDER_MATCH = 0.80  # share of right modules over the three corners; text stays below 0.7
_MODULES = range(21, 105, 4)  # versions 1 to 21; larger ones are not printed on forms
_WARPED = 420


def size_of(corners: Corners) -> tuple[float, float, bool]:
    """Width and height (means of opposite sides), and whether it is nearly a square."""
    points = np.array(corners)
    sides = [float(np.linalg.norm(points[(i + 1) % 4] - points[i])) for i in range(4)]
    width, height = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    if min(sides) < 1:
        return width, height, False
    right, down = points[1] - points[0], points[3] - points[0]
    sine = abs(float(right[0] * down[1] - right[1] * down[0])) / (sides[0] * sides[3])
    return width, height, min(sides) >= _SQUARE * max(sides) and sine >= _SQUARE


def grown(corners: Corners, by: float) -> Corners:
    """Each side moved out by ``by``."""
    points = np.array(corners)
    right, down = points[1] - points[0], points[3] - points[0]
    right = right / max(float(np.linalg.norm(right)), 1e-9) * by
    down = down / max(float(np.linalg.norm(down)), 1e-9) * by
    moves = (-right - down, right - down, right + down, -right + down)
    return tuple((float(x), float(y)) for x, y in points + np.array(moves))


def has_finders(image: NDArray[np.uint8], corners: Corners, least: float = _FINDER_MATCH) -> bool:
    """Whether three corners hold the nested squares that make a QR code one."""
    source = np.array(corners, np.float32)
    target = np.array([(0, 0), (_WARPED, 0), (_WARPED, _WARPED), (0, _WARPED)], np.float32)
    flat = cv2.warpPerspective(
        image, cv2.getPerspectiveTransform(source, target), (_WARPED, _WARPED)
    )
    _, dark = cv2.threshold(flat, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return max(_finder_match(np.asarray(dark, np.uint8), n) for n in _MODULES) >= least


def _finder_match(dark: NDArray[np.uint8], modules: int) -> float:
    """Share of finder modules that are as they should be, if there are ``modules`` a side."""
    pitch = _WARPED / modules
    near = ((np.arange(7) + 0.5) * pitch).astype(int)
    far = (_WARPED - (np.arange(7)[::-1] + 0.5) * pitch).astype(int)
    cells = [dark[np.ix_(rows, cols)] for rows, cols in ((near, near), (near, far), (far, near))]
    return float(np.mean([cell.astype(bool) == _FINDER for cell in cells]))


def bars_round(image: NDArray[np.uint8], corners: Corners, dpi: float) -> Corners:
    """The whole field of bars around what the decoder scanned.

    The decoder reports the first to the last row it could read, as an upright box: of a tilted
    or partly smudged code that is less than what a phone can still read.
    """
    mm = dpi / _MM_PER_INCH
    length = size_of(corners)[0]
    # The widest gap is four modules, and the shortest code has about 60; beyond the bars lies
    # a blank of ten modules.
    gap = max(3, round(1.6 * mm), round(0.07 * length))
    along_x = abs(corners[1][0] - corners[0][0]) >= abs(corners[1][1] - corners[0][1])
    found = _ink_round(image, corners, (gap, 1) if along_x else (1, gap), mm)
    # A table line that touches the bars joins them to the whole table.
    if found is None or not 0.95 * length <= max(size_of(found)[:2]) <= 1.35 * length:
        return grown(corners, mm)
    return found


def modules_round(image: NDArray[np.uint8], corners: Corners, dpi: float) -> Corners:
    """The whole field of modules around a matrix code that could only be seen.

    Such a code is damaged, and the corners reported may be those of a part of it.
    """
    mm = dpi / _MM_PER_INCH
    gap = max(3, round(1.2 * mm))
    found = _ink_round(image, corners, (gap, gap), mm)
    side = max(size_of(corners)[:2])
    if found is None or not 0.9 * side <= max(size_of(found)[:2]) <= 2.0 * side:
        return grown(corners, mm)
    return found


def _ink_round(
    image: NDArray[np.uint8], corners: Corners, gaps: tuple[int, int], mm: float
) -> Corners | None:
    """The leaning rectangle of ink at the middle of ``corners``, gaps (x, y) in it closed."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    pad = 0.6 * max(max(xs) - min(xs), max(ys) - min(ys)) + 2 * mm
    x0, y0 = max(0, int(min(xs) - pad)), max(0, int(min(ys) - pad))
    cut = image[y0 : int(max(ys) + pad) + 1, x0 : int(max(xs) + pad) + 1]
    _, dark = cv2.threshold(cut, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    thick = max(3, round(1.5 * mm))  # opens text and lines away
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(gaps[::-1], np.uint8))
    ink = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    found = _rectangle_at(np.asarray(ink, np.uint8), (sum(xs) / 4 - x0, sum(ys) / 4 - y0))
    if found is None:
        return None
    return _in_order([(x + x0, y + y0) for x, y in found.tolist()], corners)


def _rectangle_at(field: NDArray[np.uint8], point: Corner) -> NDArray[np.float32] | None:
    contours, _ = cv2.findContours(field, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        if cv2.pointPolygonTest(contour, point, False) >= 0:
            return np.asarray(cv2.boxPoints(cv2.minAreaRect(contour)), np.float32)
    return None


def _in_order(points: list[Corner], like: Corners) -> Corners:
    """The four ``points``, begun and wound so that each is nearest its fellow in ``like``."""
    turns = [
        tuple(p for p in (order[i:] + order[:i]))
        for order in (points, points[::-1])
        for i in range(4)
    ]
    return min(turns, key=lambda t: sum(math.dist(a, b) for a, b in zip(t, like, strict=True)))
