"""Impressions of seals and name stamps of many makes: shape, typeface, size, turn, wear."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.generator.fonts import face
from benchmarks.generator.pictures import Rgb
from benchmarks.truth import Point

SHAPES = ("round", "oval", "stamp")
RED: Rgb = (206, 34, 42)
BLUE: Rgb = (44, 62, 168)
_FACES = ("serif", "sans", "fallback")
_LINES = ("", "", "业务专用章", "财务专用章", "合同专用章", "人事专用章", "1599010012345")
_PX_MM = 16.0  # of the drawing before it is made smaller
_FULL_TURN = 250.0  # degrees of a ring that text takes at most


@dataclass(frozen=True, slots=True)
class Make:
    """How a seal is made and pressed. ``flat``: height to width; ``strength``: of its ink."""

    shape: str
    text: str
    face: str
    width_mm: float
    flat: float = 1.0
    line: str = ""
    star: bool = True
    twice: bool = False  # a second, thin outline within
    inverse: bool = False  # a stamp cut into its ground
    turn_deg: float = 0.0
    strength: float = 0.86
    wear: float = 0.2


def random_make(shape: str, text: str, rng: np.random.Generator) -> Make:
    """A make as offices have them: 30 to 50 mm round or oval, a person's stamp 14 to 22 mm."""
    name = str(rng.choice(_FACES))
    turn, strength, wear = rng.normal(0, 9), rng.uniform(0.45, 0.95), rng.uniform(0.05, 0.5)
    width = {"stamp": rng.uniform(14, 22), "oval": rng.uniform(40, 48)}.get(
        shape, rng.choice((36.0, 38.0, 40.0, 42.0, 45.0))
    )
    made = Make(shape, text, name, float(width), turn_deg=float(turn))
    made = replace(made, strength=float(strength), wear=float(wear))
    if shape == "stamp":
        return replace(made, inverse=bool(rng.random() < 0.3))
    return replace(
        made,
        flat=float(rng.uniform(0.64, 0.76)) if shape == "oval" else 1.0,
        line=str(rng.choice(_LINES)),
        star=shape == "round" and bool(rng.random() < 0.85),
        twice=bool(rng.random() < 0.25),
    )


def impression(make: Make, dpi: float, ink: Rgb, rng: np.random.Generator) -> Image.Image:
    """The impression on clear ground (RGBA), turned, at the page's resolution."""
    plane = _stamp(make) if make.shape == "stamp" else _ring(make)
    scale = dpi / 25.4 / _PX_MM
    turned = plane.rotate(-make.turn_deg, Image.Resampling.BICUBIC, expand=True)
    size = max(1, round(turned.width * scale)), max(1, round(turned.height * scale))
    cover = np.asarray(turned.resize(size, Image.Resampling.LANCZOS), np.float32)
    cover *= make.strength * _worn(cover.shape, make.wear, rng)
    colour = np.broadcast_to(np.array(ink, np.uint8), (*cover.shape, 3))
    pixels = np.concatenate([colour, np.clip(cover, 0, 255)[..., None].astype(np.uint8)], axis=2)
    return Image.fromarray(np.ascontiguousarray(pixels, np.uint8), "RGBA")


def press(page: Image.Image, mark: Image.Image, x: int, y: int) -> None:
    """Put ink on the page: it darkens and hides nothing."""
    box = (x, y, x + mark.width, y + mark.height)
    below = np.asarray(page.crop(box).convert("RGB"), np.float32)
    ink = np.asarray(mark, np.float32)
    through = 1 - ink[..., 3:] / 255 * (1 - ink[..., :3] / 255)
    page.paste(Image.fromarray((below * through).astype(np.uint8)), (x, y))


def _worn(shape: tuple[int, ...], wear: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """More ink here, less there, and grains of bare paper."""
    height, width = shape[:2]
    patches = cv2.resize(rng.normal(0, 1, (5, 5)).astype(np.float32), (width, height))
    grain = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 0.9)
    bare = grain / grain.std() > 2.2 - 1.6 * wear
    worn = 1 - wear * np.clip(0.35 * patches + 0.25, 0, 0.9) - 0.6 * bare
    return np.asarray(np.clip(worn, 0.05, 1), np.float32)


def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(face(name).data), round(size))


def _ring(make: Make) -> Image.Image:
    width = make.width_mm * _PX_MM
    a, b = width / 2, width / 2 * make.flat
    image = Image.new("L", (round(2 * a), round(2 * b)), 0)
    draw = ImageDraw.Draw(image)
    thick = 0.024 * width
    draw.ellipse((4, 4, 2 * a - 4, 2 * b - 4), outline=255, width=round(thick))
    inset = thick + 4
    if make.twice:
        inset += 1.6 * thick
        box = (inset, inset, 2 * a - inset, 2 * b - inset)
        draw.ellipse(box, outline=255, width=round(0.4 * thick))
        inset += 0.4 * thick
    em = min(0.115 if make.flat == 1 else 0.098, 1.75 / len(make.text)) * width
    font = _font(make.face, em)
    away = inset + 0.62 * em
    for char, (x, y, degrees) in zip(
        make.text, _places(a - away, b - away, len(make.text), em), strict=True
    ):
        tile = Image.new("L", (round(2 * em),) * 2, 0)
        ImageDraw.Draw(tile).text((em, em), char, font=font, fill=255, anchor="mm")
        tile = tile.rotate(-degrees, Image.Resampling.BICUBIC)
        image.paste(255, (round(a + x - em), round(b + y - em)), tile)
    if make.star:
        draw.polygon(_star(a, b, 0.12 * width), fill=255)
    if make.line:
        size = min(0.078, 0.62 / len(make.line)) * width
        y = b if make.flat < 1 else 1.42 * b
        draw.text((a, y), make.line, font=_font(make.face, size), fill=255, anchor="mm")
    return image


def _star(x: float, y: float, radius: float) -> list[Point]:
    turns = (2 * math.pi * n / 10 for n in range(10))
    reach = (radius if n % 2 == 0 else 0.382 * radius for n in range(10))
    return [(x + r * math.sin(t), y - r * math.cos(t)) for t, r in zip(turns, reach, strict=True)]


def _places(a: float, b: float, count: int, em: float) -> list[tuple[float, float, float]]:
    """Middles of characters along the upper arc, and by how much each is turned clockwise."""
    angles = np.radians(np.linspace(-190, 10, 2000) if b < a else np.linspace(-225, 45, 2000))
    x, y = a * np.cos(angles), b * np.sin(angles)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    step = min(1.55 * em, along[-1] / max(1, count - 1))
    first = (along[-1] - step * (count - 1)) / 2
    found = []
    for n in range(count):
        at = float(np.interp(first + n * step, along, angles))
        out = math.atan2(math.sin(at) / b, math.cos(at) / a)  # the outline's normal
        found.append((a * math.cos(at), b * math.sin(at), math.degrees(out) + 90))
    return found


def _stamp(make: Make) -> Image.Image:
    """A person's square stamp: characters in columns from right to left."""
    side = make.width_mm * _PX_MM
    image = Image.new("L", (round(side),) * 2, 255 if make.inverse else 0)
    draw = ImageDraw.Draw(image)
    if not make.inverse:
        draw.rectangle((2, 2, side - 3, side - 3), outline=255, width=round(0.05 * side))
    columns = _columns(make.text)
    wide = 0.84 * side / len(columns)
    for number, column in enumerate(columns):
        high = 0.84 * side / len(column)
        x = side * 0.92 - wide * (number + 0.5)
        for row, char in enumerate(column):
            em = 1.04 * max(wide, high)
            tile = Image.new("L", (round(1.1 * em),) * 2, 0)
            middle = tile.width / 2
            font = _font(make.face, em)
            ImageDraw.Draw(tile).text((middle, middle), char, font=font, fill=255, anchor="mm")
            # Cutters fill the field: a character is as wide and high as its place.
            tile = tile.resize((round(1.0 * wide), round(1.0 * high)), Image.Resampling.LANCZOS)
            y = 0.08 * side + high * (row + 0.5)
            place = (round(x - tile.width / 2), round(y - tile.height / 2))
            image.paste(0 if make.inverse else 255, place, tile)
    return image


def _columns(text: str) -> list[str]:
    """Two columns, the right one first: it has the fewer characters."""
    if len(text) <= 1:
        return [text]
    half = len(text) // 2
    return [text[:half], text[half:]]
