"""Own values as poor print makes them."""

from __future__ import annotations

import pytest

from redactor.datatypes import Char, Entity, TextSource
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.near import near_values
from tests.recognise.judging import WANG_WEI

UNIT = "包头市云岭水务设计院有限公司"


def _line(text: str, gap_at: int = -1) -> list[Char]:
    """OCR's characters 10 pt apart; before ``gap_at`` there is room for one more."""
    chars, x = [], 60.0
    for n, char in enumerate(text):
        x += 10 * (n == gap_at)
        box = PtBox(x, 100, x + 9, 110)
        chars.append(Char(char, PtQuad.from_box(box), 0.99, 0, TextSource.OCR))
        x += 10
    return chars


@pytest.mark.parametrize("lost", [1, 5, 12])
def test_employer_with_a_character_lost_below_a_seal_is_near(lost: int) -> None:
    read = UNIT[:lost] + UNIT[lost + 1 :]
    (near,) = near_values(_line(read, gap_at=lost), WANG_WEI)
    assert (near.entity, near.start, near.end) == (Entity.EMPLOYER, 0, len(read))


def test_other_employer_without_a_gap_is_not_near() -> None:
    assert near_values(_line(UNIT[:5] + UNIT[6:]), WANG_WEI) == []


def test_own_number_in_a_longer_run_of_digits_is_near() -> None:
    (near,) = near_values(_line("159901198504120005201712"), WANG_WEI)
    assert (near.entity, near.start, near.end) == (Entity.ID_NUMBER, 0, 18)
