"""From class probabilities to characters, and where along the strip they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.paddle import Floats

# Measured: without it digits come out 0.11 to 0.16 of their width too far right (SPOTTING.md).
FRAME_OFFSET = 0.5 - 0.33
_REACH = 2  # frames beside a run of one class that may still belong to it


@dataclass(frozen=True, slots=True)
class Placed:
    """One character of a line and the frame (fractional) of its middle."""

    char: str
    score: float  # the greatest probability among its frames
    frame: float


def decode(frames: Floats, characters: Sequence[str]) -> tuple[Placed, ...]:
    """The best free reading of ``frames`` (T x classes): runs merged, blanks dropped."""
    best = frames.argmax(axis=1)
    borders = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    runs = [(a, b) for a, b in pairwise(borders) if best[a] != 0]
    placed = []
    for i, (start, end) in enumerate(runs):
        label = int(best[start])
        low = max(start - _REACH, runs[i - 1][1] if i else 0)
        high = min(end + _REACH, runs[i + 1][0] if i + 1 < len(runs) else len(best))
        column = frames[low:high, label]
        score = float(frames[start:end, label].max())
        placed.append(Placed(characters[label], score, centre(column, low)))
    return tuple(placed)


def centre(weights: NDArray[np.floating], first_frame: int) -> float:
    """Probability-weighted mean frame of ``weights``, which begin at ``first_frame``."""
    total = float(weights.sum())
    if total <= 0:
        return first_frame + (len(weights) - 1) / 2
    return first_frame + float(np.arange(len(weights)) @ weights) / total


def mean_score(placed: Sequence[Placed]) -> float:
    """Mean score of a line's characters; 0 for none."""
    return float(np.mean([p.score for p in placed])) if placed else 0.0


def text_of(placed: Sequence[Placed]) -> str:
    """The characters as a string."""
    return "".join(p.char for p in placed)
