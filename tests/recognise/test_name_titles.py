"""Half a name: a surname with a title, a given name alone (RULES.md (b), cases 9 and 10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from redactor.config.rules import load_rules
from redactor.datatypes import Action, DocumentFindings, Profile
from redactor.policy import decide

Find = Callable[..., DocumentFindings]
RULES = load_rules("neimenggu-2026")
WANG_WEI = Profile("S-1", names=("王伟",))
MINGZHU = Profile("S-2", names=("王明珠",))
BATER = Profile("S-3", names=("巴特尔",))
OWN = "业绩总结\n姓名：王伟\n"


def halves(
    find: Find, text: str, profile: Profile = WANG_WEI, switch: str = "ask"
) -> list[tuple[str, str, str]]:
    """What is printed, action and reason of each half name."""
    rules = replace(RULES, surname_title=switch)
    decisions = decide([find(text, profile)], rules)[0].decisions
    by = ("own.surname_title", "own.given_name")
    return [
        (d.finding.value, d.action.value, d.reason) for d in decisions if d.finding.found_by in by
    ]


@pytest.mark.parametrize(
    "line, value",
    [
        ("王工负责现场勘察", "王工"),
        ("由王工负责", "王工"),
        ("感谢王老师的指导", "王老师"),
        ("我校王老师被评为优秀教师", "王老师"),
        ("请王主任审定", "王主任"),
        ("在王医生的带领下", "王医生"),
        ("王总工程师主持", "王总工程师"),
        ("王总负责", "王总"),
        ("青年教师王老师", "王老师"),
        ("王高级工程师签字", "王高级工程师"),
        ("我院小王获奖", "小王"),
        ("老王师傅的徒弟", "老王"),
    ],
)
def test_surname_with_title_is_asked_about(find: Find, line: str, value: str) -> None:
    assert halves(find, OWN + line) == [(value, "ask", "surname_title")]


@pytest.mark.parametrize(
    "line, value",
    [
        ("伟同志品行端正", "伟"),
        ("推荐伟同志", "伟"),
        ("小伟负责", "小伟"),
        ("阿伟、小伟", "阿伟 小伟"),
        ("总结人：伟　2026.5.18", "伟"),
        ("申报人签名\t伟", "伟"),
    ],
)
def test_given_name_alone_is_asked_about(find: Find, line: str, value: str) -> None:
    found = halves(find, OWN + line)
    assert [v for v, _, _ in found] == value.split()
    assert {(a, r) for _, a, r in found} == {("ask", "given_name")}


def test_relatives_called_by_half_the_own_name_are_others(find: Find) -> None:
    profile = replace(BATER, names=("额尔敦巴雅尔",))
    text = "登记表\n姓名\t额尔敦巴雅尔\n称谓\t姓名\n父亲\t巴雅尔\n单位意见：巴雅尔同志符合条件"
    asked = [v for v, action, _ in halves(find, text, profile) if action == "ask"]
    assert asked == ["巴雅尔"]


@pytest.mark.parametrize(
    "name, line, asked",
    [
        ("赵鹏飞", "鹏飞", True),
        ("王建设", "建设", False),  # a word
        ("王伟", "伟", False),
        ("赵鹏飞", "鹏飞路", False),
    ],
)
def test_given_name_alone_on_its_line(find: Find, name: str, line: str, asked: bool) -> None:
    text = f"业绩总结\n姓名：{name}\n资料已发，请查收。\n{line}\n2026年5月"
    found = halves(find, text, Profile("S-4", names=(name,)))
    assert [(a, r) for _, a, r in found] == ([("ask", "given_name")] if asked else [])


def test_first_half_of_a_mongolian_name_with_a_title(find: Find) -> None:
    profile = Profile("S-5", names=("乌云毕力格",))
    text = "业绩总结\n姓名：乌云毕力格\n乌云老师教得特别耐心。"
    assert halves(find, text, profile) == [("乌云老师", "ask", "surname_title")]
    assert halves(find, text + "\n参加人：乌云格日乐、李娜", profile)[0][1] == "keep"


def test_first_half_of_a_mongolian_name_within_another_name(find: Find) -> None:
    text = "业绩总结\n姓名：巴图苏和\n3 苏和巴图 工程师"
    assert halves(find, text, Profile("S-6", names=("巴图苏和",))) == []


def test_half_of_a_mongolian_name_by_which_somebody_is_called(find: Find) -> None:
    text = "最美护士乌仁其木格\n我是乌仁，来自内一科。乌仁护士长常说：再等等。"
    found = halves(find, text, Profile("S-4", names=("乌仁其木格",)))
    assert [(value, action) for value, action, _ in found] == [
        ("乌仁", "ask"),
        ("乌仁护士长", "ask"),
    ]


@pytest.mark.parametrize(
    "text, asked",
    [
        ("乌日娜¹，李明²\n摘要：本文", ["乌日娜"]),
        ("教研组长乌日娜介绍了经验", ["乌日娜"]),
        ("成员：其木格、乌日娜、包乌日娜、李明", []),
        ("成员：其木格、乌日娜图雅", []),
        ("学生乌日娜说", []),
        ("成员：白乌日娜\n乌日娜介绍了经验", []),
    ],
)
def test_own_name_of_a_mongol_without_the_family(find: Find, text: str, asked: list[str]) -> None:
    found = halves(find, text, Profile("S-5", names=("包乌日娜",)))
    assert [(value, action) for value, action, _ in found if action != "keep"] == [
        (name, "ask") for name in asked
    ]


def test_what_stands_behind_the_dot_of_the_own_name(find: Find) -> None:
    found = halves(find, "感谢苏宁巴雅的帮助", Profile("S-5", names=("巴·苏宁巴雅",)))
    assert [(value, action) for value, action, _ in found] == [("苏宁巴雅", "ask")]


def test_part_of_a_mongolian_name_in_prose(find: Find) -> None:
    text = (
        "敖特根巴雅尔考入乌兰牧骑。“我是牧民的孩子。”敖特根说。\n成员：敖特根巴雅尔、敖特根、那仁"
    )
    found = halves(find, text, Profile("S-6", names=("敖特根巴雅尔",)))
    assert [(value, action) for value, action, _ in found] == [("敖特根", "ask")]


def test_second_part_of_a_mongolian_name(find: Find) -> None:
    text = (
        "年度考核表\n姓名：娜仁图雅\n本人图雅，认真工作。图雅老师授课。\n成员：娜仁图雅、图雅、那仁"
    )
    found = halves(find, text, Profile("S-7", names=("娜仁图雅",)))
    assert [(value, action) for value, action, _ in found] == [("图雅", "ask")] * 2


def test_given_name_of_two_characters(find: Find) -> None:
    text = "业绩总结\n姓名：王明珠\n明珠同志获评先进，明珠老师授课，东方明珠塔"
    assert [v for v, a, _ in halves(find, text, MINGZHU) if a == "ask"] == ["明珠"] * 2


@pytest.mark.parametrize("name", ["云小燕", "奇志刚", "撖建平", "云高娃", "禚立新"])
def test_given_name_behind_a_surname_that_few_lists_have(find: Find, name: str) -> None:
    someone = replace(WANG_WEI, names=(name,))
    asked = halves(find, f"考核表\n姓名：{name}\n评语：{name[1:]}同志工作认真。", someone)
    assert asked == [(name[1:], "ask", "given_name")]


@pytest.mark.parametrize(
    "line, count", [("大家都找润叶。", 1), ("请费润叶到场", 0), ("学生润叶", 0), ("旗润叶路", 0)]
)
def test_given_name_in_prose_where_a_tagger_sees_a_person(
    find: Find, line: str, count: int
) -> None:
    asked = halves(find, f"总结\n姓名：王润叶\n{line}", replace(WANG_WEI, names=("王润叶",)))
    assert asked == [("润叶", "ask", "given_name")] * count


def test_half_a_name_that_is_another_authors_is_theirs_everywhere(find: Find) -> None:
    someone = replace(WANG_WEI, names=("赛音吉雅",))
    paper = "研究进展\n{authors}\n（某大学）\n[摘要] 略\n致谢：感谢李旭、吉雅。"
    apart = halves(find, paper.format(authors="赛音吉雅1，李旭1，吉雅3*"), someone)
    assert {action for _, action, _ in apart} <= {"keep"}
    assert ("吉雅", "ask", "given_name") in halves(
        find, paper.format(authors="赛音吉雅1，李旭1"), someone
    )


def test_given_name_beside_a_longer_name_that_is_nobodys(find: Find) -> None:
    someone = replace(WANG_WEI, names=("王云鹏",))
    asked = halves(find, "总结\n王云鹏，王云鹏程；云鹏同志", someone)
    assert asked == [("云鹏", "ask", "given_name")]


def test_familiar_name_that_others_are_said_to_use(find: Find) -> None:
    asked = halves(find, f"{OWN}同事都叫我老王。")
    assert asked == [("老王", "ask", "surname_title")]


def test_given_name_of_two_characters_at_a_label(find: Find) -> None:
    assert halves(find, "教研记录\n主备人：明珠　参加人：全体教师", MINGZHU)[0][1] == "ask"
    assert halves(find, "群聊\n明珠，电话 15412345678", MINGZHU)[0][1] == "ask"
    assert halves(find, "教研记录\n主备人：李明珠　参加人：明珠小学教师", MINGZHU) == []


def test_given_name_of_two_characters_needs_no_other_word_of_the_applicant(find: Find) -> None:
    assert halves(find, "评教汇总\n明珠老师有耐心", MINGZHU)[0][1] == "ask"
    assert halves(find, "评教汇总\n明珠老师有耐心\n教师：李明珠", MINGZHU)[0][1] == "keep"


@pytest.mark.parametrize(
    "text",
    [
        "验收会上王工发言",  # no word of the applicant
        OWN + "参加人：王强、李娜\n王工负责",  # there is another 王
        OWN + "审核人：王主任",
        OWN + "在王院长的领导下",  # the applicant leads nothing
        "业绩总结\n姓名：王伟\n与李伟合作\n伟同志品行端正",
    ],
)
def test_half_a_name_that_may_be_anothers_is_kept(find: Find, text: str) -> None:
    found = halves(find, text)
    assert [(a, r) for _, a, r in found] == [("keep", "other_person")]


@pytest.mark.parametrize(
    "line",
    [
        "王工程验收合格",
        "帝王工程",
        "女王工作室",
        "国王老师",
        "王总结了经验",
        "王总体负责",
        "王主任科员",
        "参加验收的有李建\n伟同志，李娜",
        "邓伟同志品行端正",
        "伟大同志",
        "小明有三个苹果",
        "张小伟负责",
        "小伟哥",
        "学生小王提问",
        "小王庄灌区",
        "小王国",
        "大小王牌",
        "高工王强",
        "王伟同志主持，王伟老师授课，王伟工程师",
        "王 工\t程",
        "总结人：伟业公司",
        "共分三类：伟",
    ],
)
def test_words_that_look_like_half_a_name(find: Find, line: str) -> None:
    assert [v for v, a, _ in halves(find, OWN + line) if a != "keep"] == []


@pytest.mark.parametrize(
    "name, line",
    [
        ("高峰", "晋升为高工"),
        ("任伟", "任主任期间成绩突出"),
        ("向伟", "向老师学习"),
        ("和平", "和老师一起"),
        ("于伟", "聘于主任岗位"),
        ("那日苏", "那老师说得好"),
        ("其力嘎", "其老师为李娜"),
        ("王明", "小明有三个苹果"),
        ("关伟", "关工委，开展工作"),
    ],
)
def test_surname_that_is_a_word(find: Find, name: str, line: str) -> None:
    text = f"业绩总结\n姓名：{name}\n{line}"
    assert halves(find, text, Profile("S-4", names=(name,))) == []


def test_leader_named_with_the_title_is_asked_about(find: Find) -> None:
    text = OWN + "院长王伟主持会议\n会上王院长讲话"
    assert halves(find, text) == [("王院长", "ask", "surname_title")]


@pytest.mark.parametrize(
    "text, actions",
    [
        ("业绩总结\n姓名：巴特尔\n巴老师授课", ["ask"]),
        ("巴老师授课", ["keep"]),
        ("教学设计\n申报人：巴老师", ["ask"]),
        ("业绩总结\n姓名：巴特尔\n与巴图合作\n巴老师授课", ["keep"]),
    ],
)
def test_mongolian_name_is_called_by_its_first_syllable(
    find: Find, text: str, actions: list[str]
) -> None:
    assert [a for _, a, _ in halves(find, text, BATER)] == actions


@pytest.mark.parametrize("switch", ["ask", "keep", "redact"])
def test_switch_is_obeyed(find: Find, switch: str) -> None:
    found = halves(find, OWN + "由王工负责", switch=switch)
    assert found == [("王工", switch, "surname_title")]


def test_only_the_name_goes_and_the_title_stays(find: Find) -> None:
    rules = replace(RULES, surname_title="redact")
    decisions = decide([find(OWN + "由王工负责")], rules)[0].decisions
    (gone,) = [d for d in decisions if d.finding.found_by == "own.surname_title"]
    assert (gone.action, len(gone.finding.quads)) == (Action.REDACT, 1)


@pytest.mark.parametrize("line", ["娜仁图雅1　图雅1　白乌云2", "同事图雅参加"])
def test_part_of_the_name_that_is_a_colleagues(find: Find, line: str) -> None:
    text = "论文\n姓名：娜仁图雅\n" + line
    assert halves(find, text, Profile("S-7", names=("娜仁图雅",))) == []


def test_longer_name_in_a_cell_of_its_own(find: Find) -> None:
    text = OWN + "患者姓名\t阿不都拉\t性别\t男\n主管医师\t古丽娜·阿不都"
    assert halves(find, text, Profile("S-8", names=("古丽娜·阿不都",))) == []


def test_beginning_of_a_name_spelt_as_mongolian_ones(find: Find) -> None:
    """斯琴格日乐 is called 格日乐, but who is called 格日乐图 is somebody else."""
    text = "编导：斯琴格日乐\n灯光：格日乐图\n音响：格日乐"
    found = halves(find, text, Profile("S-9", names=("斯琴格日乐",)))
    assert found == [("格日乐", "ask", "given_name")]


@pytest.mark.parametrize("line, asked", [("编舞：李明珠", False), ("编舞：明珠", True)])
def test_given_name_of_a_maker(find: Find, line: str, asked: bool) -> None:
    found = halves(find, f"《草原之夏》\n领舞：王明珠\n{line}", MINGZHU)
    assert [action for _, action, _ in found] == ["ask"] * asked


def test_own_surname_of_two_characters_alone_is_nobody_elses(find: Find) -> None:
    text = "姓名：欧阳明月\n由欧阳主持会议\n欧阳老师点评"
    found = halves(find, text, Profile("S-10", names=("欧阳明月",)))
    assert found == [("欧阳老师", "ask", "surname_title")]


def test_first_character_as_the_applicant_is_called(find: Find) -> None:
    found = halves(find, "同事们都叫我呼工。", Profile("S-11", names=("呼格吉勒图",)))
    assert [value for value, _, _ in found] == ["呼工"]
