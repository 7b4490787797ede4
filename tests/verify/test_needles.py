"""What counts as an own value in text, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Employer, Entity, Profile
from redactor.verify.near import near_numbers
from redactor.verify.needles import candidates_of, needles_of, readings
from redactor.verify.views import find_hits

PEOPLE = Profile(
    "A1",
    names=("王伟", "李·娜仁", "欧阳明珠", "吕单", "单雄"),
    id_numbers=("15990119850412000X",),
    phones=("+86 154-1234-5678", "0472-5990000转8012"),
    emails=("wang.w@mail.example",),
    employers=(
        Employer(
            "包头市云岭水务设计院有限公司",
            ("云岭设计院",),
            english=("Yunling Institute", "YWDI"),
            domains=("https://www.yunling-wd.example/",),
            code="91159900MA0N12345K",
        ),
    ),
    pinyin=("Uzim Wang",),
    other_numbers=("6222 0000 1234 5678", "K0417"),
    addresses=("昆都仑区钢铁大街 3 号",),
)


WUYUNDALAI = Profile("A2", names=("乌云达来", "ᠸᠠᠩ ᠸᠧᠢ"), pinyin=("WUYUNDALAI", "Suhe Bold"))


@pytest.mark.parametrize(
    "text, found",
    [
        ("WU YUNDALAI", "WU YUNDALAI"),
        ("WUYUN-DALAI", "WUYUN-DALAI"),
        ("XXX WUYUNDALAI", "WUYUNDALAI"),
        ("WUYUNDALAIQI", None),
        ("BOLD SUHE", "BOLD SUHE"),
        ("烏雲達來", "烏雲達來"),
        ("ᠸᠠ\u180bᠩ\u202fᠸᠧᠢ\u202fᠤᠨ", "ᠸᠠ\u180bᠩ\u202fᠸᠧᠢ"),
        ("ᠸᠠᠩ ᠸᠧᠢᠮ", None),
    ],
)
def test_latin_and_mongolian_forms_are_looked_for(text: str, found: str | None) -> None:
    hits = find_hits(text, needles_of(WUYUNDALAI))
    assert {text[h.start : h.end] for h in hits} == ({found} if found else set())


@pytest.mark.parametrize(
    "text, found",
    [
        ("王伟", "王伟"),
        ("王　 伟", "王　 伟"),
        ("王偉", "王偉"),
        ("⺩王\n伟", "王\n伟"),
        ("王\ue000伟", None),
        ("李娜仁", "李娜仁"),
        ("李•娜仁", "李•娜仁"),
        ("WANG WEI", "WANG WEI"),
        ("Wáng, Wěi2*", "Wáng, Wěi"),
        ("wei-wang", "wei-wang"),
        ("Weimin Wang", None),
        ("Ouyang Mingzhu", "Ouyang Mingzhu"),
        ("Mingzhu Ou-yang", "Mingzhu Ou-yang"),
        ("Lü Dan", "Lü Dan"),
        ("LYU DAN", "LYU DAN"),
        ("Shan Xiong", "Shan Xiong"),
        ("Yu Wei", None),
        ("uzim wang", "uzim wang"),
        ("证15990119850412000Ⅹ", "15990119850412000Ⅹ"),
        ("证１５９９０１１９８５０４１２０００×号", "１５９９０１１９８５０４１２０００×"),
        ("1599 0119 8504 1200 0x", "1599 0119 8504 1200 0x"),
        ("X15990119850412000X7", "15990119850412000X"),
        ("159901850412000", "159901850412000"),
        ("159901********000X", "159901********000X"),
        ("+86(154)1234-5678", "154)1234-5678"),
        ("154****5678", "154****5678"),
        ("电话5990000。", "5990000"),
        ("15990000", None),
        ("swang.w@mail.example", None),
        ("邮箱wang.w@mail.\nexample联系", "wang.w@mail.\nexample"),
        ("http://oa.yunling-wd.example/x", "yunling-wd.example"),
        ("yunling-wd.examples", None),
        ("云岭设计院附属", "云岭设计院"),
        ("包头市云岭水务设计院", "包头市云岭水务设计院"),
        ("包头云岭水务设计院", "包头云岭水务设计院"),
        ("代码MA0N1234-5。", "MA0N1234-5"),
        ("the Yunling\nInstitute", "Yunling\nInstitute"),
        ("(YWDI)", "YWDI"),
        ("YWDIX", None),
        ("91159900MA0N12345K", "91159900MA0N12345K"),
        ("卡6222000012345678", "6222000012345678"),
        ("工号K0417", "K0417"),
        ("K04175", None),
        ("昆都仑区钢铁大街3号", "昆都仑区钢铁大街3号"),
    ],
)
def test_own_values_in_text(text, found) -> None:
    hits = {text[h.start : h.end] for h in find_hits(text, needles_of(PEOPLE))}
    assert hits == ({found} if found else set())


def test_other_forms_of_the_same_value() -> None:
    hospital = Employer("苇泊市第八人民医院", english=("No. 8 Hospital of Weipo",))
    older = replace(PEOPLE, id_numbers=("159901850412000",), employers=(hospital,))
    for text in ("号15990119850412000X", "Weipo No.8 Hospital", "苇泊第八人民医院"):
        assert find_hits(text, needles_of(older))


def test_surnames_are_read_their_own_way() -> None:
    assert ("shan", "xiong") in readings("单雄")
    assert readings("吕单") == [("lv", "dan")]
    assert ("chao", "le", "men") in readings("朝勒门")


def test_candidates_are_values_as_printed_each_once() -> None:
    twice = replace(PEOPLE, names=("王伟", "王伟"))
    texts = [c.text for c in candidates_of(twice) if c.entity is Entity.NAME]
    assert texts == ["王伟"]
    ids = [c.candidate_id for c in candidates_of(twice)]
    assert ids == list(range(len(ids)))


@pytest.mark.parametrize(
    "text, entity",
    [
        ("15990119850412000X", Entity.ID_NUMBER),
        ("1599O1l985O412OOOX", Entity.ID_NUMBER),
        ("15990119850412OOX", Entity.ID_NUMBER),
        ("15990119850417700X", Entity.ID_NUMBER),
        ("15990219900215004X", None),
        ("号 154 1234 5679 起", Entity.PHONE),
        ("1541234567", Entity.PHONE),
        ("15412345679", Entity.PHONE),
        ("15412345990", None),
        ("2024-05-01 至 2024-06-30", None),
    ],
)
def test_numbers_with_slips(text, entity) -> None:
    assert {hit.entity for hit in near_numbers(text, PEOPLE)} == ({entity} if entity else set())
