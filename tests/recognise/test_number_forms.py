"""Own numbers, addresses and private fields in every form (RULES.md (b), cases 39 to 61)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.cnid import is_valid_id18, to_id15, to_id18
from redactor.datatypes import Employer, Entity, TextSource
from redactor.policy import decide, warnings_of
from tests.recognise.judging import RULES, WANG_WEI, Find, at, not_kept, ruled

FORM = "年度考核登记表\n姓名\t王伟\n"
CARD = "资格证书\n姓名：王伟\n"
UNIT = "包头市云岭水务设计院有限公司"
HOME = "包头市晟和区样例街道虚构小区3号楼2单元501"


@pytest.mark.parametrize(
    "text, gone",
    [
        ("号15990119850412000X有效", "15990119850412000X"),
        ("号159901850412000有效", "159901850412000"),
        ("号159901********000X有效", "159901********000X"),
        ("号**************000X有效", "**************000X"),
        ("号159901198504********有效", "159901198504********"),
        ("卡号：\n15990119850412", "15990119850412"),
        ("号1599011985041200有效", "1599011985041200"),
        ("号159901********1021有效", ""),
        ("号****000X有效", ""),
        ("身份证后四位：000X", "000X"),
        ("身份证号（后4位）\t000X", "000X"),
        ("姓名\t身份证号后六位\t职称\n李娜\t001021\t医师\n王伟\t12000X\t医师", "12000X"),
        ("姓名\t证件号码末四位\t年度\n王伟\t000X\t2024", "000X"),
        ("身份证后四位：1021", ""),
        ("第四位：000X", ""),
        ("批号\t000X", ""),
        # Mistyped: nobody's by its check, and all but a figure the own one.
        ("号15990119850412001X有效", "15990119850412001X"),
        ("姓名：王伟 身份证号：15990119580412000X", "15990119580412000X"),
        ("号1599011985041200X有效", "1599011985041200X"),
        ("身份证15990119850412OOOX", "15990119850412OOOX"),
        ("编号15990l19850412000x有效", "15990l19850412000x"),
        ("号15990119850412OO1X有效", "15990119850412OO1X"),
        ("号159903198801010037有效", ""),
    ],
)
def test_identity_number(find: Find, text: str, gone: str) -> None:
    found = not_kept(ruled(find, text, Entity.ID_NUMBER))
    assert found == ([("redact", gone)] if gone else [])


@pytest.mark.parametrize(
    "text, gone",
    [("电话：l5412345678", "l5412345678"), ("1541234S678", "1541234S678"), ("l5412345679", "")],
)
def test_phone_with_letters_for_figures(find: Find, text: str, gone: str) -> None:
    found = not_kept(ruled(find, text, Entity.PHONE))
    assert found == ([("redact", gone)] if gone else [])


def test_mail_before_a_loose_sign_is_found_once(find: Find) -> None:
    text = "邮箱 wangwei@yunling-wd.example @ 王伟"
    assert not_kept(ruled(find, text, Entity.EMAIL)) == [("redact", "wangwei@yunling-wd.example")]


def test_old_number_of_the_profile_is_found_in_its_new_form(find: Find) -> None:
    profile = replace(WANG_WEI, id_numbers=("159901850412000",))
    found = ruled(find, "身份证号15990119850412000X", Entity.ID_NUMBER, profile)
    assert not_kept(found) == [("redact", "15990119850412000X")]


def test_new_form_of_an_old_number() -> None:
    number = to_id18("159901850412000")
    assert is_valid_id18(number) and to_id15(number) == "159901850412000"


@pytest.mark.parametrize(
    "text, gone",
    [
        ("手机+86 154 1234 5678联系", "+8615412345678"),
        ("手机0086-15412345678联系", "0086-15412345678"),
        ("手机(86)15412345678联系", "(86)15412345678"),
        ("手机15412345678转8012联系", "15412345678转8012"),
        ("手机154-1234-5678联系", "154-1234-5678"),
        ("手机１５４１２３４５６７８联系", "１５４１２３４５６７８"),
        ("手机15412345679联系", ""),
        ("流水号2154123456781", ""),
        ("手机尾号5678", "5678"),
        ("手机后四位为 5678 的用户", "5678"),
        ("银行卡尾号5678", ""),
    ],
)
def test_mobile(find: Find, text: str, gone: str) -> None:
    found = not_kept(ruled(find, text, Entity.PHONE))
    assert found == ([("redact", gone)] if gone else [])


@pytest.mark.parametrize(
    "text, gone",
    [
        (f"{UNIT}　电话：0472-5990000转8012", ["0472-5990000转8012"]),
        (f"{UNIT}\t0472 5990000", ["04725990000"]),
        (f"{UNIT}　电话：0472~5990000", ["0472~5990000"]),  # as OCR reads it
        (f"{UNIT}\n地址：某路1号　电话：0472-5990000", ["0472-5990000"]),
        (
            f"{UNIT}\n2026年\n编制说明\n本说明供审查\n传真：5990001\n地址：某路　电话：5990000",
            ["5990000"],
        ),
        (f"{FORM}办公电话\t0472-5990000\t传真\t5990001", ["0472-5990000", "5990001"]),
        (f"{FORM}联系电话\t1549876-5432", ["1549876-5432"]),  # no office's: another mobile
        (f"{UNIT}公示监督电话：0472-5990000", []),
        ("咨询电话 0471-6928486", []),
        ("编辑部电话：0471-6928486", []),
        ("内蒙古青原大学　电话：0471-6928486", []),
    ],
)
def test_landline_of_the_own_employer(find: Find, text: str, gone: list[str]) -> None:
    assert not_kept(ruled(find, text, Entity.PHONE)) == [("redact", g) for g in gone]


def test_landline_is_kept_where_the_switch_says_so(find: Find) -> None:
    rules = replace(RULES, employer_phone="keep")
    assert not_kept(ruled(find, f"{UNIT} 0472-5990000", Entity.PHONE, rules=rules)) == []


def test_name_of_a_service_centre_makes_no_public_phone(find: Find) -> None:
    profile = at(Employer("沙陀县众诚村镇建设服务中心"))
    found = ruled(find, "沙陀县众诚村镇建设服务中心\t0472-5990000", Entity.PHONE, profile)
    assert not_kept(found) == [("redact", "0472-5990000")]


@pytest.mark.parametrize(
    "text", ["电话0472-5990000转12", "电话5990000转12", "电话(0472)5990000", "电话＋86-472-5990000"]
)
def test_landline_of_the_profile(find: Find, text: str) -> None:
    profile = replace(WANG_WEI, phones=("0472-5990000转12",))
    ((action, gone),) = not_kept(ruled(find, text, Entity.PHONE, profile))
    assert action == "redact" and "5990000" in gone


@pytest.mark.parametrize(
    "text, entity, gone",
    [
        (f"{FORM}QQ号\t123456789\t微信\twx_wang85", Entity.NUMBER, ["123456789", "wx_wang85"]),
        (f"{FORM}微信号：wangwei1985", Entity.NUMBER, ["wangwei1985"]),
        (f"{FORM}银行卡号\t6222 0212 3456 7890 123", Entity.NUMBER, ["6222021234567890123"]),
        (f"{FORM}教工号\t20150088", Entity.NUMBER, ["20150088"]),
        (f"{FORM}工号\tA10234\t档案号\t20190812", Entity.NUMBER, ["A10234", "20190812"]),
        (f"{FORM}家庭住址\t{HOME}\n邮 编\t014010", Entity.ADDRESS, [HOME, "014010"]),
        (f"{FORM}家庭住址：{HOME}　邮编：014010", Entity.ADDRESS, [HOME, "014010"]),
        (f"{FORM}家庭住址：{HOME}邮编014010", Entity.ADDRESS, [HOME, "014010"]),
        (f"{FORM}家庭住址：{HOME} 紧急联络：李娜", Entity.ADDRESS, [HOME]),
        (f"{FORM}家庭住址：电话局路3号楼2室", Entity.ADDRESS, ["电话局路3号楼2室"]),
        (
            f"{FORM}户籍所在地\t包头市晟和区样例街\n\t道3号楼",
            Entity.ADDRESS,
            ["包头市晟和区样例街道3号楼"],
        ),
        (f"{FORM}电子邮箱\twangwei85@qq.com", Entity.EMAIL, ["wangwei85@qq.com"]),
        ("征稿启事\n邮编：014010", Entity.ADDRESS, []),
        (f"{FORM}项目编号：2021MS05012\n获奖编号：KJ-2020-3-012", Entity.NUMBER, []),
        ("专利号ZL2021 1 0000000.0", Entity.NUMBER, []),
    ],
)
def test_own_field(find: Find, text: str, entity: Entity, gone: list[str]) -> None:
    assert not_kept(ruled(find, text, entity)) == [("redact", g) for g in gone]


@pytest.mark.parametrize(
    "text, gone",
    [("王伟 5678", ["5678"]), ("王 伟 5 6 7 8", ["5678"]), ("王伟5679", []), ("李娜 5678", [])],
)
def test_end_of_the_own_phone_behind_the_own_name_in_a_watermark(
    find: Find, text: str, gone: list[str]
) -> None:
    found = not_kept(ruled(find, f"监测站\n{text}\n页码", Entity.PHONE))
    assert found == [("redact", tail) for tail in gone]


def test_own_address_without_the_places_it_lies_in(find: Find) -> None:
    at_home = replace(WANG_WEI, addresses=("青原左旗云岭镇样例西路12号",))
    found = ruled(find, "我叫王伟，家在云岭镇样例西路12号。", Entity.ADDRESS, at_home)
    assert not_kept(found) == [("redact", "云岭镇样例西路12号")]


@pytest.mark.parametrize("said", ["样例西路5号楼2单元301", "样例西路5号楼"])
def test_own_address_down_to_its_house(find: Find, said: str) -> None:
    at_home = replace(WANG_WEI, addresses=("青原左旗云岭镇样例西路5号楼2单元301室",))
    found = ruled(find, f"王伟，住{said}，样例西路6号楼", Entity.ADDRESS, at_home)
    assert not_kept(found) == [("redact", said)]


def test_address_of_a_patient_is_no_question(find: Find) -> None:
    text = "入院记录\n姓名：李大海 性别：男\n家庭住址：青原市云岭镇\n主治医师：王伟"
    assert not_kept(ruled(find, text, Entity.ADDRESS)) == []
    assert not_kept(ruled(find, text.replace("姓名：李大海", "科室：骨科"), Entity.ADDRESS)) != []


@pytest.mark.parametrize("switch", ["keep", "ask", "redact"])
@pytest.mark.parametrize(
    "text, follows",
    [
        (f"{CARD}证书编号：2018150012345", True),
        (f"{CARD}管理号：20150319850412150099", False),  # the date of birth is in it
        (f"{CARD}证书编号：15990119850412000X", False),
    ],
)
def test_certificate_number(find: Find, text: str, follows: bool, switch: str) -> None:
    rules = replace(RULES, certificate_number=switch)  # type: ignore[arg-type]
    wanted = switch if follows else "redact"
    found = ruled(find, text, Entity.NUMBER, rules=rules)
    found += ruled(find, text, Entity.ID_NUMBER, rules=rules)
    assert [action for action, _, _ in found] == [wanted]


@pytest.mark.parametrize(
    "text, keep, redact",
    [
        (f"{FORM}出生年月\t1985.04", "keep", "redact"),
        (f"{FORM}出生日期：1985年4月12日", "keep", "redact"),
        ("生于1985-04-12", "keep", "redact"),
        ("居民身份证\n姓名 王伟\n出生 1985 年 4 月 12 日\n公民身份号码 略", "redact", "redact"),
        ("配偶出生年月：1988.03", "keep", "keep"),
    ],
)
def test_date_of_birth(find: Find, text: str, keep: str, redact: str) -> None:
    for switch, wanted in (("keep", keep), ("redact", redact)):
        rules = replace(RULES, birth=switch)  # type: ignore[arg-type]
        assert [a for a, _, _ in ruled(find, text, Entity.NUMBER, rules=rules)] == [wanted]


@pytest.mark.parametrize(
    "text, asked",
    [
        (f"{FORM}婚姻状况\t已婚\t出生地\t固阳县", ["已婚", "固阳县"]),
        (f"{FORM}出生地\t标准工资\t健康状况\t参加工作时间", []),
        (f"{FORM}婚姻状况\t\t健康状况\t良好", []),
        (f"{FORM}健康状况\t患有慢性病", ["患有慢性病"]),
        ("调查表\n婚姻状况：已婚", []),
        (f"{FORM}性别\t男\t民族\t蒙古族\t政治面貌\t党员\t籍贯\t内蒙古", []),
    ],
)
def test_private_field(find: Find, text: str, asked: list[str]) -> None:
    assert not_kept(ruled(find, text, Entity.NUMBER)) == [("ask", a) for a in asked]


@pytest.mark.parametrize("switch", ["keep", "ask", "redact"])
@pytest.mark.parametrize(
    "text, is_own",
    [
        (f"{FORM}单位负责人\t赵强", True),
        ("云岭设计院院长赵强", True),
        ("内蒙古青原大学校长赵强", False),
        (f"{FORM}推荐人\t赵强", False),
    ],
)
def test_leader_of_the_own_employer(find: Find, text: str, is_own: bool, switch: str) -> None:
    rules = replace(RULES, own_leaders=switch)  # type: ignore[arg-type]
    found = [a for a, _, t in ruled(find, text, Entity.NAME, rules=rules) if t == "赵强"]
    assert found == [switch if is_own else "keep"]


@pytest.mark.parametrize(
    "text, warned",
    [
        ("公示名单\n1\t李娜\t159903198801010037\n2\t王伟\t15990119850412000X", True),
        ("公示名单\n2\t王伟\t15990119850412000X", False),
    ],
)
def test_id_number_of_another_warns(find: Find, text: str, warned: bool) -> None:
    (decided,) = decide([find(text, WANG_WEI, TextSource.TEXT_LAYER)], RULES)
    assert warnings_of(decided) == (("third_party_id",) if warned else ())


@pytest.mark.parametrize(
    "text, warned",
    [
        ("患者：刘××　住院号：12301599", True),
        ("住院号\t12301599\t床号\t12", True),
        ("学生姓名：刘××", True),
        ("纳入患者：60例，住院号由系统生成。", False),
        ("学生：老师好！", False),
        ("患者：王伟", False),
    ],
)
def test_fields_of_patients_and_pupils_warn(find: Find, text: str, warned: bool) -> None:
    (decided,) = decide([find(text, WANG_WEI, TextSource.TEXT_LAYER)], RULES)
    assert warnings_of(decided) == (("third_party_sensitive",) if warned else ())
