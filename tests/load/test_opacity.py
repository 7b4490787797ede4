"""JPEG 2000 pictures with an opacity of their own, which readers draw otherwise."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pymupdf
import pypdfium2
import pytest
from pikepdf import Name
from PIL import Image, ImageOps

from redactor.config.records import Limits
from redactor.load.pdf import open_pdf
from tests.erase.drawn import picture, raw_pdf, scan

SIZE = (400, 300)
SHOWN = scan(*SIZE, "L")
OTHER = ImageOps.flip(SHOWN)
CLEAR = Image.new("L", SIZE, 0)


def _jpx(*bands, mode, **options):
    out = io.BytesIO()
    Image.merge(mode, bands).save(out, "JPEG2000", **options)
    return out.getvalue()


def _opened(tmp_path, data, **entries):
    """The pixels of the page by both readers once it was opened, and its picture's dictionary."""
    coded = {"ColorSpace": None, "BitsPerComponent": None, "Filter": Name.JPXDecode} | entries

    def change(pdf):
        made = picture(pdf, data, *SIZE, **coded)
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = made

    path = tmp_path / "a.pdf"
    path.write_bytes(raw_pdf("q 400 0 0 300 0 0 cm /Im Do Q", change=change))
    with open_pdf(path, Limits()) as document:
        written = document.tobytes()
    with pikepdf.open(io.BytesIO(written)) as pdf:
        keys = {k: str(v) for k, v in next(iter(pdf.pages[0].images.values())).items()}
    with pymupdf.open("pdf", written) as document:
        one = document[0].get_pixmap(colorspace=pymupdf.csGRAY).samples
    page = pypdfium2.PdfDocument(written)[0]
    other = np.asarray(page.render(scale=1).to_pil().convert("L"), int)
    return np.frombuffer(one, np.uint8).reshape(300, 400).astype(int), other, keys


def _differ(one, other):
    return int((abs(one - np.asarray(other, int)) > 12).sum())


@pytest.mark.parametrize("opacity", [OTHER, CLEAR], ids=["print", "clear"])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_opacity_that_is_not_asked_for_goes(tmp_path, mode, opacity):
    data = _jpx(*[SHOWN] * (len(mode) - 1), opacity, mode=mode)

    by_mupdf, by_pdfium, keys = _opened(tmp_path, data)

    assert keys["/Filter"] == "/FlateDecode" and "/SMask" not in keys
    assert _differ(by_mupdf, SHOWN) == _differ(by_pdfium, SHOWN) == 0


def test_opacity_that_is_asked_for_becomes_a_soft_mask(tmp_path):
    data = _jpx(CLEAR, CLEAR, CLEAR, OTHER, mode="RGBA")

    by_mupdf, by_pdfium, keys = _opened(tmp_path, data, SMaskInData=1)

    assert "/SMask" in keys and keys.get("/SMaskInData") in (None, "None")
    assert _differ(by_mupdf, ImageOps.invert(OTHER)) == 0
    assert _differ(by_pdfium, ImageOps.invert(OTHER)) == 0


def test_planes_beside_the_colours_go(tmp_path):
    data = _jpx(SHOWN, OTHER, OTHER, OTHER, mode="RGBA", mct=0)

    by_mupdf, by_pdfium, keys = _opened(tmp_path, data, ColorSpace=Name.DeviceGray)

    assert keys["/Filter"] == "/FlateDecode"
    assert _differ(by_mupdf, SHOWN) == _differ(by_pdfium, SHOWN) == 0


@pytest.mark.parametrize(
    "data",
    [_jpx(SHOWN, SHOWN, SHOWN, mode="RGB"), b"no picture"],
    ids=["colours alone", "damaged"],
)
def test_other_jpeg_2000_stays_as_it_is(tmp_path, data):
    assert _opened(tmp_path, data)[2]["/Filter"] == "/JPXDecode"
