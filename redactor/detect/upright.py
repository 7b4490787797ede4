"""Which way a page is read, and cuts of it turned so that text and faces stand upright."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.shared import once_a_page, print_of
from redactor.geometry import Point, PxBox
from redactor.ports import Image, PageView

_MAX_SKEW_DEG = 10.0
_MM_PER_INCH = 25.4

_Corners = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Reading:
    """How text runs on the page's image."""

    turn: int  # 0, 90, 180, 270: clockwise turn of the image that makes text upright
    skew_deg: float  # what is left after that turn, clockwise positive
    chars: int  # how many characters agree on ``turn``


@once_a_page
def reading_of(view: PageView) -> Reading:
    """Direction of most of the page's characters; upright when it has none."""
    corners = print_of(view).corners
    if not len(corners):
        return Reading(0, 0.0, 0)
    along = corners[:, 1] - corners[:, 0]
    angles = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    quarters = np.round(angles / 90).astype(int) % 4
    quarter, count = Counter(quarters.tolist()).most_common(1)[0]
    rest = ((angles - 90 * quarter + 180) % 360 - 180)[quarters == quarter]
    skew = float(np.median(rest))
    # Text running clockwise-down (90 degrees) stands upright after a turn of 270 clockwise.
    turn = (360 - 90 * quarter) % 360
    return Reading(turn, skew if abs(skew) <= _MAX_SKEW_DEG else 0.0, count)


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a page's image, scaled and turned, with the way back.

    ``to_page`` maps a point of ``image`` to a pixel of the page's image (2 x 3, affine).
    """

    image: Image
    to_page: NDArray[np.float64]

    def back(self, point: Point) -> Point:
        """A point of the cut as a pixel of the page's image."""
        x, y = self.to_page @ np.array([point[0], point[1], 1.0])
        return float(x), float(y)

    def corners_back(self, box: PxBox) -> tuple[Point, Point, Point, Point]:
        """The corners of an upright box of the cut, in reading order, as page pixels."""
        return (
            self.back((box.x0, box.y0)),
            self.back((box.x1, box.y0)),
            self.back((box.x1, box.y1)),
            self.back((box.x0, box.y1)),
        )

    def into(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the page's image (..., 2) as points of the cut."""
        back = np.linalg.inv(np.vstack([self.to_page, (0.0, 0.0, 1.0)]))[:2]
        return np.asarray(corners @ back[:, :2].T + back[:, 2])


def cut_round(
    view: PageView,
    label: tuple[_Corners, _Corners],
    angle: float,
    reach_mm: tuple[float, float, float],
    dpi: float,
) -> tuple[Cut, PxBox, float]:
    """A level cut round a line of print, at ``dpi`` at most; the line in it; pixels a millimetre.

    ``label``: the corners of the line's first character and of its last, in pixels of the page's
    image. ``angle``: in which it runs, radians clockwise. ``reach_mm``: how far the cut goes beyond
    the line to the left, to the right, and up as well as down.
    """
    first, last = label
    length, height = math.dist(first[0], last[1]), math.dist(last[1], last[2])
    scale = min(1.0, dpi / view.geometry.dpi)
    mm = view.geometry.dpi / _MM_PER_INCH
    left, right, aside = (reach * mm for reach in reach_mm)
    size = left + length + right, height + 2 * aside
    ahead = size[0] / 2 - left
    middle = (first[0][0] + first[3][0]) / 2, (first[0][1] + first[3][1]) / 2
    centre = middle[0] + ahead * math.cos(angle), middle[1] + ahead * math.sin(angle)
    # A line that runs clockwise-down lies level in a cut turned back.
    cut = level_cut(view.image, centre, size, scale, -math.degrees(angle))
    x0, y0 = left * scale, aside * scale
    return cut, PxBox(x0, y0, x0 + length * scale, y0 + height * scale), mm * scale


def cells_of(corners: NDArray[np.float64], size: float) -> NDArray[np.int32]:
    """Quads (n x 4 x 2) made ``size`` times as large, to be filled."""
    middle = corners.mean(axis=1, keepdims=True)
    return np.asarray(np.round(middle + (corners - middle) * size), np.int32)


def turned_cut(image: Image, box: PxBox, scale: float, turn: int) -> Cut:
    """``box`` of ``image`` scaled by ``scale``, then turned clockwise by a quarter ``turn``."""
    x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
    piece = image[y0 : math.ceil(box.y1), x0 : math.ceil(box.x1)]
    small = cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    sx, sy = piece.shape[1] / width, piece.shape[0] / height
    turned = np.ascontiguousarray(np.rot90(small, -turn // 90))
    # From a point of the turned piece to one of the small piece: columns x, y, shift.
    undo = {
        0: ((1, 0, 0), (0, 1, 0)),
        90: ((0, 1, 0), (-1, 0, height)),
        180: ((-1, 0, width), (0, -1, height)),
        270: ((0, -1, width), (1, 0, 0)),
    }[turn]
    (a, b, c), (d, e, f) = undo
    to_page = np.array([(a * sx, b * sx, c * sx + x0), (d * sy, e * sy, f * sy + y0)], float)
    return Cut(np.asarray(turned, np.uint8), to_page)


def level_cut(
    image: Image, centre: Point, size: tuple[float, float], scale: float, clockwise_deg: float
) -> Cut:
    """A window ``size`` (page pixels, width x height *after* turning) round ``centre``, the
    page turned clockwise by ``clockwise_deg`` and scaled; what lies off the page is white.
    """
    width, height = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    angle = math.radians(clockwise_deg)
    cos, sin = math.cos(angle) / scale, math.sin(angle) / scale
    # Turning the page clockwise is looking at it counter-clockwise (y runs down).
    shift_x = centre[0] - cos * width / 2 - sin * height / 2
    shift_y = centre[1] + sin * width / 2 - cos * height / 2
    to_page = np.array([(cos, sin, shift_x), (-sin, cos, shift_y)], float)
    cut = cv2.warpAffine(
        image,
        to_page,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return Cut(np.asarray(cut, np.uint8), to_page)
