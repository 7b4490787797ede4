"""Glyphs out of a page's content, without moving or losing any other.

What goes: glyphs of text erasures, glyphs inside photos, and what nobody may see: invisible
glyphs and those off the page. What was done is then checked with means of its own: text
extraction, which reads content streams with other code than the filter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, product

import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.datatypes import Erasure
from redactor.erase.frames import PageFrame
from redactor.erase.glyphs import Glyph, places_of, rewrite
from redactor.frozen import frozen
from redactor.geometry import Point, PtBox, PtQuad

SAME_PLACE_PT = 0.01  # how far a neighbour may lie from where it was
# A glyph is a target only when its size fits the quad's height: a watermark's huge letter whose
# middle falls into a name is not part of the name. Line boxes are 1 to 1.6 times the size.
_SIZE_FIT = (0.35, 2.5)
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT
_NEAR_PT = 0.05  # what stands at one place
_CELL = 0.5  # points; grid for looking up glyphs by origin
_NO_WIDTH_PT = 0.001
_JOINED = 8  # letters of one glyph, at most
_VERTICAL_ORIGIN = 0.88  # em; from the top of a cell in a column to its glyph's origin


@dataclass(frozen=True, slots=True)
class TextPlan:
    """Which glyphs go, by their place in the order of drawing."""

    glyphs: tuple[Glyph, ...]
    gone: frozenset[int]
    hit: frozenset[PtQuad]  # quads below which at least one visible glyph goes
    letters: tuple[_Letter, ...]  # what extraction finds before any of them went
    is_told: bool  # extraction finds each glyph by itself, but white space


@frozen
class _Letter:
    """A character as text extraction sees it."""

    text: str
    origin: Point
    corners: tuple[float, float, float, float]

    @property
    def box(self) -> PtBox:
        """The upright hull."""
        x0, y0, x1, y1 = self.corners
        return PtBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def plan_text(
    page: pymupdf.Page,
    frame: PageFrame,
    glyphs: tuple[Glyph, ...],
    erasures: Sequence[Erasure],
    unseen: frozenset[int] = frozenset(),
) -> TextPlan:
    """Decide which of the page's ``glyphs`` go; ``unseen`` are those that leave no trace, and those
    that go as a seal's ink.
    """
    letters = tuple(_letters(page, glyphs))
    grid = _Grid(letters)
    sheet = PtBox(0, 0, frame.width_pt, frame.height_pt)
    # In vertical writing the filter gives the font's widest box; extraction knows better.
    found = [grid.at(glyph.origin, glyph.code) for glyph in glyphs]
    sides = _sides([letter or glyph for letter, glyph in zip(found, glyphs, strict=True)])
    middles = (sides[:, :2] + sides[:, 2:]) / 2
    gone, hit = set(unseen), set()
    for erasure in erasures:
        for quad in erasure.quads:
            under = _under(quad, glyphs, sides, middles, of_picture=erasure.of_picture)
            gone |= under
            if any(not glyphs[i].invisible and i not in unseen for i in under):
                hit.add(quad)
    gone.update(i for i, glyph in enumerate(glyphs) if glyph.invisible)
    x0, y0, x1, y1 = sides.T
    on_page = (x0 >= 0) & (x1 <= sheet.x1) & (y0 >= 0) & (y1 <= sheet.y1)
    beside = np.flatnonzero(~on_page).tolist()  # hardly any
    gone.update(i for i in beside if _is_off(glyphs[i], PtBox(*sides[i].tolist()), sheet))
    return TextPlan(glyphs, frozenset(gone), frozenset(hit), letters, _are_told(glyphs, found))


def remove_text(page: pymupdf.Page, frame: PageFrame, plan: TextPlan) -> bool:
    """Take the plan's glyphs out of ``page``; True when exactly they are gone."""
    if not plan.gone:
        return True
    turn = iter(range(len(plan.glyphs)))
    rewrite(page, frame, lambda: next(turn) in plan.gone)
    stays = [g for i, g in enumerate(plan.glyphs) if i not in plan.gone]
    if not _as_planned(plan, _letters(page, stays)):
        return False
    return plan.is_told or _filter_agrees(plan, page, frame)


def _under(
    quad: PtQuad,
    glyphs: Sequence[Glyph],
    sides: NDArray[np.float64],
    middles: NDArray[np.float64],
    *,
    of_picture: bool,
) -> set[int]:
    """Glyphs that are meant by ``quad``: with their middle in it, and of a size that fits.

    A quad that comes from the text layer is the very box of one glyph. Then only that one, its
    copies that make it bold, and glyphs in the same place are meant; tight neighbours, whose
    middle may lie in it too, are not.
    """
    height, hull = math.dist(quad.tl, quad.bl), quad.box
    x, y = middles.T
    near = (hull.x0 <= x) & (x <= hull.x1) & (hull.y0 <= y) & (y <= hull.y1)
    found = {i for i in np.flatnonzero(near).tolist() if quad.contains((x[i], y[i]))}
    if of_picture:
        return found
    slack = 0.02 * height + 0.05
    exact = {i for i in found if _is_same(sides[i], hull, slack)}
    if not exact:
        low, high = (f * height for f in _SIZE_FIT)
        return {i for i in found if low <= glyphs[i].size <= high}
    # Of an exact box the size is known: some fonts have line boxes of three times the size.
    copies = {(glyphs[i].code, round(glyphs[i].size, 1)) for i in exact}
    return {i for i in found if i in exact or (glyphs[i].code, round(glyphs[i].size, 1)) in copies}


def _is_same(sides: NDArray[np.float64], box: PtBox, slack: float) -> bool:
    return bool((np.abs(sides - (box.x0, box.y0, box.x1, box.y1)) <= slack).all())


def _are_told(glyphs: Sequence[Glyph], letters: Sequence[Glyph | _Letter | None]) -> bool:
    """Whether each glyph has a letter of its own: none is a copy, and none is passed over."""
    shown = [x for g, x in zip(glyphs, letters, strict=True) if not chr(g.code).isspace()]
    return None not in shown and len({id(letter) for letter in shown}) == len(shown)


def _is_off(glyph: Glyph, box: PtBox, sheet: PtBox) -> bool:
    """Whether no part of the glyph can be on the page; line boxes are not exact, so: by far."""
    near = sheet.grown(1.5 * glyph.size)
    x, y = box.centre
    if not (near.x0 <= x <= near.x1 and near.y0 <= y <= near.y1):
        return True
    return box.x1 < sheet.x0 or box.x0 > sheet.x1 or box.y1 < sheet.y0 or box.y0 > sheet.y1


def _letters(page: pymupdf.Page, glyphs: Sequence[Glyph]) -> list[_Letter]:
    """Every character extraction finds, off the page too; not white space, which it makes up.

    Each stands where its glyph, one of the page's ``glyphs``, does.
    """
    layout = page.get_text("rawdict", flags=_FLAGS, clip=pymupdf.INFINITE_RECT())
    letters = []
    for block in layout["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    if not char["c"].isspace():
                        letter = _Letter(char["c"], char["origin"], char["bbox"])
                        if line["wmode"] == 1:
                            letter = _in_column(letter, line["dir"], span["size"])
                        letters.append(letter)
    return _rejoined(letters, glyphs)


def _rejoined(letters: list[_Letter], glyphs: Sequence[Glyph]) -> list[_Letter]:
    """The second letter of one glyph, such as the i of fi, put where that glyph stands.

    Extraction gives it no width, and the place of the pen: where the neighbour stands, behind
    the glyph or, in Arabic, before it in the text. An accent has no width either, but a glyph.
    """
    sides = _sides(letters)
    thin = set(np.flatnonzero((sides[:, 2:] - sides[:, :2]).min(axis=1) < _NO_WIDTH_PT).tolist())
    if not thin:
        return letters
    drawn, wide = _Grid(glyphs), _Grid(x for i, x in enumerate(letters) if i not in thin)
    placed = list(letters)
    for i in thin:
        at, code = letters[i].origin, ord(letters[i].text[0])
        if drawn.at(at, code) is not None and wide.at(at, code) is None:
            continue
        for side in (letters[max(i - _JOINED, 0) : i][::-1], letters[i + 1 : i + 1 + _JOINED]):
            first = next((x for x in side if x.origin != at), None)
            if first is not None and _reaches(first.box, at):
                placed[i] = _Letter(letters[i].text, first.origin, letters[i].corners)
    return placed


def _reaches(box: PtBox, point: Point) -> bool:
    x, y = point
    near = box.grown(_NEAR_PT)
    return near.x0 <= x <= near.x1 and near.y0 <= y <= near.y1


def _in_column(letter: _Letter, down: Point, size: float) -> _Letter:
    """A letter of a column, its origin where the filter has it and its box where its ink is.

    In vertical writing extraction takes the far end of the cell for the origin, and has the
    cell begin at the glyph's baseline (``load.text_layer`` moves it back by the same share).
    """
    cos, sin = down
    box, square = letter.box, cos * cos - sin * sin
    if abs(square) < 0.1:
        # Near 45 degrees a hull does not tell its sides apart. Nothing will match, so the page
        # becomes a picture: lossy, but safe.
        return letter
    advance = (box.width * abs(cos) - box.height * abs(sin)) / square
    x, y = letter.origin
    dx, dy = -cos * _VERTICAL_ORIGIN * size, -sin * _VERTICAL_ORIGIN * size
    return _Letter(
        letter.text,
        (x - cos * advance, y - sin * advance),
        (box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy),
    )


def _as_planned(plan: TextPlan, after: list[_Letter]) -> bool:
    """Whether extraction now finds all it found before, in its place, but the plan's glyphs."""
    gone = [plan.glyphs[i] for i in sorted(plan.gone)]
    stays = [g for i, g in enumerate(plan.glyphs) if i not in plan.gone]
    went, kept = _fates(plan.letters, gone, stays)
    left = _Grid(after)
    if any(left.at(x.origin, ord(x.text[0]), SAME_PLACE_PT) is not None for x in went):
        return False
    if not _are_alike(kept, after) and any(
        left.at(x.origin, ord(x.text[0]), SAME_PLACE_PT) is None for x in kept
    ):
        return False
    # Extraction drops the copies that make a glyph bold, so a copy may come to light where its
    # original went, never elsewhere: each of what is left must be one the filter kept.
    bare = [after[i] for i in np.flatnonzero(_are_near(after, gone)).tolist()]
    grid = _Grid(stays if bare else ())
    return all(grid.at(x.origin) is not None for x in bare)


def _fates(
    letters: Sequence[_Letter], gone: Sequence[Glyph], stays: Sequence[Glyph]
) -> tuple[list[_Letter], list[_Letter]]:
    """Which letters go with these glyphs, and which stay."""
    # Most stand where a glyph stays and none goes; only of the others it is asked one by one.
    sure = np.isin(_squares(letters), _squares(stays)) & ~_are_near(letters, gone)
    grids = _Grid(gone), _Grid(stays)
    fates: tuple[list[_Letter], list[_Letter]] = [], []
    goes = False
    for letter, is_sure in zip(letters, sure.tolist(), strict=True):
        goes = not is_sure and _fate(letter, *grids, goes)
        fates[0 if goes else 1].append(letter)
    return fates


def _sides(items: Sequence[Glyph | _Letter]) -> NDArray[np.float64]:
    """Of each item's box the left, upper, right and lower side."""
    corners = np.array([item.corners for item in items], np.float64).reshape(-1, 2, 2)
    return np.concatenate((corners.min(axis=1), corners.max(axis=1)), axis=1)


def _origins(items: Sequence[Glyph | _Letter]) -> NDArray[np.float64]:
    return np.array([item.origin for item in items], np.float64).reshape(-1, 2)


def _squares(items: Sequence[Glyph | _Letter]) -> NDArray[np.complex128]:
    """The square in which each item's origin lies; two of one square are within ``_NEAR_PT``."""
    squares = np.floor(_origins(items) / _NEAR_PT)
    return np.asarray(squares[:, 0] + 1j * squares[:, 1])


def _are_near(items: Sequence[Glyph | _Letter], glyphs: Sequence[Glyph]) -> NDArray[np.bool_]:
    """Of each item whether one of ``glyphs``, which are few, stands there."""
    near = np.zeros(len(items), np.bool_)
    x, y = _origins(items).T
    for at_x, at_y in (glyph.origin for glyph in glyphs):
        near |= (np.abs(at_x - x) <= _NEAR_PT) & (np.abs(at_y - y) <= _NEAR_PT)
    return near


def _are_alike(letters: Sequence[_Letter], others: Sequence[_Letter]) -> bool:
    """Whether they are the same ones in the same places and in the same order."""
    if len(letters) != len(others):
        return False
    is_apart = np.abs(_origins(letters) - _origins(others)) > SAME_PLACE_PT
    pairs = zip(letters, others, strict=True)
    return not is_apart.any() and all(a.text[0] == b.text[0] for a, b in pairs)


def _fate(letter: _Letter, gone: _Grid, stays: _Grid, before: bool) -> bool:
    """Whether ``letter`` goes. ``before`` is the fate of the one in front of it: the second
    letter of one glyph for "fi" has no glyph at its place, and shares the first one's.
    """
    code: int | None = ord(letter.text[0])
    for wanted in (code, None):
        if stays.at(letter.origin, wanted) is not None:
            return False
        if gone.at(letter.origin, wanted) is not None:
            return True
    return before


def _filter_agrees(plan: TextPlan, page: pymupdf.Page, frame: PageFrame) -> bool:
    """Whether a second walk over the content meets exactly the glyphs that stay."""
    kept = [g for i, g in enumerate(plan.glyphs) if i not in plan.gone]
    codes, origins = places_of(page, frame)
    if len(kept) != len(codes):
        return False
    off = np.array([g.origin for g in kept], np.float64).reshape(-1, 2) - origins
    return bool(
        (codes == np.array([g.code for g in kept], np.int64)).all()
        and (np.hypot(*off.T) <= 2 * SAME_PLACE_PT).all()
    )


class _Grid:
    """Glyphs or letters, looked up by origin."""

    def __init__(self, items: Iterable[Glyph | _Letter]) -> None:
        self._cells: dict[tuple[int, int], list[Glyph | _Letter]] = {}
        for item in items:
            self._cells.setdefault(_cell(item.origin), []).append(item)

    def at(
        self, origin: Point, code: int | None = None, within_pt: float = _NEAR_PT
    ) -> Glyph | _Letter | None:
        """An item at ``origin``, of this code point when one is given (unknown ones match)."""
        x, y = origin
        # Mostly one cell: a second only where a border of cells is as near as ``within_pt``.
        left, right = int((x - within_pt) // _CELL), int((x + within_pt) // _CELL)
        top, foot = int((y - within_pt) // _CELL), int((y + within_pt) // _CELL)
        if left == right and top == foot:
            items: Iterable[Glyph | _Letter] = self._cells.get((left, top), ())
        else:
            cells = product(range(left, right + 1), range(top, foot + 1))
            items = chain.from_iterable(self._cells.get(cell, ()) for cell in cells)
        for item in items:
            to_x, to_y = item.origin
            is_near = abs(to_x - x) <= within_pt and abs(to_y - y) <= within_pt
            if is_near and (code is None or _same_code(item, code)):
                return item
        return None


def _same_code(item: Glyph | _Letter, code: int) -> bool:
    own = item.code if isinstance(item, Glyph) else ord(item.text[0])
    return own == code or 0xFFFD in (own, code)


def _cell(origin: Point) -> tuple[int, int]:
    return int(origin[0] // _CELL), int(origin[1] // _CELL)
