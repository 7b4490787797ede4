"""A sample as it is drawn, judged and signed; kept as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class PlanKind(StrEnum):
    """How a sample is drawn."""

    GB2828 = "gb2828"
    RANDOM = "random"
    RISK = "risk"


class Stratum(StrEnum):
    """What a unit was drawn for; they are never counted together."""

    RANDOM = "random"
    RISK = "risk"


class Flaw(StrEnum):
    """What a reviewer complains about."""

    LEAK = "leak"  # 仍可识别本人
    OVER = "over"  # 遮盖过度


@dataclass(frozen=True, slots=True)
class Complaint:
    """A place on a page; ``share``: left, top, right, bottom as shares of the page's picture."""

    fault: Flaw
    page: int
    share: tuple[float, float, float, float]
    category: str  # an entity


@dataclass(frozen=True, slots=True)
class Unit:
    """One file to look at. ``by`` is empty until somebody judged it."""

    applicant_id: str
    number: int
    folder_no: int
    pages: int
    output: str
    sha256: str
    stratum: Stratum
    by: str = ""
    complaints: tuple[Complaint, ...] = ()

    def has(self, fault: Flaw) -> bool:
        """Whether somebody complained about it so."""
        return any(c.fault is fault for c in self.complaints)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, and when (ISO 8601, UTC)."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn sample. ``accept`` None: the plan decides nothing."""

    sample_id: str
    plan: PlanKind
    seed: int
    lot: int
    drawn_at: str
    units: tuple[Unit, ...]
    level: str = ""
    aql: str = ""
    letter: str = ""
    accept: int | None = None
    # Who knows whom: reviewers by applicant. Nobody judges somebody that they know.
    recused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    signed: Signed | None = None

    def with_unit(self, index: int, unit: Unit) -> Sample:
        """The same with another unit in one place."""
        return replace(self, units=(*self.units[:index], unit, *self.units[index + 1 :]))


def to_json(sample: Sample) -> Json:
    """As it is kept."""
    return {"schema_version": 1, "kind": "sample", **asdict(sample)}


def from_json(told: Json) -> Sample:
    """As it was kept."""
    fields = {k: v for k, v in told.items() if k not in ("schema_version", "kind")}
    signed = fields["signed"]
    return Sample(
        **{
            **fields,
            "plan": PlanKind(fields["plan"]),
            "units": tuple(_unit(u) for u in fields["units"]),
            "recused": {k: tuple(v) for k, v in fields["recused"].items()},
            "signed": signed and Signed(**signed),
        }
    )


def _unit(told: Json) -> Unit:
    complaints = tuple(
        Complaint(Flaw(c["fault"]), c["page"], tuple(c["share"]), c["category"])
        for c in told["complaints"]
    )
    return Unit(**{**told, "stratum": Stratum(told["stratum"]), "complaints": complaints})
