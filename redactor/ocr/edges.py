"""Boxes of single characters in a strip: middles from frames, edges from gaps in the ink.

frames say where a character is to about a tenth of its width,
the gap in the ink beside it says where it ends:

    ███ ▄█▄  █▀▀        est.  = middles shared out by the usual widths of the characters
    █▄█ █ █  █▄▄        snap  = emptiest column near est.
       ^snap   ^
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.ink import Ink
from redactor.textnorm import is_han

_REACH = 0.35  # of a character's width: how far an edge may move from its estimate
_OUTWARD = 0.35  # the same for the first and last edge of a run, away from the character
_INWARD = 0.15  # and towards it
_PULL = 1.0  # cost of moving by one width, against a column that is ink from top to bottom
_WIDE_GAP = 1.6  # middles further apart than this times the usual have white between them
_FIT_REACH = 6  # characters to either side whose middles steady this one's
_AIR = 0.06  # paper left round a glyph, in line heights

# Widths of Latin letters, in em: common values of sans-serif fonts.
_WIDTHS = {
    **dict.fromkeys("ijl|'.,:;!", 0.26),
    **dict.fromkeys('ftrI()[]{}/\\-`"1', 0.36),
    **dict.fromkeys("ckszvxyJ*_^", 0.5),
    **dict.fromkeys("ABEKPSVXYCDHNRUw&", 0.68),
    **dict.fromkeys("GOQ", 0.77),
    **dict.fromkeys("mMW%@", 0.85),
}
_DIGIT = 0.556  # all digits of nearly every font are equally wide, 1 included
_OTHER_LATIN = 0.556
_FULL_WIDTH_MARK = 0.7  # ，。、：（）: their ink fills half of the cell
_NARROW_CELL, _WIDE_CELL = 0.4, 1.25  # em: what such a mark can take between its neighbours


@dataclass(frozen=True, slots=True)
class StripBox:
    """Box of one glyph in pixels of the strip (its line's top-left corner is the origin)."""

    left: float
    top: float
    right: float
    bottom: float


def advance(char: str) -> float:
    """Usual width of a character, in em."""
    if char.isdigit() and char.isascii():
        return _DIGIT
    if char.isascii():
        return _WIDTHS.get(char, _OTHER_LATIN)
    return 1.0 if is_han(char) else _FULL_WIDTH_MARK


def character_boxes(
    chars: str, middles_px: Sequence[float], ink: Ink, margin: int
) -> list[StripBox]:
    """One box for each of ``chars`` (no white space among them), in order of reading.

    ``middles_px`` are measured along the strip from its line's left end. Neighbours never
    share a column; where there is ink in reach it is inside the box of its own glyph.
    """
    if not chars:
        return []
    widths = np.array([advance(c) for c in chars])
    middles, em = _steadied(np.asarray(middles_px, float) + margin, widths, ink)
    spans = _spans(middles, widths * em, ink)
    return [_box(left, right, ink, margin) for left, right in spans]


def _steadied(
    middles: NDArray[np.float64], widths: NDArray[np.float64], ink: Ink
) -> tuple[NDArray[np.float64], float]:
    """Middles after a robust linear fit over neighbours, and the size of an em in pixels."""
    usual = np.cumsum(widths) - widths / 2  # middles of the text set solid, in em
    band = float(ink.bottom - ink.top)
    # Han characters fill 0.9 em, digits and capitals 0.73. Two or three middles say less.
    guess = band / (0.9 if widths.max() >= 1.0 else 0.73)
    if len(middles) < 2:
        return middles, guess
    steps = np.diff(middles) / np.diff(usual)
    em = float(np.clip(np.median([*steps, guess, guess]), 0.5 * band, 2.2 * band))
    # A space or a wide gap ends a run: beyond it the solid setting says nothing.
    breaks = np.flatnonzero(steps > _WIDE_GAP * em) + 1
    marks = widths == _FULL_WIDTH_MARK
    usual = _usual_middles(middles, widths, marks, em)
    out = middles.copy()
    for run in np.split(np.arange(len(middles)), breaks):
        # A mark's ink is at one side of its cell, and so is what the recogniser sees of it.
        run = run[~marks[run]]
        if len(run) < 3:
            continue
        for i in run:
            near = run[(run >= i - _FIT_REACH) & (run <= i + _FIT_REACH)]
            fitted = _theil_sen(usual[near], middles[near], usual[i])
            if abs(fitted - middles[i]) < 0.4 * widths[i] * em:
                out[i] = fitted
    return np.maximum.accumulate(out), em


def _usual_middles(
    middles: NDArray[np.float64], widths: NDArray[np.float64], marks: NDArray[np.bool_], em: float
) -> NDArray[np.float64]:
    """Middles of the text set solid, in em, its full-width marks as wide as this line's are.

    A font gives ，。 a cell of a whole em, a typesetter half of one. One such step in the midst
    of a run would shift the fit on both sides of it.
    """
    widths = widths.copy()
    lone = np.flatnonzero(marks[1:-1] & ~marks[:-2] & ~marks[2:]) + 1
    across = (middles[lone + 1] - middles[lone - 1]) / em
    across -= (widths[lone - 1] + widths[lone + 1]) / 2
    found = across[(across > _NARROW_CELL) & (across < _WIDE_CELL)]  # wider: a gap is in it
    if len(found):
        widths[marks] = np.median(found)
    return np.asarray(np.cumsum(widths) - widths / 2)


def _theil_sen(x: NDArray[np.float64], y: NDArray[np.float64], at: float) -> float:
    """Value at ``at`` of the line whose slope is the median over all pairs of points."""
    a, b = np.triu_indices(len(x), 1)
    slope = np.median((y[b] - y[a]) / (x[b] - x[a]))
    return float(np.median(y - slope * x) + slope * at)


def _spans(
    middles: NDArray[np.float64], widths: NDArray[np.float64], ink: Ink
) -> list[tuple[int, int]]:
    """Left and right column of each character, half-open, in columns of the wide strip."""
    count = len(middles)
    air = max(1, round(_AIR * (ink.bottom - ink.top)))
    lefts, rights = [0] * count, [0] * count
    lefts[0] = _outer(middles[0], widths[0], ink, -1, air)
    rights[-1] = _outer(middles[-1], widths[-1], ink, 1, air)
    for i in range(count - 1):
        a, b = middles[i], middles[i + 1]
        if b - a > _WIDE_GAP * (widths[i] + widths[i + 1]) / 2:
            middle = (a + b) / 2
            rights[i] = min(_outer(a, widths[i], ink, 1, air), int(middle))
            lefts[i + 1] = max(_outer(b, widths[i + 1], ink, -1, air), int(middle))
        else:
            rights[i], lefts[i + 1] = _between(a, b, widths[i], widths[i + 1], ink, air)
    for i in range(count):
        if not ink.columns[max(0, lefts[i]) : rights[i]].any():
            _feed(i, middles, widths, lefts, rights, ink)
    return [(left, max(left + 1, right)) for left, right in zip(lefts, rights, strict=True)]


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
    rights[i] = max(end, min(rights[i], end + max(1, round(_AIR * (ink.bottom - ink.top)))))


def _emptiest(low: float, high: float, near: float, width: float, ink: Ink) -> int:
    """The column in ``low..high`` with least ink, nearness to ``near`` counted in."""
    last = len(ink.columns) - 1
    first = int(np.clip(np.floor(low), 0, last))
    columns = np.arange(first, int(np.clip(np.ceil(high), first, last)) + 1)
    inked = ink.darkness[columns] / max(1, ink.bottom - ink.top)
    return int(columns[np.argmin(inked + _PULL * ((columns + 0.5 - near) / width) ** 2)])


def _between(
    a: float, b: float, width_a: float, width_b: float, ink: Ink, air: int
) -> tuple[int, int]:
    """Right end of the character at ``a`` and left end of its neighbour at ``b``."""
    near = a + (b - a) * width_a / (width_a + width_b)
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
        return int(np.clip(near, 0, count))
    if ink.columns[limit - 1 if side > 0 else start]:
        # Ink goes on beyond: something unread stands there after all.
        near_side = near - side * _INWARD * width, near + side * _OUTWARD * width
        x = _emptiest(min(near_side), max(near_side), near, width, ink)
        return x + 1 if side > 0 else x
    inked = np.flatnonzero(ink.columns[start:limit])
    if not len(inked):
        return int(np.clip(round(near), 0, count))
    # All ink up to the limit is this character's, also beyond a gap inside it (机, 川).
    if side > 0:
        return min(start + int(inked[-1]) + 1 + air, count)
    return max(start + int(inked[0]) - air, 0)


def _gap(x: int, low: int, high: int, ink: Ink) -> tuple[int, int]:
    """The run of empty columns round ``x``, half-open, kept inside ``low..high``."""
    low, high = max(0, min(low, x)), min(len(ink.columns), max(high, x + 1))
    before = np.flatnonzero(ink.columns[low:x])
    after = np.flatnonzero(ink.columns[x:high])
    start = low + int(before[-1]) + 1 if len(before) else low
    return start, x + int(after[0]) if len(after) else high


def _box(left: int, right: int, ink: Ink, margin: int) -> StripBox:
    """The columns with as many rows as the line's band and the glyph's own ink need."""
    air = max(1, round(_AIR * (ink.bottom - ink.top)))
    inked = np.asarray(ink.mask[:, max(0, left) : right].any(axis=1))
    # Only ink that hangs together with the band: beyond a white row it is a speck or a line.
    above, below = np.flatnonzero(~inked[: ink.top]), np.flatnonzero(~inked[ink.bottom :])
    top = int(above[-1]) + 1 if len(above) else 0
    bottom = ink.bottom + int(below[0]) if len(below) else len(inked)
    top, bottom = max(0, top - air), min(len(inked), bottom + air)
    return StripBox(left - margin, top - margin, right - margin, bottom - margin)
