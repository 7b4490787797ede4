"""Whose ink it is: glyphs that a ruling, a seal or a pen stroke crosses keep theirs."""

from __future__ import annotations

import cv2
import numpy as np

from redactor.ocr.edges import character_boxes
from redactor.ocr.ink import ink_of
from redactor.ocr.strips import Strip

_HEIGHT, _MARGIN, _WIDTH = 30, 11, 240
_LEFTS = (10, 45, 80, 115, 150)  # of glyphs 24 px wide, 24 high


def _strip(*strokes: tuple[slice, slice], glyphs: bool = True) -> Strip:
    wide = np.full((_HEIGHT + 2 * _MARGIN, _WIDTH + 2 * _MARGIN, 3), 250, np.uint8)
    if glyphs:
        for left in _LEFTS:
            # Two strokes with a bar: connected, as most characters are.
            x, y = _MARGIN + left, _MARGIN + 3
            wide[y : y + 24, x : x + 4] = wide[y : y + 24, x + 20 : x + 24] = 20
            wide[y + 4 : y + 8, x : x + 24] = 20
    for rows, columns in strokes:
        wide[rows, columns] = 20
    return Strip(wide, _MARGIN, ())


def _all_glyphs(inked: np.ndarray) -> bool:
    return all(inked[_MARGIN + left : _MARGIN + left + 24].all() for left in _LEFTS)


def test_ruling_through_glyphs_does_not_cut_them():
    whole = ink_of(_strip())
    crossed = ink_of(_strip((slice(_MARGIN + 18, _MARGIN + 21), slice(None))))
    assert (crossed.top, crossed.bottom) == (whole.top, whole.bottom)
    stem = slice(_MARGIN + _LEFTS[0], _MARGIN + _LEFTS[0] + 4)
    assert crossed.mask[_MARGIN + 3 : _MARGIN + 27, stem].all()
    assert not crossed.mask[_MARGIN + 19, _MARGIN + _LEFTS[-1] + 40 :].any()


def test_glyph_that_a_seal_runs_through_keeps_its_ink():
    strip = _strip()
    x = _MARGIN + _LEFTS[2] + 12
    cv2.line(strip.wide, (x - 25, 0), (x + 25, len(strip.wide)), (20, 20, 20), 6)
    ink = ink_of(strip)
    assert _all_glyphs(ink.columns.astype(bool))
    assert not ink.mask[:_MARGIN].any()  # of the stroke, the line's own rows
    assert not ink.is_blank


def test_stroke_that_runs_through_an_empty_line_is_no_writing():
    strip = _strip(glyphs=False)
    cv2.line(strip.wide, (60, 0), (110, len(strip.wide)), (20, 20, 20), 6)
    assert ink_of(strip).is_blank


def test_characters_without_ink_get_their_usual_cells():
    ink = ink_of(_strip(glyphs=False))
    middles = [left + 12.0 for left in _LEFTS]
    boxes = character_boxes("申报人王伟", middles, ink, _MARGIN)
    for box, middle in zip(boxes, middles, strict=True):
        assert box.left <= middle - 11 and box.right >= middle + 11
    assert all(a.right <= b.left for a, b in zip(boxes, boxes[1:], strict=False))


def test_dot_over_a_letter_is_in_its_box():
    strip = _strip(glyphs=False)
    for left in _LEFTS:  # i: a dot, white, a stem
        x = _MARGIN + left
        strip.wide[_MARGIN + 2 : _MARGIN + 6, x + 8 : x + 13] = 20
        strip.wide[_MARGIN + 10 : _MARGIN + 27, x + 8 : x + 13] = 20
    ink = ink_of(strip)
    boxes = character_boxes("iiiii", [left + 10.5 for left in _LEFTS], ink, _MARGIN)
    assert all(box.top <= 2 and box.bottom >= 27 for box in boxes)


def test_what_a_lean_leaves_of_a_ruling_is_none_of_the_lines_ink():
    strip = _strip((slice(None), slice(3, 6)), (slice(-19, None), slice(6, 7)))
    assert not ink_of(strip).mask[:, : _MARGIN + 4].any()


def test_thin_ruling_that_leans_is_none_of_the_lines_ink():
    strip = _strip()
    cv2.line(strip.wide, (2, 0), (7, len(strip.wide)), (20, 20, 20), 1)
    assert not ink_of(strip).mask[:, : _MARGIN + 4].any()


def test_worn_ruling_is_none_of_the_lines_ink():
    """Poor toner leaves gaps in it: the boxes of the name beside it were as high as its cell."""
    strip = _strip((slice(None), slice(2, 5)))
    for y in (4, 19, 33, 44):
        strip.wide[y : y + 3, 2:5] = 250
    ink = ink_of(strip)
    assert not ink.mask[:, : _MARGIN + 4].any()
    assert _all_glyphs(ink.columns.astype(bool))
