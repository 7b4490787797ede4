"""Own values as poor print makes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Char, Employer, Entity, TextSource
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.near import mistyped_numbers, near_values
from tests.recognise.judging import EMPLOYER, WANG_WEI, Find, ruled

UNIT = "包头市云岭水务设计院有限公司"


def _line(text: str, gap_at: int = -1, room: int = 1) -> list[Char]:
    """OCR's characters 10 pt apart; before ``gap_at`` there is room for some more."""
    chars, x = [], 60.0
    for n, char in enumerate(text):
        x += 10 * room * (n == gap_at)
        box = PtBox(x, 100, x + 9, 110)
        chars.append(Char(char, PtQuad.from_box(box), 0.99, 0, TextSource.OCR))
        x += 10
    return chars


def test_mistyped_number_does_not_run_over_what_a_scan_has() -> None:
    typed = [replace(c, source=TextSource.TEXT_LAYER) for c in _line("15990119850412000Y")]
    (near,) = mistyped_numbers(typed, WANG_WEI)
    assert (near.entity, near.start, near.end) == (Entity.ID_NUMBER, 0, 17)
    mixed = [*typed[:9], *_line("图"), *typed[9:]]
    assert mistyped_numbers(mixed, WANG_WEI) == []


@pytest.mark.parametrize(
    ("read", "gap_at", "room", "is_near"),
    [
        ("1599504120X", 4, 7, False),  # too little
        ("15991985041200", 4, 3, True),  # a watermark over three digits, the last in the next line
        ("1599011985041200", 0, 0, True),
        ("1599011985", 0, 0, False),  # region and year
        ("15991985041213", 4, 3, False),  # of the same birthday
        ("15990119850412", 0, 0, False),
    ],
)
def test_id_number_in_two_pieces_is_near(read: str, gap_at: int, room: int, is_near: bool) -> None:
    found = near_values(_line(read + "系我院职工", gap_at, room), WANG_WEI)
    assert [n.entity for n in found] == [Entity.ID_NUMBER] * is_near


@pytest.mark.parametrize("lost", [1, 5, 12])
def test_employer_with_a_character_lost_below_a_seal_is_near(lost: int) -> None:
    read = UNIT[:lost] + UNIT[lost + 1 :]
    (near,) = near_values(_line(read, gap_at=lost), WANG_WEI)
    assert (near.entity, near.start, near.end) == (Entity.EMPLOYER, 0, len(read))


@pytest.mark.parametrize(
    ("read", "doubted", "gap_at", "room", "is_near"),
    [
        ("包头市云岭水务没计有限公司", "没", 9, 1, True),  # 兽医★作站: misread beside the star
        ("包头市云岭水务设有限公司", "", 8, 2, True),  # it hid two
        ("包头市云岭水务没计有限公司", "", 9, 1, False),  # read clearly: another's
        ("包头市云岭水务没有限公司", "没", 8, 1, False),  # no room for two
        ("包头市青峰水务设计有限公司", "青峰", 9, 1, False),
    ],
)
def test_employer_misread_beside_what_a_seal_hides(
    read: str, doubted: str, gap_at: int, room: int, is_near: bool
) -> None:
    line = [replace(c, score=0.7 if c.text in doubted else 0.99) for c in _line(read, gap_at, room)]
    assert [n.value for n in near_values(line, WANG_WEI)] == [UNIT] * is_near


def test_short_employer_with_a_character_lost_is_near() -> None:
    school = replace(WANG_WEI, employers=(Employer("赤岩市第二中学"),))
    (near,) = near_values(_line("赤岩市第中学", gap_at=4), school)
    assert (near.start, near.end, near.weak) == (0, 6, True)


def test_ring_in_the_box_of_a_character_does_not_close_the_gap_beside_it() -> None:
    line = _line(UNIT[:5] + UNIT[6:], gap_at=5)
    box = line[5].quad
    assert box is not None
    wide = PtQuad.from_box(PtBox(box.tl[0] - 10, 100, box.tr[0], 110))
    found = near_values([*line[:5], replace(line[5], quad=wide), *line[6:]], WANG_WEI)
    assert [n.value for n in found] == [UNIT]


@pytest.mark.parametrize(
    ("read", "is_near"),
    [
        ("wangweiayunling-wd.example", True),
        ("wangwei©yunllng-wd.example", True),
        ("wangwe1dyunling-wd.example", True),
        ("zhangweiayunling-wd.example", False),  # a colleague
        ("wangweiayunling.example", False),
        ("www.yunling-wd.example", False),
    ],
)
def test_own_mail_whose_at_was_read_as_something_else(read: str, is_near: bool) -> None:
    found = [n.value for n in near_values(_line(read), WANG_WEI) if n.entity is Entity.EMAIL]
    assert found == ["wangwei@yunling-wd.example"] * is_near


def test_other_employer_without_a_gap_is_not_near() -> None:
    assert near_values(_line(UNIT[:5] + UNIT[6:]), WANG_WEI) == []


def _doubtful(text: str, doubted: str) -> list[Char]:
    return [replace(c, score=0.7) if c.text in doubted else c for c in _line(text)]


@pytest.mark.parametrize(
    ("read", "doubted", "is_near"),
    [
        ("市云岭水务没计院有限公司", "没", True),
        ("市云岭水务没计院有限公司", "", False),  # read clearly: another's
        ("市云岭水务设计院有限公司", "", False),
        ("水务没计院有限公司", "没", False),  # too little is left
        ("张市云岭水务没计院有限公司", "没", False),  # somewhere in a line
    ],
)
def test_tail_of_an_employer_whose_head_a_seal_cut_off(
    read: str, doubted: str, is_near: bool
) -> None:
    found = near_values(_doubtful(read, doubted), WANG_WEI)
    assert [n.value for n in found] == [UNIT] * is_near


def test_head_of_an_employer_that_a_seal_cut_off_is_near() -> None:
    (near,) = near_values(_doubtful("由包头市云峰水务设什院", "峰什"), WANG_WEI)
    assert (near.entity, near.start, near.end) == (Entity.EMPLOYER, 1, 11)


def test_what_a_seal_leaves_behind_it_goes_with_the_head() -> None:
    (near,) = near_values(_doubtful("由包头市云峰水务设什院\t限公司承担", "峰什"), WANG_WEI)
    assert (near.entity, near.start, near.end) == (Entity.EMPLOYER, 1, 15)


@pytest.mark.parametrize(
    "text, doubted",
    [("包头市云峰水务设计院", ""), ("包头市青峰水利设什院", "什"), ("包头市云岭", "岭")],
)
def test_head_of_another_employer_is_not(text: str, doubted: str) -> None:
    assert near_values(_doubtful(text, doubted), WANG_WEI) == []


def test_own_number_in_a_longer_run_of_digits_is_near() -> None:
    (near,) = near_values(_line("159901198504120005201712"), WANG_WEI)
    assert (near.entity, near.start, near.end) == (Entity.ID_NUMBER, 0, 18)


@pytest.mark.parametrize(
    ("read", "asked"),
    [
        ("包头市云岭水务\n设计院有限公", ["包头市云岭水务设计院有限公"]),
        ("包头市云岭水务\n设计院有限", ["包头市云岭水务设计院有限"]),
        ("包头市云岭水务\n设计院有限公\n\n\n以下空白不必填写", ["包头市云岭水务设计院有限公"]),
        ("包头市云岭水务\n设计院", []),  # too much is missing
        ("包头市云岭水务\n设计院有限公\n所", []),  # another's
        ("现由包头市云岭水务设计院有限公开招标", []),
    ],
)
def test_employer_whose_last_line_was_not_found_is_asked_about(
    find: Find, read: str, asked: list[str]
) -> None:
    profile = replace(WANG_WEI, employers=(replace(EMPLOYER, short=()),))
    found = ruled(find, read, Entity.EMPLOYER, profile, source=TextSource.OCR)
    assert [text for action, reason, text in found if reason == "near_miss"] == asked


_ROW = "1\t{}\t{}\n2\t李娜\t159905198203120024"


@pytest.mark.parametrize(
    ("text", "entity", "action"),
    [
        (_ROW.format("王韦", "15990119850412000X"), Entity.NAME, "redact"),
        (_ROW.format("王韦", "159905199003120012"), Entity.NAME, "ask"),
        ("联系人\t王伟\t电子邮件\twangwel@yunling-wd.examp1e", Entity.NAME, "redact"),
        ("联系人\t王伟\t电子邮件\tlina@qy.example", Entity.NAME, "ask"),
        (
            "法定代表人：李娜\n乙方（受聘人）：王伟\n邮箱：wangwei@yun1ing-wd.examp1e",
            Entity.EMAIL,
            "redact",
        ),
    ],
)
def test_misread_value_beside_own_ones_is_no_others(
    find: Find, text: str, entity: Entity, action: str
) -> None:
    profile = replace(WANG_WEI, emails=("wangwei@yunling-wd.example",))
    found = ruled(find, text, entity, profile, source=TextSource.OCR)
    assert [act for act, _, _ in found if act != "keep"] == [action]
