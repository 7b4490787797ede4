"""Own values on the back of a sheet that shines through its front, too pale for the first look.

Whoever turns such a page over reads them. What is paler than print is brought out and read in a
mirror; where print of the front lies there, no mark could take the one and leave the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.ocr.layout import Line
from redactor.ocr.mirrored import holds, mirrored
from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners, common_area
from redactor.ports import Image

_HALF = 2  # pixels of the page to one that is looked at
_GROUND = 8, 21  # smaller still, the paper alone is left by a median so wide
_PALE, _PRINT = 5, 45  # grey levels below paper: between them is what shines through
_EDGES = np.ones((9, 9), np.uint8)  # of print
_HEIGHT, _LEAST = (8, 45), 40  # pixels of the half: a character's height and area
_WORDS = 25  # characters: 29 of 41 pages with blank backs had fewer, the backs that show 47 or more
_LEGIBLE = 0.6
_SHARED = 0.5  # of a place


def lines_behind(
    image: Image,
    detect: Callable[[Image], list[Corners]],
    read: Callable[[Image, Sequence[Corners]], list[ReadLine]],
    texts: Collection[str],
    marks: Sequence[ReadLine],
) -> list[ReadLine]:
    """What of the back may be an own value, where it lies on the front.

    ``texts`` spell the values, without white space. ``marks``: lines of the front that are as pale
    as the back and read well as they stand: of a watermark 高 looks alike in the mirror.
    """
    if not texts or _characters(_pale(image[::_HALF, ::_HALF])) < _WORDS:
        return []
    dark = cv2.convertScaleAbs(_pale(image), alpha=255 / _PRINT)
    back = np.ascontiguousarray(cv2.merge([255 - dark] * 3)[:, ::-1])
    lines = read(back, detect(back))
    return [
        replace(r, line=Line(_turned(corners, image.shape[1]), r.line.glyphs))
        for r in lines
        if r.line.confidence >= _LEGIBLE and holds(r, texts)
        for corners in _places(r, texts)
        if not _is_of_front(_turned(corners, image.shape[1]), marks)
    ]


def _is_of_front(corners: Corners, marks: Sequence[ReadLine]) -> bool:
    near = [r for r in marks if common_area(corners, r.line.corners)]
    glyphs = [g.corners for r in near for g in r.line.glyphs if g.corners is not None]
    shared = sum(common_area(corners, np.array(glyph, np.float32)) for glyph in glyphs)
    return shared >= _SHARED * max(1.0, cv2.contourArea(corners))


def _pale(image: Image) -> NDArray[np.int16]:
    """Grey levels below the paper round it, in uneven light, too; 0 where print is."""
    grey = cv2.GaussianBlur(image[..., 1], (0, 0), 0.8)
    height, width = grey.shape
    size = max(1, width // _GROUND[0]), max(1, height // _GROUND[0])
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    paper = cv2.resize(cv2.medianBlur(small, _GROUND[1]), (width, height))
    below = np.clip(np.asarray(paper, np.int16) - grey, 0, 255)
    below[cv2.dilate((below > _PRINT).astype(np.uint8), _EDGES) > 0] = 0
    return np.asarray(below, np.int16)


def _characters(pale: NDArray[np.int16]) -> int:
    """About how many characters the specks may be; those of a word may touch."""
    mask = np.asarray(pale > _PALE, np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    width, height, area = stats[1:, 2:5].T
    least, most = _HEIGHT
    sized = (width >= least) & (height >= least) & (height <= most) & (area >= _LEAST)
    return int(np.maximum(1, width[sized] // height[sized]).sum())


def _places(read: ReadLine, texts: Collection[str]) -> list[Corners]:
    """The values in a line alone, for print of the front may stand beside them."""
    glyphs = [g for g in read.line.glyphs if g.corners is not None and not g.char.isspace()]
    said = "".join(g.char for g in glyphs)
    spans = [m.span() for text in texts for m in re.finditer(re.escape(text), said)]
    parts = [glyphs[a:b] for a, b in spans] + [read.line.glyphs[a:b] for a, b in read.near]
    ends = [[g.corners for g in (part[0], part[-1])] for part in parts if part]
    places = [
        np.array([first[0], last[1], last[2], first[3]], np.float32)
        for first, last in ends
        if first is not None and last is not None
    ]
    return places or [read.line.corners]


def _turned(corners: Corners, width: int) -> Corners:
    turned = mirrored(corners).copy()
    turned[:, 0] = width - 1 - turned[:, 0]
    return turned
