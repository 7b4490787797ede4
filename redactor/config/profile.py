"""One applicant's own profile (TOML, keys in English or Chinese) → ``Profile``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from redactor.config.messages import Message
from redactor.config.person import RawPerson, Report, build_employer, build_profile
from redactor.config.toml_file import Table, kind_fault, parse_toml, raise_faults, read_bytes
from redactor.datatypes import Employer, Profile
from redactor.keys import key_fault

_WHAT = Message("The profile")
_DEFAULT_ID = "applicant"

_KEYS: dict[str, str] = {
    "applicant_id": "编号 申报编号 档案号 申报号 材料编号",
    "name": "names 姓名 申报人",
    "former_name": "former_names 曾用名 又名",
    "id_number": "id_numbers 身份证号 身份证号码 公民身份号码 证件号码",
    "phone": "phones 手机号码 手机号 手机 联系电话 电话 移动电话 单位电话 办公电话",
    "email": "emails 邮箱 电子邮箱 电子邮件",
    "pinyin": "拼音 姓名拼音 英文名",
    "address": "addresses 住址 家庭住址",
    "other_number": "other_numbers 其他号码 工号 社保号 银行卡号",
    "photos": "照片",
    "employers": "employer employer_full 工作单位 单位 单位名称 所在单位 现工作单位",
    "employer_short": "单位简称 简称",
    "employer_former": "单位曾用名 原单位名称 曾用单位名",
    "employer_english": "单位英文名 单位英文名称 英文名称",
    "employer_code": "统一社会信用代码",
    "employer_domain": "employer_domains 单位域名 单位网址 网址",
    "employer_grade": "单位所属",
    "former_employer": "former_employers 原工作单位 历任单位",
    "series": "职称系列",
    "title": "申报职称名称",
    "level": "申报资格等级",
}
_EMPLOYER_KEYS: dict[str, str] = {
    "full": "name 全称 名称 单位名称 工作单位",
    "short": "简称 单位简称",
    "former": "曾用名 原名称 原单位名称 单位曾用名",
    "english": "英文名 英文名称 单位英文名",
    "code": "统一社会信用代码",
    "domains": "domain 域名 网址 单位域名",
    "grade": "单位所属",
    "is_former": "原单位 已离开",
}
_EMPLOYER_FIELDS = {
    "full": "employer",
    "short": "employer_short",
    "former": "employer_former",
    "english": "employer_english",
    "code": "employer_code",
    "domains": "employer_domain",
    "grade": "employer_grade",
}
# TOML wants quotes around Chinese keys, which nobody who fills in a form would guess.
_BARE_KEY = re.compile(
    r'^(?P<open>[ \t]*(?:\[\[?[ \t]*)?)(?P<key>[^\s"\'=\[\]#.]*[^\x00-\x7f][^\s"\'=\[\]#.]*)'
    r"(?P<close>[ \t]*[=\]])",
    re.MULTILINE,
)


def load_profile(path: Path) -> Profile:
    """The profile in a TOML file; ``configs/profile.example.toml`` shows every key.

    A value is a text or a list of texts; several values in one text are parted by 、 or ；.
    Photos are paths relative to the file. Raises ConfigError with every fault; none quotes a
    value.
    """
    data = read_bytes(path, _WHAT)
    table = parse_toml(_quote_keys(data), _WHAT)
    report = Report()
    values = _renamed(table, _KEYS, _plain, report.faults)
    applicant_id = _applicant_id(values.pop("applicant_id", _DEFAULT_ID), report)
    photos = _photos(values.pop("photos", []), path.parent, report)
    nested = _nested_employers(values, report)
    if "employers" in values:
        values["employer"] = values.pop("employers")
    raw = RawPerson(_cells(values, report, _plain), _plain, report)
    if not raw.cells.get("name"):
        report.faults.append(Message("name is missing: without it there is nothing to look for."))
    profile = build_profile(applicant_id, raw, photos=photos, more_employers=nested)
    told = ("employer_grade:", "level:")
    report.faults += [text for text in report.warnings if any(key in text for key in told)]
    raise_faults(_WHAT, report.faults)
    return profile


def _quote_keys(data: bytes) -> bytes:
    """The file with quotes around bare Chinese keys; what is quoted already stays."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data  # parse_toml says what is wrong
    return _BARE_KEY.sub(r'\g<open>"\g<key>"\g<close>', text).encode()


def _plain(key: str) -> str:
    return key


def _renamed(
    table: Table, keys: Mapping[str, str], where: Callable[[str], str], faults: list[Message]
) -> Table:
    """``table`` under our own keys; a key given twice in two words is a fault."""
    own = {word: key for key, words in keys.items() for word in (key, *words.split())}
    found: Table = {}
    for number, (word, value) in enumerate(table.items(), 1):
        key = own.get(word)
        if key is None:
            # A key may be a name put on the wrong side: it stays out of the message.
            plain = re.fullmatch("[a-z_]{1,30}", word)
            shown = word if plain else Message("The key at place {number}", number=number)
            faults.append(
                Message(
                    "{key} is not a known key; known are: {known}.",
                    key=where(shown),
                    known=tuple(keys),
                )
            )
        elif key in found:
            faults.append(Message("{key} is given twice, under two of its words.", key=where(key)))
        else:
            found[key] = value
    return found


def _applicant_id(value: Any, report: Report) -> str:
    if kind_fault("applicant_id", value, "str"):
        report.faults.append(Message("applicant_id must be a text in quotation marks."))
        return ""
    if unsafe := key_fault(value):
        report.faults.append(
            Message("{place}: {text}.", place="applicant_id", text=Message(unsafe))
        )
    return str(value)


def _photos(value: Any, folder: Path, report: Report) -> tuple[Path, ...]:
    paths = [value] if isinstance(value, str) else value
    if not isinstance(paths, list) or not all(isinstance(item, str) for item in paths):
        report.faults.append(Message("photos must be a path or a list of paths."))
        return ()
    photos = tuple(folder / item for item in paths)
    for number, photo in enumerate(photos, 1):
        if not photo.is_file():
            report.faults.append(Message("photos: number {number} is not a file.", number=number))
    return photos


def _nested_employers(values: Table, report: Report) -> tuple[Employer, ...]:
    """Employers of ``[[employers]]`` tables; texts are left for the flat reading."""
    tables = values.get("employers")
    tables = [tables] if isinstance(tables, dict) else tables
    if not isinstance(tables, list) or not any(isinstance(item, dict) for item in tables):
        return ()
    del values["employers"]
    employers: list[Employer] = []
    for number, table in enumerate(tables, 1):
        where = _nested_key(number)
        if isinstance(table, dict):
            employers += _nested_employer(table, where, report)
        else:
            report.faults.append(
                Message("employers: texts and tables cannot be mixed in one list.")
            )
    return tuple(employers)


def _nested_key(number: int) -> Callable[[str], str]:
    def where(key: str) -> str:
        return Message("employers, number {number}: {key}", number=number, key=key)

    return where


def _nested_employer(
    table: Table, where: Callable[[str], str], report: Report
) -> tuple[Employer, ...]:
    values = _renamed(table, _EMPLOYER_KEYS, where, report.faults)
    is_former = values.pop("is_former", False)
    if fault := kind_fault(where("is_former"), is_former, "bool"):
        report.faults.append(fault)
    if "full" not in values:
        report.faults.append(Message("{key} is missing.", key=where("full")))
        return ()
    fields = {_EMPLOYER_FIELDS[key]: value for key, value in values.items()}
    raw = RawPerson(_cells(fields, report, where), where, report)
    return build_employer(raw, is_former=bool(is_former))


def _cells(values: Table, report: Report, where: Callable[[str], str]) -> dict[str, list[str]]:
    """Field → its texts; anything else than texts is a fault."""
    cells: dict[str, list[str]] = {}
    for key, value in values.items():
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            cells[key] = [text for text in texts if text.strip()]
        else:
            # A bare number would lose leading zeros, and an X ends many ID numbers.
            report.faults.append(
                Message("{key} must be a text in quotation marks, or a list.", key=where(key))
            )
    return cells
