"""Own name, longer name, place or plain words: which reading of a run of characters is likeliest?

王伟民主持 may be 王伟 + 民主 + 持 or 王伟民 + 主持. Every reading is priced: a word by how rare it
is, a name by how rare its further characters are. A tagger's people and words make the readings
that agree with it cheaper. Prices are natural logarithms, so their difference is an odds ratio.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from redactor.recognise.lexicon import (
    AFTER_NAME,
    CALLED,
    LEADS,
    MONGOLIAN_PARTS,
    ORG_KINDS,
    PLACE_ENDS,
    WORD_SURNAMES,
)
from redactor.recognise.pinyin import COMPOUND_SURNAMES, SURNAMES, split_name
from redactor.recognise.runs import Run, Span
from redactor.recognise.words import (
    ending_cost,
    is_spelt_mongolian,
    looks_mongolian,
    mongolian_cost,
    surname_cost,
    word_tags,
)

# Prices, set on the dev split of benchmarks.sentences.
_REACH = 10  # characters looked at on each side
_OWN, _WORDLIKE = 9.0, 5.0  # of the own name; what it costs more where it may be a word
_RIVAL, _LONG_RIVAL, _PLACE = 10.0, 11.0, 10.0
_PART = 5.0  # of a Mongolian name
_TRUST = 0.5  # a tagger's odds against the word list's
_AGREED_PLACE = 4.0  # how much cheaper a place is that the tagger sees too
_SEEN_PLACE = 26.0  # one that only the tagger knows
_WHOLE_RUN = 5.0  # how much cheaper a name is that fills its list item or cell
_CALLED = 6.0  # and one before 同志
_CLOSED = 6.0  # and one before 等 that closes a list: 龙思中等同行, 庞露中等60人
_MOST_EXTRA = 4
_NONE = 1e9  # the price where there is no such reading

_LIST_END = re.compile("等(?:[一二两三四五六七八九十百]+[人名位]|同志|同行|专家|$)")
_PLACE_NAME = re.compile(f"^.{{0,6}}(?:{PLACE_ENDS.pattern}|{'|'.join(ORG_KINDS)})$")

Priced = tuple[int, int, float]  # characters of a reading, and its price


class Reading(Enum):
    """What the characters of the own name may be besides."""

    NAME = "name"
    WORD = "word"


class Opinion(Protocol):
    """What one tagger says of the run. Scores are 0 or less: natural logarithms of odds."""

    @property
    def words(self) -> frozenset[Span]:
        """Where it sees words of two characters or more."""
        ...

    @property
    def places(self) -> frozenset[Span]:
        """Those of its words that are places, institutions or times."""
        ...

    def person(self, first: int, last: int) -> float:
        """How likely one person stands at exactly ``text[first:last]``."""
        ...

    def nobody(self, first: int, last: int) -> float:
        """How likely no character of ``text[first:last]`` belongs to a person."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest reading that is not the own name, and by how much the own one is likelier."""

    rival: Reading
    margin: float


@dataclass(frozen=True, slots=True)
class Margins:
    """By how much the own name is likelier than a longer name, than words, and than places.

    ``seen_place``: one that only a tagger knows. ``wordlike``: how much less a word costs there
    than its rarity says, as far as the taggers see nobody or the name is itself a word.
    """

    name: float
    word: float
    place: float
    seen_place: float
    wordlike: float

    @property
    def verdict(self) -> Verdict:
        """The likeliest rival."""
        return min(
            Verdict(Reading.NAME, self.name),
            Verdict(Reading.WORD, self.word - self.wordlike),
            Verdict(Reading.WORD, self.place - self.wordlike),
            Verdict(Reading.WORD, self.seen_place - 2 * self.wordlike),
            key=lambda v: v.margin,
        )


def weigh(
    text: str, start: int, end: int, opinions: Sequence[Opinion], *, is_word: bool
) -> Margins:
    """Compare the readings of the run of Han characters in which ``text[start:end]`` lies.

    ``text`` is that run alone; the spans of ``opinions`` are in it too. ``is_word``: the name is
    itself a word, so that less speaks for a person.
    """
    scale = _Scale(text, start, end, opinions)
    own = scale.name(scale.run.start, scale.run.end, _OWN)
    words, is_name = scale.run.words_across()
    wordlike = _WORDLIKE * is_word + _TRUST * sum(o.nobody(start, end) for o in opinions)
    names = [*scale.longer_names(), words - wordlike if is_name else _NONE]
    return Margins(
        name=min(names) - own,
        word=(_NONE if is_name else words) - own,
        place=min(scale.places(), default=_NONE) - own,
        seen_place=min(scale.seen_places(is_word=is_word), default=_NONE) - own,
        wordlike=wordlike,
    )


class _Scale:
    """Prices of the readings of one run, of which ``run`` is the part within reach."""

    def __init__(self, text: str, start: int, end: int, opinions: Sequence[Opinion]) -> None:
        self._text, self._start, self._end, self._opinions = text, start, end, opinions
        self._cut = cut = max(0, start - _REACH)
        seen = {(a - cut, b - cut) for o in opinions for a, b in o.words}
        self.run = Run(text[cut : end + _REACH], start - cut, end - cut, seen)

    def name(self, first: int, last: int, price: float) -> float:
        """A person at exactly these characters of the run, and words around."""
        said = sum(o.person(first + self._cut, last + self._cut) for o in self._opinions)
        called = CALLED.match(self.run.text, last) is not None
        closed = _LIST_END.match(self.run.text, last) is not None
        bonus = _TRUST * said + _CALLED * called + _CLOSED * closed
        return price + self.run.around(first, last) - bonus

    def longer_names(self) -> Iterator[float]:
        """王伟民, 娜仁高娃, 司马晴 around 马晴."""
        for first, last, price in _longer(self.run):
            whole = (first + self._cut, last + self._cut) == (0, len(self._text))
            listed = _holds_word(self.run.text[self.run.end : last])  # 赛罕合格
            alone = whole and not listed and not _follows(self.run)
            yield self.name(first, last, price) - _WHOLE_RUN * alone

    def places(self) -> Iterator[float]:
        """达来呼布镇."""
        for first, last, price in _places(self.run):
            span = first + self._cut, last + self._cut
            agreed = any(a <= span[0] and span[1] <= b for a, b in self._seen_places())
            yield price + self.run.around(first, last) - agreed * _AGREED_PLACE

    def seen_places(self, *, is_word: bool) -> Iterator[float]:
        """江南大学: what the tagger takes for one place or institution around the name."""
        for a, b in self._seen_places():
            begins = a == self._start or self._start - a > 1  # 派康庄 is no place
            rest = self._text[self._end : b]
            plain = _PLACE_NAME.search(rest) if is_word else not _holds_word(rest)
            if begins and plain and self._end <= b and (a, b) != (self._start, self._end):
                first, last = max(0, a - self._cut), min(b - self._cut, len(self.run.text))
                yield _SEEN_PLACE + self.run.around(first, last)

    def _seen_places(self) -> set[Span]:
        return {span for o in self._opinions for span in o.places}


def _follows(run: Run) -> bool:
    """Whether a word that stands after names follows: 王伟著."""
    return run.text[run.end :].startswith(AFTER_NAME)


def _longer(run: Run) -> Iterator[Priced]:
    """Longer names around the own one, with their prices."""
    text, start, end = run.text, run.start, run.end
    surname, given = split_name(run.name)
    if looks_mongolian(run.name):
        yield from _longer_mongolian(run)
    elif len(run.name) > 2 and is_spelt_mongolian(run.name[0]):
        yield from _longer_mongolian(run, listed=True)  # 伊拉夫 in 伊拉夫高娃
    if (surname or not looks_mongolian(run.name)) and end < len(text):
        price = _RIVAL if len(given) == 1 else _LONG_RIVAL
        yield start, end + 1, price + ending_cost(text[end])
    if start and len(run.name) == 2:
        if text[start - 1] + run.name[0] in COMPOUND_SURNAMES:
            yield start - 1, end, _RIVAL
            if end < len(text):
                yield start - 1, end + 1, _RIVAL + ending_cost(text[end])
        elif text[start - 1] in SURNAMES:
            yield start - 1, end, _RIVAL + surname_cost(text[start - 1])


def _longer_mongolian(run: Run, *, listed: bool = False) -> Iterator[Priced]:
    """Names joined of parts, perhaps of ``listed`` ones only: 娜仁高娃, 图门 in 孟克图门."""
    text, start, end = run.text, run.start, run.end
    for first in range(max(0, start - _MOST_EXTRA), start + 1):
        for last in range(end, min(len(text), end + _MOST_EXTRA) + 1):
            before, after = text[first:start], text[end:last]
            known = MONGOLIAN_PARTS.fullmatch(before + after) is not None
            # 其力木格其木格 in a list: no other word is left in its item.
            item = (first, last) == (0, len(text)) and (
                _is_spelt(before + after) or (not after and _is_family(before))
            )
            if (before or after) and (known if listed else item or _may_join(before, after)):
                yield first, last, _RIVAL + _joined(before) + _joined(after)


def _may_join(before: str, after: str) -> bool:
    """Whether parts of names stand there: 其力嘎恩和, but neither 导师恩和 nor 和恩和."""
    if before and not (MONGOLIAN_PARTS.fullmatch(before) or _is_part(before)):
        return False
    listed = MONGOLIAN_PARTS.fullmatch(after) is not None
    return listed or len(after) <= 1 or all(map(is_spelt_mongolian, after))


def _is_part(text: str) -> bool:
    """Whether ``text`` can be a part of a Mongolian name that no list has."""
    return _is_spelt(text) and not _holds_word(text)


def _is_family(text: str) -> bool:
    """Whether ``text`` can be what stands before a Mongol's own name: 萨 or 田 before 其木格."""
    begins = text in SURNAMES or (len(text) == 1 and is_spelt_mongolian(text))
    return begins and text not in LEADS and text not in WORD_SURNAMES


def _is_spelt(text: str) -> bool:
    return len(text) > 1 and all(map(is_spelt_mongolian, text))


def _joined(extra: str) -> float:
    """The price of further characters of a Mongolian name; listed parts are cheap."""
    if not extra:
        return 0.0
    if MONGOLIAN_PARTS.fullmatch(extra):
        return _PART
    return sum(map(mongolian_cost, extra))


def _places(run: Run) -> Iterator[Priced]:
    """Places called after the name, of a name without a surname: 达来呼布镇, 乌兰木伦河."""
    if not looks_mongolian(run.name) and run.name not in word_tags():
        return
    for match in PLACE_ENDS.finditer(run.text, run.end, run.end + _MOST_EXTRA + 3):
        extra = run.text[run.end : match.start()]
        if _is_word(run.text[max(run.end, match.end() - 2) : match.end()], match.group()):
            continue  # 哈达思路清晰: no road
        foreign = sum(not is_spelt_mongolian(c) for c in extra)
        parts = not foreign or (foreign == 1 and not _holds_word(extra))  # 力吉 is a word too
        if len(extra) <= _MOST_EXTRA and parts:
            yield run.start, match.end(), _PLACE + _joined(extra)


def _is_word(ending: str, place_end: str) -> bool:
    return len(ending) > len(place_end) and word_tags().get(ending, "nr") != "nr"


def _holds_word(text: str) -> bool:
    """Whether a listed word of two characters stands in ``text``: 达来获得岚丰旗 is no place."""
    return any(word_tags().get(text[i : i + 2], "nr") != "nr" for i in range(len(text) - 1))
