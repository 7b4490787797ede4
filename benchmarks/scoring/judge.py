"""One finished file against its original and the truth: leaks, damage, collateral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring.carriers import (
    carriers,
    holds_picture,
    picture_digests,
    squeezed,
)
from benchmarks.scoring.compare import Fault, PageComparison
from benchmarks.scoring.pages import read_output, read_pictures, read_source
from benchmarks.truth import KEEP, OPEN, REDACT, Item, Quad

COLLATERAL_LIMIT_PT2 = 6.0  # a page; about a third of a 10 pt character's ink


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one labelled item. ``how`` is empty when it is as the rule wants it.

    For an item only a person can settle ``how`` says whether it was changed.
    """

    number: int  # its place among the labels of its document, from 0
    page: int
    category: str
    owner: str
    expected: str
    trap: str
    how: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is true of one finished file."""

    results: tuple[ItemResult, ...]
    other_faults: tuple[Fault, ...] = ()  # of pages and of the file as a whole
    collateral_pt2: float = 0.0
    ranked: int = 0  # own names in a row of people
    rank_lost: int = 0  # of these, where their place in the row can no longer be counted

    @property
    def faults(self) -> tuple[Fault, ...]:
        kinds = {REDACT: "leak", KEEP: "damage"}
        mine = [
            Fault(kinds[r.expected], r.how, r.page, r.category, r.trap)
            for r in self.results
            if r.how and r.expected in kinds
        ]
        return (*self.other_faults, *mine)

    @property
    def leaks(self) -> int:
        return sum(f.kind == "leak" for f in self.faults)

    @property
    def damage(self) -> int:
        return sum(f.kind == "damage" for f in self.faults)

    @property
    def redact(self) -> int:
        return sum(r.expected == REDACT for r in self.results)

    @property
    def redact_leaked(self) -> int:
        return sum(bool(r.how) for r in self.results if r.expected == REDACT)

    @property
    def keep(self) -> int:
        return sum(r.expected == KEEP for r in self.results)

    @property
    def keep_damaged(self) -> int:
        return sum(bool(r.how) for r in self.results if r.expected == KEEP)


def judge(
    source: Path, data: bytes, items: Sequence[Item], name: str, values: Sequence[str]
) -> Judgement:
    """Judge the bytes of a finished PDF called ``name`` against its original.

    ``items`` are the truth of this document; ``values`` are the applicant's own values from
    the whole dossier: metadata may give away a number that the page never showed.
    """
    before = read_source(source)
    redact = [i for i in items if i.expected == REDACT]
    faults = [Fault("leak", word) for word in carriers(data, values)]
    if any(value in squeezed(name) for value in values):
        faults.append(Fault("leak", "file_name"))
    if source.suffix.lower() == ".pdf" and holds_picture(data, _own_pictures(source, redact)):
        faults.append(Fault("leak", "picture_object"))
    after = read_output(data, before)
    if len(after) != len(before):
        faults.append(Fault("damage", "page_count"))
    pairs = list(zip(before, after, read_pictures(data, before), strict=False))
    how = {
        n: "page_gone" for n, i in enumerate(items) if i.page > len(pairs) and i.expected == KEEP
    }
    collateral, ranked, lost = 0.0, 0, 0
    for number, (old, new, under) in enumerate(pairs, 1):
        places = [n for n, i in enumerate(items) if i.page == number]
        page = PageComparison(number, old, new, under, [items[n] for n in places])
        faults += page.whole(values)
        found = page.outcomes()
        how |= dict(zip(places, found, strict=True))
        spill = page.collateral()
        collateral += spill
        if spill > COLLATERAL_LIMIT_PT2:
            faults.append(Fault("damage", "collateral", number))
        rows = page.rows_of_people()
        ranked += len(rows)
        lost += sum(not page.countable(own, others, found) for own, others in rows)
    results = [
        ItemResult(n, i.page, i.category, i.owner, i.expected, i.trap, how.get(n, ""))
        for n, i in enumerate(items)
        if i.expected != OPEN
    ]
    return Judgement(tuple(results), tuple(faults), collateral, ranked, lost)


def _own_pictures(source: Path, redact: Sequence[Item]) -> frozenset[bytes]:
    """The original's embedded pictures that show something which had to go."""
    places: dict[int, list[Quad]] = {}
    for item in redact:
        places.setdefault(item.page, []).extend(item.quads)
    return picture_digests(source.read_bytes(), places)
