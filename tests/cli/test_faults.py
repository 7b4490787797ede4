"""Faults of what a user hands in: all at once, in the user's language, never with a value."""

import re

import pytest

from redactor.config.rules import RULES
from redactor.config.toml_file import CONFIGS
from tests.cli.pretend import HEADER, PEOPLE, write_folders, write_roster

PROFILE = CONFIGS / "profile.example.toml"
TWO_ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")

pytestmark = pytest.mark.usefixtures("no_models")

BAD_ROSTER = f"""{HEADER}
,赵强,159901198504120026,某院,15412345678
../x,赵强强,159901197809060015,长青水库,12345
26-01,赵*,159903198801010037,长青水库,15412345678
26-01,,159904197510200051,长青水库,15412345678
26-04,孙阳,159901198504120027,同上,15412345678
王伟,王伟,15990119850412000X,长青水库,15412345678
"""
ROSTER_FAULTS = {
    "zh": [
        "花名册有 10 处错误：",
        "第 2 行：编号为空。",
        "第 2 行“工作单位”列：已打码或只是占位，无法查找。",
        '第 3 行：编号含有 / \\ : * ? " < > | ~ 之一。',
        "第 3 行“联系电话”列：不像电话号码。",
        "第 4 行“姓名”列：已打码或只是占位，无法查找。",
        "第 5 行“姓名”列：为空。",
        "第 6 行“身份证号”列：校验码不对，或出生日期不可能。",
        "第 6 行“工作单位”列：写的是“同上”，请写出具体内容。",
        "第 7 行：编号含有姓名、身份证号或电话。",
        "第 4 行、第 5 行：编号相同。",
    ],
    "en": [
        "The roster has 10 fault(s):",
        "Row 2: the number that names the applicant is empty.",
        "Row 2, column 工作单位: is masked or a place-holder, so it cannot be looked for.",
        'Row 3: the number that names the applicant holds one of / \\ : * ? " < > | ~.',
        "Row 3, column 联系电话: is not a plausible phone number.",
        "Row 4, column 姓名: is masked or a place-holder, so it cannot be looked for.",
        "Row 5, column 姓名: is empty.",
        "Row 6, column 身份证号: fails its check digit or holds no possible birth date.",
        'Row 6, column 工作单位: says "as above"; write the value out.',
        "Row 7: the number that names the applicant holds a name, ID number or phone.",
        "Row 4, Row 5: have the same number that names the applicant.",
    ],
}
BAD_PROFILE = """
applicant_id = "a/b"
name = ["王伟", "王*"]
姓名 = "王伟"
id_number = 159901198504120026
phone = "12345"
photos = ["nix.jpg"]
hobby = "chess"
赵强 = "friend"
employer_grade = 3
[[employers]]
full = "xx单位"
grade = "云岭系统"
[[employers]]
boss = "赵强"
is_former = "yes"
"""
VALUES = ("王", "赵强", "孙阳", "1599", "12345", "长青", "云岭", "../x")


@pytest.fixture
def batch(run, tmp_path):
    folder = write_folders(tmp_path / "in")
    roster = write_roster(tmp_path / "roster.csv")

    def go(*more, roster=roster):
        said = run("batch", folder, "--roster", roster, "--out", tmp_path / "out", *more)
        assert not (tmp_path / "out").exists() or said.code == 0
        return said

    return go


@pytest.mark.parametrize("language", ["zh", "en"])
def test_faults_of_a_roster(batch, tmp_path, language):
    path = tmp_path / "bad.csv"
    path.write_text(BAD_ROSTER, encoding="utf-8")
    said = batch("--lang", language, roster=path)
    assert said.code == 6
    assert [line.removeprefix("  - ") for line in said.err.splitlines()] == ROSTER_FAULTS[language]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_faults_of_a_profile(run, tmp_path, language):
    path = tmp_path / "me.toml"
    path.write_text(BAD_PROFILE, encoding="utf-8")
    said = run("redact", PROFILE, "--profile", path, "--out", tmp_path / "o", "--lang", language)
    assert said.code == 6
    assert len(said.err.splitlines()) == 14
    assert not any(value in said.text for value in VALUES)


def test_no_fault_is_told_in_english_to_a_chinese_reader(run, batch, tmp_path):
    roster, profile, settings = tmp_path / "r.csv", tmp_path / "p.toml", tmp_path / "s.toml"
    roster.write_text(BAD_ROSTER, encoding="utf-8")
    profile.write_text(BAD_PROFILE, encoding="utf-8")
    settings.write_text("workers = -1\n[ocr]\ndpi = 'x'\nspeed = 3\ndoubtful_share = 2\n")
    said = [
        batch(roster=roster),
        run("redact", PROFILE, "--profile", profile, "--out", tmp_path / "o"),
        batch("--config", settings),
        batch("--rules", settings),
        batch("--rules", "nix"),
        batch("--rules", "./nix.toml"),
        batch("--key", "别的"),
        batch(roster=PROFILE),
    ]
    for one in said:
        assert one.code == 6
        assert re.search(r"[\u4e00-\u9fff]", one.err)
        assert not TWO_ENGLISH_WORDS.search(one.err), one.err


def test_warnings_of_a_roster_are_told_and_stop_nothing(batch, tmp_path):
    rows = {**PEOPLE, "T-1": "王伟,,包头市云岭水务设计院有限公司,15412345678", "T-8": "张X,XXX,,"}
    said = batch(roster=write_roster(tmp_path / "r.csv", rows))
    assert said.code == 0
    assert "提示：第 2 行：没有填身份证号，因此无法查找此项。" in said.err
    assert "提示：第 5 行：已跳过：是填写示例。" in said.err


def test_unknown_switch_of_a_rule_pack(batch, tmp_path):
    text = (RULES / "neimenggu-2026.toml").read_text("utf-8")
    path = tmp_path / "rules.toml"
    path.write_text(text.replace('homonym = "ask"', 'homonyms = "ask"'), encoding="utf-8")
    said = batch("--rules", path)
    assert said.code == 6
    assert "switches.homonyms 不是可用的键" in said.err


def test_unfinished_profile_names_the_place_only(run, tmp_path):
    path = tmp_path / "me.toml"
    path.write_text('name = "王伟"\nphone = 154 1234\n', encoding="utf-8")
    said = run("redact", PROFILE, "--profile", path, "--out", tmp_path / "o")
    assert said.code == 6
    assert said.err == "个人信息文件不是正确的 TOML（第 2 行第 13 列）。\n"


def test_one_fault_is_said_once(run, tmp_path):
    path = tmp_path / "me.toml"
    path.write_bytes('name = "王伟"'.encode("gb18030"))
    said = run("redact", PROFILE, "--profile", path, "--out", tmp_path / "o", "--lang", "en")
    assert said.err == "The profile is not UTF-8 text; save it as UTF-8 and try again.\n"
