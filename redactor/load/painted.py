"""Pictures whose print somebody painted over: the paint hides it, and the file still holds it.

A scan with a bar drawn on it in a viewer is such a page. It is made a picture of what it shows
before anything else looks at it.
"""

from __future__ import annotations

import io

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image

from redactor.drawing import may_draw_pictures
from redactor.geometry import PtBox
from redactor.load.losses import tell_of_loss

_DPI = 100.0
_PAINT = frozenset(("fill-path", "stroke-path", "fill-image", "fill-imgmask", "fill-shade"))
_OF_PICTURES = ("fill-image", "fill-imgmask")
_MIN_SIDE_PT = 20.0  # of a picture that is a scan: some programs draw each character as one
_MIN_HEIGHT_PT, _MIN_WIDTH_PT = 5.0, 9.0  # of a bar, as in ``detect.bars``
_PRINT = 60  # of 255: an edge of print in the picture
_FLAT = 12  # below it nothing is printed where the page shows it
_EVEN = 4.0  # standard deviation of grey levels in a picture of one colour
_LEAST_PX = 12  # of edges that are not seen: a character has more
_FLAT_DPI, _MOST_PIXELS, _QUALITY = 300.0, 60_000_000, 88
Grey = NDArray[np.uint8]


def show_what_is_shown(document: pymupdf.Document) -> tuple[tuple[int, ...], frozenset[int]]:
    """Replace the pages whose pictures hold print below paint; their text layer goes, too.

    Annotations are baked. Returns the numbers of these pages, and those of them of which a part
    could not be drawn.
    """
    painted, torn = [], set()
    for page in document:
        pymupdf.TOOLS.reset_mupdf_warnings()
        if painted_over(page):
            painted.append(page.number + 1)
            if tell_of_loss(pymupdf.TOOLS.mupdf_warnings(), page):
                torn.add(page.number + 1)
            _flatten(page)
    return tuple(painted), frozenset(torn)


def painted_over(page: pymupdf.Page) -> bool:
    """Whether print of an embedded picture lies below something that was painted later."""
    paint = _later_paint(page) if may_draw_pictures(page) else []
    if not paint:
        return False
    shown = _grey(page)
    below = _pictures_alone(page, shown.shape)
    if below is None:
        return False
    hidden = (_edges(below, 3) > _PRINT) & (_edges(shown, 5) < _FLAT)
    scale = _DPI / 72
    return any(
        np.count_nonzero(
            hidden[
                max(0, round(box.y0 * scale)) : max(0, round(box.y1 * scale)),
                max(0, round(box.x0 * scale)) : max(0, round(box.x1 * scale)),
            ]
        )
        >= _LEAST_PX
        for box in paint
    )


def _later_paint(page: pymupdf.Page) -> list[PtBox]:
    """What is as large as a bar, and painted over a picture that was there before."""
    pictures: list[PtBox] = []
    found = []
    for kind, rect in page.get_bboxlog():
        if kind not in _PAINT or not all(np.isfinite(rect)):
            continue
        box = PtBox(rect[0], rect[1], max(rect[0], rect[2]), max(rect[1], rect[3]))
        small, large = sorted((box.width, box.height))
        as_bar = small >= _MIN_HEIGHT_PT and large >= _MIN_WIDTH_PT
        if as_bar and any(box.overlap(picture) > 0 for picture in pictures):
            found.append(box)
        if kind in _OF_PICTURES and small >= _MIN_SIDE_PT:
            pictures.append(box)
    return found


def _grey(page: pymupdf.Page) -> Grey:
    """The page as shown, not turned."""
    turn = page.rotation
    page.set_rotation(0)
    try:
        pixmap = page.get_pixmap(dpi=round(_DPI), colorspace=pymupdf.csGRAY, alpha=False)
    finally:
        page.set_rotation(turn)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width)


def _pictures_alone(page: pymupdf.Page, shape: tuple[int, ...]) -> Grey | None:
    """The pictures of the page where they stand, in their order; None without any.

    Stencils, as bitonal scans are at times, are drawn in black; no picture with a soft mask. Nor is
    one of a single colour: it is a bar itself.
    """
    log = [(kind, pymupdf.Rect(rect)) for kind, rect in page.get_bboxlog() if kind in _OF_PICTURES]
    flags = pymupdf.TEXT_PRESERVE_IMAGES
    blocks = page.get_text("dict", flags=flags, clip=pymupdf.INFINITE_RECT())["blocks"]
    height, width = shape
    sheet: Grey = np.full((height, width), 255, np.uint8)
    placed = False
    for block in blocks:
        if block["type"] != 1 or block.get("mask"):
            continue
        here = [kind for kind, rect in log if _same(pymupdf.Rect(block["bbox"]), rect)]
        data = cv2.imdecode(np.frombuffer(block["image"], np.uint8), cv2.IMREAD_GRAYSCALE)
        if not here or data is None or data.std() < _EVEN:
            continue
        stencil = here[0] == "fill-imgmask"
        a, b, c, d, e, f = block["transform"]
        columns, rows = data.shape[1], data.shape[0]
        # From the picture's pixels to the sheet's: the unit square is y down here.
        to_sheet = np.array([[a / columns, c / rows, e], [b / columns, d / rows, f]]) * (_DPI / 72)
        way = {"flags": cv2.INTER_AREA, "borderMode": cv2.BORDER_TRANSPARENT}
        if stencil:  # it paints where it is white
            drawn = cv2.warpAffine(
                255 - data, to_sheet, (width, height), dst=255 + 0 * sheet, **way
            )
            np.minimum(sheet, drawn, out=sheet)
        else:
            cv2.warpAffine(data, to_sheet, (width, height), dst=sheet, **way)
        placed = True
    return sheet if placed else None


def _same(one: pymupdf.Rect, other: pymupdf.Rect) -> bool:
    return bool(max(abs(a - b) for a, b in zip(one, other, strict=True)) < 0.5)


def _edges(image: Grey, side: int) -> Grey:
    kernel = np.ones((side, side), np.uint8)
    return np.asarray(cv2.morphologyEx(image, cv2.MORPH_GRADIENT, kernel), np.uint8)


def _flatten(page: pymupdf.Page) -> None:
    turn = page.rotation
    page.set_rotation(0)
    try:
        area = page.rect.width * page.rect.height / 72**2
        dpi = min(_FLAT_DPI, (_MOST_PIXELS / area) ** 0.5)
        zoom = pymupdf.Matrix(dpi / 72, dpi / 72)
        pixmap = page.get_pixmap(matrix=zoom, colorspace=pymupdf.csRGB, alpha=False)
        pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
        coded = io.BytesIO()
        Image.fromarray(pixels).save(coded, "JPEG", quality=_QUALITY, subsampling=0)
        page.parent.xref_set_key(page.xref, "Contents", "null")
        page.parent.xref_set_key(page.xref, "Resources", "<<>>")
        page.insert_image(page.rect, stream=coded.getvalue())
    finally:
        page.set_rotation(turn)
