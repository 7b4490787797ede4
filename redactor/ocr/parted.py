"""Lines that a mark in their midst parts in pieces, put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners, is_tall, size_of
from redactor.ocr.tiles import hull

_ALIKE, _LEVEL, _GAP = 0.6, 0.3, 0.5  # heights of two pieces of a line; how far they are apart


def joined(crossed: Sequence[ReadLine], lines: Sequence[ReadLine]) -> Iterator[Corners]:
    """Rectangles round each crossed line and the others that make one row of print with it."""
    for row in _rows_through(crossed, lines):
        if len(row) > 1:
            yield hull(np.concatenate([r.line.corners for r in row]))


def _rows_through(crossed: Sequence[ReadLine], lines: Sequence[ReadLine]) -> list[list[ReadLine]]:
    rows: list[list[ReadLine]] = []
    for start in crossed:
        if any(start is r for row in rows for r in row) or is_tall(start.line.corners):
            continue
        row = [start]
        for one in row:  # it grows on the way
            row += [r for r in lines if not any(r is o for o in row) and _goes_on(one, r)]
        rows.append(row)
    return rows


def _goes_on(one: ReadLine, other: ReadLine) -> bool:
    """Whether two lines are pieces of one: of one height, at one level, with no gap between."""
    a, b = one.line.corners, other.line.corners
    heights = sorted((size_of(a)[1], size_of(b)[1]))
    if is_tall(b) or heights[0] < _ALIKE * heights[1]:
        return False
    wider = max((a, b), key=lambda c: size_of(c)[0])
    along = (wider[1] - wider[0]) / max(1e-6, float(np.hypot(*(wider[1] - wider[0]))))
    off = b.mean(axis=0) - a.mean(axis=0)
    level = abs(float(off @ np.array([-along[1], along[0]])))
    gap = abs(float(off @ along)) - (size_of(a)[0] + size_of(b)[0]) / 2
    return level <= _LEVEL * heights[0] and gap <= _GAP * heights[0]
