"""What heads the row of a ruled form in which a label stands: 个人总结 beside a bare 签名."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Char
from redactor.detect.upright import Cut, cut_round
from redactor.geometry import PxBox
from redactor.ports import PageView
from redactor.textnorm import fold

_DPI = 75.0
_REACH_MM = (190.0, 10.0, 140.0)  # left, right and aside of a label its cell may reach so far
_RULING_MM = (22.0, 8.0)  # straight strokes across and down that are no print
_LEAN_PX, _LEAST_PX = 3, 2  # a ruling's lean; a label's height
_LEVELS = 10.0  # below the paper
_WHOLE = 0.6  # of the label's width or height that a ruling runs along
_APART_MM = 3.0  # two borders
_HEAD_MM = 30.0  # the widest cell of a head whose far border is not seen


def cell_head(view: PageView, label: Sequence[Char]) -> str:
    """The folded text of the cell left of the label's own; empty where no rulings bound them."""
    cut, box, mm = _window(view, label)
    across, down = _rulings(cut, mm)
    beside = across[:, max(0, int(box.x0)) : int(box.x1) + 1].mean(axis=1) > _WHOLE
    over, under = (np.flatnonzero(part) for part in np.split(beside, [int(box.y0)]))
    upright = down[int(box.y0) : int(box.y1) + 1].mean(axis=0) > _WHOLE
    borders = np.flatnonzero(upright[: int(box.x0)])
    if not (len(over) and len(under) and len(borders)):
        return ""
    right = int(borders[-1])
    further = borders[borders < right - _APART_MM * mm]
    left = int(further[-1]) if len(further) else right - _HEAD_MM * mm
    cell = PxBox(left, int(over[-1]), right, int(box.y0) + int(under[0]))
    return fold("".join(_within(view, cut, cell))).text


def _window(view: PageView, label: Sequence[Char]) -> tuple[Cut, PxBox, float]:
    """A level cut round the label, mostly left of it; the label in it; and pixels a millimetre."""
    quads = [view.geometry.quad_to_px(c.quad) for c in label if c.quad is not None]
    (x0, y0), (x1, y1) = quads[0][0], quads[-1][1]
    angle = math.atan2(y1 - y0, x1 - x0)
    cut, box, mm = cut_round(view, (quads[0], quads[-1]), angle, _REACH_MM, _DPI)
    return cut, replace(box, y1=max(box.y1, box.y0 + _LEAST_PX)), mm


def _rulings(cut: Cut, mm: float) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Masks of the rulings across and of those down."""
    grey = cv2.cvtColor(cut.image, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, round(8 * mm) | 1, _LEVELS
    )
    across, down = (round(long * mm) for long in _RULING_MM)
    # A ruling that leans a little is straight for few pixels only.
    low = cv2.dilate(ink, np.ones((_LEAN_PX, 1), np.uint8))
    thick = cv2.dilate(ink, np.ones((1, _LEAN_PX), np.uint8))
    return (
        np.asarray(cv2.morphologyEx(low, cv2.MORPH_OPEN, np.ones((1, across), np.uint8)), np.uint8),
        np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((down, 1), np.uint8)), np.uint8),
    )


def _within(view: PageView, cut: Cut, cell: PxBox) -> Iterator[str]:
    """The page's characters whose middles lie in the cell."""
    printed = [(c.text, c.quad) for c in view.text.chars if c.quad is not None]
    corners = cut.into(view.geometry.quads_to_px([quad for _, quad in printed]))
    for (text, _), (x, y) in zip(printed, corners.mean(axis=1).tolist(), strict=True):
        if cell.x0 < x < cell.x1 and cell.y0 < y < cell.y1:
            yield text
