"""Own names in Latin letters that the own mail tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.datatypes import Entity
from redactor.fakes.pages import page_of
from redactor.recognise.flow import lay_out
from redactor.recognise.latin_names import has_sound_of_its_own, named_as_mailed
from tests.recognise.judging import WANG_WEI, Find, not_kept, ruled


@pytest.mark.parametrize(
    "line, forms",
    [
        ("Heping Su ¹, Erdenbilig ², Xiufeng Zhang ³", ["erdenbilig"]),
        ("Heping Su ¹, Baterdene ², Xiufeng Zhang ³", []),
        ("Erdenbilig is thanked for his help.", []),
    ],
)
def test_author_called_as_the_own_mail_is(line: str, forms: list[str]) -> None:
    assert list(named_as_mailed(lay_out(page_of(line)), {"erdenbilig"})) == forms


@pytest.mark.parametrize(
    ("name", "is_so"),
    [("额尔登毕力格", True), ("李·娜仁", True), ("王伟", False), ("欧阳明珠", False)],
)
def test_names_without_a_surname_sound_as_they_like(name: str, is_so: bool) -> None:
    assert has_sound_of_its_own(name) is is_so


@pytest.mark.parametrize(
    "name, text, found",
    [
        ("李可", "We like it. Like others, …", []),
        ("李可", "Like", [("ask", "Like")]),
        ("李可", "Li Ke and LiKe", [("redact", "LiKe"), ("redact", "LiKe")]),
        ("李宁", "the lining of tunnels; LINING", [("ask", "LINING")]),
        ("马乐", "32 male patients", []),
        ("安定", "man and machine, Inner Mongolia AND Hebei", []),
        ("安定", "An D. 2019", [("ask", "AnD.")]),
        ("何瑞", "her own", []),
        ("季林", "Jilin University, Changchun; in Jilin; Jilin 130012", []),
        ("季林", "Ji Lin of Jilin, China", [("redact", "JiLin")]),
        ("何然", "He ran the test, which he ran", []),
        ("何然", "He Ran, 2019", [("redact", "HeRan")]),
        ("吴海", "Wuhai No. 1 People's Hospital", []),
        ("吴海", "Wuhai, engineer", [("redact", "Wuhai")]),
    ],
)
def test_a_word_or_place_that_is_spelt_so_is_no_name(
    find: Find, name: str, text: str, found: list[tuple[str, str]]
) -> None:
    profile = replace(WANG_WEI, names=(name,), emails=())
    assert not_kept(ruled(find, f"Abstract\n{text}", Entity.NAME, profile)) == found
