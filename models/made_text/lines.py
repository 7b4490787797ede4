"""Lines of text with the spans of the people in them."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models.made_text.names import COMMON_SURNAMES, Name, Names
from models.made_text.words import Words, join

_TEMPLATES = tomllib.loads(Path(__file__).with_name("templates.toml").read_text(encoding="utf-8"))
_SLOT = re.compile(r"\{([A-Z])\}")
_TRAP = "{K}"
_MARKS = ("1", "2", "¹", "²", "*", "1,2", "1*", "①")
_MISREAD = "口曰目囗一丨丿亠冫氵丶入八"  # what OCR makes of strokes


@dataclass(frozen=True, slots=True)
class Person:
    """The people's names in a line, ``text[start:end]``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of made-up text. ``is_trap``: a word in it was chosen to look like a name."""

    text: str
    people: tuple[Person, ...]
    is_trap: bool = False


class Lines:
    """Draws lines of a part (train, dev or test); ``seed`` decides all of them.

    ``kind``: of their names; any when None.
    """

    def __init__(self, seed: int, part: str, kind: str | None = None) -> None:
        self._rng = random.Random(seed)
        self._names = Names(self._rng, test=part != "train", kind=kind)
        self._words = Words(self._rng, COMMON_SURNAMES, part=part)
        self._templates = _TEMPLATES[part]
        self._part = part

    def draw(self, count: int, share_with_people: float = 0.5) -> Iterator[Line]:
        """``count`` lines, a share of them with people."""
        for _ in range(count):
            with_people = self._rng.random() < share_with_people
            yield self._line("people" if with_people else "plain")

    def _line(self, kind: str) -> Line:
        parts: list[str | Name] = []
        template = self._rng.choice(self._templates[kind])
        for i, piece in enumerate(_SLOT.split(template)):
            parts += self._filled(piece) if i % 2 else [piece]
        return self._damaged(replace(_put_together(parts), is_trap=_TRAP in template))

    def _filled(self, slot: str) -> list[str | Name]:
        if slot == "P":
            return [self._printed(self._names.draw())]
        if slot == "L":
            return self._list()
        if slot == "R":
            count = self._rng.randint(1, 3)
            names: list[str | Name] = [self._names.draw() for _ in range(count)]
            return [*_between(names, [","] * (count - 1)), self._rng.choice(("", ",等"))]
        return [self._words.fill(slot)]

    def _list(self) -> list[str | Name]:
        names: list[str | Name] = [self._names.draw() for _ in range(self._rng.randint(2, 6))]
        if self._rng.random() < 0.3:
            marks = [self._rng.choice(_MARKS) for _ in names]
            separators = [mark + self._rng.choice(("，", ",", "、", " ")) for mark in marks]
            return [*_between(names, separators), marks[-1]]
        return _between(names, join([""] * len(names), self._rng))

    def _printed(self, name: Name) -> Name:
        """Two characters are often set wide: 王　伟."""
        if len(name.text) == 2 and self._rng.random() < 0.15:
            gap = self._rng.choice(("\u3000", " ", "  "))
            return Name(name.text[0] + gap + name.text[1], name.kind)
        return name

    def _damaged(self, line: Line) -> Line:
        """Now and then a misread character outside the names; or a line set wide."""
        pick = self._rng.random()
        if self._part != "train" or pick > 0.1:
            return line
        if pick > 0.08 and not line.people:
            return replace(line, text=" ".join(line.text))
        inside = {i for p in line.people for i in range(p.start, p.end)}
        free = [i for i in range(len(line.text)) if i not in inside]
        if not free:
            return line
        place = self._rng.choice(free)
        char = self._rng.choice(_MISREAD)
        return replace(line, text=line.text[:place] + char + line.text[place + 1 :])


def _between(items: list[str | Name], separators: list[str]) -> list[str | Name]:
    out: list[str | Name] = []
    for i, item in enumerate(items):
        out.append(item)
        if i < len(items) - 1:
            out.append(separators[i])
    return out


def _put_together(parts: list[str | Name]) -> Line:
    text = ""
    people = []
    for part in parts:
        if isinstance(part, Name):
            people.append(Person(len(text), len(text) + len(part.text), part.kind))
            text += part.text
        else:
            text += part
    return Line(text, tuple(people))
