"""Places where an own value must be expected, and what stands there could not be read.

姓名：〰〰〰          a field of the holder's, with ink that reads as nothing
王伟 1234   ▒▒34    a slanting mark that says the name again and again, once half hidden
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from redactor.datatypes import Char, Entity, PageReading, PageText
from redactor.geometry import Point, PtQuad
from redactor.recognise.flow import Layout, Piece, is_cut_of, lay_out
from redactor.recognise.lexicon import SELF_LABELS
from redactor.textnorm import folded, is_han

_POOR = 0.75  # mean score: below it a value is a guess
_LEAST = 2  # characters
_ROOM = 20.0  # heights to the right of a label that its value takes at most
_NEAR = 10.0  # within which it begins
_LEVEL = 1.5  # heights that handwriting leaves its line by
_SLANT_DEG = 6.0  # from the other lines: scans and stamps lie askew by less
_ALIKE_DEG = 4.0
_BESIDE = 2.2  # heights from the last character of a mark's beginning to the first of its end
_COPIES = 2  # of a mark, from which on there are more
_END = 3  # characters behind the name in a mark
_WRITTEN = re.compile(r"(?:手写|亲笔|手书)[\u4e00-\u9fff]{0,6}:$")
_PRESSED = re.compile(r"\(?(?:加?盖?[公印]?章|签[字名章]|签[字名]盖章)\)?:?")
_LABELS = tuple(
    SELF_LABELS[e] for e in (Entity.NAME, Entity.ID_NUMBER, Entity.PHONE, Entity.EMPLOYER)
)


@dataclass(frozen=True, slots=True)
class _Line:
    degrees: float  # its rise, -90 to 90
    chars: tuple[Char, ...]
    quads: tuple[PtQuad, ...]

    def says(self, own: frozenset[PtQuad]) -> bool:
        return not own.isdisjoint(self.quads)


def has_unread_field(page: PageReading, settled: Sequence[PtQuad]) -> bool:
    """Whether ink that nobody can read stands in a field of the holder's.

    ``settled``: what goes, or is asked about. Handwriting that a label announces counts wherever
    it stands on the page.
    """
    layout = lay_out(page.text)
    if _has_marked_blank(layout, settled):
        return True
    if not page.poor:
        return False
    places = [layout.place(q.centre) for q in settled]
    # 甲方（盖章）： under a seal is a label to its end, however badly that reads.
    labels = [p for p in layout.pieces if _PRESSED.fullmatch(folded(p.text))]
    poor = [
        at
        for at in (layout.place(q.centre) for q in page.poor)
        if not any(_within((p.u0, p.u1, p.v0, p.v1), [at]) for p in labels)
    ]
    for piece in layout.pieces:
        text = folded(piece.text)
        if _WRITTEN.search(text):
            return True
        if any(label.search(text) for label in _LABELS):
            room = _room(layout, piece)
            if _within(room, poor) and not _within(room, places):
                return True
    return False


def _has_marked_blank(layout: Layout, settled: Sequence[PtQuad]) -> bool:
    """Whether a slanting mark is all that was read where a label has the holder's name stand: OCR
    sees it in place of the name that it crosses.
    """
    slants = {
        one.chars[0].line: abs(_turned(one.degrees - _direction(layout))) >= _SLANT_DEG
        for one in _lines(layout.page)
    }
    chars = [c for c in layout.page.chars if c.quad is not None and not c.text.isspace()]
    placed = [(layout.place(c.quad.centre), slants.get(c.line)) for c in chars if c.quad]
    gone = [layout.place(q.centre) for q in settled]
    for piece in layout.pieces:
        label = SELF_LABELS[Entity.NAME].fullmatch(folded(piece.text).rstrip(":"))
        if label is None or slants.get(layout.page.chars[piece.start].line):
            continue
        u0, u1, v0, v1 = _room(layout, piece)
        room = u0, min(u1, u0 + _NEAR * piece.height), v0, v1
        there = [slant for at, slant in placed if _within(room, [at])]
        if there and all(there) and not _within(room, gone):
            return True
    return False


def _direction(layout: Layout) -> float:
    across, up = layout.along
    return math.degrees(math.atan2(up, across))


def _room(layout: Layout, label: Piece) -> tuple[float, float, float, float]:
    """Where the value of a label stands: to its right, up to the next text that reads well."""
    end = label.u1 + _ROOM * label.height
    for other in layout.in_row(label.row):
        if other.u0 >= label.u1 and _score(layout.page.chars[other.start : other.end]) >= _POOR:
            end = min(end, other.u0)
    middle, reach = (label.v0 + label.v1) / 2, _LEVEL * label.height
    return label.u1, end, middle - reach, middle + reach


def _within(room: tuple[float, float, float, float], places: Sequence[Point]) -> bool:
    u0, u1, v0, v1 = room
    return any(u0 <= u <= u1 and v0 <= v <= v1 for u, v in places)


def _score(chars: Sequence[Char]) -> float:
    scores = [c.score for c in chars if c.quad is not None]
    return sum(scores) / len(scores) if scores else 0.0


@dataclass(frozen=True, slots=True)
class Watermark:
    """A slanting mark that says an own value again and again: how it slants, and its ends."""

    degrees: float  # off the other lines
    ends: frozenset[str]
    said: frozenset[str]  # the characters of its copies


def watermark_on(pages: Sequence[tuple[PageReading, Sequence[PtQuad]]]) -> Watermark | None:
    """The mark of a file, from its scanned pages, each with what is settled there."""
    marks: list[tuple[float, str]] = []
    said: set[str] = set()
    for page, settled in pages:
        own = frozenset(settled)
        lines = list(_lines(page.text))
        level = _level(lines, own)
        for one in lines:
            if one.says(own) and abs(degrees := _turned(one.degrees - level)) >= _SLANT_DEG:
                marks.append((degrees, _behind(one, own)))
                said.update(c.text for c in one.chars if c.quad is not None)
    if len(marks) < _COPIES:
        return None
    ends = frozenset(end for _, end in marks)
    return Watermark(median(degrees for degrees, _ in marks), ends - {""}, frozenset(said))


def has_unread_watermark(page: PageReading, settled: Sequence[PtQuad], mark: Watermark) -> bool:
    """Whether the mark may stand on the page once more where it was not read.

    What slants like it and does not say the value is the rest of one: a stamp hides its beginning.
    So is its end behind words that it was read together with (徐泽 伟1234). What reads well as
    something else altogether, such as a part of a seal's ring, is none.
    """
    own = frozenset(settled)
    lines = list(_lines(page.text))
    says, others = [o for o in lines if o.says(own)], [o for o in lines if not o.says(own)]
    usual = mark.degrees + _level(lines, own)
    aslant = [o for o in others if abs(_turned(o.degrees - usual)) <= _ALIKE_DEG]
    rests = [(o.quads[0], _lost_of(_text(o), mark.ends)) for o in aslant if not _says_else(o, mark)]
    rests += [(quad, 0) for one in others for quad in _end_in(one, mark.ends)]
    return any(not any(_goes_on(one, rest, lost) for one in says) for rest, lost in rests)


def _lost_of(text: str, ends: Iterable[str]) -> int:
    """How many characters of a mark's end were not read before the ones that were: 705 of 6705."""
    return max((len(end) - len(text) for end in ends if end.endswith(text)), default=0)


def _says_else(line: _Line, mark: Watermark) -> bool:
    read = {c.text for c in line.chars if c.quad is not None}
    return _score(line.chars) >= _POOR and mark.said.isdisjoint(read)


def _level(lines: Sequence[_Line], own: frozenset[PtQuad]) -> float:
    """How a page lies: by other lines than the marks, which may be most of what it says; copies of
    another mark (复印无效) count once, and those that print or an edge cuts (印无效) not at all.

    As most characters stand: the pieces of a seal's ring lie at any angle.
    """
    texts = {_text(one): one for one in lines if not one.says(own)}
    others = [one for text, one in texts.items() if not any(is_cut_of(text, t) for t in texts)]
    about = _rise([quad for one in others for quad in one.quads])
    off = [_turned(one.degrees - about) for one in others for _ in one.quads]
    return about + (median(off) if off else 0.0)


def _goes_on(one: _Line, rest: PtQuad, lost: int) -> bool:
    """Whether a piece that begins with ``rest`` is the end of a mark whose beginning is a line, but
    for ``lost`` characters.
    """
    near = (_BESIDE + lost) * math.dist(one.quads[-1].tl, one.quads[-1].bl)
    return math.dist(one.quads[-1].centre, rest.centre) <= near


def _behind(mark: _Line, own: frozenset[PtQuad]) -> str:
    """What a mark says behind the own value; empty for less than a word says."""
    last = max(n for n, char in enumerate(mark.chars) if char.quad in own)
    end = "".join(c.text for c in mark.chars[last + 1 :]).strip()
    return end if len(end) >= _END else ""


def _end_in(line: _Line, ends: Iterable[str]) -> Iterator[PtQuad]:
    """Where a line of other words ends as the marks do, hard behind a Han character."""
    text = _text(line)
    for end in ends:
        at = len(text) - len(end)
        if at > 0 and text.endswith(end) and is_han(text[at - 1]):
            yield line.quads[-len(end)]


def _text(line: _Line) -> str:
    return "".join(c.text for c in line.chars).rstrip()


def _lines(text: PageText) -> Iterator[_Line]:
    """Lines of at least two characters."""
    for _, group in groupby(text.chars, key=lambda c: c.line):
        chars = tuple(group)
        quads = tuple(c.quad for c in chars if c.quad is not None)
        if len(quads) >= _LEAST:
            yield _Line(_rise(quads), chars, quads)


def _rise(quads: Sequence[PtQuad]) -> float:
    """The angle that characters lie at. A piece of a mark may be read upside down: -90 to 90.

    By their own sides: the middles of two boxes that are fitted to ink stand anywhere.
    """
    across = sum(q.tr[0] - q.tl[0] for q in quads), sum(q.tr[1] - q.tl[1] for q in quads)
    return _turned(math.degrees(math.atan2(across[1], across[0])))


def _turned(degrees: float) -> float:
    return (degrees + 90) % 180 - 90
