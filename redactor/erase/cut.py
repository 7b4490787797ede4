"""What is to stay of a font program, and the fault of one that cannot be cut."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding

_UNI = re.compile(r"uni([0-9A-F]{4})$|u([0-9A-F]{4,6})$")


class UncutError(ValueError):
    """A font program that this folder cannot take glyphs out of; it says why, and no data."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A glyph that a simple font shows: its code, and its name where the PDF gives one."""

    code: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Keep:
    """The glyphs that stay, as all fonts that share a program ask for them."""

    gids: frozenset[int] = frozenset()
    cids: frozenset[int] = frozenset()
    wishes: frozenset[Wish] = frozenset()
    texts: frozenset[int] = frozenset()  # code points whose glyphs readers may look up
    symbolic: bool = False

    def __or__(self, other: Keep) -> Keep:
        return Keep(
            self.gids | other.gids,
            self.cids | other.cids,
            self.wishes | other.wishes,
            self.texts | other.texts,
            self.symbolic or other.symbolic,
        )


@lru_cache(maxsize=4096)
def code_point(name: str) -> int | None:
    """The character a glyph name stands for by Adobe's rules; None when it is not one."""
    if match := _UNI.match(name):
        return int(match.group(1) or match.group(2), 16)
    text = agl.toUnicode(name)
    return ord(text) if len(text) == 1 else None


def standard_name(code: int) -> str:
    """The name of a code in Adobe's standard encoding, ``.notdef`` for none."""
    return str(StandardEncoding[code])


def named_glyphs(
    wishes: Collection[Wish], names: Sequence[str], built_in: Mapping[int, Collection[int]]
) -> set[int]:
    """The glyphs that ``wishes`` mean among those called ``names``, as indices.

    ``built_in`` has those of the font's own encoding, by code. It counts only where the PDF
    names none that the font has: else what readers do not draw would stay.
    """
    by_name: dict[str, set[int]] = {}
    by_text: dict[int, set[int]] = {}
    for i, name in enumerate(names):
        by_name.setdefault(name, set()).add(i)
        point = code_point(name)
        if point is not None:
            by_text.setdefault(point, set()).add(i)
    found: set[int] = set()
    for wish in wishes:
        glyphs: set[int] = set()
        if wish.name is not None:
            point = code_point(wish.name)
            glyphs = by_name.get(wish.name, set()) | by_text.get(point or -1, set())
        if not glyphs:
            glyphs = set(built_in.get(wish.code, ()))
            glyphs |= by_name.get(standard_name(wish.code), set())
            # Without any encoding FreeType has made up a map from Unicode.
            glyphs |= set() if built_in else by_text.get(wish.code, set())
        found |= glyphs
    return found - by_name.get(".notdef", set())
