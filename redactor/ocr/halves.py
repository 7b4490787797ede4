"""Halves of a value that is wrapped: its beginning at the end of a line, its end at the start.

    …现任云岭水务设        the end of the line begins the value
    计院工程师…            the next one ends it

Each half alone says little, 王 at the end of a line nothing at all; ``wraps`` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.config.spotting import Thresholds
from redactor.ocr.alignment import NEVER, Hit, middles_of, search
from redactor.ocr.paddle import Floats

_EDGE = 8  # frames: the last, or first, character of a line lies there
_EQUAL = 1e-3  # scores that differ by less are the same
_LONGEST = 12  # frames that a character and the space beside it take


@dataclass(frozen=True, slots=True)
class Half:
    """One half in a line. ``hit.text`` stands there, ``rest`` would stand in the other line.

    ``is_tail``: at the end of the line, so that ``rest`` comes after it.
    """

    hit: Hit
    rest: str
    is_tail: bool
    thresholds: Thresholds

    @property
    def whole(self) -> str:
        return self.hit.text + self.rest if self.is_tail else self.rest + self.hit.text


def halves_of(
    candidate_id: int,
    text: str,
    labels: Sequence[int],
    thresholds: Thresholds,
    gains: NDArray[np.float64],
    frames: Floats,
    columns: Sequence[int],
) -> Iterator[Half]:
    """Halves of ``text`` at either end of a line, each that may be there at all."""
    count, total, ask = len(labels), len(gains), thresholds.ask
    span = _reach(gains[::-1], labels, labels[0], ask)
    if span and gains[-_EDGE:, list(labels[:-1])].max() > ask:
        scores, starts = _at_end(gains[total - span :], labels)
        for k in np.flatnonzero(scores > ask):
            mine, start = labels[: k + 1], total - span + int(starts[k])
            ends, _ = search(gains[start:], [mine])
            end = start + int(np.flatnonzero(ends[:, 0] > ends[:, 0].max() - _EQUAL)[-1]) + 1
            middles = middles_of(gains, mine, frames, columns, start, end)
            hit = _hit(candidate_id, text[: k + 1], scores[k], thresholds, middles, start, end)
            yield Half(hit, text[k + 1 :], True, thresholds)
    span = _reach(gains, labels, labels[-1], ask)
    if span and gains[:_EDGE, list(labels[1:])].max() > ask:
        scores, starts = _at_end(gains[:span][::-1], labels[::-1])
        for k in np.flatnonzero(scores > ask):
            cut, end = count - 1 - int(k), span - int(starts[k])
            _, begun = search(gains[:end], [labels[cut:]])
            start = int(begun[-1, 0])
            middles = middles_of(gains, labels[cut:], frames, columns, start, end)
            hit = _hit(candidate_id, text[cut:], scores[k], thresholds, middles, start, end)
            yield Half(hit, text[:cut], False, thresholds)


def _reach(gains: NDArray[np.float64], labels: Sequence[int], outer: int, ask: float) -> int:
    """How many frames from the edge inwards (the order of ``gains``) a half can take at most.

    All its frames are characters of the text or white, so it ends where something else is
    printed: at most line ends there is no frame for its ``outer`` character, and 0 is the answer.
    """
    near = gains[: _LONGEST * len(labels)]
    span = int((np.cumsum(near[:, [*labels, -1]].max(axis=1)) > ask).sum())
    return span if span and near[:span, outer].max() > ask else 0


def _hit(
    candidate_id: int,
    text: str,
    score: float,
    thresholds: Thresholds,
    middles: tuple[float, ...],
    start: int,
    end: int,
) -> Hit:
    band = thresholds.band(float(score))
    assert band is not None  # above the lower threshold
    return Hit(candidate_id, text, float(score), band, middles, start, end)


def _at_end(
    gains: NDArray[np.float64], labels: Sequence[int]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """For the first 1, 2, … but not all characters of a text: the best score of an alignment
    that ends with the last frame, white at the end included, and the frame it starts at.
    """
    states, blank = 2 * len(labels) - 1, gains.shape[1] - 1
    columns = [labels[j // 2] if j % 2 == 0 else blank for j in range(states)]
    skip = np.full(states, NEVER)
    for j in range(2, states, 2):
        if labels[j // 2] != labels[j // 2 - 1]:
            skip[j] = 0.0
    score, start = np.full(states + 2, NEVER), np.zeros(states + 2, np.int64)
    for t in range(len(gains)):
        # Two states that nothing reaches stand before the first.
        choices = np.stack([score[2:], score[1:-1], score[:-2] + skip])
        came = np.stack([start[2:], start[1:-1], start[:-2]])
        best = choices.argmax(axis=0)
        every = np.arange(states)
        new, begun = choices[best, every], came[best, every]
        if new[0] < 0:
            new[0], begun[0] = 0.0, t
        score[2:], start[2:] = new + gains[t, columns], begun
    last = score[2:].reshape(-1)[:-1].reshape(-1, 2)  # each character, and the white after it
    pick = last.argmax(axis=1)
    whole = np.arange(len(labels) - 1)
    return last[whole, pick], start[2:][:-1].reshape(-1, 2)[whole, pick]
