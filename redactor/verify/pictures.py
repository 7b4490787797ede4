"""Embedded pictures below the marks: the mark hides them, so they must be blank themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.datatypes import Leak, Mark
from redactor.drawing import may_draw_pictures
from redactor.geometry import Point, PtQuad
from redactor.verify.render import PagePair, grown, patch_on

_WHITE = 245
_RINGING = 215
_BLOCK_PX = 8
_FLAT_LEVELS = 12  # a patch of one colour says nothing, whatever the colour
_SAME_LEVELS, _STROKE_LEVELS = 4.0, 48.0  # on average, and where it differs most
_COLOURED = 14  # levels by which a pixel of a colour leads in its channel
_CHANNEL = {"red": 0, "blue": 2}
_WITHIN = 0.99  # share of a picture that lies in the place of one that was to go
_LOSSLESS = b"\x89PNG"  # MuPDF hands on what was lossy as it is, all else as PNG
Plane = NDArray[np.uint8]
Spots = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture as drawn on a page: its size in pixels and the matrix of its placement.

    ``matrix`` maps the unit square (y down, the picture's top left at the origin) to points.
    """

    width_px: int
    height_px: int
    matrix: tuple[float, float, float, float, float, float]
    lossy: bool = False
    data: bytes = field(default=b"", repr=False)
    mask: bytes = field(default=b"", repr=False)

    def to_pt(self, px: Point) -> Point:
        """A pixel of the picture in points of the unrotated page."""
        a, b, c, d, e, f = self.matrix
        u, v = px[0] / self.width_px, px[1] / self.height_px
        return a * u + c * v + e, b * u + d * v + f

    def to_px(self, pt: Point) -> Point:
        """Points of the unrotated page in pixels of the picture. Only for ``is_solid``."""
        a, b, c, d, e, f = self.matrix
        det = a * d - b * c
        x, y = pt[0] - e, pt[1] - f
        u, v = (d * x - c * y) / det, (a * y - b * x) / det
        return u * self.width_px, v * self.height_px

    @property
    def is_solid(self) -> bool:
        """Whether the placement covers any area."""
        a, b, c, d, _, _ = self.matrix
        return abs(a * d - b * c) > 1e-9

    @property
    def quad(self) -> PtQuad:
        w, h = self.width_px, self.height_px
        return PtQuad(
            self.to_pt((0, 0)), self.to_pt((w, 0)), self.to_pt((w, h)), self.to_pt((0, h))
        )

    @property
    def finest_dpi(self) -> float:
        """Pixels of the picture for each inch of the page, in its finer direction."""
        return max(self._dpis)

    @property
    def coarsest_dpi(self) -> float:
        """The same in its coarser direction."""
        return min(self._dpis)

    @property
    def _dpis(self) -> tuple[float, float]:
        a, b, c, d, _, _ = self.matrix
        across, down = math.hypot(a, b), math.hypot(c, d)
        return 72 * self.width_px / max(across, 1e-6), 72 * self.height_px / max(down, 1e-6)

    def touches(self, quad: PtQuad) -> bool:
        """Whether the quad may lie over the picture (by upright boxes: rather too often)."""
        return self.quad.box.overlap(quad.box) > 0

    def must_be_blank(self, mark: Mark) -> bool:
        """Whether below the mark, or where the mark's picture went, nothing may be left."""
        box = self.quad.box
        if mark.ink is None:
            return self.touches(mark.quad)
        return _is_whole(mark) and box.overlap(mark.quad.box) >= _WITHIN * box.area


def placed_pictures(page: pymupdf.Page) -> tuple[Placed, ...]:
    """Pictures drawn on the page, also inside forms; without their data."""
    if not may_draw_pictures(page):
        return ()
    resources = page.parent.get_page_images(page.number, full=True)
    lossy = {(i[2], i[3]) for i in resources if "DCT" in i[8] or "JPX" in i[8]}
    found = (
        Placed(
            info["width"],
            info["height"],
            info["transform"],
            (info["width"], info["height"]) in lossy,
        )
        for info in page.get_image_info()
        if info["width"] and info["height"]
    )
    return tuple(p for p in found if p.is_solid)


def _with_data(page: pymupdf.Page) -> tuple[Placed, ...]:
    blocks = page.get_text("dict", flags=pymupdf.TEXT_PRESERVE_IMAGES, clip=pymupdf.INFINITE_RECT())
    found = (
        Placed(
            block["width"],
            block["height"],
            block["transform"],
            data=block["image"],
            mask=block.get("mask") or b"",
        )
        for block in blocks["blocks"]
        if block["type"] == 1 and block["width"] and block["height"]
    )
    return tuple(p for p in found if p.is_solid)


def check_pictures(pair: PagePair) -> tuple[list[Leak], int]:
    """Pictures that still hold something below a mark, and how many were looked at."""
    places = [*pair.marks, *filter(_is_whole, pair.inked)]
    if not any(p.must_be_blank(m) for p in placed_pictures(pair.redacted) for m in places):
        return _left_behind(pair), 0
    leaks = []
    looked_at = 0
    for picture in _with_data(pair.redacted):
        marks = [m for m in places if picture.must_be_blank(m)]
        if not marks:
            continue
        looked_at += 1
        planes, lossy = _planes(picture), not picture.data.startswith(_LOSSLESS)
        leaks += [
            Leak("picture", mark.entity, pair.page_no, (mark.quad,))
            for mark in marks
            if not all(_is_blank_below(p, picture, mark, lossy=lossy) for p in planes)
        ]
    return leaks + _left_behind(pair), looked_at


def _is_whole(mark: Mark) -> bool:
    """Whether a picture of its own went, with or without a box over it."""
    return mark.ink is not None and mark.ink.is_whole_picture


def _planes(picture: Placed) -> list[Plane]:
    planes = [_decoded(picture.data)]
    if picture.mask:
        planes.append(_decoded(picture.mask))
    return planes


def _decoded(data: bytes) -> Plane:
    return _samples(pymupdf.Pixmap(data))


def _samples(pixmap: pymupdf.Pixmap) -> Plane:
    """Height x width x channels; any colour space, since only sameness is looked at."""
    if pixmap.colorspace is not None and pixmap.colorspace.n > 3:
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    flat = np.frombuffer(pixmap.samples, np.uint8)
    return flat.reshape(pixmap.height, pixmap.stride)[:, : pixmap.width * pixmap.n].reshape(
        pixmap.height, pixmap.width, pixmap.n
    )


def _patch(plane: Plane, picture: Placed, quad: PtQuad) -> tuple[tuple[slice, slice], Spots]:
    """Pixels of the picture that lie wholly below a mark: a window of it, and which there.

    A page has many marks, and its picture is large.
    """
    scale = (plane.shape[1] / picture.width_px, plane.shape[0] / picture.height_px)
    corners = np.array([picture.to_px(p) for p in quad.corners]) * scale
    window, mask = patch_on(plane.shape, corners)
    return window, grown(mask, -1) > 0


def _is_blank_below(plane: Plane, picture: Placed, mark: Mark, *, lossy: bool) -> bool:
    window, patch = _patch(plane, picture, mark.quad)
    return _is_blank(plane[window], patch, lossy=lossy)


def _is_blank(plane: Plane, patch: Spots, *, lossy: bool = False) -> bool:
    """Whether the patch is white, or all of one colour.

    A lossy picture rings where a coding block holds the patch's border.
    """
    pixels = plane[patch]
    if pixels.size == 0:
        return True
    low, high = pixels.min(axis=0).astype(int), pixels.max(axis=0).astype(int)
    if (low >= _WHITE).all() or (high - low <= _FLAT_LEVELS).all():
        return True
    if not lossy or (low < _RINGING).any():
        return False
    inner = plane[grown(patch.astype(np.uint8), -_BLOCK_PX) > 0]
    return inner.size == 0 or bool(inner.min() >= _WHITE)


def _left_behind(pair: PagePair) -> list[Leak]:
    """The original's picture, still a resource of the page although no longer drawn."""
    places: list[tuple[Mark, Sequence[PtQuad]]] = [(mark, (mark.quad,)) for mark in pair.marks]
    # A whole seal is much like it was: it is looked at where its ink was to go.
    places += [(mark, mark.ink.parts) for mark in pair.inked if mark.ink is not None]
    document = pair.redacted.parent
    resources = document.get_page_images(pair.redacted.number, full=True)
    if not (places and resources):
        return []
    sizes = {(item[2], item[3]) for item in resources}
    originals = [
        p
        for p in placed_pictures(pair.original)
        if (p.width_px, p.height_px) in sizes and any(p.touches(q) for _, qs in places for q in qs)
    ]
    if not originals:
        return []
    leaks = []
    for picture in _with_data(pair.original):
        before = _decoded(picture.data)
        for xref in {i[0] for i in resources if (i[2], i[3]) == before.shape[1::-1]}:
            after = _samples(pymupdf.Pixmap(document, xref))
            leaks += [
                Leak("picture", mark.entity, pair.page_no, (mark.quad,))
                for mark, quads in places
                if (picture.must_be_blank(mark) or not _is_whole(mark))
                and _is_left(picture, before, after, mark, quads)
            ]
    return leaks


def _is_left(
    picture: Placed, before: Plane, after: Plane, mark: Mark, quads: Sequence[PtQuad]
) -> bool:
    """Whether the picture is as it was in all of the quads; where it was blank tells nothing.

    Nor where it has none of the ink that goes: another's hand at the own stamp.
    """
    if before.shape[:2] != after.shape[:2]:
        return False
    touched = [q for q in quads if picture.touches(q) and _may_hold(picture, before, mark, q)]
    told = [_same_there(picture, before, after, quad) for quad in touched]
    known = [same for same in told if same is not None]
    return bool(known) and all(known)


def _may_hold(picture: Placed, plane: Plane, mark: Mark, quad: PtQuad) -> bool:
    """Whether something of the mark's ink may be there; any other mark is for all that is."""
    own = _CHANNEL.get(mark.ink.colour) if mark.ink else None
    if own is None or plane.shape[2] != 3:
        return True
    window, patch = _patch(plane, picture, quad)
    pixels = plane[window][patch].astype(int)
    leads = pixels[:, own] - np.delete(pixels, own, axis=1).max(axis=1)
    return bool((leads > _COLOURED).any())


def _same_there(picture: Placed, before: Plane, after: Plane, quad: PtQuad) -> bool | None:
    window, patch = _patch(before, picture, quad)
    before, after = before[window], after[window]
    if _is_blank(before, patch):
        return None
    if _is_blank(after, patch):
        return False
    grey = [_grey(plane)[patch].astype(float) for plane in (before, after)]
    off = np.abs(grey[0] - grey[1])
    # The strokes of a seal's character take a fiftieth of its place.
    return bool(off.mean() < _SAME_LEVELS and np.percentile(off, 99) < _STROKE_LEVELS)


def _grey(plane: Plane) -> Plane:
    if plane.shape[2] < 3:
        return plane[:, :, 0]
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(plane[:, :, :3]), cv2.COLOR_RGB2GRAY))
