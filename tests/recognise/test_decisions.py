"""Cases of RULES.md (b) that text decides, from a page of text to the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from redactor.config.rules import load_rules
from redactor.datatypes import (
    Action,
    Char,
    Decision,
    DocumentFindings,
    Employer,
    Entity,
    Others,
    PageText,
    Profile,
    TextSource,
)
from redactor.fakes.pages import reading_of
from redactor.geometry import PtBox, PtQuad
from redactor.policy import decide
from redactor.recognise.flow import lay_out
from redactor.recognise.joins import belong_together
from redactor.recognise.near import unread_places
from redactor.rows import to_page_text
from tests.recognise.judging import not_kept, ruled

Find = Callable[..., DocumentFindings]
RULES = load_rules("neimenggu-2026")
WANG_WEI = Profile(
    "T-1",
    names=("王伟",),
    phones=("15412345678",),
    emails=("wangwei@yunling-wd.example",),
    employers=(Employer("包头市云岭水务设计院有限公司"),),
)
WULAN = Profile("T-2", names=("乌兰",), employers=(Employer("乌兰察布市云泽草原工作站"),))
XIANGYANG = Profile("T-9", names=("向阳",))
GAOFENG = Profile("T-3", names=("高峰",), employers=(Employer("包头市第四中学"),))
LINA = Profile("T-4", names=("李娜",))
ZENGRAN = Profile("T-11", names=("曾然",))
ZHOUQUAN = Profile("T-12", names=("周全",))
ALL, HIGHLY = (Profile("T-17", names=(n,)) for n in ("全部", "高度"))
TEACHER = replace(ZHOUQUAN, employers=GAOFENG.employers)
CHAOLU = Profile("T-13", names=("朝鲁",))
CHANGQING = Profile("T-10", names=("长青",))
OUYANG = Profile("T-5", names=("欧阳明珠",))
QILIGA = Profile("T-6", names=("其力嘎",))
SIQIN = Profile("T-9", names=("斯琴",))
NAREN = Profile("T-7", names=("李·娜仁",))


def rulings(find: Find, text: str, *args: object, **kwargs: object) -> list[Decision]:
    return list(decide([find(text, *args, **kwargs)], RULES)[0].decisions)


def own(decisions: list[Decision], entity: Entity) -> list[tuple[str, str]]:
    """Action and reason for each finding that resembles an own value, in page order."""
    found = [d for d in decisions if d.finding.entity is entity and d.finding.likeness != "other"]
    found.sort(key=lambda d: (d.finding.quads[0].tl[1], d.finding.quads[0].tl[0]))
    return [(d.action.value, d.reason) for d in found]


def covered(decisions: list[Decision], action: Action) -> int:
    return sum(len(d.finding.quads) for d in decisions if d.action is action)


_FAR = "内蒙古青原师范学院数学与应用数学专业全日制本科学习经历"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("姓名：王伟", [("redact", "own_exact")]),
        ("李娜¹，王伟²*，赵强¹", [("redact", "own_exact")]),
        ("审核员\t王伟", [("ask", "homonym")]),
        ("副组长：王伟 推广股股长", [("redact", "own_exact")]),
        ("鉴证人：王伟", [("ask", "homonym")]),
        ("审判长 李娜 审判员 赵强 书记员 王伟", [("ask", "homonym")]),
        ("王伟（第1完成人）", [("redact", "own_exact")]),
        ("审核人：王伟（人社局）", [("ask", "homonym")]),
        # Who wrote the own unit's report, and a member of the panel.
        (
            "由包头市云岭水务设计院有限公司提交，编写人王伟。\n专家组成员：王伟（内蒙古大学）",
            [("redact", "own_exact"), ("ask", "homonym")],
        ),
        ("单位负责人（签字）：王伟", [("ask", "homonym")]),
        ("工作负责人：王伟  许可人：李娜", [("redact", "own_exact")]),
        ("负责人：王伟，成员：李娜、赵强", [("redact", "own_exact")]),
        ("组长：王伟 组员：李娜", [("redact", "own_exact")]),
        ("负责人王伟，参加人李娜", [("redact", "own_exact")]),
        ("指导教师：王伟、李娜", [("redact", "own_exact")]),
        ("主编：李娜  副主编：王伟", [("redact", "own_exact")]),
        ("图书在版编目（CIP）数据\n主 编 王伟 李娜", [("redact", "own_exact")]),
        ("学报\n主编：王伟", [("ask", "homonym")]),
        ("学报\n编辑：王伟", [("ask", "homonym")]),
        ("作品推荐表\n首发日期 5月6日\n编辑：王伟、李娜", [("redact", "own_exact")]),
        ("王伟¹，王伟²，李娜", [("ask", "homonym")] * 2),
        (
            "优秀：王伟（云岭设计院）、王伟（青原市设计院）、李娜（云岭设计院）",
            [("redact", "own_exact"), ("ask", "homonym")],
        ),
        ("王伟（云岭设计院）\n王伟（1985.04）", [("redact", "own_exact")] * 2),
        ("王伟民、王伟华", [("keep", "inside_longer_name")] * 2),
        ("王伟民主持该项目", [("keep", "inside_longer_name")]),
        ("代理王伟民事案件", [("redact", "own_exact")]),
        ("我单位王伟同志品行高洁", [("redact", "own_exact")]),
        ("本项目由王伟主持完成", [("redact", "own_exact")]),
        ("姓名：王　伟", [("redact", "own_exact")]),
        ("王\n伟", [("redact", "own_exact")]),
        ("姓名\t性别\n王\n\t女\n伟", [("redact", "own_exact")]),
        ("1\t王\t女\t1990.01\n2\t伟\t男\t1988.11", []),
        # Of another table on the same sheet.
        (f"王\t{_FAR}\t1996.09\n伟\t{_FAR}\t1999.07", [("redact", "own_exact")]),
        ("王偉同志", [("redact", "own_exact")]),
        ("曾用名：王卫", [("redact", "own_exact")]),
        ("王伟东，李娜", [("keep", "inside_longer_name")]),
        ("6月1日\t王伟\t0479-8221133\n6月2日\t李娜\t0479-8221133", [("redact", "own_exact")]),
        ("6月1日\t王伟\t15487654321\n6月2日\t李娜\t15412340000", [("ask", "homonym")]),
        ("本文由王伟写。", [("redact", "own_exact")]),
        ("国王伟大的事业", [("keep", "inside_word")]),
        ("姓名：王**", [("redact", "own_part_masked")]),
        ("张X、王X、李某", []),
    ],
)
def test_han_name(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert own(rulings(find, text), Entity.NAME) == expected


@pytest.mark.parametrize(
    "text, actions",
    [
        ("Wang Wei, Li Na", ["redact"]),
        ("WANG WEI", ["redact"]),
        ("Wei Wang", ["redact"]),
        ("WANG, Wei; LI, Na", ["redact"]),
        ("Wáng Wěi", ["redact"]),
        ("Li Wei, Wang Hai", []),
        ("Zhang Wang, Wei Li", []),
        ("Wang Weimin, Li Na", []),
        ("Wang Wei Min and others", ["keep"]),
        ("LI Na, WANG Wei-min, Wang Wei-Lin", ["keep", "keep"]),
        ("LI Na, WANG Wei-based, Wang Wei - Li Na", ["redact", "redact"]),
        ("Min-wei Wang, ZHAO Wang-wei", ["keep", "keep"]),
        ("ZHAO Wangwei, Li Na", ["keep"]),
        ("ZHAO Na, Wangwei", ["redact"]),
    ],
)
def test_latin_name(find: Find, text: str, actions: list[str]) -> None:
    assert [a for a, _ in own(rulings(find, text), Entity.NAME)] == actions


@pytest.mark.parametrize(
    "profile, text, actions",
    [
        (WULAN, "乌兰牧骑在乌兰察布市演出", ["keep", "keep"]),
        (WULAN, "项目组随乌兰牧骑演出", ["keep"]),
        (WULAN, "姓名：乌兰", ["redact"]),
        (WULAN, "乌兰、李娜、赵强", ["redact"]),
        (GAOFENG, "高峰期", ["keep"]),
        (GAOFENG, "关键词：水库；高峰；调度", ["keep"]),
        (GAOFENG, "早高峰", ["ask"]),
        (XIANGYANG, "学生 向阳性别 男，一九八六年生", ["redact"]),
        (XIANGYANG, "乔建国、巴图、向阳等 8 人", ["redact"]),
        (GAOFENG, "增幅趋缓。高峰等[4]也得到了类似的规律", ["redact"]),
        (GAOFENG, "低谷、高峰等[4]时段的水量", ["ask"]),
        (TEACHER, "在包头市第四中学力求考虑周全。", ["ask"]),
        (GAOFENG, "高峰\t包头市第四中学", ["redact"]),
        (GAOFENG, "2. 高峰民，高峰，侯曦云. 氢破工艺参数", ["keep", "redact"]),
        (GAOFENG, "3. 高峰东. 相关技术规程解读", ["keep"]),
        (GAOFENG, "序号\t姓名\t性别\n2\t高峰东\t男", ["keep"]),
        (GAOFENG, "与高峰民等同行开展了合作", ["keep"]),
        (ALL, "下岗的职工全部上岗，生活得到改善", ["ask"]),
        (ALL, "职工：全部", ["redact"]),
        (HIGHLY, "新闻工作者要以高度的责任感工作", ["ask"]),
        (GAOFENG, "题目中，高峰同志（第1完成人）", ["redact"]),
        (GAOFENG, "高峰（第1完成人）与叶赟", ["redact"]),
        (GAOFENG, "申报人：高峰", ["redact"]),
        (GAOFENG, "在用水高峰阶段", ["keep"]),
        (GAOFENG, "逐件分类，由高峰、张海龙完成", ["redact"]),
        (GAOFENG, "检修技术科高峰、张海龙会同分析", ["redact"]),
        (GAOFENG, "带领“高峰技能大师工作室”攻关", ["redact"]),
        (GAOFENG, "经批准，高峰（师）与李鹏签订", ["redact"]),
        (GAOFENG, "设计\t高峰\t2020.6.3\n审核\t李强", ["redact"]),
        (GAOFENG, "时刻\t确认人\n4:12\t李强\n6:20\t高峰", ["redact"]),
        (LINA, "发您合同。李律师、李律都看过，法律师资", ["keep", "keep"]),
        (LINA, "李娜仁主持完成", ["keep"]),
        (LINA, "李·娜仁", ["keep"]),
        (CHANGQING, "题词“万古长青”保存", ["keep"]),
        (ZENGRAN, "2. 曾然辉，曾然，杜泽承. 小型泵站\n与曾然辉等合作", ["keep", "redact", "keep"]),
        (ZENGRAN, "2\t曾然辉\t男\n5\t曾然\t男", ["keep", "redact"]),
        (
            OUYANG,
            "2. 欧阳明珠平，欧阳明珠，张敏. 研究\n与欧阳明珠平等同行",
            ["keep", "redact", "keep"],
        ),
        (OUYANG, "经审核，欧阳明珠所报材料真实", ["redact"]),
        (ZHOUQUAN, "应急方案力求考虑周全。", ["ask"]),
        (ZHOUQUAN, "周全同志主持，周全、李娜参加", ["redact", "redact"]),
        (ZHOUQUAN, "姓名：周全", ["redact"]),
        (CHAOLU, "经审核，朝鲁所报材料真实有效。", ["redact"]),
        (OUYANG, "东方明珠塔与欧阳明珠同志", ["redact"]),
        (QILIGA, "其力嘎主持完成", ["redact"]),
        (NAREN, "李•娜仁、李娜仁", ["redact", "redact"]),
        (SIQIN, "斯琴其木格、斯琴、乌日娜斯琴", ["keep", "redact", "keep"]),
        (SIQIN, "与斯琴其木格等同行合作", ["keep"]),
        (SIQIN, "申报人斯琴同志主持", ["redact"]),
    ],
)
def test_name_that_is_a_word_or_rare(
    find: Find, profile: Profile, text: str, actions: list[str]
) -> None:
    assert [a for a, _ in own(rulings(find, text, profile), Entity.NAME)] == actions


@pytest.mark.parametrize(
    "text, actions",
    [
        ("高原 5678", ["redact"]),
        ("高原5678", ["redact"]),
        ("高原 2024", ["ask"]),
        ("高原 56789", ["ask"]),
        ("用电高原 5678", ["ask"]),
    ],
)
def test_end_of_an_own_number_behind_a_word(find: Find, text: str, actions: list[str]) -> None:
    profile = Profile("T-14", names=("高原",), phones=("15412345678",))
    assert [a for a, _ in own(rulings(find, text, profile), Entity.NAME)] == actions


@pytest.mark.parametrize(
    "text, entity, glyphs",
    [
        ("公民身份号码15990119850412000X", Entity.ID_NUMBER, 18),
        ("身份证号：1599 0119 8504 12 000x", Entity.ID_NUMBER, 18),
        ("身份证１５９９０１１９８５０４１２０００Ｘ有效", Entity.ID_NUMBER, 18),
        ("1\t5\t9\t9\t0\t1\t1\t9\t8\t5\t0\t4\t1\t2\t0\t0\t0\tX", Entity.ID_NUMBER, 18),
        ("身份证号159901850412000", Entity.ID_NUMBER, 15),
        ("身份证号159901********000X", Entity.ID_NUMBER, 18),
        ("手机154 1234 5678", Entity.PHONE, 11),
        ("电话154-1234-5678转", Entity.PHONE, 13),
        ("邮箱wangwei@yunling-wd.example联系", Entity.EMAIL, 26),
        ("统一社会信用代码91159900MA0N12345K", Entity.EMPLOYER, 18),
    ],
)
def test_own_number_goes_whole(find: Find, text: str, entity: Entity, glyphs: int) -> None:
    decisions = [d for d in rulings(find, text) if d.finding.entity is entity]

    assert covered(decisions, Action.REDACT) == glyphs


@pytest.mark.parametrize(
    "text",
    [
        "联系人 13812345678",
        "身份证号 159903198801010037",
        "证书编号：2018150012345",
        "咨询电话 0471-6928486",
        "115412345678",
        "ZL2021 1 0000000.0 〔2025〕3号",
    ],
)
def test_other_number_is_kept(find: Find, text: str) -> None:
    assert all(d.action is Action.KEEP for d in rulings(find, text))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("工作单位：包头市云岭水务设计院有限公司", ["redact"]),
        ("包头市云岭水务设计院有限公司规划室", ["redact"]),
        ("就职于云岭设计院", ["redact"]),
        ("原单位包头市水利二队", ["redact"]),
        ("Yunling  Water\nDesign Institute", ["redact"]),
        ("云岭水务设计院有限公司", ["redact"]),
        ("云岭设计院附属监理公司", ["ask"]),
        ("云岭院发〔2025〕3号", ["redact"]),
        ("www.yunling-wd.example/news", ["redact"]),
        ("专利权人：包头市云岭水务设计院有限公司", ["redact"]),
        ("内蒙古某大学、包头市云海水务设计院有限公司", []),
    ],
)
def test_employer(find: Find, text: str, expected: list[str]) -> None:
    assert [a for a, _ in own(rulings(find, text), Entity.EMPLOYER)] == expected


def test_neighbouring_schools_are_other_organisations(find: Find) -> None:
    decisions = rulings(find, "包头市第四十八中学、呼和浩特市第四中学", GAOFENG)

    assert all(d.action is Action.KEEP for d in decisions)


def test_school_of_graduation_is_kept_although_it_is_the_employer(find: Find) -> None:
    found = own(rulings(find, "毕业院校：包头市第四中学", GAOFENG), Entity.EMPLOYER)

    assert found == [("keep", "school_row")]


def test_employer_that_wraps_behind_a_gap_goes_whole(find: Find) -> None:
    line = "\t同意推荐其申报水利工程专业高级工程师资格材料属实"
    signed = "\t　　　　　负责人：李娜\t包头市云岭水务设计院有限\n单位\t公司\n\t\t2026年5月6日"

    found = rulings(find, f"{line}\n{signed}")

    decisions = [d for d in found if d.finding.entity is Entity.EMPLOYER]
    assert covered(decisions, Action.REDACT) == len("包头市云岭水务设计院有限公司")


def test_employer_wrapped_in_a_table_cell_goes_whole(find: Find) -> None:
    text = "工作单位\t包头市云岭水务设\t职务\t高级工程师\n\t计院有限公司\t\t副院长"

    decisions = [d for d in rulings(find, text) if d.finding.entity is Entity.EMPLOYER]

    assert covered(decisions, Action.REDACT) == 14


def test_employer_wrapped_beside_another_leaves_the_others_last_character(find: Find) -> None:
    text = "甲方：云川市水务投资有限公\t乙方：包头市云岭水务设计院有限公\n司\t司"

    decisions = [d for d in rulings(find, text) if d.finding.entity is Entity.EMPLOYER]

    assert covered(decisions, Action.REDACT) == len("包头市云岭水务设计院有限公司")


ADDRESS = "北泉市样例大街虚构家园9号楼1228室"


@pytest.mark.parametrize(
    "text, actions",
    [
        (f"劳动合同书\n乙方：王伟\n家庭住址：{ADDRESS}\n甲方住所：某市某路1号", ["redact"]),
        # as OCR misreads the label
        (f"劳动合同书\n乙方：王伟\n家庭住Y{ADDRESS}", ["redact"]),
        (f"劳动合同书\n乙方：王伟\n家庭往址：{ADDRESS}", ["redact"]),
        (f"登记表\n姓名\t王伟\n住址\t{ADDRESS}\t邮编", ["redact"]),
        (f"登记表\n姓名\t王伟\n通讯地址\t{ADDRESS}云岭设计院", ["redact"]),
        (f"登记表\n姓名\t王伟\n通讯地\t{ADDRESS}\n址", ["redact"]),
        (f"登记表\n姓名\t王伟\n通讯\t{ADDRESS[:12]}\n地址\t{ADDRESS[12:]}", ["redact"]),
        (f"登记表\n姓名\t王伟\n施工地\t{ADDRESS}\n址", []),
        (f"劳动合同书\n乙方：赵强\n家庭住址：{ADDRESS}", ["ask"]),
        ("劳动合同书\n乙方：王伟\n家庭住址：\n工作地点为内蒙古自治区", []),
        (f"施工地点：{ADDRESS}", []),
    ],
)
def test_address_goes_with_its_label_on_an_own_paper(
    find: Find, text: str, actions: list[str]
) -> None:
    found = [d for d in rulings(find, text) if d.finding.entity is Entity.ADDRESS]

    assert [d.action.value for d in found] == actions
    assert all(len(d.finding.quads) == len(ADDRESS) for d in found)


@pytest.mark.parametrize(
    "row, entity",
    [
        ("联系电话\t15412345678\t2003.07\t学习", Entity.PHONE),
        ("2026\t15412345678", Entity.PHONE),
        ("电子邮箱\twangwei@yunling-wd.example\t2022", Entity.EMAIL),
        ("A2\twangwei@yunling-wd.example", Entity.EMAIL),
        ("单位代码\t91159900MA0N12345K\t3", Entity.EMPLOYER),
        ("网址\twww.yunling-wd.example\tv2", Entity.EMPLOYER),
    ],
)
def test_figures_in_the_next_cell_do_not_hide_a_value(find: Find, row: str, entity: Entity) -> None:
    """Folding takes out the cell border: 154…678 | 2003 is not one long number."""
    assert [a for a, _ in own(rulings(find, row), entity)] == ["redact"]


@pytest.mark.parametrize(
    "text",
    ["流水号2154123456789", "xwangwei@yunling-wd.example", "xwangwei@yunling-wd.example-b.example"],
)
def test_value_inside_a_longer_one_is_not_the_value(find: Find, text: str) -> None:
    whole = {"phone", "email"}
    gone = [d for d in rulings(find, text) if d.action is Action.REDACT]
    assert not [d for d in gone if d.finding.entity in whole]


def test_domain_of_the_own_mail_names_the_employer(find: Find) -> None:
    profile = replace(WANG_WEI, employers=(Employer("包头市云岭水务设计院有限公司"),))
    assert own(rulings(find, "lina@yunling-wd.example", profile), Entity.EMPLOYER) == [
        ("redact", "own_spelling")
    ]
    public = replace(profile, emails=("wangwei@163.com",))
    assert own(rulings(find, "lina@163.com", public), Entity.EMPLOYER) == []


def test_own_mail_misread_by_ocr_goes_and_a_colleagues_stays(find: Find) -> None:
    text = "邮箱：wangwcl@yunling-wd.example\n联系：zhaoqiang@yunling-wd.example"
    profile = replace(WANG_WEI, emails=("wangwei@yunling-wd.example",))
    gone = own(rulings(find, text, profile, TextSource.OCR), Entity.EMAIL)
    assert gone == [("redact", "own_ocr_close")]


@pytest.mark.parametrize(
    "line, expected",
    [
        ("LI Naa; WANG Weib,*; ZHAO Qiangb", "redact"),
        ("LI, Naa; WANG, Weib,*; ZHAO, Qiangb", "redact"),
        ("WANG Xia; LI Nab; ZHAO Qiangc", "ask"),  # Wang Xi and a mark, or Wang Xia
    ],
)
def test_mark_glued_to_a_latin_name_in_a_paper(find: Find, line: str, expected: str) -> None:
    name = "王希" if "Xia" in line else "王伟"
    paper = f"寒区供水研究\n摘 要：略\n关键词：略\n{line}"
    decisions = rulings(find, paper, replace(WANG_WEI, names=(name,)), TextSource.OCR)
    assert [a for a, _ in own(decisions, Entity.NAME)] == [expected]


def test_letter_at_the_end_of_the_own_mail_that_looks_raised(find: Find) -> None:
    reading = reading_of("手机：15412345678\n邮箱：u23q@mail23.example", TextSource.OCR)
    *chars, last, end = reading.text.chars
    assert last.quad is not None
    box = last.quad.box
    high = PtQuad.from_box(PtBox(box.x0, box.y0, box.x1, (box.y0 + box.y1) / 2))
    text = PageText(1, (*chars, replace(last, quad=high), end))
    assert lay_out(text).raised
    wang = replace(WANG_WEI, emails=("u23q@mail23.example",))
    found = find("", wang, reading=replace(reading, text=text))
    (mail,) = [d for d in decide([found], RULES)[0].decisions if d.finding.entity is Entity.EMAIL]
    assert (mail.action.value, high in mail.finding.quads) == ("redact", True)


def test_raised_mark_is_no_letter_of_the_name() -> None:
    chars = []
    for n, char in enumerate("Weia,"):
        top, height = (10.0, 6.0) if char == "a" else (10.0, 10.0)
        box = PtBox(20.0 + 6 * n, top, 25.0 + 6 * n, top + height)
        chars.append(Char(char, PtQuad.from_box(box), 1.0, 0, TextSource.TEXT_LAYER))
    layout = lay_out(PageText(1, tuple(chars)))
    assert layout.unraised(layout.rows) == "Wei^," == layout.pieces[0].text


@pytest.mark.parametrize(
    "text, actions",
    [
        ("配套柴油机的额定功率为120马力。", ["ask"]),  # a figure before a word makes it a unit
        ("姓名：马力", ["redact"]),
    ],
)
def test_figure_before_a_name_that_is_a_word(find: Find, text: str, actions: list[str]) -> None:
    decisions = rulings(find, text, Profile("T-14", names=("马力",)))
    assert [a for a, _ in own(decisions, Entity.NAME)] == actions


def test_stacked_name_whose_dot_was_not_read(find: Find) -> None:
    assert covered(rulings(find, "李\n\n娜\n仁", NAREN, TextSource.OCR), Action.REDACT) == 3


@pytest.mark.parametrize(
    "text, allowed",
    [
        ("以上信息由申报人文玉泽填写，经单位核对", {"redact"}),
        ("经评审委员会评议，文玉泽具备高级工程师任职资格", {"redact"}),
        ("由文玉泽民主持完成", {"keep", "ask"}),  # 民 may end a name: 民主 decides nothing
    ],
)
def test_listed_words_on_both_sides_settle_the_borders(
    find: Find, text: str, allowed: set[str]
) -> None:
    decisions = rulings(find, text, Profile("T-15", names=("文玉泽",)))
    assert {a for a, _ in own(decisions, Entity.NAME)} <= allowed
    assert own(decisions, Entity.NAME)


def test_hotline_in_the_same_sentence_makes_nobody_a_homonym(find: Find) -> None:
    text = "本证明由社会保险事业服务中心出具，咨询电话0471-6928486，王伟可在网上核验。"
    assert own(rulings(find, text), Entity.NAME) == [("redact", "own_exact")]


def test_number_in_another_cell_of_the_row_is_another_persons(find: Find) -> None:
    row = "王伟\t15498765432\n李娜\t15487654321"
    assert own(rulings(find, row), Entity.NAME) == [("ask", "homonym")]


def test_role_word_at_the_end_of_the_cell_before_is_no_label(find: Find) -> None:
    row = "教学与班级管理组长\t王伟、李娜、赵强\n审核人\t王伟"
    assert [a for a, _ in own(rulings(find, row), Entity.NAME)] == ["redact", "ask"]


def test_employer_in_the_clause_after_the_school_goes(find: Find) -> None:
    text = "毕业于内蒙古农业大学水利专业，现任包头市云岭水务设计院有限公司工程师。"
    assert own(rulings(find, text), Entity.EMPLOYER) == [("redact", "own_exact")]


@pytest.mark.parametrize(
    "text, actions",
    [
        ("身份证号159901********000X", ["redact"]),
        ("身份证号159901********1021", []),  # another person of the same region
        ("身份证号159901198504********", ["redact"]),
    ],
)
def test_masked_number_is_own_only_with_its_end_or_birth(
    find: Find, text: str, actions: list[str]
) -> None:
    profile = replace(WANG_WEI, id_numbers=("15990119850412000X",))
    found = own(rulings(find, text, profile), Entity.ID_NUMBER)
    assert [a for a, _ in found] == actions


def test_personal_number_goes_with_its_label_on_an_own_paper(find: Find) -> None:
    text = "社会保险个人缴费证明\n姓名\t王伟\t个人编号\t1565673666\n单位编号\t99887766"
    decisions = rulings(find, text)
    gone = {d.finding.value for d in decisions if d.action is Action.REDACT}
    assert "1565673666" in gone and "99887766" not in gone


@pytest.mark.parametrize(
    "text, actions",
    [
        ("[5] SHEN W, HARRIS T. Field tests", ["ask"]),
        ("[5] SHEN WQ, HARRIS T. Field tests", ["ask"]),
        ("[5] SHEN L, HARRIS T. Field tests", []),
    ],
)
def test_initials_may_leave_out_the_second(find: Find, text: str, actions: list[str]) -> None:
    decisions = rulings(find, text, Profile("T-16", names=("沈文强",)))
    assert [a for a, _ in own(decisions, Entity.NAME)] == actions


@pytest.mark.parametrize(
    "text", ["Yuning Li; Yujing Yan,*; Xiu Xu", "Inner Mongolia\nYan, Yujing; Xu, Xiu"]
)
def test_rare_surname_in_either_order(find: Find, text: str) -> None:
    decisions = rulings(find, text, Profile("T-17", names=("阎雨静",)))
    assert [a for a, _ in own(decisions, Entity.NAME)] == ["redact"]


def test_short_name_wrapped_in_a_cell_beside_a_wider_column(find: Find) -> None:
    chars, y = [], 20.0
    lines = [
        (20.0, "农牧区初中数学单元分层作业设计与实施效果的研究"),
        (60.0, "尉迟玲芳、皇"),
        (60.0, "甫建业"),
    ]
    for line, (x, text) in enumerate(lines):
        for n, char in enumerate(text):
            box = PtBox(x + 10 * n, y, x + 10 * n + 10, y + 10)
            chars.append(Char(char, PtQuad.from_box(box), 1.0, line, TextSource.TEXT_LAYER))
        chars.append(Char("\n", None, 1.0, line, TextSource.TEXT_LAYER))
        y += 13
    layout = lay_out(PageText(1, tuple(chars)))
    text = "".join(c.text for c in chars)
    start = text.index("皇")
    places = [start, *range(text.index("甫"), text.index("甫") + 3)]
    assert belong_together(layout, places)


def _laid(*pieces: tuple[float, float, str]) -> PageText:
    """A page of pieces at (x, y), those of one y in one row, without rulings."""
    chars: list[Char] = []
    for line, (x, y, text) in enumerate(pieces):
        if line:
            mark = "\t" if pieces[line - 1][1] == y else "\n"
            chars.append(Char(mark, None, 1.0, line, TextSource.TEXT_LAYER))
        for n, char in enumerate(text):
            box = PtBox(x + 10 * n, y, x + 10 * n + 10, y + 10)
            chars.append(Char(char, PtQuad.from_box(box), 1.0, line, TextSource.TEXT_LAYER))
    return PageText(1, tuple(chars))


def _columns(*names: str, step: float = 11, wide: float = 13) -> PageText:
    """Names in narrow cells beside each other, each character under the one before."""
    lines = [
        [Char(c, PtQuad.from_box(PtBox(x, y, x + 10, y + 10)), 1.0, 0, TextSource.TEXT_LAYER)]
        for n, name in enumerate(names)
        for i, c in enumerate(name)
        for x, y in [(60 + wide * n, 80 - step * len(name) / 2 + step * i)]
    ]
    return to_page_text(1, lines)


@pytest.mark.parametrize(
    "names, expected",
    [
        (("赵强", "王伟", "李娜"), [("redact", "王伟")]),
        (("赵强", "王伟民", "李娜"), []),
        (("王强", "伟民"), []),  # two people, side by side
        (("赵强", "王伟", "王伟民", "王伟"), [("redact", "王伟")] * 2),
    ],
)
def test_names_stacked_in_narrow_cells(
    find: Find, names: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    text = _columns(*names)
    chars = {c.quad: c.text for c in text.chars if c.quad}
    profile = Profile("T-1", names=("王伟",))
    decisions = rulings(find, "", profile, reading=replace(reading_of(""), text=text))
    found = [
        (d.action.value, "".join(chars[q] for q in d.finding.quads))
        for d in decisions
        if d.finding.entity is Entity.NAME and d.action is not Action.KEEP
    ]
    assert found == expected


@pytest.mark.parametrize("names", [("赵永强", "王小伟", "李秀娜"), ("赵永强", "王小艳", "王小伟")])
def test_names_spread_over_their_cells_stand_in_rows_of_a_list(
    find: Find, names: tuple[str, ...]
) -> None:
    """They stand nearer below each other than their characters beside each other."""
    lines = [
        [
            Char(c, PtQuad.from_box(PtBox(at, y, at + 10, y + 10)), 1.0, 0, TextSource.TEXT_LAYER)
            for c, at in zip(text, (x, x + 10, x + 20), strict=False)
        ]
        for n, name in enumerate(names)
        for y in (80 + 30 * n,)
        for text, x in [(str(n + 1), 20), *zip(name, (60, 94, 128), strict=True), ("女", 180)]
    ]
    reading = replace(reading_of(""), text=to_page_text(1, lines))
    decisions = rulings(find, "", Profile("T-1", names=("王小伟",)), reading=reading)
    found = [d.finding.value for d in decisions if d.action is Action.REDACT]
    assert found == ["王小伟"]


def test_address_of_two_lines_goes_whose_label_stands_between_them(find: Find) -> None:
    page = _laid(
        *((20, 5, "登记表"), (20, 20, "姓名"), (80, 20, "王伟")),
        *((80, 33, ADDRESS[:12]), (20, 40, "通讯地址"), (80, 47, ADDRESS[12:])),
    )
    decisions = rulings(find, "", reading=replace(reading_of(""), text=page))
    found = [d for d in decisions if d.finding.entity is Entity.ADDRESS]
    assert covered(found, Action.REDACT) == len(ADDRESS)


@pytest.mark.parametrize(
    "pieces, redacted",
    [
        # A cell without rulings: what stands beside it leaves the name no room.
        (((80, 20, "巴雅尔"), (20, 28, "姓名"), (117, 28, "性别男"), (80, 36, "图")), 4),
        (((80, 20, "巴雅尔"), (20, 28, "姓名"), (190, 28, "性别男"), (80, 36, "图")), 0),
        # The end of a line with a wide gap in it, and the beginning of the next.
        (
            (
                *((60, 20, "本人承诺属实。"), (160, 20, "签名：巴雅")),
                (20, 28, "承诺"),
                (60, 36, "尔图 2026年"),
            ),
            4,
        ),
        (((20, 20, "2018.05-"), (110, 20, "巴雅"), (20, 36, "2018.11"), (110, 36, "尔图")), 4),
        # Signatures side by side below prose that is wider than a cell of theirs.
        (
            (
                (30, 14, "我们具备完成任务的能力，单位同意承担任务"),
                *((20, 30, "申报人（签字）：巴雅"), (130, 30, "财务（签字）：李")),
                *((20, 46, "尔图"), (130, 46, "娜")),
            ),
            4,
        ),
    ],
)
def test_name_wrapped_in_a_cell(
    find: Find, pieces: tuple[tuple[float, float, str], ...], redacted: int
) -> None:
    page = replace(
        reading_of(""), text=_laid((20, 5, "登记表"), *pieces, (80, 60, "某某水利设计院"))
    )
    profile = Profile("T-18", names=("巴雅尔图",))
    assert covered(rulings(find, "", profile, reading=page), Action.REDACT) == redacted


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("巴雅尔图", "完成人：宝力道 巴雅尔 图 雅 恩 和", [("ask", "border_unsure")]),
        ("斯琴格日乐", "名单：斯 琴 格日乐 敖特根", [("ask", "border_unsure")]),
        ("斯琴格日乐", "兹证明斯琴格日乐系我单位职工", [("redact", "own_exact")]),
        ("欧阳明珠", "Ou Yang Ming Zhu, Li Na", [("redact", "own_spelling")]),
        ("吕燚", "拟稿：吕燚", [("redact", "own_exact")]),
        ("巴雅尔图", "姓名：巴雅尔 图 男", [("redact", "own_exact")]),
        ("吕燚", "吕燚现为技术负责人，吕燚现任组长", [("redact", "own_exact")] * 2),
        ("安静", "【关键词】重症监护；安静；护理", [("keep", "inside_word")]),
        ("安静", "（安静，2019；安静等，2022）", [("redact", "own_exact")] * 2),
        ("安静", "科主任：乔宏伟 护士长：安静", [("redact", "own_exact")]),
        ("安静", "方案：ICU 安静时段干预\t单位：包头市第四中学", [("ask", "careful_name")]),
        ("安静", "重症医学科安静（身份证号：15990119850412000X），护士", [("redact", "own_exact")]),
        ("吕燚", "包头市第四中学\n编制：李娜\t审核：吕燚", [("redact", "own_exact")]),
        ("吕燚", "编制：李娜\t审核：吕燚", [("ask", "homonym")]),
        ("吕燚", "包头市第四中学\n审核：吕燚", [("ask", "homonym")]),
        (
            "巴雅尔图",
            "Bayaertu1,*, Bao Li2, Bayaertu Wu3",
            [("redact", "own_spelling"), ("keep", "inside_longer_name")],
        ),
    ],
)
def test_names_as_handmade_pages_print_them(
    find: Find, name: str, text: str, expected: list[tuple[str, str]]
) -> None:
    profile = replace(GAOFENG, names=(name,), id_numbers=("15990119850412000X",))
    assert own(rulings(find, text, profile), Entity.NAME) == expected


def test_longer_name_wrapped_in_its_cell_is_kept(find: Find) -> None:
    page = replace(
        reading_of(""),
        text=_laid(
            (20, 5, "安静怡、李娜"),
            *((20, 30, "3"), (60, 30, "安静"), (100, 30, "女")),
            (60, 43, "怡"),
        ),
    )
    decisions = rulings(find, "", Profile("T-19", names=("安静",)), reading=page)
    assert {d.action for d in decisions} == {Action.KEEP}


@pytest.mark.parametrize(
    "left, right, gap, is_one",
    [
        ("申报人：王", "伟 性别：男", 11, True),
        ("姓名王", "伟性别男", 30, True),
        ("姓名：王", "伟", 70, False),
        ("歌颂国王", "伟大祖国", 11, False),
        ("负责人：国王", "伟", 11, False),
        ("姓名：王", "伟大祖国", 11, False),
    ],
)
def test_gap_inside_a_name(left: str, right: str, gap: int, is_one: bool) -> None:
    chars: list[Char] = []
    x = 20.0
    for line, text in enumerate((left, right)):
        for char in text:
            quad = None if char == " " else PtQuad.from_box(PtBox(x, 20, x + 10, 30))
            chars.append(Char(char, quad, 1.0, line, TextSource.TEXT_LAYER))
            x += 10
        x += gap
    text = left + right
    layout = lay_out(PageText(1, tuple(chars)))
    assert belong_together(layout, [text.index("王"), text.index("伟")]) is is_one


@pytest.mark.parametrize("lost", [{0}, {17}, {5}, {5, 6}, {0, 1}, {3, 17}])
def test_digits_lost_between_boxes_are_covered_too(lost: set[int]) -> None:
    own_number = "15990119850412000x"
    chars = [
        Char(c, PtQuad.from_box(PtBox(20.0 * n, 10, 20.0 * n + 8, 20)), 1.0, 0, TextSource.OCR)
        for n, c in enumerate(own_number)
        if n not in lost
    ]
    places = {round(q.centre[0]) for q in unread_places(chars, own_number)}
    assert places == {20 * n + 4 for n in lost}


@pytest.mark.parametrize(
    "text, actions",
    [
        ("名田颖", ["redact"]),  # 姓 was not read
        ("马田颖", ["keep", "ask"]),
        ("由田颖本人撰写", ["redact"]),
    ],
)
def test_label_cut_off_before_a_name(find: Find, text: str, actions: list[str]) -> None:
    decisions = rulings(find, text, Profile("T-18", names=("田颖",)), TextSource.OCR)
    assert all(a in actions for a, _ in own(decisions, Entity.NAME))
    assert own(decisions, Entity.NAME)


def test_dot_between_two_whole_names_parts_them(find: Find) -> None:
    text = "蒋霖雨;马凯俊·袁云文：马凯玲"
    decisions = rulings(find, text, Profile("T-19", names=("马凯俊",)), TextSource.OCR)
    assert [a for a, _ in own(decisions, Entity.NAME)] == ["redact"]


def test_longer_name_cut_at_a_line_end_is_kept(find: Find) -> None:
    text = "萨仁高娃巴雅尔、陈霖泽\n参加人：陈霖泽、萨仁高娃巴雅\n尔等"
    decisions = rulings(find, text, Profile("T-20", names=("萨仁高娃",)))
    assert {a for a, _ in own(decisions, Entity.NAME)} == {"keep"}


def test_name_is_not_joined_from_two_sentences(find: Find) -> None:
    text = "审阅者为国王\n伟大的事业在前方等待着我们去完成它"

    assert own(rulings(find, text), Entity.NAME) == []


def test_likely_short_form_is_asked_about_not_redacted(find: Find) -> None:
    profile = Profile("T-8", ("王伟",), employers=(Employer("包头市云岭水务设计院有限公司"),))

    found = own(rulings(find, "就职于云岭设计院", profile), Entity.EMPLOYER)

    assert found == [("ask", "alias_unconfirmed")]


@pytest.mark.parametrize(
    "text, name, action",
    [
        ("同时学员陆续返校", "陆续", "ask"),
        ("附件3：学员陆续返校", "陆续", "ask"),
        ("学员：陆续", "陆续", "redact"),
        ("申报人高峰填写", "高峰", "redact"),
        ("以上信息由申报人高峰填写", "高峰", "redact"),
        ("以上信息由申报人陆续填写", "陆续", "ask"),
        ("请各申报人高峰前提交", "高峰", "ask"),
        ("本人高峰承诺材料真实", "高峰", "redact"),
    ],
)
def test_word_that_runs_on_behind_a_label_is_asked_about(
    find: Find, text: str, name: str, action: str
) -> None:
    decisions = rulings(find, text, Profile("T-1", names=(name,)))
    assert [a for a, _ in own(decisions, Entity.NAME)] == [action]


@pytest.mark.parametrize(
    "text, found, full",
    [
        (
            "完成领导交办的任务，河西养护工会委员会授予优",
            [("河西养护", "redact")],
            "巴彦淖尔市河西公路养护工程有限公司",
        ),
        ("沙陀五职业务管理平台", [("沙陀五职", "redact")], "沙陀市第五职业技术学校"),
        ("在沙陀五职业余时间开展调研", [("沙陀五职", "redact")], "沙陀市第五职业技术学校"),
        ("就读于沙陀五职业学校", [("沙陀五职业学校", "ask")], "沙陀市第五职业技术学校"),
    ],
)
def test_short_name_does_not_take_the_first_half_of_a_word(
    find: Find, text: str, found: list[tuple[str, str]], full: str
) -> None:
    unit = Employer(full, short=("沙陀五职", "河西养护"))
    decisions = rulings(find, text, replace(WANG_WEI, employers=(unit,)))
    employers = [d for d in decisions if d.finding.entity is Entity.EMPLOYER]
    assert [(d.finding.value, d.action.value) for d in employers] == found


def test_coauthor_name_is_kept(find: Find) -> None:
    kept = [d for d in rulings(find, "李娜¹，王伟²*，赵强¹") if d.action is Action.KEEP]

    assert [d.reason for d in kept] == ["other_person"] * 2


def test_author_token_keeps_the_rank_readable(find: Find) -> None:
    tokens = [d.token for d in rulings(find, "李娜¹，王伟²*，赵强¹") if d.token]

    assert tokens == [RULES.tokens["author"]]


def test_employer_token_keeps_the_grade(find: Find) -> None:
    (decision,) = rulings(find, "包头市云岭水务设计院有限公司")

    assert decision.token == "[工作单位·盟市]"


def test_id_misread_by_ocr_goes_though_its_check_fails(find: Find) -> None:
    text = "身份证号15990119850412Q00X"

    read = own(rulings(find, text, source=TextSource.OCR), Entity.ID_NUMBER)
    typed = own(rulings(find, text, source=TextSource.TEXT_LAYER), Entity.ID_NUMBER)

    assert (read, typed) == ([("redact", "own_ocr_close")], [("redact", "own_spelling")])


def test_misread_id_goes_though_a_date_stands_in_the_next_cell(find: Find) -> None:
    digits = "\t".join("159901198504120005")
    text = f"身份证号\t{digits}\t2017.12"

    assert own(rulings(find, text, source=TextSource.OCR), Entity.ID_NUMBER) == [
        ("redact", "own_ocr_close")
    ]


@pytest.mark.parametrize("read", ["包头市云岭，务设计院有限公司", "包头市云岭水，务设计院有限公司"])
def test_comma_read_inside_an_employer_is_asked_about(find: Find, read: str) -> None:
    text = f"兹聘请于{read}"

    found = own(rulings(find, text, source=TextSource.OCR), Entity.EMPLOYER)

    assert found and found[0] == ("ask", "near_miss")


def test_valid_id_of_another_person_is_kept_however_near(find: Find) -> None:
    text = "身份证号159901198504120026"

    found = rulings(find, text, source=TextSource.OCR)

    assert [d.action for d in found] == [Action.KEEP]


def test_other_applicant_in_the_holder_field_is_the_wrong_file(find: Find) -> None:
    others = Others(names=frozenset({"赵敏"}), id_numbers=frozenset())

    document = find("专业技术职务任职资格评审表\n姓名：赵敏\t性别：女", others=others)

    assert decide([document], RULES)[0].guard == "wrong_person"


def test_form_without_the_applicant_is_held(find: Find) -> None:
    document = find("年度考核登记表\n姓名：赵敏\t性别：女")

    assert decide([document], RULES)[0].guard == "no_holder"


@pytest.mark.parametrize(
    "text, guard",
    [
        ("机密★10年\n关于工程的报告", "secrecy"),
        ("关于保守秘密的通知\n商业秘密保护", ""),
    ],
)
def test_secrecy_mark_stops_the_document(find: Find, text: str, guard: str) -> None:
    assert decide([find(text)], RULES)[0].guard == guard


@pytest.mark.parametrize("score, action", [(0.85, "redact"), (0.99, "keep")])
def test_dot_read_weakly_joins_no_longer_name(find: Find, score: float, action: str) -> None:
    """OCR reads the 。 before a name or the 、 behind it as the dot of 李·娜仁."""
    reading = reading_of("情况·王伟等开展了调查", TextSource.OCR)
    chars = (replace(c, score=score) if c.text == "·" else c for c in reading.text.chars)
    reading = replace(reading, text=PageText(1, tuple(chars)))
    assert [a for a, _ in own(rulings(find, "", reading=reading), Entity.NAME)] == [action]


def test_a_word_behind_i_am_called_is_the_name(find: Find) -> None:
    profile = replace(WANG_WEI, names=("安定",))
    said = "我叫安定，男，1985年出生，维护社会安定团结。"
    assert not_kept(ruled(find, said, Entity.NAME, profile)) == [("redact", "安定")]


@pytest.mark.parametrize(
    "entity, above, lines, value",
    [
        (Entity.EMAIL, "2008.07", ("wangwei@yunling-", "wd.example"), "wangwei@yunling-wd.example"),
        (Entity.ID_NUMBER, "1985.04", ("159901198504", "12000X"), "15990119850412000X"),
    ],
)
def test_value_that_wraps_in_its_cell_below_a_figure(
    find: Find, entity: Entity, above: str, lines: tuple[str, str], value: str
) -> None:
    form = f"职称评审表\n姓名\t王伟\t时间\t{above}\n\t\t\t{lines[0]}\n民族\t汉\t\t{lines[1]}"
    assert ruled(find, form, entity) == [("redact", "own_exact", value)]
