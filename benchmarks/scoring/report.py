"""Adds up judgements; prints them as a table without anybody's data, or as JSON."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.scoring.judge import Judgement
from benchmarks.scoring.outputs import RELEASED_STATUSES

RELEASED, HELD, NONE = "release", "held", "none"


@dataclass(frozen=True, slots=True)
class Row:
    """One document's line: what became of it and what is true of it."""

    applicant: str
    document: str  # its number in the folder; file names may hold a name
    kind: str  # file type
    status: str
    place: str  # where its finished file lies
    asks: int  # items only a person can settle
    judgement: Judgement | None  # None without a finished file

    @property
    def false_release(self) -> bool:
        judged = self.judgement
        return self.place == RELEASED and judged is not None and bool(judged.leaks or judged.damage)

    @property
    def automatic(self) -> bool:
        return self.status in RELEASED_STATUSES


def wilson(hits: int, total: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson's score); 0 to 1 when there is nothing to count."""
    if total == 0:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def totals(rows: Sequence[Row]) -> dict[str, tuple[int, int]]:
    """Counts as (hits, of how many)."""
    out = [r for r in rows if r.place == RELEASED]
    held = [r for r in rows if r.place == HELD]
    asking = [r for r in rows if r.asks]
    return {
        "false_release": (sum(r.false_release for r in rows), len(out)),
        "automatic_release": (sum(r.automatic for r in rows), len(rows)),
        "released_leaks": _sum(out, "redact_leaked", "redact"),
        "released_damage": _sum(out, "keep_damaged", "keep"),
        "held_leaks": _sum(held, "redact_leaked", "redact"),
        "held_damage": _sum(held, "keep_damaged", "keep"),
        "asked_where_due": (sum(not r.automatic for r in asking), len(asking)),
        "without_output": (sum(r.place == NONE for r in rows), len(rows)),
    }


def _sum(rows: Iterable[Row], part: str, whole: str) -> tuple[int, int]:
    judged = [r.judgement for r in rows if r.judgement is not None]
    return sum(getattr(j, part) for j in judged), sum(getattr(j, whole) for j in judged)


def categories(rows: Sequence[Row], place: str) -> dict[str, tuple[int, int]]:
    """Leaked items of all, by category, over the files of one place."""
    sums: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.place == place and row.judgement is not None:
            for name, (leaked, count) in row.judgement.by_category.items():
                old = sums.get(name, (0, 0))
                sums[name] = old[0] + leaked, old[1] + count
    return dict(sorted(sums.items()))


def as_json(rows: Sequence[Row]) -> dict[str, Any]:
    """Everything, for a machine; no values, no file names."""
    return {
        "schema_version": 1,
        "documents": [asdict(r) | {"false_release": r.false_release} for r in rows],
        "totals": {
            name: {"hits": hits, "of": total, "wilson_95": wilson(hits, total)}
            for name, (hits, total) in totals(rows).items()
        },
        "leaks_by_category": {p: categories(rows, p) for p in (RELEASED, HELD)},
    }


_HEAD = ("applicant", "doc", "type", "status", "place", "leaked", "damaged", "spill", "faults")


def as_table(rows: Sequence[Row]) -> str:
    """A line a document, then the totals with their intervals."""
    lines = [_line(_HEAD)]
    lines += [_line(_cells(row)) for row in rows]
    lines.append("")
    for name, (hits, total) in totals(rows).items():
        low, high = wilson(hits, total)
        share = f"{hits / total:6.1%}" if total else "   n/a"
        lines.append(f"{name:18} {hits:5}/{total:<5} {share}  95 % {low:6.1%} … {high:6.1%}")
    for place in (RELEASED, HELD):
        parts = [f"{n} {a}/{b}" for n, (a, b) in categories(rows, place).items()]
        if parts:
            lines.append(f"leaked by category ({place}): " + ", ".join(parts))
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    j = row.judgement
    head = (row.applicant, row.document, row.kind, row.status, row.place)
    if j is None:
        return (*head, "-", "-", "-", "")
    faults = sorted({_fault(f.what, f.category, f.trap, f.page) for f in j.faults})
    shown = ", ".join(faults[:4]) + (f" +{len(faults) - 4}" if len(faults) > 4 else "")
    leaked, damaged = f"{j.redact_leaked}/{j.redact}", f"{j.keep_damaged}/{j.keep}"
    return (*head, leaked, damaged, f"{j.collateral_pt2:.1f}", shown)


def _fault(what: str, category: str, trap: str, page: int | None) -> str:
    place = f"p{page} " if page else ""
    return place + ":".join(part for part in (what, category, trap) if part)


def _line(cells: Sequence[str]) -> str:
    widths = (12, 4, 5, 14, 8, 8, 8, 7, 0)
    padded = (f"{c:<{w}}" if w else c for c, w in zip(cells, widths, strict=True))
    return " ".join(padded).rstrip()
