"""What reaches an employer, or the applicant, where the profile lacks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Employer, Entity, Profile, TextSource
from tests.recognise.judging import Find, at, not_kept, ruled

UNIT = "包头市云岭水务设计院有限公司"
LEAN = Profile("T-1", names=("王伟",), phones=("15412345678",), employers=(Employer(UNIT),))
SCHOOL = replace(LEAN, employers=(Employer("包头市第四中学"),))
SITE = "www.yunling-wd.example"


def gone(find: Find, text: str, entity: Entity, profile: Profile = LEAN) -> list[str]:
    return [t for a, t in not_kept(ruled(find, text, entity, profile)) if a == "redact"]


@pytest.mark.parametrize(
    "text, site",
    [
        (f"{UNIT}\n地址：包头市友谊大街88号　网址：{SITE}", [UNIT, SITE]),
        (f"{UNIT}\n证明\n官网：{SITE}", [UNIT]),  # not beside it
        (f"主办：包头市水利局　网址：{SITE}", []),
        (f"{UNIT}\n2.可登录 http://rst.yunling.example 输入验证码核验真伪", [UNIT]),
    ],
)
def test_site_beside_the_employer(find: Find, text: str, site: list[str]) -> None:
    assert gone(find, text, Entity.EMPLOYER) == site


PARTY = (
    "住所地：包头市友谊大街88号\n法定代表人：张建国\n电 话：0472-5990000\n账号：1500 1706 6370 5250"
)


@pytest.mark.parametrize("known", ["", "91159900MA0N12345K"])
@pytest.mark.parametrize("own_first", [True, False])
def test_fields_under_a_party_are_that_partys(find: Find, known: str, own_first: bool) -> None:
    """A contract printed line by line: address, phone and account of the own party go."""
    profile = replace(LEAN, employers=(Employer(UNIT, code=known),))
    bureau = "包头市水利局"
    first, second = (UNIT, bureau) if own_first else (bureau, UNIT)
    text = f"技术服务合同\n委托方（甲方）：{first}\n{PARTY}\n受托方（乙方）：{second}\n电话：无"
    own = ["包头市友谊大街88号", "0472-5990000", "1500170663705250"] if own_first else []
    kinds = (Entity.ADDRESS, Entity.PHONE, Entity.NUMBER)
    assert [v for kind in kinds for v in gone(find, text, kind, profile)] == own


@pytest.mark.parametrize(
    "over, own",
    [
        (f"检测单位：{UNIT}\n检测：王伟 审核：李强", True),
        (f"检测单位：{UNIT}\n委托单位：包头市水利局\n检测：王伟", False),
        (f"各单位：\n{UNIT}王伟主讲渠道防渗技术，请按时参加。", False),
    ],
)
def test_contacts_below_the_last_unit_that_a_report_names(find: Find, over: str, own: bool) -> None:
    text = f"报告编号：45\n某某工程\n{over}\n地址：包头市友谊大街88号 电话：0472-5990000"
    assert gone(find, text, Entity.PHONE) == (["0472-5990000"] if own else [])
    assert gone(find, text, Entity.ADDRESS) == (["包头市友谊大街88号"] if own else [])


def test_patentees_address_goes_with_its_postcode(find: Find) -> None:
    text = f"发明专利证书\n发明人：王伟\n专利权人：{UNIT}\n地址：014010 内蒙古包头市钢铁大街12号"
    assert gone(find, text, Entity.ADDRESS) == ["014010内蒙古包头市钢铁大街12号"]


@pytest.mark.parametrize(
    "ends, goes",
    [
        ("wangw@nuomin-\nwlmq.example。", True),
        ("wangw@nuomin\nwlmq.example。", True),  # OCR lost the hyphen
        ("来信联系\nwlmq.example", False),
    ],
)
def test_mail_that_breaks_behind_its_at(find: Find, ends: str, goes: bool) -> None:
    head = "草原音乐研究\n摘要：本文\n关键词：长调\n参考文献\n"
    text = f"{head}作者简介：李强（1976—），男，教授；王伟（1988—），女，三级演员，{ends}"
    mails = gone(find, text, Entity.EMAIL)
    assert (len(mails), "".join(mails).endswith("wlmq.example")) == (int(goes), goes)


def test_area_code_whose_zero_is_read_as_brackets(find: Find) -> None:
    text = f"聘用合同书\n甲方：{UNIT}\n单位地址：文化路18号　联系电话：（)479-5990618\n乙方：王伟"
    assert gone(find, text, Entity.PHONE) == ["（)479-5990618"]
    assert gone(find, "水利局办公室（)479-5990618", Entity.PHONE) == []


@pytest.mark.parametrize(
    "head, goes",
    [
        (f"兹证明王伟，工作单位：{UNIT}，于2025年7月参加研修班。", False),
        (f"{UNIT}\n兹证明王伟于2025年7月参加研修班。", True),
        (f"{UNIT}文件\n兹证明王伟于2025年7月参加研修班。", True),
    ],
)
def test_contact_at_the_foot_is_the_issuers(find: Find, head: str, goes: bool) -> None:
    foot = (
        f"特此证明。\n内蒙古青原大学\n2025年7月25日\n经办人：于航　电话：0471-5990880　查询：{SITE}"
    )
    text = f"继续教育学时证明\n{head}\n{foot}"
    assert gone(find, text, Entity.PHONE) == ["0471-5990880"] * goes


def test_parties_side_by_side_keep_their_own_contacts(find: Find) -> None:
    """Each party's phone and code stand in its column."""
    text = (
        f"承包合同\n发包人：包头市东河区住房局\t承包人：{UNIT}\n"
        f"电话：0472-4110000\t电话：0472-5990000\n"
        f"信用代码：11150202011560000X\t信用代码：91159900MA0N12345K"
    )
    assert gone(find, text, Entity.PHONE) == ["0472-5990000"]
    assert gone(find, text, Entity.EMPLOYER) == [UNIT, "91159900MA0N12345K"]


def test_phone_in_the_editors_row_is_theirs_below_an_own_member_of_their_board(find: Find) -> None:
    board = f"青原水利 目次\n编委：赵强（{UNIT}）、李娜\n"
    text = f"{board}编辑部：包头市新城区 邮编 014000 电话 0472-4911326"
    assert gone(find, text, Entity.PHONE) == []


@pytest.mark.parametrize(
    "text, gone_too",
    [
        (f"养老保险缴费证明\n姓名：王伟\n参保单位：{UNIT}\n单位编号：150105660318", "150105660318"),
        (f"青原市供水工程监理报告\n{UNIT}\n建设单位编号：150105660318", ""),
    ],
)
def test_number_of_the_employer_at_an_office(find: Find, text: str, gone_too: str) -> None:
    assert gone(find, text, Entity.EMPLOYER) == [UNIT, *([gone_too] if gone_too else [])]


def test_phone_of_the_issuing_office_stays_below_an_own_field(find: Find) -> None:
    text = (
        f"培训证明\n姓名：王伟\n单位：{UNIT}\n学时：90\n地点：职工之家\n"
        "备注：材料已归档\n电话：0471-6928486"
    )
    assert gone(find, text, Entity.PHONE) == []


def test_another_code_than_the_profiles_stays(find: Find) -> None:
    profile = replace(LEAN, employers=(Employer(UNIT, code="91159900MA0N12345K"),))
    text = f"{UNIT}\n统一社会信用代码：11150202011560000X"
    assert gone(find, text, Entity.EMPLOYER, profile) == [UNIT]


@pytest.mark.parametrize(
    "text, action",
    [
        ("项目负责人　王伟　电话：15412345678　E-mail：wmail@qy.example", "redact"),
        ("王伟　电话：15412345678　联系人李娜　E-mail：wmail@qy.example", "ask"),
        ("E-mail：wmail@qy.example", "ask"),
    ],
)
def test_mail_in_the_row_of_the_applicant(find: Find, text: str, action: str) -> None:
    assert [a for a, _, _ in ruled(find, text, Entity.EMAIL, LEAN)] == [action]


@pytest.mark.parametrize(
    "label", ["受理电话：0472-5990213，邮箱：", "监督电话0472-5990213 E-mail:"]
)
def test_mail_behind_a_public_phone_is_as_public(find: Find, label: str) -> None:
    text = f"公示名单\n姓名\t王伟\t{UNIT}\n{label}zcgs@qyxq-rsb.example，联系人：李娜。"
    assert gone(find, text, Entity.EMAIL) == []


@pytest.mark.parametrize(
    "head, action", [("推荐人：任远", "keep"), ("申报人：任远", "ask"), ("推荐人任远认为", "ask")]
)
def test_mail_under_the_name_of_who_recommends(find: Find, head: str, action: str) -> None:
    text = f"推荐信\n{head}\n单位：青原财经大学\n电话：0471-5300099 邮箱：ry@qy.example"
    assert [a for a, _, _ in ruled(find, text, Entity.EMAIL, LEAN)] == [action]


@pytest.mark.parametrize(
    "text, gone_too",
    [
        (
            "劳动合同书\n乙方：王伟\n工资卡（中国银行 6217 8500 0012 3456 789）",
            "6217850000123456789",
        ),
        (
            "劳动合同书\n乙方：王伟\n每月发放至乙方工资卡（卡号 6217 8500\n0012 3456 789）。",
            "6217850000123456789",
        ),
        ("工资卡账号：6217 8500 0012 3456 789", "6217850000123456789"),
        ("劳动合同书\n乙方：王伟\n账号：6217 8500 0012 3456 789", ""),
    ],
)
def test_wage_card(find: Find, text: str, gone_too: str) -> None:
    text = "劳动合同书\n乙方：王伟\n" + text
    assert gone(find, text, Entity.NUMBER) == ([gone_too] if gone_too else [])


def test_short_name_within_the_own_address_goes_with_it(find: Find) -> None:
    school = Profile("S-8", names=("王伟",), employers=(Employer("包头市第四中学"),))
    text = "职称评审表\n姓名\t王伟\n通讯地址：包头市昆区钢铁大街4号 包头四中家属院2号楼"
    assert gone(find, text, Entity.ADDRESS, school) == ["包头市昆区钢铁大街4号包头四中家属院2号楼"]


@pytest.mark.parametrize(
    "text, home",
    [
        ("工作总结\n述职人：王伟\n本人住新区和平路12号3-402，爱好读书。", ["新区和平路12号3-402"]),
        ("工作总结\n述职人：王伟\n家住昆都仑区，离单位很远。", []),
        ("劳动合同\n乙方：王伟\n现住址：新区和平路12号3-402", ["新区和平路12号3-402"]),
    ],
)
def test_address_in_prose(find: Find, text: str, home: list[str]) -> None:
    assert gone(find, text, Entity.ADDRESS) == home


@pytest.mark.parametrize(
    "text, decided",
    [
        ("评审表\n姓名：王伟\n工作单位：云岭设计院\n", [("redact", "云岭设计院")]),
        (
            "评审表\n姓名：王伟\n工作经历\n2018.05-至今\t云岭设计院规划所",
            [("redact", "云岭设计院")],
        ),
        ("就职于云岭设计院", [("ask", "云岭设计院")]),
    ],
)
def test_short_form_in_an_own_field(find: Find, text: str, decided: list[tuple[str, str]]) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER, LEAN)) == decided


@pytest.mark.parametrize(
    "text, asked",
    [
        ("2006年调入四中工作", ["四中"]),
        ("现任四中教研组长，由四中承办", ["四中", "四中"]),
        ("向四中等规模的城市供水，以四中年教师为主，三项责任四中", []),
        ("在十四中学习，党的四中全会", []),
        ("at Baotou No. 4 Middle School", ["BaotouNo.4MiddleSchool"]),
        ("the Fourth Middle School of Baotou", ["FourthMiddleSchoolofBaotou"]),
        ("No. 14 Middle School of Baotou", []),
        ("No. 4 Middle School of Hohhot", []),
    ],
)
def test_numbered_school_as_people_call_it(find: Find, text: str, asked: list[str]) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER, SCHOOL))
    assert found == [("ask", a) for a in asked]


def test_confirmed_number_of_a_school_is_no_part_of_another(find: Find) -> None:
    profile = replace(LEAN, employers=(Employer("包头市第四中学", short=("四中",)),))
    text = "2006年调入四中工作，与包头市第十四中学交流，听二十四中学生发言"
    assert gone(find, text, Entity.EMPLOYER, profile) == ["四中"]


@pytest.mark.parametrize(
    "text, decided",
    [
        ("by Baotou Yunling Water Design Institute Co., Ltd. in 2020", "ask"),
        (f"{UNIT}\nBaotou Yunling Water Design Institute Co., Ltd.\n证明", "redact"),
        ("by Baotou Yunfeng Water Design Institute Co., Ltd.", ""),
        ("a Yunling mountain pine", ""),
    ],
)
def test_guessed_english_name(find: Find, text: str, decided: str) -> None:
    found = not_kept(ruled(find, text, Entity.EMPLOYER, LEAN))
    assert [a for a, t in found if "Yun" in t] == ([decided] if decided else [])


def test_school_in_the_column_of_employers_goes(find: Find) -> None:
    text = "公示名单\n姓名\t工作单位\t学历\n王伟\t包头市第四中学\t本科"
    assert gone(find, text, Entity.EMPLOYER, SCHOOL) == ["包头市第四中学"]


def test_school_in_the_column_of_schools_stays(find: Find) -> None:
    text = "公示名单\n姓名\t毕业院校\t学历\n王伟\t包头市第四中学\t本科"
    assert gone(find, text, Entity.EMPLOYER, SCHOOL) == []


def test_name_right_behind_the_employer_begins_there(find: Find) -> None:
    """LAC takes 西渡九院朝鲁 for one place."""
    profile = Profile("T-2", names=("朝鲁",), employers=(Employer("西渡市第九医院"),))
    text = "我是西渡九院朝鲁，承担全科门诊工作"
    profile = replace(profile, employers=(Employer("西渡市第九医院", short=("西渡九院",)),))
    assert gone(find, text, Entity.NAME, profile) == ["朝鲁"]


@pytest.mark.parametrize(
    "text, fate",
    [
        ("https://oa.yunlingl-wd.example/index", "redact"),  # the figure 1 read as a letter
        ("https://oa.yunling2-wd.example/index", ""),  # another figure: another firm's
    ],
)
def test_misread_domain_of_the_employer(find: Find, text: str, fate: str) -> None:
    profile = replace(LEAN, employers=(Employer(UNIT, domains=("yunling1-wd.example",)),))
    found = not_kept(ruled(find, text, Entity.EMPLOYER, profile, source=TextSource.OCR))
    assert found == ([(fate, "yunlingl-wd.example")] if fate else [])


def test_running_head_of_a_paper_names_its_author(find: Find) -> None:
    profile = Profile("T-3", names=("石林",))
    text = "石林等：牧区随访效果观察\n摘要：略\n关键词：随访\n"
    assert gone(find, text, Entity.NAME, profile) == ["石林"]


@pytest.mark.parametrize("label", ["邮箱", "电子邮箱：", "备注"])
def test_mail_in_a_narrow_cell_goes_whole(find: Find, label: str) -> None:
    lines = "\n\t\t\t".join(("zhangmi", "n850719", "@cyivt.e", "xample"))
    text = f"登记表\n姓名\t张敏\n住址\t某地\t{label}\t{lines}"
    found = gone(find, text, Entity.EMAIL, replace(LEAN, names=("张敏",)))
    assert found == ([] if label == "备注" else ["zhangmin850719@cyivt.example"])


@pytest.mark.parametrize(
    "rows",
    [
        "电子邮箱\t{}\n证书编号\tQY20190812077",
        "住址\t某地某街\t公需学时\t27\t40\t70\n电子邮箱\t{}\n手机\t15412345678",
    ],
)
@pytest.mark.parametrize("mail", ["wangwei85@qy.example", "zhaohu8271@qy.example"])
def test_number_over_or_below_a_mail_stays(find: Find, rows: str, mail: str) -> None:
    text = f"登记表\n姓名\t王伟\n{rows.format(mail)}"
    profile = replace(LEAN, emails=() if "wang" in mail else (mail,))
    assert gone(find, text, Entity.EMAIL, profile) == [mail]


def test_mail_that_wraps_over_another_does_not_run_into_it(find: Find) -> None:
    rows = (
        "王伟\t15412345678\twangwei@yunling-\n\t\twd.example\n李娜\t15400990088\tnr@other.example"
    )
    text = f"回执\n姓名\t手机\t邮箱\n{rows}"
    assert gone(find, text, Entity.EMAIL) == ["wangwei@yunling-wd.example"]


def test_mail_over_a_line_end_is_one(find: Find) -> None:
    text = (
        "摘要：略　关键词：漏损\n作者简介：王伟，男，高级工程师。E-mail：wmail.\n"
        "office@qy.example；李娜，女"
    )
    found = ruled(find, text, Entity.EMAIL, LEAN)
    assert [(a, t) for a, _, t in found] == [("redact", "wmail.office@qy.example")]


def test_phone_in_the_row_of_another_unit_is_that_units(find: Find) -> None:
    table = f"科技查新报告\n委托人\t{UNIT}\t日期\t2022-03-01\n{{unit}}\t联系电话\t0471-6282266"
    other = table.format(unit="查新机构\t内蒙古青原信息研究院")
    assert gone(find, other, Entity.PHONE) == []
    assert gone(find, table.format(unit="详细地址\t友谊大街88号"), Entity.PHONE) == ["0471-6282266"]


def test_namesake_of_another_unit_in_a_list_is_asked_about(find: Find) -> None:
    rows = f"1\t李娜\t青原市第二中学\n2\t王伟\t{UNIT}\n3\t王伟\t{{unit}}\n4\t赵强\t{UNIT}"
    head = "获奖人员名单\n序号\t姓名\t单位\n"

    def asked(unit: str) -> list[tuple[str, str]]:
        found = ruled(find, head + rows.format(unit=unit), Entity.NAME, LEAN)
        return [(action, reason) for action, reason, text in found if text == "王伟"]

    own = ("redact", "own_exact")
    assert asked("固阳县金山镇水管站") == [own, ("ask", "homonym")]
    assert asked("二等奖") == [own, own]


def test_cell_of_several_names_is_no_row_of_one_of_them(find: Find) -> None:
    rows = f"1\t王伟\t{UNIT}\n2\t李娜、王伟\t固阳县金山镇水管站"
    found = ruled(find, f"承担项目\n序号\t主要合作人\t验收单位\n{rows}", Entity.NAME, LEAN)
    assert [a for a, _, text in found if text == "王伟"] == ["redact", "redact"]


@pytest.mark.parametrize(
    "text, phones",
    [
        ("联系电话：15412345678 / 0472-7161234", ["15412345678", "0472-7161234"]),
        ("联系电话：15412345678，监督电话：0472-7161234", ["15412345678"]),
        ("李娜 15487650921 / 0472-7161234", []),
        ("联系人：教务处 王伟　　电话：0472-7161234　　抄送：包头市教育局", ["0472-7161234"]),
        ("项目负责人\t王伟\t联系电话\t0472-7161234", ["0472-7161234"]),
        ("联系人：王伟　监督电话：0472-7161234", []),
        ("参会人员：王伟、李娜　电话：0472-7161234", []),
    ],
)
def test_landline_right_behind_what_is_own(find: Find, text: str, phones: list[str]) -> None:
    assert gone(find, text, Entity.PHONE) == phones


def test_own_account_in_a_list(find: Find) -> None:
    head = "工资发放表\n序号\t姓名\t实发\t{label}\n"
    rows = "1\t李娜\t16820\t6217990100012345678\n2\t王伟\t16355\t6217990100098765432\n"

    def numbers(label: str) -> list[str]:
        return gone(find, head.format(label=label) + rows, Entity.NUMBER)

    assert numbers("银行账号") == ["6217990100098765432"]
    assert numbers("流水号") == []


@pytest.mark.parametrize(
    "text, entity, reached",
    [
        (f"{UNIT}安全科\n2024年1月15日\n联系电话：0472-5990000", Entity.PHONE, ["0472-5990000"]),
        (
            f"{UNIT}\n请与青原市鉴定站（电话0471-2242200）联系",
            Entity.PHONE,
            [],
        ),
        (f"{UNIT}安全科\n电话：0472-5990000 邮箱：aq@yy.example", Entity.EMAIL, ["aq@yy.example"]),
        (f"{UNIT}安全科\n电话：0472-5990000 路电：42355", Entity.PHONE, ["0472-5990000", "42355"]),
        ("路电：42355", Entity.PHONE, []),
    ],
)
def test_contacts_of_the_own_office_in_its_paper(
    find: Find, text: str, entity: Entity, reached: list[str]
) -> None:
    assert gone(find, text, entity) == reached


@pytest.mark.parametrize(
    "row, number",
    [
        ("微 信 号\taltan_1979", "altan_1979"),
        ("银行卡（工行）\t6222 0807 0200 1234 567", "6222080702001234567"),
        ("银行账户（工商银行 6222 0306 1500 0198 376）", "6222030615000198376"),
        ("微信号\nxx_1979", "xx_1979"),
        ("职务\t工程师\t工号\tNX0137", "NX0137"),
        ("汇入乙方账户：6217 0001 5990 2233 445（建设银行）", "6217000159902233445"),
    ],
)
def test_number_whose_label_is_spread_or_bracketed_or_above(
    find: Find, row: str, number: str
) -> None:
    found = not_kept(ruled(find, f"申报登记表\n姓名：王伟\n{row}", Entity.NUMBER))
    assert [(action, text.replace(" ", "")) for action, text in found] == [("redact", number)]


def test_namesake_in_another_units_line_is_asked_about(find: Find) -> None:
    text = "聘任名单\n云岭设计院：王伟 李娜\n青原市水利勘测院：王伟"
    assert [a for a, _ in not_kept(ruled(find, text, Entity.NAME))] == ["redact", "ask"]


def test_contact_in_the_own_offices_letter_is_no_homonym(find: Find) -> None:
    letter = f"{UNIT}会议纪要\n会议听取了汇报。\n联系人：王伟"
    assert not_kept(ruled(find, letter, Entity.NAME)) == [("redact", "王伟")]
    assert not_kept(ruled(find, "会议纪要\n联系人：王伟", Entity.NAME)) == [("ask", "王伟")]


def test_who_is_reached_by_the_own_phone_is_no_homonym(find: Find) -> None:
    text = "科技查新报告\n委托日期\t2021年10月12日\t联系人：王伟\n\t\t15412345678"
    assert not_kept(ruled(find, text, Entity.NAME)) == [("redact", "王伟")]


def test_phone_of_whom_the_other_party_names_is_no_question(find: Find) -> None:
    text = (
        "技术开发合同\n姓名：王伟\n双方确定：甲方指定白雪峰为项目联系人，电话0471-3309001；"
        "乙方指定王伟为项目联系人，电话0472-5990000。"
    )
    nobody = replace(LEAN, phones=(), employers=())
    assert not_kept(ruled(find, text, Entity.PHONE, nobody)) == [("ask", "0472-5990000")]


@pytest.mark.parametrize(
    "row, phones",
    [
        ("经办人：白玉兰 联系电话：0470-5993318", []),
        ("会务联系：田甜 15499012345", []),
        ("出版发行：青原出版社 社址：北京市云山路15号 电话：010-59990000", []),
        ("经办人：王伟 联系电话：0470-5993318", [("ask", "0470-5993318")]),
        ("联系电话：0470-5993318", [("ask", "0470-5993318")]),
    ],
)
def test_phone_of_who_deals_with_it_is_theirs(
    find: Find, row: str, phones: list[tuple[str, str]]
) -> None:
    nobody = replace(LEAN, phones=(), employers=())
    text = f"证明\n兹证明王伟同志服务期满。\n{row}"
    assert [x for x in not_kept(ruled(find, text, Entity.PHONE, nobody)) if x[0] == "ask"] == phones
    if not phones:
        own = f"年度考核\n姓名：王伟\n{row}"
        assert gone(find, own, Entity.PHONE) == []


@pytest.mark.parametrize("whose, goes", [("乙方", True), ("甲方", False)])
def test_account_of_the_own_company(find: Find, whose: str, goes: bool) -> None:
    text = (
        f"技术开发合同\n甲方：青原市水务局\n乙方：{UNIT}\n"
        f"第五条 {UNIT if goes else '青原市水务局'}开户银行：青原银行，账号：471900159910188。"
    )
    assert gone(find, text, Entity.NUMBER) == (["471900159910188"] if goes else [])


def test_phone_of_the_other_party_is_no_question(find: Find) -> None:
    parties = "委托合同\n甲方：青原市金沙焦化有限公司\n法定代表人：刘德旺\t联系电话：0473-4660123\n"
    text = f"{UNIT}\n{parties}乙方：{UNIT}\n电话：0472-5990000"
    nobody = replace(LEAN, phones=())
    assert not_kept(ruled(find, text, Entity.PHONE, nobody)) == [("redact", "0472-5990000")]
    office = "结果公告\n1\t王伟\t称职\n青原市司法局　联系电话：0473-2998760"
    assert not_kept(ruled(find, office, Entity.PHONE, nobody)) == []


OFFICE = "包头市友谊大街88号"


@pytest.mark.parametrize(
    "text, places",
    [
        (
            f"聘用合同\n甲方：{UNIT}　法定代表人：赵强\n单位地址：{OFFICE}　电话：0472-5990000",
            [OFFICE],
        ),
        (f"{UNIT}\n地　址：{OFFICE}　邮编：014010", [OFFICE]),
        (f"专 利 权 人：{UNIT}\n地\t址：014010 {OFFICE}", [f"014010{OFFICE}"]),
        (
            f"甲方\t名称\t{UNIT[:9]}\n\t\t{UNIT[9:]}\n\t负责人\t赵强\n\t住所\t{OFFICE}",
            [OFFICE],
        ),
        (f"甲方：{UNIT}\n注册地址：{OFFICE}", [OFFICE]),
        (f"专 利 权 人：{UNIT}\n地　　　址：014010 {OFFICE}", [f"014010{OFFICE}"]),
        (
            f"甲方\t名称\t{UNIT}\n\t负责人\t赵强\n\t住所\t{OFFICE}\n乙方\t姓名\t王伟",
            [OFFICE],
        ),
        (
            f"乙方\t名称\t{UNIT}\n甲方\t名称\t青原市水务有限公司\n\t负责人\t赵强\n\t住所\t{OFFICE}",
            [],
        ),
        (
            f"发包人：包头市东河区住房局\t承包人：{UNIT}\n地址：包头市南门外大街1号\t地址：{OFFICE}",
            [OFFICE],
        ),
        (f"培训通知\n主办：包头市水利学会\n地址：包头市南门外大街1号\n参加单位：{UNIT}", []),
    ],
)
def test_address_of_the_own_office(find: Find, text: str, places: list[str]) -> None:
    assert gone(find, text, Entity.ADDRESS) == places


@pytest.mark.parametrize(
    "foot, phones",
    [
        (f"联系人：李站长 0472-5990000\n{UNIT}\n2023年6月1日", ["0472-5990000"]),
        (f"负责人签字：李娜　联系电话：0472-5990000\n{UNIT}人事科（章）", ["0472-5990000"]),
        (f"联系电话：0472-5990000\n包头市水利学会\n抄送：{UNIT}", []),
        (f"联系电话：0472-5990000\n参加单位：{UNIT}", []),
    ],
)
def test_landline_over_who_signs_a_letter(find: Find, foot: str, phones: list[str]) -> None:
    text = f"证 明\n王伟同志参加了供水工程设计，排名第3。\n特此证明。\n{foot}"
    assert gone(find, text, Entity.PHONE) == phones


@pytest.mark.parametrize("buys", [True, False])
def test_contacts_on_an_invoice_are_whose_name_stands_over_them(find: Find, buys: bool) -> None:
    other = "北方样例大学继续教育学院"
    parties = (UNIT, other) if buys else (other, UNIT)
    blocks = (
        f"{side}\t名　　称：{name}\n买\t纳税人识别号：无\n方\t地址、电话：{OFFICE} 0472-{n}990000\n"
        f"\t开户行及账号：样例银行样例支行 {n}50017066370525"
        for side, name, n in zip("购销", parties, (5, 6), strict=True)
    )
    text = "\n".join(("增值税电子普通发票", *blocks, "备注：学员 王伟"))
    own = 5 if buys else 6
    assert gone(find, text, Entity.NUMBER) == [f"{own}50017066370525"]
    assert gone(find, text, Entity.ADDRESS) == [f"{OFFICE}0472-{own}990000"]


def test_code_on_an_invoice_whose_label_of_names_is_spread(find: Find) -> None:
    code, theirs = "91159900MA0N12345K", "91159900MA0N54321K"
    text = (
        f"普通发票\n名\t称：{UNIT}\n\t\t购买方\n纳税人识别号：{code}\n地址、电话：{OFFICE}\n"
        f"培训费\n名\t称：某某大学\n\t\t销售方\n纳税人识别号：{theirs}\n备注：学员 王伟"
    )
    assert gone(find, text, Entity.EMPLOYER) == [UNIT, code]


@pytest.mark.parametrize("label", ["联系人", "法定代表人", "开户行", "账号"])
def test_label_glued_to_the_address_of_a_party_stays(find: Find, label: str) -> None:
    text = f"技术服务合同\n受托方（乙方）：{UNIT}\n住所地：{OFFICE}{label}：李娜"
    assert gone(find, text, Entity.ADDRESS) == [OFFICE]


@pytest.mark.parametrize("second, goes", [("王伟", True), ("李娜", False)])
def test_address_in_a_contract_between_the_employer_and_the_applicant(
    find: Find, second: str, goes: bool
) -> None:
    text = (
        f"岗位聘用合同\n聘用单位（甲方）：{UNIT}\n受聘人员（乙方）：{second}\n"
        f"一、甲方聘用乙方在工程岗位工作。\n地址：{OFFICE}"
    )
    assert gone(find, text, Entity.ADDRESS) == ([OFFICE] if goes else [])


def test_card_behind_the_own_account_holder(find: Find) -> None:
    text = "银行账户明细\n户名：{name} 卡号：6222020602012345678"
    card = "6222020602012345678"
    assert gone(find, text.format(name="王伟"), Entity.NUMBER) == [card]
    assert gone(find, text.format(name="李娜"), Entity.NUMBER) == []


@pytest.mark.parametrize("parts", ["\n", " "])
def test_account_of_the_party_that_its_label_names(find: Find, parts: str) -> None:
    text = (
        f"法律顾问合同\n甲方：青原市牧业股份有限公司{parts}乙方：{UNIT}\n指派王伟为顾问。\n"
        "乙方开户行：中国银行包头支行 账号：150012345678\n"
        "甲方开户行：农业银行青原支行 账号：054321098765"
    )
    assert gone(find, text, Entity.NUMBER) == ["150012345678"]


def test_tax_number_beside_the_employer(find: Find) -> None:
    mine, theirs = "31150000MD0000000X", "91150123MA0000000X"
    text = f"收款单位：{UNIT} 税号：{mine}\n付款单位：青原市牧业股份有限公司 税号：{theirs}"
    assert gone(find, text, Entity.EMPLOYER) == [UNIT, mine]


@pytest.mark.parametrize(
    "text, found",
    [
        ("监理单位：云岭监理\t电话：0472-5550001\n王伟", [("ask", "with_name")]),
        ("云岭监理\n电话：0472-5550001\n王伟", [("ask", "with_name")]),
        ("云岭监理\n青原水利公司\t电话：0472-5550001\n王伟", [("keep", "other_number")]),
    ],
)
def test_landline_beside_a_likely_short_form_goes_with_it(
    find: Find, text: str, found: list[tuple[str, str]]
) -> None:
    company = at(Employer("包头市云岭工程监理有限公司"))
    phones = ruled(find, text, Entity.PHONE, company)
    assert [(action, reason) for action, reason, _ in phones] == found


def test_phone_in_a_third_partys_line_stays(find: Find) -> None:
    text = (
        "服务协议书\n甲方：临河区科学技术局\n"
        "乙方：王伟 单位：临河区农技推广中心 电话：15412345678\n"
        "丙方：临河区双河镇进步村村民委员会 负责人：李明 电话：15499998888"
    )
    centre = at(Employer("巴彦淖尔市临河区农业技术推广中心"))
    assert not_kept(ruled(find, text, Entity.PHONE, centre)) == [("redact", "15412345678")]


def test_mobile_beside_a_short_form_is_a_colleagues(find: Find) -> None:
    """Where the short form is the own unit, its landline is, too; who works there has a mobile."""
    text = "1\t李磊\t包头四中\t教师\t15400001113\n2\t办公室\t包头四中\t\t0472-5990000"
    asked = not_kept(ruled(find, text, Entity.PHONE, SCHOOL))
    assert asked == [("ask", "0472-5990000")]


@pytest.mark.parametrize(
    "text, mails",
    [
        ("王伟\n15412345678\nsunny84@mail.example\n\n工作经历", ["sunny84@mail.example"]),
        ("王伟\n154 1234 5678\n✉ sunny84@mail.example", ["sunny84@mail.example"]),
        ("王伟 15412345678\n\n\n\n\n出版社\nsunny84@mail.example", []),
    ],
)
def test_mail_in_a_line_of_its_own_by_the_own_phone(
    find: Find, text: str, mails: list[str]
) -> None:
    assert gone(find, text, Entity.EMAIL) == mails
