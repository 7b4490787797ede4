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
from benchmarks.generator.script import script_line
from benchmarks.truth import Point, Quad

SHAPES = ("round", "oval", "bilingual", "stamp")
RED: Rgb = (206, 34, 42)
BLUE: Rgb = (44, 62, 168)
_FACES = ("serif", "sans", "fallback")
_LINES = ("", "", "业务专用章", "财务专用章", "合同专用章", "人事专用章", "1599010012345")
_PX_MM = 16.0  # of the drawing before it is made smaller
_OUTLINE = 0.024  # of the width
# Degrees of a ring that text takes at most, clockwise from its right: nearly all round, or the
# upper half. Of an oval the ends are too tightly bent.
_ROUND, _OVAL, _HALF = (-225.0, 45.0), (-190.0, 10.0), (-168.0, -12.0)
_SCRIPT = 0.1  # of the width: how high a ring of Mongolian script is
_SCRIPT_GAP = 0.012
_SPARED = 0.03  # of the width: so near the outline, which may stay, script is not judged


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
    script: str = ""  # Mongolian: "outer", on a ring round the Chinese one, or "upper", half a ring
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
    made = replace(
        made,
        flat=float(rng.uniform(0.64, 0.76)) if shape == "oval" else 1.0,
        line=str(rng.choice(_LINES)),
        star=shape != "oval" and bool(rng.random() < 0.85),
        twice=bool(rng.random() < 0.25),
    )
    if shape != "bilingual":
        return made
    if rng.random() < 0.5:
        return replace(made, script="outer", line="")
    return replace(made, script="upper", line="")


def impression(make: Make, dpi: float, ink: Rgb, rng: np.random.Generator) -> Image.Image:
    """The impression on clear ground (RGBA), turned, at the page's resolution."""
    plane = _stamp(make) if make.shape == "stamp" else _ring(make, rng)
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


def _ring(make: Make, rng: np.random.Generator) -> Image.Image:
    width = make.width_mm * _PX_MM
    a, b = width / 2, width / 2 * make.flat
    image = Image.new("L", (round(2 * a), round(2 * b)), 0)
    draw = ImageDraw.Draw(image)
    thick = _OUTLINE * width
    draw.ellipse((4, 4, 2 * a - 4, 2 * b - 4), outline=255, width=round(thick))
    if make.twice:
        inset = 4 + 2.6 * thick
        box = (inset, inset, 2 * a - inset, 2 * b - inset)
        draw.ellipse(box, outline=255, width=round(0.4 * thick))
    em = _em(make) * width
    font = _font(make.face, em)
    for char, (x, y, degrees) in zip(make.text, _placed(make), strict=True):
        tile = Image.new("L", (round(2 * em),) * 2, 0)
        ImageDraw.Draw(tile).text((em, em), char, font=font, fill=255, anchor="mm")
        tile = tile.rotate(-degrees, Image.Resampling.BICUBIC)
        image.paste(255, (round(a + x * width - em), round(b + y * width - em)), tile)
    if make.script:
        image.paste(255, mask=Image.fromarray(_bent(make, round(width), rng)))
    if make.star:
        draw.polygon(_star(a, b, (0.09 if make.script else 0.12) * width), fill=255)
    if make.line:
        size = min(0.078, 0.62 / len(make.line)) * width
        y = b if make.flat < 1 else 1.42 * b
        draw.text((a, y), make.line, font=_font(make.face, size), fill=255, anchor="mm")
    return image


def ring_text(make: Make, box: tuple[float, float, float, float]) -> tuple[Quad, ...]:
    """Where the characters of a ring stand whose outline fills ``box``."""
    x0, y0, x1, y1 = box
    half = 0.46 * _em(make) * (x1 - x0)
    places = ((x * (x1 - x0), y * (x1 - x0), degrees) for x, y, degrees in _placed(make))
    return tuple(
        turned_box(((x0 + x1) / 2 + x, (y0 + y1) / 2 + y), (half, half), degrees)
        for x, y, degrees in places
    )


def ring_script(make: Make, box: tuple[float, float, float, float]) -> tuple[Quad, ...]:
    """Three pieces of a ring of script, about its top, off the outline round it."""
    x0, y0, x1, y1 = box
    width = x1 - x0
    high = _SCRIPT - _SPARED
    away = 0.5 - _inset(make) - _SCRIPT_GAP - _SPARED - high / 2
    found = []
    for degrees in (-30.0, 0.0, 30.0):
        across, up = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
        middle = (x0 + x1) / 2 + away * width * across, (y0 + y1) / 2 - away * width * up
        found.append(turned_box(middle, (0.09 * width, high * width / 2), degrees))
    return tuple(found)


def turned_box(middle: Point, half: Point, degrees: float) -> Quad:
    """A box of half that width and height, turned clockwise about its middle."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    tl, tr, br, bl = (
        (
            middle[0] + u * half[0] * cos - v * half[1] * sin,
            middle[1] + u * half[0] * sin + v * half[1] * cos,
        )
        for u, v in corners
    )
    return tl, tr, br, bl


def _em(make: Make) -> float:
    """Size of a ring's characters, as a share of the seal's width."""
    if make.script:
        return min(0.1, (1.3 if make.script == "outer" else 1.05) / len(make.text))
    return min(0.115 if make.flat == 1 else 0.098, 1.75 / len(make.text))


def _inset(make: Make) -> float:
    """From the edge to where letters begin, as a share of the seal's width."""
    thick = _OUTLINE + 4 / (make.width_mm * _PX_MM)
    return thick + 2.0 * _OUTLINE * make.twice


def _placed(make: Make) -> list[tuple[float, float, float]]:
    """Middles of a ring's characters, from the seal's and as shares of its width; their turns."""
    em, inset = _em(make), _inset(make)
    away = inset + 0.62 * em + (_SCRIPT + _SCRIPT_GAP) * (make.script == "outer")
    ends = _HALF if make.script == "upper" else _OVAL if make.flat < 1 else _ROUND
    places = _places(0.5 - away, 0.5 * make.flat - away, len(make.text), em, ends)
    if make.script == "upper":  # Chinese goes on the lower half, its feet outwards
        return [(x, -y, -degrees) for x, y, degrees in places]
    return places


def _bent(make: Make, side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A ring of Mongolian script: a line of it bent round the seal's middle, clockwise."""
    high = _SCRIPT * side
    outer = side / 2 - (_inset(make) + _SCRIPT_GAP) * side
    first, last = np.radians(_HALF if make.script == "upper" else _ROUND)
    line = script_line((last - first) * (outer - high / 2) / high, rng)
    x, y = np.meshgrid(np.arange(side) + 0.5 - side / 2, np.arange(side) + 0.5 - side / 2)
    # From the end of its room to the right, round over the top.
    angle = np.mod(np.arctan2(y, x) - np.pi / 2, 2 * np.pi) + np.pi / 2 - 2 * np.pi
    length = line.shape[1] / line.shape[0] * high
    begin = -np.pi / 2 - length / (outer - high / 2) / 2
    along = (angle - begin) * (outer - high / 2) / high * line.shape[0]
    down = (outer - np.hypot(x, y)) / high * line.shape[0]
    bent = cv2.remap(line, along.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR)
    return np.asarray(bent, np.uint8)


def _star(x: float, y: float, radius: float) -> list[Point]:
    turns = (2 * math.pi * n / 10 for n in range(10))
    reach = (radius if n % 2 == 0 else 0.382 * radius for n in range(10))
    return [(x + r * math.sin(t), y - r * math.cos(t)) for t, r in zip(turns, reach, strict=True)]


def _places(
    a: float, b: float, count: int, em: float, ends: tuple[float, float]
) -> list[tuple[float, float, float]]:
    """Middles of characters along the upper arc, and by how much each is turned clockwise."""
    angles = np.radians(np.linspace(*ends, 2000))
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


def stamp_text(name: str, rng: np.random.Generator) -> str:
    """What a person's stamp says: 王伟之印, 王伟."""
    ends = {2: ("", "之印"), 3: ("", "印")}.get(len(name), ("",))
    return name + str(rng.choice(ends))


def _columns(text: str) -> list[str]:
    """Two columns, the right one first: it has the fewer characters."""
    if len(text) <= 1:
        return [text]
    half = len(text) // 2
    return [text[:half], text[half:]]
