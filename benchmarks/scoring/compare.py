"""One page of the original beside the finished one: what of each item is left or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import zxingcpp

from benchmarks.scoring.carriers import stray_text
from benchmarks.scoring.changes import changes
from benchmarks.scoring.pages import PageChar, PageImage
from benchmarks.scoring.pixels import LEAK_SHARE, Comparison, inside, window
from benchmarks.truth import ASK, KEEP, OPEN, REDACT, Item, Quad

_PICTURE_KEPT = 0.85
_MOVED_PT = 0.6
_MARK_SHOWS = 60.0  # grey levels below the paper
_MARK_SHARE = 0.02  # of a glyph's box: a neighbour's comma reaches into it by less
_REACH = 0.45  # of a character's size: how far around it a mark may reach


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong; ``what`` is a fixed word, and no value of anybody is in it."""

    kind: str  # "leak" or "damage"
    what: str
    page: int | None = None
    category: str = ""
    trap: str = ""


class PageComparison:
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

    def outcomes(self) -> list[str]:
        """What is wrong with each item, empty for nothing; for one to ask about, how it changed."""
        return [self._outcome(item) for item in self.items]

    def _outcome(self, item: Item) -> str:
        if item.expected == OPEN:
            return ""
        return self._leak(item) if item.expected == REDACT else self._damage(item)

    def rows_of_people(self) -> list[tuple[int, list[int]]]:
        """Each own name that stands in a line with others' names: its index, and theirs."""
        people = [n for n, i in enumerate(self.items) if i.category == "name"]
        rows = []
        for own in people:
            item = self.items[own]
            row = [n for n in people if _other_beside(item, self.items[n])]
            if row and item.expected == REDACT:
                rows.append((own, row))
        return rows

    def countable(self, own: int, others: Sequence[int], found: Sequence[str]) -> bool:
        """Whether a mark holds the own place in a row of people and nobody else is gone."""
        if any(found[n] for n in others if self.items[n].expected == KEEP):
            return False
        item = self.items[own]
        return bool(found[own]) or any(self._marked(quad) for quad in item.quads)

    def _marked(self, quad: Quad) -> bool:
        """Whether anything but paper shows where a glyph was."""
        where = window(self.new, quad, 0.0)
        mine = inside(self.new, quad, where)
        paper = float(np.percentile(self.new.grey[::8, ::8], 90))
        dark = (self.new.grey[where] < paper - _MARK_SHOWS) & mine
        return bool(dark.sum() > _MARK_SHARE * mine.sum())

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


def _other_beside(own: Item, item: Item) -> bool:
    """Whether an item is another person's and in line: half of the lower one's height is shared."""
    (a0, a1), (b0, b1) = _rows(own), _rows(item)
    in_line = min(a1, b1) - max(a0, b0) > 0.5 * min(a1 - a0, b1 - b0)
    return item.owner == "other" and in_line


def _rows(item: Item) -> tuple[float, float]:
    ys = [y for quad in item.quads for _, y in quad]
    return min(ys), max(ys)


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
