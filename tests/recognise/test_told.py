"""Units of a career that a sentence tells (cases 35, 36)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Employer, Entity, Profile
from redactor.fakes.pages import reading_of
from redactor.policy import decide
from redactor.recognise.analyzer import build_analyzer
from redactor.recognise.findings import DossierRecogniser
from redactor.recognise.stations import stations_of
from tests.recognise.judging import RULES, WANG_WEI, Find, former, not_kept, ruled

STATION = "固阳县金山镇水管站"
UNIT = "包头市云岭水务设计院有限公司"
CODE = "91159900MA0N12345K"
ROSTER_ONLY = Profile("T-1", names=("王伟",), phones=("15412345678",), employers=(Employer(UNIT),))
REPORT = "工作总结\n述职人：王伟\n"


def test_sentence_of_a_career_tells_more_than_a_likely_short_form(find: Find) -> None:
    company = replace(WANG_WEI, employers=(Employer("内蒙古路远公路工程监理有限公司"),))
    found = ruled(find, f"{REPORT}2011年调入路远监理公司。", Entity.EMPLOYER, company)
    assert not_kept(found) == [("redact", "路远监理公司")]


@pytest.mark.parametrize(
    "text, unit",
    [
        (f"兹证明王伟同志2018年借调至{STATION}工作8个月。", STATION),
        (f"王伟同志2019年在{STATION}挂职副站长。", STATION),
        (f"{REPORT}2018年借调至{STATION}工作半年。", STATION),
        (f"{REPORT}同年分配到白音镇中心校任教，成绩突出。", "白音镇中心校"),
        (f"{REPORT}2015年我到金山镇中学支教一年。", "金山镇中学"),
        (f"{REPORT}先在{STATION}当技术员，后调走。", STATION),
        (f"{REPORT}先后在{STATION}、旗水利局工作。", STATION),
        (f"证明\n兹有王伟于2023年3月至11月在{STATION}服务，累计8个月。", STATION),
        (f"证明\n兹有王伟同志于2019年8月至2020年8月在{STATION}服务一年。", STATION),
        (f"{REPORT}2015年由 {STATION} 变更为 青原市第二人民医院。", STATION),
        (f"{REPORT}2015年变更为 {STATION}。", STATION),
        (f"{REPORT}原单位为青原市第二人民医院。", "青原市第二人民医院"),
        (f"{REPORT}2012年起历任{STATION}班长、技术员。", STATION),
        (f"{REPORT}2014年调{STATION}任副站长。", STATION),
        (f"{REPORT}2000年进入青原市群众艺术馆（副科级）工作。", "青原市群众艺术馆"),
        (f"{REPORT}2016年至2018年在金山特镇政府工作，后调走。", "金山特镇政府"),
        (f"{REPORT}2012年调入旗蒙医综合医院工作。", "旗蒙医综合医院"),
        (f"{REPORT}我叫王伟，2009年7月毕业，同年到青原市绿野种业公司工作。", "青原市绿野种业公司"),
        (f"情况说明\n本人曾就职于{STATION}，任技术员。", STATION),
        (f"{REPORT}2011年调入区农业技术推广站。", "区农业技术推广站"),
        ("证明\n王伟同志在甘河林业局工作期间，表现优秀。", "甘河林业局"),
    ],
)
@pytest.mark.parametrize("switch", ["redact", "keep", "ask"])
def test_unit_told_of_the_applicant(find: Find, text: str, unit: str, switch: str) -> None:
    assert former(find, text, unit, switch) == [switch]


def test_each_unit_of_a_career_in_turn_goes(find: Find) -> None:
    third = "包头市碧波水库管理处"
    text = f"{REPORT}先后在{STATION}、白音镇中心校和{third}任教，成绩突出。"
    found = not_kept(ruled(find, text, Entity.EMPLOYER))
    assert found == [("redact", STATION), ("redact", "白音镇中心校"), ("redact", third)]


def test_unit_that_certifies_the_stay_by_its_own_name_needs_no_question(lac, people) -> None:
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, ROSTER_ONLY)
    text = f"支教证明\n王伟同志于2019年9月至2020年7月在{STATION}支教一年。\n{STATION}\n2020年7月"
    page = reading_of(text)
    recogniser.learn_names([[page]])
    document = recogniser.document("d1", [page])
    document = recogniser.with_stations(document, [page], stations_of(document.findings))
    decisions = decide([document], RULES)[0].decisions
    assert [d.action for d in decisions if d.finding.value == STATION] == ["redact"] * 2


def test_hired_and_then_elsewhere_goes_both(find: Find) -> None:
    text = f"{REPORT}毕业后，我被分到{STATION}，后又到旗水政监察大队。"
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [
        ("redact", STATION),
        ("redact", "旗水政监察大队"),
    ]


def test_rows_of_a_career_in_a_column_of_a_page(find: Find) -> None:
    beside = f"讲座通知\n时间：5月6日 2003.07-2012.08 {STATION} 技术员\n"
    own = f"地点：报告厅 2012.09-至今 {UNIT} 工程师\n"
    found = not_kept(ruled(find, beside + own + "主讲人：王伟", Entity.EMPLOYER))
    assert found == [("redact", STATION), ("redact", UNIT)]
    other = ruled(find, "主讲人：李娜\n" + beside + own, Entity.EMPLOYER)
    assert ("redact", STATION) not in not_kept(other)


def test_project_that_a_manager_led_is_no_station(find: Find) -> None:
    table = (
        "项目经理简历表\n姓名\t王伟\n时间\t参加过的类似项目\t担任职务\t发包人及联系电话\n"
        "2023.4—2025.6\t达茂旗清河污水处理厂扩建\t项目经理\t达茂旗水务局"
    )
    assert not_kept(ruled(find, table, Entity.EMPLOYER)) == []


def test_rows_of_a_career_without_a_post_beside_the_own_employer(find: Find) -> None:
    rows = f"1997-1999 青原市第二中学\n1999-2003 云东县水务局\n2003至今 {UNIT}\n"
    found = ruled(find, f"业务自传\n王伟 1976年生\n{rows}", Entity.EMPLOYER)
    assert not_kept(found) == [("redact", "云东县水务局"), ("redact", UNIT)]
    assert ("redact", "云东县水务局") not in not_kept(ruled(find, rows, Entity.EMPLOYER))


def test_time_of_one_table_and_unit_of_the_next_make_no_row(find: Find) -> None:
    text = f"{REPORT}1998.01-\t\t\t2023.06\t国家知识产权局\n2003至今 {UNIT}"
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [("redact", UNIT)]


def test_who_was_named_last_is_asked_in_the_units_own_column(find: Find) -> None:
    text = (
        "工作室简介\n王伟，1979年生，是位焊工。\t1. 李志刚同志，成员\n"
        "2001年分配到青原自来水公司，\t2. 赵云同志，成员\n先后获得能手等称号，很努力。\t3. 王云同志"
    )
    assert ("redact", "青原自来水公司") in not_kept(ruled(find, text, Entity.EMPLOYER))


def test_what_our_company_was_called_before_is_asked_about(find: Find) -> None:
    text = f"{REPORT}我公司（原青原市第二建筑公司）是国有企业。"
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [("ask", "青原市第二建筑公司")]


@pytest.mark.parametrize("before", ["赤源市和", "青泉旗及"])
def test_place_before_a_unit_stays(find: Find, before: str) -> None:
    found = ruled(find, f"{REPORT}先后在{before}{STATION}工作。", Entity.EMPLOYER)
    assert not_kept(found) == [("redact", STATION)]


def test_unit_of_the_career_is_asked_about_in_other_papers(lac, people) -> None:
    """The insurance tells who employed the applicant, whose paper may name the unit as well."""
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, WANG_WEI)
    table = f"社会保险参保缴费证明\n姓名\t王伟\n单位名称\t起始\t终止\n{STATION}\t200907\t201611"
    texts = table, f"通知\n{STATION}：\n请参会。", f"工作经历\n2009-2016\t{STATION}"
    papers = [[reading_of(text)] for text in texts]
    found = [recogniser.document(str(n), pages) for n, pages in enumerate(papers)]
    units = stations_of(f for document in found for f in document.findings)
    found = [recogniser.with_stations(d, p, units) for d, p in zip(found, papers, strict=True)]
    assert [
        [(d.action.value, d.reason) for d in p.decisions if d.finding.value == STATION]
        for p in decide(found, RULES)
    ] == [[("redact", "own_field")], [("ask", "former_employer")], [("redact", "own_exact")]]


@pytest.mark.parametrize(
    "text, action",
    [
        (f"证明\n王伟同志于2018年在我站挂职，表现良好。\n{STATION}\n2019年7月", "redact"),
        (f"证明\n王伟民同志于2018年在我站挂职，表现良好。\n{STATION}\n2019年7月", "ask"),
        (f"通知\n王伟同志来我站检查工作，请{STATION}做好准备。", "ask"),
    ],
)
def test_unit_that_certifies_a_stay_needs_no_question(lac, people, text: str, action: str) -> None:
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, WANG_WEI)
    papers = [[reading_of(t)] for t in (f"{REPORT}2018年我到{STATION}挂职一年。", text)]
    found = [recogniser.document(str(n), pages) for n, pages in enumerate(papers)]
    units = stations_of(f for document in found for f in document.findings)
    _, decided = decide(
        [recogniser.with_stations(d, p, units) for d, p in zip(found, papers, strict=True)], RULES
    )
    assert [d.action.value for d in decided.decisions if d.finding.value == STATION] == [action]


@pytest.mark.parametrize(
    "unit, said",
    [
        ("化德县第二中学", "化德二中"),
        ("化德县第二中学", "化德县二中"),
        ("化德县第二中学", "化德第二中学"),
        ("内蒙古誉那建设监理有限公司", "誉那监理"),
    ],
)
def test_unit_of_the_career_by_a_shorter_name(lac, people, unit: str, said: str) -> None:
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, WANG_WEI)
    career = f"职称评审表\n姓名\t王伟\n工作经历\n2007.08-2012.07\t{unit}\t教师"
    papers = [[reading_of(t)] for t in (career, f"获奖证书\n{said}王伟、化德三中李娜获奖")]
    found = [recogniser.document(str(n), pages) for n, pages in enumerate(papers)]
    units = stations_of(f for document in found for f in document.findings)
    _, award = [recogniser.with_stations(d, p, units) for d, p in zip(found, papers, strict=True)]
    (decided,) = decide([award], RULES)
    asked = [d.finding for d in decided.decisions if d.action == "ask"]
    assert [(f.value, len(f.quads)) for f in asked] == [(unit, len(said))]


def _retold(lac, people, *texts: str) -> list[list[str]]:
    """What goes of each paper once all were read, in page order."""
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, ROSTER_ONLY)
    papers = [[reading_of(text)] for text in texts]
    found = [recogniser.document(str(n), pages) for n, pages in enumerate(papers)]
    redacted = [
        [d.finding for d in p.decisions if d.action == "redact"] for p in decide(found, RULES)
    ]
    told = recogniser.learn_told(found, redacted)
    assert told is not None
    found = [
        recogniser.with_told(d, p, told, gone)
        for d, p, gone in zip(found, papers, redacted, strict=True)
    ]
    return [
        [d.finding.value for d in p.decisions if d.action == "redact"] for p in decide(found, RULES)
    ]


@pytest.mark.parametrize(
    "form, paper, gone",
    [
        ("曾用名：王卫国", "王卫国同志的论文", "王卫国"),
        ("申报人：王伟（王卫国）", "王卫国同志的论文", "王卫国"),
        ("姓名：王伟（王园）", "王园同志的论文", "王园"),
        ("工资账户：\n621799012345678（开户名 王伟）", "账户 621799012345678", "621799012345678"),
        (
            "邮箱：weiwang85@mail.example",
            "联系人信箱 weiwang85@mail.example",
            "weiwang85@mail.example",
        ),
        (f"单位名称：{UNIT}\n电话：0472-5990000", "电话：0472-5990000", "04725990000"),
        (f"单位名称：{UNIT}\t网址：www.yl-wd.example", "office@yl-wd.example", "yl-wd.example"),
        (f"{UNIT}\n统一社会信用代码：{CODE}", f"统一社会信\n{CODE}", CODE.lower()),
        ("户名：王伟\t账号：6217 9901 2345 678", "账户 621799012345678", "621799012345678"),
        (f"工作单位\t{UNIT}（以下简称“岭水勘院”）", "岭水勘院承担", "岭水勘院"),
        ("序号\t姓名\t账号\n2\t王伟\t621799012345678", "账号：621799012345678", "621799012345678"),
    ],
)
def test_value_that_an_own_field_tells_goes_everywhere(
    lac, people, form: str, paper: str, gone: str
) -> None:
    own, other = _retold(lac, people, f"职称评审表\n姓名：王伟\n{form}", f"通知\n{paper}")
    assert other == [gone]
    assert own


def test_english_name_that_the_own_paper_tells_goes_everywhere(lac, people) -> None:
    paper = (
        f"寒区供水研究\n王伟，李娜\n（{UNIT}，包头 014000）\n摘 要：略\n关键词：略\nWater supply\n"
        "WANG Wei, LI Na\n(Northern Water Library, Baotou 014000, China)\nAbstract: none"
    )
    for case in ("A Case of Northern Water Library", "A Case of Northern Water\nLibrary"):
        _, other = _retold(lac, people, paper, f"检索报告\n{case} in Baotou")
        assert other == ["northernwaterlibrary"]


def test_english_name_of_the_own_branch_goes_with_a_comma_as_well(lac, people) -> None:
    paper = (
        f"寒区供水研究\n王伟，李娜\n（{UNIT}，包头 014000）\n摘 要：略\n关键词：略\nWater supply\n"
        "WANG Wei, LI Na\n(Landong Branch of Yunshuo Power Group Co., Ltd., Baotou)\nAbstract: none"
    )
    letter = "检索报告\nthey are with the Landong Branch, Yunshuo Power Group Co., Ltd., Baotou"
    _, other = _retold(lac, people, paper, letter)
    assert other == ["landongbranchyunshuopowergroupco.,ltd"]


@pytest.mark.parametrize("form", ["公司", "本公司", "甲方", "用人单位", "设计院"])
def test_what_any_paper_calls_its_party_is_no_short_form(find: Find, form: str) -> None:
    found = find(f"劳动合同书\n甲方：{UNIT}（以下简称{form}）\n乙方：王伟", ROSTER_ONLY)
    assert form not in {f.value for f in found.findings}


@pytest.mark.parametrize(
    "behind, asked",
    [
        ("（包头市水利勘测院）", ["包头市水利勘测院"]),
        ("（加挂包头市水利勘测院牌子）", ["包头市水利勘测院"]),
        ("（盖章）", []),
        ("（主管单位盖章处）", []),
        ("、李娜（包头市水利勘测院）", []),
    ],
)
def test_second_name_on_the_own_door_is_asked_about(
    find: Find, behind: str, asked: list[str]
) -> None:
    found = ruled(find, f"职称评审表\n姓名：王伟\n单位：{UNIT}{behind}", Entity.EMPLOYER)
    assert [r for r in not_kept(found) if r[1] != UNIT] == [("ask", name) for name in asked]


def test_short_form_that_an_own_field_tells_is_asked_about_nowhere(find: Find) -> None:
    papers = [
        find("职称评审表\n姓名：王伟\n单位：云岭院", ROSTER_ONLY),
        find("云岭院承担", ROSTER_ONLY),
    ]
    decided = [
        [(d.action, d.finding.value) for d in p.decisions if d.finding.value == "云岭院"]
        for p in decide(papers, RULES)
    ]
    assert decided == [[("redact", "云岭院")], [("redact", "云岭院")]]


def test_number_of_an_office_stays_where_its_label_wraps(lac, people) -> None:
    text = f"单位：{UNIT}\t查询电话：\n0472-5990000\n电子邮箱：wei85@mail.example"
    own, _ = _retold(lac, people, f"职称评审表\n姓名：王伟\n{text}", "通知")
    assert sorted(own) == sorted(["王伟", UNIT, "wei85@mail.example"])


def test_account_of_somebody_else_stays(lac, people) -> None:
    text = "户名：李娜\t账号：6217 9901 2345 678\n电子邮箱：wei85@mail.example"
    own, _ = _retold(lac, people, f"职称评审表\n姓名：王伟\n{text}", "通知")
    assert own == ["王伟", "wei85@mail.example"]


def test_longer_name_of_a_unit_goes_whole(lac, people) -> None:
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, WANG_WEI)
    pages = [reading_of(f"工作简历\n2018-2019\t{STATION}")]
    units = [STATION.removeprefix("固阳县"), STATION]
    found = recogniser.with_stations(recogniser.document("1", pages), pages, units)
    gone = [d.finding.value for d in decide([found], RULES)[0].decisions if d.action == "redact"]
    assert gone == [STATION]


@pytest.mark.parametrize(
    "text, printed",
    [
        ("结合鄂尔多斯市公路局近十年数据", "鄂尔多斯市公路局"),
        ("鄂市公路局G109项目", "鄂市公路局"),
        ("后转入新单位（原市公路局）", "市公路局"),
        ("包头市公路局、城市公路局部", ""),
    ],
)
def test_unit_of_the_career_as_people_call_it(lac, people, text: str, printed: str) -> None:
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, WANG_WEI)
    pages = [reading_of(text)]
    found = recogniser.with_stations(
        recogniser.document("1", pages), pages, {"鄂尔多斯市公路管理局"}
    )
    chars = {c.quad: c.text for c in pages[0].text.chars}
    asked = [d.finding for d in decide([found], RULES)[0].decisions if d.action != "keep"]
    assert ["".join(chars[q] for q in f.quads) for f in asked] == [printed] * bool(printed)


@pytest.mark.parametrize(
    "text",
    [
        f"专家：李娜（{STATION}）、赵强",
        f"参考文献\n[2]李娜,赵强.论文[J].学报,2020.（单位：{STATION}）",
    ],
)
def test_unit_of_the_career_behind_somebody_else_stays(lac, people, text: str) -> None:
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, WANG_WEI)
    pages = [reading_of(text)]
    found = recogniser.with_stations(recogniser.document("1", pages), pages, {STATION})
    assert [d for d in decide([found], RULES)[0].decisions if d.action != "keep"] == []


@pytest.mark.parametrize(
    "text",
    [
        f"李娜同志2018年借调至{STATION}工作8个月。",
        f"{REPORT}李娜2018年借调至{STATION}工作8个月。",
        f"{REPORT}王伟民2018年借调至{STATION}工作8个月。",  # the name only begins like the own one
        f"通知\n各单位人员可借调至{STATION}工作。",
        f"{REPORT}赴{STATION}开展调查。",
        f"{REPORT}为{STATION}编制方案。",
        f"{REPORT}为{STATION}培训职工126人次。",
        f"{REPORT}为{STATION}输送技术人员3名。",
        f"{REPORT}到{STATION}工作组开会。",
        f"{REPORT}李娜毕业后到{STATION}工作。",
        f"{REPORT}我在{STATION}服务两天，为职工义诊。",
        f"{REPORT}我到{STATION}坐诊2天。",
        f"{REPORT}在{STATION}支援建设项目中。",
        f"兹证明王伟、李娜系我单位职工。\n其间，2010年7月至2013年6月在{STATION}工作。",
    ],
)
def test_unit_of_somebody_else_stays(find: Find, text: str) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == []


@pytest.mark.parametrize(
    "text, unit",
    [
        (f"兹证明王伟系我单位职工。该同志2016年派驻{STATION}驻村两年。", STATION),
        (f"{REPORT}2015年在{STATION}对口支援一年。", STATION),
        (f"{REPORT}2015年赴{STATION}支援，2016年返回。", STATION),
        (f"{REPORT}2018年到{STATION}坐诊半年。", STATION),
        (f"兹证明王伟系我单位职工。该同志任队员；2016年抽调至{STATION}参与普查。", STATION),
        (f"兹证明王伟系我单位职工。\n其间，2010年7月至2013年6月在{STATION}工作。", STATION),
        ("兹证明王伟2018年借调岚宁机务段整备车间 工程师", "岚宁机务段"),
        ("兹证明王伟同志2019年3月抽调至青原市水利局参与普查数据审核。", "青原市水利局"),
        ("兹证明王伟同志2018年借调岚宁机务段整备车间，任工程师。", "岚宁机务段"),
    ],
)
def test_unit_of_a_stay_told_without_the_name_or_preposition(
    find: Find, text: str, unit: str
) -> None:
    assert former(find, text, unit, "redact") == ["redact"]


def test_stay_of_who_was_named_last_is_theirs(find: Find) -> None:
    text = f"王伟、李娜参加。李娜系我单位职工。该同志2016年派驻{STATION}驻村两年。"
    assert former(find, text, STATION, "redact") != ["redact"]


def test_unit_behind_the_own_latin_name(find: Find) -> None:
    text = f"{UNIT}\nMs. Wang Wei (W. W.) of Yuanfei Water\nSurvey Institute, has completed it."
    found = not_kept(ruled(find, text, Entity.EMPLOYER, ROSTER_ONLY))
    assert found == [("redact", UNIT), ("redact", "YuanfeiWaterSurveyInstitute")]


@pytest.mark.parametrize(
    "text, units",
    [
        ("Wang Wei, senior engineer of Yuanfei Survey Co., Ltd.", ["YuanfeiSurveyCo.,Ltd."]),
        ("Wang Wei is a teacher at the Qingyuan No. 4 School", ["QingyuanNo.4School"]),
        ("Wang Wei, a student of Qingyuan Water University", []),
        ("Wang Wei and Li Hao, professor of Qingyuan University", []),
        ("Wang Wei, Li Hao\nReprint address: Wang Wei, E-mail: ww88@m.example", []),
    ],
)
def test_unit_behind_the_post_behind_the_own_latin_name(
    find: Find, text: str, units: list[str]
) -> None:
    found = not_kept(ruled(find, f"Certificate\n{text}", Entity.EMPLOYER, ROSTER_ONLY))
    assert found == [("ask", unit) for unit in units]


def test_unit_behind_the_own_latin_name_wraps_in_its_column(find: Find) -> None:
    """The next row begins with a label of the certificate's other side."""
    rows = (
        *(f"\t\t{UNIT}", "\t\tMs. Wang Wei of Yuanfei Water"),
        *("Employer\tNone\tSurvey Institute, has", "\t\tcompleted it."),
    )
    found = not_kept(ruled(find, "\n".join(rows), Entity.EMPLOYER, ROSTER_ONLY))
    assert found == [("redact", UNIT), ("redact", "YuanfeiWaterSurveyInstitute")]


@pytest.mark.parametrize(
    "form",
    [
        "申报登记表\n姓名：王伟\n\n姓名\t曾用名\n王伟\t王卫东",
        "申报登记表\n姓名：王伟\t原名：王卫东",
    ],
)
def test_former_name_under_its_label_goes_everywhere(lac, people, form: str) -> None:
    assert "王卫东" in _retold(lac, people, form, "工作总结\n王卫东主持完成项目。")[1]


FORM = "律师资格申报表\n姓名\t王伟\n身份证号\t15990119850412000X\n执业机构\t内蒙古云岭律师事务所"


def test_employer_of_the_own_form_is_known_where_the_roster_has_none(lac, people) -> None:
    roster = replace(ROSTER_ONLY, id_numbers=("15990119850412000X",), employers=())
    recogniser = DossierRecogniser(build_analyzer(people, lac), lac, people, roster)
    other = "（2021）云岭民代字第045号\n笔者所在的云岭律师事务所曾代理此案，YUNLING LAW FIRM。"
    found = [recogniser.document("1", [reading_of(FORM)])]
    employer = recogniser.told_employer(found)
    assert employer == Employer("内蒙古云岭律师事务所")
    known = replace(roster, employers=(employer,))
    knowing = DossierRecogniser(build_analyzer(people, lac), lac, people, known, given=roster)
    decided = decide([knowing.document("2", [reading_of(other)])], RULES)[0]
    assert {(d.action.value, d.finding.value) for d in decided.decisions} == {
        ("redact", "云岭律师事务所"),
        ("ask", "yunlinglawfirm"),
        ("redact", "内蒙古云岭律师事务所"),
    }
    stranger = recogniser.document("3", [reading_of(FORM.replace("王伟", "李强"))])
    assert recogniser.told_employer([stranger]) is None


@pytest.mark.parametrize(
    "name, verb, goes", [("王伟", "服务", True), ("李娜", "服务", False), ("王伟", "进修", False)]
)
def test_unit_that_signs_for_a_stay_with_it(find: Find, name: str, verb: str, goes: bool) -> None:
    text = f"证明\n兹有{name}同志，在我院{verb}一年。\n那云县人民医院（盖章）\n2020年9月1日"
    gone = [("redact", "那云县人民医院")] if goes else []
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == gone
    spread = text.replace("那云县人民医院", "那云县 人民医院")
    assert not_kept(ruled(find, spread, Entity.EMPLOYER)) == gone


def test_units_of_which_each_was_worked_at(find: Find) -> None:
    text = "王伟同志曾在云东县水务局、云西县水利工程管理站工作。"
    found = not_kept(ruled(find, text, Entity.EMPLOYER))
    assert found == [("redact", "云东县水务局"), ("redact", "云西县水利工程管理站")]


@pytest.mark.parametrize(
    "text, unit",
    [
        ("王伟同志2012年借调云东盟歌舞团半年。", "云东盟歌舞团"),
        (
            "兹证明王伟在我公司工作。此前于2002年7月至2010年2月在云岭市金河热电厂任技术员。",
            "云岭市金河热电厂",
        ),
    ],
)
def test_unit_of_a_time_before(find: Find, text: str, unit: str) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [("redact", unit)]


BIOGRAPHY = "个人简介\n王伟，男，1985年4月出生，工程师。"


@pytest.mark.parametrize(
    "text, units",
    [
        (f"{BIOGRAPHY}曾在{STATION}、白音镇中心校工作。", [STATION, "白音镇中心校"]),
        (f"{BIOGRAPHY}先后任职于{STATION}、青原市第二中学。", [STATION, "青原市第二中学"]),
        (f"{BIOGRAPHY}2008年至2012年就职于{STATION}。", [STATION]),
        (f"{BIOGRAPHY}2012年起在{STATION}从事运行管理工作。", [STATION]),
        (
            f"{BIOGRAPHY}历任{STATION}技术员、副站长，青原市水利局工程师。",
            [STATION, "青原市水利局"],
        ),
        (f"{BIOGRAPHY}毕业后考入{STATION}；后来到青原市水利局工作。", [STATION, "青原市水利局"]),
        (f"{BIOGRAPHY}通过公开招聘考入{STATION}。", [STATION]),
        (f"我与王伟相识十年，他原是{STATION}的骨干。", [STATION]),
        (
            f"本人从业十五年。最初在{STATION}当技术员，随后转到青原市水利局。",
            [STATION, "青原市水利局"],
        ),
        (f"我在{STATION}干了三年。", [STATION]),
        ("我2005年分配到那云二中任教，后调入固阳县3小。", ["那云二中", "固阳县3小"]),
        (f"离职证明\n王伟先生于2008年7月1日入职本站。\n{STATION}人事科", [STATION]),
        (f"工作证明\n王伟自2008年起系我单位正式职工。\n{STATION}（盖章）", [STATION]),
        (f"工作证明\n王伟表现好。系我单位正式职工。\n{STATION}（盖章）", [STATION]),
    ],
)
def test_clause_without_a_subject_goes_on_about_who_was_named(
    find: Find, text: str, units: list[str]
) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [("redact", unit) for unit in units]


@pytest.mark.parametrize(
    "text",
    [
        f"{BIOGRAPHY}李娜，女，教师。曾在{STATION}工作。",
        f"{BIOGRAPHY}患者转入青原市第二医院治疗，患者曾在{STATION}工作。",
        f"{BIOGRAPHY}赵站长曾任{STATION}站长。",
        f"{BIOGRAPHY}先后在{STATION}、青原市第二中学工作人员中调查。",
        f"{BIOGRAPHY}2015年考入青原市农业大学，后来到青原市第二医院学习。",
        f"{BIOGRAPHY}导师是青原市农业大学教授李娜。",
        f"{BIOGRAPHY}其父亲曾在{STATION}工作。",
    ],
)
def test_clause_with_a_subject_of_its_own_is_about_that(find: Find, text: str) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == []


CAREER = f"2006年7月—2010年3月 {STATION} 技术员\n2010.03-至今 {UNIT} 工程师"


@pytest.mark.parametrize(
    "head, found",
    [
        ("王伟简历", [("redact", STATION), ("redact", UNIT)]),
        ("业务工作总结\n王伟\n一、基本情况", [("redact", STATION), ("redact", UNIT)]),
        ("专家组成员王伟、李娜\n李娜，女，1980年生", [("redact", UNIT)]),
    ],
)
def test_rows_of_a_career_are_of_who_was_named_last(
    find: Find, head: str, found: list[tuple[str, str]]
) -> None:
    assert not_kept(ruled(find, f"{head}\n{CAREER}", Entity.EMPLOYER)) == found


def test_domain_of_a_mail_in_a_list_is_rather_a_providers(lac, people) -> None:
    listed = (
        "职称评审表\n姓名\t王伟\n培训人员名单\n姓名\t邮箱\n李娜\tlina@post.example\n"
        "王伟\tpearl@post.example"
    )
    form, note = _retold(lac, people, listed, "通知\n联系邮箱 office@post.example")
    assert "pearl@post.example" in form
    assert note == []
