"""Values wrapped over two lines: halves in lines of which one follows the other.

A number whose other end was not found at all lies under a seal, or the detector lost it: a long
part of it at the end of a line is still worth a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from redactor.datatypes import Band
from redactor.ocr.alignment import EXACT, Hit
from redactor.ocr.reading import PlacedHalf, ReadLine, SpottedPlace
from redactor.ocr.strips import Corners, is_tall, size_of

_NEAREST, _FURTHEST = 0.6, 3.0  # line heights between the middles of two lines
_ALIKE = 0.6  # height of the lower line to the higher one
_MOST = 0.7  # of a number's digits: 13 of an ID hold its date of birth, 8 of a phone are enough
_SHORT_BY = 1.6  # line heights that a full line may be shorter than the next


@dataclass(frozen=True, slots=True)
class Pair:
    """A value that begins in line ``upper`` and ends in line ``lower``."""

    upper: int
    lower: int
    tail: PlacedHalf
    head: PlacedHalf
    band: Band

    @property
    def score(self) -> float:
        return self.tail.half.score + self.head.half.score

    @property
    def is_misread(self) -> bool:
        """False for what both lines spell out: that is left to whoever reads the text."""
        return self.score < EXACT

    @property
    def place(self) -> SpottedPlace:
        half, tail, head = self.tail.half, self.tail.place, self.head.place
        hit = Hit(half.candidate_id, half.whole, self.score, self.band, (), 0, 0)
        return SpottedPlace(hit, tail.corners + head.corners, tail.read_as)


def pairs_of(lines: Sequence[ReadLine]) -> list[Pair]:
    """Of each value and pair of lines that follow each other the best pair of halves."""
    heads: dict[tuple[int, str], list[tuple[int, PlacedHalf]]] = {}
    for j, read in enumerate(lines):
        for head in read.halves:
            if not head.half.is_tail:
                heads.setdefault((head.half.candidate_id, head.half.text), []).append((j, head))
    found: dict[tuple[int, int, int], Pair] = {}
    for i, read in enumerate(lines):
        for tail in read.halves:
            if not tail.half.is_tail:
                continue
            for j, head in heads.get((tail.half.candidate_id, tail.half.rest), ()):
                band = tail.half.thresholds.band(tail.half.score + head.half.score)
                if band is None or not _follows(lines[i].line.corners, lines[j].line.corners):
                    continue
                pair, key = Pair(i, j, tail, head, band), (i, j, tail.half.candidate_id)
                if key not in found or pair.score > found[key].score:
                    found[key] = pair
    return list(found.values())


def beside_open_ends(lines: Sequence[ReadLine]) -> Iterator[int]:
    """Lines before or after one at whose start or end a value may stand in part.

    For weights that lack characters of it: of 于 at the end of a line and 沄 in the next, the
    second half is not seen as one.
    """
    for read in lines:
        corners, count = read.line.corners, len(read.line.glyphs)
        begins = any(end >= count for _, end in read.near)
        ends = any(start == 0 for start, _ in read.near)
        for j, other in enumerate(lines):
            after = begins and _follows(corners, other.line.corners)
            if after or (ends and _follows(other.line.corners, corners)):
                yield j


def cut_off(lines: Sequence[ReadLine], pairs: Sequence[Pair]) -> list[SpottedPlace]:
    """Most of an own number at the end or start of a line, with no other part beside it.

    ``pairs`` are those of the same lines.
    """
    paired = {(i, p.tail.half.candidate_id) for p in pairs for i in (p.upper, p.lower)}
    found: dict[tuple[int, int], PlacedHalf] = {}
    for i, read in enumerate(lines):
        for placed in read.halves:
            half = placed.half
            key = i, half.candidate_id
            if key in paired or not half.whole[:-1].isdigit() or half.band is not Band.SURE:
                continue
            if len(half.text) < _MOST * len(half.whole):
                continue
            if key not in found or len(half.text) > len(found[key].half.text):
                found[key] = placed
    return [_asked(placed.place) for placed in found.values()]


def _asked(place: SpottedPlace) -> SpottedPlace:
    return replace(place, hit=replace(place.hit, band=Band.ASK))


def _follows(upper: Corners, lower: Corners) -> bool:
    """Whether ``lower`` goes on where ``upper`` ends: the next line of a full one."""
    if is_tall(upper) or is_tall(lower):
        return False
    heights = size_of(upper)[1], size_of(lower)[1]
    height = max(heights)
    across = (upper[1] - upper[0]).astype(float)
    across /= max(1e-6, float(np.hypot(*across)))
    down = np.array([-across[1], across[0]])
    away = float((lower.mean(axis=0) - upper.mean(axis=0)) @ down)
    left, right = (upper @ across).min(), (upper @ across).max()
    begins, ends = (lower @ across).min(), (lower @ across).max()
    return bool(
        _NEAREST * height < away < _FURTHEST * height
        and min(heights) >= _ALIKE * height
        and begins < right
        and ends > left
        and right >= ends - _SHORT_BY * height
    )
