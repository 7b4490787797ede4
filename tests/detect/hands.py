"""Pages with labels to sign at, and strokes that no typeface makes."""

from __future__ import annotations

import math

import numpy as np
import pymupdf
from PIL import Image, ImageDraw

from redactor.datatypes import DocClass, PageText
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.ports import PageView
from tests.detect.drawn import PT, printed, shown

SIZE = (595, 842)


def page_with(
    lines: list[tuple[float, float, str]], size: float = 12.0, ruled: bool = False
) -> tuple[Image.Image, PageText]:
    """Print at the given places (points); ``ruled``: a line to write on after each."""
    with pymupdf.open() as document:
        page = document.new_page(width=SIZE[0], height=SIZE[1])
        for x, y, text in lines:
            page.insert_text((x, y), text, fontname="china-s", fontsize=size)
            if ruled:
                end = x + size * len(text)
                page.draw_line((end + 2, y + 3), (end + 120, y + 3), width=0.7)
        text = PageText(1, _in_rows(printed(page)))
        return shown(page), text


def _in_rows(page: PageText) -> tuple:
    from redactor.datatypes import Char

    chars = sorted(page.chars, key=lambda c: (round(c.quad.box.y0 / 6), c.quad.box.x0))
    out: list[Char] = []
    for number, char in enumerate(chars):
        before = chars[number - 1] if number else None
        if before is not None and abs(before.quad.box.y0 - char.quad.box.y0) > 5:
            out.append(Char("\n", None, 1.0, number, char.source))
        out.append(char)
    return tuple(out)


def scrawl(rng: np.random.Generator, characters: int, height_px: float) -> list[np.ndarray]:
    """Strokes of so many characters, side by side, joined here and there; from (0, 0)."""
    strokes = []
    for n in range(characters):
        x0 = n * height_px * rng.uniform(0.75, 0.95)
        last = np.array([x0, height_px / 2])
        for _ in range(int(rng.integers(4, 9))):
            start = (
                last if rng.random() < 0.35 else rng.uniform((0, 0), (height_px * 0.85, height_px))
            )
            start = start + ((x0, 0) if start is not last else (0, 0))
            end = (x0, 0) + rng.uniform((0, 0), (height_px * 0.85, height_px))
            bend = (start + end) / 2 + rng.normal(0, height_px * 0.12, 2)
            t = np.linspace(0, 1, 14)[:, None]
            strokes.append((1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end)
            last = end
    return strokes


def write(
    page: Image.Image,
    at: tuple[float, float],
    strokes: list[np.ndarray],
    ink: tuple[int, int, int] = (25, 25, 60),
    width: int = 4,
) -> PtBox:
    """Draw with the middle of the left edge at ``at`` (points); where it lies, in points."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    shift = np.array(at) / PT - (low[0], (low[1] + high[1]) / 2)
    draw = ImageDraw.Draw(page)
    for stroke in strokes:
        draw.line([tuple(p) for p in stroke + shift], fill=ink, width=width, joint="curve")
    (x0, y0), (x1, y1) = (low + shift) * PT, (high + shift) * PT
    return PtBox(float(x0), float(y0), float(x1), float(y1))


def view_of(
    page: Image.Image, text: PageText, doc_class: DocClass = DocClass.FORM, dpi: float = 200
) -> PageView:
    image = np.ascontiguousarray(np.asarray(page.convert("RGB")))
    geometry = PageGeometry(page.width * 72 / dpi, page.height * 72 / dpi, 0, dpi)
    return PageView(1, image, geometry, text, (), doc_class)


def turned(page: Image.Image, text: PageText, degrees: float) -> tuple[Image.Image, PageText]:
    """The page turned counter-clockwise about its middle, its characters with it."""
    from dataclasses import replace

    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    mx, my = page.width * PT / 2, page.height * PT / 2

    def moved(quad: PtQuad) -> PtQuad:
        return PtQuad(
            *(
                (mx + (x - mx) * cos + (y - my) * sin, my - (x - mx) * sin + (y - my) * cos)
                for x, y in quad.corners
            )
        )

    chars = tuple(replace(c, quad=c.quad and moved(c.quad)) for c in text.chars)
    lying = page.rotate(degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return lying, PageText(text.page_no, chars)
