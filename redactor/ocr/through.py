"""The front of a sheet whose back shows through it, read as if there were paper below its print.

A digit alone in its cell is not even found where words of the back lie under it, and a name
becomes one line with them. In a mirror the back reads well, so that it is known for what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from redactor.ocr.mirrored import CLEARLY, mirrored
from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners, common_area, cut, is_tall, size_of
from redactor.ports import Image
from redactor.textnorm import is_han

_PALE = 0.5  # of the usual contrast: what shines through is paler
_FRINGE = 0.12  # line heights: so far round black print its own strokes fade out
_ACROSS, _DOWN = 2.5, 1.1  # line heights: no stroke is as long
_TRIAL = 4  # pale lines looked at in the mirror, the longest
_WORDS = 5  # characters: 一 and 口 read as well from behind
_SURE = 0.9
_WELL = 0.95  # nothing of the back runs into a line that reads so
_LEGIBLE = 0.6
_PRINTED = 0.01  # of its pixels: specks are less
_SCRAP = 3  # glyphs
_MOST = 0.9  # of a line's print


@dataclass(frozen=True, slots=True)
class Front:
    """``plain``: the page without its back; ``black``: its print, 255, without ruling lines."""

    plain: Image
    black: Image

    @classmethod
    def of(cls, image: Image, depth: float, height: float) -> Front:
        """``depth``: grey levels from paper to what is print; ``height``: of the usual line."""
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        paper = float(np.median(grey))
        black = (grey < paper - depth).astype(np.uint8) * 255
        width = 2 * max(1, round(_FRINGE * height)) + 1
        around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
        near = cv2.dilate(black, around)
        plain = np.where(near > 0, grey, np.uint8(paper))
        for size in ((round(_ACROSS * height), 1), (1, round(_DOWN * height))):
            kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
            rulings = cv2.morphologyEx(black, cv2.MORPH_OPEN, kernel)
            black = cv2.subtract(black, cv2.dilate(rulings, around))
        return cls(_as_image(plain), _as_image(black))

    def is_printed(self, corners: Corners) -> bool:
        """Whether there is black print in a rectangle."""
        return _share(self.black, corners) >= _PRINTED


def usual_contrast(lines: Sequence[ReadLine], floor: float) -> float:
    """Of the lines that read well; 0 where none does."""
    usual = [read.contrast for read in lines if read.line.confidence >= floor]
    return float(np.median(usual)) if usual else 0.0


def is_pale(line: ReadLine, usual: float) -> bool:
    """Whether a line is as pale as the back of its sheet, beside the ``usual`` contrast."""
    return line.contrast < _PALE * usual


def past_back(
    image: Image,
    lines: Sequence[ReadLine],
    floor: float,
    detect: Callable[[Image], list[Corners]],
    read: Callable[[Image, Sequence[Corners]], list[ReadLine]],
) -> list[ReadLine]:
    """The lines of a page, its print read without the back where that shows through."""
    usual = usual_contrast(lines, floor)
    if not _shows_through(image, [r for r in lines if is_pale(r, usual)], read):
        return list(lines)
    height = float(np.median([min(size_of(r.line.corners)) for r in lines]))
    front = Front.of(image, _PALE * usual, height)
    known = [r.line.corners for r in lines if r.line.confidence >= _WELL]
    places = [c for c in detect(front.plain) if not any(_is_same(c, k) for k in known)]
    seen = read(front.plain, places)
    better = [r for r in seen if r.line.confidence >= _LEGIBLE and not _is_scrap(r, floor)]
    told = np.zeros_like(front.black)
    for one in better:
        cv2.fillConvexPoly(told, np.rint(one.line.corners).astype(np.int32), (255, 255, 255))
    untold = np.asarray(cv2.subtract(front.black, told), np.uint8)
    kept = [r for r in lines if not _is_told(r, better, front, untold)]
    return [_without_rulings(r, front) for r in kept] + better


def _is_scrap(line: ReadLine, floor: float) -> bool:
    """Whether it was read, poorly, as a letter or two: a certificate's border, seen in pieces."""
    glyphs = [g.char for g in line.line.glyphs if not g.char.isspace()]
    telling = any(is_han(c) or c.isdigit() for c in glyphs)
    return line.line.confidence < floor and len(glyphs) <= _SCRAP and not telling


def _without_rulings(line: ReadLine, front: Front) -> ReadLine:
    """The line, as pale as the back that it is, though a table's rulings run through it."""
    is_front = line.line.confidence >= _SURE or front.is_printed(line.line.corners)
    return line if is_front else replace(line, contrast=0.0)


def _shows_through(
    image: Image,
    pale: Sequence[ReadLine],
    read: Callable[[Image, Sequence[Corners]], list[ReadLine]],
) -> bool:
    """Whether one of the longest pale lines reads in the mirror alone."""
    some = [r for r in pale if r.line.confidence < _SURE and not is_tall(r.line.corners)]
    some = sorted(some, key=lambda r: -max(size_of(r.line.corners)))[:_TRIAL]
    seen = read(image, [mirrored(r.line.corners) for r in some]) if some else []
    return any(
        sum(g.char.isalnum() for g in other.line.glyphs) >= _WORDS
        and other.line.confidence > max(_SURE, line.line.confidence + CLEARLY)
        for line, other in zip(some, seen, strict=True)
    )


def _is_told(line: ReadLine, better: Sequence[ReadLine], front: Front, untold: Image) -> bool:
    """Whether the reading without the back says all that a line says in black, and is no worse."""
    corners = line.line.corners
    there = [b for b in better if _meet(b.line.corners, corners)]
    if not there or _reads_what_is_pale(line, front):
        return False
    worst = min(b.line.confidence for b in there)
    least = (1 - _MOST) * _share(front.black, corners)
    return worst > line.line.confidence - CLEARLY and _share(untold, corners) <= least


def _reads_what_is_pale(line: ReadLine, front: Front) -> bool:
    """Whether words of the line are surely read in ink as pale as the back's: they stand here."""
    if line.line.confidence < _SURE:
        return False  # in a long line some of what is read from behind looks sure
    pale = [
        g.corners is not None
        and g.score >= _SURE
        and not front.is_printed(np.array(g.corners, np.float32))
        for g in line.line.glyphs
    ]
    return any(a and b for a, b in pairwise(pale))


def _share(layer: Image, corners: Corners) -> float:
    """Share of a rectangle that is white in ``layer``."""
    return float(cut(layer, corners).line.mean()) / 255


def _as_image(plane: cv2.typing.MatLike) -> Image:
    return np.asarray(cv2.merge([plane] * 3), np.uint8)


def _meet(one: Corners, other: Corners) -> bool:
    return common_area(one, other) > 0.2 * min(cv2.contourArea(one), cv2.contourArea(other))


def _is_same(one: Corners, other: Corners) -> bool:
    """Whether two rectangles are the same line's."""
    return common_area(one, other) > 0.7 * max(cv2.contourArea(one), cv2.contourArea(other))
