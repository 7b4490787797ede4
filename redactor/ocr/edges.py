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
_FOOT = 0.12  # of the band: what stands on the line ends there
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
_OPENING, _CLOSING = "（《〈【「『“", "）》〉】」』”，。、；：！？"
_HAN_INK = 0.92  # of its cell
_FULL_WIDTH_MARK = 0.7  # ，。、：（）: their ink fills half of the cell


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
    spans = columns_of(middles, widths * em, _borders(chars, middles, widths * em), ink)
    spans = _without_last_strokes(chars, spans, ink)
    raised = [char.isascii() and char.isalnum() for char in chars]
    rows = _rows(np.array(spans), ink, margin, np.array(raised))
    return [
        StripBox(left - margin, top - margin, right - margin, bottom - margin)
        for (left, right), (top, bottom) in zip(spans, rows, strict=True)
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
    # A space or a wide gap ends a run: beyond it the solid setting says nothing. So does a raised
    # letter, which is smaller than it should be, and whatever else is set in another size.
    breaks = np.flatnonzero((steps > WIDE_GAP * em) | (np.diff(_kinds(widths)) != 0)) + 1
    marks = widths == _FULL_WIDTH_MARK
    out = middles.copy()
    for run in np.split(np.arange(len(middles)), breaks):
        # A mark's ink is at one side of its cell, and so is what the recogniser sees of it.
        if len(run) >= 3 and not marks[run[0]]:
            fitted = _fitted(run, usual, middles)
            close = np.abs(fitted - middles[run]) < 0.4 * widths[run] * em
            out[run[close]] = fitted[close]
    return np.maximum.accumulate(out), em


def _borders(
    chars: str, middles: NDArray[np.float64], widths: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Where each character's cell meets the next one's.

    A mark's middle is that of its ink: only the character that its ink leans on tells.
    """
    a, b = middles[:-1], middles[1:]
    shared = a + (b - a) * widths[:-1] / (widths[:-1] + widths[1:])
    han = np.array([is_han(c) for c in chars])
    behind = han[:-1] & np.array([c in _CLOSING for c in chars[1:]], bool)
    before = han[1:] & np.array([c in _OPENING for c in chars[:-1]], bool)
    shared = np.where(behind, a + widths[:-1] / 2, shared)
    shared = np.where(before, b - widths[1:] / 2, shared)
    # A raised figure or letter behind a name is narrower than it should be, and would take the last
    # stroke of 川 for its own, or the end of 一.
    figure = np.array([c.isascii() and c.isalnum() for c in chars])
    least, most = a + _HAN_INK * widths[:-1] / 2, b - _HAN_INK * widths[1:] / 2
    shared = np.where(han[:-1] & figure[1:], np.maximum(shared, least), shared)
    return np.asarray(np.where(figure[:-1] & han[1:], np.minimum(shared, most), shared))


def _without_last_strokes(
    chars: str, spans: Sequence[tuple[int, int]], ink: Ink
) -> list[tuple[int, int]]:
    """Columns of raised figures and letters less what stands on the line: the last stem of Yuwenᵃ.

    They are smaller than they should be, and where a recogniser sees them says little.
    """
    out = list(spans)
    band = ink.bottom - ink.top
    for i, char in enumerate(chars[1:], 1):
        left, right = max(0, out[i][0]), out[i][1]
        inked = left + np.flatnonzero(ink.columns[left:right])
        gaps = np.flatnonzero(np.diff(inked) > 1)
        if not char.isalnum() or is_han(char) or not len(gaps):
            continue
        end, beyond = int(inked[gaps[0]]) + 1, int(inked[gaps[0] + 1])
        stroke, rest = (
            np.flatnonzero(ink.mask[: ink.bottom, a:b].any(axis=1))
            for a, b in ((left, end), (beyond, right))
        )
        if not len(stroke) or not len(rest) or stroke[-1] < ink.bottom - _FOOT * band:
            continue
        if rest[-1] < ink.bottom - _RAISED * band:
            border = (end + beyond) // 2
            out[i - 1], out[i] = (out[i - 1][0], border), (border, out[i][1])
    return out


def _kinds(widths: NDArray[np.float64]) -> NDArray[np.int64]:
    """2 for Han characters, 1 for full-width marks, 0 for letters and figures."""
    return np.asarray((widths == _FULL_WIDTH_MARK) + 2 * (widths >= 1.0), np.int64)


def _fitted(
    run: NDArray[np.intp], usual: NDArray[np.float64], middles: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Where the neighbours of each character of a run say its middle is: the line through
    theirs whose slope is the median over all pairs (Theil and Sen).
    """
    low = np.searchsorted(run, run - _FIT_REACH)
    sizes = np.searchsorted(run, run + _FIT_REACH, side="right") - low
    out = middles[run]
    for size in np.unique(sizes[sizes > 1]).tolist():  # characters with as many neighbours at once
        rows = np.flatnonzero(sizes == size)
        near = run[low[rows, None] + np.arange(size)]
        x, y = usual[near], middles[near]
        a, b = _pairs(size)
        slope = _medians((y[:, b] - y[:, a]) / (x[:, b] - x[:, a]))
        out[rows] = _medians(y - slope[:, None] * x) + slope * usual[run[rows]]
    return out


@cache
def _pairs(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indices of all pairs of ``count`` points."""
    return np.triu_indices(count, 1)


def _medians(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """``np.median`` of each row, whose own cost is ten times that of these few values."""
    half = values.shape[1] // 2
    if values.shape[1] % 2:
        return np.asarray(np.partition(values, half, axis=1)[:, half])
    middle = np.partition(values, (half - 1, half), axis=1)
    return np.asarray((middle[:, half - 1] + middle[:, half]) / 2)


def _rows(
    spans: NDArray[np.int64], ink: Ink, margin: int, raised: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """For the columns of each glyph as many rows as the line's band and its own ink need.

    Of what may be ``raised`` and ends clearly above the band's foot only its own rows: an
    author's mark must be told from the name's last letter.
    """
    air = max(1, round(AIR * (ink.bottom - ink.top)))
    count = ink.mask.shape[0]
    places = np.arange(count)
    left, right = np.maximum(spans[:, 0], 0), spans[:, 1]
    inked = _inked(ink, left, right)
    # Of lower-case letters the band is that of x: the dot of an i lies over it, apart.
    own = inked & (places >= margin) & (places < count - margin)
    first = np.minimum(ink.top, np.where(own, places, count).min(axis=1))
    last = np.maximum(ink.bottom, np.where(own, places + 1, 0).max(axis=1))
    # Out of the line only ink that hangs together: beyond a white row it is a speck or a line.
    white_above = ~inked & (places < first[:, None])
    white_below = ~inked & (places >= last[:, None])
    top = np.where(white_above, places + 1, 0).max(axis=1)
    bottom = np.where(white_below, places, count).min(axis=1)
    # What hangs together to the strip's end touches another line: as far as the others reach.
    ends = white_above.any(axis=1), white_below.any(axis=1)
    if 2 * ends[0].sum() > len(spans):
        top = np.where(ends[0], top, np.minimum(first, top[ends[0]].min()))
    if 2 * ends[1].sum() > len(spans):
        bottom = np.where(ends[1], bottom, np.maximum(last, bottom[ends[1]].max()))
    inner = np.round(_INNER * (right - spans[:, 0])).astype(int)  # beside "a" hangs the tail of "g"
    there = (places >= top[:, None]) & (places < bottom[:, None])
    foot = np.where(_inked(ink, left + inner, right - inner) & there, places, -1).max(axis=1)
    high = raised & (foot >= 0) & (ink.bottom - foot > _RAISED * (ink.bottom - ink.top))
    bottom = np.where(high, foot + 1, bottom)
    top, bottom = np.maximum(0, top - air), np.minimum(count, bottom + air)
    return list(zip(top.tolist(), bottom.tolist(), strict=True))


def _inked(ink: Ink, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each row holds ink in each span of columns: spans x rows."""
    sums = np.zeros((ink.mask.shape[1] + 1, ink.mask.shape[0]), np.int32)
    np.cumsum(ink.mask.T, axis=0, out=sums[1:])
    left = np.clip(left, 0, len(sums) - 1)
    return np.asarray(sums[np.clip(right, left, len(sums) - 1)] > sums[left])
