"""Rings that clearly say another name than an own one that is like it."""

from __future__ import annotations

import pytest

from redactor.detect.ring_names import is_doubtful, says_a_twin, says_another
from redactor.ports import StripText

FULL, SHORT = "云岭市鼎新中学", "鼎新中学"


def ring(text: str, doubtful: str = "", at: float = 0.6, score: float = 0.99) -> StripText:
    return StripText(text, score, (), tuple(at if c in doubtful else 1.0 for c in text))


@pytest.mark.parametrize(
    "said, another",
    [
        (ring("云岭市鼎新小学"), True),
        (ring("新小学云岭市鼎"), True),  # begun in its midst
        (ring("云岭市鼎新第二中学"), True),
        (ring("云岭市鼎新第二中学1599"), True),
        (ring("汇河市鼎新中学"), True),  # the own short name is its end
        (ring("青原市科学技术协会"), True),
        (ring("云岭市鼎新小学", "小", 0.97), False),  # may be misread
        (ring("云岭市鼎新小学", score=0.94), False),
        (ring("云岭市鼎新中学"), False),
        (ring("鼎新中学云岭"), False),  # lost where the ring was begun
        (ring("云岭市鼎新中"), False),
        (ring("鼎新中学"), False),
        (ring("云岭市鼎新中学教务处"), False),
        (ring("出云岭市鼎新中学"), False),
        (StripText("云岭市鼎新小学", 0.99), False),  # nobody told the characters apart
    ],
)
def test_ring_that_clearly_says_another_name(said: StripText, another: bool) -> None:
    assert says_another(said, [FULL, SHORT]) is another


def test_place_before_the_own_short_name_may_be_its_own() -> None:
    assert not says_another(ring("云岭市鼎新中学"), ["云岭市鼎新高级中学", SHORT, "云岭市鼎新中学"])
    assert is_doubtful(ring("汇河市鼎新中学"), SHORT)
    assert not is_doubtful(ring("鼎新中学"), SHORT)


def test_one_own_name_is_enough() -> None:
    assert says_another(ring("云岭市第四小学"), [FULL])
    assert not says_another(ring("云岭市第四小学"), [FULL, "云岭市第四小学"])


@pytest.mark.parametrize(
    "text, scores, doubtful",
    [
        # All but the one that tells are faint: 与 for 岭, 字 for 学, but 小.
        ("云与市鼎新小字", (0.8, 0.1, 0.9, 0.4, 0.6, 0.88, 0.4), True),
        ("云与市鼎新中字", (0.8, 0.1, 0.9, 0.4, 0.6, 0.88, 0.4), False),
        ("云岭市鼎新小学", (1, 1, 1, 1, 1, 0.83, 1), False),
        ("云岭市鼎新中", (1, 1, 1, 1, 1, 1), False),
    ],
)
def test_spotted_name_is_doubtful_where_another_character_reads_best(
    text: str, scores: tuple[float, ...], doubtful: bool
) -> None:
    said = StripText(text, sum(scores) / len(scores), (), scores)
    assert is_doubtful(said, FULL) is doubtful
    assert is_doubtful(said, SHORT) is doubtful


def test_twins_are_as_long() -> None:
    assert says_a_twin(ring("云岭市鼎新小学", "小", 0.9), FULL)
    assert not says_a_twin(ring("云岭市鼎新小学", "小", 0.8), FULL)
    assert not says_a_twin(ring("云岭市鼎新第二小学"), FULL)
