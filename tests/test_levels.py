"""What pictures differ by, told for the rows that do."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.levels import difference, highest_channel, median


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


def test_highest_channel() -> None:
    assert highest_channel(np.array([[[1, 9, 3]]], np.uint8)).tolist() == [[9]]


@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (3, 3), (4, 5)])
def test_median_is_numpys(noise: np.random.Generator, shape: tuple[int, int]) -> None:
    plane = noise.integers(0, 256, shape, np.uint8)

    assert median(plane) == np.median(plane)
