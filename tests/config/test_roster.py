import csv
import datetime
import io

import openpyxl
import pytest

from redactor.config.roster import load_roster
from redactor.datatypes import Employer
from redactor.errors import ConfigError

HEADER = ["编号", "姓名", "身份证号", "工作单位", "联系电话"]
WANG = ["26-01", "王伟", "15990119850412000X", "包头市云岭水务设计院有限公司", "15412345678"]
LI = ["26-02", "李·娜仁", "15990219900215004X", "固阳县水管站", "15412345679"]
IDS = ["159901198504120026", "159901197809060015", "159903198801010037", "159904197510200051"]


def csv_file(tmp_path, *lines, delimiter=",", encoding="utf-8"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(lines)
    path = tmp_path / "roster.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def xlsx_file(tmp_path, *lines):
    workbook = openpyxl.Workbook()
    for line in lines:
        workbook.active.append(line)
    path = tmp_path / "roster.xlsx"
    workbook.save(path)
    return path


def faults_of(path, **options):
    with pytest.raises(ConfigError) as caught:
        load_roster(path, **options)
    return caught.value.faults


def only(path, **options):
    (profile,) = load_roster(path, **options).profiles
    return profile


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path, encoding, delimiter):
    path = csv_file(tmp_path, HEADER, WANG, LI, delimiter=delimiter, encoding=encoding)
    roster = load_roster(path)
    wang, li = roster.profiles
    assert wang.applicant_id == "26-01"
    assert wang.names == ("王伟",)
    assert wang.id_numbers == ("15990119850412000X",)
    assert wang.employers == (Employer("包头市云岭水务设计院有限公司"),)
    assert wang.phones == ("15412345678",)
    assert li.names == ("李·娜仁",)
    assert roster.warnings == ()


def test_xlsx_like_the_notice(tmp_path):
    path = xlsx_file(
        tmp_path,
        ["2026年申报专业技术职称花名册"],
        ["单位：云岭设计院", None, None, "编号："],
        ["序号", "编 号", "单位\n所属", "工作单位", "姓　名", "性别", "出生\n年月", "身份\n证号"]
        + ["联系电话", "倾斜政策", "备注"],
        ["例", "XX", "盟市", "通辽市xx单位", "张X", "男", "19XX/10", "XXX", None, "1", None],
        [1, "26-01", "旗县区", "固阳县水管站", "王　伟", "男", "1985/04", "'" + WANG[2]]
        + [15412345678, "3", None],
        ["..."],
        [2],
        [],
        ["备注：1.“单位所属”此列填写为“区直”等；"],
        ["联系人：", None, None, None, "联系电话：", None, None, None, "0472-5990000"],
    )
    roster = load_roster(path)
    (wang,) = roster.profiles
    assert wang.applicant_id == "26-01"
    assert wang.names == ("王伟",)
    assert wang.id_numbers == (WANG[2],)
    assert wang.phones == ("15412345678",)
    assert wang.employers == (Employer("固阳县水管站", grade="旗县区"),)
    assert roster.warnings == (
        "Row 9, 10: skipped, because it holds no person but a note or a total.",
        "Row 4, 6: skipped, because it holds place-holders of an example.",
    )


def test_every_column(tmp_path):
    header = (
        "档案号 申报人 曾用名 公民身份号码 单位名称 单位简称 单位曾用名 历任单位 单位英文名称 "
        "统一社会信用代码 单位网址 单位所属 移动电话 办公电话 E-mail 姓名拼音 家庭住址 "
        "银行卡号 民族"
    ).split()
    cells = [
        *(
            "A7",
            "乌兰",
            "乌云、乌兰娜",
            "159901850412000",
            "甲水务公司、乙监理公司",
            "甲水务；甲公司",
        ),
        *("水利二队\n水利三队", "长青水库", "Jia Water; JW", "91159900MA0N12345K"),
        *("http://www.jia.example/", "盟市", "15412345678/15412345679", "0472-5990000转8012"),
        *("wulan@jia.example", "Wulan", "昆都仑区某街道1号、2号", "6222 0000 1111 2222 333", "蒙"),
    ]
    person = only(xlsx_file(tmp_path, header, cells))
    assert person.applicant_id == "A7"
    assert person.names == ("乌兰", "乌云", "乌兰娜")
    assert person.id_numbers == ("159901850412000",)
    assert person.phones == ("15412345678", "15412345679", "0472-5990000转8012")
    assert person.emails == ("wulan@jia.example",)
    assert person.pinyin == ("Wulan",)
    assert person.addresses == ("昆都仑区某街道1号、2号",)
    assert person.other_numbers == ("6222000011112222333",)
    assert person.employers == (
        Employer(
            full="甲水务公司",
            short=("甲水务", "甲公司"),
            former=("水利二队", "水利三队"),
            english=("Jia Water", "JW"),
            domains=("jia.example",),
            code="91159900MA0N12345K",
            grade="盟市",
        ),
        Employer("乙监理公司"),
        Employer("长青水库", is_former=True),
    )


def test_english_headers(tmp_path):
    header = ["applicant_id", "name", "id_number", "employer", "employer_short", "phone", "email"]
    cells = ["1", "WANG Wei", IDS[0], "Yunling Water Ltd", "YWL", "15412345678", "w@y.example"]
    person = only(csv_file(tmp_path, header, cells))
    assert person.names == ("WANG Wei",)
    assert person.employers == (Employer("Yunling Water Ltd", ("YWL",)),)


@pytest.mark.parametrize(
    "cell, names",
    [
        ("王伟（曾用名：王卫）", ("王伟", "王卫")),
        ("王伟(女)", ("王伟",)),
        ("王\n伟", ("王伟",)),
        ("王伟\n王卫", ("王伟", "王卫")),
        ("王伟、王卫", ("王伟", "王卫")),
        ("WANG Wei", ("WANG Wei",)),
    ],
)
def test_names_of_one_cell(tmp_path, cell, names):
    line = [WANG[0], cell, *WANG[2:]]
    assert only(xlsx_file(tmp_path, HEADER, line)).names == names


def test_every_fault_is_told_at_once_with_its_row_and_never_the_value(tmp_path):
    bad = [
        ["", "赵强", IDS[0], "某院", "15412345678"],
        ["../x", "赵强强", IDS[1], "长青水库", "12345"],
        ["26-01", "赵*", IDS[2], "长青水库", "15412345678"],
        ["26-03", "", IDS[3], "长青水库", "15412345678"],
        ["26-04", "孙阳", "159901198504120027", "同上", "15412345678"],
    ]
    faults = faults_of(csv_file(tmp_path, HEADER, WANG, *bad))
    text = "\n".join(faults)
    for expected in (
        "Row 3: the number that names the applicant is empty",
        "Row 3, column 工作单位: is masked",
        "Row 4: the number that names the applicant holds one of",
        "Row 4, column 联系电话: is not a plausible phone number",
        "Row 5, column 姓名: is masked",
        "Row 6, column 姓名: is empty",
        "Row 7, column 身份证号: fails its check digit",
        'Row 7, column 工作单位: says "as above"',
        "Row 2, Row 5: have the same number",
    ):
        assert text.count(expected) == 1, expected
    assert len(faults) == 9
    for value in ("赵", "孙阳", "12345", "1599", "长青", "../x"):
        assert value not in text


@pytest.mark.parametrize(
    "cell, reason",
    [
        (159901198504120026, "15 digits"),
        (1.59901e17, "15 digits"),
        ("1.59901E+17", "scientific"),
        ("=A1&B1", "formula"),
    ],
)
def test_id_numbers_that_a_spreadsheet_spoilt(tmp_path, cell, reason):
    (fault,) = faults_of(xlsx_file(tmp_path, HEADER, [WANG[0], WANG[1], cell, *WANG[3:]]))
    assert fault.startswith("Row 2, column 身份证号:")
    assert reason in fault


def test_key_that_became_a_date_is_a_fault(tmp_path):
    (fault,) = faults_of(xlsx_file(tmp_path, HEADER, [datetime.date(2026, 5, 1), *WANG[1:]]))
    assert "date" in fault


def test_spoilt_cell_of_an_unknown_column_does_not_matter(tmp_path):
    path = xlsx_file(tmp_path, [*HEADER, "流水"], [*WANG, 10**18])
    assert only(path).applicant_id == "26-01"


def test_id_number_that_a_csv_may_have_rounded_is_a_warning(tmp_path):
    rounded = "159901198504060000"
    path = csv_file(tmp_path, HEADER, [*WANG[:2], rounded, *WANG[3:]])
    (warning,) = load_roster(path).warnings
    assert "Row 2" in warning
    assert "000" in warning


def test_serial_number_is_a_key_only_when_asked_for(tmp_path):
    path = csv_file(tmp_path, ["序号", *HEADER[1:]], ["1", *WANG[1:]])
    (fault,) = faults_of(path)
    assert "编号" in fault
    assert "序号" in fault
    roster = load_roster(path, key="序号")
    assert roster.profiles[0].applicant_id == "1"
    assert "序号" in roster.warnings[0]


def test_key_column_can_be_asked_for(tmp_path):
    path = csv_file(tmp_path, ["档案号", *HEADER], ["D9", *WANG])
    assert only(path).applicant_id == "26-01"
    assert only(path, key="档案号").applicant_id == "D9"
    assert "header asked for" in faults_of(path, key="材料编号")[0]


def test_keys_that_one_file_system_would_take_for_one(tmp_path):
    path = csv_file(tmp_path, HEADER, ["a1", *WANG[1:]], ["A1", *LI[1:]])
    assert faults_of(path) == ("Row 2, Row 3: have the same number that names the applicant.",)


@pytest.mark.parametrize("key", ["王伟", "26_王　伟", WANG[2], "t15412345678"])
def test_key_that_tells_who_it_is(tmp_path, key):
    (fault,) = faults_of(csv_file(tmp_path, HEADER, [key, *WANG[1:]]))
    assert "holds a name" in fault
    assert key not in fault


def test_one_id_number_for_two_names_is_a_fault(tmp_path):
    same = [LI[0], LI[1], WANG[2], *LI[3:]]
    assert "different names" in faults_of(csv_file(tmp_path, HEADER, WANG, same))[0]


def test_one_person_twice_is_a_warning(tmp_path):
    roster = load_roster(csv_file(tmp_path, HEADER, WANG, ["26-09", *WANG[1:]]))
    assert len(roster.profiles) == 2
    assert roster.warnings == ("Row 2, Row 3: have the same ID number and the same name.",)


def test_masked_name_beside_a_right_id_number_is_no_example(tmp_path):
    assert "masked" in faults_of(csv_file(tmp_path, HEADER, ["1", "王某", *WANG[2:]]))[0]


def test_missing_values_are_warnings(tmp_path):
    path = csv_file(tmp_path, HEADER[:4], WANG[:4], ["26-02", "李娜", "", "无"])
    assert load_roster(path).warnings == (
        "Row 3: no ID number is given, so it cannot be looked for.",
        "Row 3: no employer is given, so it cannot be looked for.",
        "There is no column 联系电话, so it cannot be looked for.",
    )


def test_passport_is_looked_for_as_another_number(tmp_path):
    path = csv_file(tmp_path, HEADER, [*WANG[:2], "E12345678", *WANG[3:]])
    person = only(path)
    assert (person.id_numbers, person.other_numbers) == ((), ("E12345678",))


def test_unknown_grade_is_dropped_with_a_warning(tmp_path):
    path = csv_file(tmp_path, [*HEADER, "单位所属"], [*WANG, "云岭系统"])
    roster = load_roster(path)
    assert roster.profiles[0].employers[0].grade == ""
    assert "单位所属" in roster.warnings[0]
    assert "云岭" not in roster.warnings[0]


def test_header_repeated_on_every_page_is_no_person(tmp_path):
    assert len(load_roster(csv_file(tmp_path, HEADER, WANG, HEADER, LI)).profiles) == 2


def test_all_sheets_with_a_header_are_read(tmp_path):
    path = xlsx_file(tmp_path, HEADER, WANG)
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("说明").append(["填表说明"])
    more = workbook.create_sheet("中级")
    more.append(HEADER)
    more.append(LI)
    more.append([WANG[0], "赵强", IDS[0], "长青水库", "15412345677"])
    workbook.save(path)
    assert faults_of(path) == (
        "Sheet 1, row 2, Sheet 2, row 3: have the same number that names the applicant.",
    )


@pytest.mark.parametrize(
    "lines, reason",
    [
        ([["编号", "工作单位"], ["1", "某院"]], "header row"),
        ([HEADER], "no applicant"),
        ([HEADER, ["例", "张X", "", "", ""]], "no applicant"),
        ([], "header row"),
    ],
)
def test_roster_without_people(tmp_path, lines, reason):
    (fault,) = faults_of(csv_file(tmp_path, *lines))
    assert reason in fault


def test_file_that_is_no_table(tmp_path):
    path = tmp_path / "王伟.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(ConfigError) as caught:
        load_roster(path)
    assert "save it as .xlsx" in caught.value.faults[0]
    assert "王伟" not in str(caught.value)


def test_missing_file_is_not_named(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_roster(tmp_path / "王伟.csv")
    assert "王伟" not in str(caught.value)


def test_values_stay_out_of_repr(tmp_path):
    assert "王伟" not in repr(load_roster(csv_file(tmp_path, HEADER, WANG)))


def test_series_and_level_of_the_title_applied_for(tmp_path):
    head = [*HEADER, "职称系列", "申报职称名称", "申报资格等级"]
    path = csv_file(
        tmp_path,
        head,
        [*WANG, "工程\n系列", "正高级工程师", "正高级"],
        [*LI, "农业系列", "高级农艺师", ""],
    )
    roster = load_roster(path)
    assert [(p.series, p.level) for p in roster.profiles] == [
        ("工程系列", "正高级"),
        ("农业系列", "高级"),
    ]
    assert roster.warnings == ()


def test_a_level_that_is_none_is_told_and_not_used(tmp_path):
    path = csv_file(tmp_path, [*HEADER, "申报资格等级"], [*WANG, "十三级"])
    (warning,) = load_roster(path).warnings
    assert warning.startswith("Row 2, column 申报资格等级: is none of")
    assert only(path).level == ""


def test_a_roster_without_these_columns_says_nothing_of_them(tmp_path):
    profile = only(csv_file(tmp_path, HEADER, WANG))
    assert (profile.series, profile.level) == ("", "")


def test_a_broken_formula_in_the_series_stops_no_batch(tmp_path):
    path = xlsx_file(tmp_path, [*HEADER, "职称系列"], [*WANG, "#REF!"])
    (warning,) = load_roster(path).warnings
    assert warning.startswith("Row 2, column 职称系列:")
    assert only(path).series == ""
