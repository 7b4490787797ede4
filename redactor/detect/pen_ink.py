"""Ink of a hand beside a label: what is neither print, nor a ruling, nor a seal's colour."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Char
from redactor.detect.upright import Cut, cells_of, cut_round
from redactor.geometry import Point, PtQuad, PxBox
from redactor.ports import PageView

Mask = NDArray[np.uint8]

_DPI = 150.0
_BEFORE_MM = 8.0  # a label
_RED = 30  # levels by which red leads: a seal's or an ink pad's
_SEAL = 110  # level of red from which nothing black lies below it
_OF_SEAL = 4  # times the other ink
_DARKER = (8.0, 25.0)  # levels below the surrounding paper, on pale copies and on others
_FAINT = 0.4  # of the depth of a stroke that is sure to be one
_OF_PRINT = 0.35  # of the depth of the label's own print
_RULING_MM = (11.0, 8.0)  # longer straight strokes, across and down, are rulings
_STROKE_MM, _MEETS_MM = 20.0, 1.5  # of a hand's straight strokes; from a ruling to the next
_LEAST_MM = 1.2  # of a stroke; specks are smaller
_FLECK_MM = 0.6  # what is left of a stroke beside the print that it crosses
_NAME_MM2 = 1.6  # ink of a whole signature
_NAME_MM = 4.0  # and its longer side
_GAP_MM = 14.0  # between the characters of one name
_CROSSED_MM = (
    0.8  # from a border to the strokes on its sides: rulings are taken out with their edges
)
_RAN_ON_MM, _RAN_ON_MM2 = 12.0, 0.3  # how far a hand runs on beyond its cell, and its ink there
_STROKE_EDGE_MM = 0.4  # what is too pale of it
_MARK_MM = (7.0, 30.0)  # sides of a stamp or fingerprint
_MARK_FILL = (0.16, 0.92)
# Round a mark there is little else in red: a seal's star has its ring.
_ALONE_MM, _ALONE = 10.0, 0.15
_CELL = 1.16  # of a printed character's box: its edges, too
_READ = 0.8  # score of print
_LARGE = 2.5  # heights of the label
_TALLEST = 1.8  # to the room that a character takes along its line
_HELD = 4  # characters, itself among them, whose middles lie in the box of one of print
_SQUARE = 0.86  # share of its rectangle that a stamp's outline takes; of an oval 0.785


@dataclass(frozen=True, slots=True)
class Window:
    """An upright cut round a label: the label's box in it, and the page's coordinates."""

    cut: Cut
    label: PxBox
    px_per_mm: float
    view: PageView
    chars: tuple[Char, ...]  # of the page, those in the cut
    shines_through: bool = False  # print of the sheet's back is seen, as pale as pale strokes

    def inside(self, quad: PtQuad) -> list[Point]:
        """A quad of the page as corners in the cut."""
        corners = self.cut.into(self.view.geometry.quads_to_px([quad]))
        return [(x, y) for x, y in corners[0].tolist()]


def window_on(view: PageView, label: Sequence[Char], reach_mm: tuple[float, float]) -> Window:
    """The label and what lies ``reach_mm`` right of it and as far above and below as given."""
    quads = [view.geometry.quad_to_px(c.quad) for c in label if c.quad is not None]
    # Characters lie as their line does; where each stands on it, grain of the paper tells, too.
    tops = [(tr[0] - tl[0], tr[1] - tl[1]) for tl, tr, *_ in quads]
    angle = math.atan2(sum(y for _, y in tops), sum(x for x, _ in tops))
    across, down = reach_mm
    cut, box, mm = cut_round(view, (quads[0], quads[-1]), angle, (_BEFORE_MM, across, down), _DPI)
    # A line that was read together with a stamp beside it is as high as that.
    height = min(box.height, _TALLEST * box.width / len(quads))
    box = replace(box, y0=(box.y0 + box.y1 - height) / 2, y1=(box.y0 + box.y1 + height) / 2)
    height_px, width_px = cut.image.shape[:2]
    page = cut.corners_back(PxBox(0, 0, width_px, height_px))
    around = view.geometry.quad_to_pt(page).box.grown(2.0)
    chars = [
        c
        for c in view.text.chars
        if c.quad is not None and not c.text.isspace() and around.overlap(c.quad.box)
    ]
    height = float(np.median([c.quad.box.height for c in label if c.quad is not None]))
    return Window(cut, box, mm, view, tuple(_without_stamps(chars, _LARGE * height)))


def _without_stamps(chars: Sequence[Char], large_pt: float) -> Iterator[Char]:
    """Leave out what is no print: a stamp with all in it, or a fingerprint, that was read as one
    character.

    A watermark's large character is read well.
    """
    middles = [c.quad.centre for c in chars if c.quad is not None]
    for char in chars:
        poor = char.quad if char.score < _READ else None
        small = poor is None or min(poor.box.width, poor.box.height) <= large_pt
        if poor is None or (small and sum(map(poor.contains, middles)) <= _HELD):
            yield char


@dataclass(frozen=True, slots=True)
class PenInk:
    """Strokes of a window: 1 where a hand wrote."""

    mask: Mask
    faint: Mask  # with what is too pale to be a hand's by itself
    px_per_mm: float
    borders: Mask  # 1 where a ruling stands upright
    lines: Mask  # 1 where one runs across

    def between_borders(self, box: PxBox, label: PxBox) -> PxBox:
        """``box`` no wider than the cell that the label stands in."""
        before, behind = self._borders_beside(label)
        gap = 0.5 * self.px_per_mm
        left = float(before[-1]) + gap if len(before) else box.x0
        right = float(behind[0]) - gap if len(behind) else box.x1
        x0, x1 = max(box.x0, left), min(box.x1, right)
        return PxBox(x0, box.y0, max(x0, x1), box.y1)

    def without_frames(self) -> PenInk:
        """The same, but that upright rulings no longer than a stamp's sides bound no cell."""
        _, labels, stats, _ = cv2.connectedComponentsWithStats(self.borders)
        long = stats[:, cv2.CC_STAT_HEIGHT] > _MARK_MM[1] * self.px_per_mm
        long[0] = False
        return replace(self, borders=long[labels].astype(np.uint8))

    def over_border(self, name: PxBox, label: PxBox) -> PxBox | None:
        """What of a hand stands behind the border of the label's cell, where it ran over that."""
        mm = self.px_per_mm
        _, behind = self._borders_beside(label)
        if not len(behind) or name.x1 < behind[0] - _CROSSED_MM * mm:
            return None
        width = int(np.argmax(np.diff(behind, append=np.inf) > 1))
        free, end = int(behind[width]) + 1, int(behind[width] + _RAN_ON_MM * mm)
        # A border takes the strokes along it with it: what is left are their feet.
        ink = self.faint[int(name.y0) : int(name.y1) + 1, free:end]
        columns = np.flatnonzero(ink.any(axis=0))
        apart = np.diff(columns, prepend=0, append=np.inf) > _CROSSED_MM * mm
        hand = columns[: int(np.argmax(apart))]
        if not len(hand) or ink[:, : hand[-1] + 1].sum() < _RAN_ON_MM2 * mm * mm:
            return None
        by = _STROKE_EDGE_MM * mm
        return PxBox(free, name.y0 - by, free + float(hand[-1]) + 1 + by, name.y1 + by)

    def next_cell(self, label: PxBox) -> PxBox | None:
        """Where the cell right of the label's begins, in the label's rows; None where no ruling
        goes on below both: a stamp has a frame, too.
        """
        _, behind = self._borders_beside(label)
        if not len(behind):
            return None
        start = float(behind[int(np.argmax(np.diff(behind, append=np.inf) > 1))]) + 1
        cell = PxBox(start, label.y0, start + 1, label.y1)
        floor = self.floor_under(label)
        level = abs(floor - self.floor_under(cell)) < _MEETS_MM * self.px_per_mm
        return cell if level else None

    def _borders_beside(self, label: PxBox) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Columns of upright rulings left and right of the label's middle."""
        rows = self.borders[int(label.y0) : int(label.y1) + 1]
        at = np.flatnonzero(rows.mean(axis=0) > 0.7)
        middle = (label.x0 + label.x1) / 2
        return at[at < middle], at[at > middle]

    def floor_under(self, label: PxBox) -> float:
        """The ruling that the label's cell stands on; far off where there is none."""
        first = int(label.y1)
        rows = self.lines[first:, max(0, int(label.x0)) : int(label.x1) + 1]
        at = np.flatnonzero(rows.mean(axis=1) > 0.7)
        return float(first + at[0]) if len(at) else math.inf

    def name_in(self, box: PxBox) -> PxBox | None:
        """The strokes of one name in ``box``, whole; None where there is too little ink."""
        mm = self.px_per_mm
        parts = _parts(self.mask)
        name = self._strokes(parts, box)
        if not name:
            return None
        # The pale beginning of a name is no name, but goes with its end.
        hull = PxBox.around([*name, *self._strokes(_parts(self.faint), box)])
        # A ruling that the hand crosses cuts feet off, too small to be strokes.
        near = PxBox(hull.x0 - mm, hull.y0 - 1.5 * mm, hull.x1 + mm, hull.y1 + 1.5 * mm)
        hull = PxBox.around([hull, *(s for s in parts if _is_inside(s, near))])
        # A stroke that touches the next row's is cut where that row begins.
        top, foot = max(hull.y0, box.y0 - mm), min(hull.y1, box.y1 + mm)
        hull = PxBox(hull.x0, min(top, foot), hull.x1, foot)
        ink = self.mask[int(hull.y0) : int(hull.y1) + 1, int(hull.x0) : int(hull.x1) + 1]
        enough = int(ink.sum()) >= _NAME_MM2 * mm * mm
        return hull if enough and max(hull.width, hull.height) >= _NAME_MM * mm else None

    def strokes_in(self, box: PxBox) -> list[PxBox]:
        """What of the strokes lies in ``box``, specks left out."""
        x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
        x1, y1 = max(x0, int(box.x1)), max(y0, int(box.y1))
        parts = _parts(np.ascontiguousarray(self.mask[y0:y1, x0:x1]))
        least = _FLECK_MM * self.px_per_mm
        return [
            PxBox(p.x0 + x0, p.y0 + y0, p.x1 + x0, p.y1 + y0)
            for p in parts
            if max(p.width, p.height) >= least
        ]

    def _strokes(self, parts: Sequence[PxBox], box: PxBox) -> list[PxBox]:
        """Strokes among ``parts`` in ``box``, from the left, up to a gap wider than a name has."""
        mm = self.px_per_mm
        strokes = [
            part
            for part in parts
            if max(part.width, part.height) >= _LEAST_MM * mm
            and box.x0 <= (part.x0 + part.x1) / 2 <= box.x1
            and box.y0 <= (part.y0 + part.y1) / 2 <= box.y1
        ]
        strokes.sort(key=lambda s: s.x0)
        name: list[PxBox] = []
        for stroke in strokes:
            if name and stroke.x0 - max(s.x1 for s in name) > _GAP_MM * mm:
                break
            name.append(stroke)
        return name


def _parts(mask: Mask) -> list[PxBox]:
    if not mask.size:
        return []  # OpenCV does not come back from an empty picture
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    return [PxBox(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist()]


def _is_inside(box: PxBox, around: PxBox) -> bool:
    across = around.x0 <= box.x0 and box.x1 <= around.x1
    return across and around.y0 <= box.y0 and box.y1 <= around.y1


def pen_ink(window: Window, printed: Iterable[Char]) -> PenInk:
    """The ink in the window that is none of the ``printed`` characters'."""
    image = window.cut.image
    red, green, blue = (c.astype(np.int16) for c in cv2.split(image))
    plain = np.maximum(red, np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.int16))
    # Black ink below a seal stays dark on the red channel; the seal alone does not.
    seal = (red - np.maximum(green, blue) > _RED) & (red > _SEAL)
    plain[seal] = np.median(plain)
    grey8 = cv2.medianBlur(np.clip(plain, 0, 255).astype(np.uint8), 3)
    side = round(8 * window.px_per_mm) | 1
    ink = _depth(plain, window)
    depth = float(np.clip(ink, *_DARKER))
    # What shines through is no deeper than a faint stroke.
    hands = [max(depth, ink)] * 2 if window.shines_through else [depth, _FAINT * depth]
    mask, strong, faint = (
        cv2.adaptiveThreshold(
            grey8, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, levels
        ).astype(np.uint8)
        for levels in (depth, hands[0], max(_DARKER[0], hands[1]))
    )
    # Both from the whole picture: what one takes away would cut the other into strokes.
    across, down = (round(mm * window.px_per_mm) for mm in _RULING_MM)
    lines = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, across), np.uint8))
    # In a photograph a border that leans by a degree is straight for few pixels only.
    thick = cv2.dilate(mask, np.ones((1, 3), np.uint8))
    borders = mask & cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((down, 1), np.uint8))
    rulings = cv2.dilate(lines | borders, np.ones((5, 5), np.uint8)) > 0
    borders = _of_cells(np.asarray(borders, np.uint8), np.asarray(lines, np.uint8), window)
    # A stamp's characters are in its colour: their boxes would only hide a hand beside them.
    chars = [c for c in printed if not _is_of_seal(window, c, seal, mask)]
    for one in (strong, faint):
        one[rulings] = 0
        without_print(one, window, chars)
    strong, faint = (
        np.asarray(cv2.morphologyEx(one, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
        for one in (strong, faint)
    )
    return PenInk(
        strong, faint, window.px_per_mm, *(np.asarray(m, np.uint8) for m in (borders, lines))
    )


def _of_cells(borders: Mask, lines: Mask, window: Window) -> Mask:
    """Upright rulings that bound a cell: another one meets each, or it is longer than any stroke of
    a large hand.
    """
    mm = window.px_per_mm
    by = 2 * round(_MEETS_MM * mm) + 1
    _, labels, stats, _ = cv2.connectedComponentsWithStats(borders)
    meets = cv2.dilate(lines, np.ones((by, by), np.uint8)) > 0
    bound = np.bincount(labels[meets], minlength=len(stats)) > 0
    bound |= stats[:, cv2.CC_STAT_HEIGHT] > _STROKE_MM * mm
    bound[0] = False
    return np.asarray(bound[labels], np.uint8)


def _is_of_seal(window: Window, char: Char, seal: NDArray[np.bool_], ink: Mask) -> bool:
    """Whether in a character's box there is a seal's ink, and hardly any other."""
    if char.quad is None:
        return False
    corners = np.array(window.inside(char.quad))
    (x0, y0), (x1, y1) = np.clip([corners.min(axis=0), corners.max(axis=0)], 0, None).astype(int)
    here = slice(y0, y1 + 1), slice(x0, x1 + 1)
    return int(seal[here].sum()) > _OF_SEAL * int(ink[here].sum())


def _depth(plain: NDArray[np.int16], window: Window) -> float:
    """Levels below the paper that the ink of a hand has, by how dark the label is printed."""
    box = window.label
    label = plain[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1]
    if not label.size:
        return 0.0
    paper, ink = np.percentile(label, (90, 5))
    return _OF_PRINT * float(paper - ink)


def without_print(mask: Mask, window: Window, printed: Iterable[Char]) -> None:
    """Take printed characters out of ``mask``."""
    quads = [char.quad for char in printed if char.quad is not None]
    corners = window.cut.into(window.view.geometry.quads_to_px(quads))
    for cell in cells_of(corners, _CELL):
        cv2.fillConvexPoly(mask, cell, 0)


@dataclass(frozen=True, slots=True)
class PressedMark:
    """A stamp or a fingerprint. ``is_whole``: all of its outline shows."""

    box: PxBox
    is_square: bool
    is_whole: bool = True


def marks_in(window: Window) -> Iterator[PressedMark]:
    """Red marks right of the label that are too small for an office's seal."""
    image, mm = window.cut.image, window.px_per_mm
    red, green, blue = (c.astype(np.int16) for c in cv2.split(image))
    mask = ((red - np.maximum(green, blue)) > _RED).astype(np.uint8)
    side = max(3, round(1.6 * mm))
    joined = cv2.morphologyEx(
        cv2.copyMakeBorder(mask, side, side, side, side, cv2.BORDER_CONSTANT, value=0),
        cv2.MORPH_CLOSE,
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)),
    )[side:-side, side:-side]
    contours = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    height, width = mask.shape
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        whole = x > 0 and y > 0 and x + w < width and y + h < height
        sized = _MARK_MM[0] * mm <= min(w, h) and max(w, h) <= _MARK_MM[1] * mm
        if not (whole and sized and x + w > window.label.x0 and max(w, h) < 2 * min(w, h)):
            continue
        own = int(mask[y : y + h, x : x + w].sum())
        by = round(_ALONE_MM * mm)
        around = int(mask[max(0, y - by) : y + h + by, max(0, x - by) : x + w + by].sum())
        filled = _MARK_FILL[0] * w * h <= own <= _MARK_FILL[1] * w * h
        if not filled or around - own > _ALONE * own:
            continue
        yield PressedMark(PxBox(x, y, x + w, y + h), is_square(contour))


def is_square(contour: cv2.typing.MatLike) -> bool:
    """Whether a stamp's outline fills its rectangle, as that of no round or oval one does."""
    (_, _), (a, b), _ = cv2.minAreaRect(contour)
    return bool(cv2.contourArea(cv2.convexHull(contour)) >= _SQUARE * a * b)
