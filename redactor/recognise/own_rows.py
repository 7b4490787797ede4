"""What stands in the applicant's own row or field: of a list, a title block, an account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.recognise.contact_blocks import without_label
from redactor.recognise.context import (
    LETTERHEAD,
    is_certain,
    piece_of,
    row_of,
    tells_owner,
    text_finding,
    with_evidence,
)
from redactor.recognise.fields import context_before, label_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.labelled import is_under
from redactor.recognise.lexicon import (
    SELF_LABELS,
)
from redactor.textnorm import folded

_NUMBER = re.compile(r"[0-9a-z*-]{5,24}")
_MAKER = re.compile(
    "(?:^|[^\u4e00-\u9fff])(?:编制|编写|设计|制图|绘图|校核|主检|检测|分析)人?员?(?::|$)"
)
_CLERK = re.compile("(?:联系|经办|制表|记录|填表|填报)人?:?$")
_CHECKED = re.compile("(?:审核|审查|审定|复核|核定|批准|签发)人?(?:签[字名])?:?$")
_MAKERS_ROWS = 4  # of a title block, from one of its labels to another
_LIST_NUMBER = re.compile(f"{SELF_LABELS[Entity.NUMBER].pattern}|[账帐]号$")
_HOLDER = r"户\s*名[:：\s]*(?P<name>[\u4e00-\u9fff·][\u4e00-\u9fff· \u3000]{1,10}?)"
_FIGURES = r"(?P<value>(?:\d{4}[ ]){2,5}\d{1,4}(?!\d)|(?<!\d)\d{12,24}(?!\d))"
_ACCOUNTS = (
    re.compile(rf"{_HOLDER}\s*(?:银行|[账帐]/)?[账帐卡]\s*号[:：\s]*{_FIGURES}"),
    re.compile(rf"{_FIGURES}\s*[(（]开?{_HOLDER}[)）]"),
)
_CLERK_ROW = re.compile(
    "(?:(?:会务|业务|会议|报名|材料)?联系人?|(?:经办|受理|填报|承办|制表)人员?)(?:及(?:联系)?电话)?:(?!\\d)"
)
_NO_OWNER = re.compile("(?:^|[^\u4e00-\u9fff]|本人的?|我的|其|申[报请]人|个人)$")
_ICON = 2  # characters of what stands for the word before a mail, or is read for a picture
_NEXT_LINE = 3.5  # heights of a line, from one widely set line to the next
_NAMES = 6  # characters before a name in which it is told to be the one
_NAMES_SOMEONE = re.compile("(?:指定|委派|指派|委托|安排|由).{2,20}(?:为|担任|作为|负责)")


def among_makers(finding: Finding, own: Sequence[Finding], layout: Layout) -> Finding:
    """Without OTHER_ROLE for who checked or released a paper of the own employer (编制：李娜
    审核：王伟), whom its letter names for questions (联系人：王伟), or whose phone is the own one.
    """
    row = row_of(layout, finding)
    in_role = finding.entity is Entity.NAME and Evidence.OTHER_ROLE in finding.evidence
    if not in_role or row < 0:
        return finding
    if _has_own_phone(layout, finding, own):
        return replace(finding, evidence=finding.evidence - {Evidence.OTHER_ROLE})
    if not any(map(is_certain, own)):
        return finding
    near = (p for p in layout.pieces if abs(p.row - row) <= _MAKERS_ROWS)
    before = context_before(layout, layout.place_of[finding.quads[0]])
    if _CLERK.search(before) and _is_signed(layout, own):
        return replace(finding, evidence=finding.evidence - {Evidence.OTHER_ROLE})
    checked = _CHECKED.search(before)
    if not checked or not any(_MAKER.search(folded(p.text)) for p in near):
        return finding
    return replace(finding, evidence=finding.evidence - {Evidence.OTHER_ROLE})


def _has_own_phone(layout: Layout, name: Finding, own: Sequence[Finding]) -> bool:
    """Whether the own phone stands alone under the name, in its cell: 联系人：王伟 | 154…"""
    over = layout.pieces[piece_of(layout, name)]
    phones = (f for f in own if f.entity is Entity.PHONE and f.likeness is Likeness.EXACT)
    under = (layout.pieces[piece_of(layout, f)] for f in phones if piece_of(layout, f) >= 0)
    ends = layout.place_of.get(name.quads[-1], -1) == over.end - 1
    return ends and any(
        is_under(p, over) and _NUMBER.fullmatch(folded(p.text)) is not None for p in under
    )


def _is_signed(layout: Layout, own: Sequence[Finding]) -> bool:
    """Whether the own employer's name heads the page: the paper is its own."""
    return any(row_of(layout, f) < LETTERHEAD for f in own if is_certain(f))


def in_own_row(
    finding: Finding, own: Sequence[Finding], others: Sequence[Finding], layout: Layout
) -> Finding:
    """Add OWN_ROW to a labelled value in whose row the applicant stands, and nobody else.

    What reaches somebody else has no label of the applicant's, though one stands before it.
    """
    if finding.entity is Entity.NAME or Evidence.SELF_LABEL not in finding.evidence:
        return finding
    reaches = finding.entity in (Entity.PHONE, Entity.EMAIL)
    if reaches and _is_of_another(layout, finding, own, others):
        return without_label(finding)
    row = row_of(layout, finding)
    if Evidence.NO_OWN_VALUE not in finding.evidence and not (
        reaches and _is_behind_own_name(layout, finding, own)
    ):
        return finding
    names = [f for f in others if f.entity is Entity.NAME and row_of(layout, f) == row]
    mine = [f for f in own if row_of(layout, f) == row and tells_owner(f)]
    return with_evidence(finding, Evidence.OWN_ROW) if mine and not names else finding


def in_own_contacts(finding: Finding, own: Sequence[Finding], layout: Layout) -> Finding:
    """Add SELF_LABEL and OWN_ROW to a mail alone in its line right under or over the own phone, as
    on a visiting card, or at the head of a résumé.
    """
    lacks = finding.entity is Entity.EMAIL and Evidence.NO_OWN_VALUE in finding.evidence
    number = piece_of(layout, finding)
    if not lacks or number < 0 or finding.evidence & {Evidence.SELF_LABEL, Evidence.PUBLIC_PHONE}:
        return finding
    here = layout.pieces[number]
    if len(folded(here.text).strip()) > len(finding.quads) + _ICON:
        return finding
    phones = (f for f in own if f.entity is Entity.PHONE and f.likeness is Likeness.EXACT)
    lines = (layout.pieces[at] for f in phones if (at := piece_of(layout, f)) >= 0)
    reach = _NEXT_LINE * here.height
    beside = any(
        abs(line.u0 - here.u0) < here.height and abs(line.v0 - here.v0) < reach for line in lines
    )
    return with_evidence(finding, Evidence.SELF_LABEL, Evidence.OWN_ROW) if beside else finding


def has_plain_label(layout: Layout, finding: Finding) -> bool:
    """Whether a value's label says nothing of whose it is, as 编辑部联系电话 does."""
    start = layout.place_of[finding.quads[0]]
    before = label_before(layout, layout.pieces[layout.piece_of[start]], start)
    return SELF_LABELS[finding.entity].search(before) is None or is_plain_label(
        finding.entity, before
    )


def is_plain_label(entity: Entity, text: str) -> bool:
    """Whether folded text ends in a label of such values that says nothing of whose they are."""
    label = SELF_LABELS[entity].search(text)
    return label is not None and _NO_OWNER.search(text, 0, label.start()) is not None


def _is_behind_own_name(layout: Layout, finding: Finding, own: Sequence[Finding]) -> bool:
    """Whether the own name stands before it in its row: 乙方：王伟 联系电话：…, another number
    than the profile's.
    """
    if not has_plain_label(layout, finding):
        return False
    row, start = row_of(layout, finding), layout.place_of[finding.quads[0]]
    names = (f for f in own if f.entity is Entity.NAME and tells_owner(f))
    return any(row_of(layout, f) == row and layout.place_of[f.quads[0]] < start for f in names)


def _is_of_another(
    layout: Layout, finding: Finding, own: Sequence[Finding], others: Sequence[Finding]
) -> bool:
    """Whether the clause names somebody else, and not the applicant, before the finding:
    甲方指定李娜为联系人，电话0472-…; or the row is of who deals with it: 经办人：李娜 电话：…
    """
    start = layout.place_of[finding.quads[0]]
    row = row_of(layout, finding)
    if _CLERK_ROW.match(folded(layout.row_text(row))):
        return not any(row_of(layout, f) == row for f in own)
    clause = range(max(layout.page.text.rfind(mark, 0, start) for mark in "。；;") + 1, start)

    def last_named(findings: Sequence[Finding]) -> int:
        names = (f for f in findings if f.entity is Entity.NAME and f.quads)
        return max(
            (p for f in names if (p := layout.place_of.get(f.quads[0], -1)) in clause), default=-1
        )

    other = last_named(others)
    said = folded(layout.page.text[max(0, other - _NAMES) : start]) if other >= 0 else ""
    return other > last_named(own) and _NAMES_SOMEONE.search(said) is not None


def own_row_numbers(layout: Layout, own: Sequence[Finding]) -> list[Finding]:
    """Numbers of the applicant's row in a list, under heads of such as one person has (case 52),
    and of the account with that name.
    """
    taken = {q for f in own for q in f.quads}
    seen = {Evidence.NO_OWN_VALUE, Evidence.SELF_LABEL, Evidence.OWN_ROW}
    owners = [f for f in own if tells_owner(f)]
    listed = (
        range(piece.start, piece.end)
        for row in {row_of(layout, f) for f in owners}
        for piece in layout.in_row(row)
        if _NUMBER.fullmatch(folded(piece.text)) and _is_under_number_label(layout, piece)
    )
    found = []
    accounts = set(_accounts(layout, own))  # whatever else the number was found as
    for places in (*listed, *accounts):
        value = folded(layout.page.text[places.start : places.stop])
        number = text_finding(
            layout, places, Entity.NUMBER, "list.number", value, Likeness.OTHER, seen
        )
        if places in accounts or taken.isdisjoint(number.quads):
            found.append(number)
    return found


def _accounts(layout: Layout, own: Sequence[Finding]) -> Iterator[range]:
    """Where the number of an account stands behind the holder's name: 户名：王伟 账号：6217 …"""
    sure = (Likeness.EXACT, Likeness.SPELLING)
    mine = (f for f in own if f.entity is Entity.NAME and f.likeness in sure)
    names = {layout.place_of.get(f.quads[0]) for f in mine}
    for match in chain.from_iterable(p.finditer(layout.rows.text) for p in _ACCOUNTS):
        if match.start("name") in names:
            yield range(*match.span("value"))


def _is_under_number_label(layout: Layout, piece: Piece) -> bool:
    """Whether the nearest text over a number that is none itself is the label of one's own."""
    over = (folded(p.text) for p in layout.above(piece))
    head = next((text for text in over if not _NUMBER.fullmatch(text)), "")
    return _LIST_NUMBER.search(head) is not None
