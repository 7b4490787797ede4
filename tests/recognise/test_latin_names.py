"""Own names in Latin letters that only the papers tell."""

from __future__ import annotations

import pytest

from redactor.fakes.pages import page_of
from redactor.recognise.flow import lay_out
from redactor.recognise.latin_names import has_sound_of_its_own, latin_forms

NAME = "额尔登毕力格"
HAN = "额尔登毕力格¹，张秀峰²，苏和平³"


@pytest.mark.parametrize(
    "lines, mail, forms",
    [
        (f"{HAN}\nErdenbilig¹, ZHANG Xiufeng², SU Heping³", "", {"erdenbilig"}),
        (f"{HAN}\nEerdengbilige¹, ZHANG Xiufeng², SU Heping³", "", set()),  # the rule makes it
        (f"{HAN}\nErdenbilig¹, ZHAO Qiang², LI Na³", "", set()),  # others' list
        (f"{HAN}\nErdenbilig¹, ZHANG Xiufeng²", "", set()),
        ("Heping Su ¹, Erdenbilig ², Xiufeng Zhang ³", "erdenbilig", {"erdenbilig"}),
        ("Heping Su ¹, Baterdene ², Xiufeng Zhang ³", "erdenbilig", set()),
        ("Erdenbilig is thanked for his help.", "erdenbilig", set()),
    ],
)
def test_form_that_the_lists_of_authors_tell(lines: str, mail: str, forms: set[str]) -> None:
    layout = lay_out(page_of(lines))
    assert set(latin_forms([layout], NAME, {mail})) == forms


def test_form_without_the_own_mail_needs_both_lists() -> None:
    layout = lay_out(page_of("Heping Su ¹, Erdenbilig ², Xiufeng Zhang ³"))
    assert list(latin_forms([layout], NAME, ())) == []


@pytest.mark.parametrize(
    ("name", "is_so"), [(NAME, True), ("李·娜仁", True), ("王伟", False), ("欧阳明珠", False)]
)
def test_names_without_a_surname_sound_as_they_like(name: str, is_so: bool) -> None:
    assert has_sound_of_its_own(name) is is_so
