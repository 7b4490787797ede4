"""Units that a sentence makes the applicant's: 2018年借调至固阳县金山镇水管站 (cases 35, 36).

Whose career a sentence tells is told by who is named in it; the papers of the applicant need
not name them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from redactor.datatypes import Entity, Evidence, Finding, Likeness
from redactor.recognise.career import MONTH, YEAR
from redactor.recognise.context import piece_of, text_finding
from redactor.recognise.flow import Flow, Layout
from redactor.recognise.lexicon import ORG_KINDS, ORG_LATIN
from redactor.recognise.paper import AFFILIATION
from redactor.recognise.stations import OUR_UNIT, POST, STAYED, is_unit, unit_finding
from redactor.textnorm import Folded, fold, folded

_KINDS = "|".join(
    (*ORG_KINDS, "中心校", "教研室", "厅", "政府", "法院", "检察院", "银行", "村", "嘎查")
)
_UNIT = rf"(?P<unit>[\u4e00-\u9fff][\u4e00-\u9fff0-9()·]{{1,29}}?(?:{_KINDS}))"
_STAY = "(?:借调|抽调|选调|挂职(?:锻炼)?|下派|派驻|选派|支教|支医|驻村|顶岗|轮岗|援疆|援藏|帮扶)"
_DUTY = r"(?:工作|任教|任职|挂职|支教|支医|驻村|锻炼|帮扶|担任|任|从事|参与|参加|协助|承担)"
# What the unit ends before; a longer name would go on.
_HAN = r"\u4e00-\u9fff"
_OFFICE = rf"[{_HAN}]{{1,5}}(?:[科室处股组部]|车间)"
_TOWN = "[省市盟旗县区镇乡]"
_FOR = "(?:近?[一二两三四五六七八九十半数]+余?个?[年月]|半年|期间|学习)"
_END = rf"(?=[^{_HAN}]|$|{_DUTY}|{_FOR}|{_OFFICE}(?:[^{_HAN}]|$|{_DUTY}|{POST}))"
# 先后在, 曾在某某中学、某某小学和某某中学任教: the first, and each that follows it.
_IN_TURN = re.compile(
    rf"(?:先后|曾|曾经)(?:在|于){_UNIT}(?=[、和及与,][{_HAN}、,]{{2,80}}?(?:工作|任教|任职))"
)
_AND_THEN = re.compile(rf"[、和及与,]{_UNIT}(?=[、和及与,]|工作|任教|任职)")
# 在我县 is no unit's.
_AT_US = re.compile(f"(?:[在到来至]|[借抽]调)我(?:{OUR_UNIT}){STAYED})")
_SEALED = re.compile(r"\((?:盖章|公章|章)\)$")
_DATED = re.compile(
    r"[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日|\(?(?:盖章|公章|章)\)?"
)
_MONTHS = "近?[一二三四五六七八九十两半数]+余?个?[年月]"
_TOLD = (
    re.compile(
        rf"(?:{_STAY}|调动?|分配|安置|派遣|转隶|划转|并入)(?:[到至往于在]|入|进入?){_UNIT}{_END}"
    ),
    re.compile(rf"(?:到|赴|至|在)(?!职){_UNIT}(?={_STAY})"),
    re.compile(rf"(?:借调|抽调|派驻|调入){_UNIT}{_END}"),
    # 到…开展工作 and 在…工作组 tell of a visit.
    re.compile(
        rf"(?:到|进入|入职|在|于)(?!职){_UNIT}(?=(?:(?:参加)?工作|任教|任职|就业|担任|任(?![务何意由凭命])|当)(?!组|站|室|会|方案|中))"
    ),
    re.compile(rf"(?:到|赴|在)(?!职){_UNIT}(?=服务(?:[,.;。期满]|$|[累共]计|\d|{_MONTHS}))"),
    re.compile(rf"(?:原|曾|此前)(?:就职|任职|供职|工作|受聘)(?:于|在){_UNIT}{_END}"),
    re.compile(rf"由{_UNIT}(?=变更为)"),
    re.compile(rf"变更为{_UNIT}{_END}"),
    _IN_TURN,
    re.compile(rf"(?:原|前)(?:工作|任职)?单位(?:是|为|系|:){_UNIT}{_END}"),
)
# 在赤峰市和固阳县金山镇水管站: two stays, of which the first names no unit.
_PLACE_AND = re.compile(rf"[{_HAN}]{{1,5}}?{_TOWN}[和与及](?=[{_HAN}]{{1,5}}?{_TOWN})")
_SELF = re.compile(r"本人|我(?![们国国院校所站局厂馆队县市旗区镇省盟班组科室部处单公中])")
_SPAN = rf"[自从]?{YEAR}{MONTH}(?:--?|至|~|到){YEAR}{MONTH}(?:期间)?"
_WORD = r"(?:[A-Z][A-Za-z&.'’-]*)"
_LATIN_UNIT = re.compile(
    rf"\s*(?:\([^()]{{0,30}}\)\s*)?,?\s*(?:of|from|at|with)\s+(?:the\s+)?"
    rf"(?P<unit>{_WORD}(?:\s+(?:(?:of|and|for|the)\s+)*{_WORD}){{1,9}})"
)
_LATIN_REACH = 300  # characters behind a name, in which where they work is told
_SAID_OF = re.compile(
    "该(?:同志|员工|职工|教师|医生|医师|护士|同学|人员)|(?:^|[,;])(?:其|他|她)(?=[于在曾先自\\d])"
    # 其间，2010年7月至2013年6月在某厂工作
    rf"|(?:^|[,;。])(?:(?:其间|期间|[此之]前|[此之随]后|曾),?)?[于在]?{_SPAN},?[在于到]?$"
)
_AGAINST = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD})


def told_units(layout: Layout, own: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """Units of sentences about a career, beside the ``own`` values; OWN_ROW where the sentence
    names the applicant, and OTHER_ROW where it names somebody else. A likely short form of the
    own employer is no more than that, unless the sentence is about the applicant.
    """
    taken = {q for f in own if not f.is_short_form for q in f.quads}
    guessed = {q for f in own if f.is_short_form for q in f.quads}
    told = [*_told(layout), *_signed(layout)]
    inside = {q for unit, *_ in told for q in unit.quads}
    people = [f for f in others if inside.isdisjoint(f.quads)]  # 萨如拉图雅嘎查 names nobody
    found = []
    for unit, here, text, part in told:
        if not taken.isdisjoint(unit.quads):
            continue
        subject = _subject(layout, here, text, part, own, people)
        if Evidence.OWN_ROW in subject or guessed.isdisjoint(unit.quads):
            taken.update(unit.quads)
            found.append(replace(unit, evidence=unit.evidence | subject))
    return found


def _told(layout: Layout) -> Iterator[tuple[Finding, set[int], str, int]]:
    """Each unit with the places of the clause before it, the sentence and the clause's length."""
    for flow in (*layout.chains, layout.rows):
        view = fold(flow.text)
        for pattern in _TOLD:
            for match, (first, last) in _matches(pattern, view.text):
                if place := _PLACE_AND.match(view.text, first, last):
                    first = place.end()
                places = [flow.index[view.index[i]] for i in range(first, last)]
                printed = flow.text[view.index[first] : view.index[last - 1]]
                if not is_unit(view.text[first:last]) or "\t" in printed:
                    continue
                unit = unit_finding(layout, places, "career.told")
                yield unit, *_clause(flow, view, match.start(), first)


def _signed(layout: Layout) -> Iterator[tuple[Finding, set[int], str, int]]:
    """Who signs that somebody served 在我院, as ``_told`` gives units."""
    signer = _signer(layout)
    if signer is None:
        return
    view = fold(layout.rows.text)
    for match in _AT_US.finditer(view.text):
        unit = unit_finding(layout, signer, "career.told")
        yield unit, *_clause(layout.rows, view, match.start(), match.start())


def _clause(flow: Flow, view: Folded, start: int, end: int) -> tuple[set[int], str, int]:
    """Up to ``view.text[end]`` from the beginning of the sentence around ``view.text[start]``: its
    places, its text with the clauses before it, and its length.
    """
    head = _sentence(view.text, start)
    here = {flow.index[view.index[i]] for i in range(head, end)}
    return here, view.text[view.text.rfind("。", 0, head) + 1 : end], end - head


def _signer(layout: Layout) -> range | None:
    """The unit alone on the page's last line but for a date."""
    for piece in reversed(layout.pieces):
        view = fold(piece.text)
        if not _DATED.fullmatch(view.text):
            name = _SEALED.sub("", view.text)
            if not is_unit(name):
                return None
            start, end = view.span(0, len(name))
            return range(piece.start + start, piece.start + end)
    return None


def _matches(
    pattern: re.Pattern[str], text: str
) -> Iterator[tuple[re.Match[str], tuple[int, int]]]:
    """The matches of a pattern, and each unit that they name."""
    for match in pattern.finditer(text):
        more: re.Match[str] | None = match
        while more is not None:
            yield match, more.span("unit")
            more = _AND_THEN.match(text, more.end("unit")) if pattern is _IN_TURN else None


def latin_units(layout: Layout, own: Sequence[Finding]) -> list[Finding]:
    """Units right behind the own name in Latin letters: Ms. Wang Wei of Yunling Institute."""
    taken = {q for f in own for q in f.quads}
    certain = any(f.entity is Entity.EMPLOYER and f.likeness is Likeness.EXACT for f in own)
    evidence = {Evidence.OWN_AFFILIATION} | ({Evidence.TWIN_AFFILIATION} if certain else set())
    found = []
    for name in own:
        if name.entity is not Entity.NAME or name.likeness is not Likeness.SPELLING:
            continue
        text, index = _behind(layout, name)
        match = _LATIN_UNIT.match(text)
        if not match or not ORG_LATIN.search(match["unit"]):
            continue
        unit = text_finding(
            layout,
            dict.fromkeys(index[slice(*match.span("unit"))]),
            Entity.EMPLOYER,
            AFFILIATION,
            folded(match["unit"]),
            Likeness.ALIAS,
            evidence,
        )
        if taken.isdisjoint(unit.quads):
            found.append(unit)
    return found


def _behind(layout: Layout, name: Finding) -> tuple[str, Sequence[int]]:
    """What follows a name, in its column where it has one, and its places."""
    place = layout.place_of.get(name.quads[-1], -1)
    column = next((c.index for c in layout.chains if place in c.index), ())
    index = column[column.index(place) + 1 :] if column else range(place + 1, len(layout.page.text))
    text, places = "", list[int]()
    for i in index[:_LATIN_REACH]:
        # Lines stand in a column without anything between them.
        if column and places and layout.piece_of[i] != layout.piece_of[places[-1]]:
            text += "\n"
            places.append(places[-1])
        text += layout.page.chars[i].text
        places.append(i)
    return text, places


def _sentence(text: str, place: int) -> int:
    """Where the sentence around ``text[place]`` begins."""
    return max(text.rfind(mark, 0, place) for mark in "。;!?") + 1


def _subject(
    layout: Layout,
    here: set[int],
    text: str,
    part: int,
    own: Sequence[Finding],
    others: Sequence[Finding],
) -> frozenset[Evidence]:
    """What the sentence ``text`` before a unit says of whose it is; ``part``: the length of its
    last part, which has its places ``here``.
    """

    def named(findings: Sequence[Finding], against: Collection[Evidence] = _AGAINST) -> bool:
        return any(
            f.entity is Entity.NAME
            and f.evidence.isdisjoint(against)
            and piece_of(layout, f) >= 0
            and layout.place_of[f.quads[0]] in here
            for f in findings
        )

    longer = [f for f in own if Evidence.LONGER_NAME in f.evidence]  # 王伟民 of 王伟
    if named([f for f in others if f.likeness is Likeness.OTHER]) or named(longer, ()):
        return frozenset({Evidence.OTHER_ROW})
    sure = [f for f in own if f.likeness in (Likeness.EXACT, Likeness.SPELLING)]
    if named(sure) or _SELF.search(text[len(text) - part :]):
        return frozenset({Evidence.OWN_ROW})
    if _SAID_OF.search(text) and _is_last_named(layout, min(here), sure, others):
        return frozenset({Evidence.OWN_ROW})
    return frozenset()


def _is_last_named(
    layout: Layout, place: int, own: Sequence[Finding], others: Sequence[Finding]
) -> bool:
    """Whether the applicant is who was named last before ``chars[place]``."""
    names = [f for f in (*own, *others) if f.entity is Entity.NAME and f.quads]
    places = [(layout.place_of.get(f.quads[0], place), f in own) for f in names]
    return max((p for p in places if p[0] < place), default=(-1, False))[1]
