"""A sentence with the truth about every own value, and every trap, in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from redactor.datatypes import Profile
from redactor.textnorm import fold

REDACT, KEEP, ASK = "redact", "keep", "ask"


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` and what may be decided on it; two answers where both are right."""

    start: int
    end: int
    allowed: frozenset[str]

    @property
    def due(self) -> bool:
        """Whether a question is right here, and not all else too (RULES.md, cases 5, 6, 8, 29)."""
        return ASK in self.allowed and len(self.allowed) < 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line or a few; what no span covers is to be kept."""

    family: str
    trap: str  # a fixed word for the kind of trap
    text: str = field(repr=False)
    spans: tuple[Span, ...]
    profile: Profile = field(repr=False)

    def with_allowed(self, action: str) -> tuple[Span, ...]:
        """The spans on which ``action`` is right."""
        return tuple(s for s in self.spans if action in s.allowed)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text with a truth of its own."""

    text: str = field(repr=False)
    allowed: frozenset[str]


def own(text: str) -> Part:
    """An own value: it has to go."""
    return Part(text, frozenset({REDACT}))


def other(text: str) -> Part:
    """A trap: it has to stay."""
    return Part(text, frozenset({KEEP}))


def doubtful(text: str, *also: str) -> Part:
    """Something a person is asked about; ``also`` is as right as the question."""
    return Part(text, frozenset({ASK, *also}))


def joined(parts: Iterable[str | Part]) -> tuple[str, tuple[Span, ...]]:
    """The text of ``parts`` and the spans of those with a truth."""
    text, spans = "", []
    for part in parts:
        if isinstance(part, Part):
            spans.append(Span(len(text), len(text) + len(part.text), part.allowed))
            text += part.text
        else:
            text += part
    return text, tuple(spans)


def is_labelled(sentence: Sentence) -> bool:
    """Whether every place where an own name or employer is printed lies in a span.

    Fillers are drawn at random: now and then they spell an own value by themselves.
    """
    profile = sentence.profile
    values = list(profile.names)
    for employer in profile.employers:
        values += [employer.full, *employer.short, *employer.former]
    view = fold(sentence.text)
    for value in map(fold, values):
        place = view.text.find(value.text)
        while place >= 0:
            start, end = view.span(place, place + len(value.text))
            if not any(s.start <= start and end <= s.end for s in sentence.spans):
                return False
            place = view.text.find(value.text, place + 1)
    return True
