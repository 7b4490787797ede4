"""Prints rows as a table without anybody's data, or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.scoring.rows import NONE, Row, as_record
from benchmarks.scoring.tables import Rate, by_item, figures, totals

_HEAD = ("applicant", "doc", "type", "status", "place", "leaked", "damaged", "spill", "faults")


def as_json(rows: Sequence[Row]) -> dict[str, Any]:
    """Everything, for a machine; no values, no file names."""
    return {
        "schema_version": 2,
        "totals": rates(totals(rows)),
        "figures": figures(rows),
        "documents": [as_record(r) for r in rows],
    }


def rates(of: Mapping[str, Rate]) -> dict[str, Any]:
    """Rates for JSON."""
    return {n: {"hits": r.hits, "of": r.total, "wilson_95": r.interval} for n, r in of.items()}


def as_table(rows: Sequence[Row]) -> str:
    """A line a document, then the totals with their intervals."""
    lines = [_line(_HEAD), *(_line(_cells(row)) for row in rows), ""]
    for name, rate in totals(rows).items():
        low, high = rate.interval
        share = f"{rate.share:6.1%}" if rate.total else "   n/a"
        lines.append(
            f"{name:18} {rate.hits:5}/{rate.total:<5} {share}  95 % {low:6.1%} … {high:6.1%}"
        )
    lines += [f"{name:18} {value:.2f}" for name, value in figures(rows).items()]
    missed = [g for g in by_item(rows, lambda i: i.category) if g.silent.hits]
    if missed:
        parts = [f"{g.name} {g.silent.hits}/{g.silent.total}" for g in missed]
        lines.append("silently missed by category: " + ", ".join(parts))
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    j = row.judgement
    head = (row.applicant, row.document, row.kind, row.status, row.place)
    if row.place == NONE:
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
