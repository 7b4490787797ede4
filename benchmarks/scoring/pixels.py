"""How much of a printed thing is still to be seen: original ink against the finished page.

Mere darkness proves nothing (a bar is dark, a mark's token is dark). A pixel of ink counts as
still there when the *pattern* around it is: the small window about it correlates with the
original and has kept some of its contrast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.scoring.pages import Grey, PageImage
from benchmarks.truth import Quad

Mask = NDArray[np.bool_]

_WINDOW_PT = 2.9  # a quarter of a 11 pt character: holds a stroke and what is beside it
_ALIKE = 0.80  # correlation of two windows that show the same
_FADED = 0.12  # share of the contrast that still lets one read
_INK = 45.0  # grey levels below the paper
LEAK_SHARE = 0.15  # of the ink: of a picture, or of each of two neighbouring glyphs
_STRIP, _STRIP_GLYPHS = 0.05, 0.4  # of each glyph's ink; of the glyphs
_ONE_GLYPH = 0.4  # of one glyph's ink, alone
KEPT_SHARE = 0.85
_PATCH_PT = 1.8  # more than a stroke is wide: a token never matches ink and ground together
_EQUAL = 32.0  # grey levels: what a new JPEG coding may change
_CLOSE = 0.22  # of a glyph: what stands this near to a piece belongs with it
_FOREIGN = 0.25  # of the ink there: a token's strokes, not the glyph's
_DRAWN_OVER = 0.04  # of the quad's pixels
_RIM_PT = 0.7
_BARRED = 0.6  # of the quad and its rim
_CHANGED = 70.0  # grey levels: more than a new JPEG coding does


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two renderings of one page of the same pixel size, and where they show the same."""

    before: PageImage
    after: Grey = field(repr=False)
    same: Mask = field(repr=False)  # the pattern around the pixel is the original's
    texture: Grey = field(repr=False)  # standard deviation in the original's window
    solid: Mask = field(repr=False)  # in a patch of which every pixel is the original's
    gone: Mask = field(repr=False)  # was dark, is light
    drawn: Mask = field(repr=False)  # was light, is dark

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

    def text_leaks(self, quads: Sequence[Quad]) -> bool:
        """Whether so much of a text is left that it, or a part of it, may be read.

        Strokes of a mark's token cover strokes of a glyph by chance, but of one glyph here and
        there, and seldom much of it. A mark that is too small leaves a strip along the line, or
        neighbours, or most of one glyph: that is what counts.
        """
        shares = [self.visible(quad) or 0.0 for quad in quads]
        strip = sum(share > _STRIP for share in shares) >= max(2, _STRIP_GLYPHS * len(shares))
        pair = any(min(two) > LEAK_SHARE for two in zip(shares, shares[1:], strict=False))
        if strip or pair:
            return True
        if any(self._untouched(quad) > LEAK_SHARE for quad in quads):
            return True
        return any(
            share > _ONE_GLYPH and self._foreign(quad) < _FOREIGN
            for share, quad in zip(shares, quads, strict=True)
        )

    def _untouched(self, quad: Quad) -> float:
        """Share of a glyph's ink in patches where ink *and* ground are the original's own."""
        where, ink = self.ink(quad)
        return float((self.solid[where] & ink).sum() / max(1, int(ink.sum())))

    def _foreign(self, quad: Quad) -> float:
        """Share of new ink among the dark pixels close to what is left of a glyph."""
        where, ink = self.ink(quad)
        left = self.same[where] & ink
        reach = max(2, round(_CLOSE * self.glyph_px(quad)))
        wide, _ = self.region(quad, (reach + 1) / self.before.px_per_pt)
        old, new = self.before.grey[wide], self.after[wide]
        y, x = where[0].start - wide[0].start, where[1].start - wide[1].start
        close = np.zeros(old.shape, np.uint8)
        close[y : y + left.shape[0], x : x + left.shape[1]] = left
        close = cv2.dilate(close, np.ones((2 * reach + 1,) * 2, np.uint8))
        limit = (float(np.percentile(old, 90)) + float(old.min())) / 2
        dark = (new < limit) & (close > 0)
        known = cv2.erode(old, np.ones((3, 3), np.uint8)) < limit  # the original's, and its rim
        return float((dark & ~known).sum() / max(1, int(dark.sum())))

    def kept(self, quad: Quad) -> bool:
        """Whether a glyph is whole: its ink is still dark, and nothing was drawn over it.

        Pixel by pixel, not by pattern: the frame of a mark beside it is no damage.
        """
        where, ink = self.ink(quad)
        if (self.gone[where] & ink).sum() > (1 - KEPT_SHARE) * ink.sum():
            return False
        if self._drawn(quad, 0.0) > _DRAWN_OVER:
            return False
        # A bar over a glyph that fills its box (一, －) shows only round it.
        return self._drawn(quad, _RIM_PT) <= _BARRED

    def _drawn(self, quad: Quad, grown_pt: float) -> float:
        where, inside = self.region(quad, grown_pt)
        return float((self.drawn[where] & inside).sum() / max(1, int(inside.sum())))

    def glyph_px(self, quad: Quad) -> float:
        """The longer side of a quad, in pixels."""
        corners = self.before.to_px(quad)
        width, height = corners.max(axis=0) - corners.min(axis=0)
        return float(max(width, height))

    def picture_visible(self, quad: Quad) -> float:
        """Share of a picture's textured pixels still to be seen."""
        where, inside = self.region(quad, 0.0)
        textured = inside & (self.texture[where] > 8)
        return float((self.same[where] & textured).sum() / max(1, int(textured.sum())))

    def collateral(self, spared: list[tuple[Quad, float]]) -> float:
        """Changed ink outside the spared places, in square points; specks do not count.

        ``spared`` are quads with how far around them a mark may reach, in points.
        """
        changed = self.gone | self.drawn
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
    # Against the darkest neighbour: a hair's shift of the page is no change.
    near = np.ones((3, 3), np.uint8)
    gone = cv2.erode(after, near) - before.grey > _CHANGED
    drawn = cv2.erode(before.grey, near) - after > _CHANGED
    patch = np.ones((_odd(_PATCH_PT * before.px_per_pt),) * 2, np.uint8)
    equal = (np.abs(before.grey - after) < _EQUAL).astype(np.uint8)
    solid = cv2.morphologyEx(equal, cv2.MORPH_OPEN, patch).astype(bool)
    return Comparison(before, after, same, texture, solid, gone, drawn)


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
