"""Marks in colour over black print: pages drawn here, readings made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from redactor.ocr.coloured import Marks, past_marks
from redactor.ocr.layout import Glyph, Line
from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners
from redactor.ports import Image

_RED, _BLUE, _BLACK, _PAPER = (205, 45, 55), (35, 60, 165), (25, 25, 28), (248, 240, 226)
_LINE = np.array([[40, 40], [360, 40], [360, 70], [40, 70]], np.float32)
_BELOW = _LINE + np.array([0, 80], np.float32)


def _page(mark: tuple[int, int, int] | None = None, value: tuple[int, int, int] = _BLACK) -> Image:
    """Two lines of bars for print, the second half of the first in ``value``; a ring over it."""
    image = np.full((200, 400, 3), _PAPER, np.uint8)
    for x in range(44, 356, 10):
        image[44:66, x : x + 3] = value if x >= 200 else _BLACK
        image[124:146, x : x + 3] = _BLACK
    if mark is not None:
        ring = np.zeros(image.shape[:2], np.uint8)
        cv2.ellipse(ring, (200, 55), (90, 30), 0, 0, 360, 1, 4)
        image[ring > 0] = np.minimum(image[ring > 0], mark)  # as ink on ink
    return image


def _read(corners: Corners, text: str, score: float = 0.99) -> ReadLine:
    left, right = corners[0][0], corners[1][0]
    top, bottom = corners[0][1], corners[2][1]
    step = (right - left) / len(text)
    glyphs = tuple(
        Glyph(
            char,
            score,
            tuple(
                (float(left + x * step), float(y))
                for x, y in ((i, top), (i + 1, top), (i + 1, bottom), (i, bottom))
            ),
        )
        for i, char in enumerate(text)
    )
    return ReadLine(Line(corners, glyphs), (), has_ink=True)


def _text(lines: list[ReadLine]) -> list[str]:
    return ["".join(g.char for g in r.line.glyphs) for r in lines]


def _past(image: Image, first: ReadLine, again: ReadLine) -> tuple[list[str], int]:
    """What stands on the page in the end, and how many lines were read again."""
    asked: list[Corners] = []

    def detect(part: Image) -> list[Corners]:
        # The window reaches the page's corner: its origin is the page's own.
        return [again.line.corners]

    def read(_: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        asked.extend(rectangles)
        return [again] if asked else []

    lines = past_marks(image, [first, _read(_BELOW, "另一行字")], detect, read)
    return _text(lines), len(asked)


@pytest.mark.parametrize("mark", [_RED, _BLUE])
def test_mark_vanishes_and_black_print_stays(mark: tuple[int, int, int]) -> None:
    marks = Marks.of(_page(mark))
    assert marks is not None
    assert marks.plain[26, 200].min() > 235  # the ring's top, on paper
    assert marks.plain[55, 45].max() < 60
    assert marks.plain[44:66, 114:117].max() < 90  # a bar that the ring crosses


def test_only_the_crossed_line_is_read_again() -> None:
    lines, again = _past(_page(_RED), _read(_LINE, "工作单位苏本"), _read(_LINE, "工作单位苏木"))
    assert lines == ["另一行字", "工作单位苏木"]
    assert again == 1


def test_washed_out_line_that_a_pale_mark_crosses_is_read_again() -> None:
    pale = np.asarray(255 - (255 - _page(_RED).astype(int)) * 0.38, np.uint8)
    first = replace(_read(_LINE, "工作单位苏本"), contrast=85.0)
    lines, again = _past(pale, first, _read(_LINE, "工作单位苏木"))
    assert lines == ["另一行字", "工作单位苏木"]
    assert again == 1


def test_page_without_colour_is_read_once() -> None:
    lines, again = _past(_page(), _read(_LINE, "工作单位"), _read(_LINE, "另外"))
    assert (lines, again) == (["工作单位", "另一行字"], 0)


def test_what_is_filled_in_with_a_pen_is_not_lost() -> None:
    half = np.array([[40, 40], [200, 40], [200, 70], [40, 70]], np.float32)
    lines, _ = _past(_page(value=_BLUE), _read(_LINE, "姓名王伟"), _read(half, "姓名"))
    assert lines == ["姓名王伟", "另一行字"]


def test_worse_reading_without_the_mark_is_not_taken() -> None:
    lines, _ = _past(_page(_RED), _read(_LINE, "工作单位"), _read(_LINE, "工作革位", score=0.7))
    assert lines == ["工作单位", "另一行字"]


def test_print_that_a_mark_hides_is_read_beside_the_marks_own_word() -> None:
    """恩和 in the rectangle of a seal's 验, which alone was read."""
    page = np.full((200, 400, 3), _PAPER, np.uint8)
    page[60:78, 150:190:10] = page[60:78, 151:190:10] = _BLACK
    page[20:90, 180:200] = np.minimum(page[20:90, 180:200], _RED)
    word = np.array([[140, 15], [210, 15], [210, 95], [140, 95]], np.float32)
    name = np.array([[148, 58], [192, 58], [192, 80], [148, 80]], np.float32)

    def read(_: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        return [_read(c, "恩和") for c in rectangles]

    lines = past_marks(page, [_read(word, "验")], lambda _: [name], read)
    assert _text(lines) == ["验", "恩和"]


@pytest.mark.parametrize(
    ("printed", "again", "score", "text"),
    [
        ((150, 190), "何沄", 0.8, "何沄"),
        ((150, 190), "何沄", 0.3, "法"),  # no more legible without the star
        ((150, 190), "沄", 0.99, "法"),
        ((171, 190), "何沄", 0.8, "法"),  # the star's own edge
    ],
)
def test_first_character_below_a_star_is_read_with_the_others(
    printed: tuple[int, int], again: str, score: float, text: str
) -> None:
    page = np.full((200, 400, 3), _PAPER, np.uint8)
    for x in range(*printed, 7):
        page[60:78, x : x + 2] = _BLACK
    page[40:90, 120:166] = np.minimum(page[40:90, 120:166], _RED)
    second = np.array([[169, 58], [192, 58], [192, 80], [169, 80]], np.float32)
    whole = np.array([[148, 58], [192, 58], [192, 80], [148, 80]], np.float32)
    lines = past_marks(
        page,
        [_read(second, "法")],
        lambda _: [whole - np.array([125, 14], np.float32)],  # the window's origin
        lambda _, rectangles: [_read(c, again, score) for c in rectangles],
    )
    assert _text(lines) == [text]


def test_print_below_a_thick_mark_is_black_again() -> None:
    page = _page()
    under = page.copy()
    page[30:80, 100:200] = np.round(0.14 * page[30:80, 100:200] + 0.86 * np.array(_RED))
    marks = Marks.of(page)
    assert marks is not None
    assert under[55, 114].max() < 60 and page[55, 114].max() > 170
    assert marks.plain[46:64, 114:117].max() < 110
    assert marks.plain[46:64, 119:122].min() > 225


def test_line_that_a_seal_parts_in_three_is_read_as_one() -> None:
    ends = (40, 150, 250, 360)
    pieces = [
        np.array([[a, 40], [b, 40], [b, 70], [a, 70]], np.float32)
        for a, b in zip(ends, ends[1:], strict=False)
    ]
    first = [_read(p, text) for p, text in zip(pieces, ("云岭水", "务没", "计院"), strict=True)]
    first[1] = _read(pieces[1], "务没", score=0.9)

    def read(_: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        wide = [c for c in rectangles if c[1][0] - c[0][0] > 300]
        return [_read(c, "云岭水务设计院") for c in wide]

    lines = past_marks(_page(_RED), [*first, _read(_BELOW, "另一行字")], lambda _: pieces, read)
    assert _text(lines) == ["另一行字", "云岭水务设计院"]


def test_cells_of_a_table_are_no_line_that_a_seal_parted() -> None:
    ends = (40, 150, 250, 360)
    pieces = [
        np.array([[a + 2, 40], [b - 2, 40], [b - 2, 70], [a + 2, 70]], np.float32)
        for a, b in zip(ends, ends[1:], strict=False)
    ]
    image = _page(_RED)
    for x in ends:
        image[20:100, max(0, x - 9) : x + 9] = _PAPER
        image[20:100, x : x + 2] = _BLACK
    first = [_read(p, text) for p, text in zip(pieces, ("云岭", "务没", "计院"), strict=True)]

    def read(_: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        wide = [c for c in rectangles if c[1][0] - c[0][0] > 280]
        return [_read(c, "云岭水务设计院") for c in wide]

    lines = past_marks(image, first, lambda _: pieces, read)
    assert sorted(_text(lines)) == sorted(["云岭", "务没", "计院"])


def test_pieces_stay_where_the_whole_line_says_less() -> None:
    left = np.array([[40, 40], [200, 40], [200, 70], [40, 70]], np.float32)
    right = np.array([[200, 40], [360, 40], [360, 70], [200, 70]], np.float32)
    first = [_read(left, "云岭水务"), _read(right, "设计院章")]
    lines = past_marks(
        _page(_RED),
        [*first, _read(_BELOW, "另一行字")],
        lambda _: [],
        lambda _, rectangles: [_read(c, "云岭") for c in rectangles],
    )
    assert _text(lines) == ["云岭水务", "设计院章", "另一行字"]


def _band() -> Image:
    """White bars for print on a dark blue band, underlined in black."""
    image = np.full((200, 400, 3), _PAPER, np.uint8)
    image[30:80, 20:380] = _BLUE
    image[67:70, 20:380] = _BLACK
    for x in range(44, 356, 10):
        image[44:66, x : x + 3] = 255
    return image


@pytest.mark.parametrize(
    "first, again, there",
    [
        (("王伟 工作室甲乙丙", 0.97), ("王玮 工作窒甲乙丙", 0.9), ["王伟 工作室甲乙丙"]),
        (
            ("王", 0.97),
            ("王伟 工作室甲乙丙", 0.9),
            ["王", "王伟 工作室甲乙丙"],
        ),
        (
            ("王伟 工作室甲乙丙", 0.8),
            ("王玮 工作窒甲乙丙", 0.9),
            ["王伟 工作室甲乙丙", "王玮 工作窒甲乙丙"],
        ),
    ],
)
def test_light_print_on_a_band_is_not_read_twice(
    first: tuple[str, float], again: tuple[str, float], there: list[str]
) -> None:
    lines, _ = _past(_band(), _read(_LINE, *first), _read(_LINE, *again))
    assert sorted(lines) == sorted([*there, "另一行字"])


def test_grain_of_a_dark_band_is_no_print() -> None:
    image = _page()
    image[90:170] = (15, 90, 70)
    image[124:146, 44:356:10] = (255, 255, 255)
    grain = np.random.default_rng(7).normal(0, 6, image.shape)
    marks = Marks.of(np.clip(image + grain, 0, 255).astype(np.uint8))
    assert marks is not None
    assert np.percentile(marks.plain[150:165], 1) > 190
    assert marks.plain[55, 45].max() < 80


def test_print_below_a_text_marker_stays() -> None:
    image = _page()
    image[36:74, 30:370] = np.minimum(image[36:74, 30:370], (250, 230, 60))
    marks = Marks.of(image)
    assert marks is not None
    assert marks.plain[55, 45].max() < 60
    assert marks.plain[55, 50].min() > 235
