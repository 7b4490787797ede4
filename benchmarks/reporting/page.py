"""One run as an HTML page, as JSON without single documents, and as the README's table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jinja2

from benchmarks.reporting.charts import damage_chart
from benchmarks.scoring.report import rates
from benchmarks.scoring.rows import Row
from benchmarks.scoring.tables import (
    Group,
    Rate,
    by_document,
    by_item,
    dossier_count,
    figures,
    scanned_as,
    totals,
)

# What each rate says, in the order of the page.
MEANING = {
    "false_release": ("误放行：已放行的文件中有漏遮或误改", "released files with a leak or damage"),
    "automatic_release": ("自动通过：无问题、无需人工", "documents clean without a question"),
    "born_digital": ("其中有文字层的", "of those with a text layer"),
    "born_digital_answered": (
        "其中有文字层、按规则也没有要问的",
        "of those with a text layer and nothing to be asked by the rules",
    ),
    "false_clean": (
        "误判通过：自动通过却有漏遮或误改",
        "clean documents with a leak or damage",
    ),
    "dossiers_released": ("整份放行", "dossiers released whole"),
    "silently_missed": ("悄悄漏掉的本人信息", "own values missed without a word"),
    "flagged": ("未遮但已提示人工", "own values left, a person is told"),
    "released_leaks": ("放行文件中漏遮的项", "items leaked in released files"),
    "released_damage": ("放行文件中误改的项", "keeps damaged in released files"),
    "held_leaks": ("扣留文件中未遮的项", "items left in held files"),
    "damage": ("全部文件中误改的项", "keeps damaged in all files"),
    "asked_where_due": ("该问的问到了", "asked where only a person can say"),
    "needless_questions": ("多余的问题", "questions nobody need answer"),
    "rank_lost": ("名次不再能数清", "rank of authors no longer countable"),
    "without_output": ("没有成品", "documents without a finished file"),
}
README_ROWS = (
    "false_release", "automatic_release", "born_digital", "born_digital_answered", "false_clean",
    "silently_missed", "flagged", "damage", "asked_where_due", "rank_lost",
)  # fmt: skip


PEER_COLUMNS = (
    "false_release", "automatic_release", "silently_missed", "flagged", "damage", "rank_lost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Results of one run, or of several merged."""

    about: Mapping[str, Any]
    rows: tuple[Row, ...]
    worst: tuple[Mapping[str, Any], ...]


def groupings(rows: Sequence[Row]) -> dict[str, list[Group]]:
    """The rates by what pages and items are like."""
    return {
        "category": by_item(rows, lambda i: i.category),
        "document type": by_document(rows, lambda r: r.facts.kind if r.facts else ""),
        "carrier": by_document(rows, lambda r: r.facts.carrier if r.facts else ""),
        "damage": by_document(rows, lambda r: scanned_as(r, "{damage}")),
        "damage level": by_document(rows, lambda r: scanned_as(r, "level {level}")),
        "damage and level": by_document(rows, lambda r: scanned_as(r, "{damage} {level}")),
        "trap": by_item(rows, lambda i: i.trap),
    }


def as_summary(part: Part, peers: Any, speed: Any) -> dict[str, Any]:
    """Rates for a machine: what the README quotes must be found here."""
    return {
        "schema_version": 1,
        "about": dict(part.about) | _size(part),
        "totals": rates(totals(part.rows)),
        "figures": figures(part.rows),
        "groups": {
            name: {g.name: _group(g) for g in groups}
            for name, groups in groupings(part.rows).items()
        },
        "peers": peers,
        "speed": speed,
    }


def _size(part: Part) -> dict[str, int]:
    return {"dossiers": dossier_count(part.rows), "documents": len(part.rows)}


def _group(group: Group) -> dict[str, Any]:
    shares = {k: v for k, v in asdict(group).items() if isinstance(v, dict)}
    named = {k: Rate(**v) for k, v in shares.items()}
    return {"documents": group.documents} | rates(named)


def as_markdown(part: Part) -> str:
    """The README's table, with the commit it was made from."""
    about, sums = part.about, totals(part.rows)
    lines = [
        f"`{about['split']}`, {about['commit']}, {dossier_count(part.rows)} dossiers, "
        f"{len(part.rows)} documents",
        "",
        "| | | 95 % |",
        "|---|---|---|",
    ]
    for name in README_ROWS:
        chinese, english = MEANING[name]
        lines.append(f"| {chinese} · {english} | {share(sums[name])} | {interval(sums[name])} |")
    return "\n".join(lines) + "\n"


def share(rate: Rate) -> str:
    """3/7 (43 %)."""
    if not rate.total:
        return "—"
    return f"{rate.hits}/{rate.total} ({rate.share:.1%})"


def interval(rate: Rate) -> str:
    """The 95 % interval: 1.2 %…3.4 %."""
    low, high = rate.interval
    return f"{low:.1%}…{high:.1%}" if rate.total else "—"


def number(value: float | None) -> str:
    """Two places; a dash for what was not measured."""
    return "—" if value is None or math.isnan(value) else f"{value:.2f}"


def as_page(part: Part, peers: Any, speed: Any) -> str:
    """The whole page in one HTML file: nothing is fetched when it is opened."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(share=share, interval=interval, number=number)
    sums = totals(part.rows)
    return environment.get_template("page.html.j2").render(
        about=dict(part.about) | _size(part),
        totals=[(*MEANING[name], rate) for name, rate in sums.items()],
        figures=figures(part.rows),
        groupings=groupings(part.rows),
        chart=damage_chart(part.rows),
        worst=part.worst,
        peers=peers,
        peer_keys=[(key, *MEANING[key]) for key in PEER_COLUMNS],
        speed=speed and speed_table(speed),
    )


def speed_table(speed: Mapping[str, Any]) -> dict[str, Any]:
    """The record of ``benchmarks.speed`` as lines of text."""
    lines = []
    for row in speed["rows"]:
        ratios = {r["baseline"]: r for r in row["ratios"]}
        stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in row["stages"].items())
        lines.append(
            [
                row["kind"],
                row["subject"],
                _spread(row["seconds_a_page"]),
                f"{row['pages_a_minute']['median']:.1f}",
                f"{row['peak_mb']:.0f}",
                *(
                    f"× {_spread(ratios[b]['time'], 1)}; × {ratios[b]['memory']:.2f}"
                    if b in ratios
                    else ""
                    for b in ("bare_paddleocr", "bare_pymupdf")
                ),
                stages,
            ]
        )
    return dict(speed) | {"lines": lines}


def _spread(of: Mapping[str, float], places: int = 2) -> str:
    return f"{of['median']:.{places}f} ({of['low']:.{places}f}…{of['high']:.{places}f})"
