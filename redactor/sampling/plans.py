"""Lot size, inspection level and AQL → how many to look at, and how many faults are accepted."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

from redactor.errors import ConfigError
from redactor.sampling.tables import AQLS, DOWN, LETTERS, LEVELS, LOTS, PLANS, SIZES, UP


@dataclass(frozen=True, slots=True)
class AcceptancePlan:
    """A single plan of normal inspection. ``size`` is the whole lot where that is smaller."""

    letter: str  # of the plan; the arrows may lead away from the lot's own
    size: int
    accept: int  # so many faulty ones at the most
    reject: int


def acceptance_plan(lot: int, level: str = "II", aql: str = "0.65") -> AcceptancePlan:
    """The plan for a lot. Raises ConfigError for what the tables do not tell."""
    if level not in LEVELS or aql not in AQLS:
        raise ConfigError("no such inspection level or AQL in the tables", code="no_plan")
    if lot < 1:
        raise ConfigError("nothing was released yet", code="empty_lot")
    row = sum(lot > largest for largest in LOTS)
    letter = _followed(LEVELS[level][row], AQLS.index(aql))
    reject = int(PLANS[letter].split()[AQLS.index(aql)])
    # "If sample size equals or exceeds lot or batch size, do 100 percent inspection."
    return AcceptancePlan(letter, min(SIZES[letter], lot), reject - 1, reject)


def _followed(letter: str, column: int) -> str:
    """The letter at the end of the arrows."""
    while letter in LETTERS:
        cell = PLANS[letter].split()[column]
        if cell not in (DOWN, UP):
            return letter
        at = LETTERS.index(letter) + (1 if cell == DOWN else -1)
        letter = LETTERS[at] if 0 <= at < len(LETTERS) else ""
    raise ConfigError("the tables have no plan for a lot of this size", code="no_plan")


def accept_probability(size: int, accept: int, share: float) -> float:
    """How likely a lot is accepted of which ``share`` is faulty (binomial: a large lot)."""
    return sum(comb(size, k) * share**k * (1.0 - share) ** (size - k) for k in range(accept + 1))


def wilson(hits: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """The 95 % interval of a rate after Wilson; (0, 1) when nothing was looked at."""
    if not of:
        return 0.0, 1.0
    rate, square = hits / of, z * z
    middle = (rate + square / (2 * of)) / (1 + square / of)
    half = z * (rate * (1 - rate) / of + square / (4 * of * of)) ** 0.5 / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)
