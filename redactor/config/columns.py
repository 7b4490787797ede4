"""Which column of a 花名册 holds what: header words, and the row they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from redactor.config.tables import Row
from redactor.textnorm import folded

KEY, SERIAL = "key", "serial"
_HEADER_ROWS = 30  # title rows, 单位： rows and instructions stand above the header

# RULES F15, F16 and what offices make of them. The first word names the field in messages.
_WORDS: dict[str, str] = {
    KEY: "编号 申报编号 档案号 申报号 材料编号 档案编号 材料号 applicant_id applicant_no "
    "application_no file_no dossier_no",
    SERIAL: "序号 serial serial_no no",
    "name": "姓名 申报人 申报人姓名 申报人员 申报人员姓名 name full_name applicant_name applicant",
    "former_name": "曾用名 又名 曾用姓名 别名 former_name other_names alias aliases",
    "id_number": "身份证号 身份证号码 公民身份号码 公民身份证号码 居民身份证号码 居民身份证号 "
    "身份证 身份证件号码 身份证件号 证件号码 证件号 id_number id_no id_card id_card_number "
    "identity_number national_id",
    "phone": "联系电话 手机 手机号 手机号码 电话 移动电话 联系方式 电话号码 联系手机 本人电话 "
    "单位电话 办公电话 座机 固定电话 phone phones phone_number mobile mobile_phone telephone tel "
    "office_phone employer_phone",
    "email": "邮箱 电子邮箱 电子邮件 邮箱地址 电子信箱 email e-mail email_address mail",
    "pinyin": "拼音 姓名拼音 英文名 英文姓名 pinyin english_name name_pinyin name_english",
    "address": "家庭住址 住址 家庭地址 通讯地址 联系地址 户籍地址 户籍所在地 居住地址 address "
    "home_address addresses",
    "other_number": "其他号码 工号 社保号 社会保障号 社会保障号码 银行卡号 银行账号 公积金账号 "
    "个人编号 other_number other_numbers staff_number staff_no bank_card",
    "employer": "工作单位 单位 所在单位 单位名称 现工作单位 工作单位名称 现单位 用人单位 "
    "申报单位 工作单位全称 单位全称 employer employer_full employer_name organisation "
    "organization work_unit company",
    "employer_short": "单位简称 简称 工作单位简称 employer_short short_name",
    "employer_former": "单位曾用名 原单位名称 曾用单位名 单位原名称 单位原名 employer_former "
    "employer_former_name",
    "employer_english": "单位英文名 英文名称 单位英文名称 工作单位英文名称 单位英文 "
    "employer_english employer_english_name",
    "employer_code": "统一社会信用代码 信用代码 社会信用代码 单位代码 组织机构代码 employer_code "
    "uscc credit_code",
    "employer_domain": "单位域名 网址 单位网址 域名 单位网站 employer_domain employer_domains "
    "domain website",
    "employer_grade": "单位所属 单位层级 单位级别 employer_grade grade",
    "former_employer": "原工作单位 历任单位 原单位 曾工作单位 以往单位 former_employer "
    "former_employers previous_employer previous_employers",
    "series": "职称系列 申报系列 申报职称系列 系列 职称系列专业 series title_series",
    "title": "申报职称名称 申报资格名称 申报职称 title title_applied_for",
    "level": "申报资格等级 申报级别 申报等级 申报层级 申报职称级别 资格等级 level",
}


def canonical(header: str) -> str:
    """A header without blanks, line breaks, stars, colons and underscores, in small letters."""
    return re.sub(r"[\s*:_\-.·#]", "", folded(header))


LABELS = {name: words.split()[0] for name, words in _WORDS.items()}
_FIELD_OF = {canonical(word): name for name, words in _WORDS.items() for word in words.split()}
# Which of several key columns names the applicant.
_KEY_ORDER = [canonical(word) for word in _WORDS[KEY].split()]


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: field → its columns (0-based), and the key columns by their word."""

    row_index: int  # of the last header row in the sheet's rows
    columns: dict[str, tuple[int, ...]]
    keys: dict[str, int]  # canonical header of each key column → column, the best first

    @property
    def known(self) -> int:
        return sum(map(len, self.columns.values()))


def field_of(header: str) -> str | None:
    """The field a header cell names; None when it is none of ours.

    姓名（必填） is 姓名, but 单位（简称） is 单位简称: brackets are first read as part of it.
    """
    word = canonical(header)
    inside = re.sub(r"[()]", "", word)
    return _FIELD_OF.get(inside) or _FIELD_OF.get(re.sub(r"\([^()]*\)", "", word))


def find_header(rows: Sequence[Row]) -> Header | None:
    """The row, among the first ones, that names a name column and knows the most columns."""
    best: Header | None = None
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        header = _header(index, row)
        if "name" in header.columns and (best is None or header.known > best.known):
            best = header
    if best is None or sum(1 for text in rows[best.row_index].texts if text.strip()) < 2:
        return None
    return _with_second_row(best, rows)


def is_header_again(row: Row, header: Header) -> bool:
    """Whether a row repeats the header, as on every printed page."""
    return all(field_of(row.text(column)) == "name" for column in header.columns["name"])


def _header(index: int, row: Row) -> Header:
    columns: dict[str, tuple[int, ...]] = {}
    keys: dict[str, int] = {}
    for column, text in enumerate(row.texts):
        if (name := field_of(text)) is None:
            continue
        columns[name] = (*columns.get(name, ()), column)
        if name == KEY:
            keys.setdefault(canonical(re.sub(r"[(（].*", "", text, flags=re.S)), column)
    order = {word: i for i, word in enumerate(_KEY_ORDER)}
    ordered = sorted(keys.items(), key=lambda item: order.get(item[0], len(order)))
    return Header(index, columns, dict(ordered))


def _with_second_row(header: Header, rows: Sequence[Row]) -> Header:
    """A header of two rows: 联系方式 above 手机 and 邮箱, with 姓名 above nothing."""
    below = header.row_index + 1
    if below >= len(rows):
        return header
    second = _header(below, rows[below])
    cells = [rows[below].text(column) for column in header.columns["name"]]
    if not second.columns or not all(not c.strip() or field_of(c) == "name" for c in cells):
        return header
    columns = dict(header.columns)
    for name, found in second.columns.items():
        columns[name] = tuple(sorted({*columns.get(name, ()), *found}))
    # 联系方式 is a phone column unless the row below says what its first column really is.
    taken = {column: name for name, found in second.columns.items() for column in found}
    columns = {
        name: kept
        for name, found in columns.items()
        if (kept := tuple(c for c in found if taken.get(c, name) == name))
    }
    return Header(below, columns, {**second.keys, **header.keys})
