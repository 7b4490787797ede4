"""The text of a page, packed and unpacked."""

from __future__ import annotations

import pickle

import pytest

from redactor import pagetext
from redactor.datatypes import Char, PageText, TextSource
from redactor.geometry import PtQuad


def _chars(text: str = "王伟\t7") -> tuple[Char, ...]:
    return tuple(
        Char(
            c,
            None
            if c == "\t"
            else PtQuad((i / 3, 1.1), (i + 0.7, 1.2), (i + 0.7, 9.3), (i / 3, 9.1)),
            0.1 * i,
            i // 2,
            TextSource.OCR if i else TextSource.TEXT_LAYER,
        )
        for i, c in enumerate(text)
    )


def test_packed_characters_come_back_as_they_were() -> None:
    page = PageText(3, _chars())
    page.pack()
    assert page.chars == _chars()
    assert page.chars is page.chars
    assert page == PageText(3, _chars())


def test_pages_that_nobody_looks_at_are_packed() -> None:
    pages = [PageText(n, _chars()) for n in range(1, 60)]
    ready = sum(page._chars is not None for page in pages)
    assert ready == pagetext._UNPACKED
    assert pages[-1]._chars is not None


def test_page_survives_pickling() -> None:
    page = pickle.loads(pickle.dumps(PageText(2, _chars())))
    assert (page.page_no, page.text, page.chars) == (2, "王伟\t7", _chars())


def test_text_stays_out_of_its_repr() -> None:
    assert "王" not in repr(PageText(1, _chars()))


def test_char_of_two_code_points_is_refused() -> None:
    with pytest.raises(ValueError, match="code point"):
        PageText(1, [Char("王伟", None, 1.0, 0, TextSource.OCR)])
