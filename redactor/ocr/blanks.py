"""Blanks that the recogniser does not read: gaps between Han characters, and between cells.

孟根其其格 and the next column's 盟农牧技术推广中心 come as one word without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from redactor.ocr.ctc import Placed
from redactor.textnorm import is_han

# A wide step, of the usual one from one Han character to the next and in frames beyond it: a line
# without gaps has steps of 1.25, where four frames are usual, and two columns are 1.41 apart.
_WIDE = 1.38
_FRAMES = 1.3
_ENOUGH = 4  # steps that tell what is usual


def with_blanks(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """The characters of a line, with a blank at every wide gap between two Han characters."""
    steps = [_step(a, b) for a, b in pairwise(placed)]
    known = [step for step in steps if step]
    if len(known) < _ENOUGH:
        return tuple(placed)
    usual = median(known)
    wide = max(_WIDE * usual, usual + _FRAMES)
    spaced = list(placed[:1])
    for (before, after), step in zip(pairwise(placed), steps, strict=True):
        if step > wide:
            middle = (before.frame + after.frame) / 2
            spaced.append(Placed(" ", min(before.score, after.score), middle))
        spaced.append(after)
    return tuple(spaced)


def _step(before: Placed, after: Placed) -> float:
    """Frames from one to the next; 0 where either is no Han character."""
    return after.frame - before.frame if is_han(before.char) and is_han(after.char) else 0.0
