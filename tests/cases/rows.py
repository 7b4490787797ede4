"""One row of the table: a short page with what must happen to each of its parts.

The marks in a row's lines, and the reason word that may follow one in braces:

======================  ==========================================================
``⟦王伟⟧``              must go; ``own_exact`` unless ``⟦王偉⟧{own_spelling}``
``⟨王伟民⟩``            must stay as it is; ``⟨王伟民⟩{inside_longer_name}``
``⁇王工⁇``              a person must be asked; ``{?}``: whatever the reason
``⟪2018⟫``              may go or stay
``^1^``                 raised, as the mark of an affiliation
``␣``                   a gap as wide as a character, without a character
``\\t``                  the next cell of a table
======================  ==========================================================

Everything without a mark must stay too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from redactor.datatypes import DocClass, Others, Profile, Status
from tests.cases.people import WANG


class Fate(StrEnum):
    """What the rules say about a part of a page."""

    GO = "redact"
    STAY = "keep"
    ASK = "ask"
    EITHER = "either"


ANY = "?"  # a reason that is not looked at
_PAIRS = {"⟦": ("⟧", Fate.GO), "⟨": ("⟩", Fate.STAY), "⁇": ("⁇", Fate.ASK), "⟪": ("⟫", Fate.EITHER)}
_REASON = re.compile(r"\{([a-z_?]+)\}")


@dataclass(frozen=True, slots=True)
class Part:
    """Text of one line with one fate; ``reason`` empty: none is expected."""

    text: str
    fate: Fate
    reason: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """How a line is laid: ``along`` the page, ``down`` a column, ``turned`` clockwise."""

    marked: str
    way: str = "along"
    angle: int = 0
    cell_pt: float = 84.0  # from one cell of a table to the next

    def parts(self) -> Iterator[Part]:
        rest, plain = self.marked, ""
        while rest:
            if rest[0] not in _PAIRS:
                plain, rest = plain + rest[0], rest[1:]
                continue
            if plain:
                yield Part(plain, Fate.STAY)
                plain = ""
            close, fate = _PAIRS[rest[0]]
            text, rest = rest[1:].split(close, 1)
            said = _REASON.match(rest)
            rest = rest[said.end() :] if said else rest
            yield Part(text, fate, said[1] if said else _usual(fate), marked=True)
        if plain:
            yield Part(plain, Fate.STAY)


def _usual(fate: Fate) -> str:
    return "own_exact" if fate is Fate.GO else ""


def down(marked: str) -> Line:
    """One character below the other."""
    return Line(marked, "down")


def turned(marked: str) -> Line:
    """Turned a quarter to the right: read from top to bottom with the head to the right."""
    return Line(marked, "turned", 90)


def slanted(marked: str) -> Line:
    """Across the page, as a watermark."""
    return Line(marked, "turned", 30)


def cells(marked: str, cell_pt: float) -> Line:
    """A row of a table with narrow or wide cells."""
    return Line(marked, cell_pt=cell_pt)


NEW_PAGE = Line("\f")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the first page: PNG data, its box in points, and its fate."""

    png: bytes = field(repr=False)
    box: tuple[float, float, float, float]
    fate: Fate
    reason: str = ANY

    @property
    def centre(self) -> tuple[float, float]:
        x0, y0, x1, y1 = self.box
        return (x0 + x1) / 2, (y0 + y1) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """One example of one case of RULES.md (b)."""

    case: int
    slug: str
    kind: DocClass
    lines: tuple[Line, ...]
    profile: Profile = field(default=WANG, repr=False)
    switches: Mapping[str, Any] = field(default_factory=dict)
    tokens: tuple[str, ...] | None = None  # on the marks, top to bottom; "" for a bar
    status: Status | None = None  # None: what the marks of the row make of it
    reasons: tuple[str, ...] | None = None
    warned: str = ""  # the warning that the case asks for beside its decision
    others: Others = field(default_factory=Others, repr=False)
    scan: bool = False  # the page is a picture
    bare: bool = False  # without the line that names the holder
    pictures: tuple[Picture, ...] = ()
    plant: Callable[[Path], None] | None = None  # changes the upload once it is written
    looks: bool = True  # the finished page must look as drawn; False: ``plant`` draws on it
    upload_name: str = "upload.pdf"
    error: str = ""  # fixed word for an upload that cannot be read
    weak: str = ""  # of a row that is only read: characters that OCR is not sure of

    @property
    def row_id(self) -> str:
        return f"{self.case:02d}-{self.slug}"

    @property
    def kept_pictures(self) -> tuple[Picture, ...]:
        return tuple(p for p in self.pictures if p.fate is not Fate.GO)


def row(case: int, slug: str, kind: DocClass, *lines: str | Line, **more: Any) -> Row:
    """A row from its lines, given from top to bottom."""
    laid = tuple(Line(line) if isinstance(line, str) else line for line in lines)
    return Row(case, slug, kind, laid, **more)


def numbers(rows: Iterable[Row]) -> set[int]:
    """The cases that have a row."""
    return {r.case for r in rows}
