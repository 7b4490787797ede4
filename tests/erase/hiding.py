"""Pictures with print that their page does not show, each hidden in another way."""

from __future__ import annotations

import numpy as np
from pikepdf import Array, Dictionary, Name, String

from tests.erase.drawn import jpeg, picture, raw_pdf, scan

SIZE = (200, 150)
DRAWN = "q 200 0 0 150 100 100 cm /Im Do Q"
GREY = {"ColorSpace": Name.DeviceGray}

SMALL = "q 16 0 0 12 100 100 cm /Im Do Q"


def grey(pdf, mode="L", **entries):
    return picture(pdf, scan(*SIZE, mode).tobytes(), *SIZE, **GREY | entries)


def stencil(pdf):
    entries = {"ColorSpace": None, "BitsPerComponent": 1, "ImageMask": True}
    return grey(pdf, "1", **entries)


def _jpeg(pdf):
    return picture(pdf, jpeg(scan(*SIZE)), *SIZE, Filter=Name.DCTDecode, Decode=Array([1, 1] * 3))


def palette(*levels):
    return Array([Name.Indexed, Name.DeviceGray, 255, String(bytes(levels))])


def _flat(pdf):
    return picture(pdf, b"\xff" * SIZE[0] * SIZE[1], *SIZE, **GREY)


def _masked(pdf):
    image = _flat(pdf)
    image["/SMask"] = grey(pdf)
    return image


def nearly_clear(pdf):
    """Opaque but for a place in which there is print."""
    levels = np.full(SIZE[::-1], 255, np.uint8)
    levels[10:140, 10:190] = 1
    return picture(pdf, levels.tobytes(), *SIZE, **GREY)


def _form(pdf, content, **entries):
    form = pdf.make_stream(content)
    form["/BBox"] = Array([0, 0, 400, 300])
    form["/Resources"] = Dictionary(XObject=Dictionary(Im=grey(pdf)))
    for key, value in entries.items():
        form[f"/{key}"] = value
    return form


def _mask_of_a_state(pdf):
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    kind = {"Type": Name.XObject, "Subtype": Name.Form, "Group": group}
    form = _form(pdf, b"0 g 0 0 400 300 re f", **kind)
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form))
    pdf.pages[0].obj["/Resources"]["/ExtGState"] = Dictionary(G0=state)
    return grey(pdf)


def _clear_state(pdf):
    pdf.pages[0].obj["/Resources"]["/ExtGState"] = Dictionary(G0=Dictionary(ca=0.004))
    return grey(pdf)


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
    "decode": (lambda pdf: grey(pdf, Decode=Array([1, 1])), DRAWN),
    "decode of a jpeg": (_jpeg, DRAWN),
    "palette of one colour": (lambda pdf: grey(pdf, ColorSpace=palette(*[255] * 256)), DRAWN),
    "colour key": (lambda pdf: grey(pdf, Mask=Array([0, 255])), DRAWN),
    "stencil in white": (stencil, f"1 g {DRAWN}"),
    "mask of a white picture": (_masked, DRAWN),
    "mask of a graphics state": (_mask_of_a_state, f"/G0 gs {DRAWN}"),
    "nearly clear": (_clear_state, f"/G0 gs {DRAWN}"),
    "below paint": (grey, f"{SMALL} 1 g 99 99 18 14 re f"),
    "clip of two corners": (grey, f"q 100 100 5 5 re 295 245 5 5 re W n {DRAWN} Q"),
    "in a pattern": (_pattern, "/Pattern cs /P0 scn 300 270 20 20 re f"),
    "in the content": (_inline, ""),
    "faint": (lambda pdf: grey(pdf, Decode=Array([0.995, 1])), DRAWN),
}


def document(make, content):
    def change(pdf):
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = make(pdf)

    return raw_pdf(content, change=change)
