"""Pages of a copy that somebody else made: what was to go is gone in whatever way, and nothing
else was lost.

A bar may be black, white, larger than ours, or no bar at all, and the whole page may have been
drawn anew as a picture. So no pixel is compared with another: what is asked is whether a piece of
print still looks like itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Damage, Leak
from redactor.geometry import PtQuad, PxBox
from redactor.levels import difference
from redactor.ports import Image
from redactor.verify.inks import check_inks
from redactor.verify.render import Mask, PagePair, grown, marks_mask, patch_on

Window = tuple[slice, slice]
_INK_LEVELS = 48  # off the paper round it
_DARK_GROUND = 110  # on average, with the strokes
_STROKE_PX = 25  # wider than any stroke of print at this scale
_TILE_PX = 32  # a frame round a page is looked at in pieces
_LEAST_PX = 6  # a speck or a stop; less is noise of a scan
_AROUND_PX = 2
_SHIFT_PX = 3  # how far off a page may stand that was drawn anew
_SAME_LEVELS = 8
_STOP = 0.35  # of a mark's height: no letter is so small in both directions
_LIKE, _STILL = 0.4, 0.8  # correlation: a page in JPEG keeps more, a bar leaves nothing


def check_copy(pair: PagePair, dpi: float) -> tuple[list[Leak], list[Damage]]:
    """What was to go and is still seen, and print outside those places that is no more."""
    before, after = pair.rendered(dpi)
    if before.shape != after.shape:
        return [], [Damage("page_size", pair.page_no)]
    # Only ink of what was to go in part: the rest of the seal stays, and print below it.
    inks = {leak.quads for leak in check_inks(pair, dpi)[0]}
    leaks = [
        Leak("pixels", mark.entity, pair.page_no, (mark.quad,))
        for mark in (*pair.marks, *pair.inked)
        if (mark.ink is None or (mark.quad,) in inks) and _is_still_there(pair, mark.quad, dpi)
    ]
    lost = _lost(before, after, *_to_go(pair, before.shape, dpi))
    if not lost.any():
        return leaks, []
    ys, xs = np.nonzero(lost)
    box = PxBox(float(xs.min()), float(ys.min()), float(xs.max()) + 1, float(ys.max()) + 1)
    place = pair.geometry(dpi).to_points(box)
    return leaks, [Damage("pixels", pair.page_no, float(len(xs)), place)]


def _to_go(pair: PagePair, shape: Sequence[int], dpi: float) -> tuple[Mask, Mask]:
    """Pixels of what was to go; and the same where a stop beside it may be, by its size."""
    stops: Mask = np.zeros(shape[:2], np.uint8)
    quads = [mark.quad for mark in (*pair.marks, *pair.inked)]
    for quad in quads:
        high = max(1, round(min(quad.box.width, quad.box.height) * dpi / 72))
        here = grown(marks_mask(shape, pair.geometry(dpi), [quad]), high) > 0
        stops[here] = max(2, round(_STOP * high))
    return grown(marks_mask(shape, pair.geometry(dpi), quads), _AROUND_PX), stops


def _is_still_there(pair: PagePair, quad: PtQuad, dpi: float) -> bool:
    before, after = pair.rendered(dpi)
    window, _ = patch_on(before.shape, pair.geometry(dpi).quad_to_px(quad))
    was = _grey(before)[window]
    return bool(_ink(was).any()) and _likeness(_grey(before), _grey(after), window, 0) > _STILL


def _lost(before: Image, after: Image, to_go: Mask, stops: Mask) -> NDArray[np.bool_]:
    """Ink of the original that the copy shows nothing like; a wider mark takes a colon along."""
    was, now = _grey(before), _grey(after)
    changed = grown((difference(before, after) > _SAME_LEVELS).astype(np.uint8), _AROUND_PX) > 0
    ink = _ink(was)
    lost = np.zeros(ink.shape, np.bool_)
    for window, piece in _pieces(ink):
        mine = piece & (to_go[window] == 0)
        if mine.sum() < max(_LEAST_PX, 0.5 * piece.sum()) or not (piece & changed[window]).any():
            continue
        if max(piece.shape) <= stops[window].min():
            continue
        if _likeness(was, now, window, _SHIFT_PX) < _LIKE:
            lost[window] |= mine
    return lost


def _pieces(ink: NDArray[np.bool_]) -> Iterator[tuple[Window, NDArray[np.bool_]]]:
    """Pieces of print of about a character's size, each with its pixels in its window."""
    near = grown(ink.astype(np.uint8), 1)
    number, labels, stats, _ = cv2.connectedComponentsWithStats(near)
    for label in range(1, number):
        left, top, width, height = (int(v) for v in stats[label, :4])
        for y in range(top, top + height, _TILE_PX):
            for x in range(left, left + width, _TILE_PX):
                window = (
                    slice(y, min(y + _TILE_PX, top + height)),
                    slice(x, min(x + _TILE_PX, left + width)),
                )
                piece = (labels[window] == label) & ink[window]
                if piece.any():
                    yield window, piece


def _likeness(was: Mask, now: Mask, window: Window, shift_px: int) -> float:
    """How much a piece of ``was`` looks like what ``now`` has about there: its correlation."""
    rows, columns = (
        slice(max(0, s.start - _AROUND_PX), min(n, s.stop + _AROUND_PX))
        for s, n in zip(window, was.shape, strict=True)
    )
    piece = was[rows, columns]
    around = now[
        max(0, rows.start - shift_px) : rows.stop + shift_px,
        max(0, columns.start - shift_px) : columns.stop + shift_px,
    ]
    if int(np.ptp(around)) < _SAME_LEVELS:
        return 0.0  # nothing is there
    return float(cv2.matchTemplate(around, piece, cv2.TM_CCOEFF_NORMED).max())


def _ink(grey: Mask) -> NDArray[np.bool_]:
    """Strokes, darker than the paper round them, or lighter than a dark ground."""
    kernel = np.ones((_STROKE_PX, _STROKE_PX), np.uint8)
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel)
    light = cv2.morphologyEx(grey, cv2.MORPH_TOPHAT, kernel)
    on_dark = cv2.blur(grey, (2 * _STROKE_PX, 2 * _STROKE_PX)) < _DARK_GROUND
    return np.asarray(np.where(on_dark, light, dark) > _INK_LEVELS)


def _grey(image: Image) -> Mask:
    return np.asarray(image.min(axis=2), np.uint8)
