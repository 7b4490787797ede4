"""Pale print on grainy and washed-out pages: pages drawn here, readings made up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from redactor.ocr.faint import brought_out, may_hide, may_hide_pale_print, pale_lines
from redactor.ocr.layout import Glyph, Line
from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners
from redactor.ports import Image

_READ = np.array([[40, 40], [360, 40], [360, 70], [40, 70]], np.float32)
_PALE = np.array([[40, 140], [360, 140], [360, 170], [40, 170]], np.float32)


def _page(grain: float, ink: int = 30, mark: int = 175) -> Image:
    """A line of bars for print, and below it a paler one."""
    image = np.full((240, 400), 240.0)
    for x in range(44, 356, 10):
        image[42:68, x : x + 4] = ink
        image[142:168, x : x + 4] = mark
    image += np.random.default_rng(5).normal(0, grain, image.shape) if grain else 0
    return np.repeat(np.clip(image, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def _line(corners: Corners, text: str, score: float = 0.95) -> ReadLine:
    place = tuple((float(x), float(y)) for x, y in corners)
    return ReadLine(Line(corners, tuple(Glyph(c, score, place) for c in text)), (), has_ink=True)


@pytest.mark.parametrize(
    ("page", "hides"),
    [
        (_page(3), False),
        (_page(12), False),
        (_page(45), True),
        (_page(2, ink=190, mark=225), True),
    ],
    ids=["clean", "mild", "grainy", "washed out"],
)
def test_pages_that_may_hide_pale_print(page: Image, hides: bool) -> None:
    assert may_hide_pale_print(page) is hides


def test_pale_print_is_brought_out() -> None:
    out = brought_out(_page(45))
    assert out[145:165, 45:47].mean() < 110
    assert out[90:130].mean() > 215


@pytest.mark.parametrize(
    ("grain", "text", "score", "found"),
    [
        (45, "王伟1234", 0.95, ["王伟1234"]),
        (45, "-", 0.95, []),
        (45, "王伟", 0.4, []),  # grain, not print
        (3, "王伟1234", 0.95, []),  # the first look sees it
    ],
)
def test_only_what_nobody_read_is_added(
    grain: float, text: str, score: float, found: list[str]
) -> None:
    asked: list[Corners] = []

    def read(_: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        asked.extend(rectangles)
        return [_line(corners, text, score) for corners in rectangles]

    lines = pale_lines(_page(grain), [_line(_READ, "姓名")], lambda _: [_READ, _PALE], read)
    assert ["".join(g.char for g in r.line.glyphs) for r in lines] == found
    assert all(corners is _PALE for corners in asked)


def test_stacked_characters_that_were_read_one_by_one_are_not_found_anew() -> None:
    column = np.array([[40, 80], [60, 80], [60, 180], [40, 180]], np.float32)
    tops = (82, 108, 134, 160)
    read = [
        _line(np.array([[42, y], [58, y], [58, y + 16], [42, y + 16]], np.float32), char)
        for y, char in zip(tops, "单位意见", strict=True)
    ]

    def again(_: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        return [_line(corners, "单位意见") for corners in rectangles]

    assert pale_lines(_page(45), read, lambda _: [column], again) == []


@pytest.mark.parametrize(
    ("text", "score", "hides"),
    [
        ("复印无效", 1.0, False),
        ("复印无效", 0.8, True),
        ("伟", 1.0, True),  # 王 before it may be lost
        ("无效5678", 1.0, True),
    ],
)
def test_pale_words_that_are_no_part_of_a_value_hide_none(
    text: str, score: float, hides: bool
) -> None:
    assert may_hide(_line(_PALE, text, score), {"王伟", "15412345678"}) is hides
