"""What own fields say that the profile lacks (RULES.md (b), cases 18 and 35)."""

from __future__ import annotations

import pytest

from redactor.datatypes import Employer, Entity, Profile
from tests.recognise.judging import Find, at, not_kept, ruled

FORM = "职称评审表\n姓名\t王伟"


@pytest.mark.parametrize(
    "text, found",
    [
        (f"{FORM}\t曾用名\t王卫\t性别\t男", [("redact", "王卫")]),
        (f"{FORM} 曾用名 王卫", [("redact", "王卫")]),
        ("王伟的说明\n姓名：王伟 曾用名：王卫", [("ask", "王卫")]),
        (f"{FORM}\t曾用名\t无", []),
        (f"{FORM}\t曾用名\t\t性别\t男", []),
        (f"{FORM}\n推荐人\t李娜\t曾用名\t李芳", []),
        ("职称评审表\n姓名\t李娜\t曾用名\t李芳", []),
    ],
)
def test_former_name_in_its_field(find: Find, text: str, found: list[tuple[str, str]]) -> None:
    assert [r for r in not_kept(ruled(find, text, Entity.NAME)) if r[1] != "王伟"] == found


SCHOOL = at(Employer("锡林郭勒盟蒙古族中学"))


@pytest.mark.parametrize(
    "field, gone",
    [
        ("单位\t东旗民小", ["东旗民小"]),
        ("曾用名\t王卫\n工作单位\t云东县第三小学", ["云东县第三小学"]),
        ("现工作单位\t东旗锡林郭勒盟蒙中", ["东旗锡林郭勒盟蒙中"]),
        ("服务处所\t东旗民小", ["东旗民小"]),
        ("供职单位\t云东县广播电视台", ["云东县广播电视台"]),
        ("任教学校\t东旗民小", ["东旗民小"]),
        ("单位\t万元", []),
        ("工作单位\t毕业院校", []),
        ("推荐人\t李娜\n单位\t东旗民小", []),
        ("推荐人\t王伟民\n单位\t东旗民小", []),
    ],
)
def test_own_field_has_whatever_people_call_a_unit(find: Find, field: str, gone: list[str]) -> None:
    text = f"{FORM}\n{field}\t职务\t教师"
    assert not_kept(ruled(find, text, Entity.EMPLOYER, SCHOOL)) == [("redact", u) for u in gone]


@pytest.mark.parametrize(
    "field, gone",
    [
        ("单位曾用名\t云岭市申来水公司第 间", ["云岭市申来水公司第"]),
        ("单位简称及所属\t云岭三水厂\t盟市", ["云岭三水厂"]),
        ("单位曾用名\t无", []),
        ("单位曾用名\t\t统一社会信用代码\t无", []),
        ("推荐人\t李娜\n单位曾用名\t青原市申来水公司第 间", []),
    ],
)
def test_own_field_of_the_units_other_names_goes_however_it_was_read(
    find: Find, field: str, gone: list[str]
) -> None:
    works = at(Employer("云岭市供水集团第三净水厂"))
    text = f"{FORM}\n工作单位\t云岭市供水集团第三净水厂\n{field}"
    found = not_kept(ruled(find, text, Entity.EMPLOYER, works))
    assert found[1:] == [("redact", value) for value in gone]


def test_unit_that_paid_in_goes_whatever_the_roster_says(find: Find) -> None:
    text = (
        "个人参保证明\n姓名：王伟\n参保单位：青原市松林区水利站（0001234）\n经办机构：青原市社保局"
    )
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [("redact", "青原市松林区水利站")]


def test_own_field_has_the_whole_of_a_longer_unit(find: Find) -> None:
    plant = "远山钢铁有限责任公司炼铁厂"
    steel = at(Employer("远山钢铁有限责任公司"))
    found = not_kept(ruled(find, f"{FORM}\n单位\t{plant}\t职务\t技师", Entity.EMPLOYER, steel))
    assert found == [("redact", plant)]


def test_unit_in_the_own_row_of_a_list(find: Find) -> None:
    text = (
        "会议签到表\n序号\t姓名\t单位\t电话\n1\t李娜\t动监所\t154\n2\t王伟\t执法大队\t155\n"
        "3\t赵强\t执法大队\t156"
    )
    assert not_kept(ruled(find, text, Entity.EMPLOYER, SCHOOL)) == [("redact", "执法大队")]
    called = text.replace("执法大队\t155", "锡盟蒙中\t155")  # what is likely to be a short form
    assert not_kept(ruled(find, called, Entity.EMPLOYER, SCHOOL)) == [("redact", "锡盟蒙中")]
    others = text.replace("单位", "获奖单位")
    assert not_kept(ruled(find, others, Entity.EMPLOYER, SCHOOL)) == []
    taught = text.replace("单位", "选送学校").replace("执法大队", "固阳一中")
    assert not_kept(ruled(find, taught, Entity.EMPLOYER, SCHOOL)) == [("redact", "固阳一中")]
    studied = taught.replace("电话", "学历")
    assert not_kept(ruled(find, studied, Entity.EMPLOYER, SCHOOL)) == []


@pytest.mark.parametrize(
    "text, asked",
    [
        ("学员王伟（根河市人民医院），参加培训，成绩合格。", ["根河市人民医院"]),
        ("参会：王伟（根河市人民医院内科）、李娜（满洲里市中蒙医院）", ["根河市人民医院"]),
        ("根河市人民医院内科主任王伟作报告。", ["根河市人民医院"]),
        ("参会：李娜（满洲里市中蒙医院）、王伟", []),
        ("兹证明我院职工王伟，自2007年8月至今在我院工作。", []),
    ],
)
def test_unit_beside_the_own_name_is_asked_about(find: Find, text: str, asked: list[str]) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER)) == [("ask", unit) for unit in asked]


def test_short_form_in_brackets_behind_the_own_name_is_asked_about(find: Find) -> None:
    found = not_kept(
        ruled(find, "王伟（蒙中）、李娜（蒙中）、王伟（高中）", Entity.EMPLOYER, SCHOOL)
    )
    assert found == [("ask", "蒙中")]


def test_unit_in_brackets_behind_a_namesake_hangs_on_their_question(find: Find) -> None:
    text = "教材\n王伟（蒙中）、李娜（蒙中）\n参编：王伟（青原农业大学职业技术学院）、李国"
    found = ruled(find, text, Entity.EMPLOYER, at(Employer("蒙中")))
    assert ("ask", "with_name", "青原农业大学职业技术学院") in found


OTHER_MOBILE, OTHER_MAIL = "15987654321", "hongyan@mail.example"


@pytest.mark.parametrize(
    "text, gone",
    [
        (f"{FORM}\n联系电话\t{OTHER_MOBILE}\t民族\t汉族", [OTHER_MOBILE]),
        (f"{FORM}\n手机\t15412345678／{OTHER_MOBILE}", ["15412345678", OTHER_MOBILE]),
        (f"{FORM}\n紧急联系人\t李娜\t联系电话\t{OTHER_MOBILE}", []),
        (f"{FORM}\n推荐人：李娜　联系电话：{OTHER_MOBILE}", []),
        (f"授权书\n被授权人：王伟　手机：{OTHER_MOBILE}", [OTHER_MOBILE]),
        (f"授权书\n联系人：李娜　手机：{OTHER_MOBILE}\n被授权人：王伟", []),
        (f"审稿意见\n作者：王伟　编辑部联系电话：{OTHER_MOBILE}", []),
        (f"{FORM}\n推荐单位联系电话\t{OTHER_MOBILE}", []),
        (f"承诺书\n本人王伟（联系电话：{OTHER_MOBILE}）承诺", [OTHER_MOBILE]),
        (f"{FORM}\n联系电话\t1541234567\t民族\t汉族", ["1541234567"]),  # a figure forgotten
    ],
)
def test_another_number_in_the_own_field_goes(find: Find, text: str, gone: list[str]) -> None:
    found = ruled(find, text, Entity.PHONE)
    assert not_kept(found) == [("redact", number) for number in gone]


def test_another_mail_in_the_own_field_goes(find: Find) -> None:
    own, others = f"{FORM}\n电子邮箱\t{OTHER_MAIL}", f"{FORM}\n推荐人：李娜 电子邮箱：{OTHER_MAIL}"
    assert not_kept(ruled(find, own, Entity.EMAIL)) == [("redact", OTHER_MAIL)]
    assert not_kept(ruled(find, others, Entity.EMAIL)) == []


def test_numbers_of_the_recommender_stay_though_the_profile_has_none(find: Find) -> None:
    nobody = Profile("T-2", names=("王伟",))
    text = f"{FORM}\n手机\t15412345678\n推荐人\t李娜\t手机\t{OTHER_MOBILE}"
    assert not_kept(ruled(find, text, Entity.PHONE, nobody)) == [("redact", "15412345678")]


def test_unit_in_a_namesakes_row_is_asked_about_with_the_name(find: Find) -> None:
    text = (
        "优质课评比获奖名单\n学科\t姓名\t学校\t等级\n"
        "语文\t王伟\t包头四中\t一等\n数学\t李娜\t金宝屯小学\t二等\n体育\t王伟\t伊胡塔中心校\t三等"
    )
    school = at(Employer("包头市第四中学"))
    names = not_kept(ruled(find, text, Entity.NAME, school))
    units = not_kept(ruled(find, text, Entity.EMPLOYER, school))
    assert names == [("redact", "王伟"), ("ask", "王伟")]
    assert units == [("redact", "包头四中"), ("ask", "伊胡塔中心校")]
