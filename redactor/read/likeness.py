"""Glyphs that look like a character of an own value and say another.

    on the page   王 伟      a font whose table of code points has two of them exchanged: read line
    in the layer  伟 王      by line the page says nearly what it shows, and nobody finds the name

Line by line a font proves true although two of its glyphs are not. So each glyph is held against
the few characters of the own values and the one that it says, in another typeface; one that looks
more like an own one is read off the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.glyphs import CELL_PX, Pictures, pictures_of_text
from redactor.ports import GlyphSheet
from redactor.textnorm import fold_char, is_han, plain_char

Shapes = NDArray[np.float32]  # glyphs x pixels: of length 1, or 0 for nothing to be seen
_KNOWN: dict[str, tuple[Shapes, np.float64]] = {}  # of the sans

_SIDE = 16  # pixels: strokes of Han characters stay apart
_INK = 64  # of 255
# Of others no engine here reads a line, and nobody's name is told by them.
_KNOWN_SCRIPT = re.compile(r"CJK|KANGXI|LATIN|FULLWIDTH|HIRAGANA|KATAKANA")
_MOST_AT_ONCE = 2000  # glyphs: some 20 MB
_MOST_KNOWN = 10_000  # characters: some 10 MB
# 14,500 Han glyphs of drawn documents, in a sans and a serif, are as like the character that they
# say in MuPDF's sans as 0.58 to 1 (middle 0.86), and none of them was more like one of 40 others.
_LIKE = 0.55
_NEARER = 0.1
_LEAST_PX = CELL_PX // 4  # a full stop, as large as a character, is like many a one
_NARROW = 1.5  # times as wide, over its height: 1 in a serif typeface is no 王


def own_characters(values: Iterable[str]) -> str:
    """What glyphs are held against: the Han characters and digits of own values."""
    found = dict.fromkeys(char for value in values for char in value)
    return "".join(c for c in found if is_han(c) or (c.isascii() and c.isdigit()))


def unlike(sheet: GlyphSheet, own: str) -> list[int]:
    """Which glyphs of the sheet look more like a character of ``own`` than like what they say."""
    found: list[int] = []
    for start in range(0, len(sheet.said) if own else 0, _MOST_AT_ONCE):
        part = slice(start, start + _MOST_AT_ONCE)
        found += (start + i for i in _unlike(sheet.said[part], sheet.pictures[part], own))
    return found


def _unlike(said: Sequence[str], pictures: Pictures, own: str) -> list[int]:
    shapes, aspects = _shapes(pictures)
    mine, my_aspects = _known(own)
    theirs, _ = _known([" " if c == "\ufffd" else plain_char(c) for c in said])
    ratio = aspects[:, None] / my_aspects[None]
    is_of_form = (ratio < _NARROW) & (ratio > 1 / _NARROW)
    likes: Shapes = np.where(is_of_form, shapes @ mine.T, np.float32(0))
    digits = [i for i, c in enumerate(own) if c.isdigit()]
    folds = [fold_char(c) for c in own]
    for number, text in enumerate(said):
        plain = fold_char(text)
        if plain in folds:
            likes[number, [i for i, fold in enumerate(folds) if fold == plain]] = 0.0
        elif plain.isascii() and not plain.isdigit():
            likes[number, digits] = 0.0  # l and 1, O and 0 are one shape in many a typeface
        elif text.isalpha() and not _KNOWN_SCRIPT.match(unicodedata.name(text, "")):
            likes[number] = 0.0
    best, as_said = likes.max(axis=1), (shapes * theirs).sum(axis=1)
    doubtful = np.flatnonzero((best > _LIKE) & (best > as_said + _NEARER))
    return [int(i) for i in doubtful]


def _known(chars: Sequence[str]) -> tuple[Shapes, NDArray[np.float64]]:
    """Shapes and aspects of characters in the sans."""
    if len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.clear()
    new = "".join(dict.fromkeys(c for c in chars if c not in _KNOWN))
    _KNOWN.update(zip(new, zip(*_shapes(pictures_of_text(new)), strict=True), strict=True))
    shapes, aspects = zip(*(_KNOWN[c] for c in chars), strict=True)
    return np.stack(shapes), np.array(aspects)


def _shapes(pictures: Pictures) -> tuple[Shapes, NDArray[np.float64]]:
    """Each glyph's ink in the middle of a square as large as its longer side, slightly blurred;
    and how often its height goes into its width. Small ones have no shape.
    """
    ink = pictures > _INK
    rows, columns = np.asarray(ink.any(axis=2)), np.asarray(ink.any(axis=1))
    top, left = rows.argmax(axis=1), columns.argmax(axis=1)
    foot = CELL_PX - rows[:, ::-1].argmax(axis=1)
    right = CELL_PX - columns[:, ::-1].argmax(axis=1)
    side = np.maximum(foot - top, right - left)
    y, dy = _steps((top + foot) / 2, side)
    x, dx = _steps((left + right) / 2, side)
    dy, dx = dy[:, :, None], dx[:, None, :]
    levels = pictures.ravel()
    # Taken by one number each: three of them take twice as long.
    rows_before = CELL_PX * np.arange(len(pictures))[:, None, None] + y[:, :, None]
    at = CELL_PX * rows_before + x[:, None, :]
    upper = levels[at] * (1 - dx) + levels[at + 1] * dx
    at += CELL_PX
    lower = levels[at] * (1 - dx) + levels[at + 1] * dx
    flat = _blurred(upper * (1 - dy) + lower * dy).reshape(len(pictures), _SIDE**2)
    flat -= flat.mean(axis=1, keepdims=True)
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    is_seen = (length > 1) & (side[:, None] >= _LEAST_PX)
    shapes = np.where(is_seen, flat / np.maximum(length, 1), 0)
    return np.asarray(shapes, np.float32), (right - left) / (foot - top)


def _steps(
    middle: NDArray[np.float64], side: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Where a glyph is looked at, along one side: whole pixels, and what is left over."""
    at = middle[:, None] + ((np.arange(_SIDE) + 0.5) / _SIDE - 0.5) * side[:, None] - 0.5
    at = np.clip(at, 0, CELL_PX - 1.001)
    whole = at.astype(np.int64)
    return whole, (at - whole).astype(np.float32)


def _blurred(squares: NDArray[np.float32]) -> NDArray[np.float32]:
    for axis in (1, 2):
        width = [(0, 0), (0, 0), (0, 0)]
        width[axis] = (1, 1)
        wide = np.swapaxes(np.pad(squares, width), 1, axis)
        squares = np.swapaxes((wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4, 1, axis)
    return squares
