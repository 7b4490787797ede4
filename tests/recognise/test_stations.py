"""Employers of the past that the profile lacks, by their rows and fields (cases 35, 36)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import DocClass, Employer, Entity, Finding, Likeness, PageReading, PageText
from redactor.fakes.pages import reading_of
from redactor.geometry import PtBox, PtQuad
from redactor.policy import decide
from redactor.recognise.flow import lay_out
from redactor.recognise.stations import BESIDE, unknown_units
from tests.recognise.judging import RULES, Find, at, former, not_kept, ruled

FORM = "职称评审表\n姓名：王伟\n"
PAST = "包头市碧波水库"
UNDER = "内蒙古自治区教育厅民族教育处"
UNIT = "包头市云岭水务设计院有限公司"
SERVED = "固阳县银号镇水管站"
LONG = "包头市景和水利勘测设计有限责任公司"


@pytest.mark.parametrize(
    "text, unit",
    [
        (f"{FORM}工作经历\n2008–2015\t{PAST}\t技术员", PAST),
        (f"{FORM}对口支援单位：{PAST}", PAST),
        (f"{FORM}工作经历\n2008.07-2015.06 {PAST}工程科 技术员", PAST),
        (f"{FORM}起止时间\t单位及职务\t证明人\n2008.07-2015.06\t{PAST}助理工程师、工程师", PAST),
        (f"{FORM}起止时间\t单位及职务\n2008.07-2015.06\t{PAST}副主任", PAST),
        (f"{FORM}工作经历\n2003.08-2009.05\t乌拉前灌域管理所 技术员", "乌拉前灌域管理所"),
        (f"{FORM}工作简历：2008年7月至2015年6月在{PAST}工作，任技术员", PAST),
        (f"{FORM}起止时间\t单位\t证明单位\n工作经历\n2008\t{PAST}", PAST),
        (f"{FORM}学习经历\n2004–2008\t某校\n工作经历\n2008-2015\t{PAST}", PAST),
        (f"{FORM}\t2008-2015\t{PAST}\n工作经历\t2015-2020\t沙陀县明川水务公司", PAST),
        (f"{FORM}起止时间\t单位\t从事何工作\n2008.07–\n\t{PAST}\t技术员\n2015.06", PAST),
        (f"{FORM}起止时间\t单\t位\t从事何工作\n2008.07–2015.06\t{PAST}\t技术员", PAST),
        (f"{FORM}工作\t2008-2015\t{PAST}\n经历\t2015-2020\t沙陀县明川水务公司", PAST),
        (
            f"{FORM}起止年月\t在何单位从事何专业技术工作\t证明人\n"
            f"2008.7-2015.6\t{PAST} 技术员\t李铁",
            PAST,
        ),
        (
            f"{FORM}何年何月至何年何月\t在何地、何单位、从事何工作\t职务\n"
            f"2008.7-2015.6\t{PAST}\t技术员",
            PAST,
        ),
        (f"{FORM}工作经历\n2008.7-2015.6\t那云县2中 教师", "那云县2中"),
        (f"{FORM}自何年何月\t至何年何月\t在何地何校或何单位\n2008.7\t2015.6\t{PAST}", PAST),
        (f"{FORM}起止时间\t学习（工作）单位及职务\n2008.7-2015.6\t{PAST} 技术员", PAST),
        (f"{FORM}时间\t工作单位\t岗位\n2008.7-2015.6\t{PAST}\t巡护", PAST),
        (f"{FORM}起止年月\t基层服务单位\t天数\n2019.3-2020.3\t{PAST}\t180", PAST),
        (f"{FORM}起止年月\t在何单位、何部门\n2008.07-2015.06\t{PAST}工程二科", PAST),
        (f"{FORM}工作经历\n2008.07-2015.06\t北泉青云检测股份有限公司", "北泉青云检测股份有限公司"),
        (f"{FORM}工作经历\n2008.07-2015.06\t北泉青云检测公司\t技术员", "北泉青云检测公司"),
        (f"{FORM}起\t止\t学习或工作单位（从高中毕业后填起）\n2008.8\t2013.2\t{PAST}", PAST),
        (f"{FORM}工\t2008-2015\t{PAST}\n作\n经\n历\t2015-2020\t沙陀县明川水务公司", PAST),
        (f"{FORM}经历\t2010.7-2013.9\t{PAST}\t化验员", PAST),
        (f"{FORM}工作经历\n2010.7-2013.9\t那云县第一中学 生理教学\t教师", "那云县第一中学"),
        (f"{FORM}工作经历\n2010.7-2013.9\t那云县第一中学生物教师", "那云县第一中学"),
        (f"{FORM}工作经历\n2010.7-2013.9\t赤峰万泽兽药厂\t化验员", "赤峰万泽兽药厂"),
        (f"个人简历\n2008.7—2015.6 {PAST} 技术员\n2015.7—至今 {UNIT} 工程师", PAST),
        (f"{FORM}工作经历\n2008.07-2015.06\t云川市石灰石矿\t技术员", "云川市石灰石矿"),
        (f"{FORM}工作经历\n2008.07-2015.06\t阿尔山林业局\t技术员", "阿尔山林业局"),
        (f"{FORM}工作经历\n2008.07-2015.06\t东乌旗宝力格苏木\t干事", "东乌旗宝力格苏木"),
        (
            f"{FORM}起止时间\t在何单位从事何工作\n\t沙陀电业局设计所，从事设计工\n2008.07-2015.06\n\t作",
            "沙陀电业局设计所",
        ),
        (f"{FORM}起止年月\t在何地何单位学习或工作\t职务\n2008.07-2015.06\t{PAST}\t技术员", PAST),
        (f"{FORM}工作经历\n2008.07-2015.06\t包头市云川大药房\t药师", "包头市云川大药房"),
        (f"{FORM}工作经历\n2019.1至今 个体工商户（云川装饰工作室）", "云川装饰工作室"),
        (f"{FORM}本人2008年毕业，同年到{SERVED}参加工作。", SERVED),
        (f"{FORM}教学经历：2010.7-2013.9 {PAST}；2013.9至今 {UNIT}", PAST),
        (f"社会保险个人缴费证明\n姓名：王伟\n200807–201512\t{PAST}管理处\t正常", f"{PAST}管理处"),
        (f"{FORM}服务单位（盖章）：{SERVED}", SERVED),
        (f"{FORM}借调单位：{SERVED}，8个月", SERVED),
        (f"{FORM}派出单位：{PAST}", PAST),
        (f"{FORM}服务乡镇\t{SERVED}", SERVED),
        (f"{FORM}服务基层：固阳县银号镇人民政府", "固阳县银号镇人民政府"),
        (f"{FORM}原工作单位：{PAST}", PAST),
        (f"{FORM}民族\t汉族\t借调单位\t{PAST}", PAST),
        (f"{FORM}民族\t汉族\t原工作单位\t{LONG[:9]}\n\t\t\t{LONG[9:]}", LONG),
        (f"{FORM}工作单位：{PAST}", PAST),
        (f"劳动合同书\n甲方（用人单位）：{PAST}\n法定代表人：李娜\n乙方（劳动者）：王伟", PAST),
        (f"新闻记者证\n姓名：王伟\n单位：{SERVED}", SERVED),
        (f"{FORM}2019年3月转隶至{SERVED}。", SERVED),
        (f"{FORM}2021年6月借调到自治区教育厅工作。", "自治区教育厅"),
        (f"证明\n王伟同志2021年6月至今借调我厅工作。\n{UNDER}", UNDER),
        (f"培训合格证书\n聘用企业\t{PAST}\n姓名\t王伟", PAST),
        (f"社会保险个人缴费证明\n姓名：王伟\n200807–201512\t{PAST}\t正常", PAST),
        (f"社会保险个人缴费证明\n姓名：王伟\n200807–201512\t{PAST}90\t1865.00", PAST),
    ],
)
@pytest.mark.parametrize("switch", ["redact", "keep", "ask"])
def test_unit_of_the_past(find: Find, text: str, unit: str, switch: str) -> None:
    assert former(find, text, unit, switch) == [switch]


def _set_wide(text: str, step: float) -> PageReading:
    """The page drawn, its lines ``step`` heights apart and not 1.4."""
    reading = reading_of(text)
    down = (step - 1.4) * 10.0

    chars = tuple(
        replace(c, quad=PtQuad.from_box(c.quad.box.moved(0.0, round(c.quad.tl[1] / 14.0) * down)))
        if c.quad
        else c
        for c in reading.text.chars
    )
    return PageReading(1, reading.geometry, PageText(1, chars), used_ocr=False)


@pytest.mark.parametrize(
    "rows, unit",
    [
        (f"2008.07\n—\t{PAST}\t技术员\n2015.06", PAST),
        (f"2008.07\t{LONG[:9]}\n—2015.06\t{LONG[9:]}\t技术员", LONG),
    ],
)
def test_row_of_a_career_whose_lines_are_set_wide(find: Find, rows: str, unit: str) -> None:
    page = _set_wide(f"{FORM}工作简历\n起止时间\t工作单位\t从事何工作\n{rows}", 1.65)
    found = find("", reading=page).findings
    assert [f.value for f in found if f.found_by == "career.unit"] == [unit]


@pytest.mark.parametrize(
    "text",
    [
        f"{FORM}工作业绩\n2008–2015\t{PAST}\t除险加固",
        f"{FORM}工作经历\n2008–2015\t参与{PAST}\t除险加固",
        f"{FORM}工作经历\n2008–2015\t{PAST}除险加固工程",
        f"{FORM}工作经历\n{PAST}\t技术员",  # no time
        f"{FORM}工作经历\n2004–2008\t内蒙古青原大学\t本科",
        f"{FORM}工作经历\n2004–2008\t内蒙古青原大学\t动物科学 本科",
        f"{FORM}工作经历\n2004–2008\t内蒙古青原大学\t学生",
        f"{FORM}工作经历\n时间\t证明单位\n2008\t{PAST}",
        f"{FORM}工作经历\n时间\t名称\t来源（授予）单位\n2008\t科技进步奖\t{PAST}",
        f"{FORM}个人简历\n时间\t参加过的类似项目\t职务\t发包人\n"
        f"2018.4-2019.10\t云川路管廊\t项目经理\t{PAST}",
        f"{FORM}工作经历\n2008–2015\t项目管理办公室\t技术员",
        f"{FORM}起止时间\t院校\t专业\n2008.07–\n\t{PAST}\t水利\n2015.06",
        f"{FORM}起止时间\t单位\t从事何工作\n2008.07–\n\t至今\t技术员\n\n\t{PAST}",
        f"{FORM}工作经历\n2008.07-2015.06\t科技进步奖\t北泉科学技术局",
        f"{FORM}工作经历\n2008–2015\t质量检测中心\t技术员",
        f"个人简历\n姓名：李娜\n2008.7—2015.6 {PAST} 技术员\n2015.7—至今 {UNIT} 工程师",
        f"个人简历\n2008.7—2015.6 {PAST} 技术员\n2015.7—至今 包头市长青水库 工程师",
        f"{FORM}建设单位：{PAST}",
        f"{FORM}推荐单位：{PAST}",
        f"{FORM}技术服务单位：{PAST}",
        f"{FORM}推荐人姓名：李娜\t工作单位：{PAST}",
        f"{FORM}家庭成员\n称谓\t姓名\t工作单位\n妻子\t某某\t{PAST}\n",
        f"{FORM}称谓\t姓名\t出生年月\t工作单位\n妻子\t某某\t1986.5\t{PAST}",
        f"{FORM}时间\t授予单位\t名称\n2008.7\t{PAST}\t先进",
        f"{FORM}合作单位\t单位名称\t{PAST}",
        f"{FORM}单位名称\t{UNIT}\n协作方\n单位名称\t{PAST}",
        f"{FORM}主管部门意见\t单位：{PAST}（盖章）",
        f"{FORM}家庭成员\n妻子\t李娜\t工作单位：{PAST}",
        f"关于表彰的通知\n姓名：王伟\n工作单位：{PAST}",
        f"职称评审表\n姓名：李娜\n工作经历\n2008–2015\t{PAST}",
        f"劳动合同书\n甲方：{PAST}\n乙方：李娜",
        f"技术服务合同\n甲方：{PAST}\n乙方：{UNIT}\n项目负责人：王伟",
        f"名单公示\n王伟\n2008–2015\t{PAST}",
        "社会保险个人缴费证明\n姓名：王伟\n2024年5月\t包头市社会保险服务中心",
        # The degree in the same row of the table, read as a row of its own.
        f"{FORM}经历\n1986.09-1989.07\n\t青原市第一中学\n\t\t高中\t呼日勒",
    ],
)
def test_other_unit_stays(find: Find, text: str) -> None:
    assert [d for d in not_kept(ruled(find, text, Entity.EMPLOYER)) if d[1] != UNIT] == []


def test_department_beside_the_own_employer_stays(find: Find) -> None:
    text = f"{FORM}工作经历\n2015–2020\t云岭设计院\t沙陀县水文勘测站"
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [("redact", "云岭设计院")]


@pytest.mark.parametrize(
    "unit, grade",
    [
        (SERVED, "乡镇"),
        ("固阳县水文勘测站", "旗县区"),
        ("包头市碧波水库", ""),  # a town may be of a county's grade
        ("固阳县明川水务有限公司", ""),
    ],
)
def test_grade_that_the_name_tells(find: Find, unit: str, grade: str) -> None:
    findings = find(f"{FORM}借调单位：{unit}").findings
    assert [f.grade for f in findings if f.found_by == "career.unit"] == [grade]


def test_head_of_one_character_a_line_with_blanks(find: Find) -> None:
    text = "申报表\n姓名：王伟\n经\t2006.07—2008.10\t青原市法律援助中心\n"
    text += "历\t2008.11—2014.06\t金山镇水管站"
    for unit in ("青原市法律援助中心", "金山镇水管站"):
        assert former(find, text, unit, "redact") == ["redact"]


@pytest.mark.parametrize(
    "text, asked",
    [
        (f"作者：{PAST} 王伟", [PAST]),
        ("兹证明包头市青山路桥有限公司王伟同志为专家", ["包头市青山路桥有限公司"]),
        (f"作者：{PAST} 李娜、王伟", []),
        (f"由{PAST}授予王伟", []),
        (f"{PAST}\n王伟", []),
        (f"{UNIT} 王伟", []),
    ],
)
def test_unit_right_before_the_own_name_is_asked_about(
    find: Find, text: str, asked: list[str]
) -> None:
    found = [d for d in not_kept(ruled(find, text, Entity.EMPLOYER)) if d[0] == "ask"]
    assert found == [("ask", unit) for unit in asked]


def test_unit_in_the_cell_before_a_list_of_people_stays(find: Find) -> None:
    """Cells so close that nothing was read between them: 授予单位 | 全部完成人."""
    page = reading_of(f"送审表\n姓名\t王伟\n授予单位\t全部完成人\n{PAST}\t王伟、李娜")
    chars = tuple(c for c in page.text.chars if c.text != "\t")
    reading = replace(page, text=PageText(1, chars))
    (decided,) = decide([find("", reading=reading)], RULES)
    assert [d for d in decided.decisions if d.action == "ask"] == []


@pytest.mark.parametrize(
    "row, unit",
    [
        ("2014.08-2015.12\t金太阳幼儿园教师\t李阳", "金太阳幼儿园"),
        ("2014.08-2015.12\t鲁北镇三幼教师\t李阳", "鲁北镇三幼"),
        ("1999.7-2003.8\t固阳一中\t高中数学教学", "固阳一中"),
        ("1999.7-2003.8  师大附中  教师", "师大附中"),
        ("1999.7-2003.8\t内蒙师大\t学生", ""),
        ("1999.7-2003.8\t内蒙师大\t本科", ""),
    ],
)
def test_unit_as_people_call_it_in_a_row_of_the_career(find: Find, row: str, unit: str) -> None:
    text = (
        f"职称评审表\n姓名\t王伟\n工作经历\n起止年月\t工作单位\t工作内容\n{row}\n学习经历\n"
        "1995.9-1999.7\t内蒙师大\t数学教育"
    )
    gone = [("redact", unit)] if unit else []
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == gone


def test_unit_that_wraps_below_its_row_of_the_career(find: Find) -> None:
    text = (
        "送审表\n姓名\t王伟\t性别\t男\n工作经历\t2001.07-2010.05\t内蒙古远山第六工程有限\t技术员\n"
        f"\t\t公司\n\t2010.06-至今\t{UNIT}\t工程师"
    )
    gone = [r for r in not_kept(ruled(find, text, Entity.EMPLOYER)) if r[1] != UNIT]
    assert gone == [("redact", "内蒙古远山第六工程有限公司")]


def test_unit_below_a_time_wraps_nowhere(find: Find) -> None:
    text = "送审表\n姓名\t王伟\n工作经历\n2019.2-至今\t青原市远山建筑有限公司\t工程师\n远山建筑公司"
    assert not_kept(ruled(find, text, Entity.EMPLOYER))[0] == ("redact", "青原市远山建筑有限公司")


def test_giver_in_a_table_of_honours_is_no_station(find: Find) -> None:
    text = (
        "送审表\n姓名\t王伟\n工作简历\n2003.08-2009.07\t云东县第三小学\t教师\n主要荣誉\n"
        "2019年\t云岭市教育局\t优秀教师"
    )
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [("redact", "云东县第三小学")]


def test_an_employer_that_was_spotted_and_not_read_has_no_row() -> None:
    quad = PtQuad.from_box(PtBox(10, 10, 90, 20))
    spotted = Finding(Entity.EMPLOYER, 1, (quad,), 1.0, "own.spotted", UNIT, Likeness.CLOSE)
    page = lay_out(reading_of(f"{FORM}2008.07-2015.06\t{PAST}\t技术员").text)
    (unit,) = unknown_units(page, [spotted], DocClass.FORM)
    assert (unit.value, unit.found_by) == (PAST, BESIDE)


def test_schools_over_the_own_one_in_a_table_of_any_heading(find: Find) -> None:
    table = "担任班主任情况\n起止时间\t学校\t班级\n2003.9-2006.7\t云岭二中\t一班\n"
    school = at(Employer("青原左旗云岭第一高级中学"))

    def gone(text: str) -> list[tuple[str, str]]:
        return [r for r in not_kept(ruled(find, FORM + text, Entity.EMPLOYER, school))]

    own = "2006.9-至今\t云岭第一高级中学\t二班"
    assert ("redact", "云岭二中") in gone(table + own)
    assert ("redact", "云岭二中") not in gone(table + own.replace("至今", "2009.7"))


def test_rows_of_a_career_with_no_heading_near(find: Find) -> None:
    row, own = f"2008.07-2015.06\t{PAST}\t技术员\n", f"2015.07至今\t{UNIT}\t工程师\n"
    unheaded = FORM + row

    def gone(text: str) -> list[tuple[str, str]]:
        return [r for r in not_kept(ruled(find, text, Entity.EMPLOYER)) if r[1] == PAST]

    assert gone(unheaded + own) == [("redact", PAST)]
    assert gone(unheaded) == [("ask", PAST)]
    assert gone(f"{FORM}2008.07-2015.06\t{PAST}\t除险加固工程\t技术员") == []
    assert gone(f"{FORM}获奖情况\n{row}") == []
    assert gone(unheaded.replace("技术员", "班长")) == []
    assert gone(unheaded.replace("技术员", "班长") + own) == [("redact", PAST)]
    assert gone(unheaded.replace("技术员", "技术专责") + own) == [("redact", PAST)]
    called = ruled(find, unheaded.replace(PAST, "阿尔山林业局") + own, Entity.EMPLOYER)
    assert ("redact", "阿尔山林业局") in not_kept(called)
    assert gone(f"个人业绩表\n姓名：王伟\n{row}".replace("技术员", "出纳")) == [("ask", PAST)]
