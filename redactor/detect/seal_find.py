"""Where seals lie on a page: round and oval outlines in red or blue ink, round ones in grey."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.cut_seals import cut_circles
from redactor.detect.desk import desk_of
from redactor.detect.ellipses import are_across, edges_of, ovals_in
from redactor.detect.shared import once_a_page
from redactor.detect.upright import reading_of
from redactor.geometry import Point
from redactor.ports import Image, PageView

Mask = NDArray[np.uint8]
Floats = NDArray[np.float64]

RED, BLUE, GREY = "red", "blue", "grey"
_MM_PER_INCH = 25.4
_DPI = 100.0  # an outline of half a millimetre is two pixels wide
_LEADS = 26  # levels by which the ink's own channel leads
_SIZE_MM = (18.0, 70.0)  # of seals; round ones of offices have 30 to 50
_LEAST_INK = 3e-4  # of the page
_CLOSING_MM = 2.2  # joins characters and star with the ring
_OUTLINE = 0.55  # share of the outline that must show ink
_FLAT = 2.4  # longer to shorter side
_FILL = (0.05, 0.72)
_SOLID = (0.66, 0.86)  # hull to its rectangle; an ellipse has 0.785
_RADII_MM = (13.0, 25.0)
# Small round ones are looked for by themselves: together fewer large ones stand out among print.
SMALL_MM = (8.5, 13.0)
_RING_PX_MM = 3.0
_SHAPES = ((1.0, 0.0), (0.77, 0.0), (0.68, 0.0), (0.7, 14.0), (0.7, -14.0))
_WHITE = 250  # level of a page's paper
_STEEP, _STEEP_LEAD = 6.0, 6.0  # levels a pixel at an outline's edge
_ANGLES = np.linspace(0, 2 * np.pi, 180, endpoint=False)
_HALF = 0.6  # of its area has each of two seals at most that an ellipse goes round
_POOR, _WHOLE = 0.85, 0.93  # shares of outlines that show: of joined ink, of a seal's own ring
_INNER = 0.5  # of its longer half axis: so near lie the middles of two that joined ink goes round
_SAME, _OFF = 0.7, 0.25  # of the smaller axis, between centres of one seal, and of a seal's rings


@dataclass(frozen=True, slots=True)
class Ellipse:
    """A seal's outline in pixels of the page: centre, half axes, turn of the first in degrees."""

    centre: Point
    a: float
    b: float
    turn_deg: float
    ink: str
    covered: float = 1.0  # share of directions in which its outline shows

    def inside(self, angle: Floats, depth: Floats) -> tuple[Floats, Floats]:
        """Points ``depth`` pixels inside the outline, ``angle`` radians from the first axis."""
        cos, sin = np.cos(angle), np.sin(angle)
        across = np.hypot(cos / self.a, sin / self.b)
        x = self.a * cos - depth * cos / (self.a * across)
        y = self.b * sin - depth * sin / (self.b * across)
        turn = math.radians(self.turn_deg)
        to, up = math.cos(turn), math.sin(turn)
        return self.centre[0] + x * to - y * up, self.centre[1] + x * up + y * to


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
    tables = np.clip(np.arange(256)[:, None] * (_WHITE / paper), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, tables[None]))


@dataclass(frozen=True, slots=True)
class Coarse:
    """The page at a low resolution, its paper white."""

    image: Image
    scale: float
    mm: float  # in pixels

    def lead(self, ink: str) -> Mask:
        """By how many levels the ink's own channel leads, at least 0."""
        red, green, blue = cv2.split(self.image)
        own, others = (red, (green, blue)) if ink == RED else (blue, (red, green))
        return np.asarray(cv2.subtract(own, cv2.max(*others)), np.uint8)


@once_a_page
def coarse_of(view: PageView) -> Coarse:
    """The page as seals and stamps are looked for."""
    small, scale = shrunk_of(view)
    return Coarse(balanced(small), scale, view.geometry.dpi * scale / _MM_PER_INCH)


@once_a_page
def shrunk_of(view: PageView) -> tuple[Image, float]:
    """The page at 100 dpi, and its scale."""
    scale = min(1.0, _DPI / view.geometry.dpi)
    small = cv2.resize(view.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale


def find_seals(view: PageView) -> Iterator[Ellipse]:
    """Outlines of seals, each once."""
    page = coarse_of(view)
    turned = reading_of(view).turn in (90, 270)
    found: list[Ellipse] = []
    planes: list[tuple[Mask, float, str]] = []
    desk = _sized(desk_of(view), page.image.shape[:2])
    for ink in (RED, BLUE):
        lead = _on_paper(page.lead(ink), desk, 0)
        mask = (lead > _LEADS).astype(np.uint8)
        if np.count_nonzero(mask) < _LEAST_INK * mask.size:
            continue
        _add(found, _outlined(mask, page.mm, ink))
        rings = list(_rings(lead, _STEEP_LEAD, page.mm, ink, turned))
        found = [one for one in found if one.ink != ink or not _goes_round(one, rings)]
        _add(found, rings)
        _add(found, _cut(lead, page.mm, ink, desk))
        planes.append((lead, _STEEP_LEAD, ink))
    plain = _on_paper(
        np.asarray(cv2.cvtColor(page.image, cv2.COLOR_RGB2GRAY), np.uint8), desk, _WHITE
    )
    _add(found, _rings(plain, _STEEP, page.mm, GREY, turned))
    dark = np.asarray(_WHITE - np.minimum(plain, _WHITE), np.uint8)
    _add(found, _cut(dark, page.mm, GREY, desk))
    for plane, steep, ink in (*planes, (plain, _STEEP, GREY)):
        small = _rings(plane, steep, page.mm, ink, turned, is_small=True)
        # What lies within a seal is its inner outline, or an emblem.
        _add(found, [one for one in small if not any(_holds(seal, one) for seal in found)])
    scale = page.scale
    for e in (one for one in found if not _is_hull(one, found)):
        centre = e.centre[0] / scale, e.centre[1] / scale
        yield Ellipse(centre, e.a / scale, e.b / scale, e.turn_deg, e.ink, e.covered)


def _rings(
    plane: Mask, steep: float, mm: float, ink: str, turned: bool, is_small: bool = False
) -> Iterator[Ellipse]:
    """Outlines that other ink crosses or touches, or that are grey among grey."""
    scale = min(1.0, _RING_PX_MM / mm)
    small = cv2.resize(plane, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edges = edges_of(np.asarray(small, np.uint8), steep)
    shapes = [(flat, turn + 90.0 * turned) for flat, turn in _SHAPES]
    radii, shapes = (SMALL_MM, shapes[:1]) if is_small else (_RADII_MM, shapes)
    for one in ovals_in(edges, (radii[0] * mm * scale, radii[1] * mm * scale), shapes):
        centre = one.centre[0] / scale, one.centre[1] / scale
        yield Ellipse(centre, one.a / scale, one.b / scale, one.turn_deg, ink, one.covered)


def _sized(desk: Mask | None, size: tuple[int, ...]) -> Mask | None:
    if desk is None:
        return None
    return np.asarray(cv2.resize(desk, size[::-1], interpolation=cv2.INTER_NEAREST), np.uint8)


def _on_paper(plane: Mask, desk: Mask | None, bare: int) -> Mask:
    """The plane with the level of bare paper where the sheet's desk is."""
    return plane if desk is None else np.where(desk > 0, np.uint8(bare), plane)


def _cut(lead: Mask, mm: float, ink: str, desk: Mask | None) -> Iterator[Ellipse]:
    """Outlines that an edge of the sheet cuts: ``covered`` is their share of a whole one."""
    for one in cut_circles(lead, mm, desk, ink != GREY):
        yield Ellipse(one.centre, one.radius, one.radius, 0.0, ink, one.shown)


def _goes_round(one: Ellipse, rings: Sequence[Ellipse]) -> bool:
    """Whether it is the shape of joined ink whose rings tell of two seals across each other."""
    if one.covered < _POOR and any(r.covered >= _WHOLE and _is_same(r, one) for r in rings):
        return True  # a stamp or pen of the seal's ink touches it
    reach = _INNER * max(one.a, one.b)
    within = [ring for ring in rings if math.dist(ring.centre, one.centre) <= reach]
    return any(are_across(*pair) and are_across(*pair[::-1]) for pair in combinations(within, 2))


def _add(found: list[Ellipse], more: Iterable[Ellipse]) -> None:
    found.extend(one for one in more if not any(_is_same(one, other) for other in found))


def _is_same(one: Ellipse, other: Ellipse) -> bool:
    """Whether a seal is found already; not where the other one only goes round it and a second."""
    apart, near = math.dist(one.centre, other.centre), min(one.a, one.b)
    within = one.a * one.b < _HALF * other.a * other.b and apart > _OFF * near
    return apart <= _SAME * near and not within and not are_across(one, other)


def _holds(seal: Ellipse, one: Ellipse) -> bool:
    return math.dist(seal.centre, one.centre) < max(seal.a, seal.b)


def _is_hull(one: Ellipse, found: Sequence[Ellipse]) -> bool:
    """Whether it only goes round two seals that touch."""
    inner = (e for e in found if e.a * e.b < _HALF * one.a * one.b)
    return sum(math.dist(e.centre, one.centre) < max(one.a, one.b) for e in inner) >= 2


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
        shown = outline(mask, one)
        if shaped and shown >= _OUTLINE:
            yield replace(one, covered=shown)


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
