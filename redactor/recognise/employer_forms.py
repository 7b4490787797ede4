"""Every form in which an own employer may be written: names, domains, codes, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace

from redactor.cnid import is_valid_uscc
from redactor.datatypes import Employer, Entity, Likeness, Profile
from redactor.recognise.employer_english import acronym, english_guesses
from redactor.recognise.employer_parts import (
    LEGAL,
    academy_of,
    bare_academy,
    bare_name,
    bare_number,
    brand_alone,
    bureau_alias,
    dropped_forms,
    file_sign,
    government_alias,
    head_of,
    in_its_city,
    initialism,
    inner_unit,
    joined_brand,
    level_alias,
    likely_sign,
    loose_alias,
    named_number_alias,
    newspaper_alias,
    numbered_alias,
    numbered_name,
    of_head,
    parent_names,
    parts_of,
    sign_alias,
    suggested_aliases,
    township_aliases,
)
from redactor.recognise.groups import (
    affiliated_school,
    college_hospital,
    group_initials,
    group_name,
    initials,
    inner_name,
    local_branch,
    numbered_unit,
    place_said,
    power_plant,
    university_said,
)
from redactor.recognise.lexicon import (
    CITES,
    FILE_NUMBER,
    LATIN_SHORT,
    LEADS_TO_LEVEL,
    LEADS_TO_UNIT,
    PUBLIC_MAIL,
)
from redactor.recognise.numerals import in_words, with_figures
from redactor.recognise.pinyin import is_pinyin
from redactor.recognise.spelling import (
    ANY,
    ANYTHING,
    HAN,
    HOST,
    WORD,
    Spelling,
    View,
    bounded,
    digits_of,
    latin,
    latin_view,
    spread,
)
from redactor.recognise.work_names import (
    forest_company,
    of_academy,
    of_banner,
    party_school,
    said_in_town,
    said_with_place,
    state_bureau,
)
from redactor.textnorm import folded, is_han

FILE_SIGN = "file_code"  # the kind of a sign in a document number (case 28)
_SHORTEST_BRAND = 5  # letters
PARENT = "parent"  # the kind of a name of the company of which the employer is a branch
BRAND = "brand"  # the kind of a brand alone, which only a tagger tells from words and places
FORMER = "former_employer"  # the kind of a form of an employer of the past (case 35)
# Ways to call a unit that words may lead to, but no place.
_SAID = (
    *(initials, group_initials, university_said, college_hospital, affiliated_school),
    *(local_branch, place_said, power_plant),
)
_NAMES = frozenset({"employer", FORMER, PARENT, FILE_SIGN, "alias"})


def employer_forms(profile: Profile, *, suggest_aliases: bool = True) -> Iterator[Spelling]:
    """Forms of the employers of a profile, and the domains of own mails that name one."""
    for form in _forms(profile, suggest_aliases=suggest_aliases):
        in_figures = form.view is View.FOLDED and form.kind in _NAMES
        pattern = re.compile(with_figures(form.pattern.pattern)) if in_figures else form.pattern
        yield replace(form, pattern=pattern)


def _forms(profile: Profile, *, suggest_aliases: bool) -> Iterator[Spelling]:
    yield from _mail_domains(profile)
    for employer in map(_in_words, profile.employers):
        kind = FORMER if employer.is_former else "employer"
        yield from _given(employer, kind)
        placed = tuple(filter(None, map(in_its_city, (employer.full, *employer.former))))
        for full in placed:
            yield _form(employer, full, kind, Likeness.SPELLING)
        for called in (employer, *(replace(employer, full=full, former=()) for full in placed)):
            yield from _generated(called, kind)
            if suggest_aliases and called.full:
                yield from _suggested(called)
    if suggest_aliases:
        yield from _brands(profile)


def _in_words(employer: Employer) -> Employer:
    return replace(
        employer,
        full=in_words(employer.full),
        short=tuple(map(in_words, employer.short)),
        former=tuple(map(in_words, employer.former)),
    )


def _given(employer: Employer, kind: str) -> Iterator[Spelling]:
    bare = bare_number(employer.full)
    for value in filter(None, _names(employer)):
        if bare and re.fullmatch(bare, folded(value)):
            yield _where_words_begin(employer, bare, kind, Likeness.EXACT)
            continue
        yield _form(employer, value, kind, Likeness.EXACT)
    for domain in employer.domains:
        yield _domain(_bare(domain), Likeness.EXACT)
    if employer.code:
        plain = digits_of(employer.code)
        yield bounded(Entity.EMPLOYER, "code", spread(plain), Likeness.EXACT, plain, WORD)
        if is_valid_uscc(plain):
            # Its places 9 to 17 are the older organisation code (GB 11714), MA0N1234-5.
            old = plain[8:17]
            yield bounded(Entity.EMPLOYER, "code", spread(old), Likeness.SPELLING, plain, WORD)


def _names(employer: Employer) -> tuple[str, ...]:
    return (employer.full, *employer.short, *employer.former, *employer.english)


def _generated(employer: Employer, kind: str) -> Iterator[Spelling]:
    known = {folded(v) for v in _names(employer) if v}
    for full in filter(None, (employer.full, *employer.former)):
        for value in sorted(dropped_forms(full) - known):
            yield _form(employer, value, kind, Likeness.SPELLING)
        if (group := group_name(full)) and group not in known:
            yield _form(employer, group, kind, Likeness.SPELLING)
        if with_head := of_head(full):
            form = _form(employer, full, kind, Likeness.SPELLING)
            yield replace(form, pattern=re.compile(with_head))
        if sign := file_sign(inner_unit(full) or full):
            yield _sign(employer, sign, Likeness.SPELLING)
    for english in employer.english:
        for value in turned(english):
            yield _latin(employer, value, kind, Likeness.SPELLING)


def _suggested(employer: Employer) -> Iterator[Spelling]:
    known = {folded(v) for v in _names(employer) if v}
    yield from _called(employer, known)
    inner = replace(employer, full=inner_unit(employer.full))
    if inner.full:
        for value in sorted({inner.full, *dropped_forms(inner.full)} - known):
            yield _form(employer, value, "alias", Likeness.ALIAS)
        yield from _called(inner, known)
    named = replace(employer, full=inner_name(employer.full))
    if named.full:
        for value in sorted({named.full, *dropped_forms(named.full)} - known):
            yield _form(employer, value, "alias", Likeness.ALIAS)
        yield from _called(named, known)
    for pattern in filter(None, (said(employer.full) for said in _SAID)):
        yield replace(_unled(employer, pattern, "alias", Likeness.ALIAS), led_by=LEADS_TO_LEVEL)
    yield from _signed(inner if inner.full else employer)  # a bureau's is not its station's
    for value in sorted(parent_names(employer.full) - known):
        yield _form(employer, value, PARENT, Likeness.ALIAS)
    head = head_of(employer.full)
    if head and (loose := loose_alias(head)):  # 春华水务 of its second branch
        parent = _form(employer, head, PARENT, Likeness.ALIAS)
        yield replace(parent, pattern=re.compile(loose))
    if brand := brand_alone(employer.full):
        yield _form(employer, brand, BRAND, Likeness.ALIAS)
    if academy := academy_of(employer.full):
        for form in _called(replace(employer, full=academy), known):
            yield replace(form, kind=PARENT)
    for pattern in english_guesses(employer.full):
        yield Spelling(
            Entity.EMPLOYER,
            "alias",
            View.LATIN,
            re.compile(pattern),
            Likeness.ALIAS,
            folded(employer.full),
            employer.grade,
        )
    for letters in sorted({a for e in employer.english if (a := acronym(e))}):
        if letters.lower() not in known:
            short = latin(Entity.EMPLOYER, "acronym", letters, Likeness.ALIAS, employer.grade)
            yield replace(short, is_upper=True)


def _called(employer: Employer, known: Set[str]) -> Iterator[Spelling]:
    """Short forms and signs that people make of the Chinese name."""
    full = employer.full
    for value in sorted({*suggested_aliases(full), numbered_name(full)} - known - {""}):
        yield _form(employer, value, "alias", Likeness.ALIAS)
    numbered = numbered_alias(full)
    no_sign = f"(?:{numbered})(?!{FILE_NUMBER})" if numbered else None
    town, _ = township_aliases(full)
    loose = (
        loose_alias(full),
        initialism(full),
        joined_brand(full),
        bureau_alias(full),
        named_number_alias(full),
        numbered_unit(full),
        government_alias(full),
        newspaper_alias(full),
        no_sign,
        town,
        said_with_place(full),
    )
    for pattern in filter(None, loose):
        alias = _form(employer, full, "alias", Likeness.ALIAS)
        yield replace(alias, pattern=re.compile(pattern))
    if level := level_alias(full):
        # No place may stand before it: 包头 | 市中心医院.
        yield replace(_unled(employer, level, "alias", Likeness.ALIAS), led_by=LEADS_TO_LEVEL)
    if initial := sign_alias(full):
        yield _where_words_begin(employer, initial, "alias", Likeness.ALIAS)
    for bare in filter(None, _alone(full)):
        yield _where_words_begin(employer, bare, "alias", Likeness.ALIAS)
    if name := bare_name(full):
        # Every town has one: only where a cell says nothing else.
        alone = (Likeness.ALIAS, folded(full), ANY, ANY)
        yield replace(bounded(Entity.EMPLOYER, "alias", name, *alone), grade=employer.grade)


def _alone(full: str) -> tuple[str | None, ...]:
    """Patterns for what a unit is called by where a word begins."""
    ways = (said_in_town, of_academy, of_banner, state_bureau, party_school, forest_company)
    return (bare_number(full) or bare_academy(full), *(way(full) for way in ways))


def _signed(employer: Employer) -> Iterator[Spelling]:
    full = employer.full
    _, town = township_aliases(full)
    for sign in filter(None, (likely_sign(full), numbered_alias(full), town)):
        yield _sign(employer, sign, Likeness.ALIAS)


def _sign(employer: Employer, sign: str, likeness: Likeness) -> Spelling:
    """What stands before the year of a document number."""
    body, value = f"(?:{sign})(?={FILE_NUMBER})", folded(employer.full)
    form = bounded(Entity.EMPLOYER, FILE_SIGN, body, likeness, value, HAN, ANYTHING)
    return replace(form, led_by=CITES)


def _where_words_begin(employer: Employer, bare: str, kind: str, likeness: Likeness) -> Spelling:
    """四中: many a word ends in it, so only where a word begins (not 第十四中学)."""
    return replace(_unled(employer, bare, kind, likeness), led_by=LEADS_TO_UNIT)


def _unled(employer: Employer, body: str, kind: str, likeness: Likeness) -> Spelling:
    value = folded(employer.full)
    return replace(
        bounded(Entity.EMPLOYER, kind, body, likeness, value, HAN, ANYTHING), grade=employer.grade
    )


def _form(employer: Employer, value: str, kind: str, likeness: Likeness) -> Spelling:
    plain = folded(value)
    if not any(is_han(c) for c in plain):
        return _latin(employer, value, kind, likeness)
    # Brackets are left out or typed in either width: 内蒙古(集团)有限公司.
    body = "".join(rf"\{c}?" if c in "()" else re.escape(c) for c in plain)
    if kind not in ("alias", PARENT) and _ends_like_register(employer, plain):
        body += f"(?:{LEGAL})?"  # 有限责任公司 for 有限公司, and where the profile has neither
    pattern = re.compile(body)
    return Spelling(Entity.EMPLOYER, kind, View.FOLDED, pattern, likeness, plain, employer.grade)


def _ends_like_register(employer: Employer, plain: str) -> bool:
    """Whether a legal ending behind ``plain`` may make the registered name: behind 信达科技 it
    makes another company's, where the own one is 信达科技发展有限公司.
    """
    registered = [parts_of(name).bare for name in (employer.full, *employer.former)]
    return not parts_of(plain).is_company and plain[-2:] in {bare[-2:] for bare in registered}


def _latin(employer: Employer, value: str, kind: str, likeness: Likeness) -> Spelling:
    """An English name; its usual words also as journals shorten them (Inst., Univ.)."""
    plain = latin(Entity.EMPLOYER, kind, value, likeness, employer.grade)
    body = plain.pattern.pattern
    for word, pattern in LATIN_SHORT.items():
        body = re.sub(rf"(?<![a-z]){word}(?![a-z])", pattern, body)
    return replace(plain, pattern=re.compile(body))


def turned(english: str) -> Iterator[str]:
    """Weipo No. 8 Hospital for No. 8 Hospital of Weipo, and without what the register adds."""
    plain = re.sub(r"(?:\s*,)?\s*co(?:mpany)?\.?,?\s*(?:ltd|limited)\.?$", "", english, flags=re.I)
    if plain != english and len(latin_view(plain)[0].split()) >= 3:
        yield plain
    for name in dict.fromkeys((english, plain)):
        head, of, place = name.rpartition(" of ")
        if of and len(head.split()) >= 2:
            yield f"{place} {head}"
            yield f"{head} {place}"  # Xidong Branch, Huashuo Power Group Co., Ltd.


def _mail_domains(profile: Profile) -> Iterator[Spelling]:
    """Where the own mail lies on a server of the employer, its domain names the employer."""
    known = {_bare(d) for e in profile.employers for d in e.domains}
    for mail in profile.emails if any(e.full for e in profile.employers) else ():
        domain = folded(mail).rpartition("@")[2]
        if domain not in known and not PUBLIC_MAIL.search(domain):
            yield _domain(domain, Likeness.SPELLING)


def _brands(profile: Profile) -> Iterator[Spelling]:
    """The word before the dot of an own domain, as products and badges have it: Nexora of
    nexora.example. One that may be a name of a place in pinyin says too little.
    """
    domains = {_bare(d) for e in profile.employers for d in e.domains}
    domains |= {_bare(s.value) for s in _mail_domains(profile)}
    for brand in sorted({domain.partition(".")[0] for domain in domains}):
        is_word = len(brand) >= _SHORTEST_BRAND and brand.isascii() and brand.isalpha()
        if is_word and not is_pinyin(brand):
            yield latin(Entity.EMPLOYER, "alias", brand, Likeness.ALIAS)


def _domain(domain: str, likeness: Likeness) -> Spelling:
    # What else stands before it (https://oa.) is everybody's.
    body = rf"(?:www\.)?{re.escape(domain)}"
    return bounded(Entity.EMPLOYER, "domain", body, likeness, domain, HOST)


def _bare(domain: str) -> str:
    """A domain without what is typed before and after it."""
    plain = folded(domain).removeprefix("http://").removeprefix("https://")
    return plain.removeprefix("www.").rstrip("/")
