"""Pictures of a page before and after, cut out along a quad: where is ink, and whose."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.erase.frames import PageFrame
from redactor.erase.runs import resized
from redactor.geometry import PageGeometry, PtQuad

Pixels = NDArray[np.uint8]  # height x width x 3
Spots = NDArray[np.bool_]  # height x width

_INK = 40  # grey levels off the background that count as ink
_CHANGE = 24  # grey levels between two renderings that count as a change
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
    rows = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.stride)
    pixels = rows[:, : pixmap.w * 3].reshape(pixmap.h, pixmap.w, 3)
    geometry = PageGeometry(frame.width_pt, frame.height_pt, frame.rotation, dpi)
    return PageImage(pixels, geometry)


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
    grey = pixels.astype(np.int16)
    background = np.median(grey.reshape(-1, 3), axis=0)
    return np.asarray(np.abs(grey - background).max(axis=2) > _INK)


def changed(before: Pixels, after: Pixels) -> Spots:
    """Where two cut-outs or pages of one size differ."""
    difference = np.abs(before.astype(np.int16) - after.astype(np.int16))
    return np.asarray(difference.max(axis=2) > _CHANGE)


def is_empty(image: PageImage, quad: PtQuad) -> bool:
    """Whether nothing is printed under ``quad``."""
    return not ink_in(cut_out(image, quad)).any()


def fitted(before: PageImage, after: PageImage, hull: PtQuad) -> PtQuad:
    """The mark for the run around which ``hull`` lies: all of the run's own ink, and as little
    ink of others as can be.

    ``before`` and ``after`` are the page with and without the run's glyphs: what changed was
    their ink, and what is still there belongs to neighbours and rulings. Line boxes are higher
    than glyphs, so without this a mark would eat the ruling above it.
    """
    height = math.dist(hull.tl, hull.bl)
    margin = 0.25 * height
    wide = resized(hull, margin, margin, margin, margin)
    own = changed(cut_out(before, wide), cut_out(after, wide))
    if not own.any():
        return hull
    foreign = ink_in(cut_out(after, wide))
    pad = margin * before.scale
    top, bottom = _limits(_any(own, 1), _any(foreign, 1), pad)
    left, right = _limits(_any(own, 0), _any(foreign[top:bottom], 0), pad)
    s = before.scale
    rows, columns = own.shape
    return resized(wide, -left / s, -top / s, -(columns - right) / s, -(rows - bottom) / s)


def _any(spots: Spots, axis: int) -> Spots:
    return np.asarray(spots.any(axis=axis))


def _limits(own: Spots, foreign: Spots, pad: float) -> tuple[int, int]:
    """First and last-but-one row (or column) of the mark, in the padded cut-out."""
    rows = np.flatnonzero(own)
    first, last = int(rows[0]), int(rows[-1]) + 1
    start, end = min(round(pad), first), max(len(own) - round(pad), last)
    above = np.flatnonzero(foreign[start:first])
    below = np.flatnonzero(foreign[last:end])
    # One pixel next to foreign ink is its soft edge.
    low = min(first, start + int(above[-1]) + 2) if len(above) else start
    high = max(last, last + int(below[0]) - 1) if len(below) else end
    return low, high


def changed_elsewhere(before: PageImage, after: PageImage, quads: list[PtQuad]) -> int:
    """How many pixels differ outside ``quads`` grown by half their height."""
    spots = changed(before.pixels, after.pixels)
    mask = np.zeros(spots.shape, np.uint8)
    for quad in quads:
        grow = 0.5 * math.dist(quad.tl, quad.bl)
        corners = before.geometry.quad_to_px(resized(quad, grow, grow, grow, grow))
        cv2.fillConvexPoly(mask, np.int32(np.round(corners)), 1)
    return int((spots & (mask == 0)).sum())


def residue(before: PageImage, after: PageImage, quad: PtQuad) -> bool:
    """Whether ink that was under ``quad`` is still there."""
    u_width, u_height = math.dist(quad.tl, quad.tr), math.dist(quad.tl, quad.bl)
    inner = resized(quad, -0.05 * u_width, -0.1 * u_height, -0.05 * u_width, -0.1 * u_height)
    now = cut_out(after, inner)
    still = ink_in(now) & ~changed(cut_out(before, inner), now)
    return bool(still.mean() > 0.01)
