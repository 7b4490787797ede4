"""Check digits of Chinese identity and organisation numbers. Pure; no I/O, no other module.

Every function wants plain ASCII text without spaces: fold it first (``redactor.textnorm``).
"""

from __future__ import annotations

import re
from datetime import date

_ID18 = re.compile(r"[1-9][0-9]{16}[0-9Xx]")
_ID15 = re.compile(r"[1-9][0-9]{14}")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"

# GB 32100-2015: no I, O, S, V, Z, so that nobody takes them for 1, 0, 5, U, 2.
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(rf"[{_USCC_ALPHABET}]{{2}}[0-9]{{6}}[{_USCC_ALPHABET}]{{10}}")


def is_valid_id18(text: str) -> bool:
    """Whether ``text`` is an 18-digit ID number: check digit and a birth date 1900 to 2100.

    GB 11643. The region is not looked up: regions are dissolved and renumbered, but a number
    once given stays.
    """
    if not _ID18.fullmatch(text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECK[total % 11] == text[17].upper() and _is_date(text[6:14])


def is_valid_id15(text: str) -> bool:
    """Whether ``text`` has the shape of a 15-digit ID number of the last century.

    There is no check digit: 1.3 % of random strings pass, so ask for a label as well.
    """
    return bool(_ID15.fullmatch(text)) and _is_date("19" + text[6:12])


def is_valid_id(text: str) -> bool:
    """Whether ``text`` is an ID number of either length, whatever parts its characters."""
    plain = re.sub(r"[^0-9Xx]", "", text)
    return is_valid_id18(plain) or is_valid_id15(plain)


def to_id15(id18: str) -> str:
    """The 15-digit form of an 18-digit number: without the century and the check digit.

    Raises ValueError when ``id18`` does not have the shape of one; the check digit may be wrong.
    """
    if not _ID18.fullmatch(id18):
        raise ValueError("not an 18-digit ID number")
    return id18[:6] + id18[8:17]


def to_id18(id15: str) -> str:
    """The 18-digit form of a 15-digit number: its owner was born in the last century.

    Raises ValueError when ``id15`` does not have the shape of one.
    """
    if not _ID15.fullmatch(id15):
        raise ValueError("not a 15-digit ID number")
    plain = f"{id15[:6]}19{id15[6:]}"
    total = sum(int(digit) * weight for digit, weight in zip(plain, _ID_WEIGHTS, strict=True))
    return plain + _ID_CHECK[total % 11]


def is_valid_uscc(text: str) -> bool:
    """Whether ``text`` is a unified social credit code (GB 32100-2015), capitals or small."""
    text = text.upper()
    if not _USCC.fullmatch(text):
        return False
    total = sum(_USCC_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(text[:17]))
    return _USCC_ALPHABET[-total % 31] == text[17]


def _is_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        date(year, month, day)
    except ValueError:
        return False
    return 1900 <= year <= 2100
