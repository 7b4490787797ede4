"""Names drawn by chance: plain ones, and those that are nearly, or contain, an applicant's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pypinyin import lazy_pinyin

from benchmarks.generator.people import APPLICANTS
from benchmarks.generator.pool import NameEntry

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏"
    "薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常"
    "武乔贺赖龚文"
)
_COMPOUND = (
    "司马", "上官", "诸葛", "慕容", "皇甫", "令狐", "呼延", "尉迟", "端木", "夏侯", "公孙", "宇文",
)  # fmt: skip
_GIVEN = (
    "晨曦雨泽浩然思远嘉宁静怡文博雅琪子涵俊杰梓萱一鸣秀云振华立新国栋海波淑珍玉兰桂芳建平志刚永强"
    "美玲婷婷凯旋瑞霖昊天婉清芷若承泽"
)
_RARE = "婳翀旻禛赟龑澔沄昶玥珺璟曌彧翯頔昪祎"
_MONGOLIAN = ("巴图", "哈斯巴根", "通拉嘎", "乌尼尔", "呼格吉勒", "萨如拉", "阿古拉", "特木尔")
_TAILS = "民华东平军辉琴英"  # make a name longer: 王伟 in 王伟民
_MONGOLIAN_TAILS = ("其其格", "图雅", "高娃", "巴雅尔")
_LOOK_ALIKE = (  # each is taken for the other on a poor scan, and read aloud otherwise
    "明朋", "浩洁", "玲珍", "思恩", "嘉喜", "宁宇", "彬林", "琼凉", "桐梅", "婉宛", "雅稚", "翀翎",
    "旻昊", "頔颐", "璟璨", "昶旭", "沄沅", "婳婵", "祎祥", "禛祺", "赟斌", "鸣鸿", "清倩", "瑞端",
    "泽沣", "晨晟", "怡恰", "波淑", "强弦", "萱宜",
)  # fmt: skip
_READINGS = {"曾": "zeng", "吕": "lyu", "勒": "le"}  # in names; pypinyin reads ceng, lv, lei

_SAMPLES = {a.name for a in APPLICANTS}
_SAMPLES |= {c.name for a in APPLICANTS for c in (*a.colleagues, a.longer, a.leader, a.reviewer)}


def pinyin(text: str) -> str:
    """Han characters in small Latin letters without tones; the dot of a name is left out."""
    han = text.replace("·", "")
    return "".join(_READINGS.get(c, r) for c, r in zip(han, lazy_pinyin(han), strict=True))


def _family_size(name: str) -> int:
    if "·" in name:
        return name.index("·")
    return 2 if name[:2] in _COMPOUND else 1


def latin_name(name: str) -> str:
    """Of a name with a family name, which comes first: Ouyang Mingzhu, Li Naren."""
    size = _family_size(name)
    return f"{pinyin(name[:size]).capitalize()} {pinyin(name[size:]).capitalize()}"


def is_mongolian(named: NameEntry) -> bool:
    """Whether a Mongolian bears it: in one word, or after the initial of a family name."""
    return "·" in named.text or " " not in named.latin


def free_name(rng: np.random.Generator) -> NameEntry:
    """A Han name of two to four characters, nobody's of the samples."""
    while True:
        compound = rng.random() < 0.1
        family = _one(rng, _COMPOUND if compound else _SURNAMES)
        given = _one(rng, _GIVEN) + (_one(rng, _GIVEN) if rng.random() < 0.6 else "")
        rare = rng.random() < 0.15
        if rare:
            given = given[:-1] + _one(rng, _RARE)
        name = family + given
        if name not in _SAMPLES:
            plain = "two" if len(name) == 2 else "three"
            kind = "rare" if rare else "compound" if compound else plain
            return NameEntry(name, latin_name(name), kind)


def other_name(rng: np.random.Generator) -> NameEntry:
    """A plain name for somebody beside the applicant, now and then a Mongolian one."""
    if rng.random() < 0.85:
        return free_name(rng)
    name = _one(rng, _MONGOLIAN)
    return NameEntry(name, pinyin(name).capitalize(), "mongolian")


def near_name(rng: np.random.Generator, named: NameEntry) -> NameEntry:
    """A Han name that differs in its last character, by look-alikes where there are any.

    Latin spelling and initials differ too: 王玮 beside 王伟 would print as the same Wang Wei,
    and no label could say which is whose.
    """
    last = named.text[-1]
    alike = "".join(group.replace(last, "") for group in _LOOK_ALIKE if last in group)
    for options in (alike, _GIVEN):
        fitting = [c for c in options if pinyin(c)[0] != pinyin(last)[0]]
        if fitting:
            name = named.text[:-1] + _one(rng, fitting)
            return NameEntry(name, _given_anew(named, name), named.kind)
    raise ValueError("no character differs from the name's last one")


def longer_name(rng: np.random.Generator, named: NameEntry) -> NameEntry:
    """A name that contains the applicant's; where none would be borne, one near it.

    王伟 → 王伟民, 苏日娜 → 苏日娜图雅, 欧阳明珠 → 欧阳明珍, 阿拉坦其其格 → 阿拉坦高娃.
    """
    name = named.text
    if is_mongolian(named):
        long = len(name) - name.count("·") > 4
        head = name[: 4 if "·" in name else 3] if long else name
        tails = [t for t in _MONGOLIAN_TAILS if t not in name]
        whole = head + _one(rng, tails)
        return NameEntry(whole, _given_anew(named, whole), named.kind)
    if len(name) - _family_size(name) > 1:
        return near_name(rng, named)
    whole = name + _one(rng, _TAILS)
    return NameEntry(whole, _given_anew(named, whole), named.kind)


def _given_anew(named: NameEntry, name: str) -> str:
    """The Latin of ``name``, whose family name is that of ``named``."""
    if " " not in named.latin:
        return pinyin(name).capitalize()
    family, _ = named.latin.split(" ", 1)
    size = 2 if named.kind == "compound" else _family_size(name)
    return f"{family} {pinyin(name[size:]).capitalize()}"


def _one(rng: np.random.Generator, options: Sequence[str]) -> str:
    return options[int(rng.integers(len(options)))]
