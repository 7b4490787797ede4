"""What hands lay over a printed page: seals of other bodies, office stamps, ballpoint.

Marks are ink: they darken what they lie on and hide nothing. They are aimed at text, carry
nobody's data and have no labels.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.generator.fonts import face
from benchmarks.generator.pictures import Rgb, seal

_Image8 = NDArray[np.uint8]  # height × width × 3
_Tile = NDArray[np.float32]  # height × width × 4, RGB and cover, 0 to 1
Box = tuple[float, float, float, float]  # x0, y0, x1, y1

_BODIES = (
    "澜溪市人事考试服务中心",
    "澜溪市职工教育办公室",
    "澜溪市科技成果登记处",
    "澜溪市公证事务管理处",
    "澜溪市档案管理服务站",
)
_LINES = ("业务专用章", "档案专用章", "审核专用章", "")
_STAMPS = (
    ("收 文", "{date}", "第 {no} 号"),
    ("收 讫", "{date}"),
    ("复印件与原件核对无误", "{date}"),
    ("仅供职称申报使用", "再次复印无效"),
    ("已 审 核",),
    ("归 档", "{date}", "卷 {no}"),
)
_RED: Rgb = (206, 34, 42)
_INKS: tuple[Rgb, ...] = ((34, 58, 150), _RED)  # of stamps
_PENS: tuple[Rgb, ...] = ((26, 44, 138), (34, 34, 40), (190, 30, 40))
_SEAL_PT = (108.0, 124.0)  # 38 to 44 mm across


def lay_marks(
    image: _Image8,
    dpi: float,
    counts: tuple[int, int, int],
    aims: Sequence[Box],
    rng: np.random.Generator,
) -> _Image8:
    """A copy with that many seals, stamps and strokes of a pen over the ``aims`` (in points)."""
    seals, stamps, strokes = counts
    unit = dpi / 72
    height, width = image.shape[:2]
    boxes = [tuple(v * unit for v in aim) for aim in aims] or [
        (width * 0.2, height * y, width * 0.8, height * y + 12 * unit) for y in (0.3, 0.5, 0.7)
    ]
    out = image.copy()
    taken: list[tuple[float, float]] = []
    for number in range(seals + stamps):
        tile = _seal_tile(unit, rng) if number < seals else _stamp_tile(unit, rng)
        half = tile.shape[1] / 2, tile.shape[0] / 2
        middle = _free_place(boxes, taken, 90 * unit, rng)
        middle = (
            float(np.clip(middle[0], half[0], max(half[0], width - half[0]))),
            float(np.clip(middle[1], half[1], max(half[1], height - half[1]))),
        )
        taken.append(middle)
        _press(out, tile, round(middle[0] - half[0]), round(middle[1] - half[1]))
    if strokes:
        _write(out, unit, strokes, boxes, rng)
    return out


def _free_place(
    boxes: Sequence[tuple[float, ...]],
    taken: Sequence[tuple[float, float]],
    apart: float,
    rng: np.random.Generator,
) -> tuple[float, float]:
    """A place on text; away from earlier ones if a few tries find such a place."""
    middle = 0.0, 0.0
    for _ in range(12):
        x0, y0, x1, y1 = boxes[int(rng.integers(len(boxes)))]
        middle = float(rng.uniform(x0, x1)), float((y0 + y1) / 2 + rng.normal(0, apart / 8))
        if all(math.dist(middle, other) > apart for other in taken):
            break
    return middle


def _press(out: _Image8, tile: _Tile, x: int, y: int) -> None:
    """Print a tile with its corner at (x, y); ink over ink is darker than either."""
    height, width = out.shape[:2]
    rows = slice(max(0, y), min(height, y + tile.shape[0]))
    columns = slice(max(0, x), min(width, x + tile.shape[1]))
    part = tile[rows.start - y : rows.stop - y, columns.start - x : columns.stop - x]
    through = 1 - part[..., 3:] * (1 - part[..., :3])
    out[rows, columns] = (out[rows, columns] * through).astype(np.uint8)


def _seal_tile(unit: float, rng: np.random.Generator) -> _Tile:
    body = _BODIES[int(rng.integers(len(_BODIES)))]
    line = _LINES[int(rng.integers(len(_LINES)))]
    side = round(rng.uniform(*_SEAL_PT) * unit)
    image = _seal(body, line).resize((side, side), Image.Resampling.LANCZOS)
    tile = _inked(image, float(rng.normal(0, 8)), rng)
    tile[..., :3] = np.array(_shifted(_RED, rng), np.float32) / 255
    return tile


@cache
def _seal(body: str, line: str) -> Image.Image:
    with Image.open(io.BytesIO(seal(body, line, ink=_RED))) as drawn:
        return drawn.convert("RGBA")


@cache
def _font(size: int, name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(face(name).data), size)


def _stamp_tile(unit: float, rng: np.random.Generator) -> _Tile:
    """A box with one to three lines; dates and numbers are drawn."""
    date = f"{rng.integers(2023, 2027)}.{rng.integers(1, 13):02d}.{rng.integers(1, 29):02d}"
    number = f"{rng.integers(1, 999):03d}"
    words = _STAMPS[int(rng.integers(len(_STAMPS)))]
    lines = [w.format(date=date, no=number) for w in words]
    size = round(rng.uniform(11.5, 15) * unit)
    if len(lines) == 1:
        size = round(1.5 * size)
    font = _font(size, "sans")
    width = max(font.getlength(line) for line in lines) + 1.5 * size
    height = (1.5 * len(lines) + 0.35) * size
    ink = _shifted(_INKS[int(rng.integers(len(_INKS)))], rng)
    image = Image.new("RGBA", (round(width), round(height)), (*ink, 0))
    draw = ImageDraw.Draw(image)
    edge = max(1, round(1.3 * unit))
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=(*ink, 255), width=edge)
    for row, line in enumerate(lines):
        y = (0.93 + 1.5 * row) * size
        draw.text((width / 2, y), line, font=font, fill=(*ink, 255), anchor="mm")
        if row and len(lines) == 3:
            top = y - 0.75 * size
            draw.line((0, top, width, top), fill=(*ink, 255), width=max(1, edge // 2))
    return _inked(image, float(rng.normal(0, 4)), rng)


def _shifted(ink: Rgb, rng: np.random.Generator) -> Rgb:
    red, green, blue = (int(np.clip(v + rng.integers(-12, 13), 0, 255)) for v in ink)
    return red, green, blue


def _inked(image: Image.Image, angle: float, rng: np.random.Generator) -> _Tile:
    """Turned, with more ink here and less there, as a pad gives it."""
    turned = image.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    tile = np.asarray(turned, np.float32) / 255
    height, width = tile.shape[:2]
    patches = cv2.resize(rng.normal(0, 1, (6, 6)).astype(np.float32), (width, height))
    grain = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 1)
    wear = 0.86 + 0.12 * patches - 0.35 * (grain / grain.std() > 1.5)
    cover = tile[..., 3:] * np.clip(wear, 0.3, 0.97)[..., None]
    return np.concatenate([tile[..., :3], cover], axis=2)


def _write(
    out: _Image8,
    unit: float,
    strokes: int,
    boxes: Sequence[tuple[float, ...]],
    rng: np.random.Generator,
) -> None:
    """Underlines, rings, ticks and lines through text, all of one pen."""
    cover = np.zeros(out.shape[:2], np.uint8)
    ink = np.array(_PENS[int(rng.choice(len(_PENS), p=(0.55, 0.2, 0.25)))], np.float32) / 255
    order = rng.permutation(len(boxes))  # no line twice before each had one
    for number in range(strokes):
        box = boxes[int(order[number % len(boxes)])]
        kind = rng.choice(("under", "ring", "tick", "through"), p=(0.3, 0.15, 0.2, 0.35))
        _pull(cover, _path(str(kind), box, unit, rng), unit, rng)
    rows, columns = np.nonzero(cover)
    through = 1 - 0.9 * (cover[rows, columns, None] / 255) * (1 - ink)
    out[rows, columns] = (out[rows, columns] * through).astype(np.uint8)


def _path(
    kind: str, box: tuple[float, ...], unit: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Points along one stroke, n × 2 pixels."""
    x0, y0, x1, y1 = box
    long = min(x1 - x0, rng.uniform(45, 170) * unit)
    start = x0 + rng.random() * (x1 - x0 - long)
    middle = (y0 + y1) / 2
    steps = np.linspace(0, 1, 40)
    if kind == "tick":
        size = rng.uniform(9, 16) * unit
        corner = np.array([(0, 0), (0.3, 0.4), (1, -0.8)]) * size
        bent = [np.interp(steps, (0, 0.3, 1), corner[:, axis]) for axis in (0, 1)]
        return np.stack([start + bent[0], middle + bent[1]], axis=1)
    if kind == "ring":
        turn = rng.uniform(0, 2 * math.pi) + steps * rng.uniform(1.9, 2.2) * math.pi
        wide, high = long / 2 + 5 * unit, (y1 - y0) / 2 + 4 * unit
        x = start + long / 2 + wide * np.cos(turn) * (1 + 0.04 * steps)
        return np.stack([x, middle + high * np.sin(turn) * (1 - 0.1 * steps)], axis=1)
    level = y1 + 1.8 * unit if kind == "under" else middle + rng.normal(0, 1.2) * unit
    slant = rng.normal(0, 0.012) * long
    wave = 0.5 * unit * np.sin(steps * rng.uniform(3, 9) + rng.uniform(0, 6))
    return np.stack([start + steps * long, level + (steps - 0.5) * slant + wave], axis=1)


def _pull(cover: _Image8, path: NDArray[np.float64], unit: float, rng: np.random.Generator) -> None:
    """Draw a path with a ballpoint's uneven pressure."""
    path = path + np.cumsum(rng.normal(0, 0.09 * unit, path.shape), axis=0)
    width = rng.uniform(0.9, 1.3) * unit
    press = 1 + 0.12 * np.sin(np.linspace(0, rng.uniform(4, 12), len(path)) + rng.uniform(0, 6))
    points = np.round(path * 16).astype(np.int32)
    for first, last, force in zip(points, points[1:], press, strict=False):
        ends = (int(first[0]), int(first[1])), (int(last[0]), int(last[1]))
        thick = max(1, round(width * float(force)))
        cv2.line(cover, *ends, int(225 * force), thick, cv2.LINE_AA, 4)
