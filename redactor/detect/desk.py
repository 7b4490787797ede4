"""What a photographed sheet lies on: it bounds the sheet, as the picture's edges bound a scan."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.shared import once_a_page
from redactor.ports import Image, PageView

Mask = NDArray[np.uint8]

_MM_PER_INCH = 25.4
_DPI = 50.0
_DARKER = 0.62  # of the paper's level, in some channel: a desk; shade on paper is lighter
_THICK_MM = 4.0  # strokes of print and ink are thinner
_SOFT_MM = 0.8  # the sheet's edge is blurred
_MOST = 0.6  # of the picture: beyond it the page itself is dark


@once_a_page
def desk_of(view: PageView) -> Mask | None:
    """1 on the desk, at a low resolution; None where no edge of the picture shows one."""
    scale = min(1.0, _DPI / view.geometry.dpi)
    mm = view.geometry.dpi * scale / _MM_PER_INCH
    small = cv2.resize(view.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
    paper = np.maximum(np.percentile(small[::2, ::2], 75, axis=(0, 1)), 1)
    dark = ((small < _DARKER * paper).any(axis=2)).astype(np.uint8)
    side = round(_THICK_MM * mm)
    # Beyond the picture all is desk: what is cut off there counts as thick.
    wide = cv2.copyMakeBorder(dark, side, side, side, side, cv2.BORDER_REPLICATE)
    solid = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    _, labels = cv2.connectedComponents(solid[side:-side, side:-side])
    rims = labels[0], labels[-1], labels[:, 0], labels[:, -1]
    reaching = np.setdiff1d(np.concatenate(rims), [0])
    desk = np.isin(labels, reaching).astype(np.uint8)
    by = 2 * max(1, round(_SOFT_MM * mm)) + 1
    desk = cv2.dilate(desk, np.ones((by, by), np.uint8))
    return np.asarray(desk, np.uint8) if 0 < desk.mean() <= _MOST else None


@once_a_page
def sheet_of(view: PageView) -> Image:
    """The page's picture with paper in place of the desk."""
    if (desk := desk_of(view)) is None:
        return view.image
    height, width = view.image.shape[:2]
    off = cv2.resize(desk, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    paper = np.percentile(view.image[::8, ::8][~off[::8, ::8]], 75, axis=0)
    sheet = view.image.copy()
    sheet[off] = paper.astype(np.uint8)
    return sheet
