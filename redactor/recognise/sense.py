"""Whether a word that may be a name is a person where it stands.

高峰 is one in 由高峰负责, and none in 用水高峰已过. No sign tells by itself, so each is a number,
and their weighted sum the natural logarithm of the odds of a person. The weights of ``sense.toml``
are fitted by ``benchmarks.sentences.fit`` on text that nobody here wrote.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path

from redactor.recognise.lac import Lac, Token, sentence_around
from redactor.recognise.lexicon import (
    AFTER_NAME,
    BEFORE_NAME,
    CALLED,
    FOLLOWERS,
    LEADS,
    PERSON_LEAD,
)
from redactor.recognise.pinyin import split_name
from redactor.recognise.rivals import Margins
from redactor.recognise.slot import expects_person
from redactor.recognise.words import ending_cost, surname_cost, word_count, word_tags
from redactor.textnorm import is_han

_PLACES = frozenset({"LOC", "ORG"})
_KINDS = {
    "verb": frozenset({"v", "vd"}),
    "noun": frozenset({"n", "nz", "vn", "nw", "an"}),
    "adverb": frozenset({"d", "ad"}),
    "adjective": frozenset({"a"}),
    "preposition": frozenset({"p"}),
    "particle": frozenset({"u", "xc"}),
    "conjunction": frozenset({"c"}),
    "person": frozenset({"PER"}),
    "place": frozenset({"LOC", "ORG", "s"}),
    "time": frozenset({"TIME", "t"}),
    "number": frozenset({"m", "q"}),
}
_NO_SURNAME, _RARE = 12.0, 12.0  # costs
_END = 10**6  # past every line
_MOST_SURE = 8.0  # odds beyond it say no more
_FARTHEST = 15.0  # margins beyond it say no more
_AFTER = tuple(w for w in AFTER_NAME if len(w) > 1)
_BEFORE = tuple(w for w in BEFORE_NAME if len(w) > 1)


@dataclass(frozen=True, slots=True)
class Standing:
    """The word ``text[start:end]`` in its line, and how the readings of it compare."""

    text: str = field(repr=False)
    start: int
    end: int
    margins: Margins


class Kind(Enum):
    """What kind of word it would be: a listed one, or one that no list has (安澜, 林草)."""

    WORD = "word"
    NEW = "new"


def sense(standing: Standing, lac: Lac, kind: Kind) -> float:
    """Logarithm of the odds that a person is meant: 0 is as likely as not."""
    weights = _weights()[kind.value]
    return sum(weights.get(sign, 0.0) * value for sign, value in signs(standing, lac).items())


def begins_title(standing: Standing, lac: Lac) -> bool:
    """Whether it begins a clause that says nothing of anybody: 施肥试验, but not 高尚思路清晰."""
    first, last = sentence_around(standing.text, standing.start, standing.end)
    start, end = standing.start - first, standing.end - first
    tokens = lac.tokens(standing.text[first:last])
    stop = min((t.start for t in tokens if t.start >= end and t.tag == "w"), default=_END)
    said = _KINDS["adjective"] | _KINDS["adverb"]
    plain = not any(t.tag in said for t in tokens if end <= t.start < stop)
    return plain and bool(_clause(tokens, start, end)["title"])


def signs(standing: Standing, lac: Lac) -> dict[str, float]:
    """Everything that speaks for or against a person there, by its name in ``sense.toml``."""
    return {
        "always": 1.0,
        **_readings(standing.margins),
        **_tagger(standing, lac),
        **_of_word(standing.text[standing.start : standing.end]),
        **_beside(standing),
        **_expected(standing, lac),
    }


def _expected(standing: Standing, lac: Lac) -> dict[str, float]:
    """Whether a person is to be expected there, whatever the place holds."""
    odds = expects_person(standing.text, standing.start, standing.end, lac)
    return {
        "expected": max(-_MOST_SURE, min(odds, _MOST_SURE)),
        "expected_none": max(-_MOST_SURE, min(odds, 0.0)),
    }


def _readings(margins: Margins) -> dict[str, float]:
    """How much likelier the own name is than others, the last steps counted twice."""
    place = min(margins.place, margins.seen_place)
    return {
        "longer_name": min(margins.name, 3.0),
        "words": _held(margins.word),
        "words_close": min(_held(margins.word), 3.0),
        "place": _held(place),
        "place_close": min(_held(place), 3.0),
    }


def _held(margin: float) -> float:
    return max(-_FARTHEST, min(margin, _FARTHEST))


def _tagger(standing: Standing, lac: Lac) -> dict[str, float]:
    """LAC's scores of a person and of nobody, and what it takes the word for."""
    first, last = sentence_around(standing.text, standing.start, standing.end)
    start, end = standing.start - first, standing.end - first
    sentence = standing.text[first:last]
    scores, tokens = lac.names(sentence), lac.tokens(sentence)
    tags = {t.tag for t in tokens if (t.start, t.end) == (start, end)}
    around = {t.tag for t in tokens if t.start <= start and end <= t.end} - tags
    person, nobody = max(-20.0, scores.person(start, end)), scores.nobody(start, end)
    return {
        "person": person,
        "person_far": max(person, -8.0),
        "person_near": max(person, -3.0),
        "nobody": max(-20.0, nobody),
        "nobody_far": max(nobody, -8.0),
        "nobody_near": max(nobody, -3.0),
        "tagged_word": float(bool(tags - _PLACES - {"PER"})),
        "tagged_place": float(bool(tags & _PLACES)),
        "in_longer_person": float("PER" in around),
        "in_longer_place": float(bool(around & _PLACES)),
        "in_longer_word": float(bool(around - _PLACES - {"PER"})),
        **_neighbours(tokens, start, end),
        **_clause(tokens, start, end),
    }


def _neighbours(tokens: Sequence[Token], start: int, end: int) -> dict[str, float]:
    """What kinds of words LAC sees right before and after: 明确任务, but 明确学习刻苦."""
    before = {t.tag for t in tokens if t.start < start <= t.end}
    after = {t.tag for t in tokens if t.start <= end < t.end}
    signs = {f"before_{kind}": float(bool(before & tags)) for kind, tags in _KINDS.items()}
    return signs | {f"after_{kind}": float(bool(after & tags)) for kind, tags in _KINDS.items()}


def _clause(tokens: Sequence[Token], start: int, end: int) -> dict[str, float]:
    """Whether the clause says what somebody does, and where in it the word stands: 施肥试验 alone
    is a title.
    """
    first = max((t.end for t in tokens if t.end <= start and t.tag == "w"), default=0)
    last = min((t.start for t in tokens if t.start >= end and t.tag == "w"), default=_END)
    before = {t.tag for t in tokens if first <= t.start and t.end <= start}
    after = {t.tag for t in tokens if end <= t.start < last}
    acts = _KINDS["verb"]
    return {
        "verb_before": float(bool(before & acts)),
        "verb_after": float(bool(after & acts)),
        "no_verb": float(not (before | after) & acts),
        "preposition": float(bool(before & _KINDS["preposition"])),
        "begins_clause": float(first == start),
        "ends_clause": float(not after),
        "title": float(first == start and bool(after) and not after & acts),
    }


def _of_word(word: str) -> dict[str, float]:
    """How common the word is as one, and how usual its characters are in names."""
    tag, surname = word_tags().get(word, ""), split_name(word)[0]
    listed, count = not tag.startswith("nr"), math.log1p(word_count(word))
    return {
        "listed": float(listed),
        "count": count * listed,
        "count_as_name": count * (not listed),
        "surname": surname_cost(word[0]) if surname else _NO_SURNAME,
        "no_surname": float(not surname),
        "ending": min(ending_cost(word[-1]), _RARE),
    }


def _beside(standing: Standing) -> dict[str, float]:
    """Words that stand beside people, and whether another Han character does at all."""
    before, after = standing.text[: standing.start], standing.text[standing.end :]
    return {
        "called": float(CALLED.match(after) is not None),
        "person_lead": float(PERSON_LEAD.search(before) is not None),
        "before": float(before.endswith(_BEFORE)),
        "after": float(after.startswith(_AFTER)),
        "leads": float(before[-1:] in LEADS),
        "follows": float(after[:1] in FOLLOWERS),
        "open_left": float(not is_han(before[-1:] or " ")),
        "open_right": float(not is_han(after[:1] or " ")),
    }


@cache
def _weights() -> dict[str, dict[str, float]]:
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {kind.value: tables[kind.value] for kind in Kind}
