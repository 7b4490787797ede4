"""What a bar that was there before covers, by the label before it and the text below it."""

import pytest

from redactor.audit.spots import Colour
from redactor.datatypes import (
    Action,
    Decision,
    DocClass,
    Entity,
    Finding,
    PageReading,
    PageText,
    Profile,
)
from redactor.dossier.covered import Below, Cover, judge_bars, judge_by_original
from redactor.fakes.pages import page_of
from redactor.geometry import PageGeometry, PtBox, PtQuad, hull_box
from redactor.verify.needles import needles_of

GEOMETRY = PageGeometry(595, 842, 0, 0)


NEEDLES = needles_of(Profile("T-1", ("王伟",)))


def judged(line, width=30.0, under="", doc_class=DocClass.FORM):
    """The answer for a bar right behind ``line``."""
    page = PageReading(1, GEOMETRY, page_of(line))
    last = [c.quad.box for c in page.text.chars if c.quad]
    x0, y0, y1 = (last[-1].x1 + 1, last[-1].y0, last[-1].y1) if last else (40.0, 10.0, 20.0)
    bar = PtQuad.from_box(PtBox(x0, y0, x0 + width, y1))
    (cover,) = judge_bars([bar], page, doc_class, [Below.of(under, NEEDLES)])
    return cover.colour, cover.entity, cover.reason


@pytest.mark.parametrize(
    "label, entity",
    [
        ("姓名：", Entity.NAME),
        ("身份证号：", Entity.ID_NUMBER),
        ("工作单位：", Entity.EMPLOYER),
        ("手机：", Entity.PHONE),
        ("作者：", Entity.NAME),
    ],
)
def test_a_bar_behind_an_own_label_is_right(label, entity):
    assert judged(label) == (Colour.COVERED, entity, "labelled")


@pytest.mark.parametrize("label", ["毕业院校：", "考核等次：", "审核人：", "证明人：", "学历："])
def test_a_bar_over_what_reviewers_need_is_grey(label):
    assert judged(label) == (Colour.OVER, None, "needed_field")


def test_a_bar_over_a_whole_line_of_authors_loses_the_rank():
    assert judged("作者：", width=200)[::2] == (Colour.OVER, "author_line")
    assert judged("", width=300, doc_class=DocClass.PAPER)[::2] == (Colour.OVER, "author_line")


def test_live_text_below_a_bar_that_no_label_explains_is_others():
    assert judged("本项目由", under="通过验收")[::2] == (Colour.OVER, "text_of_others")


def test_own_live_text_below_a_bar_is_not_called_others():
    assert judged("本项目由", under="王伟") == (Colour.COVERED, None, "unknown")
    assert judged("本项目由", under="王伟等人") == (Colour.OVER, None, "more_than_own")
    assert judged("本项目由", under="，") == (Colour.COVERED, None, "unknown")


@pytest.mark.parametrize("under", ["王伟（第2完成人）", "王伟，第二作者", "王伟 排名第3"])
def test_a_bar_over_name_and_rank_says_that_the_rank_is_lost(under):
    assert judged("完成人员：", under=under) == (Colour.OVER, Entity.NAME, "rank_lost")


@pytest.mark.parametrize(
    "before, after, lost",
    [
        ("获奖人员：李娜（第1完成人）、", "、赵强（第3完成人）", True),
        ("获奖人员：李娜（第1完成人）、", "（第2完成人）、赵强", False),
        ("李娜（第1完成人）、", "", True),
        ("李娜为第1完成人，", "负责现场", False),
        ("完成单位：", "，李娜（第1完成人）", False),
        ("李娜、", "、赵强", False),
    ],
)
def test_a_rank_that_is_missing_beside_a_bar(before, after, lost):
    chars = page_of(f"{before}□□□{after}").chars
    bar = PtQuad.from_box(hull_box([c.quad for c in chars if c.text == "□"]))
    left = tuple(c for c in chars if c.text != "□")
    page = PageReading(1, GEOMETRY, PageText(1, left))
    (cover,) = judge_bars([bar], page, DocClass.FORM, [Below()])
    assert (cover.reason == "rank_lost") is lost


@pytest.mark.parametrize("head, lost", [("排名", True), ("本人排名", True), ("姓名", False)])
def test_a_bar_in_the_column_of_ranks(head, lost):
    chars = page_of(f"{head}\n2\n□□").chars
    bar = PtQuad.from_box(hull_box([c.quad for c in chars if c.text == "□"]))
    left = tuple(c for c in chars if c.text != "□")
    page = PageReading(1, GEOMETRY, PageText(1, left))
    (cover,) = judge_bars([bar], page, DocClass.FORM, [Below()])
    assert (cover.reason == "rank_lost") is lost


def test_a_bar_of_which_nothing_is_known_says_so():
    assert judged("本项目由") == (Colour.COVERED, None, "unknown")


def by_original(*decided, text="王伟民"):
    """The answer for a bar over ``text`` in the original, of which ``decided`` goes."""
    page = PageReading(1, GEOMETRY, page_of(text))
    quads = [c.quad for c in page.text.chars if c.quad]
    box = hull_box(quads)
    decisions = [
        Decision(Finding(Entity.NAME, 1, tuple(quads[a:b]), 1.0, "own.name"), Action.REDACT, "own")
        for a, b in decided
    ]
    cover = Cover(PtQuad.from_box(box), Colour.COVERED, None, "unknown")
    found = judge_by_original(cover, page, decisions)
    return found.colour, found.reason


def test_the_original_tells_what_a_bar_covers():
    assert by_original((0, 3)) == (Colour.COVERED, "own_below")
    assert by_original() == (Colour.OVER, "only_others")
    assert by_original((0, 2), text="王伟、李娜、赵强") == (Colour.OVER, "with_others")
    assert by_original((0, 2)) == (Colour.COVERED, "own_below")  # one character is touched only
    assert by_original((0, 2), text="王伟（第2完成人）") == (Colour.OVER, "rank_lost")
    assert by_original(text="，。") == (Colour.COVERED, "unknown")
