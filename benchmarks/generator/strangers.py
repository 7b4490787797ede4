"""Applicants drawn at random: names, employers and looks that nobody wrote a rule for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pypinyin import Style as PinyinStyle
from pypinyin import lazy_pinyin

from benchmarks.generator.people import Applicant, Colleague, Workplace, id_number
from benchmarks.generator.pictures import Looks, Rgb
from benchmarks.generator.pool import EmployerEntry, NameEntry, Pool

_SURNAMES = (
    "张刘陈杨赵黄吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔"
    "贺赖龚文"
)
_COMPOUND = ("司马", "上官", "诸葛", "慕容", "皇甫", "令狐", "呼延")
_GIVEN = (
    "晨曦雨泽浩然思远嘉宁静怡文博雅琪子涵俊杰梓萱一鸣秀云振华立新国栋海波淑珍玉兰桂芳建平志刚永强"
    "美玲婷婷凯旋瑞霖昊天婉清芷若承泽"
)
_RARE = "婳翀旻禛赟龑澔沄昶玥珺璟曌彧"
_TAILS = "民华东平军辉琴英"  # made a name longer: 王伟 in 王伟民
_DIGITS = "一二三四五六七八九"


class _Draw:
    """Random choices from one stream and one pool."""

    def __init__(self, rng: np.random.Generator, pool: Pool) -> None:
        self.rng, self.pool = rng, pool

    def one(self, options: Sequence[str]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def digits(self, count: int) -> str:
        return "".join(str(d) for d in self.rng.integers(0, 10, count))

    def name(self) -> str:
        """A Han name of two or three characters, sometimes compound or with a rare character."""
        family = self.one(_COMPOUND) if self.rng.random() < 0.1 else self.one(_SURNAMES)
        given = self.one(_GIVEN) + (self.one(_GIVEN) if self.rng.random() < 0.6 else "")
        if self.rng.random() < 0.15:
            given = given[:-1] + self.one(_RARE)
        return family + given

    def id_number(self, year: int, female: bool) -> str:
        day = f"{year}{self.rng.integers(1, 13):02d}{self.rng.integers(1, 29):02d}"
        order = int(self.rng.integers(1, 500)) * 2 - (0 if female else 1)
        return id_number(f"1599{self.rng.integers(1, 30):02d}{day}{order:03d}")


def latin_name(name: str) -> str:
    """Family name first, each part with a capital: Ouyang Mingzhu."""
    size = 2 if name[:2] in _COMPOUND else 1
    parts = [lazy_pinyin(p, style=PinyinStyle.NORMAL) for p in (name[:size], name[size:])]
    return " ".join("".join(p).capitalize() for p in parts)


def random_applicant(index: int, rng: np.random.Generator, pool: Pool) -> Applicant:
    """One applicant; ``index`` (from 1) gives the 编号 and makes phone and name differ."""
    draw = _Draw(rng, pool)
    female = bool(rng.random() < 0.5)
    named = _named(draw)
    name, latin, sentences = named.text, named.latin, named.phrases
    trade = pool.employers[int(rng.integers(len(pool.employers)))]
    year = int(rng.integers(1968, 1995))
    others = _others(draw, name, 6)
    far = f"{draw.one(pool.places)}大学{draw.one(('工程学院', '医学院', '理学院'))}"
    tail = draw.one(_TAILS)
    longer = Colleague(
        name + tail,
        latin + "".join(lazy_pinyin(tail)),
        draw.id_number(year - 7, not female),
        f"{draw.one(pool.places)}{draw.one(pool.marks)}技术服务中心",
    )
    place = draw.one(pool.places)
    return Applicant(
        number=f"BM2026-{index:04d}",
        name=name,
        latin=latin,
        mailbox=latin.lower().replace(" ", "") + draw.digits(2),
        female=female,
        ethnic="蒙古族" if named.kind == "mongolian" else draw.one(("汉族", "满族", "回族")),
        id_number=draw.id_number(year, female),
        phone="154" + f"{index:02d}" + draw.digits(6),
        address=f"{place}市样例大街虚构家园{rng.integers(1, 30)}号楼{rng.integers(101, 1900)}室",
        party=draw.one(("中共党员", "群众", "民盟盟员")),
        work=_workplace(draw, trade),
        topic=trade.topic,
        looks=_looks(rng, female),
        colleagues=tuple(
            Colleague(n, latin_name(n), "", far if k else "") for k, n in enumerate(others[:3])
        ),
        longer=longer,
        leader=Colleague(others[3], latin_name(others[3])),
        reviewer=Colleague(others[4], latin_name(others[4])),
        phrases=tuple(sentence for _, sentence in sentences),
        words=tuple(word for word, _ in sentences),
        name_is_word=bool(sentences),
        homonym=bool(rng.random() < 0.15),
    )


def _named(draw: _Draw) -> NameEntry:
    """One of the pool's names, or, as often as not, a plain Han name drawn by character."""
    if draw.rng.random() < 0.5:
        return draw.pool.names[int(draw.rng.integers(len(draw.pool.names)))]
    name = draw.name()
    return NameEntry(name, latin_name(name), "two" if len(name) == 2 else "three")


def _others(draw: _Draw, name: str, count: int) -> list[str]:
    """Names of other people: all different, none inside another or round the applicant's."""
    found: list[str] = []
    while len(found) < count:
        new = draw.name()
        if all(new not in old and old not in new for old in [*found, name]):
            found.append(new)
    return found


def _workplace(draw: _Draw, trade: EmployerEntry) -> Workplace:
    place, mark = draw.one(draw.pool.places), draw.one(draw.pool.marks)
    number = int(draw.rng.integers(1, 10))
    words = {
        "p": place,
        "m": mark,
        "n": _DIGITS[number - 1],
        "P": "".join(lazy_pinyin(place)).capitalize(),
        "M": "".join(lazy_pinyin(mark)).capitalize(),
        "N": str(number),
    }
    full, short, former, english = (
        text.format(**words) for text in (trade.full, trade.short, trade.former, trade.english)
    )
    domain = f"{words['P']}{words['M']}".lower() + f"{number}.example"
    return Workplace(full, short, former, english, domain, trade.grade)


def _looks(rng: np.random.Generator, female: bool) -> Looks:
    skins: tuple[Rgb, ...] = ((228, 186, 158), (236, 198, 172), (214, 170, 140))
    coats: tuple[Rgb, ...] = ((44, 52, 74), (120, 36, 48), (60, 62, 66), (36, 80, 70))
    grounds: tuple[Rgb, ...] = ((116, 162, 210), (200, 40, 40), (245, 245, 245))
    return Looks(
        skin=skins[int(rng.integers(3))],
        coat=coats[int(rng.integers(4))],
        ground=grounds[int(rng.integers(3))],
        long_hair=female,
        glasses=bool(rng.random() < 0.4),
        width=float(rng.uniform(0.92, 1.08)),
    )
