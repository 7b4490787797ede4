"""What is pressed on finished pages: seals in two scripts, and people's square name stamps.

A stream of its own draws them, so that all else on the pages stays as it was.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from benchmarks.generator.canvas import Canvas, Label, Picture
from benchmarks.generator.hands import SIGNED
from benchmarks.generator.impressions import (
    RED,
    Make,
    impression,
    random_make,
    ring_script,
    ring_text,
    stamp_text,
    turned_box,
)
from benchmarks.generator.script import Box, box_of, is_free
from benchmarks.truth import KEEP, OPEN, REDACT, Item

_TWO_SCRIPTS, _STAMPED = 0.4, 0.35  # shares: of seals; of names that are signed
_DPI = 300.0
_STRONG = 0.7  # a paler one is lost on a black and white copy
_FIELD = 0.8  # of a stamp's side: the characters, within the frame that may stay
_BESIDE_PT = 3.0
_PT_PER_MM = 72 / 25.4


def in_two_scripts(pages: Sequence[Canvas], rng: np.random.Generator) -> None:
    """Put seals with a ring of Mongolian script beside the Chinese one in place of some."""
    for canvas in pages:
        for index, body in canvas.seals.items():
            if rng.random() < _TWO_SCRIPTS:
                _pressed_again(canvas, index, body, rng)


def _pressed_again(canvas: Canvas, index: int, body: str, rng: np.random.Generator) -> None:
    old = canvas.pictures[index]
    box = (old.x0, old.y0, old.x1, old.y1)
    made = replace(random_make("bilingual", body, rng), turn_deg=0.0)
    made = replace(made, width_mm=(old.x1 - old.x0) / _PT_PER_MM)
    canvas.pictures[index] = Picture(_png(made, rng), *box)
    for number, item in enumerate(list(canvas.items)):
        if item.category == "seal_text" and _holds(box, box_of(item)):
            canvas.items[number] = replace(item, quads=ring_text(made, box))
            for quad in ring_script(made, box):
                canvas.mark((quad,), "", Label("script", "self", REDACT, "script_in_seal"))


def stamp_names(pages: Sequence[Canvas], rng: np.random.Generator) -> None:
    """Press square stamps beside names that are signed, the applicant's and others'."""
    for canvas in pages:
        for item in [i for i in canvas.items if i.category == "name" and i.trap in SIGNED]:
            if rng.random() < _STAMPED:
                _stamped(canvas, item, rng)


def _stamped(canvas: Canvas, item: Item, rng: np.random.Generator) -> None:
    made = random_make("stamp", stamp_text(item.text.replace("·", ""), rng), rng)
    made = replace(made, turn_deg=made.turn_deg / 2, strength=max(_STRONG, made.strength))
    side = made.width_mm * _PT_PER_MM
    place = _place(canvas, item, side, rng)
    if place is None:
        return
    data = _png(made, rng)
    with Image.open(io.BytesIO(data)) as image:
        half = image.width / 2 * 72 / _DPI  # it has grown where it is turned
    x, y = place
    is_own = item.expected == REDACT
    # Of an own one the frame may stay or go, as of a seal.
    whole = Label("seal", "self", OPEN, "own_stamp") if is_own else None
    canvas.picture(x - half, y - half, x + half, y + half, data, whole)
    size = side / 2 * (_FIELD if is_own else 1.0)
    quad = turned_box(place, (size, size), made.turn_deg)
    expected = REDACT if is_own else KEEP
    canvas.mark((quad,), "", Label("signature", item.owner, expected, "name_stamp"))


def _place(
    canvas: Canvas, item: Item, side: float, rng: np.random.Generator
) -> tuple[float, float] | None:
    """The middle of a stamp on free paper beside a name, else over the name; None for no room."""
    x0, y0, x1, y1 = box_of(item)
    half, middle = side / 2, (y0 + y1) / 2 + float(rng.normal(0, 0.1)) * side
    away = half + _BESIDE_PT
    for x, y in ((x1 + away, middle), (x0 - away, middle), (x1 + away, y1 + half), (x1, y0 - away)):
        if is_free(canvas, _around((x, y), half)):
            return x, y
    over = ((x0 + x1) / 2, middle)
    box = _around(over, half)
    others = [box_of(other) for other in canvas.items if other is not item]
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= canvas.width and box[3] <= canvas.height
    return over if inside and not any(_touch(box, other) for other in others) else None


def _around(middle: tuple[float, float], half: float) -> Box:
    x, y = middle
    return x - half, y - half, x + half, y + half


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] < x < outer[2] and outer[1] < y < outer[3]


def _png(made: Make, rng: np.random.Generator) -> bytes:
    out = io.BytesIO()
    impression(made, _DPI, RED, rng).save(out, "PNG")
    return out.getvalue()
