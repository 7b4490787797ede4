"""Names composed for one sentence benchmark: own ones, longer ones, near ones, bystanders.

A composed name belongs to ``dev`` or to ``test`` by its own letters, so that no seed brings a
name of one split into the other. ``test`` also takes the names of ``benchmarks.held_out``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import jieba

from benchmarks.draw import pool_of
from benchmarks.generator.dev import DEV
from benchmarks.sentences.grammar import Draw, is_held_back

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂柴焦向柳邢岳齐沿梅莫庄辛管"
    "祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁"
)
COMPOUND = (
    "欧阳", "司马", "上官", "诸葛", "慕容", "皇甫", "令狐", "呼延", "尉迟", "端木", "夏侯", "公孙",
    "东方", "司徒", "长孙", "钟离",
)  # fmt: skip
GIVEN = (
    "伟娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玲辉红梅鹏飞斌波宇浩凯健俊帆帅旭宁龙林欢佳阳建国建军"
    "文玉兰凤洁丹萍鑫雪云芳秀珍慧巧美娜雅芝萌倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷君琴蕊薇菁梦岚苑婕馨瑗琰"
    "韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思丽秀勤"
    "新利清永正成康光天达安岩中茂进有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江超浩亮"
    "政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风"
    "航弘学义仁志生福海山贵全顺富胜双强东世广力军元斗长春秋喜祥发根运良怀田振川铁柱金银铜"
)
# Not 正 nor 全: 王伟正到会 may be either, even to a reader.
_TAILS = "民华东平军辉琴英明生成文国建安志学力立林海春光红玉青荣清永思强静美达通信德良超飞宏家天智雨云月中富兴福长丽友洋芳杰博仁义"
_MONGOLIAN = (
    "娜仁 萨仁 斯琴 乌云 乌兰 其木格 图雅 托娅 塔娜 高娃 苏日娜 巴图 巴雅尔 巴根 朝鲁 朝克图 宝音 布和 布仁 达来 道尔吉 "
    "额尔敦 恩和 格根 哈斯 海日 呼和 吉雅 敖登 毕力格 查娜 苏和 孟和 孟克 牧仁 莫日根 那顺 那日苏 陶格斯 特木尔 图门 阿拉坦 "
    "阿木尔 阿古拉 满都拉 赛罕 赛音 桑布 其力嘎 其力木格 萨日朗 珠兰 都兰 莲花 桂兰 金花 银花 拉布敦 嘎拉 巴德玛 德吉 玛拉沁 "
    "旭日 苏力德 布日古德 青格勒 乌日根 伊拉 阿如罕 诺敏 哈森 通嘎 希林 塔米尔 温都拉 额尔登 索布德 劳敖 毕勒格 那木罕 嘎日迪"
).split()  # fmt: skip
_MONGOLIAN_TAILS = (
    "其其格 高娃 图雅 巴雅尔 其木格 格日勒 巴图 花 图 毕力格 吉日嘎拉 托娅 朝克图 巴根 通拉嘎 夫 苏荣 乌拉 呼 扎布 格图 仓"
).split()
_INITIALS = "李陈包白佟巴额赵何金孟韩"


@cache
def _dictionary_words() -> frozenset[str]:
    """Words of jieba's list that name nobody: an own name among them is a case for a person."""
    with jieba.get_dict_file() as file:
        lines = (line.split(" ") for line in file.read().decode("utf-8").splitlines())
        return frozenset(word for word, _, tag in lines if not tag.startswith("nr"))


@dataclass(frozen=True, slots=True)
class Named:
    """An own name and its kind: ``two``, ``three``, ``compound``, ``mongolian``, ``listed``."""

    text: str
    kind: str


class People:
    """Names of one split, drawn from one stream."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        test = draw.split == "test"
        names = [n for n in pool_of("test").names if n not in DEV.names] if test else DEV.names
        self._listed = tuple(Named(n.text, n.kind) for n in names)

    def fresh(self, make: Callable[[], str]) -> str:
        """A composed name of this split that is no word besides."""
        while True:
            name = make()
            mine = is_held_back(name) == (self._draw.split == "test")
            if mine and name not in _dictionary_words():
                return name

    def own(self, *kinds: str) -> Named:
        """An applicant's name of one of the kinds; now and then one of the pool."""
        kind = self._draw.one(kinds)
        fitting = [n for n in self._listed if n.kind == kind]
        if fitting and self._draw.chance(0.3):
            return fitting[int(self._draw.rng.integers(len(fitting)))]
        return Named(self.fresh(lambda: self._composed(kind)), kind)

    def _composed(self, kind: str) -> str:
        one = self._draw.one
        match kind:
            case "two":
                return one(SURNAMES) + one(GIVEN)
            case "three":
                return one(SURNAMES) + one(GIVEN) + one(GIVEN)
            case "compound":
                return one(COMPOUND) + one(GIVEN) + (one(GIVEN) if self._draw.chance(0.4) else "")
            case "inside_compound":
                return one(COMPOUND)[1] + one(GIVEN)
        second = one(_MONGOLIAN_TAILS) if self._draw.chance(0.3) else ""
        return one(_MONGOLIAN) + second

    def longer(self, named: Named) -> str:
        """Somebody whose name holds the own one: 王伟民, 娜仁高娃, 司马晴 for 马晴, 李·娜仁."""
        one, name = self._draw.one, named.text
        if named.kind == "inside_compound":
            heads = [c[0] for c in COMPOUND if c[1] == name[0]]
            return one(heads) + name
        if named.kind != "mongolian":
            return name + one(_TAILS)
        style = self._draw.rng.random()
        if style < 0.15:
            return one(_INITIALS) + "·" + name
        if style < 0.35 and len(name) <= 3:
            return one([m for m in _MONGOLIAN[:50] if m not in name]) + name
        return name + one([t for t in _MONGOLIAN_TAILS if t not in name])

    def near(self, named: Named) -> str:
        """Somebody else whose name looks or sounds like the own one, and does not hold it."""
        while True:
            name = self._near(named)
            if name != named.text and named.text not in name and name not in named.text:
                return name

    def _near(self, named: Named) -> str:
        one, name, style = self._draw.one, named.text, self._draw.rng.random()
        if named.kind == "mongolian":
            head, tail = one(_MONGOLIAN), one(_MONGOLIAN_TAILS)
            return name[: max(1, len(name) // 2)] + tail if style < 0.5 else head + name[-2:]
        size = 2 if named.kind == "compound" else 1
        if style < 0.4:  # 王玮 beside 王伟
            return name[:-1] + one(GIVEN)
        if style < 0.6:  # 李伟
            return one(SURNAMES) + name[size:]
        if style < 0.75:  # 王小伟, 王伟 for 王小伟
            return name[:size] + one(GIVEN) + name[-1]
        if style < 0.85 and len(name) - size > 1:
            return name[: size + 1] if style < 0.8 else name[:size] + name[-1]
        return name[:size] + one(GIVEN) + one(GIVEN)

    def bystander(self, named: Named) -> str:
        """Somebody whose name shares no character with the own one."""
        while True:
            kind = self._draw.one(("two", "three", "three", "compound", "mongolian"))
            name = self.fresh(lambda: self._composed(kind))
            if not set(name) & set(named.text):
                return name
