"""The five families of traps, each a stream of sentences about one applicant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.sentences.grammar import Draw, accidents, words_of
from benchmarks.sentences.organisations import Organisation, Organisations
from benchmarks.sentences.people import Named, People
from benchmarks.sentences.sentence import (
    KEEP,
    REDACT,
    Part,
    Sentence,
    doubtful,
    is_labelled,
    joined,
    other,
    own,
)
from redactor.datatypes import Employer, Profile
from redactor.recognise.words import is_in_dictionary

PER_APPLICANT = 20
# Names that are words differ most in how well they are judged: more of them a run.
PER_WORD = 10
_WORD_KINDS = ("words", "accidents", "words", "places", "accidents", "words", "accidents", "words")
_GENERAL = ("prose",) * 10 + ("list", "list", "table", "authors", "notice")
_RUNNING = ("prose", "tricky", "led")
Parts = list[str | Part]


class Maker:
    """What makes the sentences of one applicant: streams of chance, people, organisations."""

    def __init__(self, family: str, split: str, seed: int, number: int) -> None:
        index = tuple(FAMILIES).index(family)
        rng = np.random.default_rng((seed, index, number, split == "test"))
        self.draw = Draw(rng, split)
        self.people = People(self.draw)
        self.organisations = Organisations(self.draw)
        self.family, self.seed, self.number = family, seed, number

    def dealt(self, cards: Sequence[str]) -> str:
        """One of ``cards``; as many applicants as there are cards get every one."""
        deck = np.random.default_rng(self.seed).permutation(len(cards))
        return cards[int(deck[self.number % len(cards)])]

    def slots(self, named: Named, subject: Part) -> dict[str, str | Part]:
        """What a frame may ask for: the subject, two bystanders, an organisation, a place."""
        people = self.people
        return {
            "n": subject,
            "o": people.bystander(named),
            "p": people.bystander(named),
            "g": self.organisations.bystander(),
            "u": self._unit(subject),
            "t": self.organisations.place() + self.draw.one(("市", "旗", "县", "区")),
        }

    def _unit(self, subject: Part) -> Part:
        """A unit that the subject worked for: the applicant's may go, stay or be asked about,
        as ``former_employers`` says and the place shows (RULES.md, case 35); another's stays.
        """
        name = self.organisations.bystander()
        return other(name) if subject.allowed == {KEEP} else doubtful(name, KEEP, REDACT)

    def general(self, named: Named, subject: Part) -> Parts:
        """A sentence, a list, a row or a notice about somebody."""
        return self.of(named, subject, self.draw.one(_GENERAL))

    def of(self, named: Named, subject: Part, section: str, key: str = "frames") -> Parts:
        """A sentence by a frame of a section; only running text has clauses around it."""
        frame, slots = self.draw.frame(section, key), self.slots(named, subject)
        if section in _RUNNING:
            return self.draw.clauses(frame, slots)
        return self.draw.filled(frame, slots)

    def mine(self, named: Named) -> Parts:
        """The own name truly there, hard against other characters in two of three."""
        section = self.draw.one(("prose", "prose", "tricky", "tricky", "led", "general", "holder"))
        if section == "general":
            return self.general(named, own(named.text))
        return self.of(named, own(named.text), section)

    def sentence(self, trap: str, parts: Parts, profile: Profile) -> Sentence:
        text, spans = joined(parts)
        return Sentence(self.family, trap, text, spans, profile)


def sentences(family: str, split: str, seed: int, count: int) -> Iterator[Sentence]:
    """``count`` sentences; a longer draw begins with those of a shorter one."""
    make = FAMILIES[family]
    size = PER_WORD if family == "word" else PER_APPLICANT
    for first in range(0, count, size):
        maker = Maker(family, split, seed, first // size)
        wanted, stream = min(size, count - first), make(maker)
        for _ in range(wanted):
            yield next(s for s in stream if is_labelled(s))


def profile_of(*names: str, employer: Organisation | None = None) -> Profile:
    """A profile of a name or two, and perhaps an employer."""
    employers: tuple[Employer, ...] = ()
    if employer is not None:
        employers = (Employer(employer.full, tuple(filter(None, [employer.short]))),)
    return Profile("S-1", names=names, employers=employers)


def _both(maker: Maker, named: Named, trap: Parts) -> Parts:
    """The trap alone, or with the own name before or after it."""
    style = maker.draw.rng.random()
    if style < 0.5:
        return trap
    mine, gap = maker.mine(named), maker.draw.one(("\n", "。", "；", "\n"))
    return [*mine, gap, *trap] if style < 0.75 else [*trap, gap, *mine]


def _substring(maker: Maker) -> Iterator[Sentence]:
    kinds = ("two", "two", "two", "compound", "inside_compound", "mongolian", "mongolian")
    named = maker.people.own(*kinds)
    while True:
        if maker.draw.chance(0.25):
            yield maker.sentence("own", maker.mine(named), profile_of(named.text))
            continue
        longer = other(maker.people.longer(named))
        parts = _both(maker, named, maker.general(named, longer))
        yield maker.sentence(f"longer_{named.kind}", parts, profile_of(named.text))


def _homonym(maker: Maker) -> Iterator[Sentence]:
    """Namesakes of somebody whose phone is known: without it, a number tells nothing."""
    named = maker.people.own("two", "two", "three", "three", "compound", "mongolian")
    profile = replace(profile_of(named.text), phones=(_OWN_PHONE,))
    while True:
        trap, parts = _namesake(maker, named)
        yield maker.sentence(trap, parts, profile)


_OWN_PHONE = "15400000000"  # a namesake's is drawn by chance, and another


def _namesake(maker: Maker, named: Named) -> tuple[str, Parts]:
    style, ask = maker.draw.rng.random(), doubtful(named.text)
    if style < 0.4:
        return "beside_role", maker.of(named, own(named.text), "roles", "beside")
    if style < 0.75:
        label = maker.draw.frame("roles", "labels")
        frame = maker.draw.frame("roles").replace("{r}", label)
        return "role", maker.draw.filled(frame, maker.slots(named, ask))
    slots = maker.slots(named, ask)
    if style < 0.87:
        label = maker.draw.frame("list", "labels")
        forms = ("{n}、{o}、{n}", "{n}，{n}，{p}", "{o}¹，{n}¹，{n}²", "{n}、{n}", "{n}1,{o}1,{n}2")
        return "twice", maker.draw.filled(label + maker.draw.one(forms), slots)
    phone = "154" + "".join(map(str, maker.draw.rng.integers(0, 10, 8)))
    row = maker.draw.one(("{n}\t" + phone, "{k}\t{n}\t" + phone, "{n}\t{g}\t" + phone))
    return "other_row", maker.draw.filled(row, slots)


def _word(maker: Maker) -> Iterator[Sentence]:
    """Eight applicants: four words, three accidents, a place. Words are dealt out like cards."""
    kind = _WORD_KINDS[maker.number % len(_WORD_KINDS)]
    if kind == "accidents":
        yield from _accident(maker)
    places = kind == "places"
    words = words_of(maker.draw.split, kind)
    name = maker.dealt(tuple(words))
    named, uses = Named(name, "mongolian" if places else "two"), words[name]
    profile = profile_of(name)
    while True:
        draw, kind = maker.draw.rng.random(), "inside"
        if draw < 0.4:
            yield maker.sentence("own_word", own_word(maker, named), profile)
            continue
        if (draw > 0.85 and uses["bare"]) or not uses["inside"]:
            kind = "bare"
        phrase = maker.draw.one(tuple(uses[kind]))
        trap = other(name) if kind == "inside" else doubtful(name, KEEP)
        yield maker.sentence(kind, around(maker, named, phrase, trap), profile)


def own_word(maker: Maker, named: Named) -> Parts:
    """The own name that is a word: in a field or a list it goes, in prose a person may be asked."""
    section = maker.draw.one(("holder", "holder", "list", "authors", "called", *_RUNNING))
    if section == "called":
        frame = maker.draw.one(("{n}同志{w}", "由{n}同志负责{w}", "{n}（第一完成人）{w}"))
        return maker.draw.filled(frame, maker.slots(named, own(named.text)))
    if section in _RUNNING:
        return maker.of(named, doubtful(named.text, REDACT), section)
    return maker.of(named, own(named.text), section)


def around(maker: Maker, named: Named, phrase: str, trap: Part) -> Parts:
    """A phrase with the word in it, as a clause among others."""
    head, found, tail = phrase.partition(named.text)
    parts: Parts = [head, trap, tail] if found else [phrase]
    slots = maker.slots(named, trap)
    before = maker.draw.frame("fillers", "before") if maker.draw.chance(0.6) else ""
    after = maker.draw.frame("fillers", "after") if maker.draw.chance(0.8) else ""
    return [*maker.draw.filled(before, slots), *parts, *maker.draw.filled(after, slots)]


def _accident(maker: Maker) -> Iterator[Sentence]:
    """Names that stand over the border of two words: 程建 in 工程建设."""
    ends, begins = accidents("ends"), accidents("begins")
    named = Named(maker.people.fresh(lambda: maker.draw.pair(ends, begins)), "two")
    surname, given = named.text[0], named.text[1]
    is_word = is_in_dictionary(named.text)  # 查清 is one, too
    while True:
        if maker.draw.chance(0.35):
            mine = own_word(maker, named) if is_word else maker.mine(named)
            yield maker.sentence("own_accident", mine, profile_of(named.text))
            continue
        first, second = maker.draw.one(ends[surname]), maker.draw.one(begins[given])
        tail = maker.draw.one(("", "情况", "问题", "工作", "需要", "方面", "的要求", "时", "项目"))
        head = maker.draw.one(("", "", "在", "开展", "我区", "促进", "相应", "进一步", "对"))
        phrase = f"{head}{first}{second}{tail}"
        if phrase.count(named.text) != 1:
            continue
        parts = around(maker, named, phrase, other(named.text))
        yield maker.sentence("accident", parts, profile_of(named.text))


def _near_name(maker: Maker) -> Iterator[Sentence]:
    named = maker.people.own("two", "two", "three", "three", "compound", "mongolian")
    while True:
        near = other(maker.people.near(named))
        parts = _both(maker, named, maker.general(named, near))
        yield maker.sentence(f"near_{named.kind}", parts, profile_of(named.text))


def _near_employer(maker: Maker) -> Iterator[Sentence]:
    named, mine = maker.people.own("three"), maker.organisations.own()
    profile = profile_of(named.text, employer=mine)
    while True:
        trap, subject = _institution(maker, named, mine)
        tail = maker.draw.frame("employers", "departments") if trap == "own_department" else ""
        frame = maker.draw.frame("employers").replace("{n}", "{n}" + tail)
        parts = maker.draw.filled(frame, maker.slots(named, subject))
        yield maker.sentence(trap, parts, profile)


def _institution(maker: Maker, named: Named, mine: Organisation) -> tuple[str, Part]:
    style = maker.draw.rng.random()
    if style < 0.3:
        return "own_employer", own(mine.full)
    if style < 0.4:
        return ("own_short", own(mine.short)) if mine.short else ("own_employer", own(mine.full))
    if style < 0.45:
        return "own_department", own(mine.full)
    if style < 0.6:
        tail = maker.draw.filled(
            maker.draw.frame("employers", "longer"), maker.slots(named, other(""))
        )
        return "longer_employer", doubtful(mine.full + "".join(map(str, tail)))
    return "near_employer", other(maker.organisations.near(mine))


FAMILIES: dict[str, Callable[[Maker], Iterator[Sentence]]] = {
    "substring": _substring,
    "homonym": _homonym,
    "word": _word,
    "near_name": _near_name,
    "near_employer": _near_employer,
}
