"""What stands between two characters of a scan."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.erase.ink import PageImage, is_edge
from redactor.geometry import PageGeometry, PtBox, PtQuad

GAP = (50, 40, 53, 60)  # left, top, right, bottom


@pytest.mark.parametrize(
    ("gap", "drawn", "is_own"),
    [
        (GAP, (50, 50, 52, 58), True),  # the dot of 心
        (GAP, (50, 40, 52, 60), True),  # a stem
        (GAP, (51, 0, 52, 99), False),  # a cell's ruling
        ((50, 40, 60, 60), (52, 50, 55, 58), False),  # too far apart: something unread
        ((40, 50, 60, 53), (44, 50, 50, 52), True),  # characters below each other
        ((40, 50, 60, 53), (0, 51, 99, 52), False),
    ],
)
def test_ink_between_own_characters_is_theirs_but_for_rulings(
    gap: tuple[int, ...], drawn: tuple[int, ...], *, is_own: bool
) -> None:
    pixels = np.full((100, 100, 3), 250, np.uint8)
    cv2.rectangle(pixels, drawn[:2], drawn[2:], (0, 0, 0), -1)
    image = PageImage(pixels, PageGeometry(100, 100, 0, 72))
    assert is_edge(image, PtQuad.from_box(PtBox(*map(float, gap)))) is is_own
