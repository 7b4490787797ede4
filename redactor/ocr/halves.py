"""Halves of a value that is wrapped: its beginning at the end of a line, its end at the start.

    …现任云岭水务设        the end of the line begins the value
    计院工程师…            the next one ends it

Each half alone says little, 王 at the end of a line nothing at all; ``wraps`` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from redactor.config.spotting import Thresholds
from redactor.datatypes import Band
from redactor.ocr.alignment import NEVER, Hit, middles_of, search
from redactor.ocr.paddle import Floats

_EDGE = 8  # frames: the last, or first, character of a line lies there
_EQUAL = 1e-3  # scores that differ by less are the same
_LONGEST = 12  # frames that a character and the space beside it take


@dataclass(frozen=True, slots=True)
class Half:
    """One half in a line: ``text`` stands there, ``rest`` would stand in the other line.

    ``is_tail``: at the end of the line, so that ``rest`` comes after it. Nearly every sum in a
    table begins like some number: where a half stands is worked out for the few that matter.
    """

    candidate_id: int
    text: str
    rest: str
    score: float
    thresholds: Thresholds
    is_tail: bool
    locate: Callable[[], tuple[tuple[float, ...], int, int]]

    @property
    def whole(self) -> str:
        return self.text + self.rest if self.is_tail else self.rest + self.text

    @property
    def band(self) -> Band:
        band = self.thresholds.band(self.score)
        assert band is not None  # halves below the lower threshold are not made
        return band

    @property
    def hit(self) -> Hit:
        return Hit(self.candidate_id, self.text, self.score, self.band, *self.locate())


class LineEnds:
    """What can stand at the ends of a line at all: one look for all candidates.

    At most line ends nothing of any of them does.
    """

    __slots__ = ("_head", "_tail")

    def __init__(self, gains: NDArray[np.float64], ask: float) -> None:
        """``ask``: the least of the candidates' lower thresholds."""
        self._tail = _best_at_edge(gains[::-1], ask)
        self._head = _best_at_edge(gains, ask)

    def may_begin(self, labels: Sequence[int], ask: float) -> bool:
        """Whether a value may begin at the end of the line."""
        return self._tail[labels[0]] > ask

    def may_end(self, labels: Sequence[int], ask: float) -> bool:
        """Whether a value may end at the start of the line."""
        return self._head[labels[-1]] > ask


def _best_at_edge(gains: NDArray[np.float64], ask: float) -> list[float]:
    """The best gain of each column in the frames from the edge inwards that any half can take."""
    span = int((np.cumsum(gains.max(axis=1)) > ask).sum())
    best: list[float] = gains[: max(1, span)].max(axis=0).tolist()
    return best if span else [NEVER] * len(best)


def halves_of(
    candidate_id: int,
    text: str,
    labels: Sequence[int],
    thresholds: Thresholds,
    gains: NDArray[np.float64],
    weights: Floats,
    line_ends: LineEnds,
) -> Iterator[Half]:
    """Halves of ``text`` at either end of a line, each that may be there at all.

    ``weights``: the candidates' characters' probabilities (``alignment.weights_of``).
    """
    ask = thresholds.ask
    if line_ends.may_begin(labels, ask):
        for k, score, start in _tails(gains, labels, ask):
            place = partial(_tail_at, gains, weights, labels[: k + 1], start)
            yield Half(candidate_id, text[: k + 1], text[k + 1 :], score, thresholds, True, place)
    if line_ends.may_end(labels, ask):
        for cut, score, end in _heads(gains, labels, ask):
            place = partial(_head_at, gains, weights, labels[cut:], end)
            yield Half(candidate_id, text[cut:], text[:cut], score, thresholds, False, place)


def _tails(
    gains: NDArray[np.float64], labels: Sequence[int], ask: float
) -> Iterator[tuple[int, float, int]]:
    """Index of the last character, score and first frame of each beginning at the line's end."""
    span = _reach(gains[::-1], labels, labels[0], ask)
    if span and gains[-_EDGE:, list(labels[:-1])].max() > ask:
        scores, starts = _at_end(gains[-span:], labels)
        for k in np.flatnonzero(scores > ask).tolist():
            yield k, float(scores[k]), len(gains) - span + int(starts[k])


def _heads(
    gains: NDArray[np.float64], labels: Sequence[int], ask: float
) -> Iterator[tuple[int, float, int]]:
    """Index of the first character, score and end frame of each end at the line's start."""
    span = _reach(gains, labels, labels[-1], ask)
    if span and gains[:_EDGE, list(labels[1:])].max() > ask:
        scores, starts = _at_end(gains[:span][::-1], labels[::-1])
        for k in np.flatnonzero(scores > ask).tolist():
            yield len(labels) - 1 - k, float(scores[k]), span - int(starts[k])


def _tail_at(
    gains: NDArray[np.float64], weights: Floats, labels: Sequence[int], start: int
) -> tuple[tuple[float, ...], int, int]:
    """Middles of a tail's characters, and its frames, half-open."""
    ends, _ = search(gains[start:], [labels])
    end = start + int(np.flatnonzero(ends[:, 0] > ends[:, 0].max() - _EQUAL)[-1]) + 1
    return middles_of(gains, labels, weights, start, end), start, end


def _head_at(
    gains: NDArray[np.float64], weights: Floats, labels: Sequence[int], end: int
) -> tuple[tuple[float, ...], int, int]:
    """Middles of a head's characters, and its frames, half-open."""
    _, begun = search(gains[:end], [labels])
    start = int(begun[-1, 0])
    return middles_of(gains, labels, weights, start, end), start, end


def _reach(gains: NDArray[np.float64], labels: Sequence[int], outer: int, ask: float) -> int:
    """How many frames from the edge inwards (the order of ``gains``) a half can take at most.

    All its frames are characters of the text or white, so it ends where something else is
    printed: at most line ends there is no frame for its ``outer`` character, and 0 is the answer.
    """
    near = gains[: _LONGEST * len(labels)]
    span = int((np.cumsum(near[:, [*labels, -1]].max(axis=1)) > ask).sum())
    return span if span and near[:span, outer].max() > ask else 0


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
