"""Who wrote a paper: order, marks of affiliation, and one spelling in Latin letters for all."""

from __future__ import annotations

import numpy as np

from benchmarks.generator.canvas import Span
from benchmarks.generator.labels import Parts, other, own, raised
from benchmarks.generator.people import Applicant, Colleague

_MARKS = "ab"  # the applicant's employer, the other one
_SPELLINGS = ("caps", "initial", "given_first", "comma")


class Byline:
    """Who wrote it, in which order, and how names are spelt in Latin letters."""

    def __init__(self, a: Applicant, rng: np.random.Generator) -> None:
        self.a = a
        people: list[Colleague | None] = list(a.colleagues)
        people.insert(int(rng.integers(0, 2)), None)  # None: the applicant
        self.authors = people
        spelling = _SPELLINGS[int(rng.integers(4))]
        self.latin = {latin: spelt(latin, spelling) for latin in self._latins()}
        if len(set(self.latin.values())) < len(people):
            self.latin = {latin: spelt(latin, "caps") for latin in self._latins()}
        self.volume = int(rng.integers(18, 52))

    def _latins(self) -> list[str]:
        return [self.a.latin, *(c.latin for c in self.a.colleagues)]

    def mark(self, person: Colleague | None) -> str:
        return _MARKS[1] if person is not None and person.workplace else _MARKS[0]

    def name(self, person: Colleague | None, trap: str) -> Span:
        if person is None:
            return own(self.a.name, "name", trap)
        return other(person.name, trap="coauthor")

    def byline(self, *, latin: bool) -> Parts:
        """The authors with their marks; the applicant is the corresponding one."""
        parts: Parts = []
        for person in self.authors:
            parts += [] if not parts else ["; " if latin else "，"]
            if not latin:
                parts.append(self.name(person, "author_line"))
            elif person is None:
                parts.append(own(self.latin[self.a.latin], "name", "pinyin"))
            else:
                parts.append(other(self.latin[person.latin], trap="coauthor"))
            parts.append(raised(self.mark(person) + (",*" if person is None else "")))
        return parts


def spelt(latin: str, style: str) -> str:
    """A name as journals print it: WANG Wei, W. Wang, Wei Wang, Wang, Wei."""
    family, _, given = latin.partition(" ")
    if not given:  # a Mongolian name is one word
        return family.upper() if style == "caps" else family
    return {
        "caps": f"{family.upper()} {given}",
        "initial": f"{given[0]}. {family}",
        "given_first": f"{given} {family}",
        "comma": f"{family}, {given}",
    }[style]
