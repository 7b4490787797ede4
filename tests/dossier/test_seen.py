"""What stands at a place is told of any page, and few pages are held for it."""

from __future__ import annotations

import gc

import pytest

from redactor.datatypes import PageReading
from redactor.dossier.seen import Sight
from redactor.fakes.pages import page_of
from redactor.geometry import PageGeometry, PtQuad

PAGES = 60


def quads_alive() -> int:
    return sum(isinstance(item, PtQuad) for item in gc.get_objects())


def test_characters_of_few_pages_are_held():
    geometry = PageGeometry(595.0, 842.0, 0, 0.0)
    pages = [
        PageReading(n, geometry, page_of("姓名：王伟\n" * 20, page_no=n))
        for n in range(1, PAGES + 1)
    ]
    one_page = len(pages[0].text.quads(0, len(pages[0].text.text)))
    sight, before = Sight(pages), quads_alive()

    for page in pages:
        seen = sight.at(page.page_no, page.text.quads(3, 5))
        assert (seen.printed, seen.before) == ("王伟", "姓名：")

    assert quads_alive() - before < one_page * PAGES / 2


@pytest.mark.parametrize(
    "text, printed", [("[5] LU Z, HARRIS T.", "LU Z"), ("由王 伟负责", "王伟"), ("LU\nZ", "LU Z")]
)
def test_words_in_letters_are_shown_apart(text: str, printed: str) -> None:
    page = page_of(text)
    start = text.index(printed[0])
    end = text.index(printed[-1]) + 1
    reading = PageReading(1, PageGeometry(595.0, 842.0, 0, 0.0), page)
    assert Sight([reading]).at(1, page.quads(start, end)).printed == printed
