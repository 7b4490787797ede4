"""The outline of a portrait cut round or oval, from the face in it.

Such a photo has no straight sides: those that ``photo_frame`` finds run through hair and shoulders.
"""

from __future__ import annotations

import itertools

import cv2
import numpy as np

from redactor.detect.ellipses import Oval, edges_of, ovals_in
from redactor.geometry import PxBox
from redactor.ports import Image

_DPI = 100.0
_STEEP = 5.0  # levels a pixel at an outline's edge
_HALF = (0.7, 1.7)  # of the face's height: an outline's longer half axis
_SHAPES = ((0.74, 90.0), (1.0, 0.0))
_ROUND, _ROUND_MM = 0.9, 36.0  # shape and width of what is rather a seal over the photo
_OFF = 0.3  # of the face's size: the most by which its middle is off the outline's, across
_BELOW = 0.0  # of the face's height: how far below the chin it ends, at least
_CORNER, _BARE = 0.07, 3  # of the rectangle's sides; corners of the four that show paper
_OFF_PAPER = 30.0  # levels
_WIDE = 0.85  # of the face's width, from its middle: long hair is no wider


def oval_round(image: Image, face: PxBox, dpi: float) -> PxBox | None:
    """The upright rectangle of a round or oval photo round ``face``; None where none is seen.

    Pixels of the upright ``image``.
    """
    scale = min(1.0, _DPI / dpi)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edges = edges_of(np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8), _STEEP)
    radii = _HALF[0] * face.height * scale, _HALF[1] * face.height * scale
    for one in ovals_in(edges, radii, _SHAPES):
        box = _upright(one, scale)
        if _is_round(box, face, dpi) and _is_cut_out(image, box):
            return box
    return None


def _is_cut_out(image: Image, box: PxBox) -> bool:
    """Whether paper shows in the corners: grain makes outlines within any photo. A seal may lie
    over one of them.
    """
    paper = np.median(np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]]), axis=0)
    by_x, by_y = max(1, round(_CORNER * box.width)), max(1, round(_CORNER * box.height))
    lefts, tops = (round(box.x0), round(box.x1) - by_x), (round(box.y0), round(box.y1) - by_y)
    corners = (
        image[max(0, y) : max(0, y + by_y), max(0, x) : max(0, x + by_x)]
        for x, y in itertools.product(lefts, tops)
    )
    levels = (np.median(c, axis=(0, 1)) for c in corners if c.size)
    return sum(bool(np.abs(v - paper).max() <= _OFF_PAPER) for v in levels) >= _BARE


def _upright(one: Oval, scale: float) -> PxBox:
    turn = np.radians(one.turn_deg)
    half_x = float(np.hypot(one.a * np.cos(turn), one.b * np.sin(turn))) / scale
    half_y = float(np.hypot(one.a * np.sin(turn), one.b * np.cos(turn))) / scale
    # Pixels are counted by their corners, and edges by their middles.
    x, y = ((v + 0.5) / scale for v in one.centre)
    return PxBox(x - half_x, y - half_y, x + half_x, y + half_y)


def _is_round(box: PxBox, face: PxBox, dpi: float) -> bool:
    """Whether the outline is that of a portrait, neither of the head nor of a seal."""
    (x, _), (middle, _) = box.centre, face.centre
    whole = box.x0 <= face.x0 and box.x1 >= face.x1 and box.y0 <= face.y0
    wide = min(middle - box.x0, box.x1 - middle) >= _WIDE * face.width
    below = box.y1 >= face.y1 + _BELOW * face.height
    is_seal = box.width > _ROUND * box.height and box.width > _ROUND_MM * dpi / 25.4
    return whole and wide and below and abs(x - middle) <= _OFF * face.width and not is_seal
