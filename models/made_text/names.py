"""Names put together from parts: Han names, and Mongolian ones in Han transliteration.

Training and test share no name. A Mongolian name of the test holds at least one part that no
name of the training holds.
"""

from __future__ import annotations

import random
import tomllib
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.made_text.words import jieba_words
from redactor.recognise.pinyin import COMPOUND_SURNAMES, SURNAMES

_PARTS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
)
_HAN, _MONGOLIAN = _PARTS["han"], _PARTS["mongolian"]
_GIVEN = "".join(dict.fromkeys("".join(_HAN["given"].split())))
COMMON_SURNAMES = _HAN["common"]
_RARE_SURNAMES = "".join(sorted(SURNAMES - set(COMMON_SURNAMES)))
_COMPOUND = sorted(COMPOUND_SURNAMES)


KINDS = ("han", "mongolian", "interpunct")
_SHARES = (0.52, 0.36, 0.12)


@dataclass(frozen=True, slots=True)
class Name:
    """A made-up name; ``kind`` is one of KINDS."""

    text: str
    kind: str


_SHARE_OF_TEST = 5  # one name or part in five stands in no training line


def held_out(text: str) -> bool:
    """Whether a name or part is kept for the test; the same for ever."""
    return zlib.crc32(text.encode()) % _SHARE_OF_TEST == 0


@cache
def _counted_given() -> tuple[str, tuple[int, ...]]:
    """Characters of the given names in jieba's list, and how many names there hold them."""
    names = [w for w, _, tag in jieba_words() if tag == "nr" and len(w) == 3]
    counts = Counter(c for w in names if w[0] in COMMON_SURNAMES for c in w[1:])
    usual = {c: n for c, n in counts.items() if n >= 6}
    return "".join(usual), tuple(usual.values())


@cache
def _parts(key: str, *, test: bool) -> tuple[str, ...]:
    return tuple(p for p in _MONGOLIAN[key].split() if held_out(p) == test)


class Names:
    """Draws the names of one part (training or test)."""

    def __init__(self, rng: random.Random, *, test: bool, kind: str | None = None) -> None:
        self._rng = rng
        self._test = test
        self._kind = kind
        self._ways = {"han": self._han, "mongolian": self._mongolian}
        self._ways["interpunct"] = self._interpunct

    def draw(self) -> Name:
        """A name of the one kind asked for, or of any."""
        kind = self._kind or self._rng.choices(KINDS, _SHARES)[0]
        return Name(self._ways[kind](), kind)

    def _han(self) -> str:
        while True:
            name = self._surname() + self._given()
            if held_out(name) == self._test:
                return name

    def _surname(self) -> str:
        pick = self._rng.random()
        if pick < 0.06:
            return self._rng.choice(_COMPOUND)
        if pick < 0.16:
            return self._rng.choice(_RARE_SURNAMES)
        # The commoner stand first: draw the smaller of two places.
        return COMMON_SURNAMES[min(self._rng.randrange(len(COMMON_SURNAMES)) for _ in range(2))]

    def _given(self) -> str:
        size = 1 if self._rng.random() < 0.27 else 2
        return "".join(self._given_char() for _ in range(size))

    def _given_char(self) -> str:
        pick = self._rng.random()
        if pick < 0.05:
            return self._rng.choice(_HAN["rare"])
        if pick < 0.065:
            return chr(self._rng.randint(0x4E00, 0x9FA5))  # some name their children so
        if pick < 0.5:
            return self._rng.choices(*_counted_given())[0]
        return self._rng.choice(_GIVEN)

    def _mongolian(self) -> str:
        pick = self._rng.random()
        if pick < 0.2:
            return self._part("whole", test=self._test)
        if pick < 0.28:
            return self._rng.choice(_MONGOLIAN["surnames"]) + self._short()
        if pick < 0.33:
            return self._part(self._rng.choice(("heads", "tails")), test=self._test)
        if pick < 0.5 and not self._test:
            return self._unlisted()
        return self._joined()

    def _joined(self) -> str:
        """Two parts, now and then three; in the test one of them at least is new."""
        keys = self._rng.choice((("heads", "tails"),) * 12 + (("heads", "heads", "tails"),))
        new = self._rng.randrange(len(keys))
        parts = [
            self._part(key, test=self._test and (i == new or self._rng.random() < 0.2))
            for i, key in enumerate(keys)
        ]
        return "".join(dict.fromkeys(parts))

    def _short(self) -> str:
        """A given name after a Han surname: 包图雅."""
        options = [g for g in _MONGOLIAN["given"].split() if held_out(g) == self._test]
        return self._rng.choice(options)

    def _interpunct(self) -> str:
        initial = self._rng.choice(_MONGOLIAN["initials"])
        given = self._joined() if self._rng.random() < 0.5 else self._part("whole")
        if self._rng.random() < 0.1:
            initial = self._part("heads")
        return initial + self._rng.choice("···•・‧") + given

    def _part(self, key: str, *, test: bool | None = None) -> str:
        return self._rng.choice(_parts(key, test=self._test if test is None else test))

    def _unlisted(self) -> str:
        """A part nobody has listed, of the syllables such names are written with."""
        made = "".join(self._rng.choices(_MONGOLIAN["syllables"], k=self._rng.randint(2, 4)))
        if self._rng.random() < 0.5:
            return made + self._part("tails")
        return self._part("heads") + made
