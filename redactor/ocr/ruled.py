"""Lines of text that run through the rulings of a table, parted there.

│1│岳秋生│广站│    narrow cells stand so close that the detector sees one line, and what wraps in
                   its cell is read between its neighbours
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.ocr.ink import RULING_GAP, dark_of
from redactor.ocr.strips import Corners, Strip, cut, is_tall, size_of
from redactor.ports import Image

Mask = NDArray[np.bool_]
Span = tuple[int, int]  # columns of a strip, half-open

_LINE_SHAPE = 1.8  # width to height: what is shorter holds no two cells
_WHOLE = 0.97  # of a line's height: a ruling runs through, no stroke of a glyph does
_BEYOND = 0.5  # of what lies above the line, or below
_ROOM = 0.27  # line heights from ink to ink: glyphs stand 0.1 apart, cells 0.33
_THICK = 0.15  # line heights: a ruling is no thicker
_BESIDE = 0.45  # of the pixels beside a ruling: where more are dark, it bends, as a seal does
_COLOURED = 45  # of 255
_WIDE = 1.0  # line heights: two Han characters; boxes of single figures stay one line
_INKED = 0.02  # of a cell's pixels
_PAD = 0.2  # line heights of paper left beside the ink of a cell


def parted_at_rulings(image: Image, rectangles: Sequence[Corners]) -> list[Corners]:
    """The rectangles, those that hold several cells of a table cut into one for each."""
    return [part for corners in rectangles for part in _parts(image, corners)]


def _parts(image: Image, corners: Corners) -> list[Corners]:
    width, height = size_of(corners)
    if is_tall(corners) or width < _LINE_SHAPE * height:
        return [corners]
    strip = cut(image, corners)
    dark = dark_of(strip)
    rulings = list(_rulings(strip, dark))
    if not rulings:
        return [corners]
    cells = _joined(list(_cells(strip, dark, rulings)), strip)
    if len(cells) < 2:
        return [corners]
    return [_part(corners, left / strip.width, right / strip.width) for left, right in cells]


def _rulings(strip: Strip, dark: Mask) -> Iterator[Span]:
    """Columns of the line that are dark from top to bottom, thin and straight, in white."""
    m, end = strip.margin, strip.margin + strip.height
    worn = np.ones((1 + round(RULING_GAP * strip.height), 1), np.uint8)
    mended = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_CLOSE, worn)
    # Above the first row of a table or below its last the ruling ends.
    beyond = np.maximum(mended[:m].mean(axis=0), mended[end:].mean(axis=0))
    through = (mended[m:end].mean(axis=0) >= _WHOLE) & (beyond >= _BEYOND)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], through, [False]])))
    line = dark[m:end]
    for left, right in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        # Not right beside it: there a blurred ruling is dark, too.
        beside = [line[:, x].mean() for x in (left - 2, right + 1) if 0 <= x < line.shape[1]]
        pixels = strip.wide[m:end, left:right].mean(axis=(0, 1))
        is_thin = right - left <= max(3, _THICK * strip.height)
        is_straight = is_thin and np.mean(beside) <= _BESIDE
        if is_straight and np.ptp(pixels) < _COLOURED and _has_room(line, left, right):
            yield left - m, right - m


def _has_room(line: Mask, left: int, right: int) -> bool:
    """Whether there is more white at a ruling than between two glyphs of a word: the edge of a
    stamp crosses words.
    """
    inked = np.asarray(line.any(axis=0))
    dark = np.asarray(line.mean(axis=0))
    while left > 0 and dark[left - 1] > _BESIDE:  # blurred
        left -= 1
    while right < len(dark) and dark[right] > _BESIDE:
        right += 1
    before, after = np.flatnonzero(inked[:left]), right + np.flatnonzero(inked[right:])
    if not len(before) or not len(after):
        return True
    return bool(after[0] - before[-1] >= _ROOM * len(line))


def _cells(strip: Strip, dark: Mask, rulings: Sequence[Span]) -> Iterator[Span]:
    """Columns of the line between rulings that hold ink."""
    m = strip.margin
    inked = dark[m : m + strip.height, m : m + strip.width]
    ends = [(-m, 0), *rulings, (strip.width, strip.width + m)]
    for (_, start), (end, _) in pairwise(ends):
        left, right = max(0, start + 1), min(strip.width, end - 1)
        if right - left < 2 or inked[:, left:right].mean() < _INKED:
            continue
        at = left + np.flatnonzero(inked[:, left:right].any(axis=0))
        yield int(at[0]), int(at[-1]) + 1


def _joined(cells: Sequence[Span], strip: Strip) -> list[Span]:
    """The cells with some paper beside their ink, narrow ones that stand beside each other as one:
    an ID number over 18 boxes.
    """
    out: list[Span] = []
    was_narrow = False
    for left, right in cells:
        narrow = right - left < _WIDE * strip.height
        if narrow and was_narrow:
            out[-1] = out[-1][0], right
        else:
            out.append((left, right))
        was_narrow = narrow
    most = round(_PAD * strip.height)
    ends = [-2 * most, *(end for cell in out for end in cell), strip.width + 2 * most]
    pads = [min(most, (b - a) // 3) for a, b in zip(ends[::2], ends[1::2], strict=True)]
    return [
        (max(0, left - before), min(strip.width, right + after))
        for (left, right), before, after in zip(out, pads, pads[1:], strict=False)
    ]


def _part(corners: Corners, start: float, end: float) -> Corners:
    tl, tr, br, bl = corners
    upper, lower = tr - tl, br - bl
    return np.array(
        [tl + start * upper, tl + end * upper, bl + end * lower, bl + start * lower], np.float32
    )
