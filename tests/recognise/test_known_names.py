"""The longer names that a dossier spells out, learnt from its lists of people."""

from __future__ import annotations

import pytest

from redactor.fakes.pages import reading_of
from redactor.recognise import known_names
from redactor.recognise.known_names import KnownNames


def learnt(text: str, lac, people) -> tuple[set[str], list[str]]:
    """The longer names, and which names of the list were asked about by themselves."""
    asked = []
    with pytest.MonkeyPatch.context() as patch:
        in_line = known_names.in_line
        patch.setattr(known_names, "in_line", lambda *a: (asked.append(a[0]), in_line(*a))[1])
        names = KnownNames(("曾然",), frozenset(), lac, people)
        names.learn([[reading_of(text)]])
    return names.longer, [word for word in asked if len(word) <= 4]


@pytest.mark.parametrize(
    "text, longer",
    [
        ("李娜、曾然辉、赵强", {"曾然辉"}),
        ("曾然辉、赵强的材料", set()),
        ("编号、曾然辉、材料", set()),
        ("姓名\t曾然辉", {"曾然辉"}),
        ("姓名：曾然", set()),
    ],
)
def test_a_longer_name_is_learnt_among_people_or_from_its_cell(text, longer, lac, people) -> None:
    assert learnt(text, lac, people)[0] == longer


def test_people_of_a_list_are_looked_at_only_beside_what_may_be_a_longer_name(lac, people) -> None:
    assert learnt("曾强、李娜、赵敏、曾文", lac, people)[1] == []
    assert learnt("李娜、曾然辉、赵强", lac, people)[1] == ["李娜"]


@pytest.mark.parametrize("text, longer", [("曾然 布和巴雅尔", set()), ("李娜和曾然辉", {"曾然辉"})])
def test_who_stands_behind_a_blank_is_no_part_of_a_longer_name(text, longer, lac, people) -> None:
    """布和 is a name with an "and" in it."""
    assert learnt(text, lac, people)[0] == longer
