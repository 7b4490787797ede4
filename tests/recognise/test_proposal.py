"""A profile from the documents: majority, check digits, and who the documents belong to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from redactor.cli.profile_text import profile_text
from redactor.config.profile import load_profile
from redactor.datatypes import DocumentFindings, Profile, TextSource
from redactor.recognise.candidates import Proposal
from redactor.recognise.proposal import own_documents, propose

Find = Callable[..., DocumentFindings]
NAMED = Profile("applicant", names=("王伟",))
ID, OTHER_ID, SAME_BIRTH = "15990119850412000X", "15990219900215004X", "159901198504120026"
ORG, FORMER = "包头市云岭水务设计院有限公司", "云川新区长青水库管理局"


def read(find: Find, *texts: str, source: TextSource = TextSource.TEXT_LAYER):
    found = [find(text, NAMED, source) for text in texts]
    return [replace(d, doc_id=f"d{n:02d}") for n, d in enumerate(found, 1)]


def proposed(find: Find, *texts: str, **of: TextSource) -> dict[str, list[tuple[str, bool, str]]]:
    table: dict[str, list[tuple[str, bool, str]]] = {}
    for one in propose(read(find, *texts, **of), "王伟"):
        table.setdefault(one.key, []).append((one.value, one.sure, one.why))
    return table


def form(*lines: str) -> str:
    return "\n".join(["评审表", "姓名：王伟", *lines])


def card(*lines: str) -> str:
    return "\n".join(["年度考核登记表", "姓名：王伟", *lines])


@pytest.mark.parametrize(
    "line, key, value",
    [
        (f"身份证号：{ID}", "id_number", ID),
        ("公民身份号码\t1599 0119 8504 12 000X", "id_number", ID),
        ("手机：154 1234 5678", "phone", "15412345678"),
        ("电子邮箱：leader@yunling-wd.example", "email", "leader@yunling-wd.example"),
        (f"工作单位：{ORG}", "employer", ORG),
        ("家庭住址：昆都仑区样例街道3号楼5室", "address", "昆都仑区样例街道3号楼5室"),
        ("个人编号：1500001234", "other_number", "1500001234"),
        ("曾用名：王卫", "former_name", "王卫"),
        ("姓名拼音：Wong Wai", "pinyin", "Wong Wai"),
    ],
)
def test_value_in_a_field_is_proposed(find: Find, line: str, key: str, value: str) -> None:
    assert proposed(find, form(line))[key] == [(value, True, "only")]
    assert proposed(find, form(line), card(line))[key] == [(value, True, "agree")]


def test_usual_pinyin_need_not_be_given(find: Find) -> None:
    assert "pinyin" not in proposed(find, form("姓名拼音：Wang Wei"))


@pytest.mark.parametrize(
    "text",
    [
        f"评审表\n姓名：李娜\n身份证号：{OTHER_ID}\n手机：15412345678",
        "关于申报职称的公示\n姓名：王伟\n咨询电话：15412345678",
        f"机密★10年\n评审表\n姓名：王伟\n身份证号：{ID}",
        f"评审表\n审核人：王伟\n身份证号：{OTHER_ID}",
        f"评审表\n姓名：王伟民\n身份证号：{OTHER_ID}",
    ],
)
def test_nothing_is_taken_from_others_documents(find: Find, text: str) -> None:
    documents = read(find, text)
    assert own_documents(documents, "王伟") == () and propose(documents, "王伟") == ()


def test_others_values_on_own_documents_are_left(find: Find) -> None:
    text = form("咨询电话：15498765432", "证明人：李娜", f"代表人身份证：{OTHER_ID[:-1]}1")
    assert proposed(find, text) == {}


def test_number_with_a_wrong_check_digit_is_no_candidate(find: Find) -> None:
    assert "id_number" not in proposed(find, form(f"身份证号：{ID[:-1]}1"))


def test_majority_leads_and_the_second_is_marked(find: Find) -> None:
    texts = [form(f"身份证号：{ID}"), card(f"身份证号：{ID}"), card(f"身份证号：{SAME_BIRTH}")]
    found = proposed(find, *texts)["id_number"]
    assert found == [(ID, True, "agree"), (SAME_BIRTH, False, "second")]


def test_tie_is_left_to_the_person(find: Find) -> None:
    found = proposed(find, form("手机：15412345678"), card("手机：15498765432"))["phone"]
    assert [sure for _, sure, _ in found] == [False, False]


def test_number_that_does_not_fit_the_birth_date_is_not_sure(find: Find) -> None:
    texts = [form("出生年月：1985.04", f"身份证号：{OTHER_ID}")] * 2 + [card(f"身份证号：{ID}")]
    found = proposed(find, *texts)["id_number"]
    assert found == [(ID, True, "only"), (OTHER_ID, False, "birth_differs")]


def test_landline_is_asked_about(find: Find) -> None:
    found = proposed(find, form("联系电话：0472-5990000"))["phone"]
    assert found == [("0472-5990000", False, "office")]


def test_former_employer_and_short_name_are_told_apart(find: Find) -> None:
    texts = [form(f"工作单位：{ORG}"), card(f"单位：{ORG}"), card(f"单位：{FORMER}")]
    found = proposed(find, *texts, card("单位：云岭水务设计院"))
    assert found["employer"] == [(ORG, True, "agree")]
    assert found["former_employer"] == [(FORMER, False, "second")]
    assert found["employer_short"] == [("云岭水务设计院", False, "second")]


def test_form_without_a_readable_name_is_known_by_its_number(find: Find) -> None:
    nameless = f"送审表\n身份证号：{ID}\n手机：15412345678"
    found = proposed(find, card(f"身份证号：{ID}"), nameless)
    assert found["phone"] == [("15412345678", True, "only")]


def test_own_mail_is_found_in_a_paper_and_a_coauthors_is_not(find: Find) -> None:
    paper = (
        "渠道衬砌研究\n摘要：本文\n关键词：渠道\n"
        "作者简介：王伟，E-mail：wangwei@yunling-wd.example\n李娜，E-mail：lina@yunchuan.example"
    )
    found = proposed(find, form(f"工作单位：{ORG}"), paper)
    assert found["email"] == [("wangwei@yunling-wd.example", True, "name_in_it")]
    assert found["employer_domain"] == [("yunling-wd.example", False, "of_mail")]


# The text of the profile ---------------------------------------------------------------------

TEXTS = [
    form(f"身份证号：{ID}", "手机：15412345678", f"工作单位：{ORG}", "联系电话：0472-5990000"),
    card(f"单位：{ORG}", "手机：15412345678"),
    card(f"单位：{FORMER}", "电子邮箱：wangwei@yunling-wd.example"),
]


def _loaded(proposals: tuple[Proposal, ...], folder: Path, text: str = "") -> Profile:
    path = folder / "me.toml"
    path.write_text(text or profile_text("王伟", proposals), encoding="utf-8")
    return load_profile(path)


def test_written_profile_loads_with_what_is_sure(find: Find, tmp_path: Path) -> None:
    profile = _loaded(propose(read(find, *TEXTS), "王伟"), tmp_path)
    assert profile.names == ("王伟",) and profile.id_numbers == (ID,)
    assert profile.phones == ("15412345678",) and profile.emails == ("wangwei@yunling-wd.example",)
    assert [e.full for e in profile.employers] == [ORG]


def test_written_profile_finds_the_values(find: Find, tmp_path: Path) -> None:
    profile = _loaded(propose(read(find, *TEXTS), "王伟"), tmp_path)
    own = {f.value for f in find(TEXTS[0], profile).findings if f.found_by.startswith("own.")}
    assert {"王伟", ID.lower(), "15412345678"} <= own


def test_uncommented_values_load_too(find: Find, tmp_path: Path) -> None:
    text = profile_text("王伟", propose(read(find, *TEXTS), "王伟"))
    wanted = ('# "', "# [[", "# full", "# is_former")
    lines = [
        line.replace("# ", "", 1) if line.strip().startswith(wanted) else line
        for line in text.splitlines()
    ]
    profile = _loaded((), tmp_path, "\n".join(lines))
    assert "0472-5990000" in profile.phones
    assert [(e.full, e.is_former) for e in profile.employers] == [(ORG, False), (FORMER, True)]
    assert profile.employers[0].domains == ("yunling-wd.example",)


def test_hostile_value_stays_a_text(tmp_path: Path) -> None:
    value = '昆区"]\nphotos = ["/etc/passwd\x1b[2J\u202e'
    text = profile_text("王伟", [Proposal("address", value, (), sure=True, why="only")])
    assert "\x1b" not in text and "\u202e" not in text
    assert _loaded((), tmp_path, text).photos == ()


def test_proposals_show_no_value_when_printed(find: Find) -> None:
    found = propose(read(find, *TEXTS), "王伟")
    assert found and not any(v in repr(found) for v in (ID, ORG, "15412345678"))
