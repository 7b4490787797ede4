"""Whether a mark covers more than was decided: the eraser is not asked what it was told."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Damage
from redactor.geometry import PtQuad
from redactor.verify.render import PagePair, grown, marks_mask, render

_INK_LEVELS = 60  # off the paper; a pale ground pattern is no glyph
_GLYPH_SHARE = 0.04  # of a decided character's area: a comma's ink is 0.05


def check_extent(pair: PagePair, decided: Sequence[PtQuad], dpi: float) -> list[Damage]:
    """Ink of the original below a mark that has nothing to do with what was to go.

    ``decided``: the quads of every decision to redact on the page. A mark may be wider than
    they are, since glyphs reach out of their boxes: ink that touches a decided quad is its own.
    """
    before, geometry = render(pair.original, dpi), pair.geometry(dpi)
    # One pixel less: a neighbour that stands close has its soft edge in the quad.
    meant = grown(marks_mask(before.shape, geometry, decided), -1) > 0
    damage = []
    for mark in pair.marks:
        covered = marks_mask(before.shape, geometry, [mark.quad]) > 0
        if not (covered & ~meant).any():
            continue
        here = _bounds(covered)
        ink = covered[here] & _ink(before[here], covered[here])
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
        strange = np.setdiff1d(np.unique(labels[ink]), np.unique(labels[ink & meant[here]]))
        areas = stats[strange, cv2.CC_STAT_AREA]
        side = min(mark.quad.box.width, mark.quad.box.height) * dpi / 72
        lost = float(areas[areas > max(3.0, _GLYPH_SHARE * side * side)].sum())
        if lost:
            damage.append(Damage("mark", pair.page_no, lost, mark.quad.box))
    return damage


def _bounds(spots: NDArray[np.bool_]) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(spots.any(axis=1)), np.flatnonzero(spots.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _ink(image: NDArray[np.uint8], where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels that differ from what most of ``where`` shows."""
    paper = np.median(image[where].astype(np.int16), axis=0)
    return np.asarray(np.abs(image.astype(np.int16) - paper).max(axis=2) > _INK_LEVELS)
