"""Pictures of a page before and after, cut out along a quad: where is ink, and whose."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.erase.frames import PageFrame
from redactor.erase.runs import Run, axes, resized
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.levels import Pixels, difference, median, pixels_of

Spots = NDArray[np.bool_]  # height x width

_INK = 40  # grey levels off the background that count as ink
_CHANGE = 24  # grey levels between two renderings that count as a change
_AROUND_PX = 2  # what ``_beyond`` looks at round a pixel
_SOFT_EDGE = 0.3  # of the contrast: a quarter of a pixel, and a rounding
_MARGIN = 0.6  # of a run's height (or a glyph's width) that ink may reach out of line boxes
# Type 3 fonts may tell any box for their glyphs, one without a height too: ink is where it was.
_FLAT, _ANYWHERE = 0.2, 1.5  # of the widest glyph
_THIN = 0.25  # of a glyph's width or height
_RULED = 0.97  # of a row or column, that far beyond the glyph: no stroke is so long
_NARROW_GAP = 0.35  # of the height of two characters, between them
_RULING_BEYOND = 0.3  # of it: so far above and below a ruling goes on
_MAX_SIDE = 9000  # pixels; larger pages are rendered at less


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a reader sees it."""

    pixels: Pixels
    geometry: PageGeometry

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self.geometry.dpi / 72


def render(page: pymupdf.Page, frame: PageFrame, dpi: float) -> PageImage:
    """The page at ``dpi``, less when it is huge. Annotations are left out: they were baked."""
    side = max(frame.width_pt, frame.height_pt)
    dpi = min(dpi, _MAX_SIDE * 72 / side)
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), alpha=False, annots=False)
    if pixmap.n != 3:
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    geometry = PageGeometry(frame.width_pt, frame.height_pt, frame.rotation, dpi)
    return PageImage(pixels_of(pixmap), geometry)


def cut_out(image: PageImage, quad: PtQuad) -> Pixels:
    """What lies under ``quad``, turned upright, at the image's own scale."""
    width = max(1, round(math.dist(quad.tl, quad.tr) * image.scale))
    height = max(1, round(math.dist(quad.tl, quad.bl) * image.scale))
    corners = image.geometry.quad_to_px(quad)
    # warpAffine counts from pixel centres, our frame from pixel corners.
    source = np.array(
        [(x - 0.5, y - 0.5) for x, y in (corners[0], corners[1], corners[3])], np.float32
    )
    goal = np.array([(-0.5, -0.5), (width - 0.5, -0.5), (-0.5, height - 0.5)], np.float32)
    matrix = cv2.getAffineTransform(source, goal)
    out = cv2.warpAffine(
        image.pixels,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(out, np.uint8)


def ink_in(pixels: Pixels) -> Spots:
    """Where ``pixels`` differ from their own background."""
    background = [median(pixels[..., channel]) for channel in range(3)]
    low = [math.ceil(max(0, level - _INK)) for level in background]
    high = [math.floor(min(255, level + _INK)) for level in background]
    return np.asarray(cv2.inRange(pixels, np.array(low), np.array(high)) == 0)


def changed(before: Pixels, after: Pixels) -> Spots:
    """Where two cut-outs or pages of one size differ."""
    return difference(before, after) > _CHANGE


def is_empty(image: PageImage, quad: PtQuad) -> bool:
    """Whether nothing is printed under ``quad``."""
    return not ink_in(cut_out(image, quad)).any()


def is_edge(image: PageImage, gap: PtQuad) -> bool:
    """Whether what is printed in a narrow gap between two characters of a scan is their own edge,
    left out of their boxes: no ruling line, which runs on beyond the characters.
    """
    width, height = math.dist(gap.tl, gap.tr), math.dist(gap.tl, gap.bl)
    short, long = sorted((width, height))
    if short > _NARROW_GAP * long:
        return False
    beside, beyond = short / 2, _RULING_BEYOND * long
    x, y = (beside, beyond) if width < height else (beyond, beside)
    ink = ink_in(cut_out(image, resized(gap, x, y, x, y)))
    lines = ink if width < height else ink.T
    # A ruling leans by a pixel or two on a crooked page.
    near = cv2.dilate(lines.astype(np.uint8), np.ones((1, 3), np.uint8))
    return not bool((near.mean(axis=0) >= _RULED).any())


def fitted(before: PageImage, after: PageImage, run: Run, others: Iterable[PtQuad] = ()) -> PtQuad:
    """The mark for ``run``: all of the run's own ink, and as little of others' as can be.

    ``before`` and ``after`` are the page with and without the run's glyphs: what changed was
    their ink, but under ``others``, which go as well; and what is still there belongs to
    neighbours and rulings. Line boxes are higher than glyphs, so without this a mark would eat
    the ruling above it; and with odd fonts glyphs reach out of their boxes.
    """
    hull = run.hull
    widest = max(math.dist(q.tl, q.tr) for q in run.quads)
    height = math.dist(hull.tl, hull.bl)
    margin = _MARGIN * max(height, widest) if height > _FLAT * widest else _ANYWHERE * widest
    wide = resized(hull, margin, margin, margin, margin)
    pad = round(margin * before.scale)
    gone = changed(cut_out(before, wide), cut_out(after, wide))
    own = _touching(gone & ~_of_others(gone.shape, wide, pad, before.scale, others), pad)
    if not own.any():
        return hull
    foreign = ink_in(cut_out(after, wide))
    top, bottom = _limits(_any(own, 1), _any(foreign, 1), pad)
    left, right = _limits(_any(own, 0), _any(foreign[top:bottom], 0), pad)
    s = before.scale
    rows, columns = own.shape
    return resized(wide, -left / s, -top / s, -(columns - right) / s, -(rows - bottom) / s)


def _of_others(
    shape: tuple[int, ...], wide: PtQuad, pad: int, scale: float, others: Iterable[PtQuad]
) -> Spots:
    """Where ``others`` lie in the cut-out of ``wide``, but for what lies ``pad`` pixels inside:
    there two runs share their ink.
    """
    mask = np.zeros(shape, np.uint8)
    hull, (u, v), (x0, y0) = wide.box, axes(wide), wide.tl
    for quad in others:
        if hull.overlap(quad.box):
            apart = [(x - x0, y - y0) for x, y in quad.corners]
            along = [
                (scale * (x * u[0] + y * u[1]), scale * (x * v[0] + y * v[1])) for x, y in apart
            ]
            cv2.fillConvexPoly(mask, np.int32(np.round(along)), 1)
    mask[pad : shape[0] - pad, pad : shape[1] - pad] = 0
    return np.asarray(mask > 0)


def _touching(spots: Spots, pad: int) -> Spots:
    """The connected spots that reach into what lies ``pad`` pixels inside: what else has changed
    near by is not this run's.
    """
    _, labels = cv2.connectedComponents(spots.astype(np.uint8), connectivity=8)
    rows, columns = spots.shape
    # One pixel more: flat line boxes only touch the ink that stands on them.
    core = labels[max(pad - 1, 0) : rows - pad + 1, max(pad - 1, 0) : columns - pad + 1]
    return np.asarray(np.isin(labels, np.setdiff1d(core, [0])))


def _any(spots: Spots, axis: int) -> Spots:
    return np.asarray(spots.any(axis=axis))


def _limits(own: Spots, foreign: Spots, pad: int) -> tuple[int, int]:
    """First and last-but-one row (or column) of the mark, in the padded cut-out."""
    rows = np.flatnonzero(own)
    first, last = int(rows[0]), int(rows[-1]) + 1
    start, end = min(pad, first), max(len(own) - pad, last)
    above = np.flatnonzero(foreign[start:first])
    below = np.flatnonzero(foreign[last:end])
    # One pixel next to foreign ink is its soft edge.
    low = min(first, start + int(above[-1]) + 2) if len(above) else start
    high = max(last, last + int(below[0]) - 1) if len(below) else end
    return low, high


def changed_elsewhere(
    before: PageImage, after: PageImage, quads: Iterable[PtQuad], boxes: Iterable[PtBox]
) -> int:
    """How many pixels differ outside ``quads`` grown by half their height, and ``boxes``.

    MuPDF writes positions with six digits, so a glyph that stays may fall on another quarter of
    a pixel: a difference counts only when no neighbouring pixel explains it.
    """
    mask = np.zeros(before.pixels.shape[:2], np.uint8)
    for quad in quads:
        grow = 0.5 * math.dist(quad.tl, quad.bl)
        corners = before.geometry.quad_to_px(resized(quad, grow, grow, grow, grow))
        cv2.fillConvexPoly(mask, np.int32(np.round(corners)), 1)
    for box in boxes:
        px = before.geometry.to_pixels(box)
        mask[max(0, int(px.y0)) : int(px.y1) + 1, max(0, int(px.x0)) : int(px.x1) + 1] = 1
    # A place that has not changed itself never counts, so most pages are done here.
    outside = changed(before.pixels, after.pixels) & (mask == 0)
    if not outside.any():
        return 0
    here = _round(outside, _AROUND_PX)
    one, other = before.pixels[here], after.pixels[here]
    return int((outside[here] & (_beyond(one, other) | _beyond(other, one))).sum())


def _round(spots: Spots, reach: int) -> tuple[slice, slice]:
    """Rows and columns of all spots, and ``reach`` more on every side."""
    rows, columns = np.flatnonzero(_any(spots, 1)), np.flatnonzero(_any(spots, 0))
    return (
        slice(max(0, int(rows[0]) - reach), int(rows[-1]) + reach + 1),
        slice(max(0, int(columns[0]) - reach), int(columns[-1]) + reach + 1),
    )


def _beyond(here: Pixels, there: Pixels) -> Spots:
    """Where ``here`` is darker or lighter than every pixel of ``there`` around the place.

    By more than a stem changes that falls on another part of a pixel: a share of the contrast
    that ``there`` has around it, so that pale ink which is gone still counts.
    """
    near, around = np.ones((3, 3), np.uint8), np.ones((5, 5), np.uint8)
    contrast = cv2.dilate(there, around).astype(np.int16) - cv2.erode(there, around)
    slack = np.maximum(_CHANGE, _SOFT_EDGE * contrast)
    low = cv2.erode(there, near) - slack
    high = cv2.dilate(there, near) + slack
    return np.asarray(((here < low) | (here > high)).any(axis=2))


def without(image: PageImage, boxes: Iterable[PtBox]) -> PageImage:
    """The page with paper in ``boxes``."""
    pixels = image.pixels.copy()
    for box in boxes:
        area = image.geometry.to_pixels(box)
        x0, y0, x1, y1 = (max(0, round(v)) for v in (area.x0, area.y0, area.x1, area.y1))
        pixels[y0 : y1 + 1, x0 : x1 + 1] = 255
    return replace(image, pixels=pixels)


def residue(before: PageImage, after: PageImage, quad: PtQuad) -> bool:
    """Whether ink that was under ``quad`` is still there, but for rulings that run through it."""
    across, down = (0.05 * math.dist(quad.tl, quad.tr), 0.1 * math.dist(quad.tl, quad.bl))
    inner = resized(quad, -across, -down, -across, -down)
    now = cut_out(after, inner)
    still = ink_in(now) & ~changed(cut_out(before, inner), now)
    if not still.any():
        return False
    beyond = math.dist(quad.tl, quad.bl)
    # A thin one may end right beyond the glyph, at a corner of its cell.
    for back, on, widest in ((beyond, beyond, 1.0), (beyond, 0.0, _THIN), (0.0, beyond, _THIN)):
        upright = ink_in(cut_out(after, resized(quad, -across, back - down, -across, on - down)))
        level = ink_in(cut_out(after, resized(quad, back - across, -down, on - across, -down)))
        still[:, _whole(upright, 0, widest)[: still.shape[1]]] = False
        still[_whole(level, 1, widest)[: still.shape[0]]] = False
    return bool(still.mean() > 0.01)


def _whole(ink: Spots, axis: int, widest: float) -> Spots:
    """Rows or columns that are ink from end to end, with their soft edges; none where they are
    more than ``widest`` of all.
    """
    whole = (ink.mean(axis=axis) > _RULED).astype(np.uint8)
    whole *= whole.mean() <= widest
    return np.asarray(cv2.dilate(whole[None], np.ones((1, 3), np.uint8))[0] > 0)
