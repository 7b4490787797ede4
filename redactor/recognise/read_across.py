"""Upright columns that stand so close that they were read across.

刘  天      the reader saw lines, 刘天 | 淑弘 | 芬八 | 水厂, and the name runs down through
淑  弘      three of them
芬  八
    水
    厂
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redactor.datatypes import Entity, Likeness
from redactor.recognise.flow import Layout
from redactor.recognise.spelling import Spelling, View
from redactor.textnorm import fold_char, is_han

_FEW = 8  # characters of a line: as many columns stand beside each other, prose is longer
_LEAST = 3  # characters: two come to stand one under the other by chance
_STEPS = (0.8, 2.5)  # from one to the next, in characters
_EVEN = 1.25
_ASIDE = 0.35  # of a character


@dataclass(frozen=True, slots=True)
class _Spot:
    place: int
    u: float
    v: float
    em: float


def values_read_across(
    layout: Layout, spellings: Sequence[Spelling]
) -> Iterator[tuple[tuple[int, ...], Spelling]]:
    """Places of names and employers that run down through short lines, in even steps."""
    spots = _spots(layout)
    for spelling in spellings:
        value = spelling.value
        exact = spelling.likeness is Likeness.EXACT and spelling.view is View.FOLDED
        named = spelling.entity in (Entity.NAME, Entity.EMPLOYER) and exact
        if not named or len(value) < _LEAST or not all(map(is_han, value)):
            continue
        for first in spots.get(value[0], ()):
            for second in spots.get(value[1], ()):
                if _is_under(first, second, *_STEPS) and (
                    places := _down(spots, value, first, second)
                ):
                    yield places, spelling


def _spots(layout: Layout) -> dict[str, list[_Spot]]:
    """The characters of short lines, by what they are."""
    found: dict[str, list[_Spot]] = {}
    for piece in layout.pieces:
        if len(piece.text) > _FEW:
            continue
        for place in range(piece.start, piece.end):
            char = layout.page.chars[place]
            if char.quad is not None:
                tl, tr, _, bl = char.quad.corners
                em = max(math.dist(tl, tr), math.dist(tl, bl))
                spot = _Spot(place, *layout.place(char.quad.centre), em)
                found.setdefault(fold_char(char.text), []).append(spot)
    return found


def _down(
    spots: dict[str, list[_Spot]], value: str, first: _Spot, second: _Spot
) -> tuple[int, ...]:
    """The places of ``value`` from these two on; () where it does not go on as evenly."""
    column = [first, second]
    step = (second.v - first.v) / first.em
    for char in value[2:]:
        below = (
            s for s in spots.get(char, ()) if _is_under(column[-1], s, step / _EVEN, step * _EVEN)
        )
        if (following := next(below, None)) is None:
            return ()
        column.append(following)
    return tuple(spot.place for spot in column)


def _is_under(upper: _Spot, lower: _Spot, least: float, most: float) -> bool:
    aside, down = abs(lower.u - upper.u), lower.v - upper.v
    return aside <= _ASIDE * upper.em and least * upper.em <= down <= most * upper.em
