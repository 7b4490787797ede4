"""Boxes of a page's image that are looked at more closely."""

from __future__ import annotations

from collections.abc import Iterable

from redactor.geometry import PxBox
from redactor.ports import Image

_LEAST_PX = 8


def clipped(box: PxBox, image: Image) -> PxBox | None:
    """What of ``box`` lies on the image; None for hardly anything."""
    height, width = image.shape[:2]
    x0, y0, x1, y1 = max(0.0, box.x0), max(0.0, box.y0), min(width, box.x1), min(height, box.y1)
    return PxBox(x0, y0, x1, y1) if x1 - x0 >= _LEAST_PX and y1 - y0 >= _LEAST_PX else None


def joined(boxes: Iterable[PxBox]) -> list[PxBox]:
    """The same places in fewer boxes, wherever one round two is no larger than both."""
    kept: list[PxBox] = []
    for box in boxes:
        while (other := next((k for k in kept if _saves(box, k)), None)) is not None:
            kept = [k for k in kept if k is not other]
            box = PxBox.around([box, other])
        kept.append(box)
    return kept


def _saves(one: PxBox, other: PxBox) -> bool:
    if not one.overlap(other):
        return False
    return PxBox.around([one, other]).area <= one.area + other.area
