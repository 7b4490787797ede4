"""Pictures drawn for the table: portraits of nobody, seals, signatures, codes."""

from __future__ import annotations

import io
import math
from functools import cache

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from benchmarks.generator.fonts import face
from benchmarks.generator.script import script_columns
from tests.detect.drawn import BLUE, WHITE, code, portrait

_RED = (205, 40, 45)


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def photo() -> bytes:
    """A portrait of 22 by 30 mm."""
    return png(portrait(22, 30, BLUE))


def group() -> bytes:
    """Three people side by side."""
    single = portrait(22, 30, WHITE)
    both = Image.new("RGB", (3 * single.width, single.height), WHITE)
    for n in range(3):
        both.paste(single, (n * single.width, 0))
    return png(both)


def site() -> bytes:
    """A pumping station under the sky."""
    image = Image.linear_gradient("L").resize((480, 320)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((120, 150, 360, 290), fill=(150, 120, 95))
    draw.polygon([(100, 150), (380, 150), (240, 70)], fill=(120, 60, 50))
    draw.rectangle((160, 190, 210, 240), fill=(60, 80, 110))
    draw.rectangle((260, 190, 320, 290), fill=(70, 60, 60))
    return png(image)


def qr(payload: str) -> bytes:
    return png(code(payload, zxingcpp.BarcodeFormat.QRCode, 20))


def torn_qr() -> bytes:
    """A code with too much of it lost to be decoded."""
    image = code("https://example.example/" + "x" * 40, zxingcpp.BarcodeFormat.QRCode, 20)
    draw = ImageDraw.Draw(image)
    wide = image.width
    draw.rectangle((wide * 0.35, wide * 0.35, wide * 0.8, wide), fill="white")
    return png(image)


def print_of(text: str) -> bytes:
    """Black print on white, as in a screenshot."""
    font = _font(40)
    image = Image.new("RGB", (round(font.getlength(text)) + 30, 64), "white")
    ImageDraw.Draw(image).text((15, 8), text, fill=(20, 20, 20), font=font)
    return png(image)


def seal(ring: str) -> bytes:
    """A round red seal with its star and the name round the ring."""
    size, font = 440, _font(46)
    image = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, size - 8, size - 8), outline=_RED, width=10)
    draw.regular_polygon((size / 2, size / 2, 62), 5, fill=_RED)
    for n, char in enumerate(ring):
        angle = math.radians(-210 + 240 * (n + 0.5) / len(ring))
        tile = Image.new("L", (64, 64))
        ImageDraw.Draw(tile).text((9, 0), char, fill=255, font=font)
        tile = tile.rotate(-math.degrees(angle) - 90, Image.Resampling.BICUBIC)
        x, y = size / 2 + 165 * math.cos(angle), size / 2 + 165 * math.sin(angle)
        image.paste(_RED, (round(x) - 32, round(y) - 32), tile)
    return png(image)


def signature() -> bytes:
    """Strokes of a pen."""
    image = Image.new("RGB", (300, 110), "white")
    draw = ImageDraw.Draw(image)
    for row in range(4):
        points = [
            (20 + 68 * row + 6 * t, 55 + 38 * math.sin(t * (0.7 + 0.3 * row)) - 4 * row)
            for t in range(11)
        ]
        draw.line(points, fill=(15, 15, 60), width=4, joint="curve")
    draw.line([(30, 90), (280, 20)], fill=(15, 15, 60), width=3)
    return png(image)


def script() -> bytes:
    """Three columns of Mongolian writing, as on a plate."""
    with Image.open(io.BytesIO(script_columns(3, np.random.default_rng(3)))) as words:
        plate = Image.new("RGB", (round(words.height * 0.73), words.height), "white")
        plate.paste(words, ((plate.width - words.width) // 2, 0), words)
    return png(plate)


def fingerprint() -> bytes:
    image = Image.new("RGB", (160, 200), "white")
    draw = ImageDraw.Draw(image)
    for n in range(1, 12):
        box = (80 - 6 * n, 100 - 8 * n, 80 + 6 * n, 100 + 8 * n)
        draw.arc(box, 15 * n, 15 * n + 300, fill=_RED, width=3)
    return png(image)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(face("serif").data), size)
