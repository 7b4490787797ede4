"""Whether a mark covers more than was decided: the eraser is not asked what it was told."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Damage
from redactor.geometry import PtQuad
from redactor.verify.render import PagePair, grown, marks_mask, patch_on

_INK_LEVELS = 60  # off the paper; a pale ground pattern is no glyph
_FLAT_PT = 0.2  # no print is so low
_GLYPH_SHARE = 0.04  # of a decided character's area: a comma's ink is 0.05


def check_extent(pair: PagePair, decided: Sequence[PtQuad], dpi: float) -> list[Damage]:
    """Ink of the original below a mark that has nothing to do with what was to go.

    ``decided``: the quads of every decision to redact on the page. A mark may be wider than
    they are, since glyphs reach out of their boxes: ink that reaches into a decided quad, or
    lies mostly there, is its own.
    """
    (before, _), geometry = pair.rendered(dpi), pair.geometry(dpi)
    whole = marks_mask(before.shape, geometry, decided)
    # One pixel less: a neighbour that stands close has its soft edge in the quad.
    meant, near = grown(whole, -1) > 0, whole > 0
    # Of a font without a height boxes are lines along the foot: they have nothing but edges.
    meant |= grown(marks_mask(before.shape, geometry, filter(_is_flat, decided)), 1) > 0
    damage = []
    for mark in pair.marks:
        # Less what the mark only touches: a ruling below a name begins within a pixel of it.
        here, mask = patch_on(before.shape, geometry.quad_to_px(mark.quad))
        covered = grown(mask, -1) > 0
        if not (covered & ~meant[here]).any():
            continue
        ink = covered & _ink(before[here], covered)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
        areas = stats[:, cv2.CC_STAT_AREA]
        # The last stroke of 川 in small print has no other pixels than those at the edge.
        own = np.bincount(labels[ink & near[here]], minlength=len(areas)) > 0.5 * areas
        own[labels[ink & meant[here]]] = True
        areas = areas[1:][~own[1:]]
        side = min(mark.quad.box.width, mark.quad.box.height) * dpi / 72
        lost = float(areas[areas > max(3.0, _GLYPH_SHARE * side * side)].sum())
        if lost:
            damage.append(Damage("mark", pair.page_no, lost, mark.quad.box))
    return damage


def _is_flat(quad: PtQuad) -> bool:
    return math.dist(quad.tl, quad.bl) < _FLAT_PT


def _ink(image: NDArray[np.uint8], where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels that differ from what most of ``where`` shows."""
    paper = np.median(image[where].astype(np.int16), axis=0)
    return np.asarray(np.abs(image.astype(np.int16) - paper).max(axis=2) > _INK_LEVELS)
