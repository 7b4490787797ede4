"""The place of a word: whether a person is to be expected there, whatever it holds."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.datatypes import Evidence
from redactor.recognise.borders import border_evidence
from redactor.recognise.lac import Lac
from redactor.recognise.slot import Network, expects_person, tags_around

_SURE = 1.0  # odds, of either side


def odds(lac: Lac, text: str, word: str) -> float:
    start = text.index(word)
    return expects_person(text, start, start + len(word), lac)


@pytest.mark.parametrize("word", ["高峰", "采收", "林草"])
@pytest.mark.parametrize(
    "before, after, is_person",
    [
        ("由", "负责施工", True),
        ("经", "推荐", True),
        ("", "同志获奖", True),
        ("陪同", "到会", True),
        ("进一步", "任务", False),
        ("通往", "大道", False),
        ("开展白菊", "试验", False),
    ],
)
def test_place_tells(lac: Lac, before: str, word: str, after: str, is_person: bool) -> None:
    found = odds(lac, before + word + after, word)
    assert found > _SURE if is_person else found < -_SURE


def test_word_itself_has_no_say(lac: Lac) -> None:
    assert odds(lac, "派高峰参加培训", "高峰") == odds(lac, "派采收参加培训", "采收")


def test_longer_word_leaves_the_place_as_it_is(lac: Lac) -> None:
    assert odds(lac, "派其力木格参加", "其力木格") == odds(lac, "派高峰参加", "高峰")


@pytest.mark.parametrize("text", ["高峰", "高峰任班主任", "推荐高峰"])
def test_line_may_begin_or_end_there(lac: Lac, text: str) -> None:
    start = text.index("高峰")
    inside = tags_around("上报名单推荐高峰任班主任一职", 6, 8, lac)
    assert tags_around(text, start, start + 2, lac).shape == inside.shape


def test_other_sentences_and_what_is_far_off_are_not_looked_at(lac: Lac) -> None:
    here = odds(lac, "由高峰负责", "高峰")
    assert odds(lac, "已验收。由高峰负责", "高峰") == here
    long, longer = ("水" * n + "由高峰负责" + "水" * n for n in (80, 400))  # more than LAC takes
    assert odds(lac, long, "高峰") == odds(lac, longer, "高峰")


def test_rows_are_judged_like_single_places() -> None:
    network = Network(
        np.array([[1.0, -2.0], [0.5, 0.25]]), np.array([0.1, 0.2]), np.array([2.0, -1.0]), -0.5
    )
    rows = np.array([[1.0, 0.0], [0.0, -3.0]])
    assert network.odds(rows) == pytest.approx([network.odds(row) for row in rows])
    assert network.odds(rows)[0] == pytest.approx(2 * np.tanh(1.1) + np.tanh(1.8) - 0.5)


@pytest.mark.parametrize(
    "text, name, evidence",
    [
        # 由于 is common, but then nobody would be there to take charge
        ("由于建负责施工", "于建", Evidence.BORDER_UNSURE),
        # common as a word, hardly ever a name
        ("其中明确贡献最大", "明确", Evidence.WORD_BORDER),
    ],
)
def test_place_of_a_person_outweighs_the_word(
    lac: Lac, text: str, name: str, evidence: Evidence
) -> None:
    start = text.index(name)
    found = border_evidence(text, start, start + len(name), lac, ())
    assert evidence in found and Evidence.INSIDE_WORD not in found


@pytest.mark.parametrize(
    "text, word",
    [("达到成功效果", "成功"), ("达到温和效果", "温和"), ("施工全面控制", "全面")],
)
def test_place_of_a_thing_makes_a_word_of_a_rare_name(lac: Lac, text: str, word: str) -> None:
    start = text.index(word)
    assert Evidence.INSIDE_WORD in border_evidence(text, start, start + len(word), lac, ())
