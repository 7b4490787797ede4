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
from functools import cache

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.columns import AIR, WIDE_GAP, columns_of
from redactor.ocr.ink import Ink
from redactor.textnorm import is_han

_INNER = 0.2  # of a glyph's width, at either side
_RAISED = 0.25  # of the band: no letter or figure on the line ends so far above its foot
_FIT_REACH = 6  # characters to either side whose middles steady this one's

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
    spans = columns_of(middles, widths * em, ink)
    return [
        _box(left, right, ink, margin, raised=char.isascii() and char.isalnum())
        for char, (left, right) in zip(chars, spans, strict=True)
    ]


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
    breaks = np.flatnonzero(steps > WIDE_GAP * em) + 1
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
    a, b = _pairs(len(x))
    slope = _median((y[b] - y[a]) / (x[b] - x[a]))
    return float(_median(y - slope * x) + slope * at)


@cache
def _pairs(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indices of all pairs of ``count`` points."""
    return np.triu_indices(count, 1)


def _median(values: NDArray[np.float64]) -> float:
    """``np.median``, whose own cost is ten times that of these few values."""
    half = len(values) // 2
    if len(values) % 2:
        return float(np.partition(values, half)[half])
    low, high = np.partition(values, (half - 1, half))[half - 1 : half + 1]
    return float(low + high) / 2


def _box(left: int, right: int, ink: Ink, margin: int, *, raised: bool) -> StripBox:
    """The columns with as many rows as the line's band and the glyph's own ink need.

    Of what may be ``raised`` and ends clearly above the band's foot only its own rows: an
    author's mark must be told from the name's last letter.
    """
    air = max(1, round(AIR * (ink.bottom - ink.top)))
    inked = np.asarray(ink.mask[:, max(0, left) : right].any(axis=1))
    # Of lower-case letters the band is that of x: the dot of an i lies over it, apart.
    own = margin + np.flatnonzero(inked[margin : len(inked) - margin])
    first = min(ink.top, int(own[0])) if len(own) else ink.top
    last = max(ink.bottom, int(own[-1]) + 1) if len(own) else ink.bottom
    # Out of the line only ink that hangs together: beyond a white row it is a speck or a line.
    above, below = np.flatnonzero(~inked[:first]), np.flatnonzero(~inked[last:])
    top = int(above[-1]) + 1 if len(above) else 0
    bottom = last + int(below[0]) if len(below) else len(inked)
    inner = round(_INNER * (right - left))  # beside an "a" hangs the tail of a "g"
    rows = (
        np.flatnonzero(ink.mask[top:bottom, max(0, left) + inner : right - inner].any(axis=1)) + top
    )
    if raised and len(rows) and ink.bottom - rows[-1] > _RAISED * (ink.bottom - ink.top):
        bottom = int(rows[-1]) + 1
    top, bottom = max(0, top - air), min(len(inked), bottom + air)
    return StripBox(left - margin, top - margin, right - margin, bottom - margin)
