"""What certificates and proofs are made of beside text: paper, cards, bar codes, screen windows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pymupdf
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.generator.canvas import Canvas
from benchmarks.generator.pictures import Looks, Rgb, portrait
from benchmarks.generator.render import to_pdf
from benchmarks.truth import Quad

_PX = 2.0  # pixels a point of drawn paper
_SCREEN_PX = 150 / 72  # of a window's picture


def booklet_paper(width: float, height: float, tint: Rgb, rng: np.random.Generator) -> bytes:
    """An open booklet's two pages (JPEG): fibres, a woven ground, the fold's shadow; points."""
    w, h = round(width * _PX), round(height * _PX)
    paper = np.full((h, w, 3), tint, np.float32) + _fibres(h, w, rng)[..., None] * 9
    x, y = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    weave = np.sin(x / 9 + 2.2 * np.sin(y / 41)) * np.sin(y / 9 + 2.2 * np.sin(x / 47))
    paper -= np.clip(weave, 0, 1)[..., None] * 6
    paper -= 46 * np.exp(-(((x - w / 2) / (7 * _PX)) ** 2))[..., None]
    image = Image.fromarray(np.clip(paper, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    inset, edge = round(17 * _PX), (196, 120, 96)
    for left, right in ((0, w // 2), (w // 2, w)):
        draw.rectangle((left + inset, inset, right - inset, h - inset), outline=edge, width=3)
        more = inset + round(4 * _PX)
        draw.rectangle((left + more, more, right - more, h - more), outline=edge, width=1)
    return _jpeg(image)


def card_paper(
    width: float,
    height: float,
    cards: Sequence[tuple[float, float, float, float]],
    tint: Rgb,
    rng: np.random.Generator,
) -> bytes:
    """A white page (JPEG) with the grounds of cards on it, each a box in points."""
    w, h = round(width * _PX), round(height * _PX)
    image = Image.new("RGB", (w, h), "white")
    for box in cards:
        x0, y0, x1, y1 = (round(v * _PX) for v in box)
        ground = np.full((y1 - y0, x1 - x0, 3), tint, np.float32)
        x, y = np.meshgrid(np.arange(x1 - x0), np.arange(y1 - y0))
        phase = float(rng.uniform(0, 6))
        rings = np.sin(np.hypot(x - (x1 - x0) * 0.35, y - (y1 - y0) * 0.6) / 5 + phase)
        ground -= np.clip(rings, 0, 1)[..., None] * (10, 5, 3)
        tile = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
        mask = Image.new("L", tile.size, 0)
        corner = (0, 0, tile.width - 1, tile.height - 1)
        ImageDraw.Draw(mask).rounded_rectangle(corner, radius=9 * _PX, fill=255)
        image.paste(tile, (x0, y0), mask)
        edge = (x0, y0, x1 - 1, y1 - 1)
        ImageDraw.Draw(image).rounded_rectangle(edge, 9 * _PX, outline=(120, 128, 134), width=2)
    return _jpeg(image)


def emblem(pixels: int = 160) -> bytes:
    """A red round badge of nobody's (PNG on clear ground): rings and a wave."""
    image = Image.new("RGBA", (pixels, pixels), (200, 40, 40, 0))
    draw = ImageDraw.Draw(image)
    red = (200, 40, 40, 235)
    for inset in (0.03, 0.12, 0.2):
        box = (pixels * inset, pixels * inset, pixels * (1 - inset), pixels * (1 - inset))
        draw.ellipse(box, outline=red, width=max(2, round(pixels * 0.03)))
    for level in (0.45, 0.56, 0.67):
        xs = np.linspace(0.27, 0.73, 40)
        ys = level + 0.035 * np.sin(xs * 26)
        points = [(float(px) * pixels, float(py) * pixels) for px, py in zip(xs, ys, strict=True)]
        draw.line(points, fill=red, width=max(2, round(pixels * 0.035)))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def bar_code(payload: str) -> bytes:
    """A Code 128 bar code without its number (PNG)."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.Code128)
    array: NDArray[np.uint8] = np.array(code.to_image(scale=3), np.uint8)
    rows = array[array.shape[0] // 2][None, :].repeat(90, axis=0)
    out = io.BytesIO()
    Image.fromarray(rows).convert("L").save(out, "PNG")
    return out.getvalue()


def group_photo(people: Sequence[Looks]) -> bytes:
    """People side by side before one wall (JPEG)."""
    image = Image.new("RGB", (230 * len(people) + 60, 400), (186, 196, 188))
    for number, looks in enumerate(people):
        face = Image.open(io.BytesIO(portrait(replace(looks, ground=(186, 196, 188)), 230, 322)))
        image.paste(face, (30 + 230 * number, 78 - 14 * (number % 2)))
    ImageDraw.Draw(image).rectangle((0, 386, image.width, 400), fill=(120, 104, 90))
    return _jpeg(image)


def screen_window(c: Canvas, x: float, y: float, width: float, window: Canvas) -> float:
    """Place ``window`` as a picture, its labels with it; the y of its foot.

    Its text is pixels, in a page that may have a text layer.
    """
    scale = width / window.width
    with pymupdf.open(stream=to_pdf([window]).data, filetype="pdf") as document:
        matrix = pymupdf.Matrix(_SCREEN_PX, _SCREEN_PX)
        data: bytes = document[0].get_pixmap(matrix=matrix, alpha=False).tobytes("png")
    c.picture(x, y, x + width, y + window.height * scale, data)
    for item in window.items:
        quads = tuple(_placed(q, x, y, scale) for q in item.quads)
        c.items.append(replace(item, quads=quads))
    return y + window.height * scale


def _placed(quad: Quad, x: float, y: float, scale: float) -> Quad:
    tl, tr, br, bl = ((x + px * scale, y + py * scale) for px, py in quad)
    return tl, tr, br, bl


def _fibres(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float32]:
    grain = rng.normal(0, 1, (height, width)).astype(np.float32)
    smooth: NDArray[np.float32] = cv2.GaussianBlur(grain, (0, 0), sigmaX=7, sigmaY=2.5)
    return smooth


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
