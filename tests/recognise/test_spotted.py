"""Own values that were spotted where the decode reads something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from redactor.config.rules import load_rules
from redactor.datatypes import (
    Band,
    Char,
    DocumentFindings,
    Employer,
    Entity,
    Others,
    PageReading,
    PageText,
    Profile,
    Spotted,
    TextSource,
)
from redactor.geometry import PtBox, PtQuad
from redactor.policy import decide
from tests.recognise.conftest import reading_of

Find = Callable[..., DocumentFindings]
RULES = load_rules("neimenggu-2026")
SCHOOL = Profile("T-2", names=("李娜",), employers=(Employer("包头市第二中学"),))
OWN = Profile("T-1", names=("王伟",))
BESIDE = Others(frozenset({"王玮"}), frozenset())  # another applicant


def _reading(text: str, read_as: str, band: Band) -> PageReading:
    reading = reading_of(text, TextSource.OCR)
    start = text.index(read_as)
    quads = reading.text.quads(start, start + len(read_as))
    return replace(reading, spotted=(Spotted(0, 1, -0.5, band, quads, text),))


def _rulings(
    find: Find, band: Band, others: Others | None, text: str = "申报人：王玮"
) -> list[tuple[str, str]]:
    reading = _reading(text, "王玮", band)
    (document,) = decide([find("", OWN, others=others, reading=reading)], RULES)
    own = [d for d in document.decisions if d.finding.value == "王伟"]
    return [(d.action.value, d.reason) for d in own]


@pytest.mark.parametrize(
    ("band", "others", "expected"),
    [
        (Band.SURE, BESIDE, [("ask", "near_miss")]),
        (Band.ASK, BESIDE, []),
    ],
)
def test_name_of_somebody_known_competes_with_the_spotted_one(find, band, others, expected):
    assert _rulings(find, band, others) == expected


def test_name_spotted_where_nothing_but_a_mark_was_read(find):
    reading = _reading("李娜，*，赵强", "*", Band.SURE)
    (document,) = decide([find("", OWN, reading=reading)], RULES)
    own = [d for d in document.decisions if d.finding.value == "王伟"]
    assert [d.action.value for d in own] == ["ask"]


@pytest.mark.parametrize("band", list(Band))
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("参加人员：王玮军、李强", [("keep", "inside_longer_name")]),
        ("该项目由王玮军主持", [("keep", "inside_longer_name")]),
        ("该项目由王玮主持", [("ask", "near_miss")]),
        ("申报人：王玮军", [("ask", "near_miss")]),
    ],
)
def test_name_spotted_in_a_longer_one(find, band, text, expected):
    assert _rulings(find, band, None, text) == expected


@pytest.mark.parametrize(("band", "asked"), [(Band.ASK, []), (Band.SURE, ["ask"])])
def test_name_spotted_round_a_character_that_is_read_clearly_is_anothers(find, band, asked):
    reading = _reading("[3] 王木伟.草原[M].呼和浩特", "王木伟", band)
    (document,) = decide([find("", OWN, reading=reading)], RULES)
    own = [d.action.value for d in document.decisions if d.finding.value == "王伟"]
    assert own == asked


@pytest.mark.parametrize(
    ("text", "band", "expected"),
    [
        ("申报人：王伟\n经审核，王玮所报材料真实有效。", Band.SURE, ("redact", "own_spotted")),
        ("申报人：王伟\n经审核，王玮所报材料真实有效。", Band.ASK, ("ask", "near_miss")),
        ("申报人：王伟\n经审核，王木伟所报材料真实有效。", Band.SURE, ("ask", "near_miss")),
        # whose document it is nobody says
        ("经审核，王玮所报材料真实有效。", Band.SURE, ("ask", "near_miss")),
    ],
)
def test_name_spotted_in_prose_of_the_own_document(find, text, band, expected):
    read_as = "王木伟" if "王木伟" in text else "王玮"
    reading = _reading(f"年度考核登记表\n{text}", read_as, band)
    (document,) = decide([find("", OWN, reading=reading)], RULES)
    rulings = [(d.action.value, d.reason) for d in document.decisions]
    assert expected in rulings


def test_name_spotted_beside_its_only_character_that_was_read_is_no_longer_one(find):
    """方：周澔, where 周 stands before the place: 方周周澔 is nobody's name."""
    reading = _reading("联系方：王玮", "玮", Band.ASK)
    (document,) = decide([find("", OWN, reading=reading)], RULES)
    assert [d.action.value for d in document.decisions if d.finding.value == "王伟"] == ["ask"]


@pytest.mark.parametrize("band", list(Band))
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王玮 5678", [("redact", "own_spotted")]),
        ("王玮5678", [("redact", "own_spotted")]),
        ("王玮 56781", [("ask", "near_miss")]),
        ("王玮 1234", [("ask", "near_miss")]),
    ],
)
def test_name_in_a_watermark_with_the_end_of_an_own_number(find, band, text, expected):
    own = replace(OWN, phones=("15412345678",))
    (document,) = decide([find("", own, reading=_reading(text, "王玮", band))], RULES)
    names = [d for d in document.decisions if d.finding.value == "王伟"]
    wanted = expected if band is Band.SURE else [("ask", "near_miss")]
    assert [(d.action.value, d.reason) for d in names] == wanted


@pytest.mark.parametrize("text", ["负责人：徐泽伟5678", "负责人：徐泽 伟5678"])
def test_mark_that_ran_into_another_name_takes_nothing_of_that(find, text):
    own = replace(OWN, phones=("15412345678",))
    reading = reading_of(text, TextSource.OCR)
    doubted = tuple(replace(c, score=0.6) if c.text in "泽伟" else c for c in reading.text.chars)
    reading = replace(reading, text=PageText(1, doubted))
    (document,) = decide([find("", own, reading=reading)], RULES)
    assert "redact" not in [d.action.value for d in document.decisions]


def test_spotted_name_that_is_nobody_elses_goes(find):
    ((action, _),) = _rulings(find, Band.SURE, None)
    assert action == "redact"


@pytest.mark.parametrize(
    ("read", "asked"),
    [("包头市第一中学", False), ("包头市第三中学", False), ("包头市第■中学", True)],
)
def test_other_school_that_is_read_clearly_is_no_question(find, read, asked):
    reading = _reading(read, read, Band.ASK)
    reading = replace(reading, spotted=(replace(reading.spotted[0], candidate_id=1),))
    (document,) = decide([find("", SCHOOL, reading=reading)], RULES)
    assert any(d.action == "ask" for d in document.decisions) is asked


@pytest.mark.parametrize(
    ("band", "expected"),
    [(Band.SURE, ("redact", "own_spotted")), (Band.ASK, ("ask", "near_miss"))],
)
def test_employer_misread_where_it_was_surely_spotted_is_no_question(find, band, expected):
    school = Profile("T-2", names=("李娜",), employers=(Employer("沙陀旗启源嘎查动物防疫站"),))
    reading = reading_of("使用沙陀旗启源□查动物防疫站的材料", TextSource.OCR)
    quads = reading.text.quads(2, 14)
    spot = Spotted(1, 1, -0.5, band, quads, "沙陀旗启源□查动物防疫站")
    found = find("", school, reading=replace(reading, spotted=(spot,)))
    (document,) = decide([found], RULES)
    own = [d for d in document.decisions if d.finding.entity is Entity.EMPLOYER]
    assert [(d.action.value, d.reason) for d in own if d.action.value != "keep"] == [expected]


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0.86, ("redact", "own_spotted")), (0.99, ("keep", "other_number"))],
)
def test_surely_spotted_phone_is_anothers_only_where_its_digit_is_clear(find, score, expected):
    """A blurred 8 was read as 3, and both are whole phone numbers."""
    owner = Profile("T-3", names=("王伟民",), phones=("15488771777",))
    reading = reading_of("教导处 电话15438771777", TextSource.OCR)
    at = reading.text.text.index("3")
    chars = tuple(
        replace(c, score=score) if n == at else c for n, c in enumerate(reading.text.chars)
    )
    text = PageText(1, chars)
    spot = Spotted(1, 1, -0.5, Band.SURE, text.quads(at - 3, at + 8), "15438771777")
    found = find("", owner, reading=replace(reading, text=text, spotted=(spot,)))
    (document,) = decide([found], RULES)
    own = [d for d in document.decisions if d.finding.entity is Entity.PHONE]
    assert [(d.action.value, d.reason) for d in own] == [expected]


def test_own_number_before_the_next_row_goes_whole(find):
    owner = Profile("T-3", names=("王伟民",), phones=("15412345678",))
    (document,) = decide(
        [find("2\t王伟\t15412345678\n3\t李娜\t15487654321", owner, TextSource.OCR)], RULES
    )
    own = [d for d in document.decisions if d.action != "keep"]
    assert [(d.action.value, len(d.finding.quads)) for d in own] == [("redact", 11)]


def test_print_read_with_and_without_a_stamp_over_it_says_one_value(find):
    """The stamp's line is taller, and one of its characters is misread."""
    text = "乙方原在包头市第二中学工作"
    reading = reading_of(text, TextSource.OCR)
    high = [
        replace(
            char,
            text="三" if char.text == "二" else char.text,
            quad=PtQuad.from_box(PtBox(b.x0 + 1, b.y0 - 9, b.x1 + 1, b.y1 + 9)),
            score=0.6,
            line=7,
        )
        for char in reading.text.chars
        if char.quad is not None
        for b in [char.quad.box]
    ]
    both = (*reading.text.chars, Char("\n", None, 1.0, 7, TextSource.OCR), *high)
    reading = replace(reading, text=PageText(1, both))
    found = find("", SCHOOL, reading=reading).findings
    own = [f for f in found if f.value == "包头市第二中学"]
    assert [f.found_by for f in own] == ["own.employer"]


def test_phone_spotted_between_the_characters_read_harms_no_other(find: Find) -> None:
    """Its boxes are the pixels', and no character's."""
    reading = reading_of("手机：□□□□□□□□ 电话：0472-7161234", TextSource.OCR)
    quads = tuple(PtQuad.from_box(PtBox(51.0 + 5 * n, 20, 56.0 + 5 * n, 30)) for n in range(11))
    spot = Spotted(1, 1, -0.5, Band.SURE, quads, "□□□□□□□□")
    own = replace(OWN, phones=("15412345678",))
    document = find("", own, reading=replace(reading, spotted=(spot,)))
    phones = {f.found_by: f.value for f in document.findings if f.entity == "phone"}
    assert phones == {"own.spotted": "15412345678", "presidio.landline": "0472-7161234"}


@pytest.mark.parametrize(("spotted", "expected"), [(True, ["ask", "redact"]), (False, [])])
def test_slip_that_one_place_shows_is_asked_about_at_another(
    find: Find, spotted: bool, expected: list[str]
) -> None:
    """颢 came out as 显 in poor print, and as surely as 显 itself does."""
    owner = Profile("T-4", names=("顾颢",))
    text = "顾斌，易霖文，呼格吉勒，顾显\n作者简介：顾显（1985—），男，工程师"
    reading = reading_of(text, TextSource.OCR)
    start = text.rindex("顾显")
    spot = Spotted(0, 1, -0.5, Band.SURE, reading.text.quads(start, start + 2), "作者简介：顾显")
    found = find("", owner, reading=replace(reading, spotted=(spot,) if spotted else ()))
    (document,) = decide([found], RULES)
    own = [d for d in document.decisions if d.finding.value == "顾颢"]
    assert sorted(d.action.value for d in own) == expected


def test_character_that_no_weights_know_well_is_looked_for_as_what_they_read(find: Find) -> None:
    owner = Profile("T-5", names=("顾赟",))
    text = "顾斌¹，易霖文²，顾赞¹\n摘要：本文研究了严寒地区装配式外墙的接缝。顾客称赞了产品。"
    (document,) = decide([find(text, owner, TextSource.OCR)], RULES)
    assert [d.action.value for d in document.decisions if d.finding.value == "顾赟"] == ["ask"]


def test_short_form_in_an_employer_misread_all_round_hides_nothing(find: Find) -> None:
    unit = "包头市威丰稀土电磁材料有限公司"
    read = "包头市威三阵三电磁材料有限公司"
    reading = _reading(f"单位：{read}\n出差人：王伟", read, Band.ASK)
    chars = tuple(
        replace(c, score=0.8 if c.text in "三阵" else c.score) for c in reading.text.chars
    )
    reading = replace(reading, text=PageText(1, chars))
    spots = tuple(replace(s, candidate_id=1) for s in reading.spotted)
    profile = replace(OWN, employers=(Employer(unit),))
    (document,) = decide([find("", profile, reading=replace(reading, spotted=spots))], RULES)
    own = [d.action.value for d in document.decisions if d.finding.value == unit]
    assert own == ["ask"]
