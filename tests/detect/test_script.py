"""Mongolian writing is found by its look, and nothing else is taken for it."""

from __future__ import annotations

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks.generator.script import script_columns, script_row
from redactor.datatypes import Char, DocClass, Entity, PageText, Picture, TextSource
from redactor.detect.script import ScriptDetector, _is_line, _teeth, _upright, _with_rest
from redactor.geometry import PtBox, PtQuad, PxBox
from redactor.ports import Image as Pixels
from redactor.ports import PageView
from tests.contracts.region_detector import RegionDetectorContract
from tests.detect.drawn import MM, PT, dense, form
from tests.detect.hands import page_with, view_of

_A4 = (1654, 2339)
_WHOLE = PtQuad.from_box(PtBox(0, 0, 595, 842))


def scan_of(page: Image.Image, text: PageText, doc_class: DocClass = DocClass.FORM) -> PageView:
    return replace(view_of(page, text, doc_class), pictures=(Picture(_WHOLE, *page.size),))


def put(page: Image.Image, data: bytes, at: tuple[int, int], word_mm: float) -> PtBox:
    """Place a block whose words are so wide; where it lies, in points."""
    with Image.open(io.BytesIO(data)) as block:
        scale = word_mm * MM / 40
        small = block.resize((round(block.width * scale), round(block.height * scale)))
        page.paste(small, at, small)
    x, y = at
    return PtBox(x * PT, y * PT, (x + small.width) * PT, (y + small.height) * PT)


class TestScriptDetector(RegionDetectorContract):
    @pytest.fixture
    def detector(self) -> ScriptDetector:
        return ScriptDetector()

    def sight(self) -> Pixels:
        page = Image.new("RGB", (500, 500), "white")
        box = put(page, script_row(5, np.random.default_rng(1)), (0, 0), 4)
        return np.asarray(page)[: int(box.y1 / PT), : int(box.x1 / PT) - 20]


@pytest.mark.parametrize("ink", [(20, 20, 20), (200, 30, 40)])
@pytest.mark.parametrize("word_mm", [3.0, 4.0, 5.5])
@pytest.mark.parametrize("seed", [1, 2])
def test_block_is_found_whole(seed: int, word_mm: float, ink: tuple[int, int, int]) -> None:
    page = Image.new("RGB", _A4, "white")
    rng = np.random.default_rng(seed)
    data = script_row(5, rng, ink) if seed == 1 else script_columns(2, rng, ink)
    box = put(page, data, (500, 300), word_mm)
    found = list(ScriptDetector().find(scan_of(page, PageText(1, ()))))
    assert {f.entity for f in found} == {Entity.SCRIPT}
    covered = sum(f.quads[0].box.overlap(box) for f in found)
    assert covered >= 0.8 * box.area


@pytest.mark.parametrize("drawn", [dense(9), dense(14), form()])
def test_print_that_nobody_read_is_none(drawn: tuple[Image.Image, PageText]) -> None:
    page, _ = drawn
    draw = ImageDraw.Draw(page)
    for n in range(12):  # an axis with its scale
        draw.line((800, 300 + 20 * n, 814, 300 + 20 * n), fill="black", width=3)
    draw.line((800, 300, 800, 530), fill="black", width=3)
    assert list(ScriptDetector().find(scan_of(page, PageText(1, ())))) == []


def test_brackets_below_each_other_in_lines_of_print_are_print() -> None:
    page, text = page_with([(90, 400, "（2）主编地方标准"), (90, 416, "（3）获实用新型专利")])
    doubtful = {"（": 0.8, "）": 0.7}
    read = tuple(replace(c, score=doubtful.get(c.text, 0.99)) for c in text.chars)
    assert not _upright(scan_of(page, PageText(1, read))).ink.any()


def test_page_of_text_without_pictures_is_not_looked_at() -> None:
    page = Image.new("RGB", _A4, "white")
    put(page, script_row(5, np.random.default_rng(1)), (500, 300), 4)
    _, text = form()
    assert list(ScriptDetector().find(view_of(page, text))) == []


@pytest.mark.parametrize("lean", [0.0, 0.03])
def test_border_of_a_table_taken_askew_is_no_word(lean: float) -> None:
    """Its steps from pixel to pixel, blurred, look like teeth."""
    border = np.zeros((140, 40), np.bool_)
    bumps = np.random.default_rng(4).random(140) < 0.1
    for y in range(140):
        x = 3 + round(lean * y)
        border[y, x : x + 2 + bumps[y]] = True
    assert _teeth(border) > 0 and _is_line(border, 110 / 25.4)


def test_words_are_no_borders() -> None:
    """But for one in twenty, with hardly a tooth; and a block has several."""
    lines = [_is_line(word, 110 / 25.4) for seed in range(20) for word in words_of(seed)]
    assert len(lines) > 60 and sum(lines) <= 0.07 * len(lines)


def words_of(seed: int) -> list[np.ndarray]:
    with Image.open(io.BytesIO(script_columns(2, np.random.default_rng(seed)))) as block:
        small = block.resize((round(block.width * 0.45), round(block.height * 0.45)))
        ink = (np.asarray(small)[..., -1] > 90).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    tall = [(n, *at) for n, (*at, _) in enumerate(stats.tolist()) if n and at[3] > 2.4 * at[2]]
    parts = [labels[y : y + h, x : x + w] == n for n, x, y, w, h in tall]
    return [part for part in parts if _teeth(part)]


def test_grain_of_the_paper_is_no_ink() -> None:
    """Along the borders of a table it was taken for teeth, and the column between went."""
    grain = np.random.default_rng(5).normal(0, 40, (_A4[1], _A4[0], 1))
    paper = np.clip(220 + np.repeat(grain, 3, axis=2), 0, 255).astype(np.uint8)
    page = _upright(scan_of(Image.fromarray(paper), PageText(1, ())))
    assert page.ink.mean() < 0.05


def on_a_desk(page: Image.Image, seed: int) -> Image.Image:
    """The sheet photographed askew on a grained desk."""
    rng = np.random.default_rng(seed)
    sheet = np.asarray(page, np.float32)
    height, width = sheet.shape[:2]
    grain = rng.normal(105, 9, (height // 8, width // 8)).astype(np.float32)
    desk = cv2.resize(grain, (width, height))[..., None]
    src = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    dst = src + inward * rng.uniform(0.02, 0.09, (4, 2)).astype(np.float32) * (width, height)
    warp = cv2.getPerspectiveTransform(src, dst.astype(np.float32))
    sheet, lit = (
        cv2.warpPerspective(plane, warp, (width, height)) for plane in (sheet, np.ones_like(sheet))
    )
    shot = cv2.GaussianBlur(sheet + desk * (1 - lit), (0, 0), 1.2)
    shot += rng.normal(0, 4, (height, width, 1))
    return Image.fromarray(np.clip(shot, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("seed", [4, 5, 10])
def test_edge_of_a_sheet_on_a_desk_is_no_script(seed: int) -> None:
    page = Image.new("RGB", _A4, (250, 250, 250))
    assert list(ScriptDetector().find(scan_of(on_a_desk(page, seed), PageText(1, ())))) == []
    put(page, script_columns(3, np.random.default_rng(seed)), (700, 900), 4.0)
    assert list(ScriptDetector().find(scan_of(on_a_desk(page, seed), PageText(1, ()))))


def test_teeth_of_a_heavy_word_stand_out_less_than_half_of_its_spine() -> None:
    word = np.zeros((60, 14), np.bool_)
    word[:, :10] = True
    for y, high in ((6, 5), (24, 4), (35, 7), (51, 4)):
        word[y : y + high] = True
    assert _teeth(word) == 4


def stems(words: list[tuple[int, int, int]], thick: int) -> Image.Image:
    """A page with upright strokes: each at x with its height and teeth, heads level."""
    page = Image.new("RGB", _A4, "white")
    draw = ImageDraw.Draw(page)
    for x, high, teeth in words:
        draw.rectangle((x, 400, x + thick - 1, 400 + high), fill="black")
        for n in range(teeth):
            y = 400 + round(high * (n + 0.6 + 0.2 * (n % 2)) / (teeth + 0.5))
            draw.rectangle((x + thick, y, x + 2 * thick, y + thick), fill="black")
    return page


@pytest.mark.parametrize("thick", [3, 6])  # slim words, and heavy ones
def test_slim_and_heavy_words_with_level_heads_are_script(thick: int) -> None:
    page = stems([(600, 90, 2), (626, 60, 2), (652, 120, 3)], thick)
    assert len(list(ScriptDetector().find(scan_of(page, PageText(1, ()))))) == 1


def test_strokes_of_one_length_are_cells() -> None:
    page = stems([(600, 60, 2), (626, 60, 2), (652, 60, 3)], 3)
    assert list(ScriptDetector().find(scan_of(page, PageText(1, ())))) == []


def test_row_that_is_read_as_a_few_figures_is_script_still() -> None:
    page = Image.new("RGB", _A4, "white")
    box = put(page, script_row(5, np.random.default_rng(1)), (500, 300), 4)
    wide = box.width / 3
    figures = tuple(
        Char(
            text,
            PtQuad.from_box(PtBox(box.x0 + n * wide, box.y0, box.x0 + (n + 1) * wide, box.y1)),
            0.98,
            0,
            TextSource.OCR,
        )
        for n, text in enumerate("119")
    )
    (found,) = ScriptDetector().find(scan_of(page, PageText(1, figures)))
    assert found.quads[0].box.overlap(box) >= 0.8 * box.area


def test_words_that_touch_side_by_side_are_script() -> None:
    """Small ones, blurred, are one piece."""
    page = stems([(600, 70, 2), (609, 50, 2), (618, 80, 3), (627, 60, 2)], 4)
    assert len(list(ScriptDetector().find(scan_of(page, PageText(1, ()))))) == 1


def test_border_of_a_table_beside_a_block_leads_to_none_of_its_cells() -> None:
    block = PxBox(0, 0, 30, 60)
    tail, below = PxBox(10, 66, 16, 76), PxBox(12, 82, 18, 92)
    borders = [PxBox(38, y, 40, y + 30) for y in (-40, -8, 24, 56)]
    cells = [PxBox(46, y, 56, y + 12) for y in (-30, 10, 50, 90)]
    level = [PxBox(-8 - 10 * n, 2, -4 - 10 * n, 30) for n in range(3)]
    whole = _with_rest(block, [tail, below, *level, *borders, *cells], 4.0)
    assert whole == PxBox(-28, -8, 40, 92)
    assert _with_rest(block, [PxBox(38, -100, 40, 300)], 4.0) == block
