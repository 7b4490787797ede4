"""Known values in the recogniser's probabilities: how likely is *this* text here?"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.config.spotting import SpottingTable, Thresholds
from redactor.datatypes import Candidate
from redactor.ocr.alignment import (
    EXACT,
    FLOOR,
    NEVER,
    Hit,
    emissions,
    may_reach,
    middles_of,
    search,
    weights_of,
    whole_runs,
)
from redactor.ocr.halves import Half, LineEnds, halves_of
from redactor.ocr.paddle import Floats

_SHORTEST = 2  # characters: a single one is everywhere
_LONG = 5  # characters: from here on a value that is read clearly is no other
_CLEAR = 0.9  # score of each of its characters
_KNOWN = 9.0  # what the known characters of a value may cost beside unknown ones: below "ask"
_LATIN_SLIP = 10  # any English line has half of the letters of any long name in some order
_LETTER = 0.3  # probability from which a frame may show a letter
_LETTERS = 4  # a Latin value has at least so many: an ID's X makes it none
_SLIP = 5  # one contradicted character in so many, at least one, may be a misreading


@dataclass(frozen=True, slots=True)
class _Wanted:
    candidate_id: int
    text: str
    thresholds: Thresholds
    labels: tuple[int, ...]  # columns of the emission table
    reach: float  # a score above it is worth a look with better weights
    is_latin: bool

    @property
    def least(self) -> float:
        """The score below which nothing comes of it."""
        return min(self.reach, self.thresholds.ask)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a line may hold. ``near``: frames, half-open, where a candidate stands or may be
    misread, so that better weights must look; ``halves``: one may begin at its end, or end at its
    beginning.
    """

    hits: tuple[Hit, ...] = ()
    near: tuple[tuple[int, int], ...] = ()
    halves: tuple[Half, ...] = ()


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
        # Those of Latin values alone come last: most lines have no letters, and need none of them.
        usual = {char for text, _ in texts for char in text if not _is_latin(text)}
        chars = sorted(
            {char for text, _ in texts for char in text}, key=lambda c: (c not in usual, c)
        )
        self._letters = [classes[c] for c in string.ascii_letters if c in classes]
        self._usual = len(usual)
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
                    _Wanted(
                        candidate.candidate_id, text, thresholds, labels, reach, _is_latin(text)
                    )
                )
        self._not_latin = [w for w in self._wanted if not w.is_latin]

    @property
    def lacks_characters(self) -> bool:
        """Whether the recogniser cannot read a candidate as it is spelt."""
        return any(column < 0 for column in self._columns)

    def is_spelt_in(self, text: str) -> bool:
        """Whether a plain decode spells a candidate."""
        return any(w.text in text for w in self._wanted)

    def look(self, frames: Floats) -> Sighting:
        """Candidates in a line (T x classes); as hits those its plain decode does not spell."""
        if not self._wanted or not len(frames):
            return Sighting()
        wanted, columns = self._wanted, self._columns
        if len(self._not_latin) < len(wanted) and not self._has_letters(frames):
            wanted, columns = self._not_latin, self._columns[: self._usual]
            if not wanted:
                return Sighting()
        gains = emissions(frames, columns)
        # Every character takes at least its best frame: a bound that spares most of the work.
        best = gains[:, :-1].max(axis=0).tolist()
        some = [
            w
            for w in wanted
            if sum(best[label] for label in w.labels) > w.least
            and may_reach(gains, w.labels, w.least)
        ]
        ends = LineEnds(gains, min(w.thresholds.ask for w in wanted))
        weights = weights_of(frames, columns)
        halves = tuple(
            half
            for w in wanted
            for half in halves_of(
                w.candidate_id, w.text, w.labels, w.thresholds, gains, weights, ends
            )
        )
        if not some:
            return Sighting(halves=halves)
        scores, starts = search(gains, [w.labels for w in some])
        read = frames.argmax(axis=1)
        hits = [
            hit
            for i, one in enumerate(some)
            for hit in _apart(one, scores[:, i], starts[:, i], gains, weights, read)
        ]
        near = np.zeros(len(frames), bool)
        for i, one in enumerate(some):
            for start, end in _doubtful(one, scores[:, i], starts[:, i], frames):
                near[start:end] = True
        return Sighting(tuple(hits), tuple(_runs(near)), halves)

    def _has_letters(self, frames: Floats) -> bool:
        """Whether a line has as many letters as the shortest Latin name that is looked for."""
        seen = frames[:, self._letters].max(axis=1) >= _LETTER
        return int(seen.sum()) >= _LETTERS


def _is_latin(text: str) -> bool:
    return text.isascii() and sum(c.isalpha() for c in text) >= _LETTERS


def _doubtful(
    wanted: _Wanted, scores: NDArray[np.float64], starts: NDArray[np.int64], frames: Floats
) -> Iterator[tuple[int, int]]:
    """Where a candidate may stand and better weights must say so: not where a long value is
    read clearly. Those were never taken for another; but a name is two characters, and one that
    the weights do not know reads as its look-alike.
    """
    clear = [
        (int(starts[end]), int(end))
        for end in np.flatnonzero(scores >= EXACT)
        if len(wanted.text) >= _LONG and _is_clear(frames[starts[end] : end + 1])
    ]
    for end in np.flatnonzero(scores > wanted.reach):
        start = int(starts[end])
        if not any(start <= last and end >= first for first, last in clear):
            yield start, int(end) + 1


def _is_clear(frames: Floats) -> bool:
    """Whether each character of the plain decode is sure."""
    best = frames.argmax(axis=1)
    borders = np.concatenate([[0], np.flatnonzero(np.diff(best)) + 1])
    peaks = np.maximum.reduceat(frames.max(axis=1), borders)
    return bool(peaks[best[borders] != 0].min() >= _CLEAR)


def _runs(spots: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Half-open spans of what is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], spots, [False]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def reach_of(text: str, classes: Mapping[str, int]) -> float:
    """The score above which ``text`` may be misread there: worth a look with better weights.

    Characters that the weights lack always cost FLOOR; the others must then nearly stand there.
    Else every line would be worth a look for 王赟, whatever it says: one more character
    contradicted costs no more than 赟 does.
    """
    unknown = sum(char not in classes for char in text)
    slips = max(1, len(text) // (_LATIN_SLIP if _is_latin(text) else _SLIP))
    return FLOOR * (slips - 1 + unknown) - _KNOWN if unknown else FLOOR * slips - 1


def _apart(
    wanted: _Wanted,
    scores: NDArray[np.float64],
    starts: NDArray[np.int64],
    gains: NDArray[np.float64],
    weights: Floats,
    read: NDArray[np.intp],
) -> list[Hit]:
    """Hits of one candidate that do not overlap, the best first; exact ones left out.

    ``read``: the plain decode's class of each frame.
    """
    hits = []
    free = np.ones(len(scores), bool)
    while free.any():
        end = int(np.where(free, scores, NEVER).argmax())
        start, score = int(starts[end]), float(scores[end])
        band = wanted.thresholds.band(score)
        if not free[end] or band is None:
            break
        overlapping = (starts <= end) & (np.arange(len(scores)) >= start)
        if score < EXACT:
            span = whole_runs(read, start, end + 1)
            middles = middles_of(gains, wanted.labels, weights, *span)
            hits.append(Hit(wanted.candidate_id, wanted.text, score, band, middles, *span))
        free &= ~overlapping
    return hits
