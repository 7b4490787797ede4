"""Papers about patients and pupils: fields with somebody else's sensitive data (case 82)."""

from __future__ import annotations

import re
from collections.abc import Collection

from redactor.datatypes import PageText
from redactor.recognise.lexicon import THIRD_PARTY
from redactor.textnorm import folded

_VALUE = re.compile(r"[:：]?[\t \u3000]*(?P<value>[^\n\t ]*)")


def tells_of_others(page: PageText, names: Collection[str]) -> bool:
    """Whether a field of a patient or a pupil is filled in, with another than the own names.

    Prose about patients (纳入患者60例) has no such fields.
    """
    for label in THIRD_PARTY.finditer(page.text):
        value = _VALUE.match(page.text, label.end())
        if value and not folded(value["value"]).startswith(tuple(names) or "\x00"):
            return True
    return False
