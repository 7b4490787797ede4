"""Employers composed for a sentence benchmark, and institutions that are nearly they."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.draw import pool_of
from benchmarks.generator.dev import DEV
from benchmarks.sentences.grammar import Draw, is_held_back

_PLACE_HEAD, _PLACE_TAIL = (
    "澄岚北沙南松赤西桦榆砾苇青临东云龙凤安宁",
    "原泊泉陀岭台岩庭川湖滩城丰源阳河",
)
_MARK_HEAD, _MARK_TAIL = "恒启瑞众博天弘晟汇鼎砺泓曜景华金", "信源达诚远泽新耀和邦泰科盛"
_DIGITS = "一二三四五六七八九十"
# Own forms beside those of the pool: {p} place, {m} mark, {n} number.
_FORMS = (
    ("{p}市第{n}中学", "{p}{n}中"),
    ("{p}市第{n}小学", ""),
    ("{p}区第{n}人民医院", ""),
    ("{p}县人民医院", ""),
    ("{p}旗蒙医医院", ""),
    ("{p}大学", ""),
    ("{p}市第{n}中学附属小学", ""),
    ("{p}大学附属第{n}医院", ""),
    ("{p}市{m}水务有限公司", "{m}水务"),
    ("{p}{m}建设集团有限公司第{n}分公司", ""),
    ("{p}{m}科技有限责任公司", "{m}科技"),
    ("{p}市{m}区水利局", ""),
    ("{p}县{m}镇中心小学", ""),
    ("{p}旗{m}苏木卫生院", ""),
    ("{p}市勘察设计研究院", ""),
    ("{p}职业技术学院", ""),
    ("{p}区{m}幼儿园", ""),
    ("{p}盟{m}草原工作站", "{m}草原站"),
)
# Own form, and what it is a part of or belongs to: own 附属小学, near its 中学.
_KIND_SWAPS = (
    ("中学", "小学"), ("小学", "中学"), ("人民医院", "中医院"), ("卫生院", "兽医站"), ("大学", "学院"),
    ("水务", "热力"), ("科技", "物流"), ("水利局", "农牧局"), ("中心", "总站"), ("学校", "医院"),
    ("设计", "监理"), ("医院", "学校"), ("幼儿园", "小学"), ("工作站", "试验场"),
    ("院", "所"), ("局", "委员会"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organisation:
    """An employer by its form and what fills it."""

    form: str
    short_form: str
    place: str
    mark: str
    number: str

    @property
    def full(self) -> str:
        return self.form.format(p=self.place, m=self.mark, n=self.number)

    @property
    def short(self) -> str:
        return self.short_form.format(p=self.place, m=self.mark, n=self.number)


class Organisations:
    """Employers of one split, drawn from one stream."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        test = draw.split == "test"
        pool = pool_of("test").employers if test else DEV.employers
        mine = [e for e in pool if not test or e not in DEV.employers]
        self._forms = tuple((e.full, e.short) for e in mine)
        self._forms += tuple(f for f in _FORMS if test or not is_held_back(f[0]))

    def _composed(self, heads: str, tails: str) -> str:
        one = self._draw.one
        while is_held_back(text := one(heads) + one(tails)) != (self._draw.split == "test"):
            pass
        return text

    def place(self) -> str:
        return self._composed(_PLACE_HEAD, _PLACE_TAIL)

    def own(self) -> Organisation:
        """An applicant's employer."""
        form, short = self._forms[int(self._draw.rng.integers(len(self._forms)))]
        mark = self._composed(_MARK_HEAD, _MARK_TAIL)
        return Organisation(form, short, self.place(), mark, self._draw.one(_DIGITS[:9]))

    def bystander(self) -> str:
        """An institution of no likeness, by the places and marks of its own."""
        return f"{self.place()}{self._draw.one(('市样例', '县样例', '旗样例'))}" + self._draw.one(
            ("技术服务中心", "大学", "有限公司", "管理站", "医院", "协会")
        )

    def near(self, own: Organisation) -> str:
        """Another institution: of another number, town, proper name or kind, or the parent."""
        while True:
            name = self._near(own)
            if name and own.full not in name and (not own.short or own.short not in name):
                return name

    def _near(self, own: Organisation) -> str:
        style = self._draw.rng.random()
        if style < 0.3 and "{n}" in own.form:
            return replace(own, number=self._other_number(own.number)).full
        if style < 0.55:
            return replace(own, place=self.place()).full
        if style < 0.7 and "{m}" in own.form:
            return replace(own, mark=self._composed(_MARK_HEAD, _MARK_TAIL)).full
        if style < 0.85:
            return self._parent(own)
        return self._other_kind(own)

    def _other_number(self, number: str) -> str:
        """四 → 五, 十四, 四十八: the own digit stays in two of three."""
        one = self._draw.one
        if self._draw.chance(0.35):
            return one([d for d in _DIGITS if d != number])
        return "十" + number if self._draw.chance(0.5) else f"{number}十{one(_DIGITS[:9])}"

    def _parent(self, own: Organisation) -> str:
        """What the own one belongs to, or nothing."""
        for mark in ("附属", "集团", "大学", "市", "区", "县", "旗", "盟", "镇", "苏木"):
            head, found, rest = own.full.partition(mark)
            if found and rest and self._draw.chance(0.4):
                return head if mark == "附属" else head + mark
        return ""

    def _other_kind(self, own: Organisation) -> str:
        fitting = [(a, b) for a, b in _KIND_SWAPS if a in own.full]
        if not fitting:
            return ""
        old, new = fitting[int(self._draw.rng.integers(len(fitting)))]
        head, _, tail = own.full.rpartition(old)
        return head + new + tail
