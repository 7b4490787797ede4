"""Typed-in fields of one person → ``Profile``; shared by rosters and profiles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from redactor.config.messages import Message
from redactor.config.orgs import OrgNames, parse_org_name, parse_orgs
from redactor.config.scope import LEVELS, level_of
from redactor.config.values import (
    SEPARATORS,
    ValueFault,
    clean,
    is_other_paper,
    parse_code,
    parse_domain,
    parse_email,
    parse_grade,
    parse_id,
    parse_name,
    parse_number,
    parse_phones,
    split_values,
)
from redactor.datatypes import Employer, Profile
from redactor.textnorm import folded, is_han

T = TypeVar("T")

FIELDS = (
    "name",
    "former_name",
    "id_number",
    "phone",
    "email",
    "pinyin",
    "address",
    "other_number",
    "employer",
    "employer_short",
    "employer_former",
    "employer_english",
    "employer_code",
    "employer_domain",
    "employer_grade",
    "former_employer",
    "series",
    "title",
    "level",
)
UNSEARCHED = ("series", "title", "level")  # never looked for in documents

_FORMER_NAME = re.compile(r"[(（](?:曾用名|又名|原名|别名|曾名)[:：]?(.+?)[)）]")
_SEX = re.compile(r"[(（][男女][)）]")


@dataclass(slots=True)
class Report:
    """What is wrong (``faults``) and what a person should know (``warnings``): sentences."""

    faults: list[Message] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RawPerson:
    """The cells of one person by field, and how to name a field in a sentence."""

    cells: Mapping[str, Sequence[str]] = field(repr=False)
    where: Callable[[str], str]  # field → "Row 7, column 身份证号"
    report: Report

    def parse(self, name: str, parse: Callable[[str], list[T]]) -> tuple[T, ...]:
        """What ``parse`` makes of every cell of a field; a fault for each that it refuses."""
        values: list[T] = []
        for cell in self.cells.get(name, ()):
            try:
                values += parse(cell)
            except ValueFault as fault:
                self.fault(name, fault.message)
        return tuple(dict.fromkeys(values))

    def fault(self, name: str, text: Message) -> None:
        """Report ``text``, which ends a sentence: "is empty"."""
        self.report.faults.append(Message("{place}: {text}.", place=self.where(name), text=text))

    def warn(self, name: str, text: Message) -> None:
        """As ``fault``, for what a person should know."""
        self.report.warnings.append(Message("{place}: {text}.", place=self.where(name), text=text))


def build_profile(
    applicant_id: str,
    raw: RawPerson,
    *,
    photos: tuple[Path, ...] = (),
    more_employers: tuple[Employer, ...] = (),
) -> Profile:
    """The profile of one person. Look at ``raw.report.faults`` before using it."""
    names = raw.parse("name", lambda cell: _names(cell, raw))
    names += raw.parse("former_name", _each(parse_name))
    id_numbers, papers = _id_numbers(raw)
    own_employer = build_employer(raw)
    former = tuple(
        Employer(org.full, org.short, org.former, is_former=True)
        for org in raw.parse("former_employer", parse_orgs)
    )
    return Profile(
        applicant_id=applicant_id,
        names=tuple(dict.fromkeys(names)),
        id_numbers=id_numbers,
        phones=raw.parse("phone", parse_phones),
        emails=raw.parse("email", _each(parse_email)),
        employers=own_employer + more_employers + former,
        pinyin=raw.parse("pinyin", _each(_latin_name)),
        other_numbers=raw.parse("other_number", _each(parse_number)) + papers,
        addresses=raw.parse("address", lambda cell: split_values(cell, "；;\n")),
        photos=photos,
        series=re.sub(r"\s", "", _first(raw, "series")),
        level=_level(raw),
    )


def build_employer(raw: RawPerson, *, is_former: bool = False) -> tuple[Employer, ...]:
    """The employers of the ``employer…`` fields: other names and codes go to the first."""
    orgs = raw.parse("employer", parse_orgs)
    if any("\n" in clean(cell) for cell in raw.cells.get("employer", ())):
        raw.warn(
            "employer",
            Message("has a line break and was read as {number} employer(s)", number=len(orgs)),
        )
    short = raw.parse("employer_short", _each(parse_org_name))
    former = raw.parse("employer_former", _each(parse_org_name))
    english = raw.parse("employer_english", _each(parse_org_name))
    domains = raw.parse("employer_domain", _each(parse_domain, "、；;,\n"))
    codes = raw.parse("employer_code", _each(parse_code))
    if not orgs:
        if (short or former or english or domains or codes) and not raw.cells.get("employer"):
            raw.fault(
                "employer", Message("is missing, while another name or number of it is given")
            )
        return ()
    if len(codes) > 1:
        raw.fault("employer_code", Message("gives several codes; one employer has one"))
    main, *others = orgs
    first = Employer(
        full=main.full,
        short=_unique(main.short + short),
        former=_unique(main.former + former),
        english=english,
        domains=domains,
        code=codes[0] if codes else "",
        grade=_grade(raw),
        is_former=is_former,
    )
    return (first, *(_plain_employer(org, is_former) for org in others))


def _plain_employer(org: OrgNames, is_former: bool) -> Employer:
    return Employer(org.full, org.short, org.former, is_former=is_former)


def _first(raw: RawPerson, name: str) -> str:
    return clean(next(iter(raw.cells.get(name, ())), ""))


def _level(raw: RawPerson) -> str:
    """The level that is applied for; a word that is none is told, as it decides nothing."""
    word = _first(raw, "level")
    level = level_of(word, _first(raw, "title"))
    if word and not level:
        raw.warn("level", Message("is none of {levels} and is not used", levels=LEVELS))
    return level


def _grade(raw: RawPerson) -> str:
    grades = []
    for cell in raw.cells.get("employer_grade", ()):
        for word in split_values(cell):
            try:
                grades.append(parse_grade(word))
            except ValueFault as fault:
                raw.warn("employer_grade", fault.message)
    return grades[0] if grades else ""


def _names(cell: str, raw: RawPerson) -> list[str]:
    """The names in a cell: 王伟, 王伟（曾用名：王卫）, 王伟、王卫."""
    text = clean(cell)
    former = [name for group in _FORMER_NAME.findall(text) for name in split_values(group)]
    text = _SEX.sub("", _FORMER_NAME.sub("", text))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        # 王⏎伟 is one wrapped name: a single character is nobody's name.
        if any(len(line) == 1 for line in lines):
            text = "".join(lines)
        else:
            many = Message("has a line break and was read as {number} names", number=len(lines))
            raw.warn("name", many)
    return [parse_name(name) for name in split_values(text) + former]


def _id_numbers(raw: RawPerson) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ID numbers, and passports or permits, which are looked for as other numbers."""
    cells = raw.parse("id_number", lambda cell: split_values(cell))
    papers = tuple(parse_number(value).upper() for value in cells if is_other_paper(value))
    if papers:
        raw.warn("id_number", Message("is no resident's ID number and is looked for as it stands"))
    numbers: list[str] = []
    for value in cells:
        if is_other_paper(value):
            continue
        try:
            numbers.append(parse_id(value))
        except ValueFault as fault:
            raw.fault("id_number", fault.message)
    return tuple(dict.fromkeys(numbers)), papers


def _latin_name(text: str) -> str:
    if any(is_han(char) for char in text) or not any(char.isalpha() for char in text):
        raise ValueFault("is not a name in Latin letters")
    if len(folded(text)) < 3:
        raise ValueFault("is shorter than three letters and would be found everywhere")
    return re.sub(r"\s+", " ", text.strip())


def _each(parse: Callable[[str], str], separators: str = SEPARATORS) -> Callable[[str], list[str]]:
    return lambda cell: [parse(value) for value in split_values(cell, separators)]


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
