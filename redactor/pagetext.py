"""The text of one page: characters with their boxes, packed while nobody looks at them.

A dense page has 1,700 characters; as records they take 1 MB, as arrays a tenth. A dossier is
held in memory whole, so its pages lie packed but for the few that are being worked on.
"""

from __future__ import annotations

import math
import weakref
from array import array
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from redactor.frozen import frozen
from redactor.geometry import PtQuad

_UNPACKED = 16  # pages whose characters lie ready: a short dossier is never packed
_NOWHERE = ((math.nan, math.nan),) * 4  # of a separator


class TextSource(StrEnum):
    """Where a character was read."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"


_SOURCES = tuple(TextSource)
_SOURCE_NO = {source: number for number, source in enumerate(_SOURCES)}


@frozen
class Char:
    """One code point on a page; ``quad`` is None for a separator we added."""

    text: str
    quad: PtQuad | None
    score: float  # 0 to 1; 1 for a text layer
    line: int  # characters of one printed line share it; unique on the page
    source: TextSource


@dataclass(frozen=True, slots=True)
class _Packed:
    """Characters without their text, in columns; ``quads`` has eight numbers for each."""

    quads: array[float]
    scores: array[float]
    lines: array[int]
    sources: bytes

    @classmethod
    def of(cls, chars: Sequence[Char]) -> Self:
        quads = array("d")
        for char in chars:
            for point in _NOWHERE if char.quad is None else char.quad.corners:
                quads.extend(point)
        return cls(
            quads,
            array("d", [c.score for c in chars]),
            array("i", [c.line for c in chars]),
            bytes([_SOURCE_NO[c.source] for c in chars]),
        )

    def chars(self, text: str) -> tuple[Char, ...]:
        rest = zip(text, self.scores, self.lines, self.sources, strict=True)
        numbers = [iter(self.quads)] * 8
        return tuple(
            Char(char, _quad(corners), score, line, _SOURCES[source])
            for corners, (char, score, line, source) in zip(
                zip(*numbers, strict=True), rest, strict=True
            )
        )


def _quad(corners: tuple[float, ...]) -> PtQuad | None:
    x0, y0, x1, y1, x2, y2, x3, y3 = corners
    if math.isnan(x0):
        return None
    return PtQuad((x0, y0), (x1, y1), (x2, y2), (x3, y3))


class PageText:
    r"""Characters in reading order; ``text[i]`` is ``chars[i].text``.

    Lines end in a ``"\\n"`` separator (quad None); a wide gap inside a row of a table is a
    ``"\\t"`` separator. Immutable. ``chars`` of one page are equal whenever they are asked for,
    but they need not be the same objects.
    """

    __slots__ = ("__weakref__", "_chars", "_packed", "page_no", "text")

    def __init__(self, page_no: int, chars: Iterable[Char]) -> None:
        """``page_no`` from 1, as a reader counts."""
        given = tuple(chars)
        if any(len(c.text) != 1 for c in given):
            raise ValueError("a Char holds exactly one code point")
        self.page_no = page_no
        self.text = "".join([c.text for c in given])
        self._packed: _Packed | None = None
        self._chars: tuple[Char, ...] | None = given
        _keep_ready(self)

    def __reduce__(self) -> tuple[object, ...]:
        return PageText, (self.page_no, self.chars)

    def __repr__(self) -> str:
        return f"PageText(page_no={self.page_no})"  # never the text: it is personal data

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PageText):
            return NotImplemented
        return (self.page_no, self.text, self.chars) == (other.page_no, other.text, other.chars)

    def __hash__(self) -> int:
        return hash((self.page_no, self.text))

    @property
    def chars(self) -> tuple[Char, ...]:
        ready = self._chars
        if ready is None:
            assert self._packed is not None  # only ``pack`` lets the characters go
            ready = self._chars = self._packed.chars(self.text)
            _keep_ready(self)
        return ready

    def pack(self) -> None:
        """Let go of the characters as records; they are made again when they are asked for."""
        if self._packed is None and self._chars is not None:
            self._packed = _Packed.of(self._chars)
        self._chars = None

    def quads(self, start: int, end: int) -> tuple[PtQuad, ...]:
        """Quads of ``text[start:end]``, one a character; separators have none."""
        return tuple(c.quad for c in self.chars[start:end] if c.quad is not None)


# The pages whose characters lie ready, the oldest first; they die with their dossier.
_ready: deque[weakref.ref[PageText]] = deque()


def _keep_ready(page: PageText) -> None:
    _ready.append(weakref.ref(page))
    while len(_ready) > _UNPACKED:
        oldest = _ready.popleft()()
        if oldest is not None:
            oldest.pack()
