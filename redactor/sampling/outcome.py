"""A judged sample → is the lot accepted, and how often is there a leak, or too much covered."""

from __future__ import annotations

from dataclasses import dataclass

from redactor.sampling.plans import wilson
from redactor.sampling.records import Flaw, Sample, Stratum, Unit


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval (Wilson)."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """``decision``: "accepted", "rejected", "open" (it depends on what nobody judged yet), or
    "none" (the plan decides nothing).
    """

    decision: str
    drawn: int
    judged: int
    recused: int  # not judged, and somebody stood back
    faulty: int  # of the random part: with a leak, or too much covered
    rates: dict[Stratum, dict[Flaw, Rate]]

    @property
    def may_sign(self) -> bool:
        """Whether nothing waits but what could change nothing."""
        waits = self.drawn - self.judged - self.recused
        return not waits and self.decision != "open" and self.judged > 0


def outcome(sample: Sample) -> Outcome:
    """What follows from what was said so far."""
    judged = [u for u in sample.units if u.by]
    recused = [u for u in sample.units if not u.by and sample.recused.get(u.applicant_id)]
    faulty = sum(bool(u.complaints) for u in judged if u.stratum is Stratum.RANDOM)
    waiting = sum(not u.by for u in sample.units if u.stratum is Stratum.RANDOM)
    return Outcome(
        _decision(sample.accept, faulty, waiting),
        len(sample.units),
        len(judged),
        len(recused),
        faulty,
        {s: _rates([u for u in judged if u.stratum is s]) for s in Stratum},
    )


def _decision(accept: int | None, faulty: int, waiting: int) -> str:
    """Files that nobody judged may be good or faulty: only what holds either way is decided."""
    if accept is None:
        return "none"
    if faulty > accept:
        return "rejected"
    return "accepted" if faulty + waiting <= accept else "open"


def _rates(units: list[Unit]) -> dict[Flaw, Rate]:
    rates = {}
    for fault in Flaw:
        hits = sum(u.has(fault) for u in units)
        rates[fault] = Rate(hits, len(units), *wilson(hits, len(units)))
    return rates
