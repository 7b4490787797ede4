"""Bars that somebody drew over a page: solid dark rectangles as large as a line or a photo.

White paint is not seen here; what lies live below it is found by ``verify.alone``.
"""

from __future__ import annotations

import cv2
import numpy as np

from redactor.geometry import PageGeometry, PtQuad, PxBox
from redactor.ports import Image

BAR_DPI = 100.0  # fine enough for every bar
_DARK = 110  # grey level; print on a form's tinted ground is lighter
_THICK_PT = 4.5  # rules and bold strokes are thinner
_MIN_HEIGHT_PT, _MIN_WIDTH_PT = 5.0, 9.0
_FILL = 0.97  # of its box: print in white on a dark banner leaves more holes
_EVEN = 14.0  # standard deviation of grey levels; a dark photo has more
_LONG = 1.3  # times its height; the eye of a QR code is square
_LARGE_PT = 40.0  # from here on a square one covers a photo
_MAX_SHARE = 0.35  # of the page
_SOFT_PX = 2  # the edge of a bar between two pixels is grey, of a scaled picture twice


def find_bars(image: Image, geometry: PageGeometry) -> tuple[PtQuad, ...]:
    """The bars of a rendered page, from the top down. ``geometry`` has the image's dpi."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    dark = (grey < _DARK).astype(np.uint8)
    pt = geometry.dpi / 72
    side = max(3, round(_THICK_PT * pt))
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    found = []
    for x, y, w, h, area in cv2.connectedComponentsWithStats(solid)[2][1:].tolist():
        if _is_bar(w / pt, h / pt) and area >= _FILL * w * h and w * h < _MAX_SHARE * grey.size:
            inner = grey[y + _SOFT_PX : y + h - _SOFT_PX, x + _SOFT_PX : x + w - _SOFT_PX]
            if inner.size and float(inner.std()) < _EVEN:
                found.append(PxBox(x, y, x + w, y + h))
    found.sort(key=lambda box: (box.y0, box.x0))
    return tuple(PtQuad.from_box(geometry.to_points(box)) for box in found)


def _is_bar(width_pt: float, height_pt: float) -> bool:
    if min(width_pt, height_pt) < _MIN_HEIGHT_PT or max(width_pt, height_pt) < _MIN_WIDTH_PT:
        return False
    long = max(width_pt, height_pt) >= _LONG * min(width_pt, height_pt)
    return long or min(width_pt, height_pt) >= _LARGE_PT
