"""Where the sides of an identity card lie on a page, by their printed labels.

The layout of the card is a standard's (GA 448): five labels stand one below the other at the left
edge of the front, two at that of the back; the portrait stands right of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from redactor.datatypes import DocClass
from redactor.recognise.flow import Layout
from redactor.textnorm import fold

Block = tuple[float, float, float, float]  # u0, v0, u1, v1 along and across the writing

_FRONT = ("姓名", "性别", "出生", "住址", "公民身份号码")
_BACK = ("签发机关", "有效期限")
# A typed copy has a colon behind each, which is no value.
_NOT_PRINTED = frozenset({"出生年月", "出生日期"})  # a form's label, a licence's
_LABELS = re.compile(f"(?:{'|'.join((*sorted(_NOT_PRINTED), *_FRONT, *_BACK, '民族'))}):?")
_ANCHORS = re.compile(f"{_FRONT[-1]}|{_BACK[0]}")  # without one of them there is no side
_PRINTED = re.compile("中华人民共和国|居民身份证(?:复印件)?|居民身份号码")
_LEAST = 3  # labels of the front that stand below each other; on a page of no other sign one more
_ALIGNED = 1.5  # heights of a label that their left edges may be apart
_WIDTH = 1.12  # of the card, from the labels' edge on, in lengths of the number's row
_APART = 6.0  # heights: what stands so far behind a digit is none of the number
_PHOTO = 0.62  # of the card's width: from there on the portrait stands
_BACK_REACH = 26.0  # heights of a label to the card's edge; the period ends there
# The portrait's sides, in lengths of the number's row from its label's edge and over its middle.
_PORTRAIT = (0.64, 0.54, 1.03, 0.08)


@dataclass(frozen=True, slots=True)
class Place:
    """A character's middle and height along and across the writing."""

    at: int
    u: float
    v: float
    u0: float
    u1: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label and its characters."""

    word: str
    chars: tuple[Place, ...]

    @property
    def u0(self) -> float:
        return self.chars[0].u0

    @property
    def u1(self) -> float:
        return self.chars[-1].u1

    @property
    def v(self) -> float:
        return sum(c.v for c in self.chars) / len(self.chars)

    @property
    def height(self) -> float:
        return max(c.height for c in self.chars)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card."""

    chars: tuple[Place, ...]  # all that stands on it
    values: tuple[Place, ...]  # of those what is no printed word
    empty: tuple[tuple[Label, float], ...]  # fields without a character, and where they end
    portrait: Block | None = None


def sides(layout: Layout, doc_class: DocClass) -> list[Side]:
    """The sides of a card that the page shows, the front first."""
    if not any(_words(layout, _ANCHORS)):
        return []
    places = _places(layout)
    labels = [label for label in _labels(layout, places) if label.chars]
    printed = {c.at for label in labels for c in label.chars}
    printed |= {at for start, end in _words(layout, _PRINTED) for at in range(start, end)}
    signed = doc_class is DocClass.ID_CARD or any(_words(layout, _PRINTED))
    found = (_front(labels, places, layout, signed), _back(labels, places))
    return [
        replace(side, values=tuple(p for p in side.chars if p.at not in printed))
        for side in found
        if side is not None
    ]


def _places(layout: Layout) -> list[Place]:
    places = []
    for at, char in enumerate(layout.page.chars):
        if char.quad is not None and not char.text.isspace():
            us, vs = zip(*map(layout.place, char.quad.corners), strict=True)
            u, v = layout.place(char.quad.centre)
            places.append(Place(at, u, v, min(us), max(us), max(vs) - min(vs)))
    return places


def _words(layout: Layout, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where on the page the pattern's words stand, each inside one row."""
    text, start = layout.page.text, 0
    for row in text.split("\n"):
        view = fold(row)
        for match in pattern.finditer(view.text):
            first, last = view.span(*match.span())
            yield start + first, start + last
        start += len(row) + 1


def _labels(layout: Layout, places: Sequence[Place]) -> Iterator[Label]:
    by_place = {p.at: p for p in places}
    for start, end in _words(layout, _LABELS):
        chars = tuple(by_place[at] for at in range(start, end) if at in by_place)
        word = "".join(layout.page.chars[c.at].text for c in chars)
        yield Label(fold(word).text.rstrip(":"), chars)


def _front(
    labels: Sequence[Label], places: Sequence[Place], layout: Layout, signed: bool
) -> Side | None:
    """The side with the person's data."""
    for number in (label for label in labels if label.word == _FRONT[-1]):
        column = _column(number, labels)
        words = [n.word for n in labels if column[0].v <= n.v <= number.v]
        if len(column) < _LEAST + (not signed) or not _NOT_PRINTED.isdisjoint(words):
            continue
        row = [p for p in places if abs(p.v - number.v) <= number.height and p.u > number.u0]
        end = _end_of_number(layout, row, number)
        right = number.u0 + _WIDTH * (end - number.u0)
        top = column[0].v - column[0].height
        block = (number.u0 - number.height, top, right, number.v + number.height)
        inside = tuple(p for p in places if _is_in(p, block))
        photo = number.u0 + _PHOTO * (right - number.u0)
        fields = [*column[:-1], *(n for n in labels if n.word == "民族" and _is_in(n, block))]
        empty = tuple(_unread(fields, inside, labels, photo))
        return Side(inside, (), empty, _portrait(number, end - number.u0))
    return None


def _end_of_number(layout: Layout, row: Sequence[Place], number: Label) -> float:
    """Where the digits behind the label end: on a copy the other side may stand beside them."""
    digits = [p for p in row if layout.page.chars[p.at].text.upper() in "0123456789X"]
    end = number.u1
    for digit in sorted(digits, key=lambda p: p.u0):
        if digit.u0 - end > _APART * number.height:
            break
        end = max(end, digit.u1)
    return end if end > number.u1 else number.u0 + 18 * number.height


def _portrait(number: Label, length: float) -> Block:
    left, above, right, foot = (share * length for share in _PORTRAIT)
    return number.u0 + left, number.v - above, number.u0 + right, number.v - foot


def _column(foot: Label, labels: Sequence[Label]) -> list[Label]:
    """Labels of the front over the number's, in their order from top to bottom."""
    column = [foot]
    for word in reversed(_FRONT[:-1]):
        over = [
            n
            for n in labels
            if n.word == word
            and 0 < column[0].v - n.v <= 8 * foot.height
            and abs(n.u0 - foot.u0) <= _ALIGNED * foot.height
        ]
        if over:
            column.insert(0, max(over, key=lambda n: n.v))
    return column


def _back(labels: Sequence[Label], places: Sequence[Place]) -> Side | None:
    """The side that says who issued the card, and until when it holds."""
    for issuer in (label for label in labels if label.word == _BACK[0]):
        under = [
            n
            for n in labels
            if n.word == _BACK[1]
            and 0 < n.v - issuer.v <= 5 * issuer.height
            and abs(n.u0 - issuer.u0) <= _ALIGNED * issuer.height
        ]
        if under:
            period = min(under, key=lambda n: n.v)
            right = issuer.u0 + _BACK_REACH * issuer.height
            foot = period.v + period.height
            block = (issuer.u1, issuer.v - issuer.height, right, foot)
            inside = tuple(p for p in places if _is_in(p, block))
            return Side(inside, (), tuple(_unread((issuer, period), inside, labels, right)))
    return None


def _is_in(place: Place | Label, block: Block) -> bool:
    middle = place.u if isinstance(place, Place) else place.u0
    return block[0] <= middle <= block[2] and block[1] <= place.v <= block[3]


def _unread(
    fields: Sequence[Label], inside: Sequence[Place], labels: Sequence[Label], right: float
) -> Iterator[tuple[Label, float]]:
    """Fields beside whose label nothing was read, and where they end."""
    for label in fields:
        next_ones = [n.u0 for n in labels if n.u0 > label.u1 and abs(n.v - label.v) < label.height]
        end = min([right, *next_ones])
        row = [p for p in inside if abs(p.v - label.v) <= label.height and label.u1 < p.u < end]
        if not row and end - label.u1 > 2 * label.height:
            yield label, end
