"""Where the lines of a finished page stand, when it is drawn of print and rulings alone.

The second reading then need not search the picture for lines: all ink is glyphs whose places are
known, and it reads those. PDFium tells what the page draws, and any doubt has lines searched.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pymupdf
import pypdfium2
import pypdfium2.raw as pdfium

from redactor.datatypes import Mark
from redactor.geometry import Point, PtBox
from redactor.verify.characters import Printed
from redactor.verify.text import PageFrame
from redactor.verify.windows import PrintedLine

_THIN_PT = 1.5
_LARGE_PT = 14.0  # a filled rectangle lower or narrower may be a stroke of a letter
_RULING_PT = 24.0  # strokes of letters are shorter
_STRAIGHT_PT = 0.05
_GAP_PT = 0.6  # between the pieces of one ruling
_MARK_PT = 1.0  # by which the frame of a mark reaches out of it
_SAME_ROW, _SAME_LINE = 0.4, 1.5  # of the type's size: down, and across
_ABOVE, _BELOW, _BESIDE = 0.98, 0.3, 0.2  # of the type's size: ink about the origin

Ruling = tuple[bool, float, float, float]  # whether across, where, from, to


def lines_of_print(page: pymupdf.Page, chars: Sequence[Printed]) -> tuple[PrintedLine, ...] | None:
    """The lines; None where a glyph stands on its side or is a drawing of its own."""
    if page.rotation or any(font[2] == "Type3" for font in page.get_fonts()):
        return None
    seen = [c for c in chars if c.visible]
    if not all(c.is_level and c.size > 0 for c in seen):
        return None
    return tuple(
        PrintedLine(_box_of(line), tuple(c.glyph for c in line))
        for row in _rows(seen)
        for line in _parted(row)
    )


def _rows(chars: Iterable[Printed]) -> Iterator[list[Printed]]:
    row: list[Printed] = []
    for char in sorted(chars, key=lambda c: c.origin[1]):
        if row and char.origin[1] - row[-1].origin[1] > _SAME_ROW * min(char.size, row[-1].size):
            yield row
            row = []
        row.append(char)
    if row:
        yield row


def _parted(row: list[Printed]) -> Iterator[list[Printed]]:
    """A row in lines: what stands far apart is read apart."""
    row.sort(key=lambda c: c.box.x0)
    line, end = [row[0]], row[0].box.x1
    for char in row[1:]:
        if char.box.x0 - end > _SAME_LINE * char.size:
            yield line
            line = []
        line.append(char)
        end = max(end, char.box.x1)
    yield line


def _box_of(line: Sequence[Printed]) -> PtBox:
    size = max(c.size for c in line)
    return PtBox(
        min(c.box.x0 for c in line) - _BESIDE * size,
        min(c.origin[1] for c in line) - _ABOVE * size,
        max(c.box.x1 for c in line) + _BESIDE * size,
        max(c.origin[1] for c in line) + _BELOW * size,
    )


def is_of_print(
    page: pypdfium2.PdfPage, page_no: int, frame: PageFrame, marks: Sequence[Mark]
) -> bool:
    """Whether the page draws nothing but glyphs and rulings, beside our marks."""
    ours = [frame.to_user(m.quad.box) for m in marks if m.page_no == page_no]
    return draws_print_and_rulings(page, ours)


def draws_print_and_rulings(page: pypdfium2.PdfPage, marks: Sequence[PtBox]) -> bool:
    """Whether the page draws only glyphs, long thin lines and large rectangles.

    ``marks``: boxes in PDF user space; what is drawn in them is ours.
    """
    rulings: list[Ruling] = []
    for i in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or _lies_in(item, marks):
            continue
        found = _rulings_of(item) if kind == pdfium.FPDF_PAGEOBJ_PATH else None
        if found is None:
            return False
        rulings += found
    return all(length >= _RULING_PT for length in _lengths(rulings))


def _lies_in(item: pdfium.FPDF_PAGEOBJECT, marks: Sequence[PtBox]) -> bool:
    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, x0, y0, x1, y1):
        return False
    return any(
        m.x0 - _MARK_PT <= x0.value
        and m.y0 - _MARK_PT <= y0.value
        and x1.value <= m.x1 + _MARK_PT
        and y1.value <= m.y1 + _MARK_PT
        for m in marks
    )


def _rulings_of(path: pdfium.FPDF_PAGEOBJECT) -> list[Ruling] | None:
    """The straight pieces of a path; None for what may be a drawing."""
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(path, width)
    corners = _corners(path)
    if corners is None or (stroke.value and width.value * _scale(path) > _THIN_PT):
        return None
    if fill.value:
        if len(corners) > 1 or len(corners[0]) > 5:
            return None
        xs, ys = [x for x, _ in corners[0]], [y for _, y in corners[0]]
        low, long = sorted((max(xs) - min(xs), max(ys) - min(ys)))
        if low >= _LARGE_PT:
            return []
        if low > _THIN_PT:
            return None
        across = max(xs) - min(xs) == long
        return [(across, ys[0], min(xs), max(xs)) if across else (across, xs[0], min(ys), max(ys))]
    found: list[Ruling] = []
    for line in corners if stroke.value else ():
        for (ax, ay), (bx, by) in pairwise(line):
            if abs(ay - by) <= _STRAIGHT_PT:
                found.append((True, ay, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) <= _STRAIGHT_PT:
                found.append((False, ax, min(ay, by), max(ay, by)))
            else:
                return None
    return found


def _matrix(path: pdfium.FPDF_PAGEOBJECT) -> pdfium.FS_MATRIX:
    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    return matrix


def _scale(path: pdfium.FPDF_PAGEOBJECT) -> float:
    m = _matrix(path)
    return float(max(abs(m.a) + abs(m.c), abs(m.b) + abs(m.d)))


def _corners(path: pdfium.FPDF_PAGEOBJECT) -> list[list[Point]] | None:
    """Corners of each part of a path, in user space; None when it has curves."""
    m = _matrix(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[Point]] = []
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            parts.append([])
        elif kind != pdfium.FPDF_SEGMENT_LINETO or not parts:
            return None
        parts[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and parts[-1][-1] != parts[-1][0]:
            parts[-1].append(parts[-1][0])
    return parts or None


def _lengths(rulings: Iterable[Ruling]) -> Iterator[float]:
    """Lengths of the rulings, pieces that go on in each other as one."""
    places: dict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for across, at, start, end in rulings:
        places[across, round(at, 1)].append((start, end))
    for pieces in places.values():
        pieces.sort()
        first, last = pieces[0]
        for start, end in pieces[1:]:
            if start > last + _GAP_PT:
                yield last - first
                first = start
            last = max(last, end)
        yield last - first
