"""Pixels of the finished page: own marks under the marks, the original everywhere else."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf

from redactor.datatypes import Damage, Entity, Leak, Mark
from redactor.erase.marks import draw_marks
from redactor.geometry import PageGeometry, PtBox, PxBox
from redactor.ports import Image
from redactor.verify.pictures import Placed, placed_pictures
from redactor.verify.render import Mask, PagePair, grown, marks_mask, render

RENDER_DPI = 110.0
_SAME_LEVELS = 2  # resampling and rounding of coordinates
_INK_LEVELS = 3  # below our mark nothing may shine through at all
_LINE_LEVELS = 16  # nothing is lighter than our mark on white, unless ours is missing
# A lossy picture changes by whole coding units: 8 or, with halved colour, 16 of its pixels,
# and its colour is interpolated over the next two.
_CODING_PX = 18
_EDGE_PX = 1  # a pixel of the picture that the mark only touches is blanked whole
_AROUND_PT = 0.85  # an antialiased pixel


@dataclass(frozen=True, slots=True)
class PixelResult:
    """What the comparison of one page found; ``compared`` pixels were looked at."""

    leaks: tuple[Leak, ...]
    damage: tuple[Damage, ...]
    compared: int


def check_pixels(pair: PagePair, blank: pymupdf.Document, dpi: float = RENDER_DPI) -> PixelResult:
    """Compare one page with its original. ``blank`` is an empty document for our own marks."""
    before, after = render(pair.original, dpi), render(pair.redacted, dpi)
    geometry = pair.geometry(dpi)
    if before.shape != after.shape:
        return PixelResult((), (Damage("page_size", pair.page_no),), 0)
    pictures = placed_pictures(pair.original) if pair.marks else ()
    damage = _outside(pair, before, after, geometry, pictures)
    if damage and (finer := _finer_dpi(pictures, geometry, dpi)):
        # A JPEG picture twice as fine as the rendering is decoded at half size, one that was
        # rewritten without loss is not: only at its own scale can the two be equal.
        exact = pair.geometry(finer)
        images = render(pair.original, finer), render(pair.redacted, finer)
        damage = _outside(pair, *images, exact, pictures)
    leaks, marks_damage = _under(pair, after, geometry, blank)
    return PixelResult(tuple(leaks), (*damage, *marks_damage), after.shape[0] * after.shape[1])


def _outside(
    pair: PagePair,
    before: Image,
    after: Image,
    geometry: PageGeometry,
    pictures: tuple[Placed, ...],
) -> list[Damage]:
    differs = _difference(before, after) > _SAME_LEVELS
    if not differs.any():
        return []
    differs[_allowed(pair.marks, after, geometry, pictures) > 0] = False
    if not (count := int(np.count_nonzero(differs))):
        return []
    return [Damage("pixels", pair.page_no, float(count), _box_of(differs, geometry))]


def _difference(a: Image, b: Image) -> Image:
    return np.asarray(cv2.absdiff(a, b).max(axis=2), np.uint8)


def _allowed(
    marks: tuple[Mark, ...], image: Image, geometry: PageGeometry, pictures: tuple[Placed, ...]
) -> Mask:
    """Pixels that a mark may change: its own, and the coding units of a picture below it."""
    quads = [mark.quad for mark in marks]
    radius = max(1, round(_AROUND_PT * geometry.dpi / 72))
    allowed = grown(marks_mask(image.shape, geometry, quads), radius)
    for picture in pictures:
        under = [q for q in quads if picture.touches(q)]
        if under:
            reach_px = _CODING_PX if picture.lossy else _EDGE_PX
            units = marks_mask(image.shape, geometry, under)
            reach = math.ceil(reach_px * geometry.dpi / picture.coarsest_dpi) + 1
            place = grown(marks_mask(image.shape, geometry, [picture.quad]), 1)
            allowed |= grown(units, reach) & place
    return allowed


def _finer_dpi(pictures: tuple[Placed, ...], geometry: PageGeometry, dpi: float) -> float | None:
    """A scale at which no picture is drawn at half its size or less; None when ``dpi`` is."""
    finest = max((p.finest_dpi for p in pictures), default=0.0)
    wanted = min(finest / 1.9, 400.0)
    return wanted if wanted > dpi else None


def _box_of(
    differs: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], geometry: PageGeometry
) -> PtBox:
    ys, xs = np.nonzero(differs)
    return geometry.to_points(
        PxBox(float(xs.min()), float(ys.min()), float(xs.max()) + 1, float(ys.max()) + 1)
    )


def _under(
    pair: PagePair, after: Image, geometry: PageGeometry, blank: pymupdf.Document
) -> tuple[list[Leak], list[Damage]]:
    """Ink under the marks that is not ours, and ink of ours that is missing."""
    if not pair.marks:
        return [], []
    ours = own_marks(blank, pair.redacted, pair.marks, geometry.dpi)
    whole = marks_mask(after.shape, geometry, [mark.quad for mark in pair.marks])
    foreign = (_difference(ours, after) > _INK_LEVELS) & (grown(whole, -1) > 0)
    lighter = cv2.subtract(after, ours).max(axis=2) > _LINE_LEVELS
    missing = lighter & (grown(whole, 1) > 0)
    leaks, damage = [], []
    if foreign.any() or missing.any():
        for mark in pair.marks:
            here = marks_mask(after.shape, geometry, [mark.quad]) > 0
            around = grown(marks_mask(after.shape, geometry, [mark.quad]), 1) > 0
            if (foreign & here & ~lighter).any():
                leaks.append(Leak("pixels", mark.entity, pair.page_no, (mark.quad,)))
            if count := int(np.count_nonzero(missing & around)):
                damage.append(Damage("mark", pair.page_no, float(count), mark.quad.box))
        if not leaks and not damage:
            leaks.append(Leak("pixels", Entity.NAME, pair.page_no))
    return leaks, damage


def own_marks(
    blank: pymupdf.Document, like: pymupdf.Page, marks: tuple[Mark, ...], dpi: float
) -> Image:
    """Our marks alone, on a white page with the boxes and turn of ``like``."""
    page = blank.new_page(width=like.mediabox.width, height=like.mediabox.height)
    source = like.parent
    for key in ("MediaBox", "CropBox", "Rotate", "UserUnit"):
        kind, value = _inherited(source, like.xref, key)
        if kind != "null":
            blank.xref_set_key(page.xref, key, value)
    page = blank.reload_page(page)
    draw_marks(page, marks)
    image = render(page, dpi)
    blank.delete_page(page.number)
    return image


def _inherited(document: pymupdf.Document, xref: int, key: str) -> tuple[str, str]:
    """A page's entry, or that of the nearest node above it that has one, resolved."""
    for _ in range(64):  # hostile trees may be rings
        kind, value = document.xref_get_key(xref, key)
        if kind == "xref":
            return "array", document.xref_object(int(value.split()[0]), compressed=True)
        if kind != "null":
            return kind, value
        kind, value = document.xref_get_key(xref, "Parent")
        if kind != "xref":
            break
        xref = int(value.split()[0])
    return "null", "null"
