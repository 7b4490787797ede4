"""The made-up lines that the name model is trained and tested on."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from models.made_text.lines import Line, Lines
from models.made_text.names import KINDS
from redactor.textnorm import is_han

TEMPLATES = Path(__file__).parents[2] / "models" / "made_text" / "templates.toml"


def names(lines: list[Line]) -> set[str]:
    return {line.text[p.start : p.end] for line in lines for p in line.people}


@pytest.mark.parametrize("part", ["train", "dev", "test"])
def test_spans_hold_names_and_nothing_else(part: str) -> None:
    for line in Lines(1, part).draw(400, 1.0):
        assert line.people
        for person in line.people:
            name = line.text[person.start : person.end]
            assert is_han(name[0]) and is_han(name[-1])
            assert (person.kind == "interpunct") == any(c in "·•・‧" for c in name)
            assert all(is_han(c) or c in "·•・‧ \u3000" for c in name)


def test_lines_without_people_have_no_spans() -> None:
    assert all(not line.people for line in Lines(1, "train").draw(200, 0.0))


def test_seed_decides_every_line() -> None:
    first, again, other = (list(Lines(s, "test").draw(50)) for s in (3, 3, 4))
    assert first == again != other


@pytest.mark.parametrize("kind", KINDS)
def test_kind_of_the_names_can_be_chosen(kind: str) -> None:
    lines = Lines(1, "test", kind).draw(50, 1.0)
    assert {p.kind for line in lines for p in line.people} == {kind}


def test_training_and_test_share_no_name() -> None:
    train = names(list(Lines(1, "train").draw(4000, 1.0)))
    test = names(list(Lines(1, "test").draw(2000, 1.0)))
    assert len(train) > 4000 and len(test) > 2000
    assert not train & test


def test_parts_share_no_template_but_the_bare_slot() -> None:
    raw = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))
    for one, other in combinations(("train", "dev", "test"), 2):
        for kind in ("people", "plain"):
            shared = set(raw[one][kind]) & set(raw[other][kind])
            assert all(len(re.sub(r"\{[A-Z]\}|\W", "", t)) == 0 for t in shared)
