"""Known values in the recogniser's probabilities: how likely is *this* text here?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.config.spotting import SpottingTable, Thresholds
from redactor.datatypes import Candidate
from redactor.ocr.alignment import EXACT, FLOOR, NEVER, Hit, emissions, middles_of, search
from redactor.ocr.halves import Half, halves_of
from redactor.ocr.paddle import Floats

_SHORTEST = 2  # characters: a single one is everywhere
_SLIP = 5  # one contradicted character in so many, at least one, may be a misreading


@dataclass(frozen=True, slots=True)
class _Wanted:
    candidate_id: int
    text: str
    thresholds: Thresholds
    labels: tuple[int, ...]  # columns of the emission table
    reach: float  # a score above it is worth a look with better weights


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a line may hold. ``is_near``: a candidate stands there, or may be misread there;
    ``halves``: a candidate may begin at its end, or end at its beginning.
    """

    hits: tuple[Hit, ...] = ()
    is_near: bool = False
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
        halves = tuple(half for w in self._wanted for half in self._halves(w, gains, frames))
        if not some:
            return Sighting(halves=halves)
        scores, starts = search(gains, [w.labels for w in some])
        hits = [
            hit
            for i, wanted in enumerate(some)
            for hit in _apart(wanted, scores[:, i], starts[:, i], gains, frames, self._columns)
        ]
        best_of = scores.max(axis=0)
        near = any(best_of[i] > wanted.reach for i, wanted in enumerate(some))
        return Sighting(tuple(hits), near, halves)

    def _halves(
        self, wanted: _Wanted, gains: NDArray[np.float64], frames: Floats
    ) -> Iterator[Half]:
        about = wanted.candidate_id, wanted.text, wanted.labels, wanted.thresholds
        return halves_of(*about, gains, frames, self._columns)


def reach_of(text: str, classes: Mapping[str, int]) -> float:
    """The score above which ``text`` may be misread there: worth a look with better weights."""
    unknown = sum(char not in classes for char in text)
    return FLOOR * (max(1, len(text) // _SLIP) + unknown) - 1


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
        end = int(np.where(free, scores, NEVER).argmax())
        start, score = int(starts[end]), float(scores[end])
        band = wanted.thresholds.band(score)
        if not free[end] or band is None:
            break
        overlapping = (starts <= end) & (np.arange(len(scores)) >= start)
        if score < EXACT:
            span = start, end + 1
            middles = middles_of(gains, wanted.labels, frames, columns, *span)
            hits.append(Hit(wanted.candidate_id, wanted.text, score, band, middles, *span))
        free &= ~overlapping
    return hits
