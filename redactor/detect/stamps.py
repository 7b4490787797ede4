"""Square name stamps and square seals, wherever on a page: in red, blue or grey."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import Candidate, Char, Entity
from redactor.detect.code_fields import module_fields
from redactor.detect.pen_ink import is_square
from redactor.detect.seal_find import BLUE, GREY, RED, Mask, coarse_of, leads, shrunk_of
from redactor.detect.seal_plane import dark_ink
from redactor.detect.shared import once_a_page
from redactor.detect.upright import cells_of, level_cut, reading_of
from redactor.geometry import Point, PxBox
from redactor.ports import Image, PageView

_MM_PER_INCH = 25.4
_LEADS = 26  # levels by which the ink's own channel leads
_CLOSING_MM = 1.6  # joins the characters with the frame
_SIDE_MM = (9.0, 27.0)
_SAME_MM = 3.0  # between the middles of one stamp
_CORE_MM = 5.0  # no stroke of a hand, nor several close together, is so thick
ENDS = "之私印章"  # of what a stamp says besides a name
_FLAT = 1.3  # longer to shorter side
# A person's round or oval stamp: offices' seals are larger. Hull to its rectangle: an ellipse's
# is 0.785. Of each side of that so much shows ink, and the field reaches so far from the middle.
_ROUND_MM, _ROUND_FLAT, _ROUND = 17.5, 1.7, (0.7, 0.84)
_ROUND_SIDE, _DISC = 0.4, 0.41
_SIDE, _FRAME = 0.4, 0.68  # share of a side, and of all four, that shows ink
_EDGE = 0.1  # of the side: how deep it may lie
_INVERSE = 0.5  # share of ink from which the characters are what has none
_BAREST = 3.0  # per cent of a field, at either end
_PX = 192  # side of a stamp as it is read
_BLUR_MM = 0.5  # beyond the frame
_RIM = 0.065  # of the side: the frame, which stays where the ink alone goes
_FAINTEST = 30.0  # levels of full ink at least
_COLOURED = 2e-4  # share of the page in an ink: the smallest stamp has more
# Of a copy without colour: what paper lies round, levels below it, and the shortest ruling.
_AROUND_MM, _DARKER, _RULING_MM = 16.0, (6.0, 20.0), 32.0
_DARKEST = 3  # per cent of the ink: print, however little of it there is
_OF_CONTRAST = 0.08  # of print against paper: so much below paper is ink
_PAPER_MM = 2.0  # round a code
_SPECK_MM = 1.2  # the rest of a printed character
_SOLID_MM, _SOLID = 6.0, 0.55  # larger than characters in bold and the room between their lines
_LINE_MM = 6.0  # the height of a line of print
_HALFTONE = 0.15  # of the way from paper to print: paler is none
_RIM_MM, _DUST_MM, _PRINT_MM = 0.5, 0.8, 4.2  # round print, and what is left of it; its height
_SIDE_PART_MM = 3.6  # of a frame's side, that stands out of it
_BARS = 0.7  # share of the levels' variance between rows or columns: a piece of a bar code
_AS_PRINT = 0.22  # of the way from print to paper
_READ, _CELL = 0.8, 1.16  # score of print that was read, and what it takes of its box
_MIRRORED = 0.8  # of 1: how like a corner is the next one in a mirror; a stamp is like none
_ALIKE, _ALIGNED = 0.15, 0.7  # of a side: how far sides differ, and middles stand off a line
# Pale pieces as large as characters: where there are so many, the back of the sheet shows through
# (1,023 on one sheet; 9 where a stamp lies on dense print).
_MANY, _CHARACTER_MM = 80, 1.5
_INSIDE = 0.09  # of the side: the frame
# Characters of the right column and of the left one: 王 | 伟, 王 | 伟印, 王伟 | 之印 …
_LAYOUTS = ((1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 3), (3, 4))
_CELL_PX, _GAP_PX = 64, 6


@dataclass(frozen=True, slots=True)
class Stamp:
    """A square, or what lies round an oval, and its field within the frame, in pixels of the page;
    and its characters in a row, in each layout. ``ink``: red, blue or grey.
    """

    corners: tuple[Point, Point, Point, Point]
    field: tuple[Point, Point, Point, Point]
    strips: tuple[Image, ...]
    ink: str
    is_round: bool = False


def find_stamps(view: PageView) -> Iterator[Stamp]:
    """Framed or filled squares, circles and ovals in red or blue; dark ones where no red is."""
    some = np.ascontiguousarray(view.image[::4, ::4])
    red, blue = (float((leads(some, ink) > _LEADS).mean()) for ink in (RED, BLUE))
    seen: list[Point] = []
    if red:
        yield from _stamps_in(view, RED, _coloured(view, RED), seen)
    if blue >= _COLOURED:
        yield from _stamps_in(view, BLUE, _coloured(view, BLUE), seen)
    if red < _COLOURED:
        for mask_of in (_unread, _halftone):
            yield from _stamps_in(view, GREY, mask_of(view), seen)


def _stamps_in(view: PageView, colour: str, mask: Mask, seen: list[Point]) -> Iterator[Stamp]:
    """Those that the mask shows, but for places ``seen``, to which they are added."""
    dpi = view.geometry.dpi
    scale = shrunk_of(view)[1]
    mm = dpi * scale / _MM_PER_INCH
    side = max(3, round(_CLOSING_MM * mm))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    turn = reading_of(view).turn
    for contour in _contours(mask, joined, mm):
        (x, y), (a, b), lean = cv2.minAreaRect(contour)
        if any(math.dist((x, y), other) < _SAME_MM * mm for other in seen):
            continue
        sized = _SIDE_MM[0] * mm <= min(a, b) and max(a, b) <= _SIDE_MM[1] * mm
        square = is_square(contour)
        if not sized or max(a, b) > (_FLAT if square else _ROUND_FLAT) * min(a, b):
            continue
        if not square and (max(a, b) > _ROUND_MM * mm or not _is_round(contour)):
            continue
        lean = lean - 90 if lean > 45 else lean
        a, b = (b, a) if turn in (90, 270) else (a, b)
        middle, size = (x / scale, y / scale), (a / scale, b / scale)
        cut = level_cut(view.image, middle, size, 1.0, turn - lean)
        field_of = _characters if square else _round_characters
        fields = map(field_of, _planes(view, cut.image, middle, size, colour))
        if (cells := next((field for field in fields if field is not None), None)) is not None:
            height, width = cut.image.shape[:2]
            whole = PxBox(0, 0, width, height)
            outer = cut.corners_back(whole.grown(_BLUR_MM * dpi / _MM_PER_INCH))
            inner = cut.corners_back(whole.grown(-_RIM * min(width, height)))
            if colour != RED and _is_code(view, outer):
                continue
            seen.append((x, y))
            strips = tuple(_strip(cells, layout) for layout in _LAYOUTS)
            yield Stamp(outer, inner, strips, colour, not square)


def _contours(ink: Mask, joined: Mask, mm: float) -> Iterator[NDArray[np.int32]]:
    """Outlines of what hangs together; and of its solid parts, and of what it goes round, without
    a hand that runs on. Joined, a hand close below a stamp is as solid as it: the last look is at
    the bare ink.
    """
    core = np.ones((round(_CORE_MM * mm),) * 2, np.uint8)
    whole = _outlines(joined)
    yield from whole
    for mask in (joined, _filled(joined, whole), _filled(ink, _outlines(ink))):
        yield from _outlines(cv2.morphologyEx(mask, cv2.MORPH_OPEN, core))


def _outlines(mask: cv2.typing.MatLike) -> list[NDArray[np.int32]]:
    return list(cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0])


def _filled(mask: Mask, outlines: Sequence[NDArray[np.int32]]) -> Mask:
    return np.asarray(cv2.drawContours(np.zeros_like(mask), outlines, -1, 1, cv2.FILLED), np.uint8)


def is_ornament(view: PageView, stamp: Stamp, stamps: Sequence[Stamp]) -> bool:
    """Whether it is a corner of a certificate's frame: one as large stands in its row, and another
    in its column, or its image in a mirror does. Those may hang together with the frame.
    """
    (x, y), side = _middle(stamp), math.dist(*stamp.corners[:2])
    alike = [
        _middle(other)
        for other in stamps
        if other is not stamp and abs(math.dist(*other.corners[:2]) / side - 1) < _ALIKE
    ]
    near = _ALIGNED * side
    if any(abs(v - y) < near for _, v in alike) and any(abs(u - x) < near for u, _ in alike):
        return True
    return _is_mirrored(view, stamp)


def _is_mirrored(view: PageView, stamp: Stamp) -> bool:
    """Whether its row shows it once more, left and right exchanged, and its column turned over."""
    small, scale = shrunk_of(view)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    (x, y), side = _middle(stamp), math.dist(*stamp.corners[:2]) * scale
    x0, x1, y0, y1 = (
        max(0, round(middle * scale + by * side)) for middle in (x, y) for by in (-0.5, 0.5)
    )
    patch, by = grey[y0:y1, x0:x1], round(_ALIGNED * side / 2)
    row = grey[max(0, y0 - by) : y1 + by].copy()
    column = grey[:, max(0, x0 - by) : x1 + by].copy()
    row[:, max(0, x0 - by) : x1 + by] = 255
    column[max(0, y0 - by) : y1 + by] = 255
    return all(
        patch.shape[0] <= strip.shape[0]
        and patch.shape[1] <= strip.shape[1]
        and float(cv2.matchTemplate(strip, cv2.flip(patch, code), cv2.TM_CCOEFF_NORMED).max())
        >= _MIRRORED
        for strip, code in ((row, 1), (column, 0))
    )


def _middle(stamp: Stamp) -> Point:
    return tuple(np.mean(stamp.corners, axis=0).tolist())


def without_stamps(chars: Sequence[Char], wanted: Sequence[Candidate]) -> list[Char]:
    """Characters but for those of lines that say own names' characters alone, as a stamp's do."""
    own = set(ENDS).union(*(c.text for c in wanted if c.entity is Entity.NAME))
    foreign = {c.line for c in chars if not c.text.isspace() and c.text not in own}
    return [c for c in chars if c.line in foreign]


def _is_code(view: PageView, corners: Sequence[Point]) -> bool:
    """Whether it is a QR code, dark or light: a framed square of strokes, too."""
    dpi = view.geometry.dpi
    by = _PAPER_MM * dpi / _MM_PER_INCH
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    rows = slice(max(0, int(min(ys) - by)), int(max(ys) + by))
    part = view.image[rows, max(0, int(min(xs) - by)) : int(max(xs) + by)]
    grey = np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), np.uint8)
    looks = (grey, np.asarray(255 - grey, np.uint8))
    return any(next(module_fields(look, dpi, ()), None) is not None for look in looks)


def _coloured(view: PageView, ink: str) -> Mask:
    return np.asarray(coarse_of(view).lead(ink) > _LEADS, np.uint8)


def _unread(view: PageView) -> Mask:
    """Ink that is neither a ruling nor print that was read: of what lies over that, the paler."""
    small, scale = shrunk_of(view)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    mm = view.geometry.dpi * scale / _MM_PER_INCH
    around, tones = round(_AROUND_MM * mm) | 1, _Tones.of(np.asarray(grey, np.uint8))
    ink = cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, tones.darker
    )
    long = round(_RULING_MM * mm)
    for shape in ((1, long), (long, 1)):
        ruling = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        ink[cv2.dilate(ruling, np.ones((3, 3), np.uint8)) > 0] = 0
    print_ = np.zeros_like(ink)
    read = without_stamps(view.text.chars, view.candidates)
    quads = [c.quad for c in read if c.score >= _READ and c.quad is not None]
    for cell in cells_of(view.geometry.quads_to_px(quads) * scale, _CELL):
        cv2.fillConvexPoly(print_, cell, 1)
    print_[_solid(ink, mm) > 0] = 0
    ink[(print_ > 0) & (_dark(grey, tones.print_level) > 0)] = 0
    # The rims of print that was read would hang together with a frame close by.
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    specks = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) < _SPECK_MM * mm
    ink[specks[labels]] = 0
    # Behind a line of print a frame goes on; what is left of print has no strokes as long.
    high, long = round(_LINE_MM * mm), round(_SIDE_PART_MM * mm)
    for part, gap in (((long, 1), (high, 1)), ((1, long), (1, high))):
        straight = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(part, np.uint8))
        ink |= cv2.morphologyEx(straight, cv2.MORPH_CLOSE, np.ones(gap, np.uint8)) & print_
    return np.asarray(ink, np.uint8)


def _solid(ink: Mask, mm: float) -> Mask:
    """Where most is ink, as in a stamp cut into its ground: what was read there leaves no gaps."""
    side = round(_SOLID_MM * mm)
    mostly = cv2.blur(ink * 255, (side, side)) > _SOLID * 255
    return np.asarray(cv2.dilate(mostly.astype(np.uint8), np.ones((side, side), np.uint8)))


def _halftone(view: PageView) -> Mask:
    """Ink that is paler than print, without the soft rims of that; gaps that print makes in it are
    closed. What coloured ink becomes on a grey copy. Nothing where the back shows through.
    """
    small, scale = shrunk_of(view)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    mm, tones = view.geometry.dpi * scale / _MM_PER_INCH, _tones_of(view)
    pale = max(tones.darker, _HALFTONE * (tones.paper - tones.darkest))
    side = 2 * round(_RIM_MM * mm) + 1
    print_ = cv2.dilate(
        (grey < tones.print_level).astype(np.uint8), np.ones((side, side), np.uint8)
    )
    ink = ((grey < tones.paper - pale) & (print_ == 0)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    sizes = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    if int((sizes.min(axis=1) > _CHARACTER_MM * mm).sum()) > _MANY:
        return np.zeros_like(ink)
    specks = sizes.max(axis=1) < _DUST_MM * mm
    ink[specks[labels]] = 0
    high = round(_PRINT_MM * mm)
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((high, high), np.uint8))
    return np.asarray(ink | (whole & print_), np.uint8)


@dataclass(frozen=True, slots=True)
class _Tones:
    """Grey levels of print and of paper on a page."""

    darkest: float
    paper: float

    @classmethod
    def of(cls, grey: NDArray[np.uint8]) -> _Tones:
        some = grey[::2, ::2]
        paper = float(np.percentile(some, 75))
        ink = some[some < paper - _DARKER[0]]
        return cls(float(np.percentile(ink, _DARKEST)) if ink.size else 0.0, paper)

    @property
    def darker(self) -> float:
        """Levels below paper from which on it is ink: fewer on a pale copy."""
        return float(np.clip(_OF_CONTRAST * (self.paper - self.darkest), *_DARKER))

    @property
    def print_level(self) -> float:
        """The level from which on it is as dark as print."""
        return self.darkest + _AS_PRINT * (self.paper - self.darkest)


@once_a_page
def _tones_of(view: PageView) -> _Tones:
    some = np.ascontiguousarray(view.image[::2, ::2])
    return _Tones.of(np.asarray(cv2.cvtColor(some, cv2.COLOR_RGB2GRAY), np.uint8))


def _dark(grey: NDArray[np.uint8], level: float) -> Mask:
    """Where it is as dark, and round that."""
    return np.asarray(cv2.dilate((grey < level).astype(np.uint8), np.ones((3, 3), np.uint8)))


def _planes(
    view: PageView, cut: Image, middle: Point, size: tuple[float, float], colour: str
) -> Iterator[Image]:
    """The stamp's ink as a square, 255 for full ink, as it may be told from print below it."""
    paper = _paper(view.image, middle, max(size))
    if colour == GREY:
        inks = list(_grey_inks(cut, paper, _tones_of(view)))
    else:
        inks = [dark_ink(cut, colour, paper)]
    for ink in inks:
        full = np.clip(ink * (255 / max(_FAINTEST, float(np.percentile(ink, 95)))), 0, 255)
        plane = cv2.resize(full.astype(np.uint8), (_PX, _PX), interpolation=cv2.INTER_CUBIC)
        yield np.asarray(plane, np.uint8)


def _grey_inks(cut: Image, paper: Image, tones: _Tones) -> Iterator[NDArray[np.float32]]:
    """By how much it is darker than paper: without print where that is darker than most ink, then
    with all, for a stamp as dark as print has soft edges.
    """
    grey, around = (
        np.asarray(cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2GRAY), np.uint8)
        for image in (cut, paper)
    )
    bare = float(np.percentile(around, 75))
    ink = np.float32(bare) - grey.astype(np.float32)
    inked = grey[ink > tones.darker]
    if inked.size and float(np.median(inked)) > tones.print_level:
        yield np.where(_dark(grey, tones.print_level) > 0, np.float32(0), ink)
    yield ink


def _paper(image: Image, middle: Point, side: float) -> Image:
    """What lies round a stamp, and it: one cut into its ground has little paper of its own."""
    (x, y), reach = middle, side
    x0, y0 = max(0, round(x - reach)), max(0, round(y - reach))
    return image[y0 : round(y + reach), x0 : round(x + reach)]


def _characters(plane: Image) -> Image | None:
    """The stamp's field, ink 255, without its frame; None where it is no stamp's."""
    inked = plane > 100
    by = round(_EDGE * _PX)
    ends = (inked[:by], inked[-by:], inked[:, :by].T, inked[:, -by:].T)
    shown = [float(end.any(axis=0).mean()) for end in ends]
    # Print that crosses the frame hides some of it.
    if min(shown) < _SIDE or sum(shown) < 4 * _FRAME:
        return None
    at = round(_INSIDE * _PX)
    field = _stretched(plane[at:-at, at:-at])
    share = float((field > 100).mean())
    if max(float(field.mean(axis=k).var()) for k in (0, 1)) > _BARS * float(field.var()):
        return None
    if share >= _INVERSE:
        field, share = np.asarray(255 - field, np.uint8), 1 - share
    return field if share >= 0.06 else None


def _is_round(contour: NDArray[np.int32]) -> bool:
    hull = cv2.convexHull(contour)
    _, (a, b), _ = cv2.minAreaRect(hull)
    return bool(_ROUND[0] <= cv2.contourArea(hull) / (a * b) <= _ROUND[1])


def _round_characters(plane: Image) -> Image | None:
    """The field of a round stamp, ink 255, without its outline; None where it is no stamp's."""
    inked = plane > 100
    by = round(_EDGE * _PX)
    ends = (inked[:by], inked[-by:], inked[:, :by].T, inked[:, -by:].T)
    if min(float(end.any(axis=0).mean()) for end in ends) < _ROUND_SIDE:
        return None
    disc = cv2.circle(np.zeros_like(plane), (_PX // 2, _PX // 2), round(_DISC * _PX), 1, -1) > 0
    field = _stretched(plane)
    share = float((field > 100)[disc].mean())
    if share >= _INVERSE:
        field, share = np.asarray(255 - field, np.uint8), 1 - share
    field = np.where(disc, field, np.uint8(0))
    at = round((0.5 - _DISC) * _PX)
    return np.asarray(field[at:-at, at:-at], np.uint8) if share >= 0.06 else None


def _stretched(field: Image) -> Image:
    """From no ink to full ink: what blur leaves of characters in a ground is as grey as it."""
    low, high = np.percentile(field, (_BAREST, 100 - _BAREST))
    levels = (field.astype(np.float32) - low) * (255 / max(1.0, high - low))
    return np.asarray(np.clip(levels, 0, 255), np.uint8)


def _strip(field: Image, layout: tuple[int, int]) -> Image:
    """The characters dark on white in a row, the right column first."""
    middle = _valley(field.sum(axis=0), 0.5, 0.15)
    row: list[Image] = []
    for column, count in ((field[:, middle:], layout[0]), (field[:, :middle], layout[1])):
        down = column.sum(axis=1)
        cuts = [_valley(down, k / count, 0.35 / count) for k in range(1, count)]
        for top, foot in zip([0, *cuts], [*cuts, len(column)], strict=True):
            cell = cv2.resize(column[top:foot], (_CELL_PX, _CELL_PX), interpolation=cv2.INTER_AREA)
            row += [cell, np.zeros((_CELL_PX, _GAP_PX), np.uint8)]
    line = cv2.copyMakeBorder(np.hstack(row), 6, 6, 12, 6, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(cv2.merge([255 - line] * 3), np.uint8)


def _valley(ink: NDArray[np.uint64], at: float, reach: float) -> int:
    """Where there is least ink, within ``reach`` of ``at`` (shares of the length)."""
    size = len(ink)
    low, high = max(1, round((at - reach) * size)), min(size - 1, round((at + reach) * size))
    piece = np.convolve(ink.astype(float), np.ones(5) / 5, "same")[low : high + 1]
    least = np.flatnonzero(piece <= piece.min() + 1e-9)
    return low + int(least[len(least) // 2])
