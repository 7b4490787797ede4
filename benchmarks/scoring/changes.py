"""What of a page changed that should have stayed: ink gone, and ink drawn over or into ink.

A mark on plain paper harms nothing, however far it reaches; one that takes or covers the ink of
something else does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.scoring.pages import PageImage
from benchmarks.scoring.pixels import Window, ink, inside, window
from benchmarks.truth import Quad

Mask = NDArray[np.bool_]

KEPT_SHARE = 0.85  # of a glyph's ink
_CHANGED = 70.0  # grey levels: more than a new JPEG coding does
_DRAWN_OVER = 0.04  # of the quad's pixels
_FLAT_SHARE = 0.25  # of the original's contrast
_RIM_PT = 0.7
_BARRED = 0.6  # of the quad and its rim
_INK = 70.0  # grey levels below the paper
_INNER_PT = 2.5  # gaps this narrow in and between glyphs belong to their text
_JOINED_PT = 1.5  # changes no further apart are one
_SPECK_PT2 = 1.0


@dataclass(frozen=True, slots=True)
class Changes:
    """Where one page changed, pixel by pixel. The frame of a mark is no new ink."""

    before: PageImage
    after: PageImage
    gone: Mask = field(repr=False)  # was dark, is light
    drawn: Mask = field(repr=False)  # was light, is dark

    def kept(self, quad: Quad) -> bool:
        """Whether a glyph is whole: its ink is still dark, and nothing was drawn over it."""
        where = window(self.before, quad, _RIM_PT + 1.0)
        mine = ink(self.before, quad, where)
        if (self.gone[where] & mine).sum() > (1 - KEPT_SHARE) * mine.sum():
            return False
        if self._drawn(quad, 0.0) > _DRAWN_OVER or self._flat(where):
            return False
        # A bar over a glyph that fills its box (一, －) shows only round it.
        return self._drawn(quad, _RIM_PT) <= _BARRED

    def _flat(self, where: Window) -> bool:
        """Whether what was ink on paper is all one shade: on a dark page a bar is no darker."""
        was, now = (np.ptp(page.grey[where]) for page in (self.before, self.after))
        return bool(now < _FLAT_SHARE * was)

    def _drawn(self, quad: Quad, grown_pt: float) -> float:
        where = window(self.before, quad, _RIM_PT + 1.0)
        mine = inside(self.before, quad, where, grown_pt)
        return float((self.drawn[where] & mine).sum() / max(1, int(mine.sum())))

    def collateral(self, spared: Iterable[tuple[Quad, float]]) -> float:
        """Harm to ink outside the spared places, in square points; specks do not count.

        ``spared`` are quads with how far around them ink may go, in points. New ink counts
        only where the original's is, and in the narrow gaps of that.
        """
        rest = np.ones(self.gone.shape, np.bool_)
        for quad, reach in spared:
            where = window(self.before, quad, reach + 1.0)
            rest[where] &= ~inside(self.before, quad, where, reach)
        scale = self.before.px_per_pt
        paper = float(np.percentile(self.before.grey[::4, ::4], 90))
        inked = ((self.before.grey < paper - _INK) & rest).astype(np.uint8)
        text = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, _square(_INNER_PT * scale)) > 0
        harm = (self.gone | (self.drawn & text)) & rest
        joined = cv2.dilate(harm.astype(np.uint8), _square(_JOINED_PT * scale))
        _, labels = cv2.connectedComponents(joined, connectivity=8)
        areas = np.bincount(labels[harm].ravel()) / scale**2
        return float(areas[areas > _SPECK_PT2].sum())


def changes(before: PageImage, after: PageImage) -> Changes:
    """Compare two renderings of one size, each pixel with the neighbours of its other self."""
    # Against the darkest neighbour: a hair's shift of the page is no change.
    near = np.ones((3, 3), np.uint8)
    gone = cv2.erode(after.grey, near) - before.grey > _CHANGED
    drawn = cv2.erode(before.grey, near) - after.grey > _CHANGED
    if after.over is not None:
        drawn &= ~after.over.frames
    return Changes(before, after, gone, drawn)


def _square(side_px: float) -> NDArray[np.uint8]:
    return np.ones((max(3, round(side_px) | 1),) * 2, np.uint8)
