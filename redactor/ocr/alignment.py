"""How well a text fits a line's class probabilities, and on which frames its characters lie.

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

from redactor.datatypes import Band
from redactor.ocr.ctc import centre
from redactor.ocr.paddle import Floats

FLOOR = -14.0  # what one fully contradicted character costs; every threshold hangs on it
NEVER = -1e9
EXACT = -1e-4  # float32 rounding of an exact decode


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


def emissions(frames: Floats, columns: Sequence[int]) -> NDArray[np.float64]:
    """Log gain (at most 0) of each frame for each column, and, last, for blank or space."""
    peak = np.log(np.maximum(frames.max(axis=1), 1e-30))
    out = np.full((len(frames), len(columns) + 1), FLOOR, np.float64)
    known = np.flatnonzero(np.asarray(columns) >= 0)
    out[:, known] = np.log(np.maximum(frames[:, np.asarray(columns)[known]], 1e-30))
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
    table = np.column_stack([gains, np.full(len(gains), NEVER)])
    labels = np.full((count, states), blank + 1)
    skip = np.full((count, states), NEVER)
    for n, text in enumerate(texts):
        labels[n, 0 : 2 * len(text) : 2] = text
        labels[n, 1 : 2 * len(text) - 1 : 2] = blank
        for j in range(1, len(text)):
            if text[j] != text[j - 1]:
                skip[n, 2 * j] = 0.0
    last = np.array([2 * len(text) - 2 for text in texts])
    every = np.arange(count)
    score = np.full((count, states), NEVER)
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


def fits(frames: Floats, texts: Sequence[str], classes: Mapping[str, int]) -> tuple[float, ...]:
    """Each text's LLR a character; a character that the recogniser does not know costs FLOOR."""
    if not texts or not len(frames):
        return (FLOOR,) * len(texts)
    chars = sorted(set("".join(texts)))
    gains = emissions(frames, [classes.get(char, -1) for char in chars])
    position = {char: i for i, char in enumerate(chars)}
    scores, _ = search(gains, [[position[char] for char in text] for text in texts])
    best = np.maximum(scores.max(axis=0), [FLOOR * len(text) for text in texts])
    return tuple((best / [len(text) for text in texts]).tolist())


def may_reach(gains: NDArray[np.float64], text: Sequence[int], score: float) -> bool:
    """Whether an alignment can score above ``score``: each character takes a frame of its own.

    A bound that is soon worked out: two figures of a sum hold no number of eighteen digits.
    """
    room = len(gains) - len(text)
    if room < 0:
        return False
    best = gains[:, list(text)].max(axis=1)
    return bool(np.partition(best, room)[room:].sum() > score) if room else bool(best.sum() > score)


def align(gains: NDArray[np.float64], text: Sequence[int]) -> list[tuple[int, int]]:
    """Frames, half-open, of each character when ``text`` spans all of ``gains``."""
    states, blank = 2 * len(text) - 1, gains.shape[1] - 1
    labels = [text[j // 2] if j % 2 == 0 else blank for j in range(states)]
    skippable = [j >= 2 and j % 2 == 0 and text[j // 2] != text[j // 2 - 1] for j in range(states)]
    score = np.full((len(gains), states), NEVER)
    step = np.zeros((len(gains), states), np.int64)
    score[0, 0] = gains[0, labels[0]]
    for t in range(1, len(gains)):
        for j in range(states):
            choices = [score[t - 1, j], score[t - 1, j - 1] if j else NEVER]
            choices.append(score[t - 1, j - 2] if skippable[j] else NEVER)
            step[t, j] = int(np.argmax(choices))
            score[t, j] = max(choices) + gains[t, labels[j]]
    runs: list[list[int]] = [[] for _ in text]
    j = states - 1
    for t in range(len(gains) - 1, -1, -1):
        if j % 2 == 0:
            runs[j // 2].append(t)
        j -= int(step[t, j])
    return [(run[-1], run[0] + 1) for run in runs]


def whole_runs(read: NDArray[np.intp], start: int, end: int) -> tuple[int, int]:
    """``start`` and ``end`` of an alignment, moved outwards to where the characters that were read
    there begin and end; ``read`` is the plain decode's class of each frame.

    The best alignment begins in the last frame of its first character and ends in the first of its
    last one. Taken at that, the same character as read stands beside it, and each gets half of it.
    """
    while start > 0 and read[start] != 0 and read[start - 1] == read[start]:
        start -= 1
    while end < len(read) and read[end - 1] != 0 and read[end] == read[end - 1]:
        end += 1
    return start, end


def weights_of(frames: Floats, columns: Sequence[int]) -> Floats:
    """Probability of each column in each frame, 0 of what the recogniser does not know.

    A copy: of a line's ``frames`` it keeps one part in a hundred alive.
    """
    known = np.asarray(columns) >= 0
    return np.where(known, frames[:, np.maximum(columns, 0)], np.float32(0))


def middles_of(
    gains: NDArray[np.float64], labels: Sequence[int], weights: Floats, start: int, end: int
) -> tuple[float, ...]:
    """The middle, in frames, of each character of a text that spans frames ``start`` to ``end``."""
    runs = align(gains[start:end], labels)
    return tuple(
        centre(weights[start + low : start + high, label], start + low)
        for (low, high), label in zip(runs, labels, strict=True)
    )
