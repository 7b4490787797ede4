"""Lines cut out of a page image and straightened, with the way back to the image."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.geometry import Point
from redactor.ports import Image

Matrix = NDArray[np.float64]
Corners = NDArray[np.float32]  # 4 x 2, pixels
Box = tuple[float, float, float, float]  # left, top, right, bottom
_Place = tuple[float, float, float]  # a middle, along a page's lines and down, and a height

# Paper kept around the detected rectangle, in its shorter sides: the detector cuts glyphs short.
MARGIN = 0.35
_SLANT_SHAPE = 3.0  # width to height: shorter lines say too little about the slant of the page
_SHORT_SHAPE = 6.0  # longer lines know their own angle
_ASKEW_DEG = 3.0
_ONE_SHAPE = 1.5  # longer to shorter side of a rectangle round one character
# Of another character in its row, in heights: how far off, how far up or down, how much larger.
_BESIDE, _LEVEL, _ALIKE = 4.0, 0.3, 1.5
TALL = 1.5  # height to width: from here on a rectangle may hold vertical text


@dataclass(frozen=True, slots=True)
class Piece:
    """Columns ``left`` to ``right`` of a strip, and the 3 x 3 map from strip to image."""

    left: float
    right: float
    to_image: Matrix


@dataclass(frozen=True, slots=True)
class Strip:
    """One line, straightened: u to the right, v down, (0, 0) at the line's top-left corner.

    ``wide`` is the line with ``margin`` pixels of its surroundings on every side; ``line`` is
    the line alone, as the recogniser reads it. A stacked line is laid out in several pieces.
    """

    wide: Image
    margin: int
    pieces: tuple[Piece, ...]

    @property
    def line(self) -> Image:
        m = self.margin
        return self.wide[m : self.wide.shape[0] - m, m : self.wide.shape[1] - m]

    @property
    def height(self) -> int:
        return int(self.wide.shape[0]) - 2 * self.margin

    @property
    def width(self) -> int:
        return int(self.wide.shape[1]) - 2 * self.margin

    def to_image(self, boxes: Sequence[Box]) -> list[tuple[Point, ...]]:
        """Corners in pixels of the image of boxes in the strip, each in order of reading."""
        if not boxes:
            return []
        sides = np.array(boxes, float)
        points = sides[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
        out = np.empty_like(points)
        of_piece = self._pieces_of((sides[:, 0] + sides[:, 2]) / 2)
        for number in np.unique(of_piece):
            here = of_piece == number
            matrix = self.pieces[number].to_image
            out[here] = mapped(matrix, points[here].reshape(-1, 2)).reshape(-1, 4, 2)
        return [tuple((x, y) for x, y in corners) for corners in out.tolist()]

    def _pieces_of(self, middles: NDArray[np.float64]) -> NDArray[np.intp]:
        """The piece that each of ``middles`` (u) lies in, or nearest to."""
        ends = np.array([(p.left, p.right) for p in self.pieces])
        off = np.maximum(ends[:, :1] - middles, middles - ends[:, 1:])
        return np.asarray(np.maximum(off, 0.0).argmin(axis=0))


def mapped(matrix: Matrix, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """``points`` (n x 2) under a 3 x 3 projective map."""
    raised = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(raised[:, :2] / raised[:, 2:])


def size_of(corners: Corners) -> tuple[float, float]:
    """Width and height in pixels of a rectangle given by its corners in order of reading."""
    tl, tr, br, bl = corners.tolist()  # asked for so often that numpy's overhead counts
    width = max(math.dist(tl, tr), math.dist(bl, br))
    height = max(math.dist(tl, bl), math.dist(tr, br))
    return width, height


def common_area(one: Corners, other: Corners) -> float:
    """The area in both rectangles, square pixels."""
    if (one.min(axis=0) > other.max(axis=0)).any() or (other.min(axis=0) > one.max(axis=0)).any():
        return 0.0
    return float(cv2.intersectConvexConvex(one, other)[0])


def is_tall(corners: Corners) -> bool:
    """Whether a rectangle is higher than wide, as vertical text is."""
    width, height = size_of(corners)
    return height >= TALL * width


def slant(rectangles: Sequence[Corners]) -> float:
    """Angle of the lines of a page in radians, clockwise; 0 when none is long enough."""
    angles, weights = [], []
    for corners in rectangles:
        width, height = size_of(corners)
        if width >= _SLANT_SHAPE * height:
            dx, dy = (corners[1] + corners[2] - corners[0] - corners[3]).tolist()
            angles.append(np.arctan2(dy, dx))
            weights.append(width)
    if not angles:
        return 0.0
    order = np.argsort(angles)
    heavy = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(angles)[order][np.searchsorted(heavy, heavy[-1] / 2)])


def steadied(rectangles: Sequence[Corners]) -> list[Corners]:
    """The rectangles, short ones turned to the slant of the page.

    The smallest rectangle round two or three characters lies askew by a degree or two; round one,
    such as a digit in its cell, by any angle, which is not its own where it stands in a row.
    """
    page = slant(rectangles)
    off = [angle_of(corners) - page for corners in rectangles]
    places = _places(rectangles, page)
    level = [abs(o) <= np.radians(_ASKEW_DEG) for o in off]
    row = [place for place, is_level in zip(places, level, strict=True) if is_level]

    def is_slanted_so(n: int) -> bool:
        if level[n]:
            return _is_short(rectangles[n], _SHORT_SHAPE)
        one = _is_short(rectangles[n], _ONE_SHAPE)
        return one and any(_is_beside(places[n], other) for other in row)

    return [
        _turned_by(corners, -off[n]) if is_slanted_so(n) else corners
        for n, corners in enumerate(rectangles)
    ]


def angle_of(corners: Corners) -> float:
    """Angle of a line in radians, clockwise."""
    dx, dy = (corners[1] + corners[2] - corners[0] - corners[3]).tolist()
    return math.atan2(dy, dx)


def _is_short(corners: Corners, shape: float) -> bool:
    return max(size_of(corners)) <= shape * min(size_of(corners))


def _places(rectangles: Sequence[Corners], page: float) -> list[_Place]:
    cos, sin = math.cos(page), math.sin(page)
    return [
        (x * cos + y * sin, y * cos - x * sin, size_of(corners)[1])
        for corners in rectangles
        for x, y in [corners.mean(axis=0).tolist()]
    ]


def _is_beside(one: _Place, other: _Place) -> bool:
    """Whether two are characters of one row."""
    u, v, height = one
    alike = height / _ALIKE <= other[2] <= height * _ALIKE
    return alike and abs(other[0] - u) <= _BESIDE * height and abs(other[1] - v) <= _LEVEL * height


def _turned_by(corners: Corners, angle: float) -> Corners:
    middle = corners.mean(axis=0)
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, -sin], [sin, cos]])
    return np.asarray((corners - middle) @ turn.T + middle, np.float32)


def turned(corners: Corners, quarter_turns: int) -> Corners:
    """The same rectangle read in another direction.

    1: for text that runs upwards; 2: upside down; 3: for text that runs downwards.
    """
    return np.roll(corners, quarter_turns, axis=0)


def cut(image: Image, corners: Corners) -> Strip:
    """The rectangle ``corners`` (in order of reading) of ``image``, straightened."""
    width, height = (max(2, round(side)) for side in size_of(corners))
    x, y = corners[0].tolist()
    box = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    on_pixels = x.is_integer() and y.is_integer() and np.array_equal(corners, box + corners[0])
    if on_pixels and _reaches(image, int(x), int(y), width, height):
        return _copied(image, int(x), int(y), width, height)
    to_image = cv2.getPerspectiveTransform(box, corners.astype(np.float32)).astype(float)
    return _warp(image, to_image, width, height)


def _reaches(image: Image, x: int, y: int, width: int, height: int) -> bool:
    """Whether some of the rectangle lies in the image."""
    rows, columns = image.shape[:2]
    return x < columns and y < rows and x + width > 0 and y + height > 0


def _copied(image: Image, x: int, y: int, width: int, height: int) -> Strip:
    """As ``_warp`` of a rectangle that stands upright on whole pixels, which moves none."""
    margin = max(2, round(MARGIN * min(width, height)))
    rows, columns = image.shape[:2]
    left, top, right, foot = x - margin, y - margin, x + width + margin, y + height + margin
    wide = cv2.copyMakeBorder(
        image[max(0, top) : foot, max(0, left) : right],
        *(max(0, -top), max(0, foot - rows), max(0, -left), max(0, right - columns)),
        borderType=cv2.BORDER_REPLICATE,
    )
    to_image = np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], float)
    return Strip(np.asarray(wide, np.uint8), margin, (Piece(0, width, to_image),))


def _warp(image: Image, to_image: Matrix, width: int, height: int) -> Strip:
    margin = max(2, round(MARGIN * min(width, height)))
    shift = np.array([[1, 0, -margin], [0, 1, -margin], [0, 0, 1]], float)
    wide = cv2.warpPerspective(
        image,
        to_image @ shift,
        (width + 2 * margin, height + 2 * margin),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return Strip(np.asarray(wide, np.uint8), margin, (Piece(0, width, to_image),))


def split(strip: Strip, at: Sequence[int]) -> list[Strip]:
    """``strip`` cut at these columns into strips of their own."""
    ends = [0, *at, strip.width]
    parts = []
    for left, right in zip(ends, ends[1:], strict=False):
        wide = strip.wide[:, left : right + 2 * strip.margin]
        shift = np.array([[1, 0, left], [0, 1, 0], [0, 0, 1]], float)
        pieces = tuple(
            Piece(max(p.left, left) - left, min(p.right, right) - left, p.to_image @ shift)
            for p in strip.pieces
            if p.left < right and p.right > left
        )
        parts.append(Strip(wide, strip.margin, pieces))
    return parts
