"""Words that may be names, by the labels before them."""

from __future__ import annotations

import pytest

from redactor.recognise.company import is_person_alone
from redactor.recognise.lac import Lac


def is_alone(lac: Lac, text: str, word: str) -> bool:
    start = text.index(word)
    return is_person_alone(text, start, start + len(word), lac, is_word=True)


@pytest.mark.parametrize("word", ["高峰", "林业", "卫生"])
@pytest.mark.parametrize(
    "label",
    [
        "签名", "编制人签字", "作者", "班主任", "责任护士", "值班医师", "主讲教师", "项目组长",
        "执笔秘书", "监理工程师", "总监理", "指导教师（校内）", "获奖人", "参赛选手成员",
    ],
)  # fmt: skip
def test_label_of_people_makes_a_word_a_person(lac: Lac, label: str, word: str) -> None:
    assert is_alone(lac, f"{label}：{word}，2023年5月", word)


@pytest.mark.parametrize("label", ["时段", "用途", "抄表", "作者单位", "教师队伍", "专业（学科）"])
@pytest.mark.parametrize("word", ["高峰", "林业"])
def test_other_labels_do_not(lac: Lac, label: str, word: str) -> None:
    assert not is_alone(lac, f"{label}：{word}，2023年5月", word)


@pytest.mark.parametrize(
    "text, word",
    [
        ("中小学教师、卫生、农牧业等系列", "卫生"),  # what ends like a label is an item of the list
        ("农牧、林草、水利、文物博物", "农牧"),  # words shaped like a name stand beside it
        ("标签：段落 (<p/>) 和列表 (<ul/>)", "段落"),
    ],
)
def test_words_beside_do_not(lac: Lac, text: str, word: str) -> None:
    assert not is_alone(lac, text, word)


@pytest.mark.parametrize(
    "text",
    ["李强、高峰、汤梁", "高峰，邹宁园", "高峰、其力嘎", "[6] 高峰，钟乐. 热力管线[J]. 2019."],
)
def test_people_beside_do(lac: Lac, text: str) -> None:
    assert is_alone(lac, text, "高峰")
