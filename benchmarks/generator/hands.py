"""Names that people sign with: printed names in places for signatures, written by hand.

Done to finished pages, so that every layout has both. The strokes are made of a typeface's glyphs,
bent, leaned, run together and of a pen's uneven width; no hand of a living person is copied.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.generator.canvas import Canvas, Picture
from benchmarks.generator.fonts import face
from benchmarks.generator.pictures import Rgb
from benchmarks.truth import Item, Quad

SIGNED = frozenset({"signature", "leader"})  # traps of names that stand where people sign
_PENS: tuple[Rgb, ...] = ((22, 22, 28), (28, 42, 120), (30, 60, 165), (58, 58, 66))
_EM = 130  # pixels of a character before it is bent
_PT = 0.25  # points a pixel of the picture
_FREE_PT = 2.0  # beyond the printed name that a hand may take to each side


def by_hand(pages: Sequence[Canvas], rng: np.random.Generator) -> None:
    """Put handwriting in the place of the names signed on ``pages``."""
    for canvas in pages:
        for number, item in enumerate(canvas.items):
            if item.category == "name" and item.trap in SIGNED:
                canvas.items[number] = _written(canvas, item, rng)


def _written(canvas: Canvas, item: Item, rng: np.random.Generator) -> Item:
    x0, y0, x1, y1 = _box(item.quads)
    canvas.glyphs[:] = [
        g for g in canvas.glyphs if not (x0 - 1 <= g.x <= x1 and y0 - 2 <= g.y <= y1 + 4)
    ]
    ink = signature(item.text, rng)
    height = (y1 - y0) * float(rng.uniform(1.35, 2.1))
    width = height * ink.width / ink.height
    most = (x1 - x0) + 2 * _FREE_PT + 14
    if width > most:
        height, width = height * most / width, most
    left = x0 - _FREE_PT + float(rng.uniform(0, 3))
    middle = (y0 + y1) / 2 + float(rng.normal(0, 0.12)) * (y1 - y0)
    top = middle - height / 2
    out = io.BytesIO()
    ink.save(out, "PNG")
    canvas.pictures.append(Picture(out.getvalue(), left, top, left + width, top + height))
    right, foot = left + width, top + height
    quad: Quad = ((left, top), (right, top), (right, foot), (left, foot))
    return replace(item, quads=(quad,), text="", category="signature")


def _box(quads: Sequence[Quad]) -> tuple[float, float, float, float]:
    xs = [x for quad in quads for x, _ in quad]
    ys = [y for quad in quads for _, y in quad]
    return min(xs), min(ys), max(xs), max(ys)


def signature(name: str, rng: np.random.Generator) -> Image.Image:
    """The name as written with a pen, cropped to its ink, on clear ground."""
    font = ImageFont.truetype(io.BytesIO(face(str(rng.choice(("serif", "sans")))).data), _EM)
    step = float(rng.uniform(0.66, 0.9)) * _EM
    plane = Image.new("L", (round(step * len(name)) + 2 * _EM, 2 * _EM), 0)
    ends: list[tuple[float, float]] = []
    for number, char in enumerate(name):
        tile = Image.new("L", (2 * _EM, 2 * _EM), 0)
        ImageDraw.Draw(tile).text((_EM, _EM), char, font=font, fill=255, anchor="mm")
        tile = tile.rotate(float(rng.normal(0, 8)), Image.Resampling.BICUBIC)
        at = round(number * step), round(float(rng.normal(0, 0.07)) * _EM)
        plane.paste(255, at, tile)
        ends += [
            (at[0] + _EM * float(rng.uniform(0.7, 1.0)), at[1] + _EM * 1.3),
            (at[0] + _EM * float(rng.uniform(1.1, 1.4)), at[1] + _EM * float(rng.uniform(0.6, 1))),
        ]
    draw = ImageDraw.Draw(plane)
    for one, other in zip(ends[1::2], ends[2::2], strict=False):
        if rng.random() < 0.5:  # the pen was not lifted
            draw.line([one, other], fill=255, width=round(_EM * 0.03))
    bent = _bent(np.asarray(plane, np.uint8), rng)
    rows, columns = np.nonzero(bent > 60)
    bent = bent[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    colour = np.array(_PENS[int(rng.integers(len(_PENS)))], np.uint8)
    pixels = np.concatenate([np.broadcast_to(colour, (*bent.shape, 3)), bent[..., None]], axis=2)
    return Image.fromarray(np.ascontiguousarray(pixels, np.uint8), "RGBA")


def _bent(plane: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Thinned to a pen's line, leaned and pulled out of shape."""
    thin = cv2.erode(plane, np.ones((3, 3), np.uint8))
    thin = np.maximum(thin, cv2.threshold(plane, 200, 90, cv2.THRESH_BINARY)[1])
    height, width = thin.shape
    pull = [
        cv2.GaussianBlur(rng.normal(0, 1, thin.shape).astype(np.float32), (0, 0), 16) * 130
        for _ in range(2)
    ]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    lean = float(rng.uniform(-0.05, 0.32)) * (height / 2 - y)
    squeezed = (y - height / 2) * float(rng.uniform(0.95, 1.25)) + height / 2
    bent = cv2.remap(thin, x - lean + pull[0], squeezed + pull[1], cv2.INTER_LINEAR)
    press = cv2.GaussianBlur(rng.normal(0, 1, thin.shape).astype(np.float32), (0, 0), 20)
    ink = bent.astype(np.float32) * (0.9 + 0.12 * press / press.std())
    return np.asarray(np.clip(ink, 0, 245), np.uint8)
