"""Photos and codes that were to go must no longer be found in the finished page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from redactor.config.records import Settings
from redactor.datatypes import DocClass, Entity, Finding, Leak, Mark, PageText, Picture
from redactor.geometry import PageGeometry, PtBox, hull_box
from redactor.ports import Image, PageView, RegionDetector
from redactor.verify.pictures import placed_pictures
from redactor.verify.render import PagePair, render, within_limit

PICTURES = frozenset({Entity.PHOTO, Entity.QR_CODE, Entity.BARCODE})
# What goes by a label beside it, or as ink, is looked for otherwise.
_OTHERWISE = frozenset({"signature", "seal", "script"})
_AROUND_PT = 40.0
_TOUCHING = 0.05  # of the smaller area: a kept code may stand right beside a mark


def check_regions(
    pair: PagePair, detectors: Sequence[RegionDetector], settings: Settings
) -> tuple[list[Leak], int]:
    """Findings over marks of pictures, and how many detectors looked."""
    marks = [mark for mark in pair.marks if mark.entity in PICTURES]
    if not marks:
        return [], 0
    view = _view(pair, marks, settings)
    leaks = [
        Leak(str(found.entity), found.entity, pair.page_no, found.quads)
        for detector in detectors
        if detector.name not in _OTHERWISE
        for found in detector.find(view)
        if found.entity in PICTURES and any(_overlaps(found, m.quad.box) for m in marks)
    ]
    return list(dict.fromkeys(leaks)), len(detectors)


def _view(pair: PagePair, marks: Sequence[Mark], settings: Settings) -> PageView:
    dpi = within_limit(
        pair.geometry(settings.ocr.dpi), settings.ocr.dpi, settings.limits.max_page_megapixels
    )
    pictures = sorted(placed_pictures(pair.redacted), key=lambda p: -p.quad.box.area)
    geometry = pair.geometry(dpi)
    return PageView(
        page_no=pair.page_no,
        image=_near(render(pair.redacted, dpi), marks, geometry),
        geometry=geometry,
        text=PageText(pair.page_no, ()),
        pictures=tuple(Picture(p.quad, p.width_px, p.height_px) for p in pictures),
        doc_class=DocClass.OTHER,
    )


def _near(image: Image, marks: Sequence[Mark], geometry: PageGeometry) -> Image:
    """The marks with as much again on every side, all else white: looking there costs time."""
    out = np.full_like(image, 255)
    for mark in marks:
        box = mark.quad.box
        around = geometry.to_pixels(box.grown(max(box.width, box.height, _AROUND_PT)))
        rows = slice(max(0, int(around.y0)), max(0, int(around.y1) + 1))
        columns = slice(max(0, int(around.x0)), max(0, int(around.x1) + 1))
        out[rows, columns] = image[rows, columns]
    return out


def _overlaps(found: Finding, box: PtBox) -> bool:
    area = hull_box(found.quads)
    return area.overlap(box) > _TOUCHING * min(area.area, box.area)
