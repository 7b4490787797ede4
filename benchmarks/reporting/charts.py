"""Rates against damage, as SVG: one small chart a kind, levels across, 95 % intervals upright.

Drawn here and not by Matplotlib: where that is installed PaddleX imports it, which makes every
page slower to start and leaves a list of fonts behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from benchmarks.scoring.rows import Row
from benchmarks.scoring.tables import Group, Rate, by_document, scanned_as

_LINES: tuple[tuple[str, str, Callable[[Group], Rate | None]], ...] = (
    ("automatic", "#2b6cb0", lambda g: g.automatic),
    ("silently missed", "#d4111b", lambda g: g.silent),
    ("flagged", "#8a94a6", lambda g: g.flagged),
    ("damaged keeps", "#e08a00", lambda g: g.damaged),
)
_COLUMNS, _LEVELS = 4, 5
_WIDE, _HIGH, _LEFT, _HEAD = 290, 170, 38, 24  # of one chart; room for its axis and its title
_LEGEND = 30


def damage_chart(rows: Sequence[Row]) -> str:
    """One SVG; the left end of every line is the undamaged scans. Empty without any damage."""
    groups = {g.name: g for g in by_document(rows, lambda r: scanned_as(r, "{damage} {level}"))}
    kinds = sorted({name.split()[0] for name in groups} - {"none"})
    if not kinds:
        return ""
    parts = list(_legend())
    for number, kind in enumerate(kinds):
        row, column = divmod(number, _COLUMNS)
        levels = [groups.get(f"{kind} {n}" if n else "none 0") for n in range(_LEVELS)]
        parts.append(f'<g transform="translate({column * _WIDE} {_LEGEND + row * _HIGH})">')
        parts += [*_axes(kind), *_lines(levels), "</g>"]
    height = _LEGEND + -(-len(kinds) // _COLUMNS) * _HIGH
    head = (
        f'<svg viewBox="0 0 {_COLUMNS * _WIDE} {height}" font-size="11" font-family="sans-serif">'
    )
    return "\n".join([head, *parts, "</svg>"])


def _x(level: float) -> float:
    return _LEFT + 14 + level * (_WIDE - _LEFT - 40) / (_LEVELS - 1)


def _y(share: float) -> float:
    return _HEAD + (1 - share) * (_HIGH - _HEAD - 24)


def _legend() -> Iterator[str]:
    for number, (label, colour, _) in enumerate(_LINES):
        x = _LEFT + number * 160
        yield f'<circle cx="{x}" cy="14" r="4" fill="{colour}"/>'
        yield f'<text x="{x + 9}" y="18">{label}</text>'


def _axes(kind: str) -> Iterator[str]:
    yield f'<text x="{_x(2):.0f}" y="{_HEAD - 8}" text-anchor="middle">{kind}</text>'
    for share in (0.0, 0.5, 1.0):
        y = _y(share)
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDE - 12}" stroke="#e2e8f0"/>'
        yield f'<text x="{_LEFT - 4}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>'
    for level in range(_LEVELS):
        yield f'<text x="{_x(level):.0f}" y="{_HIGH - 8}" text-anchor="middle">{level}</text>'


def _lines(levels: Sequence[Group | None]) -> Iterator[str]:
    for shift, (_, colour, rate_of) in enumerate(_LINES):
        points = []
        for level, group in enumerate(levels):
            rate = rate_of(group) if group is not None else None
            if rate is not None and rate.total:
                x = _x(level + 0.05 * (shift - 1.5))
                points.append(f"{x:.1f} {_y(rate.share):.1f}")
                low, high = (_y(share) for share in rate.interval)
                yield f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{colour}" opacity=".45"/>'
                yield f'<circle cx="{x:.1f}" cy="{_y(rate.share):.1f}" r="2.4" fill="{colour}"/>'
        if points:
            yield f'<path d="M{"L".join(points)}" stroke="{colour}" fill="none"/>'
