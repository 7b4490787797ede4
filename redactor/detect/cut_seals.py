"""Seals that the sheet's edge cuts: half of one, or the strip of one pressed over several sheets,
the last of which may end before the edge.

Less than half of the outline may show. So circles are fitted to the coloured ink at an edge alone,
and only what of them lies in that ink's own box must show.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.ellipses import Edges, edges_of
from redactor.geometry import Point, PxBox

Mask = NDArray[np.uint8]

_LEADS = 26  # levels by which the ink's own channel leads
_STEEP = 6.0  # levels a pixel at an outline's edge
_JOINED_MM = 5.0  # between pieces of one seal: its outline, characters, star
_AT_EDGE_MM = 3.0  # from the sheet's edge to the ink: a scan leaves a rim
_LAST_MM, _STRIP = 30.0, 0.7  # from that edge to the last strip; its depth to its length
_LAST_SHOWN = 0.22  # of the whole outline, by a last strip: of five it is 0.29, by large print 0.11
_MOST_PIECES = 6  # of ink at the edge of a photographed sheet, that are tried in pairs
_LENGTH_MM, _DEPTH_MM = (10.0, 60.0), (4.0, 50.0)  # of the ink along the edge, and into the sheet
_RADII_MM = (15.0, 25.0)
_PAIRS, _SECTORS = 1500, 120
_APART = math.cos(math.radians(20))  # of two normals that meet well enough
_BAND_PX, _ALIGNED = 2.0, 0.9
_SHOWN, _ARC_MM = 0.75, 14.0  # share and length of the outline in the ink's box
_CUT = 0.9  # share of the outline in that box: of more the seal is whole


@dataclass(frozen=True, slots=True)
class CutCircle:
    """A circle whose middle may lie beyond the sheet; the share of the whole that shows."""

    centre: Point
    radius: float
    shown: float


def cut_circles(
    lead: Mask, mm: float, desk: Mask | None = None, is_colour: bool = False
) -> Iterator[CutCircle]:
    """Outlines of seals that an edge of the sheet cuts. ``lead``: by how much the ink leads.
    ``desk``: where the picture shows what the sheet lies on, whose edges are not the picture's.
    ``is_colour``: no print is in the ink, which may be a strip that ends before the edge.
    """
    mask = (lead > _LEADS).astype(np.uint8)
    known: list[CutCircle] = []
    for box in _at_edges(mask, mm, desk, is_colour):
        if any(box.overlap(_box(c)) > 0 for c in known):
            continue
        y0, x0 = max(0, int(box.y0) - 2), max(0, int(box.x0) - 2)
        piece = np.ascontiguousarray(lead[y0 : int(box.y1) + 3, x0 : int(box.x1) + 3])
        found = edges_of(piece, _STEEP)
        edges = Edges(found.at + np.array((x0, y0), np.float32), found.normals)
        if len(edges.at) and (circle := _outline(edges, box, mm)) is not None:
            if _is_strip(box, lead.shape[1], mm) and circle.shown < _LAST_SHOWN:
                continue
            known.append(circle)
            yield circle


def _box(circle: CutCircle) -> PxBox:
    (x, y), r = circle.centre, circle.radius
    return PxBox(x - r, y - r, x + r, y + r)


def _at_edges(mask: Mask, mm: float, desk: Mask | None, is_colour: bool) -> Iterator[PxBox]:
    """Boxes of ink that reaches an edge of the picture, or of a sheet on a desk, and is of a cut
    seal's size: first what two pieces make together, as the upper and the lower arc in a strip
    from a seal's middle.
    """
    near = math.ceil((_LAST_MM if is_colour else _AT_EDGE_MM) * mm) + 1
    rims = mask[:near], mask[-near:], mask[:, :near], mask[:, -near:]
    if desk is None and not any(rim.any() for rim in rims):
        return  # joining reaches no nearer to an edge than the ink does
    _, labels, stats, _ = cv2.connectedComponentsWithStats(_joined(mask, mm))
    pieces = [PxBox(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist()]
    height, width = mask.shape
    yield from _reaching(pieces, width, mm)
    for box in _reaching([_turned(p) for p in pieces], height, mm):
        yield _turned(box)
    if is_colour:
        # Not those by the upper edge: headings stand there.
        yield from (p for p in pieces if _is_strip(p, width, mm))
    if desk is None:
        return
    near = 2 * round((_AT_EDGE_MM + 1) * mm) + 1
    rim = cv2.dilate(desk, np.ones((near, near), np.uint8)) > 0
    at_rim = np.setdiff1d(labels[rim], [0])
    large = at_rim[np.argsort(-stats[at_rim, cv2.CC_STAT_AREA])][:_MOST_PIECES]
    side = [pieces[n - 1] for n in large.tolist()]  # however the sheet lies
    for box in (*map(PxBox.around, combinations(side, 2)), *side):
        if _is_sized(box, mm) or _is_sized(_turned(box), mm):
            yield box


def _joined(mask: Mask, mm: float) -> Mask:
    side = round(_JOINED_MM * mm)
    wide = cv2.copyMakeBorder(mask, side, side, side, side, cv2.BORDER_CONSTANT, value=0)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, kernel)
    return np.asarray(closed[side:-side, side:-side], np.uint8)


def _is_sized(box: PxBox, mm: float) -> bool:
    """Whether it is as long along the edge and as deep as a cut seal's ink is."""
    sized = _LENGTH_MM[0] * mm <= box.height <= _LENGTH_MM[1] * mm
    return sized and _DEPTH_MM[0] * mm <= box.width <= _DEPTH_MM[1] * mm


def _is_strip(piece: PxBox, width: int, mm: float) -> bool:
    """Whether it may be a seal's last strip, by the left or the right edge."""
    away = min(piece.x0, width - piece.x1)
    slim = piece.width <= _STRIP * piece.height
    return slim and _is_sized(piece, mm) and _AT_EDGE_MM * mm < away <= _LAST_MM * mm


def _turned(box: PxBox) -> PxBox:
    return PxBox(box.y0, box.x0, box.y1, box.x1)


def _reaching(pieces: Sequence[PxBox], width: int, mm: float) -> Iterator[PxBox]:
    """Those that reach the left or the right edge."""
    near = _AT_EDGE_MM * mm
    for side in (
        [p for p in pieces if p.x0 <= near],
        [p for p in pieces if p.x1 >= width - near],
    ):
        for box in (*map(PxBox.around, combinations(side, 2)), *side):
            if _is_sized(box, mm):
                yield box


def _outline(edges: Edges, box: PxBox, mm: float) -> CutCircle | None:
    """The circle that the ink's edges show best."""
    circles = [
        c
        for centre, radius in _guesses(edges, mm)
        if (c := _judged(edges, centre, radius, box, mm)) is not None
    ]
    if not circles:
        return None
    most = max(circles, key=lambda c: np.count_nonzero(_on(edges, c.centre, c.radius)))
    centre, radius = _fitted(edges, most.centre, most.radius)
    return _judged(edges, centre, radius, box, mm) or most


def _guesses(edges: Edges, mm: float) -> Iterator[tuple[Point, float]]:
    """Circles through two edges each, where their normals meet."""
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, len(edges.at), (2, _PAIRS))
    at, normals = edges.at.astype(float), edges.normals.astype(float)
    cross = normals[a, 0] * normals[b, 1] - normals[a, 1] * normals[b, 0]
    meets = np.abs((normals[a] * normals[b]).sum(axis=1)) < _APART
    a, b, cross = a[meets], b[meets], cross[meets]
    way = at[b] - at[a]
    along = (way[:, 0] * normals[b, 1] - way[:, 1] * normals[b, 0]) / cross
    centres = at[a] + along[:, None] * normals[a]
    first, second = (np.hypot(*(at[k] - centres).T) for k in (a, b))
    alike = np.abs(first - second) <= 2 * _BAND_PX
    sized = (first >= _RADII_MM[0] * mm) & (first <= _RADII_MM[1] * mm)
    for n in np.flatnonzero(alike & sized):
        yield (float(centres[n, 0]), float(centres[n, 1])), float(first[n] + second[n]) / 2


def _judged(edges: Edges, centre: Point, radius: float, box: PxBox, mm: float) -> CutCircle | None:
    angles = (np.arange(_SECTORS) + 0.5) * (2 * np.pi / _SECTORS)
    x, y = centre[0] + radius * np.cos(angles), centre[1] + radius * np.sin(angles)
    seen = (x >= box.x0) & (x <= box.x1) & (y >= box.y0) & (y <= box.y1)
    if not _ARC_MM * mm <= float(seen.mean()) * 2 * np.pi * radius <= _CUT * 2 * np.pi * radius:
        return None
    on = _on(edges, centre, radius)
    away = edges.at[on] - np.array(centre, np.float32)
    sector = (np.arctan2(away[:, 1], away[:, 0]) % (2 * np.pi)) * (_SECTORS / (2 * np.pi))
    inked = np.zeros(_SECTORS, np.bool_)
    inked[np.minimum(sector.astype(int), _SECTORS - 1)] = True
    inked |= np.roll(inked, 1) & np.roll(inked, -1)
    if inked[seen].mean() < _SHOWN:
        return None
    return CutCircle(centre, radius, float((inked & seen).mean()))


def _on(edges: Edges, centre: Point, radius: float) -> NDArray[np.bool_]:
    """Edges on the circle that run along it."""
    away = edges.at - np.array(centre, np.float32)
    distance = np.hypot(away[:, 0], away[:, 1])
    towards = np.abs((away * edges.normals).sum(axis=1)) >= _ALIGNED * distance
    return np.asarray(towards & (np.abs(distance - radius) <= _BAND_PX))


def _fitted(edges: Edges, centre: Point, radius: float) -> tuple[Point, float]:
    """The circle of least squares through the edges on this one."""
    at = edges.at[_on(edges, centre, radius)].astype(float)
    system = np.column_stack([2 * at, np.ones(len(at))])
    x, y, rest = np.linalg.lstsq(system, (at**2).sum(axis=1), rcond=None)[0]
    return (float(x), float(y)), math.sqrt(max(0.0, float(rest + x * x + y * y)))
