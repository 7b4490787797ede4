"""The Han characters around a name, and what it costs to read them as words."""

from __future__ import annotations

from collections.abc import Collection

from redactor.recognise.lexicon import FOLLOWERS, LEADS
from redactor.recognise.words import LONGEST, word_cost, word_tags

Span = tuple[int, int]

_SEEN_WORD = 12.0  # a word that only the tagger knows
_LONE, _NAME_BESIDE, _STRANDED = 4.0, 6.0, 8.0
_FAR = 1e9


class Run:
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
                self._word(last, j)
                + _beside(self.text[last:j], FOLLOWERS)
                + _STRANDED * self._is_stranded(last, j)
                + self.cheapest_from[j]
                for j in ends
            )
        return self._to_name[first] + self._from_name[last]

    def _is_stranded(self, last: int, end: int) -> bool:
        """Whether 于 leads to a figure: 建 in 王伟建于2003年 is no verb, nor 长."""
        return end - last == 2 and end == len(self.text) and self.text[end - 1] == "于"

    def words_across(self) -> tuple[float, bool]:
        """The cheapest words of which one runs over a border of the name: their price, and
        whether that one is a listed name around it.
        """
        best, is_name = _FAR, False
        for i in range(max(0, self.start - LONGEST), self.end):
            for j in range(max(i, self.start) + 1, min(len(self.text), i + LONGEST) + 1):
                inside = self.start <= i and j <= self.end
                word = self.text[i:j]
                if inside or j - i < 2 or word_cost(word) is None:
                    continue
                cost = self.cheapest_to[i] + self._word(i, j) + self.cheapest_from[j]
                if cost < best:
                    best = cost
                    is_name = is_named(word) and self.name in word
        return best, is_name


def is_named(word: str) -> bool:
    """Whether the word is a name, or none that is listed."""
    return word_tags().get(word, "nr").startswith("nr")


def _beside(word: str, usual: frozenset[str]) -> float:
    """What a word costs more right beside a name: a lone character, or another name."""
    if len(word) == 1:
        return 0.0 if word in usual else _LONE
    return _NAME_BESIDE if is_named(word) else 0.0
