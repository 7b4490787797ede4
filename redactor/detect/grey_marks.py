"""Name stamps and fingerprints on grey copies, beside the labels they belong to.

Without colour a mark is told by its shape alone: a stamp by its frame, a fingerprint by ridges that
fill an oval. So they are looked for close to the label only.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Char
from redactor.detect.pen_ink import PressedMark, Window, without_print
from redactor.geometry import PxBox

Mask = NDArray[np.uint8]

_COLOURED = 40  # levels between channels: where there is such ink, marks are told by it
_COLOURED_SHARE = 5e-4
_DARKER = 20  # levels below the surrounding paper
_RULING_MM = 32.0  # longer straight strokes are no frame's
_CLOSING_MM = 1.6
_CORE_MM, _TIP_MM = 5.0, 1.5  # of a print without the hand over it, and beyond that
_STAMP_MM, _PRINT_MM = (11.0, 25.0), (11.0, 30.0)
_REACH_MM, _ROWS = 75.0, 2.0  # right of the label; heights of it above and below
_SQUARE = 0.90  # of the hull in its rectangle; of an oval 0.785
_OVAL = (0.70, 0.88)
_FRAME, _EDGE = 0.62, 0.09  # share of the border with ink; its width as a share of the side
_STRAIGHT_MM = 4.0
_FILLED = 0.2  # of a stamp's box with ink: its frame and characters
# An upright side's width and least length, and how unlevel two of them are together.
_SIDE_MM, _LEVEL_MM = (2.0, 8.0), 4.0
_FULL = 0.25  # share of ink between them: characters, and more than a hand's
_RIDGES = (0.30, 0.75)  # share of ink in a fingerprint's oval
_STROKES = 5  # ridges across its middle: a hand's loop has two or three


def grey_marks_in(window: Window, printed: Sequence[Char]) -> Iterator[PressedMark]:
    """Marks right of the label on a page without colour."""
    image = window.cut.image
    spread = image.max(axis=2).astype(np.int16) - image.min(axis=2)
    if np.count_nonzero(spread > _COLOURED) > _COLOURED_SHARE * spread.size:
        return
    mask, mm = _ink(window, printed), window.px_per_mm
    seen: list[PxBox] = []
    for box, solid in _shapes(mask, window):
        here = _within(mask, box)
        if solid >= _SQUARE and _sized(box, _STAMP_MM, 1.25, mm) and _is_framed(here):
            seen.append(box)
            yield PressedMark(box, is_square=True)
        oval = _OVAL[0] <= solid < _OVAL[1] and _sized(box, _PRINT_MM, 2.0, mm)
        if oval and _is_ridged(here):
            seen.append(box)
            yield PressedMark(box, is_square=False)
    # A hand that runs out of a mark is of one piece with it: of a print the core is an oval still,
    # of a stamp the frame a square.
    for box, solid in _shapes(_core(mask, mm), window):
        oval = _OVAL[0] <= solid < _OVAL[1] and _sized(box, _PRINT_MM, 2.0, mm)
        if oval and _is_ridged(_within(mask, box)) and not any(box.overlap(o) for o in seen):
            seen.append(box)
            yield PressedMark(box.grown(_TIP_MM * mm), is_square=False)
    across, down = _straight(mask, mm)
    frames = np.asarray(across | down, np.uint8)
    for box, solid in _shapes(frames, window):
        framed = _is_framed(_within(frames, box)) and float(_within(mask, box).mean()) >= _FILLED
        square = solid >= _SQUARE and _sized(box, _STAMP_MM, 1.25, mm)
        if square and framed and not any(box.overlap(other) for other in seen):
            seen.append(box)
            yield PressedMark(box, is_square=True)
    for box in _between_sides(mask, down, mm):
        if _stands_beside(box, window) and not any(box.overlap(other) for other in seen):
            seen.append(box)
            yield PressedMark(box, is_square=True, is_whole=False)


def _between_sides(mask: Mask, down: Mask, mm: float) -> Iterator[PxBox]:
    """Squares full of ink of which two upright sides show, among the straight strokes ``down``:
    a ruling or print hides the others.
    """
    sides = [
        PxBox(x, y, x + w, y + h)
        for x, y, w, h, _ in cv2.connectedComponentsWithStats(down)[2][1:].tolist()
        if w <= _SIDE_MM[0] * mm and _SIDE_MM[1] * mm <= h <= _STAMP_MM[1] * mm
    ]
    for left, right in itertools.permutations(sides, 2):
        side = right.x1 - left.x0
        level = abs(left.y0 - right.y0) + abs(left.y1 - right.y1) <= _LEVEL_MM * mm
        if not level or not _STAMP_MM[0] * mm <= side <= _STAMP_MM[1] * mm:
            continue
        top, foot = min(left.y0, right.y0), max(left.y1, right.y1)
        if _within(mask, PxBox(left.x0, top, right.x1, foot)).mean() >= _FULL:
            yield PxBox(left.x0, min(top, foot - side), right.x1, max(foot, top + side))


def _core(mask: Mask, mm: float) -> Mask:
    """What is thick once gaps between ridges are closed: no stroke of a hand is."""
    closed, thick = (
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
        for side in (max(3, round(_CLOSING_MM * mm)), max(3, round(_CORE_MM * mm)))
    )
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, closed)
    return np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, thick), np.uint8)


def _straight(mask: Mask, mm: float) -> tuple[Mask, Mask]:
    """What of the ink is in straight strokes, as long as no hand's: across, and down."""
    long = round(_STRAIGHT_MM * mm)
    across = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    return np.asarray(across, np.uint8), np.asarray(down, np.uint8)


def _shapes(mask: Mask, window: Window) -> Iterator[tuple[PxBox, float]]:
    """Pieces of ink beside the label, and how much of their rectangles they fill."""
    side = max(3, round(_CLOSING_MM * window.px_per_mm))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    for contour in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        x, y, w, h = cv2.boundingRect(contour)
        box = PxBox(x, y, x + w, y + h)
        if _stands_beside(box, window):
            (_, _), (a, b), _ = cv2.minAreaRect(contour)
            yield box, cv2.contourArea(cv2.convexHull(contour)) / max(1.0, a * b)


def _within(mask: Mask, box: PxBox) -> Mask:
    return mask[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]


def _ink(window: Window, printed: Sequence[Char]) -> Mask:
    grey = cv2.cvtColor(window.cut.image, cv2.COLOR_RGB2GRAY)
    mm = window.px_per_mm
    mask: Mask = cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, round(16 * mm) | 1, _DARKER
    ).astype(np.uint8)
    long = round(_RULING_MM * mm)
    for shape in ((1, long), (long, 1)):
        ruling = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        mask[cv2.dilate(ruling, np.ones((3, 3), np.uint8)) > 0] = 0
    without_print(mask, window, printed)
    return mask


def _stands_beside(box: PxBox, window: Window) -> bool:
    label = window.label
    rows = _ROWS * label.height
    level = box.y0 - rows <= label.y1 and box.y1 + rows >= label.y0
    return level and box.x1 > label.x0 and box.x0 <= label.x1 + _REACH_MM * window.px_per_mm


def _sized(box: PxBox, sides_mm: tuple[float, float], flattest: float, mm: float) -> bool:
    short, long = min(box.width, box.height), max(box.width, box.height)
    return sides_mm[0] * mm <= short and long <= sides_mm[1] * mm and long <= flattest * short


def _is_framed(here: Mask) -> bool:
    """Whether ink runs along all four sides."""
    by = max(2, round(_EDGE * min(here.shape)))
    sides = (here[:by].max(axis=0), here[-by:].max(axis=0), here[:, :by].max(axis=1))
    return all(side.mean() >= _FRAME for side in (*sides, here[:, -by:].max(axis=1)))


def _is_ridged(here: Mask) -> bool:
    """Whether many fine strokes fill an oval."""
    height, width = here.shape
    oval = np.zeros(here.shape, np.uint8)
    cv2.ellipse(oval, (width // 2, height // 2), (width // 2, height // 2), 0, 0, 360, 1, -1)
    share = float(here[oval > 0].mean())
    lines = (here[:, width // 2], here[height // 2])
    strokes = [int(np.count_nonzero(np.diff(line.astype(np.int8)) == 1)) for line in lines]
    return _RIDGES[0] <= share <= _RIDGES[1] and max(strokes) >= _STROKES
