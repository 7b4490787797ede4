"""Polygons painted into pixel grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.geometry import Point

Polygon = Sequence[Point]
Mask = NDArray[np.bool_]


def polygon_mask(polygons: Iterable[Polygon], height: int, width: int) -> Mask:
    """Pixels of a picture whose centre lies in one of the convex ``polygons``.

    Polygons are in the unit square of the picture: x to the right, y **up**, both 0 to 1.
    """
    mask = np.zeros((height, width), np.bool_)
    for polygon in polygons:
        points = np.array([(x * width, (1 - y) * height) for x, y in polygon])
        x0, y0 = np.maximum(np.floor(points.min(axis=0)).astype(int), 0)
        x1, y1 = np.minimum(np.ceil(points.max(axis=0)).astype(int) + 1, (width, height))
        if x0 >= x1 or y0 >= y1:
            continue
        xs = np.arange(x0, x1)[None, :] + 0.5
        ys = np.arange(y0, y1)[:, None] + 0.5
        mask[y0:y1, x0:x1] |= _inside(points, xs, ys)
    return mask


def _inside(points: NDArray[np.float64], xs: NDArray[np.float64], ys: NDArray[np.float64]) -> Mask:
    """Which grid points lie in a convex polygon, its border included, either way round."""
    left = np.ones((ys.shape[0], xs.shape[1]), np.bool_)
    right = left.copy()
    for (ax, ay), (bx, by) in zip(points, np.roll(points, -1, axis=0), strict=True):
        side = (bx - ax) * (ys - ay) - (by - ay) * (xs - ax)
        left &= side >= -1e-6
        right &= side <= 1e-6
    return left | right


def clip_to_unit(polygon: Polygon) -> list[Point]:
    """The part of a convex polygon inside the unit square; empty when there is none."""
    points = list(polygon)
    for axis, limit, sign in ((0, 0.0, 1), (0, 1.0, -1), (1, 0.0, 1), (1, 1.0, -1)):
        points = _clip(points, axis, limit, sign)
    return points


def area(polygon: Polygon) -> float:
    """Area of a polygon, whichever way round."""
    total = 0.0
    for (ax, ay), (bx, by) in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        total += ax * by - bx * ay
    return abs(total) / 2


def _clip(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    out: list[Point] = []
    for a, b in zip(points, points[1:] + points[:1], strict=True):
        da, db = sign * (a[axis] - limit), sign * (b[axis] - limit)
        if da >= 0:
            out.append(a)
        if (da > 0 > db) or (da < 0 < db):
            t = da / (da - db)
            out.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
    return out
