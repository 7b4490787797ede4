"""Every form in which an own value may be written, as patterns over folded text.

Two views of a text are searched. ``FOLDED`` has no white space (Chinese, numbers): a name
spread over a cell is one string there. ``LATIN`` keeps single spaces, because words written in
letters end where a space is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from redactor.cnid import is_valid_id18, to_id15
from redactor.datatypes import Employer, Entity, Likeness, Profile
from redactor.recognise import pinyin
from redactor.recognise.lexicon import ORG_GENERIC, ORG_KINDS, PUBLIC_MAIL
from redactor.textnorm import fold_char, folded, is_han


class View(Enum):
    """Which view of the text a pattern is searched in."""

    FOLDED = auto()
    LATIN = auto()


@dataclass(frozen=True, slots=True)
class Spelling:
    """One pattern for one own value. ``kind`` is a fixed word for ``found_by``.

    ``not_before`` and ``not_after`` match a folded character that may not stand right beside
    the value *in the text as it is printed*: folding takes the cell border out of
    ``154…678 | 2003``, and a look-around would see one long number.
    """

    entity: Entity
    kind: str
    view: View
    pattern: re.Pattern[str] = field(repr=False)
    likeness: Likeness
    value: str = field(repr=False)
    grade: str = ""
    not_before: str = ""
    not_after: str = ""


MARKED = "pinyin_marked"  # with the mark of an affiliation glued to it
# See Spelling.not_before.
_DIGIT, _WORD, _HOST, _MAILBOX = r"\d", "[a-z0-9]", "[a-z0-9-]", "[a-z0-9._%+-]"
# What may stand between the groups of a number: 1599-0119, 154.1234.5678, one digit a cell.
_GAP = r"[-.·|/()_,]?"
_PLACE = re.compile(
    r"^(?:内蒙古(?:自治区)?)?(?:[\u4e00-\u9fff]{2,5}?(?:市|盟|自治州|地区))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:区|县|旗))?(?:[\u4e00-\u9fff]{1,5}?(?:镇|乡|苏木|街道))?"
)
_LEGAL = re.compile(
    r"(?:\((?:集团|有限合伙|普通合伙)\))?(?:集团)?(?:股份)?(?:有限责任公司|有限公司)$"
)


def spellings(profile: Profile, *, suggest_aliases: bool = True) -> tuple[Spelling, ...]:
    """All patterns for a profile, exact values before generated ones, long before short."""
    found = [
        *_names(profile),
        *_ids(profile),
        *_numbers(profile),
        *_mails(profile),
        *_mail_domains(profile),
        *(s for e in profile.employers for s in _employer(e, suggest_aliases)),
    ]
    rank = {Likeness.EXACT: 0, Likeness.SPELLING: 1, Likeness.PART: 2, Likeness.ALIAS: 3}
    return tuple(sorted(found, key=lambda s: (rank[s.likeness], -len(s.value))))


def latin_view(text: str) -> tuple[str, tuple[int, ...]]:
    """Lower-case toneless text, white space as one space or line end, and its index map."""
    out: list[str] = []
    index: list[int] = []
    for i, char in enumerate(text):
        # A line end is no space between two words: who stands before it is somebody else.
        space = "\n" if char == "\n" else " " if char.isspace() else ""
        folds = fold_char(char) or (space if out and not out[-1].isspace() else "")
        for c in folds:
            out.append(c)
            index.append(i)
    return "".join(out), tuple(index)


def _names(profile: Profile) -> Iterator[Spelling]:
    for name in profile.names:
        plain = folded(name)
        if any(is_han(c) for c in plain):
            # 李·娜仁 is also written 李娜仁, and typed with any dot.
            pattern = re.compile(r"[·.]?".join(map(re.escape, plain.replace("·", ""))))
            yield Spelling(Entity.NAME, "name", View.FOLDED, pattern, Likeness.EXACT, plain)
            yield from _latin_names(name)
            # 王** in the applicant's own field: the mask is finished (case 80).
            masked = re.compile(rf"{re.escape(plain[0])}(?:\*{{1,3}}|某{{1,2}}|[○〇]{{1,2}})")
            yield Spelling(Entity.NAME, "masked", View.FOLDED, masked, Likeness.PART, plain)
        elif len(plain) >= 3:
            yield _latin(Entity.NAME, "name", name, Likeness.EXACT)
    for spelt in profile.pinyin:
        yield _latin(Entity.NAME, "pinyin", spelt, Likeness.EXACT)


def _latin_names(name: str) -> Iterator[Spelling]:
    value = folded(name)
    if full := pinyin.full_pattern(name):
        yield Spelling(Entity.NAME, "pinyin", View.LATIN, full, Likeness.SPELLING, value)
    if marked := pinyin.marked_pattern(name):
        yield Spelling(Entity.NAME, MARKED, View.LATIN, marked, Likeness.SPELLING, value)
    if short := pinyin.initials_pattern(name):
        yield Spelling(Entity.NAME, "initials", View.LATIN, short, Likeness.SPELLING, value)


def _latin(entity: Entity, kind: str, value: str, likeness: Likeness, grade: str = "") -> Spelling:
    words = re.findall(r"[^\s,.\-'’]+", latin_view(value)[0])
    # OCR glues the raised mark of an affiliation to its first word: 1Yunling Water …
    before = r"(?<![a-z0-9]{2})" if len(words) >= 3 else r"(?<![a-z0-9])"
    pattern = re.compile(before + r"[\s,.\-'’]{0,3}".join(map(re.escape, words)) + r"(?![a-z0-9])")
    return Spelling(entity, kind, View.LATIN, pattern, likeness, folded(value), grade)


def _digits(value: str) -> str:
    return "".join(c for c in folded(value) if c.isalnum())


def spread(value: str) -> str:
    """A pattern for a number with at most one separator between its digits."""
    return _GAP.join(map(re.escape, value))


def _ids(profile: Profile) -> Iterator[Spelling]:
    for number in profile.id_numbers:
        plain = _digits(number)
        forms = [(plain, Likeness.EXACT)]
        if len(plain) == 18 and is_valid_id18(plain):
            forms.append((to_id15(plain), Likeness.SPELLING))
        for form, likeness in forms:
            # No bound at the ends: a certificate number that holds the ID goes too (case 54).
            pattern = re.compile(spread(form))
            yield Spelling(Entity.ID_NUMBER, "id", View.FOLDED, pattern, likeness, plain)
        head = "|".join(re.escape(plain[:n]) for n in range(14, 2, -1))
        tail = "|".join(re.escape(plain[-n:]) for n in range(8, 0, -1))
        born = "|".join(re.escape(plain[:n]) for n in range(14, 9, -1))
        # The region alone is half a town's: what is left must show the end, or the birth year.
        masked = rf"(?:{head})[*x•]{{4,14}}(?:{tail})|(?:{born})[*x•]{{4,14}}"
        yield _bounded(Entity.ID_NUMBER, "masked", masked, Likeness.PART, plain, r"\d|x")


def _bounded(
    entity: Entity,
    kind: str,
    body: str,
    likeness: Likeness,
    value: str,
    before: str,
    after: str = "",
) -> Spelling:
    """A spelling with the same characters forbidden on both sides, or others after it."""
    pattern = re.compile(body)
    return Spelling(
        entity,
        kind,
        View.FOLDED,
        pattern,
        likeness,
        value,
        not_before=before,
        not_after=after or before,
    )


def _numbers(profile: Profile) -> Iterator[Spelling]:
    for phone in profile.phones:
        plain = _digits(phone)
        if len(plain) == 13 and plain.startswith("86"):
            plain = plain[2:]
        country = rf"(?:\(?\+?86\)?{_GAP})?"
        yield _bounded(
            Entity.PHONE, "phone", country + spread(plain), Likeness.EXACT, plain, _DIGIT
        )
        if len(plain) == 11 and plain.startswith("1"):
            masked = rf"{plain[:3]}[*x]{{4}}{plain[-4:]}"
            yield _bounded(Entity.PHONE, "masked", masked, Likeness.PART, plain, _DIGIT)
    for number in profile.other_numbers:
        plain = _digits(number)
        yield _bounded(Entity.NUMBER, "number", spread(plain), Likeness.EXACT, plain, _WORD)
    for address in profile.addresses:
        plain = folded(address)
        pattern = re.compile(re.escape(plain))
        yield Spelling(Entity.ADDRESS, "address", View.FOLDED, pattern, Likeness.EXACT, plain)


def _mails(profile: Profile) -> Iterator[Spelling]:
    for mail in profile.emails:
        plain = folded(mail)
        body = re.escape(plain)
        yield _bounded(Entity.EMAIL, "mail", body, Likeness.EXACT, plain, _MAILBOX, _HOST)


def _mail_domains(profile: Profile) -> Iterator[Spelling]:
    """Where the own mail lies on a server of the employer, its domain names the employer."""
    known = {_bare(d) for e in profile.employers for d in e.domains}
    for mail in profile.emails if profile.employers else ():
        domain = folded(mail).rpartition("@")[2]
        if domain not in known and not PUBLIC_MAIL.search(domain):
            yield _domain(domain, Likeness.SPELLING)


def _domain(domain: str, likeness: Likeness) -> Spelling:
    body = rf"(?:https?://)?(?:[a-z0-9-]+\.)*?{re.escape(domain)}"
    return _bounded(Entity.EMPLOYER, "domain", body, likeness, domain, _HOST)


def _bare(domain: str) -> str:
    """A domain without what is typed before and after it."""
    plain = folded(domain).removeprefix("http://").removeprefix("https://")
    return plain.removeprefix("www.").rstrip("/")


def _employer(employer: Employer, suggest: bool) -> Iterator[Spelling]:
    given = [employer.full, *employer.short, *employer.former, *employer.english]
    for value in filter(None, given):
        kind = "former_employer" if employer.is_former else "employer"
        yield _employer_form(employer, value, kind, Likeness.EXACT)
    for domain in employer.domains:
        yield _domain(_bare(domain), Likeness.EXACT)
    if employer.code:
        plain = _digits(employer.code)
        yield _bounded(Entity.EMPLOYER, "code", spread(plain), Likeness.EXACT, plain, _WORD)
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
        return _latin(Entity.EMPLOYER, kind, value, likeness, grade)
    # Brackets are left out or typed in either width: 内蒙古(集团)有限公司.
    pattern = re.compile("".join(rf"\{c}?" if c in "()" else re.escape(c) for c in plain))
    return Spelling(Entity.EMPLOYER, kind, View.FOLDED, pattern, likeness, plain, grade)


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
