"""Short words for labelled text, so that a document reads like its page."""

from __future__ import annotations

import re

from benchmarks.generator.canvas import Label, Span
from benchmarks.truth import ASK, KEEP, OPEN, REDACT

Parts = list["str | Span"]


def own(text: str, category: str, trap: str = "", **look: float) -> Span:
    """The applicant's own value: must go."""
    return Span(text, Label(category, "self", REDACT, trap), **look)  # type: ignore[arg-type]


def other(text: str, category: str = "name", trap: str = "") -> Span:
    """Another person's value: must stay."""
    return Span(text, Label(category, "other", KEEP, trap))


def org(text: str, trap: str = "") -> Span:
    """Another organisation: must stay."""
    return Span(text, Label("employer", "org", KEEP, trap))


def page(text: str, category: str, trap: str = "") -> Span:
    """Evidence or furniture of the page: must stay."""
    return Span(text, Label(category, "page", KEEP, trap))


def ask(text: str, category: str, trap: str) -> Span:
    """Only a person can say."""
    return Span(text, Label(category, "other", ASK, trap))


def own_in_prose(text: str, *, is_word: bool) -> Span:
    """The own name in a sentence; one that is itself a word only a person can settle (case 8)."""
    settled = Label("name", "self", REDACT)
    return Span(text, Label("name", "self", ASK, "name_is_word") if is_word else settled)


def unsettled(text: str, category: str, trap: str) -> Span:
    """The applicant's, but the rule pack has no settled answer: not scored."""
    return Span(text, Label(category, "self", OPEN, trap))


def raised(text: str, size: float = 6.5) -> Span:
    """A superscript that shows rank or affiliation: must stay."""
    return Span(text, Label("rank", "page", KEEP), size=size, rise=3.4)


def rich(template: str, **spans: Span) -> Parts:
    """``template`` with each ``{word}`` replaced by the span of that name.

    KeyError when the template asks for a span that was not given.
    """
    parts: Parts = []
    for number, piece in enumerate(re.split(r"\{(\w+)\}", template)):
        if number % 2:
            parts.append(spans[piece])
        elif piece:
            parts.append(piece)
    return parts


def with_words(sentence: str, words: tuple[str, ...]) -> Parts:
    """A sentence whose trap words are labelled to stay."""
    pattern = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    parts: Parts = []
    for number, piece in enumerate(re.split(f"({pattern})", sentence)):
        if number % 2:
            parts.append(page(piece, "text", "inside_word"))
        elif piece:
            parts.append(piece)
    return parts
