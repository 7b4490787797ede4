"""What the sheet of paper went through before it was scanned, and what it lies on.

Images are height × width × 3 RGB, uint8; none is changed in place.
"""

from __future__ import annotations

import io
import math
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.generator.fonts import face

_Image8 = NDArray[np.uint8]
_Field = NDArray[np.float32]  # height × width

GROUNDS = ("lid", "table")
_TABLES = ((158, 116, 78), (98, 70, 50), (146, 144, 138), (72, 86, 106))  # woods, desk, cloth
# The back of the sheet: notes for filling in a form, nobody's data.
_BACK = (
    "填表说明：本表一式两份，由填报人如实填写，字迹应当清楚。",
    "所附材料一律使用复印件，由受理部门核对原件后加盖印章。",
    "各栏目不得空缺，没有内容的填写“无”字。",
    "表内时间一律使用公历，用阿拉伯数字填写到月份。",
    "内容较多、栏目填写不下时，可以另附纸张说明。",
    "受理部门应当在十个工作日以内完成初步审查，并书面告知结果。",
    "逾期没有补齐材料的，按照自动放弃处理。",
    "本表由人事档案管理机构统一留存，保管期限为三十年。",
    "评议结果公示期间有异议的，应当以书面形式提出并附证明材料。",
)


def _rough(height: int, width: int, cells: tuple[int, int], rng: np.random.Generator) -> _Field:
    """Smooth noise of unit spread with that many cells down and across."""
    small = rng.normal(0, 1, cells).astype(np.float32)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))


def wear_toner(image: _Image8, dpi: float, faint: float, rng: np.random.Generator) -> _Image8:
    """Print from a cartridge that runs out: pale, in light streaks, strokes broken."""
    height, width = image.shape[:2]
    unit = dpi / 72
    keep = 1 - 0.45 * faint - 0.15 * faint * np.abs(_rough(height, width, (6, 5), rng))
    keep *= _streaks(width, unit, faint, rng)[None, :]
    grain = rng.normal(0, 1, (height, width)).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), 0.32 * unit)
    lost = 1.9 - 1.55 * faint  # spreads above which the toner did not stick
    keep *= np.clip((lost - grain / grain.std()) / 0.6 + 1, 0.12, 1)
    keep = np.clip(keep, 0, 1)[..., None]
    return np.asarray(255 - (255 - image) * keep, np.uint8)


def _streaks(width: int, unit: float, faint: float, rng: np.random.Generator) -> _Field:
    """Toner left in each column: the drum wears in bands along the paper's way."""
    left = np.ones(width, np.float32)
    columns = np.arange(width)
    for _ in range(2 + round(5 * faint)):
        middle, reach = rng.uniform(0, width), rng.uniform(1.5, 9) * unit
        loss = rng.uniform(0.25, 0.65) * min(1, 0.3 + faint)
        left *= (1 - loss * np.exp(-(((columns - middle) / reach) ** 2))).astype(np.float32)
    return left


@cache
def _back_font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(face("serif").data), size)


def shine_through(image: _Image8, dpi: float, share: float, rng: np.random.Generator) -> _Image8:
    """The mirrored print of the back; it is drawn for this, so that it holds nobody's data."""
    height, width = image.shape[:2]
    unit = dpi / 72
    back = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(back)
    size = round(rng.uniform(11, 15) * unit)
    x, y = rng.uniform(45, 70) * unit, rng.uniform(50, 80) * unit
    right = width - x
    while y < height - 60 * unit:
        text = "　　" + "".join(_BACK[int(n)] for n in rng.permutation(len(_BACK))[:3])
        row = int((right - x) // size)
        for start in range(0, len(text), row):
            pen.text((x, y), text[start : start + row], font=_back_font(size), fill=0)
            y += 1.55 * size
        pen.line((x, y + size / 4, right, y + size / 4), fill=0, width=round(0.8 * unit))
        y += 0.7 * size
    mirrored = 255 - np.asarray(back, np.float32)[:, ::-1]
    diffuse = cv2.GaussianBlur(mirrored, (0, 0), 0.45 * unit) / 255
    diffuse *= np.clip(1 + 0.2 * _rough(height, width, (5, 4), rng), 0.4, 1.3)
    return np.asarray(image * (1 - share * np.clip(diffuse, 0, 1))[..., None], np.uint8)


def crease(
    image: _Image8, dpi: float, folds: int, depth: float, rng: np.random.Generator
) -> _Image8:
    """The sheet folded in half, in four, in eight, then crumpled; ink comes off along folds."""
    height, width = image.shape[:2]
    unit = dpi / 72
    out = image.astype(np.float32)
    ways = [(90.0, 0.5), (0.0, 0.5), (90.0, 0.25), (90.0, 0.75)]  # degrees of the normal, place
    for angle, place in ways[:folds]:
        place += rng.normal(0, 0.012)
        middle = width * place, height * place
        half = (width, 60 * unit) if angle else (60 * unit, height)
        _fold(out, unit, angle + rng.normal(0, 0.4), middle, half, depth, rng)
    for _ in range(max(0, folds - len(ways)) * 3):  # creases that end somewhere
        reach = rng.uniform(40, 130) * unit
        middle = rng.uniform(0, width), rng.uniform(0, height)
        angle = rng.uniform(0, 180)
        _fold(out, unit, angle, middle, (reach, reach), depth * 0.7, rng)
    return np.clip(out, 0, 255).astype(np.uint8)


def _fold(
    out: _Field,
    unit: float,
    angle: float,
    middle: tuple[float, float],
    half: tuple[float, float],
    depth: float,
    rng: np.random.Generator,
) -> None:
    """Shade one fold into ``out`` (height × width × 3): both sides slope away from the light.

    Only what lies so ``half`` across and down from ``middle`` is touched; pixels.
    """
    (x, y), (across, down) = middle, half
    rows = slice(max(0, int(y - down)), max(0, int(y + down)))
    columns = slice(max(0, int(x - across)), max(0, int(x + across)))
    part = out[rows, columns]
    height, width = part.shape[:2]
    if not part.size:
        return
    xs = (np.arange(width, dtype=np.float32) + columns.start - x)[None, :] / unit
    ys = (np.arange(height, dtype=np.float32) + rows.start - y)[:, None] / unit
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    jag = _rough(height, width, (max(2, height // 40), max(2, width // 40)), rng)
    far = xs * cos + ys * sin + 0.25 * jag  # points from the fold
    if min(across, down) == max(across, down):  # fades towards its ends, and bends
        along = (ys * cos - xs * sin) * unit / across
        far = far + 5 * rng.normal() * along**2
        depth = depth * np.clip(1.15 - along**2 - (far * unit / across) ** 2, 0, 1)
    side = 1 if rng.random() < 0.5 else -1
    light = 1 - depth * np.exp(-np.abs(far) / 16) * np.where(side * far > 0, 0.20, 0.03)
    light -= depth * 0.38 * np.exp(-((far / 0.7) ** 2))
    light += depth * 0.10 * np.exp(-(((far + side * 1.6) / 0.8) ** 2))
    off = 0.85 * depth * np.exp(-((far / (0.5 + 0.9 * depth)) ** 2)) * (jag > -0.3)
    part[:] = (255 - (255 - part) * (1 - off)[..., None]) * light[..., None]


def ground(
    image: _Image8,
    warp: NDArray[np.float64],
    size: tuple[int, int],
    kind: str,
    dpi: float,
    rng: np.random.Generator,
) -> _Image8:
    """The page laid on the scanner's lid or a table. ``warp`` is in OpenCV's pixel centres."""
    if kind not in GROUNDS:
        raise ValueError(f"unknown ground: {kind}")
    width, height = size
    page = cv2.warpPerspective(
        image, warp, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    cover = cv2.warpPerspective(np.ones(image.shape[:2], np.float32), warp, size)
    small = cv2.resize(cover, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    reach, dark = (0.8, 0.12) if kind == "lid" else (5.0, 0.55)  # of the sheet's own shadow
    small = cv2.GaussianBlur(small, (0, 0), reach * dpi / 72 / 4) * dark
    shade = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
    open_ = cover < 1
    if kind == "lid":
        under = np.full((int(open_.sum()), 3), 251, np.float32)
    else:
        under = _table(height, width, rng)[open_]
    under = under * (1 - shade[open_])[:, None]
    page[open_] = under + (page[open_] - under) * cover[open_][:, None]
    return np.asarray(page, np.uint8)


def _table(height: int, width: int, rng: np.random.Generator) -> _Field:
    """Height × width × 3: a plain colour with grain along one side."""
    base = np.array(_TABLES[int(rng.integers(len(_TABLES)))], np.float32)
    fibre = _rough(height, width, (90, 5), rng) + 0.6 * _rough(height, width, (300, 24), rng)
    if rng.random() < 0.5:
        fibre = _rough(height, width, (5, 90), rng) + 0.6 * _rough(height, width, (24, 300), rng)
    return np.asarray(np.clip(base * (1 + 0.07 * fibre)[..., None], 0, 255))
