"""Vertical text: characters below each other, laid side by side so they can be read.

工            ┌──┬──┐
作   becomes  │工│作│   one strip; every cell keeps its own map to the image
              └──┴──┘
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.ink import dark_of
from redactor.ocr.strips import MARGIN, Piece, Strip

_OPTIONS = 3  # ways to divide a column that are worth reading
_CLOSEST = 0.85  # distance of two characters, in glyph sizes
_FURTHEST = 4.0
_SNAP = 0.2  # of that distance: how far a cut may move to a row without ink
_THINNEST = 0.25  # of the column's width: thinner ink is a rule, and would fall into 1,000 cells
_MAX_CUT_INK = 0.12  # of a glyph's width: more ink at a cut means characters are cut apart


def stacked(column: Strip) -> list[Strip]:
    """Horizontal strips that ``column`` (upright, tall, one piece) may be, likeliest first.

    Empty when no even division into two or more characters runs between the ink.
    """
    m = column.margin
    ink = dark_of(column)[m : m + column.height, m : m + column.width]
    rows, cols = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return []
    glyph = float(cols[-1] + 1 - cols[0])
    if glyph < _THINNEST * column.width:
        return []
    first, last = int(rows[0]), int(rows[-1]) + 1
    profile = ink.sum(axis=1) / max(1.0, glyph)
    options = []
    for count in range(2, int((last - first - glyph) / (_CLOSEST * glyph)) + 2):
        pitch = (last - first - glyph) / (count - 1)
        if pitch > _FURTHEST * glyph:
            continue
        cuts = [
            _snapped(profile, first + glyph / 2 + (k + 0.5) * pitch, pitch)
            for k in range(count - 1)
        ]
        cost = float(np.mean([profile[cut] for cut in cuts]))
        if cost <= _MAX_CUT_INK:
            options.append((cost, -count, [first, *cuts, last]))
    # Of equally clean divisions the finest: an empty cell between two others does no harm.
    return [_laid_out(column, ink, cuts, glyph) for _, _, cuts in sorted(options)[:_OPTIONS]]


def _snapped(profile: NDArray[np.float64], at: float, pitch: float) -> int:
    """The emptiest row near ``at``."""
    low = int(max(0, np.floor(at - _SNAP * pitch)))
    high = int(min(len(profile), np.ceil(at + _SNAP * pitch) + 1))
    rows = np.arange(low, max(low + 1, high))
    return int(rows[np.argmin(profile[rows] + 0.1 * np.abs(rows - at) / pitch)])


def _laid_out(column: Strip, ink: NDArray[np.bool_], cuts: list[int], glyph: float) -> Strip:
    """The cells between ``cuts`` as one strip, all of the same height."""
    (piece,) = column.pieces
    width = column.width
    height = max(4, round(1.25 * glyph))
    margin = max(2, round(MARGIN * height))
    paper = np.median(column.line.reshape(-1, 3), axis=0).astype(np.uint8)
    cells = len(cuts) - 1
    wide = np.empty((height + 2 * margin, cells * width + 2 * margin, 3), np.uint8)
    wide[:] = paper
    pieces = []
    for k, (low, high) in enumerate(zip(cuts, cuts[1:], strict=False)):
        inked = low + np.flatnonzero(ink[low:high].any(axis=1))
        middle = (inked[0] + inked[-1] + 1) / 2 if len(inked) else (low + high) / 2
        top = round(middle - height / 2)
        # Only rows of this cell: what is above or below belongs to the neighbours.
        start, end = max(low, top, 0), min(high, top + height, column.height)
        source = column.line[start:end]
        y, x = margin + start - top, margin + k * width
        wide[y : y + len(source), x : x + width] = source
        shift = np.array([[1, 0, -k * width], [0, 1, top], [0, 0, 1]], float)
        pieces.append(Piece(k * width, (k + 1) * width, piece.to_image @ shift))
    return Strip(wide, margin, tuple(pieces))
