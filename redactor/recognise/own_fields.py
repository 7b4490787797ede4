"""What the applicant's own fields say that the profile lacks: a unit, a former name (cases 18, 35).

A roster gives the present employer and name. An older paper's own fields give those of its day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from redactor.datatypes import (
    ONE_PARTY_CLASSES,
    DocClass,
    Entity,
    Evidence,
    Field,
    Finding,
    Likeness,
)
from redactor.recognise.contact_blocks import without_label
from redactor.recognise.context import row_of, tells_owner, text_finding, with_evidence
from redactor.recognise.employer_parts import is_made_of
from redactor.recognise.fields import context_before, label_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import FIELD_LABELS, NO_NAME, ORG_LATIN, SELF_LABELS
from redactor.recognise.own_rows import has_plain_label
from redactor.recognise.runs import Span
from redactor.recognise.stations import (
    BESIDE,
    OUR_UNIT,
    POST,
    UNIT,
    is_named_unit,
    unit_finding,
)
from redactor.textnorm import fold, folded

Named = tuple[int, bool]  # where somebody is named, and whether it is the applicant
FORMER_NAME = "field.former_name"
# 主管部门意见 | 单位：… (盖章): who says something of the holder.
_OF_OFFICE = re.compile(
    r"意见|审[核批]|主管|推荐|[主承协]办|[发颁]证|颁发|授予|鉴定|评审|合作|协作|参[加与]|依托|邀请"
    r"|\([盖公]?章\)|issu|host|sponsor|organi[sz]|award"
)
# 某院内科主任 萨日娜, 萨日娜（某院内科）
_BEFORE_NAME = re.compile(rf"(?:[\u4e00-\u9fff]{{1,6}}[科室部处股组队])?(?:的?{POST})?[ \u3000]*")
_BEHIND_NAME = re.compile("[ \u3000]*[（(][ \u3000]*原?")
_IN_BRACKETS = re.compile("([\u4e00-\u9fff]{2,8})[)）]")
# 兹证明我院职工萨日娜: no unit's name.
_OURS = re.compile(f"[我本该贵](?:{OUR_UNIT})$")
_OR = re.compile("[ \u3000]*[/／、,，;；或][ \u3000]*")
_LABOUR = re.compile("(?:劳动|聘[用任])(?:合同|协议)|劳动者|受聘")
_EMPLOYED = re.compile(r"(?:乙方|劳动者|受聘[人者方]员?|员工|职工)(?:\([^()]{0,8}\))?:?$")
_FIELD = re.compile(r"(?:^|(?<=[\s:：]))[^\s:：]+")
# 锡盟蒙中: what nobody would take for a unit but for its field. Next to it may stand another label.
_CALLED = re.compile(
    r"(?!.*(?:单位|部门|科室|所在|院校|毕业|情况|[上同]上))[\u4e00-\u9fff()·]{2,14}"
    "[中小校院站所局厂矿队馆台场团段委行社]"
)
# Hospital: People's Hospital of Jalaid Banner
_LATIN_FIELD = re.compile(
    r"(?:^|(?<=[:：])|(?<=[:：] ))[A-Z][A-Za-z&.'’-]*"
    r"(?:,? (?:of|and|for|the|&|[A-Z][A-Za-z&.'’-]*))+"
)
# Whom a list's person comes from; in one with 学历 beside it, where they studied.
_FROM = re.compile(
    "(?:所在|任教|任职|工作|选送|报送|推荐|参赛|申报|所属|派出|完成|作者|学员)?(?:单位|学校|医院|院校|部门)(?:名称|全称)?"
)
_STUDIED = re.compile("学历|学位|毕业|所学专业")
_NAME = re.compile(r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})?")
_NOT_OWN = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD, Evidence.OTHER_ROLE})
_OTHER_NAME = re.compile(
    rf"(?:{FIELD_LABELS[Field.EMPLOYER_FORMER].pattern}|{FIELD_LABELS[Field.EMPLOYER_SHORT].pattern}):?"
)
_LEAST = 3  # characters of it
# Of an empty field the next label stands where its value would.
_NEXT_LABEL = re.compile(
    "单位|名称|部门|代码|电话|手机|地址|时间|日期|年月|职务|职称|性质|类别|负责人|联系人|代表人|专业"
)
_THEIRS = re.compile("推荐人|证明人|介绍人|担保人|配偶|父|母|子女")
_NONE = frozenset({"无", "没有", "同上", "未使用", "无曾用名"})


def field_values(
    layout: Layout,
    own: Sequence[Finding],
    others: Sequence[Finding],
    doc_class: DocClass,
    employers: Collection[str],
) -> list[Finding]:
    """Units and names in own fields of a page, and units beside the own name; ``own`` is what is
    known of it already, ``others`` what it says of others, ``employers`` the own ones in full.
    """
    people = _people(layout, own, others)
    if not any(mine for _, mine in people):
        return []  # nothing on it says whose its fields are
    units = list(_named_units(layout))
    called = list(dict.fromkeys((*units, *_called_units(layout))))
    former = list(_former_names(layout, people))
    places = {layout.place_of.get(f.quads[0], -1) for f in former}
    people = [(place, mine or place in places) for place, mine in people]
    # What is known within a longer name says nothing of that: 鄂旗 | 大杨树镇中心校.
    taken = {q for f in own if Evidence.LONGER_ORG not in f.evidence for q in f.quads}
    found = []
    in_row = list(_units_in_row(layout, called, people, own))
    named = list(_units_other_names(layout, people, doc_class))
    rowed = {q for f in (*in_row, *named) for q in f.quads}
    taken -= {q for f in own if f.is_short_form and rowed.issuperset(f.quads) for q in f.quads}
    for finding in (
        *_units_in_fields(layout, called, people, own, doc_class),
        *in_row,
        *named,
        *_units_beside_name(layout, units, own, others, employers),
        *former,
    ):
        if taken.isdisjoint(finding.quads):
            taken.update(finding.quads)
            found.append(finding)
    return found


def in_holders_field(
    finding: Finding, layout: Layout, own: Sequence[Finding], others: Sequence[Finding]
) -> Finding:
    """Add HOLDERS_FIELD to a labelled number or address where the applicant is named next to it:
    that of another phone than the profile's is the applicant's, too (cases 46, 49, 60).
    """
    reached = finding.entity in (Entity.PHONE, Entity.EMAIL, Entity.ADDRESS, Entity.ID_NUMBER)
    if reached and _is_second(finding, layout, own):
        return with_evidence(finding, Evidence.SELF_LABEL, Evidence.OWN_ROW)
    if not reached or Evidence.SELF_LABEL not in finding.evidence:
        return finding
    start = layout.place_of.get(finding.quads[0], -1)
    people = _people(layout, own, others)
    row = row_of(layout, finding)
    before = [p for p in people if 0 <= p[0] < start and _row_at(layout, p[0]) == row]
    if before and not any(mine for _, mine in before):
        return without_label(finding)  # 推荐人 | 李娜 | 手机 | …
    mine = start >= 0 and has_plain_label(layout, finding) and _is_holders(people, start)
    return with_evidence(finding, Evidence.HOLDERS_FIELD) if mine else finding


def _row_at(layout: Layout, place: int) -> int:
    return layout.pieces[layout.piece_of[place]].row if layout.piece_of[place] >= 0 else -1


def _is_second(finding: Finding, layout: Layout, own: Sequence[Finding]) -> bool:
    """Whether nothing but a mark parts it from an own value of its kind in its field."""
    place, text = layout.place_of, layout.page.text
    start = place.get(finding.quads[0], -1)
    ends = (
        place.get(f.quads[-1], start) + 1
        for f in own
        if f.entity is finding.entity and Evidence.SELF_LABEL in f.evidence
    )
    return any(_OR.fullmatch(text, end, start) is not None for end in ends if end < start)


def _units_in_fields(
    layout: Layout,
    units: Sequence[Span],
    people: Sequence[Named],
    own: Sequence[Finding],
    doc_class: DocClass,
) -> Iterator[Finding]:
    """Organisations in the holder's own 单位 field, or that employ the applicant by contract, and
    that the profile lacks: the employer of the day that the paper is of (case 35).
    """
    employed = doc_class is DocClass.CONTRACT and _is_employed(layout, own)
    if not employed and doc_class not in ONE_PARTY_CLASSES:
        return
    known = any(
        f.entity is Entity.EMPLOYER
        and Evidence.SELF_LABEL in f.evidence
        and Evidence.LONGER_ORG not in f.evidence
        for f in own
    )
    if known and not employed:
        return  # where such a field has the own employer, the others of the page are others'
    for start, end in units:
        piece = layout.pieces[layout.piece_of[start]]
        label = SELF_LABELS[Entity.EMPLOYER].search(label_before(layout, piece, start))
        if label is None or label.group().startswith("甲方") is not employed:
            continue
        row = folded(layout.row_text(piece.row))
        if employed or (_is_holders(people, start) and not _OF_OFFICE.search(row)):
            yield unit_finding(layout, range(start, end), "career.unit", {Evidence.SELF_LABEL})


def _units_other_names(
    layout: Layout, people: Sequence[Named], doc_class: DocClass
) -> Iterator[Finding]:
    """What stands in the holder's own 单位曾用名 or 单位简称 field, however badly it was read."""
    if doc_class not in ONE_PARTY_CLASSES:
        return
    for piece, places, value in _words(layout):
        is_value = len(value) >= _LEAST and value not in _NONE
        if not is_value or _NEXT_LABEL.search(value):
            continue
        label = label_before(layout, piece, places.start)
        if not _OTHER_NAME.fullmatch(label) or not _is_holders(people, places.start):
            continue
        head = (layout.left_of(piece) or [piece])[-1]
        if not any(_THEIRS.match(folded(over.text)) for over in layout.above(head)):
            yield unit_finding(layout, places, "career.unit", {Evidence.SELF_LABEL})


def _units_in_row(
    layout: Layout, units: Sequence[Span], people: Sequence[Named], own: Sequence[Finding]
) -> Iterator[Finding]:
    """Organisations in the applicant's row of a list, below the head of who works where: the
    employer of that day, or what colleagues call the one of today (case 35).
    """
    rows = {row_of(layout, f) for f in own if tells_owner(f)}
    namesakes = {
        row_of(layout, f): f.quads[0]
        for f in own
        if f.entity is Entity.NAME and Evidence.OTHER_ROW in f.evidence and f.quads
    }
    others = {layout.pieces[layout.piece_of[place]].row for place, mine in people if not mine}
    for start, end in units:
        piece = layout.pieces[layout.piece_of[start]]
        alone = piece.row in rows - others and (start, end) == (piece.start, piece.end)
        if alone and any(_heads_units(layout, over) for over in layout.above(piece)):
            if owner := namesakes.get(piece.row):  # whoever that is, the unit is theirs
                yield replace(unit_finding(layout, range(start, end), BESIDE), owner=owner)
                continue
            seen = {Evidence.SELF_LABEL, Evidence.OWN_ROW}
            yield unit_finding(layout, range(start, end), "career.unit", seen)


def _heads_units(layout: Layout, head: Piece) -> bool:
    """Whether a cell over those of a list says that they are where people work."""
    label = folded(head.text)
    if SELF_LABELS[Entity.EMPLOYER].fullmatch(label):
        return True
    return bool(_FROM.fullmatch(label)) and not _STUDIED.search(folded(layout.row_text(head.row)))


def _units_beside_name(
    layout: Layout,
    units: Sequence[Span],
    own: Sequence[Finding],
    others: Sequence[Finding],
    employers: Collection[str],
) -> Iterator[Finding]:
    """Organisations right before the own name (鄂温克旗融媒体中心 萨日娜) or in brackets behind:
    whoever writes so tells where somebody works. As no field says it, a person decides (case 35:
    elsewhere).
    """
    place, text = layout.place_of, layout.page.text
    names = [
        (place.get(f.quads[0], -1), place.get(f.quads[-1], -1) + 1)
        for f in own
        if f.entity is Entity.NAME and f.likeness is Likeness.EXACT and f.quads
        if f.evidence.isdisjoint(_NOT_OWN)
    ]
    starts = {start for start, _ in names}
    behind = {match.end() for _, end in names if (match := _BEHIND_NAME.match(text, end))}
    # 李娜（某大学） beside 李娜（own unit）: one question is about both, the namesake and the unit.
    namesakes = {
        match.end(): f.quads[0]
        for f in own
        if f.entity is Entity.NAME and Evidence.OTHER_ROW in f.evidence and f.quads
        if (match := _BEHIND_NAME.match(text, place.get(f.quads[-1], -1) + 1))
    }
    seen = [
        (place.get(f.quads[0], -1), place.get(f.quads[-1], -1) + 1)
        for f in others
        if f.found_by == "presidio.org"
    ]
    for end in behind:
        called = _IN_BRACKETS.match(text, end)
        if called and any(is_made_of(called[1], full) for full in employers):
            seen.append(called.span(1))
    for start, end in sorted({*seen, *units}):
        between = _BEFORE_NAME.match(text, end)
        if start < 0 or between is None or _OURS.search(folded(text[start:end])):
            continue
        # A list of who did it may stand close behind the cell of who gave the award.
        before = between.end() in starts and (
            layout.piece_of[start] == layout.piece_of[between.end()]
        )
        if before or start in behind:
            unit = unit_finding(layout, range(start, end), BESIDE)
            yield replace(unit, owner=namesakes.get(start))


def _is_employed(layout: Layout, own: Sequence[Finding]) -> bool:
    """Whether a page of a contract of employment names the applicant as who is employed."""
    named = (layout.place_of.get(f.quads[0], 0) for f in own if f.entity is Entity.NAME)
    labour = _LABOUR.search(folded(layout.rows.text)) is not None
    return labour and any(_EMPLOYED.search(context_before(layout, start)) for start in named)


def _people(layout: Layout, own: Sequence[Finding], others: Sequence[Finding]) -> list[Named]:
    """Where the page names somebody, and whether it is the applicant."""
    named = (f for f in (*own, *others) if f.entity is Entity.NAME and f.quads)
    return sorted((layout.place_of.get(f.quads[0], -1), _is_applicant(f)) for f in named)


def _is_applicant(name: Finding) -> bool:
    """Whether a name is the own one; one that only looks like it is where it is misread at most."""
    if name.likeness is Likeness.CLOSE:
        return bool(name.evidence & {Evidence.SELF_LABEL, Evidence.SPOT_SURE})
    return name.likeness is not Likeness.OTHER and Evidence.LONGER_NAME not in name.evidence


def _is_holders(people: Sequence[Named], start: int) -> bool:
    """Whether the last person named before a field, or the first behind it, is the applicant: the
    form's recommenders, witnesses and family have such fields, too.
    """
    before = [mine for place, mine in people if 0 <= place < start]
    behind = [mine for place, mine in people if place > start]
    return (before[-1:] or behind[:1]) == [True]


def _named_units(layout: Layout) -> Iterator[Span]:
    """Where a word of a page is the name of a unit, and no more."""
    for piece in layout.pieces:
        text = layout.page.text[piece.start : piece.end]
        for latin in _LATIN_FIELD.finditer(text):
            if ORG_LATIN.search(latin.group()):
                yield piece.start + latin.start(), piece.start + latin.end()
        for word in _FIELD.finditer(text):
            plain = fold(word.group())
            match = UNIT.match(plain.text)
            if match and not match["time"] and is_named_unit(match["unit"]):
                start, end = plain.span(*match.span("unit"))
                first = piece.start + word.start()
                yield first + start, first + end


def _called_units(layout: Layout) -> Iterator[Span]:
    """Where a word of a page may be what people call a unit."""
    for _, places, value in _words(layout):
        if _CALLED.fullmatch(value):
            yield places.start, places.stop


def _words(layout: Layout) -> Iterator[tuple[Piece, range, str]]:
    """The words of a page: the cell of each, its places there, and what it says, folded."""
    for piece in layout.pieces:
        for word in _FIELD.finditer(piece.text):
            yield (
                piece,
                range(piece.start + word.start(), piece.start + word.end()),
                folded(word[0]),
            )


def _former_names(layout: Layout, people: Sequence[Named]) -> Iterator[Finding]:
    """Names behind 曾用名 in the applicant's own field, which the profile lacks."""
    label = FIELD_LABELS[Field.FORMER_NAME]
    for piece, places, value in _words(layout):
        if not _NAME.fullmatch(value) or value in _NONE or NO_NAME.search(value):
            continue
        start = places.start
        before = [person for person in people if person[0] < start]
        if not label.search(label_before(layout, piece, start)) or not _is_holders(before, start):
            continue
        seen = frozenset({Evidence.SELF_LABEL, Evidence.STANDS_ALONE})
        yield text_finding(*(layout, places, Entity.NAME, FORMER_NAME, value, Likeness.OTHER), seen)
