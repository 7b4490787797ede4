"""Employers as people type them into one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from redactor.config.values import ValueFault, clean, is_placeholder_org, split_values
from redactor.textnorm import folded

# What the name of an organisation ends in: without it a line break is a wrap, not a border.
_END = re.compile(
    r"([司厂矿局院所校学社店行馆台场园库办科委厅府站团段组坊会队处部室系]|中心|基地|联盟|[)）])$"
)
_GOES_ON = ("(", "（", "附属", "所属", "下属", "直属", "分公司", "分院", "分校", "分局")
_FORMER = re.compile(r"[(（](?:原名?|曾用名|前身|旧称)(?:称|为|是)?[:：]?(.+?)[)）]")
_SHORT = re.compile(r"[(（](?:以下)?简称(?:为)?[:：]?(.+?)[)）]")
# 赤峰市第二医院（赤峰市传染病医院）, one unit with two names on its door; 某医院（东院区）, a part.
_BRACKETS = re.compile(r"(?P<head>.{4,}?)[(（](?P<inner>[^()（）]{2,})[)）]$")
_NO_NAME = re.compile("集团|合伙|独资|控股|中国|内蒙古?$")
_LEAST_NAME = 5  # characters: 东院, 语文组 are parts
# Whose people are known by the whole: a bureau's office is a unit by itself.
_DEPARTMENT = re.compile(
    r"(?P<head>.{3,}?(?:医院|学校|[中小大]学|学院|公司|厂|幼儿园)(?:[(（].+[)）])?)[ \u3000]*"
    r"(?:[\u4e00-\u9fff]{1,8}(?:科|室|组|股|病区|车间|工段)"
    "|(?:[高初]中|小学|门诊|护理|医务|教务|政教|总务|后勤|教学|科研|人事|财务|信息|学生)[部处]"
    r"|(?<=有限公司|责任公司)[\u4e00-\u9fff]{1,10}[部处])$"
)


@dataclass(frozen=True, slots=True)
class OrgNames:
    """One organisation as written in one value."""

    full: str
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


# What people write who have no employer; as a name 个体 would be found in 个体差异.
_NONE = re.compile(
    "(?:已?离?退休|内退|自由职业|个体(?:工商户|户|经营者?|业主)?|灵活就业|自主(?:择业|创业)|待业|无业|失业|下岗"
    "|无(?:工作)?单位|社会(?:人员|人士)|个人|其他|务农|农民|牧民)[者户]?(?:人员)?(?:\\([^()]*\\))?"
)


def parse_orgs(text: str) -> list[OrgNames]:
    """The organisations in one cell; 某公司（原某厂、简称…） gives its other names too.

    A line break after what does not end like an organisation is a wrapped line: the halves of
    a name would be found nowhere, or everywhere. Blanks never part two organisations.
    自由职业者 and 退休 name none.
    """
    parts = split_values(_unwrap(clean(text)))
    return [_org(part) for part in parts if not _NONE.fullmatch(folded(part))]


def parse_org_name(text: str) -> str:
    """One name of an organisation, blanks between its Han characters gone."""
    name = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", clean(text))
    if is_placeholder_org(name):
        raise ValueFault("is masked or a place-holder, so it cannot be looked for")
    if len(folded(name)) < 2:
        raise ValueFault("is shorter than two characters and would be found everywhere")
    return name


def _org(text: str) -> OrgNames:
    former = [name for group in _FORMER.findall(text) for name in split_values(group)]
    short = [name for group in _SHORT.findall(text) for name in split_values(group)]
    full = _SHORT.sub("", _FORMER.sub("", text))
    whole, more = _parted(parse_org_name(full))
    return OrgNames(
        full=whole,
        short=(*more, *(parse_org_name(name.strip("\"“”「」'")) for name in short)),
        former=tuple(parse_org_name(name) for name in former),
    )


def _parted(name: str) -> tuple[str, tuple[str, ...]]:
    """The unit's name without a part of it, and its other names: a second one, and the whole."""
    if match := _BRACKETS.fullmatch(name):
        head, inner = match["head"], match["inner"]
        if _NO_NAME.search(inner) or not _END.search(head):
            return name, ()
        second = len(inner) >= _LEAST_NAME and _END.search(inner) is not None
        return head, ((name, inner) if second else (name,))
    if match := _DEPARTMENT.fullmatch(name):
        whole, more = _parted(match["head"])
        return whole, (name, *more)
    return name, ()


def _unwrap(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    out = lines[0] if lines else ""
    for line in lines[1:]:
        whole = _END.search(out) and not line.startswith(_GOES_ON)
        out += ("\n" if whole or not _has_han(out[-1:]) else "") + line
    return out


def _has_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)
