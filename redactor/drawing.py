"""What a page can draw at all, told without drawing it; and parts of it drawn alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pymupdf
from pymupdf import mupdf

from redactor.geometry import PxBox
from redactor.levels import Pixels, pixels_of

# Also within a string or a name: it is a doubt, no proof.
_INLINE_PICTURE = re.compile(rb"BI[\s/]")


def may_draw_pictures(page: pymupdf.Page) -> bool:
    """Whether a picture may stand on ``page``; in doubt True.

    A picture is a resource, of the page or of something that it draws, or is written in the
    content. To draw the page for it takes a hundred times as long.
    """
    try:
        return _may_come_from_resources(page) or bool(_INLINE_PICTURE.search(page.read_contents()))
    except (RuntimeError, ValueError, mupdf.FzErrorBase):
        return True  # what cannot be read as a whole may be drawn in part


def _may_come_from_resources(page: pymupdf.Page) -> bool:
    resources = mupdf.pdf_page_resources(pymupdf._as_pdf_page(page))
    fonts, states = (_entries(resources, kind) for kind in ("Font", "ExtGState"))
    return (
        any(resources.pdf_dict_gets(kind).pdf_dict_len() for kind in ("XObject", "Pattern"))
        or any(font.pdf_dict_gets("Subtype").pdf_to_name() == "Type3" for font in fonts)
        or any(state.pdf_dict_gets("SMask").pdf_is_dict() for state in states)
        or page.first_annot is not None
        or page.first_widget is not None
    )


def _entries(resources: mupdf.PdfObj, kind: str) -> list[mupdf.PdfObj]:
    entries = resources.pdf_dict_gets(kind)
    return [entries.pdf_dict_get_val(i) for i in range(entries.pdf_dict_len())]


def drawn_near(listed: pymupdf.DisplayList, zoom: float, near: Iterable[PxBox]) -> Pixels:
    """What lies in these boxes of a page's picture at ``zoom`` pixels a point; the rest is black.

    Glyphs are as in a picture of the whole page, lines nearly so; embedded pictures and shadings
    need not be. Most of the time goes into glyphs that are met for the first time at one size.
    """
    matrix = pymupdf.Matrix(zoom, zoom)
    sheet = (listed.rect * matrix).irect
    out: Pixels = np.zeros((sheet.height, sheet.width, 3), np.uint8)
    for box in near:
        clip = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1) / zoom & listed.rect
        if not clip.is_empty:
            part = listed.get_pixmap(matrix, pymupdf.csRGB, alpha=0, clip=clip)
            y, x = part.y - sheet.y0, part.x - sheet.x0
            out[y : y + part.height, x : x + part.width] = pixels_of(part)
    return out
