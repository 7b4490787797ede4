"""Places where an own value must be expected, and what stands there could not be read.

姓名：〰〰〰          a field of the holder's, with ink that reads as nothing
王伟 1234   ▒▒34    a slanting mark that says the name again and again, once half hidden
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from redactor.datatypes import Char, Entity, PageReading, PageText
from redactor.geometry import Point, PtQuad
from redactor.recognise.flow import Layout, Piece, lay_out
from redactor.recognise.lexicon import SELF_LABELS
from redactor.textnorm import folded

_POOR = 0.75  # mean score: below it a value is a guess
_LEAST = 2  # characters
_ROOM = 20.0  # heights to the right of a label that its value takes at most
_LEVEL = 1.5  # heights that handwriting leaves its line by
_SLANT_DEG = 6.0  # from the other lines: scans and stamps lie askew by less
_ALIKE_DEG = 4.0
_BESIDE = 2.2  # heights from the last character of a mark's beginning to the first of its end
_COPIES = 2  # of a mark, from which on there are more
_WRITTEN = re.compile(r"(?:手写|亲笔|手书)[\u4e00-\u9fff]{0,6}:$")
_LABELS = tuple(
    SELF_LABELS[e] for e in (Entity.NAME, Entity.ID_NUMBER, Entity.PHONE, Entity.EMPLOYER)
)


@dataclass(frozen=True, slots=True)
class _Line:
    degrees: float  # off the page's other lines, -90 to 90
    quads: tuple[PtQuad, ...]


def has_unread_field(page: PageReading, settled: Sequence[PtQuad]) -> bool:
    """Whether ink that nobody can read stands in a field of the holder's.

    ``settled``: what goes, or is asked about. Handwriting that a label announces counts wherever
    it stands on the page.
    """
    if not page.poor:
        return False
    layout = lay_out(page.text)
    places = [layout.place(q.centre) for q in settled]
    poor = [layout.place(q.centre) for q in page.poor]
    for piece in layout.pieces:
        text = folded(piece.text)
        if _WRITTEN.search(text):
            return True
        if any(label.search(text) for label in _LABELS):
            room = _room(layout, piece)
            if _within(room, poor) and not _within(room, places):
                return True
    return False


def _room(layout: Layout, label: Piece) -> tuple[float, float, float, float]:
    """Where the value of a label stands: to its right, up to the next text that reads well."""
    end = label.u1 + _ROOM * label.height
    for other in layout.in_row(label.row):
        if other.u0 >= label.u1 and _score(layout.page.chars[other.start : other.end]) >= _POOR:
            end = min(end, other.u0)
    middle, reach = (label.v0 + label.v1) / 2, _LEVEL * label.height
    return label.u1, end, middle - reach, middle + reach


def _within(room: tuple[float, float, float, float], places: Sequence[Point]) -> bool:
    u0, u1, v0, v1 = room
    return any(u0 <= u <= u1 and v0 <= v <= v1 for u, v in places)


def _score(chars: Sequence[Char]) -> float:
    scores = [c.score for c in chars if c.quad is not None]
    return sum(scores) / len(scores) if scores else 0.0


def has_unread_watermark(page: PageReading, settled: Sequence[PtQuad]) -> bool:
    """Whether a slanting mark that says an own value may stand once more where it was not read.

    What slants like it and does not say it is the rest of one: a stamp hides its beginning.
    """
    own = frozenset(settled)
    slanting = [one for one in _lines(page.text) if abs(one.degrees) >= _SLANT_DEG]
    says = [one for one in slanting if any(q in own for q in one.quads)]
    if len(says) < _COPIES:
        return False
    usual = median(one.degrees for one in says)
    rests = [o for o in slanting if o not in says and abs(o.degrees - usual) <= _ALIKE_DEG]
    return any(not any(_goes_on(one, rest) for one in says) for rest in rests)


def _goes_on(one: _Line, rest: _Line) -> bool:
    """Whether ``rest`` is the end of a mark whose beginning is read as a line of its own."""
    near = _BESIDE * math.dist(one.quads[-1].tl, one.quads[-1].bl)
    return math.dist(one.quads[-1].centre, rest.quads[0].centre) <= near


def _lines(text: PageText) -> Iterator[_Line]:
    """Lines of at least two characters, with the angle that they rise or fall by."""
    sides = [(c.quad.tl, c.quad.tr) for c in text.chars if c.quad is not None]
    across = sum(b[0] - a[0] for a, b in sides), sum(b[1] - a[1] for a, b in sides)
    level = math.degrees(math.atan2(across[1], across[0]))
    for _, group in groupby(text.chars, key=lambda c: c.line):
        quads = tuple(c.quad for c in group if c.quad is not None)
        if len(quads) < _LEAST:
            continue
        (x0, y0), (x1, y1) = quads[0].centre, quads[-1].centre
        # A piece of a mark may be read upside down: only the slant counts.
        off = math.degrees(math.atan2(y1 - y0, x1 - x0)) - level
        yield _Line((off + 90) % 180 - 90, quads)
