"""Tallies → a table at today's thresholds, and curves over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.spotting.tallies import EXACT, KINDS, ONE_EDIT, Matcher, Tallies, Tally, above
from redactor.config.spotting import load_spotting

_WIDE, _HIGH, _LEFT, _HEAD, _FOOT = 230, 200, 44, 24, 30
_COLOURS = {"PP-OCRv6_tiny_rec": "#d4111b", "PP-OCRv6_small_rec": "#2b6cb0"}
STEPS = [-0.25 * n for n in range(57)]  # thresholds from 0 down to -14, one contradicted character
# A row of charts: which alarms, its caption, and the right end of its curves.
_ROWS = (
    (Tally.near_alarms, "false in 1,000 lines that hold a near value", 150.0),
    (Tally.far_alarms, "false in 1,000 other lines", 5.0),
)


def as_table(tallies: Tallies) -> str:
    """Recall with its 95 % interval, and false alarms in 1,000 lines, a matcher a line.

    ``near``: in 1,000 lines that each hold a value one character or digit away; ``other``: in
    1,000 lines of any kind.
    """
    out = []
    for name, kinds in tallies.items():
        out.append(name)
        thresholds = load_spotting(name).kinds
        for kind, tally in kinds.items():
            if not tally.own:
                continue
            limits = thresholds.get(kind.replace(" ", "_"), thresholds["name"])
            out.append(f"  {kind}: {len(tally.own)} printed, {len(tally.near)} near values")
            for label, hit in (
                ("decoded", EXACT),
                ("one edit", ONE_EDIT),
                (f"sure > {limits.sure:g}", above(limits.sure)),
                (f"ask > {limits.ask:g}", above(limits.ask)),
            ):
                out.append("    " + _row(label, tally, hit))
    return "\n".join(out) + "\n"


def _row(label: str, tally: Tally, hit: Matcher) -> str:
    right = tally.recall(hit)
    low, high = right.interval
    return (
        f"{label:13} {right.hits:4}/{right.total:<4} {right.share:6.1%}"
        f"  95 % {low:6.1%} … {high:6.1%}   false in 1,000 lines:"
        f" near {tally.near_alarms(hit):6.1f}, other {tally.far_alarms(hit):6.2f}"
    )


def curve(tally: Tally, *, near: bool) -> list[tuple[float, float]]:
    """False alarms in 1,000 lines and recall, for every threshold from strict to lax."""
    points = []
    for step in STEPS:
        hit = above(step)
        alarms = tally.near_alarms(hit) if near else tally.far_alarms(hit)
        points.append((alarms, tally.recall(hit).share))
    return points


def as_svg(tallies: Tallies) -> str:
    """A chart for each kind, above over near values and below over all other lines.

    Spotting is a line, decoded matching a dot, one edit a ring.
    """
    parts = []
    for row, (_, caption, most) in enumerate(_ROWS):
        for number, kind in enumerate(KINDS):
            at = f"{number * _WIDE} {20 + row * (_HIGH + 10)}"
            parts.append(f'<g transform="translate({at})">')
            least = _least(tallies, kind)
            parts += list(_axes(kind, caption, most, least))
            for name, kinds in tallies.items():
                parts += list(_drawn(kinds[kind], name, row, least))
            parts.append("</g>")
    for number, (name, colour) in enumerate(_COLOURS.items()):
        x = _LEFT + number * 220
        parts.append(f'<circle cx="{x}" cy="10" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{x + 9}" y="14">{name}</text>')
    size = f'viewBox="0 0 {len(KINDS) * _WIDE} {len(_ROWS) * (_HIGH + 10) + 30}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-size="11" font-family="sans-serif">'
    )
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _x(alarms: float, most: float) -> float:
    return _LEFT + min(1.0, alarms / most) * (_WIDE - _LEFT - 16)


def _y(recall: float, least: float) -> float:
    share = max(0.0, recall - least) / (1 - least)
    return _HEAD + (1 - share) * (_HIGH - _HEAD - _FOOT)


def _least(tallies: Tallies, kind: str) -> float:
    """Where a chart begins: at its upper fifth when everything lies there."""
    recalls = [kinds[kind].recall(EXACT).share for kinds in tallies.values()]
    return 0.8 if all(recall >= 0.8 for recall in recalls) else 0.0


def _axes(kind: str, caption: str, most: float, least: float) -> Iterator[str]:
    yield f'<text x="{_WIDE / 2:.0f}" y="{_HEAD - 8}" text-anchor="middle">{kind}</text>'
    for share in (least, (1 + least) / 2, 1.0):
        y = _y(share, least)
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDE - 16}" stroke="#e2e8f0"/>'
        yield f'<text x="{_LEFT - 4}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>'
    for alarms in (0.0, most / 2, most):
        x = _x(alarms, most)
        yield f'<text x="{x:.0f}" y="{_HIGH - 14}" text-anchor="middle">{alarms:g}</text>'
    middle = (_LEFT + _WIDE - 16) / 2
    yield f'<text x="{middle:.0f}" y="{_HIGH}" text-anchor="middle" font-size="9">{caption}</text>'


def _drawn(tally: Tally, name: str, row: int, least: float) -> Iterator[str]:
    count, _, most = _ROWS[row]
    if not tally.own or (row == 0 and not tally.near):
        return
    colour = _COLOURS[name]
    spots: Sequence[tuple[float, float]] = curve(tally, near=row == 0)
    points = "L".join(f"{_x(a, most):.1f} {_y(r, least):.1f}" for a, r in spots)
    yield f'<path d="M{points}" stroke="{colour}" fill="none"/>'
    for hit, fill in ((EXACT, colour), (ONE_EDIT, "none")):
        at = f'cx="{_x(count(tally, hit), most):.1f}" cy="{_y(tally.recall(hit).share, least):.1f}"'
        yield f'<circle {at} r="4" fill="{fill}" stroke="{colour}"/>'
