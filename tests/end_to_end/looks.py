"""What a page shows, glyph by glyph and pixel by pixel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.geometry import PageGeometry
from redactor.ports import OcrEngine

Grey = NDArray[np.int16]
DPI = 150.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph as MuPDF's raw dictionary gives it; lengths in points, to a hundredth."""

    page_no: int
    char: str
    origin: tuple[float, float]
    box: tuple[float, float, float, float]
    size: float
    colour: int
    flags: int


def glyphs(path: Path) -> list[Glyph]:
    """All glyphs of a file but blanks, fields and notes drawn into the pages."""
    found = []
    with pymupdf.open(path) as document:
        document.bake()
        for page in document:
            raw: dict[str, Any] = page.get_text("rawdict")
            for block in raw["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for char in span["chars"]:
                            if not char["c"].isspace():
                                found.append(_glyph(page.number + 1, span, char))
    return found


def _glyph(page_no: int, span: dict[str, Any], char: dict[str, Any]) -> Glyph:
    x, y = (round(v, 2) for v in char["origin"])
    x0, y0, x1, y1 = (round(v, 2) for v in char["bbox"])
    size = round(span["size"], 2)
    return Glyph(page_no, char["c"], (x, y), (x0, y0, x1, y1), size, span["color"], span["flags"])


def pixels(path: Path, page_no: int = 1, dpi: float = DPI) -> Grey:
    """The page as drawn, fields and notes included, in grey levels."""
    with pymupdf.open(path) as document:
        pixmap = document[page_no - 1].get_pixmap(dpi=round(dpi), colorspace=pymupdf.csGRAY)
        flat = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width)
        return flat.astype(np.int16)


def within(box: Sequence[float], dpi: float = DPI, grown_pt: float = 0.0) -> tuple[slice, slice]:
    """The pixels of a box given in points."""
    scale = dpi / 72
    x0, y0, x1, y1 = box
    return (
        slice(max(0, int((y0 - grown_pt) * scale)), int(np.ceil((y1 + grown_pt) * scale))),
        slice(max(0, int((x0 - grown_pt) * scale)), int(np.ceil((x1 + grown_pt) * scale))),
    )


def outside(
    image: Grey, boxes: Iterable[Sequence[float]], grown_pt: float, dpi: float = DPI
) -> NDArray[np.bool_]:
    """Which pixels lie in none of the boxes."""
    mask = np.ones(image.shape, bool)
    for box in boxes:
        mask[within(box, dpi, grown_pt)] = False
    return mask


def mark_boxes(marks: Iterable[dict[str, Any]], page_no: int) -> list[list[float]]:
    """The upright boxes of the marks of a report on one page, in points."""
    return [
        [min(xs), min(ys), max(xs), max(ys)]
        for mark in marks
        if mark["page"] == page_no
        for xs, ys in [tuple(zip(*mark["quad"], strict=True))]
    ]


def read_again(path: Path, engine: OcrEngine, page_no: int = 1, dpi: float = 200.0) -> str:
    """What an OCR engine reads on the rendered page."""
    with pymupdf.open(path) as document:
        page = document[page_no - 1]
        pixmap = page.get_pixmap(dpi=round(dpi), alpha=False)
        image = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
        geometry = PageGeometry(page.rect.width, page.rect.height, 0, dpi)
        return engine.read(image.copy(), geometry, page_no).text.text
