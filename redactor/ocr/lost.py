"""What the detector lost beside a part of an own value, read after all.

┌────┐
│汤淑│   one thin stroke is below the detector's notice, and so is 博 before 远疾控 in a dark band:
│ 一 │   what is left of the value says nothing, and nobody would be told
└────┘
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from redactor.datatypes import Band
from redactor.ocr.edges import advance
from redactor.ocr.halves import Half
from redactor.ocr.ink import ink_of
from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners, angle_of, common_area, cut, is_tall, size_of, slant
from redactor.ocr.wraps import pairs_of
from redactor.ports import Image

_Span = tuple[float, float]

_LEAST = 1 / 3  # of a value: what is less begins or ends many words
_MOST = 2 / 3  # of a value: beside so much ink that cannot be read may be its rest
_AIR = 0.1  # line heights between a line and what is looked at beside it
_EM = 1.1  # line heights that a character and the white behind it take at most
_NEXT_ROW = 1.35  # line heights: the row below, or above, in the same cell
_TAKEN = 0.15  # of a place: so much of it lies in another line where that was read
_INKED = 0.15  # line heights of ink, across or down: less is a speck
_PAD = 0.25  # line heights of paper beside what is read
# From the lines of the page: a copy of a watermark stands in no cell, and has no other row. Below
# it is print, or the back of the sheet, for whose sake pages were held.
_ASLANT_DEG = 6.0


@dataclass(frozen=True, slots=True)
class _Place:
    """A place beside line ``line`` where the rest of a value may stand. ``is_row``: in a row of
    its own; else the line goes on there. ``is_most``: most of the value stands in the line.
    """

    line: int
    corners: Corners
    is_row: bool
    is_most: bool


def with_lost(
    image: Image,
    lines: Sequence[ReadLine],
    read: Callable[[Image, Sequence[Corners]], list[ReadLine]],
    floor: float,
) -> tuple[list[ReadLine], list[ReadLine]]:
    """The lines, with ink that none of them holds where the rest of a half would stand; and what
    of that cannot be read beside most of a value. ``read`` gives one line a rectangle.
    """
    places = list({(p.line, p.is_row): p for p in _places(image, lines)}.values())
    out, unread = list(lines), list[ReadLine]()
    if not places:
        return out, unread
    for place, seen in zip(places, read(image, [p.corners for p in places]), strict=True):
        if seen.line.confidence < floor:
            unread += [seen] if place.is_most else []
        elif place.is_row:
            out.append(seen)
        elif _length(seen) > _length(lines[place.line]):
            out[place.line] = seen
    return out, unread


def _length(read: ReadLine) -> int:
    return sum(g.corners is not None for g in read.line.glyphs)


def _places(image: Image, lines: Sequence[ReadLine]) -> Iterator[_Place]:
    paired = {(i, p.tail.half.candidate_id) for p in pairs_of(lines) for i in (p.upper, p.lower)}
    level = slant([line.line.corners for line in lines])
    for i, line in enumerate(lines):
        for placed in line.halves:
            half = placed.half
            is_some = len(half.text) >= _LEAST * len(half.whole)
            if is_some and half.band is Band.SURE and (i, half.candidate_id) not in paired:
                yield from _beside(image, lines, i, half, level)


def _beside(
    image: Image, lines: Sequence[ReadLine], i: int, half: Half, level: float
) -> Iterator[_Place]:
    """Where the line goes on, and the next row of its cell, or the last; of lines that are upright
    or aslant the first alone. ``level``: the angle of the page's lines.
    """
    corners = lines[i].line.corners
    upright = is_tall(corners)  # its characters stand below each other
    along, down = corners[1] - corners[0], corners[3] - corners[0]
    length, height = size_of(corners)
    if upright:
        along, down, length, height = down, along, height, length
    along, down, middle = along / length, down / height, corners.mean(axis=0)

    def rectangle(u0: float, u1: float, v0: float, v1: float) -> Corners:
        tl, tr, br, bl = (
            middle + u * along + v * down for u, v in ((u0, v0), (u1, v0), (u1, v1), (u0, v1))
        )
        return np.array([tl, bl, br, tr] if upright else [tl, tr, br, bl], np.float32)

    def ink(u: _Span, v: _Span) -> tuple[_Span, _Span] | None:
        """Where it begins and ends along the line, and across."""
        (u0, u1), (v0, v1) = sorted(u), sorted(v)
        place = rectangle(u0, u1, v0, v1)
        if any(n != i and _is_in(other, place) for n, other in enumerate(lines)):
            return None
        found = _extent(image, place, _INKED * height)
        if found is None:
            return None
        us, vs = reversed(found) if upright else found
        return (u0 + us[0], u0 + us[1]), (v0 + vs[0], v0 + vs[1])

    is_most = len(half.text) >= max(2.0, _MOST * len(half.whole))
    way, pad = (1 if half.is_tail else -1), _PAD * height
    near = length / 2 + _AIR * height
    far = near + _EM * height * (sum(map(advance, half.rest)) + 0.5)
    if seen := ink((way * near, way * far), (-height / 2, height / 2)):
        ends = min(-length / 2, seen[0][0] - pad), max(length / 2, seen[0][1] + pad)
        yield _Place(i, rectangle(*ends, -height / 2, height / 2), False, is_most)
    if upright or abs(math.degrees(angle_of(corners) - level)) >= _ASLANT_DEG:
        return
    near, far = (0.5 + _AIR) * height, (0.5 + _NEXT_ROW) * height
    if seen := ink((-length / 2, length / 2), (way * near, way * far)):
        (u0, u1), (v0, v1) = seen
        v = (v0 + v1) / 2
        yield _Place(
            i, rectangle(u0 - pad, u1 + pad, v - height / 2, v + height / 2), True, is_most
        )


def _is_in(read: ReadLine, place: Corners) -> bool:
    area = common_area(place, read.line.corners)
    return area > _TAKEN * float(np.prod(size_of(place)))


def _extent(image: Image, place: Corners, least: float) -> tuple[_Span, _Span] | None:
    """Columns and rows of a rectangle from the first to the last with ink; None without any."""
    strip = cut(image, place)
    m = strip.margin
    ink = ink_of(strip)
    mask = ink.mask[m : m + strip.height, m : m + strip.width]
    columns, rows = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
    if ink.is_blank or max(len(columns), len(rows)) < least:
        return None
    return (float(columns[0]), float(columns[-1] + 1)), (float(rows[0]), float(rows[-1] + 1))
