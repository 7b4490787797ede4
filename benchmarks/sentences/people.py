"""Names composed for one sentence benchmark: own ones, longer ones, near ones, bystanders.

A composed name belongs to ``dev`` or to ``test`` by its own letters, so that no seed brings a
name of one split into the other. ``test`` also takes the names of ``benchmarks.held_out``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import jieba

from benchmarks.draw import pool_of
from benchmarks.generator.dev import DEV
from benchmarks.sentences.grammar import Draw, composed, is_held_back

_PARTS = composed("people")
SURNAMES, GIVEN = ("".join(_PARTS[k].split()) for k in ("surnames", "given"))
COMPOUND = tuple(_PARTS["compound"].split())
_TAILS = "".join(_PARTS["tails"].split())
_MONGOLIAN = tuple(_PARTS["mongolian"].split())
_MONGOLIAN_HEADS = _MONGOLIAN[: _PARTS["mongolian_heads"]]
_MONGOLIAN_TAILS = tuple(_PARTS["mongolian_tails"].split())
_INITIALS = _PARTS["initials"]


@cache
def _dictionary_words() -> frozenset[str]:
    """Words of jieba's list that name nobody: an own name among them is a case for a person."""
    with jieba.get_dict_file() as file:
        lines = (line.split(" ") for line in file.read().decode("utf-8").splitlines())
        return frozenset(word for word, _, tag in lines if not tag.startswith("nr"))


@dataclass(frozen=True, slots=True)
class Named:
    """An own name and its kind: ``two``, ``three``, ``compound``, ``mongolian``, ``listed``."""

    text: str
    kind: str


class People:
    """Names of one split, drawn from one stream."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        test = draw.split == "test"
        names = [n for n in pool_of("test").names if n not in DEV.names] if test else DEV.names
        self._listed = tuple(Named(n.text, n.kind) for n in names)

    def fresh(self, make: Callable[[], str]) -> str:
        """A composed name of this split that is no word besides."""
        while True:
            name = make()
            mine = is_held_back(name) == (self._draw.split == "test")
            if mine and name not in _dictionary_words():
                return name

    def own(self, *kinds: str) -> Named:
        """An applicant's name of one of the kinds; now and then one of the pool."""
        kind = self._draw.one(kinds)
        fitting = [n for n in self._listed if n.kind == kind]
        if fitting and self._draw.chance(0.3):
            return fitting[int(self._draw.rng.integers(len(fitting)))]
        return Named(self.fresh(partial(self._composed, kind)), kind)

    def _composed(self, kind: str) -> str:
        one = self._draw.one
        match kind:
            case "two":
                return one(SURNAMES) + one(GIVEN)
            case "three":
                return one(SURNAMES) + one(GIVEN) + one(GIVEN)
            case "compound":
                return one(COMPOUND) + one(GIVEN) + (one(GIVEN) if self._draw.chance(0.4) else "")
            case "inside_compound":
                return one(COMPOUND)[1] + one(GIVEN)
        second = one(_MONGOLIAN_TAILS) if self._draw.chance(0.3) else ""
        return one(_MONGOLIAN) + second

    def longer(self, named: Named) -> str:
        """Somebody whose name holds the own one: 王伟民, 娜仁高娃, 司马晴 for 马晴, 李·娜仁."""
        one, name = self._draw.one, named.text
        if named.kind == "inside_compound":
            heads = [c[0] for c in COMPOUND if c[1] == name[0]]
            return one(heads) + name
        if named.kind != "mongolian":
            return name + one(_TAILS)
        style = self._draw.rng.random()
        if style < 0.15:
            return one(_INITIALS) + "·" + name
        if style < 0.35 and len(name) <= 3:
            return one([m for m in _MONGOLIAN_HEADS if m not in name]) + name
        return name + one([t for t in _MONGOLIAN_TAILS if t not in name])

    def near(self, named: Named) -> str:
        """Somebody else whose name looks or sounds like the own one, and does not hold it."""
        while True:
            name = self._near(named)
            if name != named.text and named.text not in name and name not in named.text:
                return name

    def _near(self, named: Named) -> str:
        one, name, style = self._draw.one, named.text, self._draw.rng.random()
        if named.kind == "mongolian":
            head, tail = one(_MONGOLIAN), one(_MONGOLIAN_TAILS)
            return name[: max(1, len(name) // 2)] + tail if style < 0.5 else head + name[-2:]
        size = 2 if named.kind == "compound" else 1
        if style < 0.4:  # 王玮 beside 王伟
            return name[:-1] + one(GIVEN)
        if style < 0.6:  # 李伟
            return one(SURNAMES) + name[size:]
        if style < 0.75:  # 王小伟, 王伟 for 王小伟
            return name[:size] + one(GIVEN) + name[-1]
        if style < 0.85 and len(name) - size > 1:
            return name[: size + 1] if style < 0.8 else name[:size] + name[-1]
        return name[:size] + one(GIVEN) + one(GIVEN)

    def bystander(self, named: Named) -> str:
        """Somebody whose name shares no character with the own one."""
        while True:
            kind = self._draw.one(("two", "three", "three", "compound", "mongolian"))
            name = self.fresh(partial(self._composed, kind))
            if not set(name) & set(named.text):
                return name
