"""The rectangle of a portrait photo, from the face in it.

A mark on the face alone leaves the rest of the photo; one on the table cell round it takes the
cell's lines. The sides are looked for as straight edges where portrait formats put them, all
four together: a side that fits badly with the others loses to one that fits well.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.geometry import PxBox
from redactor.ports import Image

# Width to height: ID card 26 x 32, one inch 25 x 35, two inches 35 x 49 and 35 x 45, 33 x 48 mm.
_FORMATS = (26 / 32, 25 / 35, 35 / 45, 33 / 48)
_SHAPE = 25 / 35  # the most usual one
# The detector's box (forehead to chin) in such photos; from drawn portraits and photo rules.
_FACE_SHARE = 0.46  # of the photo's height
_REACH = {"left": (0.10, 1.2), "right": (0.10, 1.2), "top": (0.10, 1.0), "bottom": (0.15, 1.6)}
_USUAL = {"left": 0.55, "right": 0.55, "top": 0.50, "bottom": 0.75}  # beyond the face, if unseen
_SIDES = ("left", "top", "right", "bottom")
_EDGE = 7.0  # levels between the two sides of an edge
_LINE = 12.0  # that a printed line is darker than its sides
_ROWS = 9  # that are put together along an edge
_COVERED = 0.60  # least share of a side that must show the edge
_NO_EDGE = 0.45  # what a side without an edge counts for
_CANDIDATES = 5
_QUIET = 24.0  # levels between dark and bright in a studio background: its light falls off
_STEP_MM = 1.0
_OFF_LINE_MM = 1.0  # from a printed line to a mark, margin and all
_OFF_PAPER = 30.0  # levels off it: what belongs to the picture
_BEYOND_MM = 1.5  # of a side: nearer is the soft edge of the same
_CUT_OFF = 0.35  # of a side beyond which the figure goes on
_SHOULDERS_WIDE = 0.75  # of a side beyond which no seal reaches, but shoulders do
_SHOULDERS = 0.15  # of both sides, or of one down to its foot
_SHOULDER_FOOT, _BOTH_FEET = 0.1, 0.4  # of the side; of that on each of both sides
_SHOULDERS_EVEN = 0.03  # the same where the figure is as wide left as right
_EVEN = 0.85  # of the figure's reach beyond the face's middle on the one side, that on the other
_SNAP_MM, _CORNER = 2.5, 0.12  # from a side to its edge; of a side, left out at both ends
_THIN_MM = 1.6  # of the strokes of large print, of rulings and of seals


@dataclass(frozen=True, slots=True)
class Frame:
    """A photo's rectangle in an upright cut; ``seen`` are the sides that an edge shows."""

    box: PxBox
    seen: frozenset[str]
    quiet_sides: int  # 0 to 2: plain ground left and right of the head, as in a studio

    @property
    def is_photo(self) -> bool:
        """Whether it looks like a portrait photo rather than a face in a picture."""
        # Straight edges alone say little: windows and doors have them too.
        return self.quiet_sides == 2 or (self.quiet_sides == 1 and len(self.seen) >= 3)


@dataclass(frozen=True, slots=True)
class _Edge:
    at: float
    cover: float  # share of the side, beside the face, that shows it
    step: bool  # different ground on both sides, as at a photo's edge
    line: bool  # a dark line, as round a table cell
    shown: NDArray[np.int64]  # how much of the picture's whole height (width) shows it, summed up

    def covers(self, start: float, end: float) -> float:
        """Share of ``start`` to ``end``, along the side, that shows it: hair ends at the neck."""
        a, b = (min(max(0, int(x)), len(self.shown) - 1) for x in (start, end))
        whole = float(self.shown[b] - self.shown[a]) / max(1, b - a)
        return min(self.cover, whole)


def frame_round(image: Image, face: PxBox, dpi: float, keep: tuple[PxBox, ...]) -> Frame:
    """The photo round ``face`` in the upright ``image``.

    ``keep`` are boxes of printed characters: a side nobody sees stops short of them. Pixels of
    ``image`` throughout.
    """
    smooth = np.asarray(cv2.GaussianBlur(image, (3, 3), 0), np.float32)
    # Left and right share what rises along the rows; top and bottom are they, turned over.
    upright, level = _rises(smooth), _rises(smooth.transpose(1, 0, 2))
    edges = {
        side: _edges(level if side in ("top", "bottom") else upright, face, side, dpi)
        for side in _SIDES
    }
    best = _best(edges, face)
    seen = frozenset(side for side, edge in zip(_SIDES, best, strict=True) if edge is not None)
    at = dict(zip(_SIDES, _places(best, face), strict=True))
    height, width = image.shape[:2]
    off = _OFF_LINE_MM * dpi / 25.4
    for side, edge in zip(_SIDES, best, strict=True):
        if edge is not None and edge.line:  # of the cell, when the photo's own edge is close by
            at[side] += off if side in ("left", "top") else -off
    for side in _SIDES:
        if side not in seen:
            at[side] = _short_of(keep, face, at, side)
    box = PxBox(
        max(0.0, min(at["left"], face.x0)),
        max(0.0, min(at["top"], face.y0)),
        min(float(width), max(at["right"], face.x1)),
        min(float(height), max(at["bottom"], face.y1)),
    )
    box = _short_of_lines(_with_figure(image, face, box, dpi), box, edges, dpi)
    return Frame(box, seen, _quiet_sides(smooth, face, box))


def snapped(image: Image, box: PxBox, dpi: float) -> PxBox:
    """``box`` with each side on the clearest straight edge close by that is no printed line.

    What shows a photo's rectangle at a low resolution lies a millimetre or two off it. Pixels of
    the upright ``image``.
    """
    smooth = np.asarray(cv2.GaussianBlur(image, (3, 3), 0), np.float32)
    upright, level = _rises(smooth), _rises(smooth.transpose(1, 0, 2))
    across, down = (box.x0, box.x1), (box.y0, box.y1)
    return PxBox(
        _snapped(upright, box.x0, down, dpi),
        _snapped(level, box.y0, across, dpi),
        _snapped(upright, box.x1, down, dpi),
        _snapped(level, box.y1, across, dpi),
    )


def _snapped(rises: _Rises, at: float, along: tuple[float, float], dpi: float) -> float:
    inset = _CORNER * (along[1] - along[0])
    y0, y1 = max(0, int(along[0] + inset)), math.ceil(along[1] - inset)
    reach = _SNAP_MM * dpi / 25.4
    strong = rises.strong[y0:y1].mean(axis=0) >= _COVERED
    # What rises at a column is centred two to the right.
    near = np.abs(np.arange(len(strong)) + 2 - at) <= reach
    strength = rises.rise[y0:y1].mean(axis=0) * strong * near
    for peak in map(int, np.argsort(-strength)[: np.count_nonzero(strength)]):
        if not _ground(rises.smooth[y0:y1], peak + 2, dpi)[1]:
            return peak + 2.0
    return at


def _usual(face: PxBox, side: str) -> float:
    """Where a side is in most portraits."""
    by = _USUAL[side] * (face.width if side in ("left", "right") else face.height)
    start = {"left": face.x0, "top": face.y0, "right": face.x1, "bottom": face.y1}[side]
    return start - by if side in ("left", "top") else start + by


@dataclass(frozen=True, slots=True)
class _Rises:
    """Where a picture's levels rise or fall from one column to the next."""

    smooth: NDArray[np.float32]
    rise: NDArray[np.float32]
    strong: NDArray[np.uint8]  # 1 where that may be an edge


def _rises(smooth: NDArray[np.float32]) -> _Rises:
    # Grain goes when rows are put together, and a pale edge stays.
    rows = cv2.blur(smooth, (1, _ROWS))
    rise = np.abs(rows[:, 4:] - rows[:, :-4]).max(axis=2)  # centred two to the right
    # A lean of one degree moves an edge by a few pixels over its length.
    strong = cv2.dilate((rise > _EDGE).astype(np.uint8), np.ones((1, 5), np.uint8))
    return _Rises(smooth, rise, np.asarray(strong, np.uint8))


def _edges(rises: _Rises, face: PxBox, side: str, dpi: float) -> list[_Edge | None]:
    """Straight edges where ``side`` may be, the clearest first, and None: not to be seen.

    ``rises``: of the picture, and for ``top`` and ``bottom`` of it turned over its diagonal.
    """
    smooth, rise, strong = rises.smooth, rises.rise, rises.strong
    if side in ("top", "bottom"):
        face = PxBox(face.y0, face.x0, face.y1, face.x1)
        along = (face.y0 - 0.25 * face.height, face.y1 + 0.25 * face.height)
    else:
        along = (face.y0 - 0.25 * face.height, face.y1 + 0.45 * face.height)
    y0, y1 = max(0, int(along[0])), min(len(smooth), math.ceil(along[1]))
    low, high = (r * face.width for r in _REACH[side])
    start, end = (
        (face.x0 - high, face.x0 - low)
        if side in ("left", "top")
        else (face.x1 + low, face.x1 + high)
    )
    x0, x1 = max(3, int(start)), min(smooth.shape[1] - 3, math.ceil(end))
    if x1 - x0 < 2 or y1 - y0 < 4:
        return [None]
    band = smooth[y0:y1]
    cover = strong[y0:y1].mean(axis=0)
    strength = rise[y0:y1].mean(axis=0) * (cover >= _COVERED)
    found: list[_Edge] = []
    apart = max(2, round(0.8 * dpi / 25.4))
    left = strength.copy()
    left[: max(0, x0 - 2)] = 0
    left[max(0, x1 - 2) :] = 0
    while len(found) < _CANDIDATES and left.max() > 0:
        peak = int(left.argmax())
        # The shoulder of a blurred edge is no edge of its own.
        if strength[peak] < strength[max(0, peak - 1) : peak + 2].max():
            left[peak] = 0
            continue
        shown = np.concatenate([[0], np.cumsum(strong[:, peak], dtype=np.int64)])
        found.append(_Edge(peak + 2.0, float(cover[peak]), *_ground(band, peak + 2, dpi), shown))
        left[max(0, peak - apart) : peak + apart + 1] = 0
    return [*_before_lines(found, inwards=side in ("left", "top")), None]


def _before_lines(edges: list[_Edge], inwards: bool) -> list[_Edge | None]:
    """``edges`` without those beyond a printed line: a photo does not cross its table cell."""
    lines = [edge.at for edge in edges if edge.line]
    if not lines:
        return list(edges)
    nearest = max(lines) if inwards else min(lines)
    return [e for e in edges if (e.at >= nearest if inwards else e.at <= nearest)]


def _ground(band: NDArray[np.float32], x: int, dpi: float) -> tuple[bool, bool]:
    """Whether column ``x`` parts two grounds (a photo's edge), or is a dark printed line."""
    wide, skip = max(2, round(_STEP_MM * dpi / 25.4)), 3
    before, after = band[:, max(0, x - skip - wide) : x - skip], band[:, x + skip : x + skip + wide]
    if not before.size or not after.size:
        return False, False
    sides = np.stack([np.median(before, axis=(0, 1)), np.median(after, axis=(0, 1))])
    darkest = np.median(band[:, x - skip : x + skip + 1].min(axis=1), axis=0)
    if (sides.min(axis=0) - darkest).min() > _LINE:
        return False, True
    return bool(np.abs(sides[0] - sides[1]).max() > _EDGE), False


def _best(edges: dict[str, list[_Edge | None]], face: PxBox) -> tuple[_Edge | None, ...]:
    """The four sides that fit each other and a portrait best."""
    choices = itertools.product(*(edges[side] for side in _SIDES))
    return max(choices, key=lambda sides: _fit(sides, face))


def _places(sides: tuple[_Edge | None, ...], face: PxBox) -> tuple[float, float, float, float]:
    """Left, top, right and bottom; a side that no edge shows follows from those that are seen.

    A head stands in the middle of its photo, and photos have few shapes.
    """
    left, top, right, bottom = (None if edge is None else edge.at for edge in sides)
    # A card's border may be taken for a side, with one ground on both sides of it.
    sure_left, sure_right = (edge is not None and edge.step for edge in (sides[0], sides[2]))
    if left is None and right is not None and sure_right:
        left = 2 * face.centre[0] - right
    elif right is None and left is not None and sure_left:
        right = 2 * face.centre[0] - left
    if left is not None and right is not None and (top is None) != (bottom is None):
        height = (right - left) / _SHAPE
        top = bottom - height if bottom is not None else top
        bottom = top + height if top is not None else bottom
    known = zip(_SIDES, (left, top, right, bottom), strict=True)
    a, b, c, d = (_usual(face, side) if at is None else at for side, at in known)
    return a, b, c, d


def _fit(sides: tuple[_Edge | None, ...], face: PxBox) -> float:
    left, top, right, bottom = (
        _usual(face, name) if edge is None else edge.at
        for name, edge in zip(_SIDES, sides, strict=True)
    )
    width, height = max(1.0, right - left), max(1.0, bottom - top)
    shape = min(abs(math.log(width / height / known)) for known in _FORMATS)
    scale = abs(math.log(face.height / height / _FACE_SHARE))
    off_centre = abs(face.centre[0] - (left + right) / 2) / width
    extents = ((top, bottom), (left, right)) * 2
    score = sum(
        _NO_EDGE if e is None else e.covers(*extent) + 0.5 * e.step - 0.4 * e.line
        for e, extent in zip(sides, extents, strict=True)
    )
    return score - 4.0 * min(shape, 1) - 1.0 * min(scale, 1) - 3.0 * off_centre


def _short_of(keep: tuple[PxBox, ...], face: PxBox, at: dict[str, float], side: str) -> float:
    """``at[side]`` drawn back from printed characters, but never onto the head."""
    head = {
        "left": face.x0 - 0.25 * face.width,
        "right": face.x1 + 0.25 * face.width,
        "top": face.y0 - 0.35 * face.height,
        "bottom": face.y1 + 0.15 * face.height,
    }
    limit = at[side]
    for box in keep:
        across_x = box.x1 > at["left"] and box.x0 < at["right"]
        across_y = box.y1 > at["top"] and box.y0 < at["bottom"]
        if side == "left" and across_y and box.centre[0] < head["left"]:
            limit = max(limit, min(box.x1 + 1, head["left"]))
        elif side == "right" and across_y and box.centre[0] > head["right"]:
            limit = min(limit, max(box.x0 - 1, head["right"]))
        elif side == "top" and across_x and box.centre[1] < head["top"]:
            limit = max(limit, min(box.y1 + 1, head["top"]))
        elif side == "bottom" and across_x and box.centre[1] > head["bottom"]:
            limit = min(limit, max(box.y0 - 1, head["bottom"]))
    return limit


def _short_of_lines(
    grown: PxBox, box: PxBox, edges: dict[str, list[_Edge | None]], dpi: float
) -> PxBox:
    """``grown`` up to the lines of the cell round ``box``: blurred, a line that stands close to a
    photo hangs together with it. A line that the figure goes on behind is a fold of the sheet.
    """
    off, behind = _OFF_LINE_MM * dpi / 25.4, _BEYOND_MM * dpi / 25.4

    def limit(side: str, start: float, end: float) -> float:
        lines = [e.at for e in edges[side] if e is not None and e.line]
        if side in ("left", "top"):
            cell = [at for at in lines if at < start and at - end <= behind]
            return max([end, *(min(start, at + off) for at in cell)])
        cell = [at for at in lines if at > start and end - at <= behind]
        return min([end, *(max(start, at - off) for at in cell)])

    return PxBox(
        limit("left", box.x0, grown.x0),
        limit("top", box.y0, grown.y0),
        limit("right", box.x1, grown.x1),
        limit("bottom", box.y1, grown.y1),
    )


def _with_figure(image: Image, face: PxBox, box: PxBox, dpi: float) -> PxBox:
    """``box`` with the head and shoulders that it cuts off: a portrait before plain paper has no
    edges but those of hair and dress.

    A side stays where it is if what hangs together with them goes on there beyond any photo: a
    fold's shadow, a seal.
    """
    figure = _figure(image, box, dpi)
    x0, y0, x1, y1 = (round(v) for v in (box.x0, box.y0, box.x1, box.y1))
    rows = np.flatnonzero(figure[:, x0:x1].any(axis=1))
    columns = np.flatnonzero(figure[y0:y1].any(axis=0))
    if not len(rows) or not len(columns):
        return box
    whole = PxBox(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    most = PxBox(
        face.x0 - _REACH["left"][1] * face.width,
        face.y0 - _REACH["top"][1] * face.height,
        face.x1 + _REACH["right"][1] * face.width,
        face.y1 + _REACH["bottom"][1] * face.height,
    )
    by = round(_BEYOND_MM * dpi / 25.4)
    outside = {
        "left": figure[y0:y1, : max(0, x0 - by)],
        "top": figure[: max(0, y0 - by), x0:x1].T,
        "right": figure[y0:y1, x1 + by :],
        "bottom": figure[y1 + by :, x0:x1].T,
    }
    beyond = {side: np.asarray(part.any(axis=1)) for side, part in outside.items()}
    # A seal's star sticks out, too, but along a short piece of one side.
    shares = {side: float(beyond[side].mean()) for side in _SIDES}
    cut = {side for side in _SIDES if shares[side] > _CUT_OFF}
    # Nor is the figure as wide on both sides of the face with a seal at one.
    middle = (face.x0 + face.x1) / 2
    reaches = sorted((middle - whole.x0, whole.x1 - middle))
    least = _SHOULDERS_EVEN if reaches[0] >= _EVEN * reaches[1] else _SHOULDERS
    if min(shares["left"], shares["right"]) > least:
        cut |= {"left", "right"}
    # A seal reaches over one shoulder, and hides what that side has for an edge.
    foot = max(1, round(_SHOULDER_FOOT * (y1 - y0)))
    feet = {side: float(beyond[side][-foot:].mean()) for side in ("left", "right")}
    cut |= {side for side, share in feet.items() if shares[side] > least and share == 1}
    # Nor does it reach over the feet of both.
    if min(feet.values()) > _BOTH_FEET:
        cut |= feet.keys()
    ends = (whole.x0 > most.x0, whole.y0 > most.y0, whole.x1 < most.x1, whole.y1 < most.y1)
    bounded = {side for side, ended in zip(_SIDES, ends, strict=True) if ended}
    if len(bounded) < len(_SIDES):
        cut = {side for side in cut & bounded if shares[side] > _SHOULDERS_WIDE}
    if not cut:
        return box
    past = (box.x0 - whole.x0, box.y0 - whole.y0, whole.x1 - box.x1, whole.y1 - box.y1)
    # Where one side was taken wrongly, the soft edge of another is the figure's, too.
    left, top, right, bottom = (
        max(0.0, at) if side in cut or (side in bounded and at <= by) else 0.0
        for side, at in zip(_SIDES, past, strict=True)
    )
    grown = PxBox(box.x0 - left, box.y0 - top, box.x1 + right, box.y1 + bottom)
    # Lower down there may be shoulders.
    return box if grown == box else _with_figure(image, face, grown, dpi)


def _figure(image: Image, box: PxBox, dpi: float) -> NDArray[np.bool_]:
    """What is no paper, no print and no ruling, and hangs together with what is in ``box``."""
    rim = max(2, round(_STEP_MM * dpi / 25.4))
    border = [image[:rim], image[-rim:], image[:, :rim], image[:, -rim:]]
    paper = np.median(np.concatenate([b.reshape(-1, 3) for b in border]), axis=0)
    calm = cv2.blur(image, (rim, rim)).astype(np.float32)
    ink = (np.abs(calm - paper).max(axis=2) > _OFF_PAPER).astype(np.uint8)
    thick = round(_THIN_MM * dpi / 25.4) | 1
    ink = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8)))
    _, labels = cv2.connectedComponents(ink)
    inside = labels[int(box.y0) : math.ceil(box.y1), int(box.x0) : math.ceil(box.x1)]
    return np.isin(labels, np.unique(inside[inside > 0]))


def _quiet_sides(smooth: NDArray[np.float32], face: PxBox, photo: PxBox) -> int:
    """On how many sides of the upper head, inside the photo, the ground is plain."""
    y0, y1 = int(face.y0 - 0.25 * face.height), int(face.y0 + 0.35 * face.height)
    count = 0
    for x0, x1 in (
        (max(photo.x0 + 3, face.x0 - 0.42 * face.width), face.x0 - 0.22 * face.width),
        (face.x1 + 0.22 * face.width, min(photo.x1 - 3, face.x1 + 0.42 * face.width)),
    ):
        piece = smooth[max(0, y0) : max(0, y1), max(0, int(x0)) : max(0, int(x1))]
        if piece.shape[0] >= 3 and piece.shape[1] >= 2:
            low, high = np.percentile(piece.reshape(-1, 3), (10, 90), axis=0)
            count += bool((high - low).max() <= _QUIET)
    return count
