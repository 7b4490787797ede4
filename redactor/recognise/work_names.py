"""What people call units that only their place, their work and their number tell.

城投集团 and 赤峰城投 of 赤峰市城市建设投资集团有限公司, 地调院 of a 地质调查研究院, 地勘四院 of a
第四地质矿产勘查开发院. Which characters are dropped nobody can foretell, so that all of these are
suggestions (case 23). All names are folded.
"""

from __future__ import annotations

import re

from redactor.recognise.employer_parts import (
    AT_WORK,
    Parts,
    academy_of,
    branch_of,
    levels_of,
    numbered_name,
    parts_of,
    towns_of,
)
from redactor.recognise.lexicon import PLACE_SHORT
from redactor.recognise.shortened import any_of, one, some, two
from redactor.recognise.words import word_count
from redactor.textnorm import folded

_COMPANY = "(?:集团(?:总?公司)?|总?公司)"
_NUMBER = re.compile("第([一二三四五六七八九十]+)")
_AFFILIATED = re.compile("第([一二三四五六七八九十])附属医院$")
_COMMON = 100  # times in jieba's list: 城建, 公交, but no 城投
_NO_BODY = "(?![委局办厅部])"  # 国资委 is the state's
_STATE_BUREAU = re.compile("中国([\u4e00-\u9fff]{2,6})第([一二三四五六七八九十]+)工程局")
_PARTY_UNIT = re.compile("中共([\u4e00-\u9fff]{2,8}?)([市盟旗区县])委([\u4e00-\u9fff]{2,})$")
_FOREST_BUREAU = re.compile("国有林管理局([\u4e00-\u9fff]{2,4})林业局$")
_BANNERS = tuple(n[:-1] for n in PLACE_SHORT if n[-1] in "旗县" and len(n) > 3)
_WORD = 2  # characters of most words that such names are made of
_LONG = 6  # characters of work that has a brand hardly ever
_LEAST = 4  # characters of work, of which two tell something


def said_with_place(full: str) -> str | None:
    """A pattern for 呼市公交集团, 内蒙古交投 and 内蒙古四院: the place and some characters."""
    parts, work = _taken_apart(full)
    towns = {town for town in towns_of(parts) if len(town) >= 2} if parts.place else set()
    if not towns or not work:
        return None
    led = any_of(towns)
    if number := _NUMBER.match(work):
        inner, end = _numbered(parts, work[number.end() :])
        return f"{led}{some(inner)}第?{number[1]}{some(inner)}{end}" if inner else None
    if not parts.is_company:
        body = _shortened(parts)
        return f"{led}{body}" if body else None
    if len(work) < _LEAST:  # 包头热力, but no 包头热力管网
        whole = re.escape(work)
        called = f"{one(work)}{_COMPANY}|{whole}(?![\u4e00-\u9fff])"
        return f"{led}(?:{called})|(?<=[在于]){led}{whole}{AT_WORK}"
    pair = f"|{led}{_pairs(work)}{_NO_BODY}" if _pairs(work) else ""
    return f"{led}{two(work)}{_COMPANY}{pair}"


def said_in_town(full: str) -> str | None:
    """A pattern for 公交集团, 市公交公司, 呼公交, 地调院 and 地质四院, where a word begins."""
    parts, work = _taken_apart(full)
    if affiliated := _AFFILIATED.search(folded(full)):  # 二附院, in whose town there is one
        return f"{affiliated[1]}附属?医?院"
    if not work or not parts.place:
        return None
    if number := _NUMBER.match(work):
        inner, end = _numbered(parts, work[number.end() :])
        if not numbered_name(full) and not parts.is_company:  # every town has one
            return None
        first, rest = re.escape(inner[:1]), inner[1:]  # 第三工程公司 is anybody's
        return f"第{number[1]}{first}{one(rest)}{end}|{first}{some(rest)}第?{number[1]}{end}"
    if parts.is_company:
        called = one(work) if len(work) < _LEAST else two(work)
        said = [f"{parts.place[-1]}{called}{_COMPANY}"]
        if pairs := _pairs(work):
            said.append(f"{pairs}{_COMPANY}")
        if every := _pairs(work, common=True):
            said.append(f"[{_firsts(parts)}]{every}{_NO_BODY}")
        return "|".join(said)
    if body := _shortened(parts):
        return f"{parts.place[-1]}{body}"
    if parts.is_distinctive or not parts.kind or len(levels_of(parts.place)) > 1:
        return None
    if not parts.place.startswith("内蒙古"):  # every town has a 疾控中心
        return None
    end = "中心" if parts.kind.endswith("中心") else parts.kind[-1]
    inner = work.removesuffix(end)
    pairs = _pairs(inner, common=True)
    return f"区?(?:{re.escape(inner[:_WORD])}|{pairs}){end}" if pairs else None


def of_academy(full: str) -> str | None:
    """A pattern for 农科院草原所 and 草原所 of 中国农业科学院草原研究所."""
    head = academy_of(full)
    unit = folded(full).removeprefix(head)
    if not head or len(unit) < _LEAST or not unit.endswith(("所", "院", "站")):
        return None
    chars = "".join(sorted(set(head)))
    begins = re.escape(unit[:_WORD])
    return f"(?:[{chars}]{{2,{len(head)}}}?)?{begins}{some(unit[_WORD:-1])}{unit[-1]}"


def state_bureau(full: str) -> str | None:
    """A pattern for 中建二局 and 水电四局 of 中国水利水电第四工程局有限公司."""
    match = _STATE_BUREAU.match(folded(full))
    if not match:
        return None
    work, number = match.groups()
    led = f"中国?{one(work)}" + (
        f"|{_pairs(work, common=True)}|{work[-_WORD:]}" if len(work) >= _LEAST else ""
    )
    return f"(?:{led})第?{number}(?:工程)?局"


def forest_company(full: str) -> str | None:
    """A pattern for 甘河森工公司 of 大兴安岭重点国有林管理局甘河林业局, which became one."""
    match = _FOREST_BUREAU.search(folded(full))
    return f"{match[1]}森工(?:公司)?" if match else None


def party_school(full: str) -> str | None:
    """A pattern for 包头市委党校, 市委党校 and 包头党校 of 中共包头市委党校."""
    match = _PARTY_UNIT.match(folded(full))
    return f"(?:(?:{match[1]})?{match[2]}委|{match[1]}){match[3]}" if match else None


def of_banner(full: str) -> str | None:
    """A pattern for 准能集团 and 准能公司 of 神华准格尔能源有限责任公司, whose brand is a place."""
    parts = parts_of(full)
    place = next((n for n in _BANNERS if n in parts.middle), "") if parts.is_company else ""
    work = parts.middle.rpartition(place)[2] if place else ""
    return f"{place[0]}{re.escape(work[0])}{_COMPANY}" if work else None


def _taken_apart(full: str) -> tuple[Parts, str]:
    """The name's parts, and its characters behind the place and before what a register adds."""
    parts = parts_of(full)
    return parts, "" if branch_of(full) else parts.middle + parts.kind


def _shortened(parts: Parts) -> str:
    """A pattern for 土肥站 of 土壤肥料和节水农业工作站, or empty: who says it all?"""
    if not parts.is_distinctive or not parts.kind or len(parts.middle) < _LONG:
        return ""
    end = "中心" if parts.kind.endswith("中心") else parts.kind[-1]
    first, inner, last = re.escape(parts.middle[0]), parts.middle[1:-2], parts.middle[-2:]
    return f"(?:{first}{one(inner + last)}|{one(inner)}{one(last)}){end}"


def _numbered(parts: Parts, work: str) -> tuple[str, str]:
    """What stands behind the number, and how the name ends, as a pattern."""
    return (work, _COMPANY) if parts.is_company else (work[:-1], re.escape(work[-1:]))


def _firsts(parts: Parts) -> str:
    """The characters by which one says where a unit is: 呼, and 蒙 for the whole region."""
    return parts.towns[-1] + ("蒙" if parts.place.startswith("内蒙古") else "")


def _pairs(work: str, *, common: bool = False) -> str:
    """A pattern for two characters at which words of the work begin, but for words of everybody
    (城建) where those are not wanted; empty where there are none.
    """
    starts = work[::_WORD]
    found = {a + b for n, a in enumerate(starts) for b in starts[n + 1 :]}
    told = sorted(p for p in found if common or word_count(p) < _COMMON)
    return any_of(told) if told else ""
