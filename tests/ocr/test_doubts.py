"""Which poorly read lines speak against a page."""

from __future__ import annotations

import numpy as np

from redactor.ocr.engine import in_full_ink
from redactor.ocr.layout import Glyph, Line
from redactor.ocr.reading import ReadLine

_CORNERS = np.array([[0, 0], [90, 0], [90, 20], [0, 20]], np.float32)
_GLYPH = ((0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0))


def _line(score: float, contrast: float) -> ReadLine:
    return ReadLine(Line(_CORNERS, (Glyph("文", score, _GLYPH),)), (), True, contrast=contrast)


def test_line_that_shines_through_from_the_back_does_not_count() -> None:
    page = [_line(0.98, 200), _line(0.97, 190), _line(0.99, 205)]
    assert len(in_full_ink([*page, _line(0.3, 60), _line(0.4, 180)], 0.8)) == 1


def test_poor_line_of_a_pale_page_counts() -> None:
    page = [_line(0.98, 60), _line(0.97, 55), _line(0.99, 62)]
    assert len(in_full_ink([*page, _line(0.3, 50)], 0.8)) == 1


def test_every_line_counts_where_none_is_read_well() -> None:
    assert len(in_full_ink([_line(0.3, 20), _line(0.4, 90)], 0.8)) == 2
