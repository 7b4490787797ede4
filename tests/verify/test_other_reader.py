"""Print that PDFium shows and MuPDF does not is read; what both show is not read for it."""

from __future__ import annotations

import io

import pymupdf
import pytest
from pikepdf import Name
from PIL import Image

from redactor.datatypes import Entity
from tests.erase.drawn import code, jpeg, picture, raw_pdf, scan

SIZE = (400, 300)


def _cut(pdf):
    """MuPDF draws the upper half of it."""
    return picture(pdf, jpeg(scan(*SIZE)), SIZE[0], SIZE[1] // 2, Filter=Name.DCTDecode)


def _clear(pdf):
    """MuPDF goes by an opacity for which nobody asks."""
    out = io.BytesIO()
    Image.merge("LA", (scan(*SIZE, "L"), Image.new("L", SIZE, 0))).save(out, "JPEG2000")
    entries = {"ColorSpace": None, "BitsPerComponent": None, "Filter": Name.JPXDecode}
    return picture(pdf, out.getvalue(), *SIZE, **entries)


def _usual(pdf):
    return picture(pdf, jpeg(scan(*SIZE)), *SIZE, Filter=Name.DCTDecode)


def _document(make, turn=0, text=""):
    def change(pdf):
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = make(pdf)

    data = raw_pdf(f"q 400 0 0 300 0 0 cm /Im Do Q {text}", change=change)
    with pymupdf.open("pdf", data) as document:
        document[0].set_rotation(turn)
        return document.tobytes()


def _verdict(bench, data, reader):
    bench.original.write_bytes(data)
    bench.redacted.write_bytes(data)
    return bench.verify(reader)


@pytest.mark.parametrize("turn", [0, 90, 180])
@pytest.mark.parametrize("make", [_cut, _clear])
def test_print_that_only_pdfium_shows_is_read(bench, scripted, make, turn):
    verdict = _verdict(bench, _document(make, turn), scripted([("王伟", 40, 100)]))

    assert ("ocr", Entity.NAME) in {(leak.where, leak.entity) for leak in verdict.leaks}
    assert verdict.checks["print_elsewhere"] == 1


def test_such_print_that_says_nothing_own_is_clean(bench, scripted):
    reader = scripted([("李娜", 40, 100)])

    verdict = _verdict(bench, _document(_cut), reader)

    assert verdict.leaks == () and reader.asked


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("text", ["", f"BT /F0 12 Tf 60 200 Td {code('李娜、赵强')} Tj ET"])
def test_what_both_show_is_not_read_again(bench, scripted, text, turn):
    reader = scripted([("王伟", 40, 100)])

    verdict = _verdict(bench, _document(_usual, turn, text), reader)

    assert verdict.leaks == () and reader.asked == []
    assert verdict.checks["print_elsewhere"] == 0
