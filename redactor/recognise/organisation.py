"""Whether an employer's name found in text is the whole name, or part of a longer one."""

from __future__ import annotations

import re

from redactor.datatypes import Evidence
from redactor.recognise.lac import Lac, sentence_around
from redactor.recognise.lexicon import ORG_AFFILIATED, ORG_LONGER_TAIL
from redactor.textnorm import is_han

# A place right before the name makes it another town's unit, unless the name has its own.
_PLACE_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:省|市|盟|旗|县|区|镇|乡|苏木)$")
# 我市, 城区, 辖区: no names of places.
_TOWN_BEFORE = re.compile(
    r"[\u4e00-\u9fff][^\W我本全该各省市县区城地辖社园街小新](?:市|盟|旗|县|区|镇|乡|苏木)$"
)
_TOWN = re.compile(
    r"(?:内蒙古(?:自治区)?|自治区)?[\u4e00-\u9fff]{2,4}?(?:市|盟|旗|县|区)|[\u4e00-\u9fff]{2}"
)
_FAR_TOWN = 14
_OWN_PARENTS = re.compile(r"(?:内蒙古|自治区|内蒙古自治区)$")


def longer_evidence(
    text: str, start: int, end: int, lac: Lac, *, suggested: bool = False
) -> frozenset[Evidence]:
    """LONGER_ORG when ``text[start:end]`` is part of a longer institution's name.

    ``suggested``: the match is only a likely short form, so any longer organisation that LAC
    sees around it counts.
    """
    after, before = text[end:], text[:start]
    if _goes_on(text, start, end, lac) or (suggested and _inside_org(text, start, end, lac)):
        return frozenset({Evidence.LONGER_ORG})
    if (match := _PLACE_BEFORE.search(before)) and not _OWN_PARENTS.search(before):
        tokens = lac.tokens(before)
        if tokens and tokens[-1].tag in ("LOC", "ORG") and match:
            return frozenset({Evidence.LONGER_ORG})
    if not (after and is_han(after[0])) and not (before and is_han(before[-1])):
        return frozenset({Evidence.STANDS_ALONE})
    return frozenset()


def is_other_towns(text: str, start: int, full: str) -> bool:
    """Whether a place that is not in ``full`` stands right before the name at ``start``.

    恒信水务有限公司 names 澄原市恒信水务有限公司 too, but not in 岚泊市恒信水务有限公司.
    """
    place = _TOWN_BEFORE.search(text, 0, start)
    if place is None or _OWN_PARENTS.search(text, 0, start):
        return False
    own = _TOWN.match(full)
    return not (own and own.group() in text[max(0, start - _FAR_TOWN) : start])


def _goes_on(text: str, start: int, end: int, lac: Lac) -> bool:
    after = text[end:]
    if ORG_AFFILIATED.match(after):
        return True
    if not ORG_LONGER_TAIL.match(after):
        return False
    # 与…学校 or 在…医院 after the name is a new word; LAC knows where its organisation ends.
    return any(
        first < end < last and tag in ("ORG", "LOC", "nz")
        for first, last, tag in _words(text, start, end, lac)
    )


def _inside_org(text: str, start: int, end: int, lac: Lac) -> bool:
    return any(
        first <= start and end <= last and last - first > end - start and tag == "ORG"
        for first, last, tag in _words(text, start, end, lac)
    )


def _words(text: str, start: int, end: int, lac: Lac) -> list[tuple[int, int, str]]:
    """LAC's words of the sentence around a span: start, end and tag, in ``text``."""
    first, last = sentence_around(text, start, end)
    return [(t.start + first, t.end + first, t.tag) for t in lac.tokens(text[first:last])]
