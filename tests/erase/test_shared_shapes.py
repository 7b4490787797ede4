"""JBIG2 pictures that share shapes: they stay as they are coded while all of them stay."""

from __future__ import annotations

import struct

import numpy as np
from pikepdf import Dictionary, Name
from PIL import ImageOps

from tests.erase.conftest import erasure
from tests.erase.corners import _fax, _segment
from tests.erase.drawn import picture, raw_pdf, scan
from tests.erase.embedded import picture_of, raw_picture

SIZE = (800, 600)
PAGE = "q 400 0 0 300 0 0 cm /Im Do Q"
SHAPES = _segment(9, 62, struct.pack(">I", 0), page=0)  # to a reader as good as a dictionary


def _jbig2(pdf, image, shared):
    region = struct.pack(">IIIIB", *SIZE, 0, 0, 0) + b"\x01" + _fax(image)
    data = _segment(10, 48, struct.pack(">IIIIBH", *SIZE, 0, 0, 0, 0)) + _segment(12, 38, region)
    parms = Dictionary(JBIG2Globals=shared)
    entries = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 1, "Filter": Name.JBIG2Decode}
    return picture(pdf, data, *SIZE, DecodeParms=parms, **entries)


def _two_pages():
    def change(pdf):
        shared, image = pdf.make_stream(SHAPES), scan(*SIZE, "L")
        for page, drawn in zip(pdf.pages, (image, ImageOps.flip(image)), strict=True):
            page.obj["/Resources"]["/XObject"] = Dictionary(Im=_jbig2(pdf, drawn, shared))

    return raw_pdf(PAGE, PAGE, change=change)


def test_shapes_of_a_blanked_picture_are_left_by_those_that_shared_them(bench):
    bench.write(_two_pages())

    erased = bench.erase(erasure((86, 68, 107, 86)))

    assert b"JBIG2" not in erased.path.read_bytes()
    assert np.array_equal(picture_of(erased.path, 2), picture_of(erased.working, 2))


def test_pictures_that_all_stay_keep_their_shapes(bench):
    bench.write(_two_pages())

    erased = bench.erase()

    assert [raw_picture(erased.path, no)[1] for no in (1, 2)] == ["/JBIG2Decode"] * 2
