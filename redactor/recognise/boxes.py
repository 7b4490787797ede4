"""Numbers with one digit a cell: rows of lone figures at an even pitch.

Each figure is a line to OCR, and the row order of the page may put the next cell's date between
two of them; by their pitch they belong together all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redactor.datatypes import TextSource
from redactor.recognise.flow import Flow, Layout
from redactor.recognise.near import DIGIT_SLIPS
from redactor.textnorm import fold_char

_LEAST = 10  # figures: a phone number has eleven, and one may be lost
_STEP = (0.8, 4.0)  # heights from one figure to the next; within a printed number it is 0.6
_LOST = 2  # steps that a figure which was not read leaves
_GAP = 6  # and of an ID number, whose other boxes tell
_SURE = 6  # figures as the own number has them, to each that is not
_EVEN = 0.3  # how far a step may be off the usual one
_LEVEL = 0.5  # heights


@dataclass(frozen=True, slots=True)
class _Figure:
    place: int  # in page.chars
    u: float
    v: float
    height: float


def boxed_numbers(layout: Layout) -> Iterator[Flow]:
    """Rows of figures that stand in boxes of their own, each in its order."""
    free = sorted(_figures(layout), key=lambda f: f.u)
    while free:
        row = [free.pop(0)]
        while (found := _next(row, free)) is not None:
            row.append(found)
            free.remove(found)
        if len(row) >= _LEAST:
            index = tuple(f.place for f in row)
            yield Flow(index, "".join(layout.page.chars[i].text for i in index))


def boxed_id(layout: Layout, own: str) -> tuple[int, ...]:
    """Places of the figures of ``own`` (an ID number, folded) in boxes some of which were not read;
    empty where it is not there.

    The pitch tells which figure stands in which box: where most boxes are read as the own number
    has them it is no other's, however many are lost.
    """
    read = (f for f in _figures(layout) if layout.page.chars[f.place].source is TextSource.OCR)
    figures = sorted(read, key=lambda f: f.u)
    best: tuple[int, ...] = ()
    for n, first in enumerate(figures):
        for second in figures[n + 1 : n + 1 + _LOST]:
            row = _spaced(first, second, figures[n + 1 :])
            for shift in range(len(own) - row[-1][0]):
                same = [f.place for box, f in row if _says(layout, f) == own[box + shift]]
                enough = len(same) >= _LEAST and len(row) - len(same) <= len(same) // _SURE
                if enough and len(same) > len(best):
                    best = tuple(f.place for _, f in row)
    return best


def _spaced(
    first: _Figure, second: _Figure, others: Sequence[_Figure]
) -> list[tuple[int, _Figure]]:
    """Figures at the pitch from the first to the second, each with its box's number from 0."""
    row = [(0, first)]
    pitch = second.u - first.u
    for figure in others:
        box, last = row[-1]
        step = figure.u - last.u
        boxes = round(step / pitch) if pitch > 0 else 0
        low, high = (k * last.height for k in _STEP)
        level = abs(figure.v - last.v) <= _LEVEL * last.height and low <= pitch <= high
        if level and 1 <= boxes <= _GAP and abs(step - boxes * pitch) <= _EVEN * pitch:
            row.append((box + boxes, figure))
            pitch = (figure.u - first.u) / (box + boxes)
    return row


def _says(layout: Layout, figure: _Figure) -> str:
    return fold_char(layout.page.chars[figure.place].text).translate(DIGIT_SLIPS)


def _figures(layout: Layout) -> Iterator[_Figure]:
    """Figures of pieces that hold nothing else."""
    for piece in layout.pieces:
        if not (piece.text.isascii() and piece.text.replace(" ", "").isalnum()):
            continue
        wide = piece.u1 - piece.u0 > _STEP[0] * piece.height * (piece.end - piece.start - 1)
        if not wide:  # a printed number: most figures of a table are in one
            continue
        for i in range(piece.start, piece.end):
            quad = layout.page.chars[i].quad
            if quad is not None:
                u, v = layout.place(quad.centre)
                yield _Figure(i, u, v, math.dist(quad.tl, quad.bl))


def _next(row: Sequence[_Figure], free: Sequence[_Figure]) -> _Figure | None:
    """The figure that follows at the row's pitch."""
    last = row[-1]
    usual = sorted(b.u - a.u for a, b in zip(row, row[1:], strict=False))
    for figure in free:  # by u: the nearest first
        step = figure.u - last.u
        low, high = (k * last.height for k in _STEP)
        if abs(figure.v - last.v) > _LEVEL * last.height or not low <= step <= high:
            continue
        pitch = usual[len(usual) // 2] if usual else step
        if any(abs(step - n * pitch) <= _EVEN * pitch for n in range(1, _LOST + 1)):
            return figure
    return None
