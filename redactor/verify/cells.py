"""Print that need not be read as a line: each of its glyphs has been read, by itself, before.

    …会推荐[姓名]同志参…     print near a mark, of glyphs of the page's fonts
     会 推 荐  同 志 参      each as its font draws it, at one size; known by its pixels
    志 会 参 推 同 荐        new ones are read side by side, in no order that makes words

Where every glyph reads as the text says, and the page shows these glyphs and no others there,
reading the line proves no more. All else is read as a line: a glyph that reads otherwise, one that
is squeezed, covered, or so close to another that both may be parts of a character. Marks are
compared pixel by pixel elsewhere.
"""

from __future__ import annotations

import hashlib
import math
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import pymupdf

from redactor.geometry import PageGeometry, PtBox, PxBox
from redactor.glyphs import Places
from redactor.levels import difference
from redactor.ports import Image, KnownLine, OcrEngine
from redactor.textnorm import folded, is_han
from redactor.verify.orders import Glyph
from redactor.verify.typeset import LOOK_DPI, Grey, Look, Typeset, typeset
from redactor.verify.windows import Window, once

_EM_PX = 48
_ABOVE_PX, _BELOW_PX = 46, 14  # of a line of the sheet, about the baseline
_WIDEST_PX = 200  # of a glyph: nobody reads so wide a one
_BESIDE_PX = 6  # that ink may reach out of a glyph's own room
_STRETCH = 0.8, 1.25
_NATURAL = 0.75  # of the type's size: narrower Han glyphs may be parts of one
_INNER = 0.12  # of a glyph's width, on either side
_HEAD, _FOOT = 0.72, 0.02  # of the type's size above the baseline: in between lies its middle
_COPY = 0.15  # of the type's size: the same glyph again, to look bold
_SAME = 40  # levels
_BARE = 255 - _SAME  # paper, and no ink on it
_MOST = 100_000  # readings: some 20 MB
_SHEET_PX = 1200  # of one line
_APART_PX = 10
_STROKES = frozenset("-|/\\_")  # what 一 and 丨 may be read as
# Bare strokes that only their neighbours tell apart: what is said, and what it may be read as.
_ALIKE = {"l": "1|[i!", "-": "一"}

Key = bytes


@dataclass(frozen=True, slots=True)
class _Cell:
    """A glyph of a font; ``room``: what it takes of a line, in pixels."""

    look: Look
    room: int
    key: Key = field(repr=False)

    @property
    def is_blank(self) -> bool:
        return not self.look.pixels.any()

    @property
    def keeps_its_room(self) -> bool:
        (height, width), left, top = self.look.pixels.shape, self.look.left, self.look.top
        across = left >= -_BESIDE_PX and left + width <= self.room + _BESIDE_PX
        down = top >= -_ABOVE_PX and top + height <= _BELOW_PX
        return across and down and self.room <= _WIDEST_PX


class Cells:
    """What the glyphs met so far were read as, by their pixels. One engine reads them all."""

    def __init__(self) -> None:
        self._read: dict[Key, str] = {}

    def proven(
        self,
        windows: Sequence[Window],
        page: pymupdf.Page,
        marks: Sequence[PtBox],
        engine: OcrEngine,
        shown: Image | None = None,
    ) -> list[tuple[Glyph, ...] | None]:
        """Of each window of ``page`` what is seen there, if that is surely what the text says.

        ``shown``: see ``typeset``. New glyphs are read. Raises what ``engine`` raises.
        """
        drawn = typeset(page, shown) if windows else None
        if drawn is None:
            return [None] * len(windows)
        print_ = _Print(drawn)
        found = [print_.cells(window, marks) for window in windows]
        if len(self._read) > _MOST:
            self._read.clear()
        cells = (cell for here in found for _, cell in here or () if cell is not None)
        new = {cell.key: cell for cell in cells if cell.key not in self._read}
        self._read.update(_read([new[key] for key in sorted(new)], engine))
        return [None if here is None else self._seen(here) for here in found]

    def _seen(self, glyphs: Sequence[tuple[Glyph, _Cell | None]]) -> tuple[Glyph, ...] | None:
        texts = [g.text if c is None else _seen_as(g.text, self._read[c.key]) for g, c in glyphs]
        if None in texts:
            return None
        seen = zip(glyphs, texts, strict=True)
        return tuple(once(replace(glyph, text=text) for (glyph, _), text in seen if text))


class _Print:
    """The glyphs of one page."""

    def __init__(self, drawn: Typeset) -> None:
        self._drawn = drawn
        differs = difference(drawn.shown, drawn.alone) > _SAME
        self._differs = cv2.integral(differs.astype(np.uint8))
        self._known: dict[tuple[int, int, int], _Cell] = {}
        glyphs = drawn.glyphs
        width = glyphs["advance"] * glyphs["em"] * np.sqrt(np.maximum(glyphs["stretch"], 0.0))
        inner = _INNER * width
        self._is_space = np.array([_is_space(code) for code in glyphs["code"].tolist()], bool)
        self._boxes = np.stack(
            (
                glyphs["x"] + inner,
                glyphs["y"] - _HEAD * glyphs["em"],
                glyphs["x"] + width - inner,
                glyphs["y"] - _FOOT * glyphs["em"],
            ),
            axis=1,
        )

    def cells(
        self, window: Window, marks: Sequence[PtBox]
    ) -> list[tuple[Glyph, _Cell | None]] | None:
        """What is said to stand in a window and the glyphs there, but for those of our marks; None
        where they are not all that is seen, or may be parts.
        """
        ours = [mark for mark in marks if mark.overlap(window.box) > 0]
        said = [c for c in window.chars if not _lies_in(c.box, ours)]
        places = [c.place for c in said]
        if not all(0 <= place < len(self._boxes) for place in places):
            return None
        here = self._drawn.glyphs[places]
        low, high = _STRETCH
        if not ((low <= here["stretch"]) & (here["stretch"] <= high)).all():
            return None
        if here["code"].tolist() != [ord(c.text) for c in said]:
            return None
        cells = [self._cell(glyph) for glyph in here]
        if not self._is_bare_beside(window.box) or self._is_crowded(places):
            return None
        if not all(
            cell.keeps_its_room
            and (not is_han(c.text) or cell.room >= _NATURAL * _EM_PX)
            and self._is_seen(glyph, cell.look, ours)
            for c, glyph, cell in zip(said, here, cells, strict=True)
        ):
            return None
        found = dict(zip(places, cells, strict=True))
        return [(c, found.get(c.place)) for c in window.chars]

    def _cell(self, glyph: Places) -> _Cell:
        font, number = int(glyph["font"]), int(glyph["glyph"])
        room = max(1, round(float(glyph["advance"]) * _EM_PX))
        if (font, number, room) not in self._known:
            look = self._drawn.look(font, number, _EM_PX)
            shape = f"{look.pixels.shape} {look.left} {look.top} {room}".encode()
            key = hashlib.blake2b(look.pixels.tobytes() + shape, digest_size=16).digest()
            self._known[font, number, room] = _Cell(look, room, key)
        return self._known[font, number, room]

    def _is_bare_beside(self, box: PtBox) -> bool:
        """Whether white space is drawn as nothing."""
        x, y = self._drawn.glyphs["x"], self._drawn.glyphs["y"]
        here = self._is_space & (box.x0 <= x) & (x <= box.x1) & (box.y0 <= y) & (y <= box.y1)
        return all(self._cell(glyph).is_blank for glyph in self._drawn.glyphs[here])

    def _is_crowded(self, places: Sequence[int]) -> bool:
        """Whether a glyph stands where another does, and is no copy that makes it bold."""
        if not places:
            return False
        glyphs, boxes = self._drawn.glyphs, self._boxes
        own = boxes[list(places)]
        low, high = own[:, 1].min(), own[:, 3].max()
        others = np.flatnonzero((boxes[:, 1] < high) & (boxes[:, 3] > low))
        theirs = boxes[others]
        meet = (
            (own[:, None, 0] < theirs[None, :, 2])
            & (theirs[None, :, 0] < own[:, None, 2])
            & (own[:, None, 1] < theirs[None, :, 3])
            & (theirs[None, :, 1] < own[:, None, 3])
        )
        pairs = ((places[i], others[j]) for i, j in np.argwhere(meet).tolist())
        return any(
            one != other
            and not _is_copy(glyphs[one], glyphs[other])
            and not self._cell(glyphs[other]).is_blank
            for one, other in pairs
        )

    def _is_seen(self, glyph: Places, look: Look, ours: Sequence[PtBox]) -> bool:
        """Whether the page shows the glyph as it is drawn alone, be it on a shade or beside one of
        our marks.
        """
        scale = LOOK_DPI / 72
        em = float(glyph["em"]) * scale / _EM_PX
        x, y = float(glyph["x"]) * scale, float(glyph["y"]) * scale
        height, width = look.pixels.shape
        rows, columns = self._drawn.shown.shape[:2]
        left, right = math.floor(x + look.left * em), math.ceil(x + (look.left + width) * em)
        top, foot = math.floor(y + look.top * em), math.ceil(y + (look.top + height) * em)
        if left < 0 or top < 0 or right > columns or foot > rows:
            return False
        sums = self._differs
        if sums[foot, right] - sums[top, right] - sums[foot, left] + sums[top, left] == 0:
            return True
        seen, alone = (a[top:foot, left:right] for a in (self._drawn.shown, self._drawn.alone))
        on_shade = alone.astype(np.uint16) * seen.max(axis=(0, 1)) // 255
        differs = (cv2.absdiff(on_shade.astype(np.uint8), seen) > _SAME).any(axis=2)
        for mark in ours:  # by whose frame no ink of the glyph is covered
            x0, x1 = (max(0.0, side * scale - left) for side in (mark.x0, mark.x1))
            y0, y1 = (max(0.0, side * scale - top) for side in (mark.y0, mark.y1))
            here = np.s_[math.floor(y0) : math.ceil(y1), math.floor(x0) : math.ceil(x1)]
            if (alone[here] >= _BARE).all():
                differs[here] = False
        return not differs.any()


def _is_space(code: int) -> bool:
    return not 0 < code <= sys.maxunicode or chr(code).isspace()


def _lies_in(box: PtBox | None, boxes: Collection[PtBox]) -> bool:
    if box is None:
        return False
    x, y = box.centre
    return any(b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1 for b in boxes)


def _is_copy(one: Places, other: Places) -> bool:
    is_same = one["font"] == other["font"] and one["glyph"] == other["glyph"]
    far = max(abs(one["x"] - other["x"]), abs(one["y"] - other["y"]))
    return bool(is_same and far <= _COPY * one["em"])


def _seen_as(said: str, seen: str) -> str | None:
    """What is taken to be seen; None where a glyph does not read as its character.

    Of signs and points it is enough that they are no letters.
    """
    plain = folded(said)
    if plain == seen or not any(c.isalnum() or c in _STROKES for c in plain + seen):
        return said
    return seen if seen and seen in _ALIKE.get(plain, "") else None


def _read(cells: Sequence[_Cell], engine: OcrEngine) -> dict[Key, str]:
    """What each cell reads as, folded."""
    found = {cell.key: "" for cell in cells}
    lines = list(_laid_out(cells))
    if not lines:
        return found
    step = _ABOVE_PX + _BELOW_PX + _APART_PX
    ink = np.zeros((step * len(lines), _SHEET_PX + 2 * _APART_PX), np.uint8)
    known = []
    for top, line in zip(range(0, len(ink), step), lines, strict=True):
        for left, cell in line:
            _add(ink, cell.look, left, top + _ABOVE_PX)
        end = left + cell.room + _APART_PX
        known.append(KnownLine(PxBox(0, top, end, top + _ABOVE_PX + _BELOW_PX)))
    sheet = cv2.cvtColor(255 - ink, cv2.COLOR_GRAY2RGB)
    height, width = sheet.shape[:2]
    geometry = PageGeometry(width, height, 0, 72.0)
    regions = [PxBox(0, 0, width, height)]
    page = engine.read(np.asarray(sheet, np.uint8), geometry, 1, (), regions, known)
    for char in page.text.chars:
        if char.quad is not None:
            x, y = char.quad.centre
            line = lines[min(max(0, int(y / step)), len(lines) - 1)]
            at = bisect_right(line, x, key=lambda place: place[0])
            found[line[max(0, at - 1)][1].key] += folded(char.text)
    return found


def _add(ink: Grey, look: Look, left: int, baseline: int) -> None:
    height, width = look.pixels.shape
    room = ink[baseline + look.top :, left + look.left :][:height, :width]
    np.maximum(room, look.pixels, out=room)


def _laid_out(cells: Sequence[_Cell]) -> Iterator[list[tuple[int, _Cell]]]:
    """The lines of a sheet: from which column on each cell stands."""
    line: list[tuple[int, _Cell]] = []
    left = _APART_PX
    for cell in cells:
        if line and left + cell.room > _SHEET_PX:
            yield line
            line, left = [], _APART_PX
        line.append((left, cell))
        left += cell.room
    if line:
        yield line
