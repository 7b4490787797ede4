"""People set side by side between whom OCR read no mark: 孟广斌许凯滕云鹏 are three of them.

A blank or a 、 in a narrow cell is lost easily, and a list goes on in the next line of its cell
within a name (孟广斌 许凯滕 | 云鹏). What passes for a longer name there may be two people.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from redactor.datatypes import TextSource
from redactor.recognise.borders import INTERPUNCTS
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import CALLED, MONGOLIAN_PARTS
from redactor.recognise.pinyin import COMPOUND_SURNAMES, SURNAMES
from redactor.recognise.words import is_spelt_mongolian
from redactor.textnorm import is_han

_LONGEST_RUN = 40  # characters: more are no list
_LONGEST_MONGOLIAN = 7
_ONE = 2  # characters of somebody else in the own name's line
_TWO_PEOPLE = 4  # characters, at the least
_APART = 3.0  # heights between two people in a line, at the most
_LABEL = re.compile("^[\u4e00-\u9fff]+[:：]")  # 工作单位： is no 国工作 and 单位
_COLONS, _LIST_MARKS = (":", "："), frozenset("、，,;；/·")
_EVEN = 1.2  # a blank that is lost leaves 1.25 at least of the step from one character to the next
# Where marks are lost: a narrow ; or a raised figure left 1.13 and more (134 places read in five
# typefaces at 150 to 300 dpi), in one name a step had 1.06 at most (105).
_EVEN_LISTED = 1.09
_OFF = 1.35  # of the own steps: from here on what stands beside is no part of the name
_STEP = 1.7  # heights from one line of a cell to the next; rows of a table stand further apart


class Parts(Enum):
    """How a run of names can be parted."""

    NEVER = auto()  # the own name is none of them, or the run is no list
    MAYBE = auto()
    ALWAYS = auto()  # however it is parted, the own name is one of them


def parted(layout: Layout, places: Sequence[int], *, is_word: bool) -> Parts:
    """How the Han run around the own name at ``places`` falls into names of people.

    ``is_word``: words may be read over its borders, so that two people beside it must stand there.
    """
    size = len(places)
    least = size + _TWO_PEOPLE * is_word
    runs = (r for r in _runs(layout, places) if len(r.text) > least)
    found = {falls_apart(r.text, r.start, size) for r in runs}
    return found.pop() if len(found) == 1 else Parts.MAYBE if found else Parts.NEVER


def is_cut(layout: Layout, places: Sequence[int]) -> bool:
    """Whether a list of people that goes on in its cell has the own name as part of a longer one
    alone: 宝音图 许凯 | 民 滕云鹏.
    """
    size = len(places)
    return any(
        r.goes_on
        and not CALLED.match(r.text, r.start + size)  # 同 | 志 goes on with no name
        and any(sum(map(is_han, _LABEL.sub("", line))) >= size + _ONE for line in r.lines)
        and falls_apart(r.text, r.start, size) is Parts.NEVER
        and len(r.text) in _lists(r.text, without=(r.start, r.start + size))
        for r in _runs(layout, places)
    )


def is_one_name(layout: Layout, places: Sequence[int]) -> bool:
    """Whether the own name begins or ends a longer Mongolian one that is all its cell, label or
    item of a list says (收费员：牧仁图雅), set so evenly that no mark can have been lost in it.
    """
    piece = layout.pieces[layout.piece_of[places[0]]]
    start, end = places[0] - piece.start, places[-1] + 1 - piece.start
    if len(places) != end - start or end > len(piece.text):
        return False
    first, last = _run(piece.text, start, end)
    before, after = piece.text[:first].rstrip(), piece.text[last:].lstrip()
    listed = not _LIST_MARKS.isdisjoint((before[-1:], after[:1]))
    alone = not before or before.endswith(_COLONS) or before[-1] in _LIST_MARKS
    if not alone or is_han(after[:1] or " "):
        return False
    if last - first > _LONGEST_MONGOLIAN or not MONGOLIAN_PARTS.fullmatch(piece.text[first:last]):
        return False
    quads = [layout.page.chars[piece.start + n].quad for n in range(first, last)]
    middles = [layout.place(quad.centre)[0] for quad in quads if quad is not None]
    steps = [b - a for a, b in pairwise(middles)]
    borders = {n - first - 1 for n in (start, end)}
    within = [step for n, step in enumerate(steps) if n not in borders]
    at = [step for n, step in enumerate(steps) if n in borders]
    most = _EVEN_LISTED if listed else _EVEN
    return len(steps) == last - first - 1 and bool(within) and max(at) <= most * max(within)


def stands_off(layout: Layout, places: Sequence[int]) -> bool:
    """Whether more room parts the own name from what OCR read hard beside it than its characters
    from each other: a piece of a seal's ring (牧其尔 田) makes no longer name.
    """
    chars = layout.page.chars
    if len(places) < 2 or any(chars[i].source is not TextSource.OCR for i in places):
        return False
    if layout.piece_of[places[0]] != layout.piece_of[places[-1]]:
        return False
    middles = [_along(layout, place) for place in places]
    piece = layout.pieces[layout.piece_of[places[0]]]
    own = max(b - a for a, b in pairwise(middles))
    beside = [
        abs(_along(layout, place + step) - _along(layout, place))
        for place, step in ((places[0], -1), (places[-1], 1))
        if piece.start <= place + step < piece.end and is_han(chars[place + step].text)
    ]
    return bool(beside) and all(step > _OFF * own for step in beside)


def _along(layout: Layout, place: int) -> float:
    quad = layout.page.chars[place].quad
    return math.nan if quad is None else layout.place(quad.centre)[0]


@dataclass(frozen=True, slots=True)
class _Joined:
    """Han characters around the own name, which is at ``start``, and the lines that they are of."""

    text: str
    start: int
    lines: tuple[str, str]
    goes_on: bool  # over more lines than the name itself


def _runs(layout: Layout, places: Sequence[int]) -> Iterator[_Joined]:
    """The Han run around the own name in its line, and with what the cell's other lines add; none
    where the marks of a list cannot be lost.
    """
    if any(layout.page.chars[place].source is not TextSource.OCR for place in places):
        return
    head, foot = (layout.pieces[layout.piece_of[place]] for place in (places[0], places[-1]))
    start, end = places[0] - head.start, places[-1] + 1 - foot.start
    first, last = _run(head.text, start, start)[0], _run(foot.text, end, end)[1]
    here = (
        head.text[first:start]
        + "".join(layout.page.text[place] for place in places)
        + foot.text[end:last]
    )
    before = _goes_on(layout, head, -1) if first == 0 else ""
    after = _goes_on(layout, foot, 1) if last == len(foot.text) else ""
    for over in {"", before}:
        for under in {"", after}:
            joined, at = over + here + under, len(over) + start - first
            yield _Joined(joined, at, (head.text, foot.text), goes_on=bool(over + under))


def falls_apart(run: str, start: int, size: int) -> Parts:
    """How ``run`` falls into names, of which ``run[start:start + size]`` is one."""
    end = start + size
    if size == len(run) or len(run) > _LONGEST_RUN:
        return Parts.NEVER
    if not (len(run) - end in _lists(run[end:]) and start in _lists(run[:start])):
        return Parts.NEVER
    # Of who stands behind a longer name the surname need not be in our list.
    others = (n for n in _lists(run, without=(start, end)) if n > start)
    longer = any(n >= end and len(run) - n in (0, 2, 3) for n in others)
    return Parts.MAYBE if longer else Parts.ALWAYS


def _lists(run: str, without: tuple[int, int] | None = None) -> set[int]:
    """How many characters from the run's beginning on can be nothing but names, none of them at
    ``without``.
    """
    ends = {0}
    for end in range(2, len(run) + 1):
        starts = range(max(0, end - _LONGEST_MONGOLIAN), end - 1)
        if any(s in ends and (s, end) != without and _is_name(run[s:end]) for s in starts):
            ends.add(end)
    return ends


def _is_name(text: str) -> bool:
    """Whether somebody may be called so."""
    if not all(map(_is_of_name, text)):
        return False
    if any(c in INTERPUNCTS for c in text):
        return text[0] not in INTERPUNCTS and text[-1] not in INTERPUNCTS
    compound = text[:2] in COMPOUND_SURNAMES and 3 <= len(text) <= 4
    han = text[0] in SURNAMES and 2 <= len(text) <= 3
    return compound or han or bool(MONGOLIAN_PARTS.fullmatch(text)) or _is_spelt(text)


def _is_spelt(text: str) -> bool:
    return len(text) > 1 and all(map(is_spelt_mongolian, text))


def _run(text: str, start: int, end: int) -> tuple[int, int]:
    """The Han characters around ``text[start:end]``, with dots within names."""
    while start and _is_of_name(text[start - 1]):
        start -= 1
    while end < len(text) and _is_of_name(text[end]):
        end += 1
    return start, end


def _is_of_name(char: str) -> bool:
    return is_han(char) or char in INTERPUNCTS


def _goes_on(layout: Layout, piece: Piece, step: int) -> str:
    """The Han characters that the lines before (-1) or after (1) in the cell add to its run."""
    said = ""
    while (line := _next_line(layout, piece, step)) is not None:
        at = 0 if step > 0 else len(line.text)
        first, last = _run(line.text, at, at)
        if step > 0 and _LABEL.match(line.text):
            break
        said = said + line.text[:last] if step > 0 else line.text[first:] + said
        if last - first < len(line.text) or len(said) > _LONGEST_RUN:
            break
        piece = line
    return said


def _next_line(layout: Layout, piece: Piece, step: int) -> Piece | None:
    """Where the next line of the cell begins, or the last one ends; None in a column with a name in
    each line.
    """
    beside = (p.u0 - piece.u1 if step > 0 else piece.u0 - p.u1 for p in layout.in_row(piece.row))
    if any(0 <= gap < _APART * piece.height for gap in beside):
        return None  # the piece is not the line's last, or first
    near = [
        p
        for p in layout.pieces
        if not p.is_stacked
        and 0.5 * piece.height < step * (p.v0 - piece.v0) <= _STEP * max(p.height, piece.height)
        and p.shares_column(piece)
    ]
    line = min(near, key=lambda p: step * p.u0, default=None)
    return None if line is None or all(map(_is_name, (line.text, piece.text))) else line
