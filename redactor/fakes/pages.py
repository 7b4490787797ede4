"""Pages from drawings in characters: a line a row, a tab a wide gap."""

from __future__ import annotations

from redactor.datatypes import Char, PageReading, PageText, TextSource
from redactor.geometry import PageGeometry, PtBox, PtQuad

_HAN, _LATIN, _LINE, _COLUMN = 10.0, 5.0, 14.0, 150.0  # points


def page_of(text: str, source: TextSource = TextSource.TEXT_LAYER, page_no: int = 1) -> PageText:
    """The page drawn; ``text[i]`` is its ``i``-th character."""
    chars: list[Char] = []
    line = 0
    for row, content in enumerate(text.split("\n")):
        x, y = 20.0, 20.0 + row * _LINE
        for char in content:
            wide = _HAN if ord(char) > 0x2E7F else _LATIN
            if char == "\t":
                chars.append(Char(char, None, 1.0, line, source))
                x = 20.0 + (int((x - 20.0) // _COLUMN) + 1) * _COLUMN
                line += 1
                continue
            # As on a page that was read, no blank has a place, the ideographic one neither.
            quad = None if char.isspace() else PtQuad.from_box(PtBox(x, y, x + wide, y + 10.0))
            chars.append(Char(char, quad, 1.0, line, source))
            x += wide
        chars.append(Char("\n", None, 1.0, line, source))
        line += 1
    return PageText(page_no, tuple(chars))


def reading_of(text: str, source: TextSource = TextSource.TEXT_LAYER) -> PageReading:
    """The page drawn, as read from its text layer or by OCR."""
    geometry = PageGeometry(595, 842, 0, 72)
    return PageReading(1, geometry, page_of(text, source), used_ocr=source is TextSource.OCR)
