"""Gaps that the recogniser does not read as blanks."""

from __future__ import annotations

import pytest

from redactor.ocr.blanks import with_blanks
from redactor.ocr.ctc import Placed


def _line(text: str, step: float) -> list[Placed]:
    """Characters ``step`` frames apart; ``_`` makes the step before the next one half as wide."""
    placed, frame = [], 0.0
    for char in text:
        if char == "_":
            frame += step / 2
            continue
        placed.append(Placed(char, 0.9, frame))
        frame += step
    return placed


@pytest.mark.parametrize(
    ("text", "step", "expected"),
    [
        ("白银花_孟根其其格_盟农牧推广中心", 4, "白银花 孟根其其格 盟农牧推广中心"),
        ("白银花孟根其其格", 4, "白银花孟根其其格"),
        ("项目，_成员_A_李明", 4, "项目，成员A李明"),  # no gap between two Han characters
        ("姓_名", 4, "姓名"),  # too few steps to know the usual one
        ("项目_组成员", 2, "项目组成员"),  # one frame more is the recogniser's grain
    ],
)
def test_gap_between_columns_is_a_blank(text: str, step: float, expected: str) -> None:
    assert "".join(p.char for p in with_blanks(_line(text, step))) == expected


def test_blank_lies_between_its_neighbours() -> None:
    spaced = with_blanks(_line("白银花_孟根其其格", 4))
    frames = [p.frame for p in spaced]
    assert frames == sorted(frames)
