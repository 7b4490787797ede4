"""Pages and pictures for these tests: drawn portraits of nobody, codes, forms, seals."""

from __future__ import annotations

from functools import cache

import numpy as np
import pymupdf
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from redactor.datatypes import Char, PageText, TextSource
from redactor.geometry import PtBox, PtQuad

DPI = 200.0
MM = DPI / 25.4  # pixels a millimetre
PT = 72 / DPI  # points a pixel
BLUE, RED, WHITE = (70, 120, 190), (190, 40, 40), (252, 252, 252)
_SKIN, _HAIR, _COAT = (226, 178, 145), (30, 24, 22), (40, 45, 60)


def portrait(width_mm: float, height_mm: float, ground: tuple[int, int, int] = BLUE) -> Image.Image:
    """A drawn head and shoulders on a plain ground, at 200 dpi."""
    width, height = 300, round(300 * height_mm / width_mm)
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((20, 310, 280, max(470, height + 60)), 60, fill=_COAT)
    draw.polygon([(110, 300), (190, 300), (150, 380)], fill=(240, 240, 245))
    draw.rectangle((118, 250, 182, 320), fill=_shade(_SKIN, 0.9))
    draw.ellipse((58, 70, 242, 260), fill=_HAIR)
    draw.ellipse((74, 105, 226, 295), fill=_SKIN)
    draw.pieslice((64, 65, 236, 230), 190, 350, fill=_HAIR)
    for side in (-1, 1):
        ear, eye = 150 + side * 82, 150 + side * 33
        draw.ellipse((ear - 12, 180, ear + 12, 225), fill=_shade(_SKIN, 0.93))
        draw.ellipse((eye - 17, 183, eye + 17, 201), fill=(250, 250, 250))
        draw.ellipse((eye - 9, 183, eye + 9, 201), fill=(35, 25, 20))
        draw.arc((eye - 24, 160, eye + 24, 195), 200, 340, fill=_HAIR, width=6)
    draw.line((150, 195, 142, 232), fill=_shade(_SKIN, 0.8), width=4)
    draw.arc((136, 222, 164, 242), 20, 160, fill=_shade(_SKIN, 0.7), width=4)
    draw.ellipse((122, 254, 178, 270), fill=(185, 85, 85))
    draw.line((122, 262, 178, 262), fill=(120, 50, 50), width=3)
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(2.2)), float)
    rows, cols = np.mgrid[0:height, 0:width]
    lit = soft * (1.05 - 0.25 * ((cols - 150) / width + 0.3 * rows / height))[..., None]
    drawn = Image.fromarray(lit.clip(0, 255).astype(np.uint8))
    return drawn.resize((round(width_mm * MM), round(height_mm * MM)), Image.Resampling.LANCZOS)


def _shade(colour: tuple[int, int, int], by: float) -> tuple[int, int, int]:
    return int(colour[0] * by), int(colour[1] * by), int(colour[2] * by)


def code(
    text: str, kind: zxingcpp.BarcodeFormat, width_mm: float, height_mm: float = 0
) -> Image.Image:
    """A printed code without its quiet zone, at 200 dpi; square or as given."""
    drawn = zxingcpp.create_barcode(text, kind).to_image(scale=10, add_quiet_zones=False)
    pixels = np.array(drawn)
    rows, cols = np.nonzero(pixels < 128)
    pixels = pixels[rows.min() : rows.max() + 1, cols.min() : cols.max() + 1]
    size = round(width_mm * MM), round((height_mm or width_mm) * MM)
    return Image.fromarray(pixels).convert("RGB").resize(size, Image.Resampling.LANCZOS)


def form(font_size: float = 12.0) -> tuple[Image.Image, PageText]:
    """A ruled form full of print, with an empty photo cell of 30 x 44 mm at (470, 120) pt."""
    image, text = _form(font_size)
    return image.copy(), text


@cache
def _form(font_size: float) -> tuple[Image.Image, PageText]:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        for row in range(28):
            page.draw_line((40, 120 + row * 25), (555, 120 + row * 25))
        for x in (40, 110, 200, 300, 400, 470, 555):
            page.draw_line((x, 120), (x, 795))
        words = "姓名性别出生年月民族学历毕业院校" * 3
        for row in range(27):
            for column, x in enumerate((40, 110, 200, 300, 400)):
                at = (row * 5 + column) % 20
                page.insert_text(
                    (x + 6, 138 + row * 25),
                    words[at : at + 4],
                    fontname="china-s",
                    fontsize=font_size,
                )
        page.draw_rect(pymupdf.Rect(470, 120, 555, 245), fill=(1, 1, 1), color=(0, 0, 0))
        return shown(page), printed(page)


def dense(font_size: float) -> tuple[Image.Image, PageText]:
    """A page of small print, edge to edge."""
    image, text = _dense(font_size)
    return image.copy(), text


@cache
def _dense(font_size: float) -> tuple[Image.Image, PageText]:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        words = "专业技术职称评审表工作单位身份证号Illl|||1590abc，。《》（）" * 900
        count = int(535 * 780 / font_size / font_size / 1.4)
        left = page.insert_textbox(
            page.rect + (30, 30, -30, -30), words[:count], fontname="china-s", fontsize=font_size
        )
        assert left >= 0, "the page stayed empty"
        return shown(page), printed(page)


def shown(page: pymupdf.Page, dpi: int = 200) -> Image.Image:
    pixels = page.get_pixmap(dpi=dpi, alpha=False)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def printed(page: pymupdf.Page) -> PageText:
    chars = []
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                for char in span["chars"]:
                    quad = PtQuad.from_box(PtBox(*char["bbox"]))
                    chars.append(Char(char["c"], quad, 1.0, 0, TextSource.TEXT_LAYER))
    return PageText(1, tuple(chars))


def stamped(image: Image.Image, x: int, y: int, radius: int = 150) -> Image.Image:
    """A red seal pressed on, its ink over and not instead of what is below."""
    ink = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(ink)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(220, 40, 40), width=14)
    draw.regular_polygon((x, y, radius * 0.4), 5, fill=(220, 40, 40))
    both = np.asarray(image).astype(int) * np.asarray(ink) // 255
    return Image.fromarray(both.astype(np.uint8))
