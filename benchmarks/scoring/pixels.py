"""How much of a printed thing is still to be seen: original ink against the finished page.

Mere darkness proves nothing (a bar is dark, a mark's token is dark). A pixel of ink counts as
still there when the *pattern* around it is: the small window about it correlates with the
original and has kept some of its contrast.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.scoring.pages import Grey, PageImage
from benchmarks.truth import Quad

Mask = NDArray[np.bool_]

_WINDOW_PT = 2.9  # a quarter of a 11 pt character: holds a stroke and what is beside it
_LARGE = 0.36  # of a glyph
_ALIKE = 0.80  # correlation of two windows that show the same
_FADED = 0.12  # share of the contrast that still lets one read
_INK = 45.0  # grey levels below the paper
LEAK_SHARE = 0.15  # of a glyph's ink: a radical is enough to guess a name
KEPT_SHARE = 0.85
_DRAWN_OVER = 0.04  # of the quad's pixels
_CHANGED = 70.0  # grey levels: more than a new JPEG coding does


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two renderings of one page of the same pixel size, and where they show the same."""

    before: PageImage
    after: Grey = field(repr=False)
    same: Mask = field(repr=False)  # the pattern around the pixel is the original's
    texture: Grey = field(repr=False)  # standard deviation in the original's window

    def ink(self, quad: Quad) -> tuple[tuple[slice, slice], Mask]:
        """Where the quad lies on the page, and which of its pixels carry original ink."""
        where, inside = self.region(quad, 0.0)
        crop = self.before.grey[where]
        paper = float(np.percentile(self.before.grey[self.region(quad, 2.0)[0]], 90))
        darkest = float(crop[inside].min()) if inside.any() else paper
        limit = min(paper - _INK, (paper + darkest) / 2)
        return where, inside & (crop < limit)

    def region(self, quad: Quad, grown_pt: float) -> tuple[tuple[slice, slice], Mask]:
        """The quad's upright window, cut at the page's edge, and the quad's pixels in it."""
        corners = self.before.to_px(quad)
        grown = grown_pt * self.before.px_per_pt
        height, width = self.before.grey.shape
        x0, y0 = np.floor(corners.min(axis=0) - grown).astype(int)
        x1, y1 = np.ceil(corners.max(axis=0) + grown).astype(int)
        x0, y0 = max(0, int(x0)), max(0, int(y0))
        x1, y1 = min(width, int(x1)), min(height, int(y1))
        mask = np.zeros((max(0, y1 - y0), max(0, x1 - x0)), np.uint8)
        if mask.size:
            cv2.fillConvexPoly(mask, np.round(corners - 0.5 - (x0, y0)).astype(np.int32), 1)
        if grown and mask.size:
            mask = cv2.dilate(mask, np.ones((2 * round(grown) + 1,) * 2, np.uint8))
        return (slice(y0, y1), slice(x0, x1)), mask.astype(bool)

    def visible(self, quad: Quad) -> float | None:
        """Share of a glyph's ink still to be seen, 0 to 1; None where the original has none."""
        where, ink = self.ink(quad)
        count = int(ink.sum())
        return None if count < 3 else float((self.same[where] & ink).sum() / count)

    def leaks(self, quad: Quad) -> bool:
        """Whether so much of a glyph is left that it may be read.

        Strokes of a mark's token can cover strokes of a large glyph by chance: what the small
        window takes for the same must also be alike in a window of a good third of the glyph.
        """
        share = self.visible(quad)
        if share is None or share <= LEAK_SHARE:
            return False
        size = _odd(_LARGE * self.glyph_px(quad))
        where, ink = self.ink(quad)
        alike = self._near(quad, size, 0, 0)
        return float((alike & self.same[where] & ink).sum() / ink.sum()) > LEAK_SHARE / 2

    def kept(self, quad: Quad) -> bool:
        """Whether a glyph is whole: its ink still there, and nothing drawn over it.

        A file may place its picture a fraction of a pixel off, so small shifts are tried.
        """
        where, ink = self.ink(quad)
        count = int(ink.sum())
        if count < 3:
            return True
        if float((self.same[where] & ink).sum()) >= KEPT_SHARE * count:
            return self.added(quad) <= _DRAWN_OVER
        size = _odd(_WINDOW_PT * self.before.px_per_pt)
        steps = (-1.0, -0.5, 0.0, 0.5, 1.0)
        shares = [
            float((self._near(quad, size, dx, dy) & ink).sum() / count)
            for dx in steps
            for dy in steps
        ]
        return max(shares) >= KEPT_SHARE

    def glyph_px(self, quad: Quad) -> float:
        """The longer side of a quad, in pixels."""
        corners = self.before.to_px(quad)
        width, height = corners.max(axis=0) - corners.min(axis=0)
        return float(max(width, height))

    def _near(self, quad: Quad, size: int, dx: float, dy: float) -> Mask:
        """Where the quad's window is alike in patterns of ``size``, the page moved a little."""
        (rows, columns), _ = self.region(quad, 0.0)
        pad = size + 2
        top, left = max(0, rows.start - pad), max(0, columns.start - pad)
        wide = (slice(top, rows.stop + pad), slice(left, columns.stop + pad))
        after = self.after[wide]
        if dx or dy:
            move = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
            shape = (after.shape[1], after.shape[0])
            after = cv2.warpAffine(after, move, shape, borderMode=cv2.BORDER_REPLICATE)
        same, _ = _alike(self.before.grey[wide], after, size)
        y, x = rows.start - top, columns.start - left
        return same[y : y + rows.stop - rows.start, x : x + columns.stop - columns.start]

    def added(self, quad: Quad) -> float:
        """Share of the quad's pixels that became darker: something was drawn over it."""
        where, inside = self.region(quad, 0.0)
        darker = self.after[where] < self.before.grey[where] - _CHANGED
        return float((darker & inside).sum() / max(1, int(inside.sum())))

    def picture_visible(self, quad: Quad) -> float:
        """Share of a picture's textured pixels still to be seen."""
        where, inside = self.region(quad, 0.0)
        textured = inside & (self.texture[where] > 8)
        return float((self.same[where] & textured).sum() / max(1, int(textured.sum())))

    def collateral(self, spared: list[tuple[Quad, float]]) -> float:
        """Changed ink outside the spared places, in square points; specks do not count.

        ``spared`` are quads with how far around them a mark may reach, in points.
        """
        # Against the darkest neighbour: a hair's shift of the page is no change.
        near = np.ones((3, 3), np.uint8)
        before, after = self.before.grey, self.after
        gone = cv2.erode(after, near) - before > _CHANGED
        drawn = cv2.erode(before, near) - after > _CHANGED
        changed = gone | drawn
        for quad, reach in spared:
            where, inside = self.region(quad, reach)
            changed[where] &= ~inside
        _, _, stats, _ = cv2.connectedComponentsWithStats(changed.astype(np.uint8), connectivity=8)
        areas = stats[1:, cv2.CC_STAT_AREA]
        scale = self.before.px_per_pt**2
        return float(areas[areas > 1.0 * scale].sum() / scale)


def compare(before: PageImage, after: Grey) -> Comparison:
    """Correlate two renderings window by window. ValueError when their sizes differ."""
    if before.grey.shape != after.shape:
        raise ValueError("the two renderings differ in size")
    same, texture = _alike(before.grey, after, _odd(_WINDOW_PT * before.px_per_pt))
    return Comparison(before, after, same, texture)


def _odd(size: float) -> int:
    return max(3, round(size) | 1)


def _alike(before: Grey, after: Grey, size: int) -> tuple[Mask, Grey]:
    """Where windows of ``size`` pixels correlate, and the original's deviation in them."""

    def mean(image: Grey) -> Grey:
        smooth: Grey = cv2.boxFilter(image, cv2.CV_32F, (size, size))
        return smooth

    # A slight blur: the same page rendered twice may lie a fraction of a pixel apart.
    one = cv2.GaussianBlur(before, (0, 0), 0.8) - 128
    two = cv2.GaussianBlur(after, (0, 0), 0.8) - 128
    m1, m2 = mean(one), mean(two)
    v1 = np.maximum(mean(one * one) - m1 * m1, 0)
    v2 = np.maximum(mean(two * two) - m2 * m2, 0)
    both = mean(one * two) - m1 * m2
    scale = np.sqrt(v1 * v2) + 1e-3
    same = (both / scale > _ALIKE) & (np.sqrt(v2) > _FADED * np.sqrt(v1)) & (v2 > 9)
    return same, np.sqrt(v1).astype(np.float32)
