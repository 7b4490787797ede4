"""Numbers, mails and addresses beside the own name: whoever is named there, they are theirs.

A list's own row, or what stands right behind the name, has another phone than the profile's as
often as not. Is the name somebody else's after all, so is the number: one answer settles both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from redactor.datatypes import OF_MORE, Entity, Evidence, Finding, Likeness
from redactor.recognise.contact_blocks import without_label
from redactor.recognise.context import (
    filled_piece,
    piece_of,
    row_of,
    text_finding,
    with_evidence,
)
from redactor.recognise.fields import context_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.own_rows import is_plain_label
from redactor.textnorm import folded

_REACHES = (Entity.PHONE, Entity.EMAIL)
_ONES = (*_REACHES, Entity.ADDRESS, Entity.ID_NUMBER)
_NUMBER = "presidio.number"  # of a messenger or a bank; not a certificate's
_SETTLED = frozenset({Evidence.PUBLIC_PHONE, Evidence.OWN_ROW})
_CARD = 3  # rows from the name to what reaches its bearer
_TO_VALUE = re.compile(r"[\s:：,，(（]*(?P<label>[^\s:：,，()（）]{0,6})[\s:：]*")
_CONTACT = re.compile("电话|手机|联系方式|邮箱|邮件|传真|址|tel|phone|mobile|mail")
_NAME_FIELD = re.compile("(?:姓名|患[者儿]|病人):?$")
_LONGEST_LABEL = 10
_WHERE = re.compile("[\u4e00-\u9fff].*[省市区县旗镇乡街路巷村号栋室]")


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody whom the page names, up to ``chars[end]``."""

    name: Finding
    end: int
    is_own: bool


def of_own_names(
    layout: Layout, own: Sequence[Finding], others: Sequence[Finding]
) -> list[Finding]:
    """The findings of others, and addresses in own rows of a list, each with the own name
    whose it is.
    """
    names = [f for f in own if f.entity is Entity.NAME and f.quads and not f.evidence & OF_MORE]
    if not names:
        return list(others)
    people = [
        _Person(f, layout.place_of[f.quads[-1]] + 1, is_own)
        for findings, is_own in ((names, True), (others, False))
        for f in findings
        if f.entity is Entity.NAME and f.quads and f.quads[-1] in layout.place_of
    ]
    taken = {q for f in (*own, *others) for q in f.quads}
    found = [*others, *(f for f in _addresses(layout, names) if taken.isdisjoint(f.quads))]
    told = {q for f in others if Evidence.OWN_ROW in f.evidence for q in f.quads}
    return [f if told.issuperset(f.quads) else _with_name(layout, f, people) for f in found]


def _with_name(layout: Layout, finding: Finding, people: Sequence[_Person]) -> Finding:
    start = layout.place_of.get(finding.quads[0], -1) if finding.quads else -1
    of_one = finding.entity in _ONES or finding.found_by == _NUMBER
    if not of_one or start < 0 or finding.evidence & _SETTLED:
        return finding
    before = [p for p in people if p.end <= start]
    last = max(before, key=lambda p: p.end, default=None)
    if last is None:
        return finding
    behind = _is_right_behind(layout, last, finding)
    if not last.is_own:
        if _NAME_FIELD.search(context_before(layout, layout.place_of[last.name.quads[0]])):
            finding = with_evidence(finding, Evidence.OTHER_ROW)
        return without_label(finding) if behind and finding.found_by == _NUMBER else finding
    beside = behind or _is_in_row(layout, last, finding) or _is_below(layout, last, finding)
    return replace(finding, owner=last.name.quads[0]) if beside else finding


def _is_right_behind(layout: Layout, person: _Person, finding: Finding) -> bool:
    """Whether nothing but marks and a label parts them: 王伟 154…, 王伟（电话：154…）."""
    match = _TO_VALUE.fullmatch(layout.page.text[person.end : layout.place_of[finding.quads[0]]])
    one_cell = layout.piece_of[person.end - 1] == piece_of(layout, finding)
    if finding.entity is Entity.ADDRESS or match is None or not one_cell:
        return False
    label = folded(match["label"])
    return not label or is_plain_label(finding.entity, label)


def _is_in_row(layout: Layout, person: _Person, finding: Finding) -> bool:
    """Whether each fills a cell of one row of a list, and the head over it says nobody else's."""
    named, here = filled_piece(layout, person.name), filled_piece(layout, finding)
    if named is None or here is None or named.row != here.row or finding.found_by == _NUMBER:
        return False
    return not (label := _label_of(layout, here)) or is_plain_label(finding.entity, label)


def _is_below(layout: Layout, person: _Person, finding: Finding) -> bool:
    """Whether it stands alone under the name, as on a card: 王伟 / 工程师 / 154…."""
    named, here = filled_piece(layout, person.name), filled_piece(layout, finding)
    if named is None or here is None or finding.entity not in _REACHES:
        return False
    near = 0 < here.row - named.row <= _CARD and here.shares_column(named)
    return near and not layout.left_of(here)


def _label_of(layout: Layout, piece: Piece) -> str:
    """The cell before it or over it that says what it holds; empty where none does."""
    cells = (*layout.left_of(piece)[-1:], *layout.above(piece))
    texts = (folded(cell.text) for cell in cells)
    return next((t for t in texts if len(t) <= _LONGEST_LABEL and _CONTACT.search(t)), "")


def _addresses(layout: Layout, names: Sequence[Finding]) -> Iterator[Finding]:
    """Cells of own rows under a head of addresses, which no label of their own tells."""
    for row in {row_of(layout, f) for f in names if filled_piece(layout, f)}:
        for piece in layout.in_row(row):
            value = folded(piece.text)
            if not _WHERE.match(value):
                continue
            over = (folded(p.text) for p in layout.above(piece))
            if any(is_plain_label(Entity.ADDRESS, text) for text in over):
                yield text_finding(
                    *(layout, range(piece.start, piece.end), Entity.ADDRESS, "list.address"),
                    *(value, Likeness.OTHER, frozenset()),
                )
