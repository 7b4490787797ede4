"""Applicants drawn at random: names, employers and looks that nobody wrote a rule for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache

import numpy as np

from benchmarks.generator.mix import TRAPS, Mix
from benchmarks.generator.names import (
    free_name,
    is_mongolian,
    longer_name,
    near_name,
    other_name,
    pinyin,
)
from benchmarks.generator.people import Applicant, Colleague, Past, Workplace, id_number
from benchmarks.generator.pictures import Looks, Rgb
from benchmarks.generator.pool import EmployerEntry, NameEntry, Pool
from benchmarks.generator.topics import Reference, Topic

_LISTED = 0.65  # share of names taken from the pool; there each kind is as frequent as another
_NEAR = 0.3  # share of applicants beside whom somebody of a near name works
_EARLIER, _RENAMED, _LISTED_ENGLISH = 0.35, 0.15, 0.5  # shares
_MAILBOX = 13  # letters that people type whole
_FACULTIES = ("工程学院", "医学院", "理学院", "农学院", "师范学院")
_DIGITS = "一二三四五六七八九"


class _Draw:
    """Random choices from one stream."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def one(self, options: Sequence[str]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def shuffled(self, options: Sequence[str]) -> list[str]:
        return [options[int(n)] for n in self.rng.permutation(len(options))]

    def digits(self, count: int) -> str:
        return "".join(str(d) for d in self.rng.integers(0, 10, count))

    def id_number(self, year: int, female: bool) -> str:
        day = f"{year}{self.rng.integers(1, 13):02d}{self.rng.integers(1, 29):02d}"
        order = int(self.rng.integers(1, 500)) * 2 - (0 if female else 1)
        return id_number(f"1599{self.rng.integers(1, 30):02d}{day}{order:03d}")


def random_applicant(
    index: int, rng: np.random.Generator, pool: Pool, mix: Mix = TRAPS
) -> Applicant:
    """One applicant; ``index`` (from 1) gives the 编号 and makes the phone differ."""
    named = _named(rng, pool, mix)
    trades = [e for e in pool.employers if not _stands_in(named, e.topic)]
    return applicant_of(index, rng, pool, named, trades[int(rng.integers(len(trades)))], mix)


def applicant_of(
    index: int,
    rng: np.random.Generator,
    pool: Pool,
    named: NameEntry,
    trade: EmployerEntry,
    mix: Mix = TRAPS,
) -> Applicant:
    """The applicant of a given name and employer; everything else is drawn."""
    draw = _Draw(rng)
    female = bool(rng.random() < 0.5)
    year = int(rng.integers(1968, 1995))
    place, *far = draw.shuffled(pool.places)  # an own one for each: 松台大学 is no other's
    mark, strange, *_ = draw.shuffled(pool.marks)
    longer = longer_name(rng, named)
    mates, leader, reviewer = _others(draw, named, longer)
    university = f"{far[1]}大学{draw.one(_FACULTIES)}"
    return Applicant(
        number=f"BM2026-{index:04d}",
        name=named.text,
        latin=named.latin,
        mailbox=_mailbox(draw, named),
        female=female,
        ethnic="蒙古族" if is_mongolian(named) else draw.one(("汉族", "满族", "回族")),
        id_number=draw.id_number(year, female),
        phone=f"154{index % 10000:04d}{draw.digits(4)}",
        address=f"{far[2]}市样例大街虚构家园{rng.integers(1, 30)}号楼{rng.integers(101, 1900)}室",
        party=draw.one(("中共党员", "群众", "民盟盟员")),
        work=_workplace(draw, trade, place, mark),
        topic=trade.topic,
        looks=_looks(rng, female),
        colleagues=tuple(
            Colleague(n.text, n.latin, workplace=university if k else "")
            for k, n in enumerate(mates)
        ),
        longer=Colleague(
            longer.text,
            longer.latin,
            draw.id_number(year - 7, not female),
            f"{far[0]}{strange}技术服务中心",
        ),
        leader=Colleague(leader.text, leader.latin),
        reviewer=Colleague(reviewer.text, reviewer.latin),
        phrases=tuple(sentence for _, sentence in named.phrases),
        words=tuple(word for word, _ in named.phrases),
        name_is_word=bool(named.phrases),
        homonym=bool(rng.random() < mix.homonyms),
        name_kind=named.kind,
        # Drawn from the stream only where it may come out either way: pages stay as they were.
        in_group=mix.groups == 1 or bool(rng.random() < mix.groups),
    )


def with_past(a: Applicant, rng: np.random.Generator, pool: Pool) -> Applicant:
    """The applicant with what only papers of earlier years tell, and a roster that lacks some."""
    draw = _Draw(rng)
    known = (a.work.full, a.work.short, a.work.former, *(c.workplace for c in a.colleagues))
    written = "\n".join((*known, a.longer.workplace, a.address, a.name))
    place, mark = (
        next(word for word in draw.shuffled(words) if word not in written)
        for words in (pool.places, pool.marks)
    )
    trade = pool.employers[int(rng.integers(len(pool.employers)))]
    earlier = _workplace(draw, trade, place, mark).full
    taken = [NameEntry(a.name, a.latin, a.name_kind)]
    taken += [
        NameEntry(p.name, p.latin, "") for p in (a.longer, a.leader, a.reviewer, *a.colleagues)
    ]
    former = next(n for _ in range(99) for n in _apart([other_name(rng)], taken)).text
    is_earlier, is_renamed, is_listed = rng.random(3) < (_EARLIER, _RENAMED, _LISTED_ENGLISH)
    past = Past(earlier if is_earlier else "", former if is_renamed else "")
    return replace(a, past=past, english_listed=bool(is_listed))


def _named(rng: np.random.Generator, pool: Pool, mix: Mix) -> NameEntry:
    """A name of the pool, or a plain Han name drawn by character."""
    if mix.words is not None and rng.random() < mix.words:
        return _of_kind(rng, pool, ("word",))
    if rng.random() >= _LISTED:
        return free_name(rng)
    kinds = tuple(dict.fromkeys(n.kind for n in pool.names))
    if mix.words is not None:
        kinds = tuple(kind for kind in kinds if kind != "word")
    return _of_kind(rng, pool, kinds)


def _of_kind(rng: np.random.Generator, pool: Pool, kinds: Sequence[str]) -> NameEntry:
    kind = kinds[int(rng.integers(len(kinds)))]
    fitting = [n for n in pool.names if n.kind == kind]
    return fitting[int(rng.integers(len(fitting)))]


def _stands_in(named: NameEntry, topic: Topic) -> bool:
    """Whether what a trade writes about holds the name, where no label would tell it apart."""
    text = _written(topic)
    return named.text in text or _letters(named.latin) in _letters(text)


@cache
def _written(topic: Topic) -> str:
    return "\n".join(_strings(tuple(getattr(topic, f.name) for f in fields(topic))))


def _strings(value: object) -> list[str]:
    if isinstance(value, Reference):
        return _strings((value.authors, value.title, value.source))
    if isinstance(value, tuple):
        return [text for part in value for text in _strings(part)]
    return [str(value)]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]+", "", text.lower())


def _mailbox(draw: _Draw, named: NameEntry) -> str:
    """As people choose them: gaofeng27, feng.gao, gaof0318; of a long name a part."""
    family, _, given = named.latin.lower().partition(" ")
    if not given:
        head = family if len(family) <= _MAILBOX else pinyin(named.text[:3])
        return head + draw.digits(2)
    style, long = draw.rng.random(), len(family + given) > _MAILBOX
    if style < 0.2 and not long:
        return f"{given}.{family}"
    if style < 0.4 or long:
        syllables = named.text[-2:] if len(named.text) > 2 else named.text[-1]
        return family + "".join(pinyin(c)[0] for c in syllables) + draw.digits(4)
    return family + given + draw.digits(2)


def _others(
    draw: _Draw, named: NameEntry, longer: NameEntry
) -> tuple[tuple[NameEntry, ...], NameEntry, NameEntry]:
    """Three colleagues, the employer's head, the office's reviewer.

    No name stands in another, nor is spelt like the applicant's.
    """
    taken = [named, longer]
    if not is_mongolian(named) and draw.rng.random() < _NEAR:
        taken += _apart([near_name(draw.rng, named)], taken)
    while len(taken) < 7:
        taken += _apart([other_name(draw.rng)], taken)
    mates = taken[2:5]
    order = draw.rng.permutation(len(mates))
    return tuple(mates[int(n)] for n in order), taken[5], taken[6]


def _apart(new: Sequence[NameEntry], taken: Sequence[NameEntry]) -> list[NameEntry]:
    """Those of ``new`` that cannot be confused with one of ``taken``."""
    return [
        n
        for n in new
        if not any(
            n.text in old.text or old.text in n.text or _letters(n.latin) == _letters(old.latin)
            for old in taken
        )
    ]


def _workplace(draw: _Draw, trade: EmployerEntry, place: str, mark: str) -> Workplace:
    number = int(draw.rng.integers(1, 10))
    words = {
        "p": place,
        "m": mark,
        "n": _DIGITS[number - 1],
        "P": pinyin(place).capitalize(),
        "M": pinyin(mark).capitalize(),
        "N": str(number),
    }
    forms = (trade.full, trade.short, trade.former, trade.english, trade.parent)
    full, short, former, english, parent = (text.format(**words) for text in forms)
    site = "".join(pinyin(c)[0] for c in place) + pinyin(mark)
    domain = f"{site}{number}.example"
    return Workplace(full, short, former, english, domain, trade.grade, parent)


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
