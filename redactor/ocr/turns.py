"""Quarter turns of a page image, and the way back."""

from __future__ import annotations

import numpy as np

from redactor.geometry import Point
from redactor.ocr.strips import Corners
from redactor.ports import Image

TURNS = (0, 90, 180, 270)


def turn_image(image: Image, turn: int) -> Image:
    """``image`` turned clockwise by ``turn`` degrees."""
    return np.ascontiguousarray(np.rot90(image, -turn // 90))


def turn_back(point: Point, turn: int, size: tuple[int, int]) -> Point:
    """A point of the turned image, in pixels of the image (``size``: height, width) itself."""
    x, y = point
    height, width = size
    match turn:
        case 90:
            return y, height - x
        case 180:
            return width - x, height - y
        case 270:
            return width - y, x
    return x, y


def turn_corners(corners: Corners, turn: int, size: tuple[int, int]) -> Corners:
    """Corners of a rectangle in an image of ``size`` (height, width), once that is turned.

    The first corner is again the one nearest the top-left.
    """
    x, y = corners[:, 0], corners[:, 1]
    height, width = size
    pairs = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}
    return np.roll(np.stack(pairs[turn], axis=1), turn // 90, axis=0).astype(np.float32)
