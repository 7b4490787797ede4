"""What units of groups and groups themselves are called by: 北重集团, 根河森工公司, 包医一附院.

All names are folded.
"""

from __future__ import annotations

import re

from redactor.recognise.employer_parts import LEGAL, parts_of
from redactor.recognise.lexicon import ORG_KINDS
from redactor.textnorm import folded

_HAN = r"[\u4e00-\u9fff]"
_GROUP = re.compile(rf"(?P<group>{_HAN}{{3,}}?(?:\(集团\)|集团))(?:股份)?有限(?:责任)?公司$")
# 集团 | 根河森林工业有限公司, 集团有限公司 | 特泥河农牧场分公司, 大学 | 包头医学院附属医院
_INNER = re.compile(
    rf"{_HAN}{{2,}}?(?:(?:集团(?:股份)?(?:有限(?:责任)?公司)?|有限(?:责任)?公司)|大学)"
    rf"(?P<inner>{_HAN}{{4,}}?)(?P<end>{LEGAL}|分公司)?$"
)
_KINDS = re.compile(f"(?:{'|'.join((*ORG_KINDS, '[场矿库段店社]'))})$")
_COLLEGE = re.compile(
    rf"(?P<name>{_HAN}{{2,6}}?医)(?:科大学|学院)(?:第(?P<number>[一二三四五六七八九十]))?附属{_HAN}{{0,4}}?医院"
)
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


def college_hospital(full: str) -> str | None:
    """A pattern for 包医一附院 of 包头医学院第一附属医院."""
    match = _COLLEGE.search(folded(full))
    if not match:
        return None
    name = match["name"]
    head = f"{re.escape(name[0])}(?:{re.escape(name[1:-1])})?医(?:学院|大)?"
    return f"{head}第?{match['number'] or ''}附属?医?院"
