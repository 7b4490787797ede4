"""Every form in which an own number or address may be written: identity, phone, mail …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.cnid import is_valid_id18, to_id15
from redactor.datatypes import Entity, Likeness, Profile
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


def number_forms(profile: Profile) -> Iterator[Spelling]:
    """Forms of the identity, phone and other numbers, addresses and mails of a profile."""
    yield from _ids(profile)
    yield from _numbers(profile)
    yield from _mails(profile)


def _ids(profile: Profile) -> Iterator[Spelling]:
    for number in profile.id_numbers:
        plain = digits_of(number)
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
        yield bounded(Entity.ID_NUMBER, "masked", masked, Likeness.PART, plain, r"\d|x")


def _numbers(profile: Profile) -> Iterator[Spelling]:
    for phone in profile.phones:
        plain = digits_of(phone)
        if len(plain) == 13 and plain.startswith("86"):
            plain = plain[2:]
        country = rf"(?:\(?\+?86\)?{GAP})?"
        yield bounded(Entity.PHONE, "phone", country + spread(plain), Likeness.EXACT, plain, DIGIT)
        if len(plain) == 11 and plain.startswith("1"):
            masked = rf"{plain[:3]}[*x]{{4}}{plain[-4:]}"
            yield bounded(Entity.PHONE, "masked", masked, Likeness.PART, plain, DIGIT)
    for number in profile.other_numbers:
        plain = digits_of(number)
        yield bounded(Entity.NUMBER, "number", spread(plain), Likeness.EXACT, plain, WORD)
    for address in profile.addresses:
        plain = folded(address)
        pattern = re.compile(re.escape(plain))
        yield Spelling(Entity.ADDRESS, "address", View.FOLDED, pattern, Likeness.EXACT, plain)


def _mails(profile: Profile) -> Iterator[Spelling]:
    for mail in profile.emails:
        plain = folded(mail)
        body = re.escape(plain)
        yield bounded(Entity.EMAIL, "mail", body, Likeness.EXACT, plain, MAILBOX, HOST)
