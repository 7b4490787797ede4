"""Which pixels of a strip are ink of its own line: not ruling lines, not the lines around."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.ocr.strips import Strip

_INK_DEPTH = 0.25  # share of the way from paper to the darkest ink that counts as ink
_MIN_CONTRAST = 24  # grey levels between paper and ink; below it nothing can be told apart
_RULING_ACROSS = 4.0  # line heights: a longer straight horizontal run is a ruling line
_RULING_DOWN = 1.3
_RULING_SHORT = 0.9  # of the strip: in a short strip a ruling line is no longer than this
_TALLEST_GLYPH = 1.45
_SPECK = 0.003  # of the squared line height: smaller blobs are dirt


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink of one strip, in pixels of its ``wide`` image."""

    mask: NDArray[np.bool_]
    columns: NDArray[np.int64]  # inked pixels of each column
    darkness: NDArray[np.float64]  # of each column: its inked pixels weighed by how dark they are
    top: int  # rows of the line's usual band, half-open
    bottom: int

    @property
    def is_blank(self) -> bool:
        return not bool(self.columns.any())


def ink_of(strip: Strip) -> Ink:
    """Ink of the glyphs whose middle lies on the line itself."""
    depth = depth_of(strip)
    dark = (depth >= _INK_DEPTH).astype(np.uint8)
    height, m = strip.height, strip.margin
    across = min(_RULING_ACROSS * height, _RULING_SHORT * dark.shape[1])
    down = min(_RULING_DOWN * height, _RULING_SHORT * dark.shape[0])
    for size in ((max(3, round(across)), 1), (1, max(3, round(down)))):
        # What an opening with a long line leaves is ruling; glyphs that cross it stay.
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        dark &= 1 - cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    middle = centres[:, 1] - m
    keep = (
        (middle >= -0.05 * height)
        & (middle <= 1.05 * height)
        & (stats[:, cv2.CC_STAT_HEIGHT] <= _TALLEST_GLYPH * height)
        & (stats[:, cv2.CC_STAT_AREA] >= _SPECK * height * height)
    )
    keep[0] = False
    mask = keep[labels]
    top, bottom = _band(stats[keep & (np.arange(count) > 0)], strip)
    darkness = np.where(mask, depth, 0.0).sum(axis=0)
    return Ink(mask, mask.sum(axis=0, dtype=np.int64), darkness, top, bottom)


def dark_of(strip: Strip) -> NDArray[np.bool_]:
    """Pixels that are ink, of whatever."""
    return np.asarray(depth_of(strip) >= _INK_DEPTH)


def depth_of(strip: Strip) -> NDArray[np.float64]:
    """How far each pixel is on the way from paper (0) to full ink (1), light ink or dark."""
    grey = cv2.cvtColor(strip.wide, cv2.COLOR_RGB2GRAY).astype(float)
    low, paper, high = np.percentile(grey, (2, 50, 98))
    if high - paper > 2 * (paper - low):  # white on a dark ground
        grey, low, paper = -grey, -high, -paper
    if paper - low < _MIN_CONTRAST:
        return np.zeros(grey.shape)
    return np.asarray(np.clip((paper - grey) / (paper - low), 0.0, 1.0))


def _band(stats: NDArray[np.int32], strip: Strip) -> tuple[int, int]:
    """Rows that most of the line's ink keeps to; the detector's rectangle without ink."""
    m, height = strip.margin, strip.height
    tall = stats[stats[:, cv2.CC_STAT_HEIGHT] >= 0.4 * height]
    if not len(tall):
        return m, m + height
    tops = tall[:, cv2.CC_STAT_TOP]
    bottoms = tops + tall[:, cv2.CC_STAT_HEIGHT]
    return int(np.percentile(tops, 25)), int(np.percentile(bottoms, 75))
