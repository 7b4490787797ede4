"""Where the marks go: neighbouring characters joined to runs, one quad around each run.

|王|伟|      one run             |1|5|9|9|    cells with rulings between the characters:
|  gap with nothing in it |      a run must not cover them, so it ends there
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from redactor.geometry import Point, PtQuad

_GAP = 1.25  # widest gap inside a run, in heights: 王　伟 is spread by one full-width space
_TOUCH = 0.05  # a gap this narrow, in heights, is none
_DRIFT = 0.5  # sideways offset inside a run, in heights
_TURN = math.cos(math.radians(12))  # a neighbour turned further belongs to another line

_AMONG = 6.0  # heights beside a character in which others tell how tall it may be
_TALL, _LIKE = 1.6, 1.3  # of the usual height: what is no one line's character, and what is like it
_ROOM = 0.1  # of the usual height, for ink over and under it

IsEmpty = Callable[[PtQuad], bool]  # whether a quad of the page holds no ink
_Spans = tuple[tuple[float, float], tuple[float, float]]  # along a glyph's two axes


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one erasure on one line."""

    quads: tuple[PtQuad, ...]
    down: bool  # written downwards: upright glyphs, one below the other

    @property
    def hull(self) -> PtQuad:
        """The smallest quad around the run with sides parallel to its glyphs'."""
        return around(self.quads)


def runs_of(quads: Sequence[PtQuad], is_empty: IsEmpty) -> Iterator[Run]:
    """``quads``, in reading order, as runs. ``is_empty`` says whether a gap may be covered."""
    current: list[PtQuad] = []
    down = False
    for quad in quads:
        if current:
            step = _step(current[-1], quad)
            joined = step is not None and (len(current) == 1 or (step == "down") == down)
            if joined and _may_cover(current[-1], quad, is_empty):
                down = step == "down"
                current.append(quad)
                continue
            yield Run(tuple(current), down)
        current, down = [quad], False
    if current:
        yield Run(tuple(current), down)


def levelled(quads: Sequence[PtQuad]) -> tuple[PtQuad, ...]:
    """``quads`` of characters, none much taller than those it stands among.

    Where a seal's ring runs over print, OCR may read the end of one line and of the next in one
    box: at its height a mark takes the other line.
    """
    seen: dict[tuple[Point, Point], list[_Spans]] = {}  # all of them, by whose axes
    out = []
    for quad in quads:
        turned = axes(quad)
        if turned not in seen:
            seen[turned] = [_spans(other, *turned) for other in quads]
        out.append(_levelled(quad, turned, seen[turned]))
    return tuple(out)


def _levelled(quad: PtQuad, turned: tuple[Point, Point], spans: Sequence[_Spans]) -> PtQuad:
    (u0, u1), (v0, v1) = _spans(quad, *turned)
    near = []
    for (a0, a1), (b0, b1) in spans:
        apart = max(a0 - u1, u0 - a1, 0.0)
        if v0 <= (b0 + b1) / 2 <= v1 and apart <= _AMONG * (b1 - b0):
            near.append((b0, b1))
    usual = median(b1 - b0 for b0, b1 in near)
    if v1 - v0 <= _TALL * usual:
        return quad
    band = [(b0, b1) for b0, b1 in near if b1 - b0 <= _LIKE * usual]
    top, bottom = median(b0 for b0, _ in band), median(b1 for _, b1 in band)
    room = _ROOM * usual
    return _from_axes(*turned, u0, u1, max(v0, top - room), min(v1, bottom + room))


def around(quads: Sequence[PtQuad]) -> PtQuad:
    """The smallest quad around ``quads`` with sides parallel to the first one's."""
    u, v = axes(quads[0])
    points = [p for q in quads for p in q.corners]
    us, vs = [_dot(p, u) for p in points], [_dot(p, v) for p in points]
    return _from_axes(u, v, min(us), max(us), min(vs), max(vs))


def axes(quad: PtQuad) -> tuple[Point, Point]:
    """Unit vectors along the glyph's top side and, square to it, down its left side."""
    width = math.dist(quad.tl, quad.tr)
    if width < 1e-6:
        return (1.0, 0.0), (0.0, 1.0)
    u = ((quad.tr[0] - quad.tl[0]) / width, (quad.tr[1] - quad.tl[1]) / width)
    v = (-u[1], u[0])
    # A mirrored quad has its bottom on the other side.
    if _dot((quad.bl[0] - quad.tl[0], quad.bl[1] - quad.tl[1]), v) < 0:
        v = (u[1], -u[0])
    return u, v


def resized(quad: PtQuad, left: float, top: float, right: float, bottom: float) -> PtQuad:
    """``quad`` with each side moved outwards by so many points (inwards when negative)."""
    u, v = axes(quad)
    us, vs = [_dot(p, u) for p in quad.corners], [_dot(p, v) for p in quad.corners]
    return _from_axes(u, v, min(us) - left, max(us) + right, min(vs) - top, max(vs) + bottom)


def _step(a: PtQuad, b: PtQuad) -> str | None:
    """How ``b`` follows ``a``: ``along`` the line, ``down`` a column, or not (None)."""
    u, v = axes(a)
    bu, _ = axes(b)
    if _dot(u, bu) < _TURN:
        return None
    height = max(math.dist(a.tl, a.bl), math.dist(b.tl, b.bl))
    (au0, au1), (av0, av1) = _spans(a, u, v)
    (bu0, bu1), (bv0, bv1) = _spans(b, u, v)
    if height <= 0:
        return None
    off_line = abs((bv0 + bv1) - (av0 + av1)) / 2
    if off_line <= _DRIFT * height and -height <= bu0 - au1 <= _GAP * height and bu1 > au0:
        return "along"
    width = max(au1 - au0, bu1 - bu0)
    off_column = abs((bu0 + bu1) - (au0 + au1)) / 2
    if off_column <= _DRIFT * width and -0.5 * height <= bv0 - av1 <= _GAP * height:
        return "down"
    return None


def _may_cover(a: PtQuad, b: PtQuad, is_empty: IsEmpty) -> bool:
    """Whether the gap between two characters is none, or holds no ink."""
    u, v = axes(a)
    (au0, au1), (av0, av1) = _spans(a, u, v)
    (bu0, bu1), (bv0, bv1) = _spans(b, u, v)
    height = av1 - av0
    if bu0 - au1 > _TOUCH * height:
        return is_empty(_from_axes(u, v, au1, bu0, min(av0, bv0), max(av1, bv1)))
    if bv0 - av1 > _TOUCH * height:
        return is_empty(_from_axes(u, v, min(au0, bu0), max(au1, bu1), av1, bv0))
    return True


def _spans(quad: PtQuad, u: Point, v: Point) -> _Spans:
    us, vs = [_dot(p, u) for p in quad.corners], [_dot(p, v) for p in quad.corners]
    return (min(us), max(us)), (min(vs), max(vs))


def _from_axes(u: Point, v: Point, u0: float, u1: float, v0: float, v1: float) -> PtQuad:
    def at(s: float, t: float) -> Point:
        return s * u[0] + t * v[0], s * u[1] + t * v[1]

    return PtQuad(at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1))


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1]
