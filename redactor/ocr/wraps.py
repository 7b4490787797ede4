"""Values wrapped over two lines: halves in lines of which one follows the other.

A number whose other end was not found at all lies under a seal, or the detector lost it: a long
part of it at the end of a line is still worth a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from redactor.datatypes import Band
from redactor.ocr.alignment import EXACT, Hit
from redactor.ocr.halves import Half
from redactor.ocr.reading import PlacedHalf, ReadLine, SpottedPlace
from redactor.ocr.strips import Corners, is_tall, size_of

_NEAREST, _FURTHEST = 0.6, 3.0  # line heights between the middles of two lines
_ALIKE = 0.6  # height of the lower line to the higher one
_MOST = 0.7  # of a number's digits: 13 of an ID hold its date of birth, 8 of a phone are enough
_SHORT_BY = 1.6  # line heights that a full line may be shorter than the next


def wrapped(lines: Sequence[ReadLine]) -> Iterator[tuple[int, int, SpottedPlace]]:
    """Values that begin in one line and end in the next, with the indices of both lines.

    What both lines spell out is left to whoever reads the text.
    """
    for i, j, place in _pairs(lines):
        if place.hit.score < EXACT:
            yield i, j, place


def _pairs(lines: Sequence[ReadLine]) -> list[tuple[int, int, SpottedPlace]]:
    """Of each value and pair of lines that follow each other the best pair of halves."""
    tails = [(i, h) for i, read in enumerate(lines) for h in read.halves if h.half.is_tail]
    heads = [(i, h) for i, read in enumerate(lines) for h in read.halves if not h.half.is_tail]
    found: dict[tuple[int, int, int], SpottedPlace] = {}
    for i, tail in tails:
        for j, head in heads:
            place = _joined(tail, head)
            if place is None or not _follows(lines[i].line.corners, lines[j].line.corners):
                continue
            key = i, j, place.hit.candidate_id
            if key not in found or place.hit.score > found[key].hit.score:
                found[key] = place
    return [(i, j, place) for (i, j, _), place in found.items()]


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


def cut_off(lines: Sequence[ReadLine]) -> Iterator[tuple[int, SpottedPlace]]:
    """Most of an own number at the end or start of a line, with no other part beside it."""
    paired = {(i, place.hit.candidate_id) for *both, place in _pairs(lines) for i in both}
    found: dict[tuple[int, int], PlacedHalf] = {}
    for i, read in enumerate(lines):
        for placed in read.halves:
            half = placed.half
            key = i, half.hit.candidate_id
            if key in paired or not half.whole[:-1].isdigit() or half.hit.band is not Band.SURE:
                continue
            if len(half.hit.text) < _MOST * len(half.whole):
                continue
            if key not in found or len(half.hit.text) > len(found[key].half.hit.text):
                found[key] = placed
    for (i, _), placed in found.items():
        yield i, replace(placed.place, hit=replace(placed.half.hit, band=Band.ASK))


def _joined(tail: PlacedHalf, head: PlacedHalf) -> SpottedPlace | None:
    """The whole value; None when the halves are not of one, or too unlike it together."""
    a, b = tail.half, head.half
    if not _fit(a, b):
        return None
    score = a.hit.score + b.hit.score
    band = a.thresholds.band(score)
    if band is None:
        return None
    hit = Hit(a.hit.candidate_id, a.whole, score, band, (), 0, 0)
    return SpottedPlace(hit, tail.place.corners + head.place.corners, tail.place.read_as)


def _fit(tail: Half, head: Half) -> bool:
    same = tail.hit.candidate_id == head.hit.candidate_id
    return same and tail.rest == head.hit.text and head.rest == tail.hit.text


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
