"""Lines in reading order, as the characters of a ``PageText``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from redactor.datatypes import Char, TextSource
from redactor.geometry import Point, PtQuad
from redactor.ocr.strips import Corners, size_of, slant

_WIDE_GAP = 1.5  # line heights: a gap in a row wider than this is a "\t"
_SAME_ROW = 0.5  # of the smaller of two heights: how far apart middles of one row may be


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character of a line; ``corners`` in pixels, None for a space."""

    char: str = field(repr=False)
    score: float
    corners: tuple[Point, ...] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One detected line as read. ``corners``: its rectangle in pixels, as it lies on the page."""

    corners: Corners
    glyphs: tuple[Glyph, ...]

    @property
    def confidence(self) -> float:
        scores = [g.score for g in self.glyphs if g.corners is not None]
        return float(np.mean(scores)) if scores else 0.0


def rows_of(lines: Sequence[Line]) -> list[list[int]]:
    """Indices of ``lines`` row by row from the top, each row from the left."""
    angle = slant([line.corners for line in lines])
    cos, sin = np.cos(angle), np.sin(angle)
    places = []
    for i, line in enumerate(lines):
        x, y = line.corners.mean(axis=0).tolist()
        left = min(float(cx * cos + cy * sin) for cx, cy in line.corners)
        across = min(size_of(line.corners))
        places.append((y * cos - x * sin, left, across, i))
    rows: list[list[tuple[float, float, float, int]]] = []
    for place in sorted(places):
        row = rows[-1] if rows else []
        middle = float(np.mean([p[0] for p in row])) if row else 0.0
        height = min([place[2], *(p[2] for p in row)])
        if row and place[0] - middle <= _SAME_ROW * height:
            row.append(place)
        else:
            rows.append([place])
    return [[place[3] for place in sorted(row, key=lambda p: p[1])] for row in rows]


def _separator(text: str, line: int) -> Char:
    return Char(text, None, 1.0, line, TextSource.OCR)


def _line_chars(line: Line, number: int, quads: Sequence[PtQuad | None]) -> Iterator[Char]:
    """Characters of one line, with a tab where white lies between them."""
    wide = _WIDE_GAP * min(size_of(line.corners))
    last: tuple[Point, ...] | None = None
    for glyph, quad in zip(line.glyphs, quads, strict=True):
        if glyph.corners is not None:
            if last is not None and _distance(last, glyph.corners) > wide:
                yield _separator("\t", number)
            last = glyph.corners
        yield Char(glyph.char, quad, glyph.score, number, TextSource.OCR)


def _distance(a: tuple[Point, ...], b: tuple[Point, ...]) -> float:
    """White between two glyphs of a line, in pixels, from right side to left side."""
    ax, ay = (a[1][0] + a[2][0]) / 2, (a[1][1] + a[2][1]) / 2
    bx, by = (b[0][0] + b[3][0]) / 2, (b[0][1] + b[3][1]) / 2
    return float(np.hypot(bx - ax, by - ay))


def page_chars(lines: Sequence[Line], quads: Sequence[Sequence[PtQuad | None]]) -> tuple[Char, ...]:
    """All lines as one sequence; ``quads[i][k]`` belongs to glyph ``k`` of line ``i``."""
    out: list[Char] = []
    number = 0
    for row in rows_of(lines):
        for i in row:
            if i != row[0]:
                out.append(_separator("\t", number - 1))
            out.extend(_line_chars(lines[i], number, quads[i]))
            number += 1
        out.append(_separator("\n", number - 1))
    return tuple(out)
