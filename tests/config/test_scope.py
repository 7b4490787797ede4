"""Who needs a blind copy: the table against what rosters say."""

import pytest

from redactor.config.records import Scope
from redactor.config.rules import load_rules
from redactor.config.scope import blind_copy, level_of, parse_scope

KUNQU = load_rules("kunqu-2026").scope
BAOTOU = load_rules("baotou-2025").scope


def answer(table, series, level):
    line = blind_copy(table, series, level)
    return None if line is None else line.mode


@pytest.mark.parametrize(
    "series, level, mode",
    [
        ("中小学教师", "高级", "not_required"),
        ("中小学教师系列", "正高级", "not_required"),
        ("中小学教师系列", "", "not_required"),  # reviewed on paper at every level
        ("中等职业学校教师系列", "中级", "not_required"),
        ("基层“定向评价”", "副高级", "not_required"),
        ("技工院校教师", "高级", "blind"),  # a longer word for another series
        ("高等学校教师系列", "副高级", "blind"),
        ("工程系列", "中级", "blind"),
        ("工程系列（水利专业）", "初级", "blind"),
        ("农业系列", "初级", "blind"),
        ("什么系列", "高级", "blind"),
        ("", "高级", "blind"),
        ("", "", "blind"),  # a roster without these columns frees nobody
    ],
)
def test_kunqu_2026(series, level, mode):
    assert answer(KUNQU, series, level) == mode


@pytest.mark.parametrize(
    "series, level, mode",
    [
        ("会计", "正高级", "blind"),
        ("会计系列", "中级", None),
        ("卫生系列", "中级", "blind"),
        ("工程系列（电力专业）", "副高级", "blind"),
        ("工程系列", "高级", None),  # some of its branches only: the notice does not tell
        ("中小学教师", "高级", None),
    ],
)
def test_baotou_2025(series, level, mode):
    assert answer(BAOTOU, series, level) == mode


def test_what_is_not_sure_frees_nobody():
    free = Scope("not_required", "…", ("卫生",), ("副高级",))
    blind = Scope("blind", "…", ("经济",), ("副高级",))
    assert answer([free], "卫生", "副高级") == "not_required"
    assert answer([free], "卫生", "高级") is None
    assert answer([free], "", "副高级") is None
    assert answer([blind], "", "高级") == "blind"
    assert answer([blind], "经济", "中级") is None


def test_the_first_line_that_fits_decides():
    free, all_ = Scope("not_required", "…", ("卫生",)), Scope("blind", "…")
    assert answer([free, all_], "卫生", "") == "not_required"
    assert answer([all_, free], "卫生", "") == "blind"


def test_without_a_table_nothing_is_said():
    assert answer([], "卫生", "高级") is None
    assert load_rules("neimenggu-2026").scope == ()


@pytest.mark.parametrize(
    "text, title, level",
    [
        ("正高级", "", "正高级"),
        ("副 高", "", "副高级"),
        ("高级", "正高级工程师", "高级"),
        ("中级", "", "中级"),
        ("初级（助理级）", "", "初级"),
        ("员级", "", "初级"),
        ("", "正高级工程师", "正高级"),
        ("", "高级讲师", "高级"),
        ("", "助理研究员", ""),  # of the middle level, while 助理工程师 is of the lower
        ("", "工程师", ""),
        ("十三级", "高级工程师", ""),
        ("", "", ""),
    ],
)
def test_level_of_a_row(text, title, level):
    assert level_of(text, title) == level


@pytest.mark.parametrize(
    "line, named",
    [
        ({"mode": "perhaps", "quote": "…"}, "scope.1.mode"),
        ({"mode": ["blind"], "quote": "…"}, "scope.1.mode"),
        ({"mode": "blind"}, "scope.1.quote"),
        ({"mode": "blind", "quote": "…", "series": "卫生"}, "scope.1.series"),
        ({"mode": "blind", "quote": "…", "series": [""]}, "scope.1.series"),
        ({"mode": "blind", "quote": "…", "level": ["特级"]}, "scope.1.level"),
        ({"mode": "blind", "quote": "…", "grade": 1}, "scope.1.grade"),
        ({"mode": "not_required", "quote": "…"}, "scope.1.mode"),
        ("blind", "scope"),
    ],
)
def test_faults_of_the_table(line, named):
    faults = []
    parse_scope([line], faults)
    assert [fault.split()[0] for fault in faults] == [named]
