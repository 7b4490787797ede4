"""Pixels outside the marks: what a rewritten page may change, and what it may not."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest

from redactor.verify.pixels import check_pixels
from redactor.verify.render import PagePair

SIZE = (595, 842)
GLYPHS = 4000
ROUNDED_PT = 0.002  # by how much a coordinate may be written off


def printed(doc: pymupdf.Document, off_pt: float, drop: int = -1) -> pymupdf.Page:
    """A page full of glyphs, each with a place of its own, but for one that is left out."""
    page = doc.new_page(width=SIZE[0], height=SIZE[1])
    rng = np.random.default_rng(5)
    places = rng.uniform((30, 40), (560, 800), (GLYPHS, 2))
    page.insert_font("helv")
    shown = [
        f"1 0 0 1 {x + off_pt:.6f} {y:.6f} Tm (n) Tj"
        for number, (x, y) in enumerate(places)
        if number != drop
    ]
    xref = doc.get_new_xref()
    doc.update_object(xref, "<<>>")
    doc.update_stream(xref, f"BT /helv 8 Tf {chr(10).join(shown)} ET".encode())
    page.set_contents(xref)
    return page


def damage_of(off_pt: float, drop: int = -1) -> int:
    with pymupdf.open() as one, pymupdf.open() as other, pymupdf.open() as none:
        pair = PagePair(1, printed(one, 0), printed(other, off_pt, drop), ())
        return len(check_pixels(pair, none).damage)


def test_glyphs_that_fall_on_the_next_step_of_the_renderers_grid_are_whole() -> None:
    assert damage_of(ROUNDED_PT) == 0


@pytest.mark.parametrize("off_pt", [0, ROUNDED_PT])
def test_a_glyph_that_is_gone_is_damage(off_pt: float) -> None:
    assert damage_of(off_pt, drop=1234) == 1
