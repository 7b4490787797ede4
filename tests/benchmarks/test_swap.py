"""Dossiers under the wrong profile: what a mark may stand on, and what counts as held."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.swap import Tally, compare, is_own, own_values, pairs_of
from redactor.datatypes import (
    Action,
    Decision,
    DocClass,
    DocumentDecisions,
    Employer,
    Entity,
    Finding,
    Likeness,
    Profile,
)
from redactor.fakes.pages import reading_of
from redactor.pipeline import ReadDocument

PROFILE = Profile(
    "B-1",
    names=("王伟",),
    phones=("15412345678",),
    employers=(Employer("包头市云岭水务设计院有限公司", short=("云岭设计院",)),),
)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("王伟", True),
        ("Wang Wei", True),
        ("Wei Wang", True),
        ("云岭水务设计院有限公司", True),
        ("154 1234 5678", True),
        ("王玮", False),
        ("154 1234 5679", False),
        ("包头市第四中学", False),
    ],
)
def test_marks_that_are_the_profiles(text: str, expected: bool) -> None:
    assert is_own(text, own_values(PROFILE)) is expected


def test_pairs_are_ordered_and_of_two() -> None:
    pairs = pairs_of(8, 50, seed=1)
    assert len(set(pairs)) == 50 and all(a != b for a, b in pairs)


@pytest.mark.parametrize(
    "text, guard, redacted, guarded",
    [("王伟", "no_holder", 0, 1), ("赵强", "wrong_person", 1, 1), ("赵强", "", 1, 0)],
)
def test_counting_a_pair(text: str, guard: str, redacted: int, guarded: int) -> None:
    page = reading_of(text)
    document = ReadDocument("d01", Path(), "pdf", (page,), DocClass.FORM, (), {})
    finding = Finding(Entity.NAME, 1, page.text.quads(0, 2), 1.0, "own.name", text, Likeness.EXACT)
    decided = DocumentDecisions("d01", (Decision(finding, Action.REDACT, "own_exact"),), guard)
    tally = Tally("alone")

    lines = list(compare([document, None], [decided, None], PROFILE, tally))

    assert (tally.redacted, tally.guarded, len(lines)) == (redacted, guarded, redacted)
