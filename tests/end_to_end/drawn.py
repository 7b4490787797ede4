"""Documents drawn for these tests. What is the applicant's own stands between braces.

``Sheet().say(60, 80, "姓名：{罗志恒}　性别：男")`` draws the line without the braces and
remembers which glyphs are own, so that a test knows what must go and what must stay without
asking the program.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
import pymupdf
from PIL import Image

from benchmarks.generator.fonts import face

A4 = (595.0, 842.0)
SCAN_DPI = 200
_FACE = "serif"


@dataclass(frozen=True, slots=True)
class Place:
    """One drawn glyph: its origin on the baseline, in points."""

    char: str
    x: float
    y: float
    size: float
    own: bool


@dataclass(slots=True)
class Sheet:
    """One page: lines of text, and form fields with their values."""

    width: float = A4[0]
    height: float = A4[1]
    lines: list[tuple[float, float, str, float]] = field(default_factory=list)
    fields: list[tuple[str, str, tuple[float, float, float, float]]] = field(default_factory=list)

    def say(self, x: float, y: float, marked: str, size: float = 11.0) -> Self:
        """A line of text whose baseline begins at ``x``, ``y``."""
        self.lines.append((x, y, marked, size))
        return self

    def ask(self, name: str, value: str, *box: float) -> Self:
        """A text field that the applicant has filled in."""
        x0, y0, x1, y1 = box
        self.fields.append((name, value, (x0, y0, x1, y1)))
        return self

    @property
    def text(self) -> str:
        return "\n".join(plain(marked) for _, _, marked, _ in self.lines)

    def places(self) -> list[Place]:
        """Every drawn glyph, blanks left out."""
        found, font = [], face(_FACE)
        for x, y, marked, size in self.lines:
            own = False
            for char in marked:
                if char in "{}":
                    own = char == "{"
                    continue
                if not char.isspace():
                    found.append(Place(char, x, y, size, own))
                x += font.advance(char) * size
        return found


def plain(marked: str) -> str:
    """The text as printed."""
    return re.sub(r"[{}]", "", marked)


def write_pdf(
    path: Path,
    sheets: Sequence[Sheet],
    *,
    metadata: Mapping[str, str] | None = None,
    glyphs: str = "",
    password: str = "",
) -> Path:
    """A born-digital PDF with one embedded font; ``glyphs``: what else that font shall hold."""
    document = _drawn(sheets, glyphs)
    document.set_metadata(dict(metadata or {}))
    options = {}
    if password:
        options = {
            "encryption": pymupdf.PDF_ENCRYPT_AES_256,
            "user_pw": password,
            "owner_pw": password,
        }
    document.save(path, garbage=3, deflate=True, **options)
    document.close()
    return path


def write_scan(path: Path, sheets: Sequence[Sheet], *, skew: float = 0.7, seed: int = 1) -> Path:
    """The sheets as a scanner gives them: one grey JPEG each, a little askew and noisy."""
    rng = np.random.default_rng(seed)
    with pymupdf.open() as document, _drawn(sheets, "") as source:
        for drawn in source:
            pixmap = drawn.get_pixmap(dpi=SCAN_DPI, colorspace=pymupdf.csGRAY)
            image = Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)
            page = document.new_page(width=drawn.rect.width, height=drawn.rect.height)
            page.insert_image(page.rect, stream=_scanned(image, skew, rng))
        document.save(path, garbage=3)
    return path


def _scanned(image: Image.Image, skew: float, rng: np.random.Generator) -> bytes:
    image = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
    noise = rng.normal(-6.0, 4.0, (image.height, image.width))
    grey = np.clip(np.asarray(image, np.float64) + noise, 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, "JPEG", quality=80, dpi=(SCAN_DPI, SCAN_DPI))
    return buffer.getvalue()


def _drawn(sheets: Sequence[Sheet], glyphs: str) -> pymupdf.Document:
    wanted = "".join(sheet.text for sheet in sheets) + glyphs
    characters = "".join(sorted({c for c in wanted if not c.isspace()} | {" ", "　"}))
    font = pymupdf.Font(fontbuffer=face(_FACE).subset(characters))
    document = pymupdf.open()
    for sheet in sheets:
        page = document.new_page(width=sheet.width, height=sheet.height)
        writer = pymupdf.TextWriter(page.rect)
        for x, y, marked, size in sheet.lines:
            writer.append((x, y), plain(marked), font=font, fontsize=size)
        writer.write_text(page)
        for name, value, box in sheet.fields:
            widget = pymupdf.Widget()
            widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
            widget.field_name, widget.field_value = name, value
            widget.rect, widget.text_fontsize = pymupdf.Rect(box), 11
            page.add_widget(widget)
    return document
