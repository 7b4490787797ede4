"""Mongolian names in Latin letters as the Mongolian has them."""

from __future__ import annotations

import pytest

from redactor.datatypes import Entity, Profile
from redactor.recognise.mongolian_latin import mongolian_pattern
from tests.recognise.judging import Find, not_kept, ruled


@pytest.mark.parametrize(
    "name, spelt",
    [
        ("额尔敦朝鲁", "erdenchuluu"),
        ("额尔敦朝鲁", "erdun chulu"),
        ("乌仁其木格", "urenchimeg"),
        ("阿拉坦其其格", "altantsetseg"),
        ("斯琴高娃", "sechengoa"),
        ("孟和巴雅尔", "munkhbayar"),
        ("包娜仁图雅", "narantuya bao"),
        ("白萨仁高娃", "bai sarangua"),
        ("呼格吉勒图", "hugjiltu"),
        ("阿拉坦仓", "altantsang"),
        # 巴, 莫 and 布 are some people's surnames, and none of theirs.
        ("巴特尔", "baatar"),
        ("莫日根", "mergen"),
        ("布日古德", "burgud"),
    ],
)
def test_spelling_by_the_mongolian(name: str, spelt: str) -> None:
    pattern = mongolian_pattern(name)
    assert pattern is not None
    assert pattern.fullmatch(spelt)


@pytest.mark.parametrize("name", ["王伟", "巴音", "欧阳明珠", "那木拉"])
def test_names_that_pinyin_spells(name: str) -> None:
    assert mongolian_pattern(name) is None


def test_whose_such_a_spelling_is_a_person_decides(find: Find) -> None:
    text = "Study on nursing\nErdenchuluu, Munkhbayar\nErdenbat is with the university."
    found = not_kept(ruled(find, text, Entity.NAME, Profile("M-1", names=("额尔敦朝鲁",))))
    assert found == [("ask", "Erdenchuluu")]


@pytest.mark.parametrize(
    "name, printed", [("斯琴高娃", "Gaowa Siqin"), ("乌云毕力格", "BILIGE Wuyun")]
)
def test_halves_of_a_name_without_surname_change_places(
    find: Find, name: str, printed: str
) -> None:
    text = f"Corresponding author: {printed}, Gaowa Wuyun"
    found = not_kept(ruled(find, text, Entity.NAME, Profile("M-1", names=(name,))))
    assert found == [("redact", printed.replace(" ", ""))]
