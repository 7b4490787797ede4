"""Detection on pages too large for the detector's input, in overlapping tiles."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import cv2
import numpy as np

from redactor.ocr.strips import Corners
from redactor.ports import Image

_SMALL_PRINT_PT = 8.0
_SEEN_PX = 14.0  # a character this high in the detector's input is found
_OVERLAP = 0.08  # of a tile's side: more than one line of large print
_SAME_LINE = 0.3  # share of the smaller rectangle that lies in the other


def tile_side_px(dpi: float, max_side_px: int) -> int:
    """Longest side in pixels at which 8-point print is still large enough for the detector."""
    return int(_SMALL_PRINT_PT / 72 * dpi * max_side_px / _SEEN_PX)


def detect_in_tiles(
    detect: Callable[[Image], list[Corners]], image: Image, side_px: int
) -> list[Corners]:
    """Rectangles of lines in ``image``; tiled when a side is longer than ``side_px``."""
    height, width = image.shape[:2]
    if max(height, width) <= side_px:
        return detect(image)
    found: list[tuple[int, Corners]] = []
    tiles = [(x, y) for y in _starts(height, side_px) for x in _starts(width, side_px)]
    for number, (x, y) in enumerate(tiles):
        # A view is enough: the detector copies what it gets.
        for corners in detect(image[y : y + side_px, x : x + side_px]):
            found.append((number, corners + np.array([x, y], np.float32)))
    return _merged(found)


def _starts(length: int, side: int) -> list[int]:
    """Where tiles of ``side`` begin, evenly spread, with the overlap."""
    if length <= side:
        return [0]
    count = int(np.ceil((length - side) / (side * (1 - _OVERLAP)))) + 1
    return [round(start) for start in np.linspace(0, length - side, count)]


def _merged(found: list[tuple[int, Corners]]) -> list[Corners]:
    """Rectangles of different tiles that lie on each other made one."""
    group = list(range(len(found)))

    def root(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    boxes = [(c.min(axis=0), c.max(axis=0)) for _, c in found]
    for i, j in combinations(range(len(found)), 2):
        (low_i, high_i), (low_j, high_j) = boxes[i], boxes[j]
        if found[i][0] == found[j][0] or (low_i > high_j).any() or (low_j > high_i).any():
            continue
        if _shared(found[i][1], found[j][1]) >= _SAME_LINE:
            group[root(j)] = root(i)
    members: dict[int, list[Corners]] = {}
    for i, (_, corners) in enumerate(found):
        members.setdefault(root(i), []).append(corners)
    return [one[0] if len(one) == 1 else hull(np.concatenate(one)) for one in members.values()]


def _shared(a: Corners, b: Corners) -> float:
    area, _ = cv2.intersectConvexConvex(a, b)
    return float(area) / max(1.0, min(cv2.contourArea(a), cv2.contourArea(b)))


def hull(points: Corners) -> Corners:
    """The smallest rectangle round ``points``, the corner nearest top-left first, clockwise."""
    corners = cv2.boxPoints(cv2.minAreaRect(points.astype(np.float32)))
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    (tl, bl), (tr, br) = (side[np.argsort(side[:, 1])] for side in (by_x[:2], by_x[2:]))
    return np.array([tl, tr, br, bl], np.float32)
