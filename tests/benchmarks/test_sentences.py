"""The trap sentences: their truth, their splits, and how answers are judged."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pytest

from benchmarks.sentences import __main__ as program
from benchmarks.sentences.families import FAMILIES, sentences
from benchmarks.sentences.grammar import Draw, is_held_back, words_of
from benchmarks.sentences.judge import judge, substring
from benchmarks.sentences.people import People
from benchmarks.sentences.sentence import (
    ASK,
    KEEP,
    REDACT,
    Sentence,
    doubtful,
    is_labelled,
    joined,
    other,
    own,
)
from redactor.datatypes import Profile

COUNT = 400


@pytest.mark.parametrize("family", FAMILIES)
def test_every_span_holds_what_its_truth_says(family: str) -> None:
    for sentence in sentences(family, "dev", 3, COUNT):
        profile = sentence.profile
        values = [*profile.names]
        values += [v for e in profile.employers for v in (e.full, *e.short)]
        for span in sentence.spans:
            text = sentence.text[span.start : span.end]
            if span.allowed == {REDACT, KEEP, ASK}:  # a unit the subject worked for
                assert text not in values
            elif REDACT in span.allowed or span.allowed == {ASK}:
                assert any(text == v or text.startswith(v) for v in values)
            elif family in ("near_name", "near_employer"):
                assert text not in values
        assert is_labelled(sentence)
        assert not re.search(r"[{}]", sentence.text)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_keeps_and_redacts(family: str) -> None:
    drawn = list(sentences(family, "dev", 4, 4 * COUNT))

    def share(action: str) -> float:
        return sum(bool(s.with_allowed(action)) for s in drawn) / len(drawn)

    assert 0.3 <= share(REDACT) <= 0.95
    traps = ASK if family == "homonym" else KEEP
    assert share(traps) >= 0.3


def test_same_seed_draws_the_same_and_a_longer_draw_begins_with_it() -> None:
    short = [s.text for s in sentences("substring", "dev", 5, 120)]
    assert [s.text for s in sentences("substring", "dev", 5, 200)][:120] == short
    assert [s.text for s in sentences("substring", "dev", 6, 120)] != short


def test_composed_names_are_of_one_split_only() -> None:
    names = {}
    for split in ("dev", "test"):
        draw = Draw(np.random.default_rng(1), split)
        make = partial(draw.pair, "王李张", "晓雯岚霄")
        names[split] = {People(draw).fresh(make) for _ in range(30)}
    assert not names["dev"] & names["test"]
    assert all(not is_held_back(n) for n in names["dev"])
    assert not set(words_of("dev", "words")) & set(words_of("test", "words"))


def _sentence(*parts: object) -> Sentence:
    text, spans = joined(parts)  # type: ignore[arg-type]
    return Sentence("substring", "t", text, spans, Profile("S-1", names=("王伟",)))


@pytest.mark.parametrize(
    "gone, asked, wrong, missed, needless",
    [
        ("王伟", "", False, False, False),
        ("", "王伟", False, False, True),
        ("", "", False, True, False),
        ("王伟王伟民", "", True, False, False),
        ("王", "", False, True, False),
    ],
)
def test_judging(gone: str, asked: str, wrong: bool, missed: bool, needless: bool) -> None:
    sentence = _sentence(own("王伟"), "与", other("王伟民"))
    answer = _places(sentence, gone), _places(sentence, asked)
    outcome = judge(sentence, answer)
    assert (outcome.wrong, outcome.missed, outcome.needless) == (wrong, missed, needless)


def _places(sentence: Sentence, marked: str) -> frozenset[int]:
    """The first characters of the sentence that spell ``marked``, one after the other."""
    places, at = [], 0
    for char in marked:
        at = sentence.text.index(char, at) + 1
        places.append(at - 1)
    return frozenset(places)


@pytest.mark.parametrize(
    "part, kept, redacted",
    [
        (doubtful("王伟"), "missed", "wrong"),
        (doubtful("王伟", KEEP), "", "wrong"),
        (doubtful("王伟", REDACT), "missed", ""),
    ],
)
def test_where_a_question_is_due_silence_counts(part: object, kept: str, redacted: str) -> None:
    sentence = _sentence("审核人：", part)
    whole = frozenset({4, 5})
    for answer, fault in (((frozenset(), frozenset()), kept), ((whole, frozenset()), redacted)):
        outcome = judge(sentence, answer)
        assert outcome.missed == (fault == "missed") and outcome.wrong == (fault == "wrong")
    asked = judge(sentence, (frozenset(), whole))
    assert (asked.due, asked.asked, asked.needless) == (1, 1, False)


def test_plain_substring_takes_the_longer_name_too() -> None:
    sentence = _sentence("由", other("王伟民"), "主持")
    assert judge(sentence, substring(sentence)).wrong


def test_test_sentences_are_not_shown() -> None:
    with pytest.raises(SystemExit):
        program.main(["--split", "test", "--show"])


def test_table_has_a_row_for_each_way() -> None:
    row = program.Row("word", "redactor")
    sentence = _sentence(own("王伟"))
    row.add(sentence, judge(sentence, substring(sentence)))
    assert "| word | redactor | 1 | 0 (0.00 % ≤ 79.35 %)" in program.table([row])
