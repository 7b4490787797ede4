"""Where on a page a photo may lie that is turned another way than the text."""

from __future__ import annotations

import cv2
import numpy as np

from redactor.geometry import PxBox
from redactor.ports import Image, PageView

_MM_PER_INCH = 25.4
_WHOLE_PAGE = 0.60  # a picture over this share of the page is a scan
_PATCH_DPI = 50.0
_INK = 30  # levels darker than paper
_STROKE_MM = 3.0  # text, lines and rings are thinner; hair, a face and a coat are not
_PATCH_MM = (5.0, 120.0)


def busy_regions(view: PageView) -> list[PxBox]:
    """Where a turned photo may lie: embedded pictures, and dark patches of scanned pages."""
    page = view.geometry.width_pt * view.geometry.height_pt
    boxes, scanned = [], False
    for picture in view.pictures:
        if picture.quad.box.area > _WHOLE_PAGE * page:
            scanned = True
        else:
            boxes.append(view.geometry.to_pixels(picture.quad.box))
    if scanned:
        boxes += _patches(view.image, view.geometry.dpi)
    return [box for box in (_clipped(b, view.image) for b in boxes) if box is not None]


def _patches(image: Image, dpi: float) -> list[PxBox]:
    """Solid patches, twice as large as they are: the head is the dark part of a photo."""
    scale = min(1.0, _PATCH_DPI / dpi)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    paper = float(np.percentile(grey, 90))
    ink = (grey < paper - _INK).astype(np.uint8)
    mm = dpi * scale / _MM_PER_INCH
    stroke = max(2, round(_STROKE_MM * mm))
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    joined = cv2.dilate(solid, np.ones((stroke, stroke), np.uint8))
    boxes = []
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
        if _PATCH_MM[0] * mm <= max(w, h) and min(w, h) <= _PATCH_MM[1] * mm:
            boxes.append(
                PxBox(
                    (x - w / 2) / scale,
                    (y - h / 2) / scale,
                    (x + 1.5 * w) / scale,
                    (y + 1.5 * h) / scale,
                )
            )
    return boxes


def _clipped(box: PxBox, image: Image) -> PxBox | None:
    height, width = image.shape[:2]
    x0, y0, x1, y1 = max(0.0, box.x0), max(0.0, box.y0), min(width, box.x1), min(height, box.y1)
    return PxBox(x0, y0, x1, y1) if x1 - x0 >= 8 and y1 - y0 >= 8 else None
