"""What the name of an organisation is made of, and the shorter names that people make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redactor.recognise.lexicon import (
    CITIES,
    ORG_ALL,
    ORG_GENERIC,
    ORG_GENERIC_END,
    ORG_KINDS,
    ORG_LEFT_OUT,
    ORG_SAID_SHORT,
    PLACE_SHORT,
)
from redactor.recognise.shortened import any_of, one, some, two
from redactor.recognise.words import word_count
from redactor.textnorm import folded

_PEOPLES_TOWN = "(?:满|蒙古|回|朝鲜|达斡尔|鄂温克|鄂伦春|俄罗斯)(?:族|民族)"
_PLACE = re.compile(
    # 包头城市规划院 has no 包头城市 before it, 灌区 and 社区 are no districts, 城乡 no township.
    r"^(内蒙古(?:自治区)?)?([\u4e00-\u9fff]{2,5}?(?:(?<!城)市|盟|自治州|地区))?"
    # 锡林郭勒盟 | 锡林浩特市; 农贸市场 and 都市农业 are no cities.
    r"([\u4e00-\u9fff]{1,10}?(?:(?<![园社灌景矿牧小林库护])区|县|旗|(?<![城都超农贸])市(?![场政民容级直])))?"
    rf"([\u4e00-\u9fff]{{1,5}}?(?:(?<![村城])[镇乡]|{_PEOPLES_TOWN}乡|苏木|街道))?"
    r"((?<=[镇乡])[\u4e00-\u9fff]{2,4}?街道(?!办事处))?"
)
# A station of a bureau: 林业和草原局 | 治沙站, 人民政府 | 综合保障和技术推广中心.
_BODY = "[\u4e00-\u9fff]{2,12}?(?:局|厅|委员会|[卫教]委|政府|公署|办事处)"
_OF_BODY = re.compile(
    rf"(?P<place>{_PLACE.pattern.removeprefix('^')}){_BODY}"
    r"(?P<unit>[\u4e00-\u9fff]{2,}(?:站|所|中心|队|处|场|院|馆|校|室))$"
)
# 兴安盟 | 行政公署 | 林业和草原局
_OF_OFFICE = re.compile(
    r"(?<=.)(?:人民政府|行政公署|行署)(?=[\u4e00-\u9fff]{2,}(?:局|委员会|办公室)$)"
)
_BODY_BEFORE = re.compile(f"^{_BODY}(?=[\u4e00-\u9fff]{{2}})")
# How a name may end for the register; with or without it, it is the same unit.
LEGAL = (
    r"(?:\((?:集团|有限合伙|普通合伙|特殊普通合伙)\))?(?:集团)?(?:股份)?(?:有限责任公司|有限公司)"
)
_LEGAL_END = re.compile(LEGAL + "$")
_UNIT_END = re.compile(f"(?:{LEGAL}|{'|'.join(ORG_KINDS)})$")
# 河套农村商业银行股份有限公司 | 杭锦后旗支行: the register's words stand in the middle.
_BRANCH = re.compile(
    rf"(?P<head>[\u4e00-\u9fff]{{2,}}?)(?:{LEGAL}|(?<=银行)|(?<=联社))"
    rf"(?P<branch>[\u4e00-\u9fff]{{2,}}?(?P<kind>分公司|{'|'.join(ORG_KINDS)}|[段矿库园区]))$"
)
_BANK = re.compile("(?:银行|联社)$")
_WERE_BUREAUS = ("供电", "电业", "电力", "邮政", "烟草", "盐业", "电信")
# What every company has in every town; another unit bears a name that is its own.
_MANY_BRANCHES = ("公司", "行", "部", "处", "社", "中心", "厂", "队", "店")
# 准能集团 and 准能公司 of 国家能源集团准能集团有限责任公司
_GROUP_OF_GROUP = re.compile(rf"集团(?P<name>[\u4e00-\u9fff]{{2,4}}?){LEGAL}$")
_SHORTEST_UNIT = 6
_LONG_NUMBERED = 7  # characters of what no other town has: 第四地质勘查院, not 第四人民医院
_SHORTEST_BRANCH = 5
_JOINS = "(?:(?<=加盟|加入|入职|离开|进入|调入)|(?<=[就任供]职于|[改更][名制]为)|(?<=服务于))"
AT_WORK = "(?=工作|任(?![务何意])|就职|上班|从业|期间|奋斗|成长|的(?:日子|岁月))"
_OWN_PART = (
    "(?:(?:项目|监理|工程|技术|质检|生产|经营|销售)(?:经理)?部"
    # 睿达三公司 and 睿达第三分公司 are the own one's, too.
    "|第?[一二三四五六七八九十]+(?:分?公司|工程处|工程队)"
    "|(?=员工|职工|党员|工会|团委|精神|文化|工匠|之星|杯|厂区|园区|大厦|子弟))"
)
_WORDLY = 500  # times in jieba's list: 云岭 has 60, 黄河 three thousand
_SHORTEST_PARENT = 4
_LEAST_PLACED = 5  # characters of a name that begins with its place as people call it
_PLACE_END = "市区县旗盟镇乡"
_REGION = re.compile("内蒙古")
_OVER = ("内蒙古", "自治区", "市", "盟", "区", "县", "旗")  # how what lies over another place ends
_TOWN_END = re.compile(f"(?:{_PEOPLES_TOWN})?(?:[镇乡]|苏木|街道)$")
_OF_STREET = re.compile("(?<=街道)办事处(?=[\u4e00-\u9fff]{4})")
_OFFICE = re.compile("(?:街道)?办事处(?=..)")  # 中山西路办事处 | 社区卫生服务中心
_SIDE_BANNER = re.compile("[前中后左右]旗$")  # 前旗, as people of 科尔沁右翼前旗 say
_LONG_PLACE = re.compile(
    "(?P<first>[\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}?(?:(?P<wing>[左右])翼)?(?P<end>[前中后左右]?[市旗县区])"
)
_STREET_END = re.compile("(?:大?街|大?道|路)$")
_MANY_TOWNS = ("城关镇", "城关街道")  # of that name every county has one
_NUMBERED = re.compile(r"第([一二三四五六七八九十]+)")
_SAID = {"中学": "中", "小学": "小", "医院": "院", "幼儿园": "幼"}
_SAID_WITH = ("院", "队", "厂", "矿")  # 四院 of 第四地质勘查开发院
_OWNED = ("股份", "集团", "控股")
_SAID_LAST = {**_SAID, "学校": "校"}  # 乌海特校, but no 四校, which are four of them
_SCHOOL_LEVELS = ("高级中学", "初级中学")  # 东胜一高, 东胜一高中, 东胜一中
_SIDES = tuple("东西南北")
_SCIENCE = "科学院"
_WORDY = 8  # characters: of shorter names other units have the characters, too
_ACADEMY = re.compile(
    "(?P<head>[\u4e00-\u9fff]{3,}?(?:大学|科学院|研究院|职业(?:技术)?学院))(?!附属|第)"
    "(?:[\u4e00-\u9fff]{2,}(?:系|研究[所院]|中心|站|所|分院|编辑部)|[\u4e00-\u9fff]+学院|[\u4e00-\u9fff]*(?:图书|档案|博物)馆)$"
)
_DIGITS = "一二三四五六七八九十"
_NAMED_NUMBER = re.compile(rf"([\u4e00-\u9fff]{{2,5}})第([{_DIGITS}]+)")
_BUREAU = re.compile(
    rf"(.{{2,4}}?)([{_DIGITS}]+[航公]?局)(?:集团)?(?:有限)?(?:公司)?第?([{_DIGITS}]+)"
)
# What a township has one of, and how it is said: in its name, and in the sign of its letters.
_OF_TOWNSHIP = {
    "小学": ("小学|总?学?校", "小"),
    "中学": ("中学|总?学?校", "中"),
    "学校": ("总?学?校", "校"),
    "幼儿园": ("幼儿园|幼", "幼"),
    "卫生院": ("卫生?院|医院", "卫生?|医"),
}
_FIRST_DROPPED = 5  # characters of a unit's work of which the first two may be left out
_OFFICES = ("局", "委员会", "管理局")
_PEOPLES = "人民"  # left out of signs: 赤医发 of 赤峰市人民医院
_LONG_BRAND = 3  # characters of a brand with a line of work hard behind it
_TWO_PART_BRAND = 6  # characters of a brand of four and what the company does


@dataclass(frozen=True, slots=True)
class Parts:
    """Place, distinctive middle and kind of an organisation's folded name.

    ``bare`` is the name without its legal ending; ``is_company``: it has one.
    """

    bare: str
    place: str
    middle: str
    kind: str
    is_company: bool

    @property
    def is_distinctive(self) -> bool:
        """Whether the middle names this unit only: 云岭水务, no 第四, 人民, 林业和草原局治沙."""
        own = _BODY_BEFORE.sub("", self.middle) if self.place else self.middle
        return len(ORG_GENERIC.sub("", own.removesuffix("政府"))) >= 2

    @property
    def has_name(self) -> bool:
        """The same, or that its body has a name: 沙陀电业局 | 设计所."""
        return len(ORG_GENERIC.sub("", self.middle)) >= 2

    @property
    def is_coined(self) -> bool:
        """Whether a company's brand is no word, so that what begins with it is no thing."""
        return self.is_company and self.is_distinctive and not word_count(self.middle[:2])

    @property
    def is_worded(self) -> bool:
        """Whether its brand is a common word: 黄河水利 is rather a thing than a company."""
        return word_count(self.middle[:2]) >= _WORDLY

    @property
    def towns(self) -> tuple[str, ...]:
        """The place as it stands in short names: 包头, 包; 土默特左, 土左 and 土 of 土默特左旗."""
        if not self.place:
            return ()
        level = levels_of(self.place)[-1]
        towns = [t.rstrip(_PLACE_END) for t in (level, *PLACE_SHORT.get(level, ()))]
        return (*towns, towns[0][0])

    @property
    def number(self) -> str:
        """四 of 第四中学; empty where the middle is no number."""
        match = _NUMBERED.fullmatch(self.middle)
        return match[1] if match else ""


def parts_of(full: str) -> Parts:
    """An organisation's name taken apart."""
    plain = folded(full)
    bare = _LEGAL_END.sub("", plain)
    place = match.group() if (match := _PLACE.match(bare)) else ""
    rest = bare[len(place) :]
    kind = next((k for k in ORG_KINDS if rest.endswith(k)), "")
    return Parts(bare, place, rest[: len(rest) - len(kind)], kind, bare != plain)


def in_its_city(full: str) -> str:
    """包头市华资实业股份有限公司 of 包头华资…, by which its shorter names are told; empty for units
    whose place is told, or that are no companies.
    """
    plain, parts = folded(full), parts_of(full)
    city = next((c for c in CITIES if plain.startswith(c)), "")
    company = parts.is_company or branch_of(full) is not None
    return f"{city}市{plain.removeprefix(city)}" if city and company and not parts.place else ""


def branch_of(full: str) -> tuple[str, str, str] | None:
    """Head, branch and the branch's kind of a company's or bank's branch; None for other units."""
    match = _BRANCH.match(folded(full))
    return (match["head"], match["branch"], match["kind"]) if match else None


def unit_of_branch(full: str) -> str:
    """集宁机务段 of 中国铁路呼和浩特局集团有限公司集宁机务段, which is called so by itself.

    Empty for units that are none, or whose branch may be anybody's: 包头分公司.
    """
    unit = branch_of(full)
    if not unit or unit[2].endswith(_MANY_BRANCHES) or _BANK.search(unit[0]):
        return ""
    parts = parts_of(unit[1])
    own = len(unit[1]) >= _SHORTEST_BRANCH and (parts.is_distinctive or bool(parts.place))
    return unit[1] if own else ""


def of_head(full: str) -> str | None:
    """A pattern for the unit of a company with any short form of the company before it:
    呼铁局集宁机务段, 呼和局集团公司集宁机务段.
    """
    unit = unit_of_branch(full)
    if not unit:
        return None
    head = folded(full).removesuffix(unit)
    chars = "".join(sorted(set(head)))
    return f"(?:[{chars}]{{1,{len(head)}}}?(?:公司|集团|局))?{unit}"


def inner_unit(full: str) -> str:
    """沙陀旗治沙站 of 沙陀旗林业和草原局治沙站, as people call it; 沙陀旗林业局 of its office;
    …街道社区卫生服务中心 of that of a street's office; empty for other units.
    """
    if (street := _OF_STREET.sub("", folded(full))) != folded(full):
        return street
    bureau, cut = _OF_OFFICE.subn("", folded(full))
    if cut:
        return bureau
    match = _OF_BODY.match(folded(full))
    return match["place"] + match["unit"] if match and match["place"] else ""


def academy_of(full: str) -> str:
    """内蒙古农牧业科学院 of its 植物保护研究所; empty for other units."""
    match = _ACADEMY.match(folded(full))
    head = match["head"] if match else ""
    return head if head.startswith("中国") or parts_of(head).place else ""


def head_of(full: str) -> str:
    """The company that a branch is of, as registered; empty for other units, banks, and heads of
    which nothing is theirs alone.
    """
    unit = branch_of(full)
    head = folded(full).removesuffix(unit[1]) if unit and not _BANK.search(unit[0]) else ""
    return head if head and parts_of(head).is_distinctive else ""


def parent_names(full: str) -> set[str]:
    """The company that a branch belongs to, which is who its people say they work for; or the
    academy or university of an institute. Not a bank's or another body's of which nothing is its
    alone.
    """
    if academy := academy_of(full):
        return {academy, *dropped_forms(academy)}
    head = head_of(full)
    short = {name for name in suggested_aliases(head) if len(name) >= _SHORTEST_PARENT}
    if group := _GROUP_OF_GROUP.search(head):
        short |= {group["name"] + end for end in ("集团", "公司")}
    return {head, *dropped_forms(head), *short} if head else set()


def joined_brand(full: str) -> str | None:
    """A pattern for 睿达 in 2016年加盟睿达, 在睿达工作期间 and for 睿达项目部: a brand of two
    characters, where people come and go, or work, or before its own parts.
    """
    parts = parts_of(full)
    if not parts.is_company or not parts.is_distinctive:
        return None
    brand = re.escape(parts.middle[:2])
    line = f"(?:{ORG_GENERIC.pattern}|路桥|置业|地产){{0,2}}"  # 兴泰路桥
    part = "" if parts.is_worded else f"|{brand}{_OWN_PART}"
    return f"{_JOINS}{brand}(?![\u4e00-\u9fff])|(?<=[在于]){brand}{line}{AT_WORK}{part}"


def brand_alone(full: str) -> str:
    """青钢 of 内蒙古青钢钢联股份有限公司, as its people say; empty for words and other units."""
    parts = parts_of(full)
    own = parts.is_company and parts.is_distinctive and not parts.is_worded
    whole = _whole_brand(parts.middle)  # 恒那信 is called so, and never 恒那
    brand = whole if len(whole) == _LONG_BRAND else parts.middle[:2]
    return brand if own and len(parts.middle) > len(brand) else ""


def levels_of(place: str) -> list[str]:
    """Region, city, district and town of a place, those that it names."""
    match = _PLACE.fullmatch(place)
    return [level for level in match.groups() if level] if match else []


def is_made_of(said: str, full: str) -> bool:
    """Whether ``said`` is the full name's characters in their order: 蒙中 of 岚泊盟蒙古族中学."""
    chars = iter(folded(full))
    return all(char in chars for char in said)


def own_places(full: str) -> set[str]:
    """What may stand before a short name and be where the unit lies: 赤峰, 松山区, 赤峰市松山区."""
    parts = parts_of(full)
    levels = levels_of(parts.place)
    joined = {"".join(levels[a:b]) for b in range(len(levels) + 1) for a in range(b)}
    sides = (level[-2:] for level in levels if _SIDE_BANNER.search(level))
    stems = (level.rstrip(_PLACE_END) for level in levels if len(level) > 2)
    return {*parts.towns, *joined, *sides, *stems, *(n for v in levels for n in called(v))}


def dropped_forms(full: str) -> set[str]:
    """The name without its place prefix, the 市 of it, or its legal ending.

    Only where what is left names this unit alone: 第四中学 without 包头市 is any town's, and
    such forms are not made.
    """
    plain, parts = folded(full), parts_of(full)
    if unit := branch_of(full):
        head = head_of(full)
        placeless = plain.removeprefix(parts_of(head).place) if head else ""
        return {f for f in (unit[0] + unit[1], unit_of_branch(full), placeless) if f} - {plain}
    forms = set()
    rest = parts.bare[len(parts.place) :]
    if parts.is_distinctive and len(rest) >= 4:
        forms |= {parts.bare, plain[len(parts.place) :]}
        if parts.kind or parts.is_coined:  # 铁木建筑 alone may be a thing: that is a question
            forms.add(rest)
    elif len(parts.bare) >= 6:
        forms.add(parts.bare)
    for town in _short_places(parts.place):
        if len(town + rest) >= 5:
            forms.add(town + rest)
    return {f for f in forms if f and f != plain}


def _short_places(place: str) -> set[str]:
    """包头 for 包头市; 桦岭晟和 for 桦岭市晟和区; 昆都仑区 for 包头市昆都仑区; 锡盟, 土左旗.

    乌丹镇 for 翁牛特旗乌丹镇, but not the 城关镇 that every county has.
    """
    towns, levels = {""}, levels_of(place)
    for number, level in enumerate(levels):
        whole = {level, *PLACE_SHORT.get(level, ())}
        # Without what lies above it a district is called by its kind, too: 新城 is many a place.
        stem = level.rstrip(_PLACE_END) if len(level) > 2 and not _REGION.match(level) else level
        below = levels[number + 1 :]
        over = {""} if below and below[-1] not in _MANY_TOWNS and level.endswith(_OVER) else set()
        towns = {
            t + w for t in towns for w in whole | over | ({stem} if t or not number else set())
        }
    return {town for town in towns - {place} if len(town) >= 2}


def called(level: str) -> tuple[str, ...]:
    """What people say for a place of a long name: 锡市, 乌中旗 of 乌拉特中旗, 科左中旗."""
    match = _LONG_PLACE.fullmatch(level)
    wings = {match["wing"] or "", ""} if match else set[str]()  # 察右前旗, 察前旗
    short = (match["first"] + wing + match["end"] for wing in sorted(wings) if match)
    return (*PLACE_SHORT.get(level, ()), *short)


def suggested_aliases(full: str) -> set[str]:
    """Likely short forms, which a person confirms once a dossier (case 23)."""
    parts = parts_of(full)
    kind = parts.kind or ("公司" if parts.is_company else "")
    rest = parts.bare[len(parts.place) :]
    forms: set[str] = set()
    if branch_of(full):
        return forms  # which ``loose_alias`` has
    if parts.is_distinctive and kind:
        whole = _whole_brand(parts.middle)
        last = kind[-2] if kind.endswith("学") else kind[-1]  # 世纪中, no 世纪学
        third = {parts.middle[:3]} if parts.is_company and len(parts.middle) > 4 else set[str]()
        for brand in {_brand(parts.middle), parts.middle, whole, *third}:
            forms |= {brand + kind, brand + ("公司" if parts.is_company else last)}
            forms |= {town + brand + kind for town in parts.towns[:1]}
        if parts.is_company and not parts.is_worded and len(parts.middle) >= 4:
            forms.add(parts.middle)  # 云岭水务
            forms |= {town + parts.middle[:2] for town in parts.towns[:1]}  # 内蒙古蒙草
        if parts.is_company and len(parts.middle) == 3:
            forms |= {town + parts.middle[:2] for town in parts.towns}  # 内送变 of 内蒙古送变电
        if parts.is_company and whole != parts.middle:
            forms.add(whole)  # 奈索拉 of 奈索拉信息技术; two characters are a word of many
        if parts.is_company:
            forms |= set(_inner_brands(parts.middle))
            # 草都股份, as its listed parts and its people call it; 钢联股份 of 青钢钢联股份
            brands = (parts.middle[:2], whole, whole[2:])
            forms |= {b + w for b in brands if b for w in _OWNED if w in folded(full)}
    elif parts.number and parts.kind:
        levels = [v for v in levels_of(parts.place) if not _REGION.match(v)]
        said = {*parts.towns, *(t for v in levels for t in (v, *called(v)))}
        said |= {v[0] + v[-1] for v in levels if _TOWN_END.search(v)}  # 音镇三小 of 音德尔镇
        first = _SAID["医院"] if parts.kind == "人民医院" else parts.kind[0]
        firsts = {first, f"{first}中", "中"} if parts.kind in _SCHOOL_LEVELS else {first}
        for short in (*(parts.number + f for f in firsts), f"第{parts.number}{parts.kind}"):
            forms |= {town + short for town in said}
    elif parts.kind[-2:] in _SAID_LAST and parts.place:
        level = levels_of(parts.place)[-1]
        towns = (level, *called(level), *parts.towns)
        forms |= {town + parts.kind[-2:] for town in towns if len(town) > 1}  # 土左旗医院, 固阳医院
        if parts.middle:  # 锡盟蒙中, 锡蒙中
            forms |= {town + parts.middle[0] + _SAID_LAST[parts.kind[-2:]] for town in towns}
    elif parts.kind == "大学" and parts.place and parts.middle:
        forms |= {town + parts.middle[0] + "大" for town in parts.towns}  # 内民大
    level = "".join(levels_of(parts.place)[-1:])
    if parts.place and parts.kind == "幼儿园" and parts.middle and not parts.number:
        forms |= {
            f"{t}{parts.middle[0]}幼" for t in (level, *parts.towns, *called(level))
        }  # 新城满幼
    if parts.place and parts.kind[-2:] == "学校" and parts.middle:
        forms |= {f"{town}{parts.middle[0]}校" for town in (level, *parts.towns)}  # 包头体校
    # A banner's station is its 融媒体中心 now, and still called 台.
    if parts.place and (parts.kind.endswith("台") or parts.middle == "融媒体"):
        forms |= {f"{town}台" for town in (level, *parts.towns) if len(town) > 1}  # 内蒙古台
    stem = level.rstrip(_PLACE_END)
    if len(stem) >= 2 and len(stem + parts.middle + parts.kind) >= _LEAST_PLACED and parts.kind:
        forms.add(stem + rest)  # 额济纳乌兰牧骑 of 额济纳旗
    town, ends = _TOWN_END.subn("", level)
    if ends:  # 乌丹中心小学, 乌镇中心小学 of 乌丹镇
        forms |= {said + rest for said in (town, town[0] + level[len(town) :])}
    without, cut = _OFFICE.subn("", rest)
    if cut and not _OFFICE.match(rest) and len(without) >= _WORDY:
        forms.add(without)
    return {f for f in forms if len(f) >= 3 and f != folded(full)} - dropped_forms(full)


def _brand(middle: str) -> str:
    """The two characters that people call a unit by; 包头西 of 包头西机务段: there are others."""
    return middle[: 3 if middle[2:3] in _SIDES else 2]


def _whole_brand(middle: str) -> str:
    """The brand without what the company does: 奈索拉 | 信息技术, 恒德信 | 工程项目管理."""
    rest = ORG_GENERIC_END.sub("", middle)
    work = ORG_GENERIC.search(rest, _LONG_BRAND)
    if work and work.start() == _LONG_BRAND and not word_count(rest[:2]):
        return rest[:_LONG_BRAND]
    return rest if len(rest) >= 2 else middle


def _inner_brands(middle: str) -> Iterator[str]:
    """北电胜利公司, 胜利能源公司 and 北电胜利 of 国能北电胜利能源: what stands behind the group's
    name. A word of two characters alone (羊绒公司) is a trade.
    """
    whole = _whole_brand(middle)
    work = middle[len(whole) :]
    for start in range(2, len(whole) - 1, 2):
        brand = whole[start:]
        if len(ORG_GENERIC.sub("", brand)) < 2:
            continue
        if work:
            yield f"{brand}{work}公司"
        if len(brand) >= 4:
            yield from (brand, f"{brand}公司")


def initialism(full: str) -> str | None:
    """A pattern for a unit called by single characters of its name, from its first to its last:
    赤工职院 of 赤源工业职业技术学院, 朔医三院 of 朔北医科大学附属第三医院.
    """
    parts = parts_of(full)
    name = parts.middle + parts.kind
    if not parts.is_distinctive or parts.is_company or not parts.kind or len(name) < _WORDY:
        return None
    # 鄂林旗农机推广站: before its own place it is no other town's.
    towns = {*levels_of(parts.place), *parts.towns}
    led = f"{any_of(towns)}?" if towns else ""
    return f"{led}{re.escape(name[0])}{two(name[2:-1])}{re.escape(name[-1])}"


def loose_alias(full: str) -> str | None:
    """A pattern for the brand, some characters of the name in their order, and its end.

    众诚村建中心 for 众诚村镇建设服务中心: which characters are dropped nobody can foretell. A unit
    without a brand is called by its town: 松山疾控中心, of 疾病预防控制中心 or 第一人民医院.
    """
    if unit := branch_of(full):
        return _branch_alias(*unit)
    parts = parts_of(full)
    whole = _whole_brand(parts.middle) if parts.is_company else ""
    length = _LONG_BRAND if len(whole) == _LONG_BRAND else len(_brand(parts.middle))
    brand, rest = parts.middle[:length], parts.middle[length:] + parts.kind
    if not parts.is_distinctive:
        return _town_alias(parts)
    if not parts.kind and parts.is_company and len(rest) >= 2:
        ends = "公司" if parts.is_worded else "(?:公司)?"
        return (
            _placed(parts) + re.escape(brand) + two(rest) + ends
        )  # 澜海检测 of 澜海环境检测有限公司
    if not parts.kind or len(rest) < 4:
        return None
    end = parts.kind[-2:] if len(parts.kind) > 3 else parts.kind[-1:]
    inner, said = rest.removesuffix(end), re.escape(end)
    if parts.kind.endswith(_SCIENCE):  # 农牧学院 is no 农牧业科学院
        inner, said = rest.removesuffix(_SCIENCE), "科学?院"
    loose = f"{re.escape(brand)}{some(inner)}{said}"
    if ORG_GENERIC.match(rest) and len(parts.middle) > 3 and not word_count(brand):
        # 爱邻社工 of …社会工作服务中心
        loose = f"(?:{loose}|{re.escape(brand)}{two(parts.middle[length:])})"
    return _but_for_parents(parts) + _placed(parts) + loose


def _placed(parts: Parts) -> str:
    """The unit's place before a short name, or none: with another before it is another's."""
    levels = levels_of(parts.place)
    said = (name for level in levels for name in called(level))  # 乌中旗 of 乌拉特中旗
    towns = {t for t in (*parts.towns, *levels, *said, parts.place) if len(t) >= 2}
    return f"{any_of(towns)}{{0,3}}" if towns else ""


def _branch_alias(head: str, branch: str, kind: str) -> str:
    """河套农商银行杭后支行 and 杭后支行; 河套农商行, too: who works at a bank names the bank."""
    parts = parts_of(head)
    name = head[len(parts.place) :] if parts.is_distinctive else head.removeprefix("中国")
    brand, rest = name[:2], name[2:]
    stem = branch.removesuffix(kind)
    end = kind.replace("分公司", "分?公司").replace("煤矿", "煤?矿")
    if stem.endswith(_WERE_BUREAUS) and kind.endswith("公司"):  # 包头供电局, to all who work there
        end = f"(?:{end}|局)"
    # 包头 | 西 | 机务段: the one without 西 is another.
    sides = "".join(c if c in _SIDES else f"{re.escape(c)}?" for c in stem[1:])
    rest_said = sides if set(_SIDES) & set(stem[1:]) else one(stem[1:])
    called = f"{re.escape(stem[0])}{rest_said}{end}"
    place = parts.place if name != head else ""
    forms = [f"(?:{place})?(?:{brand}{some(rest)}[院局]?(?:集团)?(?:公司)?)?{called}"]
    if stem.endswith("供电") and len(stem) > 3:  # 赤峰电业局, as it was called, and 赤峰供电
        forms += [f"{re.escape(stem[:-2])}电业局", f"{re.escape(stem)}(?![\u4e00-\u9fff])"]
    if number := _NUMBERED.fullmatch(stem):  # 北疆三公司; 三公司 and 第三分公司 are anybody's
        forms = [f"(?:{place})?{brand}{some(rest)}(?:集团)?第?{number[1]}{end}"]
    city = next((c for c in CITIES if stem.startswith(c)), "")
    if city and kind == "分公司" and (work := stem.removeprefix(city)):  # 呼和浩特石化 and 呼石化
        forms.append(f"(?:{city}市?|{city[0]}){work}(?!{ORG_ALL}|[\u4e00-\u9fff]*?{kind})")
    if _BANK.search(rest):
        forms.append(f"(?:中国)?{brand}{one(rest[:-1])}{rest[-1]}")
    return "|".join(forms)


def _town_alias(parts: Parts) -> str | None:
    body = _without_place(parts)
    return f"{any_of(t for t in towns_of(parts) if len(t) >= 2)}{body}" if body else None


def towns_of(parts: Parts) -> set[str]:
    """Where a unit with a place lies, as people call the innermost level of it."""
    level = levels_of(parts.place)[-1]
    said = called(level)
    towns = {level, level.rstrip(_PLACE_END), *said, *(t.rstrip(_PLACE_END) for t in said)}
    if town := _TOWN_END.search(level):  # 巴镇农技站 of 巴彦浩特镇
        towns.add(level[0] + town.group())
    if (street := level.removesuffix("街道")) != level:  # 友谊大街, and 友谊, as people say
        towns |= {street, _STREET_END.sub("", street)}
    return towns


def level_alias(full: str) -> str | None:
    """A pattern for 市水利设计院 of 呼伦贝尔市水利勘测设计院, as people of the place say it; for
    旗医院, 市二院.
    """
    parts = parts_of(full)
    if not parts.place or not parts.kind or parts.is_distinctive:
        return None
    body = _without_place(parts) or re.escape(parts.middle + parts.kind)
    body = body.replace("人民医院", "(?:人民)?医院").replace("医医院", "医?医院")
    level = levels_of(parts.place)[-1]
    side = f"{level[-2]}?" if _SIDE_BANNER.search(level) else ""
    if parts.kind.endswith("学校") and parts.middle:  # 市体校 of 包头市体育运动学校
        body = f"(?:{body}|{re.escape(parts.middle[0])}校)"
    return side + level[-1] + body if level[-1] in _PLACE_END else None


def sign_alias(full: str) -> str | None:
    """A pattern for 阿文保所 of 阿巴嘎旗文物保护管理所, as its letterhead and its sign have it."""
    parts = parts_of(full)
    if not parts.place or parts.is_distinctive or parts.number or len(parts.kind) > len(full) - 3:
        return None
    end = "中心" if parts.kind.endswith("中心") else parts.kind[-1:]
    inner = (parts.middle + parts.kind).removesuffix(end)
    first = levels_of(parts.place)[-1][0]
    if parts.kind == "学院" and parts.middle:  # 内建院 of 内蒙古建设职业技术学院
        return f"{first}{re.escape(inner[0])}{some(inner[1:])}{end}"
    fits = bool(end) and len(inner) >= 2
    return f"{first}{two(inner)}{end}" if fits else None


def numbered_alias(full: str) -> str | None:
    """A pattern for 呼市二热 and 呼和浩特二热电 of 呼和浩特市第二热电厂, also in signs."""
    parts = parts_of(full)
    match = _NUMBERED.match(parts.middle)
    if not match or match.end() == len(parts.middle) or not parts.place:
        return None
    level = levels_of(parts.place)[-1]
    towns = {level, level.rstrip(_PLACE_END), level[0], level[0] + level[-1], *called(level)}
    rest = parts.middle[match.end() :] + parts.kind
    return f"{any_of(towns)}第?{match[1]}{re.escape(rest[0])}{some(rest[1:])}"


def bureau_alias(full: str) -> str | None:
    """A pattern for 十六局七公司 of 中铁十六局集团第七工程有限公司, as building sites call it."""
    match = _BUREAU.match(parts_of(full).bare)
    if not match:
        return None
    head, bureau, unit = match.groups()
    return (
        f"(?:{re.escape(head)}|(?<![{_DIGITS}])){bureau}(?:集团)?(?:有限)?(?:公司)?"
        f"第?{unit}(?:工程)?(?:有限)?(?:责任)?(?:公司|处)"
    )


def named_number_alias(full: str) -> str | None:
    """A pattern for 保康一中 of 科尔沁左翼中旗保康第一中学, whose town the gazetteer lacks; for
    自四小 of 自由路第四小学.
    """
    parts = parts_of(full)
    match = _NAMED_NUMBER.fullmatch(parts.middle)
    said = "幼" if parts.kind == "幼儿园" else _SAID_LAST.get(parts.kind[-2:])
    if not match or not said:
        return None
    name, number = match.groups()
    rest = f"(?:{some(parts.kind[:-2])}{parts.kind[-2:]}|{said}(?!心|国|儿(?!园)))"
    if parts.kind == "高级中学":
        rest = f"(?:{rest}|高中?(?![级考一二三新职]))"
    # 奈蒙一中 of 奈曼旗蒙古族第一中学
    towns = any_of({*parts.towns, *towns_of(parts)}) if parts.place else ""
    short = f"|{towns}?{re.escape(name[0])}{number}{said}(?!心|国|儿)" if towns else ""
    return f"{_placed(parts)}{re.escape(name)}第?{number}{rest}{short}"


def newspaper_alias(full: str) -> str | None:
    """A pattern for 通辽日报 of 通辽日报社, as its people say; 《通辽日报》 is where something was
    printed.
    """
    bare = parts_of(full).bare
    return f"(?<!《){bare.removesuffix('社')}(?![社》])" if bare.endswith("报社") else None


def government_alias(full: str) -> str | None:
    """A pattern for 赛汉塔拉镇政府 and its party committee, of 赛汉塔拉镇人民政府; for 石东路街道办
    of 石东路街道办事处.
    """
    parts = parts_of(full)
    level = "".join(levels_of(parts.place)[-1:])
    if level.endswith("街道") and parts.bare == parts.place + "办事处":
        street = level.removesuffix("街道")
        return f"{_placed(parts)}{street.removesuffix('街')}街?(?:街道|道)?(?:办事处|办(?!公|事))"
    if parts.bare != parts.place + "人民政府" or not level:
        return None
    town = _TOWN_END.search(level)
    led = any_of({level, *called(level), *([level[0] + town.group()] if town else [])})
    return f"{_placed(parts)}{led}(?:人民政府|政府|党委)(?:办公?室)?|中国?共产?党?{led}委员会"


def township_aliases(full: str) -> tuple[str, str]:
    """Patterns for 木里图中心校 and 木镇小学 of 木里图镇中心小学, and for its sign (木镇小发).

    Empty for other units.
    """
    parts = parts_of(full)
    level = "".join(levels_of(parts.place)[-1:])
    town, ends = _TOWN_END.subn("", level)
    if ends and parts.middle + parts.kind == "中心校":
        return f"{any_of({level, town, town[0] + level[len(town) :]})}(?:中心校|学?校)", ""
    if not ends or parts.middle not in ("", "中心") or parts.kind not in _OF_TOWNSHIP:
        return "", ""
    led = f"{any_of({level, town, town[0] + level[len(town) :]})}(?:中心)?"
    name, sign = _OF_TOWNSHIP[parts.kind]
    return f"{led}(?:{name})", f"{led}(?:{sign})"


def _without_place(parts: Parts) -> str | None:
    """A pattern for some characters of a unit without a brand, its first and its end."""
    if not parts.place or not parts.middle or not parts.kind:
        return None
    end = parts.kind[-2:] if parts.kind.endswith(("中心", "大学")) else parts.kind[-1:]
    inner = (parts.middle + parts.kind).removesuffix(end)
    was_institute = parts.kind in ("研究所", "研究院")  # which turn into each other
    if parts.number:
        if parts.kind in ("中学", "小学"):  # 五中, which ``suggested_aliases`` has
            return None
        head = f"第?{parts.number}{some(inner[len(parts.middle) :])}"
    else:
        shorter = some if end == "大学" or parts.kind == "学院" else one  # 内蒙古农大, 内蒙古建院
        heads = [f"{re.escape(said[0])}{shorter(said[1:])}" for said in _said(inner)]
        if len(inner) >= _FIRST_DROPPED:  # 市执法局 of 城市管理综合行政执法局
            work, last = inner[1:-2], inner.removesuffix("总")[-2:]
            heads.append(f"(?:{one(work)}{one(last)}|{re.escape(last)})总?")
        head = f"(?:{'|'.join(heads)})"
    if parts.kind.endswith(_SCIENCE):  # 农牧学院 is no 农牧业科学院
        inner, end = inner.removesuffix("科学"), "科学?院"
        head = f"(?:{'|'.join(re.escape(s[0]) + some(s[1:]) for s in _said(inner))})"
    body = head + ("[所院]" if was_institute else end.replace("大学", "大学?"))
    if end == "中心" and len(inner) > _SHORTEST_BRANCH:  # 乌旗推广中心 of 农牧业技术推广中心
        body = f"(?:{body}|{re.escape(inner[-2:])}{end})"
    # 锡盟疾控 is a unit; 锡盟疾控系统 are all of them.
    said = [
        f for s, forms in ORG_SAID_SHORT.items() if re.search(".*".join(s), inner) for f in forms
    ]
    return f"(?:{'|'.join((body, *said))})(?!{ORG_ALL})" if said else body


def _said(inner: str) -> tuple[str, ...]:
    """What a short name may begin with: 动物疫病预防控制, and 疫病预防控制 of it."""
    rest = ORG_LEFT_OUT.sub("", inner)
    short = len(rest) < 2 and rest != "法"  # 法院 of 人民法院
    return (inner,) if rest == inner or short else (inner, rest)


def _but_for_parents(parts: Parts) -> str:
    """What keeps a pattern that begins with the brand from the units this one is a branch of:
    河套灌区水利发展中心 over 河套灌区水利发展中心永兰分中心.
    """
    name = parts.bare[len(parts.place) :]
    over = (n for n in range(_SHORTEST_UNIT, len(name)) if _UNIT_END.search(name, 0, n))
    return "".join(rf"(?!{re.escape(name[:n])}(?!{re.escape(name[n])}))" for n in over)


_MIDDLING = "等(?:规模|城市|水平|收入|强度|职业|专业)"  # 以一中等规模城市为例


def bare_number(full: str) -> str | None:
    """A pattern for 四中 or 市四中 of 岚泊市第四中学, as people of the town say it; None for other
    units.
    """
    parts = parts_of(full)
    number, short = parts.number, _SAID.get(parts.kind)
    named = _NUMBERED.match(numbered_name(full))
    if not short and named and full.endswith(_SAID_WITH):
        number, short = named[1], full[-1]
    if short and (of_town := _NAMED_NUMBER.fullmatch(parts.middle)):  # 甘旗卡第三小学
        number = of_town[2]
    if not number or not short:
        return None
    place = parts.place
    side = f"{place[-2]}?" if _SIDE_BANNER.search(place) else ""  # 前旗二中
    level = f"(?:{side}{place[-1]})?" if place else ""
    return f"{level}{number}{short}(?!全会|[学国间旬心小外式长型午年期]|{_MIDDLING})"


def bare_academy(full: str) -> str | None:
    """农科院 of 北疆农牧业科学院, as its own people say it; None for other units."""
    parts = parts_of(full)
    of_one = parts.place and parts.middle and parts.kind == "科学院"
    return f"{re.escape(parts.middle[0])}科院" if of_one else None


def bare_name(full: str) -> str:
    """第四中学 of 岚泊市第四中学, as a list within the town has it; empty for other units."""
    parts = parts_of(full)
    return parts.middle + parts.kind if parts.place and parts.number and parts.kind else ""


def numbered_name(full: str) -> str:
    """第四地质勘查开发院 of 北疆自治区第四地质勘查开发院, as everybody in its trade says; empty
    for units with a shorter name, which every town has.
    """
    parts = parts_of(full)
    rest = parts.bare[len(parts.place) :]
    return rest if parts.place and _NUMBERED.match(rest) and len(rest) >= _LONG_NUMBERED else ""


def file_sign(full: str) -> str | None:
    """A pattern for the unit's sign in a document number, 云岭院 of 云岭院发〔2025〕3号 (case 28).

    Such a sign takes characters of the name in their order: two of its distinctive middle, or
    one of them between its town and another; of a numbered unit town, number and kind.
    """
    parts = parts_of(full)
    town = parts.place.rstrip(_PLACE_END)
    if unit := unit_of_branch(full):
        inner = parts_of(unit)
        name = inner.middle + inner.kind
        return f"{some(inner.place.rstrip(_PLACE_END))}{name[0]}{one(name[1:])}"
    if branch_of(full):
        return None  # its head's, which other branches have too
    if parts.is_distinctive:
        first, rest = re.escape(parts.middle[0]), parts.middle[1:]
        kind = parts.kind or ("集团股份公司" if parts.is_company else "")  # 云岭集发〔2017〕52号
        sure = f"{some(town)}{first}{one(rest)}{some(kind)}"
        return f"{sure}|{one(town)}{first}{one(rest + parts.kind)}" if town else sure
    if parts.number and parts.kind and town:
        return f"(?:{'|'.join(parts.towns)}){parts.number}{re.escape(parts.kind[0])}"
    return None


def likely_sign(full: str) -> str | None:
    """A pattern for the sign of a unit without a brand, 海农推 of 海拉尔区农牧技术推广中心: its
    bureau may have one like it. Of a branch, 内电包供 of 内蒙古电力…公司包头供电分公司.
    """
    if branch := branch_of(full):
        return f"{some(branch[0])}{two(branch[1])}"
    parts = parts_of(full)
    name = parts.middle + parts.kind
    if parts.is_company and parts.is_distinctive and len(parts.middle) >= _TWO_PART_BRAND:
        return re.escape(parts.middle[2:4]) + some(parts.middle[4:])  # 康源 of 大漠康源制药
    if parts.kind == "大学" and parts.place and not parts.is_distinctive:
        return f"(?:{one(parts.place)})?{re.escape(parts.middle[:1])}大校?"  # 民大校发〔2018〕77号
    if parts.is_distinctive or parts.number or not parts.kind:
        return None
    level = "".join(levels_of(parts.place)[-1:])
    if name == "医院" and level:  # 巴市医发 of 巴彦淖尔市医院
        return f"{one(level.rstrip(_PLACE_END))}{level[-1]}?医院?"
    if len(name) < 3:
        return None
    if numbered := _NUMBERED.match(numbered_name(full)):  # 内地四院发〔2019〕17号
        inner = some(name[numbered.end() : -1])
        return f"{re.escape(level[0])}{inner}{numbered[1]}{inner}{name[-1]}"
    town, end = level.rstrip(_PLACE_END), level[-1:] if level[-1:] in _PLACE_END else ""
    rest = some if parts.kind in _OFFICES else one  # 锡气发 of a 气象局, and of no other's
    said = [f"{re.escape(n[0])}{rest(n[1:])}" for n in _said(name)]
    if name.startswith(_PEOPLES):
        said.append(re.escape(name[len(_PEOPLES)]) + some(name[len(_PEOPLES) + 1 :]))
    return f"{one(town)}{end and f'{end}?'}(?:{'|'.join(said)})" if town else None
