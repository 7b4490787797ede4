"""Case 85 and its kin: wrong files, two people in one dossier, a roster row that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from redactor.config.rules import load_rules
from redactor.datatypes import DocumentFindings, Employer, Others, Profile, TextSource
from redactor.policy import decide
from redactor.recognise.settling import settle

Find = Callable[..., DocumentFindings]
RULES = load_rules("neimenggu-2026")
WANG_WEI = Profile(
    "T-1",
    names=("王伟",),
    id_numbers=("15990119850412000X",),
    phones=("15412345678", "0472-5990000"),
    employers=(Employer("包头市云岭水务设计院有限公司", short=("云岭设计院",)),),
)
QILIGA = Profile("T-2", names=("其力嘎",), id_numbers=("159902197809060030",))
ROSTER = Others(frozenset({"赵敏", "李娜"}), frozenset({"159901197809060015"}))
OTHER_ID = "15990219900215004X"
OCR = TextSource.OCR


def guard(document: DocumentFindings) -> str:
    return decide([document], RULES)[0].guard


# Another applicant of the roster ------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "专业技术资格评审表\n姓名：赵敏\t性别：女",
        "专业技术资格评审表\n姓 名\t赵 敏\t性别\t女",
        "专业技术资格证书\n姓名赵敏\n证书编号 20180001",
        "继续教育登记证\n持证人：赵敏",
        "继续教育登记证\n身份证号：159901197809060015",
        "年度考核登记表\n姓名：赵敏\n考核组成员：王伟",  # named, but not as the holder
        "年度考核登记表\n姓名：赵敏\n工作单位：包头市云岭水务设计院有限公司",
        "荣誉证书\n姓名：赵敏\n授予先进工作者称号",
        "社会保险参保证明\n姓名：赵敏\n个人编号：15000012",
        "劳动合同书\n甲方：云川新区水务局\n乙方：赵敏\n身份证号：159901197809060015",
        "证明\n姓名：赵敏\n参加工作时间：2008年7月",
    ],
)
def test_other_applicant_in_the_holder_field(find: Find, text: str) -> None:
    assert guard(find(text, WANG_WEI, others=ROSTER)) == "wrong_person"


@pytest.mark.parametrize(
    "text",
    [
        "年度考核登记表\n姓名：王伟\n考核组长：赵敏",
        "年度考核登记表\n姓名\t王伟\n推荐人姓名：赵敏",
        "评审表\n姓名：王伟\n身份证号：15990119850412000X\n姓名：赵敏",
        # Project contracts, site photos, lists of many people
        "技术服务合同\n甲方：云川新区水务局\n乙方：包头市云岭水务设计院有限公司\n项目联系人姓名：赵敏",
        "技术服务合同\n甲方：云川新区水务局\n乙方：赵敏",
        "现场照片\n拍摄人：赵敏\n泵站基坑",
        "申报人员花名册\n序号\t姓名\t单位\n1\t赵敏\t云川中学\n2\t李娜\t云川中学\n3\t王伟民\t云川中学",
        "申报推荐表\n姓名：赵敏\n姓名：李娜\n姓名：孙强",
        "关于申报职称的公示\n姓名：赵敏\t单位：云川中学",
        "渠道衬砌研究\n赵敏，李娜\n摘要：本文\n关键词：渠道\n作者简介：姓名：赵敏",
        "荣誉证书\n授予赵敏、王伟二等奖\n姓名：赵敏",
        "年度考核登记表\n姓名：\t性别：女\n王伟同志工作认真。",
    ],
)
def test_document_that_is_not_the_other_applicants(find: Find, text: str) -> None:
    assert guard(find(text, WANG_WEI, others=ROSTER)) not in ("wrong_person",)


# People of no roster ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, word",
    [
        # A colleague's paper bears the own employer, which is redacted: it was held for nothing.
        ("年度考核登记表\n姓名：孙丽华\n工作单位：包头市云岭水务设计院有限公司", "no_holder"),
        ("年度考核登记表\n姓名：孙丽华\n单位电话：0472-5990000", "no_holder"),
        (f"职称证书\n工作单位：云岭设计院\n身份证号：{OTHER_ID}", "wrong_person"),
        (f"职称证书\n姓名：孙丽华\n身份证号：{OTHER_ID}", "wrong_person"),
        ("年度考核登记表\n姓名：王伟民\n单位：云岭设计院", "no_holder"),
    ],
)
def test_stranger_in_the_holder_field(find: Find, text: str, word: str) -> None:
    assert guard(find(text, WANG_WEI)) == word


@pytest.mark.parametrize(
    "text",
    [
        "年度考核登记表\n姓名：王 伟\n主管领导：孙丽华",
        "年度考核登记表\n姓名：王伟 男\n单位：云岭设计院",
        "年度考核登记表\n姓名\t性别\t民族\n王伟\t男\t汉",
        "年度考核登记表\n姓名：\n身份证号：15990119850412000X",
        "年度考核登记表\n姓名：李卫国\n身份证号：15990119850412000X",  # a name of before
        f"评审表\n姓名：王伟\n身份证号：15990119850412000X\n配偶姓名：孙丽华\n身份证号：{OTHER_ID}",
    ],
)
def test_own_document_is_never_a_strangers(find: Find, text: str) -> None:
    assert guard(find(text, WANG_WEI)) == ""


def test_other_spelling_of_a_mongolian_name_is_no_stranger(find: Find) -> None:
    document = find("年度考核登记表\n姓名：其合力嘎", QILIGA)
    assert not document.holder_is_other and not document.holder_is_stranger


@pytest.mark.parametrize("read_as", ["玉伟", "王佛"])
def test_misread_own_name_is_no_stranger(find: Find, read_as: str) -> None:
    document = find(f"年度考核登记表\n姓名：{read_as}\n单位：云岭设计院", WANG_WEI, OCR)
    assert guard(document) == ""


def test_misread_own_number_is_no_strangers(find: Find) -> None:
    document = find("职称证书\n姓名：王伟\n身份证号：15990119850412001X", WANG_WEI, OCR)
    assert guard(document) == ""


# The dossier --------------------------------------------------------------------------------

OWN_FORM = "评审表\n姓名：王伟\n身份证号：15990119850412000X\n手机：15412345678"


def dossier(find: Find, profile: Profile, *texts: str) -> list[DocumentFindings]:
    return [replace(find(t, profile), doc_id=f"d{n:02d}") for n, t in enumerate(texts, 1)]


def words(find: Find, profile: Profile, *texts: str) -> tuple[str, ...]:
    settled = settle(dossier(find, profile, *texts), profile)
    return (*settled.reasons, *settled.notes)


def test_two_people_are_noted_and_the_other_is_held(find: Find) -> None:
    texts = OWN_FORM, f"职称证书\n姓名：孙丽华\n身份证号：{OTHER_ID}"
    settled = settle(dossier(find, WANG_WEI, *texts), WANG_WEI)
    assert settled.notes == ("two_people",) and settled.reasons == ()
    assert [d.guard for d in decide(settled.documents, RULES)] == ["", "wrong_person"]


def test_namesake_with_a_number_of_their_own_is_held(find: Find) -> None:
    texts = OWN_FORM, f"职称证书\n姓名：王伟\n身份证号：{OTHER_ID}"
    settled = settle(dossier(find, WANG_WEI, *texts), WANG_WEI)
    assert [d.guard for d in decide(settled.documents, RULES)] == ["", "wrong_person"]


def test_dossier_of_somebody_else_only_is_not_two_people(find: Find) -> None:
    assert words(find, WANG_WEI, "年度考核登记表\n姓名：孙丽华") == ()


def _papers(**lines: str) -> tuple[str, str, str]:
    said = "\n".join(f"{label}：{value}" for label, value in lines.items())
    return (
        f"评审表\n姓名：王伟\n{said}",
        f"年度考核登记表\n姓名：王伟\n{said}",
        "荣誉证书\n授予王伟先进工作者称号",
    )


@pytest.mark.parametrize(
    "lines, word",
    [
        ({"身份证号": OTHER_ID}, "id_number"),
        ({"手机": "15498765432"}, "phone"),
        ({"工作单位": "云川新区农牧技术推广中心"}, "employer"),
    ],
)
def test_roster_row_against_the_documents(find: Find, lines: dict[str, str], word: str) -> None:
    texts = _papers(**lines)
    assert words(find, WANG_WEI, *texts) == (f"roster_contradiction_{word}",)
    assert words(find, WANG_WEI, *texts[::2]) in ((), ("two_people",)), "one document is too few"


@pytest.mark.parametrize(
    "texts",
    [
        (OWN_FORM, OWN_FORM),
        # The roster's value stands somewhere: the rest is older, or a second one.
        (*_papers(手机="15498765432"), OWN_FORM),
        (*_papers(工作单位="云川新区农牧技术推广中心"), "业绩总结\n现任云岭设计院副院长"),
        # They do not agree.
        ("评审表\n姓名：王伟\n手机：15498765432", "年度考核登记表\n姓名：王伟\n手机：15411112222"),
        # Another person's papers.
        (
            "评审表\n姓名：孙丽华\n手机：15498765432",
            "年度考核登记表\n姓名：孙丽华\n手机：15498765432",
        ),
        # Numbers of others on own papers.
        (
            "评审表\n姓名：王伟\n咨询电话：15498765432",
            "年度考核登记表\n姓名：王伟\n咨询电话：15498765432",
        ),
        # A short form or a longer form of the roster's employer.
        _papers(工作单位="包头云岭水务设计院"),
        _papers(工作单位="包头市云岭水务设计院有限责任公司"),
    ],
)
def test_consistent_dossier_is_not_held(find: Find, texts: tuple[str, ...]) -> None:
    assert not [w for w in words(find, WANG_WEI, *texts) if w.startswith("roster")]


def test_single_digit_read_by_ocr_is_no_contradiction(find: Find) -> None:
    text = "评审表\n姓名：王伟\n手机：15412345679\n身份证号：15990119850412001X"
    documents = [replace(find(text, WANG_WEI, OCR), doc_id=f"d{n}") for n in range(2)]
    assert settle(documents, WANG_WEI).reasons == ()


def test_roster_without_the_value_is_not_contradicted(find: Find) -> None:
    profile = Profile("T-1", names=("王伟",))
    assert words(find, profile, *_papers(身份证号=OTHER_ID, 手机="15498765432")) == ()
