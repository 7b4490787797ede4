"""What a page draws in lines: how far each piece truly reaches, and in which colour.

MuPDF's filter tells a piece of line art by the hull of its control points, grown by as much as a
mitre might jut out: by several points for a pen's stroke. A signature's strokes would lie outside
its own mark, and the page would become a picture.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.datatypes import Ink
from redactor.erase.glyphs import Glyph
from redactor.frozen import frozen
from redactor.geometry import Point, PtBox, hull_box

Colour = Sequence[float]
T = TypeVar("T")

_SAME_PT = 0.1  # between two tellings of one place
_LEADS = 0.12  # of full light, by which a colour's own channel leads
_WHITE, _REACH_PT = 0.97, 1.0
_RULING_PT, _LEVEL_PT = 36.0, 0.5  # a ruling's least length; by what its ends may differ
_STEPS = np.linspace(0, 1, 17)[:, None]


@frozen
class Shape:
    """A painted piece: where its ink is, and its colours."""

    box: PtBox
    colours: tuple[Colour, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """A page's line art, looked up by what MuPDF's filter tells of a piece: its hull's middle."""

    by_place: Mapping[tuple[int, int], Shape]

    @classmethod
    def of(cls, page: pymupdf.Page) -> Shapes:
        drawn = page.get_drawings()
        return cls({_cell(PtBox(*d["rect"]).centre): _shape(d) for d in drawn})

    def box(self, art: PtBox) -> PtBox:
        """Where the ink of a piece is; the hull itself where it is not known."""
        shape = _near(self.by_place, art.centre)
        return art if shape is None else shape.box

    def is_of(self, art: PtBox, inks: Iterable[Ink]) -> bool:
        """Whether a piece is in the colour of one of ``inks`` and lies where that goes."""
        shape = _near(self.by_place, art.centre)
        if shape is None:
            return False
        near = [ink for ink in inks if _is_in(shape.box, hull_box(ink.parts).grown(_REACH_PT))]
        return bool(near) and all(_goes(c, shape.box.centre, near) for c in shape.colours)


def rulings_of(page: pymupdf.Page) -> list[PtBox]:
    """Long level and upright lines, alone or as the sides of a frame: no character has such."""
    found = []
    for drawn in page.get_drawings():
        half = (drawn["width"] or 0.0) / 2 + _LEVEL_PT
        for item in drawn["items"]:
            if item[0] == "c":
                continue
            corners = _points(item)
            if len(corners) == 4:
                corners = corners[[0, 1, 3, 2, 0]]  # PyMuPDF has them row by row
            for side in itertools.pairwise(corners):
                (x0, y0), (x1, y1) = np.min(side, axis=0), np.max(side, axis=0)
                if min(x1 - x0, y1 - y0) <= _LEVEL_PT and max(x1 - x0, y1 - y0) >= _RULING_PT:
                    found.append(PtBox(*map(float, (x0, y0, x1, y1))).grown(half))
    return found


def glyphs_of_inks(
    page: pymupdf.Page, glyphs: Sequence[Glyph], inks: Sequence[Ink]
) -> frozenset[int]:
    """Glyphs in the colour of one of ``inks``, with their middle where that goes."""
    if not inks:
        return frozenset()
    colours = {
        _cell(origin): span["color"]
        for span in page.get_texttrace()
        for _, _, origin, _ in span["chars"]
    }
    return frozenset(
        i
        for i, glyph in enumerate(glyphs)
        if (colour := _near(colours, glyph.origin)) is not None
        and _goes(colour, glyph.box.centre, inks)
    )


def _is_in(box: PtBox, whole: PtBox) -> bool:
    return PtBox.around((box, whole)) == whole


def _goes(colour: Colour, at: Point, inks: Iterable[Ink]) -> bool:
    return any(
        (_leads(colour, ink.colour) or _is_white(colour))
        and any(part.contains(at) for part in ink.parts)
        for ink in inks
    )


def _leads(colour: Colour, ink: str) -> bool:
    if len(colour) == 4:
        colour = [(1 - c) * (1 - colour[3]) for c in colour[:3]]
    if len(colour) != 3:
        return False
    own, *others = colour if ink == "red" else reversed(colour)
    return own - max(others) >= _LEADS


def _is_white(colour: Colour) -> bool:
    """As characters are that a stamp's field leaves bare: without that they stay, unseen."""
    light = [1 - c for c in colour] if len(colour) == 4 else colour
    return min(light) >= _WHITE


def _shape(drawn: Mapping[str, Any]) -> Shape:
    points = np.concatenate([_points(item) for item in drawn["items"]])
    half = (drawn["width"] or 0.0) / 2
    box = PtBox(*points.min(axis=0).tolist(), *points.max(axis=0).tolist()).grown(half)
    return Shape(box, tuple(c for c in (drawn["color"], drawn["fill"]) if c is not None))


def _points(item: Sequence[Any]) -> NDArray[np.float64]:
    """Points on a piece of a path, so close that none of it lies far from all."""
    kind, *rest = item
    if kind == "c":
        p, q, r, s = (np.array(point, float) for point in rest)
        t = _STEPS
        on = (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t**2 * r + t**3 * s
        return np.asarray(on, float)
    if kind == "l":
        return np.array([tuple(point) for point in rest], float)
    quad = rest[0] if kind == "qu" else rest[0].quad
    return np.array([tuple(point) for point in quad], float)


def _cell(at: Point) -> tuple[int, int]:
    return round(at[0] / _SAME_PT), round(at[1] / _SAME_PT)


def _near(by_place: Mapping[tuple[int, int], T], at: Point) -> T | None:
    x, y = _cell(at)
    cells = ((x + a, y + b) for a in (0, -1, 1) for b in (0, -1, 1))
    return next((by_place[cell] for cell in cells if cell in by_place), None)
