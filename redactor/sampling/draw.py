"""Draws a sample from a lot. The same lot and seed give the same sample."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from redactor.errors import ConfigError
from redactor.sampling.lot import LotFile
from redactor.sampling.plans import acceptance_plan
from redactor.sampling.records import PlanKind, Sample, Stratum, Unit

MAX_SIZE = 5000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn. ``size``: for the plans that do not tell it; ``risk``: beside them."""

    plan: PlanKind = PlanKind.GB2828
    level: str = "II"
    aql: str = "0.65"
    size: int = 20
    risk: int = 5
    seed: int | None = None


def draw(lot: Sequence[LotFile], wanted: Wanted) -> Sample:
    """A sample. Raises ConfigError when there is nothing to draw from, or no plan for it."""
    if not lot:
        raise ConfigError("nothing was released yet", code="empty_lot")
    seed = secrets.randbelow(1 << 48) if wanted.seed is None else wanted.seed
    plan = None
    if wanted.plan is PlanKind.GB2828:
        plan = acceptance_plan(len(lot), wanted.level, wanted.aql)
    now = datetime.now(UTC)
    return Sample(
        f"{now:%Y%m%d}-{secrets.token_hex(4)}",
        wanted.plan,
        seed,
        len(lot),
        now.isoformat(timespec="seconds"),
        tuple(_units(lot, wanted, plan.size if plan else wanted.size, Random(seed))),
        wanted.level if plan else "",
        wanted.aql if plan else "",
        plan.letter if plan else "",
        plan.accept if plan else None,
    )


def _units(lot: Sequence[LotFile], wanted: Wanted, size: int, random: Random) -> list[Unit]:
    """In an order that does not tell the reviewer which is which."""
    by_risk = wanted.plan is PlanKind.RISK
    chosen = [] if by_risk else random.sample(list(lot), min(size, len(lot)))
    taken = {file.output for file in chosen}
    rest = [file for file in lot if file.output not in taken]
    risky = _by_weight(rest, size if by_risk else wanted.risk, random)
    units = [_unit(f, Stratum.RANDOM) for f in chosen] + [_unit(f, Stratum.RISK) for f in risky]
    random.shuffle(units)
    return units


def _by_weight(lot: Sequence[LotFile], size: int, random: Random) -> list[LotFile]:
    """Without replacement, the chance of each next one by its weight (Efraimidis, Spirakis 2006:
    the largest of u to the power of 1/w).
    """
    keyed = [(random.random() ** (1.0 / f.weight), f) for f in lot]
    keyed.sort(key=lambda pair: pair[0], reverse=True)
    return [f for _, f in keyed[:size]]


def _unit(file: LotFile, stratum: Stratum) -> Unit:
    return Unit(
        file.applicant_id,
        file.number,
        file.folder_no,
        file.pages,
        file.output,
        file.sha256,
        stratum,
    )
