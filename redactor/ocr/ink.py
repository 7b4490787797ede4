"""Which pixels of a strip are ink of its own line: not ruling lines, not the lines around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.ocr.strips import Strip

_INK_DEPTH = 0.25  # share of the way from paper to the darkest ink that counts as ink
_MIN_CONTRAST = 24  # grey levels between paper and ink; below it nothing can be told apart
_RULING_ACROSS = 4.0  # line heights: a longer straight horizontal run is a ruling line
_RULING_DOWN = 1.3
_RULING_SHORT = 0.9  # of the strip: in a short strip a ruling line is no longer than this
_RULING_THICK = 0.15  # line heights: a stroke cut by a thicker one is not put together again
_RULING_LEAN = 0.05  # line heights: so far beside its straight run lies what a lean leaves of it
RULING_GAP = 0.1  # line heights: so much of an upright one poor toner leaves out
_RULING_WIDE = 0.25  # line heights: what leans too much for a straight run is no wider
_TALLEST_GLYPH = 1.45
_LIT_WIDTH = 2  # line heights: over so much of a line its light hardly changes
_SHADOW = 0.3  # the darkest paper in a shadow, of the lightest: below it is another ground
_SPECK = 0.003  # of the squared line height: smaller blobs are dirt


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink of one strip, in pixels of its ``wide`` image. ``is_blank``: no glyph of the line's own
    was made out; there may be ink all the same that runs out of the line.
    """

    mask: NDArray[np.bool_]
    columns: NDArray[np.int64]  # inked pixels of each column
    darkness: NDArray[np.float64]  # of each column: its inked pixels weighed by how dark they are
    top: int  # rows of the line's usual band, half-open
    bottom: int
    is_blank: bool = False


def ink_of(strip: Strip) -> Ink:
    """Ink of the glyphs whose middle lies on the line itself, and what runs through the line."""
    grey, depths = _levels(strip)
    height, m = strip.height, strip.margin
    dark = _without_rulings(cv2.LUT(grey, (depths >= _INK_DEPTH).astype(np.uint8)), height)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    middle = centres[:, 1] - m
    speck = stats[:, cv2.CC_STAT_AREA] < _SPECK * height * height
    tall = (stats[:, cv2.CC_STAT_HEIGHT] > _TALLEST_GLYPH * height) & ~speck
    keep = (middle >= -0.05 * height) & (middle <= 1.05 * height) & ~tall & ~speck
    keep[0] = tall[0] = False
    mask = np.asarray(keep[labels])
    is_blank = not mask.any()
    narrow = stats[:, cv2.CC_STAT_WIDTH] <= _RULING_WIDE * height
    tall &= ~(narrow & (stats[:, cv2.CC_STAT_HEIGHT] >= _RULING_SHORT * dark.shape[0]))
    # Glyphs that hang together with a seal, a pen stroke or the next line: of those the line's
    # own rows. Without them the glyph has no ink, and its box shrinks to nothing.
    mask[m : m + height] |= tall[labels[m : m + height]]
    top, bottom = _band(stats[keep & (np.arange(count) > 0)], strip)
    darkness = np.where(mask, cv2.LUT(grey, depths), 0.0).sum(axis=0)
    return Ink(mask, mask.sum(axis=0, dtype=np.int64), darkness, top, bottom, is_blank)


def _without_rulings(dark: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    """``dark`` (0 or 1) less its ruling lines; glyphs that one of them crosses stay whole."""
    across = min(_RULING_ACROSS * height, _RULING_SHORT * dark.shape[1])
    down = min(_RULING_DOWN * height, _RULING_SHORT * dark.shape[0])
    lean = max(1, round(_RULING_LEAN * height))
    thick = round(_RULING_THICK * height) + 2 + 2 * lean
    gap_px = 1 + round(RULING_GAP * height)
    # Strokes of 一一 stand as close as the pieces of a worn ruling that lies.
    for size, gap, beside, over in (
        ((max(3, round(across)), 1), 1, (1, 2 * lean + 1), (1, thick)),
        ((1, max(3, round(down))), gap_px, (2 * lean + 1, 1), (thick, 1)),
    ):
        mended = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((gap, 1), np.uint8))
        # What an opening with a long line leaves is ruling; of one that leans, the midst alone.
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        rulings = cv2.morphologyEx(mended, cv2.MORPH_OPEN, kernel)
        sides = cv2.getStructuringElement(cv2.MORPH_RECT, beside)
        rulings = dark & cv2.dilate(rulings, sides)
        rest = dark & (1 - rulings)
        # A stroke with ink on both sides of the ruling runs through it.
        bridge = cv2.getStructuringElement(cv2.MORPH_RECT, over)
        dark = rest | (rulings & cv2.morphologyEx(rest, cv2.MORPH_CLOSE, bridge))
    return np.asarray(dark, np.uint8)


def dark_of(strip: Strip) -> NDArray[np.bool_]:
    """Pixels that are ink, of whatever."""
    grey, depths = _levels(strip)
    return np.asarray((depths >= _INK_DEPTH)[grey])


def contrast_of(strip: Strip) -> float:
    """Grey levels between paper and ink, dark or light, in the midst of the line."""
    low, paper, high = _percentiles(cv2.cvtColor(strip.line, cv2.COLOR_RGB2GRAY), (2, 50, 98))
    return max(paper - low, high - paper)


def depth_of(strip: Strip) -> NDArray[np.float64]:
    """How far each pixel is on the way from paper (0) to full ink (1), light ink or dark."""
    grey, depths = _levels(strip)
    return np.asarray(cv2.LUT(grey, depths), np.float64)


def _levels(strip: Strip) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The strip in grey, and how deep in ink each of its 256 levels is."""
    grey = _evenly_lit(cv2.cvtColor(strip.wide, cv2.COLOR_RGB2GRAY), strip.height)
    low, paper, high = _percentiles(grey, (2, 50, 98))
    levels = np.arange(256, dtype=float)
    if high - paper > 2 * (paper - low):  # white on a dark ground
        levels, low, paper = -levels, -high, -paper
    if paper - low < _MIN_CONTRAST:
        return grey, np.zeros(256)
    return grey, np.clip((paper - levels) / (paper - low), 0.0, 1.0)


def _percentiles(grey: NDArray[np.uint8], shares: Sequence[float]) -> list[float]:
    """``np.percentile`` of grey levels, by counting them: a tenth of its time."""
    counts = np.cumsum(np.bincount(grey.ravel(), minlength=256))
    found = []
    for share in shares:
        at = share / 100 * (grey.size - 1)
        below, above = np.searchsorted(counts, (int(at), -int(-at // 1)), side="right")
        found.append(float(below + (above - below) * (at - int(at))))
    return found


def _evenly_lit(grey: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    """The strip as if no shadow fell across it: else its dark end would all be ink."""
    count = grey.shape[1] // max(1, _LIT_WIDTH * height)
    if count < 2:
        return grey
    ends = np.linspace(0, grey.shape[1], count + 1).astype(int)
    paper = [_percentiles(grey[:, a:b], (50,))[0] for a, b in pairwise(ends)]
    if not max(paper) * _SHADOW < min(paper) < max(paper) - _MIN_CONTRAST / 2:
        return grey  # even light, or a dark cell beside a light one
    light = np.interp(np.arange(grey.shape[1]), (ends[:-1] + ends[1:]) / 2, paper)
    return np.asarray(np.minimum(255.0, np.round(grey * (max(paper) / light))), np.uint8)


def _band(stats: NDArray[np.int32], strip: Strip) -> tuple[int, int]:
    """Rows that most of the line's ink keeps to; the detector's rectangle without ink."""
    m, height = strip.margin, strip.height
    tall = stats[stats[:, cv2.CC_STAT_HEIGHT] >= 0.4 * height]
    if not len(tall):
        return m, m + height
    tops = tall[:, cv2.CC_STAT_TOP]
    bottoms = tops + tall[:, cv2.CC_STAT_HEIGHT]
    return _quartile(tops, 0.25), _quartile(bottoms, 0.75)


def _quartile(values: NDArray[np.int32], share: float) -> int:
    """``int(np.percentile())``, whose own cost is ten times that of these few values."""
    ordered = sorted(values.tolist())
    at = share * (len(ordered) - 1)
    below, above = ordered[int(at)], ordered[-int(-at // 1)]
    return int(below + (above - below) * (at - int(at)))
