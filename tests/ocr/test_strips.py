"""Lines cut out of a page: copied where a warp would move no pixel, and laid as the page lies."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.ocr import strips
from redactor.ocr.strips import Corners, Strip, cut, steadied
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


def turned_by(at: Corners, degrees: float) -> Corners:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    middle = at.mean(axis=0)
    return np.asarray((at - middle) @ [[cos, sin], [-sin, cos]] + middle, np.float32)


PAGE_DEG = 2.0
LINE = turned_by(corners(50, 10, 400, 30), PAGE_DEG)
DIGITS = [turned_by(corners(100 + 60 * n, 80 + 2.1 * n, 32, 40), PAGE_DEG) for n in range(4)]


@pytest.mark.parametrize("askew", [-20, 9, 24])
def test_digit_in_a_row_of_digits_lies_as_the_page_does(askew: float) -> None:
    found = steadied([LINE, *DIGITS[:2], turned_by(DIGITS[2], askew), DIGITS[3]])
    assert np.allclose(found, [LINE, *DIGITS], atol=0.5)


def test_characters_of_a_watermark_keep_their_angle() -> None:
    mark = [turned_by(corners(100 + 60 * n, 300 - 28 * n, 40, 42), -25) for n in range(4)]
    assert np.allclose(steadied([LINE, *mark])[1:], mark, atol=0.1)
