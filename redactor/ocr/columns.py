"""Which columns of a line belong to which of its characters."""

from __future__ import annotations

import math
from dataclasses import dataclass

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
_THIN, _HUGS = 0.4, 0.25  # of a character's width, and of the band: a stem left out of its box
# Of a character's width: ink that spans so much is all of it, and what begins so far from its
# middle beyond a gap is another's, such as a △ behind a name that the recogniser left out. The last
# stroke of 川 or 刘 begins as far off, but after less ink.
_ALL, _BEYOND, _BEFORE = 0.8, 0.4, 0.55
_NEIGHBOURS = 0.3  # of its width, at its other end: what ends there is the neighbour's
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
    fit = _Fit(middles, widths, ink, [0] * len(middles), [0] * len(middles))
    fit.lefts[0] = _outer(middles[0], widths[0], ink, -1, fit.air)
    fit.rights[-1] = _outer(middles[-1], widths[-1], ink, 1, fit.air)
    for i in range(len(middles) - 1):
        fit.part(i, borders[i])
    for i in range(len(middles)):
        if not (fit.has_ink(i) or fit.reach(i) or fit.take_first(i)):
            fit.feed(i)
    fit.fill()
    fit.gather()
    return [(left, max(left + 1, right)) for left, right in zip(fit.lefts, fit.rights, strict=True)]


@dataclass(frozen=True, slots=True)
class _Fit:
    """The characters of one line, and their columns as they become known."""

    middles: NDArray[np.float64]
    widths: NDArray[np.float64]
    ink: Ink
    lefts: list[int]
    rights: list[int]

    @property
    def air(self) -> int:
        return max(1, round(AIR * self._band))

    @property
    def _band(self) -> int:
        return self.ink.bottom - self.ink.top

    def has_ink(self, i: int) -> bool:
        """Whether there is ink of its own in the box of character ``i``."""
        return _has_ink(self.lefts[i], self.rights[i], self.ink)

    def part(self, i: int, border: float) -> None:
        """Tell character ``i`` from the next; ``border``: about where they meet."""
        a, b = self.middles[i], self.middles[i + 1]
        widths = self.widths[i], self.widths[i + 1]
        if b - a > WIDE_GAP * sum(widths) / 2:
            ends = _apart(a, b, *widths, self.ink, self.air)
        else:
            ends = _between(a, b, min(max(a, border), b), *widths, self.ink, self.air)
        self.rights[i], self.lefts[i + 1] = ends

    def reach(self, i: int) -> bool:
        """Widen the box of character ``i``, which holds no ink, over a blob in the gap beside it.

        A thin letter misjudged by its own width leaves its ink to nobody: ll of metallurgical.
        """
        middle, room = self.middles[i], self._room(i)
        low = max(self.rights[i - 1] if i else 0, math.floor(middle - room), 0)
        end = self.lefts[i + 1] if i + 1 < len(self.lefts) else len(self.ink.columns)
        high = min(end, math.ceil(middle + room))
        if not _has_ink(low, max(low, high), self.ink):
            return False
        inked = low + np.flatnonzero(self.ink.columns[low:high])
        self.lefts[i] = max(low, int(inked[0]) - self.air)
        self.rights[i] = min(end, int(inked[-1]) + 1 + self.air)
        return True

    def take_first(self, i: int) -> bool:
        """Give character ``i``, whose box holds no ink, the first blob of its right neighbour's.

        A raised letter is narrower than it should be, and takes the i before it: Yiᵃ.
        """
        if i + 1 == len(self.lefts):
            return False
        first = self.lefts[i + 1]
        inked = first + np.flatnonzero(self.ink.columns[first : self.rights[i + 1]])
        gaps = np.flatnonzero(np.diff(inked) > 1)
        if not len(gaps):
            return False
        start, end, beyond = int(inked[0]), int(inked[gaps[0]]) + 1, int(inked[gaps[0] + 1])
        off = abs((start + end) / 2 - self.middles[i])
        if end > self.middles[i + 1] or off > self._room(i) / 2:
            return False
        self.rights[i] = self.lefts[i + 1] = (end + beyond) // 2
        return True

    def feed(self, i: int) -> None:
        """Cut the box of character ``i``, which holds no ink, out of the end of its left neighbour.

        A thin mark (l, i, 。) can miss its own ink by a pixel.
        """
        inked = np.flatnonzero(self.ink.columns[: self.rights[i - 1]]) if i else np.zeros(0, int)
        room = self._room(i)
        if not len(inked) or self.middles[i] - inked[-1] > room:
            return
        end, before = int(inked[-1]) + 1, self.middles[i - 1]
        gaps = np.flatnonzero(np.diff(inked) > 1)
        after_gap = int(inked[gaps[-1] + 1]) if len(gaps) else 0
        if after_gap > before:  # a blob of its own, such as 。 or l after a gap
            x = (int(inked[gaps[-1]]) + 1 + after_gap) // 2
        else:
            near = end - self.widths[i]
            if near <= before:
                return
            low, high = near - _REACH * room, near + _REACH * room
            x = _emptiest(max(before + 1, low), min(end - 1, high), near, room, self.ink)
        self.rights[i - 1] = self.lefts[i] = x
        self.rights[i] = max(end, min(self.rights[i], end + self.air))

    def fill(self) -> None:
        """Give characters without ink their usual cell: it is there, but too pale to be told."""
        middles, widths = self.middles, self.widths
        bare = [not self.has_ink(i) for i in range(len(middles))]
        for i in np.flatnonzero(bare):
            left, right = middles[i] - widths[i] / 2, middles[i] + widths[i] / 2
            if i:
                border = (middles[i - 1] + middles[i]) / 2
                left = max(left, border if bare[i - 1] else self.rights[i - 1])
            if i + 1 < len(bare):
                border = (middles[i] + middles[i + 1]) / 2
                right = min(right, border if bare[i + 1] else self.lefts[i + 1])
            self.lefts[i], self.rights[i] = round(left), round(right)

    def gather(self) -> None:
        """Give thin ink that no box holds to the character that it hugs: the first stem of an m.

        What is wider, or stands off, may be something unread, which nobody may take.
        """
        inked = np.flatnonzero(self.ink.columns)
        for i in range(len(self.middles) - 1):
            low, high = np.searchsorted(inked, (self.rights[i], self.lefts[i + 1])).tolist()
            if not 0 < low < high < len(inked):
                continue
            off = int(inked[low] - inked[low - 1]), int(inked[high] - inked[high - 1])
            start, end = int(inked[low]), int(inked[high - 1]) + 1
            nearer = i if off[0] < off[1] else i + 1
            if end - start > _THIN * self.widths[nearer] or min(off) > _HUGS * self._band:
                continue
            if nearer == i:
                self.rights[i] = min(end + self.air, self.lefts[i + 1])
            else:
                self.lefts[i + 1] = max(start - self.air, self.rights[i])

    def _room(self, i: int) -> float:
        """How far from its middle a character's ink may stand."""
        return max(float(self.widths[i]), 0.4 * self._band)


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


def _apart(
    a: float, b: float, width_a: float, width_b: float, ink: Ink, air: int
) -> tuple[int, int]:
    """The same for two with white between them, which neither may share."""
    right = min(_outer(a, width_a, ink, 1, air), int(b - width_b / 2))
    left = max(_outer(b, width_b, ink, -1, air), int(a + width_a / 2))
    if right > left:
        right = left = int((a + b) / 2)
    return right, left


def _outer(middle: float, width: float, ink: Ink, side: int, air: int) -> int:
    """Outer end of a character with nothing beside it; ``side`` is -1 left, 1 right."""
    count = len(ink.columns)
    near = middle + side * width / 2
    start, limit = sorted((int(middle), int(near + side * _OUTWARD * width)))
    start, limit = max(0, start), min(count, limit + 1)
    if start >= limit:
        return int(min(max(near, 0), count))
    if (whole := _whole_end(middle, width, ink, side, air)) is not None:
        return whole
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


def _whole_end(middle: float, width: float, ink: Ink, side: int, air: int) -> int | None:
    """Outer end of a character that is whole before the gap to what stands beside it; None where
    nothing does, or it may be the character's own.
    """
    count = len(ink.columns)
    columns = ink.columns if side > 0 else ink.columns[::-1]
    at = middle if side > 0 else count - middle
    low, high = max(0, math.floor(at - _BEFORE * width)), math.ceil(at + (0.5 + _OUTWARD) * width)
    inked = low + np.flatnonzero(columns[low : min(count, high + 1)])
    begins = int(inked[0]) if len(inked) else low
    for gap in np.flatnonzero(np.diff(inked) > 1):
        end, beyond = int(inked[gap]) + 1, int(inked[gap + 1])
        if end <= low + _NEIGHBOURS * width:
            begins = beyond
        elif beyond >= at + _BEYOND * width and end - begins >= _ALL * width:
            end += min(air, (beyond - end) // 2)
            return end if side > 0 else count - end
    return None


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
