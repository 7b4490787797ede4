"""Cells of single characters in a strip from the frames alone: where nothing is erased by them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from redactor.ocr.edges import StripBox, advance
from redactor.ocr.strips import Strip


def character_cells(chars: str, middles_px: Sequence[float], strip: Strip) -> list[StripBox]:
    """One box for each of ``chars``, as high as the line and as wide as such a character is.

    Neighbours share the room between their middles. Middles are right to a tenth of a character;
    edges are not fitted to the ink, which costs more than to recognise the line.
    """
    if not chars:
        return []
    widths = np.array([advance(char) for char in chars]) * strip.height
    middles = np.maximum.accumulate(np.asarray(middles_px, float))
    lefts, rights = middles - widths / 2, middles + widths / 2
    share = widths[:-1] / (widths[:-1] + widths[1:])
    borders = middles[:-1] + share * np.diff(middles)
    rights[:-1] = np.minimum(rights[:-1], borders)
    lefts[1:] = np.maximum(lefts[1:], borders)
    return [
        StripBox(left, 0.0, max(right, left + 1.0), float(strip.height))
        for left, right in zip(lefts.tolist(), rights.tolist(), strict=True)
    ]
