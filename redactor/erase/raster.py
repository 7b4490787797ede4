"""The last resort: a page replaced by a picture of itself, with the quads blank.

Used when something cannot be taken out exactly: what is drawn in ways this program cannot edit,
or text that the rewriting of its page would move. The page's text layer is lost.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import cv2
import numpy as np
import pymupdf
from PIL import Image

from redactor.datatypes import Ink, Mark
from redactor.erase.frames import PageFrame
from redactor.erase.ink import PageImage, render
from redactor.erase.masks import Mask
from redactor.erase.seal_ink import ink_is_left, without_ink
from redactor.geometry import PtQuad

_DPI = 300.0
_QUALITY = 88
_MAX_PIXELS = 60_000_000


def replace_by_picture(
    page: pymupdf.Page,
    frame: PageFrame,
    quads: Iterable[PtQuad],
    shown: pymupdf.Page,
    inked: Iterable[Mark] = (),
) -> None:
    """Leave of ``page`` only the picture of ``shown``; size, crop and turn stay as they are.

    ``shown`` is the page itself, or the same page of an earlier state of the document.
    """
    turn = page.rotation
    page.set_rotation(0)
    shown.set_rotation(0)
    try:
        area = frame.width_pt * frame.height_pt / 72**2
        dpi = min(_DPI, (_MAX_PIXELS / max(area, 0.01)) ** 0.5)
        flat = PageFrame(frame.to_points, frame.width_pt, frame.height_pt, 0, frame.cropped)
        image = render(shown, flat, dpi)
        pixels = image.pixels.copy()
        for mark in inked:
            if mark.ink is None:
                continue
            if mark.ink.is_whole_picture:
                # Of a picture of the page, nobody knows any more what was the picture's.
                quads = [*quads, *mark.ink.parts]
            else:
                pixels, _ = without_ink(pixels, _parts(image, mark.ink), mark.ink.colour)
        for quad in quads:
            corners = image.geometry.quad_to_px(quad)
            cv2.fillConvexPoly(pixels, np.int32(np.round(corners)), (255, 255, 255))
        page.parent.xref_set_key(page.xref, "Contents", "null")
        page.parent.xref_set_key(page.xref, "Resources", "<<>>")
        page.insert_image(page.rect, stream=_coded(pixels))
    finally:
        shown.set_rotation(turn)
        page.set_rotation(turn)


def seals_are_left(before: PageImage, after: PageImage, inked: Iterable[Mark]) -> bool:
    """Whether a seal still says what it said: it was not drawn as a picture, perhaps."""
    return any(
        ink_is_left(before.pixels, after.pixels, _parts(before, mark.ink), mark.ink.colour)
        for mark in inked
        if mark.ink is not None and not mark.ink.is_whole_picture
    )


def _parts(image: PageImage, ink: Ink) -> Mask:
    mask = np.zeros(image.pixels.shape[:2], np.uint8)
    for quad in ink.parts:
        corners = image.geometry.quad_to_px(quad)
        cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 1)
    return mask > 0


def _coded(pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> bytes:
    """As JPEG, grey when it is."""
    out = io.BytesIO()
    spread = pixels.max(axis=2).astype(np.int16) - pixels.min(axis=2)
    picture = Image.fromarray(pixels)
    if spread.max() <= 6:
        picture = picture.convert("L")
    picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()
