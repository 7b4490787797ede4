import math

import pytest

from redactor.datatypes import Char, TextSource
from redactor.geometry import PtQuad
from redactor.rows import split_at_gaps, to_page_text


def piece(text, x, y, size=10.0, angle=0.0, centre=(300.0, 400.0)):
    """Characters of ``size`` from (x, y) on, the page turned clockwise by ``angle`` degrees."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def turned(px, py):
        dx, dy = px - centre[0], py - centre[1]
        return centre[0] + dx * c - dy * s, centre[1] + dx * s + dy * c

    chars = []
    for k, text_char in enumerate(text):
        x0 = x + k * size
        corners = [(x0, y), (x0 + size, y), (x0 + size, y + size), (x0, y + size)]
        quad = None if text_char == " " else PtQuad(*(turned(*p) for p in corners))
        chars.append(Char(text_char, quad, 1.0, 0, TextSource.OCR))
    return chars


def read(*pieces):
    return to_page_text(1, pieces).text


def test_cells_of_a_row_are_joined_by_tabs():
    assert read(piece("王伟", 200, 50), piece("姓名", 50, 51), piece("单位", 50, 80)) == (
        "姓名\t王伟\n单位\n"
    )


@pytest.mark.parametrize("rows", [("办公", "电话"), ("身份", "证号"), ("参加工", "作时间")])
def test_label_that_wraps_in_its_cell_stands_in_its_row(rows):
    label = piece(rows[0], 50, 50) + piece(rows[1], 50, 62)
    assert read(label, piece("12345678", 150, 56)) == f"{''.join(rows)}\t12345678\n"


def test_touching_pieces_are_joined_without_a_separator():
    assert read(piece("姓名：", 50, 50), piece("王伟", 81, 50)) == "姓名：王伟\n"


def test_latin_words_in_two_pieces_keep_a_space():
    assert read(piece("WANG", 50, 50), piece("Wei", 95, 50)) == "WANG Wei\n"


@pytest.mark.parametrize("angle", [-5, -2, 3, 6, 90, 180, 270, 92])
def test_order_does_not_depend_on_how_the_page_is_turned(angle):
    rows = [piece(f"第{n}行左边的字", 50, 40 + 16 * n, angle=angle) for n in range(6)]
    rows += [piece(f"第{n}行右边", 400, 40 + 16 * n, angle=angle) for n in range(6)]

    expected = "".join(f"第{n}行左边的字\t第{n}行右边\n" for n in range(6))
    assert read(*reversed(rows)) == expected


def test_copies_of_a_watermark_do_not_turn_the_rows():
    copies = [
        piece("某某某某 6 1 3 3", 40 + 200 * (n % 3), 90 * (n // 3), 8, -8) for n in range(15)
    ]
    rows = [piece("申报人签字：", 66, 140), piece("业绩总结报告", 470, 44)]
    rows += [piece(f"第{n}行正文到此", 66, 200 + 16 * n) for n in range(3)]
    signed = piece("何令", 128, 141)
    assert "申报人签字：何令\n" in read(*copies, *rows, signed)


def test_watermark_is_no_value_of_the_label_that_it_runs_into():
    rows = [piece(f"第{n}行正文到此", 66, 40 + 16 * n) for n in range(3)]
    signed = piece("负责人：", 66, 140), piece("何令", 108, 140)
    mark = piece("某某某某 6133", 280, 140, angle=-12, centre=(340.0, 145.0))
    assert "负责人：何令\n" in read(*rows, *signed, mark)


def test_two_small_lines_beside_a_tall_one_are_not_mixed():
    text = read(piece("大", 50, 50, size=24), piece("上一行", 100, 50), piece("下一行", 100, 64))

    assert "上一行" in text and "下一行" in text
    assert text.index("上一行") < text.index("下一行")


@pytest.mark.parametrize("shift", [0, 7])
def test_columns_of_prose_are_read_one_after_the_other(shift):
    left = [piece("左" * 20 + str(n), 50, 50 + 14 * n) for n in range(8)]
    right = [piece("右" * 20 + str(n), 300, 50 + shift + 14 * n) for n in range(8)]
    title = [piece("题" * 40, 80, 20)]

    text = read(*right, *left, *title)

    assert text.startswith("题")
    assert text.index("左" * 20 + "7") < text.index("右" * 20 + "0")


def test_a_table_of_labels_and_values_is_read_across():
    labels = [piece(f"标签{n}", 50, 50 + 20 * n) for n in range(8)]
    values = [piece("很长很长很长很长很长的值" * 2, 200, 50 + 20 * n) for n in range(8)]

    assert read(*labels, *values).startswith("标签0\t很长")


def test_a_table_with_two_pairs_of_label_and_value_is_read_across():
    cells = [
        piece(text, x, 50 + 20 * n)
        for n in range(8)
        for x, text in (
            (50, "标签"),
            (100, "云岭设计院供水部"),
            (250, "号码"),
            (300, "一二三四五六七八"),
        )
    ]

    row = "标签\t云岭设计院供水部\t号码\t一二三四五六七八\n"
    assert read(*cells) == row * 8


def test_vertical_piece_stands_alone_beside_its_rows():
    vertical = [
        Char(c, PtQuad((20, 50 + 10 * k), (30, 50 + 10 * k), (30, 60 + 10 * k), (20, 60 + 10 * k)),
             1.0, 0, TextSource.OCR)
        for k, c in enumerate("个人简历")
    ]  # fmt: skip
    text = read(piece("先有一行文字", 100, 20), piece("后有一行文字", 100, 70), vertical)

    assert text == "先有一行文字\n个人简历\n后有一行文字\n"


def test_each_piece_has_its_own_line_number():
    page = to_page_text(3, [piece("甲乙", 50, 50), piece("丙丁", 200, 50), piece("戊", 50, 80)])

    assert [c.line for c in page.chars if c.quad] == [0, 0, 1, 1, 2]
    assert page.page_no == 3


def test_a_row_held_in_one_line_is_cut_at_wide_gaps():
    chars = [*piece("姓名", 50, 50), *piece(" ", 70, 50), *piece("王 伟", 200, 50)]

    spans = list(split_at_gaps(chars))

    assert ["".join(c.text for c in chars[a:b]) for a, b in spans] == ["姓名", "王 伟"]


def test_nothing_gives_empty_text():
    assert to_page_text(1, []).chars == ()
    assert to_page_text(1, [[Char(" ", None, 1.0, 0, TextSource.OCR)]]).chars == ()


def test_characters_printed_one_by_one_are_one_piece():
    word = [piece(c, 50 + 12 * n, 50) for n, c in enumerate("云岭站")]
    boxed = [piece(c, 150 + 16 * n, 50) for n, c in enumerate("159")]
    raised = [piece("1", 87, 50, size=6.0)]
    page = to_page_text(1, [*boxed, *word, *raised])
    lines = [(c.text, c.line) for c in page.chars if c.quad is not None]
    assert lines == [("云", 0), ("岭", 0), ("站", 0), ("1", 1), ("1", 2), ("5", 3), ("9", 4)]
