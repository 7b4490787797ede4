"""What of a line the careful recogniser reads again, and how its reading is put in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from redactor.ocr.careful import read_again
from redactor.ocr.layout import Glyph, Line
from redactor.ocr.reading import LineReader, ReadLine
from redactor.ocr.strips import Corners

IMAGE = np.full((60, 900, 3), 255, np.uint8)
TEXT = "各位委员经过认真评议推荐王伟同志参加本年度高级职称评审"
NAME = TEXT.index("王")


class Reader(LineReader):
    """Answers with one text for every rectangle, and keeps what it was shown."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.shown: list[Corners] = []

    def read(self, image, rectangles):
        self.shown += rectangles
        return [_read(self.answer) for _ in rectangles]


def _read(text: str, *, near=(), score=0.99, flipped=False) -> ReadLine:
    """A line of cells 30 px wide; a space has no corners."""
    glyphs = []
    for i, char in enumerate(text):
        k = len(text) - i - 1 if flipped else i
        cell = ((30.0 * k, 0.0), (30.0 * k + 28, 0.0), (30.0 * k + 28, 30.0), (30.0 * k, 30.0))
        cell = (*cell[2:], *cell[:2]) if flipped else cell
        glyphs.append(Glyph(char, score, None if char == " " else cell))
    return ReadLine(Line(_rectangle(len(text)), tuple(glyphs)), (), True, near)


def _rectangle(cells: int) -> Corners:
    width = 30.0 * cells
    return np.array([[0, 0], [width, 0], [width, 30], [0, 30]], np.float32)


def _again(line: ReadLine, answer: str) -> tuple[str, list[tuple[float, float]]]:
    """The line's text afterwards, and from where to where it was read again."""
    lines, reader = [line], Reader(answer)
    read_again(IMAGE, [line.line.corners], lines, reader)
    text = "".join(g.char for g in lines[0].line.glyphs)
    return text, [(float(c[0, 0]), float(c[1, 0])) for c in reader.shown]


def test_only_the_place_and_its_surroundings_are_read_again():
    text, shown = _again(_read(TEXT, near=((NAME, NAME + 2),)), "……")
    assert text == TEXT[: NAME - 5] + "……" + TEXT[NAME + 7 :]
    assert shown == [pytest.approx((30 * (NAME - 5) - 1, 30 * (NAME + 7) - 1))]


def test_a_line_that_is_to_be_left_is_left():
    lines, reader = [_read(TEXT, near=((NAME, NAME + 2),))], Reader("……")
    read_again(IMAGE, [lines[0].line.corners], lines, reader, {0}, {0})
    assert not reader.shown and "".join(g.char for g in lines[0].line.glyphs) == TEXT


def test_two_places_of_one_line_are_put_in_each_at_its_own():
    text, shown = _again(_read(TEXT * 2, near=((1, 2), (NAME + 27, NAME + 29))), "甲")
    assert text == "甲" + (TEXT * 2)[7 : NAME + 22] + "甲" + (TEXT * 2)[NAME + 34 :]
    assert len(shown) == 2


def test_places_that_meet_are_read_as_one():
    _, shown = _again(_read(TEXT * 2, near=((0, 1), (10, 11))), "甲")
    assert shown == [pytest.approx((0, 16 * 30 - 1))]


@pytest.mark.parametrize(
    "line",
    [
        _read("推荐王伟同志", near=((2, 4),)),  # hardly more than the place
        _read(TEXT, near=((NAME, NAME + 2),), score=0.8),  # poor throughout
        _read(TEXT, near=((NAME, NAME + 2),), flipped=True),  # read against its rectangle
        _read(TEXT, near=((0, 2),), flipped=True),  # the same where it begins
        _read("", near=((0, 0),)),  # nothing was decoded
    ],
)
def test_the_whole_line_is_read_again(line):
    answer = "全" * max(1, len(line.line.glyphs))
    text, shown = _again(line, answer)
    assert text == answer
    assert shown == [(0.0, float(line.line.corners[1, 0]))]


def test_a_reading_that_lost_what_was_sure_is_not_put_in():
    label, hand = _read("签名："), _read("头尔就", score=0.3)
    line = replace(label, line=Line(_rectangle(6), (*label.line.glyphs, *hand.line.glyphs)))
    assert _again(line, "：")[0] == "签名：头尔就"
    assert _again(line, "签名：额尔敦")[0] == "签名：额尔敦"


def test_a_line_that_is_neither_near_nor_poor_is_left_alone():
    assert _again(_read(TEXT), "全行") == (TEXT, [])


def test_cut_goes_round_a_space():
    text = TEXT[: NAME - 5] + " " + TEXT[NAME - 5 :]
    _, shown = _again(_read(text, near=((NAME + 1, NAME + 3),)), "……")
    start = 30 * (NAME - 5)
    assert shown[0][0] == pytest.approx((start - 2 + start + 30) / 2)
