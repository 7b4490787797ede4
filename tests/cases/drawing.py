"""A row of the table as an upload: a small page with a heading, as born or as scanned."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pymupdf
from PIL import Image

from benchmarks.generator.fonts import Face, face
from redactor.datatypes import (
    HOLDER_CLASSES,
    Char,
    DocClass,
    PageReading,
    PageText,
    TextSource,
)
from redactor.geometry import PageGeometry, PtBox, PtQuad
from tests.cases.rows import NEW_PAGE, Fate, Line, Part, Picture, Row

WIDTH, HEIGHT = 360.0, 210.0
SIZE = 10.5
_LEFT, _TOP, _LEADING = 20.0, 54.0, 18.0
_RAISED_SIZE, _RAISED_BY = 0.6, 0.36  # of the size
_SCAN_DPI = 200

HEADS = {
    DocClass.FORM: "专业技术职务任职资格评审表",
    DocClass.CHECKLIST: "送评材料目录单",
    DocClass.TRAINING_CARD: "继续教育审验卡",
    DocClass.CERTIFICATE: "专业技术职务资格证书",
    DocClass.ASSESSMENT: "专业技术人员年度考核表",
    DocClass.NOTICE: "关于推荐人选的公示",
    DocClass.PAPER: "寒旱地区供水管网漏损控制研究",
    DocClass.PATENT: "实用新型专利证书",
    DocClass.AWARD: "优秀成果奖获奖证书",
    DocClass.ID_CARD: "居民身份证",
    DocClass.CONTRACT: "劳动合同书",
    DocClass.SOCIAL_SECURITY: "社会保险个人缴费证明",
    DocClass.SUMMARY: "专业技术工作业绩总结",
    DocClass.OTHER: "水源地巡查情况说明",
}
_FEET = {
    DocClass.PAPER: (
        "摘　要：针对漏损定位不准的问题，提出分区计量方法。",
        "关键词：供水管网；漏损；分区计量",
    )
}
_MARK = "虚构样例"


@dataclass(frozen=True, slots=True)
class Place:
    """One drawn glyph: its origin on the baseline in points, and the part it belongs to."""

    page: int  # from 0
    char: str
    x: float
    y: float
    size: float
    part: int  # index in ``Drawn.parts``
    angle: int = 0  # degrees clockwise

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the glyph's ink, about."""
        along, up = _advance(self.char) * self.size / 2, 0.36 * self.size
        sine, cosine = math.sin(math.radians(self.angle)), math.cos(math.radians(self.angle))
        return self.x + along * cosine + up * sine, self.y + along * sine - up * cosine


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands where on the pages of a row."""

    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    pages: int
    height: float  # of every page, in points: no more than is needed, for the sake of time
    has_holder: bool  # the line that names the holder was added

    def of(self, *fates: Fate) -> list[Place]:
        """The glyphs with ink that have one of these fates."""
        return [p for p in self.places if self.parts[p.part].fate in fates and not p.char.isspace()]


def lay(row: Row) -> Drawn:
    """Where each glyph of a row stands, blanks included."""
    pen = _Pen()
    holder = f"姓名：⟦{row.profile.names[0]}⟧"
    named = row.kind in HOLDER_CLASSES and not row.bare
    body = (Line(holder), *row.lines) if named else row.lines
    head = Line(HEADS[row.kind])
    for line in (head, *body, *map(Line, _FEET.get(row.kind, ())), Line(_MARK)):
        pen.say(line)
    low = max(p.y for p in pen.places) + SIZE + 8
    height = HEIGHT if row.plant or row.pictures else min(HEIGHT, low)
    return Drawn(tuple(pen.parts), tuple(pen.places), pen.page + 1, height, named)


class _Pen:
    """Writes lines below each other."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.places: list[Place] = []
        self.page, self.y, self.right = 0, _TOP - _LEADING, WIDTH - 60.0

    def say(self, line: Line) -> None:
        if line is NEW_PAGE:
            self.page, self.y = self.page + 1, _TOP - _LEADING
        elif line.way == "along":
            self._along(line)
        else:
            self._aside(line)

    def _along(self, line: Line) -> None:
        x, raised = _LEFT, False
        for part in line.parts():
            self.parts.append(part)
            for char in part.text:
                if char == "^":
                    raised = not raised
                elif char == "␣":
                    x += SIZE
                elif char == "\t":
                    x = _LEFT + (int((x - _LEFT) / line.cell_pt) + 1) * line.cell_pt
                else:
                    size = SIZE * _RAISED_SIZE if raised else SIZE
                    self._put(char, x, self.y - (_RAISED_BY * SIZE if raised else 0), size)
                    x += _advance(char) * size
        assert x < WIDTH - 5, "the line runs off the page"
        self.y += _LEADING

    def _aside(self, line: Line) -> None:
        """A column, or a turned line, of its own at the right-hand side of the page."""
        x, y, turn = self.right, _TOP, math.radians(line.angle)
        for part in line.parts():
            self.parts.append(part)
            for char in part.text:
                self._put(char, x, y, SIZE, line.angle)
                step = _advance(char) * SIZE
                down = line.way == "down"
                x += 0 if down else step * math.cos(turn)
                y += 1.25 * SIZE if down else step * math.sin(turn)
        self.right -= 3 * SIZE

    def _put(self, char: str, x: float, y: float, size: float, angle: int = 0) -> None:
        self.places.append(Place(self.page, char, x, y, size, len(self.parts) - 1, angle))


@cache
def _face() -> Face:
    return face("serif")


def _advance(char: str) -> float:
    """Width in em; a character that no typeface here has stands on pages that are only read."""
    return _face().advance(char) if _face().has(char) else 1.0


@cache
def _font(characters: str) -> pymupdf.Font:
    return pymupdf.Font(fontbuffer=_face().subset(characters))


def document_of(
    drawn: Drawn, places: Iterable[Place], characters: str, pictures: Iterable[Picture]
) -> pymupdf.Document:
    """The pages with some of their glyphs; ``characters`` is what the one font holds."""
    font, document = _font(characters), pymupdf.open()
    chosen = list(places)
    for index in range(drawn.pages):
        page = document.new_page(width=WIDTH, height=drawn.height)
        upright = pymupdf.TextWriter(page.rect)
        for place in (p for p in chosen if p.page == index):
            origin = pymupdf.Point(place.x, place.y)
            if place.angle:
                writer = pymupdf.TextWriter(page.rect)
                writer.append(origin, place.char, font=font, fontsize=place.size)
                writer.write_text(page, morph=(origin, pymupdf.Matrix(-place.angle)))
            else:
                upright.append(origin, place.char, font=font, fontsize=place.size)
        upright.write_text(page)
    for picture in pictures:
        document[0].insert_image(pymupdf.Rect(picture.box), stream=picture.png)
    return document


def write(row: Row, path: Path, characters: str) -> Drawn:
    """Write the row's upload and return what stands on it."""
    drawn = lay(row)
    with document_of(drawn, drawn.places, characters, row.pictures) as document:
        if not row.scan:
            document.save(path, garbage=3, deflate=True)
            return drawn
        with pymupdf.open() as scanned:
            for page in document:
                copy = scanned.new_page(width=WIDTH, height=drawn.height)
                copy.insert_image(copy.rect, stream=_scan(page))
            scanned.save(path, garbage=3)
    return drawn


def _scan(page: pymupdf.Page) -> bytes:
    """A grey JPEG with a little noise, as a scanner gives it."""
    pixels = page.get_pixmap(dpi=_SCAN_DPI, colorspace=pymupdf.csGRAY)
    flat = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width)
    noise = np.random.default_rng(1).normal(-5.0, 3.0, flat.shape)
    grey = np.clip(flat + noise, 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, "JPEG", quality=85, dpi=(_SCAN_DPI, _SCAN_DPI))
    return buffer.getvalue()


def characters_of(rows: Iterable[Row]) -> str:
    """All characters of a table, so that its pages share one font file."""
    return "".join(sorted({p.char for row in rows for p in lay(row).places}))


def reading_of(row: Row, drawn: Drawn, source: TextSource) -> PageReading:
    """The row's page as if it had been read so: for what cannot be drawn, such as slips of OCR."""
    chars: list[Char] = []
    for line, y in enumerate(sorted({p.y for p in drawn.places})):
        for place in (p for p in drawn.places if p.y == y):
            wide = _advance(place.char) * place.size
            box = PtBox(place.x, y - 0.88 * place.size, place.x + wide, y + 0.12 * place.size)
            quad = None if place.char.isspace() else PtQuad.from_box(box)
            score = 0.4 if place.char in row.weak else 1.0
            chars.append(Char(place.char, quad, score, line, source))
        chars.append(Char("\n", None, 1.0, line, source))
    geometry = PageGeometry(WIDTH, drawn.height, 0, 72)
    text = PageText(1, tuple(chars))
    return PageReading(1, geometry, text, used_ocr=source is TextSource.OCR)
