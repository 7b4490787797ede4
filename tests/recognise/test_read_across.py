"""Own values in upright columns of which the reader made lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from redactor.datatypes import Char, Employer, PageText, Profile, TextSource
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.flow import lay_out
from redactor.recognise.own import spellings
from redactor.recognise.read_across import values_read_across

OWN = Profile("C-1", names=("刘淑芬",), employers=(Employer("天弘八水厂"),))
COLUMNS = ("刘天", "淑弘", "芬八", "　水", "　厂")


def _page(lines: Sequence[str], steps: Sequence[float], aside: float = 0.0) -> PageText:
    """Lines of characters 10 pt wide and 18 pt apart, each line so far below the one before."""
    chars, v = [], 100.0
    for number, (line, step) in enumerate(zip(lines, steps, strict=True)):
        v += step
        for n, char in enumerate(line):
            if not char.isspace():
                u = 100.0 + 18 * n + aside * number
                quad = PtQuad.from_box(PtBox(u, v, u + 10, v + 10))
                chars.append(Char(char, quad, 0.99, number, TextSource.OCR))
        chars.append(Char("\n", None, 1.0, number, TextSource.OCR))
    return PageText(1, tuple(chars))


def _found(page: PageText) -> list[str]:

    found = values_read_across(lay_out(page), spellings(OWN))
    return sorted("".join(page.chars[i].text for i in places) for places, _ in found)


def test_name_that_runs_down_through_lines_is_found() -> None:
    assert _found(_page(COLUMNS, [0, 14, 14, 14, 14])) == sorted(["刘淑芬", "天弘八水厂"])


@pytest.mark.parametrize(
    ("lines", "steps", "aside"),
    [
        (COLUMNS, [0, 14, 30, 14, 14], 0.0),  # uneven
        (COLUMNS, [0, 40, 40, 40, 40], 0.0),  # too far apart
        (COLUMNS, [0, 14, 14, 14, 14], 6.0),  # not one under the other
        (("刘", "芬淑", "淑芬"), [0, 14, 14], 0.0),
        (
            ("刘项目组成员有若干人", "淑项目组成员有若干人", "芬项目组成员有若干人"),
            [0, 14, 14],
            0.0,
        ),
    ],
)
def test_characters_that_stand_so_by_chance_are_none(
    lines: Sequence[str], steps: Sequence[float], aside: float
) -> None:
    assert _found(_page(lines, steps, aside)) == []
