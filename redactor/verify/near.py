"""Own numbers in a reading with slips: one wrong digit always breaks the check digit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from redactor.datatypes import Entity, Profile
from redactor.textnorm import fold_char

# What OCR makes of digits, after folding.
_AS_DIGIT = {"o": "0", "l": "1", "i": "1", "|": "1", "!": "1", "z": "2", "s": "5", "b": "8"}
_GAPS = frozenset(" -.·_/,()")
_ID_EQUAL, _ID_SLIPS, _PHONE_SLIPS = 14, 2, 1
_MAX_GAP = 2


@dataclass(frozen=True, slots=True)
class NearHit:
    """``text[start:end]`` is within a few slips of an own number."""

    entity: Entity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    entity: Entity
    plain: str = field(repr=False)
    slips: int


def near_numbers(text: str, profile: Profile) -> list[NearHit]:
    """Places that hold an own ID number or mobile number with a slip or two."""
    wanted = [_Number(Entity.ID_NUMBER, p, _ID_SLIPS) for p in _plains(profile.id_numbers, 15)]
    wanted += [_Number(Entity.PHONE, p, _PHONE_SLIPS) for p in _plains(profile.phones, 11)]
    return [hit for run, places in _runs(text) for n in wanted for hit in _in_run(run, places, n)]


def _plains(values: Sequence[str], shortest: int) -> list[str]:
    plains = ("".join(fold_char(c) for v in [value] for c in v) for value in values)
    digits = ("".join(c for c in p if c.isdigit() or c == "x") for p in plains)
    return [d[-11:] if shortest == 11 else d for d in digits if len(d) >= shortest]


def _runs(text: str) -> Iterator[tuple[str, list[int]]]:
    """Runs of digits with their places; letters inside a run are read as the digits they were."""
    run: list[str] = []
    places: list[int] = []
    gap = 0
    for i, char in enumerate(text):
        for c in fold_char(char) or " ":
            digit = _AS_DIGIT.get(c, c) if run else c
            if digit.isascii() and (digit.isdigit() or digit == "x"):
                run.append(digit)
                places.append(i)
                gap = 0
            elif c in _GAPS and gap < _MAX_GAP:
                gap += 1
            else:
                if len(run) >= 10:
                    yield "".join(run), places
                run, places, gap = [], [], 0
    if len(run) >= 10:
        yield "".join(run), places


def _in_run(run: str, places: Sequence[int], wanted: _Number) -> Iterator[NearHit]:
    best: tuple[int, int, int] | None = None
    for size in range(len(wanted.plain) - 1, len(wanted.plain) + 2):
        for start in range(len(run) - size + 1):
            window = run[start : start + size]
            slips = Levenshtein.distance(window, wanted.plain, score_cutoff=wanted.slips)
            if slips > wanted.slips and not _mostly_equal(window, wanted):
                continue
            if best is None or slips < best[0]:
                best = (slips, start, start + size)
    if best:
        yield NearHit(wanted.entity, places[best[1]], places[best[2] - 1] + 1)


def _mostly_equal(window: str, wanted: _Number) -> bool:
    return (
        wanted.entity is Entity.ID_NUMBER
        and len(window) == len(wanted.plain)
        and sum(a == b for a, b in zip(window, wanted.plain, strict=True)) >= _ID_EQUAL
    )
