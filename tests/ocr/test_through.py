"""Sheets whose back shows through: pages drawn here, readings made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from redactor.ocr.engine import in_full_ink
from redactor.ocr.layout import Glyph, Line
from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners
from redactor.ocr.through import past_back
from redactor.ports import Image

_FRONT = np.array([[40, 40], [120, 40], [120, 70], [40, 70]], np.float32)
_BACK = np.array([[40, 100], [360, 100], [360, 130], [40, 130]], np.float32)
_BOTH = np.array([[40, 40], [360, 40], [360, 70], [40, 70]], np.float32)
_FLOOR = 0.8


def _page(rest: int = 170) -> Image:
    """Print, then words of the back on the same line; more of the back below, ruled."""
    image = np.full((200, 400, 3), 240, np.uint8)
    for x in range(44, 356, 10):
        image[44:66, x : x + 3] = 25 if x < 120 else rest
        image[104:126, x : x + 3] = 170
    image[128:130] = 25
    return image


def _line(corners: Corners, text: str, score: float = 0.99, contrast: float = 215) -> ReadLine:
    step = (corners[1][0] - corners[0][0]) / len(text)
    glyphs = []
    for i, char in enumerate(text):
        left, right = float(corners[0][0] + i * step), float(corners[0][0] + (i + 1) * step)
        top, bottom = float(corners[0][1]), float(corners[2][1])
        box = ((left, top), (right, top), (right, bottom), (left, bottom))
        glyphs.append(Glyph(char, score, box))
    return ReadLine(Line(corners, tuple(glyphs)), (), has_ink=True, contrast=contrast)


def _past(
    first: Sequence[ReadLine], page: Image, mirror: float = 0.98, front: float = 0.99
) -> list[str]:
    def detect(plain: Image) -> list[Corners]:
        assert plain[110, 45:350].min() == 240, "the back is still there"
        assert plain[50, 45].max() == 25, "print is gone"
        return [_FRONT]

    def read(image: Image, rectangles: Sequence[Corners]) -> list[ReadLine]:
        return [
            _line(c, "本表内时间一律", mirror) if c[0][0] > c[1][0] else _line(c, "王伟", front)
            for c in rectangles
        ]

    lines = past_back(page, [*first, *_WELL], _FLOOR, detect, read)
    return ["".join(g.char for g in r.line.glyphs) for r in lines]


_WELL = [_line(_FRONT + np.array([200, 120], np.float32), "评审")]
_PALE = _line(_BACK, "公用事一面内菱", 0.6, 70)
_MIXED = _line(_BOTH, "王事一面公用内", 0.7)


@pytest.mark.parametrize(
    ("first", "page", "mirror", "front", "said"),
    [
        ([_MIXED, _PALE], _page(), 0.98, 0.99, ["公用事一面内菱", "评审", "王伟"]),
        # It reads no better in the mirror: a watermark, or grey print.
        ([_MIXED, _PALE], _page(), 0.65, 0.99, ["王事一面公用内", "公用事一面内菱", "评审"]),
        # Print that is not seen without the back is not given up.
        (
            [_MIXED, _PALE],
            _page(rest=25),
            0.98,
            0.99,
            ["王事一面公用内", "公用事一面内菱", "评审", "王伟"],
        ),
        # Words that are surely read in pale ink stand on the front.
        (
            [_line(_BOTH, "姓名王伟男汉族", 0.93), _PALE],
            _page(),
            0.98,
            0.99,
            ["姓名王伟男汉族", "公用事一面内菱", "评审", "王伟"],
        ),
        # A reading without the back that is worse takes nobody's place.
        (
            [_line(_BOTH, "王事一面公用内", 0.85), _PALE],
            _page(),
            0.98,
            0.7,
            ["王事一面公用内", "公用事一面内菱", "评审", "王伟"],
        ),
    ],
    ids=["under print", "no back", "print untold", "pale print", "worse"],
)
def test_print_over_the_back_is_read_as_if_there_were_paper_below(
    first: Sequence[ReadLine], page: Image, mirror: float, front: float, said: list[str]
) -> None:
    assert _past(first, page, mirror, front) == said


def test_words_that_look_sure_in_a_long_line_from_behind_stand_on_nobodys_front() -> None:
    sure = _line(_BOTH, "王事一面公用内", 0.97)
    glyphs = [replace(g, score=0.97 if n > 4 else 0.6) for n, g in enumerate(sure.line.glyphs)]
    first = replace(sure, line=Line(_BOTH, tuple(glyphs)))
    assert _past([first, _PALE], _page()) == ["公用事一面内菱", "评审", "王伟"]


def test_line_that_reads_well_as_it_stands_is_not_read_again() -> None:
    assert _past([_line(_FRONT, "吕晗", 0.97), _PALE], _page()) == [
        "吕晗",
        "公用事一面内菱",
        "评审",
    ]


def test_words_of_the_back_are_pale_though_a_ruling_runs_through_them() -> None:
    ruled = _line(_BACK, "公用事一面内菱", 0.6, 215)
    lines = past_back(
        _page(),
        [ruled, _PALE, *_WELL],
        _FLOOR,
        lambda _: [],
        lambda _, rectangles: [_line(c, "本表内时间一律", 0.98) for c in rectangles],
    )
    assert len(in_full_ink([ruled, _PALE, *_WELL], _FLOOR)) == 1
    assert not in_full_ink(lines, _FLOOR)


@pytest.mark.parametrize(
    ("text", "score", "stays"),
    [
        ("XX", 0.7, False),
        ("X7", 0.7, True),
        ("王", 0.7, True),
        ("XX", 0.9, True),
        ("Wang", 0.7, True),
    ],
)
def test_scraps_of_a_border_that_stand_out_without_the_back_are_no_print(
    text: str, score: float, stays: bool
) -> None:
    place = _FRONT + np.array([0, 120], np.float32)
    lines = past_back(
        _page(),
        [_PALE, *_WELL],
        _FLOOR,
        lambda _: [place],
        lambda _, rectangles: [
            _line(c, "本表内时间一律", 0.98) if c[0][0] > c[1][0] else _line(c, text, score)
            for c in rectangles
        ],
    )
    assert (len(lines) == 3) is stays
