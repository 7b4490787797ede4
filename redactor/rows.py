r"""Pieces of printed lines put into reading order: rows, columns of prose, separators.

A *piece* is a run of characters printed in one go: a span of a text layer, a line of OCR.
Both readers cut a page into pieces their own way; this module makes one ``PageText`` of them.
Everything is decided in the frame of the text, not of the page: on a page with ``/Rotate`` or
a skewed scan the lines do not run along the page's x axis.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from redactor.datatypes import Char, PageText
from redactor.geometry import Point
from redactor.textnorm import is_han

WIDE_GAP = 1.5  # in character heights: wider than a typed space or a justified line's gaps
_MIN_OVERLAP = 0.5  # of the lower piece's height, to stand in one row
_MIN_COLUMN_ROWS = 4  # lines on each side of a gutter before it divides columns of prose
_GUTTER_EM = 0.7  # least width of a gutter, in character heights
_MIN_FILL = 0.85  # share of its column that a line of prose fills, ragged ones included
_MIN_FULL = 0.6  # share of such lines: the others end a paragraph
_MIN_PROSE_EM = 12.0  # a column of prose is wider than this many character heights

Origin = tuple[int, int]  # index of the piece, index of the character in it


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece in the frame of its text: x along the line, y down the lines."""

    index: int
    turn: int  # 0 to 3: quarter turns clockwise of its direction from the page's x axis
    x0: float
    y0: float
    x1: float
    y1: float
    height: float  # of a character, across the line
    page_top: float  # in the page's own frame, to place pieces that run another way

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2


_Row = list[_Piece]


def to_page_text(page_no: int, lines: Sequence[Sequence[Char]]) -> PageText:
    """The pieces as one page: rows top to bottom, pieces left to right, separators set.

    ``Char.line`` is numbered anew, one number a piece, in reading order. Separators already in
    the pieces (quad None) stay where they are; pieces without any quad are dropped.
    """
    return PageText(page_no, tuple(char for char, _ in in_reading_order(lines)))


def in_reading_order(lines: Sequence[Sequence[Char]]) -> list[tuple[Char, Origin | None]]:
    """Characters of a page in order, each with where it came from (None: a new separator)."""
    out: list[tuple[Char, Origin | None]] = []
    number = 0
    for row in order_rows(lines):
        before: _Piece | None = None
        for piece in row:
            chars = lines[piece.index]
            if before is not None:
                gap = _gap_text(before, piece, lines[before.index][-1], chars[0])
                out.extend((_separator(c, chars[0], number), None) for c in gap)
            out.extend((replace(c, line=number), (piece.index, k)) for k, c in enumerate(chars))
            before = piece
            number += 1
        if before is not None:
            out.append((_separator("\n", lines[before.index][-1], number - 1), None))
    return out


def order_rows(lines: Sequence[Sequence[Char]]) -> list[list[_Piece]]:
    """Rows of pieces in reading order. Pieces that run another way than most stand alone."""
    placed = [(i, line, _direction(line)) for i, line in enumerate(lines) if _has_quad(line)]
    weights: Counter[int] = Counter()
    for _, line, angle in placed:
        if angle is not None:
            weights[_quarter(angle)] += len(line)
    main = weights.most_common(1)[0][0] if weights else 0
    skews = {turn: _skew(placed, turn) for turn in {*weights, main}}
    pieces = []
    for i, line, angle in placed:
        turn = main if angle is None else _quarter(angle)
        pieces.append(_piece(i, line, turn, skews[turn], skews[main], main))
    rows = _cluster([p for p in pieces if p.turn == main])
    return _insert_turned(_by_columns(rows), [p for p in pieces if p.turn != main])


def split_at_gaps(chars: Sequence[Char]) -> Iterator[tuple[int, int]]:
    """Half-open spans of ``chars`` without a wide gap inside; spans of white space are left out.

    A text layer may hold a whole row of a table as one line; so may a line of OCR.
    """
    start: int | None = None
    last: int | None = None
    for k, char in enumerate(chars):
        if char.quad is None or char.text.isspace():
            continue
        if start is None or last is None:
            start = k
        elif _gap_between(chars[last], char) > WIDE_GAP:
            yield start, last + 1
            start = k
        last = k
    if start is not None and last is not None:
        yield start, last + 1


def _gap_between(a: Char, b: Char) -> float:
    """Empty space between two characters that follow each other, in character heights."""
    if a.quad is None or b.quad is None:
        return 0.0
    height = max(_height(a), _height(b), 0.1)
    (ax, ay), (bx, by) = a.quad.centre, b.quad.centre
    distance = math.hypot(bx - ax, by - ay)
    if distance == 0:
        return 0.0
    along = ((bx - ax) / distance, (by - ay) / distance)
    return (distance - _reach(a, along) - _reach(b, along)) / height


def _reach(char: Char, along: Point) -> float:
    """Half the extent of a character in a direction."""
    if char.quad is None:
        return 0.0
    on = [x * along[0] + y * along[1] for x, y in char.quad.corners]
    return (max(on) - min(on)) / 2


def _height(char: Char) -> float:
    """Extent of a character from top to bottom, in its own upright frame."""
    if char.quad is None:
        return 0.0
    return math.dist(char.quad.tl, char.quad.bl)


def _separator(text: str, beside: Char, line: int) -> Char:
    return Char(text, None, 1.0, line, beside.source)


def _gap_text(a: _Piece, b: _Piece, last: Char, first: Char) -> str:
    gap = b.x0 - a.x1
    height = max(a.height, b.height)
    if gap > WIDE_GAP * height:
        return "\t"
    latin = not (is_han(last.text) or is_han(first.text) or last.text == " " or first.text == " ")
    return " " if latin and gap > 0.12 * height else ""


def _has_quad(line: Sequence[Char]) -> bool:
    return any(c.quad is not None for c in line)


def _direction(line: Sequence[Char]) -> float | None:
    """Angle in which a piece runs, clockwise from the page's x axis; None when unknown."""
    chars = [c for c in line if c.quad is not None]
    first, last = chars[0], chars[-1]
    if first.quad is None or last.quad is None:
        return None
    (ax, ay), (bx, by) = first.quad.centre, last.quad.centre
    # Two characters of one word may share a quad (a ligature): too near to tell.
    if len(chars) > 1 and math.hypot(bx - ax, by - ay) > 0.3 * max(_height(first), 0.1):
        return math.atan2(by - ay, bx - ax)
    (ax, ay), (bx, by) = first.quad.tl, first.quad.tr
    if math.hypot(bx - ax, by - ay) < 1e-6:
        return None
    return math.atan2(by - ay, bx - ax)


def _quarter(angle: float) -> int:
    return round(angle / (math.pi / 2)) % 4


def _skew(placed: Sequence[tuple[int, Sequence[Char], float | None]], turn: int) -> float:
    """Middle angle that lines of this direction are off the axis; 0 with little to go by."""
    off: list[float] = []
    for _, line, angle in placed:
        if angle is None or _quarter(angle) != turn or len(line) < 5:
            continue
        delta = angle - turn * math.pi / 2
        off.append((delta + math.pi) % (2 * math.pi) - math.pi)
    return median(off) if off else 0.0


def _piece(
    index: int, line: Sequence[Char], turn: int, skew: float, main_skew: float, main: int
) -> _Piece:
    quads = [c.quad for c in line if c.quad is not None]
    own = [_turned(p, turn * math.pi / 2 + skew) for q in quads for p in q.corners]
    page = [_turned(p, main * math.pi / 2 + main_skew) for q in quads for p in q.corners]
    extents = []
    for k in range(0, len(own), 4):
        ys = [y for _, y in own[k : k + 4]]
        extents.append(max(ys) - min(ys))
    xs, ys = [x for x, _ in own], [y for _, y in own]
    height = median(extents)
    # The band of a long line that is bent or skewed is that of its middle, not of its ends.
    middle = median((min(ys[k : k + 4]) + max(ys[k : k + 4])) / 2 for k in range(0, len(ys), 4))
    return _Piece(
        index,
        turn,
        min(xs),
        middle - height / 2,
        max(xs),
        middle + height / 2,
        height,
        min(y for _, y in page),
    )


def _turned(point: Point, angle: float) -> Point:
    """``point`` in a frame whose x axis points along ``angle``."""
    c, s = math.cos(angle), math.sin(angle)
    return point[0] * c + point[1] * s, -point[0] * s + point[1] * c


def _cluster(pieces: Sequence[_Piece]) -> list[_Row]:
    """Rows of pieces that stand beside each other, top to bottom."""
    rows: list[_Row] = []
    for piece in sorted(pieces, key=lambda p: (p.y, p.x0)):
        best: _Row | None = None
        for row in reversed(rows[-12:]):
            if _fits(row, piece):
                best = row
                break
        if best is None:
            rows.append([piece])
        else:
            best.append(piece)
    for row in rows:
        row.sort(key=lambda p: p.x0)
    rows.sort(key=lambda row: median(p.y for p in row))
    return rows


def _fits(row: _Row, piece: _Piece) -> bool:
    """Whether a piece stands beside the nearest piece of the row, and over none of it."""
    for other in row:
        shared = min(other.x1, piece.x1) - max(other.x0, piece.x0)
        if shared > 0.3 * min(other.x1 - other.x0, piece.x1 - piece.x0):
            return False
    near = min(row, key=lambda p: max(p.x0 - piece.x1, piece.x0 - p.x1))
    overlap = min(near.y1, piece.y1) - max(near.y0, piece.y0)
    return overlap >= _MIN_OVERLAP * min(near.y1 - near.y0, piece.y1 - piece.y0)


def _insert_turned(rows: list[_Row], turned: Sequence[_Piece]) -> list[_Row]:
    """Each piece that runs another way as a row of its own, where its top stands."""
    for piece in sorted(turned, key=lambda p: (p.page_top, p.x0)):
        at = next((i for i, row in enumerate(rows) if row[0].page_top > piece.page_top), len(rows))
        rows.insert(at, [piece])
    return rows


def _by_columns(rows: Sequence[_Row]) -> list[_Row]:
    """Blocks of rows that are columns of prose: the left column first, then what is right of it.

    A paper's lines wrap inside names, so its columns must not be read across; the cells of a
    table must. Prose fills its column, cells do not.
    """
    out: list[_Row] = []
    at = 0
    while at < len(rows):
        end, gutter = _prose_block(rows, at)
        if end > at:
            block = rows[at:end]
            out.extend(_side(block, gutter, left=True))
            out.extend(_by_columns(list(_side(block, gutter, left=False))))
            at = end
        else:
            out.append(rows[at])
            at += 1
    return out


def _side(block: Sequence[_Row], gutter: float, *, left: bool) -> Iterator[_Row]:
    for row in block:
        side = [p for p in row if (p.x1 <= gutter) == left]
        if side:
            yield side


def _prose_block(rows: Sequence[_Row], at: int) -> tuple[int, float]:
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


def _first_gap(pieces: Sequence[_Piece]) -> tuple[float, float] | None:
    """The leftmost strip that no piece reaches into and that is wide enough for a gutter."""
    em = median(p.height for p in pieces)
    reach = -math.inf
    for piece in sorted(pieces, key=lambda p: p.x0):
        if math.isfinite(reach) and piece.x0 - reach >= _GUTTER_EM * em:
            return reach, piece.x0
        reach = max(reach, piece.x1)
    return None


def _is_prose(block: Sequence[_Row], gutter: float) -> bool:
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


def _is_unbroken(row: _Row) -> bool:
    """Whether no wide gap divides the row: a label and its value are two cells, not a line."""
    return all(
        b.x0 - a.x1 <= WIDE_GAP * max(a.height, b.height)
        for a, b in zip(row, row[1:], strict=False)
    )
