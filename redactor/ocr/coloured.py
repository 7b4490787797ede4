"""Black print below coloured marks: where seals, stamps and pens cross it, and the page without.

A seal's star over 木 makes it 本, a pen's ring round a word hangs all its characters together. On
the channel where the mark is as bright as paper, it is gone. Coloured text is no mark: what only
stands there in colour must be read as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.geometry import Point
from redactor.ocr.parted import joined
from redactor.ocr.reading import ReadLine
from redactor.ocr.ruled import parted_at_rulings
from redactor.ocr.strips import Corners, cut, size_of
from redactor.ocr.through import usual_contrast
from redactor.ports import Image

Plane = NDArray[np.float32]
Mask = NDArray[np.uint8]

_CHROMA = 45  # of 255: coded coarsely, black print is coloured by up to 30 at its edges
_LEAST_CHROMA = 30  # the grain of a page's paper has less
_BLACK = 0.6  # of paper: print, also when it is faded or photographed
_FADED = 150  # grey levels from paper to print: with fewer, what is print is told by them
_OF_PRINT = 0.6  # of the contrast
_MARKED = 0.015  # of a line's pixels: less of a mark hides no stroke
_PRINTED = 0.03
_PEEPS_OUT = 0.01  # the same in a line that reads as a mark's own word
_OWN_COLOUR = 0.25  # of a glyph's ink that is black: with less it is itself the mark
_SOLID = 0.7  # of a mark's full colour
_DARKEST = 2.0  # per cent of a mark: so much of one that crosses a line lies on its strokes
_INK = 180  # of 255: how much darker than paper print is
_CLEAR_AREA = 0.35  # a band with less has no print below: markers let most of it through
_ONE_SIGMA = 16.0  # per cent of normal values are darker
_GRAIN = 1.6, 3.0  # sigmas from the middle to the darkest: 2.05 of normal values
_LEAST_CLEAR = 0.12  # a mark that lets less through hides the print; noise would become strokes
_BAND_PX = 15  # wider than a seal's ring and a pen's stroke
_PAPER_STEP = 8  # every so many pixels tell the paper's colour
_READ = 0.5  # score from which a glyph in colour counts as text
_WORSE = 0.1  # how much less sure a reading without marks may be
_MOST = 0.9  # of a line's black glyphs
_LEGIBLE = 0.8  # what is seen without the marks alone: their own edges read worse
_TALLER = 1.5
_COMMON = 0.5  # of a line: so much of it lies in another when both are the same print


@dataclass(frozen=True, slots=True)
class Marks:
    """A page with coloured marks. ``plain``: the same page without them, in grey as RGB."""

    plain: Image
    _layers: Image  # coloured, black, unused: 0 or 255

    @classmethod
    def of(cls, image: Image, contrast: float = _FADED) -> Marks | None:
        """None for a page that has no colour worth the name. ``contrast``: grey levels from paper
        to its usual print; on a washed-out page seals are as pale as that.
        """
        # In a dim light, too, print is as dark beside its paper.
        contrast *= 255 / max(1.0, float(np.median(image[::_PAPER_STEP, ::_PAPER_STEP])))
        faded = min(1.0, contrast / _FADED)
        channels = cv2.split(_balanced(image))
        high = cv2.max(cv2.max(channels[0], channels[1]), channels[2])
        chroma = cv2.subtract(high, cv2.min(cv2.min(channels[0], channels[1]), channels[2]))
        strong = chroma > max(_LEAST_CHROMA, _CHROMA * faded)
        coloured = cv2.medianBlur(strong.astype(np.uint8) * 255, 3)
        if not coloured.any():
            return None
        grey = high.astype(np.float32)
        for channel in channels:  # a red mark, a green one, a blue one
            ours = (coloured > 0) & (channel == high)
            if (ours & strong).any():
                _lift(grey, high, chroma, ours, strong)
        grey = np.clip(grey, 0, 255).astype(np.uint8)
        dark = max(_BLACK * 255, 255 - _OF_PRINT * contrast) if faded < 1 else _BLACK * 255
        black = (grey < dark).astype(np.uint8) * 255
        return cls(cv2.merge([grey] * 3), cv2.merge([coloured, black, np.zeros_like(black)]))

    def cross(self, corners: Corners, printed: float = _PRINTED) -> bool:
        """Whether a mark lies over, or close by, black print in this rectangle."""
        coloured, black = self._shares(corners)
        return coloured >= _MARKED and black >= printed

    def is_coloured(self, glyph: Sequence[Point]) -> bool:
        """Whether a glyph is itself in colour, with no black print below."""
        coloured, black = self._shares(np.array(glyph, np.float32))
        return coloured > 0 and black < _OWN_COLOUR * (coloured + black)

    def black_in(self, corners: Corners) -> float:
        """How many pixels of black print lie in a rectangle."""
        return self._shares(corners)[1] * cv2.contourArea(corners)

    def _shares(self, corners: Corners) -> tuple[float, float]:
        line = cut(self._layers, corners).line
        coloured, black, _ = (line.reshape(-1, 3).mean(axis=0) / 255).tolist()
        return coloured, black


def _lift(
    grey: Plane, high: Mask, chroma: Mask, ours: NDArray[np.bool_], strong: NDArray[np.bool_]
) -> None:
    """Brighten a mark's pixels so far that its own colour becomes paper.

    No further: a thick mark is hardly darker where black print lies below it, and what little
    print shows is then brought back to black.
    """
    full, colour = (float(np.median(plane[ours & strong])) for plane in (high, chroma))
    share = np.minimum(1.0, chroma[ours] / colour)
    lifted = grey[ours] + (255 - full) * share
    solid = lifted[share >= _SOLID]
    darkest = 255 - float(np.percentile(solid, _DARKEST)) if solid.size else 0.0
    clear = min(1.0, max(_LEAST_CLEAR, darkest / _INK))
    if clear < _CLEAR_AREA and _is_grain(solid) and _is_area(ours & strong):
        clear = 1.0  # the grain of a dark band, brought back to black, would be scores of lines
    grey[ours] = 255 - (255 - lifted) / (1 - share * (1 - clear))


def _is_grain(solid: NDArray[np.floating]) -> bool:
    """Whether what is dark in a mark is spread as grain is: print is as dark, or there is none."""
    dark, usual, middle = np.percentile(solid, (_DARKEST, _ONE_SIGMA, 50)).tolist()
    return bool(_GRAIN[0] <= (middle - dark) / max(1.0, middle - usual) <= _GRAIN[1])


def _is_area(mark: NDArray[np.bool_]) -> bool:
    """Whether most of a mark is wider than strokes are: a band, or a text marker."""
    # Grain makes holes in it.
    whole = cv2.morphologyEx(mark.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    inner = cv2.erode(whole, np.ones((_BAND_PX, _BAND_PX), np.uint8))
    return bool(inner.sum() >= _COMMON * whole.sum())


def _balanced(image: Image) -> Image:
    """The page as if its paper were white: a lamp's light colours all of it."""
    sample = image[::_PAPER_STEP, ::_PAPER_STEP].reshape(-1, 3)
    paper = np.maximum(np.median(sample, axis=0), 1)
    tables = np.clip(np.arange(256)[:, None] * (255 / paper), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, tables[None]))


def past_marks(
    image: Image,
    lines: Sequence[ReadLine],
    detect: Callable[[Image], list[Corners]],
    read: Callable[[Image, Sequence[Corners]], list[ReadLine]],
) -> list[ReadLine]:
    """The lines of a page, those that coloured marks cross found and read without the marks."""
    marks = Marks.of(image, usual_contrast(lines, _LEGIBLE) or _FADED)
    if marks is None:
        return list(lines)
    crossed = [r for r in lines if marks.cross(r.line.corners)]
    # Of 恩和 under a seal's 验 that word alone was read.
    over = [
        r for r in lines if marks.cross(r.line.corners, _PEEPS_OUT) and _says_in_colour(r, marks)
    ]
    # Of 何沄 beside a seal's star 沄 alone was found.
    close = [r for r in lines if marks.cross(_lengthened(r.line.corners))]
    if not crossed and not over and not close:
        return list(lines)
    # What is no more legible without colours, as in a photo, stays as it was seen.
    seen, longer = _without(marks, crossed, [*over, *close], lines, detect, read)
    lines = [r for r in lines if _says_in_colour(r, marks) or not _meets(r.line.corners, longer)]
    seen = [r for r in seen if not _meets(r.line.corners, longer)] + longer
    better = [r for r in seen if r.line.confidence >= _READ]
    beside = [r for r in lines if _meets(r.line.corners, [*crossed, *better])]
    while True:  # what takes a line's place must not itself give way to another
        replaced = [
            r for r in beside if not _says_in_colour(r, marks) and _is_told_by(r, better, marks)
        ]
        kept = [r for r in beside if not any(r is old for old in replaced)]
        fresh = [b for b in better if not (_is_told(b, kept, marks) or _is_repeated(b, kept))]
        if len(fresh) == len(better):
            return [r for r in lines if not any(r is old for old in replaced)] + better
        better = fresh


def _without(
    marks: Marks,
    crossed: Sequence[ReadLine],
    over: Sequence[ReadLine],
    lines: Sequence[ReadLine],
    detect: Callable[[Image], list[Corners]],
    read: Callable[[Image, Sequence[Corners]], list[ReadLine]],
) -> tuple[list[ReadLine], list[ReadLine]]:
    """The crossed lines as they read without the marks, and what the marks hid altogether; of
    that lines ``over`` it, which say what stands there in colour, tell nothing. Apart from these,
    lines of which the marks hid an end.

    A seal in the midst of a line parts it in three, and its edges hide characters: so the whole
    row is read, too.
    """
    rows, columns = _window([r.line.corners for r in [*crossed, *over]], marks.plain.shape[:2])
    origin = np.array([columns.start, rows.start], np.float32)
    found = [corners + origin for corners in detect(marks.plain[rows, columns])]
    black = [r for r in lines if not _says_in_colour(r, marks)]
    pieces = [r for r in crossed if any(r is b for b in black)]
    parted = [
        c
        for c in joined(pieces, black)
        # The cells of a table are no row that a seal parted.
        if not any(_lies_in(c, f) for f in found) and len(parted_at_rulings(marks.plain, [c])) == 1
    ]
    whole = [w for w in read(marks.plain, parted) if _is_whole(w, lines)] if parted else []
    wanted = [
        c
        for c in found
        if (_meets(c, crossed) and not _meets(c, whole))
        or (marks.cross(c) and not _meets(c, black))
    ]
    again = read(marks.plain, wanted)
    hidden = [c for c in found if not _meets(c, [*crossed, *whole]) and _goes_on(c, black, marks)]
    longer = [
        r for r in read(marks.plain, hidden) if r.line.confidence >= _READ and _says_more(r, black)
    ]
    return whole + [
        r for r in again if r.line.confidence >= _LEGIBLE or _meets(r.line.corners, crossed)
    ], longer


def _lengthened(corners: Corners) -> Corners:
    """A line's rectangle and a character's room at either end of it."""
    tl, tr, br, bl = corners
    room = (tr - tl) * np.float32(np.hypot(*(bl - tl)) / max(1.0, float(np.hypot(*(tr - tl)))))
    return np.array([tl - room, tr + room, br + room, bl - room], np.float32)


def _goes_on(corners: Corners, lines: Sequence[ReadLine], marks: Marks) -> bool:
    """Whether a rectangle that a mark crosses holds the black print of at least half a character
    more than the lines that were read in it.
    """
    there = [r for r in lines if _same_print(r.line.corners, corners)]
    known = sum(marks.black_in(r.line.corners) for r in there)
    count = sum(g.corners is not None for r in there for g in r.line.glyphs)
    more = marks.black_in(corners) - known
    return bool(count) and marks.cross(corners) and more >= _COMMON * known / count


def _says_more(longer: ReadLine, lines: Sequence[ReadLine]) -> bool:
    """Whether a reading has more characters than the lines in its place."""
    there = [r for r in lines if _same_print(r.line.corners, longer.line.corners)]
    return len(_boxes(longer)) > sum(len(_boxes(r)) for r in there)


def _is_whole(row: ReadLine, lines: Sequence[ReadLine]) -> bool:
    """Whether a row reads as well as its pieces, and says no less."""
    pieces = [r for r in lines if _same_print(r.line.corners, row.line.corners)]
    said = sum(g.corners is not None for r in pieces for g in r.line.glyphs)
    count = sum(g.corners is not None for g in row.line.glyphs)
    poorest = min((r.line.confidence for r in pieces), default=1.0)
    return count >= _MOST * said and row.line.confidence >= poorest - _WORSE


def _says_in_colour(read: ReadLine, marks: Marks) -> bool:
    """Whether some of a line's own text is in colour: filled in with a pen, or a seal's ring."""
    own = [
        g.corners is not None and g.score >= _READ and marks.is_coloured(g.corners)
        for g in read.line.glyphs
    ]
    return any(a and b for a, b in pairwise(own)) or (len(own) == 1 and own[0])


def _is_told_by(read: ReadLine, better: Sequence[ReadLine], marks: Marks) -> bool:
    """Whether other readings say all that a line says in black, and are no worse."""
    there = [b for b in better if _same_print(b.line.corners, read.line.corners)]
    if not there or min(b.line.confidence for b in there) < read.line.confidence - _WORSE:
        return False
    black = [
        np.mean(g.corners, axis=0)
        for g in read.line.glyphs
        if g.corners is not None and not marks.is_coloured(g.corners)
    ]
    told = [any(_holds(b.line.corners, middle) for b in there) for middle in black]
    return sum(told) >= _MOST * len(told)


def _is_told(better: ReadLine, kept: Sequence[ReadLine], marks: Marks) -> bool:
    """Whether a line read without marks says what other lines say in black already."""
    black = [
        np.array(g.corners, np.float32)
        for r in kept
        for g in r.line.glyphs
        if g.corners is not None and not marks.is_coloured(g.corners)
    ]
    mine = _boxes(better)
    told = [
        any(_holds(box, own.mean(axis=0)) and _is_of_a_size(box, own) for box in black)
        for own in mine
    ]
    return sum(told) >= _COMMON * len(told)


def _is_repeated(better: ReadLine, kept: Sequence[ReadLine]) -> bool:
    """Whether another line has the same glyphs and is as sure of them: light print on a dark band,
    whose own colour is the mark. Read without it, that would be said twice, and worse.
    """
    mine = _boxes(better)
    there = [
        box
        for r in kept
        if r.line.confidence >= better.line.confidence
        and _same_print(r.line.corners, better.line.corners)
        for box in _boxes(r)
    ]
    again = [
        any(_holds(box, own.mean(axis=0)) and _is_of_a_size(box, own) for box in there)
        for own in mine
    ]
    return len(there) >= len(mine) and sum(again) >= _MOST * len(again)


def _boxes(read: ReadLine) -> list[Corners]:
    return [np.array(g.corners, np.float32) for g in read.line.glyphs if g.corners is not None]


def _is_of_a_size(one: NDArray[np.floating], other: NDArray[np.floating]) -> bool:
    """Whether two glyphs can be one: a stamp's figure is as high as two rows of print."""
    heights = sorted(float(np.hypot(*(c[3] - c[0]))) for c in (one, other))
    return heights[1] <= _TALLER * heights[0]


def _holds(corners: Corners, point: NDArray[np.floating]) -> bool:
    return bool(cv2.pointPolygonTest(corners, (float(point[0]), float(point[1])), False) >= 0)


def _meets(corners: Corners, lines: Sequence[ReadLine]) -> bool:
    return any(_same_print(corners, r.line.corners) for r in lines)


def _window(rectangles: Sequence[Corners], size: tuple[int, ...]) -> tuple[slice, slice]:
    """Rows and columns of an image of ``size`` that hold these lines and some paper round them."""
    points = np.concatenate(list(rectangles))
    around = 2 * max(min(size_of(c)) for c in rectangles)
    x0, y0 = np.maximum(points.min(axis=0) - around, 0).astype(int).tolist()
    x1, y1 = np.minimum(points.max(axis=0) + around, size[::-1]).astype(int).tolist()
    return slice(y0, y1), slice(x0, x1)


def _lies_in(inner: Corners, outer: Corners) -> bool:
    area, _ = cv2.intersectConvexConvex(inner, outer)
    return bool(area >= _MOST * cv2.contourArea(inner))


def _same_print(one: Corners, other: Corners) -> bool:
    """Whether two rectangles are of one line: most of the smaller lies in the other."""
    area, _ = cv2.intersectConvexConvex(one, other)
    smaller = min(cv2.contourArea(one), cv2.contourArea(other))
    return bool(area >= _COMMON * max(1.0, smaller))
