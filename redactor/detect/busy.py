"""Where on a page a photo may lie: of any kind, turned another way than the text, or faceless."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import TextSource
from redactor.detect.upright import cells_of
from redactor.geometry import PtQuad, PxBox
from redactor.ports import Image, PageView

_MM_PER_INCH = 25.4
_WHOLE_PAGE = 0.60  # a picture over this share of the page is a scan
_PATCH_DPI = 50.0
_INK = 30  # levels darker than paper
_STROKE_MM = 3.0  # text, lines and rings are thinner; hair, a face and a coat are not
_PATCH_MM = (5.0, 120.0)
# Any photo, the palest too.
_TONE = 12
_TONE_STROKE_MM = 1.5
_TONE_MM = 5.0
_READ = 0.8  # score of a character that is no speck in a photo
_CELL = 0.15  # of its size: a glyph reaches out of its box
_MOSTLY_TONE = 0.5  # of the page: beyond it the whole page costs less
# A photo as a copy shows it: a rectangle of tone, whatever became of the face in it.
_STRAIGHT, _FULL = 0.93, 0.55  # share of its rectangle: of the hull, and of the tone in it
_SIDES_MM = (13.0, 60.0)
_PRINTED = 0.08  # of it, at most, is read: a shaded cell holds print

Mask = NDArray[np.uint8]


def toned_regions(view: PageView) -> list[PxBox]:
    """Where a photo may lie, with room for the network to see it whole; none on plain text.

    Nothing is expected of the photo but areas of tone, together 5 mm wide and high, that are not
    text.
    """
    height, width = view.image.shape[:2]
    grey, scale, mm = _small(view)
    tone = _solid(view, grey, scale, _TONE, _TONE_STROKE_MM * mm)
    # The parts of a photo lie side by side.
    joined = cv2.dilate(tone, np.ones((round(_TONE_MM * mm),) * 2, np.uint8))
    boxes: list[PxBox] = []
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
        side = max(w, h)
        if min(w, h) >= 2 * _TONE_MM * mm - 1:  # of which half is what was joined
            around = x - side / 2, y - side / 2, x + w + side / 2, y + h + side / 2
            box = _clipped(PxBox(*(v / scale for v in around)), view.image)
            boxes += [box] if box else []
    if sum(box.area for box in boxes) > _MOSTLY_TONE * height * width:
        return [PxBox(0, 0, width, height)]
    return boxes


def toned_rectangles(view: PageView) -> list[PtQuad]:
    """Rectangles full of tone, of a photo's size, in which hardly any print was read."""
    grey, scale, mm = _small(view)
    solid = _solid(view, grey, scale, _INK, _STROKE_MM * mm)
    print_ = _read_print(view, scale).astype(np.float32)
    found = []
    for contour in cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        (x, y), (a, b), lean = cv2.minAreaRect(contour)
        if min(a, b) < _SIDES_MM[0] * mm or max(a, b) > _SIDES_MM[1] * mm:
            continue
        left, top, width, height = cv2.boundingRect(contour)
        tone = int(solid[top : top + height, left : left + width].sum())
        if cv2.contourArea(cv2.convexHull(contour)) < _STRAIGHT * a * b or tone < _FULL * a * b:
            continue
        a, b, lean = (b, a, lean - 90) if lean > 45 else (a, b, lean)
        # A contour runs through the middles of its pixels.
        corners = cv2.boxPoints(((x + 0.5, y + 0.5), (a + 1, b + 1), lean))
        read = sum(
            cv2.contourArea(cell)
            for cell in print_
            if cv2.pointPolygonTest(corners, cell.mean(axis=0).tolist(), False) >= 0
        )
        if read <= _PRINTED * a * b:
            foot, *upper = ((px, py) for px, py in (corners / scale).tolist())
            found.append(view.geometry.quad_to_pt([*upper, foot]))
    return found


def _small(view: PageView) -> tuple[Mask, float, float]:
    """The page in grey at a low resolution, its scale, and pixels a millimetre."""
    dpi = view.geometry.dpi
    scale = min(1.0, _PATCH_DPI / dpi)
    small = cv2.resize(view.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    return grey, scale, dpi * scale / _MM_PER_INCH


def _solid(view: PageView, grey: Mask, scale: float, levels: int, stroke_px: float) -> Mask:
    """1 where it is darker than paper for the width of a stroke, and no character was seen.

    What a text layer says may lie below a picture: it explains nothing.
    """
    paper = float(np.percentile(grey, 90))
    ink = (grey < paper - levels).astype(np.uint8)
    for cell in cells_of(_read_print(view, scale), 1 + 2 * _CELL):
        cv2.fillConvexPoly(ink, cell, 0)
    side = max(2, round(stroke_px))
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)))


def _read_print(view: PageView, scale: float) -> NDArray[np.float64]:
    """Corners of characters that were read, n x 4 x 2."""
    quads = [
        char.quad
        for char in view.text.chars
        if char.source is TextSource.OCR and char.score >= _READ and char.quad is not None
    ]
    return view.geometry.quads_to_px(quads) * scale


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
        boxes += _patches(view)
    return [box for box in (_clipped(b, view.image) for b in boxes) if box is not None]


def _patches(view: PageView) -> list[PxBox]:
    """Solid patches, twice as large as they are: the head is the dark part of a photo."""
    grey, scale, mm = _small(view)
    solid = _solid(view, grey, scale, _INK, _STROKE_MM * mm)
    stroke = max(2, round(_STROKE_MM * mm))
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
