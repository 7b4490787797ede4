from pathlib import Path

import pytest

from redactor.config.profile import load_profile
from redactor.config.toml_file import CONFIGS
from redactor.datatypes import Employer, Profile
from redactor.errors import ConfigError

FULL = "包头市云岭水务设计院有限公司"


def profile_of(tmp_path: Path, text: str) -> Profile:
    path = tmp_path / "me.toml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path)


def faults_of(tmp_path, text):
    with pytest.raises(ConfigError) as caught:
        profile_of(tmp_path, text)
    return caught.value.faults


def test_example_holds_the_made_up_person():
    person = load_profile(CONFIGS / "profile.example.toml")
    assert person.names == ("王伟", "王卫")
    assert person.id_numbers == ("15990119850412000X",)
    assert person.employers[0] == Employer(
        full=FULL,
        short=("云岭设计院",),
        former=("包头市水利二队",),
        english=("Yunling Water Design Institute", "YWDI"),
        domains=("yunling-wd.example",),
        code="91159900MA0N12345K",
        grade="盟市",
    )
    assert person.employers[1].is_former


def test_english_and_chinese_nested_and_flat_say_the_same(tmp_path):
    english = f"""
        applicant_id = "7"
        name = "王伟"
        former_names = ["王卫"]
        phones = ["154 1234 5678"]
        employer = "{FULL}"
        employer_short = "云岭设计院"
        employer_grade = "盟市"
        former_employers = ["长青水库"]
    """
    chinese = f"""
        "编号" = "7"
        "姓名" = "王伟"
        "曾用名" = "王卫"
        "手机号码" = "15412345678"
        [["工作单位"]]
        "全称" = "{FULL}"
        "简称" = ["云岭设计院"]
        "单位所属" = "盟市"
        [["工作单位"]]
        "全称" = "长青水库"
        "原单位" = true
    """
    person = profile_of(tmp_path, english)
    assert person == profile_of(tmp_path, chinese)
    assert person.employers == (
        Employer(FULL, ("云岭设计院",), grade="盟市"),
        Employer("长青水库", is_former=True),
    )


def test_chinese_keys_need_no_quotation_marks(tmp_path):
    person = profile_of(tmp_path, f'\ufeff姓名 = "王伟"\n[[工作单位]]\n 全称="{FULL}"\n')
    assert person.names == ("王伟",)
    assert person.employers == (Employer(FULL),)


def test_several_values_in_one_text(tmp_path):
    person = profile_of(tmp_path, '姓名 = "王伟"\n手机 = "15412345678、0472-5990000转8012"\n')
    assert person.phones == ("15412345678", "0472-5990000转8012")


def test_number_is_optional(tmp_path):
    assert profile_of(tmp_path, 'name = "王伟"').applicant_id == "applicant"


def test_photos_lie_beside_the_profile(tmp_path):
    (tmp_path / "me.jpg").touch()
    assert profile_of(tmp_path, 'name = "王伟"\nphotos = "me.jpg"').photos == (tmp_path / "me.jpg",)
    (fault,) = faults_of(tmp_path, 'name = "王伟"\nphotos = ["me.jpg", "王伟.jpg"]')
    assert fault == "photos: number 2 is not a file."


def test_every_fault_is_told_at_once_and_never_the_value(tmp_path):
    faults = faults_of(
        tmp_path,
        """
        applicant_id = "a/b"
        name = ["王伟", "王*"]
        姓名 = "王伟"
        id_number = 159901198504120026
        phone = "12345"
        email = "wangwei"
        hobby = "chess"
        赵强 = "friend"
        [[employers]]
        full = "xx单位"
        code = "91159900MA0N12345L"
        grade = "云岭系统"
        [[employers]]
        short = "云岭"
        boss = "赵强"
        is_former = "yes"
        """,
    )
    text = "\n".join(faults)
    for expected in (
        "applicant_id: holds one of",
        "name: is masked",
        "name is given twice",
        "id_number must be a text in quotation marks",
        "phone: is not a plausible phone number",
        "email: is not an e-mail address",
        "hobby is not a known key",
        "The key at place 8 is not a known key",
        "employers, number 1: employer: is masked",
        "employers, number 1: employer_code: is not a unified social credit code",
        "employers, number 2: full is missing",
        "employers, number 2: boss is not a known key",
        "employers, number 2: is_former must be true or false",
    ):
        assert text.count(expected) == 1, expected
    assert len(faults) == 13
    for value in ("王", "赵强", "12345", "wangwei", "1599", "云岭"):
        assert value not in text


def test_grade_that_no_mark_may_show_is_a_fault(tmp_path):
    (fault,) = faults_of(
        tmp_path, f'name = "王伟"\nemployer = "{FULL}"\nemployer_grade = "云岭系统"'
    )
    assert "区直" in fault


@pytest.mark.parametrize("text", ["", 'name = ""', "phone = '15412345678'"])
def test_name_is_required(tmp_path, text):
    assert "name is missing" in faults_of(tmp_path, text)[0]


def test_other_names_of_an_employer_need_the_employer(tmp_path):
    (fault,) = faults_of(tmp_path, 'name = "王伟"\nemployer_short = "云岭院"')
    assert fault.startswith("employer: is missing")


def test_broken_toml_names_the_line_only(tmp_path):
    (fault,) = faults_of(tmp_path, '姓名 = "王伟"\n手机 = 154 1234\n')
    assert "line 2" in fault
    assert "154" not in fault


def test_file_name_stays_out_of_messages(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_profile(tmp_path / "王伟.toml")
    assert "王伟" not in str(caught.value)


def test_series_and_level(tmp_path):
    person = profile_of(tmp_path, '姓名 = "王伟"\n职称系列 = "工程系列"\n申报资格等级 = "副高"\n')
    assert (person.series, person.level) == ("工程系列", "副高级")
    (fault,) = faults_of(tmp_path, 'name = "王伟"\nlevel = "十三级"')
    assert fault.startswith("level: is none of")
