"""Odd PDFs of the wild: a word goes and the rest of the page is as it was, or it is refused."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pymupdf
import pytest

from redactor.config.records import Limits
from redactor.datatypes import Entity, Erasure
from redactor.erase import EraseError
from redactor.errors import RedactorError
from redactor.load import load
from tests.erase.look import changed_outside

FOLDER = Path(__file__).parents[3] / "shared" / "corpus"
FILES = sorted(FOLDER.glob("*/*.pdf")) if FOLDER.is_dir() else []
MAX_PAGES = 3


def a_word(chars):
    """The quads of the first characters that touch each other on one line, four at most."""
    solid = [c for c in chars if c.quad is not None]
    if not solid:
        return ()
    middle = solid[len(solid) // 2]
    near = [c for c in solid if c.line == middle.line]
    start = min(near.index(middle), max(0, len(near) - 4))
    return tuple(c.quad for c in near[start : start + 4])


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="the corpus is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_word_goes_and_the_page_stays(path, bench):
    try:
        with load(path, bench.folder, Limits()) as document:
            bench.working = document.working_pdf
            pages = min(document.page_count, MAX_PAGES)
            quads = [a_word(document.text_layer(n).chars) for n in range(1, pages + 1)]
    except RedactorError:
        pytest.skip("refused at the door")
    gone = [Erasure(n, Entity.NAME, q, "[姓名]") for n, q in enumerate(quads, 1) if q]

    try:
        erased = bench.erase(*gone)
    except EraseError:
        assert not (bench.folder / "erased.pdf").exists()
        return

    for page_no in range(1, pages + 1):
        # A page that became a picture is coded anew; in a JPEG a coding block may change.
        assert changed_outside(erased, page_no, levels=90, edge_px=16) <= 4
    with pymupdf.open(erased.path) as document, pikepdf.open(erased.path) as pdf:
        assert document.page_count == len(pdf.pages)
