"""Labels that wrap in their cells: short rows that the detector takes for one line."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.ocr.blocks import may_be_block, rows_in
from redactor.ocr.strips import cut

SIDE, AIR = 30, 6


def block(*rows: int, width: int = SIDE):
    """So many characters in each row, ``width`` wide, and the rectangle round them all."""
    pitch = SIDE + AIR
    image = np.full((pitch * len(rows) + AIR, pitch * max(rows) + AIR, 3), 255, np.uint8)
    for row, count in enumerate(rows):
        for n in range(count):
            x, y = AIR + n * pitch, AIR + row * pitch
            cv2.rectangle(image, (x, y), (x + width - 1, y + SIDE - 1), (0, 0, 0), 3)
    height, breadth = image.shape[:2]
    corners = np.array([[0, 0], [breadth, 0], [breadth, height], [0, height]], np.float32)
    return image, corners


@pytest.mark.parametrize("rows", [(2, 2), (2, 2, 2), (3, 2), (2, 1), (2, 2, 2, 2)])
def test_each_row_of_a_block_is_a_strip_that_knows_its_place(rows: tuple[int, ...]) -> None:
    image, corners = block(*rows)
    strips = rows_in(cut(image, corners))
    assert may_be_block(corners)
    assert len(strips) == len(rows)
    tops = [s.to_image([(0, 0, s.width, s.height)])[0][0][1] for s in strips]
    for n, top in enumerate(tops):
        assert top == pytest.approx(n * (SIDE + AIR), abs=AIR)


def test_column_of_characters_is_no_block() -> None:
    assert rows_in(cut(*block(1, 1, 1))) == ()


def test_halves_of_one_character_are_no_rows() -> None:
    image = np.full((90, 80, 3), 255, np.uint8)
    for top in (10, 50):  # 吕
        cv2.rectangle(image, (12, top), (68, top + 28), (0, 0, 0), 4)
    corners = np.array([[0, 0], [80, 0], [80, 90], [0, 90]], np.float32)
    assert rows_in(cut(image, corners)) == ()


def test_line_is_no_block() -> None:
    image, corners = block(6)
    assert not may_be_block(corners)
