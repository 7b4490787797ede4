"""Lines of a sheet's back that show through: readings made up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from redactor.ocr.layout import Glyph, Line
from redactor.ocr.mirrored import hiding_lines
from redactor.ocr.reading import ReadLine
from redactor.ocr.strips import Corners

_GLYPH = ((0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0))
_NEAR = ((0, 1),)
Near = tuple[tuple[int, int], ...]


def _line(number: int, text: str, score: float, near: Near = ()) -> ReadLine:
    corners = np.array([[0, 0], [300, 0], [300, 20], [0, 20]], np.float32) + (0, 40 * number)
    glyphs = tuple(Glyph(c, score, _GLYPH) for c in text)
    return ReadLine(Line(corners.astype(np.float32), glyphs), (), True, near)


def _hiding(
    poor: Sequence[ReadLine], mirrored: Sequence[ReadLine], full: Sequence[ReadLine] = ()
) -> tuple[list[ReadLine], int]:
    """Those that hide, and how many lines were looked at in the mirror."""
    seen: list[Corners] = []

    def read(rectangles: Sequence[Corners]) -> list[ReadLine]:
        seen.extend(rectangles)
        return [mirrored[int(corners[0][1]) // 40] for corners in rectangles]

    hiding = hiding_lines(poor, full, read, {"王伟"})
    assert all(corners[0][0] > corners[1][0] for corners in seen)
    return hiding, len(seen)


@pytest.mark.parametrize(
    ("mirrored", "hides"),
    [
        (_line(0, "表内时间一律使用公历", 0.97), False),
        (_line(0, "表内时间一律使用公历", 0.6), True),  # it reads no better
        (_line(0, "申报人王伟", 0.97), True),
        (_line(0, "申报人王韦", 0.97, _NEAR), True),
    ],
)
def test_a_line_that_reads_in_the_mirror_hides_what_it_says_there(
    mirrored: ReadLine, hides: bool
) -> None:
    poor = _line(0, "公用事一面内菱", 0.58, _NEAR)
    assert _hiding([poor], [mirrored])[0] == ([poor] if hides else [])


def test_own_value_in_the_mirror_is_seen_though_nothing_like_it_was_read() -> None:
    poor = [_line(n, "公用事一面", 0.58) for n in range(9)]
    mirrored = [_line(n, "年度考核表", 0.97) for n in range(8)] + [_line(8, "王伟", 0.97)]
    assert _hiding(poor, mirrored) == ([poor[8]], 9)


def test_few_lines_are_looked_at_on_a_page_that_nothing_shows_through() -> None:
    poor = [_line(n, "公用事一面", 0.58) for n in range(9)]
    assert _hiding(poor, [_line(n, "公用事一", 0.5) for n in range(9)]) == ([], 4)


def test_print_of_the_front_hides_what_it_may_though_the_back_reads_well_under_it() -> None:
    poor = [_line(0, "公用事一面", 0.58, _NEAR)]
    assert _hiding(poor, [_line(0, "年度考核表", 0.97)], full=poor) == (poor, 0)
