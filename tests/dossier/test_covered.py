"""What a bar that was there before covers, by the label before it and the text below it."""

import pytest

from redactor.audit.spots import Colour
from redactor.datatypes import Action, Decision, DocClass, Entity, Finding, PageReading
from redactor.dossier.covered import Cover, judge_bars, judge_by_original
from redactor.fakes.pages import page_of
from redactor.geometry import PageGeometry, PtBox, PtQuad, hull_box

GEOMETRY = PageGeometry(595, 842, 0, 0)


def judged(line, width=30.0, under="", doc_class=DocClass.FORM):
    """The answer for a bar right behind ``line``."""
    page = PageReading(1, GEOMETRY, page_of(line))
    last = [c.quad.box for c in page.text.chars if c.quad]
    x0, y0, y1 = (last[-1].x1 + 1, last[-1].y0, last[-1].y1) if last else (40.0, 10.0, 20.0)
    bar = PtQuad.from_box(PtBox(x0, y0, x0 + width, y1))
    (cover,) = judge_bars([bar], page, doc_class, [under])
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
    assert by_original(text="，。") == (Colour.COVERED, "unknown")
