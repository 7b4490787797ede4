"""Records of bibliographic databases: the own address by its mark, or by the name before it.

Who proves where a paper is listed hands in a record of it, which is no page of a paper:

    Author(s): Wang, W (Wang, Wei)[ 1 ]; Li, N (Li, Na)[ 2 ]
    Addresses: [ 1 ] Yunling Water Design Inst, Baotou 014010, Peoples R China.
    Addresses: [Wang, Wei; Zhao, Qiang] Yunling Water Design Inst, Baotou 014010, …
    Reprint Address: Wang, W (corresponding author), Yunling Water Design Inst, …
    Author affiliation: (1) Yunling Water Design Institute, Baotou; (2) …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from redactor.datatypes import Entity, Evidence, Finding, Likeness, Profile
from redactor.recognise.context import text_finding, with_evidence
from redactor.recognise.employer_english import brand_of
from redactor.recognise.flow import Layout
from redactor.recognise.lexicon import ORG_LATIN
from redactor.recognise.paper import AFFILIATION
from redactor.textnorm import folded, is_han

_LABEL = r"(?m)^[ \t\u3000]*[【\[]?(?:%s)[】\]]?[ ]*[:：]|^%s[ ]+(?=[\[A-Z])"
_AUTHORS = re.compile(
    _LABEL % (r"Author(?:s|\(s\))?|Author Full Names?|By|作者(?:\(英文\))?", "(?-i:A[UF])"), re.I
)
_ADDRESSES = re.compile(
    _LABEL % (r"(?:Authors? )?(?:Address(?:es)?|Affiliations?|Information)|作者地址", "(?-i:C1)"),
    re.I,
)
_REPRINT = re.compile(
    _LABEL
    % (
        r"Reprint Address(?:es)?|Correspond(?:ing|ence) (?:Author|Address)(?:es|s|\(s\))?"
        r"|Corr\.? author affiliation|通[讯信](?:作者)?地址",
        "(?-i:RP)",
    ),
    re.I,
)
_ANY_LABEL = re.compile(
    _LABEL % (r"[A-Za-z][A-Za-z0-9 .()/-]{0,40}|[\u4e00-\u9fff]{2,8}", "[A-Z][A-Z0-9]")
)
_LINES = 14  # of one field, which wrap
_NUMBER = r"[\[(（][ ]*(?P<number>\d{1,2})[ ]*[\])）]"
_ENTRY = re.compile(rf"{_NUMBER}|\[(?P<names>[^\]\d]*[A-Za-z][^\]]*)\]")
_MARKS = re.compile(r"[)） ]*(?P<marks>(?:[\[(（]?[ ]*\d{1,2}[ ]*[\])）]?[ ,，]*)+)")
_ROLE = re.compile(r"[ ]*(?:[(（][^()（）]*author[^()（）]*[)）])?[ ]*[,，:：;；][ ]*", re.I)
_ABBREVIATED = re.compile(
    r"\b(?:Acad|Assoc|Bur|Coll|Corp|Ctr|Dept|Div|Fac|Grp|Lab|Minist|Off|Sch|Stn)\b"
)
_END = re.compile(r"[;；]|\.[ ]*(?:\n|$)")
_REACHES = re.compile(r"\W*(?:e-?mail|tel|phone|fax|mobile)\b", re.IGNORECASE)
_MAIL_BRACKET = 3  # characters between a name and the mail that is its: (, <


@dataclass(frozen=True, slots=True)
class _Span:
    """``page.text[start:end]``."""

    start: int
    end: int


def settle_records(layout: Layout, own: Sequence[Finding], profile: Profile) -> list[Finding]:
    """The own findings of a page with what its records say: whose author line it is, and the own
    addresses besides, as an affiliation of a paper is found by its mark.
    """
    text = layout.page.text
    addresses = [*_fields(text, _ADDRESSES), *_fields(text, _REPRINT)]
    if not addresses:
        return list(own)
    authors = [*_fields(text, _AUTHORS), *addresses]
    own = [with_evidence(f, Evidence.AUTHOR_LINE) if _is_in(layout, f, authors) else f for f in own]
    names = [f for f in own if f.entity is Entity.NAME and f.likeness is not Likeness.ALIAS]
    brands = tuple(filter(None, (brand_of(e.full) for e in profile.employers)))
    for entry in _own_entries(layout, names):
        unit = _unit(text, entry)
        if unit is None:
            continue
        evidence = {Evidence.OWN_AFFILIATION}
        if any(brand in folded(text[unit.start : unit.end]) for brand in brands):
            evidence.add(Evidence.TWIN_AFFILIATION)
        if not profile.employers:
            evidence.add(Evidence.NO_OWN_VALUE)
        own = _with_unit(layout, own, unit, evidence)
    return own


def own_mail(layout: Layout, mail: Finding, own: Sequence[Finding]) -> Finding:
    """AUTHOR_NOTE for a mail in brackets right behind the own name: Wang, Wei (w88@m.example)."""
    start = layout.place_of.get(mail.quads[0], -1) if mail.quads else -1
    between = layout.page.text[max(0, start - _MAIL_BRACKET) : max(0, start)]
    ends = {
        layout.place_of[f.quads[-1]] + 1
        for f in own
        if f.entity is Entity.NAME and f.quads and f.quads[-1] in layout.place_of
    }
    behind = re.search(r"[ ]*[(（<＜][ ]*$", between)
    if mail.entity is Entity.EMAIL and behind and start - len(behind.group()) in ends:
        return with_evidence(mail, Evidence.AUTHOR_NOTE)
    return mail


def _fields(text: str, label: re.Pattern[str]) -> Iterator[_Span]:
    """The values behind such labels: up to the next field's, over the lines that they wrap to."""
    for match in label.finditer(text):
        following = _ANY_LABEL.search(text, match.end())
        end = following.start() if following else len(text)
        lines = text[match.end() : end].split("\n")[:_LINES]
        yield _Span(match.end(), match.end() + len("\n".join(lines)))


def _is_in(layout: Layout, finding: Finding, spans: Sequence[_Span]) -> bool:
    place = layout.place_of.get(finding.quads[0], -1) if finding.quads else -1
    named = finding.entity is Entity.NAME and Evidence.REFERENCE not in finding.evidence
    return named and any(span.start <= place < span.end for span in spans)


def _own_entries(layout: Layout, names: Sequence[Finding]) -> Iterator[_Span]:
    """What stands behind the own marks, a list with the own name, or the own name itself."""
    text = layout.page.text
    ends = [layout.place_of[f.quads[-1]] + 1 for f in names if f.quads[-1] in layout.place_of]
    marks = {
        mark
        for field in _fields(text, _AUTHORS)
        for end in ends
        if field.start < end <= field.end and (found := _MARKS.match(text, end))
        for mark in re.findall(r"\d+", found["marks"])
    }
    for field in _fields(text, _ADDRESSES):
        starts = list(_ENTRY.finditer(text, field.start, field.end))
        for match, after in zip_longest(starts, starts[1:]):
            end = after.start() if after else field.end
            listed = match["names"] is not None and any(
                match.start() < place <= match.end() for place in ends
            )
            if listed or match["number"] in marks:
                yield _Span(match.end(), end)
    for field in _fields(text, _REPRINT):
        for place in ends:
            behind = _ROLE.match(text, place) if field.start < place <= field.end else None
            if behind:
                yield _Span(behind.end(), field.end)


def _unit(text: str, entry: _Span) -> _Span | None:
    """The institution in an address: up to the last part that names one, else the first part."""
    ended = _END.search(text, entry.start, entry.end)
    end = ended.start() if ended else entry.end
    cuts = [m.start() for m in re.finditer("[,，]", text[entry.start : end])]
    borders = [0, *cuts, end - entry.start]
    parts = [text[entry.start + a : entry.start + b] for a, b in pairwise(borders)]
    naming = [n for n, part in enumerate(parts) if _names_unit(part)]
    last = entry.start + borders[(naming[-1] if naming else 0) + 1]
    body = text[entry.start : last]
    if not any(map(str.isalpha, body)) or any(map(is_han, body)) or _REACHES.match(body):
        return None  # Chinese ones are found as themselves
    lead = len(body) - len(body.lstrip(" ,，.:：\n"))
    return _Span(entry.start + lead, last - (len(body) - len(body.rstrip(" ,，.\n"))))


def _names_unit(part: str) -> bool:
    return bool(ORG_LATIN.search(part) or _ABBREVIATED.search(part))


def _with_unit(
    layout: Layout, own: Sequence[Finding], unit: _Span, evidence: set[Evidence]
) -> list[Finding]:
    """What was found of the unit is the own affiliation; where that is not all of it, the whole."""
    chars = layout.page.chars[unit.start : unit.end]
    quads = {c.quad for c in chars if c.quad is not None}
    inside = [f for f in own if f.entity is Entity.EMPLOYER and quads.issuperset(f.quads)]
    value = " ".join(layout.page.text[unit.start : unit.end].split())
    whole = text_finding(
        *(layout, range(unit.start, unit.end), Entity.EMPLOYER, AFFILIATION, value),
        *(Likeness.ALIAS, evidence | ({Evidence.TWIN_AFFILIATION} if inside else set())),
    )
    return [*(f for f in own if f not in inside), whole]
