"""Ink in uneven light: strips drawn here."""

from __future__ import annotations

import numpy as np

from redactor.ocr.ink import contrast_of, ink_of
from redactor.ocr.strips import Strip, cut
from redactor.ports import Image

_BARS = range(20, 380, 12)


def _strip(paper: Image, ink: float) -> Strip:
    """Bars of print on that paper, each as dark as a share of it."""
    image = paper.astype(float)
    for x in _BARS:
        image[20:40, x : x + 4] *= ink
    corners = np.array([[10, 18], [390, 18], [390, 42], [10, 42]], np.float32)
    return cut(image.astype(np.uint8), corners)


def _even(level: int) -> Image:
    return np.full((60, 400, 3), level, np.uint8)


def test_shadow_is_no_ink() -> None:
    light = np.linspace(110, 235, 400)
    shaded = np.repeat(np.repeat(light[None, :, None], 60, axis=0), 3, axis=2).astype(np.uint8)
    ink = ink_of(_strip(shaded, 0.25))
    lit = ink_of(_strip(_even(235), 0.25))
    assert np.array_equal(ink.columns > 0, lit.columns > 0)


def test_dark_cell_beside_a_light_one_is_no_shadow() -> None:
    paper = _even(240)
    paper[:, :200] = 60
    assert ink_of(_strip(paper, 0.25)).columns[250:].any()


def test_contrast_tells_pale_print_from_black() -> None:
    assert contrast_of(_strip(_even(240), 0.8)) < 0.5 * contrast_of(_strip(_even(240), 0.2))
