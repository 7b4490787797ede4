"""Where on a page a photo may lie: of any kind, turned another way than the text, or faceless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.places import clipped, joined
from redactor.detect.shared import grey_of, once_a_page, print_of
from redactor.detect.upright import cells_of
from redactor.geometry import PtQuad, PxBox
from redactor.ports import PageView

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
_ROOM_MM = 30.0  # beyond the tone: no photo reaches further
_LARGE_MM = 80.0  # what hangs together over more is no photo by itself
_PAPER_MM, _PAPER_PX = 90.0, 8  # wider than two portraits side by side; pixels a place
_READ = 0.8  # score of a character that is no speck in a photo
_CELL = 0.15  # of its size: a glyph reaches out of its box
_MOSTLY_TONE = 0.5  # of the page: beyond it the whole page costs less
# A photo as a copy shows it: a rectangle of tone, whatever became of the face in it.
_STRAIGHT, _FULL = 0.93, 0.55  # share of its rectangle: of the hull, and of the tone in it
_SIDES_MM = (13.0, 60.0)
_PRINTED = 0.08  # of it, at most, is read: a shaded cell holds print
# What shows of a portrait that is half covered: hair, ground and dress are as dark, and over more
# than any stroke; red are seals, emblems and fingerprints. Bands of screens are flatter, desks
# reach to the page's edge, bars and shaded cells are of one level.
_DARK, _RED, _SHOWN_MM2 = 60, 40, 30.0
_SHOWN_MM = (8.0, 60.0)
_ONE_LEVEL, _RIM_MM = 12.0, 1.0  # how far levels spread, but for those at the edges

Mask = NDArray[np.uint8]


def toned_regions(view: PageView) -> list[PxBox]:
    """Where a photo may lie, with room for the network to see it whole; none on plain text.

    Nothing is expected of the photo but areas of tone, together 5 mm wide and high, that are not
    text.
    """
    height, width = view.image.shape[:2]
    page = _small(view)
    scale, mm = page.scale, page.mm
    tone = page.solid(page.paper_round() - _TONE, _TONE_STROKE_MM)
    # The parts of a photo lie side by side.
    whole = cv2.dilate(tone, np.ones((round(_TONE_MM * mm),) * 2, np.uint8))
    boxes: list[PxBox] = []
    for x, y, w, h in _parts(np.asarray(whole, np.uint8), 2 * _TONE_MM * mm, _LARGE_MM * mm):
        room = min(max(w, h) / 2, _ROOM_MM * mm)
        around = x - room, y - room, x + w + room, y + h + room
        box = clipped(PxBox(*(v / scale for v in around)), view.image)
        boxes += [box] if box else []
    boxes = joined(boxes)
    if sum(box.area for box in boxes) > _MOSTLY_TONE * height * width:
        return [PxBox(0, 0, width, height)]
    return boxes


def _parts(joined: Mask, least: float, large: float) -> Iterator[tuple[int, int, int, int]]:
    """Boxes (x, y, w, h) of what hangs together and is no smaller; of what is large, the frame of
    a certificate or the desk round a sheet, those of its thick parts.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    is_large = np.zeros(len(stats), np.uint8)
    for number, (x, y, w, h, _) in enumerate(stats[1:].tolist(), 1):
        # Of a width, half is what was joined.
        if min(w, h) >= least - 1:
            if max(w, h) <= large:
                yield x, y, w, h
            else:
                is_large[number] = 1
    if is_large.any():
        thick = cv2.morphologyEx(
            is_large[labels], cv2.MORPH_OPEN, np.ones((round(least) - 1,) * 2, np.uint8)
        )
        for x, y, w, h, _ in cv2.connectedComponentsWithStats(thick)[2][1:].tolist():
            yield x, y, w, h


def toned_rectangles(view: PageView) -> list[PtQuad]:
    """Rectangles full of tone, of a photo's size, in which hardly any print was read."""
    page = _small(view)
    mm = page.mm
    solid = page.solid(page.paper - _INK, _STROKE_MM)
    print_ = _read_print(view, page.scale)
    middles, areas = print_.mean(axis=1), _areas(print_)
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
        if areas[_within(corners, middles)].sum() <= _PRINTED * a * b:
            foot, *upper = ((px, py) for px, py in (corners / page.scale).tolist())
            found.append(view.geometry.quad_to_pt([*upper, foot]))
    return found


def shown_parts(view: PageView) -> list[PtQuad]:
    """Dark patches that may be what shows of a portrait, with the paler tone round each."""
    page, mm = _small(view), view.geometry.dpi / _MM_PER_INCH
    paper = page.paper_round()
    if not page.solid(paper - _DARK, _STROKE_MM).any():
        return []
    image = view.image
    height, width = image.shape[:2]
    # At full size: afar, the modules of a code run together.
    limit = cv2.resize(paper - _DARK, (width, height))
    red, green, blue = (image[..., n].astype(np.int16) for n in range(3))
    dark = ((grey_of(view) < limit) & (red - np.maximum(green, blue) <= _RED)).astype(np.uint8)
    for cell in cells_of(_read_print(view, 1.0), 1 + 2 * _CELL):
        cv2.fillConvexPoly(dark, cell, 0)
    stroke = np.ones((round(_STROKE_MM * mm),) * 2, np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, stroke)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(solid, stroke))
    areas = np.bincount(labels[solid > 0], minlength=len(stats)) / mm**2
    tone = page.solid(paper - _TONE, _TONE_STROKE_MM)
    pale = cv2.connectedComponentsWithStats(tone)[2][1:, :4] / page.scale
    around = [PxBox(x, y, x + w, y + h) for x, y, w, h in pale.tolist()]
    least, most = (side * mm for side in _SHOWN_MM)
    around = [box for box in around if max(box.width, box.height) <= most]
    found = []
    for (x, y, w, h, _), area in zip(stats[1:].tolist(), areas[1:].tolist(), strict=True):
        if x == 0 or y == 0 or x + w == width or y + h == height:
            continue  # cut by the edge, it may be narrower than the stroke that joined it
        box = PxBox(x, y, x + w, y + h).grown(-len(stroke) / 2)  # as it was joined
        sizes = box.width, box.height
        fits = area >= _SHOWN_MM2 and min(sizes) >= least and max(sizes) <= most
        if fits and page.spread(box.grown(-_RIM_MM * mm)) >= _ONE_LEVEL:
            found.append(PxBox.around([box, *(b for b in around if b.overlap(box) > 0)]))
    return [PtQuad.from_box(view.geometry.to_points(whole)) for whole in joined(found)]


def _areas(quads: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = quads[..., 0], quads[..., 1]
    crossed = x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)
    return np.asarray(np.abs(crossed.sum(axis=1)) / 2)


def _within(corners: cv2.typing.MatLike, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points lie in a convex outline or on it."""
    sides = np.roll(corners, -1, axis=0) - corners
    to = points[:, None] - corners
    side = sides[:, 0] * to[..., 1] - sides[:, 1] * to[..., 0]
    return np.asarray((side >= 0).all(axis=1) | (side <= 0).all(axis=1))


@dataclass(frozen=True, slots=True)
class _Small:
    """The page in grey at a low resolution, the level of most of its paper, and what was read."""

    grey: Mask
    paper: float
    cells: NDArray[np.int32]
    scale: float
    mm: float  # in pixels

    def solid(self, below: float | NDArray[np.float32], stroke_mm: float) -> Mask:
        """1 where it is darker than a level for the width of a stroke, and no character was seen.

        What a text layer says may lie below a picture: it explains nothing.
        """
        ink = (self.grey < below).astype(np.uint8)
        for cell in self.cells:
            cv2.fillConvexPoly(ink, cell, 0)
        side = max(2, round(stroke_mm * self.mm))
        return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)))

    def spread(self, box: PxBox) -> float:
        """How far the levels in a box (pixels of the page) spread, but for print that was read:
        white on a dark cell it would pass for a face.
        """
        x0, y0, x1, y1 = (round(v * self.scale) for v in (box.x0, box.y0, box.x1, box.y1))
        grey = self.grey[y0:y1, x0:x1]
        bare = np.ones(grey.shape, np.uint8)
        for cell in self.cells:
            cv2.fillConvexPoly(bare, cell - (x0, y0), 0)
        return float(grey[bare > 0].std()) if bare.any() else 0.0

    def paper_round(self) -> NDArray[np.float32]:
        """The level of paper at each place: a photographed sheet is lighter here than there.

        What is smaller than a portrait and one beside it is none; light that falls off goes on
        beyond the edge.
        """
        height, width = self.grey.shape
        # Between strokes of print there is paper.
        strokes = np.ones((_PAPER_PX + 1,) * 2, np.uint8)
        bare = cv2.morphologyEx(cv2.medianBlur(self.grey, 3), cv2.MORPH_CLOSE, strokes)
        size = max(2, width // _PAPER_PX), max(2, height // _PAPER_PX)
        coarse = cv2.resize(bare, size, interpolation=cv2.INTER_AREA)
        side = round(_PAPER_MM * self.mm / _PAPER_PX) | 1
        by = min(side, *(n - 1 for n in coarse.shape))
        wide = np.pad(coarse.astype(np.float32), by, mode="reflect", reflect_type="odd")
        closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
        calm = cv2.blur(closed[by:-by, by:-by], (3, 3))
        return np.asarray(cv2.resize(calm, (width, height)), np.float32)


@once_a_page
def _small(view: PageView) -> _Small:
    dpi = view.geometry.dpi
    scale = min(1.0, _PATCH_DPI / dpi)
    small = cv2.resize(view.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    mm = dpi * scale / _MM_PER_INCH
    cells = cells_of(_read_print(view, scale), 1 + 2 * _CELL)
    return _Small(grey, float(np.percentile(grey, 90)), cells, scale, mm)


def _read_print(view: PageView, scale: float) -> NDArray[np.float64]:
    """Corners of characters that were read, n x 4 x 2; a photo may be read as one, 百."""
    read = print_of(view)
    least = _SIDES_MM[0] * view.geometry.dpi / _MM_PER_INCH
    small = np.ptp(read.corners, axis=1).min(axis=1, initial=np.inf) < least
    return np.asarray(read.corners[read.from_picture & (read.scores >= _READ) & small] * scale)


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
    return [box for box in (clipped(b, view.image) for b in boxes) if box is not None]


def _patches(view: PageView) -> list[PxBox]:
    """Solid patches, twice as large as they are: the head is the dark part of a photo."""
    page = _small(view)
    scale, mm = page.scale, page.mm
    stroke = max(2, round(_STROKE_MM * mm))
    # Of a photographed sheet the shade would be one patch, from edge to edge.
    solid = page.solid(page.paper_round() - _INK, _STROKE_MM)
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
