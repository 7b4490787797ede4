"""Bars that somebody drew over a page: solid dark rectangles as large as a line or a photo.

White paint is not seen here; what lies live below it is found by ``verify.alone``.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.geometry import PageGeometry, PtQuad, PxBox
from redactor.ports import Image

BAR_DPI = 100.0  # fine enough for every bar
_DARK = 110  # grey level; print on a form's tinted ground is lighter
_THICK_PT = 4.5  # rules and bold strokes are thinner
_MIN_HEIGHT_PT, _MIN_WIDTH_PT = 5.0, 9.0
_FILL = 0.97  # of its box: print in white on a dark banner leaves more holes
_EVEN = 14.0  # standard deviation of grey levels; a dark photo has more
_LONG = 1.1  # times its height; the eye of a QR code is square, but for a pixel of 13
_LARGE_PT = 40.0  # from here on a square one covers a photo
_GROUND = 0.5  # of a banner beside what is printed in it; of a cell beside a filled one, rulings
_MAX_SHARE = 0.35  # of the page
_INK = 150  # grey level of print beside a bar
_JUT, _FAR_OUT = 0.3, 1.6  # of a bar's height: tails of letters are less, rulings go on
_STROKES = 2  # one may be a comma of the next line
_ROW, _EDGE = 0.9, 0.8  # of a row: a bar's own, and of its soft edge
_SOFT_PX = 2  # the edge of a bar between two pixels is grey, of a scaled picture twice


def find_bars(image: Image, geometry: PageGeometry) -> tuple[PtQuad, ...]:
    """The bars of a rendered page, from the top down. ``geometry`` has the image's dpi."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    dark = (grey < _DARK).astype(np.uint8)
    pt = geometry.dpi / 72
    side = max(3, round(_THICK_PT * pt))
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    found = []
    for x, y, w, h, _area in cv2.connectedComponentsWithStats(solid)[2][1:].tolist():
        x, y, w, h = _trimmed(solid, x, y, w, h)
        full = np.count_nonzero(solid[y : y + h, x : x + w]) >= _FILL * w * h
        if not _is_bar(w / pt, h / pt) or _is_banner(dark, x, y, w, h):
            continue
        if full and w * h < _MAX_SHARE * grey.size:
            inner = grey[y + _SOFT_PX : y + h - _SOFT_PX, x + _SOFT_PX : x + w - _SOFT_PX]
            if inner.size and float(inner.std()) < _EVEN:
                found.append(PxBox(x, y, x + w, y + h))
    found.sort(key=lambda box: (box.y0, box.x0))
    return tuple(PtQuad.from_box(geometry.to_points(box)) for box in found)


def _trimmed(solid: NDArray[np.uint8], x: int, y: int, w: int, h: int) -> tuple[int, int, int, int]:
    """The box without outer rows that strokes of print fill in part, which jut out of the bar."""
    for _ in range(_SOFT_PX):
        part = solid[y : y + h, x : x + w]
        top, foot = (int(part[row].mean() < _ROW) for row in (0, -1))
        if h - top - foot < 1:
            break
        y, h = y + top, h - top - foot
    return x, y, w, h


def _is_banner(dark: NDArray[np.uint8], x: int, y: int, w: int, h: int) -> bool:
    """Whether the box is the rest of a banner, whose ground goes on round print in white."""
    # The box is a pixel beside the bar at times: what parts it from another is looked for inside.
    before, behind = max(0, x - h), x + w - _SOFT_PX
    beside = (dark[y : y + h, before : x + _SOFT_PX], dark[y : y + h, behind : x + w + h])
    return any(
        part.shape[1] > h
        and part.mean() > _GROUND
        and all(rows.all(axis=1).any() for rows in (part[: _SOFT_PX + 1], part[-1 - _SOFT_PX :]))
        for part in beside
    )


def _is_bar(width_pt: float, height_pt: float) -> bool:
    if min(width_pt, height_pt) < _MIN_HEIGHT_PT or max(width_pt, height_pt) < _MIN_WIDTH_PT:
        return False
    long = max(width_pt, height_pt) >= _LONG * min(width_pt, height_pt)
    return long or min(width_pt, height_pt) >= _LARGE_PT


def print_juts_out(image: Image, geometry: PageGeometry, bar: PtQuad) -> bool:
    """Whether heads or feet of characters stand out of a bar, which can be guessed by them."""
    box = geometry.to_pixels(bar.box)
    ink = (cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) < _INK).astype(np.uint8)
    x0, y0, x1, y1 = (round(v) for v in (box.x0, box.y0, box.x1, box.y1))
    if y1 - y0 > x1 - x0:
        ink, x0, y0, x1, y1 = ink.T, y0, x0, y1, x1
    tall = y1 - y0
    far = round(_FAR_OUT * tall)
    above = ink[max(0, y0 - far) : max(0, y0 - 1), max(0, x0) : x1][::-1]
    below = ink[y1 + 1 : y1 + 1 + far, max(0, x0) : x1]
    return any(_strokes(strip, tall) >= _STROKES for strip in (above, below) if strip.size)


def _strokes(strip: NDArray[np.uint8], tall: int) -> int:
    """How many strokes grow out of the first rows of ``strip``, and end in it."""
    while len(strip) > 1 and strip[0].mean() > _EDGE:
        strip = strip[1:]  # the bar's own soft edge would join them
    stats = cv2.connectedComponentsWithStats(np.ascontiguousarray(strip))[2][1:].tolist()
    return sum(
        y <= _SOFT_PX and w <= tall and h >= _JUT * tall and y + h < len(strip)
        for _x, y, w, h, _area in stats
    )
