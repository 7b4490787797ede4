"""What pictures differ by, told for the rows that do."""

from __future__ import annotations

import gc

import numpy as np
import pymupdf
import pytest

from redactor.levels import difference, highest_channel, median, pixels_of


@pytest.fixture
def noise() -> np.random.Generator:
    return np.random.default_rng(8)


def test_pixels_are_told_by_the_channel_that_differs_most(noise: np.random.Generator) -> None:
    one = noise.integers(0, 256, (40, 30, 3), np.uint8)
    other = one.copy()
    other[[3, 17]] = noise.integers(0, 256, (2, 30, 3), np.uint8)

    expected = np.abs(one.astype(int) - other).max(axis=2)
    assert expected.any()
    assert (difference(one, other) == expected).all()


def test_pictures_alike_do_not_differ() -> None:
    assert not difference(np.ones((4, 5, 3), np.uint8), np.ones((4, 5, 3), np.uint8)).any()


@pytest.mark.parametrize("size", [(1, 1), (1, 5), (3, 3), (5, 7)])
def test_one_pixel_anywhere_is_told(size: tuple[int, int]) -> None:
    for at in np.ndindex(*size, 3):
        one = np.zeros((*size, 3), np.uint8)
        one[at] = 9
        expected = one.max(axis=2)
        assert (difference(one, np.zeros_like(one)) == expected).all()


def test_samples_live_as_long_as_they_are_looked_at() -> None:
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 1000, 700), 0)
    pixmap.clear_with(200)
    pixmap.set_pixel(3, 2, (1, 2, 3))
    pixels = pixels_of(pixmap)
    del pixmap
    gc.collect()
    others = [np.zeros((700, 1000, 3), np.uint8) for _ in range(4)]
    assert pixels.shape == others[0].shape and pixels[2, 3].tolist() == [1, 2, 3]
    pixels[2, 3] = 200
    assert (pixels == 200).all()


def test_highest_channel() -> None:
    assert highest_channel(np.array([[[1, 9, 3]]], np.uint8)).tolist() == [[9]]


@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (3, 3), (4, 5)])
def test_median_is_numpys(noise: np.random.Generator, shape: tuple[int, int]) -> None:
    plane = noise.integers(0, 256, shape, np.uint8)

    assert median(plane) == np.median(plane)
