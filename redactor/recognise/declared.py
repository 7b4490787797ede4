"""Names that a page itself makes the own employer's: declared, or beside it or its letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.recognise.context import (
    LETTERHEAD,
    is_certain,
    piece_of,
    row_of,
    text_finding,
    with_evidence,
)
from redactor.recognise.employer_forms import FILE_SIGN
from redactor.recognise.employer_parts import is_made_of
from redactor.recognise.flow import Layout
from redactor.recognise.lexicon import (
    ORG_KINDS,
)
from redactor.recognise.stations import OUR_UNIT, is_unit
from redactor.textnorm import Folded, fold, folded

_SIGN_ROWS = 4  # from a letterhead to its number, with a title of two lines between
DECLARED = "own.declared"
_DECLARATION = 40  # characters behind the full name in which it ends
_DECLARES = re.compile(r"\((?:以下)?(?:简称|下称|称)为?:?[“\"]?")
_DECLARED = re.compile(_DECLARES.pattern + '(?P<name>[\u4e00-\u9fff]{2,12})[”"]?\\)')
_IN_BRACKETS = re.compile(r"\((?P<name>[\u4e00-\u9fff]{3,8})\)")
# 赤源市第二医院（赤源市传染病医院）: one unit with two names on its door
_SECOND = re.compile(r"\((?!原)(?:加?挂)?(?P<name>[\u4e00-\u9fff]{5,24}?)(?:牌子?)?\)")
# …推广站（现更名为…推广中心）, …推广中心（原…推广站）: what the unit was called before
_RENAMED = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[年月日])(?P<name>(?![年月日])[\u4e00-\u9fff]{5,24}?)"
    r"[(,]?(?:于?\d{4}年)?(?:\d{1,2}月)?[现后已]?"
    "(?:(?:更名|改名|变更|改制|改建|升格|整合|合并|重组|组建|撤并)[为成到至]|(?<=\\(现)为?)$"
)
_FORMERLY = re.compile(
    r"[(,](?:原(?:名称?|单位|称)?|前身[为是系]|曾用名|曾名)[为是:]?(?P<name>[\u4e00-\u9fff]{5,24}?)[),。;]"
)
# 我公司（原某建筑公司）
_OURS = re.compile(
    rf"我(?:{OUR_UNIT})\((?:原(?:名称?|单位|称)?|前身[为是系]|曾用名)[为是:]?(?P<name>[\u4e00-\u9fff]{{5,24}}?)[),]"
)
# What every contract calls its parties names nobody.
_PARTY_WORD = re.compile(
    f"[本我该贵]?(?:公司|集团|{'|'.join(ORG_KINDS)})|[甲乙丙丁]方|.{{0,4}}单位|.{{1,3}}人"
)


def twin_of_employer(finding: Finding, own: Sequence[Finding], layout: Layout) -> Finding:
    """Add EMPLOYER_BESIDE to a likely English name right under or over the Chinese one.

    Each in a line of its own, as letterheads and covers have them; or to a short form that the
    text says to be one: …有限公司（以下简称云岭水务）; or to a likely sign under the letterhead.
    """
    if finding.entity is not Entity.EMPLOYER or finding.likeness is not Likeness.ALIAS:
        return finding
    if _is_declared(finding, own, layout):
        return with_evidence(finding, Evidence.EMPLOYER_BESIDE)
    rows = [row_of(layout, f) for f in own if is_certain(f) and _is_line(layout, f)]
    here = row_of(layout, finding)
    if finding.found_by == f"own.{FILE_SIGN}" and any(
        row <= LETTERHEAD and row < here <= row + _SIGN_ROWS for row in rows
    ):
        return with_evidence(finding, Evidence.EMPLOYER_BESIDE)
    twin = _is_line(layout, finding) and any(abs(row - here) == 1 for row in rows)
    return with_evidence(finding, Evidence.EMPLOYER_BESIDE) if twin else finding


def _is_declared(finding: Finding, own: Sequence[Finding], layout: Layout) -> bool:
    ends = (layout.place_of.get(f.quads[-1], -1) + 1 for f in own if is_certain(f))
    start = layout.place_of.get(finding.quads[0], -1)
    before = [folded(layout.page.text[e:start]) for e in ends if e <= start]
    after = layout.place_of.get(finding.quads[-1], len(layout.page.text)) + 1
    # …第三医院（朔医三院）: a likely form that fills the brackets behind the name is one.
    in_brackets = folded(layout.page.text[after : after + 1]) == ")" and "(" in before
    return in_brackets or any(map(_DECLARES.fullmatch, before))


def declared_forms(layout: Layout, own: Sequence[Finding]) -> list[Finding]:
    """Names that no rule makes and the text declares: …卫生院（以下简称“锡镇卫生院”); a second name
    in brackets or one of the past, which a person confirms.
    """
    taken = {q for f in own for q in f.quads}
    declared = [
        (places, likeness, employer.grade)
        for employer in filter(is_certain, own)
        for places, likeness in _declared_by(layout, employer)
    ]
    if own:
        declared += [(places, Likeness.ALIAS, "") for places in _ours(layout)]
    found = []
    for places, likeness, grade in declared:
        value = folded("".join(layout.page.text[i] for i in places))
        form = text_finding(
            *(layout, places, Entity.EMPLOYER, DECLARED, value, likeness, frozenset(), grade)
        )
        if taken.isdisjoint(form.quads):
            taken.update(form.quads)
            found.append(form)
    return found


def _ours(layout: Layout) -> Iterator[list[int]]:
    """Where the text tells what 我公司 was called before, on a page with own values."""
    for flow in (*layout.chains, layout.rows):
        view = fold(flow.text)
        for match in _OURS.finditer(view.text):
            if is_unit(match["name"]):
                yield [flow.index[view.index[i]] for i in range(*match.span("name"))]


def _declared_by(layout: Layout, employer: Finding) -> Iterator[tuple[Sequence[int], Likeness]]:
    """Where such names stand behind the own one and before it."""
    start = layout.place_of.get(employer.quads[0], 0)
    end = layout.place_of.get(employer.quads[-1], len(layout.page.chars)) + 1
    behind = fold(layout.page.text[end : end + _DECLARATION])
    match = _DECLARED.match(behind.text) or _bracketed(behind.text, employer.value)
    second = _SECOND.match(behind.text) or _FORMERLY.match(behind.text)
    if second and not match and is_unit(second["name"]):
        yield _named(behind, second, end), Likeness.ALIAS
    elif match and not _PARTY_WORD.fullmatch(match["name"]):
        yield _named(behind, match, end), Likeness.EXACT
    line = layout.page.text.rfind("\n", 0, start) + 1
    before = fold(layout.page.text[line:start])
    if (renamed := _RENAMED.search(before.text)) and is_unit(renamed["name"]):
        yield _named(before, renamed, line), Likeness.ALIAS


def _named(view: Folded, match: re.Match[str], offset: int) -> range:
    """The places of the name that was found in a view of the text from ``offset`` on."""
    start, end = view.span(*match.span("name"))
    return range(offset + start, offset + end)


def _bracketed(behind: str, full: str) -> re.Match[str] | None:
    """A short form in brackets right behind the name it is made of: …第三医院（朔医三院）."""
    match = _IN_BRACKETS.match(behind)
    return match if match and is_made_of(match["name"], full) else None


def _is_line(layout: Layout, finding: Finding) -> bool:
    if (place := piece_of(layout, finding)) < 0:
        return False
    piece = layout.pieces[place]
    return len(layout.in_row(piece.row)) == 1 and folded(piece.text).startswith(finding.value)
