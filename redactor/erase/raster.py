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

from redactor.erase.frames import PageFrame
from redactor.erase.ink import render
from redactor.geometry import PtQuad

_DPI = 300.0
_QUALITY = 88
_MAX_PIXELS = 60_000_000


def replace_by_picture(
    page: pymupdf.Page, frame: PageFrame, quads: Iterable[PtQuad], shown: pymupdf.Page
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
        for quad in quads:
            corners = image.geometry.quad_to_px(quad)
            cv2.fillConvexPoly(pixels, np.int32(np.round(corners)), (255, 255, 255))
        page.parent.xref_set_key(page.xref, "Contents", "null")
        page.parent.xref_set_key(page.xref, "Resources", "<<>>")
        page.insert_image(page.rect, stream=_coded(pixels))
    finally:
        shown.set_rotation(turn)
        page.set_rotation(turn)


def _coded(pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> bytes:
    """As JPEG, grey when it is."""
    out = io.BytesIO()
    spread = pixels.max(axis=2).astype(np.int16) - pixels.min(axis=2)
    picture = Image.fromarray(pixels)
    if spread.max() <= 6:
        picture = picture.convert("L")
    picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()
