"""Which columns of a line belong to which of its characters."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.ink import Ink

WIDE_GAP = 1.6  # middles further apart than this times the usual have white between them
AIR = 0.06  # paper left round a glyph, in line heights
_REACH = 0.35  # of a character's width: how far an edge may move from its estimate
_OUTWARD = 0.35  # the same for the first and last edge of a run, away from the character
_INWARD = 0.15  # and towards it
_ITS_OWN = 0.8  # of its width: so far from it ink that hangs together is one character's
_RIM = 0.5  # of the band, in pixels: less ink that hangs on a neighbour's is the neighbour's
_PULL = 1.0  # cost of moving by one width, against a column that is ink from top to bottom


def columns_of(
    middles: NDArray[np.float64],
    widths: NDArray[np.float64],
    borders: NDArray[np.float64],
    ink: Ink,
) -> list[tuple[int, int]]:
    """Left and right column of each character, half-open, in columns of the wide strip.

    ``borders``: about where each but the last meets the next, if nothing lies between them.
    """
    count = len(middles)
    air = max(1, round(AIR * (ink.bottom - ink.top)))
    lefts, rights = [0] * count, [0] * count
    lefts[0] = _outer(middles[0], widths[0], ink, -1, air)
    rights[-1] = _outer(middles[-1], widths[-1], ink, 1, air)
    for i in range(count - 1):
        a, b = middles[i], middles[i + 1]
        if b - a > WIDE_GAP * (widths[i] + widths[i + 1]) / 2:
            rights[i], lefts[i + 1] = _apart(a, b, widths[i], widths[i + 1], ink, air)
        else:
            near = min(max(a, borders[i]), b)
            rights[i], lefts[i + 1] = _between(a, b, near, widths[i], widths[i + 1], ink, air)
    for i in range(count):
        if not (
            _has_ink(lefts[i], rights[i], ink)
            or _reach(i, middles, widths, lefts, rights, ink)
            or _take_first(i, middles, widths, lefts, rights, ink)
        ):
            _feed(i, middles, widths, lefts, rights, ink)
    _fill(middles, widths, lefts, rights, ink)
    return [(left, max(left + 1, right)) for left, right in zip(lefts, rights, strict=True)]


def _reach(
    i: int,
    middles: NDArray[np.float64],
    widths: NDArray[np.float64],
    lefts: list[int],
    rights: list[int],
    ink: Ink,
) -> bool:
    """Widen the box of character ``i``, which holds no ink, over a blob in the gap beside it.

    A thin letter misjudged by its own width leaves its ink to nobody: ll of metallurgical.
    """
    air = max(1, round(AIR * (ink.bottom - ink.top)))
    reach = max(widths[i], 0.4 * (ink.bottom - ink.top))
    low = max(rights[i - 1] if i else 0, math.floor(middles[i] - reach), 0)
    end = lefts[i + 1] if i + 1 < len(lefts) else len(ink.columns)
    high = min(end, math.ceil(middles[i] + reach))
    if not _has_ink(low, max(low, high), ink):
        return False
    inked = low + np.flatnonzero(ink.columns[low:high])
    lefts[i] = max(low, int(inked[0]) - air)
    rights[i] = min(end, int(inked[-1]) + 1 + air)
    return True


def _take_first(
    i: int,
    middles: NDArray[np.float64],
    widths: NDArray[np.float64],
    lefts: list[int],
    rights: list[int],
    ink: Ink,
) -> bool:
    """Give character ``i``, whose box holds no ink, the first blob of its right neighbour's.

    A raised letter is narrower than it should be, and takes the i before it: Yiᵃ.
    """
    if i + 1 == len(lefts):
        return False
    inked = lefts[i + 1] + np.flatnonzero(ink.columns[lefts[i + 1] : rights[i + 1]])
    gaps = np.flatnonzero(np.diff(inked) > 1)
    if not len(gaps):
        return False
    start, end, beyond = int(inked[0]), int(inked[gaps[0]]) + 1, int(inked[gaps[0] + 1])
    room = max(widths[i], 0.4 * (ink.bottom - ink.top)) / 2
    if end > middles[i + 1] or abs((start + end) / 2 - middles[i]) > room:
        return False
    rights[i] = lefts[i + 1] = (end + beyond) // 2
    return True


def _feed(
    i: int,
    middles: NDArray[np.float64],
    widths: NDArray[np.float64],
    lefts: list[int],
    rights: list[int],
    ink: Ink,
) -> None:
    """Cut the box of character ``i``, which holds no ink, out of the end of its left neighbour.

    A thin mark (l, i, 。) can miss its own ink by a pixel.
    """
    inked = np.flatnonzero(ink.columns[: rights[i - 1]]) if i else np.zeros(0, np.int64)
    room = max(widths[i], 0.4 * (ink.bottom - ink.top))
    if not len(inked) or middles[i] - inked[-1] > room:
        return
    end = int(inked[-1]) + 1
    gaps = np.flatnonzero(np.diff(inked) > 1)
    after_gap = int(inked[gaps[-1] + 1]) if len(gaps) else 0
    if after_gap > middles[i - 1]:  # a blob of its own, such as 。 or l after a gap
        x = (int(inked[gaps[-1]]) + 1 + after_gap) // 2
    else:
        near = end - widths[i]
        if near <= middles[i - 1]:
            return
        low, high = near - _REACH * room, near + _REACH * room
        x = _emptiest(max(middles[i - 1] + 1, low), min(end - 1, high), near, room, ink)
    rights[i - 1], lefts[i] = x, x
    rights[i] = max(end, min(rights[i], end + max(1, round(AIR * (ink.bottom - ink.top)))))


def _fill(
    middles: NDArray[np.float64],
    widths: NDArray[np.float64],
    lefts: list[int],
    rights: list[int],
    ink: Ink,
) -> None:
    """Give characters without ink their usual cell: it is there, but too pale to be told."""
    bare = [not _has_ink(a, b, ink) for a, b in zip(lefts, rights, strict=True)]
    for i in np.flatnonzero(bare):
        left, right = middles[i] - widths[i] / 2, middles[i] + widths[i] / 2
        if i:
            border = (middles[i - 1] + middles[i]) / 2
            left = max(left, border if bare[i - 1] else rights[i - 1])
        if i + 1 < len(bare):
            border = (middles[i] + middles[i + 1]) / 2
            right = min(right, border if bare[i + 1] else lefts[i + 1])
        lefts[i], rights[i] = round(left), round(right)


def _has_ink(left: int, right: int, ink: Ink) -> bool:
    """Whether there is ink, and not only the rim of what stands beside it."""
    left, right = max(0, left), max(0, right)
    here = ink.columns[left:right]
    empty = np.flatnonzero(here == 0)
    least = _RIM * (ink.bottom - ink.top)
    if not len(empty):
        return bool(here.sum() > least)
    first, last = int(empty[0]), int(empty[-1]) + 1
    if here[first:last].any():
        return True
    rims = (here[:first], left - 1), (here[last:], right)
    return any(r.any() and (r.sum() > least or not _is_inked(x, ink)) for r, x in rims)


def _is_inked(column: int, ink: Ink) -> bool:
    return 0 <= column < len(ink.columns) and bool(ink.columns[column])


def _emptiest(low: float, high: float, near: float, width: float, ink: Ink) -> int:
    """The column in ``low..high`` with least ink, nearness to ``near`` counted in."""
    last = len(ink.columns) - 1
    # Asked for at every edge of every character: numpy's own overhead counts.
    first = min(max(math.floor(low), 0), last)
    columns = np.arange(first, min(max(math.ceil(high), first), last) + 1)
    inked = ink.darkness[columns] / max(1, ink.bottom - ink.top)
    return int(columns[np.argmin(inked + _PULL * ((columns + 0.5 - near) / width) ** 2)])


def _apart(
    a: float, b: float, width_a: float, width_b: float, ink: Ink, air: int
) -> tuple[int, int]:
    """The same for characters with white between them, which neither may share."""
    right = min(_outer(a, width_a, ink, 1, air), int(b - width_b / 2))
    left = max(_outer(b, width_b, ink, -1, air), int(a + width_a / 2))
    if right > left:
        right = left = int((a + b) / 2)
    return right, left


def _between(
    a: float, b: float, near: float, width_a: float, width_b: float, ink: Ink, air: int
) -> tuple[int, int]:
    """Right end of the character at ``a`` and left end of its neighbour at ``b``."""
    low, high = max(a, near - _REACH * width_a), min(b, near + _REACH * width_b)
    x = _emptiest(low, high, near, min(width_a, width_b), ink)
    if ink.columns[x]:
        return x, x
    start, end = _gap(x, int(a), int(b) + 1, ink)
    middle = (start + end) // 2
    return min(start + air, middle), max(end - air, middle)


def _outer(middle: float, width: float, ink: Ink, side: int, air: int) -> int:
    """Outer end of a character with nothing beside it; ``side`` is -1 left, 1 right."""
    count = len(ink.columns)
    near = middle + side * width / 2
    start, limit = sorted((int(middle), int(near + side * _OUTWARD * width)))
    start, limit = max(0, start), min(count, limit + 1)
    if start >= limit:
        return int(min(max(near, 0), count))
    if ink.columns[limit - 1 if side > 0 else start]:
        end = _end_of_ink(limit - 1 if side > 0 else start, side, ink)
        if end is not None and abs(end - near) <= _ITS_OWN * width:
            return end + side * air
        # Ink goes on beyond: something unread stands there after all.
        near_side = near - side * _INWARD * width, near + side * _OUTWARD * width
        x = _emptiest(min(near_side), max(near_side), near, width, ink)
        return x + 1 if side > 0 else x
    inked = np.flatnonzero(ink.columns[start:limit])
    if not len(inked):
        return min(max(round(near), 0), count)
    # All ink up to the limit is this character's, also beyond a gap inside it (机, 川).
    if side > 0:
        return min(start + int(inked[-1]) + 1 + air, count)
    return max(start + int(inked[0]) - air, 0)


def _end_of_ink(x: int, side: int, ink: Ink) -> int | None:
    """The first empty column from ``x`` on; None where ink goes on to the strip's end."""
    beyond = ink.columns[x:] if side > 0 else ink.columns[x::-1]
    empty = np.flatnonzero(beyond == 0)
    return x + side * int(empty[0]) if len(empty) else None


def _gap(x: int, low: int, high: int, ink: Ink) -> tuple[int, int]:
    """The run of empty columns round ``x``, half-open, kept inside ``low..high``."""
    low, high = max(0, min(low, x)), min(len(ink.columns), max(high, x + 1))
    before = np.flatnonzero(ink.columns[low:x])
    after = np.flatnonzero(ink.columns[x:high])
    start = low + int(before[-1]) + 1 if len(before) else low
    return start, x + int(after[0]) if len(after) else high
