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


@dataclass(frozen=True, slots=True)
class OrgNames:
    """One organisation as written in one value."""

    full: str
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


def parse_orgs(text: str) -> list[OrgNames]:
    """The organisations in one cell; 某公司（原某厂、简称…） gives its other names too.

    A line break after what does not end like an organisation is a wrapped line: the halves of
    a name would be found nowhere, or everywhere. Blanks never part two organisations.
    """
    return [_org(part) for part in split_values(_unwrap(clean(text)))]


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
    return OrgNames(
        full=parse_org_name(full),
        short=tuple(parse_org_name(name.strip("\"“”「」'")) for name in short),
        former=tuple(parse_org_name(name) for name in former),
    )


def _unwrap(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    out = lines[0] if lines else ""
    for line in lines[1:]:
        whole = _END.search(out) and not line.startswith(_GOES_ON)
        out += ("\n" if whole or not _has_han(out[-1:]) else "") + line
    return out


def _has_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)
