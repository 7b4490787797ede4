"""Whether an employer's name found in text is the whole name, or part of a longer one."""

from __future__ import annotations

import re
from collections.abc import Collection

from redactor.datatypes import Evidence
from redactor.recognise.employer_parts import LEGAL
from redactor.recognise.lac import Lac, sentence_around
from redactor.recognise.lexicon import FOLLOWERS, ORG_AFFILIATED, ORG_KINDS, ORG_LONGER_TAIL
from redactor.textnorm import is_han

# A place right before the name makes it another town's unit, unless the name has its own.
_PLACE_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:省|市|盟|旗|县|区|镇|乡|苏木)$")
# A place by its proper name and its kind; 我市, 城区, 辖区 name none.
_TOWN = re.compile(
    r"([\u4e00-\u9fff]{1,3}[^\W我本全该各])(省|市|盟|旗|县|(?<![城市辖园社新校地街小])区|镇|乡|苏木|嘎查)"
)
# 包头市 before 昆都仑区人民医院 is where that district lies.
_OWN_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:区|县|旗|镇|乡|苏木)")
_OVER_PLACE = re.compile(r"(?:市|盟|州|省)$")
# 锡林郭勒盟 before 锡林浩特市第六小学: there a 市 is as small as a banner.
_OVER_CITY = re.compile(r"(?:盟|州|省|地区)$")
_OWN_CITY = re.compile(r"[\u4e00-\u9fff]{1,6}?市")
_UNIVERSITY = re.compile(r"(?:大学|学院)$")
_FACULTY = re.compile(r"^[\u4e00-\u9fff]{1,12}?(?:学院|研究院|研究所|学部)")
_DEPARTMENT = re.compile(
    r"(?!附属|所属|下属|第)[\u4e00-\u9fff]{1,5}?(?:科|室|处|股|组|部|所|车间)(?!属)"
)
# 变电运维中心副主任: who holds a post in a part of the own unit; 所辖变电站: what is under it;
# 旗医院项目部: where it builds.
_PART_OF_IT = re.compile(
    r"所[辖管]|[\u4e00-\u9fff]{2,14}?(?:项目(?:经理)?部|标段|工地)|(?!附属|所属|下属|第)[\u4e00-\u9fff]{1,8}?(?:中心|站|队|班|分场|工区|所|部|科|室)"
    r"(?:副|原|常务)?(?:主任|经理|站长|队长|班长|所长|部长|科长|主管|专责|技术员|值班员|负责人)"
)
# 工会委员会, 团委, 党支部: of the people of the unit itself.
_OWN_BODY = re.compile(
    "(?:工会|职工代表大会|职代会|科学技术协会|科协|妇联|妇女联合会|[党团纪]委|(?:党?总)?支部|党总支)(?:委员会)?"
    "|(?:[学技]术|伦理|评审|评聘|聘任)[\u4e00-\u9fff]{0,4}委员会"
)
# 技术中心 behind 赤峰二中 or 内蒙古一机集团; 二中 and 市医院 do not tell whose it is.
_INNER_PART = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:中心|部|室|处|队|组|会|站|厂|车间)"
    r"|[新老]?(?:[东西南北]?校区|家属[院楼区]|职工宿舍|宿舍楼?|[\u4e00-\u9fff]{0,2}食堂|体育馆|图书馆|报告厅|礼堂)"
)
# 内蒙古森工集团 | 甘河森工公司, 解放军 | 第九六九医院: whose unit it is
_OF_GROUP = re.compile("(?:集团(?:(?:股份)?(?:有限(?:责任)?)?公司)?|解放军|武警|部队)$")
_TELLS_WHOSE = 4  # characters of a short name
_BRAND = 3  # of a company's brand alone
_LEGAL = re.compile(LEGAL)
_ENDS_ORG = re.compile(f"(?:{'|'.join(ORG_KINDS)}|[部科室处股组段区])$")
_NOUN_TAGS = frozenset({"n", "nz", "vn", "an", "ORG"})
_OWN_PARENTS = re.compile(r"(?:内蒙古|自治区|内蒙古自治区)$")


def longer_evidence(
    text: str,
    start: int,
    end: int,
    lac: Lac,
    *,
    suggested: bool = False,
    towns: Collection[str] = (),
) -> frozenset[Evidence]:
    """LONGER_ORG when ``text[start:end]`` is part of a longer institution's name.

    ``suggested``: the match is only a likely short form, so any longer organisation that LAC
    sees around it counts, but for a part of it. ``towns``: what own employers' places are called.
    """
    if suggested and (legal := _LEGAL.match(text, end)):
        end = legal.end()  # 红城建安 | 有限责任公司
    after, before = text[end:], text[:start]
    listed = suggested and text.endswith("股份", start, end)  # what follows 伊岭股份 is of it
    if not listed and (
        _goes_on(text, start, end, lac) or (suggested and _inside_org(text, start, end, lac, towns))
    ):
        return frozenset({Evidence.LONGER_ORG})
    parents = _lies_there(text, start, end) or _OWN_PARENTS.search(before) is not None
    parents |= suggested and any(_ends_at(before, town) for town in towns)
    if (match := _PLACE_BEFORE.search(before)) and not parents:
        tokens = lac.tokens(before)
        if tokens and tokens[-1].tag in ("LOC", "ORG") and match:
            return frozenset({Evidence.LONGER_ORG})
    if not (after and is_han(after[0])) and not (before and is_han(before[-1])):
        return frozenset({Evidence.STANDS_ALONE})
    return frozenset()


def _lies_there(text: str, start: int, end: int) -> bool:
    """Whether a place before the name is where the name's own place lies."""
    before = text[:start]
    return bool(
        (_OVER_PLACE.search(before) and _OWN_PLACE.match(text, start, end))
        or (_OVER_CITY.search(before) and _OWN_CITY.match(text, start, end))
    )


def starts_word(lac: Lac, text: str, start: int, within: int) -> bool:
    """Whether LAC has a word that begins at ``start`` and goes on beyond ``within``. The union of a
    unit is a word of its own, though LAC has one body of both.
    """
    body = _OWN_BODY.match(text, start)
    if body and body.end() > within:
        return True
    return any(a == start and b > within for a, b, _ in _words(text, start, within, lac))


def is_other_towns(before: str, full: str, towns: Collection[str]) -> bool:
    """Whether the text before a name puts it into another place than the employer ``full``, whose
    places are called ``towns``, too: 阿左旗 of 阿拉善左旗.

    恒信水务有限公司 names 澄原市恒信水务有限公司 too, but not in 岚泊市恒信水务有限公司.
    """
    places = list(_TOWN.finditer(before))
    if not places or places[-1].end() != len(before) or _OWN_PARENTS.search(before):
        return False
    if any(_ends_at(before, town) for town in towns):
        return False
    own = {m[2]: m[1] for m in _TOWN.finditer(full)}
    near = {m[2]: m[1] for m in places[-2:]}
    return any(not near[k].endswith(own[k][-2:]) for k in own.keys() & near.keys())


def _ends_at(before: str, town: str) -> bool:
    """Whether text ends with what an own place is called by itself: 友谊大街, 昆区, no 包; 前旗 is
    many a banner's, and says nothing behind another word.
    """
    if len(town) <= 2 and not town.endswith(tuple("市区县旗盟")):
        return False
    rest = before.removesuffix(town)
    return rest != before and (len(town) > 2 or not is_han(rest[-1:] or " "))


def _goes_on(text: str, start: int, end: int, lac: Lac) -> bool:
    after = text[end:]
    if ORG_AFFILIATED.match(after):
        return True
    if _PART_OF_IT.match(after):
        return False
    tail = ORG_LONGER_TAIL.match(after)
    if after[:1] in FOLLOWERS or tail is None:
        return False
    if _UNIVERSITY.search(text[start:end]) and _FACULTY.match(after):
        return False  # 内蒙古某大学水利学院 is a part of it
    # 与…学校 or 在…医院 after the name is a new word; LAC knows where its organisation ends, and
    # that nouns alone lead to its kind (…中心 | 职业 | 技术 | 学校).
    words = _words(text, start, end, lac)
    if any(first < end < last and tag in ("ORG", "LOC", "nz") for first, last, tag in words):
        return True
    tail_end = end + tail.end()
    tags = [tag for first, last, tag in words if end <= first and last <= tail_end]
    aligned = any(last == tail_end for _, last, _ in words) and any(f == end for f, _, _ in words)
    return aligned and all(tag in _NOUN_TAGS for tag in tags)


def _inside_org(text: str, start: int, end: int, lac: Lac, towns: Collection[str]) -> bool:
    """Whether LAC's organisation is longer, and not only by a department: 设计院 | 规划所."""
    if _PART_OF_IT.match(text, end) or _OWN_BODY.match(text, end):
        return False
    named = end - start == _BRAND and not _ENDS_ORG.search(text, start, end)
    tells = end - start >= _TELLS_WHOSE or named  # 恒德信 | 监理部
    led = _lies_there(text, start, end) or _OF_GROUP.search(text[:start]) is not None
    inner = _DEPARTMENT.match(text, end)
    own = (start, inner.end()) if inner else (start, end)
    return any(
        first <= start
        and end <= last
        and last - first > end - start
        and (first, last) != own
        and not (first == start and tells and _INNER_PART.fullmatch(text, end, last))
        and not (tells and (led or text[first:start] in towns) and last == end)
        and tag == "ORG"
        and (last == end or _ENDS_ORG.search(text, end, last))  # no …中心鼠疫, as LAC may cut it
        for first, last, tag in _words(text, start, end, lac)
    )


def _words(text: str, start: int, end: int, lac: Lac) -> list[tuple[int, int, str]]:
    """LAC's words of the sentence around a span: start, end and tag, in ``text``."""
    first, last = sentence_around(text, start, end)
    return [(t.start + first, t.end + first, t.tag) for t in lac.tokens(text[first:last])]
