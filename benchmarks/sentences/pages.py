"""Pages from drawings in characters: a line a row, a tab a wide gap."""

from __future__ import annotations

from redactor.datatypes import Char, PageReading, PageText, TextSource
from redactor.geometry import PageGeometry, PtBox, PtQuad

_LAYER = TextSource.TEXT_LAYER
_HAN, _LATIN, _LINE, _COLUMN = 10.0, 5.0, 14.0, 150.0  # points


def reading_of(text: str) -> PageReading:
    """A page of a text layer; ``text[i]`` is the ``i``-th character of its page."""
    chars: list[Char] = []
    line = 0
    for row, content in enumerate(text.split("\n")):
        x, y = 20.0, 20.0 + row * _LINE
        for char in content:
            wide = _HAN if ord(char) > 0x2E7F else _LATIN
            if char == "\t":
                chars.append(Char(char, None, 1.0, line, _LAYER))
                x = 20.0 + (int((x - 20.0) // _COLUMN) + 1) * _COLUMN
                line += 1
                continue
            quad = None if char.isspace() else PtQuad.from_box(PtBox(x, y, x + wide, y + 10.0))
            chars.append(Char(char, quad, 1.0, line, _LAYER))
            x += wide
        chars.append(Char("\n", None, 1.0, line, _LAYER))
        line += 1
    return PageReading(1, PageGeometry(595, 842, 0, 72), PageText(1, tuple(chars)))
