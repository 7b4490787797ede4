"""A seal's ring unrolled into a strip, and the band of it that its text takes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.seal_find import Ellipse
from redactor.detect.seal_plane import ink_at
from redactor.geometry import Point
from redactor.ports import Image

Plane = NDArray[np.uint8]
Corners = tuple[Point, Point, Point, Point]

_RADIUS_PX = 190  # of the seal as it is unrolled: characters come out some 45 px high
_LINE = 0.62  # share of directions with ink that makes a radius part of the outline
_BARE = 0.035  # and a radius between text and star
_INNERMOST, _FEET = 0.42, 0.28  # of the radius: no ring text, and no foot of it, reaches further in
# Of the shorter half axis: how deep the ring's text lies, and that of a second ring.
_MIDDLE, _DEEPER = 0.25, 0.38
_PIECES = 40  # of the band, each flat enough to be a quad
_OUTLINE = 0.86  # of the radius: the outline, or the inner one of two, lies further out
_THINNEST = 0.14  # of the radius: text is higher
_USUAL = (0.54, 0.92)
_MARGIN_PX = 8
_GAP_PX = 3  # bare radii between two rings
_EDGE_PX = 4  # of an outline
_OUT = 0.985  # the outline itself stays
_INKED, _ROOM_PX = 140, 6  # level of a line's ink; round it
_PARTED = 0.6  # of a line's height: a gap wider than that between two characters of a name


@dataclass(frozen=True, slots=True)
class Ring:
    """The strip, read clockwise from its widest gap, dark on white, and the band's borders."""

    strip: Image
    inner: float  # pixels of the page inside the outline
    outer: float


def unrolled(image: Image, seal: Ellipse, by_hue: bool = True) -> Ring:
    """The seal's ring as a strip: of an oval, too, each character as it stands."""
    polar = _polar(image, seal, _MIDDLE, by_hue)
    clear = _clear_of_outline(polar)
    ring = _ring(polar, seal, *_band(polar, clear))
    # Dots and tips may stand off the text: up to the outline's soft edge all goes.
    return replace(ring, outer=min(ring.outer, (_RADIUS_PX - clear + _EDGE_PX) / _scale(seal)))


def second_ring(image: Image, seal: Ellipse, first: Ring, by_hue: bool = True) -> Ring | None:
    """A ring of text inside the first one, as of seals in two scripts."""
    start = round(_RADIUS_PX - first.inner * _scale(seal)) + _MARGIN_PX
    polar = _polar(image, seal, _DEEPER, by_hue, _FEET)
    whole = _text_below(polar, start, _FEET)
    # What goes on as far as can be is feet and more, and that would spoil the reading.
    ends = whole is not None and whole[0] > _deepest(seal, _FEET) + _GAP_PX
    band = whole if ends else _text_below(_polar(image, seal, _DEEPER, by_hue), start)
    if band is None:
        return None
    inner, outer = band
    ring = _ring(polar, seal, inner - _MARGIN_PX // 2, min(start, outer + _MARGIN_PX // 2))
    foot = inner if whole is None else min(inner, whole[0])
    return replace(ring, inner=(_RADIUS_PX - foot + _MARGIN_PX // 2) / _scale(seal))


def _deepest(seal: Ellipse, innermost: float) -> int:
    """The radius in the strip to which it reaches in: of an oval not so far."""
    return _RADIUS_PX - round((1 - innermost) * min(seal.a, seal.b) * _scale(seal))


def _scale(seal: Ellipse) -> float:
    return _RADIUS_PX / max(seal.a, seal.b)


def _polar(
    image: Image, seal: Ellipse, depth: float, by_hue: bool, innermost: float = _INNERMOST
) -> Plane:
    """Rows go round the seal, evenly at ``depth`` of the shorter half axis; columns outwards."""
    scale, short = _scale(seal), min(seal.a, seal.b)
    columns = np.arange(_deepest(seal, innermost), _RADIUS_PX)
    angles = _even(seal, depth * short, scale)
    x, y = seal.inside(angles[:, None], ((_RADIUS_PX - columns) / scale)[None, :])
    polar = np.zeros((len(angles), _RADIUS_PX), np.uint8)
    polar[:, columns] = ink_at(image, seal, x, y, by_hue)
    return polar


def _ring(polar: Plane, seal: Ellipse, inner: int, outer: int) -> Ring:
    pad = round(0.1 * (outer - inner)) + 2
    strip = cv2.rotate(polar, cv2.ROTATE_90_COUNTERCLOCKWISE)
    top, foot = max(0, _RADIUS_PX - outer - 2), min(_RADIUS_PX, _RADIUS_PX - inner + pad)
    strip = _from_gap(np.asarray(strip[top:foot], np.uint8))
    strip = cv2.copyMakeBorder(strip, 4, 4, 12, 12, cv2.BORDER_CONSTANT, value=0)
    dark = np.asarray(255 - strip, np.uint8)
    scale = _scale(seal)
    return Ring(cv2.merge([dark] * 3), (_RADIUS_PX - inner) / scale, (_RADIUS_PX - outer) / scale)


def _even(seal: Ellipse, depth: float, scale: float) -> NDArray[np.float64]:
    """Angles a pixel of the strip apart, where its text stands."""
    angles = np.linspace(0, 2 * np.pi, 1440)
    x, y = seal.inside(angles, np.full(len(angles), depth))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))]) * scale
    return np.asarray(np.interp(np.arange(0, along[-1], 1.0), along, angles))


def _band(polar: Plane, clear: int) -> tuple[int, int]:
    """Inner and outer radius of the ring's text in pixels: within the outline, round the star."""
    band = _text_below(polar, clear)
    if band is None:
        # Print below or a thick outline: where most rings have their text.
        return round(_USUAL[0] * _RADIUS_PX), round(_USUAL[1] * _RADIUS_PX)
    # Feet of single characters reach further than the ink of most directions tells.
    return band[0] - _MARGIN_PX, min(band[1] + _MARGIN_PX, clear)


def _text_below(polar: Plane, outer: int, innermost: float = _INNERMOST) -> tuple[int, int] | None:
    """Inner and outer radius of the outermost text within ``outer``, down to a bare gap.

    What is thinner than text is passed over: an outline's edge, or dots and tips of script.
    """
    inked = (polar > 100).mean(axis=0) >= _BARE
    thinnest = _THINNEST * _RADIUS_PX
    top = inner = outer
    for r in range(outer - 1, round(innermost * _RADIUS_PX), -1):
        if inked[r]:
            top = top if top - inner else r + 1
            inner = r
        elif inner - r >= _GAP_PX:
            if top - inner >= thinnest:
                break
            top = inner = r
    return (inner, top) if top - inner >= thinnest else None


def _clear_of_outline(polar: Plane) -> int:
    """The radius just inside the outline, or inside the inner one of two."""
    inked = (polar > 100).mean(axis=0)
    within, without = round(_OUTLINE * _RADIUS_PX), round(_OUT * _RADIUS_PX)
    lines = np.flatnonzero(inked[within:] >= _LINE)
    return min(without, within + int(lines[0]) - 2) if len(lines) else without


def _from_gap(strip: Plane) -> Plane:
    """The strip rolled so that it begins and ends in the widest gap between characters."""
    inked = (strip > 100).sum(axis=0) > 0.05 * strip.shape[0]
    twice = np.concatenate([inked, inked])
    best, end, run = 0, 0, 0
    for at, on in enumerate(twice.tolist()):
        run = 0 if on else run + 1
        if run > best:
            best, end = run, at
    rolled = np.roll(strip, -((end - best // 2) % len(inked)), axis=1)
    columns = np.flatnonzero((rolled > 100).sum(axis=0) > 0.05 * strip.shape[0])
    if not len(columns):
        return np.asarray(rolled, np.uint8)
    return np.asarray(rolled[:, columns[0] : columns[-1] + 1], np.uint8)


def turned_over(strip: Image) -> Image:
    """The strip of a text that runs counter-clockwise, its feet outwards: in the lower half."""
    return np.ascontiguousarray(strip[::-1, ::-1])


def pieces(seal: Ellipse, ring: Ring) -> list[Corners]:
    """The ring's band as convex pieces side by side."""
    # A chord runs inside its arc: the outer one must not cut characters.
    outer = ring.outer - max(seal.a, seal.b) * (1 - math.cos(math.pi / _PIECES))
    angles = np.linspace(0, 2 * np.pi, _PIECES + 1)
    out, in_ = (_along(seal, angles, depth) for depth in (outer, ring.inner))
    return [(out[n], out[n + 1], in_[n + 1], in_[n]) for n in range(_PIECES)]


def _along(seal: Ellipse, angles: NDArray[np.float64], depth: float) -> list[Point]:
    x, y = seal.inside(angles, np.full(len(angles), depth))
    return list(zip(x.tolist(), y.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line inside a ring, dark on white, and its corners on the page."""

    strip: Image
    corners: Corners

    def inked(self) -> Corners:
        """The corners of its ink alone, and a little more."""
        dark = self.strip[..., 0] < _INKED
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        (x0, y0), _, (x1, y1), _ = self.corners
        height, width = dark.shape
        across = np.clip([columns[0] - _ROOM_PX, columns[-1] + 1 + _ROOM_PX], 0, width) / width
        down = np.clip([rows[0] - _ROOM_PX, rows[-1] + 1 + _ROOM_PX], 0, height) / height
        (left, right), (top, foot) = x0 + across * (x1 - x0), y0 + down * (y1 - y0)
        return (left, top), (right, top), (right, foot), (left, foot)


def lines_across(image: Image, seal: Ellipse) -> Iterator[Line]:
    """The straight lines inside the ring: across the middle, and of a round one under the star."""
    oval = min(seal.a, seal.b) < 0.82 * max(seal.a, seal.b)
    places = ((-0.28, 0.28, 0.72),) if oval else ((0.22, 0.58, 0.66), (-0.22, 0.22, 0.5))
    wide, high = _extent(seal)
    scale = _RADIUS_PX / max(seal.a, seal.b)
    x, y = seal.centre
    for top, foot, half in places:
        xs = np.arange(x - half * wide, x + half * wide, 1 / scale)
        ys = np.arange(y + top * high, y + foot * high, 1 / scale)
        # Coding leaves little colour in letters so small.
        across, down = np.meshgrid(xs, ys)
        dark = np.asarray(255 - ink_at(image, seal, across, down, by_hue=False), np.uint8)
        dark[:, ~_midst(dark < _INKED)] = 255
        x0, x1, y0, y1 = x - half * wide, x + half * wide, y + top * high, y + foot * high
        yield Line(cv2.merge([dark] * 3), ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))


def _midst(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The columns round a line's middle, up to wide gaps: beyond stands the ring."""
    height, width = ink.shape
    columns = np.flatnonzero(ink.any(axis=0))
    groups = np.split(columns, np.flatnonzero(np.diff(columns) > _PARTED * height) + 1)
    group = min(groups, key=lambda g: np.abs(g - width / 2).min(initial=width))
    midst = np.zeros(width, np.bool_)
    if len(group):
        midst[group[0] : group[-1] + 1] = True
    return midst


def _extent(seal: Ellipse) -> tuple[float, float]:
    """Half the width and height on the page."""
    turn = math.radians(seal.turn_deg)
    cos2, sin2 = math.cos(turn) ** 2, math.sin(turn) ** 2
    wide = math.sqrt(seal.a**2 * cos2 + seal.b**2 * sin2)
    return wide, math.sqrt(seal.a**2 * sin2 + seal.b**2 * cos2)
