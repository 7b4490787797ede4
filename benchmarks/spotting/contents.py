"""What single lines say: an own value, or none, and the values that differ from it by a hair.

A line is searched for what it says and for values near to that: as if their bearer were the
applicant, and the line another's. So every line is a decoy for several applicants.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
from pypinyin import lazy_pinyin

from benchmarks.generator.dev import DEV
from benchmarks.generator.names import free_name, pinyin
from benchmarks.generator.people import id_number
from redactor.datatypes import Entity
from redactor.recognise.lexicon import CONFUSABLE

_SHARES = {
    Entity.NAME: 0.38,
    Entity.ID_NUMBER: 0.14,
    Entity.PHONE: 0.12,
    Entity.EMAIL: 0.05,
    Entity.EMPLOYER: 0.18,
    None: 0.13,  # a line of somebody's work
}
_RARE_SHARE = 0.4  # of the names: they are the harder ones
_NEAR = 4  # values near to the one printed
_CONTEXTS = {
    Entity.NAME: (
        ("申报人：", "　性别：女　民族：汉族"),
        ("", "同志2015年参加工作，现任工程师。"),
        ("主持人：", "（排名第1），参加人员见附件。"),
        ("经办人 ", " 2024年3月18日"),
        ("兹证明", "于2021年度考核结果为合格。"),
        ("第一完成人", "负责方案设计与现场试验。"),
        ("姓名", ""),
        ("", ""),
    ),
    Entity.ID_NUMBER: (
        ("身份证号：", ""),
        ("证件号码 ", " 有效期至2031年"),
        ("公民身份号码", "，联系地址略。"),
        ("", ""),
    ),
    Entity.PHONE: (
        ("联系电话：", ""),
        ("手机", "（微信同号）"),
        ("Tel: ", " 传真：无"),
        ("", ""),
    ),
    Entity.EMAIL: (("邮箱：", ""), ("E-mail: ", " 邮编014000"), ("", "")),
    Entity.EMPLOYER: (
        ("工作单位：", ""),
        ("", "关于推荐申报材料的函"),
        ("现任", "工程师，从事专业技术工作。"),
        ("完成单位：", "（盖章）"),
        ("", ""),
    ),
}
_DIGITS = "0123456789"
_ALIKE_DIGITS = dict(
    zip(_DIGITS, ("68", "7", "7", "8", "19", "6", "58", "1", "36", "4"), strict=True)
)
_COUNT = "一二三四五六七八九"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a line may be searched for."""

    entity: Entity
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """One line. ``value`` is None where ``middle`` is nobody's value."""

    before: str
    middle: str
    after: str
    value: Value | None
    near: tuple[Value, ...] = ()

    @property
    def text(self) -> str:
        return self.before + self.middle + self.after


def draw_content(rng: np.random.Generator) -> Content:
    """A line drawn at random."""
    entity = list(_SHARES)[int(rng.choice(len(_SHARES), p=list(_SHARES.values())))]
    if entity is None:
        sentence = _one(rng, _sentences())
        start = int(rng.integers(0, max(1, len(sentence) - 24)))
        return Content("", sentence[start : start + int(rng.integers(12, 30))], "", None)
    value = draw_value(rng, entity)
    before, after = _CONTEXTS[entity][int(rng.integers(len(_CONTEXTS[entity])))]
    line = before + value.text + after
    near = [v for v in near_values(rng, value) if v.text not in line]
    return Content(before, value.text, after, value, tuple(near))


def draw_value(rng: np.random.Generator, entity: Entity, rare: bool | None = None) -> Value:
    """A made-up person's value; ``rare``: a name of rare characters, or none, or by chance."""
    makers: dict[Entity, Callable[[], str]] = {
        Entity.NAME: lambda: _name(rng, bool(rng.random() < _RARE_SHARE) if rare is None else rare),
        Entity.ID_NUMBER: lambda: _id(rng),
        Entity.PHONE: lambda: "154" + "".join(_one(rng, _DIGITS) for _ in range(8)),
        Entity.EMAIL: lambda: _email(rng),
        Entity.EMPLOYER: lambda: _employer(rng),
    }
    return Value(entity, makers[entity]())


def near_values(rng: np.random.Generator, value: Value) -> list[Value]:
    """Other values of the kind that differ in one character, or in two digits that swapped."""
    change = _CHANGES.get(value.entity, _other_word)
    found = {change(rng, value.text, value.entity) for _ in range(3 * _NEAR)} - {value.text}
    return [Value(value.entity, text) for text in sorted(found)[:_NEAR]]


def _other_digits(rng: np.random.Generator, text: str, _: Entity) -> str:
    at = int(rng.integers(3, 17 if len(text) == 18 else len(text)))
    if rng.random() < 0.3 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    digit = text[at] if text[at] in _ALIKE_DIGITS else "0"
    options = _ALIKE_DIGITS[digit] if rng.random() < 0.6 else _DIGITS
    return text[:at] + _one(rng, options) + text[at + 1 :]


def _other_mailbox(rng: np.random.Generator, text: str, _: Entity) -> str:
    at = int(rng.integers(text.index("@")))
    options = _LETTERS.replace(text[at], "") if text[at].isalpha() else _DIGITS
    return text[:at] + _one(rng, options) + text[at + 1 :]


def _other_word(rng: np.random.Generator, text: str, entity: Entity) -> str:
    places = [i for i, c in enumerate(text) if c != "·"]
    # A family name is shared more often than it is mistaken.
    at = places[-1] if entity is Entity.NAME and rng.random() < 0.6 else _one(rng, places)
    char = text[at]
    alike = [b for a, b in sorted(CONFUSABLE) if a == char]
    sound = [c for c in _characters(entity) if c != char and lazy_pinyin(c) == lazy_pinyin(char)]
    options = [o for o in (alike, sound, list(_characters(entity))) if o]
    if char in _COUNT:
        options = [list(_COUNT)]
    other: str = _one(rng, _one(rng, options))
    return text[:at] + other + text[at + 1 :]


def _name(rng: np.random.Generator, rare: bool) -> str:
    if rng.random() < 0.5:
        return str(_one(rng, [n.text for n in DEV.names if (n.kind == "rare") == rare]))
    while True:
        named = free_name(rng)
        if (named.kind == "rare") == rare:
            return named.text


def _id(rng: np.random.Generator) -> str:
    day = f"{rng.integers(1960, 2002)}{rng.integers(1, 13):02d}{rng.integers(1, 29):02d}"
    return id_number(f"1599{rng.integers(1, 30):02d}{day}{rng.integers(1, 1000):03d}")


def _email(rng: np.random.Generator) -> str:
    box = pinyin(_name(rng, rare=False))
    return f"{box}{rng.integers(100)}@{pinyin(_one(rng, DEV.marks))}.example"


def _employer(rng: np.random.Generator) -> str:
    entry = DEV.employers[int(rng.integers(len(DEV.employers)))]
    form = (entry.full, entry.short, entry.former)[int(rng.choice(3, p=(0.6, 0.25, 0.15)))]
    return form.format(p=_one(rng, DEV.places), m=_one(rng, DEV.marks), n=_one(rng, _COUNT))


_CHANGES = {
    Entity.ID_NUMBER: _other_digits,
    Entity.PHONE: _other_digits,
    Entity.EMAIL: _other_mailbox,
}


@cache
def _characters(entity: Entity) -> tuple[str, ...]:
    """What names, or employers' proper names, are made of."""
    if entity is Entity.EMPLOYER:
        return tuple(sorted(set("".join(DEV.places + DEV.marks))))
    drawn = np.random.default_rng(1)
    texts = [free_name(drawn).text for _ in range(2000)] + [n.text for n in DEV.names]
    return tuple(sorted(set("".join(texts)) - {"·"}))


@cache
def _sentences() -> tuple[str, ...]:
    topics = {entry.topic.paper: entry.topic for entry in DEV.employers}.values()
    return tuple(s for t in topics for s in (t.abstract, *t.body) if "{" not in s)


def _one(rng: np.random.Generator, options: Sequence[_T]) -> _T:
    return options[int(rng.integers(len(options)))]
