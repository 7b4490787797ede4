"""Pixels of the finished page: own marks under the marks, the original everywhere else."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.datatypes import Damage, Leak, Mark
from redactor.erase.marks import draw_marks
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox
from redactor.levels import difference, highest_channel
from redactor.ports import Image
from redactor.verify.pictures import Placed, placed_pictures
from redactor.verify.render import SAME_LEVELS, Mask, PagePair, grown, marks_mask, patch_on, render

RENDER_DPI = 110.0
Spots = NDArray[np.bool_]
_FAINT_LEVELS, _NO_MORE = 8, 16  # of a pixel, and of all together: nobody can see so little
_EDGE_LEVELS = 40
_INK_LEVELS = 3  # below our mark nothing may shine through at all
_LINE_LEVELS = 16  # nothing is lighter than our mark on white, unless ours is missing
# A lossy picture changes by whole coding units: 8 or, with halved colour, 16 of its pixels,
# and its colour is interpolated over the next two.
_CODING_PX = 18
_EDGE_PX = 1  # a pixel of the picture that the mark only touches is blanked whole
# They have no small ratio to 1 or each other: what falls between pixels there does not here. Of a
# page's thousands of glyphs one in some hundred falls so at a scale.
_OTHER_SCALES = (1.173, 1.391)
_MAX_DPI = 400.0
_AROUND_PT = 0.85  # an antialiased pixel


@dataclass(frozen=True, slots=True)
class PixelResult:
    """What the comparison of one page found; ``compared`` pixels were looked at."""

    leaks: tuple[Leak, ...]
    damage: tuple[Damage, ...]
    compared: int


def check_pixels(pair: PagePair, alone: pymupdf.Document, dpi: float = RENDER_DPI) -> PixelResult:
    """Compare one page with its original; ``alone`` shows our marks, by ``leave_marks``."""
    before, after = pair.rendered(dpi)
    geometry = pair.geometry(dpi)
    if before.shape != after.shape:
        return PixelResult((), (Damage("page_size", pair.page_no),), 0)
    pictures = placed_pictures(pair.original)
    damage = _outside(pair, before, after, geometry, pictures)
    leaks, marks_damage = _under(pair, after, geometry, alone)
    return PixelResult(tuple(leaks), (*damage, *marks_damage), after.shape[0] * after.shape[1])


def _outside(
    pair: PagePair,
    before: Image,
    after: Image,
    geometry: PageGeometry,
    pictures: tuple[Placed, ...],
) -> list[Damage]:
    differs = _differing(pair, before, after, geometry, pictures)
    if not differs.any():
        return []
    for scale in _OTHER_SCALES:
        if differs.any():
            differs &= _confirmed(pair, differs.shape, geometry, pictures, scale)
    levels = difference(before, after)[differs]
    if not levels.size or (levels.max() <= _FAINT_LEVELS and levels.sum(dtype=int) <= _NO_MORE):
        return []
    return [Damage("pixels", pair.page_no, float(levels.size), _box_of(differs, geometry))]


def _differing(
    pair: PagePair,
    before: Image,
    after: Image,
    geometry: PageGeometry,
    pictures: tuple[Placed, ...],
) -> Spots:
    """Where two renderings differ and no mark allows it."""
    differs: Spots = difference(before, after) > SAME_LEVELS
    if differs.any():
        differs[_allowed(pair, after, geometry, pictures) > 0] = False
    return differs


def _confirmed(
    pair: PagePair,
    shape: tuple[int, ...],
    geometry: PageGeometry,
    pictures: tuple[Placed, ...],
    scale: float,
) -> Spots:
    """Where the pages differ at another scale too, in pixels of the first.

    A renderer places glyphs and pictures on a grid finer than a pixel, but on a grid: a
    coordinate that a rewritten page gives as 71.9999 for 72 may land one step beside, at one
    scale and not at all of them. And a JPEG picture twice as fine as the rendering is decoded at
    half its size, while its lossless copy is not.
    """
    other = scale * geometry.dpi
    asked = max(other, _finest_dpi(pictures) / 1.9 * scale / _OTHER_SCALES[0])
    dpi = min(asked, max(other, _MAX_DPI * scale / _OTHER_SCALES[-1]))
    before, after = render(pair.original, dpi), render(pair.redacted, dpi)
    if before.shape != after.shape:
        return np.ones(shape, np.bool_)
    differs = _differing(pair, before, after, pair.geometry(dpi), pictures)
    near = grown(differs.astype(np.uint8) * 255, 2)
    whole: Spots = cv2.resize(near, shape[1::-1], interpolation=cv2.INTER_NEAREST) > 0
    return whole


def _allowed(
    pair: PagePair, image: Image, geometry: PageGeometry, pictures: tuple[Placed, ...]
) -> Mask:
    """Pixels that a mark may change: its own, those of characters that go as a whole because
    their middle lies under it, and the coding units of a picture below it.
    """
    quads = [mark.quad for mark in pair.marks]
    quads += [q for mark in pair.inked if mark.ink is not None for q in mark.ink.parts]
    radius = max(1, round(_AROUND_PT * geometry.dpi / 72))
    removed = map(PtQuad.from_box, pair.removed)
    allowed = grown(marks_mask(image.shape, geometry, [*quads, *removed]), radius)
    for picture in pictures:
        under = [q for q in quads if picture.touches(q)]
        if under:
            reach_px = _CODING_PX if picture.lossy else _EDGE_PX
            units = marks_mask(image.shape, geometry, under)
            reach = math.ceil(reach_px * geometry.dpi / picture.coarsest_dpi) + 1
            place = grown(marks_mask(image.shape, geometry, [picture.quad]), 1)
            allowed |= grown(units, reach) & place
    return allowed


def _finest_dpi(pictures: tuple[Placed, ...]) -> float:
    return max((p.finest_dpi for p in pictures), default=0.0)


def _box_of(differs: Spots, geometry: PageGeometry) -> PtBox:
    ys, xs = np.nonzero(differs)
    return geometry.to_points(
        PxBox(float(xs.min()), float(ys.min()), float(xs.max()) + 1, float(ys.max()) + 1)
    )


def _under(
    pair: PagePair, after: Image, geometry: PageGeometry, alone: pymupdf.Document
) -> tuple[list[Leak], list[Damage]]:
    """Ink under the marks that is not ours, and ink of ours that is missing."""
    if not pair.marks:
        return [], []
    ours = render(alone[pair.redacted.number], geometry.dpi)
    leaks, damage = [], []
    for mark in pair.marks:
        corners = geometry.quad_to_px(mark.quad)
        # The outermost pixels are shared with what lies beside the mark.
        here, mask = patch_on(after.shape, corners)
        if not mask.size:
            continue
        levels = difference(ours[here], after[here])
        lighter = highest_channel(cv2.subtract(after[here], ours[here])) > _LINE_LEVELS
        foreign = (levels > _INK_LEVELS) & (grown(mask, -2) > 0)
        foreign |= (levels > _EDGE_LEVELS) & (grown(mask, -1) > 0)
        if (foreign & ~lighter).any():
            leaks.append(Leak("pixels", mark.entity, pair.page_no, (mark.quad,)))
        if count := int(np.count_nonzero(lighter & (grown(mask, 1) > 0))):
            damage.append(Damage("mark", pair.page_no, float(count), mark.quad.box))
    return leaks, damage


def leave_marks(copy: pymupdf.Document, marks: Sequence[Mark]) -> None:
    """Leave our marks alone on the pages of ``copy``, a copy of the finished document.

    A page of its own would not do: /Group and default colour spaces decide what grey our
    frame's grey becomes. All pages at once: with any change in any document MuPDF forgets the
    glyphs it has drawn of every other, which take most of the time of a page.
    """
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.ink is None:
            by_page[mark.page_no - 1].append(mark)
    for index in by_page:
        xref = copy.page_xref(index)
        _, colours = copy.xref_get_key(xref, "Resources/ColorSpace")
        copy.xref_set_key(xref, "Contents", "null")
        kept = f"<</ColorSpace {colours}>>" if colours != "null" else "<<>>"
        copy.xref_set_key(xref, "Resources", kept)
    for index, own in by_page.items():
        draw_marks(copy[index], own)
