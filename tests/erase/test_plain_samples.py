"""Samples that no reader draws: the low bytes of sixteen bits."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
from pikepdf import Array, Name
from PIL import Image, ImageOps

from redactor.erase.plain_samples import make_samples_plain
from tests.erase.drawn import picture, raw_pdf, scan

SIZE = (200, 150)
SHOWN = scan(*SIZE, "L")
OTHER = ImageOps.flip(SHOWN)


def _made_plain(data, **entries):
    """What becomes of a picture: its samples and its dictionary."""

    def change(pdf):
        made = picture(pdf, data, *SIZE, **entries)
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = made

    with pikepdf.open(io.BytesIO(raw_pdf("/Im Do", change=change))) as pdf:
        make_samples_plain(pdf)
        image = pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"]
        keys = {key: image[key] for key in image if key not in ("/ColorSpace", "/Mask")}
        keys["/Mask"] = [int(v) for v in image.get("/Mask", Array([]))]
        return _samples(image), keys


def _samples(image):
    if image.get("/Filter") == Name.JPXDecode:
        return None
    with pikepdf.open(io.BytesIO(raw_pdf("/Im Do", change=lambda pdf: _put(pdf, image)))) as pdf:
        found = next(pikepdf.PdfImage(i) for i in pdf.pages[0].images.values())
        return np.asarray(found.as_pil_image().convert("L")).astype(int)


def _put(pdf, image):
    copy = pdf.copy_foreign(image)
    if "/Mask" in copy:
        del copy["/Mask"]
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = copy


def _jpx(*bands, mode, **options):
    out = io.BytesIO()
    Image.merge(mode, bands).save(out, "JPEG2000", **options)
    return out.getvalue()


def test_low_bytes_of_sixteen_bits_go():
    samples = np.asarray(SHOWN).astype(">u2") << 8 | np.asarray(OTHER)
    data = zlib.compress(samples.astype(">u2").tobytes())
    entries = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 16, "Filter": Name.FlateDecode}

    shown, keys = _made_plain(data, Mask=Array([0x1234, 0xFFFF]), **entries)

    assert keys["/BitsPerComponent"] == 8 and keys["/Mask"] == [0x12, 0xFF]
    assert np.array_equal(shown, np.asarray(SHOWN))


JPX = {"ColorSpace": None, "BitsPerComponent": None, "Filter": Name.JPXDecode}


def test_low_bytes_of_a_jpeg_2000_go():
    samples = np.asarray(SHOWN).astype(np.uint16) << 8 | np.asarray(OTHER)
    out = io.BytesIO()
    Image.fromarray(samples).save(out, "JPEG2000")

    shown, keys = _made_plain(out.getvalue(), **JPX | {"ColorSpace": Name.DeviceGray})

    assert keys["/BitsPerComponent"] == 8 and keys["/Filter"] == Name.FlateDecode
    assert np.array_equal(shown, np.asarray(SHOWN))


def test_usual_jpeg_2000_stays_as_it_is_coded():
    data = _jpx(SHOWN, SHOWN, SHOWN, mode="RGB")

    assert _made_plain(data, **JPX)[1]["/Filter"] == Name.JPXDecode
