"""A page's own text: one character a code point, with its quad; what nobody sees left out."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import pymupdf

from redactor.datatypes import Char, TextSource
from redactor.geometry import Point, PtBox, PtQuad
from redactor.load.visible import DrawingLog, Glyph, visible_glyphs
from redactor.ports import Image, TextLayer
from redactor.rows import in_reading_order, split_at_gaps
from redactor.textnorm import plain_char

# No TEXT_CID_FOR_UNKNOWN_UNICODE: a character whose meaning is unknown must come out as U+FFFD,
# not as a guess. ActualText is not what is printed. TEXT_CLIP drops text outside a clip path.
_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_COLLECT_STYLES | pymupdf.TEXT_IGNORE_ACTUALTEXT
)
_PAINTED = 16 | 32 | 64  # filled, stroked, used as a clip: a glyph with none is invisible
_STRAIGHT = 0.01  # sine below which a line counts as upright
_VERTICAL_ORIGIN = 0.88  # em
_SAME_SPOT = 0.25  # of the size: the same glyph drawn again to look bold
_NOT_TEXT = ("Co", "Cs", "Cn", "Cc")

_SPOT_PT = 2.0  # glyphs whose origins are as near stand at one place
_CELL_PT = 24.0  # cells in which glyphs already drawn are looked up

FontIndex = Callable[[str], int]
_Drawn = defaultdict[tuple[str, int, int], list[tuple[float, float, Glyph]]]


@dataclass(frozen=True, slots=True)
class _Run:
    """The glyphs of one printed line, in order, white space included."""

    glyphs: tuple[Glyph, ...]


def read_text_layer(
    page: pymupdf.Page,
    font_index: FontIndex,
    render: Callable[[], Image],
    log: Callable[[], DrawingLog],
) -> TextLayer:
    """The layer of ``page``; ``render`` gives its picture, asked for only when there is text,
    and ``log`` that of its drawing.

    ``font_index`` numbers fonts by the name they have on this page.
    """
    runs = [_Run(tuple(run)) for run in _runs(page, font_index)]
    total = sum(not g.text.isspace() for run in runs for g in run.glyphs)
    clipped = _clipped(page, total)
    if total == 0:
        return TextLayer((), (), clipped, 0)
    glyphs = [g for run in runs for g in run.glyphs if not g.text.isspace()]
    seen = visible_glyphs(page, glyphs, render(), log())
    hidden = clipped + sum(g.key not in seen for g in glyphs)
    kept = list(_without_doubles(runs, seen))
    chars, ids = [], []
    for char, origin in in_reading_order([piece for _, piece in kept]):
        chars.append(char)
        ids.append(-1 if origin is None else kept[origin[0]][0][origin[1]].font)
    garbled = sum(is_garbled(c.text) for c in chars if c.quad is not None)
    return TextLayer(tuple(chars), tuple(ids), hidden, garbled)


def is_garbled(text: str) -> bool:
    """Whether a code point cannot be text: private use, unassigned, a control, U+FFFD."""
    return text == "\ufffd" or unicodedata.category(text) in _NOT_TEXT


def _clipped(page: pymupdf.Page, total: int) -> int:
    """Characters outside every clip path: those that are there only when clips are ignored."""
    everything = page.get_textpage(flags=_FLAGS, clip=pymupdf.INFINITE_RECT()).extractText()
    return max(0, sum(not c.isspace() for c in everything) - total)


def _runs(page: pymupdf.Page, font_index: FontIndex) -> Iterator[list[Glyph]]:
    # Without the infinite rectangle, text off the page is dropped silently: it must be counted.
    textpage = page.get_textpage(flags=_FLAGS | pymupdf.TEXT_CLIP, clip=pymupdf.INFINITE_RECT())
    # Subset prefixes tell fonts of one name apart; the switch is the library's, for all.
    names_before = pymupdf.TOOLS.set_subset_fontnames()
    pymupdf.TOOLS.set_subset_fontnames(True)
    try:
        layout = textpage.extractRAWDICT()
    finally:
        pymupdf.TOOLS.set_subset_fontnames(names_before)
    lines = [line for block in layout["blocks"] for line in block.get("lines", ())]
    printed = {_spot(c) for line in lines for c in _chars(line) if not c["synthetic"]}
    key = 0
    for line in lines:
        run = list(_glyphs(line, font_index, key))
        key += len(run)
        chars = list(_chars(line))
        has_blank = any(c["synthetic"] for c in chars)
        blanks = list(_printed_blanks(chars, printed)) if has_blank else []
        if any(blanks) and len(blanks) == len(run):
            yield from _cut(run, blanks)
        else:
            yield run


def _chars(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for span in line["spans"]:
        yield from span["chars"]


def _spot(char: Mapping[str, Any]) -> tuple[int, int]:
    x, y = char["origin"]
    return round(x / _SPOT_PT), round(y / _SPOT_PT)


def _printed_blanks(
    chars: Sequence[Mapping[str, Any]], printed: Set[tuple[int, int]]
) -> Iterator[bool]:
    """For each glyph of a line, whether it is a blank that MuPDF puts between two where one
    printed at another time stands: the 0 of 703 that came last.

    Not the glyph after the blank, which stands as near where small ones are set apart.
    """
    for char, after in zip_longest(chars, chars[1:]):
        yield char["synthetic"] and not printed.isdisjoint(_around(char) - {_spot(after or char)})


def _around(char: Mapping[str, Any]) -> set[tuple[int, int]]:
    x, y = _spot(char)
    return {(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}


def _cut(run: Sequence[Glyph], blanks: Sequence[bool]) -> Iterator[list[Glyph]]:
    """The run without those blanks, and in parts where they stood."""
    part: list[Glyph] = []
    for glyph, is_blank in zip(run, blanks, strict=True):
        if is_blank:
            yield part
            part = []
        else:
            part.append(glyph)
    yield part


def _glyphs(line: Mapping[str, Any], font_index: FontIndex, key: int) -> Iterator[Glyph]:
    before: PtQuad | None = None
    for span in line["spans"]:
        font = font_index(span["font"])
        painted = bool(span["char_flags"] & _PAINTED) and span["alpha"] > 0
        for char in span["chars"]:
            quad = _quad(line, span, char)
            # The code points that follow the first of one glyph have no width of their own.
            if before is not None and not _has_area(quad):
                quad = before
            before = quad
            for text in char["c"]:
                yield Glyph(
                    key, text, quad, font, span["size"], painted, span["color"], char["origin"]
                )
                key += 1


def _has_area(quad: PtQuad) -> bool:
    # Written out: asked for every character of a page.
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad.tl, quad.tr, quad.br, quad.bl
    width = max(x0, x1, x2, x3) - min(x0, x1, x2, x3)
    return width > 1e-3 and max(y0, y1, y2, y3) - min(y0, y1, y2, y3) > 1e-3


def _quad(line: Mapping[str, Any], span: Mapping[str, Any], char: Mapping[str, Any]) -> PtQuad:
    """Corners in the glyph's own reading direction (``tl`` is its upper left, as it stands)."""
    x0, y0, x1, y1 = char["bbox"]
    x0, x1 = min(x0, x1), max(x0, x1)
    y0, y1 = min(y0, y1), max(y0, y1)
    cos, sin = line["dir"]
    if line["wmode"] == 1:
        # Glyphs stand upright although the line runs down. MuPDF gives the cell from the glyph's
        # baseline on, the next glyph's place; ink stands 0.88 em further back (the default
        # vertical origin, ISO 32000-1, 9.7.4.3).
        back = _VERTICAL_ORIGIN * span["size"]
        dx, dy = -cos * back, -sin * back
        return PtQuad.from_box(PtBox(x0 + dx, y0 + dy, x1 + dx, y1 + dy))
    tl, tr, br, bl = (x0, y0), (x1, y0), (x1, y1), (x0, y1)
    if abs(sin) < _STRAIGHT and cos > 0:
        return PtQuad(tl, tr, br, bl)
    if abs(sin) < _STRAIGHT:
        return PtQuad(br, bl, tl, tr)
    if abs(cos) < _STRAIGHT:
        return PtQuad(tr, br, bl, tl) if sin > 0 else PtQuad(bl, tl, tr, br)
    quad = pymupdf.recover_char_quad((cos, sin), span, char)
    return PtQuad(*(_point(p) for p in (quad.ul, quad.ur, quad.lr, quad.ll)))


def _point(point: pymupdf.Point) -> Point:
    return float(point.x), float(point.y)


def _char(glyph: Glyph) -> Char:
    quad = None if glyph.text.isspace() else glyph.quad
    # Chromium prints 高 as the radical ⾼, which no list of words has.
    text = " " if quad is None else plain_char(glyph.text)
    return Char(text, quad, 1.0, 0, TextSource.TEXT_LAYER)


def _without_doubles(
    runs: Iterable[_Run], seen: frozenset[int]
) -> Iterator[tuple[list[Glyph], list[Char]]]:
    """The visible glyphs of each run, cut at wide gaps; glyphs drawn again to look bold once."""
    drawn: _Drawn = defaultdict(list)
    for run in runs:
        kept: list[Glyph] = []
        for glyph in run.glyphs:
            is_new = glyph.key in seen and not _is_double(glyph, drawn, kept)
            if is_new or glyph.text.isspace():
                kept.append(glyph)
        chars = [_char(g) for g in kept]
        for start, end in split_at_gaps(chars):
            yield kept[start:end], chars[start:end]


def _is_double(glyph: Glyph, drawn: _Drawn, run: list[Glyph]) -> bool:
    """Whether the same glyph stands there already; if not, it does from now on."""
    x, y = glyph.quad.centre
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = glyph.quad.corners
    width = max(x0, x1, x2, x3) - min(x0, x1, x2, x3)
    height = max(y0, y1, y2, y3) - min(y0, y1, y2, y3)
    # Half the glyph's own width: the two l of "ll" are nearer than a quarter of the size.
    near_x = min(_SAME_SPOT * glyph.size, 0.5 * width, _CELL_PT)
    near_y = min(_SAME_SPOT * glyph.size, 0.5 * height, _CELL_PT)
    for i in range(_cell(x - near_x), _cell(x + near_x) + 1):
        for j in range(_cell(y - near_y), _cell(y + near_y) + 1):
            for other_x, other_y, other in drawn.get((glyph.text, i, j), ()):
                if abs(x - other_x) < near_x and abs(y - other_y) < near_y:
                    # One glyph that stands for "ff" gives two code points one quad.
                    if run and run[-1] is other and other.quad == glyph.quad:
                        continue
                    return True
    drawn[glyph.text, _cell(x), _cell(y)].append((x, y, glyph))
    return False


def _cell(at: float) -> int:
    return int(at // _CELL_PT)
