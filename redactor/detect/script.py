"""Mongolian writing in pictures (case 18): found by its look, for nothing here reads it.

A word is one stroke from top to foot, the spine, with teeth and bows at its sides. Words stand
below each other in columns; a block is what stands together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.datatypes import DocClass, Entity, Finding, TextSource
from redactor.detect.desk import sheet_of
from redactor.detect.shared import print_of
from redactor.detect.upright import Cut, cells_of, reading_of, turned_cut
from redactor.geometry import PxBox
from redactor.ports import PageView

Mask = NDArray[np.uint8]

_MM_PER_INCH = 25.4
_DARKER = 16  # levels below what lies round about
_GRAINS, _SAMPLE = 4.0, 4  # of the usual grain; every so many rows tell it
_OF_PRINT = 0.35  # of the depth of the page's print: paler is what shows through from behind
_DPI = 110.0  # a stroke of the smallest print is a pixel and a half
_AROUND_MM = 8.0
_RULING_MM = (16.0, 60.0)  # across and upright: no stroke of a word is so long
_READ = 0.9  # score of a character that is none of this script
_LINE = 5  # characters of a line that is print as a whole where it was read so well on the whole
_CELL = 1.1
_ROW_MM = 30.0  # words that touch side by side are one piece
_SPINED = 0.3  # of the row's height: the spine of one of its words
_ROW_FLAT = 4.0  # wider to higher
_WORD_MM = ((1.0, 4.0), (9.0, 48.0))  # least and most: width, height; l and | are lower
_TALL = 2.4  # height to width
_SPINE, _SPINE_WIDE = 0.78, 0.16  # share of a word's rows, and of its width
_INK = (0.10, 0.62)  # of a word's rectangle
_SIDES = 0.75  # share of rows with ink beside the spine
_TOOTH = 0.3  # of the spine's width: how far a tooth of a heavy word stands out
_SPECK_MM, _BESIDE_MM = 0.4, 2.2  # of dots and tails; how far off their block they are
_GAP_MM = 5.0  # between words of a block
_TICKS, _ALIKE = 3, 0.12  # so many teeth, so much alike, are a scale's
_WORDS, _TOTAL_MM, _BLOCK_TEETH = 2, 8.0, 5  # of a block, at least
_ROW_TEETH = 4  # of words whose heads are level and whose feet are not
# Slim or heavy words tell less each, and more together: heads level as over a letterhead, feet not.
_SLIM_MM, _HEAVY, _IN_ROW, _LEVEL_MM = (0.6, 3.0), 0.8, 3, 1.0
_LINE_MM = 0.4  # by which a ruling that leans is wider than its stroke; teeth reach further
_DEEP = 0.3  # share of a stroke
_MOST_MM = 95.0  # sides of a block; ornaments run along the whole page
_PLACES = (2, 4)  # across and down: questions about one place of alike pages are one
_MARGIN_MM = 0.6


@dataclass(frozen=True, slots=True)
class _Page:
    """The upright page as a mask of ink."""

    cut: Cut
    ink: Mask
    mm: float


@dataclass(frozen=True, slots=True)
class _Word:
    box: PxBox
    teeth: int
    is_plain: bool  # neither too slim nor too heavy to tell by itself


class ScriptDetector:
    """One finding a block, ``found_by`` ``script.strokes``; ``value`` tells only where on the
    page it stands, so that blocks of alike pages are asked about once.
    """

    name = "script"

    def find(self, view: PageView) -> Iterable[Finding]:
        """Blocks in the page's pictures; none on an identity card, which goes as a card."""
        layered = any(c.source is TextSource.TEXT_LAYER for c in view.text.chars)
        if (layered and not view.pictures) or view.doc_class is DocClass.ID_CARD:
            return
        page = _upright(view)
        height, width = page.ink.shape
        by = _MARGIN_MM * page.mm
        parts, words = _words(page)
        for block in _blocks(words, page.mm):
            far = _all_round(block, parts, page.mm)
            if max(far.width, far.height) > _MOST_MM * page.mm:
                continue
            box = _with_rest(block, parts, page.mm)
            quad = view.geometry.quad_to_pt(page.cut.corners_back(box.grown(by)))
            x, y = (box.x0 + box.x1) / 2 / width, (box.y0 + box.y1) / 2 / height
            place = f"{int(x * _PLACES[0])}.{int(y * _PLACES[1])}"
            yield Finding(Entity.SCRIPT, view.page_no, (quad,), 0.7, "script.strokes", place)


def _upright(view: PageView) -> _Page:
    """Ink that is neither ruling nor a character that was read."""
    height, width = view.image.shape[:2]
    turn = reading_of(view).turn
    scale = min(1.0, _DPI / view.geometry.dpi)
    # Where a photographed sheet ends, its edge is a long stroke, and the desk's grain its teeth.
    red, green, blue = cv2.split(sheet_of(view))
    plane = np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)  # of ink in any colour
    cut = turned_cut(plane, PxBox(0, 0, width, height), scale, turn)
    mm, darkest = view.geometry.dpi * scale / _MM_PER_INCH, cut.image
    side = round(_AROUND_MM * mm) | 1
    ink = _as_deep_as_print(
        cv2.adaptiveThreshold(
            darkest, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, _darker(darkest)
        ),
        cv2.subtract(cv2.blur(darkest, (side, side)), darkest),
    )
    rulings = [_runs(ink, (round(_RULING_MM[0] * mm) | 1, 1))]
    rulings.append(_runs(ink, (1, round(_RULING_MM[1] * mm) | 1)))
    for ruling in rulings:
        ink[cv2.dilate(ruling, np.ones((3, 3), np.uint8)) > 0] = 0
    page = _Page(cut, np.asarray(ink, np.uint8), mm)
    _without_print(page, view)
    return page


def _darker(darkest: NDArray[np.uint8]) -> float:
    """Levels below the paper from which on it is ink: grain along a border looks like teeth."""
    plain = darkest[::_SAMPLE].astype(np.float32)
    grain = np.abs(plain - cv2.GaussianBlur(plain, (0, 1), sigmaX=1.5, sigmaY=1e-3))
    return max(_DARKER, _GRAINS * float(np.median(grain)))


def _as_deep_as_print(ink: NDArray[np.uint8], depth: NDArray[np.uint8]) -> Mask:
    """``ink`` without strokes that are far paler than the rest: those show through from behind.

    ``depth``: levels below the paper round about.
    """
    if not ink.any():
        return ink
    deep = depth > _OF_PRINT * np.percentile(depth[ink > 0], 90)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    deeply = np.bincount(labels[deep], minlength=len(stats))
    keep = deeply >= _DEEP * stats[:, cv2.CC_STAT_AREA]
    keep[0] = False
    return np.asarray(keep[labels], np.uint8)


def _runs(ink: Mask, size: tuple[int, int]) -> Mask:
    """Ink that is whole over ``size`` (width, height): an opening whose cost is not its length."""
    count = partial(
        cv2.boxFilter,
        ddepth=cv2.CV_16U,
        ksize=size,
        normalize=False,
        borderType=cv2.BORDER_CONSTANT,
    )
    whole = cv2.compare(count(ink), size[0] * size[1], cv2.CMP_GE)
    return np.asarray(count(cv2.min(whole, 1)) > 0, np.uint8)


def _without_print(page: _Page, view: PageView) -> None:
    read = print_of(view)
    # In a line of print the brackets below each other are read worse than its words.
    _, line, counts = np.unique(read.lines, return_inverse=True, return_counts=True)
    scores = np.bincount(line, read.scores, minlength=len(counts))
    printed = (counts >= _LINE) & (scores >= _READ * counts)
    # A row of words is read as a few figures or letters, be it ever so clearly: 119, E, 19].
    chinese = np.bincount(line, read.han, minlength=len(counts)) > 0
    is_print = printed[line] | (chinese[line] & (read.scores >= _READ))
    corners = page.cut.into(read.corners[is_print])
    for cell in cells_of(corners, _CELL):
        cv2.fillConvexPoly(page.ink, cell, 0)


def _words(page: _Page) -> tuple[list[PxBox], list[_Word]]:
    """All that is joined on the page, and what of it looks like a word."""
    joined = cv2.morphologyEx(page.ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    parts, words = [], []
    for number, (x, y, w, h, _) in enumerate(stats[1:].tolist(), 1):
        if w > _ROW_MM * page.mm or max(w, h) < _SPECK_MM * page.mm:
            continue
        if w <= _WORD_MM[1][0] * page.mm:
            parts.append(PxBox(x, y, x + w, y + h))
        whole = labels[y : y + h, x : x + w] == number
        touching = _apart(whole, (x, y), page.mm)
        if len(touching) > 1:
            words += touching
        elif (alone := _word(whole, (x, y), page.mm)) is not None:
            words.append(alone)
    return parts, words


def _word(mask: NDArray[np.bool_], at: tuple[int, int], mm: float) -> _Word | None:
    """The word that a mask shows, if it looks like one; ``at``: where the mask's corner lies."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = PxBox(columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    word = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = word.shape
    inked = float(word.mean())
    if not _is_sized(width, height, _SLIM_MM, mm) or not _INK[0] <= inked <= _HEAVY:
        return None
    if not (teeth := _teeth(word)) or _is_line(word, mm):
        return None
    is_plain = _is_sized(width, height, _WORD_MM[0], mm) and inked <= _INK[1]
    return _Word(box.moved(*at), teeth, is_plain)


def _apart(row: NDArray[np.bool_], at: tuple[int, int], mm: float) -> list[_Word]:
    """Words side by side that touch: parted where there is least ink between their spines."""
    long = round(max(_SLIM_MM[1] * mm, _SPINED * len(row)))
    if len(row) < long or row.shape[1] > _ROW_FLAT * len(row):
        return []
    spined = _runs(row.T.astype(np.uint8), (long, 1)).any(axis=1)
    ends = np.flatnonzero(np.diff(spined, prepend=False, append=False))
    ink = row.sum(axis=0)
    gaps = zip(ends[1:-1:2].tolist(), ends[2::2].tolist(), strict=True)
    cuts = [a + int(ink[a:b].argmin()) for a, b in gaps]
    parts = itertools.pairwise([0, *cuts, row.shape[1]]) if cuts else ()
    words = (_word(row[:, a:b], (at[0] + a, at[1]), mm) for a, b in parts if row[:, a:b].any())
    return [replace(word, is_plain=False) for word in words if word is not None]


def _is_sized(width: int, height: int, least_mm: tuple[float, float], mm: float) -> bool:
    return (
        width >= least_mm[0] * mm
        and least_mm[1] <= height / mm <= _WORD_MM[1][1]
        and height >= _TALL * width
    )


def _is_line(word: NDArray[np.bool_], mm: float) -> bool:
    """Whether it is one straight stroke: the border of a table in a photograph taken askew."""
    rows = np.flatnonzero(word.any(axis=1))
    left = word[rows].argmax(axis=1)
    right = word.shape[1] - word[rows, ::-1].argmax(axis=1)
    line = np.polyval(np.polyfit(rows, (left + right) / 2, 1), rows)
    reach = np.percentile(right - line, 95) + np.percentile(line - left, 95)
    return bool(reach - np.median(word[rows].sum(axis=1)) < _LINE_MM * mm)


def _teeth(word: NDArray[np.bool_]) -> int:
    """How often one stroke that runs down it is joined by others at its sides; 0: none runs."""
    wide = max(3, round(_SPINE_WIDE * word.shape[1]))
    band = cv2.blur(word.astype(np.float32), (wide, 1), borderType=cv2.BORDER_CONSTANT) > 0
    rows = word.sum(axis=1)
    stroke = max(1.0, float(np.percentile(rows, 30)))
    beside = rows >= stroke + max(1.0, _TOOTH * stroke)
    if band.mean(axis=0).max() < _SPINE or beside.mean() > _SIDES:
        return 0
    starts = np.flatnonzero(np.diff(beside.astype(np.int8), prepend=0) == 1)
    return 0 if _is_scale(starts, rows) else len(starts)


def _is_scale(starts: NDArray[np.intp], rows: NDArray[np.intp]) -> bool:
    """Whether all teeth are alike, and as far apart: an axis of a chart."""
    if len(starts) < _TICKS:
        return False
    apart = np.diff(starts)
    reach = np.array([rows[at : at + int(apart.min())].max() for at in starts.tolist()])
    return bool(apart.std() <= _ALIKE * apart.mean() and reach.std() <= _ALIKE * reach.mean())


def _blocks(words: Sequence[_Word], mm: float) -> Iterator[PxBox]:
    """Words that stand together, as one box."""
    left = list(words)
    while left:
        block = [left.pop()]
        for one in block:
            near = [other for other in left if _stand_together(one.box, other.box, mm)]
            block += near
            left = [other for other in left if other not in near]
        plain = [w for w in block if w.is_plain]
        row = _row(block, mm)
        if _is_enough(plain, _WORDS, _BLOCK_TEETH, mm) or _is_enough(row, _IN_ROW, _ROW_TEETH, mm):
            yield PxBox.around([w.box for w in (*plain, *row)])


def _is_enough(words: Sequence[_Word], least: int, teeth: int, mm: float) -> bool:
    high, seen = sum(w.box.height for w in words), sum(w.teeth for w in words)
    return len(words) >= least and high >= _TOTAL_MM * mm and seen >= teeth


def _row(block: Sequence[_Word], mm: float) -> list[_Word]:
    """The most words of the block whose heads are level; none where their feet are level, too:
    those are cells.
    """
    by = _LEVEL_MM * mm
    rows = ([w for w in block if abs(w.box.y0 - head.box.y0) <= by] for head in block)
    most = max(rows, key=len)
    feet = [w.box.y1 for w in most]
    return most if max(feet) - min(feet) > by else []


def _with_rest(block: PxBox, parts: Sequence[PxBox], mm: float) -> PxBox:
    """With dots and tails that stand off their words, and words without teeth.

    One leads to the next in the block's own columns, or where heads are level: beside it a table
    may stand.
    """
    by, start = _BESIDE_MM * mm, block
    for part in _slim(parts, start, mm):
        leads = start.x0 - by <= part.x0 and part.x1 <= start.x1 + by
        leads |= abs(part.y0 - start.y0) <= by
        dot = max(part.width, part.height) <= 2 * by
        in_row = part.y0 >= start.y0 - by and part.height <= _WORD_MM[1][1] * mm
        if (dot or in_row) and part.apart(block if leads else start) <= by:
            block = PxBox.around([block, part])
    return block


def _all_round(block: PxBox, parts: Sequence[PxBox], mm: float) -> PxBox:
    """With all that leads from one to the next: print that nobody read goes on far."""
    for part in _slim(parts, block, mm):
        if part.apart(block) <= _BESIDE_MM * mm:
            block = PxBox.around([block, part])
    return block


def _slim(parts: Sequence[PxBox], block: PxBox, mm: float) -> Iterator[PxBox]:
    """Those that may belong to a block, the nearest first."""
    for part in sorted(parts, key=lambda p: p.apart(block)):
        if part.height >= part.width or max(part.width, part.height) <= 2 * _BESIDE_MM * mm:
            yield part


def _stand_together(one: PxBox, other: PxBox, mm: float) -> bool:
    """Below each other in a column, or in columns side by side."""
    gap = _GAP_MM * mm
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return (across > 0 and down > -gap) or (down > 0 and across > -gap)
