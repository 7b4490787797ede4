"""Text layer and OCR of one page made into one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from redactor.datatypes import Char, PageText
from redactor.geometry import hull_box
from redactor.read.fonts import similarity
from redactor.rows import to_page_text

_SAME_TEXT = 0.5  # below it, layer and OCR speak of different things at one place
_MIN_COMPARED = 3  # characters; fewer say too little


def merge(page_no: int, layer: Sequence[Char], ocr: Sequence[Char]) -> PageText:
    """Both readings in one order; where they speak of the same characters, the layer's stay.

    Where they contradict each other, both stay: a value of either must be found.
    """
    said = pieces(layer)
    seen = [rest for piece in pieces(ocr) for rest in _not_said(piece, said)]
    return to_page_text(page_no, [*said, *seen])


def pieces(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by printed piece, without the separators between pieces."""
    out: list[list[Char]] = [[]]
    for char in chars:
        if out[-1] and (char.text in "\t\n" or char.line != out[-1][-1].line):
            out.append([])
        if char.text not in "\t\n":
            out[-1].append(char)
    return [piece for piece in out if any(c.quad is not None for c in piece)]


def seen_there(piece: Sequence[Char], ocr: Sequence[Char]) -> tuple[str, float]:
    """What OCR read where a piece of the layer stands, and its mean score."""
    box = hull_box([c.quad for c in piece if c.quad is not None])
    there = [c for c in ocr if c.quad is not None and _within(c, box.x0, box.y0, box.x1, box.y1)]
    score = sum(c.score for c in there) / len(there) if there else 0.0
    return "".join(c.text for c in there), score


def _within(char: Char, x0: float, y0: float, x1: float, y1: float) -> bool:
    if char.quad is None:
        return False
    x, y = char.quad.centre
    return x0 <= x <= x1 and y0 <= y <= y1


def _not_said(piece: list[Char], said: Sequence[list[Char]]) -> Iterator[list[Char]]:
    """The parts of a line of OCR that the layer does not hold."""
    flat = [c for line in said for c in line if c.quad is not None]
    if not flat:
        yield piece
        return
    hit = _layer_below(piece, flat)
    below = [flat[i] for i in dict.fromkeys(i for i in hit if i is not None)]
    covered = [c for c, i in zip(piece, hit, strict=True) if i is not None]
    if len(covered) >= _MIN_COMPARED:
        texts = ["".join(c.text for c in part) for part in (below, covered)]
        if similarity(*texts) < _SAME_TEXT:
            yield piece
            return
    part: list[Char] = []
    for char, i in zip(piece, hit, strict=True):
        if i is None:
            part.append(char)
        elif part:
            yield part
            part = []
    if any(c.quad is not None for c in part):
        yield part


def _layer_below(piece: Sequence[Char], layer: Sequence[Char]) -> list[int | None]:
    """For each character of OCR, the character of the layer that its centre lies on."""
    boxes = np.array(
        [(q.box.x0, q.box.y0, q.box.x1, q.box.y1) for c in layer if (q := c.quad) is not None]
    )
    out: list[int | None] = []
    for char in piece:
        if char.quad is None:
            out.append(out[-1] if out else None)
            continue
        x, y = char.quad.centre
        grow = 0.15 * (boxes[:, 3] - boxes[:, 1])
        inside = (
            (boxes[:, 0] - grow <= x)
            & (x <= boxes[:, 2] + grow)
            & (boxes[:, 1] - grow <= y)
            & (y <= boxes[:, 3] + grow)
        )
        found = np.flatnonzero(inside)
        if not found.size:
            out.append(None)
            continue
        centres = (boxes[found, :2] + boxes[found, 2:]) / 2
        out.append(int(found[np.argmin(np.abs(centres - (x, y)).sum(axis=1))]))
    return out
