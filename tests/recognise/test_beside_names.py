"""What stands beside the own name is whoever's the name is (cases 45, 46, 49, 51 and 52)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Entity, Finding, PageText
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.beside_names import of_own_names
from redactor.recognise.flow import lay_out
from tests.recognise.judging import WANG_WEI, Find, not_kept, ruled

OTHER, OWN = "13900001111", "15987650000"  # neither is the profile's
NAMES = f"姓名\t{{}}\n李娜\t{OTHER}\n王伟\t{OWN}\n赵强\t13900001112"


def phones(find: Find, text: str) -> list[tuple[str, str]]:
    return not_kept(ruled(find, text, Entity.PHONE))


@pytest.mark.parametrize(
    "text, action",
    [
        # The roster's unit stands in the row, too: it is the applicant's.
        (f"姓名\t单位\t手机\n李娜\t一中\t{OTHER}\n王伟\t云岭设计院\t{OWN}", "redact"),
        # Another phone alone speaks against the name: one question for both.
        (NAMES.format("手机号"), "ask"),
        (NAMES.replace("姓名\t{}\n", ""), "ask"),
        (NAMES.format("家长电话"), ""),
        (f"姓名\t电话\t姓名\t电话\n李娜\t{OTHER}\t王伟\t{OWN}", "redact"),
        (f"姓名\t电话\t姓名\t电话\n王伟\t{OWN}\t李娜\t{OTHER}", "redact"),
        (f"Name\tPhone\nLi Na\t{OTHER}\nWang Wei\t{OWN}", "ask"),
        (f"成员：李娜 {OTHER}，王伟 {OWN}，赵强 13900001112", "redact"),
        (f"成员：李娜（{OTHER}）、王伟（手机：{OWN}）", "redact"),
        (f"审核人：王伟 电话：{OWN}", "ask"),
        (f"王伟\n工程师\n{OWN}", "redact"),
        (f"李娜\n{OTHER}\n王伟\n{OWN}", "redact"),
        (f"王伟\t男\n紧急联系人电话\t{OTHER}", ""),
        (f"王伟\t男\n李娜\t女\t{OTHER}", ""),
    ],
)
def test_a_phone_goes_with_the_name_beside_it(find: Find, text: str, action: str) -> None:
    assert phones(find, text) == ([(action, OWN)] if action else [])


def test_mails_addresses_and_messengers_in_the_own_row(find: Find) -> None:
    text = (
        "通讯录\n姓名\t邮箱\t家庭住址\t微信号\n"
        "李娜\tlina@mail.example\t青原市光明路3号\tlina8888\n"
        "王伟\tpearl@mail.example\t青原市和平小区3号楼\tpearl1985"
    )
    for entity, own in (
        (Entity.EMAIL, "pearl@mail.example"),
        (Entity.ADDRESS, "青原市和平小区3号楼"),
        (Entity.NUMBER, "pearl1985"),
    ):
        assert not_kept(ruled(find, text, entity)) == [("redact", own)]


def test_a_messengers_number_is_of_whoever_stands_before_it(find: Find) -> None:
    text = "李娜（QQ 12345678）、王伟（QQ 87654321）"
    assert not_kept(ruled(find, text, Entity.NUMBER)) == [("redact", "87654321")]


def test_the_number_of_a_certificate_in_the_own_row_stays(find: Find) -> None:
    text = "姓名\t证书名称\t证书编号\n李娜\t一级建造师\t20191234567\n王伟\t一级建造师\t20197654321"
    assert not_kept(ruled(find, text, Entity.NUMBER)) == []


NUMBER, TYPED = "159902198607083316", "159902198607083311"  # one passes its check, one does not


@pytest.mark.parametrize(
    "text, number, with_another, without",
    [
        # What is whole and another than the roster's may be a namesake's.
        ("职称评审表\n姓名\t王伟\t身份证号\t{}", NUMBER, "ask", "redact"),
        ("职称评审表\n姓名\t王伟\t身份证号\t{}", TYPED, "redact", "redact"),
        ("资格证书\n姓名 王伟 性别 男\n身份证号码 {}", "15990219860708331", "redact", "redact"),
        ("资格证书\n姓名 王伟\n身份证号码：{}", "I5990219860708331l", "redact", "redact"),
        ("王伟（身份证号{}）系我校教师", NUMBER, "ask", "redact"),
        ("名单\n姓名\t身份证号\n李娜\t159902198607083325\n王伟\t{}", TYPED, "ask", "redact"),
        ("名单\n姓名\t身份证号\n李娜\t159902198607083325\n王伟\t{}", NUMBER, "ask", "redact"),
        ("职称评审表\n姓名\t王伟\n推荐人\t李娜\t身份证号\t{}", TYPED, "", ""),
    ],
)
def test_id_number_that_the_roster_does_not_have(
    find: Find, text: str, number: str, with_another: str, without: str
) -> None:
    for numbers, action in ((WANG_WEI.id_numbers, with_another), ((), without)):
        profile = replace(WANG_WEI, id_numbers=numbers)
        found = not_kept(ruled(find, text.format(number), Entity.ID_NUMBER, profile))
        assert found == ([(action, number)] if action else [])


def test_a_name_that_was_spotted_on_a_page_without_characters_has_nothing_beside_it() -> None:
    quad = PtQuad.from_box(PtBox(10, 10, 20, 20))
    name = Finding(Entity.NAME, 1, (quad,), 1.0, "own.spotted", "王伟")
    assert of_own_names(lay_out(PageText(1, ())), [name], []) == []
