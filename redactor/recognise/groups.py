"""What units of groups and groups themselves are called by: 北重集团, 根河森工公司, 包医一附院.

All names are folded.
"""

from __future__ import annotations

import re

from redactor.recognise.employer_parts import LEGAL, called, parts_of
from redactor.recognise.lexicon import CITIES, ORG_KINDS, PLACE_SHORT
from redactor.recognise.words import word_count
from redactor.textnorm import folded

_HAN = r"[\u4e00-\u9fff]"
_GROUP = re.compile(rf"(?P<group>{_HAN}{{3,}}?(?:\(集团\)|集团))(?:股份)?有限(?:责任)?公司$")
# 集团 | 根河森林工业有限公司, 管理局 | 甘河森林工业有限公司, 大学 | 包头医学院附属医院
_INNER = re.compile(
    rf"{_HAN}{{2,}}?(?:(?:集团(?:股份)?(?:有限(?:责任)?公司)?|有限(?:责任)?公司)|大学|总公司|管理局|总局)"
    rf"(?P<inner>{_HAN}{{4,}}?)(?P<end>{LEGAL}|分公司)?$"
)
_KINDS = re.compile(f"(?:{'|'.join((*ORG_KINDS, '[场矿库段店社]'))})$")
_COLLEGE = re.compile(
    rf"(?P<name>{_HAN}{{2,6}}?医)(?:科大学|学院)(?:第(?P<number>[一二三四五六七八九十]))?附属{_HAN}{{0,4}}?医院"
)
_AFFILIATED_SCHOOL = re.compile(
    rf"(?P<head>{_HAN}{{2,}}?(?:大学|学院))附属(?:第(?P<number>[一二三四五六七八九十]))?{_HAN}{{0,6}}?(?P<kind>中学|小学|幼儿园|中等{_HAN}{{0,6}}学校)"
)
_AFFILIATED_SAID = {"中": "中学?(?!心)", "小": "小学?", "幼": "幼(?:儿园)?"}
_POWER_PLANT = re.compile(rf"(?P<name>{_HAN}{{2,}}?)(?:发电|热电)(?:总?厂)?$")
# 自然资源局 | 准格尔旗 | 分局, 公路管护中心 | 临河 | 分中心
_BRANCH = re.compile(
    rf"(?P<over>{_HAN}{{2,6}}?[市盟省])?(?P<work>{_HAN}{{2,}}?)(?P<kind>局|中心|站|所|院|队)"
    rf"(?P<place>{_HAN}{{2,8}}?)分(?P=kind)$"
)
_COMPANY_BRANCH = re.compile(
    rf"(?P<head>{_HAN}{{4,}}?)(?:股份)?(?:有限(?:责任)?公司)(?P<place>{_HAN}{{2,8}})(?P<kind>分公司|[分支]行)$"
)
# What everybody calls those that have a branch in every town.
_EVERYWHERE = {
    "中国电信": "电信",
    "中国移动": "移动",
    "中国联": "联通",
    "中国农业银行": "农行",
    "中国工商银行": "工行",
    "中国建设银行": "建行",
    "中国银行": "中行",
    "中国邮政储蓄银行": "邮储银?行?",
    "中国邮政": "邮政",
    "中国铁塔": "铁塔",
    "中国石油": "石油|中石油",
    "中国石化": "石化|中石化",
}
_LEVELS = "市盟区县旗"
_TWO_WORDS = 4  # characters of 包头钢铁
_COMMON = 100  # times in jieba's list
_LONG_NUMBER = re.compile(r"第?([零0一二三四五六七八九]{3,})(医院|大队|工厂|厂|研究所|所)$")
_LEAST = 5  # characters of a unit's own name within its group's


def group_name(full: str) -> str:
    """内蒙古北方重工业集团 of …集团有限公司; empty for other units."""
    match = _GROUP.fullmatch(folded(full))
    return match["group"] if match else ""


def inner_name(full: str) -> str:
    """The unit's own name behind its group's or university's, as registers have it, or empty.

    第七工程有限公司 and 附属医院 are anybody's.
    """
    match = _INNER.fullmatch(folded(full))
    if not match or match["inner"].startswith(("第", "附属")):
        return ""
    inner, end = match["inner"], match["end"] or ""
    if end == "分公司" or not end:
        return inner if _KINDS.search(inner) and len(inner) >= _LEAST else ""
    return inner + end if parts_of(inner + end).is_distinctive else ""


def initials(full: str) -> str | None:
    """A pattern for 北重集团 and 内蒙古一机公司, by first characters of a company's words."""
    parts = parts_of(full)
    middle = parts.middle.removeprefix("第")
    if not parts.is_company or len(middle) < 3:
        return None
    place = f"(?:{re.escape(parts.place)})?" if parts.place else ""
    second = re.escape(middle[1] if parts.middle.startswith("第") else middle[2])
    return f"{place}{re.escape(middle[0])}{second}(?:集团|公司)"


def group_initials(full: str) -> str | None:
    """A pattern for 包钢集团 of 包头钢铁(集团)有限责任公司, and 包钢 alone where that is a word."""
    parts = parts_of(full)
    if "集团" not in folded(full) or len(parts.bare) != _TWO_WORDS:
        return None
    said = parts.bare[0] + parts.bare[2]
    more = "?" if 0 < word_count(said) < _COMMON else ""  # 大地 is no group's alone
    return f"{re.escape(said)}(?:(?:\\(集团\\)|集团|股份)+(?:公司)?|公司){more}"


def numbered_unit(full: str) -> str | None:
    """A pattern for 第九六九医院 and 969医院 of a hospital of the army, wherever it belongs to."""
    match = _LONG_NUMBER.search(folded(full))
    if not match:
        return None
    number, kind = match.groups()
    return rf"(?:第|(?<![\u4e00-\u9fff\d])){number}{kind}"


def university_said(full: str) -> str | None:
    """A pattern for 内大 of 内蒙古大学, which has no word but its place."""
    parts = parts_of(full)
    if parts.kind != "大学" or parts.middle or not parts.place:
        return None
    return f"{re.escape(parts.place[0])}大(?!学)"


def affiliated_school(full: str) -> str | None:
    """A pattern for 师大附中 and 内师大附中 of 内蒙古师范大学附属中学; for 师大二附中."""
    match = _AFFILIATED_SCHOOL.fullmatch(folded(full))
    if not match:
        return None
    chars = "".join(sorted(set(match["head"])))
    number, said = match["number"], _AFFILIATED_SAID[match["kind"][:1]]
    affiliated = f"(?:第?{number}附属?|附属?第?{number})" if number else "附属?"
    return f"[{chars}]{{2,8}}?{affiliated}{said}"


def power_plant(full: str) -> str | None:
    """A pattern for 托克托电厂, 托电公司 and 托电 of 大唐国际托克托发电有限责任公司."""
    parts = parts_of(full)
    match = _POWER_PLANT.search(parts.bare.removeprefix(parts.place))
    if not match or "第" in match["name"]:
        return None
    # Where its name begins, behind the group's, nobody can tell: 托克托, 京能 | 盛乐.
    names = {match["name"][-n:] for n in (2, 3)}
    whole, first = ("|".join(sorted({name[:size] for name in names})) for size in (3, 1))
    own = f"(?:{whole})(?:(?:发?电|热电)总?(?:厂|公司)|热电(?![联机偶阻冷]))"
    return f"{own}|(?:{first})电(?:总?厂|公司|(?!{_HAN}))"


def local_branch(full: str) -> str | None:
    """A pattern for 准旗自然资源局 and 准旗分局 of 自然资源局准格尔旗分局; for 兴安农行."""
    plain = folded(full)
    if match := _BRANCH.fullmatch(plain):
        towns, kind = _towns(match["place"]), match["kind"]
        over = plain[: match.start("place")]
        chars = "".join(sorted(set(over)))  # 河管局 of 黄河灌区管理局
        led = f"(?:{re.escape(over)}|[{chars}]{{1,7}}?{kind})?"
        work = "".join(sorted(set(match["work"])))  # 水文分中心 of 水文水资源中心
        return f"{led}{towns}(?:{re.escape(match['work'])}分?{kind}|[{work}]{{0,6}}?分{kind})"
    match = _COMPANY_BRANCH.fullmatch(plain)
    said = match and next((s for n, s in _EVERYWHERE.items() if match["head"].startswith(n)), "")
    if not match or not said:
        return None
    towns = _towns(match["place"])
    kind = "支行" if match["kind"] == "支行" else "分行" if match["kind"] == "分行" else "分?公司"
    return f"{towns}(?:{said})(?:{kind})?|(?:{said}){towns}{kind}"


def place_said(full: str) -> str | None:
    """A pattern for 呼职院 and 锡盟职业学院, of colleges named after a place without its level."""
    plain = folded(full)
    stem = next((n for n in _STEMS if plain.startswith(n) and len(plain) - len(n) >= 4), "")
    rest = plain[len(stem) :]
    if not stem or not rest.endswith("学院") or rest[0] in _LEVELS or parts_of(full).place:
        return None
    inner = "".join(f"{re.escape(c)}?" for c in rest[1:-2])
    return f"(?:{_STEMS[stem]}|{stem[0]}){re.escape(rest[0])}{inner}学?院"


def _towns(place: str) -> str:
    """A pattern for a place with its level or without, and as people call it."""
    stem = place.rstrip(_LEVELS) if len(place) > 2 else place
    short = (s for name in (place, *(stem + end for end in _LEVELS)) for s in called(name))
    names = sorted({place, stem, *short}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, names))})[{_LEVELS}]?"


_STEMS = {
    name.rstrip(_LEVELS): "|".join((f"{name.rstrip(_LEVELS)}[{_LEVELS}]?", *short))
    for name, short in {**{f"{city}市": [] for city in CITIES}, **PLACE_SHORT}.items()
    if name[-1] in _LEVELS and len(name) > 3 and "内蒙古" not in name
}


def college_hospital(full: str) -> str | None:
    """A pattern for 包医一附院 of 包头医学院第一附属医院."""
    match = _COLLEGE.search(folded(full))
    if not match:
        return None
    name = match["name"]
    head = f"{re.escape(name[0])}(?:{re.escape(name[1:-1])})?医(?:学院|大)?"
    return f"{head}第?{match['number'] or ''}附属?医?院"
