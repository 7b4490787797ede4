"""Two folded views of one text, and where patterns hit in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Views:
    """Both views of one text; ``*_index[i]`` is where the view's i-th character came from."""

    tight: str = field(repr=False)
    tight_index: Sequence[int]
    spaced: str = field(repr=False)
    spaced_index: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Views:
        tight = [fold_char(char) for char in text]
        pairs = zip(tight, text, strict=True)
        spaced = [folds or " " * char.isspace() for folds, char in pairs]
        return cls("".join(tight), _index(tight), "".join(spaced), _index(spaced))

    def hits(self, needles: Iterable[Needle]) -> Iterator[Hit]:
        """Every place where a needle is found, as spans of the text that was folded."""
        for needle in needles:
            tight = needle.view is View.TIGHT
            text = self.tight if tight else self.spaced
            index = self.tight_index if tight else self.spaced_index
            for match in needle.pattern.finditer(text):
                yield Hit(needle, index[match.start()], index[match.end() - 1] + 1)


def _index(parts: Sequence[str]) -> list[int]:
    return [i for i, part in enumerate(parts) for _ in part]


def find_hits(text: str, needles: Iterable[Needle]) -> list[Hit]:
    """Every place in ``text`` where an own value stands in some spelling."""
    return list(Views.of(text).hits(needles))
