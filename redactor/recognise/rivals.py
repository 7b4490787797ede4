"""Own name, longer name, place or plain words: which reading of a run of characters is likeliest?

王伟民主持 may be 王伟 + 民主 + 持 or 王伟民 + 主持. Every reading is priced: a word by how rare it
is, a name by how rare its further characters are. A tagger's people and words make the readings
that agree with it cheaper. Prices are natural logarithms, so their difference is an odds ratio.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from redactor.recognise.lexicon import (
    AFTER_NAME,
    CALLED,
    FOLLOWERS,
    LEADS,
    MONGOLIAN_PARTS,
    PLACE_ENDS,
)
from redactor.recognise.pinyin import COMPOUND_SURNAMES, SURNAMES, split_name
from redactor.recognise.words import (
    LONGEST,
    ending_cost,
    is_spelt_mongolian,
    looks_mongolian,
    mongolian_cost,
    surname_cost,
    word_cost,
    word_tags,
)

_REACH = 10  # characters looked at on each side
_OWN, _WORDLIKE = 9.0, 5.0  # price of the own name; what it costs more where it may be a word
_RIVAL, _LONG_RIVAL, _PLACE = 10.0, 11.0, 10.0
_PART = 5.0  # of a Mongolian name
_TRUST, _AGREED_PLACE = 0.5, 4.0  # a tagger's word against the word list's
_WHOLE_RUN = 5.0  # a name that fills its list item or cell
_SEEN_WORD = 12.0  # a word that only the tagger knows
_SEEN_PLACE = 22.0  # a place or an institution that only the tagger knows
_CALLED = 6.0  # how much cheaper a name is before 同志
_MOST_EXTRA = 4
_LONE, _NAME_BESIDE = 4.0, 6.0
_FAR = 1e9


Span = tuple[int, int]


class Reading(Enum):
    """What the characters of the own name may be."""

    OWN = "own"
    NAME = "name"
    WORD = "word"


class Opinion(Protocol):
    """What one tagger says of the run. Scores are 0 or less: natural logarithms of odds."""

    words: frozenset[Span]  # of two characters or more
    places: frozenset[Span]

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


class _Run:
    """The Han characters around the own name, and what it costs to read them as words."""

    def __init__(self, text: str, start: int, end: int, seen: Collection[Span]) -> None:
        self.text, self.start, self.end = text, start, end
        self.name = text[start:end]
        self._seen = {(a, b) for a, b in seen if b <= start or a >= end}
        self._to_name, self._from_name = {0: 0.0}, {len(text): 0.0}
        self.cheapest_to = self._before()
        self.cheapest_from = self._after()

    def _before(self) -> list[float]:
        """For every place up to the name: the price of the words before it."""
        best = [0.0]
        for j in range(1, self.end + 1):
            best.append(min(best[i] + self._word(i, j) for i in range(max(0, j - LONGEST), j)))
        return best

    def _after(self) -> list[float]:
        """For every place: the price of the words from it on."""
        size = len(self.text)
        best = [0.0] * (size + 1)
        for i in range(size - 1, self.start - 1, -1):
            ends = range(i + 1, min(size, i + LONGEST) + 1)
            best[i] = min(self._word(i, j) + best[j] for j in ends)
        return best

    def _word(self, i: int, j: int) -> float:
        cost = word_cost(self.text[i:j])
        if cost is None or cost > _SEEN_WORD:
            # Other names, and words of a trade, stand in no list: the tagger may know them.
            return _SEEN_WORD if j - i > 1 and (i, j) in self._seen else cost or _FAR
        return cost

    def around(self, first: int, last: int) -> float:
        """The price of everything but the name ``text[first:last]``."""
        if first not in self._to_name:
            starts = range(max(0, first - LONGEST), first)
            self._to_name[first] = min(
                self.cheapest_to[i] + self._word(i, first) + _beside(self.text[i:first], LEADS)
                for i in starts
            )
        if last not in self._from_name:
            ends = range(last + 1, min(len(self.text), last + LONGEST) + 1)
            self._from_name[last] = min(
                self._word(last, j) + _beside(self.text[last:j], FOLLOWERS) + self.cheapest_from[j]
                for j in ends
            )
        return self._to_name[first] + self._from_name[last]

    def words_across(self) -> tuple[float, Reading]:
        """The cheapest words of which one runs over a border of the name."""
        best, kind = _FAR, Reading.WORD
        for i in range(max(0, self.start - LONGEST), self.end):
            for j in range(max(i, self.start) + 1, min(len(self.text), i + LONGEST) + 1):
                inside = self.start <= i and j <= self.end
                word = self.text[i:j]
                if inside or j - i < 2 or word_cost(word) is None:
                    continue
                cost = self.cheapest_to[i] + self._word(i, j) + self.cheapest_from[j]
                if cost < best:
                    name = word_tags().get(word, "nr").startswith("nr") and self.name in word
                    best, kind = cost, Reading.NAME if name else Reading.WORD
        return best, kind


def _beside(word: str, usual: frozenset[str]) -> float:
    """What a word costs more right beside a name: a lone character, or another name."""
    if len(word) == 1:
        return 0.0 if word in usual else _LONE
    return _NAME_BESIDE if word_tags().get(word, "nr").startswith("nr") else 0.0


def weigh(
    text: str, start: int, end: int, opinions: Sequence[Opinion], *, is_word: bool
) -> Verdict:
    """Compare the readings of the run of Han characters in which ``text[start:end]`` lies.

    ``text`` is that run alone; the spans of ``opinions`` are in it too. ``is_word``: the name is
    itself a word, so that less speaks for a person.
    """
    cut = max(0, start - _REACH)
    seen = {(a - cut, b - cut) for o in opinions for a, b in o.words}
    run = _Run(text[cut : end + _REACH], start - cut, end - cut, seen)

    def name(first: int, last: int, price: float) -> float:
        said = sum(o.person(first + cut, last + cut) for o in opinions)
        called = CALLED.match(run.text, last) is not None
        return price + run.around(first, last) - _TRUST * said - _CALLED * called

    own = name(run.start, run.end, _OWN)
    wordlike = _WORDLIKE * is_word + _TRUST * sum(o.nobody(start, end) for o in opinions)
    words, kind = run.words_across()
    best = Verdict(kind, words - own - wordlike)
    for first, last, price in _longer(run):
        whole = (first + cut, last + cut) == (0, len(text)) and not _follows(run)
        cost = name(first, last, price) - _WHOLE_RUN * whole
        if cost - own < best.margin:
            best = Verdict(Reading.NAME, cost - own)
    for a, b in {span for o in opinions for span in o.places}:
        begins = a == start or start - a > 1  # 派康庄 is no place
        if (
            begins
            and end <= b
            and end - start < b - a
            and (is_word or not _holds_word(text[end:b]))
        ):
            cost = _SEEN_PLACE + run.around(max(0, a - cut), min(b - cut, len(run.text)))
            cost -= 2 * wordlike
            best = min(best, Verdict(Reading.WORD, cost - own), key=lambda v: v.margin)
    for first, last, price in _places(run):
        agreed = any(a - cut <= first and last <= b - cut for o in opinions for a, b in o.places)
        cost = price + run.around(first, last) - agreed * _AGREED_PLACE - wordlike
        if cost - own < best.margin:
            best = Verdict(Reading.WORD, cost - own)
    return best


def _follows(run: _Run) -> bool:
    """Whether a word that stands after names follows: 王伟著."""
    return run.text[run.end :].startswith(AFTER_NAME)


def _longer(run: _Run) -> Iterator[tuple[int, int, float]]:
    """Longer names around the own one, with their prices."""
    text, start, end = run.text, run.start, run.end
    surname, given = split_name(run.name)
    if looks_mongolian(run.name):
        yield from _longer_mongolian(run)
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


def _longer_mongolian(run: _Run) -> Iterator[tuple[int, int, float]]:
    """Names joined of parts: 娜仁 in 娜仁高娃, 图门 in 孟克图门."""
    text, start, end = run.text, run.start, run.end
    for first in range(max(0, start - _MOST_EXTRA), start + 1):
        for last in range(end, min(len(text), end + _MOST_EXTRA) + 1):
            if (first, last) != (start, end):
                price = _joined(text[first:start]) + _joined(text[end:last])
                yield first, last, _RIVAL + price


def _joined(extra: str) -> float:
    """The price of further characters of a Mongolian name; listed parts are cheap."""
    if not extra:
        return 0.0
    if MONGOLIAN_PARTS.fullmatch(extra):
        return _PART
    return sum(map(mongolian_cost, extra))


def _places(run: _Run) -> Iterator[tuple[int, int, float]]:
    """Places called after the name, of a name without a surname: 达来呼布镇, 乌兰木伦河."""
    if not looks_mongolian(run.name) and run.name not in word_tags():
        return
    for match in PLACE_ENDS.finditer(run.text, run.end, run.end + _MOST_EXTRA + 3):
        extra = run.text[run.end : match.start()]
        if _is_word(run.text[max(run.end, match.end() - 2) : match.end()], match.group()):
            continue  # 哈达思路清晰: no road
        foreign = sum(not is_spelt_mongolian(c) for c in extra)
        if len(extra) <= _MOST_EXTRA and foreign <= 1 and not _holds_word(extra):
            yield run.start, match.end(), _PLACE + sum(map(mongolian_cost, extra))


def _is_word(ending: str, place_end: str) -> bool:
    return len(ending) > len(place_end) and word_tags().get(ending, "nr") != "nr"


def _holds_word(text: str) -> bool:
    """Whether a listed word of two characters stands in ``text``: 达来获得岚丰旗 is no place."""
    return any(word_tags().get(text[i : i + 2], "nr") != "nr" for i in range(len(text) - 1))
