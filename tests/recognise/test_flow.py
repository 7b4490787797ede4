"""Lines that follow each other down a column, on sheets that are bent or crossed by rulings."""

from __future__ import annotations

import pytest

from redactor.datatypes import Char, PageText, TextSource
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.flow import lay_out
from redactor.rows import to_page_text


def _line(text: str, x: float, y: float, bend: float = 0.0, high: float = 9.0) -> list[Char]:
    """Characters 8 pt apart with their middles at ``y``, sinking by ``bend`` to the end."""
    step = bend / max(1, len(text) - 1)
    return [
        Char(
            char,
            PtQuad.from_box(
                PtBox(
                    x + 8 * i,
                    y + i * step - high / 2,
                    x + 8 * i + 8,
                    y + i * step + high / 2,
                )
            ),
            0.99,
            0,
            TextSource.OCR,
        )
        for i, char in enumerate(text)
    ]


def _page(*lines: list[Char]) -> PageText:
    return to_page_text(1, lines)


@pytest.mark.parametrize(
    "first, second",
    [
        (_line("恒信苏木综合保障推广", 100, 200), _line("中心", 100, 211)),
        (_line("恒信苏木综合保障推广", 100, 200, bend=-9), _line("中心", 100, 211)),
        (_line("恒信苏木综合保障推广", 100, 200), _line("中心", 97, 211, high=21)),
        (_line("恒信苏木综合保障推广", 116, 200, bend=6), _line("中心", 100, 211)),
        (_line("恒信苏木综合保障推广", 100, 200), _line("中心", 132, 208, high=14)),
    ],
    ids=["straight", "bent", "box_of_a_cell", "indented", "centred_beside_a_ruling"],
)
def test_second_line_follows_the_first(first: list[Char], second: list[Char]) -> None:
    chains = lay_out(_page(first, _line("个人", 300, 205), second)).chains
    assert "恒信苏木综合保障推广中心" in [chain.text for chain in chains]


def test_characters_spaced_down_a_margin_follow_each_other() -> None:
    name = [_line(char, 40, 100 + 50 * i) for i, char in enumerate("斯楞图")]
    chains = lay_out(_page(*name, _line("正文在旁边", 200, 130))).chains
    assert any("斯楞图" in chain.text for chain in chains)


def _stack(text: str, x: float, y: float, wide: float) -> list[Char]:
    """Characters 19 pt apart, one above the other, in boxes of a width."""
    boxes = [PtBox(x - wide / 2, y + 19 * i, x + wide / 2, y + 19 * i + 12) for i in range(3)]
    quads = [PtQuad.from_box(box) for box in boxes]
    return [
        Char(char, quad, 0.99, 0, TextSource.OCR) for char, quad in zip(text, quads, strict=True)
    ]


@pytest.mark.parametrize("wide", [12, 17], ids=["as_wide_as_print", "as_wide_as_its_cell"])
def test_characters_over_and_under_a_stack_belong_to_its_column(wide: float) -> None:
    """The dot behind the first, 40 pt above the next, was not read."""
    column = [_line("阿", 40, 100), _stack("斯日古", 44, 134, wide), _line("楞", 40, 197)]
    chains = lay_out(_page(*column, _line("正文在旁边", 200, 130))).chains
    assert "阿斯日古楞" in [chain.text for chain in chains]


def test_short_narrow_words_are_no_stacks() -> None:
    """The box of "of" is nearly twice as high as it is wide."""

    def word(text: str, y: float) -> list[Char]:
        boxes = [PtBox(100 + 3 * i, y, 103 + 3 * i, y + 12) for i in range(len(text))]
        return [
            Char(char, PtQuad.from_box(box), 0.99, 0, TextSource.OCR)
            for char, box in zip(text, boxes, strict=True)
        ]

    lines = [word(text, 100 + 13 * i) for i, text in enumerate(("Institute", "of", "Hydrology"))]
    chains = lay_out(_page(*lines)).chains
    assert "InstituteofHydrology" in [chain.text for chain in chains]


def test_text_further_down_does_not_follow() -> None:
    chains = lay_out(_page(_line("恒信苏木", 100, 200), _line("中心", 100, 240))).chains
    assert chains == ()


@pytest.mark.parametrize("bend", [0, 30, -200])
def test_a_place_leads_back_to_its_point(bend: float) -> None:
    layout = lay_out(_page(_line("恒信苏木综合保障推广", 100, 200, bend=bend)))
    assert layout.at(*layout.place((123.0, 45.0))) == pytest.approx((123.0, 45.0))


def _latin(text: str, high: str) -> PageText:
    """A line of letters, those marked in ``high`` small and above the line's foot."""
    chars = []
    for i, (char, mark) in enumerate(zip(text, high, strict=True)):
        box = PtBox(100 + 6 * i, 190, 106 + 6 * i, 195 if mark == "^" else 200)
        quad = None if char == " " else PtQuad.from_box(box)
        chars.append(Char(char, quad, 0.99, 0, TextSource.OCR))
    return PageText(1, tuple(chars))


@pytest.mark.parametrize(
    "text, high, raised",
    [
        ("Muronga Batub", "......^.....^", "ab"),
        ("aHualing Hengxin Center", "^........^^.^^^.^......", "a"),  # a crease along the line
        ("bQingyuan University", "^...................", "b"),
        ("Zhang1Li2 Wang", ".....^..^.....", "12"),
        ("Li2, Ma Haiyan3", "..^..^........^", "23"),  # the box of the M cut short
        ("Nine-Year School of Lin Na", "........^.............^", ""),
    ],
)
def test_raised_marks_stand_at_the_ends_of_words(text: str, high: str, raised: str) -> None:
    page = _latin(text, high.ljust(len(text), "."))
    assert "".join(page.text[i] for i in sorted(lay_out(page).raised)) == raised


def _leaning(text: str, x: float, y: float) -> list[Char]:
    """Characters that rise by a quarter of their width."""
    corners = [(0.0, 0.0), (8.0, -2.0), (10.0, 7.0), (2.0, 9.0)]
    return [
        Char(
            char,
            PtQuad(*((x + 8 * i + dx, y - 2 * i + dy) for dx, dy in corners)),
            0.99,
            0,
            TextSource.OCR,
        )
        for i, char in enumerate(text)
    ]


def test_copies_of_a_watermark_do_not_turn_the_page() -> None:
    copies = [_leaning("某某某某6133", 200 * n, 400) for n in range(9)]
    layout = lay_out(_page(_line("恒信苏木综合保障推广", 100, 200), *copies))
    assert abs(layout.along[1]) < 0.15


def test_cut_copies_of_a_watermark_do_not_turn_the_page() -> None:
    texts = ("复印无效仅限存档", "无效仅限存档", "复印无效仅限", "仅限存档", "复印无效", "限存档")
    copies = [_leaning(text, 200 * n, 400) for n, text in enumerate(texts)]
    layout = lay_out(_page(_line("姓名某某单位某某小学", 100, 200), *copies))
    assert abs(layout.along[1]) < 0.03


def test_a_line_up_the_margin_does_not_turn_the_page() -> None:
    chars = [
        Char(
            char,
            PtQuad((40, 700 - 8 * i), (40, 692 - 8 * i), (49, 692 - 8 * i), (49, 700 - 8 * i)),
            0.99,
            0,
            TextSource.TEXT_LAYER,
        )
        for i, char in enumerate("在此装订线以外填写的内容无效")
    ]
    layout = lay_out(_page(_line("恒信苏木综合保障推广中心二〇二五年度", 100, 200), chars))
    assert layout.along == (1.0, 0.0)


def test_a_stack_at_the_right_end_of_a_table_does_not_turn_to_its_first() -> None:
    """刘翀 and 郤翀 stacked in the first and the last column."""
    columns = [
        _line(c, x, 100 + 15 * i) for x, n in ((40, "刘翀"), (90, "郤翀")) for i, c in enumerate(n)
    ]
    page = _page(_line("值班", 10, 80), *columns)
    chains = [[page.chars[i].quad.tl[0] for i in c.index] for c in lay_out(page).chains]
    assert [90.0, 90.0] in chains
    assert [90.0, 40.0] not in chains


@pytest.mark.parametrize(
    "left, follows", [("格力", True), ("其木格好", False)], ids=["shorter", "another_cell"]
)
def test_upright_text_goes_on_in_the_column_on_its_left(left: str, follows: bool) -> None:
    columns = [
        _line(c, x, 100 + 11 * i)
        for x, text in ((100, "苏都毕乌"), (88, left))
        for i, c in enumerate(text)
    ]
    chains = [chain.text for chain in lay_out(_page(*columns)).chains]
    assert ("苏都毕乌" + left in chains) is follows


def test_line_without_a_width_behind_a_gap_is_a_line() -> None:
    name = Char("王", PtQuad.from_box(PtBox(200, 15, 200, 24)), 1.0, 0, TextSource.TEXT_LAYER)

    layout = lay_out(_page([*_line("负责人", 20, 20), Char("\t", None, 1.0, 0, name.source), name]))

    assert [piece.text for piece in layout.pieces] == ["负责人", "王"]
