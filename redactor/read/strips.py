"""One printed line cut out of a rendered page, laid straight."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from redactor.datatypes import Char
from redactor.geometry import PageGeometry, Point, PxBox
from redactor.ports import Image

_HEIGHT_PX = 48  # what line recognisers are trained on
_MARGIN = 0.08  # of the height, above and below
_MAX_ASPECT = 40
_LONGEST_PX = 32_766  # a side of what OpenCV warps
_BESIDE_PX = 2  # that a pixel between others is made of


def runs_along(chars: Sequence[Char]) -> bool:
    """Whether the characters follow each other in the direction in which they stand.

    In vertical writing they do not: such a piece cannot be read as one line.
    """
    quads = [c.quad for c in chars if c.quad is not None]
    if len(quads) < 2:
        return True
    (ax, ay), (bx, by) = quads[0].centre, quads[-1].centre
    first = quads[0]
    along = (first.tr[0] - first.tl[0], first.tr[1] - first.tl[1])
    way = (bx - ax, by - ay)
    size = math.hypot(*along) * math.hypot(*way)
    return size > 0 and (along[0] * way[0] + along[1] * way[1]) / size > 0.9


def place_of(geometry: PageGeometry, chars: Sequence[Char]) -> PxBox:
    """What ``cut_strip`` looks at of the page's picture."""
    corners = _corners(geometry, chars)
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return PxBox(
        min(xs) - _BESIDE_PX, min(ys) - _BESIDE_PX, max(xs) + _BESIDE_PX, max(ys) + _BESIDE_PX
    )


def cut_strip(image: Image, geometry: PageGeometry, chars: Sequence[Char]) -> Image:
    """The printed piece as a horizontal strip, whichever way it runs on the page."""
    corners = _corners(geometry, chars)
    if max(image.shape[:2]) > _LONGEST_PX:
        near = place_of(geometry, chars)
        left, top = max(0, int(near.x0)), max(0, int(near.y0))
        image = image[top:, left:][:_LONGEST_PX, :_LONGEST_PX]
        corners = [(x - left, y - top) for x, y in corners]
    tl, tr, _, bl = corners
    aspect = math.dist(tl, tr) / max(math.dist(tl, bl), 1e-6)
    width = max(8, round(_HEIGHT_PX * min(aspect, _MAX_ASPECT)))
    target = [(0, 0), (width, 0), (width, _HEIGHT_PX), (0, _HEIGHT_PX)]
    matrix = cv2.getPerspectiveTransform(
        np.array(corners, np.float32), np.array(target, np.float32)
    )
    strip: Image = cv2.warpPerspective(
        image, matrix, (width, _HEIGHT_PX), flags=cv2.INTER_AREA, borderValue=(255, 255, 255)
    )
    return strip


def _corners(geometry: PageGeometry, chars: Sequence[Char]) -> list[Point]:
    """Corners of the piece in pixels, with a margin, in the order of reading."""
    quads = [c.quad for c in chars if c.quad is not None]
    first, last = geometry.quad_to_px(quads[0]), geometry.quad_to_px(quads[-1])
    tl, tr, br, bl = first[0], last[1], last[2], first[3]
    height = math.dist(tl, bl)
    margin = _MARGIN * height
    along, down = _unit(tl, tr), _unit(tl, bl)
    return [
        _moved(tl, along, down, -margin, -margin),
        _moved(tr, along, down, margin, -margin),
        _moved(br, along, down, margin, margin),
        _moved(bl, along, down, -margin, margin),
    ]


def _unit(a: Point, b: Point) -> Point:
    length = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _moved(p: Point, along: Point, down: Point, by_x: float, by_y: float) -> Point:
    return (
        p[0] + along[0] * by_x + down[0] * by_y,
        p[1] + along[1] * by_x + down[1] * by_y,
    )
