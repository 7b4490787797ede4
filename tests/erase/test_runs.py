"""Characters of one erasure: how tall they may be among the others."""

from __future__ import annotations

from redactor.erase.runs import levelled
from redactor.geometry import PtBox, PtQuad


def glyph(place: int, top: float, bottom: float) -> PtQuad:
    return PtQuad.from_box(PtBox(100.0 + 12 * place, top, 111.0 + 12 * place, bottom))


LINE = [glyph(n, 200.0, 213.0) for n in range(6)]


def test_box_over_two_lines_keeps_to_the_line_of_the_others() -> None:
    ends = [glyph(6, 189.0, 222.0), glyph(7, 194.0, 219.0)]
    clipped = levelled([*LINE, *ends])
    assert clipped[:6] == tuple(LINE)
    for quad in clipped[6:]:
        assert 197.0 <= quad.tl[1] <= 200.0 and 213.0 <= quad.bl[1] <= 216.0


def test_large_letters_stay_as_they_are() -> None:
    large = [glyph(n, 190.0, 220.0) for n in range(3)]
    assert levelled(large) == tuple(large)
    wrapped = [*LINE, *(glyph(n, 216.0, 229.0) for n in range(6))]
    assert levelled(wrapped) == tuple(wrapped)
