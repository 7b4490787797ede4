"""Coded pictures that hold more than is drawn: rows behind the last, characters, other regions."""

from __future__ import annotations

import io
import struct

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageOps

from redactor.erase.coded_pictures import bare_jpeg
from redactor.erase.overfull import is_overfull_jpeg
from tests.erase.corners import _segment
from tests.erase.drawn import jpeg, noise, picture, raw_pdf, scan
from tests.erase.embedded import picture_of, raw_picture

SIZE = (400, 304)
PAGE = "q 400 0 0 300 0 0 cm /Im Do Q"
FAX = {"/Columns": SIZE[0], "/K": -1}


def _fax(image):
    out = io.BytesIO()
    image.convert("1").save(out, "TIFF", compression="group4", tiffinfo={278: image.height})
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        at, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    return out.getvalue()[at : at + size]


def _sheets():
    """A page, and below it another that nothing shows."""
    both = Image.new("L", (SIZE[0], 2 * SIZE[1]), 255)
    both.paste(scan(*SIZE, "L"), (0, 0))
    both.paste(ImageOps.flip(scan(*SIZE, "L")), (0, SIZE[1]))
    return both


def _of_less_rows(data):
    at = next(data.find(code) for code in (b"\xff\xc0", b"\xff\xc2") if code in data)
    return data[: at + 5] + struct.pack(">H", SIZE[1]) + data[at + 7 :]


def _region(image, operator=0):
    return struct.pack(">IIIIB", *image.size, 0, 0, operator) + b"\x01" + _fax(image)


def _page_of(*segments, height=SIZE[1]):
    page = struct.pack(">IIIIBH", SIZE[0], height, 0, 0, 0, 0)
    return _segment(0, 48, page) + b"".join(segments)


def _document(data, coding, parms=None):
    def change(pdf):
        entries = {"ColorSpace": Name.DeviceGray, "Filter": Name(coding)}
        entries["BitsPerComponent"] = 8 if coding == "/DCTDecode" else 1
        made = picture(pdf, data, *SIZE, **entries)
        if parms is not None:
            made["/DecodeParms"] = parms(pdf)
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = made

    return raw_pdf(PAGE, change=change)


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"restart_marker_rows": 1}], ids=str
)
def test_jpeg_with_rows_behind_its_last_is_overfull(options):
    data = bare_jpeg(jpeg(_sheets(), **options))

    assert not is_overfull_jpeg(data)
    assert is_overfull_jpeg(_of_less_rows(data))


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 98}], ids=str)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_usual_jpeg_is_not_overfull(mode, options):
    assert not is_overfull_jpeg(bare_jpeg(jpeg(noise(320, 240).convert(mode), **options)))
    assert not is_overfull_jpeg(bare_jpeg(jpeg(Image.new(mode, (320, 240)), **options)))


def test_rows_behind_the_last_of_a_jpeg_go(bench):
    bench.write(_document(_of_less_rows(jpeg(_sheets())), "/DCTDecode"))

    erased = bench.erase()

    assert raw_picture(erased.path, 1)[1] != "/DCTDecode"
    assert np.array_equal(picture_of(erased.path, 1), picture_of(erased.working, 1))


def test_rows_behind_the_last_of_a_fax_go(bench):
    whole = _fax(_sheets())
    bench.write(_document(whole, "/CCITTFaxDecode", lambda _pdf: Dictionary(FAX)))

    erased = bench.erase()

    assert len(raw_picture(erased.path, 1)[0]) < 0.7 * len(whole)
    assert np.array_equal(picture_of(erased.path, 1), picture_of(erased.working, 1))


HELD_IN_JBIG2 = {
    "rows": _page_of(_segment(2, 38, _region(_sheets()))),
    "rows of the page": _page_of(_segment(2, 38, _region(_sheets())), height=2 * SIZE[1]),
    "region below another": _page_of(
        _segment(1, 38, _region(ImageOps.flip(scan(*SIZE, "1")))),
        _segment(2, 38, _region(scan(*SIZE, "1"), operator=4)),
    ),
    "dictionary": _page_of(_segment(1, 0, b"shapes"), _segment(2, 38, _region(scan(*SIZE, "1")))),
}


@pytest.mark.parametrize("data", HELD_IN_JBIG2.values(), ids=HELD_IN_JBIG2)
def test_jbig2_that_holds_more_than_one_region_is_coded_anew(bench, data):
    bench.write(_document(data, "/JBIG2Decode"))

    erased = bench.erase()

    assert b"JBIG2" not in erased.path.read_bytes()
    assert np.array_equal(picture_of(erased.path, 1), picture_of(erased.working, 1))


def test_jbig2_of_one_region_stays_and_leaves_what_is_shared(bench):
    data = _page_of(_segment(2, 38, _region(scan(*SIZE, "1"))))

    def parms(pdf):
        return Dictionary(JBIG2Globals=pdf.make_stream(_segment(9, 62, struct.pack(">I", 0), 0)))

    bench.write(_document(data, "/JBIG2Decode", parms))

    erased = bench.erase()

    assert raw_picture(erased.path, 1) == (data, "/JBIG2Decode")
    with pikepdf.open(erased.path) as pdf:
        assert not any("/JBIG2Globals" in str(o) for o in pdf.objects)
