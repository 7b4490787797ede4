"""Rows of print in a block that the detector took for one line: a label that wraps in its cell.

办公
电话   is read as one column of two characters, or as none.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.ink import ink_of
from redactor.ocr.strips import Corners, Piece, Strip, size_of

_SHAPE = (0.6, 3.0)  # height to width of such a block
_MOST = 4  # rows
_EMPTY = 0.04  # of the width: less ink lies between two rows
_LEAST = 0.12  # of the block's height: what is lower is no row
_ALIKE = 0.6  # heights of two rows, the lower to the higher
_WIDE = 1.5  # heights: narrower is one character, and the block a column
_NARROW = 0.5  # the same of the last row, which may hold one
# Of the usual ink, between two characters; of a height, from their middle.
_VALLEY, _NEAR = 0.45, 0.25


def may_be_block(corners: Corners) -> bool:
    """Whether a rectangle is of the shape of several short rows."""
    width, height = size_of(corners)
    return _SHAPE[0] * width <= height <= _SHAPE[1] * width


def rows_in(block: Strip) -> tuple[Strip, ...]:
    """The rows of a block, from the top; none where it is a line or a column of characters."""
    m = block.margin
    ink = ink_of(block).mask[m : m + block.height, m : m + block.width]
    bands = _bands(ink)
    if not 2 <= len(bands) <= _MOST:
        return ()
    heights = [b - a for a, b in bands]
    wide = [_reach(ink[a:b]) for a, b in bands]
    even = min(heights) >= _ALIKE * max(heights)
    if not even or wide[0] < _WIDE * heights[0] or min(wide) < _NARROW * min(heights):
        return ()
    if not _has_characters(ink[slice(*bands[0])]):
        return ()
    cuts = [(one[1] + other[0]) // 2 for one, other in pairwise(bands)]
    return tuple(_row(block, a, b) for a, b in pairwise([0, *cuts, block.height]))


def _bands(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of rows with ink in them, half-open."""
    inked = ink.mean(axis=1) > _EMPTY
    ends = np.flatnonzero(np.diff(inked, prepend=False, append=False))
    runs = zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True)
    return [(a, b) for a, b in runs if b - a >= _LEAST * len(ink)]


def _reach(row: NDArray[np.bool_]) -> int:
    columns = np.flatnonzero(row.any(axis=0))
    return int(columns[-1] - columns[0] + 1)


def _has_characters(row: NDArray[np.bool_]) -> bool:
    """Whether little ink lies between the even cells of a row: the halves of 吕 have none."""
    columns = np.flatnonzero(row.any(axis=0))
    ink = row[:, columns[0] : columns[-1] + 1].sum(axis=0)
    height, width = len(row), len(ink)
    count, near = max(2, round(width / height)), max(1, round(_NEAR * height))
    middles = (round(k * width / count) for k in range(1, count))
    return all(ink[max(0, x - near) : x + near].min() <= _VALLEY * ink.mean() for x in middles)


def _row(block: Strip, top: int, foot: int) -> Strip:
    (piece,) = block.pieces
    shift = np.array([[1, 0, 0], [0, 1, top], [0, 0, 1]], float)
    wide = block.wide[top : foot + 2 * block.margin]
    return Strip(wide, block.margin, (Piece(0, block.width, piece.to_image @ shift),))
