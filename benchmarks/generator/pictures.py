"""Drawn pictures: a portrait that nobody sat for, seals, codes, an ornate certificate border."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks.generator.fonts import face
from benchmarks.truth import Quad

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Looks:
    """What a drawn portrait looks like."""

    skin: Rgb = (228, 186, 158)
    hair: Rgb = (34, 29, 28)
    coat: Rgb = (44, 52, 74)
    ground: Rgb = (116, 162, 210)
    long_hair: bool = False
    glasses: bool = False
    width: float = 1.0  # of the face


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def portrait(looks: Looks, width: int = 295, height: int = 413) -> bytes:
    """A 1-inch photo (PNG) of an invented face that a face detector takes for one."""
    w, h = width * 2, height * 2
    image = Image.new("RGB", (w, h), looks.ground)
    cx, cy = w / 2, h * 0.42
    fw, fh = w * 0.235 * looks.width, h * 0.225
    _body(image, looks, cx, cy, fw, fh)
    _head(image, looks, cx, cy, fw, fh)
    _features(image, looks, cx, cy, fw, fh)
    image = image.filter(ImageFilter.GaussianBlur(2.2)).resize(
        (width, height), Image.Resampling.LANCZOS
    )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _ellipse(
    image: Image.Image,
    box: tuple[float, float, float, float],
    colour: Rgb,
    blur: float,
    a: int = 255,
) -> None:
    """A soft ellipse: ``blur`` in pixels, ``a`` its opacity."""
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse(box, fill=a)
    if blur:
        mask = mask.filter(ImageFilter.GaussianBlur(blur))
    image.paste(colour, mask=mask)


def _tint(colour: Rgb, factor: float) -> Rgb:
    r, g, b = (min(255, max(0, round(v * factor))) for v in colour)
    return r, g, b


def _body(i: Image.Image, k: Looks, cx: float, cy: float, fw: float, fh: float) -> None:
    w, h = i.size
    if k.long_hair:
        _ellipse(i, (cx - fw * 1.36, cy - fh * 1.5, cx + fw * 1.36, cy + fh * 1.75), k.hair, 4)
    draw = ImageDraw.Draw(i)
    shoulder = cy + fh * 1.55
    draw.ellipse((cx - w * 0.46, shoulder, cx + w * 0.46, h * 1.5), fill=k.coat)
    neck = _tint(k.skin, 0.86)
    draw.rectangle((cx - fw * 0.5, cy + fh * 0.6, cx + fw * 0.5, shoulder + fh * 0.3), fill=neck)
    collar = [
        (cx - fw * 0.72, shoulder + fh * 0.08),
        (cx, h * 0.93),
        (cx + fw * 0.72, shoulder + fh * 0.08),
    ]
    draw.polygon(collar, fill=(242, 243, 246))
    draw.polygon(
        [(cx - fw * 0.5, shoulder), (cx, shoulder + fh * 0.62), (cx + fw * 0.5, shoulder)],
        fill=neck,
    )
    _ellipse(
        i,
        (cx - fw * 0.7, cy + fh * 0.55, cx + fw * 0.7, cy + fh * 1.3),
        _tint(k.skin, 0.66),
        12,
        150,
    )


def _head(i: Image.Image, k: Looks, cx: float, cy: float, fw: float, fh: float) -> None:
    _ellipse(i, (cx - fw * 1.13, cy - fh * 1.42, cx + fw * 1.13, cy + fh * 0.45), k.hair, 3)
    for side in (-1, 1):
        x = cx + side * fw * 1.0
        _ellipse(
            i, (x - fw * 0.14, cy - fh * 0.2, x + fw * 0.14, cy + fh * 0.3), _tint(k.skin, 0.88), 2
        )
    jaw = Image.new("L", i.size, 0)
    draw = ImageDraw.Draw(jaw)
    outline = [
        (
            cx + fw * math.copysign(abs(math.cos(t)) ** 0.85, math.cos(t)),
            cy + fh * 1.12 * math.copysign(abs(math.sin(t)) ** 0.95, math.sin(t)),
        )
        for t in (2 * math.pi * n / 90 for n in range(90))
    ]
    draw.polygon(outline, fill=255)
    i.paste(k.skin, mask=jaw.filter(ImageFilter.GaussianBlur(2)))
    fringe = Image.new("L", i.size, 0)
    draw = ImageDraw.Draw(fringe)
    draw.pieslice(
        (cx - fw * 1.05, cy - fh * 1.36, cx + fw * 1.05, cy + fh * 0.2), 180, 360, fill=255
    )
    draw.ellipse((cx - fw * 0.9, cy - fh * 0.72, cx + fw * 0.92, cy + fh * 0.6), fill=0)
    i.paste(k.hair, mask=fringe.filter(ImageFilter.GaussianBlur(3)))
    light, dark = _tint(k.skin, 1.09), _tint(k.skin, 0.8)
    _ellipse(i, (cx - fw * 0.55, cy - fh * 0.55, cx + fw * 0.35, cy + fh * 0.1), light, 22, 170)
    _ellipse(i, (cx + fw * 0.55, cy - fh * 0.4, cx + fw * 1.0, cy + fh * 0.8), dark, 18, 150)
    _ellipse(i, (cx - fw * 0.5, cy + fh * 0.86, cx + fw * 0.5, cy + fh * 1.14), dark, 10, 130)


def _features(i: Image.Image, k: Looks, cx: float, cy: float, fw: float, fh: float) -> None:
    shade = _tint(k.skin, 0.68)
    eye_y, brow_y = cy - fh * 0.08, cy - fh * 0.31
    for side in (-1, 1):
        x = cx + side * fw * 0.43
        _ellipse(
            i, (x - fw * 0.32, eye_y - fh * 0.17, x + fw * 0.32, eye_y + fh * 0.14), shade, 9, 150
        )
        _ellipse(
            i, (x - fw * 0.3, brow_y - fh * 0.05, x + fw * 0.3, brow_y + fh * 0.05), k.hair, 3, 225
        )
        _ellipse(
            i,
            (x - fw * 0.22, eye_y - fh * 0.075, x + fw * 0.22, eye_y + fh * 0.075),
            (240, 236, 232),
            1.5,
        )
        _ellipse(
            i, (x - fw * 0.1, eye_y - fh * 0.078, x + fw * 0.1, eye_y + fh * 0.078), (38, 26, 22), 1
        )
        _ellipse(
            i,
            (x - fw * 0.02, eye_y - fh * 0.045, x + fw * 0.04, eye_y - fh * 0.01),
            (250, 250, 250),
            0.5,
        )
        _ellipse(
            i,
            (x - fw * 0.24, eye_y - fh * 0.105, x + fw * 0.24, eye_y - fh * 0.055),
            (30, 22, 20),
            2,
            230,
        )
        _ellipse(
            i,
            (
                cx + side * fw * 0.13 - fw * 0.07,
                cy + fh * 0.33,
                cx + side * fw * 0.13 + fw * 0.07,
                cy + fh * 0.4,
            ),
            _tint(k.skin, 0.45),
            2.5,
            200,
        )
    _ellipse(i, (cx + fw * 0.06, cy - fh * 0.15, cx + fw * 0.24, cy + fh * 0.38), shade, 8, 150)
    _ellipse(
        i,
        (cx - fw * 0.08, cy - fh * 0.05, cx + fw * 0.05, cy + fh * 0.34),
        _tint(k.skin, 1.12),
        6,
        170,
    )
    _ellipse(i, (cx - fw * 0.22, cy + fh * 0.36, cx + fw * 0.22, cy + fh * 0.45), shade, 5, 190)
    lip = (178, 92, 88)
    _ellipse(i, (cx - fw * 0.36, cy + fh * 0.56, cx + fw * 0.36, cy + fh * 0.72), lip, 3, 230)
    _ellipse(
        i, (cx - fw * 0.34, cy + fh * 0.62, cx + fw * 0.34, cy + fh * 0.65), (96, 42, 42), 2, 220
    )
    _ellipse(i, (cx - fw * 0.2, cy + fh * 0.75, cx + fw * 0.2, cy + fh * 0.83), shade, 5, 140)
    if k.glasses:
        draw = ImageDraw.Draw(i)
        for side in (-1, 1):
            x = cx + side * fw * 0.43
            box = (x - fw * 0.36, eye_y - fh * 0.16, x + fw * 0.36, eye_y + fh * 0.2)
            draw.rounded_rectangle(box, radius=fw * 0.16, outline=(40, 38, 40), width=6)
        draw.line((cx - fw * 0.08, eye_y, cx + fw * 0.08, eye_y), fill=(40, 38, 40), width=6)


def qr_code(payload: str, pixels: int = 240) -> bytes:
    """A QR code as PNG with its quiet zone."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode)
    array: NDArray[np.uint8] = np.array(code.to_image(scale=6), np.uint8)
    image = Image.fromarray(array).convert("L")
    return _png(image.resize((pixels, pixels), Image.Resampling.NEAREST))


def seal(ring: str, line: str = "", pixels: int = 420, ink: Rgb = (214, 32, 38)) -> bytes:
    """A round red seal on clear ground (PNG): name along the ring, star, a line below."""
    size = pixels * 2
    image = Image.new("RGBA", (size, size), (*ink, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, size - 8, size - 8), outline=(*ink, 255), width=round(size * 0.022))
    middle = size / 2
    points = [
        (
            middle + size * (0.13 if n % 2 == 0 else 0.052) * math.sin(math.pi * n / 5),
            middle - size * (0.13 if n % 2 == 0 else 0.052) * math.cos(math.pi * n / 5),
        )
        for n in range(10)
    ]
    draw.polygon(points, fill=(*ink, 255))
    font_size = round(size * _ring_size(ring))
    font = _pil_font(font_size)
    for char, angle, px, py in _ring(ring):
        tile = Image.new("RGBA", (font_size * 2, font_size * 2), (*ink, 0))
        ImageDraw.Draw(tile).text(
            (font_size, font_size), char, font=font, fill=(*ink, 255), anchor="mm"
        )
        tile = tile.rotate(-angle, Image.Resampling.BICUBIC)
        x, y = size * px - font_size, size * py - font_size
        image.alpha_composite(tile, (round(x), round(y)))
    if line:
        small = _pil_font(round(size * 0.075))
        ImageDraw.Draw(image).text(
            (middle, size * 0.72), line, font=small, fill=(*ink, 255), anchor="mm"
        )
    image = image.resize((pixels, pixels), Image.Resampling.LANCZOS)
    alpha = image.getchannel("A").point(lambda v: round(v * 0.86))  # ink, not paint
    image.putalpha(alpha)
    return _png(image)


def _ring_size(ring: str) -> float:
    """Size of the characters, as a share of the seal's width."""
    return min(0.115, 1.75 / max(1, len(ring)))


def _ring(ring: str) -> Iterator[tuple[str, float, float, float]]:
    """Each character with its turn in degrees and its middle in the unit square."""
    spread = min(250.0, 21.0 * len(ring))
    for number, char in enumerate(ring):
        angle = (number / max(1, len(ring) - 1) - 0.5) * spread
        across, up = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        yield char, angle, 0.5 + 0.375 * across, 0.5 - 0.375 * up


def ring_quads(ring: str, box: tuple[float, float, float, float]) -> tuple[Quad, ...]:
    """Where the characters of a ``seal`` stand that is placed at ``box``."""
    x0, y0, x1, _ = box
    side, half = x1 - x0, 0.46 * _ring_size(ring) * (x1 - x0)
    quads = []
    for _, angle, px, py in _ring(ring):
        cos, sin = math.cos(math.radians(angle)) * half, math.sin(math.radians(angle)) * half
        x, y = x0 + side * px, y0 + side * py
        corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        tl, tr, br, bl = ((x + u * cos - v * sin, y + u * sin + v * cos) for u, v in corners)
        quads.append((tl, tr, br, bl))
    return tuple(quads)


def _pil_font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(face("serif").data), size)


def ornate_border(width: int, height: int, rng: np.random.Generator) -> bytes:
    """A certificate's paper with a golden guilloche border (JPEG)."""
    paper = np.full((height, width, 3), (253, 248, 236), np.float32)
    grain = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 6)
    paper += (grain * 22)[..., None]
    image = Image.fromarray(np.clip(paper, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    gold: Rgb = (176, 132, 52)
    unit = height / 100
    for inset, thick in ((2.2, 0.55), (3.2, 0.2), (7.4, 0.2), (8.2, 0.45)):
        box = (inset * unit, inset * unit, width - inset * unit, height - inset * unit)
        draw.rectangle(box, outline=gold, width=max(1, round(thick * unit)))
    _guilloche(draw, width, height, unit, gold)
    for x in (5.3 * unit, width - 5.3 * unit):
        for y in (5.3 * unit, height - 5.3 * unit):
            draw.ellipse(
                (x - 3 * unit, y - 3 * unit, x + 3 * unit, y + 3 * unit), fill=(160, 40, 36)
            )
            for n in range(8):
                a = n * math.pi / 4
                px, py = x + 1.9 * unit * math.cos(a), y + 1.9 * unit * math.sin(a)
                r = 0.75 * unit
                draw.ellipse((px - r, py - r, px + r, py + r), fill=(232, 196, 110))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def _guilloche(draw: ImageDraw.ImageDraw, width: int, height: int, unit: float, gold: Rgb) -> None:
    """Two crossing waves between the frames, along all four sides."""
    low, high, period = 3.7 * unit, 6.9 * unit, 5.2 * unit
    middle, swing = (low + high) / 2, (high - low) / 2
    for phase in (0.0, math.pi, math.pi / 2):
        for length, across in ((width, True), (height, False)):
            for far in (False, True):
                along = [float(v) for v in np.arange(8 * unit, length - 8 * unit, 2.0)]
                waves = [middle + swing * math.sin(2 * math.pi * v / period + phase) for v in along]
                if far:
                    edge = height if across else width
                    waves = [edge - wave for wave in waves]
                ends = zip(along, waves, strict=True) if across else zip(waves, along, strict=True)
                draw.line(list(ends), fill=gold, width=2)
