"""Frames and fillers of sentences, and how a frame becomes text.

A third of the frames, words and accidents is left out of ``dev``: on ``test`` not only the
names are new.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.sentences.sentence import Part

_FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{([a-z])\}")
_HELD_BACK = 3  # one frame in so many
_NUMBERS = ("2", "3", "5", "12", "28", "46", "三", "五", "十二", "60", "108")


def is_held_back(text: str) -> bool:
    """Whether ``text`` is of the third that only the test split uses; the same on every run."""
    return hashlib.sha256(text.encode()).digest()[0] % _HELD_BACK == 0


@cache
def _table(name: str) -> dict[str, Any]:
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def words_of(split: str, kind: str) -> dict[str, dict[str, list[str]]]:
    """Names that are words (``words``) or places (``places``), each with where it is no name."""
    found: dict[str, dict[str, list[str]]] = _table("words")[kind]
    return {n: p for n, p in found.items() if is_held_back(n) == (split == "test")}


def composed(kind: str) -> dict[str, Any]:
    """What ``people`` and ``employers`` are composed of."""
    found: dict[str, Any] = _table("composed")[kind]
    return found


def accidents(kind: str) -> dict[str, list[str]]:
    """Words by the character they end (``ends``) or begin with (``begins``)."""
    found: dict[str, list[str]] = _table("accidents")[kind]
    return found


class Draw:
    """Random choices of one stream, and the frames of one split."""

    def __init__(self, rng: np.random.Generator, split: str) -> None:
        self.rng, self.split = rng, split

    def one(self, options: Sequence[str]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def pair(self, first: Collection[str], second: Collection[str]) -> str:
        """One of each, joined."""
        return self.one(tuple(first)) + self.one(tuple(second))

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def frame(self, section: str, key: str = "frames") -> str:
        """A frame of a section; ``dev`` does not see those held back."""
        frames = tuple(_table("grammar")[section][key])
        seen = tuple(f for f in frames if self.split == "test" or not is_held_back(f))
        return self.one(seen)

    def filled(self, frame: str, slots: Mapping[str, str | Part]) -> list[str | Part]:
        """The frame with its slots filled; those not in ``slots`` by chance."""
        parts: list[str | Part] = []
        for number, piece in enumerate(_SLOT.split(frame)):
            if number % 2 == 0:
                parts.append(piece)
            elif piece in slots:
                given = slots[piece]
                parts += [given] if isinstance(given, Part) else self.filled(given, slots)
            else:
                parts.append(self._filler(piece, slots))
        return [p for p in parts if p]

    def _filler(self, slot: str, slots: Mapping[str, str | Part]) -> str:
        fillers = _table("grammar")["fillers"]
        match slot:
            case "w":
                return self.one(fillers["subject"]) + self.one(fillers["action"])
            case "y":
                return str(self.rng.integers(1998, 2027))
            case "k":
                return self.one(_NUMBERS)
        raise ValueError(f"nothing fills the slot {slot!r}")

    def clauses(self, frame: str, slots: Mapping[str, str | Part]) -> list[str | Part]:
        """The frame as a sentence of its own, or with clauses around it."""
        head = self.frame("fillers", "before") if self.chance(0.5) else ""
        tail = self.frame("fillers", "after") if self.chance(0.7) else ""
        return self.filled(head + frame + tail, slots)
