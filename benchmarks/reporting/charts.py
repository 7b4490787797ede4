"""Rates against damage, as SVG: one small chart a kind, levels across, 95 % intervals upright."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.scoring.rows import Row
from benchmarks.scoring.tables import Group, Rate, by_document

_COLUMNS = 4
_LINES: tuple[tuple[str, str, Callable[[Group], Rate | None]], ...] = (
    ("automatic", "#2b6cb0", lambda g: g.automatic),
    ("silently missed", "#d4111b", lambda g: g.silent),
    ("flagged", "#8a94a6", lambda g: g.flagged),
    ("damaged keeps", "#e08a00", lambda g: g.damaged),
)


def damage_chart(rows: Sequence[Row]) -> str:
    """One SVG; the left end of every line is the undamaged scans. Empty without any damage."""
    groups = {g.name: g for g in by_document(rows, _damage)}
    kinds = sorted({name.split()[0] for name in groups} - {"none"})
    if not kinds:
        return ""
    height = -(-len(kinds) // _COLUMNS)
    figure = Figure(figsize=(12, 2.6 * height + 0.4), layout="constrained")
    axes = figure.subplots(height, _COLUMNS, sharex=True, sharey=True, squeeze=False)
    for axis, kind in zip(axes.flat, kinds, strict=False):
        _small(axis, kind, [groups.get(f"{kind} {n}" if n else "none 0") for n in range(5)])
    for axis in list(axes.flat)[len(kinds) :]:
        axis.set_visible(False)
    figure.legend(*axes[0][0].get_legend_handles_labels(), loc="outside upper center", ncols=4)
    return _svg(figure)


def _damage(row: Row) -> str:
    facts = row.facts
    if facts is None or facts.carrier != "scan":
        return ""
    return f"{facts.damage} {facts.level}"


def _small(axis: Axes, kind: str, levels: Sequence[Group | None]) -> None:
    for shift, (label, colour, rate_of) in enumerate(_LINES):
        points = [
            (level + 0.06 * (shift - 1.5), rate)
            for level, group in enumerate(levels)
            if group is not None and (rate := rate_of(group)) is not None and rate.total
        ]
        xs, shares = [x for x, _ in points], [rate.share for _, rate in points]
        below = [rate.share - rate.interval[0] for _, rate in points]
        above = [rate.interval[1] - rate.share for _, rate in points]
        axis.errorbar(
            xs,
            shares,
            [[max(0.0, b) for b in below], [max(0.0, a) for a in above]],
            label=label,
            color=colour,
            marker="o",
            markersize=3,
            linewidth=1,
            elinewidth=0.6,
        )
    axis.set_title(kind, fontsize=9)
    axis.set_ylim(-0.03, 1.03)
    axis.set_xticks(range(5))
    axis.yaxis.set_major_formatter(matplotlib.ticker.PercentFormatter(1.0))
    axis.tick_params(labelsize=7)
    axis.grid(alpha=0.25)


def _svg(figure: Figure) -> str:
    """The picture alone; ids and the date fixed, so that the same rows give the same bytes."""
    out = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "damage", "svg.fonttype": "none"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    return text[text.index("<svg") :]
