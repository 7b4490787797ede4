"""Own values as bytes, in every encoding in which a PDF may hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import opencc

from redactor.datatypes import Entity, Profile
from redactor.textnorm import folded, is_han
from redactor.verify.needles import readings

# Among compressed or binary bytes shorter strings turn up by chance: 4 given bytes once in
# 4 GB for each pattern, 6 bytes never.
MIN_BINARY = 6
_MIN_HAN, _MIN_LATIN, _MIN_DIGITS = 2, 5, 5


@dataclass(frozen=True, slots=True)
class ByteNeedle:
    """One own value in one encoding; ``lower`` is to be searched in lower-cased bytes.

    ``bound`` holds the bytes that must not stand on either side: letters for a Latin word,
    digits for a short number; empty for Chinese and for long numbers. ``unit`` is how many
    bytes a letter has.
    """

    entity: Entity
    data: bytes = field(repr=False)
    lower: bool
    bound: bytes
    unit: int
    value: str = field(repr=False)  # folded, letters and digits only

    def found_in(self, blob: bytes, lowered: bytes) -> Iterator[int]:
        """Places of the value in a blob, given with its lower-cased copy."""
        text = lowered if self.lower else blob
        at = text.find(self.data)
        while at >= 0:
            end = at + len(self.data)
            before, after = text[max(0, at - self.unit) : at], text[end : end + self.unit]
            if not (self._is_bound(before) or self._is_bound(after)):
                yield at
            at = text.find(self.data, at + 1)

    def _is_bound(self, neighbour: bytes) -> bool:
        letter = neighbour.replace(b"\0", b"")
        return len(letter) == 1 and letter in self.bound


_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_DIGITS = b"0123456789"
_ENCODINGS = {"utf-8": 1, "gb18030": 1, "utf-16-be": 2, "utf-16-le": 2}
_HEX = re.compile(rb"<([0-9a-fA-F\s]{8,})>")


def unhexed(data: bytes) -> bytes:
    """The hexadecimal strings in a piece of PDF, decoded, apart from each other.

    Page content writes text so; a search for hexadecimal digits could not tell word borders.
    """
    return b"\n\n".join(_from_hex(digits) for digits in _HEX.findall(data))


def _from_hex(digits: bytes) -> bytes:
    joined = b"".join(digits.split())
    return bytes.fromhex((joined + b"0" * (len(joined) % 2)).decode("ascii"))


def byte_needles(profile: Profile) -> tuple[ByteNeedle, ...]:
    """Every own value as bytes, in every encoding."""
    found: dict[tuple[bytes, Entity], ByteNeedle] = {}
    for entity, literal, bound in _literals(profile):
        value = "".join(c for c in folded(literal) if c.isalnum())
        for encoding, unit in _ENCODINGS.items():
            data = literal.encode(encoding)
            needle = ByteNeedle(entity, data, literal.isascii(), bound, unit, value)
            found.setdefault((data, entity), needle)
    return tuple(found.values())


def _literals(profile: Profile) -> Iterator[tuple[Entity, str, bytes]]:
    """Values as typed: entity, text, and the bytes that must not touch it."""
    for name in profile.names:
        yield from _worded(Entity.NAME, [name])
        yield from ((Entity.NAME, spelt, _LETTERS) for spelt in _pinyin(name))
    yield from _worded(Entity.NAME, profile.pinyin)
    for entity, numbers in (
        (Entity.ID_NUMBER, profile.id_numbers),
        (Entity.PHONE, profile.phones),
        (Entity.NUMBER, profile.other_numbers),
    ):
        for number in numbers:
            yield from _number(entity, number)
    yield from ((Entity.EMAIL, mail.strip().lower(), _LETTERS) for mail in profile.emails if mail)
    yield from _worded(Entity.ADDRESS, profile.addresses)
    for employer in profile.employers:
        forms = (employer.full, *employer.short, *employer.former, *employer.english)
        yield from _worded(Entity.EMPLOYER, (*forms, *employer.domains))
        yield from _number(Entity.EMPLOYER, employer.code)


def _worded(entity: Entity, values: Iterable[str]) -> Iterator[tuple[Entity, str, bytes]]:
    for value in values:
        text = value.strip()
        if sum(map(is_han, text)) >= _MIN_HAN:
            both = {text, folded(text), folded(text).replace("·", ""), _traditional(text)}
            yield from ((entity, form, b"") for form in sorted(both))
        elif len(text) >= _MIN_LATIN:
            yield entity, text.lower(), _LETTERS


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _traditional(text: str) -> str:
    return str(_to_traditional().convert(text))


def _pinyin(name: str) -> Iterator[str]:
    for syllables in readings(name):
        surname, given = syllables[0], "".join(syllables[1:])
        for first, second in ((surname, given), (given, surname)):
            for gap in ("", " ", ", ", "-", "_", "."):
                spelt = f"{first}{gap}{second}"
                if given and len(spelt) >= _MIN_LATIN:
                    yield from dict.fromkeys((spelt, spelt.replace("v", "u")))


def _number(entity: Entity, value: str) -> Iterator[tuple[Entity, str, bytes]]:
    plain = "".join(c for c in folded(value) if c.isascii() and c.isalnum())
    if len(plain) < _MIN_DIGITS:
        return
    bound = b"" if len(plain) >= 11 else _LETTERS + _DIGITS
    yield entity, plain, bound
    if value.strip().isascii() and value.strip().lower() != plain:
        yield entity, value.strip().lower(), bound
    if entity is Entity.ID_NUMBER and len(plain) == 18:
        yield entity, plain[:6] + plain[8:17], b""
