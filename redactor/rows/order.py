"""The order in which the pieces of a page are read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from redactor.datatypes import Char, PageText
from redactor.geometry import Point, PtQuad
from redactor.rows.columns import by_columns
from redactor.rows.pieces import (
    TELLING,
    WIDE_GAP,
    Piece,
    Row,
    direction_of,
    has_quad,
    place,
    quarter_of,
    skew_of,
)
from redactor.rows.stacks import Stacks
from redactor.textnorm import is_han

_MIN_OVERLAP = 0.5  # of the lower piece's height, to stand in one row
_LEANS = math.radians(6)  # off the others: a watermark is no value of the label it runs into

_BACK = 0.2  # heights that the next character may stand back, as an accent does
_ALIKE = 1.1  # heights of characters of one word; a raised mark is smaller
_CLOSE = 0.35  # heights between them: digits in boxes of their own stand further apart

Origin = tuple[int, int]  # index of the piece, index of the character in it


def to_page_text(page_no: int, lines: Sequence[Sequence[Char]]) -> PageText:
    """The pieces as one page: rows top to bottom, pieces left to right, separators set.

    ``Char.line`` is numbered anew, one number a piece, in reading order; characters printed one by
    one that stand close are one piece. Separators already in
    the pieces (quad None) stay where they are; pieces without any quad are dropped.
    """
    return PageText(page_no, tuple(char for char, _ in in_reading_order(lines)))


def in_reading_order(lines: Sequence[Sequence[Char]]) -> list[tuple[Char, Origin | None]]:
    """Characters of a page in order, each with where it came from (None: a new separator)."""
    out: list[tuple[Char, Origin | None]] = []
    number = 0
    rows = order_rows(lines)
    stacks = Stacks([p.middle for row in rows for p in row if len(lines[p.index]) == 1])
    for row in rows:
        before: Piece | None = None
        for piece in row:
            chars = lines[piece.index]
            if before is not None:
                gap = _gap_text(before, piece, lines[before.index][-1], chars[0])
                singles = len(lines[before.index]) == len(chars) == 1
                parted = singles and stacks.part(before.middle, piece.middle, piece.height)
                gap = "\t" if parted else gap
                number += not (singles and not parted and _is_close(before, piece))
                out.extend((_separator(c, chars[0], number), None) for c in gap)
            out.extend(
                (Char(c.text, c.quad, c.score, number, c.source), (piece.index, k))
                for k, c in enumerate(chars)
            )
            before = piece
        if before is not None:
            out.append((_separator("\n", lines[before.index][-1], number), None))
            number += 1
    return out


def order_rows(lines: Sequence[Sequence[Char]]) -> list[list[Piece]]:
    """Rows of pieces in reading order. Pieces that run another way than most, or lean, stand
    alone.
    """
    placed = [(i, line, direction_of(line)) for i, line in enumerate(lines) if has_quad(line)]
    weights: Counter[int] = Counter()
    for _, line, angle in placed:
        if angle is not None:
            weights[quarter_of(angle)] += len(line)
    main = weights.most_common(1)[0][0] if weights else 0
    skews = {turn: skew_of(placed, turn) for turn in {*weights, main}}
    pieces = []
    for i, line, angle in placed:
        turn = main if angle is None else quarter_of(angle)
        pieces.append(place(i, line, turn, skews[turn], skews[main], main))
    level = main * math.pi / 2 + skews[main]
    leaning = {i for i, line, angle in placed if _leans(line, angle, level)}
    turned = [p for p in pieces if p.turn != main or p.index in leaning]
    rows = _cluster([p for p in pieces if p.turn == main and p.index not in leaning])
    return _insert_turned(by_columns(rows), turned)


def _leans(line: Sequence[Char], angle: float | None, level: float) -> bool:
    if angle is None or len(line) < TELLING:
        return False
    return abs((angle - level + math.pi) % (2 * math.pi) - math.pi) > _LEANS


def split_at_gaps(chars: Sequence[Char]) -> Iterator[tuple[int, int]]:
    """Half-open spans of ``chars`` without a wide gap inside; spans of white space are left out.

    A text layer may hold a whole row of a table as one line; so may a line of OCR.
    """
    start: int | None = None
    last = 0
    before: PtQuad | None = None
    for k, char in enumerate(chars):
        if char.quad is None or char.text.isspace():
            continue
        if start is None or before is None:
            start = k
        elif _parts(before, char.quad):
            yield start, last + 1
            start = k
        last, before = k, char.quad
    if start is not None:
        yield start, last + 1


def _parts(a: PtQuad, b: PtQuad) -> bool:
    """Whether a piece ends between two characters that follow each other: at a wide gap, or where
    the second stands before the first, as where they were printed anyhow.
    """
    (ax, ay), (bx, by) = a.centre, b.centre
    x, y = bx - ax, by - ay
    distance = math.hypot(x, y)
    if distance == 0:
        return False
    along = x / distance, y / distance
    height = math.dist(a.tl, a.bl)
    gap = distance - _reach(a, along) - _reach(b, along)
    if gap / max(height, math.dist(b.tl, b.bl), 0.1) > WIDE_GAP:
        return True
    step = x * (a.tr[0] - a.tl[0]) + y * (a.tr[1] - a.tl[1])
    return step < -_BACK * height * math.dist(a.tl, a.tr)


def _reach(quad: PtQuad, along: Point) -> float:
    """Half the extent of a character in a direction."""
    if along[1] == 0:  # of level text, as nearly all is
        on = [x for x, _ in quad.corners]
    else:
        on = [x * along[0] + y * along[1] for x, y in quad.corners]
    return (max(on) - min(on)) / 2


def _separator(text: str, beside: Char, line: int) -> Char:
    return Char(text, None, 1.0, line, beside.source)


def _gap_text(a: Piece, b: Piece, last: Char, first: Char) -> str:
    gap = b.x0 - a.x1
    height = max(a.height, b.height)
    if gap > WIDE_GAP * height:
        return "\t"
    latin = not (is_han(last.text) or is_han(first.text) or last.text == " " or first.text == " ")
    return " " if latin and gap > 0.12 * height else ""


def _is_close(a: Piece, b: Piece) -> bool:
    """Whether two pieces of one character each and of one size follow as in a word."""
    alike = max(a.height, b.height) <= _ALIKE * min(a.height, b.height)
    return alike and b.x0 - a.x1 <= _CLOSE * a.height


def _cluster(pieces: Sequence[Piece]) -> list[Row]:
    """Rows of pieces that stand beside each other, top to bottom."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda p: (p.y, p.x0)):
        best: Row | None = None
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


def _fits(row: Row, piece: Piece) -> bool:
    """Whether a piece stands beside the nearest piece of the row, and over none of it."""
    for other in row:
        shared = min(other.x1, piece.x1) - max(other.x0, piece.x0)
        if shared > 0.3 * min(other.x1 - other.x0, piece.x1 - piece.x0):
            return False
    near = min(row, key=lambda p: max(p.x0 - piece.x1, piece.x0 - p.x1))
    overlap = min(near.y1, piece.y1) - max(near.y0, piece.y0)
    return overlap >= _MIN_OVERLAP * min(near.y1 - near.y0, piece.y1 - piece.y0)


def _insert_turned(rows: list[Row], turned: Sequence[Piece]) -> list[Row]:
    """Each piece that runs another way as a row of its own, where its top stands."""
    for piece in sorted(turned, key=lambda p: (p.page_top, p.x0)):
        at = next((i for i, row in enumerate(rows) if row[0].page_top > piece.page_top), len(rows))
        rows.insert(at, [piece])
    return rows
