"""Cells of characters from their middles alone."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.ocr.cells import character_cells
from redactor.ocr.strips import Strip, cut


def _strip() -> Strip:
    corners = np.array([[0, 0], [400, 0], [400, 40], [0, 40]], np.float32)
    return cut(np.full((60, 420, 3), 255, np.uint8), corners)


@pytest.mark.parametrize(
    "chars, middles, sides",
    [
        ("", (), []),
        ("王", (30.0,), [(10, 50)]),  # as wide as the line is high
        ("王伟", (30.0, 66.0), [(10, 48), (48, 86)]),  # set close: they share the room
        ("王伟", (30.0, 130.0), [(10, 50), (110, 150)]),  # a gap is no character's
        ("伟1", (30.0, 56.0), [(10, 46.7), (46.7, 67.1)]),  # a digit is narrower
        ("王伟", (30.0, 30.0), [(10, 30), (30, 50)]),  # one frame for both
    ],
)
def test_cells_lie_round_their_middles_and_never_overlap(chars, middles, sides):
    cells = character_cells(chars, middles, _strip())
    assert [(c.left, c.right) for c in cells] == [pytest.approx(s, abs=0.1) for s in sides]
    assert all((c.top, c.bottom) == (0.0, 40.0) for c in cells)
