"""Pieces in the frame of their text.

On a page with ``/Rotate`` or a skewed scan the lines do not run along the page's x axis, so
order is decided where they do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from redactor.datatypes import Char
from redactor.frozen import frozen
from redactor.geometry import Point

_BACK = 0.5  # of the way from the first character to the second
TELLING = 5  # characters by which a direction is told
WIDE_GAP = 1.5  # in character heights: wider than a typed space or a justified line's gaps


@frozen
class Piece:
    """A piece in the frame of its text: x along the line, y down the lines."""

    index: int
    turn: int  # 0 to 3: quarter turns clockwise of its direction from the page's x axis
    x0: float
    y0: float
    x1: float
    y1: float
    height: float  # of a character, across the line
    page_top: float  # in the page's own frame, to place pieces that run another way

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def middle(self) -> Point:
        return (self.x0 + self.x1) / 2, self.y


Row = list[Piece]


def height_of(char: Char) -> float:
    """Extent of a character from top to bottom, in its own upright frame."""
    if char.quad is None:
        return 0.0
    return math.dist(char.quad.tl, char.quad.bl)


def has_quad(line: Sequence[Char]) -> bool:
    """Whether anything of the piece has a place on the page."""
    return any(c.quad is not None for c in line)


def direction_of(line: Sequence[Char]) -> float | None:
    """Angle in which a piece runs, clockwise from the page's x axis; None when unknown."""
    chars = _first_row([c for c in line if c.quad is not None])
    first, last = chars[0], chars[-1]
    if first.quad is None or last.quad is None:
        return None
    (ax, ay), (bx, by) = first.quad.centre, last.quad.centre
    # Two characters of one word may share a quad (a ligature): too near to tell.
    if len(chars) > 1 and math.hypot(bx - ax, by - ay) > 0.3 * max(height_of(first), 0.1):
        return math.atan2(by - ay, bx - ax)
    (ax, ay), (bx, by) = first.quad.tl, first.quad.tr
    if math.hypot(bx - ax, by - ay) < 1e-6:
        return None
    return math.atan2(by - ay, bx - ax)


def _first_row(chars: Sequence[Char]) -> Sequence[Char]:
    """The characters up to where a label that wraps begins anew: 办公 of 办公 | 电话."""
    centres = [c.quad.centre for c in chars if c.quad is not None]
    if len(centres) < 3:
        return chars
    (ax, ay), (bx, by) = centres[:2]
    size = math.hypot(bx - ax, by - ay)
    for n, ((px, py), (qx, qy)) in enumerate(pairwise(centres), 1):
        if (qx - px) * (bx - ax) + (qy - py) * (by - ay) < -_BACK * size * size:
            return chars[:n]
    return chars


def quarter_of(angle: float) -> int:
    """The nearest quarter turn, 0 to 3."""
    return round(angle / (math.pi / 2)) % 4


def skew_of(placed: Sequence[tuple[int, Sequence[Char], float | None]], turn: int) -> float:
    """Middle angle that lines of this direction are off the axis; 0 with little to go by.

    A watermark's copies count as one line: they may outnumber the others.
    """
    off: dict[str, list[float]] = {}
    for _, line, angle in placed:
        if angle is None or quarter_of(angle) != turn or len(line) < TELLING:
            continue
        delta = angle - turn * math.pi / 2
        text = "".join(c.text for c in line)
        off.setdefault(text, []).append((delta + math.pi) % (2 * math.pi) - math.pi)
    return median(map(median, off.values())) if off else 0.0


def place(
    index: int, line: Sequence[Char], turn: int, skew: float, main_skew: float, main: int
) -> Piece:
    """The piece in the frame of its direction; ``main`` is that of most of the page."""
    corners = [p for c in line if c.quad is not None for p in c.quad.corners]
    angle, page_angle = turn * math.pi / 2 + skew, main * math.pi / 2 + main_skew
    own = _turned(corners, angle)
    page = own if page_angle == angle else _turned(corners, page_angle)
    xs, ys = [x for x, _ in own], [y for _, y in own]
    of_char = [(min(corners), max(corners)) for corners in zip(*[iter(ys)] * 4, strict=True)]
    height = median([foot - top for top, foot in of_char])
    # The band of a long line that is bent or skewed is that of its middle, not of its ends.
    middle = median([(top + foot) / 2 for top, foot in of_char])
    return Piece(
        index,
        turn,
        min(xs),
        middle - height / 2,
        max(xs),
        middle + height / 2,
        height,
        min(y for _, y in page),
    )


def _turned(points: list[Point], angle: float) -> list[Point]:
    """The points in a frame whose x axis points along ``angle``."""
    if angle == 0:
        return points
    c, s = math.cos(angle), math.sin(angle)
    return [(x * c + y * s, -x * s + y * c) for x, y in points]
