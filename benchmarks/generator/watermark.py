"""A viewer's mark across a page, as office programs print it: slanted, grey, again and again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.generator.canvas import Canvas, Colour, Span, Turn
from benchmarks.truth import Point, Quad

_GREY: Colour = (0.70, 0.70, 0.70)
_CLEAR_PT = 1.2  # between the mark and other ink
_STEP_PT = 4.0


def turned(quad: Quad, turn: Turn) -> Quad:
    """The corners after a turn."""
    cos, sin = math.cos(math.radians(turn.degrees)), math.sin(math.radians(turn.degrees))

    def moved(point: Point) -> Point:
        dx, dy = point[0] - turn.x, point[1] - turn.y
        return turn.x + dx * cos - dy * sin, turn.y + dx * sin + dy * cos

    tl, tr, br, bl = (moved(corner) for corner in quad)
    return tl, tr, br, bl


def slanted(c: Canvas, x: float, y: float, spans: Sequence[Span], size: float, up: float) -> None:
    """Draw a line of spans from ``x``, ``y`` that rises by ``up`` degrees; labels turn with it.

    The characters stand apart, so that their upright boxes do not meet.
    """
    turn = Turn(x, y, -up)
    first_glyph, first_item = len(c.glyphs), len(c.items)
    grey = [replace(span, colour=_GREY) for span in spans]
    c.text(x, y, grey, size=size, face="sans", tracking=_tracking(size, up))
    c.glyphs[first_glyph:] = [replace(g, turn=turn) for g in c.glyphs[first_glyph:]]
    c.items[first_item:] = [
        replace(item, quads=tuple(turned(q, turn) for q in item.quads))
        for item in c.items[first_item:]
    ]


def _tracking(size: float, up: float) -> float:
    return size * (0.06 + math.sin(math.radians(up)))


def tile(c: Canvas, spans: Sequence[Span], *, size: float = 9.0, up: float = 16.0) -> int:
    """Repeat the mark in staggered rows; how many were drawn.

    A mark that would lie on other ink moves to the nearest free place, or is left out: the
    truth of a glyph that shares its box with another could not be scored. Call it last.
    """
    width = c.measure([replace(s, face="sans") for s in spans], size)
    width += sum(len(s.text) for s in spans) * _tracking(size, up)
    blocked = _inked(c)
    drawn = 0
    pitch_x, pitch_y = max(width * 1.5, 205.0), 138.0
    for row in range(int(c.height / pitch_y) + 1):
        for column in range(-1, int(c.width / pitch_x) + 1):
            x = 30 + (column + (row % 2) / 2) * pitch_x
            place = _free(c, x, 52 + row * pitch_y, width, size, up, blocked)
            if place is not None:
                slanted(c, *place, spans, size, up)
                blocked.append(_bounds(*place, width, size, up))
                drawn += 1
    return drawn


_Box = tuple[float, float, float, float]


def _bounds(x: float, y: float, width: float, size: float, up: float) -> _Box:
    """The upright box of a slanted line."""
    quad: Quad = (
        (x, y - size),
        (x + width, y - size),
        (x + width, y + size * 0.2),
        (x, y + size * 0.2),
    )
    corners = turned(quad, Turn(x, y, -up))
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _inked(c: Canvas) -> list[_Box]:
    """Boxes of all that was drawn; of slanting lines none are looked for."""
    boxes = [
        (g.x, g.y - g.size * 0.9, g.x + g.size, g.y + g.size * 0.2)
        for g in c.glyphs
        if not g.char.isspace()
    ]
    boxes += [(s.x0, s.y0, s.x1, s.y1) for s in c.strokes if not s.fill]
    boxes += [(p.x0, p.y0, p.x1, p.y1) for p in c.pictures]
    return boxes


def _free(
    c: Canvas, x: float, y: float, width: float, size: float, up: float, blocked: list[_Box]
) -> tuple[float, float] | None:
    """The free place nearest to ``x``, ``y`` within half a row."""
    boxes = np.array(blocked)
    reach = [n * _STEP_PT for n in range(-9, 10)]
    shifts = sorted(((dx, dy) for dx in reach for dy in reach), key=lambda s: s[0] ** 2 + s[1] ** 2)
    for dx, dy in shifts:
        low, high = np.reshape(_bounds(x + dx, y + dy, width, size, up), (2, 2))
        if (low < 10).any() or (high > (c.width - 10, c.height - 10)).any():
            continue
        apart = (boxes[:, 2:] < low - _CLEAR_PT) | (boxes[:, :2] > high + _CLEAR_PT)
        if apart.any(axis=1).all():
            return x + dx, y + dy
    return None
