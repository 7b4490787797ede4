"""Numbers with one digit a cell, in whatever order the page's rows came out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redactor.datatypes import Char, DocumentFindings, Entity, PageReading, PageText, TextSource
from redactor.fakes.pages import reading_of
from redactor.geometry import PtBox, PtQuad
from redactor.recognise.boxes import boxed_numbers
from redactor.recognise.flow import lay_out

_ID = "15990119850412000X"
_PITCH = 14.4


def _row(text: str, left: float, top: float, line: int, pitch: float) -> list[Char]:
    return [
        Char(
            c,
            PtQuad.from_box(PtBox(left + n * pitch, top, left + n * pitch + 5, top + 9)),
            0.99,
            line + (n if pitch == _PITCH else 0),
            TextSource.OCR,
        )
        for n, c in enumerate(text)
    ]


def _page(number: str, lost: tuple[int, ...] = ()) -> PageText:
    """A label, the first box, the next cell's date, then the other boxes: as rows may come out."""
    boxes = [c for n, c in enumerate(_row(number, 148, 20, 10, _PITCH)) if n not in lost]
    tab, end = (Char(c, None, 1.0, 0, TextSource.OCR) for c in "\t\n")
    date = _row("2008.12", 441, 15, 5, 4)
    label = _row("身份证号码", 70, 20, 1, 9)
    out = [*label, tab, boxes[0], tab, *date, end]
    for char in boxes[1:]:
        out += [char, tab]
    return PageText(1, (*out[:-1], end))


def test_boxes_are_one_number_in_order() -> None:
    (flow,) = boxed_numbers(lay_out(_page(_ID)))
    assert flow.text == _ID


def test_box_that_was_not_read_does_not_end_the_row() -> None:
    (flow,) = boxed_numbers(lay_out(_page(_ID, lost=(7,))))
    assert flow.text == _ID[:7] + _ID[8:]


def test_printed_number_is_no_row_of_boxes() -> None:
    assert not list(boxed_numbers(lay_out(PageText(1, tuple(_row(_ID, 20, 20, 0, 5))))))


@pytest.mark.parametrize("number", [_ID, _ID[:8] + "6" + _ID[9:]])
@pytest.mark.parametrize("lost", [(), (3,), (0, 8, 9, 12), (5, 6, 7, 8, 9)])
def test_own_number_in_boxes_goes_and_the_date_stays(
    find: Callable[..., DocumentFindings], number: str, lost: tuple[int, ...]
) -> None:
    text = _page(number, lost)
    reading = PageReading(1, reading_of("").geometry, text, used_ocr=True)
    found = find("", reading=reading).findings
    (own,) = [f for f in found if f.entity is Entity.ID_NUMBER]
    places = {round(q.centre[0]) for q in own.quads}
    assert len(places) == len(_ID)
    assert max(places) < 441


def test_number_of_another_of_the_same_town_and_year_stays(
    find: Callable[..., DocumentFindings],
) -> None:
    text = _page(_ID[:10] + "11272034", lost=(2, 3))
    reading = PageReading(1, reading_of("").geometry, text, used_ocr=True)
    assert not [f for f in find("", reading=reading).findings if f.likeness != "other"]
