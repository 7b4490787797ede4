import pytest

from redactor.config.columns import field_of, find_header
from redactor.config.tables import Row


def rows(*lines):
    return [Row(i, tuple(line), {}) for i, line in enumerate(lines, 1)]


@pytest.mark.parametrize(
    "header, field",
    [
        ("姓名", "name"),
        ("姓　名", "name"),
        ("申报人\n姓名", "name"),
        ("*姓名（必填）", "name"),
        ("身份\n证号", "id_number"),
        ("公民身份号码", "id_number"),
        ("ID Number", "id_number"),
        ("id_number", "id_number"),
        ("单位（盖章）", "employer"),
        ("单位（简称）", "employer_short"),
        ("单位简称", "employer_short"),
        ("原单位名称", "employer_former"),
        ("原工作单位", "former_employer"),
        ("单位所属", "employer_grade"),
        ("英文名", "pinyin"),
        ("单位英文名", "employer_english"),
        ("Ｅ－ｍａｉｌ", "email"),
        ("E-mail", "email"),
        ("手机号码", "phone"),
        ("办公电话", "phone"),
        ("申报编号", "key"),
        ("序号", "serial"),
        ("毕业院校", None),
        ("出生年月", None),
        ("id", None),
        ("单位：包头市", None),
        ("", None),
    ],
)
def test_header_words(header, field):
    assert field_of(header) == field


def test_title_rows_above_are_passed_over():
    header = find_header(
        rows(
            ["2026年申报人员花名册", "", ""],
            ["单位：云岭设计院", "", "编号："],
            ["编号", "姓名", "联系电话"],
            ["1", "王伟", "15412345678"],
        )
    )
    assert header.row_index == 2
    assert header.columns == {"key": (0,), "name": (1,), "phone": (2,)}


def test_header_of_two_rows():
    header = find_header(
        rows(
            ["编号", "姓名", "联系方式", "", "单位信息", ""],
            ["", "", "手机", "邮箱", "工作单位", "单位简称"],
            ["1", "王伟", "15412345678", "", "", ""],
        )
    )
    assert header.row_index == 1
    assert header.columns["phone"] == (2,)
    assert header.columns["email"] == (3,)
    assert header.columns["employer"] == (4,)
    assert header.columns["name"] == (1,)


def test_second_header_row_says_what_a_column_really_is():
    header = find_header(rows(["编号", "姓名", "联系方式", ""], ["", "", "邮箱", "手机"]))
    assert header.columns["email"] == (2,)
    assert header.columns["phone"] == (3,)


def test_several_phone_columns_are_all_read():
    header = find_header(rows(["姓名", "手机", "办公电话"]))
    assert header.columns["phone"] == (1, 2)


def test_best_key_column_comes_first():
    header = find_header(rows(["档案号", "申报编号", "姓名", "编号"]))
    assert list(header.keys.values()) == [3, 1, 0]


@pytest.mark.parametrize("lines", [[], [["编号", "工作单位"]], [["姓名"], ["王伟"]]])
def test_no_header(lines):
    assert find_header(rows(*lines)) is None
