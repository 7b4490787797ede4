"""Files from the world whose redactions are bars over live text."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from redactor.datatypes import Entity, Mark
from redactor.geometry import PtBox, PtQuad
from redactor.verify.characters import check_characters, printed
from redactor.verify.render import PagePair, page_damage

FOLDER = Path(__file__).parents[3] / "shared" / "corpus" / "bad_redactions"
FILES = sorted(FOLDER.glob("*.pdf"))
pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not here")


def dark_bars(page: pymupdf.Page) -> list[PtBox]:
    """Filled black boxes about as high as a line of text."""
    found = []
    for path in page.get_drawings():
        fill, rect = path.get("fill"), path["rect"]
        if fill and max(fill) < 0.1 and 6 < rect.height < 30 and rect.width > 15:
            found.append(PtBox(*rect))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_live_text_below_a_bar_is_found(path) -> None:
    with pymupdf.open(path) as doc:
        page = doc[0]
        before = printed(page)
        bars = [b for b in dark_bars(page) if any(_in(b, c.box.centre) for c in before)]
        marks = tuple(Mark(1, Entity.NAME, PtQuad.from_box(b), "") for b in bars)
        leaks, damage = check_characters(PagePair(1, page, page, marks), before, before)
        assert page_damage(doc, doc) == []
    assert bool(leaks) == bool(bars)
    assert damage == []


def _in(box: PtBox, point: tuple[float, float]) -> bool:
    return box.x0 <= point[0] <= box.x1 and box.y0 <= point[1] <= box.y1


def test_some_files_do_have_bars() -> None:
    with_bars = 0
    for path in FILES:
        with pymupdf.open(path) as doc:
            with_bars += bool(dark_bars(doc[0]))
    assert with_bars >= 3
