import io
import zipfile
from datetime import date

import openpyxl
import pytest

from redactor.config.tables import TableFault, is_workbook, read_csv, read_workbook


def saved(workbook):
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def book(*lines):
    workbook = openpyxl.Workbook()
    for line in lines:
        workbook.active.append(line)
    return workbook


def texts(sheet):
    return [row.texts for row in sheet]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    data = f"编号{delimiter}姓名\r\n1{delimiter}王伟\r\n".encode(encoding)
    assert [("编号", "姓名"), ("1", "王伟")] in [texts(sheet) for sheet in read_csv(data)]


def test_row_numbers_are_those_the_spreadsheet_shows():
    sheet = read_csv(b'a,b\n\n"x\ny",2\n3,4\n')[0]
    assert [(row.number, row.texts) for row in sheet] == [
        (1, ("a", "b")),
        (2, ()),
        (3, ("x\ny", "2")),
        (4, ("3", "4")),
    ]


@pytest.mark.parametrize(
    "data, reason",
    [
        ('编号,姓名\n1,"王伟\n2,李娜\n'.encode(), "quotation mark"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old or encrypted"),
        (b"\x00\x01\x02", "neither"),
        (b"\xff\xff\xff\xff\x80", "neither"),
    ],
)
def test_csv_that_cannot_be_read(data, reason):
    with pytest.raises(TableFault, match=reason):
        read_csv(data)


def test_numbers_come_as_they_are_shown():
    workbook = book([1, 15412345678, 12.5, 159901850412000])
    workbook.active["A1"].number_format = "0000"
    (sheet,) = read_workbook(saved(workbook))
    assert texts(sheet) == [("0001", "15412345678", "12.5", "159901850412000")]
    assert sheet[0].traps == {}


def test_what_the_spreadsheet_spoilt_is_told_with_the_cell():
    workbook = book([159901198504120026, date(2026, 5, 1), True, "=1+1", "=#REF!"])
    workbook.active["E1"].value = "#REF!"
    workbook.active["E1"].data_type = "e"
    (sheet,) = read_workbook(saved(workbook))
    traps = sheet[0].traps
    assert sorted(traps) == [0, 1, 2, 3, 4]
    for column, word in enumerate(["15 digits", "date", "TRUE", "formula", "error"]):
        assert word in traps[column]


def test_employer_merged_over_several_people_is_given_to_each():
    workbook = book(["编号", "姓名", "单位"], ["1", "甲", "某院"], ["2", "乙", None], ["3", "丙"])
    workbook.active.merge_cells("C2:C4")
    workbook.active.merge_cells("A6:C6")
    (sheet,) = read_workbook(saved(workbook))
    assert [row.text(2) for row in sheet[:4]] == ["单位", "某院", "某院", "某院"]


def test_wrong_dimension_hides_no_row():
    data = saved(book(["编号", "姓名"], ["1", "王伟"]))
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                assert b'<dimension ref="A1:B2"' in content
                content = content.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:A1"')
            target.writestr(name, content)
    (sheet,) = read_workbook(out.getvalue())
    assert texts(sheet) == [("编号", "姓名"), ("1", "王伟")]


def test_every_sheet_is_read_hidden_ones_too():
    workbook = book(["a"])
    workbook.create_sheet("b").append(["b"])
    workbook["b"].sheet_state = "hidden"
    assert [texts(sheet) for sheet in read_workbook(saved(workbook))] == [[("a",)], [("b",)]]


def test_zip_that_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.txt", "x")
    assert is_workbook(out.getvalue())
    for data in (out.getvalue(), b"PK\x03\x04 broken"):
        with pytest.raises(TableFault, match="no readable"):
            read_workbook(data)


def test_zip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr("redactor.config.tables._MAX_UNPACKED_BYTES", 100)
    with pytest.raises(TableFault, match="unpacks"):
        read_workbook(saved(book(["a"])))
