"""The orders in which the characters of a page may be read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from redactor.frozen import frozen
from redactor.geometry import PageGeometry, PtBox
from redactor.textnorm import is_han
from redactor.verify.views import BREAK

_WIDE_EM = 6.0  # wider than any spread name: two cells of a table
_SPACE_EM = 0.12  # narrower than a typed space
_APART_EM = 0.35  # a neighbour nearer than this is part of the same line
_CLOSE_EM = 0.1  # and surely one as near as this
_ROWS = 3  # that characters of narrow cells beside each other may have between them
_STEP_EM = 2.5  # the next character of a vertical name is nearer than this
_CELL_EM = 0.8  # wider than a typed space: what stands behind may be another cell
_LINE_EM = 2.2  # the next line of a cell is nearer than this
_FLUSH_EM = 0.6  # and begins as far off the first at the most
_FAR = 40  # parts of rows from one line of a cell to the next


@frozen
class Glyph:
    """One character of a page; ``box`` in points, None for a separator."""

    text: str
    box: PtBox | None
    size: float  # of the type, any unit
    place: int = -1  # in MuPDF's order of drawing, where known


SPACE = -1
Item = tuple[int, PtBox]  # place in the list of glyphs, and where it stands
Row = list[Item]
Order = Sequence[int | None]  # places in the list of glyphs, SPACE, or None for a break


def spell(glyphs: Sequence[Glyph], order: Order) -> tuple[str, list[int | None]]:
    """The text in that order, and for each of its characters the place in ``glyphs``.

    A letter much smaller than the letter before it is an index (Wei¹, Weia): a space keeps it
    out of the word.
    """
    text: list[str] = []
    places: list[int | None] = []
    last: Glyph | None = None
    for place in order:
        if place is None or place == SPACE:
            text.append(BREAK if place is None else " ")
            places.append(None)
            last = None
            continue
        glyph = glyphs[place]
        if last and glyph.text.isalpha() and last.text.isalpha() and _is_index(last, glyph):
            text.append(" ")
            places.append(None)
        text.append(glyph.text)
        places.extend([place] * len(glyph.text))
        last = glyph
    return "".join(text), places


def _is_index(before: Glyph, glyph: Glyph) -> bool:
    return glyph.text.isascii() and 0 < glyph.size < 0.85 * before.size


def as_drawn(glyphs: Sequence[Glyph]) -> list[int | None]:
    """The order given, with a space wherever the next character does not follow closely.

    Names of Han characters are found across such spaces, Latin words end there.
    """
    order: list[int | None] = []
    last: PtBox | None = None
    for place, glyph in enumerate(glyphs):
        if glyph.box is not None and last is not None and not _follows(last, glyph.box):
            order.append(SPACE)
        order.append(place)
        last = glyph.box
    return order


def _follows(a: PtBox, b: PtBox) -> bool:
    em = max(a.height, b.height, 0.1)
    level = abs(a.centre[1] - b.centre[1]) < 0.5 * em
    return level and -0.5 * em < b.x0 - a.x1 < _SPACE_EM * em


def baselines(glyphs: Sequence[Glyph], geometry: PageGeometry) -> list[Row]:
    """The rows of the page as displayed: places and boxes from left to right."""
    return list(_rows(_displayed(glyphs, geometry)))


def rows(baselines: Sequence[Row]) -> list[int | None]:
    """Left to right along each baseline of the page as displayed, rows apart."""
    order: list[int | None] = []
    for row in baselines:
        last: PtBox | None = None
        for place, box in row:
            if last is not None:
                gap = (box.x0 - last.x1) / max(box.height, last.height, 0.1)
                if gap > _WIDE_EM:
                    order.append(None)
                elif gap > _SPACE_EM:
                    order.append(SPACE)
            order.append(place)
            last = box
        order.append(None)
    return order


def wrapped(baselines: Sequence[Row]) -> list[int | None]:
    """Row after row, as prose goes on; cells of a row stay apart."""
    return [place for row in baselines for place in rows([row])[:-1]]


def cells(baselines: Sequence[Row], glyphs: Sequence[Glyph]) -> list[int | None]:
    """Each part of a row and what begins below its beginning: the next line of its cell, if the
    next cell stands so close that no ruling of ours parts them.

    负责人：王　　审核：李     王 goes on with 伟
    伟　　　　　　娜
    """
    parts = [part for row in baselines for part in _parts(row)]
    order: list[int | None] = []
    for n, part in enumerate(parts):
        later = parts[n + 1 : n + 1 + _FAR]
        below = next((other for other in later if _sets_on(part, other)), None)
        if below and is_han(glyphs[part[-1][0]].text) and is_han(glyphs[below[0][0]].text):
            order += [place for place, _ in (*part, *below)] + [None]
    return order


def _parts(row: Row) -> Iterator[Row]:
    """A row, cut wherever another cell may begin."""
    part: Row = []
    for item in row:
        box = item[1]
        if part and box.x0 - part[-1][1].x1 > _CELL_EM * max(box.height, 0.1):
            yield part
            part = []
        part.append(item)
    yield part


def _sets_on(part: Row, other: Row) -> bool:
    """Whether ``other``, which comes later, is the line below ``part`` in one cell."""
    (_, first), (_, second) = part[0], other[0]
    em = max(first.height, 0.1)
    down = second.centre[1] - first.centre[1]
    return 0.5 * em < down < _LINE_EM * em and abs(second.x0 - first.x0) < _FLUSH_EM * em


def stacks(baselines: Sequence[Row]) -> list[int | None]:
    """Top to bottom, characters that stand alone in their rows: 王 over 伟 in a narrow cell.

    In prose every pair of characters stands over each other somewhere; so only characters
    without a neighbour as near at their side count.
    """
    alone = [item for n, row in enumerate(baselines) for item in _alone(row, baselines, n)]
    alone.sort(key=lambda item: item[1].centre[0])
    order: list[int | None] = []
    for column in _grouped(alone, axis=0, share=0.4):
        column.sort(key=lambda item: item[1].y0)
        last: PtBox | None = None
        for place, box in column:
            if last is not None and box.y0 - last.y1 > _STEP_EM * max(box.height, last.height):
                order.append(None)
            order.append(place)
            last = box
        order.append(None)
    return order


def _displayed(glyphs: Sequence[Glyph], geometry: PageGeometry) -> list[Item]:
    at_72 = PageGeometry(geometry.width_pt, geometry.height_pt, geometry.rotation, 72.0)
    out = []
    for place, glyph in enumerate(glyphs):
        if glyph.box is not None and not glyph.text.isspace():
            box = glyph.box
            if geometry.rotation:
                px = at_72.to_pixels(box)
                box = PtBox(px.x0, px.y0, px.x1, px.y1)
            out.append((place, box))
    return out


def _rows(items: list[Item]) -> Iterator[list[Item]]:
    items.sort(key=lambda item: item[1].y0 + item[1].y1)
    for row in _grouped(items, axis=1, share=0.5):
        row.sort(key=lambda item: item[1].x0)
        yield row


def _grouped(items: Sequence[Item], axis: int, share: float) -> Iterator[list[Item]]:
    """Runs of items sorted along ``axis`` whose centres are near the run's first ones."""
    run: list[Item] = []
    centre = 0.0
    for item in items:
        box = item[1]
        at = (box.y0 + box.y1) / 2 if axis else (box.x0 + box.x1) / 2
        if run and at - centre > share * max(box.y1 - box.y0, 0.1):
            yield run
            run = []
        run.append(item)
        centre = at if len(run) == 1 else centre + (at - centre) / len(run)
    if run:
        yield run


def _alone(row: Row, baselines: Sequence[Row], number: int) -> Iterator[Item]:
    """What of row ``number`` has no neighbour at its side, or a nearer one over or under it."""
    for i, item in enumerate(row):
        box = item[1]
        gaps = [box.x0 - row[i - 1][1].x1] if i else []
        gaps += [row[i + 1][1].x0 - box.x1] if i + 1 < len(row) else []
        gap = min(gaps, default=math.inf)
        if gap >= _APART_EM * box.height or (
            gap > _CLOSE_EM * box.height and _has_nearer(item, gap + box.width, baselines, number)
        ):
            yield item


def _has_nearer(item: Item, step: float, baselines: Sequence[Row], number: int) -> bool:
    """Whether a character of a row beside ``number`` stands over or under, nearer than ``step``."""
    (x, y), height = item[1].centre, item[1].height
    near = (
        *baselines[max(0, number - _ROWS) : number],
        *baselines[number + 1 : number + 1 + _ROWS],
    )
    middles = (box.centre for row in near for _, box in row)
    return any(abs(u - x) < 0.25 * height and abs(v - y) < step for u, v in middles)
