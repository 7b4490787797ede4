"""What the applicant's own fields say that the profile lacks: a unit, a former name (cases 18, 35).

A roster gives the present employer and name. An older paper's own fields give those of its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redactor.datatypes import HOLDER_CLASSES, DocClass, Entity, Evidence, Field, Finding, Likeness
from redactor.recognise.context import text_finding
from redactor.recognise.fields import context_before, label_before
from redactor.recognise.flow import Layout
from redactor.recognise.lexicon import FIELD_LABELS, NO_NAME, SELF_LABELS
from redactor.recognise.stations import UNIT, is_called, is_unit, unit_finding
from redactor.textnorm import fold, folded

BESIDE, FORMER_NAME = "career.beside", "field.former_name"
# 主管部门意见 | 单位：… (盖章): who says something of the holder.
_OF_OFFICE = re.compile(
    r"意见|审[核批]|主管|推荐|[主承协]办|[发颁]证|颁发|授予|鉴定|评审|合作|协作|参[加与]|依托|邀请"
    r"|\([盖公]?章\)"
)
_BLANK = re.compile("[ \u3000]*")
_LABOUR = re.compile("(?:劳动|聘[用任])(?:合同|协议)|劳动者|受聘")
_EMPLOYED = re.compile(r"(?:乙方|劳动者|受聘[人者方]员?|员工|职工)(?:\([^()]{0,8}\))?:?$")
_FIELD = re.compile(r"(?:^|(?<=[\s:：]))[^\s:：]+")
_NAME = re.compile(r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})?")
_NONE = frozenset({"无", "没有", "同上", "未使用", "无曾用名"})


def field_values(
    layout: Layout, own: Sequence[Finding], others: Sequence[Finding], doc_class: DocClass
) -> list[Finding]:
    """Units and names in own fields of a page, and units beside the own name; ``own`` is what is
    known of it already, ``others`` what it says of others.
    """
    taken = {q for f in own for q in f.quads}
    found = []
    for finding in (
        *_units_in_fields(layout, own, others, doc_class),
        *_units_before_name(layout, own, others),
        *_former_names(layout, own, others),
    ):
        if taken.isdisjoint(finding.quads):
            taken.update(finding.quads)
            found.append(finding)
    return found


def _units_in_fields(
    layout: Layout, own: Sequence[Finding], others: Sequence[Finding], doc_class: DocClass
) -> list[Finding]:
    """Organisations in the holder's own 单位 field, or that employ the applicant by contract, and
    that the profile lacks: the employer of the day that the paper is of (case 35).
    """
    employed = doc_class is DocClass.CONTRACT and _is_employed(layout, own)
    if not employed and doc_class not in HOLDER_CLASSES:
        return []
    people = _people(layout, own, others)
    known = any(f.entity is Entity.EMPLOYER and Evidence.SELF_LABEL in f.evidence for f in own)
    found = []
    # Where such a field has the own employer, the others of the page are others'.
    for start, end in () if known and not employed else _named_units(layout):
        piece = layout.pieces[layout.piece_of[start]]
        label = SELF_LABELS[Entity.EMPLOYER].search(label_before(layout, piece, start))
        if label is None or label.group().startswith("甲方") is not employed:
            continue
        row = folded(layout.row_text(piece.row))
        unit = unit_finding(layout, range(start, end), "career.unit", {Evidence.SELF_LABEL})
        if employed or (_is_holders(people, start) and not _OF_OFFICE.search(row)):
            found.append(unit)
    return found


def _units_before_name(
    layout: Layout, own: Sequence[Finding], others: Sequence[Finding]
) -> list[Finding]:
    """Organisations right before the own name (鄂温克旗融媒体中心 萨日娜): whoever writes so tells
    where somebody works. As no field says it, a person decides (case 35: elsewhere).
    """
    place = layout.place_of
    names = {
        place.get(f.quads[0], -1)
        for f in own
        if f.entity is Entity.NAME and f.likeness is Likeness.EXACT and f.quads
    }
    seen = [
        (place.get(f.quads[0], -1), place.get(f.quads[-1], -1) + 1)
        for f in others
        if f.found_by == "presidio.org"
    ]
    found = []
    for start, end in sorted({*seen, *_named_units(layout)}) if names else ():
        blank = _BLANK.match(layout.page.text, end)
        if start >= 0 and blank and blank.end() in names:
            found.append(unit_finding(layout, range(start, end), BESIDE))
    return found


def _is_employed(layout: Layout, own: Sequence[Finding]) -> bool:
    """Whether a page of a contract of employment names the applicant as who is employed."""
    named = (layout.place_of.get(f.quads[0], 0) for f in own if f.entity is Entity.NAME)
    labour = _LABOUR.search(folded(layout.rows.text)) is not None
    return labour and any(_EMPLOYED.search(context_before(layout, start)) for start in named)


def _people(
    layout: Layout, own: Sequence[Finding], others: Sequence[Finding]
) -> list[tuple[int, bool]]:
    """Where the page names somebody, and whether it is the applicant."""
    named = (f for f in (*own, *others) if f.entity is Entity.NAME and f.quads)
    return sorted(
        (layout.place_of.get(f.quads[0], -1), f.likeness is not Likeness.OTHER) for f in named
    )


def _is_holders(people: Sequence[tuple[int, bool]], start: int) -> bool:
    """Whether the last person named before a field, or the first behind it, is the applicant: the
    form's recommenders, witnesses and family have such fields, too.
    """
    before = [mine for place, mine in people if 0 <= place < start]
    behind = [mine for place, mine in people if place > start]
    return (before[-1:] or behind[:1]) == [True]


def _named_units(layout: Layout) -> Iterator[tuple[int, int]]:
    """Where a word of a page is the name of a unit, and no more."""
    for piece in layout.pieces:
        text = layout.page.text[piece.start : piece.end]
        for word in _FIELD.finditer(text):
            plain = fold(word.group())
            match = UNIT.match(plain.text)
            if match and not match["time"] and (is_unit(match["unit"]) or is_called(match["unit"])):
                first = piece.start + word.start()
                start, end = match.span("unit")
                yield first + plain.index[start], first + plain.index[end - 1] + 1


def _former_names(
    layout: Layout, own: Sequence[Finding], others: Sequence[Finding]
) -> list[Finding]:
    """Names behind 曾用名 in the applicant's own field, which the profile lacks."""
    label, people = FIELD_LABELS[Field.FORMER_NAME], _people(layout, own, others)
    found = []
    for piece in layout.pieces:
        for word in _FIELD.finditer(piece.text):
            start, end = (piece.start + place for place in word.span())
            value = folded(word.group())
            if not _NAME.fullmatch(value) or value in _NONE or NO_NAME.search(value):
                continue
            before = [person for person in people if person[0] < start]
            if not label.search(label_before(layout, piece, start)) or not _is_holders(
                before, start
            ):
                continue
            seen = frozenset({Evidence.SELF_LABEL, Evidence.STANDS_ALONE})
            name = text_finding(
                *(layout, range(start, end), Entity.NAME, FORMER_NAME, value, Likeness.OTHER), seen
            )
            found.append(name)
    return found
