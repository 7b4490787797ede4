"""Characters that stand one under the other in narrow columns, which no row runs across.

刘│王│赵     the next character of each is nearer below it than beside it
强│伟│敏
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from redactor.geometry import Point

_OFF = 0.25  # heights that the middles of two characters of one column may be apart
_STEP = 0.5  # heights: what stands nearer is no other character


class Stacks:
    """The lone characters of a page, by their middles in the frame of its text."""

    def __init__(self, middles: Sequence[Point]) -> None:
        self._middles = sorted(middles)

    def part(self, a: Point, b: Point, height: float) -> bool:
        """Whether ``a`` and ``b``, beside it, both of a height, belong to two columns."""
        step = abs(b[0] - a[0])
        return all(self._has_nearer(point, step, height) for point in (a, b))

    def _has_nearer(self, point: Point, step: float, height: float) -> bool:
        """Whether a character stands over or under ``point`` nearer than ``step``."""
        x, y = point
        first = bisect(self._middles, (x - _OFF * height, float("-inf")))
        last = bisect(self._middles, (x + _OFF * height, float("inf")))
        return any(_STEP * height < abs(other - y) < step for _, other in self._middles[first:last])
