"""Circles and ellipses among strokes: by where the normals of edges meet.

An edge of an outline points at the middle. Of each edge pixel a line is drawn along its normal, as
far as a seal may be wide, into a coarse plane; where many cross, rings are looked for and fitted.
Ovals are looked for the same way on the page pressed together, as if they were round.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.geometry import Point

Floats = NDArray[np.float32]
Mask = NDArray[np.uint8]

_MOST_EDGES = 24_000  # of the page's: more cost time and find more rings in print
_BIN = 3.0  # pixels of a cell of the plane: normals of thin strokes are off by some degrees
_STEP = 0.8  # of a cell, along a normal
_STANDS_OUT = 5.0  # votes over those round about, in their spread: print's have 3
_PEAKS = 5  # of a plane that are looked at
_ALIGNED = 0.88  # cosine between an edge's normal and the way to the middle
_ROOM = 1.45  # of the largest radius: a fit moves the middle
_SECTORS = 90  # of the outline
_RING = 0.5  # share of sectors with an edge that make a radius one of an outline
_COVERED = 0.72  # and of the fitted ellipse: text makes rings of up to 0.7
_WHOLE = 0.93  # of an ellipse that nothing need be looked for in
_LARGER = 0.15  # by so much may the outer of two outlines show less than the inner
_INSIDE = 0.8  # of the way out: the middles of seals that only touch are further apart
# Of the smaller half axis: so far apart are the middles of two seals that are pressed across each
# other. Rings of one seal share theirs; what its star and characters make shows up to 0.86.
_ACROSS = 0.35
_BAND_PX = 2.2  # round an outline, to both sides
_STROKE_PX = 1.5  # half of a stroke: edges lie on its two sides
_FLATTEST = 0.55


@dataclass(frozen=True, slots=True)
class Edges:
    """Pixels at the border of ink: where, and the unit normal."""

    at: Floats  # n x 2: x, y
    normals: Floats


@dataclass(frozen=True, slots=True)
class Oval:
    """An ellipse in pixels: centre, half axes, turn of the first in degrees; share of it seen."""

    centre: Point
    a: float
    b: float
    turn_deg: float
    covered: float


def edges_of(plane: Mask, least: float) -> Edges:
    """Edges of ``plane`` steeper than ``least`` levels a pixel."""
    soft = cv2.GaussianBlur(plane, (0, 0), 0.8)
    dx, dy = (cv2.Sobel(soft, cv2.CV_32F, x, 1 - x, ksize=3, scale=0.25) for x in (1, 0))
    # That of cv2.magnitude depends on where the planes lie in memory, to the last bit.
    steep = np.sqrt(dx * dx + dy * dy)
    rows, columns = np.nonzero((steep > least) & _steepest(steep, np.abs(dx) > np.abs(dy)))
    length = steep[rows, columns]
    normals = np.stack([dx[rows, columns] / length, dy[rows, columns] / length], axis=1)
    at = np.stack([columns, rows], axis=1).astype(np.float32)
    return Edges(at, normals.astype(np.float32))


def _steepest(steep: Floats, across: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels steeper than their neighbours on the way through the edge."""
    beside, above = (
        np.maximum(np.roll(steep, 1, axis), np.roll(steep, -1, axis)) for axis in (1, 0)
    )
    return np.asarray(steep >= np.where(across, beside, above))


def ovals_in(
    edges: Edges, radii: tuple[float, float], shapes: Sequence[tuple[float, float]]
) -> Iterator[Oval]:
    """Ellipses with a half axis within ``radii``, those that show best first.

    ``shapes``: shorter to longer axis, and the longer one's turn in degrees, to look for; what
    is found is fitted freely.
    """
    found: list[Oval] = []
    edges = _some(edges)
    for flat, turn_deg in shapes:
        for centre in _crossings(_pressed(edges, flat, turn_deg), radii):
            middle = _back(centre, flat, turn_deg)
            inside = _INSIDE if flat < 1.0 else _ACROSS
            if any(o.covered >= _WHOLE and _lies_in(middle, o, inside) for o in found):
                continue
            near = _near(edges, middle, _ROOM * radii[1])
            for radius in _radii_at(_pressed(near, flat, turn_deg), centre, radii):
                one = _fitted(near, Oval(middle, radius, radius * flat, turn_deg, 0.0))
                if one is not None and one.covered >= _COVERED:
                    found.append(one)
                    break
    kept: list[Oval] = []
    for one in sorted(found, key=lambda o: -o.covered - _LARGER * o.a * o.b / radii[1] ** 2):
        if not any(_lies_in(one.centre, other) and not are_across(one, other) for other in kept):
            kept.append(one)
    yield from kept


class Outline(Protocol):
    """What an outline shows of itself, whoever found it."""

    @property
    def centre(self) -> Point: ...
    @property
    def a(self) -> float: ...
    @property
    def b(self) -> float: ...
    @property
    def covered(self) -> float: ...


def are_across(one: Outline, other: Outline) -> bool:
    """Whether ``one`` is a whole outline that runs across the other one's."""
    apart = math.dist(one.centre, other.centre)
    near = min(one.a, one.b, other.a, other.b)
    # A circle that lies within the other one, or round it, is a ring or an emblem of one seal.
    crosses = apart > abs(one.a + one.b - other.a - other.b) / 2
    return one.covered >= _WHOLE and crosses and apart >= _ACROSS * near


def _lies_in(point: Point, one: Oval, inside: float = _INSIDE) -> bool:
    turn = math.radians(one.turn_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    x, y = point[0] - one.centre[0], point[1] - one.centre[1]
    return math.hypot((x * cos + y * sin) / one.a, (y * cos - x * sin) / one.b) < inside


def _some(edges: Edges) -> Edges:
    """The same of them at every run: a fixed shuffle. Of fewer than half an outline is not seen."""
    most = max(_MOST_EDGES, len(edges.at) // 2)
    if len(edges.at) <= most:
        return edges
    kept = np.random.default_rng(0).permutation(len(edges.at))[:most]
    return Edges(edges.at[kept], edges.normals[kept])


def _near(edges: Edges, centre: Point, reach: float) -> Edges:
    away = np.abs(edges.at - np.array(centre, np.float32)) <= reach
    near = away[:, 0] & away[:, 1]
    return Edges(edges.at[near], edges.normals[near])


def _pressed(edges: Edges, flat: float, turn_deg: float) -> Edges:
    """The edges on a plane where an ellipse of that shape is a circle of its longer axis."""
    if flat == 1.0:
        return edges
    turn = math.radians(turn_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    to = np.array([(cos, sin), (-sin / flat, cos / flat)], np.float32)
    # Normals go by the inverse of the transpose.
    back = np.linalg.inv(to).astype(np.float32)
    normals = edges.normals @ back
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Edges(edges.at @ to.T, normals)


def _back(centre: Point, flat: float, turn_deg: float) -> Point:
    if flat == 1.0:
        return centre
    turn = math.radians(turn_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    x, y = centre[0], centre[1] * flat
    return cos * x - sin * y, sin * x + cos * y


def _crossings(edges: Edges, radii: tuple[float, float]) -> list[Point]:
    """Where most normals cross."""
    if not len(edges.at):
        return []
    # So far beyond the outermost edges a normal may reach.
    low = edges.at.min(axis=0) - radii[1] - _BIN
    size = np.ceil((edges.at.max(axis=0) + radii[1] + _BIN - low) / _BIN).astype(int) + 1
    width, height = int(size[0]), int(size[1])
    ways = np.arange(radii[0], radii[1] + 1, _BIN * _STEP, dtype=np.float32) / _BIN
    x, y = ((edges.at[:, k] - low[k]) / _BIN for k in (0, 1))
    across, down = (np.ascontiguousarray(edges.normals[:, k]) for k in (0, 1))
    cells = np.empty((2 * len(ways), len(x)), np.int32)
    for n, way in enumerate((*ways, *-ways)):
        cells[n] = (y + down * way).astype(np.int32) * width + (x + across * way).astype(np.int32)
    plane = np.bincount(cells.ravel(), minlength=width * height)
    votes = cv2.GaussianBlur(plane.reshape(height, width).astype(np.float32), (0, 0), 1.0)
    # Text has crossings everywhere: what counts is what stands out.
    usual = cv2.blur(votes, (25, 25))
    votes = (votes - usual) / np.sqrt(usual + 1.0)
    peaks = []
    for _ in range(_PEAKS):
        _, most, _, (x, y) = cv2.minMaxLoc(votes)
        if most < _STANDS_OUT:
            break
        peaks.append(((x + 0.5) * _BIN + float(low[0]), (y + 0.5) * _BIN + float(low[1])))
        reach = round(0.35 * radii[0] / _BIN)
        cv2.circle(votes, (x, y), reach, 0.0, -1)
    return peaks


def _radii_at(edges: Edges, centre: Point, radii: tuple[float, float]) -> list[float]:
    """Radii at which edges lie all round, the outermost first."""
    away = edges.at - np.array(centre, np.float32)
    distance = np.linalg.norm(away, axis=1)
    near = (distance >= radii[0] - 3) & (distance <= radii[1] + 3)
    away, distance, normals = away[near], distance[near], edges.normals[near]
    towards = np.abs((away * normals).sum(axis=1)) >= _ALIGNED * distance
    away, distance = away[towards], distance[towards]
    sector = ((np.arctan2(away[:, 1], away[:, 0]) + np.pi) * (_SECTORS / (2 * np.pi))).astype(int)
    low, high = round(radii[0]), round(radii[1])
    seen = np.zeros((high - low + 8, _SECTORS + 1), np.bool_)
    seen[np.clip(np.round(distance - low).astype(int) + 3, 0, len(seen) - 1), sector] = True
    wide = seen.copy()
    for by in (-2, -1, 1, 2):
        wide |= np.roll(seen, by, axis=0)
    share = wide[:, :_SECTORS].mean(axis=1)
    best = [
        r
        for r in range(1, len(share) - 1)
        if share[r] >= _RING and share[r] == share[max(0, r - 4) : r + 5].max()
    ]
    strong = max((float(share[r]) for r in best), default=0.0)
    return [float(r - 3 + low) for r in reversed(best) if share[r] >= 0.8 * strong][:3]


def _fitted(edges: Edges, start: Oval) -> Oval | None:
    """The ellipse that the outline's own edges make, begun at ``start``."""
    one = start
    for band in (5.0, 3.0, 2.2):
        on = _on(edges, one, band + _STROKE_PX)
        if on.sum() < 40:
            return None
        points = edges.at[on]
        (x, y), (d1, d2), turn = cv2.fitEllipseAMS(points)
        if not (math.isfinite(x + y + d1 + d2) and min(d1, d2) > 0):
            return None
        one = Oval((x, y), d1 / 2, d2 / 2, turn, 0.0)
        if min(d1, d2) < _FLATTEST * max(d1, d2):
            return None
        if (
            math.dist(one.centre, start.centre) > 0.3 * start.a
            or not 0.7 <= max(d1, d2) / 2 / start.a <= 1.4
        ):
            return None
    on = _on(edges, one, _BAND_PX + _STROKE_PX)
    away = edges.at[on] - np.array(one.centre, np.float32)
    sector = ((np.arctan2(away[:, 1], away[:, 0]) + np.pi) * (_SECTORS / (2 * np.pi))).astype(int)
    covered = len(set(np.minimum(sector, _SECTORS - 1).tolist())) / _SECTORS
    # Edges lie on both sides of the stroke.
    return Oval(one.centre, one.a + _STROKE_PX / 2, one.b + _STROKE_PX / 2, one.turn_deg, covered)


def _on(edges: Edges, one: Oval, band: float) -> NDArray[np.bool_]:
    """Edges that lie on the ellipse and run along it."""
    turn = math.radians(one.turn_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    away = edges.at - np.array(one.centre, np.float32)
    u, v = away[:, 0] * cos + away[:, 1] * sin, away[:, 1] * cos - away[:, 0] * sin
    level = np.hypot(u / one.a, v / one.b)
    # The distance to the ellipse, to first order.
    gu, gv = u / one.a**2, v / one.b**2
    steep = np.hypot(gu, gv) / np.maximum(level, 1e-6)
    near = np.abs(level - 1) <= band * steep
    nu = edges.normals[:, 0] * cos + edges.normals[:, 1] * sin
    nv = edges.normals[:, 1] * cos - edges.normals[:, 0] * sin
    along = np.abs(nu * gu + nv * gv) >= _ALIGNED * np.hypot(gu, gv)
    return np.asarray(near & along)
