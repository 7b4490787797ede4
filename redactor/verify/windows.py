"""The part of a line of print that the second reading looks at: round the marks.

    ……评审委员会推荐 [姓名] 同志参加评审，材料齐全……     a line
          └─ 40 pt ─ mark ─ 40 pt ─┘                     what must be read
        └────────── window ───────────┘                  cut between characters, further out

A window is taken at its word only where it reads what the page's text says there, and no part of
an own value stands at its ends; else the line is read from end to end.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from redactor.datatypes import PageText
from redactor.geometry import PtBox
from redactor.textnorm import folded
from redactor.verify.orders import Glyph

_BEYOND = 0.8, 2.5  # line heights beyond what must be read, between which a line is cut
_MOSTLY = 0.85  # of the line: windows as wide spare nothing
_ALIKE = 0.8  # share of equal characters; print that is read well has 0.95 and more
_PART = 2  # characters: of a value that begins where it must be seen so many lie in the window
_NOT_TEXT = ("Co", "Cs", "Cn", "Cc")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of print and its characters, from left to right."""

    box: PtBox
    chars: tuple[Glyph, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Window:
    """What is read of a line."""

    line: PrintedLine
    box: PtBox
    # The line's characters that stand there, and what the page's text says by them.
    chars: tuple[Glyph, ...] = field(init=False, repr=False, compare=False)
    said: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        chars = tuple(c for c in self.line.chars if c.box and self._holds(*c.box.centre))
        object.__setattr__(self, "chars", chars)
        object.__setattr__(self, "said", "".join(c.text for c in once(chars)))

    @property
    def is_cut(self) -> bool:
        """Whether the line goes on beyond it."""
        return self.box != self.line.box

    def is_read_by(self, page: PageText) -> bool:
        """Whether ``page``, a reading of the window, sees there what the text says."""
        return fuzz.ratio(folded(self.said), folded(self._seen(page))) >= 100 * _ALIKE

    def cuts_one_of(self, values: Sequence[str], page: PageText | None = None) -> bool:
        """Whether one of ``values`` (folded letters and digits) may go on beyond the window, by
        what is said there or, where it was read, seen.
        """
        head, tail = self.box.x0 != self.line.box.x0, self.box.x1 != self.line.box.x1
        told = [self.said] if page is None else [self._seen(page), self.said]
        texts = ["".join(filter(str.isalnum, folded(text))) for text in told]
        return any(
            _is_part(text, value, head=head, tail=tail) for text in texts for value in values
        )

    def _seen(self, page: PageText) -> str:
        return "".join(c.text for c in page.chars if c.quad and self._holds(*c.quad.centre))

    def _holds(self, x: float, y: float) -> bool:
        box = self.box
        return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _is_part(text: str, value: str, *, head: bool, tail: bool) -> bool:
    """Whether ``text``, cut at its head or tail, holds part of ``value`` there."""
    if head and tail and len(text) >= _PART and text in value:
        return True
    return any(
        (tail and text.endswith(value[:k])) or (head and text.startswith(value[-k:]))
        for k in range(_PART, len(value))
    )


def windows_of(lines: Sequence[PrintedLine], regions: Sequence[PtBox]) -> Iterator[Window]:
    """What is to be read of the lines that reach into ``regions``, those left out that do not."""
    for line in lines:
        here = [region for region in regions if region.overlap(line.box) > 0]
        if not here:
            continue
        spans = list(_spans(line, here)) if _is_text(line) else []
        if not spans or sum(b - a for a, b in spans) > _MOSTLY * line.box.width:
            yield Window(line, line.box)
        else:
            yield from (Window(line, PtBox(a, line.box.y0, b, line.box.y1)) for a, b in spans)


def _is_text(line: PrintedLine) -> bool:
    """Whether every code point can be text: of others nobody knows what they show."""
    return not any(
        char == "\ufffd" or unicodedata.category(char) in _NOT_TEXT
        for glyph in line.chars
        for char in glyph.text
    )


def _spans(line: PrintedLine, regions: Sequence[PtBox]) -> Iterator[tuple[float, float]]:
    """From where to where the line is read; spans that meet are one."""
    borders = list(_borders(line.chars))
    near, far = (share * line.box.height for share in _BEYOND)
    span: tuple[float, float] | None = None
    for region in sorted(regions, key=lambda r: r.x0):
        start = _cut(borders, region.x0 - near, region.x0 - far, line.box.x0)
        end = _cut(borders, region.x1 + near, region.x1 + far, line.box.x1)
        if span is None or start > span[1]:
            if span is not None:
                yield span
            span = start, end
        else:
            span = span[0], max(span[1], end)
    if span is not None:
        yield span


def _borders(chars: Sequence[Glyph]) -> Iterator[tuple[float, float]]:
    """Where a line may be cut, and how wide the gap is there."""
    boxes = [c.box for c in chars if c.box is not None]
    right = boxes[0].x1
    for before, box in pairwise(boxes):
        right = max(right, before.x1)
        yield (right + box.x0) / 2, box.x0 - right


def _cut(borders: Sequence[tuple[float, float]], near: float, far: float, line_end: float) -> float:
    """The widest gap between two places, of equal ones the nearest; without one the line's end."""
    low, high = sorted((near, far))
    found = [(round(gap), -abs(at - near), at) for at, gap in borders if low <= at <= high]
    return max(found)[2] if found else line_end


def once(chars: Iterable[Glyph]) -> Iterator[Glyph]:
    """The characters, those drawn again to look bold left out."""
    last: Glyph | None = None
    for char in chars:
        if last is None or char.text != last.text or not _is_same_place(char.box, last.box):
            yield char
        last = char


def _is_same_place(a: PtBox | None, b: PtBox | None) -> bool:
    return a is not None and b is not None and abs(a.x0 - b.x0) < 0.5 * a.width
