"""Every form in which an own number or address may be written: identity, phone, mail …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.cnid import is_valid_id15, is_valid_id18, to_id15, to_id18
from redactor.datatypes import Entity, Likeness, Profile
from redactor.recognise.employer_parts import levels_of, parts_of
from redactor.recognise.spelling import (
    DIGIT,
    GAP,
    HOST,
    MAILBOX,
    WORD,
    Spelling,
    View,
    bounded,
    digits_of,
    spread,
)
from redactor.textnorm import folded

BIRTH = "birth"  # the kind of the date of birth, which the ID number tells (case 59)
_STREET = 6  # characters: 3号楼2单元 is anybody's
_HOUSE = re.compile(r"[^\d]{2,}\d+(?:号楼|号院|号|栋|幢|楼)?")
_ROOM = r"(?:[\d一二三四五六七八九十东西南北中]+(?:号楼|单元|号|栋|幢|楼|层|户|室)|-?\d+)*"
_EXTENSION = re.compile(r"转|分机|ext|[#x;、]")
_LETTERS = {"0": "[0o]", "1": "[1il]", "2": "[2z]", "5": "[5s]", "8": "[8b]"}
_COUNTRY = rf"(?:\(?(?:\+|00)?86\)?{GAP})?"
_DIALLED_ON = r"(?:\(?(?:转|分机|ext\.?)[:-]?\d{1,6}\)?)?"  # 154…678转8012


def number_forms(profile: Profile) -> Iterator[Spelling]:
    """Forms of the identity, phone and other numbers, addresses and mails of a profile."""
    for number in profile.id_numbers:
        yield from _id(digits_of(number))
    for phone in profile.phones:
        yield from _phone(phone)
    for number in profile.other_numbers:
        plain = digits_of(number)
        yield bounded(Entity.NUMBER, "number", spread(plain), Likeness.EXACT, plain, WORD)
    for address in profile.addresses:
        plain = folded(address)
        pattern = re.compile(re.escape(plain))
        yield Spelling(Entity.ADDRESS, "address", View.FOLDED, pattern, Likeness.EXACT, plain)
        yield from _street(plain)
    yield from _mails(profile)


def _street(address: str) -> Iterator[Spelling]:
    """An address without some of the places it lies in, and down to its house alone: 中京街5号楼 of
    …天义镇中京街5号楼2单元301室.
    """
    place = parts_of(address).place
    house = _HOUSE.match(address.removeprefix(place))
    if place and house and len(house.group()) >= _STREET:
        over = "".join(f"(?:{re.escape(level)})?" for level in levels_of(place))
        pattern = re.compile(over + re.escape(house.group()) + _ROOM)
        yield Spelling(Entity.ADDRESS, "address", View.FOLDED, pattern, Likeness.SPELLING, address)


def births_of(profile: Profile) -> tuple[str, ...]:
    """The dates of birth in the ID numbers, as eight digits."""
    numbers = (digits_of(number) for number in profile.id_numbers)
    return tuple(n[6:14] if len(n) == 18 else f"19{n[6:12]}" for n in numbers if len(n) >= 15)


def _id(plain: str) -> Iterator[Spelling]:
    forms = [(plain, Likeness.EXACT)]
    if len(plain) == 18 and is_valid_id18(plain):
        forms.append((to_id15(plain), Likeness.SPELLING))
    elif is_valid_id15(plain):
        forms.append((to_id18(plain).lower(), Likeness.SPELLING))
    for form, likeness in forms:
        # No bound at the ends: a certificate number that holds the ID goes too (case 54).
        pattern = re.compile(spread(form))
        yield Spelling(Entity.ID_NUMBER, "id", View.FOLDED, pattern, likeness, plain)
        lettered = re.compile(_lettered(form))
        yield Spelling(Entity.ID_NUMBER, "id", View.FOLDED, lettered, Likeness.SPELLING, plain)
    head = "|".join(re.escape(plain[:n]) for n in range(14, 2, -1))
    tail = "|".join(re.escape(plain[-n:]) for n in range(8, 0, -1))
    born = "|".join(re.escape(plain[:n]) for n in range(14, 9, -1))
    ends = "|".join(re.escape(plain[-n:]) for n in range(8, 3, -1))
    # The region alone is half a town's: what is left must show the end, or the birth year.
    masked = rf"(?:{head})[*x•]{{4,14}}(?:{tail})|(?:{born})[*x•]{{4,14}}|[*x•]{{10,14}}(?:{ends})"
    yield bounded(Entity.ID_NUMBER, "masked", masked, Likeness.PART, plain, r"\d|x")
    if len(plain) == 18:
        # A card's number made of where and when its holder was born.
        part = spread(plain[:14])
        yield bounded(Entity.ID_NUMBER, "id_part", part, Likeness.SPELLING, plain, WORD)
        yield _birth(plain[6:10], plain[10:12], plain[12:14])


def _lettered(plain: str) -> str:
    """A pattern for a number in which letters were typed or read for figures: O for 0, l for 1."""
    return GAP.join(_LETTERS.get(c, re.escape(c)) for c in plain)


def _birth(year: str, month: str, day: str) -> Spelling:
    """The whole date of birth; year and month alone are any date, and need their label."""
    apart = rf"{year}[年./-]0?{int(month)}[月./-]0?{int(day)}[日号]?"
    body = f"{apart}|{year}{month}{day}"
    return bounded(Entity.NUMBER, BIRTH, body, Likeness.SPELLING, year + month + day, DIGIT)


def _phone(phone: str) -> Iterator[Spelling]:
    plain = "".join(c for c in _EXTENSION.split(folded(phone))[0] if c.isdigit())
    plain = re.sub(r"^(?:00)?86(?=1\d{10}$)", "", plain)
    if not plain:
        return
    # Abroad the zero of an area code is left out: +86-472-5990000.
    area = rf"(?:{_COUNTRY}0|(?:\+|00)86{GAP})" + spread(plain[1:])
    body = (area if plain.startswith("0") else _COUNTRY + spread(plain)) + _DIALLED_ON
    yield bounded(Entity.PHONE, "phone", body, Likeness.EXACT, plain, DIGIT)
    if len(plain) == 11 and plain.startswith("1"):
        lettered = _COUNTRY + _lettered(plain)
        yield bounded(Entity.PHONE, "phone", lettered, Likeness.SPELLING, plain, WORD)
        masked = rf"{plain[:3]}[*x]{{4}}{plain[-4:]}"
        yield bounded(Entity.PHONE, "masked", masked, Likeness.PART, plain, DIGIT)
    elif plain.startswith("0") and len(plain) >= 10:
        local = spread(plain[3 if plain[1] in "12" else 4 :]) + _DIALLED_ON
        yield bounded(Entity.PHONE, "phone", local, Likeness.SPELLING, plain, r"[\da-z-]", DIGIT)


def _mails(profile: Profile) -> Iterator[Spelling]:
    for mail in profile.emails:
        plain = folded(mail)
        body = re.escape(plain)
        yield bounded(Entity.EMAIL, "mail", body, Likeness.EXACT, plain, MAILBOX, HOST)
