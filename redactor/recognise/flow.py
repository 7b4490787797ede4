"""How the pieces of text on a page follow each other: along rows, and down columns.

A value may run over a line end inside a table cell or a column of a paper, where the row
order of ``PageText`` puts the neighbouring cell or column in between. So every value is looked
for twice: in the rows, and in the chains of pieces that stand below each other.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import numpy as np

from redactor.datatypes import Char, PageText
from redactor.geometry import Point, PtQuad

Vector = tuple[float, float]
Extent = tuple[float, float, float, float]  # u0, v0, u1, v1

RAISED = "^"
_SLANT = 0.1  # rise of a line that no scan makes
_TOGETHER = math.radians(8.0)  # within which the characters of level lines lie
# Stands between two chains in one text; no pattern of ours matches it or runs over it.
BARRIER = "\u241e"
_STACKED = 5.0  # heights between the foot of one stacked character and the head of the next
_EVEN = 1.3  # of the step within a stack: a wider one parts it from the next
_HEIGHTS_ALIKE = 1.67  # of two lines of one block
_STACKS_ALIKE = 2.0  # the box of stacked characters is now as wide as one, now as its cell
_INDENT = 2.5  # ems that a paragraph's first line may be set in
_LINE_STEP = (0.6, 2.2)  # ems from one line to the next
_FEW_LINES, _RAGGED = 6.0, 1.5  # heights: lines of one block, and how far one may end before others
# Ems: of columns of one upright text, heads and white between, and a blank within one.
_LEVEL_TOPS, _COLUMN_GAP, _BLANK = 0.6, 1.2, 1.5
_RAISED_SIZE, _RAISED_BY = 0.82, 0.12  # of the line's height
_LONGEST_MARK = 2
_LAST_MARK = "l"
_INSIDE_WORDS = 2  # raised letters within words: the line's boxes are not to be believed


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one printed line, ``page.chars[start:end]``.

    ``u`` runs along the page's reading direction and ``v`` across it, both in points, so that
    "below" means below to the reader whatever the turn or skew of the page. In ``text`` every
    raised letter or figure is a ``^``: Zhigangᵃ is no name of its own.
    """

    start: int
    end: int
    row: int
    u0: float
    v0: float
    u1: float
    v1: float
    text: str = field(repr=False)
    is_stacked: bool  # several characters, one above the other

    @property
    def height(self) -> float:
        """Height of the line; for stacked characters that of one character."""
        return self.u1 - self.u0 if self.is_stacked else self.v1 - self.v0

    def shares_column(self, other: Piece) -> bool:
        """Whether one of them stands under the other, if only by a part."""
        return self.u0 < other.u1 and self.u1 > other.u0


@dataclass(frozen=True, slots=True)
class Flow:
    """A run of text in one order of reading; ``index[i]`` is the place in ``page.chars``."""

    index: tuple[int, ...]
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's pieces, rows and chains. ``piece_of[i]`` is the piece of ``chars[i]`` or -1."""

    page: PageText
    pieces: tuple[Piece, ...]
    piece_of: tuple[int, ...]
    rows: Flow
    chains: tuple[Flow, ...]
    raised: frozenset[int]  # places of raised letters and figures
    place_of: Mapping[PtQuad, int] = field(repr=False)  # the first character with that box
    along: Vector  # of unit length: the direction that u counts in

    def unraised(self, flow: Flow) -> str:
        """The flow's text with ``^`` for whatever is raised; the index map still holds."""
        if not self.raised:
            return flow.text
        places = zip(flow.index, flow.text, strict=True)
        return "".join(RAISED if i in self.raised else c for i, c in places)

    def place(self, point: Point) -> tuple[float, float]:
        """``u`` and ``v`` of a point of the page."""
        (x, y), (a, b) = point, self.along
        return x * a + y * b, y * a - x * b

    def at(self, u: float, v: float) -> Point:
        """The point of the page that has these ``u`` and ``v``: ``place`` the other way round."""
        a, b = self.along
        return u * a - v * b, u * b + v * a

    def in_row(self, row: int) -> tuple[Piece, ...]:
        """The pieces of a row in reading order; none where there is no such row."""
        return tuple(p for p in self.pieces if p.row == row)

    def row_text(self, row: int) -> str:
        """The text of a row's pieces, nothing between them."""
        return "".join(p.text for p in self.in_row(row))

    def left_of(self, piece: Piece) -> list[Piece]:
        """The pieces of its row that end before ``piece`` begins, the nearest last."""
        return [p for p in self.in_row(piece.row) if p.u1 <= piece.u0]

    def line_of(self, piece: Piece) -> str:
        """The text of the pieces beside ``piece`` up to the next cell border, blanks between."""
        row = self.in_row(piece.row)
        line = row[0].text
        has_piece = row[0] is piece
        for before, after in pairwise(row):
            if "\t" in self.page.text[before.end : after.start]:
                if has_piece:
                    break
                line = after.text
            else:
                line += " " + after.text
            has_piece |= after is piece
        return line

    def stack_of(self, places: Sequence[int]) -> tuple[int, ...]:
        """The places of the stack of lone characters of which those at ``places`` are part, all
        in even steps; empty where they are in none.
        """
        lone = [self.pieces[self.piece_of[i]] for i in places]
        steps = [(a.v0 + a.v1, b.v0 + b.v1) for a, b in pairwise(lone)]
        if not steps or any(len(piece.text) > 1 for piece in lone):
            return ()
        step = max(below - above for above, below in steps) / 2
        column = next((c.index for c in self.chains if set(places) <= set(c.index)), ())
        if not column or step <= 0.5 * lone[0].height:
            return ()
        first, last = column.index(places[0]), column.index(places[-1])
        if column[first : last + 1] != tuple(places):
            return ()
        while first and self._is_step(column[first - 1], column[first], step):
            first -= 1
        while last + 1 < len(column) and self._is_step(column[last], column[last + 1], step):
            last += 1
        return column[first : last + 1]

    def _is_step(self, upper: int, lower: int, step: float) -> bool:
        """Whether two lone characters stand one under the other, no further than ``step``."""
        a, b = (self.pieces[self.piece_of[i]] for i in (upper, lower))
        down = (b.v0 + b.v1 - a.v0 - a.v1) / 2
        return _is_stack(a, b) and 0 < down <= _EVEN * step

    def above(self, piece: Piece) -> tuple[Piece, ...]:
        """Pieces standing over ``piece`` in its column, the nearest first."""
        over = [
            p
            for p in self.pieces
            if p.v1 <= piece.v0 + 0.3 * piece.height and _shared(p, piece) > 0
        ]
        return tuple(sorted(over, key=lambda p: -p.v1))


def _shared(a: Piece, b: Piece) -> float:
    return min(a.u1, b.u1) - max(a.u0, b.u0)


def lay_out(page: PageText) -> Layout:
    """Pieces, rows and chains of a page."""
    chars = page.chars
    along, across = _axes_of(chars)
    extents = _extents(chars, along, across)
    pieces: list[Piece] = []
    piece_of = [-1] * len(chars)
    raised: set[int] = set()
    row, i = 0, 0
    while i < len(chars):
        char = chars[i]
        if char.quad is None:
            row += char.text == "\n"
            i += 1
            continue
        end = i
        while end < len(chars) and chars[end].line == char.line and chars[end].text not in "\n\t":
            end += 1
        while chars[end - 1].quad is None:
            end -= 1
        piece_of[i:end] = [len(pieces)] * (end - i)
        marks = _raised(page, i, end, extents)
        raised |= marks
        pieces.append(_piece(page, i, end, row, extents, marks))
        i = end
    rows = Flow(tuple(range(len(chars))), page.text)
    place_of: dict[PtQuad, int] = {}
    for i, char in enumerate(chars):
        if char.quad is not None:
            place_of.setdefault(char.quad, i)
    return Layout(
        page,
        tuple(pieces),
        tuple(piece_of),
        rows,
        _chains(page, pieces, along, across),
        frozenset(raised),
        place_of,
        along,
    )


def _extents(chars: Sequence[Char], along: Vector, across: Vector) -> Mapping[int, Extent]:
    """Those of all characters with a box, by their place: worked out at once."""
    boxed = {i: char.quad.corners for i, char in enumerate(chars) if char.quad is not None}
    corners = np.array(list(boxed.values()), np.float64).reshape(-1, 4, 2)
    x, y = corners[..., 0], corners[..., 1]
    u, v = (x * axis[0] + y * axis[1] for axis in (along, across))
    sides = (u.min(axis=1), v.min(axis=1), u.max(axis=1), v.max(axis=1))
    return dict(zip(boxed, zip(*(side.tolist() for side in sides), strict=True), strict=True))


def _raised(page: PageText, start: int, end: int, extents: Mapping[int, Extent]) -> set[int]:
    """Places of small letters and figures that stand above the line's foot."""
    spans = {i: extents[i] for i in range(start, end) if i in extents}
    sizes = sorted(v1 - v0 for _, v0, _, v1 in spans.values())
    feet = sorted(v1 for _, _, _, v1 in spans.values())
    size, foot = sizes[len(sizes) // 2], feet[len(feet) // 2]
    raised = {
        i
        for i, (_, v0, _, v1) in spans.items()
        if v1 - v0 < _RAISED_SIZE * size
        and foot - v1 > _RAISED_BY * size
        and page.text[i].isalnum()
        and page.text[i].isascii()
    }
    return raised - _badly_boxed(page.text, raised)


def _badly_boxed(text: str, raised: Set[int]) -> set[int]:
    """Letters that no line raises: marks stand at the ends of words, not inside them.

    Nor is a capital a mark that a word begins with: on a skewed scan the box of an M is cut short;
    nor a letter at the end of a word that no list of affiliations goes up to: the r of Nine-Year.
    Where a crease runs along a line its boxes are too high, and Hengxin would lose letters. In
    such a line only a letter before a capital is believed (aHualing).
    """
    heads_of_words = {
        i
        for i in raised
        if text[i].isupper() and text[i + 1 : i + 2].islower() and not _is_letter(text[i - 1 : i])
    }
    late = {i for i in raised if _is_letter(text[i - 1 : i]) and text[i].lower() > _LAST_MARK}
    return heads_of_words | late | _inside_words(text, raised - heads_of_words)


def _inside_words(text: str, raised: Set[int]) -> set[int]:
    letters = {i for i in raised if _is_letter(text[i])}
    joined = {i for i in letters if _is_letter(text[i - 1 : i])}
    heads = {i for i in joined if i - 1 not in letters}
    inside: set[int] = set()
    for head in heads:
        end = next(i for i in itertools.count(head) if i not in letters)
        if end - head > _LONGEST_MARK or _is_letter(text[end : end + 1]):
            inside |= set(range(head, end))
    if len(inside) < _INSIDE_WORDS:
        return inside
    return {i for i in letters if i in joined or not text[i + 1 : i + 2].isupper()}


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _axes_of(chars: Sequence[Char]) -> tuple[Vector, Vector]:
    """Unit vectors along and across the writing: the mean over the characters of the quarter turn
    that most have, as most of these lie. A watermark's copies, lines of one text, count once, and
    those that print or the page's edge cuts not at all: they are more than a form says.
    """
    lines: dict[int, list[Char]] = {}
    for char in chars:
        lines.setdefault(char.line, []).append(char)
    distinct = {"".join(c.text for c in line).strip(): line for line in lines.values()}
    quarters: list[list[Extent]] = [[] for _ in range(4)]  # length, angle, and its two parts
    for quad in (c.quad for line in _uncut(distinct) for c in line if c.quad is not None):
        x, y = quad.tr[0] - quad.tl[0], quad.tr[1] - quad.tl[1]
        angle = math.atan2(y, x)
        turn = round(angle / (math.pi / 2))
        quarters[turn % 4].append((math.hypot(x, y), angle - turn * math.pi / 2, x, y))
    most = max(quarters, key=lambda quarter: sum(length for length, *_ in quarter))
    dx, dy = _mean_of_most(most)
    size = math.hypot(dx, dy)
    along = (dx / size, dy / size) if size > 1e-9 else (1.0, 0.0)
    return along, (-along[1], along[0])


def _uncut(lines: Mapping[str, Sequence[Char]]) -> Iterator[Sequence[Char]]:
    """Lines but for slanting ones that are pieces of another."""
    for text, line in lines.items():
        if not (_slants(line) and any(is_cut_of(text, whole) for whole in lines)):
            yield line


def _slants(line: Sequence[Char]) -> bool:
    quads = [c.quad for c in line if c.quad is not None]
    x, y = (sum(q.tr[n] - q.tl[n] for q in quads) for n in (0, 1))
    return min(abs(x), abs(y)) > _SLANT * max(abs(x), abs(y))


def is_cut_of(text: str, whole: str) -> bool:
    """Whether a line is a piece of a longer one, be one character of it misread."""
    pairs = [a + b for a, b in pairwise(text)]
    return len(text) < len(whole) and 2 * sum(pair in whole for pair in pairs) > len(pairs)


def _mean_of_most(chars: Sequence[Extent]) -> Vector:
    """The mean direction of those within a few degrees where most are. Each: length, angle, and the
    parts of its direction.
    """
    ordered = sorted(chars, key=lambda char: char[1])
    best, first, held = (0.0, 0, 0), 0, 0.0
    for last, (length, angle, *_) in enumerate(ordered):
        held += length
        while angle - ordered[first][1] > _TOGETHER:
            held -= ordered[first][0]
            first += 1
        best = max(best, (held, first, last + 1))
    within = ordered[best[1] : best[2]]
    return sum(x for *_, x, _ in within), sum(y for *_, y in within)


def _piece(
    page: PageText,
    start: int,
    end: int,
    row: int,
    extents: Mapping[int, Extent],
    raised: Set[int],
) -> Piece:
    here = [extents[i] for i in range(start, end) if i in extents]
    u0, v0, u1, v1 = zip(*here, strict=True)
    text = "".join(RAISED if i in raised else page.text[i] for i in range(start, end))
    box = min(u0), min(v0), max(u1), max(v1)
    return Piece(start, end, row, *box, text, is_stacked=_goes_down(here))


def _goes_down(chars: Sequence[Extent]) -> bool:
    """Whether characters stand one above the other; the box of "in" is tall and narrow, too."""
    (u0, v0, u1, v1), (u2, v2, u3, v3) = chars[0], chars[-1]
    down, along = abs(v2 + v3 - v0 - v1), abs(u2 + u3 - u0 - u1)
    return len(chars) > 1 and down > along


def _chains(
    page: PageText, pieces: Sequence[Piece], along: Vector, across: Vector
) -> tuple[Flow, ...]:
    """Maximal runs of pieces of which each stands directly under the one before."""
    below = {i: j for i in range(len(pieces)) if (j := _next_below(pieces, i)) is not None}
    taken = set(below.values())
    middles = [_middles(page, piece, along, across) for piece in pieces]
    for i in range(len(pieces)):
        if i not in below and (j := _loosely_below(pieces, middles, i, taken)) is not None:
            below[i] = j
    has_above = set(below.values())
    chains = []
    for first in below:
        if first in has_above:
            continue
        members, seen = [first], {first}
        while (j := below.get(members[-1])) is not None and j not in seen:
            members.append(j)
            seen.add(j)
        chains.append(_flow(page, pieces, members))
    line_ends = (*_line_ends(pieces, below), *_turns(pieces, below), *_columns(pieces, below))
    chains += (_flow(page, pieces, ends) for ends in line_ends)
    return tuple(chains)


def _flow(page: PageText, pieces: Sequence[Piece], members: Sequence[int]) -> Flow:
    """The text of some pieces one after the other."""
    # A separator that the rows have between two pieces is kept, as any white space is.
    index = tuple(k for m in members for k in range(pieces[m].start, pieces[m].end))
    return Flow(index, "".join([page.text[k] for k in index]))


def _line_ends(pieces: Sequence[Piece], below: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The last piece of a line with a wide gap, and that under the one before the gap: the name
    may go on there (… 签名：巴雅 | 尔图).
    """
    for i, here in enumerate(pieces):
        first = i - 1
        if i in below or first not in below or pieces[first].row != here.row:
            continue
        last = i + 1 == len(pieces) or pieces[i + 1].row != here.row
        if last and 0 <= here.u0 - pieces[first].u1 <= _STACKED * here.height:
            yield i, below[first]


def _turns(pieces: Sequence[Piece], below: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The last piece of a line that is full up to the right, and the first of the next line, far
    on its left: 负责人：李娜　　包头市云岭设计院有限 | 公司. Stacked characters go on downwards.
    """
    for i, here in enumerate(pieces):
        behind_a_gap = i > 0 and pieces[i - 1].row == here.row and not here.is_stacked
        if not behind_a_gap or not _is_full(here, pieces):
            continue
        if i in below and _is_stack(here, pieces[below[i]]):
            continue
        next_line = [
            (round((there.v0 - here.v0) / here.height), -there.u0, j)
            for j, there in enumerate(pieces)
            if there.u1 <= here.u0
            and _LINE_STEP[0] <= (there.v0 - here.v0) / here.height <= _LINE_STEP[1]
            and 1 / _HEIGHTS_ALIKE <= there.height / here.height <= _HEIGHTS_ALIKE
        ]
        if next_line:
            yield i, min(next_line)[-1]


def _is_full(line: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether no line near it ends further to the right."""
    near = _FEW_LINES * line.height
    ends = (p.u1 for p in pieces if abs(p.v0 - line.v0) <= near and p.shares_column(line))
    # A line that a squeezed font has left no width stands under none, itself included.
    return line.u1 >= max(ends, default=line.u1) - _RAGGED * line.height


def _columns(pieces: Sequence[Piece], below: Mapping[int, int]) -> Iterator[list[int]]:
    """Columns of upright text with the shorter one on their left, where the text goes on.

    科  包
    有  头      包头云岭科 | 有限
    限  云
        岭
    """
    columns = [(numbers, [pieces[i] for i in numbers]) for numbers in _stacks(pieces, below)]
    for numbers, right in columns:
        em = right[0].height
        near = [
            (gap, others)
            for others, left in columns
            if -0.3 * em <= (gap := right[0].u0 - left[0].u1) <= _COLUMN_GAP * em
            and _ends_text(left, right)
        ]
        if near:
            yield [*numbers, *min(near)[1]]


def _stacks(pieces: Sequence[Piece], below: Mapping[int, int]) -> Iterator[list[int]]:
    """Columns of upright text: stacked pieces and lone characters, one under the other."""
    onward = {
        i: j
        for i, j in below.items()
        if _is_stack(pieces[i], pieces[j])
        and pieces[j].v0 - pieces[i].v1 <= _BLANK * pieces[i].height
    }
    heads = {i for i, piece in enumerate(pieces) if piece.is_stacked} | set(onward)
    for head in sorted(heads - set(onward.values())):
        members = [head]
        while (j := onward.get(members[-1])) is not None and j not in members:
            members.append(j)
        yield members


def _ends_text(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether a column is shorter than that on its right, and begins or is centred beside it."""
    (top, foot), (other_top, other_foot) = (
        (column[0].v0, column[-1].v1) for column in (left, right)
    )
    em = right[0].height
    level = min(abs(top - other_top), abs(top + foot - other_top - other_foot) / 2)
    return level <= _LEVEL_TOPS * em and foot - top < other_foot - other_top - 0.5 * em


@dataclass(frozen=True, slots=True)
class _Middles:
    """Where the characters of a piece have their middles, (u, v), and how wide one is."""

    em: float
    at: tuple[tuple[float, float], ...]

    def down_to(self, other: _Middles) -> float:
        """How far the other's first character lies below the one of this that is over it."""
        u, v = other.at[0]
        return v - min(self.at, key=lambda middle: abs(middle[0] - u))[1]


def _middles(page: PageText, piece: Piece, along: Vector, across: Vector) -> _Middles:
    quads = [c.quad for c in page.chars[piece.start : piece.end] if c.quad is not None]
    at = tuple((_on(q.centre, along), _on(q.centre, across)) for q in quads)
    widths = [math.dist(q.tl, q.tr) for q in quads]
    return _Middles(max(median(widths), 0.1), at)


def _on(point: Point, axis: Vector) -> float:
    return point[0] * axis[0] + point[1] * axis[1]


def _loosely_below(
    pieces: Sequence[Piece], middles: Sequence[_Middles], i: int, taken: Set[int]
) -> int | None:
    """The piece that begins under the beginning of ``pieces[i]``, or is the short last line of a
    cell whose lines are centred, by the middles of characters.

    On a bent sheet a line's box is as high as two lines; the box of two characters beside a
    ruling is as high as their cell. The middles of characters stay where they are.
    """
    here, em = pieces[i], middles[i].em
    best: tuple[float, int] | None = None
    for j, there in enumerate(pieces):
        if j == i or j in taken or not _sets_on(here, there, em):
            continue
        down = middles[i].down_to(middles[j])
        near = _LINE_STEP[0] * em <= down <= _LINE_STEP[1] * em
        if near and 0.5 <= middles[j].em / em <= 2.0 and (best is None or down < best[0]):
            best = (down, j)
    return None if best is None else best[1]


def _sets_on(here: Piece, there: Piece, em: float) -> bool:
    """Whether ``there`` begins where a line after ``here`` does: at its left, or centred in it."""
    left, right = there.u0 - here.u0, here.u1 - there.u1
    begins = -_INDENT * em <= left <= em and there.u0 <= here.u1
    return begins or (min(left, right) > 0 and abs(left - right) <= em)


def _is_stack(here: Piece, there: Piece) -> bool:
    apart = abs(here.u0 + here.u1 - there.u0 - there.u1) / 2
    column = all(len(piece.text) == 1 or piece.is_stacked for piece in (here, there))
    return column and apart < 0.35 * here.height


def _next_below(pieces: Sequence[Piece], i: int) -> int | None:
    """The piece a reader goes on with under ``pieces[i]``, or None at the end of a block."""
    here = pieces[i]
    far = _STACKED * _STACKS_ALIKE * here.height
    best: tuple[float, int] | None = None
    for j, there in enumerate(pieces):
        if there.v0 <= here.v0 or there.v0 - here.v1 > far:
            continue  # most pieces of a page: told apart before anything is worked out
        if _shared(here, there) <= 0.2 * min(here.height, there.height):
            continue
        gap = there.v0 - here.v1
        h = max(here.height, there.height)
        # Characters one under the other: a dot between two of them is often not read.
        stack = _is_stack(here, there)
        reach = _STACKED if stack else 1.3
        if not -0.5 * h <= gap <= reach * h or there.v0 <= here.v0 + 0.4 * h:
            continue
        alike = _STACKS_ALIKE if stack else _HEIGHTS_ALIKE
        if not 1 / alike <= there.height / max(here.height, 1e-6) <= alike:
            continue
        cost = gap + 0.1 * abs(there.u0 - here.u0)
        if best is None or cost < best[0]:
            best = (cost, j)
    return None if best is None else best[1]
