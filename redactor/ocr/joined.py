"""Lines of text that the detector's map joins where they touch, taken apart.

    ━━━━━━━━━━━━━━━━━┓     a line that runs into a column: one blob on the map, and the smallest
                     ┃     rectangle round it is mostly paper. For that PaddleX drops it, and
                     ┃     every character of line and column with it.

A line that bends, on paper that does not lie flat, fills its rectangle as poorly.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Mask = NDArray[np.uint8]

_FILLED = 0.6  # of its smallest rectangle: what a single line fills at least
_BENT = 0.4  # a line that bends more is read better in pieces
_RUN = 2.5  # thicknesses: a column crosses a line in shorter runs
# In thicknesses: no part of a seal's ring runs on for so long, and none so straight.
_LONG, _STRAIGHT_LONG = 12.0, 8.0
_STRAIGHT = 0.75  # of its rectangle
_SHORTEST = 4.0  # thicknesses: bent lines are cut into no shorter pieces
_BUMP = 1.5  # usual thicknesses of a line: where it is thicker, something else touches it
_LEAST = 0.7  # square thicknesses: what is smaller is a splinter
_MOSTLY = 0.5  # of a blob: lines, else it is a web of noise, or the ring of a seal
_SURE = 0.7  # mean of a blob: noise stays below, print is at 0.9
_THIN = 6.0  # px on the map: 8-point print (tiles.py) is 8 thick, and the blobs of noise 3 to 5


def apart(scores: Floats, floor: float, least: float) -> list[Floats]:
    """Maps to look for rectangles in, in place of ``scores``: on each, no parts touch.

    ``scores`` is H x W, how likely a pixel belongs to text: what lies above ``floor`` is a blob,
    and its rectangle counts with a mean of ``least``.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats((scores > floor).astype(np.uint8))
    maps = [scores]
    for label, (x, y, width, height, area) in enumerate(stats[1:].tolist(), start=1):
        if min(width, height) < _THIN or area >= _FILLED * width * height:
            continue
        here = np.s_[y : y + height, x : x + width]
        blob = (labels[here] == label).astype(np.uint8)
        parts = _parts(blob, scores[here], least)
        if not parts:
            continue
        if len(maps) == 1:
            maps = [scores.copy(), *(np.zeros_like(scores) for _ in parts)]
        maps[0][here][blob > 0] = 0
        for layer, mask in zip(maps[1:], parts, strict=True):
            layer[here][mask > 0] = scores[here][mask > 0]
    return maps


def _parts(blob: Mask, scores: Floats, least: float) -> tuple[Mask, ...]:
    """What lies, what stands, and what is left of a blob of joined lines; () for one line."""
    sureness = cv2.mean(scores, blob)[0]
    _, fill = _rectangle(blob)
    thickness = _thickness(blob)
    if fill >= _FILLED or sureness < _SURE or thickness < _THIN:
        return ()
    is_dropped = fill * sureness < least
    run = round(_RUN * thickness) | 1  # odd, as an even kernel clips the edge
    lying, standing = _runs(blob, (run, 1)), _runs(blob, (1, run))
    lying, standing = _evened(lying), _evened(standing.T).T
    if not (lying.any() and standing.any()) and not is_dropped:
        return ()  # it bends, and is read as it is
    left = blob & ~(lying | standing)
    parts = [part for mask in (lying, standing) for part in _blobs(mask)]
    if sum(part.sum() for part in parts if _is_line(part, thickness)) < _MOSTLY * blob.sum():
        return ()
    return tuple(_straight(mask, thickness) for mask in (lying, standing, left))


def _is_line(part: Mask, thickness: float) -> bool:
    length, fill = _rectangle(part)
    return length >= (_STRAIGHT_LONG if fill >= _STRAIGHT else _LONG) * thickness


def _runs(blob: Mask, size: tuple[int, int]) -> Mask:
    """What of a blob lies in runs as long as ``size`` (width, height)."""
    kernel = np.ones(size[::-1], np.uint8)
    opened = cv2.morphologyEx(
        blob, cv2.MORPH_OPEN, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0
    )
    return np.asarray(opened, np.uint8)


def _evened(lying: Mask) -> Mask:
    """Lines without the bits of columns that are as wide as a run where they cross."""
    kept = np.zeros_like(lying)
    for part in _blobs(lying):
        thick = part.sum(axis=0)
        at = np.flatnonzero(thick)
        usual = np.median(thick[at])
        plain = at[thick[at] <= _BUMP * usual]
        rows = np.arange(len(part))[:, None]
        middles = (part * rows).sum(axis=0)[plain] / thick[plain]
        bend = np.polyfit(plain, middles, min(2, len(plain) - 1))
        course = np.polyval(bend, np.arange(part.shape[1]))
        kept |= part & (np.abs(rows - course) <= _BUMP * usual / 2)
    return kept


def _straight(mask: Mask, thickness: float) -> Mask:
    """The blobs that are straight enough; others are cut until they are, or left out."""
    kept = np.zeros_like(mask)
    for part in _blobs(mask):
        if part.sum() < _LEAST * thickness**2:
            continue
        if _rectangle(part)[1] >= _BENT:
            kept |= part
            continue
        ys, xs = np.nonzero(part)
        down, across = np.ptp(ys), np.ptp(xs)
        if max(down, across) < 2 * _SHORTEST * thickness:
            continue
        if down > across:
            part[int(ys.mean())] = 0
        else:
            part[:, int(xs.mean())] = 0
        kept |= _straight(part, thickness)
    return kept


def _blobs(mask: Mask) -> Iterator[Mask]:
    count, labels = cv2.connectedComponents(mask)
    for label in range(1, count):
        yield (labels == label).astype(np.uint8)


def _rectangle(blob: Mask) -> tuple[float, float]:
    """The longer side of the smallest rectangle round a blob, and how much of it the blob fills."""
    _, sides, _ = cv2.minAreaRect(cv2.findNonZero(blob))
    # Pixels have a size: their middles span one less.
    shorter, longer = sorted(side + 1 for side in sides)
    return longer, float(blob.sum()) / (shorter * longer)


def _thickness(blob: Mask) -> float:
    """Of the lines that make up a blob, px: area by half the way round it."""
    outlines, _ = cv2.findContours(blob, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    return 2 * float(blob.sum()) / max(1.0, sum(cv2.arcLength(o, True) for o in outlines))
