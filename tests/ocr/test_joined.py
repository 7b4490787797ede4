"""Blobs of the detector's map in which lines touch, and blobs that are not lines."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from benchmarks.generator.fonts import face
from redactor.geometry import PageGeometry
from redactor.ocr.engine import PaddleOcrEngine
from redactor.ocr.joined import apart

_FLOOR, _LEAST = 0.2, 0.4


def _map() -> np.ndarray:
    return np.zeros((400, 900), np.float32)


def _boxes(scores: np.ndarray) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of each blob on each of the maps."""
    found = []
    for one in apart(scores, _FLOOR, _LEAST):
        _, _, stats, _ = cv2.connectedComponentsWithStats((one > _FLOOR).astype(np.uint8))
        found += [tuple(row[:4]) for row in stats[1:].tolist()]
    return found


def test_a_line_that_runs_into_a_column_is_a_line_of_its_own() -> None:
    scores = _map()
    scores[200:212, 60:800] = 0.9
    scores[120:380, 790:806] = 0.9
    assert _boxes(scores) == [(60, 200, 746, 12), (790, 120, 16, 260)]


@pytest.mark.parametrize("thickness", [8, 14])
def test_a_character_left_above_the_line_is_kept(thickness: int) -> None:
    scores = _map()
    scores[200 : 200 + thickness, 60:800] = 0.9
    scores[200 - thickness : 200, 500 : 500 + thickness] = 0.9
    scores[200:330, 780 : 780 + thickness] = 0.9
    assert (500, 200 - thickness, thickness, thickness) in _boxes(scores)


def test_straight_and_skewed_lines_stay_as_they_are() -> None:
    scores = _map()
    for top in (60, 140, 220):
        cv2.line(scores, (50, top), (850, top + 60), 0.9, 12)
    assert len(apart(scores, _FLOOR, _LEAST)) == 1


def test_the_ring_of_a_seal_is_no_joined_line() -> None:
    scores = _map()
    cv2.ellipse(scores, (300, 200), (100, 100), 0, 150, 390, 0.9, 12)
    assert len(apart(scores, _FLOOR, _LEAST)) == 1


def test_a_line_that_bends_too_far_for_one_rectangle_is_read_in_pieces() -> None:
    scores = _map()
    xs = np.arange(50, 850)
    course = np.stack([xs, 160 + 80 * ((xs - 450) / 400) ** 2], axis=1).astype(np.int32)
    cv2.polylines(scores, [course], False, 0.9, 12)
    boxes = _boxes(scores)
    assert len(boxes) > 1
    assert sum(width for _, _, width, _ in boxes) > 780


@pytest.mark.slow
def test_what_stands_before_a_crossing_column_is_read(tiny_engine: PaddleOcrEngine) -> None:
    page = Image.new("RGB", (1654, 1000), "white")
    draw = ImageDraw.Draw(page)
    line, column = (ImageFont.truetype(BytesIO(face("serif").data), size) for size in (44, 52))
    text = "联系电话：15412345678，邮箱：wangwei@yunling.example"
    draw.text((180, 400), text, 0, font=line)
    for n, char in enumerate("水利厅人事处存档"):
        draw.text((160 + line.getlength(text), 80 + 56 * n), char, 0, font=column)
    geometry = PageGeometry(1654 * 72 / 200, 1000 * 72 / 200, 0, 200)
    read = tiny_engine.read(np.asarray(page), geometry, 1)
    assert "15412345678" in "".join(char.text for char in read.text.chars)
