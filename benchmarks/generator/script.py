"""Mongolian writing as a picture: words of no meaning, set in columns or side by side.

``script_words.png`` holds them one beside the other, drawn with Noto Sans Mongolian (OFL) with its
letters joined; the typeface itself is not needed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.generator.canvas import Canvas, Label
from benchmarks.generator.pictures import Rgb
from benchmarks.truth import ASK, OPEN, Item

_WORDS = Path(__file__).with_name("script_words.png")
_EM = 64.0  # pixels of a word's width in the picture, with its bows
_BOLD = 0.5  # share of blocks in a heavier cut
Plane = NDArray[np.uint8]
Box = tuple[float, float, float, float]


@cache
def _words() -> tuple[Plane, ...]:
    """The words upright, 255 for ink."""
    with Image.open(_WORDS) as picture:
        plane = 255 - np.asarray(picture.convert("L"), np.uint8)
    bare = np.concatenate([[True], plane.max(axis=0) < 40, [True]])
    ends = np.flatnonzero(np.diff(bare.astype(np.int8)))
    found = []
    for left, right in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
        word = plane[:, left:right]
        if right - left > 8:  # else a stroke that stands off its word
            found.append(word[: int(np.flatnonzero(word.max(axis=1) >= 40)[-1]) + 1])
    return tuple(found)


def script_row(count: int, rng: np.random.Generator, ink: Rgb = (20, 20, 20)) -> bytes:
    """Words side by side, their heads level, as over a letterhead (PNG on clear ground)."""
    return _png(_row(_drawn(count, rng)), ink)


def script_columns(columns: int, rng: np.random.Generator, ink: Rgb = (20, 20, 20)) -> bytes:
    """Columns of two or three words, as on signs and cards (PNG on clear ground)."""
    made = [_column(_drawn(int(rng.integers(2, 4)), rng)) for _ in range(columns)]
    return _png(_row(made), ink)


def script_line(room: float, rng: np.random.Generator) -> Plane:
    """Words that follow one another in one line laid on its side, as round a seal: ink 255.

    As many as have room, of a line ``room`` times as long as it is high.
    """
    words: list[Plane] = []
    for number in rng.permutation(len(_words())).tolist():
        more = [*words, _words()[number]]
        column = _column(more)
        if len(column) <= room * column.shape[1]:
            words = more
    return np.ascontiguousarray(np.rot90(_column(words)))


def _drawn(count: int, rng: np.random.Generator) -> list[Plane]:
    chosen = rng.choice(len(_words()), count, replace=False)
    words = [_words()[int(n)] for n in chosen]
    if rng.random() < _BOLD:
        words = [np.asarray(cv2.dilate(w, np.ones((3, 3), np.uint8)), np.uint8) for w in words]
    return words


def _row(words: list[Plane]) -> Plane:
    high = max(len(w) for w in words)
    gap = round(0.3 * _EM)
    padded = [np.pad(w, ((0, high - len(w)), (0, gap))) for w in words]
    return np.concatenate(padded, axis=1)


def _column(words: list[Plane]) -> Plane:
    wide = max(w.shape[1] for w in words)
    gap = round(0.25 * _EM)
    padded = [np.pad(w, ((0, gap), (0, wide - w.shape[1]))) for w in words]
    return np.concatenate(padded, axis=0)


def _png(plane: Plane, ink: Rgb) -> bytes:
    colour = np.broadcast_to(np.array(ink, np.uint8), (*plane.shape, 3))
    pixels = np.concatenate([colour, plane[..., None]], axis=2)
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels, np.uint8), "RGBA").save(out, "PNG")
    return out.getvalue()


# -- on finished pages ----------------------------------------------------------------------
_HIGH_PT = (26.0, 44.0)  # of a row over a name
_BESIDE_PT = 5.0  # between a row and the name that it repeats
_FAR_PT = 40.0  # from any name: nobody can tell what such a row repeats
_TRIES = 40


def bilingual(pages: Sequence[Canvas], rng: np.random.Generator) -> None:
    """Set rows beside employers' names, own and others', and one far from any, where there is room.

    They are labelled with what they repeat: an own one goes, another's stays, a lone one is asked
    about.
    """
    for canvas in pages:
        employers = [i for i in canvas.items if i.category == "employer" and not i.is_picture]
        for owner in ("self", "org"):
            for item in [i for i in employers if i.owner == owner and i.expected != OPEN][:1]:
                _beside(canvas, item, rng)
        _alone(canvas, rng)


def _beside(canvas: Canvas, item: Item, rng: np.random.Generator) -> None:
    x0, y0, _, y1 = box_of(item)
    data, width, high = _sized(rng)
    for top in (y0 - _BESIDE_PT - high, y1 + _BESIDE_PT):
        box = (x0, top, x0 + width, top + high)
        if is_free(canvas, box) and not _names_near(canvas, box, 2 * _BESIDE_PT, item):
            label = Label("script", item.owner, item.expected, "script_paired")
            canvas.picture(*box, data, label)
            return


def _alone(canvas: Canvas, rng: np.random.Generator) -> None:
    data, width, high = _sized(rng)
    for _ in range(_TRIES):
        x = float(rng.uniform(30, canvas.width - width - 30))
        y = float(rng.uniform(30, canvas.height - high - 30))
        box = (x, y, x + width, y + high)
        if is_free(canvas, box) and not _names_near(canvas, box, _FAR_PT, None):
            canvas.picture(*box, data, Label("script", "page", ASK, "script_alone"))
            return


def _sized(rng: np.random.Generator) -> tuple[bytes, float, float]:
    """A row, its width and height in points."""
    data = script_row(int(rng.integers(3, 6)), rng)
    with Image.open(io.BytesIO(data)) as row:
        high = float(rng.uniform(*_HIGH_PT))
        return data, high * row.width / row.height, high


def box_of(item: Item) -> Box:
    """The upright box round an item."""
    xs, ys = zip(*(corner for quad in item.quads for corner in quad), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def is_free(canvas: Canvas, box: Box) -> bool:
    """Whether nothing was drawn there, well inside the page."""
    x0, y0, x1, y1 = box
    if x0 < 20 or y0 < 20 or x1 > canvas.width - 20 or y1 > canvas.height - 30:
        return False
    glyphs = any(
        x0 - g.size < g.x < x1 and y0 < g.y < y1 + g.size for g in canvas.glyphs if g.turn is None
    )
    lines = any(
        not s.fill
        and min(s.x0, s.x1) < x1
        and max(s.x0, s.x1) > x0
        and min(s.y0, s.y1) < y1
        and max(s.y0, s.y1) > y0
        for s in canvas.strokes
    )
    pictures = any(p.x0 < x1 and p.x1 > x0 and p.y0 < y1 and p.y1 > y0 for p in canvas.pictures)
    return not (glyphs or lines or pictures)


def _names_near(canvas: Canvas, box: Box, by: float, but: Item | None) -> bool:
    x0, y0, x1, y1 = box
    for item in canvas.items:
        if item is but or item.category not in ("name", "employer"):
            continue
        a0, b0, a1, b1 = box_of(item)
        if max(a0 - x1, x0 - a1, b0 - y1, y0 - b1) < by:
            return True
    return False
