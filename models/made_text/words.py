"""Made-up words around names: places, organisations, subjects, look-alikes, runs of words."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import jieba

from redactor.recognise.lexicon import AFTER_NAME, BEFORE_NAME

_LISTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_TAGS = (
    "n", "v", "vn", "a", "ad", "an", "d", "i", "l", "j", "b", "t", "s", "z", "c", "p", "u", "r",
    "q", "m", "f", "ns", "nt", "nz",
)  # fmt: skip
_LINKS = ("v", "d", "p", "c", "u", "vn", "ad", "r", "f")


@cache
def listed(section: str, key: str) -> tuple[str, ...]:
    """A list of ``words.toml``."""
    return tuple(_LISTS[section][key].split())


@cache
def jieba_words() -> tuple[tuple[str, int, str], ...]:
    """Jieba's list (MIT): word, how often it was counted, tag."""
    with jieba.get_dict_file() as file:
        rows = [line.split(" ") for line in file.read().decode("utf-8").splitlines()]
    return tuple((word, int(count), tag) for word, count, tag in rows)


@cache
def _vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Words that name nobody, with cumulative weights for drawing."""
    chosen = [(word, count) for word, count, tag in jieba_words() if tag in _TAGS]
    return tuple(w for w, _ in chosen), tuple(accumulate(count**0.5 for _, count in chosen))


@cache
def _links() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Verbs, adverbs, prepositions and conjunctions of one or two characters."""
    chosen = [(w, n) for w, n, tag in jieba_words() if tag in _LINKS and len(w) <= 2]
    return tuple(w for w, _ in chosen), tuple(accumulate(count**0.5 for _, count in chosen))


@cache
def _look_alikes(surnames: str) -> tuple[str, ...]:
    """Words of two to four characters that begin like a name: 方程组, 高峰期, 石灰石."""
    words, _ = _vocabulary()
    return tuple(w for w in words if w[0] in surnames and 2 <= len(w) <= 4)


class Words:
    """Draws words. Training and test share the words, but neither names, templates nor clauses.

    Only the training has runs of words drawn by chance: in 任素仙桃 nobody could tell a name.
    """

    def __init__(self, rng: random.Random, surnames: str, *, part: str) -> None:
        self._rng = rng
        self._part = part
        self._surnames = surnames
        self._slots: dict[str, Callable[[], str]] = {
            "O": self._organisation, "A": self._place, "T": self._title, "J": self._subject,
            "W": self._word, "S": self._run, "K": self._look_alike, "F": self._label,
            "D": self._date, "Y": self._year, "N": self._number, "G": self._gap,
            "B": self._follower, "C": self._leader, "V": self._link,
        }  # fmt: skip

    def fill(self, slot: str) -> str:
        """A made-up text for a slot other than a person's."""
        return self._slots[slot]()

    def _one(self, section: str, key: str) -> str:
        return self._rng.choice(listed(section, key))

    def _word(self) -> str:
        words, weights = _vocabulary()
        return self._rng.choices(words, cum_weights=weights)[0]

    def _run(self) -> str:
        if self._part != "train" or self._rng.random() < 0.5:
            return self._one("clauses", self._part)
        return "".join(self._word() for _ in range(self._rng.randint(2, 6)))

    def _look_alike(self) -> str:
        if self._part != "train":
            return self._one("traps", "words")
        if self._rng.random() < 0.4:
            return self._rng.choice(listed("traps", "words") + listed("traps", "eponyms"))
        return self._rng.choice(_look_alikes(self._surnames))

    def _place(self) -> str:
        pick = self._rng.random()
        if pick < 0.35:
            return self._one("places", "towns") + self._one("places", "ends")
        if pick < 0.6:
            return self._one("places", "banners") + self._rng.choice("旗县市区盟镇")
        if pick < 0.75:
            return self._town() + self._one("places", "nature")
        if pick < 0.8:
            heads = self._one("places", "mongolian")
            return heads + self._one("places", "ends")
        if pick < 0.9:
            return self._town() + self._word() + self._one("places", "streets")
        return self._town()

    def _town(self) -> str:
        return self._one("places", self._rng.choice(("towns", "banners")))

    def _organisation(self) -> str:
        head = self._rng.choice(("", self._town(), self._place(), "内蒙古"))
        middle = self._rng.choice(("", "", self._one("organisations", "marks"), self._word()))
        return head + middle + self._one("organisations", "kinds")

    def _title(self) -> str:
        return self._one("titles", "words")

    def _subject(self) -> str:
        subjects = [self._one("subjects", "words") for _ in range(self._rng.randint(1, 2))]
        middle = self._rng.choice(("", "", self._word(), "的", self._look_alike()))
        return "".join(subjects) + middle + self._one("subjects", "acts")

    def _label(self) -> str:
        return self._one("formal", "labels")

    def _follower(self) -> str:
        return self._rng.choice(AFTER_NAME)

    def _leader(self) -> str:
        return self._rng.choice(BEFORE_NAME)

    def _link(self) -> str:
        words, weights = _links()
        return self._rng.choices(words, cum_weights=weights)[0]

    def _date(self) -> str:
        year, month, day = self._year(), self._rng.randint(1, 12), self._rng.randint(1, 28)
        forms = (f"{year}年{month}月{day}日", f"{year}.{month:02}", f"{year}-{month:02}-{day:02}")
        return self._rng.choice(forms)

    def _year(self) -> str:
        return str(self._rng.randint(1965, 2026))

    def _number(self) -> str:
        return str(self._rng.randint(0, 10 ** self._rng.randint(1, 9)))

    def _gap(self) -> str:
        return self._rng.choice(("\u3000", " ", "  ", "\t", "\u3000\u3000"))


def join(items: Sequence[str], rng: random.Random) -> list[str]:
    """The separators of a list of people, one fewer than its items."""
    separator = rng.choice(("、", "、", "，", ",", " ", "\u3000", "；", "  ", ", ", "; "))
    return [separator] * (len(items) - 1)
