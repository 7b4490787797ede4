"""A paper's own affiliation and mail, by marks and notes (RULES.md (b), cases 32, 33, 50)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Employer, Entity, Field, Profile, TextSource
from redactor.fakes.pages import page_of
from redactor.recognise.flow import lay_out
from redactor.recognise.paper import affiliation_fields
from tests.recognise.judging import RULES, Find, not_kept, ruled

NOBODY = Profile("T-1", names=("王伟",))
OWN = "包头市云岭水务设计院有限公司"
AT_WORK = replace(NOBODY, employers=(Employer(OWN),))
MOVED = replace(AT_WORK, employers=(Employer(OWN), Employer("包头市长青水库", is_former=True)))


def paper(authors: str, places: str, english: str = "", note: str = "") -> str:
    """The first page of a paper."""
    head = f"寒区供水研究\n{authors}\n{places}\n摘 要：略\n关键词：略\n"
    return head + (f"Water supply\n{english}\nAbstract: none\n" if english else "") + note


@pytest.mark.parametrize(
    "profile, text, expected",
    [
        # shared with a co-author, another's different one
        (
            AT_WORK,
            paper("李娜¹，王伟¹*，赵强²", f"（1.{OWN}，包头 014000；2.青原大学，呼和浩特 010000）"),
            [("redact", OWN)],
        ),
        # English: the same mark, nothing in the profile
        (
            AT_WORK,
            paper(
                "李娜¹，王伟²",
                f"1.青原大学，呼和浩特\n2.{OWN}",
                "LI Na¹, WANG Wei²\n(1. Qingyuan University, Hohhot; 2. Northern Water Group)",
            ),
            [("redact", OWN), ("redact", "NorthernWaterGroup")],
        ),
        # its mark was not read, but in Chinese it was
        (
            AT_WORK,
            paper(
                "李娜¹，王伟²，赵强¹",
                f"1.青原大学，呼和浩特\n2.{OWN}",
                "LI Na¹, WANG Wei^, ZHAO Qiang¹\n"
                "(1. Qingyuan University, Hohhot; 2. Northern Water Group)",
            ),
            [("redact", OWN), ("redact", "NorthernWaterGroup")],
        ),
        # behind the authors, in their line
        (
            AT_WORK,
            paper(
                "王伟，苏日娜",
                f"（{OWN}，包头 014000）",
                "WANG Wei, Surina (Northern Water Library, Baotou 014000, China)",
            ),
            [("redact", OWN), ("redact", "NorthernWaterLibrary")],
        ),
        # in brackets under the authors, and no abstract in English
        (
            AT_WORK,
            paper("王伟，李娜", f"（{OWN}，包头 014000）")
            + "Water supply\nWANG Wei, LI Na\n(Northern Water Library, Baotou 014000, China)\n"
            + "北方冬季漫长，供水管道常常冻结。\n" * 9,
            [("redact", OWN), ("redact", "NorthernWaterLibrary")],
        ),
        (
            replace(AT_WORK, names=("吕晓峰",)),
            paper("吕晓峰，李娜", f"（{OWN}，包头 014000）")
            + "Water supply\nLÜ Xiaofeng, LI Na\n(Northern Water Library, Baotou 014000, China)\n"
            + "北方冬季漫长，供水管道常常冻结。\n" * 9,
            [("redact", OWN), ("redact", "NorthernWaterLibrary")],
        ),
        # English alone: the brand is in it
        (
            AT_WORK,
            paper(
                "LI Na1, WANG Wei2,*", "1 Qingyuan Univ., Hohhot\n2 Yunling Design Inst., Baotou"
            ),
            [("redact", "YunlingDesignInst")],
        ),
        # both affiliations in one line, the second mark no longer raised
        (
            AT_WORK,
            paper(
                "WANG Wei1, LI Na2",
                "1Yunling Design Inst., Baotou 014030   2Qingyuan University, Hohhot 010018",
            ),
            [("redact", "YunlingDesignInst")],
        ),
        (
            NOBODY,
            paper("李娜1，王伟2", "1云川大学，呼和浩特 010018 2云岭水务设计院，包头 014000"),
            [("redact", "云岭水务设计院")],
        ),
        # no employer in the profile
        (
            NOBODY,
            paper("李娜a，王伟b", "a.青原大学水利学院，呼和浩特；b.云岭水务设计院，包头 014000"),
            [("redact", "云岭水务设计院")],
        ),
        (
            NOBODY,
            paper("王伟，李娜", "（云岭水务设计院，内蒙古 包头 014000）"),
            [("redact", "云岭水务设计院")],
        ),
        # a likely short form at the own mark is no question
        (AT_WORK, paper("李娜1，王伟2", "1.青原大学\n2.云岭设计院"), [("redact", "云岭设计院")]),
        # another institution at the own mark
        (
            AT_WORK,
            paper("王伟1,2，李娜2", f"1 {OWN}\n2 青原大学"),
            [("redact", OWN), ("ask", "青原大学")],
        ),
        (
            MOVED,
            paper("王伟1，李娜2", "1.包头市长青水库\n2.青原大学"),
            [("redact", "包头市长青水库")],
        ),
        # nothing that leads there
        (AT_WORK, paper("王伟，李娜", "（青原大学，呼和浩特；云海水务局，包头）"), []),
        (AT_WORK, paper("张敏1，赵强2", "1.青原大学\n2.云海水务局"), []),
        (NOBODY, paper("王伟1，王伟2", "1.青原大学\n2.云海水务局"), []),
        (NOBODY, paper("王伟民1，李娜2", "1.青原大学\n2.云海水务局"), []),
        # wrapped over lines
        (
            NOBODY,
            paper("王伟1，李娜2", "（1.北泉市青山水利勘测设\n计院，北泉 014000；2.青原大学）"),
            [("redact", "北泉市青山水利勘测设计院")],
        ),
    ],
)
def test_own_affiliation(
    find: Find, profile: Profile, text: str, expected: list[tuple[str, str]]
) -> None:
    assert not_kept(ruled(find, text, Entity.EMPLOYER, profile)) == expected


def test_mark_glued_to_a_latin_name_by_ocr_leads_to_its_place(find: Find) -> None:
    text = paper(
        "LI Naa; WANG Weib,*", "a Qingyuan University, Hohhot\nb Northern Water Group, Baotou"
    )
    found = ruled(find, "关键词 摘要\n" + text, Entity.EMPLOYER, NOBODY, source=TextSource.OCR)
    assert not_kept(found) == [("redact", "NorthernWaterGroup")]


@pytest.mark.parametrize(
    "authors",
    [
        "Wulantuya1,†, Sarentuya2,†, Jianguo Wang1, Wulan3*",
        'Wulantuya1,†, Sarentuya2,†, Jianguo Wang1, Wulan3"',  # as OCR reads it
        "Wulantuya ¹, Sarentuya ², Jianguo Wang ¹, Wulan ³, Bayar ² and Tuya ¹",
    ],
)
def test_one_word_names_with_marks_are_authors(find: Find, authors: str) -> None:
    profile = replace(NOBODY, names=("乌兰图雅",))
    places = "1 Northern Water Group, Baotou, China\n2 Qingyuan University, Hohhot, China\n"
    text = f"Canals in winter\n{authors}\n{places}3 Baotou Academy\nAbstract None\nKey words: canal"
    assert not_kept(ruled(find, text, Entity.EMPLOYER, profile)) == [
        ("redact", "NorthernWaterGroup")
    ]


def test_first_place_whose_mark_was_not_read_is_the_first(find: Find) -> None:
    places = "Northern Water Group, Baotou, China\n2 Qingyuan University, Hohhot, China"
    text = paper("李娜2，王伟1", places)
    found = not_kept(ruled(find, text, Entity.EMPLOYER, NOBODY))
    assert found == [("redact", "NorthernWaterGroup")]


def test_names_and_marks_of_the_others_stay(find: Find) -> None:
    text = paper("李娜¹，王伟¹*，赵强²", f"（1.{OWN}；2.青原大学）")
    assert not_kept(ruled(find, text, Entity.NAME, AT_WORK)) == [("redact", "王伟")]


@pytest.mark.parametrize(
    "note, expected",
    [
        ("*通信作者：王伟，E-mail：q@x.example", [("redact", "q@x.example")]),
        ("* Corresponding author: WANG Wei, E-mail: q@x.example", [("redact", "q@x.example")]),
        ("作者简介：王伟（1985—），男，工程师。E-mail：q@x.example", [("redact", "q@x.example")]),
        ("作者简介：王伟，男，工程师。E-mai1：q1234axx,example", [("redact", "q1234axx,example")]),
        ("作者简介：李娜，女，工程师。E-mai1：q1234axx,example", []),
        ("作者简介：王伟，男，工程师。E-mai1：\nwangw@x.example", [("redact", "wangw@x.example")]),
        ("*通信作者 E-mail：q@x.example", [("redact", "q@x.example")]),  # the asterisk is his
        ("通信作者：李娜，E-mail：q@x.example", []),
        (
            "通信作者：王伟，E-mail：q@x.example；李娜，E-mail：n@x.example",
            [("redact", "q@x.example")],
        ),
        ("作者简介：王伟（1985—），男；李娜（1990—），女，E-mail：n@x.example", []),
        (
            "作者简介：王伟（1985—），男，E-mail：q@x.example；李娜（1990—），女，教授，"
            "本文通信作者，E-mail：n@x.example",
            [("redact", "q@x.example")],
        ),
        (
            "W. Wang is with Yunling (e-mail: wangwei@x.example).\n"
            "N. Li is with Qingyuan University, Hohhot (e-mail: n@x.example).",
            [("redact", "wangwei@x.example")],
        ),
        ("编辑部 E-mail：editor@x.example", []),
        ("通信作者：王伟，李娜，E-mail：q@x.example", [("ask", "q@x.example")]),
    ],
)
def test_own_mail_by_the_note(find: Find, note: str, expected: list[tuple[str, str]]) -> None:
    text = paper("李娜¹，王伟¹*，赵强²", f"（1.{OWN}；2.青原大学）", note=note)
    assert not_kept(ruled(find, text, Entity.EMAIL, AT_WORK)) == expected


def test_note_on_the_author_under_the_references_is_none_of_them(find: Find) -> None:
    note = "参考文献：\n[1] 李娜. 渠道[J].\n作者简介：王伟（1985—），男，工程师。"
    text = paper("李娜，王伟", f"（{OWN}，包头）", note=note)
    found = ruled(find, text, Entity.NAME, AT_WORK, replace(RULES, references="keep"))
    assert not_kept(found) == [("redact", "王伟")] * 2


def test_authors_whose_names_lie_in_the_own_one_leave_its_note_alone(find: Find) -> None:
    note = "第一作者：孟根其其格（1990-），女，q@x.example，15466667777"
    text = paper("孟根其其格¹，其其格²，孟根²", f"（1.{OWN}；2.青原大学）", note=note)
    profile = replace(AT_WORK, names=("孟根其其格",))
    assert not_kept(ruled(find, text, Entity.EMAIL, profile)) == [("redact", "q@x.example")]
    assert not_kept(ruled(find, text, Entity.PHONE, profile)) == [("redact", "15466667777")]


@pytest.mark.parametrize(
    "note, gone",
    [
        ("*通信作者：王伟，男，工程师。E-mail：q@x.example，电话：0470-8225566", ["0470-8225566"]),
        ("通信作者：李娜，E-mail：n@x.example，电话：0470-8225566", []),
        ("作者简介：王伟，男，E-mail：q@x.example；李娜，女，电话：0470-8225566", []),
    ],
)
def test_own_phone_by_the_note(find: Find, note: str, gone: list[str]) -> None:
    text = paper("李娜¹，王伟¹*，赵强²", f"（1.{OWN}；2.青原大学）", note=note)
    phones = not_kept(ruled(find, text, Entity.PHONE, replace(AT_WORK, phones=("15412345678",))))
    assert phones == [("redact", phone) for phone in gone]


@pytest.mark.parametrize(
    "text, fields",
    [
        (
            paper("李娜1，王伟2", "（1. 青原大学，云川 010000；2. 云岭水务设计院，包头 014010）"),
            [(Field.EMPLOYER, "云岭水务设计院")],
        ),
        (
            paper("李娜¹，王伟²", "1 青原大学\n2 云岭水务设计院", "LI Na1, WANG Wei2").replace(
                "Abstract", "1 Qingyuan University\n2 Northern Water Group Co., Ltd.\nAbstract"
            ),
            [
                (Field.EMPLOYER_ENGLISH, "Northern Water Group Co., Ltd"),
                (Field.EMPLOYER, "云岭水务设计院"),
            ],
        ),
        (
            paper("王伟，李娜", "（云岭水务设计院，内蒙古 包头 014000）"),
            [(Field.EMPLOYER, "云岭水务设计院")],
        ),
        (paper("李娜1，孙强2", "1. 青原大学\n2. 云岭水务设计院"), []),
        (paper("李娜1，王伟", "1. 青原大学\n2. 云岭水务设计院"), []),
        (paper("王伟1，王伟2", "1. 青原大学\n2. 云岭水务设计院"), []),  # one of two namesakes
    ],
)
def test_own_affiliations_as_fields_of_a_holder(
    find: Find, text: str, fields: list[tuple[Field, str]]
) -> None:
    layout = lay_out(page_of(text))
    found = list(affiliation_fields(layout, find(text, NOBODY).findings))
    assert [(f.kind, f.printed) for f in found] == fields


def test_place_in_brackets_right_under_the_authors_is_theirs(find: Find) -> None:
    text = "寒区供水研究\nWang Wei, Li Na\n(Lanning Depot, Qingyuan Group Co., Ltd., Baotou)\n"
    text += "一、引言\n" + "略\n" * 9 + "摘 要：略\n关键词：略\n"
    assert not_kept(ruled(find, text, Entity.EMPLOYER, NOBODY)) == [
        ("redact", "LanningDepot,QingyuanGroupCo.,Ltd")
    ]


@pytest.mark.parametrize("link", [" of ", ", "])
def test_own_branch_goes_before_its_company(find: Find, link: str) -> None:
    group = replace(NOBODY, employers=(Employer("云朔电力集团有限公司岚东运维分公司"),))
    english = f"WANG Wei, LI Na\n(Landong Branch{link}Yunshuo Power Group Co., Ltd., Baotou)"
    places = "（云朔电力集团有限公司岚东运维分公司，包头 014000）"
    found = not_kept(ruled(find, paper("王伟，李娜", places, english), Entity.EMPLOYER, group))
    whole = f"LandongBranch{link}YunshuoPowerGroupCo.,Ltd".replace(" ", "")
    assert [text for action, text in found if action == "redact"][1:] == [whole]


def test_company_of_the_own_depot_goes_with_it(find: Find) -> None:
    rail = replace(NOBODY, employers=(Employer("中国铁路青原局集团有限公司岚宁机务段"),))
    places = "（中国铁路青原局集团有限公司 岚宁机务段，包头 014000）"
    english = "WANG Wei, LI Na\n(Lanning Locomotive Depot, Qingyuan Group Co., Ltd., Baotou)"
    found = not_kept(ruled(find, paper("王伟，李娜", places, english), Entity.EMPLOYER, rail))
    assert [text for action, text in found if action == "redact"][1:] == [
        "LanningLocomotiveDepot,QingyuanGroupCo.,Ltd"
    ]


def test_both_author_lines_over_both_affiliations(find: Find) -> None:
    power = replace(NOBODY, employers=(Employer("青原电力（集团）有限责任公司岚宁供电分公司"),))
    text = (
        "变电站巡检\n王伟，李娜\nWANG Wei, LI Na\n"
        "（青原电力（集团）有限责任公司岚宁供电分公司，岚宁 014030）\n"
        "(Department of Safety, Lanning Power Branch, Qingyuan Group Co., Ltd., Lanning 014030)\n"
        "摘要：略\n关键词：略"
    )
    assert not_kept(ruled(find, text, Entity.EMPLOYER, power)) == [
        ("redact", "青原电力（集团）有限责任公司岚宁供电分公司"),
        ("redact", "LanningPowerBranch,QingyuanGroupCo.,Ltd"),
    ]


def test_key_word_is_nobody_in_the_papers_prose(find: Find) -> None:
    word = Profile("T-1", names=("高原",))
    head = "高原机车运用研究\n高原，李娜\n（包头市水务局）\n摘 要：装车表明，高原工况下裕度提高\n"
    text = head + "关键词：高原；机车\n作者简介：高原，男，工程师\n"
    asked = [d for d in not_kept(ruled(find, text, Entity.NAME, word)) if d[0] == "ask"]
    assert asked == []
    without = text.replace("关键词：高原；", "关键词：")
    assert ("ask", "高原") in not_kept(ruled(find, without, Entity.NAME, word))


def test_word_in_the_title_of_a_reference_is_nobody(find: Find) -> None:
    word = Profile("T-1", names=("高峰",))
    note = "参考文献\n[2] 王强，李锐. 高峰时段通风研究[J]. 学报，2017"
    text = paper("高峰，李娜", "（包头市水务局）", note=note)
    assert not_kept(ruled(find, text, Entity.NAME, word)) == [("redact", "高峰")]


def test_head_of_the_text_under_an_english_author_line_ends_its_affiliations(find: Find) -> None:
    text = (
        "边坡监测\n李娜¹，王伟²*，赵强¹\n（1. 青原大学；2. 云岭水务设计院）\n摘 要：略\n"
        "Monitoring of slopes\nLI Na, WANG Wei*, ZHAO Qiang\n1　引言\n已有研究多依赖单一方法。\n"
        "[1] 李娜. 配准方法[J]. 学报, 2021.\n[2] 周建国. 导论[M]. 北京: 样例出版社, 2018."
    )
    assert not_kept(ruled(find, text, Entity.EMPLOYER, NOBODY)) == [("redact", "云岭水务设计院")]


def test_note_without_a_name_is_on_who_has_the_asterisk(find: Find) -> None:
    note = "*通信作者 Author for correspondence，E-mail：q@x.example"
    text = paper("李娜¹*，王伟¹", f"（1.{OWN}）", note=note)
    assert not_kept(ruled(find, text, Entity.EMAIL, AT_WORK)) == []


def test_english_place_below_authors_most_of_whom_have_one_word(find: Find) -> None:
    mongol = replace(NOBODY, names=("宝音德力格尔",))
    text = (
        "羊草评价\n宝音德力格尔，王明，德力格尔\n（云岭草原研究所，内蒙古 呼和浩特 010010）\n"
        "Baoyindeligeer, WANG Ming, Delige'er\n"
        "(Institute of Grassland Research, Yunling Academy of Sciences, Hohhot 010010)\n"
        "摘要：本文\n关键词：羊草"
    )
    gone = [value for _, value in not_kept(ruled(find, text, Entity.EMPLOYER, mongol))]
    assert "InstituteofGrasslandResearch,YunlingAcademyofSciences" in gone


@pytest.mark.parametrize(
    "third, place, english, gone",
    [
        (
            "，John Smith³",
            "\n3.University of Queensland",
            "LI Na¹, WANG Wei², John Smith³\n"
            "(1. Qingyuan University, Hohhot; 2. Northern Water Group)",
            "NorthernWaterGroup",
        ),
        (
            "",
            "",
            "LI Na¹, WANG Wei²\n"
            "(1. Qingyuan University, Hohhot; 2. Baotou No.2 Power Plant, Baotou)",
            "BaotouNo.2PowerPlant",
        ),
    ],
    ids=["an author from abroad", "a plant"],
)
def test_english_place_of_the_own_mark(
    find: Find, third: str, place: str, english: str, gone: str
) -> None:
    text = paper(f"李娜¹，王伟²{third}", f"1.青原大学，呼和浩特\n2.{OWN}{place}", english)
    found = not_kept(ruled(find, text, Entity.EMPLOYER, AT_WORK))
    assert found == [("redact", OWN), ("redact", gone)]


@pytest.mark.parametrize("star, decided", [("", [("ask", "q@x.example")]), ("*", [])])
def test_mail_of_a_note_that_names_nobody_is_asked_about(
    find: Find, star: str, decided: list[tuple[str, str]]
) -> None:
    note = "Corresponding author: q@x.example"
    text = paper(f"李娜{star}，王伟", OWN, note=note)
    assert not_kept(ruled(find, text, Entity.EMAIL, AT_WORK)) == decided
