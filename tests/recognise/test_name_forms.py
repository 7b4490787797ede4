"""Spellings of the own name (RULES.md (b), cases 1 to 4, 9 to 18, 80, 81): page to decision."""

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
    PageReading,
    PageText,
    Profile,
    TextSource,
)
from redactor.fakes.pages import reading_of
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.policy import decide
from redactor.recognise.pinyin import printed_forms

Find = Callable[..., DocumentFindings]
RULES = load_rules("neimenggu-2026")
WANG_WEI = Profile("N-1", names=("王伟", "王卫"))
OUYANG = Profile("N-2", names=("欧阳明珠",))
QILIGA = Profile("N-3", names=("其力嘎",))
WUYUNDALAI = Profile("N-4", names=("乌云达来",), pinyin=("WUYUNDALAI",))
LU_YU = Profile("N-5", names=("吕玉",))
XI_AN = Profile("N-6", names=("陈西安",))
SCRIPT = Profile("N-7", names=("王伟", "ᠸᠠᠩ ᠸᠧᠢ"))
CHAOLEMEN = Profile("N-9", names=("额·朝勒门",))
BAO = Profile("N-11", names=("包乌日娜",))
CHENGUANG = Profile("N-8", names=("陈晨光",))


def own(find: Find, text: str, *args: object, **kwargs: object) -> list[tuple[str, str]]:
    """Action and reason of each finding that resembles the own name, in page order."""
    decisions = decide([find(text, *args, **kwargs)], RULES)[0].decisions
    found = [d for d in decisions if _is_own_name(d)]
    found.sort(key=lambda d: (d.finding.quads[0].tl[1], d.finding.quads[0].tl[0]))
    return [(d.action.value, d.reason) for d in found]


def _is_own_name(decision: Decision) -> bool:
    finding = decision.finding
    return finding.entity is Entity.NAME and finding.likeness != "other"


def glyphs(find: Find, text: str, profile: Profile, **kwargs: object) -> int:
    """How many characters go as the own name; blanks are none."""
    decisions = decide([find(text, profile, **kwargs)], RULES)[0].decisions
    gone = [d for d in decisions if d.action is Action.REDACT and _is_own_name(d)]
    return sum(len(d.finding.quads) for d in gone)


@pytest.mark.parametrize(
    "profile, text, count",
    [
        (WANG_WEI, "姓名：王　伟", 2),
        (WANG_WEI, "姓名：王 伟 性别：男", 2),
        (WANG_WEI, "姓　　名\t王　　伟\t性　　别", 2),
        (WANG_WEI, "王\n伟", 2),
        (WANG_WEI, "ＷＡＮＧ　Ｗｅｉ", 7),
        (WANG_WEI, "我单位王伟同志完成", 2),
        (WANG_WEI, "王伟工程师负责", 2),
        (WANG_WEI, "感谢王伟老师指导", 2),
        (WANG_WEI, "⺩伟、李娜", 2),
        (WANG_WEI, "原名王卫，曾在水利二队", 2),
        (WANG_WEI, "王偉、李娜", 2),
        (OUYANG, "歐陽明珠主持", 4),
        (OUYANG, "欧\n阳\n明\n珠", 4),
        (Profile("N-9", names=("徳淸",)), "姓名：德清", 2),
        (Profile("N-9", names=("李峰",)), "姓名：李峯", 2),
        (WUYUNDALAI, "烏雲達來", 4),
    ],
)
def test_name_goes_whole_in_every_han_form(
    find: Find, profile: Profile, text: str, count: int
) -> None:
    assert glyphs(find, text, profile) == count


def test_name_wrapped_at_the_end_of_a_line_goes_whole(find: Find) -> None:
    head = "本项目在实施过程中得到了有关部门的大力支持并由高级工程师欧阳"
    text = head + "\n明珠主持完成，验收合格，已投入使用，运行情况良好，特此说明。"
    assert glyphs(find, text, OUYANG) == 4


@pytest.mark.parametrize(
    "lines, count",
    [
        ("并由高级工程师王伟负|责主持完成，验收合格", 2),  # by itself, the line has 王伟负
        ("并由高级工程师王伟排|名第二完成，验收合格", 2),
        ("并由高级工程师李强主|任王伟完成，验收合格", 2),
        ("并由高级工程师王伟民负|责主持完成，验收合格", 0),
        ("并由高级工程师王伟民主|持完成，验收合格", 0),
    ],
)
def test_word_cut_at_the_end_of_a_line_makes_no_longer_name(
    find: Find, lines: str, count: int
) -> None:
    upper, lower = lines.split("|")
    text = f"本项目在实施过程中得到了有关部门的大力支持{upper}\n{lower}，已投入使用，情况良好。"
    assert glyphs(find, text, WANG_WEI) == count


def test_word_cut_at_the_end_of_a_narrow_line(find: Find) -> None:
    text = "通知\n程师王伟主\n持，已投入\n使用，李娜"
    assert glyphs(find, text, WANG_WEI) == 2


def test_name_of_one_character_a_cell_goes_whole(find: Find) -> None:
    assert glyphs(find, "", WANG_WEI, reading=_cells("姓名王伟性别")) == 2


def _cells(text: str) -> PageReading:
    """One character a cell, as forms print names in boxes."""
    chars = []
    for n, char in enumerate(text):
        quad = PtQuad.from_box(PtBox(20.0 + 40 * n, 20, 30.0 + 40 * n, 30))
        chars += [Char(char, quad, 1.0, n, TextSource.TEXT_LAYER)]
        chars += [Char("\t", None, 1.0, n, TextSource.TEXT_LAYER)]
    return PageReading(1, PageGeometry(595, 842, 0, 72), PageText(1, tuple(chars)))


@pytest.mark.parametrize(
    "profile, text",
    [
        (WANG_WEI, "Wang Wei"),
        (WANG_WEI, "WANG WEI"),
        (WANG_WEI, "Wei Wang"),
        (WANG_WEI, "WANG, Wei"),
        (WANG_WEI, "Passenger: WANG/WEI"),
        (WANG_WEI, "WANG WEl, Engineer"),  # as OCR reads an I within capitals
        (WANG_WEI, "Wáng Wěi"),
        (WANG_WEI, "Wɑ́ng Wěi"),
        (WANG_WEI, "wangwei"),
        (WANG_WEI, "Wang-Wei"),
        (WANG_WEI, "由Wang Wei完成"),
        (OUYANG, "Ouyang Ming-Zhu"),
        (OUYANG, "Mingzhu OUYANG"),
        (OUYANG, "Ou Yang Mingzhu"),
        (LU_YU, "Lü Yu"),
        (LU_YU, "LV YU"),
        (LU_YU, "Lu Yu"),
        (LU_YU, "Lyu Yu"),
        (XI_AN, "Chen Xi'an"),
        (XI_AN, "Xi’an Chen"),
        (XI_AN, "CHEN Xian"),
        (WANG_WEI, "姓名拼音\tWANG, WEI\nName in Pinyin"),
        (WANG_WEI, "Full Name\tWang, Wei\nSex\tMale"),
        (WANG_WEI, "This is to certify that Wang, Wei has completed the course."),
        (WUYUNDALAI, "WU YUNDALAI"),
        (WUYUNDALAI, "WUYUN DALAI"),
        (WUYUNDALAI, "Wuyun-Dalai"),
        (WUYUNDALAI, "XXX WUYUNDALAI"),
        (WUYUNDALAI, "Wu Yun Da Lai"),
        (CHAOLEMEN, "其论文 Chaolemen, E; Batu, H. 已发表"),
        (CHAOLEMEN, "by Batu, H. and Chaolemen, E., 2019"),
        (CHAOLEMEN, "E Chaolemen"),
        (BAO, "Dear Dr. Wurina Bao,"),
        (BAO, "Bao, Wurina"),
        (BAO, "BAO WU RI NA"),
        (WANG_WEI, "Wang, Wei received the degree in 2008."),
        (Profile("N-10", names=("苏和",), pinyin=("Suhe Bold",)), "BOLD SUHE"),
        (Profile("N-10", names=("苏和",), pinyin=("Suhe Bold",)), "Su He Bold"),
    ],
)
def test_latin_spelling_goes(find: Find, profile: Profile, text: str) -> None:
    assert [a for a, _ in own(find, text, profile)] == ["redact"]


@pytest.mark.parametrize(
    "profile, text",
    [
        (WANG_WEI, "Yu Wei"),  # 王 is read yu in dictionaries, never in a name
        (WANG_WEI, "Wang Weimin"),
        (WANG_WEI, "Wang Hui, Li Wei"),
        (WANG_WEI, "Zhang Wang, Wei Li"),
        (WANG_WEI, "presented to Wang, Wei Li and others"),
        (LU_YU, "Liu Yu"),
        (XI_AN, "Chen Xiang"),
        (WUYUNDALAI, "WUYUNDALAIQI"),
        (WUYUNDALAI, "Wu Yun, Da Lai"),
        (Profile("N-11", names=("沈乐",)), "Tan Le"),
        (CHAOLEMEN, "Chaolemen, Eerdun"),
    ],
)
def test_latin_spelling_of_somebody_else_is_no_finding(
    find: Find, profile: Profile, text: str
) -> None:
    assert own(find, text, profile) == []


PAPER = "寒区供水管网研究\n摘 要：略\n关键词：略\n"


@pytest.mark.parametrize(
    "text, actions",
    [
        (PAPER + "Wang W., Li N., Zhao Q.", ["redact"]),
        (PAPER + "W. Wang, N. Li, Q. Zhao", ["redact"]),
        (PAPER + "Wang W, Li N, Zhao Q", ["redact"]),
        (PAPER + "Wang, W., Li, N., & Zhao, Q.", ["redact"]),
        (PAPER + "Author Contributions: Methodology, W.W. and L.N.", ["redact"]),
        (PAPER + "Author Contributions: Methodology, L.N. and Z.Q.;\nwriting, W.W.", ["redact"]),
        (PAPER + "W. Wanga,*, N. Lib", ["redact"]),
        (PAPER + "N. Li and W. Wang are with Yunling Institute, Baotou", ["redact"]),
        (PAPER + "Wang W.M., Li N., Zhao Q.", ["keep"]),
        (PAPER + "Li N., Wang W. M. and Zhao Q.", ["keep"]),
        (PAPER + "M. W. Wang, N. Li, Q. Zhao", ["keep"]),
        (PAPER + "M.W. Wang, N. Li, Q. Zhao", ["keep"]),
        (PAPER + "Wang W I, Li N 2", ["redact"]),  # a raised 1
        (PAPER + "N. M. Li, W. Wang", ["redact"]),
        (PAPER + "[2] Wang W. A study of pumps[J]", ["ask"]),
        (PAPER + "[2] Wang W. An old pump[J]", ["ask"]),
        (PAPER + "[2] Wang Wei A study of pumps[J]", ["redact"]),
        ("as W. Wang has shown", ["ask"]),
        ("see Wang W. for details", ["ask"]),
        (PAPER + "[1] SMITH W.W. Water", []),
        (PAPER + "the W.W. method", []),
        (PAPER + "X. Wang, N. Li", []),
        # A title page is no paper, but its list of authors is one.
        ("W. Wangª, N. Xuª, Z.Shen⁺, Hasibagen²", ["redact"]),
        ("N. Lia, W. Wangb,*, Z. Shen†", ["redact"]),
        ("W. Wang¹, N. Xua,', Z. Shen†", ["redact"]),
        ("the W. Wanga method of N. Li", []),
    ],
)
def test_initials(find: Find, text: str, actions: list[str]) -> None:
    assert [a for a, _ in own(find, text, WANG_WEI, TextSource.OCR)] == actions


@pytest.mark.parametrize(
    "name, text, actions",
    [
        ("常青", "Na Li1, Qing Changt, Li Sun2", ["redact"]),  # †
        ("常青", "LI Na1, CHANG Qingl,*, SUN Li2", ["redact"]),  # ¹
        ("常青", "N. Li1, Q. ChangI and L. Sun2", ["redact"]),
        ("何乐", "Na Li1, Le Hea and Li Sun2", ["redact"]),
        ("何乐", "Then he led the water off, and let it go. He led. HE LED.", []),
        ("李娜", "Wei Wang1, Li Nai2, Li Sun", ["ask"]),
        ("巴图", "Batul, Li Na2", []),
    ],
)
def test_letter_behind_a_latin_name_is_a_mark_among_names_alone(
    find: Find, name: str, text: str, actions: list[str]
) -> None:
    profile = Profile("N-13", names=(name,))
    assert [a for a, _ in own(find, PAPER + text, profile, TextSource.OCR)] == actions


def test_spelling_that_follows_its_other_in_brackets_is_no_second_person(find: Find) -> None:
    text = "Siqingaowa (SIQINGAOWA) is the corresponding author"
    profile = Profile("N-12", names=("斯琴高娃",))
    assert [a for a, _ in own(find, text, profile)] == ["redact", "redact"]


@pytest.mark.parametrize(
    "authors, printed, actions",
    [
        ("Yuwei Cao, Zhenshu Piao and Tian Miao", "Y.C. and Z.P.", ["redact"]),
        ("Yuwei Cao, Zhenshu Piao and Tian Miao", "Y.C. and Z.S.P.", ["redact"]),
        ("Yuwei Cao, Zhenshu Piao and Peng Zhang", "Y.C. and Z.P.", ["ask"]),
        ("Yuwei Cao, Zhenshu Piao and Tian Miao", "Y.C. and T.M.", []),
        ("Yuwei Cao, Zhenshu Piao", "Z.P. and Y.C.; writing, Z.P.", ["redact", "redact"]),
    ],
)
def test_initials_with_the_surname_last(
    find: Find, authors: str, printed: str, actions: list[str]
) -> None:
    text = f"{PAPER}{authors}\nAuthor Contributions: Methodology, {printed}"
    found = own(find, text, Profile("T-9", names=("朴贞淑",)))
    assert [a for a, _ in found][1:] == actions


def test_initials_behind_the_own_mail(find: Find) -> None:
    text = f"{PAPER}Mei Bai 1, Gang Li 1\nbai@q.example (M.B.); li@q.example (G.L.)"
    found = own(find, text, Profile("T-9", names=("白梅",)))
    assert [a for a, _ in found] == ["redact", "redact"]


def test_initials_of_a_surname_that_no_list_has(find: Find) -> None:
    profile = Profile("T-9", names=("禚昪",))
    assert [a for a, _ in own(find, PAPER + "Zhuo B, Han DM, Liu LX", profile)] == ["redact"]
    assert own(find, PAPER + "Qi L, Han DM, Liu LX", Profile("T-9", names=("其力嘎",))) == []


def test_initials_of_a_name_with_a_dot_behind_the_surname(find: Find) -> None:
    profile = Profile("T-9", names=("陈·乌仁图雅",))
    assert [a for a, _ in own(find, PAPER + "W. Tian, W. Chen, H. Yan", profile)] == ["redact"]


def test_given_name_in_letters_of_a_name_with_a_dot_is_asked_about(find: Find) -> None:
    profile = Profile("T-9", names=("巴·苏宁巴雅",))
    certified = "This is to certify that {} has completed the course."
    assert own(find, certified.format("Suningbaya"), profile) == [("ask", "near_miss")]
    assert own(find, certified.format("Ba Suningbaya"), profile) == [("redact", "own_spelling")]
    assert own(find, certified.format("Suningbayar"), profile) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("姓名：其合力嘎", [("ask", "name_variant")]),
        ("由其贺力嘎主持完成", [("ask", "name_variant")]),
        ("琪力嘎、李娜", [("ask", "name_variant")]),
        ("其力嘎、其合力嘎、李娜", [("redact", "own_exact"), ("keep", "other_person")]),
        ("其合力嘎（其力嘎）", [("ask", "name_variant"), ("redact", "own_exact")]),
        ("其力和", []),
        ("其中力图", []),
        ("审核人：其合力嘎", [("keep", "other_person")]),
    ],
)
def test_other_transliteration_is_asked_about(
    find: Find, text: str, expected: list[tuple[str, str]]
) -> None:
    assert own(find, text, QILIGA) == expected


@pytest.mark.parametrize(
    "name, variant",
    [("萨日娜", "撒日娜"), ("乌云其木格", "乌云其木克"), ("巴雅尔", "巴雅日")],
)
def test_other_characters_of_one_sound_are_asked_about(find: Find, name: str, variant: str) -> None:
    text = f"姓名：{name}\n由{variant}主持"
    assert ("ask", "name_variant") in own(find, text, Profile("N-13", names=(name,)))


def test_transliteration_among_the_aliases_goes(find: Find) -> None:
    profile = replace(QILIGA, names=("其力嘎", "其合力嘎"))
    assert own(find, "姓名：其合力嘎", profile) == [("redact", "own_exact")]


def test_han_name_has_no_transliterations(find: Find) -> None:
    assert own(find, "王娜、李那", Profile("N-12", names=("李娜",))) == []


@pytest.mark.parametrize(
    "text, actions",
    [
        ("ᠨᠡᠷ᠎ᠡ ᠸᠠᠩ ᠸᠧᠢ", ["redact"]),
        ("ᠸᠠᠩ\u202fᠸᠧᠢ", ["redact"]),
        ("ᠸᠠ\u180bᠩ ᠸᠧᠢ\u202fᠶᠢᠨ", ["redact"]),  # a variation selector, and a case ending
        ("姓名ᠸᠠᠩ ᠸᠧᠢ先生", ["redact"]),
        ("ᠸᠠᠩ ᠸᠧᠢᠮᠢᠨ", []),
        ("ᠠᠸᠠᠩ ᠸᠧᠢ", []),
    ],
)
def test_name_in_mongolian_script(find: Find, text: str, actions: list[str]) -> None:
    assert [a for a, _ in own(find, text, SCRIPT)] == actions


def _turned(text: str) -> PageReading:
    """A column of Mongolian script: each letter a quarter turn, the line running down."""
    chars = []
    for n, char in enumerate(text):
        y, gap = 20.0 + 8 * n, char.isspace()
        quad = PtQuad((60.0, y), (60.0, y + 8), (50.0, y + 8), (50.0, y))
        chars.append(Char(char, None if gap else quad, 1.0, 0, TextSource.TEXT_LAYER))
    chars.append(Char("\n", None, 1.0, 0, TextSource.TEXT_LAYER))
    return PageReading(1, PageGeometry(595, 842, 0, 72), PageText(1, tuple(chars)))


def test_column_of_mongolian_script(find: Find) -> None:
    decisions = decide([find("", SCRIPT, reading=_turned("ᠸᠠᠩ ᠸᠧᠢ ᠤᠨ"))], RULES)[0].decisions
    assert [(d.action, len(d.finding.quads)) for d in decisions] == [(Action.REDACT, 6)]


@pytest.mark.parametrize(
    "profile, text, expected",
    [
        (WANG_WEI, "姓名：玉伟", [("redact", "own_ocr_close")]),
        (WANG_WEI, "申报人：王韦", [("redact", "own_ocr_close")]),
        (WANG_WEI, "王佛，李娜", [("ask", "near_miss")]),
        (WANG_WEI, "张玉伟主持", []),  # somebody's whole name
        (WANG_WEI, "国王侍从", []),
        (WANG_WEI, "王佛、王伟、李娜", [("redact", "own_exact")]),  # two people in one list
        (WANG_WEI, "王芳、李娜", []),  # nothing alike
        (CHENGUANG, "陈展光、李娜", []),
        (CHENGUANG, "阵晨光、李娜", [("ask", "near_miss")]),
    ],
)
def test_slip_of_ocr(
    find: Find, profile: Profile, text: str, expected: list[tuple[str, str]]
) -> None:
    assert own(find, text, profile, TextSource.OCR) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("王伟\t包头市云岭水务设计院有限公司\t工程师\t玉伟", "redact"),
        ("李娜\t包头市云岭水务设计院有限公司\t工程师\t玉伟", "ask"),
        ("王伟\t内蒙古青原大学\t工程师\t玉伟", "ask"),  # beside whom another may be named
    ],
)
def test_hand_at_the_end_of_the_own_row(find: Find, row: str, expected: str) -> None:
    employed = replace(WANG_WEI, employers=(Employer("包头市云岭水务设计院有限公司"),))
    found = own(find, f"职务\t单位\t职称\t签字\n{row}", employed, TextSource.OCR)
    assert expected in [action for action, reason in found if reason != "own_exact"]


def _doubted(text: str, score: float = 0.6) -> PageReading:
    """A page of which OCR was unsure."""
    page = reading_of(text, TextSource.OCR)
    chars = tuple(replace(c, score=score) for c in page.text.chars)
    return replace(page, text=PageText(1, chars))


@pytest.mark.parametrize(
    "profile, text, expected",
    [
        (WANG_WEI, "王住，李娜，赵强", [("redact", "own_ocr_close")]),
        (WANG_WEI, "玉伟主持完成", [("ask", "near_miss")]),
        (WANG_WEI, "日益回用王讯公用住", []),  # one equal character of two
        (CHENGUANG, "由陈晨先主持", [("ask", "near_miss")]),
        (CHENGUANG, "由陈晨先主持\n陈晨光、陈晨先、李娜", [("redact", "own_exact")]),
    ],
)
def test_slip_that_ocr_doubted(
    find: Find, profile: Profile, text: str, expected: list[tuple[str, str]]
) -> None:
    assert own(find, "", profile, reading=_doubted(text)) == expected


@pytest.mark.parametrize("text", ["姓名：玉伟", "王佛，李娜", "申报人：王韦"])
def test_text_layer_has_no_slips(find: Find, text: str) -> None:
    assert own(find, text, WANG_WEI) == []


@pytest.mark.parametrize(
    "text", ["张X、王X、李某", "XXX", "出生年月 19XX/10", "姓名：XXX", "某某同志", "王某某诉李某"]
)
def test_placeholder_is_never_flagged(find: Find, text: str) -> None:
    decisions = decide([find(text, WANG_WEI)], RULES)[0].decisions
    assert all(d.action is Action.KEEP for d in decisions)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("姓名：王**", [("redact", "own_part_masked")]),
        ("姓名\t王*\t性别", [("redact", "own_part_masked")]),
        ("证人王**陈述", [("keep", "masked_already")]),
    ],
)
def test_half_masked_name(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert own(find, text, WANG_WEI) == expected


@pytest.mark.parametrize(
    "text, actions",
    [
        ("E-mail：wangwei@mail.example", ["redact"]),
        ("E-mail：weiwang@mail.example", ["redact"]),
        ("E-mail：wang_wei85@mail.example", ["redact"]),
        ("E-mail：w.wang@mail.example", ["redact"]),
        ("E-mail：wangw@mail.example", ["redact"]),
        ("请发至wangw@mail.example", ["ask"]),
        ("请发至wangwei@mail.example", ["ask"]),
        ("由王伟负责，材料请发至wangwei@mail.example", ["redact"]),
        (PAPER + "*通信作者：wangw@mail.example", ["redact"]),
        ("咨询联系人：李娜 zwangwei@mail.example", ["keep"]),
        ("投稿邮箱wangbo@mail.example", ["keep"]),
    ],
)
def test_mailbox_made_of_the_name(find: Find, text: str, actions: list[str]) -> None:
    profile = Profile("N-13", names=("王伟",))
    decisions = decide([find(text, profile)], RULES)[0].decisions
    found = [d.action.value for d in decisions if d.finding.entity is Entity.EMAIL]
    assert found == actions


@pytest.mark.parametrize(
    "name, mail, expected",
    [
        ("阿拉坦其其格", "altqqg", "ask"),
        ("阿拉坦其其格", "altqqg_nm", "ask"),
        ("阿拉坦其其格", "altqq", "keep"),
        ("其力嘎", "qlg", "keep"),  # many people's
        ("欧阳雪梅", "oyxm88", "ask"),
    ],
)
def test_mailbox_of_all_first_letters(find: Find, name: str, mail: str, expected: str) -> None:
    text = f"通知\n材料请发至{mail}@mail.example"
    decisions = decide([find(text, Profile("N-15", names=(name,)))], RULES)[0].decisions
    found = [d.action.value for d in decisions if d.finding.entity is Entity.EMAIL]
    assert found == [expected]


@pytest.mark.parametrize(
    "text, count",
    [
        ("E-mail：wangwei@yunling-wd.example", 26),  # the domain names the employer: its own mark
        ("E-mail：wangwei.lab@mail.example", 24),  # no mailbox of ours, but the name is in it
        ("E-mail：lina@yunling-wd.example", 18),
        ("E-mail：lina@mail.example", 0),
    ],
)
def test_name_before_the_at_goes_whoever_has_the_domain(find: Find, text: str, count: int) -> None:
    work = Employer("包头市云岭水务设计院有限公司", domains=("yunling-wd.example",))
    profile = Profile("N-14", names=("王伟",), employers=(work,))
    decisions = decide([find(text, profile)], RULES)[0].decisions
    gone = [q for d in decisions if d.action is Action.REDACT for q in d.finding.quads]
    assert len(gone) == len(set(gone)) == count


@pytest.mark.parametrize(
    ("name", "first", "count"),
    [
        ("王伟", "Wang Wei", 5),
        ("欧阳明珠", "Ouyang Mingzhu", 5),
        ("单雄信", "Shan Xiongxin", 5),
        ("区雄信", "Ou Xiongxin", 5),
        ("卜雄信", "Bu Xiongxin", 5),
        ("其力嘎", "Qiliga", 2),
        ("包乌日娜", "Bao Wurina", 5),
        ("白音孟和", "Baiyinmenghe", 2),
        ("王", "", 0),
    ],
)
def test_latin_forms_that_papers_print(name: str, first: str, count: int) -> None:
    forms = printed_forms(name)
    assert len(forms) == count
    assert not forms or forms[0] == first
