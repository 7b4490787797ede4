"""Sightings → a table at today's thresholds, and curves over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

from benchmarks.scoring.tables import Rate
from benchmarks.spotting.sightings import NEVER, Sighting
from redactor.config.spotting import load_spotting

KINDS = ("name", "rare name", "id_number", "phone", "employer")
_WIDE, _HIGH, _LEFT, _HEAD, _FOOT = 260, 200, 44, 24, 30
_MOST_ALARMS = 20.0  # in 1,000 lines: the right end of a curve
_COLOURS = {"PP-OCRv6_tiny_rec": "#d4111b", "PP-OCRv6_small_rec": "#2b6cb0"}
_STEPS = [-0.25 * n for n in range(121)]  # thresholds from 0 down to -30


Matcher = Callable[[Sighting], bool]
_EXACT: Matcher = attrgetter("exact")
_NEAR: Matcher = attrgetter("near")


def _above(threshold: float) -> Matcher:
    return lambda sighting: sighting.score > threshold


def as_table(seen: Mapping[str, Sequence[Sighting]], lines: Mapping[str, int]) -> str:
    """Recall with its 95 % interval, and false alarms in 1,000 lines, a matcher a line."""
    out = []
    for name, all_of in seen.items():
        out.append(f"{name}: {lines[name]} lines")
        thresholds = load_spotting(name).kinds
        for kind in KINDS:
            mine = [s for s in all_of if s.kind == kind]
            total = sum(s.own for s in mine)
            if not total:
                continue
            limits = thresholds.get(kind.replace(" ", "_"), thresholds["name"])
            out.append(f"  {kind}, {total} printed values")
            for label, hit in (
                ("decoded", _EXACT),
                ("one edit", _NEAR),
                (f"sure > {limits.sure:g}", _above(limits.sure)),
                (f"ask > {limits.ask:g}", _above(limits.ask)),
            ):
                right = Rate(sum(s.own and hit(s) for s in mine), total)
                alarms = 1000 * sum(not s.own and hit(s) for s in mine) / max(1, lines[name])
                low, high = right.interval
                out.append(
                    f"    {label:12} {right.hits:4}/{right.total:<4} {right.share:6.1%}"
                    f"  95 % {low:6.1%} … {high:6.1%}   {alarms:6.2f} false in 1,000 lines"
                )
    return "\n".join(out) + "\n"


def curve(mine: Sequence[Sighting], lines: int) -> list[tuple[float, float]]:
    """False alarms in 1,000 lines and recall, for every threshold from strict to lax."""
    own = [s.score for s in mine if s.own]
    alien = [s.score for s in mine if not s.own and s.score > NEVER]
    return [
        (
            1000 * sum(a > step - 1e-9 for a in alien) / max(1, lines),
            sum(o > step - 1e-9 for o in own) / max(1, len(own)),
        )
        for step in _STEPS
    ]


def as_svg(seen: Mapping[str, Sequence[Sighting]], lines: Mapping[str, int]) -> str:
    """One chart a kind: spotting as a line, decoded matching as a dot, one edit as a ring."""
    parts = []
    for number, kind in enumerate(KINDS):
        parts.append(f'<g transform="translate({number * _WIDE} 20)">')
        parts += list(_axes(kind))
        for name, all_of in seen.items():
            parts += list(_drawn([s for s in all_of if s.kind == kind], lines[name], name))
        parts.append("</g>")
    for number, (name, colour) in enumerate(_COLOURS.items()):
        x = _LEFT + number * 220
        parts.append(f'<circle cx="{x}" cy="10" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{x + 9}" y="14">{name}</text>')
    size = f'viewBox="0 0 {len(KINDS) * _WIDE} {_HIGH + 30}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-size="11" font-family="sans-serif">'
    )
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _x(alarms: float) -> float:
    return _LEFT + min(1.0, alarms / _MOST_ALARMS) * (_WIDE - _LEFT - 16)


def _y(recall: float) -> float:
    return _HEAD + (1 - recall) * (_HIGH - _HEAD - _FOOT)


def _axes(kind: str) -> Iterator[str]:
    yield f'<text x="{_WIDE / 2:.0f}" y="{_HEAD - 8}" text-anchor="middle">{kind}</text>'
    for share in (0.0, 0.5, 1.0):
        yield f'<path d="M{_LEFT} {_y(share):.1f}H{_WIDE - 16}" stroke="#e2e8f0"/>'
        yield f'<text x="{_LEFT - 4}" y="{_y(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>'
    for alarms in (0, 10, 20):
        yield f'<text x="{_x(alarms):.0f}" y="{_HIGH - 14}" text-anchor="middle">{alarms}</text>'
    middle = (_LEFT + _WIDE - 16) / 2
    yield f'<text x="{middle:.0f}" y="{_HIGH}" text-anchor="middle">false in 1,000 lines</text>'


def _drawn(mine: Sequence[Sighting], lines: int, name: str) -> Iterator[str]:
    total = sum(s.own for s in mine)
    if not total:
        return
    colour = _COLOURS[name]
    points = "L".join(f"{_x(a):.1f} {_y(r):.1f}" for a, r in curve(mine, lines))
    yield f'<path d="M{points}" stroke="{colour}" fill="none"/>'
    for hit, fill in ((_EXACT, colour), (_NEAR, "none")):
        recall = sum(s.own and hit(s) for s in mine) / total
        alarms = 1000 * sum(not s.own and hit(s) for s in mine) / max(1, lines)
        at = f'cx="{_x(alarms):.1f}" cy="{_y(recall):.1f}"'
        yield f'<circle {at} r="4" fill="{fill}" stroke="{colour}"/>'
