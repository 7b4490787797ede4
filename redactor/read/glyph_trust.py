"""Whether single glyphs of a text layer say what they show, where the own values are at stake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein

from redactor.geometry import PageGeometry
from redactor.ports import GlyphSheet, TextReader
from redactor.read.fonts import SURE, Piece, Strip
from redactor.read.likeness import unlike
from redactor.read.strips import runs_along
from redactor.textnorm import fold_char, folded, plain_char

_BESIDE = 10  # characters read with the doubtful one, on either side: alone it reads badly
_NEAR = 1.3  # of the type's size, from a glyph's origin to the middle of its cell
_LOOKS = 2  # at one glyph, where the first cannot be read


def shows_another(  # noqa: PLR0913 - the page's parts
    sheet: GlyphSheet,
    own: str,
    pieces: Sequence[Piece],
    geometry: PageGeometry,
    strip: Strip,
    reader: TextReader,
    proven: set[bytes],
) -> bool:
    """Whether a glyph that is seen looks like a character of ``own``, and does not read as the
    layer says.

    ``pieces`` of the layer, a font and a line each. ``proven``: glyphs of the document that read
    as they say; grows. One that cannot be read is taken for false.
    """
    for number in unlike(sheet, own):
        said = plain_char(sheet.said[number])
        key = said.encode("utf-8", "surrogatepass") + sheet.pictures[number].tobytes()
        if key in proven:
            continue
        verdicts = [
            _reads_as_said(piece, at, own, strip, reader)
            for piece, at in _places(sheet, number, said, pieces, geometry)
        ]
        if not verdicts:
            continue  # it is not seen
        if True not in verdicts or False in verdicts:
            return True
        proven.add(key)
    return False


def _places(
    sheet: GlyphSheet, number: int, said: str, pieces: Sequence[Piece], geometry: PageGeometry
) -> Iterator[tuple[Piece, int]]:
    """Where a glyph stands in the layer, a place or two."""
    same = [
        (piece, at, geometry.quad_to_px(char.quad))
        for piece in pieces
        for at, char in enumerate(piece)
        if char.text == said and char.quad is not None
    ]
    if not same:
        return
    scale = geometry.dpi / 72
    middles = np.array([quad for *_, quad in same]).mean(axis=1)
    for x, y, size in sheet.at[sheet.of == number][:_LOOKS] * scale:
        away = np.hypot(*(middles - (x, y)).T)
        nearest = int(away.argmin())
        if away[nearest] <= _NEAR * size:
            yield same[nearest][:2]


def _reads_as_said(
    piece: Piece, at: int, own: str, strip: Strip, reader: TextReader
) -> bool | None:
    """None: it cannot be read."""
    first = max(0, at - _BESIDE)
    part = piece[first : at + _BESIDE + 1]
    if not runs_along(part):
        first, part = at, [piece[at]]
    seen, score = reader.read_strip(strip(part))
    if not seen or score < SURE:
        return None
    plain, seen = [fold_char(c.text) for c in part], folded(seen)
    start = len("".join(plain[: at - first]))
    is_sign = not piece[at].text.isalnum()  # bullets are read as anything, or as nothing
    for step in Levenshtein.opcodes("".join(plain), seen):
        if step.src_start <= start < step.src_end:
            if step.tag == "delete":
                return True if is_sign else None
            there = seen[step.dest_start + start - step.src_start]
            return step.tag == "equal" or (is_sign and there not in folded(own))
    return None
