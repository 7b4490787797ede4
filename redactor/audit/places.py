"""Places on a page as JSON: corners in points of the unrotated page, rounded to 0.01."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from redactor.geometry import PtQuad, hull_box

T = TypeVar("T")


def around(quads: Sequence[PtQuad]) -> list[list[float]] | None:
    """One quad around all; None for a finding without a place. A single run keeps its lean."""
    if not quads:
        return None
    runs = lines(quads)
    return (runs[0] if len(runs) == 1 else PtQuad.from_box(hull_box(quads))).rounded


def lines(quads: Iterable[PtQuad]) -> list[PtQuad]:
    """Quads of characters joined into one for each run on a line, in the given order."""
    runs: list[PtQuad] = []
    for quad in quads:
        if runs and _follows(runs[-1], quad):
            runs[-1] = PtQuad(runs[-1].tl, quad.tr, quad.br, runs[-1].bl)
        else:
            runs.append(quad)
    return runs


def outermost(
    items: Sequence[T],
    quads: Callable[[T], Sequence[PtQuad]],
    kind: Callable[[T], Hashable],
) -> list[T]:
    """Without those of which every quad lies in another item of the same kind; in their order."""

    def within(item: T, other: T) -> bool:
        inside = all(any(q.contains(p.centre) for q in quads(other)) for p in quads(item))
        return inside and bool(quads(item)) and kind(item) == kind(other)

    kept: list[T] = []
    for item in sorted(items, key=lambda one: -sum(q.box.area for q in quads(one))):
        if not any(within(item, other) for other in kept):
            kept.append(item)
    return [item for item in items if any(item is one for one in kept)]


def _follows(run: PtQuad, quad: PtQuad) -> bool:
    """Whether ``quad`` is the next character of the line: near, and not below or above."""
    height = max(math.dist(run.tl, run.bl), math.dist(quad.tl, quad.bl))
    return math.dist(run.tr, quad.tl) < height and math.dist(run.br, quad.bl) < height
