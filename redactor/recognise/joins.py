"""Whether characters of one value that stand in several pieces of text belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.datatypes import Entity
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import AFTER_NAME, MAIL_LABEL, SELF_LABELS
from redactor.rows import Stacks
from redactor.textnorm import folded, is_han

# In heights of the line, between parts of one value that have nothing else beside them.
_CELL_GAP, _FREE_GAP, _LINE_GAP = 8.0, 4.0, 0.6
_LABEL = 8  # characters of a label in a cell of its own
_HEM = 1.5  # heights from the end of a cell's line to what stands beside the cell
_PROSE = 10  # characters: shorter lines may be entries, one below the other …
_IN_PROSE = re.compile("[，。；,;]")  # … where neither has one of these
_SAME_TABLE = 20.0  # the same, from a row's characters to its figures or date
# 2018.05- goes on in the next line of its cell.
_ENTRY = re.compile(r"\d{1,3}[.、]?|[男女]|(?:19|20)\d\d[\d./年月日-]*(?<!-)")


def belong_together(layout: Layout, places: Sequence[int]) -> bool:
    """Whether the characters at ``places`` (in reading order) can be one short value.

    True inside one piece; for whole pieces side by side or stacked (王 in one cell, 伟 in the
    next); for parts of a line with a gap between and no word before or after (姓名：王 伟 男);
    and for a wrap, where the first part ends a full line and the second begins the line under
    it. Long values need no such test: they do not come about by chance.
    """
    parts: list[tuple[Piece, int, int]] = []
    for place in places:
        piece = layout.pieces[layout.piece_of[place]]
        if parts and parts[-1][0] is piece:
            parts[-1] = (piece, parts[-1][1], place)
        else:
            parts.append((piece, place, place))
    free = len(parts) > 1 and _is_free(layout, parts[0], parts[-1])
    return all(_joined(layout, a, b, free=free) for a, b in zip(parts, parts[1:], strict=False))


def are_two_entries(layout: Layout, places: Sequence[int]) -> bool:
    """Whether a long value runs over two whole entries of a list: 那仁 and 格日乐 below it."""
    pieces = [layout.pieces[n] for n in dict.fromkeys(layout.piece_of[i] for i in places)]
    if len(pieces) != 2 or sum(len(p.text) for p in pieces) != len(places):
        return False
    a, b = pieces
    return a.row != b.row and a.shares_column(b) and _are_entries(layout, a, b)


def _is_free(layout: Layout, first: tuple[Piece, int, int], last: tuple[Piece, int, int]) -> bool:
    """Whether a name begins and ends clearly: no Han character beside it, or a label's last."""
    before = layout.page.text[first[0].start : first[1]]
    after = layout.page.text[last[2] + 1 : last[0].end]
    begins = not is_han(before[-1:] or " ") or SELF_LABELS[Entity.NAME].search(folded(before))
    return bool(begins) and (not is_han(after[:1] or " ") or after.startswith(AFTER_NAME))


def _joined(
    layout: Layout, first: tuple[Piece, int, int], second: tuple[Piece, int, int], *, free: bool
) -> bool:
    a, b = first[0], second[0]
    height = max(a.height, b.height)
    whole = _is_whole(first) and _is_whole(second)
    side_by_side = min(a.v1, b.v1) - max(a.v0, b.v0) > 0.4 * min(a.height, b.height)
    if side_by_side:
        if _in_two_stacks(layout, a, b):
            return False
        gap = b.u0 - a.u1
        at_gap = free and first[2] == a.end - 1 and second[1] == b.start
        most = _CELL_GAP if whole else _FREE_GAP if at_gap else _LINE_GAP
        return -0.5 * height <= gap <= most * height
    stacked = abs((a.u0 + a.u1) - (b.u0 + b.u1)) / 2 < 0.6 * height
    if whole and stacked:
        return 0 <= b.v0 - a.v0 <= 6 * height and not _are_entries(layout, a, b)
    ends, begins = first[2] == a.end - 1, second[1] == b.start
    if not ends or not begins or not 0 < b.v0 - a.v0 <= 3 * height:
        return False
    return fills_line(layout, a) or _is_hemmed_in(layout, a, b)


def _in_two_stacks(layout: Layout, a: Piece, b: Piece) -> bool:
    """Whether two lone characters of one row stand in two columns: 哈 and 斯 of 哈斯 | 斯琴.

    Names spread over the width of their cells stand below each other, too, in rows of a list.
    """
    if len(a.text) > 1 or len(b.text) > 1:
        return False
    lone = [p for p in layout.pieces if len(p.text) == 1]
    if not Stacks([_middle(p) for p in lone]).part(_middle(a), _middle(b), max(a.height, b.height)):
        return False
    step = b.u0 - a.u0
    stacked = (p for p in lone if a.shares_column(p) and 0 < abs(p.v0 - a.v0) <= step)
    return not any(_are_entries(layout, a, p) for p in stacked)


def _middle(piece: Piece) -> tuple[float, float]:
    return (piece.u0 + piece.u1) / 2, (piece.v0 + piece.v1) / 2


def _is_hemmed_in(layout: Layout, a: Piece, b: Piece) -> bool:
    """Whether ``a``, over ``b``, wrapped in a cell that has no rulings: what stands beside them
    leaves it no room.
    """
    beside = (p.u0 - a.u1 for p in layout.pieces if min(p.v1, b.v1) > max(p.v0, a.v0))
    aligned = abs(a.u0 - b.u0) < 0.3 * a.height and not _are_entries(layout, a, b)
    return aligned and any(-0.3 * a.height < gap < _HEM * a.height for gap in beside)


def _are_entries(layout: Layout, a: Piece, b: Piece) -> bool:
    """Whether the rows of both are entries of a list: their figures, dates or sexes stand below
    each other. Beside a name that wraps in its cell such short ones stand between its lines; and
    those far off are of another table.
    """
    reach = _SAME_TABLE * a.height
    upper, lower = (
        [
            p
            for p in layout.in_row(one.row)
            if _ENTRY.fullmatch(folded(p.text)) and max(p.u0 - one.u1, one.u0 - p.u1) <= reach
        ]
        for one in (a, b)
    )
    return any(p.shares_column(q) for p in upper for q in lower)


def _is_whole(part: tuple[Piece, int, int]) -> bool:
    piece, start, end = part
    return start == piece.start and end == piece.end - 1


def wrapped_text(layout: Layout, place: int) -> tuple[str, str]:
    """What the line before the one at ``place`` ends with, and the next begins with: where running
    text wraps there, else empty.
    """
    here = layout.pieces[layout.piece_of[place]]
    before = after = ""
    for chain in layout.chains:
        if here.end - 1 not in chain.index:
            continue
        first, last = chain.index.index(here.start), chain.index.index(here.end - 1)
        if first and _wraps(layout, chain.index[first - 1], here.start):
            before = layout.pieces[layout.piece_of[chain.index[first - 1]]].text
        if last + 1 < len(chain.index) and _wraps(layout, here.end - 1, chain.index[last + 1]):
            after = layout.pieces[layout.piece_of[chain.index[last + 1]]].text
    return before, after


def _wraps(layout: Layout, end: int, start: int) -> bool:
    """Whether a line of running text goes on: entries of a list fill their column, too."""
    lines = [layout.pieces[layout.piece_of[place]].text for place in (end, start)]
    is_prose = len(lines[0]) >= _PROSE or any(map(_IN_PROSE.search, lines))
    return is_prose and belong_together(layout, (end, start))


def is_wrapped(layout: Layout, places: Sequence[int], *, mail: bool) -> bool:
    """Whether a number or mail goes on behind the end of a full line.

    What ends a line is a word of its own before a mail, unless a label leads to it or the mail
    breaks at one of its marks, or behind its @ before any dot: OCR loses a hyphen at a line's end.
    """
    numbers = [layout.piece_of[i] for i in places]
    first = layout.pieces[numbers[0]]
    if numbers[-1] == numbers[0] or not fills_line(layout, first):
        return False
    cut = next(n for n, number in enumerate(numbers) if number != numbers[0])
    sides = layout.page.text[places[cut - 1]] + layout.page.text[places[cut]]
    before = folded(layout.page.text[first.start : places[0]])
    _, at, host = "".join(layout.page.text[i] for i in places[:cut]).partition("@")
    breaks = bool(set(sides) & set("@._-")) or (at == "@" and "." not in host)
    labelled = MAIL_LABEL.search(before[-12:]) or _has_label_beside(layout, numbers)
    return not mail or breaks or bool(labelled)


def _has_label_beside(layout: Layout, numbers: Sequence[int]) -> bool:
    """Whether a label of mails stands in the cell to the left of the lines of one, and none of
    another field beside the last of them: 证书编号 below 电子邮箱.
    """
    first, last = layout.pieces[numbers[0]], layout.pieces[numbers[-1]]
    if not first.shares_column(last):
        return False
    left = [p for p in layout.pieces if p.u1 <= first.u0 and p.end - p.start <= _LABEL]
    labels = [
        p
        for p in left
        if first.v0 < (p.v0 + p.v1) / 2 < last.v1 and MAIL_LABEL.search(folded(p.text))
    ]
    return any(
        not any(
            other.shares_column(label)
            and label.v1 <= other.v0
            and last.v0 < (other.v0 + other.v1) / 2 < last.v1
            for other in left
            if other not in labels
        )
        for label in labels
    )


def fills_line(layout: Layout, piece: Piece) -> bool:
    """Whether the piece reaches the right edge of its cell or column, as a wrapped line does."""
    edges = [
        p.u1
        for p in layout.pieces
        if p.u0 < piece.u1
        and p.u1 > piece.u0
        and abs(p.v0 - piece.v0) < 6 * piece.height
        and 0.6 < p.height / max(piece.height, 1e-6) < 1.67
        and _is_aligned(p, piece)
    ]
    return piece.u1 >= max(edges) - 1.6 * piece.height


def _is_aligned(one: Piece, other: Piece) -> bool:
    """Whether two lines begin or have their middle below each other, as those of one cell do."""
    reach = 2.5 * other.height  # a first line's indent
    middle = abs(one.u0 + one.u1 - other.u0 - other.u1) / 2
    return abs(one.u0 - other.u0) < reach or middle < 0.5 * reach
