"""What a paper tells of its author: the own affiliation by its mark, the own mail by its note.

The profile need not know either (RULES.md, cases 32, 33, 50). What the marks lead to is the
unit the applicant gave when the paper was printed; whether it is the employer of the profile
under another name, or another one, the policy weighs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from redactor.datatypes import (
    OF_A_PERSON,
    Entity,
    Evidence,
    Field,
    Finding,
    HolderField,
    Likeness,
    Profile,
)
from redactor.recognise.byline import Byline, Entry, read_byline
from redactor.recognise.context import text_finding, with_evidence
from redactor.recognise.employer_english import brand_of
from redactor.recognise.flow import Layout
from redactor.recognise.lexicon import (
    AUTHOR_NOTE,
    CORRESPONDING,
    KEYWORDS,
    MAIL_LABEL,
    PUBLIC_PHONE,
)
from redactor.recognise.twins import twin_names, with_twins
from redactor.textnorm import folded, is_han

AFFILIATION = "paper.affiliation"
_NOT_SURELY_OWN = frozenset(
    {
        Evidence.TWICE_IN_LIST,
        Evidence.LONGER_NAME,
        Evidence.INSIDE_WORD,
        Evidence.BORDER_UNSURE,
        Evidence.OTHER_ROLE,
        Evidence.OTHER_ROW,
        Evidence.REFERENCE,
    }
)
# 刘强，教授，本文通信作者，E-mail: … ends no note on somebody else.
_NOTE_HEAD = re.compile(rf"(?:{AUTHOR_NOTE.pattern})(?!\s*[,，、;；.。)）])", re.IGNORECASE)
_SAID = 12  # letters between two mails, beyond which the second is no other one of the same author
_NOTE_CHARS = 160  # how far before a mail the name it belongs to may stand


@dataclass(slots=True)
class _Page:
    laid_out: Callable[[], Layout]  # asked anew: of a long paper only a few lie in memory
    findings: list[Finding]
    bylines: list[Byline] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return self.laid_out()


def settle_paper(
    pages: Sequence[tuple[Callable[[], Layout], Sequence[Finding]]], profile: Profile
) -> list[Finding]:
    """The findings of a paper's pages, with what its bylines and notes say of them."""
    brands = tuple(filter(None, (brand_of(e.full) for e in profile.employers)))
    work = [_Page(laid_out, list(findings)) for laid_out, findings in pages]
    for page in work:
        page.bylines = list(_bylines(page))
    _add_twins(work, [folded(name) for name in profile.names])
    lines = [line for page in work for line in page.bylines]
    for page in work:
        page.bylines = [_marked_as_in(lines, line) for line in page.bylines]
    own = {
        (line.is_latin, entry.mark)
        for page in work
        for line in page.bylines
        for entry in line.own_entries()
        if any(_is_sure(f) for f in _inside(page, entry.whole))
    }
    for page in work:
        for line in page.bylines:
            for entry in line.own_entries():
                evidence = {Evidence.OWN_AFFILIATION}
                if (not line.is_latin, entry.mark) in own or _is_branded(page, entry, brands):
                    evidence.add(Evidence.TWIN_AFFILIATION)
                if not profile.employers:
                    evidence.add(Evidence.NO_OWN_VALUE)
                _mark_affiliation(page, entry, evidence)
        page.findings = [_noted(f, page) for f in page.findings]
    return [f for page in work for f in page.findings]


def _add_twins(work: Sequence[_Page], names: Sequence[str]) -> None:
    """Find the own name by its place where letters do not tell it, and read that byline, too."""
    lines = [line for page in work for line in page.bylines]
    if not any(not line.is_latin for line in lines):
        return
    for page in work:
        new = [t for name in names for t in twin_names(page.layout, page.findings, lines, name)]
        if new:
            page.findings = with_twins(page.findings, new)
            page.bylines = list(_bylines(page))


def _marked_as_in(lines: Sequence[Byline], line: Byline) -> Byline:
    """The byline with the applicant's marks in the other language, where its own were not read."""
    if line.own_marks or not any(entry.mark for entry in line.entries):
        return line
    twins = (t for t in lines if t.is_latin != line.is_latin and len(t.items) == len(line.items))
    marks = frozenset[str]().union(*(twin.own_marks for twin in twins))
    return replace(line, own_marks=marks, has_marks=True) if marks else line


def without_terms(findings: Sequence[Finding], texts: Sequence[str]) -> list[Finding]:
    """A paper's findings; a name that is a word and one of its key words is no person in prose."""
    terms = {term for text in texts for term in _key_words(text)}
    return [
        with_evidence(f, Evidence.INSIDE_WORD)
        if f.value in terms and Evidence.CAREFUL_NAME in f.evidence and not f.evidence & OF_A_PERSON
        else f
        for f in findings
    ]


def _key_words(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if label := KEYWORDS.match(line):
            yield from map(folded, re.split("[;；,，、]", line[label.end() :]))


def affiliation_fields(layout: Layout, findings: Sequence[Finding]) -> Iterator[HolderField]:
    """The employers that a paper's page gives its author, as fields of a holder."""
    here = [f for f in findings if f.page_no == layout.page.page_no]
    for line in _bylines(_Page(lambda: layout, here)):
        for entry in line.own_entries():
            chars = [layout.page.chars[i] for i in entry.places]
            printed = "".join(c.text for c in chars).strip()
            read = [c for c in chars if c.quad is not None]
            yield HolderField(
                Field.EMPLOYER if any(map(is_han, printed)) else Field.EMPLOYER_ENGLISH,
                layout.page.page_no,
                folded(printed),
                printed,
                min(c.score for c in read),
                read[0].source,
            )


def _bylines(page: _Page) -> Iterator[Byline]:
    for finding in page.findings:
        sure = finding.likeness in (Likeness.EXACT, Likeness.SPELLING)
        if finding.entity is Entity.NAME and sure and not finding.evidence & _NOT_SURELY_OWN:
            places = _places(page.layout, finding)
            if places and (line := read_byline(page.layout, places)):
                yield line


def _places(layout: Layout, finding: Finding) -> list[int]:
    return [layout.place_of[q] for q in finding.quads if q in layout.place_of]


def _inside(page: _Page, places: Sequence[int]) -> list[Finding]:
    """The findings of organisations that begin among ``places``."""
    here = set(places)
    return [
        f
        for f in page.findings
        if f.entity is Entity.EMPLOYER and here.intersection(_places(page.layout, f)[:1])
    ]


def _is_sure(finding: Finding) -> bool:
    own = finding.likeness in (Likeness.EXACT, Likeness.SPELLING, Likeness.CLOSE)
    return own and Evidence.LONGER_ORG not in finding.evidence


def _is_branded(page: _Page, entry: Entry, brands: Sequence[str]) -> bool:
    text = folded("".join(page.layout.page.chars[i].text for i in entry.places))
    return any(brand in text for brand in brands)


def _mark_affiliation(page: _Page, entry: Entry, evidence: set[Evidence]) -> None:
    """Say of the own affiliation that it is, or add it where nothing own was found in it."""
    found = _inside(page, entry.whole)
    covered = {i for f in found for i in _places(page.layout, f)}
    in_entry = bool(covered & set(entry.places))
    if any(f.likeness is not Likeness.OTHER for f in found):
        if in_entry and _says_more(page.layout, entry, covered):
            evidence = evidence | {Evidence.TWIN_AFFILIATION}
        else:
            page.findings = [
                with_evidence(f, Evidence.OWN_AFFILIATION) if f in found else f
                for f in page.findings
            ]
            if in_entry:
                return
            found = []  # the own depot stands before the company that it belongs to
    page.findings = [f for f in page.findings if f not in found]
    page.findings.append(_affiliation(page, entry.places, evidence))


def _affiliation(page: _Page, places: Sequence[int], evidence: set[Evidence]) -> Finding:
    printed = "".join(page.layout.page.chars[i].text for i in places)
    value = folded(printed) if any(map(is_han, printed)) else " ".join(printed.split())
    return text_finding(
        page.layout, places, Entity.EMPLOYER, AFFILIATION, value, Likeness.ALIAS, evidence
    )


def _says_more(layout: Layout, entry: Entry, covered: Set[int]) -> bool:
    """Whether an English affiliation names more than the places ``covered``: the company, too."""
    rest = "".join(layout.page.chars[i].text for i in entry.places if i not in covered)
    return any(map(str.isalpha, rest)) and not any(map(is_han, rest))


def _noted(finding: Finding, page: _Page) -> Finding:
    """What the author's note says of a mail or phone that is not in the profile.

    AUTHOR_NOTE right after the own name and nobody else's; OTHER_ROLE after another author's,
    or where the editors give it.
    """
    wanted = finding.entity in (Entity.EMAIL, Entity.PHONE)
    places = _places(page.layout, finding) if wanted else []
    if not places or finding.likeness not in (Likeness.OTHER, Likeness.ALIAS):
        return finding
    before = _before(page.layout, places[0], finding.entity)
    text = "".join(page.layout.page.chars[i].text for i in before)
    if not (MAIL_LABEL.search(folded(text)[-24:]) or AUTHOR_NOTE.search(text)):
        return finding
    if PUBLIC_PHONE.search(folded(text)[-24:]):
        return _of_another(finding)
    match _owner(page, before, text):
        case "own":
            return with_evidence(finding, Evidence.AUTHOR_NOTE)
        case "other":
            return _of_another(finding)
    # Who is named by initials (Z. Liu is with …) is not found; the own mail stands elsewhere.
    if finding.entity is Entity.EMAIL and _has_own_mail(page) and len(folded(text)) > _SAID:
        return _of_another(finding)
    if finding.entity is Entity.EMAIL and page.bylines and AUTHOR_NOTE.search(text):
        return with_evidence(finding, Evidence.SELF_LABEL)  # nobody tells whose: perhaps the own
    return finding


def _has_own_mail(page: _Page) -> bool:
    own = (Likeness.EXACT, Likeness.SPELLING)
    return any(f.entity is Entity.EMAIL and f.likeness in own for f in page.findings)


def _of_another(finding: Finding) -> Finding:
    evidence = finding.evidence - {Evidence.SELF_LABEL} | {Evidence.OTHER_ROLE}
    return replace(finding, evidence=evidence)


def _before(layout: Layout, place: int, entity: Entity) -> list[int]:
    """Places before ``chars[place]`` in its column or row: of its note, and for a mail after the
    one before it. A phone may follow its owner's mail.
    """
    flow = next((c for c in layout.chains if place in c.index), layout.rows)
    at = flow.index.index(place)
    before = list(flow.index[max(0, at - _NOTE_CHARS) : at])
    text = "".join(layout.page.chars[i].text for i in before)
    first = max((m.start() for m in _NOTE_HEAD.finditer(text)), default=0)
    if entity is Entity.EMAIL and (mail := text.rfind("@")) >= 0:
        rest = re.search(r"[^A-Za-z0-9._-]", text[mail + 1 :])
        first = max(first, mail + 1 + rest.start() if rest else len(text))
    if flow is layout.rows:
        first = max(first, text.rfind("\n") + 1)
    return before[first:]


def _owner(page: _Page, before: Sequence[int], text: str) -> str:
    """``own``, ``other``, or empty where the note leaves it open."""
    here = set(before)
    own, others = -1, -1
    for finding in page.findings:
        places = _places(page.layout, finding) if finding.entity is Entity.NAME else []
        if not places or not here.issuperset(places):
            continue
        at = before.index(places[-1])
        if finding.likeness in (Likeness.EXACT, Likeness.SPELLING):
            own = max(own, at)
        else:
            others = max(others, at)
    mates = {i for line in page.bylines for i in line.items if is_han(i[0]) or len(i) >= 6}
    named, rest = 0, folded(text)
    for name in sorted(mates, key=lambda n: (-len(n), n)):  # 其其格 in 孟根其其格 is nobody
        named += name in rest
        rest = rest.replace(name, " ")
    if own < 0 and others < 0 and not named:
        if any(line.own_star for line in page.bylines) and AUTHOR_NOTE.search(text):
            return "own"
        starred = any(line.others_star for line in page.bylines)
        return "other" if starred and CORRESPONDING.search(text) else ""
    if own < 0:
        return "other"
    if others < 0 and named <= 1:
        return "own"
    # Several names: the nearest, and only where what is said of the one before has ended.
    if not re.search(r"[;；。]", text[min(own, others) : max(own, others)]):
        return ""
    return "own" if own > others else "other"
