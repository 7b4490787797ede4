"""Columns of prose, which must not be read across."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

from redactor.rows.pieces import WIDE_GAP, Piece, Row

_MIN_COLUMN_ROWS = 4  # lines on each side of a gutter before it divides columns of prose
_GUTTER_EM = 0.7  # least width of a gutter, in character heights
_MIN_FILL = 0.85  # share of its column that a line of prose fills, ragged ones included
_MIN_FULL = 0.6  # share of such lines: the others end a paragraph
_MIN_PROSE_EM = 12.0  # a column of prose is wider than this many character heights


def by_columns(rows: Sequence[Row]) -> list[Row]:
    """Blocks of rows that are columns of prose: the left column first, then what is right of it.

    A paper's lines wrap inside names, so its columns must not be read across; the cells of a
    table must. Prose fills its column, cells do not.
    """
    out: list[Row] = []
    at = 0
    while at < len(rows):
        end, gutter = _prose_block(rows, at)
        if end > at:
            block = rows[at:end]
            out.extend(_side(block, gutter, left=True))
            out.extend(by_columns(list(_side(block, gutter, left=False))))
            at = end
        else:
            out.append(rows[at])
            at += 1
    return out


def _side(block: Sequence[Row], gutter: float, *, left: bool) -> Iterator[Row]:
    for row in block:
        side = [p for p in row if (p.x1 <= gutter) == left]
        if side:
            yield side


def _prose_block(rows: Sequence[Row], at: int) -> tuple[int, float]:
    """End of the run of rows from ``at`` on that a gutter divides, and its place.

    ``(at, 0)`` when there is no such run, or it is no prose. Lines of two columns need not
    stand at one height: then rows are of the left or of the right column only.
    """
    window = rows[at : at + _MIN_COLUMN_ROWS]
    gap = _first_gap([p for row in window for p in row])
    if gap is None:
        return at, 0.0
    lo, hi = gap
    end = at
    for row in rows[at:]:
        if any(p.x0 < lo and p.x1 > hi for p in row):
            break
        new_lo = max([lo, *(p.x1 for p in row if p.x0 < lo)])
        new_hi = min([hi, *(p.x0 for p in row if p.x0 >= lo)])
        if new_hi - new_lo < _GUTTER_EM * median(p.height for p in row):
            break
        lo, hi, end = new_lo, new_hi, end + 1
    gutter = (lo + hi) / 2
    return (end, gutter) if _is_prose(rows[at:end], gutter) else (at, 0.0)


def _first_gap(pieces: Sequence[Piece]) -> tuple[float, float] | None:
    """The leftmost strip that no piece reaches into and that is wide enough for a gutter."""
    em = median(p.height for p in pieces)
    reach = -math.inf
    for piece in sorted(pieces, key=lambda p: p.x0):
        if math.isfinite(reach) and piece.x0 - reach >= _GUTTER_EM * em:
            return reach, piece.x0
        reach = max(reach, piece.x1)
    return None


def _is_prose(block: Sequence[Row], gutter: float) -> bool:
    """Whether most lines on both sides fill their column, and both are wide."""
    for left in (True, False):
        side = list(_side(block, gutter, left=left))
        if len(side) < _MIN_COLUMN_ROWS:
            return False
        x0, x1 = min(r[0].x0 for r in side), max(r[-1].x1 for r in side)
        em = median(p.height for row in side for p in row)
        full = sum(
            row[-1].x1 - row[0].x0 > _MIN_FILL * (x1 - x0) and _is_unbroken(row) for row in side
        )
        if x1 - x0 < _MIN_PROSE_EM * em or full < _MIN_FULL * len(side):
            return False
    return True


def _is_unbroken(row: Row) -> bool:
    """Whether no wide gap divides the row: a label and its value are two cells, not a line."""
    return all(
        b.x0 - a.x1 <= WIDE_GAP * max(a.height, b.height)
        for a, b in zip(row, row[1:], strict=False)
    )
