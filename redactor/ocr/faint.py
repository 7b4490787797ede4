"""Pale print on grainy and on washed-out pages: a watermark that the first look does not see.

The grain is smoothed, and what is a little darker than paper is drawn as dark as print. Black
print runs together then, so that this is a second look, at places where nothing was read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import cv2
import numpy as np

from redactor.ocr.mirrored import holds
from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners, common_area
from redactor.ports import Image
from redactor.textnorm import is_han

_SAMPLE = 4  # every so many rows tell a page's grain
_SMOOTH_PX = 1.5  # at 200 dpi: strokes of 9 pt are as wide
_GRAINY = 0.09  # of the way from paper to ink: watermarks on such pages were lost
_WASHED_OUT = 90  # grey levels from paper to ink
_PALE = 0.4  # of that way
_LEGIBLE = 0.6
_SURE = 0.95
_LEAST = 2  # characters
_SHARED = 0.2  # of a rectangle that lies in a line which was read


def may_hide_pale_print(image: Image) -> bool:
    """Whether a page's grain, or its lack of contrast, drowns what is paler than its text."""
    grey = cv2.cvtColor(image[::_SAMPLE], cv2.COLOR_RGB2GRAY).astype(np.float32)
    # Along rows: what lies between the rows of the sample is not known.
    smooth = cv2.GaussianBlur(grey, (0, 1), sigmaX=_SMOOTH_PX, sigmaY=1e-3)
    grain = 1.48 * float(np.median(np.abs(grey - smooth)))
    reach = _reach(smooth)
    return reach < _WASHED_OUT or grain > _GRAINY * reach


def _reach(grey: cv2.typing.MatLike) -> float:
    """Grey levels from paper to the darkest ink."""
    dark, paper = np.percentile(grey[:, ::_SAMPLE], (1, 50))
    return float(paper - dark)


def brought_out(image: Image) -> Image:
    """The page with all that is darker than its paper in black."""
    grey = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), (0, 0), _SMOOTH_PX)
    paper, reach = float(np.median(grey[::_SAMPLE, ::_SAMPLE])), max(8.0, _PALE * _reach(grey))
    levels = (np.arange(256, dtype=np.float32) - (paper - reach)) * (255 / reach)
    table = np.clip(levels, 0, 255).astype(np.uint8)
    return np.asarray(cv2.merge([cv2.LUT(grey, table)] * 3), np.uint8)


def pale_lines(
    image: Image,
    lines: Sequence[ReadLine],
    detect: Callable[[Image], list[Corners]],
    read: Callable[[Image, Sequence[Corners]], list[ReadLine]],
) -> list[ReadLine]:
    """Lines that only show once pale print is brought out; none where the page has no need."""
    if not may_hide_pale_print(image):
        return []
    plain = brought_out(image)
    known = [r.line.corners for r in lines]
    places = [c for c in detect(plain) if not _is_known(c, known)]
    found = read(plain, places) if places else []
    return [
        r
        for r in found
        if r.line.confidence >= _LEGIBLE and sum(g.char.isalnum() for g in r.line.glyphs) >= _LEAST
    ]


def may_hide(line: ReadLine, texts: Collection[str]) -> bool:
    """Whether an own value may be in a pale line, or the rest of one beside it: part of it may
    still hide. 专用 and 复印无效, read beyond doubt, say nothing of the kind.

    ``texts`` spell the values, without white space.
    """
    read = [g.char for g in line.line.glyphs if not g.char.isspace()]
    if line.line.confidence < _SURE or holds(line, texts) or not all(map(is_han, read)):
        return True
    return any(char in text for char in read for text in texts)


def _is_known(corners: Corners, known: Sequence[Corners]) -> bool:
    """Whether lines that were read lie there: characters one above the other are several."""
    shared = sum(common_area(corners, other) for other in known)
    return shared >= _SHARED * max(1.0, cv2.contourArea(corners))
