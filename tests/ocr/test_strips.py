"""A line that stands upright on whole pixels is copied: the warp would move none of them."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.ocr import strips
from redactor.ocr.strips import Corners, Strip, cut
from redactor.ports import Image


@pytest.fixture
def image() -> Image:
    return np.random.default_rng(8).integers(0, 256, (60, 90, 3), np.uint8)


def corners(x: float, y: float, width: float, height: float) -> Corners:
    right, foot = x + width, y + height
    return np.array([(x, y), (right, y), (right, foot), (x, foot)], np.float32)


def warped(image: Image, at: Corners, monkeypatch: pytest.MonkeyPatch) -> Strip:
    monkeypatch.setattr(strips, "_reaches", lambda *_: False)
    return cut(image, at)


@pytest.mark.parametrize(
    "at", [(20, 15, 40, 20), (0, 0, 90, 60), (-6, 50, 30, 20), (70, -3, 40, 12), (5, 5, 1, 1)]
)
def test_copied_as_warped(
    image: Image, at: tuple[int, int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = cut(image, corners(*at))
    expected = warped(image, corners(*at), monkeypatch)

    assert copied.margin == expected.margin
    assert (copied.wide == expected.wide).all()
    assert np.allclose(copied.pieces[0].to_image, expected.pieces[0].to_image, atol=1e-6)


def test_a_line_on_parts_of_pixels_is_warped(image: Image) -> None:
    assert not (
        cut(image, corners(20.5, 15, 40, 20)).line == cut(image, corners(20, 15, 40, 20)).line
    ).all()


def test_a_line_off_the_image_is_warped(image: Image) -> None:
    assert cut(image, corners(200, 10, 20, 10)).line.shape == (10, 20, 3)
