"""Columns of characters laid side by side, and strips cut to the recogniser's length."""

from __future__ import annotations

import cv2
import numpy as np

from redactor.ocr.paddle import input_width
from redactor.ocr.reading import _LONGEST, _to_length
from redactor.ocr.stacked import stacked
from redactor.ocr.strips import cut

SIDE = 30


def column(characters, width=SIDE):
    """A column of full squares with air between them, and its only rectangle."""
    image = np.full((len(characters) * 2 * SIDE, 3 * SIDE, 3), 255, np.uint8)
    for k, wide in enumerate(characters):
        x, y = SIDE + (width - wide) // 2, k * 2 * SIDE + SIDE // 2
        cv2.rectangle(image, (x, y), (x + wide - 1, y + SIDE - 1), (0, 0, 0), -1)
    height = len(image)
    corners = np.array([[SIDE, 0], [SIDE + width, 0], [SIDE + width, height], [SIDE, height]])
    return cut(image, corners.astype(np.float32))


def test_long_column_is_read_in_parts_that_know_their_places() -> None:
    strip = stacked(column([SIDE] * 120))[0]
    assert input_width(strip.line) > _LONGEST

    parts = _to_length(strip)

    assert len(parts) > 1 and all(input_width(part.line) <= _LONGEST + SIDE for part in parts)
    tops = [
        part.to_image([(p.left, 0, p.right, part.height)])[0][0][1]
        for part in parts
        for p in part.pieces
        if p.right - p.left > SIDE / 2
    ]
    assert tops == sorted(tops) and tops[-1] > 119 * 2 * SIDE - SIDE


def test_rule_is_no_column_of_characters() -> None:
    assert stacked(column([2] * 12, width=20)) == []
