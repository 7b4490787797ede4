"""Pages drawn glyph by glyph, so that the place and the ink of every character are known.

For measuring character boxes and for the tests of ``redactor.ocr``; every person is made up.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from benchmarks.generator.fonts import face
from redactor.geometry import PageGeometry
from redactor.ports import Image

A4_PT = (595.0, 842.0)
A3_PT = (842.0, 1191.0)
_PHRASES = (
    "申报人现从事基层卫生技术工作，任现职以来承担门诊与带教任务。",
    "参与编写技术规范，主持县级课题两项，发表论文若干篇。",
    "姓名：王伟，性别：男，身份证号15990119850412000X，手机15400000001。",
    "联系邮箱wangwei.test@mail.example，工作单位：某某旗县人民医院。",
    "继续教育学时共计360学时，年度考核结果为合格（2021年至2024年）。",
    "The applicant Wang Wei works at Example County Hospital since 2008.",
    "该同志爱岗敬业，团结同志，认真完成各项工作任务，群众评价较好。",
    "评审委员会意见：同意推荐；编号A-2024-0137，票数12/15。",
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of text: left end and baseline box top in points, size in points.

    ``down`` stacks the characters below each other; ``tracking`` is space after each, in em;
    ``face`` a typeface of ``benchmarks.generator.fonts``.
    """

    text: str
    x_pt: float
    y_pt: float
    size_pt: float
    down: bool = False
    tracking: float = 0.0
    face: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight ruling line of 0.75 pt, in points."""

    x0_pt: float
    y0_pt: float
    x1_pt: float
    y1_pt: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page image and the truth about it.

    ``labels`` gives for each pixel the number (from 1) of the glyph whose ink it is, 0 for
    none; ``cells[i]`` are the four corners in pixels of the cell of glyph ``i + 1``.
    """

    image: Image
    geometry: PageGeometry
    text: str  # of all glyphs, runs in the order given, without white space
    cells: NDArray[np.float32]
    labels: NDArray[np.int32]


@cache
def _font(size_px: int, name: str = "") -> ImageFont.FreeTypeFont:
    data = face(name).data if name else pymupdf.Font("cjk").buffer
    return ImageFont.truetype(io.BytesIO(data), size_px)


def dense_runs(seed: int, size_pt: float = 10.5, leading: float = 1.6) -> list[Run]:
    """Lines that fill an A4 page, from mixed phrases: Han, digits, Latin, an e-mail address."""
    rng = random.Random(seed)
    runs = []
    y = 50.0
    while y < 780:
        text, width = "", 0.0
        while True:
            phrase = rng.choice(_PHRASES)
            added = _font(100).getlength(phrase) / 100 * size_pt
            if width + added > 500:
                break
            text, width = text + phrase, width + added
        runs.append(Run(text or phrase[:30], 45.0, y, size_pt))
        y += size_pt * leading
    return runs


def table_runs(rows: int = 14) -> tuple[list[Run], list[Ruling]]:
    """A form: tight ruled cells with names, numbers, an address, and a vertical label."""
    cells = ("姓名", "王伟", "身份证号", "15990119850412000X", "手机", "15400000001")
    lefts = (90, 150, 215, 285, 420, 465, 560)
    runs = [Run("工作经历及业绩", 62, 110, 12, down=True)]
    rulings = [Ruling(50, 90, 50, 90 + 20 * rows)]
    for k in range(rows):
        top = 90 + 20 * k
        rulings.append(Ruling(90 if k % rows else 50, top, 560, top))
        for left, text in zip(lefts, cells, strict=False):
            runs.append(Run(text, left + 4, top + 3, 10.5))
    rulings.append(Ruling(50, 90 + 20 * rows, 560, 90 + 20 * rows))
    rulings += [Ruling(left, 90, left, 90 + 20 * rows) for left in lefts]
    return runs, rulings


def draw(
    runs: Sequence[Run],
    dpi: float = 200.0,
    page_pt: tuple[float, float] = A4_PT,
    skew_deg: float = 0.0,
    turn: int = 0,
    rulings: Sequence[Ruling] = (),
) -> Drawn:
    """The page, tilted by ``skew_deg`` and then turned counter-clockwise by ``turn``."""
    scale = dpi / 72
    width, height = (round(side * scale) for side in page_pt)
    page = PilImage.new("L", (width, height), 255)
    labels = np.zeros((height, width), np.int32)
    for line in rulings:
        ends = [side * scale for side in (line.x0_pt, line.y0_pt, line.x1_pt, line.y1_pt)]
        ImageDraw.Draw(page).line(ends, fill=0, width=round(0.75 * scale))
    cells: list[list[tuple[float, float]]] = []
    text = ""
    for run in runs:
        font = _font(round(run.size_pt * scale), run.face)
        for i, char in enumerate(run.text):
            x, y = run.x_pt * scale, run.y_pt * scale
            if run.down:
                y += i * run.size_pt * scale * 1.15
            else:
                x += font.getlength(run.text[:i]) + i * run.tracking * run.size_pt * scale
            if char.isspace():
                continue
            _stamp(page, labels, char, (round(x), round(y)), font, len(cells) + 1)
            right, bottom = x + font.getlength(char), y + run.size_pt * scale * 1.2
            cells.append([(x, y), (right, y), (right, bottom), (x, bottom)])
            text += char
    grey, corners = np.asarray(page), np.array(cells, np.float32).reshape(-1, 4, 2)
    grey, labels, corners = _tilted(grey, labels, corners, skew_deg)
    grey, labels, corners = _turned(grey, labels, corners, turn)
    size = page_pt if turn % 180 == 0 else page_pt[::-1]
    image = np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
    return Drawn(image, PageGeometry(*size, 0, dpi), text, corners, labels)


def _stamp(
    page: PilImage.Image,
    labels: NDArray[np.int32],
    char: str,
    at: tuple[int, int],
    font: ImageFont.FreeTypeFont,
    number: int,
) -> None:
    """Draw one glyph, and note which pixels are its ink."""
    size = int(font.size * 1.6)
    glyph = PilImage.new("L", (size, size), 0)
    ImageDraw.Draw(glyph).text((2, 2), char, font=font, fill=255)
    alpha = np.asarray(glyph)
    x, y = at[0] - 2, at[1] - 2
    page.paste(0, (x, y), glyph)
    top, left = max(0, -y), max(0, -x)
    inside = labels[max(0, y) : y + size, max(0, x) : x + size]
    seen = alpha[top : top + inside.shape[0], left : left + inside.shape[1]]
    inside[seen >= 128] = number


def _tilted(
    grey: NDArray[np.uint8],
    labels: NDArray[np.int32],
    corners: NDArray[np.float32],
    degrees: float,
) -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.float32]]:
    if not degrees:
        return grey, labels, corners
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.93)
    size = (width, height)
    tilted = cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(255,))
    numbers = cv2.warpAffine(
        labels.astype(np.float32), matrix, size, flags=cv2.INTER_NEAREST
    ).astype(np.int32)
    moved = corners @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(tilted, np.uint8), numbers, moved.astype(np.float32)


def _turned(
    grey: NDArray[np.uint8],
    labels: NDArray[np.int32],
    corners: NDArray[np.float32],
    turn: int,
) -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.float32]]:
    for _ in range(turn // 90):
        width = grey.shape[1]
        grey, labels = np.rot90(grey), np.rot90(labels)
        corners = np.stack([corners[..., 1], width - corners[..., 0]], axis=-1)
    return np.ascontiguousarray(grey), np.ascontiguousarray(labels), corners


def scanned(drawn: Drawn, seed: int = 1, quality: int = 40) -> Drawn:
    """The same page as a poor scan: grey, blurred, noisy, unevenly lit, as a JPEG."""
    rng = np.random.default_rng(seed)
    height, width = drawn.image.shape[:2]
    soft = cv2.GaussianBlur(drawn.image, (0, 0), 1.1).astype(float)
    shade = (
        np.linspace(0.82, 1.0, width)[None, :, None] * np.linspace(1, 0.9, height)[:, None, None]
    )
    noisy = (40 + soft * 0.82) * shade + rng.normal(0, 9, (height, width, 1))
    _, coded = cv2.imencode(
        ".jpg", np.clip(noisy, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    image = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    return replace(drawn, image=image)
