"""Values cut down to what lets their owner recognise them and nobody else identify them."""

from __future__ import annotations

import re
from functools import cache

from redactor.datatypes import Entity, Finding, Likeness
from redactor.lean import without

# Presidio brings recognisers of its own, none of which is asked, with a client for the web; and
# spaCy, with its whole command line. A worker imports it here first.
with without("spacy.cli", "presidio_analyzer.predefined_recognizers"):
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

_STAR = "*"
# How many leading characters stay, and how long a value must be for that: a third at most of
# what identifies, so that 昆钢 does not stay whole. A surname is shared by millions.
_KEPT: dict[Entity, tuple[int, int]] = {
    Entity.NAME: (1, 2),
    Entity.ID_NUMBER: (4, 15),
    Entity.PHONE: (3, 10),
    Entity.EMPLOYER: (2, 6),
    Entity.ADDRESS: (2, 8),
    Entity.EMAIL: (1, 3),
}
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def masked(entity: Entity, value: str) -> str:
    """``value`` with all but a few leading characters starred; empty for an empty value.

    Of an e-mail address only the first letter stays, and neither part tells its length.
    """
    if not value:
        return ""
    kept, least = _KEPT.get(entity, (0, 1))
    if len(value) < least:
        kept = 0
    if entity is Entity.EMAIL:
        return f"{value[:kept]}***@***"
    return _starred(value, kept)


def masked_value(finding: Finding) -> str:
    """The finding's value masked; of somebody else's value nothing stays."""
    if finding.likeness is Likeness.OTHER:
        return _STAR * 3 if finding.value else ""
    return masked(finding.entity, finding.value)


def masked_file_name(untrusted_name: str) -> str:
    """An upload's name cut to its first character and its suffix: names hold names."""
    name = untrusted_name.replace("\\", "/").rsplit("/", 1)[-1]
    suffix = _SUFFIX.search(name)
    stem = name[: suffix.start()] if suffix else name
    kept = stem[:1] if len(stem) >= 2 and stem[0].isprintable() else ""
    return kept + _STAR * 3 + (suffix.group() if suffix else "")


@cache
def _engine() -> AnonymizerEngine:
    return AnonymizerEngine()


def _starred(value: str, kept: int) -> str:
    if kept >= len(value):
        return _STAR * len(value)
    operator = OperatorConfig(
        "mask",
        {"masking_char": _STAR, "chars_to_mask": len(value) - kept, "from_end": True},
    )
    whole = RecognizerResult("VALUE", 0, len(value), 1.0)
    result = _engine().anonymize(value, [whole], {"VALUE": operator})
    return str(result.text)
