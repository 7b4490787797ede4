"""Print of pictures that a page does not show, whatever hides it, goes; what it shows stays."""

from __future__ import annotations

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redactor.erase.samples import read_raw
from tests.erase.drawn import jpeg, picture, raw_pdf, scan
from tests.erase.look import changed_outside

SIZE = (200, 150)
DRAWN = "q 200 0 0 150 100 100 cm /Im Do Q"
GREY = {"ColorSpace": Name.DeviceGray}

SMALL = "q 16 0 0 12 100 100 cm /Im Do Q"


def _grey(pdf, mode="L", **entries):
    return picture(pdf, scan(*SIZE, mode).tobytes(), *SIZE, **GREY | entries)


def _stencil(pdf):
    entries = {"ColorSpace": None, "BitsPerComponent": 1, "ImageMask": True}
    return _grey(pdf, "1", **entries)


def _jpeg(pdf):
    return picture(pdf, jpeg(scan(*SIZE)), *SIZE, Filter=Name.DCTDecode, Decode=Array([1, 1] * 3))


def _palette(*levels):
    return Array([Name.Indexed, Name.DeviceGray, 255, String(bytes(levels))])


def _flat(pdf):
    return picture(pdf, b"\xff" * SIZE[0] * SIZE[1], *SIZE, **GREY)


def _masked(pdf):
    image = _flat(pdf)
    image["/SMask"] = _grey(pdf)
    return image


def _nearly_clear(pdf):
    """Opaque but for a place in which there is print."""
    levels = np.full(SIZE[::-1], 255, np.uint8)
    levels[10:140, 10:190] = 1
    return picture(pdf, levels.tobytes(), *SIZE, **GREY)


def _form(pdf, content, **entries):
    form = pdf.make_stream(content)
    form["/BBox"] = Array([0, 0, 400, 300])
    form["/Resources"] = Dictionary(XObject=Dictionary(Im=_grey(pdf)))
    for key, value in entries.items():
        form[f"/{key}"] = value
    return form


def _mask_of_a_state(pdf):
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    kind = {"Type": Name.XObject, "Subtype": Name.Form, "Group": group}
    form = _form(pdf, b"0 g 0 0 400 300 re f", **kind)
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form))
    pdf.pages[0].obj["/Resources"]["/ExtGState"] = Dictionary(G0=state)
    return _grey(pdf)


def _clear_state(pdf):
    pdf.pages[0].obj["/Resources"]["/ExtGState"] = Dictionary(G0=Dictionary(ca=0.004))
    return _grey(pdf)


def _pattern(pdf):
    """A tile of which the page shows a corner."""
    kind = {"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1}
    tile = _form(pdf, DRAWN.encode(), **kind, XStep=400, YStep=300)
    pdf.pages[0].obj["/Resources"]["/Pattern"] = Dictionary(P0=tile)
    return _flat(pdf)


INLINE = b"q 200 0 0 150 100 100 cm BI /W 200 /H 150 /CS /G /BPC 8 /D [1 1] /F /AHx ID "


def _inline(pdf):
    data = INLINE + scan(*SIZE, "L").tobytes().hex().encode() + b">\nEI Q"
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(data)
    return _flat(pdf)


HIDDEN = {
    "decode": (lambda pdf: _grey(pdf, Decode=Array([1, 1])), DRAWN),
    "decode of a jpeg": (_jpeg, DRAWN),
    "palette of one colour": (lambda pdf: _grey(pdf, ColorSpace=_palette(*[255] * 256)), DRAWN),
    "colour key": (lambda pdf: _grey(pdf, Mask=Array([0, 255])), DRAWN),
    "stencil in white": (_stencil, f"1 g {DRAWN}"),
    "mask of a white picture": (_masked, DRAWN),
    "mask of a graphics state": (_mask_of_a_state, f"/G0 gs {DRAWN}"),
    "nearly clear": (_clear_state, f"/G0 gs {DRAWN}"),
    "below paint": (_grey, f"{SMALL} 1 g 99 99 18 14 re f"),
    "clip of two corners": (_grey, f"q 100 100 5 5 re 295 245 5 5 re W n {DRAWN} Q"),
    "in a pattern": (_pattern, "/Pattern cs /P0 scn 300 270 20 20 re f"),
    "in the content": (_inline, ""),
    "faint": (lambda pdf: _grey(pdf, Decode=Array([0.995, 1])), DRAWN),
}


def _levels(path):
    """The stored samples of every picture in the file."""
    with pikepdf.open(path) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        return [read_raw(o).values for o in found if o.get("/Subtype") == Name.Image]


def _spread(values):
    """The levels between a picture's darkest and lightest pixel, in any channel."""
    return np.ptp(values, axis=(0, 1)).max()


def _document(make, content):
    def change(pdf):
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = make(pdf)

    return raw_pdf(content, change=change)


@pytest.mark.parametrize(("make", "content"), HIDDEN.values(), ids=HIDDEN)
def test_print_that_no_page_shows_is_gone_from_the_file(bench, make, content):
    bench.write(_document(make, content))

    erased = bench.erase()

    assert max(map(_spread, _levels(erased.path)), default=0) <= 4
    assert changed_outside(erased, levels=2) == 0


@pytest.mark.parametrize(
    ("make", "content"),
    [
        (lambda pdf: _grey(pdf, Decode=Array([1, 0])), DRAWN),
        (lambda pdf: _grey(pdf, ColorSpace=_palette(*range(256))), DRAWN),
        (_stencil, f"0.9 g {DRAWN}"),
        (_grey, f"{DRAWN} 0 0 1 RG 90 90 220 170 re S"),
        (_grey, f"{DRAWN} q 16 0 0 12 0 0 cm /Im Do Q 1 g 0 0 18 14 re f"),
    ],
)
def test_print_that_a_page_shows_stays_as_it_is(bench, make, content):
    bench.write(_document(make, content))
    (before,) = _levels(bench.working)

    (after,) = _levels(bench.erase().path)

    assert (after == before).all()


def test_print_below_the_clearest_part_of_a_mask_goes(bench):
    bench.write(_document(lambda pdf: _grey(pdf, SMask=_nearly_clear(pdf)), DRAWN))

    erased = bench.erase()

    with pikepdf.open(erased.path) as pdf:
        (image,) = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/SMask" in o]
        assert _spread(read_raw(image).values) <= 4
    assert changed_outside(erased, levels=2) == 0


def test_what_another_page_shows_stays(bench):
    def change(pdf):
        image = pdf.make_indirect(_grey(pdf))
        for page in pdf.pages:
            page.obj["/Resources"]["/XObject"]["/Im"] = image

    bench.write(raw_pdf(f"{SMALL} 1 g 99 99 18 8 re f", SMALL, change=change))
    (before,) = _levels(bench.working)

    (after,) = _levels(bench.erase().path)

    assert (after == before).all()


def test_what_paint_covers_of_a_jpeg_goes_and_the_rest_keeps_its_coding(bench):
    """Only whole coding blocks below the paint are written anew."""

    def make(pdf):
        return picture(pdf, jpeg(scan(800, 600)), 800, 600, Filter=Name.DCTDecode)

    paint = " ".join(f"100 {y} 19 4.9 re f" for y in range(100, 114, 4))
    bench.write(_document(make, f"q 20 0 0 15 100 100 cm /Im Do Q 1 g {paint}"))
    (before,) = _levels(bench.working)

    erased = bench.erase()

    (after,) = _levels(erased.path)
    with pikepdf.open(erased.path) as pdf:
        (image,) = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        assert image.Filter == Name.DCTDecode
    assert _spread(after[64:500, 64:600]) <= 4
    assert (after[:, 784:] == before[:, 784:]).all()
    assert changed_outside(erased) == 0
