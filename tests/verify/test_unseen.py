"""Print in pictures that no page shows is read, however it is hidden; what is seen is not again."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name

from redactor.datatypes import Entity
from redactor.errors import OutputError
from tests.erase.drawn import picture, raw_pdf, scan
from tests.erase.hiding import DRAWN, HIDDEN, SIZE, SMALL, document, grey

# What a foreign file has in its content has no object that could be taken out.
WAYS = {name: way for name, way in HIDDEN.items() if name != "in the content"} | {
    "nowhere drawn": (grey, ""),
    "beside the page": (grey, "q 200 0 0 150 300 100 cm /Im Do Q"),
    "cropped": (grey, f"q 100 100 100 150 re W n {DRAWN} Q"),
    "flat as a line": (grey, "q 200 0 0 0 100 100 cm /Im Do Q"),
    "squeezed into a line": (grey, "q 200 0 0 2 100 100 cm /Im Do Q"),
}


@pytest.fixture
def name_reader(scripted):
    """Reads the own name on whatever it is shown."""
    return scripted([("王伟", 40, 100)])


def _verdict(bench, data, reader):
    bench.original.write_bytes(data)
    bench.redacted.write_bytes(data)
    return bench.verify(reader)


@pytest.mark.parametrize(("make", "content"), WAYS.values(), ids=WAYS)
def test_hidden_print_is_read(bench, name_reader, make, content) -> None:
    verdict = _verdict(bench, document(make, content), name_reader)
    assert {(leak.where, leak.entity) for leak in verdict.leaks} == {("hidden_print", Entity.NAME)}


def _printed_under_a_mask(shift):
    """A picture of print, whose mask has print ``shift`` pixels beside it."""

    def make(pdf):
        image = grey(pdf)
        levels = np.roll(np.asarray(scan(*SIZE, "L")), shift, axis=(0, 1))
        image["/SMask"] = picture(pdf, levels.tobytes(), *SIZE, ColorSpace=Name.DeviceGray)
        return image

    return make


def test_print_of_a_mask_is_not_seen_by_the_print_that_it_lies_over(bench, name_reader) -> None:
    verdict = _verdict(bench, document(_printed_under_a_mask((2, 3)), DRAWN), name_reader)
    assert {(leak.where, leak.entity) for leak in verdict.leaks} == {("hidden_print", Entity.NAME)}


def test_print_that_a_mask_alone_draws_is_seen(bench, name_reader) -> None:
    def make(pdf):
        image = picture(pdf, b"\0" * SIZE[0] * SIZE[1], *SIZE, ColorSpace=Name.DeviceGray)
        image["/SMask"] = grey(pdf)
        return image

    assert _verdict(bench, document(make, DRAWN), name_reader).leaks == ()
    assert name_reader.asked == []


def test_hidden_print_that_says_nothing_own_is_clean(bench, scripted) -> None:
    reader = scripted([("李娜", 40, 100)])
    verdict = _verdict(bench, document(*HIDDEN["decode"]), reader)
    assert verdict.leaks == () and reader.asked


def _in_a_form(pdf):
    form = pdf.make_stream(DRAWN.encode())
    entries = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 400, 300])}
    for key, value in entries.items():
        form[f"/{key}"] = value
    form["/Matrix"] = Array([0.5, 0, 0, 0.5, 20, 30])
    form["/Resources"] = Dictionary(XObject=Dictionary(Im=grey(pdf)))
    return form


@pytest.mark.parametrize(
    ("make", "content"),
    [
        (grey, DRAWN),
        (grey, "q 0 200 -150 0 300 50 cm /Im Do Q"),
        (grey, "q -200 0 0 -150 300 200 cm /Im Do Q"),
        (grey, "q 200 0 0 60 100 100 cm /Im Do Q"),
        (grey, f"{SMALL} 1 g 99 99 18 14 re f {DRAWN}"),
        (lambda pdf: grey(pdf, Decode=Array([1, 0])), DRAWN),
        (_in_a_form, "q 0.8 0 0 0.8 10 10 cm /Im Do Q"),
    ],
)
@pytest.mark.parametrize("turn", [0, 90])
def test_print_that_a_page_shows_is_not_read_here(bench, name_reader, make, content, turn) -> None:
    with pymupdf.open("pdf", document(make, content)) as drawn:
        drawn[0].set_cropbox(pymupdf.Rect(10, 5, 395, 290))
        drawn[0].set_rotation(turn)
        data = drawn.tobytes()
    verdict = _verdict(bench, data, name_reader)
    assert verdict.leaks == ()
    assert verdict.checks["hidden_print"] == 1
    assert name_reader.asked == []


def test_what_another_page_shows_is_not_hidden(bench, name_reader) -> None:
    def change(pdf):
        image = pdf.make_indirect(grey(pdf))
        for page in pdf.pages:
            page.obj["/Resources"]["/XObject"]["/Im"] = image

    covered = f"{SMALL} 1 g 99 99 18 14 re f"
    verdict = _verdict(bench, raw_pdf(covered, DRAWN, covered, change=change), name_reader)
    assert verdict.leaks == () and name_reader.asked == []


def test_a_picture_that_cannot_be_decoded_holds_the_file(bench, name_reader) -> None:
    def broken(pdf):
        return picture(pdf, b"\0" * 99, *SIZE, ColorSpace=Name.DeviceGray, Filter=Name.JPXDecode)

    with pytest.raises(OutputError):
        _verdict(bench, document(broken, DRAWN), name_reader)
