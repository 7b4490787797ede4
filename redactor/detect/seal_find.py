"""Where seals lie on a page: round and oval outlines in red or blue ink, round ones in grey."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.geometry import Point
from redactor.ports import Image

Mask = NDArray[np.uint8]

RED, BLUE, GREY = "red", "blue", "grey"
_MM_PER_INCH = 25.4
_DPI = 100.0  # an outline of half a millimetre is two pixels wide
_LEADS = 26  # levels by which the ink's own channel leads
_SIZE_MM = (18.0, 70.0)  # of seals; round ones of offices have 30 to 50
_LEAST_INK = 3e-4  # of the page
_CLOSING_MM = 2.2  # joins characters and star with the ring
_OUTLINE = 0.55  # share of the outline that must show ink
_SHARED = 0.75  # where the shape was not told by the ink's own border
_FLAT = 2.4  # longer to shorter side
_FILL = (0.05, 0.72)
_SOLID = (0.66, 0.86)  # hull to its rectangle; an ellipse has 0.785
_ANGLES = np.linspace(0, 2 * np.pi, 180, endpoint=False)
_BLACK = 66  # level of print on white paper; a copied seal has 85 and more
_SAME = 0.35  # of the smaller axis, between centres of one seal


@dataclass(frozen=True, slots=True)
class Ellipse:
    """A seal's outline in pixels of the page: centre, half axes, turn of the first in degrees."""

    centre: Point
    a: float
    b: float
    turn_deg: float
    ink: str

    def at(self, share: float, angle: float) -> Point:
        """The point at ``share`` of the way out, ``angle`` radians from the first axis."""
        turn = math.radians(self.turn_deg)
        x, y = self.a * share * math.cos(angle), self.b * share * math.sin(angle)
        cos, sin = math.cos(turn), math.sin(turn)
        return self.centre[0] + x * cos - y * sin, self.centre[1] + x * sin + y * cos


def leads(image: Image, ink: str) -> NDArray[np.int16]:
    """By how many levels the ink's own channel leads the next one; grey leads nowhere."""
    red, green, blue = (c.astype(np.int16) for c in cv2.split(image))
    if ink == RED:
        return np.asarray(red - np.maximum(green, blue))
    return np.asarray(blue - np.maximum(red, green))


def balanced(image: Image) -> Image:
    """The image as if its paper were white."""
    sample = image[::8, ::8].reshape(-1, 3)
    paper = np.maximum(np.percentile(sample, 75, axis=0), 60)
    tables = np.clip(np.arange(256)[:, None] * (250 / paper), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, tables[None]))


def find_seals(image: Image, dpi: float) -> Iterator[Ellipse]:
    """Outlines of seals, each once."""
    scale = min(1.0, _DPI / dpi)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = balanced(np.asarray(small, np.uint8))
    mm = dpi * scale / _MM_PER_INCH
    found: list[Ellipse] = []
    coloured = False
    for ink in (RED, BLUE):
        mask = (leads(small, ink) > _LEADS).astype(np.uint8)
        if np.count_nonzero(mask) < _LEAST_INK * mask.size:
            continue
        coloured = True
        _add(found, _outlined(mask, mm, ink))
        _add(found, _circles(mask * 255, mask, mm, ink))
    if not coloured:
        plain = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
        # A copied blue seal is as dark as print.
        for grey in (without_print(plain), plain):
            side = round(5 * mm) | 1
            dark = cv2.adaptiveThreshold(
                grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, 9
            )
            _add(found, _circles(grey, np.asarray(dark, np.uint8), mm, GREY))
    for e in found:
        centre = e.centre[0] / scale, e.centre[1] / scale
        yield Ellipse(centre, e.a / scale, e.b / scale, e.turn_deg, e.ink)


def without_print(grey: Mask) -> Mask:
    """A grey page whose print is paper: copied, a red seal is grey and print is black."""
    print_ = cv2.dilate((grey < _BLACK).astype(np.uint8), np.ones((3, 3), np.uint8))
    bare = grey.copy()
    bare[print_ > 0] = np.uint8(np.percentile(grey, 75))
    return bare


def _add(found: list[Ellipse], more: Iterator[Ellipse]) -> None:
    for one in more:
        near = _SAME * min(one.a, one.b)
        if all(math.dist(one.centre, other.centre) > near for other in found):
            found.append(one)


def _outlined(mask: Mask, mm: float, ink: str) -> Iterator[Ellipse]:
    """Connected ink with the shape of an ellipse and an outline of its own."""
    side = max(3, round(_CLOSING_MM * mm))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    for contour in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        x, y, w, h = cv2.boundingRect(contour)
        hull = cv2.convexHull(contour)
        if not _SIZE_MM[0] * mm <= max(w, h) <= _SIZE_MM[1] * mm or len(hull) < 8:
            continue
        (cx, cy), (d1, d2), turn = cv2.fitEllipse(hull)
        if min(d1, d2) * _FLAT < max(d1, d2) or min(d1, d2) < 0.6 * _SIZE_MM[0] * mm:
            continue
        one = Ellipse((cx, cy), d1 / 2, d2 / 2, turn, ink)
        area = cv2.contourArea(hull) / (d1 * d2)
        fill = float(mask[y : y + h, x : x + w].mean())
        shaped = _SOLID[0] <= area <= _SOLID[1] and _FILL[0] <= fill <= _FILL[1]
        if shaped and outline(mask, one) >= _OUTLINE:
            yield one


def _circles(picture: Mask, dark: Mask, mm: float, ink: str) -> Iterator[Ellipse]:
    """Circles that other ink crosses or touches, or that are grey among grey."""
    scale = min(1.0, 2.4 / mm)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (0, 0), 1.0),
        cv2.HOUGH_GRADIENT_ALT,
        1.5,
        16 * mm * scale,
        param1=120,
        param2=0.55,
        minRadius=round(13 * mm * scale),
        maxRadius=round(28 * mm * scale),
    )
    if circles is None:
        return
    for x, y, r in circles[0][:, :3].tolist():
        one = Ellipse((x / scale, y / scale), r / scale, r / scale, 0.0, ink)
        x0, y0, side = one.centre[0] - one.a, one.centre[1] - one.a, 2 * one.a
        inside = dark[max(0, int(y0)) : int(y0 + side), max(0, int(x0)) : int(x0 + side)]
        filled = inside.size and _FILL[0] <= float(inside.mean()) <= _FILL[1]
        if filled and outline(dark, one) >= _SHARED:
            yield one


def outline(mask: Mask, one: Ellipse) -> float:
    """The share of directions in which ink lies on the ellipse."""
    seen = np.zeros(len(_ANGLES), np.bool_)
    turn = math.radians(one.turn_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    for share in np.linspace(0.94, 1.03, 8):
        x, y = one.a * share * np.cos(_ANGLES), one.b * share * np.sin(_ANGLES)
        columns = (one.centre[0] + x * cos - y * sin).astype(int)
        rows = (one.centre[1] + x * sin + y * cos).astype(int)
        on = (columns >= 0) & (rows >= 0) & (columns < mask.shape[1]) & (rows < mask.shape[0])
        seen[on] |= mask[rows[on], columns[on]] > 0
    return float(seen.mean())
