"""Values that one document of a dossier shows to be the applicant's, for all its documents.

The roster knows neither the phone of the office nor its code, and no mail, bank card or former
name: a field tells them once, and elsewhere they stand without a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from redactor.datatypes import (
    DocumentFindings,
    Employer,
    Entity,
    Evidence,
    Field,
    Finding,
    HolderField,
    Likeness,
    Profile,
)
from redactor.recognise.declared import DECLARED
from redactor.recognise.employer_forms import turned
from redactor.recognise.labelled import CONTACTS
from redactor.recognise.lexicon import PUBLIC_MAIL, TITLE
from redactor.recognise.paper import AFFILIATION
from redactor.recognise.twins import TWIN_NAME
from redactor.textnorm import folded

_TOLD_BY = CONTACTS | {
    "presidio.landline",
    "presidio.cn_phone",
    "presidio.email",
    "presidio.number",
    "list.number",
    DECLARED,
}
_SITE_HEAD = re.compile(r"^(?:https?://)?(?:www\.)?|/.*$")
_BRACKETS = re.compile(r"\((?:曾用名|原名)?:?([\u4e00-\u9fff·]{2,10})\)")
_LEAST = 7  # letters and digits: shorter ones come about by chance


def told_profile(
    profile: Profile,
    redacted: Iterable[Finding],
    documents: Iterable[DocumentFindings],
    is_name: Callable[[str], bool],
) -> Profile | None:
    """The values of ``redacted`` findings and of the fields of own documents that ``profile``
    lacks; None where there are none. ``is_name``: whether a word may be a person's name.
    """
    values: dict[Entity, set[str]] = {}
    units, spelt = set(), set()
    for finding in redacted:
        if finding.found_by == TWIN_NAME:
            spelt.add(finding.value)
        if finding.found_by == AFFILIATION and " " in finding.value:
            units.add(Employer("", english=(finding.value,)))
        if finding.found_by not in _TOLD_BY or finding.likeness is Likeness.PART:
            continue
        if finding.found_by == DECLARED:
            units.add(Employer("", short=(finding.value,), grade=finding.grade))
        elif finding.found_by == "presidio.unit_code":
            units.add(Employer("", code=finding.value))
        elif sum(c.isalnum() for c in finding.value) >= _LEAST:
            values.setdefault(finding.entity, set()).add(finding.value)
            domain = finding.value.rpartition("@")[2]
            own = finding.entity is Entity.EMAIL and Evidence.OWN_DOCUMENT in finding.evidence
            # In a list of several units' people it is rather a provider's.
            if own and finding.owner is None and not PUBLIC_MAIL.search(domain):
                units.add(Employer("", domains=(domain,)))
    names = {
        value
        for document in documents
        if any(Evidence.OWN_DOCUMENT in f.evidence for f in document.findings)
        for field in document.holders
        if field.is_well_read and (value := _former_name(field, profile, is_name))
    }
    sites = {_SITE_HEAD.sub("", v) for v in values.get(Entity.EMPLOYER, ())}
    units |= {Employer("", domains=(site,)) for site in sites}
    told = Profile(
        profile.applicant_id,
        names=tuple(sorted(names - set(profile.names))),
        pinyin=tuple(sorted(spelt - set(profile.pinyin))),
        phones=tuple(sorted(values.get(Entity.PHONE, ()))),
        emails=tuple(sorted(values.get(Entity.EMAIL, ()))),
        other_numbers=tuple(sorted(values.get(Entity.NUMBER, ()))),
        employers=tuple(sorted(units, key=lambda e: (e.domains, e.short, e.english, e.code))),
    )
    return told if _values(told) else None


def _former_name(field: HolderField, profile: Profile, is_name: Callable[[str], bool]) -> str:
    """The former name in a field of its own, or in brackets behind the present one."""
    if field.kind is Field.FORMER_NAME:
        return field.value if is_name(field.value) else ""
    match = _BRACKETS.fullmatch(field.rest.removeprefix(field.value))
    if field.kind is not Field.NAME or not match or field.value not in map(folded, profile.names):
        return ""
    # 方圆（方园）: a word, too, but with the family's name, and no 方工.
    kin = match[1][0] == field.value[0] and not re.fullmatch(TITLE, match[1][1:])
    return match[1] if kin or is_name(match[1]) else ""


def printed_in(told: Profile, text: str) -> bool:
    """Whether a page of that text may hold one of the values."""
    plain = _plain(text)
    return any(_plain(value) in plain for value in _values(told))


def _values(told: Profile) -> tuple[str, ...]:
    english = [name for e in told.employers for name in e.english]
    english += [form for name in english for form in turned(name)]
    units = (*english, *(v for e in told.employers for v in (*e.short, e.code) if v))
    brands = (domain.partition(".")[0] for e in told.employers for domain in e.domains)
    people = (*told.names, *told.pinyin, *told.phones, *told.emails, *told.other_numbers)
    return (*people, *units, *brands)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
