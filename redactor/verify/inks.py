"""Seals of which only the naming ink went: it is gone, and print below it is still there."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Damage, Ink, Leak
from redactor.ports import Image
from redactor.verify.render import PagePair, grown, marks_mask

Spots = NDArray[np.bool_]
Levels = NDArray[np.int16]

_INK = 45  # levels by which a seal's ink leads its paper
_STILL = 0.55  # of what it led by: paler is what coding leaves
_LEFT = 0.05  # share of the ink that may be left, specks at the band's border
# Of the ink's usual level: no print below it, which shows faintly through a stamp cut into its
# ground; and of its darkness, in grey.
_ALONE, _SHADE = 0.95, 0.5
_BLACK, _PALE = 90, 150  # levels of print, and of what has faded away
_LOST = 0.10  # share of the print's pixels; a rim pixel may have been half ink
_LEAST_PX = 12


def check_inks(pair: PagePair, dpi: float) -> tuple[list[Leak], list[Damage]]:
    """Ink that was to go and is seen, and print that went with it."""
    leaks: list[Leak] = []
    damage: list[Damage] = []
    if not pair.inked:
        return leaks, damage
    before, after = pair.rendered(dpi)
    boxes = marks_mask(before.shape, pair.geometry(dpi), [m.quad for m in pair.marks])
    covered = grown(boxes, 3) > 0
    for mark in pair.inked:
        if mark.ink is None or mark.ink.is_whole_picture:
            continue  # whole pictures are looked at as such
        parts = marks_mask(before.shape, pair.geometry(dpi), mark.ink.parts)
        here = (grown(parts, -2) > 0) & ~covered
        was = (_lead(before, mark.ink) > _INK) & here
        now = (_lead(after, mark.ink) > _STILL * _usual(before, mark.ink, was)) & was
        if max(now.sum(), _shaded(before, after, mark.ink, was)) > _LEFT * was.sum() + 3:
            leaks.append(Leak("pixels", mark.entity, pair.page_no, (mark.quad,)))
        print_ = (_own(before, mark.ink) < _BLACK) & here
        lost = print_ & (_own(after, mark.ink) > _PALE)
        if (count := int(lost.sum())) > max(_LEAST_PX, _LOST * int(print_.sum())):
            damage.append(Damage("pixels", pair.page_no, float(count), mark.quad.box))
    return leaks, damage


def ink_leads(piece: Image, ink: Ink) -> bool:
    """Whether a piece of a page shows the ink, and less print as dark as black."""
    if not piece.size:
        return False
    own = _own(piece, ink)
    leads = own - np.delete(piece, 0 if ink.colour == "red" else 2, axis=2).max(axis=2) > _INK
    return bool(leads.sum() > (own < _BLACK).sum())


def _shaded(before: Image, after: Image, ink: Ink, was: Spots) -> float:
    """How many pixels of ink lost their colour alone, to judge by those without print below."""
    if not was.any():
        return 0.0
    own = _own(before, ink)
    alone = was & (own > _ALONE * np.median(own[was]))
    # Of the paper round it: a corner of a photograph lies in a shadow.
    ys, xs = np.nonzero(was)
    by = max(int(np.ptp(ys)), int(np.ptp(xs)))
    around = before[max(0, ys.min() - by) : ys.max() + by, max(0, xs.min() - by) : xs.max() + by]
    paper = np.percentile(around, 75, axis=(0, 1)).min()
    dark, still = (paper - image.min(axis=2).astype(np.float32) for image in (before, after))
    return float((still > _SHADE * dark)[alone].mean() * was.sum()) if alone.any() else 0.0


def _own(image: Image, ink: Ink) -> Levels:
    return np.asarray(image[..., 0 if ink.colour == "red" else 2], np.int16)


def _lead(image: Image, ink: Ink) -> Levels:
    red, green, blue = (c.astype(np.int16) for c in cv2.split(image))
    others = np.maximum(green, blue) if ink.colour == "red" else np.maximum(red, green)
    lead = _own(image, ink) - others
    return np.asarray(lead - np.int16(np.median(lead)))


def _usual(image: Image, ink: Ink, where: Spots) -> float:
    """By how much most of the ink leads."""
    return float(np.median(_lead(image, ink)[where])) if where.any() else float(_INK)
