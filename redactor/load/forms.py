"""Form XObjects that draw each other: a small file can ask for endless drawing.

A form that draws the next one three times, twenty deep, is drawn 3**20 times: no limit on pages,
pixels or bytes sees that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pymupdf

_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do(?![^\s/<>\[\](){}%])")
_REFERENCE = re.compile(r"/([^\s/<>\[\](){}%]+)\s*(\d+) \d+ R")
_A_DRAW = 2000  # bytes of content that cost as much as entering a form
_MOST = 100_000_000  # bytes of content, each form counted as often as it is drawn
_MOST_TIMES = 100  # … unless the file itself says so much: maps draw one symbol many times
_MOST_DEEP = 100  # forms inside forms


def draws_too_much(document: pymupdf.Document, page: pymupdf.Page) -> bool:
    """Whether a page draws its forms out of all proportion to what the file says."""
    forms = {name: xref for xref, name, invoker, _ in page.get_xobjects() if not invoker}
    if not any(_forms_in(document, xref) for xref in forms.values()):
        return False  # no form inside another
    tree = _Tree(document)
    work = tree.work(page.read_contents(), forms, 0)
    return work > max(_MOST, _MOST_TIMES * tree.said)


def _forms_in(document: pymupdf.Document, xref: int) -> dict[str, int]:
    """The forms and pictures that a form can draw, by name."""
    kind, value = document.xref_get_key(xref, "Resources/XObject")
    if kind == "xref":
        value = document.xref_object(int(value.split()[0]), compressed=True)
    return {name: int(number) for name, number in _REFERENCE.findall(value)}


@dataclass(slots=True)
class _Tree:
    """Forms as they draw each other. ``said``: bytes of content, each stream counted once."""

    document: pymupdf.Document
    said: int = 0
    known: dict[tuple[int, int], float] = field(default_factory=dict)  # by form and depth
    drawn: dict[int, tuple[int, Counter[int]]] = field(default_factory=dict)
    above: list[int] = field(default_factory=list)

    def work(self, content: bytes, forms: Mapping[str, int], depth: int) -> float:
        """What drawing the content costs, with all that it draws."""
        return self._cost(*self._told(content, forms), depth)

    def _cost(self, length: int, drawn: Counter[int], depth: int) -> float:
        inner = sum(count * self._work_of(xref, depth + 1) for xref, count in drawn.items())
        return _A_DRAW + length + inner

    def _told(self, content: bytes, forms: Mapping[str, int]) -> tuple[int, Counter[int]]:
        self.said += len(content)
        return len(content), Counter(forms[name] for name in _names(content) if name in forms)

    def _work_of(self, xref: int, depth: int) -> float:
        if depth > _MOST_DEEP:
            # Where a form draws itself, MuPDF stops at once, and PDFium some levels down: one
            # that does so twice is drawn 2**n times.
            in_circle = len(set(self.above)) < len(self.above)
            return 0.0 if in_circle else float("inf")
        if (xref, depth) not in self.known:
            if xref not in self.drawn:
                is_form = self.document.xref_get_key(xref, "Subtype")[1] == "/Form"
                content = (self.document.xref_stream(xref) or b"") if is_form else b""
                forms = _forms_in(self.document, xref) if is_form else {}
                self.drawn[xref] = self._told(content, forms)
            self.above.append(xref)
            self.known[xref, depth] = self._cost(*self.drawn[xref], depth)
            self.above.pop()
        return self.known[xref, depth]


def _names(content: bytes) -> Iterator[str]:
    return (name.decode("latin-1") for name in _DRAWN.findall(content))
