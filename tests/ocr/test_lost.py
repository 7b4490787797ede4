"""What stands beside a part of an own value where the detector saw nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from redactor.config.spotting import Thresholds
from redactor.geometry import PxBox
from redactor.ocr.halves import Half
from redactor.ocr.layout import Glyph, Line
from redactor.ocr.lost import with_lost
from redactor.ocr.reading import PlacedHalf, ReadLine, SpottedPlace
from redactor.ocr.strips import Corners
from redactor.ports import Image

_FLOOR = 0.8
_HALF = PxBox(100, 100, 180, 120)  # four characters of 20 px
_LIMITS = Thresholds(-3.0, -9.0)


def _page(*ink: PxBox) -> Image:
    """Paper with bars of ink."""
    page = np.full((240, 400, 3), 255, np.uint8)
    for box in ink:
        page[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)] = 0
    return page


def _corners(box: PxBox) -> Corners:
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)


def _line(box: PxBox, text: str, rest: str = "", *, is_tail: bool = True) -> ReadLine:
    """A line that is read as ``text``, half of a value whose ``rest`` is wanting."""

    def place() -> SpottedPlace:
        raise AssertionError("where a half stands is asked of pairs alone")

    half = Half(0, text, rest, 0.0, _LIMITS, is_tail, lambda: ((), 0, 1))
    cell = tuple((float(x), float(y)) for x, y in _corners(box))
    glyphs = tuple(Glyph(char, 0.99, cell) for char in text)
    halves = (PlacedHalf(half, place),) if rest else ()
    return ReadLine(Line(_corners(box), glyphs), (), True, halves=halves)


class _Reader:
    """Says one text of every rectangle, so surely, and notes the rectangles."""

    def __init__(self, text: str, score: float = 0.99) -> None:
        self.text, self.score = text, score
        self.asked: list[tuple[float, ...]] = []

    def __call__(self, _image: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        self.asked += [(*c.min(axis=0).tolist(), *c.max(axis=0).tolist()) for c in rectangles]
        glyph = Glyph(self.text, self.score, ((0.0, 0.0),) * 4)
        return [ReadLine(Line(c, (glyph,) * len(self.text)), (), True) for c in rectangles]


@pytest.mark.parametrize(
    ("text", "rest", "is_tail", "ink", "reach"),
    [
        ("汤淑欣", "一", True, PxBox(102, 136, 118, 139), (96, 127, 124, 148)),  # below it
        ("远疾控心", "博", False, PxBox(80, 102, 96, 118), (74, 100, 180, 120)),  # before it
        ("博远疾控", "心", True, PxBox(184, 102, 199, 118), (100, 100, 204, 120)),  # behind it
    ],
)
def test_ink_where_the_rest_would_stand_is_read(
    text: str, rest: str, is_tail: bool, ink: PxBox, reach: tuple[float, ...]
) -> None:
    reader = _Reader("读" * 5)
    line = _line(_HALF, text, rest, is_tail=is_tail)
    lines, unread = with_lost(_page(_HALF, ink), [line], reader, _FLOOR)
    assert reader.asked == [pytest.approx(reach, abs=4)]
    assert not unread
    assert [len(r.line.glyphs) for r in lines] == ([len(text), 5] if ink.y0 > 120 else [5])


def test_what_cannot_be_read_beside_most_of_a_value_is_told() -> None:
    page = _page(_HALF, PxBox(102, 126, 118, 142))
    for text, told in (("汤淑欣", 1), ("汤", 0)):
        line = _line(_HALF, text, "一")
        lines, unread = with_lost(page, [line], _Reader("?", 0.3), _FLOOR)
        assert lines == [line]
        assert len(unread) == told


def test_ink_of_another_line_is_no_rest() -> None:
    below = PxBox(100, 126, 180, 146)
    lines = [_line(_HALF, "汤淑欣", "一"), _line(below, "图雅")]
    reader = _Reader("读")
    assert with_lost(_page(_HALF, below), lines, reader, _FLOOR)[0] == lines
    assert not reader.asked


@pytest.mark.parametrize(("degrees", "told"), [(2.0, 1), (14.0, 0)])
def test_half_in_a_copy_of_a_watermark_has_no_rest_in_another_row(
    degrees: float, told: int
) -> None:
    """Under the copy the back of the sheet shows through, which nobody can read."""
    turn = cv2.getRotationMatrix2D((140.0, 110.0), degrees, 1.0)
    below = cv2.warpAffine(
        _page(PxBox(102, 126, 118, 142)), turn, (400, 240), borderValue=(255,) * 3
    )
    half = _line(_HALF, "汤淑欣", "一")
    aslant = cv2.transform(half.line.corners[None], turn)[0].astype(np.float32)
    level = [_line(PxBox(20, y, 380, y + 20), "读") for y in (10, 200)]
    lines = [replace(half, line=replace(half.line, corners=aslant)), *level]
    assert len(with_lost(below, lines, _Reader("?", 0.3), _FLOOR)[1]) == told
