"""Whether a hand or a stamp runs into a seal on a copy without colour, where no reading tells."""

from __future__ import annotations

import math
from collections.abc import Iterable

import cv2
import numpy as np

from redactor.detect.seal_find import Ellipse
from redactor.geometry import PxBox
from redactor.ports import Image

# Of the half axes: a stroke that reaches from the one to the other comes out of the outline.
_FROM, _TO, _EDGE = 1.05, 1.16, 0.02
_DEPTH = 0.4  # of the way from paper to the darkest ink
_RULING_MM = 6.0  # longer straight strokes are the form's
_PRINT = 0.2  # of a character's height, round it


def is_crossed(image: Image, seal: Ellipse, mm: float, printed: Iterable[PxBox]) -> bool:
    """Whether ink runs across the outline that is neither a ruling nor one of ``printed``.

    ``seal`` and ``printed`` are in pixels of ``image``, of which ``mm`` make a millimetre.
    """
    reach = math.ceil(_TO * max(seal.a, seal.b)) + 2
    left, top = round(seal.centre[0]) - reach, round(seal.centre[1]) - reach
    x0, y0 = max(0, left), max(0, top)
    cut = image[y0 : top + 2 * reach, x0 : left + 2 * reach]
    grey = np.asarray(cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY), np.int16)
    paper, darkest = np.percentile(grey, [75, 1])
    ink = (grey < paper - _DEPTH * (paper - darkest)).astype(np.uint8)
    for length in ((round(_RULING_MM * mm), 1), (1, round(_RULING_MM * mm))):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(length[::-1], np.uint8))
        ink[cv2.dilate(lines, np.ones((5, 5), np.uint8)) > 0] = 0
    for box in printed:
        by = _PRINT * box.height
        rows = slice(max(0, int(box.y0 - by) - y0), max(0, int(box.y1 + by) + 1 - y0))
        ink[rows, max(0, int(box.x0 - by) - x0) : max(0, int(box.x1 + by) + 1 - x0)] = 0
    turn = math.radians(seal.turn_deg)
    y, x = np.mgrid[y0 : y0 + grey.shape[0], x0 : x0 + grey.shape[1]]
    x, y = x - seal.centre[0], y - seal.centre[1]
    across = (x * math.cos(turn) + y * math.sin(turn)) / seal.a
    out = np.hypot(across, (y * math.cos(turn) - x * math.sin(turn)) / seal.b)
    ink[(out < _FROM) | (out > _TO)] = 0
    _, pieces = cv2.connectedComponents(ink)
    begun, ended = (
        set(np.unique(pieces[edge & (ink > 0)]).tolist())
        for edge in (out < _FROM + _EDGE, out > _TO - _EDGE)
    )
    return bool(begun & ended)
