"""Employers composed for a sentence benchmark, and institutions that are nearly they."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.draw import pool_of
from benchmarks.generator.dev import DEV
from benchmarks.sentences.grammar import Draw, composed, is_held_back

_PARTS = composed("employers")
_PLACES = _PARTS["place_heads"], _PARTS["place_tails"]
_MARKS = _PARTS["mark_heads"], _PARTS["mark_tails"]
_DIGITS = "一二三四五六七八九十"
_FORMS: tuple[tuple[str, str], ...] = tuple((full, short) for full, short in _PARTS["forms"])
_KIND_SWAPS: tuple[tuple[str, str], ...] = tuple((old, new) for old, new in _PARTS["swaps"])


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
        return self._composed(*_PLACES)

    def own(self) -> Organisation:
        """An applicant's employer."""
        form, short = self._forms[int(self._draw.rng.integers(len(self._forms)))]
        mark = self._composed(*_MARKS)
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
            return replace(own, mark=self._composed(*_MARKS)).full
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
