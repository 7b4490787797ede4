"""Values that only their labels tell: certificate numbers, dates of birth, offices' phones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.recognise.context import piece_of, row_of, text_finding, with_evidence
from redactor.recognise.employer_forms import FILE_SIGN
from redactor.recognise.fields import context_before
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import (
    CONTACT,
    EDITORS,
    LEADER,
    ORG_CELL,
    ORG_KINDS,
    ORG_WORD,
    PUBLIC_PHONE,
    PUBLIC_SITE,
    SELF_LABELS,
)
from redactor.textnorm import fold, folded

# Presidio's word for what a label tells, and the category it belongs to.
LABELLED = {
    "LANDLINE": Entity.PHONE,
    "POSTCODE": Entity.ADDRESS,
    "OFFICE_ADDRESS": Entity.ADDRESS,
    "CERTIFICATE": Entity.NUMBER,
    "BIRTH": Entity.NUMBER,
    "PRIVATE": Entity.NUMBER,
    "SITE": Entity.EMPLOYER,
    "UNIT_CODE": Entity.EMPLOYER,
    "UNIT_ACCOUNT": Entity.NUMBER,
}
CONTACTS = frozenset(
    f"presidio.{kind}" for kind in ("site", "unit_code", "unit_account", "office_address")
)
_BLOCK = 3  # rows of address, phone and fax under a letterhead
_OF_ROW = 80  # characters
_LETTERHEAD = 2  # rows at the head of a page
_SIGN_ROWS = 4  # from a letterhead to its number, with a title of two lines between
_REPORT = 8  # rows from who made a report, over the names of people, to where that unit is
_HEADS_ROOM = 14  # characters of a line beside the employer that it names
_PARTY_FIELDS = 8  # under the name of a party to a contract
_FIELD = re.compile(r"[\u4e00-\u9fffa-z()/]{2,16}:")
_ACCOUNT = "presidio.unit_account"
_LABEL = re.compile(r"[\u4e00-\u9fff()/]{2,10}")
_PARTY = re.compile(r"(?:[甲乙丙]方|[\u4e00-\u9fff]{1,3}人|[\u4e00-\u9fff]{0,2}单位)[^:]{0,10}:")
# 受托方(乙方): and 专利权人:, what stands under them is theirs.
_PARTY_NAME = re.compile(r"(?:[\u4e00-\u9fff]{1,3}方|[\u4e00-\u9fff]{2,3}人)(?:\([^()]{1,6}\))?:")
_NUMBER = re.compile(r"[0-9a-z*-]{5,24}")
_BANK = re.compile("[\u4e00-\u9fff]{0,4}(?:银行|[分支]行|营业[部室厅]|分理处|信用社|联社)")
_BANK_LABEL = re.compile("开户(?:银行|行)")
_MAKER = re.compile(
    "(?:^|[^\u4e00-\u9fff])(?:编制|编写|设计|制图|绘图|校核|主检|检测|分析)人?员?(?::|$)"
)
_CLERK = re.compile("(?:联系|经办|制表|记录|填表|填报)人?:?$")
_CHECKED = re.compile("(?:审核|审查|审定|复核|核定|批准|签发)人?(?:签[字名])?:?$")
DECLARED = "own.declared"
_DECLARATION = 40  # characters behind the full name in which it ends
_MAKERS_ROWS = 4  # of a title block, from one of its labels to another
_DECLARES = re.compile(r"\((?:以下)?(?:简称|下称|称)为?:?[“\"]?")
_DECLARED = re.compile(_DECLARES.pattern + '(?P<name>[\u4e00-\u9fff]{2,12})[”"]?\\)')
_IN_BRACKETS = re.compile(r"\((?P<name>[\u4e00-\u9fff]{3,8})\)")
# What every contract calls its parties names nobody.
_PARTY_WORD = re.compile(
    f"[本我该贵]?(?:公司|集团|{'|'.join(ORG_KINDS)})|[甲乙丙丁]方|.{{0,4}}单位|.{{1,3}}人"
)
_LIST_NUMBER = re.compile(f"{SELF_LABELS[Entity.NUMBER].pattern}|[账帐]号$")
_HOLDER = r"户\s*名[:：\s]*(?P<name>[\u4e00-\u9fff·][\u4e00-\u9fff· \u3000]{1,10}?)"
_FIGURES = r"(?P<value>(?:\d{4}[ ]){2,5}\d{1,4}(?!\d)|(?<!\d)\d{12,24}(?!\d))"
_ACCOUNTS = (
    re.compile(rf"{_HOLDER}\s*(?:银行)?[账帐]\s*号[:：\s]*{_FIGURES}"),
    re.compile(rf"{_FIGURES}\s*[(（]开?{_HOLDER}[)）]"),
)
_CLERK_ROW = re.compile(
    "(?:(?:会务|业务|会议|报名|材料)?联系人?|(?:经办|受理|填报|承办|制表)人员?)(?:及(?:联系)?电话)?:(?!\\d)"
)
_NAMES = 6  # characters before a name in which it is told to be the one
_NAMES_SOMEONE = re.compile("(?:指定|委派|指派|委托|安排|由).{2,20}(?:为|担任|作为|负责)")
_ALSO = re.compile("[ \u3000]*[/、,，;；或][ \u3000]*|[ \u3000]{1,4}")
_REACHED = re.compile("[ \u3000\t,，;；(（]*(?:联系|办公)?电[ \u3000]*话[:：]?[ \u3000\t]*")
_MAIL_WITH_PHONE = re.compile(r"\d[\d()-]{6,}[,;、]?(?:电子)?(?:邮箱|信箱|邮件|e-?mail):?$")
_UNITS_PHONE = 40  # characters before a phone that name whose it is
_OF_A_UNIT = re.compile(
    f"[\u4e00-\u9fff]{{2}}(?:{'|'.join(ORG_KINDS)})(?:[\u4e00-\u9fff]{{1,4}}[科室部处])?"
    r"[(,:]?(?:联系|咨询|办公|值班)?(?:电话|传真|tel):?$"
)
_DATE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_REST = re.compile(r"[\u4e00-\u9fffa-z0-9#()-]{0,30}(?:[号栋幢室楼层元户区村组]|\d)")


def whose(kind: str, text: str, births: Sequence[str], numbers: Sequence[str]) -> Likeness:
    """EXACT for a number that holds an own ID number or date of birth (case 54), SPELLING for
    the own month of birth, else OTHER.
    """
    plain = folded(text)
    if kind == "CERTIFICATE":
        held = any(own and own in plain for own in (*births, *numbers))
        return Likeness.EXACT if held else Likeness.OTHER
    parts = re.findall(r"\d+", plain)
    if kind == "BIRTH" and parts:
        joined = parts[0] + "".join(part.zfill(2) for part in parts[1:])
        if len(joined) >= 6 and any(born.startswith(joined) for born in births):
            return Likeness.SPELLING
    return Likeness.OTHER


def place_evidence(layout: Layout, entity: Entity, start: int) -> frozenset[Evidence]:
    """PUBLIC_PHONE or LEADER, from the words before ``chars[start]``."""
    row = context_before(layout, start, _OF_ROW)
    before = row[-16:] or _line_before(layout, start)
    if entity is Entity.EMAIL:
        before = _MAIL_WITH_PHONE.sub("", row)
    of_editors = entity is Entity.PHONE and EDITORS.search(row)
    if entity in (Entity.PHONE, Entity.EMAIL) and (PUBLIC_PHONE.search(before) or of_editors):
        return frozenset({Evidence.PUBLIC_PHONE})
    if entity is Entity.EMPLOYER and PUBLIC_SITE.search(before):
        return frozenset({Evidence.PUBLIC_PHONE})
    if entity is Entity.NAME and LEADER.search(context_before(layout, start)):
        return frozenset({Evidence.LEADER})
    return frozenset()


def _line_before(layout: Layout, start: int) -> str:
    """The end of the line before, where it is a label whose value is wrapped."""
    text = layout.page.text
    row = text.rfind("\n", 0, start)
    line = folded(text[text.rfind("\n", 0, max(0, row)) + 1 : max(0, row)])
    return line[-16:] if line.endswith(":") else ""


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
    employers = [f for f in own if _is_certain(f)]
    rows = {row_of(layout, f) for f in employers}
    heads = {row_of(layout, f) for f in employers if _heads_block(layout, f)}
    here = row_of(layout, finding)
    if reaches and here not in rows and _is_behind_a_unit(layout, finding):
        return _without_label(finding)
    beside = here in rows or _follows_own(layout, finding, own)
    if reaches and not beside and employers and not _names_a_unit(layout, here):
        party = _party_over(layout, finding, employers)
        if party is False:
            return _without_label(finding)
        beside = _in_block(layout, here, heads) if party is None else party
        if finding.found_by == _ACCOUNT and _names_a_payee(layout, here):
            beside = False
    return with_evidence(finding, Evidence.EMPLOYER_BESIDE) if beside else finding


def _without_label(finding: Finding) -> Finding:
    """The finding of a value in a field of another unit, which is no field of the applicant's."""
    return replace(finding, evidence=finding.evidence - {Evidence.SELF_LABEL})


def twin_of_employer(finding: Finding, own: Sequence[Finding], layout: Layout) -> Finding:
    """Add EMPLOYER_BESIDE to a likely English name right under or over the Chinese one.

    Each in a line of its own, as letterheads and covers have them; or to a short form that the
    text says to be one: …有限公司（以下简称云岭水务）; or to a likely sign under the letterhead.
    """
    if finding.entity is not Entity.EMPLOYER or finding.likeness is not Likeness.ALIAS:
        return finding
    if _is_declared(finding, own, layout):
        return with_evidence(finding, Evidence.EMPLOYER_BESIDE)
    rows = [row_of(layout, f) for f in own if _is_certain(f) and _is_line(layout, f)]
    here = row_of(layout, finding)
    if finding.found_by == f"own.{FILE_SIGN}" and any(
        row <= _LETTERHEAD and row < here <= row + _SIGN_ROWS for row in rows
    ):
        return with_evidence(finding, Evidence.EMPLOYER_BESIDE)
    twin = _is_line(layout, finding) and any(abs(row - here) == 1 for row in rows)
    return with_evidence(finding, Evidence.EMPLOYER_BESIDE) if twin else finding


def _is_declared(finding: Finding, own: Sequence[Finding], layout: Layout) -> bool:
    ends = (layout.place_of.get(f.quads[-1], -1) + 1 for f in own if _is_certain(f))
    start = layout.place_of.get(finding.quads[0], -1)
    before = [folded(layout.page.text[e:start]) for e in ends if e <= start]
    after = layout.place_of.get(finding.quads[-1], len(layout.page.text)) + 1
    # …第三医院（朔医三院）: a likely form that fills the brackets behind the name is one.
    in_brackets = folded(layout.page.text[after : after + 1]) == ")" and "(" in before
    return in_brackets or any(map(_DECLARES.fullmatch, before))


def declared_forms(layout: Layout, own: Sequence[Finding]) -> list[Finding]:
    """Short forms that no rule makes and the text declares: …卫生院（以下简称“锡镇卫生院”）."""
    taken = {q for f in own for q in f.quads}
    found = []
    for employer in filter(_is_certain, own):
        end = layout.place_of.get(employer.quads[-1], len(layout.page.chars)) + 1
        view = fold(layout.page.text[end : end + _DECLARATION])
        match = _DECLARED.match(view.text) or _bracketed(view.text, employer.value)
        if not match or _PARTY_WORD.fullmatch(match["name"]):
            continue
        start, stop = (end + at for at in view.span(*match.span("name")))
        form = text_finding(
            layout,
            range(start, stop),
            Entity.EMPLOYER,
            DECLARED,
            match["name"],
            Likeness.EXACT,
            frozenset(),
            employer.grade,
        )
        if taken.isdisjoint(form.quads):
            found.append(form)
    return found


def _bracketed(behind: str, full: str) -> re.Match[str] | None:
    """A short form in brackets right behind the name it is made of: …第三医院（朔医三院）."""
    match = _IN_BRACKETS.match(behind)
    chars = iter(full)
    return match if match and all(c in chars for c in match["name"]) else None


def _is_line(layout: Layout, finding: Finding) -> bool:
    if (place := piece_of(layout, finding)) < 0:
        return False
    piece = layout.pieces[place]
    return len(layout.in_row(piece.row)) == 1 and folded(piece.text).startswith(finding.value)


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
    if not any(map(_is_certain, own)):
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
        _is_under(p, over) and _NUMBER.fullmatch(folded(p.text)) is not None for p in under
    )


def _is_signed(layout: Layout, own: Sequence[Finding]) -> bool:
    """Whether the own employer's name heads the page: the paper is its own."""
    return any(row_of(layout, f) < _LETTERHEAD for f in own if _is_certain(f))


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
        return _without_label(finding)
    if Evidence.NO_OWN_VALUE not in finding.evidence:
        return finding
    row = row_of(layout, finding)
    names = [f for f in others if f.entity is Entity.NAME and row_of(layout, f) == row]
    mine = [f for f in own if row_of(layout, f) == row and _tells_owner(f)]
    return with_evidence(finding, Evidence.OWN_ROW) if mine and not names else finding


def _is_of_another(
    layout: Layout, finding: Finding, own: Sequence[Finding], others: Sequence[Finding]
) -> bool:
    """Whether the clause names somebody else, and not the applicant, before the finding:
    甲方指定李娜为联系人，电话0472-…; or the row is of who deals with it: 经办人：李娜 电话：…
    """
    start = layout.place_of[finding.quads[0]]
    row = row_of(layout, finding)
    if _CLERK_ROW.match(folded("".join(p.text for p in layout.in_row(row)))):
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
    owners = [f for f in own if _tells_owner(f)]
    listed = (
        range(piece.start, piece.end)
        for row in {row_of(layout, f) for f in owners}
        for piece in layout.in_row(row)
        if _NUMBER.fullmatch(folded(piece.text)) and _is_under_number_label(layout, piece)
    )
    found = []
    for places in (*listed, *_accounts(layout, owners)):
        value = folded(layout.page.text[places.start : places.stop])
        number = text_finding(
            layout, places, Entity.NUMBER, "list.number", value, Likeness.OTHER, seen
        )
        if taken.isdisjoint(number.quads):
            found.append(number)
    return found


def _accounts(layout: Layout, owners: Sequence[Finding]) -> Iterator[range]:
    """Where the number of an account stands behind the holder's name: 户名：王伟 账号：6217 …"""
    names = {layout.place_of.get(f.quads[0]) for f in owners if f.entity is Entity.NAME}
    for match in chain.from_iterable(p.finditer(layout.rows.text) for p in _ACCOUNTS):
        if match.start("name") in names:
            yield range(*match.span("value"))


def _is_under_number_label(layout: Layout, piece: Piece) -> bool:
    """Whether the nearest text over a number that is none itself is the label of one's own."""
    over = (folded(p.text) for p in layout.above(piece))
    head = next((text for text in over if not _NUMBER.fullmatch(text)), "")
    return _LIST_NUMBER.search(head) is not None


def _tells_owner(finding: Finding) -> bool:
    kinds = (Entity.NAME, Entity.ID_NUMBER, Entity.PHONE)
    against = {Evidence.OTHER_ROLE, Evidence.LONGER_NAME, Evidence.INSIDE_WORD}
    sure = finding.entity in kinds and finding.likeness is Likeness.EXACT
    return sure and not finding.evidence & against


def _follows_own(layout: Layout, finding: Finding, own: Sequence[Finding]) -> bool:
    if finding.entity is not Entity.PHONE:
        return False
    start = layout.place_of[finding.quads[0]]
    leads = {Entity.PHONE: _ALSO, Entity.NAME: _REACHED}
    # What was spotted stands between the characters that were read.
    ends = (
        (layout.place_of.get(f.quads[-1], start) + 1, leads[f.entity])
        for f in own
        if f.entity in leads and (f.entity is Entity.PHONE or _tells_owner(f))
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
    return min(rows) < _LETTERHEAD or named in rows


def _names_a_unit(layout: Layout, row: int) -> bool:
    """Whether a cell of the row is an organisation's name, with its label or without."""
    return any(ORG_CELL.fullmatch(folded(p.text)) for p in layout.in_row(row))


def _names_a_payee(layout: Layout, row: int) -> bool:
    """Whether the row of an account names an organisation beside the bank that keeps it."""
    text = folded("".join(p.text for p in layout.in_row(row)))
    return ORG_WORD.search(_BANK.sub("", _BANK_LABEL.sub(":", text))) is not None


def _party_over(layout: Layout, finding: Finding, own: Sequence[Finding]) -> bool | None:
    """Whether the fields over the finding in its column begin with the own employer's name.

    False: with another organisation's; None: with none.
    """
    mine = _lines_of(layout, own)
    piece = layout.pieces[piece_of(layout, finding)]
    column = _column_over(layout, piece)
    # 法定代表人：…　电话：… has the party's name over its first field.
    column = column or _column_over(layout, layout.in_row(piece.row)[0])
    for over in column[:_PARTY_FIELDS]:
        if (first := mine.get(layout.piece_of[over.start])) is not None:
            # On a form of one column an office's phone may follow 工作单位 as well.
            head = layout.pieces[first]
            aside = len(layout.in_row(head.row)) > 1
            return True if aside or _PARTY_NAME.match(folded(head.text)) else None
        text = folded(over.text)
        if _PARTY.match(text) and ORG_WORD.search(text):
            return False
        if _FIELD.match(text):
            continue
        if not _has_label(layout, over):
            return None
        if ORG_CELL.fullmatch(text):
            return False
    return None


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
    left = [p for p in layout.in_row(piece.row) if p.u1 <= piece.u0]
    return bool(left) and _LABEL.fullmatch(folded(left[-1].text)) is not None


def _column_over(layout: Layout, piece: Piece) -> list[Piece]:
    return [p for p in layout.above(piece) if abs(p.u0 - piece.u0) <= piece.height]


def _is_certain(finding: Finding) -> bool:
    sure = finding.likeness in (Likeness.EXACT, Likeness.SPELLING)
    return (
        finding.entity is Entity.EMPLOYER and sure and Evidence.LONGER_ORG not in finding.evidence
    )


def _is_contact(layout: Layout, row: int, most: int = 1) -> bool:
    """Whether the row tells at least ``most`` ways to reach somebody: 地址：… 电话：…"""
    text = folded("".join(p.text for p in layout.in_row(row)))
    return len(set(CONTACT.findall(text))) >= most


def _is_date(layout: Layout, row: int) -> bool:
    """Whether the row is the date that stands under the name of who signs a letter."""
    text = folded("".join(p.text for p in layout.in_row(row)))
    return _DATE.fullmatch(text) is not None


def wrapped_address(layout: Layout, last: int) -> range:
    """Characters of the line below that go on with an address ending at ``chars[last]``.

    Empty unless the address ends its piece, and the piece under it has no label to its left and
    ends like an address does: 28号楼1761室.
    """
    piece = layout.pieces[layout.piece_of[last]]
    below = [p for p in layout.pieces if _is_under(p, piece)] if last == piece.end - 1 else []
    if len(below) != 1 or not _REST.fullmatch(folded(below[0].text)):
        return range(0)
    rest = below[0]
    middle = (rest.v0 + rest.v1) / 2
    if any(p.v0 < middle < p.v1 and p.u1 <= rest.u0 for p in layout.pieces):
        return range(0)
    return range(rest.start, rest.end)


def _is_under(below: Piece, piece: Piece) -> bool:
    gap = below.v0 - piece.v1
    near = -0.5 * piece.height <= gap <= 1.2 * piece.height and below.v0 > piece.v0
    return near and below.u0 < piece.u1 and below.u1 > piece.u0
