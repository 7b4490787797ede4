"""Rows of ink that nobody read: text counts, ornaments do not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.ports import Image
from redactor.read import ink
from redactor.read.ink import ink_mask, unread_rows

NOTHING_READ = np.zeros((300, 900), np.uint8)


def paper() -> Image:
    return np.full((300, 900, 3), 255, np.uint8)


def border(turns: int) -> Image:
    """A row of ``turns`` figures in turn, on a slant of half a degree."""
    image = paper()
    for n in range(20):
        x, y = 60 + 14 * n, 100 + n // 8
        if n % turns:
            cv2.circle(image, (x, y), 4, (90, 60, 0), -1)
        else:
            diamond = np.array([(x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5)])
            cv2.fillConvexPoly(image, diamond, (90, 60, 0))
    return image


def writing() -> Image:
    image = paper()
    cv2.putText(image, "Yunling Water 2024 Design", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 1)
    return image


@pytest.mark.parametrize("turns", [1, 2])
def test_border_of_one_figure_over_and_over_is_no_row_of_text(turns: int) -> None:
    assert unread_rows(ink_mask(border(turns)), NOTHING_READ, sideways=False) == (0, 0)


def test_writing_that_was_not_read_counts() -> None:
    assert unread_rows(ink_mask(writing()), NOTHING_READ, sideways=False) == (1, 1)


def test_writing_that_was_read_counts_as_read() -> None:
    read = np.ones_like(NOTHING_READ)

    assert unread_rows(ink_mask(writing()), read, sideways=False) == (1, 0)


@pytest.mark.parametrize("seed", range(4))
def test_ink_is_the_same_looked_at_band_by_band(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Rows where none can be are left out, but for those that tell what the ground is."""
    rng = np.random.default_rng(seed)
    image = paper()[:-1]  # an odd number of rows
    for top in range(0, 299, 7):
        image[top : top + 7] = rng.choice([216, 255])
    for top in range(5, 299, 73):
        image[top : top + 3, 20:] = 180
        image[top : top + 3, rng.random(900) < 0.3] = 255
    bands = ink_mask(image)
    monkeypatch.setattr(ink, "_AROUND_PX", 10_000)

    assert (bands == ink_mask(image)).all()
    assert bands.any()
