"""Two folded views of one text, and where patterns hit in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from redactor.datatypes import Entity
from redactor.textnorm import fold_char

# Stands between texts that must not be read together. A private-use code point survives
# folding, which white space and controls do not.
BREAK = "\ue000"


class View(Enum):
    """Which view of a text a pattern is searched in.

    ``TIGHT`` has no white space: a name spread over a cell or two lines is one string there.
    ``SPACED`` keeps white space, because a Latin word or a number ends where a space is.
    """

    TIGHT = auto()
    SPACED = auto()


@dataclass(frozen=True, slots=True)
class Needle:
    """One own value as a lenient pattern over a folded view."""

    entity: Entity
    view: View
    pattern: re.Pattern[str] = field(repr=False)
    value: str = field(repr=False)  # folded, letters and digits only


@dataclass(frozen=True, slots=True)
class Hit:
    """``text[start:end]`` of the text that was searched, before folding."""

    needle: Needle
    start: int
    end: int


def find_hits(text: str, needles: Iterable[Needle]) -> list[Hit]:
    """Every place in ``text`` where an own value stands in some spelling."""
    tight = [fold_char(char) for char in text]
    pairs = zip(tight, text, strict=True)
    parts = {View.TIGHT: tight, View.SPACED: [f or " " * char.isspace() for f, char in pairs]}
    views = {view: "".join(folds) for view, folds in parts.items()}
    came_from: dict[View, list[int]] = {}  # worked out for a text that holds one: hardly any does
    hits = []
    for needle in needles:
        view = needle.view
        for match in needle.pattern.finditer(views[view]):
            if view not in came_from:
                came_from[view] = [i for i, part in enumerate(parts[view]) for _ in part]
            index = came_from[view]
            hits.append(Hit(needle, index[match.start()], index[match.end() - 1] + 1))
    return hits
