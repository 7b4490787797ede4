"""Units that a sentence makes the applicant's: 2018年借调至固阳县金山镇水管站 (cases 35, 36).

Whose career a sentence tells is told by who is named in it; the papers of the applicant need
not name them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from redactor.datatypes import OF_MORE, Entity, Evidence, Finding, Likeness
from redactor.recognise.context import piece_of, row_of, text_finding
from redactor.recognise.employer_parts import parts_of
from redactor.recognise.flow import Flow, Layout
from redactor.recognise.lexicon import ORG_LATIN
from redactor.recognise.paper import AFFILIATION
from redactor.recognise.stations import (
    WITH_POST,
    WITHOUT_POST,
    career_rows,
    is_called,
    is_unit,
    unit_finding,
)
from redactor.recognise.stays import AND_THEN, AT_US, GOES_ON, PLACE_AND, SAID_SHORT, SPAN, TOLD
from redactor.textnorm import Folded, fold, folded

_SELF = re.compile(r"本人|我(?![们国国院校所站局厂馆队县市旗区镇省盟班组科室部处单公中])")
_WORD = r"(?:[A-Z][A-Za-z&.'’-]*)"
_LATIN_POST = (
    r"(?:(?:is|was|works|worked|as|an?|the)\s+){0,4}(?:[a-z]+\s+){0,2}(?:engineer|professor|teacher|"
    r"lecturer|nurse|physician|doctor|surgeon|pharmacist|director|researcher|agronomist|veterinarian|"
    r"accountant|economist|manager|editor|journalist|librarian|technician|president|principal|dean|"
    r"member|employee|lawyer|architect|specialist|representative)\s+"
)
_LATIN_UNIT = re.compile(
    rf"\s*(?:\([^()]{{0,30}}\)\s*)?,?\s*(?i:{_LATIN_POST})?(?:of|from|at|with)\s+(?:the\s+)?"
    rf"(?P<unit>{_WORD}(?:\s+(?:(?:of|and|for|the)\s+)*(?:{_WORD}|\d+)){{1,9}}(?:,\s*Ltd\.?)?)"
)
_LATIN_REACH = 300  # characters behind a name, in which where they work is told
_SAID_OF = re.compile(
    "该(?:同志|员工|职工|教师|医生|医师|护士|同学|人员)|(?:^|[,;])(?:其|他|她)(?=[于在曾先自\\d])"
    # 其间，2010年7月至2013年6月在某厂工作
    rf"|(?:^|[,;。])(?:(?:其间|期间|[此之]前|[此之随]后|曾),?)?[于在]?{SPAN},?[在于到]?$"
)
_SEALED = re.compile(r"\((?:盖章|公章|章)\)$")
_LABELLED = re.compile(r"^[^:]{0,8}(?:单位|部门|\([盖公]?章\)):")
_SIGNS_FOR = re.compile("(?:人事|人力资源|劳资|政工|组织)[\u4e00-\u9fff]{0,4}[科处部股室]$")
_DATED = re.compile(
    r"[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日|\(?(?:盖章|公章|章)\)?"
)
_OF_LEVEL = re.compile(
    "[旗县市区盟](?![场内外里直级容政民域])[\u4e00-\u9fff]{3,}(?<!工作)[站所院局校馆队园]"
)
_OF_TOWN = re.compile("[\u4e00-\u9fff]{2,}(?:[镇乡市旗县]|苏木|街道)(?:人民政府|政府|办事处)")
_CLAUSE = ",;。:!?"


class _Said(NamedTuple):
    """What leads to a unit in a text."""

    here: set[int]  # places of its sentence before it
    place: int  # where the sentence begins
    text: str  # that sentence, after the one that it hangs on
    part: int  # the sentence's length in ``text``
    opening: str  # its clause before the words that tell of a stay
    beside_own: bool = False  # a row of the career that names the own employer, too


def told_units(layout: Layout, own: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """Units of sentences about a career, beside the ``own`` values; OWN_ROW where the sentence
    names the applicant, and OTHER_ROW where it names somebody else. A likely short form of the
    own employer is no more than that, unless the sentence is about the applicant.
    """
    taken = {q for f in own if not f.is_short_form for q in f.quads}
    guessed = {q for f in own if f.is_short_form for q in f.quads}
    told = [*_told(layout), *_signed(layout), *_listed(layout, own)]
    inside = {q for unit, _ in told for q in unit.quads}
    people = [f for f in others if inside.isdisjoint(f.quads)]  # 萨如拉图雅嘎查 names nobody
    found = []
    for unit, said in told:
        if not taken.isdisjoint(unit.quads):
            continue
        subject = _subject(layout, said, own, people)
        if Evidence.OWN_ROW in subject or guessed.isdisjoint(unit.quads):
            taken.update(unit.quads)
            found.append(replace(unit, evidence=unit.evidence | subject))
    return found


def _told(layout: Layout) -> Iterator[tuple[Finding, _Said]]:
    """Each unit of which a sentence says that somebody worked there."""
    for flow in (*layout.chains, layout.rows):
        view = fold(flow.text)
        for pattern in TOLD:
            for match, (first, last) in _matches(pattern, view.text):
                if place := PLACE_AND.match(view.text, first, last):
                    first = place.end()
                places = [flow.index[view.index[i]] for i in range(first, last)]
                printed = flow.text[view.index[first] : view.index[last - 1]]
                name = view.text[first:last]
                if not (_is_named(name) or SAID_SHORT.fullmatch(name)) or "\t" in printed:
                    continue
                unit = unit_finding(layout, places, "career.told")
                yield unit, _said(flow, view, match.start(), first)


def _is_named(name: str) -> bool:
    """Whether it is a unit's name: 甘河林业局 and 区农业技术推广站, too, no 野外工作站."""
    if name.startswith(("我", "本", "该")):
        return False
    of_level = _OF_LEVEL.fullmatch(name) is not None or _OF_TOWN.fullmatch(name) is not None
    return is_unit(name) or of_level or (is_called(name) and not parts_of(name).is_worded)


def _signed(layout: Layout) -> Iterator[tuple[Finding, _Said]]:
    """Who signs that somebody served 在我院, as ``_told`` gives units."""
    signer = _signer(layout)
    if signer is None:
        return
    view = fold(layout.rows.text)
    for match in AT_US.finditer(view.text):
        unit = unit_finding(layout, signer, "career.told")
        yield unit, _said(layout.rows, view, match.start(), match.start())


def _listed(layout: Layout, own: Sequence[Finding]) -> Iterator[tuple[Finding, _Said]]:
    """Units of rows of a career: they are of whom the text names before them. Those without a post
    only over or below the own employer's.
    """
    sure = (Likeness.EXACT, Likeness.SPELLING)
    known = {row_of(layout, f) for f in own if f.entity is Entity.EMPLOYER and f.likeness in sure}
    rows = dict(career_rows(layout, WITHOUT_POST))
    posted = dict(career_rows(layout, WITH_POST))
    mine = _runs_with(known, sorted({*rows, *posted, *known}))
    for row, places in (rows | posted).items():
        if row not in mine and row not in posted:
            continue
        start = layout.in_row(row)[0].start
        time = folded(layout.page.text[start : places.start])
        said = _Said(set(range(start, places.start)), start, time, len(time), "", row in mine)
        yield unit_finding(layout, places, "career.told"), said


def _runs_with(known: Collection[int], rows: Sequence[int]) -> set[int]:
    """Those of ``rows`` that follow each other to one that is ``known``."""
    runs: list[set[int]] = []
    for row in rows:
        if not runs or row - 1 not in runs[-1]:
            runs.append(set())
        runs[-1].add(row)
    return {row for run in runs if not run.isdisjoint(known) for row in run}


def _said(flow: Flow, view: Folded, start: int, end: int) -> _Said:
    """What leads to ``view.text[end]``, by words that begin at ``view.text[start]``."""
    head = _sentence(view.text, start)
    here = {flow.index[view.index[i]] for i in range(head, end)}
    text = view.text[view.text.rfind("。", 0, head) + 1 : end]
    clause = max(view.text.rfind(mark, 0, start) for mark in _CLAUSE) + 1
    place = flow.index[view.index[head]]
    return _Said(here, place, text, end - head, view.text[clause:start])


def _signer(layout: Layout) -> range | None:
    """The unit alone on the page's last line but for a date."""
    for piece in reversed(layout.pieces):
        view = fold(piece.text)
        if not _DATED.fullmatch(view.text):
            label = _LABELLED.match(view.text)
            first = label.end() if label else 0
            name = _SIGNS_FOR.sub("", _SEALED.sub("", view.text[first:]))
            if ":" in name or not is_unit(name):
                return None  # 毕业院校：某大学 signs nothing
            start, end = view.span(first, first + len(name))
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
            then = AND_THEN.get(pattern)
            more = then.match(text, more.end("unit")) if then else None


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
    layout: Layout, said: _Said, own: Sequence[Finding], others: Sequence[Finding]
) -> frozenset[Evidence]:
    """What is said before a unit of whose it is."""

    def named(findings: Sequence[Finding], against: Collection[Evidence] = OF_MORE) -> bool:
        return any(
            f.entity is Entity.NAME
            and f.evidence.isdisjoint(against)
            and piece_of(layout, f) >= 0
            and layout.place_of[f.quads[0]] in said.here
            for f in findings
        )

    longer = [f for f in own if Evidence.LONGER_NAME in f.evidence]  # 王伟民 of 王伟
    if named([f for f in others if f.likeness is Likeness.OTHER]) or named(longer, ()):
        return frozenset({Evidence.OTHER_ROW})
    sure = [f for f in own if f.likeness in (Likeness.EXACT, Likeness.SPELLING)]
    if named(sure) or _SELF.search(said.text[len(said.text) - said.part :]):
        return frozenset({Evidence.OWN_ROW})
    goes_on = _SAID_OF.search(said.text) or GOES_ON.fullmatch(said.opening)
    is_mine = _is_last_named(layout, min(said.here, default=said.place), sure, others)
    here = any(f.entity is Entity.NAME and f.evidence.isdisjoint(OF_MORE) for f in sure)
    if (goes_on and is_mine) or (said.beside_own and here and is_mine is not False):
        return frozenset({Evidence.OWN_ROW})
    return frozenset()


def _is_last_named(
    layout: Layout, place: int, own: Sequence[Finding], others: Sequence[Finding]
) -> bool | None:
    """Whether the applicant is who was named last before ``chars[place]``, or said 本人, in its own
    column of the page if anybody was there; None where nobody was.
    """
    names = [f for f in (*own, *others) if f.entity is Entity.NAME and f.quads]
    places = [(layout.place_of.get(f.quads[0], place), f in own) for f in names]
    places += [(match.start(), True) for match in _SELF.finditer(layout.page.text, 0, place)]
    before = [(at, is_own) for at, is_own in places if at < place]
    column = next((set(c.index) for c in layout.chains if place in c.index), set[int]())
    here = [(at, is_own) for at, is_own in before if at in column]
    return max(here or before, default=(-1, None))[1]
