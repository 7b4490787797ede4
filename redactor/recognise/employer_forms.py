"""Every form in which an own employer may be written: names, domains, codes, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.datatypes import Employer, Entity, Likeness, Profile
from redactor.recognise.lexicon import ORG_GENERIC, ORG_KINDS, PUBLIC_MAIL
from redactor.recognise.spelling import (
    HOST,
    WORD,
    Spelling,
    View,
    bounded,
    digits_of,
    latin,
    spread,
)
from redactor.textnorm import folded, is_han

_PLACE = re.compile(
    r"^(?:内蒙古(?:自治区)?)?(?:[\u4e00-\u9fff]{2,5}?(?:市|盟|自治州|地区))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:区|县|旗))?(?:[\u4e00-\u9fff]{1,5}?(?:(?<!村)镇|乡|苏木|街道))?"
)
_LEGAL = re.compile(
    r"(?:\((?:集团|有限合伙|普通合伙)\))?(?:集团)?(?:股份)?(?:有限责任公司|有限公司)$"
)


def employer_forms(profile: Profile, *, suggest_aliases: bool = True) -> Iterator[Spelling]:
    """Forms of the employers of a profile, and the domains of own mails that name one."""
    yield from _mail_domains(profile)
    for employer in profile.employers:
        yield from _employer(employer, suggest_aliases)


def _employer(employer: Employer, suggest: bool) -> Iterator[Spelling]:
    given = [employer.full, *employer.short, *employer.former, *employer.english]
    for value in filter(None, given):
        kind = "former_employer" if employer.is_former else "employer"
        yield _employer_form(employer, value, kind, Likeness.EXACT)
    for domain in employer.domains:
        yield _domain(_bare(domain), Likeness.EXACT)
    if employer.code:
        plain = digits_of(employer.code)
        yield bounded(Entity.EMPLOYER, "code", spread(plain), Likeness.EXACT, plain, WORD)
    known = {folded(v) for v in given if v}
    for full in [employer.full, *employer.former]:
        for value in sorted(dropped_forms(full) - known):
            yield _employer_form(employer, value, "employer", Likeness.SPELLING)
        if code := _file_code(full):
            yield Spelling(
                Entity.EMPLOYER, "file_code", View.FOLDED, code, Likeness.SPELLING, folded(full)
            )
    if suggest:
        for value in sorted(suggested_aliases(employer.full) - known):
            yield _employer_form(employer, value, "alias", Likeness.ALIAS)


def _employer_form(employer: Employer, value: str, kind: str, likeness: Likeness) -> Spelling:
    plain = folded(value)
    grade = employer.grade
    if not any(is_han(c) for c in plain):
        return latin(Entity.EMPLOYER, kind, value, likeness, grade)
    # Brackets are left out or typed in either width: 内蒙古(集团)有限公司.
    pattern = re.compile("".join(rf"\{c}?" if c in "()" else re.escape(c) for c in plain))
    return Spelling(Entity.EMPLOYER, kind, View.FOLDED, pattern, likeness, plain, grade)


def _mail_domains(profile: Profile) -> Iterator[Spelling]:
    """Where the own mail lies on a server of the employer, its domain names the employer."""
    known = {_bare(d) for e in profile.employers for d in e.domains}
    for mail in profile.emails if profile.employers else ():
        domain = folded(mail).rpartition("@")[2]
        if domain not in known and not PUBLIC_MAIL.search(domain):
            yield _domain(domain, Likeness.SPELLING)


def _domain(domain: str, likeness: Likeness) -> Spelling:
    body = rf"(?:https?://)?(?:[a-z0-9-]+\.)*?{re.escape(domain)}"
    return bounded(Entity.EMPLOYER, "domain", body, likeness, domain, HOST)


def _bare(domain: str) -> str:
    """A domain without what is typed before and after it."""
    plain = folded(domain).removeprefix("http://").removeprefix("https://")
    return plain.removeprefix("www.").rstrip("/")


def core(full: str) -> tuple[str, str, str]:
    """Place prefix, distinctive middle and kind of an organisation's folded name."""
    plain = _LEGAL.sub("", folded(full))
    place = match.group() if (match := _PLACE.match(plain)) else ""
    rest = plain[len(place) :]
    kind = next((k for k in ORG_KINDS if rest.endswith(k)), "")
    return place, rest[: len(rest) - len(kind)], kind


def _is_distinctive(middle: str) -> bool:
    return len(ORG_GENERIC.sub("", middle)) >= 2


def dropped_forms(full: str) -> set[str]:
    """The name without its place prefix or legal ending, where what is left names only it.

    第四中学 without 包头市 is any town's: such forms are not made.
    """
    plain = folded(full)
    place, middle, kind = core(full)
    bare = _LEGAL.sub("", plain)
    forms = set()
    if _is_distinctive(middle) and len(middle + kind) >= 4:
        forms |= {bare, plain[len(place) :], bare[len(place) :]}
    elif len(bare) >= 6:
        forms.add(bare)
    return {f for f in forms if f and f != plain}


def suggested_aliases(full: str) -> set[str]:
    """Likely short forms, which a person confirms once a dossier (case 23)."""
    place, middle, kind = core(full)
    forms = set()
    if _is_distinctive(middle) and kind:
        for brand in {middle[:2], middle}:
            forms |= {brand + kind, brand + kind[-1]}
            if place:
                forms.add(place.rstrip("市区县旗盟") + brand + kind)
    elif numbered := re.fullmatch(r"(第([一二三四五六七八九十]+))", middle):
        town = place.rstrip("市区县旗盟")
        for short in (f"{numbered[2]}{kind[0]}" if kind else "", f"{numbered[1]}{kind}"):
            if short and town:
                forms |= {town + short, town[0] + short}
    return {f for f in forms if len(f) >= 3 and f != folded(full)} - dropped_forms(full)


def _file_code(full: str) -> re.Pattern[str] | None:
    """The unit's sign in a document number, 云岭院发〔2025〕3号 (case 28).

    Such a sign takes characters of the name in their order; at least two of its distinctive
    middle. Only the sign is matched, the year and number stay.
    """
    _, middle, kind = core(full)
    if not _is_distinctive(middle):
        return None
    letters = re.escape(middle + kind)
    return re.compile(
        rf"(?<![\u4e00-\u9fff])(?=[{letters}]*{re.escape(middle[:2])})[{letters}]{{2,6}}"
        r"(?=(?:党|政|行|人|办|技|安|财)?(?:发|字|函|办|呈|报)?[\[(〔【]?20\d\d[\])〕】]?\d+号)"
    )
