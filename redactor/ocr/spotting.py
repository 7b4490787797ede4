"""Known values in the recogniser's probabilities: how likely is *this* text here?

With P the T x C output of a line and m_t = log max_k P[t, k], a text c1..cL has the states
c1, blank, c2, blank, .., cL (a blank between equal characters cannot be skipped; start and
end are free):

    D(t, j) = max(D(t-1, j), D(t-1, j-1), D(t-1, j-2) if allowed, 0 if j is first)
              + max(log P[t, label_j], FLOOR) - m_t
    LLR     = max_t D(t, last)  <=  0

0 means the text is part of the plain decode. Blank is "blank or space", so that 王　伟 is 王伟.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.config.spotting import SpottingTable, Thresholds
from redactor.datatypes import Band, Candidate
from redactor.ocr.ctc import centre
from redactor.ocr.paddle import Floats

FLOOR = -14.0  # what one fully contradicted character costs; every threshold hangs on it
_NEVER = -1e9
_EXACT = -1e-4  # float32 rounding of an exact decode
_SHORTEST = 2  # characters: a single one is everywhere
_SLIP = 5  # one contradicted character in so many, at least one, may be a misreading


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate in one line; ``frames`` are the middles of its characters."""

    candidate_id: int
    text: str
    score: float
    band: Band
    frames: tuple[float, ...]
    start: int  # frames, half-open
    end: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    candidate_id: int
    text: str
    thresholds: Thresholds
    labels: tuple[int, ...]  # columns of the emission table
    reach: float  # a score above it is worth a look with better weights


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a line may hold. ``is_near``: a candidate stands there, or may be misread there."""

    hits: tuple[Hit, ...] = ()
    is_near: bool = False


class Spotter:
    """Looks for a fixed set of candidates, line after line."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        classes: Mapping[str, int],
        table: SpottingTable,
    ) -> None:
        """``classes``: the recogniser's class of each character. Kinds of value without
        thresholds in ``table``, and single characters, are not looked for.
        """
        texts = [("".join(c.text.split()), c) for c in candidates]
        chars = sorted({char for text, _ in texts for char in text})
        # A character the recogniser does not know has no column: it always costs FLOOR.
        self._columns = [classes.get(char, -1) for char in chars]
        position = {char: i for i, char in enumerate(chars)}
        self._wanted = []
        for text, candidate in texts:
            thresholds = table.thresholds(candidate.entity, text)
            if thresholds is not None and len(text) >= _SHORTEST:
                labels = tuple(position[char] for char in text)
                reach = reach_of(text, classes)
                self._wanted.append(
                    _Wanted(candidate.candidate_id, text, thresholds, labels, reach)
                )

    def look(self, frames: Floats) -> Sighting:
        """Candidates in a line (T x classes); as hits those its plain decode does not spell."""
        if not self._wanted or not len(frames):
            return Sighting()
        gains = emissions(frames, self._columns)
        # Every character takes at least its best frame: a bound that spares most of the work.
        best = gains[:, :-1].max(axis=0)
        some = [
            w for w in self._wanted if best[list(w.labels)].sum() > min(w.reach, w.thresholds.ask)
        ]
        if not some:
            return Sighting()
        scores, starts = search(gains, [w.labels for w in some])
        hits = [
            hit
            for i, wanted in enumerate(some)
            for hit in _apart(wanted, scores[:, i], starts[:, i], gains, frames, self._columns)
        ]
        best_of = scores.max(axis=0)
        near = any(best_of[i] > wanted.reach for i, wanted in enumerate(some))
        return Sighting(tuple(hits), near)


def reach_of(text: str, classes: Mapping[str, int]) -> float:
    """The score above which ``text`` may be misread there: worth a look with better weights."""
    unknown = sum(char not in classes for char in text)
    return FLOOR * (max(1, len(text) // _SLIP) + unknown) - 1


def emissions(frames: Floats, columns: Sequence[int]) -> NDArray[np.float64]:
    """Log gain (at most 0) of each frame for each column, and, last, for blank or space."""
    peak = np.log(np.maximum(frames.max(axis=1), 1e-30))
    out = np.full((len(frames), len(columns) + 1), FLOOR, np.float64)
    for i, column in enumerate(columns):
        if column >= 0:
            out[:, i] = np.log(np.maximum(frames[:, column], 1e-30))
    out[:, -1] = np.log(np.maximum(frames[:, 0] + frames[:, -1], 1e-30))
    gains: NDArray[np.float64] = np.minimum(np.maximum(out, FLOOR) - peak[:, None], 0.0)
    return gains


def search(
    gains: NDArray[np.float64], texts: Sequence[Sequence[int]]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """For every frame and text (as columns of ``gains``): the best score of an alignment
    that ends there, and the frame it starts at. Both T x texts.
    """
    states = 2 * max(map(len, texts)) - 1
    count, blank = len(texts), gains.shape[1] - 1
    table = np.column_stack([gains, np.full(len(gains), _NEVER)])
    labels = np.full((count, states), blank + 1)
    skip = np.full((count, states), _NEVER)
    for n, text in enumerate(texts):
        labels[n, 0 : 2 * len(text) : 2] = text
        labels[n, 1 : 2 * len(text) - 1 : 2] = blank
        for j in range(1, len(text)):
            if text[j] != text[j - 1]:
                skip[n, 2 * j] = 0.0
    last = np.array([2 * len(text) - 2 for text in texts])
    every = np.arange(count)
    score = np.full((count, states), _NEVER)
    start = np.zeros((count, states), np.int64)
    ends = np.empty((len(gains), count))
    begun = np.empty((len(gains), count), np.int64)
    for t in range(len(gains)):
        new, came = score.copy(), start.copy()
        for back in (1, 2):
            other = score[:, :-back] + (skip[:, back:] if back == 2 else 0.0)
            better = other > new[:, back:]
            new[:, back:][better] = other[better]
            came[:, back:][better] = start[:, :-back][better]
        fresh = new[:, 0] < 0
        new[fresh, 0], came[fresh, 0] = 0.0, t
        score, start = new + table[t][labels], came
        ends[t], begun[t] = score[every, last], start[every, last]
    return ends, begun


def _apart(
    wanted: _Wanted,
    scores: NDArray[np.float64],
    starts: NDArray[np.int64],
    gains: NDArray[np.float64],
    frames: Floats,
    columns: Sequence[int],
) -> list[Hit]:
    """Hits of one candidate that do not overlap, the best first; exact ones left out."""
    hits = []
    free = np.ones(len(scores), bool)
    while free.any():
        end = int(np.where(free, scores, _NEVER).argmax())
        start, score = int(starts[end]), float(scores[end])
        band = wanted.thresholds.band(score)
        if not free[end] or band is None:
            break
        overlapping = (starts <= end) & (np.arange(len(scores)) >= start)
        if score < _EXACT:
            runs = align(gains[start : end + 1], wanted.labels)
            middles = []
            for (low, high), label in zip(runs, wanted.labels, strict=True):
                weight = frames[start + low : start + high, max(0, columns[label])]
                known = columns[label] >= 0
                middles.append(centre(weight if known else weight * 0, start + low))
            hits.append(
                Hit(wanted.candidate_id, wanted.text, score, band, tuple(middles), start, end + 1)
            )
        free &= ~overlapping
    return hits


def align(gains: NDArray[np.float64], text: Sequence[int]) -> list[tuple[int, int]]:
    """Frames, half-open, of each character when ``text`` spans all of ``gains``."""
    states, blank = 2 * len(text) - 1, gains.shape[1] - 1
    labels = [text[j // 2] if j % 2 == 0 else blank for j in range(states)]
    skippable = [j >= 2 and j % 2 == 0 and text[j // 2] != text[j // 2 - 1] for j in range(states)]
    score = np.full((len(gains), states), _NEVER)
    step = np.zeros((len(gains), states), np.int64)
    score[0, 0] = gains[0, labels[0]]
    for t in range(1, len(gains)):
        for j in range(states):
            choices = [score[t - 1, j], score[t - 1, j - 1] if j else _NEVER]
            choices.append(score[t - 1, j - 2] if skippable[j] else _NEVER)
            step[t, j] = int(np.argmax(choices))
            score[t, j] = max(choices) + gains[t, labels[j]]
    runs: list[list[int]] = [[] for _ in text]
    j = states - 1
    for t in range(len(gains) - 1, -1, -1):
        if j % 2 == 0:
            runs[j // 2].append(t)
        j -= int(step[t, j])
    return [(run[-1], run[0] + 1) for run in runs]
