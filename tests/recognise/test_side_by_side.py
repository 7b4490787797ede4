"""Lists of people between whom OCR read no mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from redactor.config.rules import load_rules
from redactor.datatypes import DocumentFindings, Others, PageText, Profile, TextSource
from redactor.fakes.pages import reading_of
from redactor.geometry import PtQuad
from redactor.policy import decide
from redactor.recognise.side_by_side import Parts, falls_apart

Find = Callable[..., DocumentFindings]
RULES = load_rules("neimenggu-2026")


@pytest.mark.parametrize(
    ("run", "name", "parts"),
    [
        ("许芷承贾树林", "许芷承", Parts.ALWAYS),  # nobody is called 许芷承贾
        ("翟桂枝佟铁军娜仁花", "娜仁花", Parts.ALWAYS),
        ("孟广斌许凯滕云鹏", "许凯", Parts.MAYBE),  # or 许凯滕 and 云鹏
        ("薛桂孟广斌仲维刚", "薛桂", Parts.MAYBE),
        ("王伟民", "王伟", Parts.NEVER),
        ("李娜王伟民赵强", "王伟", Parts.NEVER),
        ("李娜王伟华赵强", "王伟", Parts.NEVER),
        ("王伟民事案件", "王伟", Parts.NEVER),
        ("李强王伟负责", "王伟", Parts.NEVER),
        ("欧阳明珠", "阳明", Parts.NEVER),
        ("司马晴", "马晴", Parts.NEVER),
        ("王伟", "王伟", Parts.NEVER),
    ],
)
def test_run_of_names(run: str, name: str, parts: Parts) -> None:
    assert falls_apart(run, run.index(name), len(name)) is parts


def _ruled(find: Find, text: str, name: str, source: TextSource = TextSource.OCR) -> list[str]:
    """What becomes of the own name, place by place."""
    (document,) = decide([find(text, Profile("T-1", names=(name,)), source)], RULES)
    return [d.action.value for d in document.decisions if d.finding.found_by == "own.name"]


@pytest.mark.parametrize(
    ("text", "name", "action"),
    [
        ("渠道改造\t李建国 许凯滕\t二等奖\n\t云鹏\t", "许凯", "ask"),  # within 滕云鹏
        ("渠道改造\t薛桂敖\t二等奖\n\t登柴立\t\n\t群", "薛桂", "ask"),
        ("河道清淤\t孟广斌 滕云鹏呼\t三等奖\n\t日勒长青\t", "长青", "ask"),
        ("[1]闫冬梅许芷承贾树林.水库大坝渗流观测[J].", "许芷承", "redact"),
        ("[2]翟桂枝佟铁军娜仁花.寒区渠道衬砌[J].", "娜仁花", "redact"),
        ("水质监测\t孟广斌 单福来向\t三等奖\n\t阳 滕云鹏\t", "向阳", "ask"),
        ("李建国·许凯·赵强", "许凯", "ask"),  # dots may part people
        ("李建国，李·许凯，赵强", "许凯", "keep"),
        ("渠道改造\t宝音图 许凯\t二等奖\n\t民 滕云鹏\t", "许凯", "ask"),  # 许凯民 wraps
        ("渠道改造\t宝音图 许凯\t二等奖\n\t滕云鹏\t", "许凯", "redact"),
        ("渠道改造\t许凯 8898\t二等奖\n\t民 滕云鹏\t", "许凯", "redact"),  # nobody beside it
        # 国工作 and 单位 are nobody where they are a label's, and so is a label beside the name.
        ("申报人：梁怡国\n工作单位：某某县村镇建设服务中心", "梁怡国", "redact"),
        ("申报人：梁怡国\n工作单位", "梁怡国", "redact"),
        ("完成人：宝音图 许凯\n民 滕云鹏", "许凯", "ask"),
        # A column with a person in each row, and longer names in a line.
        ("1\t王伟华\t男\n2\t李娜\t女\n3\t贾树林\t男", "王伟", "keep"),
        ("参加人员\t李娜王伟民赵强\t", "王伟", "keep"),
        ("渠道改造\t李建国 王伟民\t二等奖\n\t赵强\t", "王伟", "keep"),
    ],
)
def test_own_name_beside_people_without_a_mark_between(
    find: Find, text: str, name: str, action: str
) -> None:
    assert _ruled(find, text, name) == [action]


def test_title_cut_by_the_lines_end_is_of_the_own_name(find: Find) -> None:
    text = "在放牧羊群主要疫病监测项目中，包·其木格同\n志（第1完成人）与郝文共同完成的成果"
    assert _ruled(find, text, "包·其木格") == ["redact"]


def test_text_layer_loses_no_marks(find: Find) -> None:
    text = "[13]呼日勒娜仁花佟铁军图雅.水库大坝渗流观测[J]."
    assert _ruled(find, text, "娜仁花", TextSource.TEXT_LAYER) == ["keep"]
    assert _ruled(find, text, "娜仁花") == ["ask"]


def test_longer_name_that_a_typed_page_has_is_no_two_people(find: Find) -> None:
    text = "渠道改造\t李建国 许凯滕\t二等奖\n\t云鹏\t"
    profile, others = Profile("T-1", names=("许凯",)), Others(frozenset({"许凯滕"}), frozenset())
    (document,) = decide([find(text, profile, TextSource.OCR, others)], RULES)
    assert {d.action.value for d in document.decisions} == {"keep"}


def test_two_people_learnt_as_one_do_not_hide_the_own_name_beside_another(find: Find) -> None:
    """OCR lost the mark between them in a list; in a table they stand one under the other."""
    text = "李娜、额尔敦其其格额尔敦、王芳\n\n\n\n\t额尔敦其其格\n\t额尔敦"
    assert _ruled(find, text, "额尔敦其其格") == ["ask", "redact"]


def test_credits_that_ocr_ran_together_name_two_people(find: Find) -> None:
    assert _ruled(find, "冬季水源地见闻\n文/许凯图/李建国", "许凯") == ["redact"]


@pytest.mark.parametrize(
    ("text", "name", "actions"),
    [
        ("收费员：牧仁图雅", "牧仁", ["keep"]),
        ("姓名\t科室\n布和巴雅尔\t内科\n布和\t外科", "布和", ["keep", "redact"]),
        ("收费员：牧仁 图雅", "牧仁", ["redact"]),
        ("收费员：牧仁图雅、王芳", "牧仁", ["keep"]),
        ("发明人：王芳;牧仁图雅;赵强", "图雅", ["keep"]),
        ("获奖人：王芳、牧仁图雅（第2完成人）", "牧仁", ["keep"]),
    ],
)
def test_longer_mongolian_name_that_is_all_its_cell_says_is_one(
    find: Find, text: str, name: str, actions: list[str]
) -> None:
    assert _ruled(find, text, name) == actions


@pytest.mark.parametrize(("listed", "room"), [("", 5.0), ("、王芳", 1.6)])
def test_wide_step_in_a_cell_or_list_may_have_held_a_mark(
    find: Find, listed: str, room: float
) -> None:
    reading = reading_of("收费员：牧仁图雅" + listed, TextSource.OCR)
    wide = tuple(
        replace(c, quad=PtQuad.from_box(c.quad.box.moved(room * (n > 5), 0.0))) if c.quad else c
        for n, c in enumerate(reading.text.chars)
    )
    reading = replace(reading, text=PageText(1, wide))
    found = find("", Profile("T-1", names=("牧仁",)), TextSource.OCR, reading=reading)
    (document,) = decide([found], RULES)
    assert {d.action.value for d in document.decisions if d.finding.value == "牧仁"} == {"ask"}


def test_own_name_over_two_entries_of_a_list_is_asked_about(find: Find) -> None:
    """Long names are joined over lines anywhere; these are two people."""
    text = "姓名\t学时\n那仁\t8\n格日乐\t6\n那仁格日乐\t9"
    assert _ruled(find, text, "那仁格日乐") == ["redact", "ask"]


@pytest.mark.parametrize(("room", "action"), [(0.0, "keep"), (5.0, "ask")])
def test_what_stands_off_makes_no_longer_name(find: Find, room: float, action: str) -> None:
    """A piece of a seal's ring is read behind the name: 牧其尔 田."""
    reading = reading_of("验收人：王伟民", TextSource.OCR)
    apart = tuple(
        replace(c, quad=PtQuad.from_box(c.quad.box.moved(room, 0.0))) if c.quad and n > 5 else c
        for n, c in enumerate(reading.text.chars)
    )
    reading = replace(reading, text=PageText(1, apart))
    found = find("", Profile("T-1", names=("王伟",)), TextSource.OCR, reading=reading)
    (document,) = decide([found], RULES)
    assert {d.action.value for d in document.decisions if d.finding.value == "王伟"} == {action}
