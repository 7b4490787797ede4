"""Names in English that an employer's Chinese name leads to."""

from __future__ import annotations

import re

import pytest

from redactor.datatypes import Employer, Entity, Profile
from redactor.recognise.employer_english import brand_of, english_guesses
from redactor.recognise.spelling import latin_view
from tests.recognise.judging import Find, at, not_kept, ruled

HOSPITAL = "扎赉特旗人民医院"
OWNER = Profile("T-1", names=("包乌日娜",), employers=(Employer(HOSPITAL),))


def guessed(full: str, text: str) -> list[str]:
    view = latin_view(text)[0]
    return [m.group() for p in english_guesses(full) for m in re.finditer(p, view)]


def gone(find: Find, text: str) -> list[str]:
    found = not_kept(ruled(find, text, Entity.EMPLOYER, OWNER))
    return [place.replace(" ", "") for action, place in found if action == "redact"]


@pytest.mark.parametrize(
    "full, printed",
    [
        (HOSPITAL, "People's Hospital of Jalaid Banner"),
        (HOSPITAL, "Zhalaite Banner People’s Hospital"),
        ("奈曼旗农牧技术推广中心", "Agricultural Technology Extension Station of Naiman Banner"),
        ("赤峰市疾病预防控制中心", "Chifeng Center for Disease Control and Prevention"),
        ("呼和浩特市第二中学", "Hohhot No. 2 Middle School"),
        ("包头市第四十八中学", "Baotou No. 48 Middle School"),
        ("科尔沁左翼中旗保康第一中学", "Baokang No.1 Middle School"),
        ("阿拉善左旗草原工作站", "Alashan Zuoqi Grassland Workstation"),
        ("科尔沁左翼中旗蒙医医院", "Horqin Left Wing Middle Banner Mongolian Hospital"),
        ("东乌珠穆沁旗图书馆", "East Ujimqin Banner Library"),
        ("内蒙古大学", "Inner Mongolia University"),
        ("内蒙古农牧业科学院", "Inner Mongolia Academy of Agricultural and Husbandry Sciences"),
        ("包头师范学院", "Baotou Teachers' College"),
        ("阿尔山林业局", "Arxan Forestry Bureau"),
        ("包头钢铁（集团）有限责任公司", "Baotou Iron and Steel Group Co., Ltd."),
        ("内蒙古澜海乳业（集团）股份有限公司", "Lanhai Dairy (Group) Co., Ltd."),
        (
            "内蒙古民族大学附属医院",
            "Affiliated Hospital of Inner Mongolia University for Nationalities",
        ),
    ],
)
def test_unit_is_told_by_place_work_and_kind(full: str, printed: str) -> None:
    assert guessed(full, f"He works at {printed} 014010.") == [latin_view(printed)[0]]


@pytest.mark.parametrize(
    "full, text",
    [
        (HOSPITAL, "Ulanhot People's Hospital"),
        (HOSPITAL, "Jalaid Banner Hospital of Traditional Chinese Medicine"),
        ("奈曼旗农牧技术推广中心", "Naiman Banner Agricultural Bureau"),
        ("奈曼旗农牧技术推广中心", "in Naiman Banner, agricultural technology extension is"),
        ("呼和浩特市第二中学", "Hohhot No. 12 Middle School"),
        ("包头市第四十八中学", "Baotou No. 4 Middle School"),
        ("阿拉善左旗草原工作站", "Alxa Right Banner Grassland Station"),
        ("内蒙古大学", "Inner Mongolia University of Technology"),
        ("包头师范学院", "Baotou No. 4 Middle School"),
    ],
)
def test_other_units_of_the_place_are_not(full: str, text: str) -> None:
    assert guessed(full, text) == []


def test_place_is_no_brand() -> None:
    assert brand_of("包头师范学院") == ""


def test_guess_is_asked_about_and_goes_below_the_chinese_name(find: Find) -> None:
    text = "Dr. Bao Wurina of the People's Hospital of Jalaid Banner and of Ulanhot"
    found = not_kept(ruled(find, text, Entity.EMPLOYER, OWNER))
    assert [action for action, _ in found] == ["ask"]
    head = f"{HOSPITAL}\nZHALAITE BANNER PEOPLE'S HOSPITAL\n证明\n兹证明包乌日娜系我院职工。"
    assert len(gone(find, head)) == 2


def test_another_translation_than_the_rosters_is_asked_about(find: Find) -> None:
    hospital = at(Employer("内蒙古自治区人民医院", english=("Inner Mongolia People's Hospital",)))
    text = "Inner Mongolia Autonomous Region People's Hospital, Hohhot"
    found = not_kept(ruled(find, text, Entity.EMPLOYER, hospital))
    assert [action for action, _ in found] == ["ask"]


def test_unit_in_the_own_english_field_goes(find: Find) -> None:
    text = (
        "CERTIFICATE\nName: Bao Wurina\nHospital: Keshiketeng Hospital of Mongolian Medicine\n"
        "Issuing organization: Inner Mongolia Medical Association\nDate: 2019-05-03"
    )
    assert gone(find, text) == ["KeshiketengHospitalofMongolianMedicine"]


def test_field_of_somebody_else_stays(find: Find) -> None:
    text = (
        "CERTIFICATE\nName: Bao Wurina\nRecommended by: Li Na\n"
        "Host unit: Keshiketeng Hospital of Mongolian Medicine\nDate: 2019-05-03"
    )
    assert gone(find, text) == []


def test_certificate_that_names_its_holder_in_a_sentence_is_the_own_one(find: Find) -> None:
    text = (
        "Certificate of Completion\nThis is to certify that\nBao Wurina\n"
        "Employer: Keshiketeng Hospital of Mongolian Medicine\nhas completed the course."
    )
    assert gone(find, text) == ["KeshiketengHospitalofMongolianMedicine"]
    assert gone(find, text.replace("Bao Wurina", "Li Na")) == []
