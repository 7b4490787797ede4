"""Own names in Latin letters that the own mail tells."""

from __future__ import annotations

import pytest

from redactor.fakes.pages import page_of
from redactor.recognise.flow import lay_out
from redactor.recognise.latin_names import has_sound_of_its_own, named_as_mailed


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
