"""Fields of bars and of modules by their look: what no decoder reads is a code all the same.

Flecks of toner, a seal or a coarse copy keep a decoder from a code that a phone still reads.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.symbols import Corners, has_finders

Grey = NDArray[np.uint8]
T = TypeVar("T")

_MM_PER_INCH = 25.4
_DPI = 150.0  # a module of 0.25 mm is a pixel and a half
_COARSE = 4  # pixels a side, where fields are looked for
_FLANK = 12.0  # levels: mean by which edges across bars lead those along them
_AROUND_MM = (4.0, 2.0)  # along the code and along its bars
_LENGTH_MM, _HEIGHT_MM = (12.0, 110.0), (3.5, 40.0)
_LONG = 1.2  # length to height
_MIDDLE = 0.7  # of the height: what is looked at, clear of its ends
_STRIP_PX_MM = 10.0
_CONSTANT = 0.8  # of the levels' variance lies between columns
_LOCAL_MM = 2.0  # that a bar is darker than: blur takes a thin one's contrast
_BARS = 20  # of the shortest code that offices print
_CLEAR = 0.3  # of the levels' spread: a bar, and no grain of the paper beside the code
_ALIKE = 0.4  # of the usual row's likeness to the bars
# Bars and gaps that are so much wider than the narrow ones, and their share: a third in Code 39,
# half in Code 128; rulings are even, and so are tall letters but for the gaps between words.
_WIDE, _WIDE_SHARE = 1.4, 0.17
# Of a finder pattern: its side, dark core to whole, and how far the one may be off the other.
_FINDER_MM, _CORE, _OFF = (1.6, 14.0), (0.28, 0.62), 0.15
_SIZES = 1.3  # larger to smaller finder of a code
_APART = (1.7, 14.0)  # of a finder's side: middles of two along a side
_MOST_PAIRS = 40
# What lies round tells paper from ink: more of it for large finders, or their cores are hollow.
_AROUND_LARGE_MM, _AROUND_SMALL_MM = 6.0, 2.0
_DARKER = 10
_FLECKS_MM = (0.6, 0.9)  # toner that is worn through leaves holes in dark squares
_STEEP, _NEAR_MM, _DENSE = 40, 3.0, 0.4  # levels over a pixel; where; share of such pixels
_SMALLEST_MM, _PAPER_MM = 5.0, 3.0
_LINE_MM, _LINE_LONG = 6.0, 2.2  # height of a line of print, with what blurs it; its length in it
_AT_CORNER = 0.35  # of its side
_BLOCKS, _BLOCK_PX = 7, 30  # of a field, each of at least three modules a side
_INK, _MIXED = (0.15, 0.85), 0.5  # share of ink in a mixed block; of such blocks
_LIKE_FINDERS = 0.72  # a match over three corners of which two have finders for sure


def bar_fields(grey: Grey, dpi: float) -> Iterator[Corners]:
    """Rectangles of uneven parallel bars, in pixels of ``grey``."""
    scale = min(1.0, _DPI / dpi)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mm = dpi * scale / _MM_PER_INCH
    dx, dy = (cv2.Sobel(small, cv2.CV_32F, x, 1 - x, ksize=3, scale=0.25) for x in (1, 0))
    across, down = np.abs(dx), np.abs(dy)
    slants = _coarse(dx * dy), _coarse(dx * dx - dy * dy)
    for lead, upright in ((across - 2 * down, True), (down - 2 * across, False)):
        for region in _regions(_coarse(np.maximum(lead, 0)), upright, mm / _COARSE):
            around = _levelled(region, slants, upright)
            if (corners := _bars_in(np.asarray(small, np.uint8), around, mm)) is not None:
                yield tuple((x / scale, y / scale) for x, y in corners)


def _coarse(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Means over squares of pixels."""
    size = 1 / _COARSE
    small = cv2.resize(plane, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _regions(
    lead: NDArray[np.float32], upright: bool, mm: float
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pixels (rows, columns) of what may be a field."""
    along, beside = (max(3, round(side * mm)) for side in _AROUND_MM)
    around = (along, beside) if upright else (beside, along)
    dense = (cv2.blur(lead, around) > _FLANK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dense)
    for number, (x, y, w, h, area) in enumerate(stats[1:].tolist(), 1):
        if max(w, h) >= _LENGTH_MM[0] * mm and area >= _LENGTH_MM[0] * _HEIGHT_MM[0] * mm * mm:
            rows, columns = np.nonzero(labels[y : y + h, x : x + w] == number)
            yield rows + y, columns + x


def _levelled(
    region: tuple[NDArray[np.intp], NDArray[np.intp]],
    slants: tuple[NDArray[np.float32], NDArray[np.float32]],
    upright: bool,
) -> Corners:
    """The rectangle round a region that leans as its bars do, in pixels of the page."""
    crossed, straight = (float(plane[region].sum()) for plane in slants)
    lean = 0.5 * math.atan2(2 * crossed, straight)
    lean -= 0 if upright else math.copysign(math.pi / 2, lean)  # of the code's own length
    along = np.array([math.cos(lean), math.sin(lean)])
    if not upright:
        along = np.array([-along[1], along[0]])
    beside = np.array([-along[1], along[0]])
    points = (np.stack([region[1], region[0]], axis=1) + 0.5) * _COARSE
    a, b = points @ along, points @ beside
    ends = [(a.min(), b.min()), (a.max(), b.min()), (a.max(), b.max()), (a.min(), b.max())]
    corners = [p * along + q * beside for p, q in ends]
    return tuple((float(x), float(y)) for x, y in corners)


def _bars_in(grey: Grey, corners: Corners, mm: float) -> Corners | None:
    """The rectangle of bars within ``corners``; None for other things."""
    length, height = math.dist(*corners[:2]), math.dist(*corners[1:3])
    sized = _LENGTH_MM[0] <= length / mm <= _LENGTH_MM[1]
    if not (sized and _HEIGHT_MM[0] <= height / mm <= _HEIGHT_MM[1] and length > _LONG * height):
        return None
    wide, high = round(length / mm * _STRIP_PX_MM), round(height / mm * _STRIP_PX_MM)
    strip = _cut(grey, corners, (wide, high)).astype(np.float32)
    edge = round((1 - _MIDDLE) / 2 * high)
    midst = strip[edge : high - edge]
    level = midst.mean(axis=0)
    if level.var() < _CONSTANT * midst.var():
        return None
    around = cv2.blur(level[None], (round(_LOCAL_MM * _STRIP_PX_MM) | 1, 1))[0]
    widths = np.diff(np.flatnonzero(np.diff((level < around).astype(np.int8))))
    if len(widths) < 2 * _BARS:
        return None
    if float((widths > _WIDE * np.percentile(widths, 25)).mean()) < _WIDE_SHARE:
        return None
    bars = np.flatnonzero(level < around - _CLEAR * level.std())
    alike = (strip - strip.mean(axis=1, keepdims=True)) @ (level - level.mean())
    rows = np.flatnonzero(alike > _ALIKE * np.median(alike[edge : high - edge]))
    ends = (bars[0], rows[0]), (bars[-1] + 1, rows[0]), (bars[-1] + 1, rows[-1] + 1)
    return _in_page(corners, (*ends, (bars[0], rows[-1] + 1)), (wide, high))


def _in_page(corners: Corners, points: Sequence[tuple[int, int]], size: tuple[int, int]) -> Corners:
    """Points of the cut between ``corners``, as pixels of the page."""
    (x, y), right, _, down = (np.array(c) for c in corners)
    across, along = right - (x, y), down - (x, y)
    found = ((x, y) + across * (px / size[0]) + along * (py / size[1]) for px, py in points)
    return tuple((float(px), float(py)) for px, py in found)


def _cut(grey: Grey, corners: Corners, size: tuple[int, int]) -> Grey:
    wide, high = size
    target = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(corners, np.float32), target)
    return np.asarray(cv2.warpPerspective(grey, matrix, size, flags=cv2.INTER_CUBIC), np.uint8)


@dataclass(frozen=True, slots=True)
class _Finder:
    x: float
    y: float
    side: float


def module_fields(grey: Grey, dpi: float, known: Sequence[Corners]) -> Iterator[Corners]:
    """Squares that finder patterns span outside ``known`` ones, in pixels of ``grey``; as a QR
    code is read, the last corner but one is that without a finder.
    """
    finders = _finders(grey, dpi / _MM_PER_INCH, known)
    found: list[Corners] = []
    # Where three stand, no two of them span another square beside it.
    for whole in (True, False):
        free = [f for f in finders if not any(_holds(c, f) for c in (*known, *found))]
        for one, other in itertools.islice(itertools.combinations(free, 2), _MOST_PAIRS):
            if max(one.side, other.side) > _SIZES * min(one.side, other.side):
                continue
            if any(_holds(c, one) or _holds(c, other) for c in found):
                continue
            squares = [_as_read(grey, c, free, whole) for c in _squares(one, other)]
            code = max(filter(None, squares), key=lambda c: _mixed(grey, c), default=None)
            if code is not None and _mixed(grey, code) >= _MIXED:
                found.append(code)
                yield code


def _holds(corners: Corners, finder: _Finder) -> bool:
    return _lies_in(corners, (finder.x, finder.y))


def _lies_in(corners: Corners, point: tuple[float, float]) -> bool:
    return cv2.pointPolygonTest(np.array(corners, np.float32), point, False) >= 0


def _as_read(
    grey: Grey, corners: Corners, finders: Sequence[_Finder], whole: bool
) -> Corners | None:
    """The corners in order, if three have finders; unless it must be ``whole``, if two have."""
    shown = [_has_one(corners, n, finders) for n in range(4)]
    for turned, (a, b, _, d) in zip(_turns(corners), _turns(shown), strict=True):
        if (a and b and d) if whole else has_finders(grey, turned, _LIKE_FINDERS):
            return turned
    return None


def _mixed(grey: Grey, corners: Corners) -> float:
    """Share of a field in which dark and light stand close together."""
    field = _cut(grey, corners, (_BLOCKS * _BLOCK_PX,) * 2)
    _, dark = cv2.threshold(field, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    share = cv2.resize(dark, (_BLOCKS, _BLOCKS), interpolation=cv2.INTER_AREA) / 255.0
    return float(((share >= _INK[0]) & (share <= _INK[1])).mean())


def _has_one(corners: Corners, number: int, finders: Sequence[_Finder]) -> bool:
    corner, middle = np.array(corners[number]), np.mean(corners, axis=0)
    reach = np.hypot(*(corner - middle))

    def at_it(finder: _Finder) -> bool:
        place = corner + (middle - corner) * (finder.side / math.sqrt(2) / reach)
        return bool(math.dist(place, (finder.x, finder.y)) <= _AT_CORNER * finder.side)

    return any(map(at_it, finders))


def _finders(grey: Grey, mm: float, known: Sequence[Corners]) -> list[_Finder]:
    """Dark squares with a light ring round a dark core, where no code is known."""
    found: list[_Finder] = []
    for left, top, right, foot in _edgy(grey, mm, known):
        part = grey[top:foot, left:right]
        large = cv2.resize(part, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        looks = [(part, 1, _AROUND_LARGE_MM), (large, 2, _AROUND_SMALL_MM)]
        sizes = sorted({round(size * mm) | 1 for size in _FLECKS_MM})
        looks += [(cv2.medianBlur(part, size), 1, _AROUND_LARGE_MM) for size in sizes]
        for image, scale, around in looks:
            for x, y, side in _nested(np.asarray(image, np.uint8), mm * scale, around):
                one = _Finder(x / scale + left, y / scale + top, side / scale)
                if all(math.dist((one.x, one.y), (f.x, f.y)) > one.side / 2 for f in found):
                    found.append(one)
    return found


def _edgy(grey: Grey, mm: float, known: Sequence[Corners]) -> Iterator[tuple[int, int, int, int]]:
    """Where edges lie as close as in a code: left, top, right, foot, with paper round it."""
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    spread = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    side = max(3, round(_NEAR_MM * mm / 2))
    dense = cv2.blur((spread > _STEEP).astype(np.float32), (side, side)) > _DENSE
    by = round(_PAPER_MM * mm)
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(dense.astype(np.uint8))[2][1:].tolist():
        corners = [(2 * a, 2 * b) for a, b in itertools.product((x, x + w), (y, y + h))]
        is_known = any(all(_lies_in(code, corner) for corner in corners) for code in known)
        is_line = 2 * min(w, h) < _LINE_MM * mm and max(w, h) > _LINE_LONG * min(w, h)
        if 2 * max(w, h) >= _SMALLEST_MM * mm and not is_known and not is_line:
            ends = 2 * x - by, 2 * y - by, 2 * (x + w) + by, 2 * (y + h) + by
            yield max(0, ends[0]), max(0, ends[1]), ends[2], ends[3]


def _nested(image: Grey, mm: float, around_mm: float) -> Iterator[tuple[float, float, float]]:
    """Middles and sides of dark squares round a hole round a solid core."""
    soft = cv2.GaussianBlur(image, (3, 3), 0)
    size = round(around_mm * mm) | 1
    dark = cv2.adaptiveThreshold(
        soft, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, _DARKER
    )
    contours, tree = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return
    child, parent = tree[0, :, 2], tree[0, :, 3]
    cores = np.flatnonzero((child < 0) & (_depths(parent) % 2 == 0) & (parent >= 0))
    for hole in set(parent[cores].tolist()):
        ring = parent[hole]
        x, y, w, h = cv2.boundingRect(contours[ring])
        if not _FINDER_MM[0] * mm <= min(w, h) <= max(w, h) <= _FINDER_MM[1] * mm:
            continue
        within = [cv2.boundingRect(contours[n]) for n in cores[parent[cores] == hole].tolist()]
        cx, cy, cw, ch = max(within, key=lambda box: box[2] * box[3])
        off = math.hypot(cx + cw / 2 - x - w / 2, cy + ch / 2 - y - h / 2)
        inner = max(cw, ch) / max(w, h)
        if max(w, h) <= _SIZES * min(w, h) and _CORE[0] <= inner <= _CORE[1] and off <= _OFF * w:
            (mx, my), (a, b), _ = cv2.minAreaRect(contours[ring])
            yield mx + 0.5, my + 0.5, (a + b) / 2 + 1


def _depths(parent: NDArray[np.int32]) -> NDArray[np.int32]:
    """How many contours each one lies in."""
    depth, up = np.zeros_like(parent), parent
    while (up >= 0).any():
        depth += up >= 0
        up = np.where(up >= 0, parent[up], -1)
    return depth


def _squares(one: _Finder, other: _Finder) -> Iterator[Corners]:
    """The squares that two finders may stand in: along a side, or at opposite corners."""
    side = (one.side + other.side) / 2
    a, b = np.array([one.x, one.y]), np.array([other.x, other.y])
    way = b - a
    apart = float(np.hypot(*way))
    if apart < 1:
        return
    across = np.array([-way[1], way[0]])
    if _APART[0] * side <= apart <= _APART[1] * side:
        for to in (across, -across):
            yield _round([a, b, b + to, a + to], side)
    if _APART[0] * side <= apart / math.sqrt(2) <= _APART[1] * side:
        middle = (a + b) / 2
        yield _round([a, middle - across / 2, b, middle + across / 2], side)


def _round(middles: Sequence[NDArray[np.float64]], side: float) -> Corners:
    """The square round four finders' middles."""
    whole = np.array(middles)
    centre = whole.mean(axis=0)
    apart = float(np.hypot(*(whole[1] - whole[0])))
    grown = centre + (whole - centre) * (1 + side / apart)
    (ax, ay), (bx, by), _, (dx, dy) = grown.tolist()
    if (bx - ax) * (dy - ay) < (by - ay) * (dx - ax):
        grown = grown[::-1]  # clockwise, as corners are told
    return tuple((float(x), float(y)) for x, y in grown)


def _turns(corners: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """The four, begun at each."""
    for n in range(4):
        yield (*corners[n:], *corners[:n])
