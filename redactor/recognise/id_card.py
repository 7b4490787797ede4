"""What an identity card says beside its printed labels, on a copy of it (case 65).

The layout of the card is a standard's (GA 448): five labels stand one below the other at the left
edge of the front, two at that of the back. So its fields are found by their labels alone, and
what is not read in them has its place all the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redactor.datatypes import DocClass, Entity, Evidence, Finding, Likeness, TextSource
from redactor.geometry import Point, PtQuad
from redactor.recognise.flow import Layout, axes_of
from redactor.textnorm import fold

_FRONT = ("姓名", "性别", "出生", "住址", "公民身份号码")
_BACK = ("签发机关", "有效期限")
_LABELS = re.compile("|".join((*_FRONT, *_BACK, "民族")))
_PRINTED = re.compile("中华人民共和国|居民身份证(?:复印件)?|居民身份号码")
_LEAST = 3  # labels of the front that stand below each other; on a page of no other sign one more
_ALIGNED = 1.5  # heights of a label that their left edges may be apart
_WIDTH = 1.12  # of the card, from the labels' edge on, in lengths of the number's row
_PHOTO = 0.62  # of the card's width: from there on the portrait stands
_BACK_REACH = 26.0  # heights of a label to the card's edge; the period ends there
_AGAINST = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.OTHER_ROLE})


@dataclass(frozen=True, slots=True)
class _Place:
    """A character's middle and height along and across the writing."""

    at: int
    u: float
    v: float
    u0: float
    u1: float
    height: float


@dataclass(frozen=True, slots=True)
class _Label:
    word: str
    chars: tuple[_Place, ...]

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


def card_values(
    layout: Layout, doc_class: DocClass, own: Sequence[Finding], others: Sequence[Finding]
) -> list[Finding]:
    """One finding for each side of a card on the page: all it says but for its labels.

    ``own`` and ``others`` are the page's values. OWN_ROW: the own name or number is on it,
    OTHER_ROW: somebody else's number is.
    """
    places = _places(layout)
    labels = [label for label in _labels(layout, places) if label.chars]
    printed = {c.at for label in labels for c in label.chars}
    printed |= {at for start, end in _words(layout, _PRINTED) for at in range(start, end)}
    sides = [_front(labels, places, layout, doc_class), _back(labels, places)]
    found = []
    for side in sides:
        values = [p for p in side.chars if p.at not in printed] if side else []
        if side is None or not (values or side.empty):
            continue
        found.append(_finding(layout, side, values, own, others))
    return found


@dataclass(frozen=True, slots=True)
class _Side:
    chars: tuple[_Place, ...]  # all that stands on it
    empty: tuple[tuple[_Label, float], ...]  # fields without a character, and where they end


def _finding(
    layout: Layout,
    side: _Side,
    values: Sequence[_Place],
    own: Sequence[Finding],
    others: Sequence[Finding],
) -> Finding:
    chars = [layout.page.chars[p.at] for p in side.chars]
    here = {c.quad for c in chars if c.quad is not None}
    quads = [q for p in values if (q := layout.page.chars[p.at].quad) is not None]
    read = any(c.source is TextSource.OCR for c in chars)
    if read:
        quads += [_beside(layout, label, end) for label, end in side.empty]
    evidence = {Evidence.OCR} if read else set()
    if any(_names(f) and here.intersection(f.quads) for f in own):
        evidence.add(Evidence.OWN_ROW)
    elif any(_is_others_number(f) and here.intersection(f.quads) for f in others):
        evidence.add(Evidence.OTHER_ROW)
    source = TextSource.OCR if read else TextSource.TEXT_LAYER
    return Finding(
        Entity.ID_CARD,
        layout.page.page_no,
        tuple(quads),
        min((c.score for c in chars), default=1.0),
        "card.value",
        evidence=frozenset(evidence),
        source=source,
    )


def _names(finding: Finding) -> bool:
    kinds = (Entity.NAME, Entity.ID_NUMBER)
    return (
        finding.entity in kinds
        and finding.likeness in (Likeness.EXACT, Likeness.SPELLING, Likeness.CLOSE, Likeness.PART)
        and not finding.evidence & _AGAINST
    )


def _is_others_number(finding: Finding) -> bool:
    return finding.entity is Entity.ID_NUMBER and Evidence.VALID_OTHER in finding.evidence


def _places(layout: Layout) -> list[_Place]:
    along, across = axes_of([c.quad for c in layout.page.chars if c.quad is not None])

    def on(point: Point, axis: Point) -> float:
        return point[0] * axis[0] + point[1] * axis[1]

    places = []
    for at, char in enumerate(layout.page.chars):
        if char.quad is not None and not char.text.isspace():
            us = [on(p, along) for p in char.quad.corners]
            vs = [on(p, across) for p in char.quad.corners]
            middle = (on(char.quad.centre, along), on(char.quad.centre, across))
            places.append(_Place(at, *middle, min(us), max(us), max(vs) - min(vs)))
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


def _labels(layout: Layout, places: Sequence[_Place]) -> Iterator[_Label]:
    by_place = {p.at: p for p in places}
    for start, end in _words(layout, _LABELS):
        chars = tuple(by_place[at] for at in range(start, end) if at in by_place)
        word = "".join(layout.page.chars[c.at].text for c in chars)
        yield _Label(fold(word).text, chars)


def _front(
    labels: Sequence[_Label], places: Sequence[_Place], layout: Layout, doc_class: DocClass
) -> _Side | None:
    """The side with the person's data."""
    for number in (label for label in labels if label.word == _FRONT[-1]):
        column = _column(number, labels)
        signed = doc_class is DocClass.ID_CARD or any(_words(layout, _PRINTED))
        if len(column) < _LEAST + (not signed):
            continue
        row = [p for p in places if abs(p.v - number.v) <= number.height and p.u > number.u0]
        digits = [p for p in row if layout.page.chars[p.at].text.upper() in "0123456789X"]
        end = max((p.u1 for p in digits), default=number.u0 + 18 * number.height)
        right = number.u0 + _WIDTH * (end - number.u0)
        top = column[0].v - column[0].height
        block = (number.u0 - number.height, top, right, number.v + number.height)
        inside = tuple(p for p in places if _is_in(p, block))
        photo = number.u0 + _PHOTO * (right - number.u0)
        fields = [*column[:-1], *(n for n in labels if n.word == "民族" and _is_in(n, block))]
        return _Side(inside, tuple(_unread(fields, inside, labels, photo)))
    return None


def _column(foot: _Label, labels: Sequence[_Label]) -> list[_Label]:
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


def _back(labels: Sequence[_Label], places: Sequence[_Place]) -> _Side | None:
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
            return _Side(inside, tuple(_unread((issuer, period), inside, labels, right)))
    return None


def _is_in(place: _Place | _Label, block: tuple[float, float, float, float]) -> bool:
    middle = place.u if isinstance(place, _Place) else place.u0
    return block[0] <= middle <= block[2] and block[1] <= place.v <= block[3]


def _unread(
    fields: Sequence[_Label], inside: Sequence[_Place], labels: Sequence[_Label], right: float
) -> Iterator[tuple[_Label, float]]:
    """Fields beside whose label nothing was read, and where they end."""
    for label in fields:
        next_ones = [n.u0 for n in labels if n.u0 > label.u1 and abs(n.v - label.v) < label.height]
        end = min([right, *next_ones])
        row = [p for p in inside if abs(p.v - label.v) <= label.height and label.u1 < p.u < end]
        if not row and end - label.u1 > 2 * label.height:
            yield label, end


def _beside(layout: Layout, label: _Label, end: float) -> PtQuad:
    """The field from the label's last character to ``end``."""
    quad = layout.page.chars[label.chars[-1].at].quad
    assert quad is not None
    size = math.dist(quad.tl, quad.tr)
    step = ((quad.tr[0] - quad.tl[0]) / size, (quad.tr[1] - quad.tl[1]) / size)

    def moved(point: Point, by: float) -> Point:
        return point[0] + by * step[0], point[1] + by * step[1]

    near, far = 0.3 * label.height, end - label.u1
    return PtQuad(
        moved(quad.tr, near), moved(quad.tr, far), moved(quad.br, far), moved(quad.br, near)
    )
