"""Whose block of contacts a phone, mail, site, code or account stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.recognise.context import (
    LETTERHEAD,
    is_certain,
    piece_of,
    row_of,
    tells_owner,
    with_evidence,
)
from redactor.recognise.fields import context_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.guards import is_mobile
from redactor.recognise.labelled import CONTACTS
from redactor.recognise.lexicon import (
    CONTACT,
    ORG_CELL,
    ORG_KINDS,
    ORG_WORD,
)
from redactor.textnorm import fold, folded

_BLOCK = 3  # rows of address, phone and fax under a letterhead
_REPORT = 8  # rows from who made a report, over the names of people, to where that unit is
_HEADS_ROOM = 14  # characters of a line beside the employer that it names
_PARTY_FIELDS = 8  # under the name of a party to a contract
_FIELD = re.compile(r"[\u4e00-\u9fffa-z()/、]{2,16}:")
_LABEL_END = re.compile(r"[\u4e00-\u9fff]:")
_ACCOUNT = "presidio.unit_account"
_LABEL = re.compile(r"[\u4e00-\u9fff()/]{2,10}")
_PARTY = re.compile(
    r"(?:[甲乙丙]方|[\u4e00-\u9fff]{1,3}人|[\u4e00-\u9fff]{0,2}单位|名称)[^:]{0,10}:"
)
# 受托方(乙方): and 专利权人:, 名称: on an invoice: what stands under them is theirs.
_PARTY_NAME = re.compile(
    r"(?:[\u4e00-\u9fff]{1,3}方|[\u4e00-\u9fff]{2,3}人|名称)(?:\([^()]{1,6}\))?:"
)
_SIDE = re.compile(r"(?P<side>[甲乙丙])方[^:。]{0,12}:(?=.)")
_SIDE_FIELD = re.compile("(?P<side>[甲乙丙])方(?:开户|[账帐户]|地址|电话|联系|税号|纳税)")
_BANK = re.compile("[\u4e00-\u9fff]{0,4}(?:银行|[分支]行|营业[部室厅]|分理处|信用社|联社)")
_BANK_LABEL = re.compile("开户(?:银行|行)")
_ALSO = re.compile("[ \u3000]*[/、,，;；或][ \u3000]*|[ \u3000]{1,4}")
_REACHED = re.compile("[ \u3000\t,，;；(（]*(?:联系|办公)?电[ \u3000]*话[:：]?[ \u3000\t]*")
_UNITS_PHONE = 40  # characters before a phone that name whose it is
_OF_A_UNIT = re.compile(
    f"[\u4e00-\u9fff]{{2}}(?:{'|'.join(ORG_KINDS)})(?:[\u4e00-\u9fff]{{1,4}}[科室部处])?"
    r"[(,:]?(?:联系|咨询|办公|值班)?(?:电话|传真|tel):?$"
)
_DATE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")


def beside_employer(finding: Finding, own: Sequence[Finding], layout: Layout) -> Finding:
    """Add EMPLOYER_BESIDE to a phone, site, code or leader that stands with the own employer, and
    to a phone right behind the applicant's (154… / 0472-…) or behind the name (王伟 电话：0472-…).

    In its row; what reaches it also in the address block under it, or in such a block anywhere
    on a page with the employer at its head. Where two parties stand side by side, only in the
    own one's column.
    """
    reaches = finding.entity in (Entity.PHONE, Entity.EMAIL) or finding.found_by in CONTACTS
    wanted = reaches or Evidence.LEADER in finding.evidence
    if not wanted or Evidence.PUBLIC_PHONE in finding.evidence:
        return finding
    employers = [f for f in own if is_certain(f)]
    rows = {row_of(layout, f) for f in employers}
    heads = {row_of(layout, f) for f in employers if _heads_block(layout, f)}
    here = row_of(layout, finding)
    if reaches and here not in rows and _is_behind_a_unit(layout, finding):
        return without_label(finding)
    beside = here in rows or _follows_own(layout, finding, own)
    if reaches and not beside and employers and not _names_a_unit(layout, here):
        side = _SIDE_FIELD.match(folded(layout.in_row(here)[0].text))
        party = _sides(layout, employers).get(side["side"]) if side else None
        if party is None:
            party = _party_over(layout, finding, employers)
        if party is False:
            return without_label(finding)
        beside = party or (
            _in_block(layout, here, heads)
            or _over_signature(layout, here, employers)
            or _is_between_own(layout, own)
        )
        if finding.found_by == _ACCOUNT and _names_a_payee(layout, here):
            beside = False
    return with_evidence(finding, Evidence.EMPLOYER_BESIDE) if beside else finding


def beside_short_form(finding: Finding, own: Sequence[Finding], layout: Layout) -> Finding:
    """Of what would stand with the own employer if a likely short form were it: whose it is."""
    if finding.owner or finding.evidence & {Evidence.EMPLOYER_BESIDE, Evidence.LEADER}:
        return finding
    if finding.entity is Entity.PHONE and is_mobile(finding.value):  # a person's, no unit's
        return finding
    for form in own:
        if form.is_short_form and form.quads:
            sure = [*own, replace(form, likeness=Likeness.EXACT)]
            if Evidence.EMPLOYER_BESIDE in beside_employer(finding, sure, layout).evidence:
                return replace(finding, owner=form.quads[0])
    return finding


def without_label(finding: Finding) -> Finding:
    """The finding of a value in a field of another unit, which is no field of the applicant's."""
    return replace(finding, evidence=finding.evidence - {Evidence.SELF_LABEL})


def _follows_own(layout: Layout, finding: Finding, own: Sequence[Finding]) -> bool:
    if finding.entity is not Entity.PHONE:
        return False
    start = layout.place_of[finding.quads[0]]
    leads = {Entity.PHONE: _ALSO, Entity.NAME: _REACHED}
    # What was spotted stands between the characters that were read.
    ends = (
        (layout.place_of.get(f.quads[-1], start) + 1, leads[f.entity])
        for f in own
        if f.entity in leads and (f.entity is Entity.PHONE or tells_owner(f))
    )
    return any(lead.fullmatch(layout.page.text[end:start]) for end, lead in ends if end < start)


def _is_behind_a_unit(layout: Layout, finding: Finding) -> bool:
    """Whether the sentence tells whose it is: 请与鉴定站（电话 0471-…）联系."""
    before = context_before(layout, layout.place_of.get(finding.quads[0], 0), _UNITS_PHONE)
    return _OF_A_UNIT.search(before) is not None


def _heads_block(layout: Layout, employer: Finding) -> bool:
    """Whether its line names the employer, perhaps behind a label: no sentence does."""
    line = folded(layout.pieces[piece_of(layout, employer)].text)
    return len(line) <= len(employer.quads) + _HEADS_ROOM and "。" not in line


def _in_block(layout: Layout, here: int, rows: Set[int]) -> bool:
    if not rows:
        return False
    between = min((here - r for r in rows if r < here), default=_BLOCK + 1)
    block = range(max(here - between, here - _BLOCK) + 1, here + 1)
    if between <= _BLOCK and all(_is_contact(layout, r) or _is_date(layout, r) for r in block):
        return True
    if not _is_contact(layout, here, most=2):
        return False
    over = range(here - 1, max(-1, here - _REPORT), -1)
    named = next((r for r in over if r in rows or _names_a_unit(layout, r)), None)
    return min(rows) < LETTERHEAD or named in rows


def _is_between_own(layout: Layout, own: Sequence[Finding]) -> bool:
    """Whether one party to a contract is the employer and the other the applicant: all addresses
    and phones in it are theirs.
    """
    sides = _sides(layout, [f for f in own if is_certain(f) or tells_owner(f)])
    return len(sides) == 2 and all(sides.values())


def _sides(layout: Layout, own: Sequence[Finding]) -> dict[str, bool]:
    """甲, 乙 and 丙 of a contract, as the page names them, and whether it is one of ``own``."""
    mine = _lines_of(layout, own)
    places = {layout.place_of[q] for f in own for q in f.quads if q in layout.place_of}
    sides: dict[str, bool] = {}
    for n, piece in enumerate(layout.pieces):
        plain = fold(piece.text)
        both = list(_SIDE.finditer(plain.text))
        for number, side in enumerate(both):
            rest = both[number + 1 :]
            first, last = plain.span(side.start(), rest[0].start() if rest else len(plain.text))
            here = places.intersection(range(piece.start + first, piece.start + last))
            # A name that wraps has its first line here.
            sides.setdefault(side["side"], bool(here) if len(both) > 1 else n in mine)
    return sides


def _signs(layout: Layout, employer: Finding) -> bool:
    """Whether its line begins with the employer and is the last, or has only a date below it."""
    piece = layout.pieces[piece_of(layout, employer)]
    begins = layout.place_of.get(employer.quads[0]) == piece.start
    below = range(piece.row + 1, layout.pieces[-1].row + 1)
    last = piece.row >= LETTERHEAD and all(_is_date(layout, r) for r in below)
    return begins and last and _heads_block(layout, employer)


def _over_signature(layout: Layout, here: int, employers: Sequence[Finding]) -> bool:
    """Whether the row of contacts stands right over who signs: 联系人：… 0472-… above the unit."""
    text = folded(layout.row_text(here))
    return (_is_contact(layout, here) or "联系人" in text) and any(
        0 < row - here <= _BLOCK and not any(_names_a_unit(layout, r) for r in range(here + 1, row))
        for row in (row_of(layout, f) for f in employers if _signs(layout, f))
    )


def _names_a_unit(layout: Layout, row: int) -> bool:
    """Whether a cell of the row is an organisation's name, with its label or without."""
    return any(ORG_CELL.fullmatch(folded(p.text)) for p in layout.in_row(row))


def _names_a_payee(layout: Layout, row: int) -> bool:
    """Whether the row of an account names an organisation beside the bank that keeps it."""
    text = folded(layout.row_text(row))
    return ORG_WORD.search(_BANK.sub("", _BANK_LABEL.sub(":", text))) is not None


def _party_over(layout: Layout, finding: Finding, own: Sequence[Finding]) -> bool | None:
    """Whether the fields over the finding in its column begin with the own employer's name.

    False: with another organisation's; None: with none.
    """
    mine = _lines_of(layout, own)
    number = piece_of(layout, finding)
    piece = layout.pieces[number]
    if number not in mine and _SIDE.match(folded(piece.text)):
        return False  # 丙方：某村 负责人：… 电话：…
    column = _column_over(layout, piece)
    # 法定代表人：…　电话：… has the party's name over its first field.
    column = column or _column_over(layout, layout.in_row(piece.row)[0])
    for over in column[:_PARTY_FIELDS]:
        field = _spread_field(layout, over)
        if (first := mine.get(layout.piece_of[field[-1].start])) is not None:
            # On a form of one column an office's phone may follow 工作单位 as well.
            head = layout.pieces[first]
            aside = len(layout.in_row(head.row)) > 1
            return True if aside or _PARTY_NAME.match(folded(head.text)) else None
        text = folded("".join(p.text for p in field))
        if _PARTY.match(text) and ORG_WORD.search(text):
            return False
        if _FIELD.match(text):
            continue
        if not _has_label(layout, over):
            return None
        if ORG_CELL.fullmatch(text):
            return False
    return None


def _spread_field(layout: Layout, piece: Piece) -> tuple[Piece, ...]:
    """The piece, with that behind it where its label is spread over its cell: 名 | 称：…."""
    behind = [p for p in layout.in_row(piece.row) if p.u0 >= piece.u1]
    spread = len(piece.text) == 1 and behind and _LABEL_END.match(folded(behind[0].text))
    return (piece, behind[0]) if spread else (piece,)


def _lines_of(layout: Layout, findings: Sequence[Finding]) -> dict[int, int]:
    """The pieces of each finding, which may wrap in its cell, and its first one."""
    found = {}
    for finding in findings:
        places = (layout.place_of[q] for q in finding.quads if q in layout.place_of)
        pieces = [layout.piece_of[i] for i in places]
        found.update(dict.fromkeys(pieces, pieces[0] if pieces else -1))
    return found


def _has_label(layout: Layout, piece: Piece) -> bool:
    """Whether a value has its label in the cell to its left: 负责人 | 赵强."""
    left = layout.left_of(piece)
    return bool(left) and _LABEL.fullmatch(folded(left[-1].text)) is not None


def _column_over(layout: Layout, piece: Piece) -> list[Piece]:
    return [p for p in layout.above(piece) if abs(p.u0 - piece.u0) <= piece.height]


def _is_contact(layout: Layout, row: int, most: int = 1) -> bool:
    """Whether the row tells at least ``most`` ways to reach somebody: 地址：… 电话：…"""
    text = folded(layout.row_text(row))
    return len(set(CONTACT.findall(text))) >= most


def _is_date(layout: Layout, row: int) -> bool:
    """Whether the row is the date that stands under the name of who signs a letter."""
    text = folded(layout.row_text(row))
    return _DATE.fullmatch(text) is not None
