"""One finished file against its original and the truth: leaks, damage, collateral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import zxingcpp

from benchmarks.scoring.carriers import (
    carriers,
    holds_picture,
    picture_digests,
    squeezed,
    stray_text,
)
from benchmarks.scoring.changes import changes
from benchmarks.scoring.pages import PageChar, PageImage, read_output, read_pictures, read_source
from benchmarks.scoring.pixels import LEAK_SHARE, Comparison, window
from benchmarks.truth import ASK, KEEP, OPEN, REDACT, Item, Quad

COLLATERAL_LIMIT_PT2 = 6.0  # a page; about a third of a 10 pt character's ink
_PICTURE_KEPT = 0.85
_MOVED_PT = 0.6
_REACH = 0.45  # of a character's size: how far around it a mark may reach


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong; ``what`` is a fixed word, and no value of anybody is in it."""

    kind: str  # "leak" or "damage"
    what: str
    page: int | None = None
    category: str = ""
    trap: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is true of one finished file."""

    faults: tuple[Fault, ...]
    redact: int  # items that had to go
    redact_leaked: int
    keep: int
    keep_damaged: int
    collateral_pt2: float = 0.0
    by_category: dict[str, tuple[int, int]] = field(default_factory=dict)  # leaked, of all

    @property
    def leaks(self) -> int:
        return sum(f.kind == "leak" for f in self.faults)

    @property
    def damage(self) -> int:
        return sum(f.kind == "damage" for f in self.faults)


def judge(
    source: Path, data: bytes, items: Sequence[Item], name: str, values: Sequence[str]
) -> Judgement:
    """Judge the bytes of a finished PDF called ``name`` against its original.

    ``items`` are the truth of this document; ``values`` are the applicant's own values from
    the whole dossier: metadata may give away a number that the page never showed.
    """
    before = read_source(source)
    redact = [i for i in items if i.expected == REDACT]
    keep = [i for i in items if i.expected == KEEP]
    faults = [Fault("leak", word) for word in carriers(data, values)]
    if any(value in squeezed(name) for value in values):
        faults.append(Fault("leak", "file_name"))
    if source.suffix.lower() == ".pdf" and holds_picture(data, _own_pictures(source, redact)):
        faults.append(Fault("leak", "picture_object"))
    after = read_output(data, before)
    if len(after) != len(before):
        faults.append(Fault("damage", "page_count"))
    pairs = list(zip(before, after, read_pictures(data, before), strict=False))
    leaked: list[Item] = []
    damaged: list[Item] = [i for i in keep if i.page > len(pairs)]
    collateral = 0.0
    for number, (old, new, under) in enumerate(pairs, 1):
        page = _Page(number, old, new, under, [i for i in items if i.page == number])
        faults += page.whole(values)
        page_leaks, page_damage = page.leaks(), page.damage()
        leaked += [i for i, _ in page_leaks]
        damaged += [i for i, _ in page_damage]
        faults += [Fault("leak", how, number, i.category, i.trap) for i, how in page_leaks]
        faults += [Fault("damage", how, number, i.category, i.trap) for i, how in page_damage]
        spill = page.collateral()
        collateral += spill
        if spill > COLLATERAL_LIMIT_PT2:
            faults.append(Fault("damage", "collateral", number))
    return Judgement(
        tuple(faults),
        len(redact),
        len(leaked),
        len(keep),
        len(damaged),
        collateral,
        _by_category(redact, leaked),
    )


def _own_pictures(source: Path, redact: Sequence[Item]) -> frozenset[bytes]:
    """The original's embedded pictures that show something which had to go."""
    places: dict[int, list[Quad]] = {}
    for item in redact:
        places.setdefault(item.page, []).extend(item.quads)
    return picture_digests(source.read_bytes(), places)


def _by_category(all_items: Sequence[Item], leaked: Sequence[Item]) -> dict[str, tuple[int, int]]:
    names = sorted({i.category for i in all_items})
    return {
        n: (sum(i.category == n for i in leaked), sum(i.category == n for i in all_items))
        for n in names
    }


class _Page:
    """One page of the original beside the finished one and its bare pictures."""

    def __init__(
        self, number: int, old: PageImage, new: PageImage, under: PageImage, items: list[Item]
    ) -> None:
        self.number, self.old, self.new, self.items = number, old, new, items
        self.seen = Comparison(old, new)
        self.hidden = Comparison(old, under)
        self.changes = changes(old, new)

    def whole(self, values: Sequence[str]) -> list[Fault]:
        """Faults of the page as a whole: its size, own values in its text layer."""
        faults = []
        grown = abs(self.new.width_pt - self.old.width_pt)
        taller = abs(self.new.height_pt - self.old.height_pt)
        if max(grown, taller) > 1.0:
            faults.append(Fault("damage", "page_size", self.number))
        spared = [q for i in self.items if i.expected != REDACT for q in i.quads]
        if stray_text(self.new, values, spared):
            faults.append(Fault("leak", "text_elsewhere", self.number))
        return faults

    def leaks(self) -> list[tuple[Item, str]]:
        """Items that had to go and can still be seen, read or decoded."""
        found = []
        for item in self.items:
            how = self._leak(item) if item.expected == REDACT else ""
            if how:
                found.append((item, how))
        return found

    def _leak(self, item: Item) -> str:
        if item.is_picture:
            return self._picture_leak(item)
        if _read_in_place(self.new.chars, item):
            return "text"
        if self.seen.text_leaks(item.quads):
            return "pixels"
        if self.hidden.text_leaks(item.quads):
            return "picture_below"
        return ""

    def _picture_leak(self, item: Item) -> str:
        quad = item.quads[0]
        for view, word in ((self.seen, "pixels"), (self.hidden, "picture_below")):
            if view.picture_visible(quad) > LEAK_SHARE:
                return word
            if item.category == "qr_code" and _decodes(view, quad):
                return "qr_code"
        return ""

    def damage(self) -> list[tuple[Item, str]]:
        """Items that had to stay and did not stay whole."""
        found = []
        for item in self.items:
            how = self._damage(item) if item.expected == KEEP else ""
            if how:
                found.append((item, how))
        return found

    def _damage(self, item: Item) -> str:
        if item.is_picture:
            whole = self.seen.picture_visible(item.quads[0]) >= _PICTURE_KEPT
            return "" if whole else "pixels"
        if not all(self.changes.kept(q) for q in item.quads):
            return "pixels"
        return "" if _text_stayed(self.old.chars, self.new.chars, item) else "text"

    def collateral(self) -> float:
        """Ink that changed where nothing had to go, in square points."""
        spared = [
            (quad, 2.0 if item.is_picture else _REACH * _size(item) + 0.6)
            for item in self.items
            if item.expected in (REDACT, ASK, OPEN)
            for quad in item.quads
        ]
        return self.changes.collateral(spared)


def _decodes(view: Comparison, quad: Quad) -> bool:
    where = window(view.before, quad, 4.0)
    shown = np.ascontiguousarray(view.after.grey[where].astype(np.uint8))
    return bool(zxingcpp.read_barcodes(shown))


def _size(item: Item) -> float:
    """Size of an item's characters, in points: its tallest or widest glyph."""
    sides = []
    for quad in item.quads:
        xs, ys = [p[0] for p in quad], [p[1] for p in quad]
        sides += [max(xs) - min(xs), max(ys) - min(ys)]
    return max(sides)


def _at(chars: Sequence[PageChar], glyph: str, quad: Quad, size: float) -> list[PageChar]:
    """Characters of a text layer that are ``glyph`` and stand at the quad."""
    xs, ys = [p[0] for p in quad], [p[1] for p in quad]
    middle = (min(ys) + max(ys)) / 2
    left, right = min(xs) - 0.3 * size, max(xs) + 0.3 * size
    return [c for c in chars if c.text == glyph and left <= c.x <= right and c.y0 <= middle <= c.y1]


def _read_in_place(chars: Sequence[PageChar], item: Item) -> bool:
    """Whether the text layer still says an item's text where it stood.

    Two characters in a row, so that a token's letter over the same letter is none; for a
    name of two, one is too much.
    """
    size, run = _size(item), 0
    enough = 1 if len(item.quads) <= 2 else 2
    for glyph, quad in zip(item.inked, item.quads, strict=True):
        run = run + 1 if _at(chars, glyph, quad, size) else 0
        if run >= enough:
            return True
    return False


def _text_stayed(before: Sequence[PageChar], after: Sequence[PageChar], item: Item) -> bool:
    """Whether each character that the original's text layer had is still in its place."""
    size = _size(item)
    for glyph, quad in zip(item.inked, item.quads, strict=True):
        for old in _at(before, glyph, quad, size):
            near = (
                abs(new.x - old.x) + abs(new.y0 - old.y0) for new in _at(after, glyph, quad, size)
            )
            if min(near, default=99.0) > _MOVED_PT:
                return False
    return True
