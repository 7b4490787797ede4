"""Own names inside longer ones, words and places, and truly there, hard against other words."""

from __future__ import annotations

import pytest

from redactor.datatypes import Evidence
from redactor.recognise.borders import border_evidence, is_careful
from redactor.recognise.lac import Lac
from redactor.recognise.rivals import Reading, weigh
from redactor.recognise.runs import Span

OWN, NAME, WORD = Evidence.WORD_BORDER, Evidence.LONGER_NAME, Evidence.INSIDE_WORD


def borders(lac: Lac, text: str, name: str) -> frozenset[Evidence]:
    start = text.index(name)
    return border_evidence(text, start, start + len(name), lac, ())


@pytest.mark.parametrize(
    "text, name, expected",
    [
        # what follows begins with a character that many given names end in
        ("代理王伟民事案件三起", "王伟", OWN),
        ("听取王伟建议后修改", "王伟", OWN),
        ("批准王伟立项申请", "王伟", OWN),
        ("王伟平时注重积累", "王伟", OWN),
        ("王伟国家级课题两项", "王伟", OWN),
        ("王伟一贯表现良好", "王伟", OWN),
        ("派王伟赴北泉市学习", "王伟", OWN),
        ("王伟可在网上核验", "王伟", OWN),
        ("教学反思：时间偏紧。孟和吉雅记于3月18日", "孟和吉雅", OWN),
        ("今天很有收获。李明远记", "李明远", OWN),
        ("今天很有收获。王伟记于灯下", "王伟", Evidence.BORDER_UNSURE),
        ("尹慧经推荐专家范有、莫腾山推荐", "尹慧", OWN),
        # a name that goes on
        ("王伟民主持该项目", "王伟", NAME),
        ("任命王伟建同志为室主任", "王伟", NAME),
        ("王伟文明确提出方案", "王伟", NAME),
        ("现将萧琰平等五人名单公示如下", "萧琰", NAME),
        ("推荐司马晴参评", "马晴", NAME),
        ("邀请上官文静评课", "官文", NAME),
        # names without a surname
        ("由娜仁高娃负责调查", "娜仁", NAME),
        ("孟克图门承担任务", "图门", NAME),
        ("推荐娜仁参评", "娜仁", OWN),
        ("图门也参加了会议", "图门", OWN),
        ("邀请布和道尔吉评课", "道尔吉", NAME),
        ("邀请道尔吉评课", "道尔吉", OWN),
        ("成员：包娜仁高娃、李强", "娜仁高娃", Evidence.BORDER_UNSURE),
        ("派娜仁高娃参加", "娜仁高娃", OWN),
        # what somebody did, in one character
        ("（孟和吉雅绘）", "孟和吉雅", OWN),
        ("李国栋书", "李国栋", OWN),
        ("李国栋书于2019年", "李国栋", OWN),
        ("设计人：李国栋文、曹融", "李国栋", Evidence.BORDER_UNSURE),
        ("（王伟绘）", "王伟", Evidence.BORDER_UNSURE),
        ("王伟书于2019年", "王伟", Evidence.BORDER_UNSURE),
        ("王伟文", "王伟", NAME),
        ("播音：萨其木格", "其木格", NAME),
        ("成员：田其木格、李强", "其木格", NAME),
        ("成员：和其木格、李强", "其木格", OWN),
        ("作者：名其木格", "其木格", OWN),
        ("孟根其其格盟农牧技术推广中心", "孟根其其格", Evidence.BORDER_UNSURE),
        # words and places
        ("国王伟大的事业", "王伟", WORD),
        ("工程建设进展顺利", "程建", WORD),
        ("品质提高明显", "高明", WORD),
        ("达来呼布镇卫生院", "达来", WORD),
        # called after people, whom the place does not expect
        ("巴特尔嘎查。", "巴特尔", WORD),
        ("近年来格日勒敖都苏木，", "格日勒", WORD),
        ("朝格温都尔镇，效果良好。", "朝格", WORD),
        ("巴特尔村里走访", "巴特尔", OWN),
        ("格日勒在苏木调研", "格日勒", OWN),
        ("乌兰木伦河治理", "乌兰", WORD),
        ("江南大学合作", "江南", WORD),
        ("达来获得表彰", "达来", OWN),
        # LAC sees the person, though words run over the border
        ("特等奖王建国白音锡勒牧场", "王建国", Evidence.BORDER_UNSURE),
        # two people, and no mark between them
        ("发明人：王文丽;王文慧萨如拉；上官静", "王文慧", Evidence.BORDER_UNSURE),
        ("成员：李娜仁花、赵强", "李娜仁", NAME),
    ],
)
def test_readings(lac: Lac, text: str, name: str, expected: Evidence) -> None:
    assert expected in borders(lac, text, name)


@pytest.mark.parametrize(
    "name, careful",
    [
        ("高峰", True),
        ("黎明", True),
        ("康庄", True),
        ("贺喜", True),
        ("白露", True),
        ("苗木", True),  # jieba's list has it as somebody's name, a dictionary as a word
        ("岑寂", True),
        ("王伟", False),
        ("官柱", False),
        ("那日苏", False),
        ("乌云其木格", False),
        ("呼和浩特", True),
    ],
)
def test_names_that_are_words(lac: Lac, name: str, careful: bool) -> None:
    assert is_careful(name, lac) is careful


@pytest.mark.parametrize(
    "text, name, stands_alone",
    [
        # a word among people, and among words
        ("李强、林业、张敏参加", "林业", True),
        ("农业、林业、水利", "林业", False),
        ("获奖人：高峰、方圆", "高峰", True),
        ("高峰、低谷、平段", "高峰", False),
        ("用电时段：高峰、平段、低谷", "高峰", False),
        ("高峰，男，汉族", "高峰", True),
        ("[3] 高峰，萧晴. 渠道改造[J]", "高峰", True),
        ("高峰，达来呼. 渠道改造[J]", "高峰", True),
        ("信息隐藏（封装）。", "封装", False),
        # what is said of somebody in a list
        ("王立平（满族）、王佐书、尹幼奇", "满族", False),
        ("陈玉书、陈丽华（女，满族）、陈丽玲", "满族", False),
        ("李强（组长）、高峰、张敏", "高峰", True),
        ("该同志（高峰）业务能力强", "高峰", True),
        ("同志（高峰期除外）均须到岗", "高峰", False),
        # by itself: rather a person, unless the word is common
        ("高峰", "高峰", True),
        ("卫生", "卫生", False),
        # words younger than the word lists
        ("农牧、林草、水利", "林草", False),
        ("李强、林草、张敏", "林草", True),
        ("宁、包·其木格", "包·其木格", True),  # a line that begins within a name
    ],
)
def test_neighbours_tell_a_word_from_a_person(
    lac: Lac, text: str, name: str, stands_alone: bool
) -> None:
    assert (Evidence.STANDS_ALONE in borders(lac, text, name)) is stands_alone


@pytest.mark.parametrize("text, name", [("马来同志牧区调查", "马来"), ("国威同志获奖", "国威")])
def test_what_is_called_comrade_is_no_part_of_a_word(lac: Lac, text: str, name: str) -> None:
    assert Evidence.INSIDE_WORD not in borders(lac, text, name)


@pytest.mark.parametrize(
    "text, name", [("赛罕同志牧区小学语文改造", "赛罕"), ("万夫同志牧区小学语文试验", "万夫")]
)
def test_name_between_a_clause_head_and_comrade_is_whole(lac: Lac, text: str, name: str) -> None:
    assert Evidence.BORDER_UNSURE not in borders(lac, text, name)


def test_word_is_taken_for_a_person_only_where_the_tagger_is_sure(lac: Lac) -> None:
    assert Evidence.NER_PERSON in borders(lac, "凌云能够胜任工作", "凌云")
    assert Evidence.NER_PERSON not in borders(lac, "工作到黎明，情况属实。", "黎明")
    # LAC sees a person, but nobody is to be expected there
    assert Evidence.NER_PERSON not in borders(lac, "经核实，静听林涛，受到好评。", "林涛")


@pytest.mark.parametrize(
    "text, name, evidence",
    [
        ("确保黄河安澜，效果良好。", "安澜", Evidence.CAREFUL_NAME),  # a word that no list has
        ("其力嘎恩和同志获奖", "恩和", NAME),  # a part of names that no list has
        ("赛汉乌力吉苏木卫生院", "赛汉", WORD),
        ("给居委会的，受到好评。", "居委", WORD),  # listed words that hold the name whole
        ("期间国计民生的，相关成果在云阳市应用。", "国计", WORD),
        ("文体广电局承办，受到好评。", "文体", WORD),  # a body that is called so
        ("计分员培训，材料齐全。", "计分", WORD),
        ("文教用品采购，共5项。", "文教", WORD),  # the first word of a title
    ],
)
def test_signs_tell_words_and_people_apart(
    lac: Lac, text: str, name: str, evidence: Evidence
) -> None:
    assert evidence in borders(lac, text, name)


def test_character_that_no_word_has_makes_no_new_word(lac: Lac) -> None:
    found = borders(lac, "卢龑业务能力强", "卢龑")
    assert Evidence.WORD_BORDER in found
    assert Evidence.CAREFUL_NAME not in found


@pytest.mark.parametrize("text", ["高峰工作总结", "江山述职报告", "黎明年度考核表", "白雪示范课"])
def test_word_before_the_name_of_a_persons_paper_is_asked_about(lac: Lac, text: str) -> None:
    found = borders(lac, text, text[:2])
    assert found >= {Evidence.CAREFUL_NAME, Evidence.RATHER_WORD}
    assert WORD not in found


class People:
    """An opinion of somebody who knows where people are, and nothing else."""

    words: frozenset[Span] = frozenset()
    places: frozenset[Span] = frozenset()

    def __init__(self, *people: Span) -> None:
        self._people = people

    def person(self, first: int, last: int) -> float:
        return 0.0 if (first, last) in self._people else -20.0

    def nobody(self, first: int, last: int) -> float:
        return -20.0 if any(a < last and first < b for a, b in self._people) else 0.0


def test_opinions_move_the_verdict() -> None:
    text, start, end = "请王伟达到会授课", 1, 3

    own = weigh(text, start, end, [People((1, 3))], is_word=False).verdict
    longer = weigh(text, start, end, [People((1, 4))], is_word=False).verdict

    assert own.margin > longer.margin
    assert longer.rival is Reading.NAME and longer.margin < 0


@pytest.mark.parametrize(
    "text, called",
    [
        ("本人高峰，1985年出生", True),
        ("我叫高峰。", True),
        ("本人高峰期间值班", False),
        ("请本人核对高峰，无误后签字", False),
    ],
)
def test_who_says_the_own_name_is_no_word(lac: Lac, text: str, called: bool) -> None:
    start = text.index("高峰")
    assert (Evidence.CALLED in border_evidence(text, start, start + 2, lac, ())) is called


@pytest.mark.parametrize("text", ["苏日娜姐一天要走两万步", "王伟哥带着我们去"])
def test_what_younger_people_call_somebody_is_no_part_of_the_name(lac: Lac, text: str) -> None:
    evidence = border_evidence(text, 0, text.index("姐" if "姐" in text else "哥"), lac, ())
    assert Evidence.WORD_BORDER in evidence and Evidence.LONGER_NAME not in evidence
