"""Whether an engine can read a value at all: its own clean print is shown to it.

A character may stand in a recogniser's dictionary and still never come out: 彣 is dropped in
every font. What is not found in clean print is not found in a scan, and nobody would be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pymupdf

from redactor.datatypes import Band, Candidate, OcrPage
from redactor.geometry import PageGeometry, PtBox
from redactor.ports import Image, KnownLine, OcrEngine
from redactor.textnorm import folded

_DPI = 200.0
_FONT = "china-s"  # MuPDF carries it: nothing of the system is needed
_AROUND = ("申报人", "同志")
_LINE_PT = 40.0
_LEFT_PT = 20.0
_ABOVE, _BELOW = 1.0, 0.3  # of the type size, round the foot of a line
_MOST_MISSED = 1  # of the ways of printing


@dataclass(frozen=True, slots=True)
class _Print:
    """One way of printing a line; ``stroke`` is the width of an outline, in em."""

    size_pt: float
    stroke: float
    grey: float


_PRINTS = tuple(
    _Print(size, stroke, grey)
    for size in (10.5, 16.0)
    for stroke, grey in ((0.0, 0.0), (0.03, 0.0), (0.0, 0.45))
)


def illegible(engine: OcrEngine, candidates: Sequence[Candidate]) -> frozenset[int]:
    """Ids of the candidates that ``engine`` misses in clean print, or that cannot be printed."""
    return frozenset(c.candidate_id for c in candidates if not _is_legible(engine, c))


def _is_legible(engine: OcrEngine, candidate: Candidate) -> bool:
    text = "".join(candidate.text.split())
    font = pymupdf.Font(_FONT)
    if not all(font.has_glyph(ord(char)) for char in text):
        return False
    line = text.join(_AROUND)
    image, geometry = _printed(line, font)
    # Where the lines stand is known: it is the recogniser that may be blind to a character.
    places = [KnownLine(geometry.to_pixels(box)) for box in _places(line)]
    seen = engine.read(image, geometry, 1, [candidate], lines=places)
    found = sum(_found(seen, text, number) for number in range(len(_PRINTS)))
    return found >= len(_PRINTS) - _MOST_MISSED


def _places(line: str) -> Iterator[PtBox]:
    """Where the line stands in every print."""
    for number, way in enumerate(_PRINTS, 1):
        foot, size = _LINE_PT * number, way.size_pt
        right = _LEFT_PT + size * len(line)
        yield PtBox(_LEFT_PT, foot - _ABOVE * size, right, foot + _BELOW * size)


def _printed(line: str, font: pymupdf.Font) -> tuple[Image, PageGeometry]:
    """A page with the line once in every print."""
    width = max(300.0, 40 + max(p.size_pt for p in _PRINTS) * len(line))
    with pymupdf.open() as document:
        page = document.new_page(width=width, height=_LINE_PT * (len(_PRINTS) + 1))
        page.insert_font(fontname="self", fontbuffer=font.buffer)
        content = document.get_new_xref()
        document.update_object(content, "<<>>")
        document.update_stream(content, _drawn(line, font, page.rect.height).encode())
        page.set_contents(content)
        pixmap = page.get_pixmap(dpi=int(_DPI), colorspace=pymupdf.csRGB, alpha=False)
        image = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
        return image.copy(), PageGeometry(page.rect.width, page.rect.height, 0, _DPI)


def _drawn(line: str, font: pymupdf.Font, height: float) -> str:
    """The content of the page. ``insert_text`` would ask the font for all of its 30,000 widths."""
    glyphs = "".join(f"{font.has_glyph(ord(char)):04x}" for char in line)
    return "\n".join(
        f"BT {way.grey} g {way.grey} G {way.stroke * way.size_pt} w 1 M "
        f"{2 if way.stroke else 0} Tr "
        f"/self {way.size_pt} Tf {_LEFT_PT} {height - _LINE_PT * number} Td <{glyphs}> Tj ET"
        for number, way in enumerate(_PRINTS, 1)
    )


def _found(seen: OcrPage, text: str, number: int) -> bool:
    """Whether the line of print ``number`` was decoded so, or the value surely spotted there."""
    foot = _LINE_PT * (number + 1)
    there = [
        c
        for c in seen.text.chars
        if c.quad is not None and foot - _LINE_PT < c.quad.centre[1] <= foot
    ]
    if folded(text) in folded("".join(c.text for c in there)):
        return True
    return any(
        spot.band is Band.SURE and foot - _LINE_PT < spot.quads[0].centre[1] <= foot
        for spot in seen.spotted
    )
