"""Embedded pictures of a finished file: what a mark hides."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf

from tests.erase.look import Pixels


def picture_xobjects(page: pikepdf.Object, depth: int = 0) -> list[pikepdf.Object]:
    """Every picture a page can draw, those in forms too."""
    found = []
    for target in page.get("/Resources", {}).get("/XObject", {}).values():
        if target.get("/Subtype") == "/Image":
            found.append(target)
        elif depth < 5:
            found += picture_xobjects(target, depth + 1)
    return found


def picture_of(path: Path, page_no: int = 1, nth: int = 0, ground: str = "1 g") -> Pixels:
    """An embedded picture drawn alone on a plain ground, a pixel a pixel: what a mark hides."""
    with pikepdf.open(path) as pdf:
        image = picture_xobjects(pdf.pages[page_no - 1].obj)[nth]
        width, height = int(image.Width), int(image.Height)
        page = pdf.add_blank_page(page_size=(width, height))
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        content = f"{ground} 0 0 {width} {height} re f {width} 0 0 {height} 0 0 cm 0 g /Im Do"
        page.obj["/Contents"] = pdf.make_stream(content.encode())
        out = io.BytesIO()
        pdf.save(out)
    with pymupdf.open("pdf", out.getvalue()) as document:
        pixmap = document[-1].get_pixmap(dpi=72, alpha=False)
        rows = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w, 3)
        return rows.copy()


def raw_picture(path: Path, page_no: int = 1, nth: int = 0) -> tuple[bytes, str]:
    """An embedded picture's coded bytes, and its last filter."""
    with pikepdf.open(path) as pdf:
        image = picture_xobjects(pdf.pages[page_no - 1].obj)[nth]
        filters = image.get("/Filter")
        last = filters[-1] if isinstance(filters, pikepdf.Array) else filters
        return image.read_raw_bytes(), str(last)
