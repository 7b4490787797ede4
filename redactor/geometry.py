"""Boxes and quads in two units, and the one place that converts between them.

* points: 1/72 inch, origin top-left of the *unrotated* crop box, y down
  (what PyMuPDF's ``get_text`` returns);
* pixels: of the rendered, *rotated* page image, origin top-left, y down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from redactor.frozen import frozen

Point = tuple[float, float]
Number = TypeVar("Number", float, NDArray[np.float64])


@frozen
class _Box:
    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"box is inside out: {self}")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def centre(self) -> Point:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def area(self) -> float:
        return self.width * self.height

    @classmethod
    def around(cls, boxes: Iterable[Self]) -> Self:
        """The smallest upright box around at least one other."""
        every = list(boxes)
        return cls(
            min(b.x0 for b in every),
            min(b.y0 for b in every),
            max(b.x1 for b in every),
            max(b.y1 for b in every),
        )

    def grown(self, by: float) -> Self:
        """The box with each side moved out by ``by``."""
        return type(self)(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def moved(self, x: float, y: float) -> Self:
        """The box further right by ``x`` and down by ``y``."""
        return type(self)(self.x0 + x, self.y0 + y, self.x1 + x, self.y1 + y)

    def apart(self, other: _Box) -> float:
        """The wider of the gaps across and down; negative where the boxes overlap."""
        across = max(self.x0, other.x0) - min(self.x1, other.x1)
        return max(across, max(self.y0, other.y0) - min(self.y1, other.y1))

    def overlap(self, other: _Box) -> float:
        """Area shared with ``other``, in square units; 0 when apart."""
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, w) * max(0.0, h)


@frozen
class PtBox(_Box):
    """An upright box in PDF points, unrotated page."""


@frozen
class PxBox(_Box):
    """An upright box in pixels of the rendered page image."""


@frozen
class PtQuad:
    """Four corners in points, in the order of reading: top-left, top-right,
    bottom-right, bottom-left *of the glyph* (not of the page).

    Boxes of characters, findings and erasures are quads: on a 5° line an upright box
    eats the lines around it.
    """

    tl: Point
    tr: Point
    br: Point
    bl: Point

    @classmethod
    def from_box(cls, box: _Box) -> PtQuad:
        """The upright quad with the corners of ``box`` (coordinates are taken as points)."""
        return cls((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        return self.tl, self.tr, self.br, self.bl

    @property
    def rounded(self) -> list[list[float]]:
        """The corners for a record in JSON, each ``[x, y]`` to 0.01 pt."""
        return [[round(x, 2), round(y, 2)] for x, y in self.corners]

    @property
    def box(self) -> PtBox:
        """The smallest upright box around the quad."""
        # Written out: asked for every character of a page.
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.tl, self.tr, self.br, self.bl
        return PtBox(
            *(min(x0, x1, x2, x3), min(y0, y1, y2, y3)),
            *(max(x0, x1, x2, x3), max(y0, y1, y2, y3)),
        )

    @property
    def centre(self) -> Point:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.tl, self.tr, self.br, self.bl
        return (x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4

    @property
    def is_upright(self) -> bool:
        """True when the sides are parallel to the page's to within 0.01 pt."""
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.tl, self.tr, self.br, self.bl
        if x0 == x3 and x1 == x2 and y0 == y1 and y2 == y3:  # as nearly every character stands
            return True
        box = self.box
        ends_x, ends_y = (box.x0, box.x1), (box.y0, box.y1)
        return all(
            min(abs(x - e) for e in ends_x) < 0.01 and min(abs(y - e) for e in ends_y) < 0.01
            for x, y in self.corners
        )

    def contains(self, point: Point) -> bool:
        """Whether ``point`` lies inside or on the border."""
        x, y = point
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.tl, self.tr, self.br, self.bl
        # Written out: asked for every character of a page.
        sides = (
            (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0),
            (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1),
            (x3 - x2) * (y - y2) - (y3 - y2) * (x - x2),
            (x0 - x3) * (y - y3) - (y0 - y3) * (x - x3),
        )
        return min(sides) >= -1e-9 or max(sides) <= 1e-9


def hull_box(quads: Iterable[PtQuad]) -> PtBox:
    """The smallest upright box around at least one quad."""
    # No box of each: asked for the lines of a page, character by character.
    corners = [corner for q in quads for corner in (q.tl, q.tr, q.br, q.bl)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return PtBox(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Size of a page (points, unrotated crop box), its turn, and the image scale."""

    width_pt: float
    height_pt: float
    rotation: int  # 0, 90, 180 or 270 degrees, clockwise
    dpi: float

    def __post_init__(self) -> None:
        if self.rotation not in (0, 90, 180, 270):
            raise ValueError(f"rotation must be 0, 90, 180 or 270, not {self.rotation}")

    @property
    def image_size(self) -> tuple[float, float]:
        """Width and height in pixels of the rendered, rotated image (before rounding)."""
        w, h = self.width_pt * self.dpi / 72, self.height_pt * self.dpi / 72
        return (h, w) if self.rotation in (90, 270) else (w, h)

    def point_to_pt(self, point: Point) -> Point:
        """Pixel of the rendered image to points of the unrotated page."""
        x, y = point[0] * 72 / self.dpi, point[1] * 72 / self.dpi
        w, h = self.width_pt, self.height_pt
        match self.rotation:
            case 90:
                return y, h - x
            case 180:
                return w - x, h - y
            case 270:
                return w - y, x
        return x, y

    def point_to_px(self, point: Point) -> Point:
        """Points of the unrotated page to pixels of the rendered image."""
        return self._to_px(*point)

    def _to_px(self, x: Number, y: Number) -> tuple[Number, Number]:
        w, h = self.width_pt, self.height_pt
        match self.rotation:
            case 90:
                x, y = h - y, x
            case 180:
                x, y = w - x, h - y
            case 270:
                x, y = y, w - x
        return x * self.dpi / 72, y * self.dpi / 72

    def to_points(self, box: PxBox) -> PtBox:
        """Pixels of the rendered image to points of the unrotated page."""
        return hull_box([self.quad_to_pt(PtQuad.from_box(box).corners)])

    def to_pixels(self, box: PtBox) -> PxBox:
        """Points of the unrotated page to pixels of the rendered image."""
        points = [self.point_to_px(p) for p in PtQuad.from_box(box).corners]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return PxBox(min(xs), min(ys), max(xs), max(ys))

    def quad_to_pt(self, corners_px: Iterable[Point]) -> PtQuad:
        """Four pixel corners, in reading order, to a quad in points."""
        tl, tr, br, bl = (self.point_to_pt(p) for p in corners_px)
        return PtQuad(tl, tr, br, bl)

    def quads_to_px(self, quads: Sequence[PtQuad]) -> NDArray[np.float64]:
        """The pixel corners of many quads, n x 4 x 2: a page's characters cost time one by one."""
        corners = np.array([quad.corners for quad in quads], float).reshape(-1, 4, 2)
        x, y = self._to_px(corners[..., 0], corners[..., 1])
        return np.stack([x, y], axis=-1)

    def quad_to_px(self, quad: PtQuad) -> tuple[Point, Point, Point, Point]:
        """A quad in points to its four pixel corners, in the same order."""
        tl, tr, br, bl = (self.point_to_px(p) for p in quad.corners)
        return tl, tr, br, bl
