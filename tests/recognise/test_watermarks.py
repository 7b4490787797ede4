"""Copies of a slanting mark that names its viewer (case 69)."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from redactor.datatypes import Char, Entity, PageReading, PageText, TextSource
from redactor.fakes.pages import reading_of
from redactor.geometry import PtQuad
from redactor.policy import decide
from tests.recognise.judging import RULES, WANG_WEI, Find

VIEWER = replace(WANG_WEI, names=("高原", "秦翯然"))
PROSE = "技术工作总结\n本年度完成各项工作任务，结论对高原寒冷气候区同样适用。\n"


def _leaning(char: Char, degrees: float) -> Char:
    if char.quad is None:
        return char
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return replace(
        char,
        score=0.6,
        quad=PtQuad(*((x * cos + y * sin, y * cos - x * sin) for x, y in char.quad.corners)),
    )


def _page(marks: str, degrees: float) -> PageReading:
    """Prose as it stands and, below it, the marks leaning."""
    reading = reading_of(PROSE + marks, TextSource.OCR)
    start = len(PROSE)
    chars = tuple(
        _leaning(c, degrees) if i >= start else c for i, c in enumerate(reading.text.chars)
    )
    return replace(reading, text=PageText(1, chars))


@pytest.mark.parametrize(
    "marks, degrees, actions",
    [
        ("高原5678\n高原", 14.0, ["redact"] * 2),
        (
            "秦翯然5678\n秦丽然5678\n秦丽然",
            14.0,
            ["redact"] * 3,
        ),  # under print one character was misread
        ("秦丽然5678\n秦丽然", 14.0, ["ask"] * 2),
        ("高原5678\n高原\n高原平", 14.0, ["redact"] * 2),  # somebody else's name
        ("高原\n高原\n高原", 14.0, ["ask"] * 3),  # nothing tells that it is no word
        ("高原5678\n高原\n高原", 0.0, ["redact", "ask", "ask"]),  # print, and no copies
    ],
)
def test_copies_of_a_mark_share_what_one_says(
    find: Find, marks: str, degrees: float, actions: list[str]
) -> None:
    document = find("", VIEWER, reading=_page(marks, degrees))
    found = decide([document], RULES)[0].decisions
    names = [d for d in found if d.finding.entity is Entity.NAME and d.action != "keep"]
    prose = {c.quad for c in reading_of(PROSE).text.chars}
    assert [d.action.value for d in names if prose.isdisjoint(d.finding.quads)] == actions


@pytest.mark.parametrize(
    "marks, copies",
    [
        ("秦翯然5678\n翯然5678\n翯然\n", 3),  # OCR cut the beginning off
        ("秦翯然5678\n。翯然5678\n", 2),  # or read a dot in it
        ("秦翯然5678\n然5678\n", 1),  # one character is many people's
        ("翯然5678\n翯然5678\n", 0),  # no copy says the name
    ],
)
def test_copy_without_its_beginning_goes_with_the_room_of_that(
    find: Find, marks: str, copies: int
) -> None:
    document = find("", VIEWER, reading=_page(marks, 14.0))
    found = decide([document], RULES)[0].decisions
    gone = [d.finding for d in found if d.action == "redact" and len(d.finding.quads) == 3]
    assert len(gone) == copies
    widths = [math.dist(f.quads[0].centre, f.quads[-1].centre) for f in gone]
    assert all(w == pytest.approx(widths[0], rel=0.05) for w in widths)
