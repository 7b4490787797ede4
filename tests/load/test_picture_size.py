"""JPEGs whose dictionary tells another size than they have, which readers show otherwise."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Name
from PIL import Image

from redactor.config.records import Limits
from redactor.load.pdf import open_pdf
from redactor.load.picture_size import size_of_jpeg
from tests.erase.drawn import jpeg, noise, picture, raw_pdf, scan


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"exif": b"Exif\0\0" + bytes(99)}])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_size_is_that_of_the_frame(mode, options):
    assert size_of_jpeg(jpeg(noise(320, 200).convert(mode), **options)) == (320, 200)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"no picture", jpeg(scan(80, 60))[:40]])
def test_what_is_broken_off_tells_no_size(data):
    assert size_of_jpeg(data) is None


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("told", [(400, 100), (100, 300), (400, 900), (400, 300)], ids=str)
def test_a_jpeg_tells_its_own_size(tmp_path, told, packed):
    def change(pdf):
        data = jpeg(scan(400, 300))
        coding = Name.DCTDecode
        if packed:
            data, coding = zlib.compress(data), Array([Name.FlateDecode, Name.DCTDecode])
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = picture(pdf, data, *told, Filter=coding)

    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf("q 400 0 0 300 0 0 cm /Im Do Q", change=change))

    with open_pdf(path, Limits()) as document:
        written = document.tobytes()
        drawn = document[0].get_pixmap().samples

    with pikepdf.open(io.BytesIO(written)) as pdf:
        image = next(iter(pdf.pages[0].images.values()))
        assert (int(image["/Width"]), int(image["/Height"])) == (400, 300)
    whole = Image.open(io.BytesIO(jpeg(scan(400, 300)))).tobytes()
    assert sum(abs(a - b) for a, b in zip(drawn, whole, strict=True)) < len(whole)


def test_other_codings_keep_the_size_that_is_told(tmp_path):
    def change(pdf):
        image = picture(pdf, scan(40, 30).tobytes(), 40, 10)
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = image

    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf("q 400 0 0 300 0 0 cm /Im Do Q", change=change))

    with open_pdf(path, Limits()) as document:
        images = document[0].get_images()
    assert images[0][2:4] == (40, 10)
    assert pymupdf.open(path)[0].get_images()[0][2:4] == (40, 10)
