"""Content written anew looks the same: patterns, shadings, masks, blending, Type 3, odd spaces."""

from __future__ import annotations

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from tests.erase.drawn import code, noise, picture, raw_pdf, type3_font
from tests.erase.look import changed_outside, letters, pixels, said

LINE = f"BT /F0 12 Tf 60 200 Td {code('李娜、赵强')} Tj ET "


def resources(pdf):
    return pdf.pages[0].obj["/Resources"]


def ramp():
    return Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1
    )


def shading(pdf):
    resources(pdf)["/Shading"] = Dictionary(
        S1=Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([50, 0, 350, 0]), Function=ramp()
        )
    )
    return "q 50 50 300 50 re W n /S1 sh Q"


def shading_pattern(pdf):
    shading(pdf)
    resources(pdf)["/Pattern"] = Dictionary(
        P1=Dictionary(PatternType=2, Shading=resources(pdf)["/Shading"]["/S1"])
    )
    return "/Pattern cs /P1 scn 50 50 300 50 re f"


def uncoloured_pattern(pdf):
    tile = pdf.make_stream(b"0 0 5 5 re f")
    for key, value in {
        "PatternType": 1, "PaintType": 2, "TilingType": 1, "BBox": Array([0, 0, 10, 10]),
        "XStep": 10, "YStep": 10, "Resources": Dictionary(),
    }.items():  # fmt: skip
        tile[f"/{key}"] = value
    resources(pdf)["/Pattern"] = Dictionary(P1=tile)
    resources(pdf)["/ColorSpace"] = Dictionary(C1=Array([Name.Pattern, Name.DeviceRGB]))
    return "/C1 cs 0.8 0.2 0.1 /P1 scn 50 50 300 50 re f"


def spot_colour(pdf):
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 1, 0]), N=1
    )
    space = Array([Name.Separation, Name("/Red Ink"), Name.DeviceCMYK, tint])
    resources(pdf)["/ColorSpace"] = Dictionary(C1=space)
    return "/C1 cs 0.7 scn 50 50 300 50 re f"


def soft_mask(pdf):
    group = pdf.make_stream(b"0.5 g 60 60 100 30 re f")
    group["/Type"], group["/Subtype"] = Name.XObject, Name.Form
    group["/BBox"] = Array([0, 0, 400, 300])
    group["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(S=Name.Luminosity, G=group))
    resources(pdf)["/ExtGState"] = Dictionary(G1=state)
    return "q /G1 gs 50 50 300 50 re f Q"


def blending(pdf):
    resources(pdf)["/ExtGState"] = Dictionary(
        G1=Dictionary(BM=Name.Multiply, ca=0.5), G2=Dictionary(BM=Name.Difference)
    )
    return "1 0 0 rg 50 50 200 50 re f /G1 gs 0 1 0 rg 150 50 200 50 re f /G2 gs 90 40 9 80 re f"


def type3(pdf):
    resources(pdf)["/Font"]["/T3"] = type3_font(pdf, "ABC")
    return "BT /T3 20 Tf 60 60 Td (ABC) Tj ET"


def form_without_resources(pdf):
    form = pdf.make_stream(f"BT /F0 12 Tf 60 60 Td {code('一二三')} Tj ET".encode())
    form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 400, 300])
    resources(pdf)["/XObject"]["/Fm"] = form
    return "/Fm Do q 1 0 0 1 100 0 cm /Fm Do Q"


def default_colour_space(pdf):
    gamma = Array([Name.CalGray, Dictionary(WhitePoint=Array([0.95, 1, 1.09]), Gamma=2.2)])
    resources(pdf)["/ColorSpace"] = Dictionary(DefaultGray=gamma)
    return "0.5 g 50 50 300 50 re f"


def inline_picture(pdf):
    data = noise(16, 16).tobytes().hex()
    return f"q 60 0 0 60 60 60 cm BI /W 16 /H 16 /CS /RGB /BPC 8 /F /AHx ID {data}> EI Q"


def inline_picture_of_a_named_space(pdf):
    palette = Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\xff\0\0\0\0\xff")])
    resources(pdf)["/ColorSpace"] = Dictionary(C9=palette)
    return "q 60 0 0 60 60 60 cm BI /W 8 /H 2 /CS /C9 /BPC 1 /F /AHx ID A5F0> EI Q"


def array_of_contents(pdf):
    """Contents in two streams, cut between operands and operator."""
    page = pdf.pages[0].obj
    page["/Contents"] = Array([pdf.make_stream(b"1 0 0 rg 50 50"), pdf.make_stream(b"99 9 re f")])
    return None


def unbalanced_states(pdf):
    return "q q 1 0 0 rg 50 50 99 9 re f Q Q Q Q 0 0 1 rg 200 50 99 9 re f q"


def marked_content(pdf):
    return "/Artifact BMC 50 50 99 9 re f EMC /P <</MCID 0>> BDC 200 50 99 9 re f EMC"


def inherited_resources(pdf):
    page = pdf.pages[0].obj
    page["/Parent"]["/Resources"] = page["/Resources"]
    del page["/Resources"]
    return "1 0 0 rg 50 50 99 9 re f"


def picture_mask(pdf):
    image = picture(pdf, noise(40, 32).tobytes(), 40, 32)
    grey = np.linspace(0, 255, 40 * 32).astype(np.uint8).tobytes()
    image["/SMask"] = picture(pdf, grey, 40, 32, ColorSpace=Name.DeviceGray)
    resources(pdf)["/XObject"]["/Im"] = image
    return "0 1 0 rg 50 50 99 99 re f q 90 0 0 90 60 40 cm /Im Do Q"


def output_intent(pdf):
    """Device colours are meant in a profile of their own, whose green is another."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = bytearray(profile)
    # Red and green matrix columns swapped in the table of tags.
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    made = pdf.make_stream(bytes(data))
    made["/N"] = 3
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=made)
    pdf.Root["/OutputIntents"] = Array([intent])
    return "0.9 0.1 0.1 rg 50 50 300 50 re f"


DRAWN = [
    output_intent,
    shading, shading_pattern, uncoloured_pattern, spot_colour, soft_mask, blending, type3,
    form_without_resources, default_colour_space, inline_picture, inline_picture_of_a_named_space,
    array_of_contents, unbalanced_states, marked_content, inherited_resources, picture_mask,
]  # fmt: skip


@pytest.mark.parametrize("draw", DRAWN)
def test_page_looks_and_reads_the_same(bench, draw):
    def change(pdf):
        content = draw(pdf)
        if content is not None:
            page = pdf.pages[0].obj
            page["/Contents"] = pdf.make_stream((LINE + content).encode())

    bench.write(raw_pdf(LINE, change=change))
    below = pixels(bench.working)[250:]
    assert below.min() < 250

    erased = bench.erase()

    assert changed_outside(erased, levels=2) == 0
    assert letters(erased.path) == letters(bench.working)


@pytest.mark.parametrize("draw", DRAWN)
def test_drawing_again_changes_nothing(bench, draw):
    """A finished file erased once more is the same: nothing is left to clean."""

    def change(pdf):
        content = draw(pdf)
        if content is not None:
            pdf.pages[0].obj["/Contents"] = pdf.make_stream((LINE + content).encode())

    bench.write(raw_pdf(LINE, change=change))
    once = bench.erase().path.rename(bench.folder / "once.pdf")
    bench.working = once

    twice = bench.erase()

    assert changed_outside(twice, levels=2) == 0
    assert len(twice.data) <= once.stat().st_size + 64


def test_resource_names_are_neutral(bench):
    def change(pdf):
        fonts = resources(pdf)["/Font"]
        fonts["/Wangwei"] = fonts["/F0"]
        page = pdf.pages[0].obj
        page["/Contents"] = pdf.make_stream(LINE.replace("/F0", "/Wangwei").encode())

    bench.write(raw_pdf(LINE, change=change))
    assert b"Wangwei" in said(bench.working)

    erased = bench.erase()

    with pikepdf.open(erased.path) as pdf:
        assert set(pdf.pages[0].obj["/Resources"]["/Font"].keys()) == {"/F1"}


_SHOWN = b"BT /helv 12 Tf 10 10 Td "
ODD_OPERANDS = {
    "name before a colour": b"/Wangwm 0 g ",
    "truth before a colour": b"true /Wangwm 0 g ",
    "name before a rectangle": b"/Wangwm 0 0 1 1 re f ",
    "name in a dash": b"[/Wangwm 3 2] 0 d ",
    "name before a dash": b"/Wangwm [] 0 d ",
    "name before a form": b"/Wangwm /Fm Do ",
    "string before a form": b"(Wangwm) /Fm Do ",
    "string before a state": b"(Wangwm) /G0 gs ",
    "string before a shading": b"(Wangwm) /S0 sh ",
    "string before a space": b"(Wangwm) /DeviceGray cs ",
    "name as a colour": b"/Wangwm sc ",
    "name and a pattern": b"/Wangwm /None scn ",
    "string before what is shown": _SHOWN + b"(Wangwm) (a) Tj ET ",
    "name before what is shown": _SHOWN + b"/Wangwm (a) Tj ET ",
    "string before an array": _SHOWN + b"(Wangwm) [(a)] TJ ET ",
    "string before a quoted one": _SHOWN + b"(Wangwm) (a) ' ET ",
    "string before spaces": _SHOWN + b'(Wangwm) 1 2 (a) " ET ',
    "string before a place": _SHOWN + b"(Wangwm) 1 2 Td (a) Tj ET ",
    "entry of an inline picture": b"BI /W 1 /H 1 /CS /G /BPC 8 /Wang (Wangwm) ID x\nEI ",
    "key of an inline picture": b"BI /W 1 /H 1 /CS /G /BPC 8 /Wangwm 1 ID x\nEI ",
    "range of an inline picture": b"BI /W 1 /H 1 /CS /G /BPC 8 /D [0 1 (Wangwm)] ID x\nEI ",
}


@pytest.mark.parametrize("odd", ODD_OPERANDS.values(), ids=ODD_OPERANDS)
def test_operands_that_no_operator_takes_go(bench, odd):
    def change(pdf):
        shading(pdf)
        own = resources(pdf)
        own["/Shading"]["/S0"] = own["/Shading"]["/S1"]
        own["/ExtGState"] = Dictionary(G0=Dictionary(ca=1))
        form = pdf.make_stream(b"0 0 1 1 re n")
        form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 9, 9])
        own["/XObject"]["/Fm"] = form
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"q " + odd + b"Q " + LINE.encode())

    bench.source.write_bytes(raw_pdf(LINE, change=change))
    bench.working = bench.source

    erased = bench.erase()

    assert b"Wangwm" in said(bench.working) and b"Wangwm" not in erased.said()
    assert "李娜、赵强" in erased.text() and changed_outside(erased) == 0


def test_what_is_no_string_among_those_that_are_shown_goes(bench):
    """MuPDF gives the page up there, other readers do not."""

    def change(pdf):
        odd = b"[(a) /Wangwm <</A (Wangwm)>> [(Wangwm)] (b)] TJ ET "
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(LINE.encode() + _SHOWN + odd)

    bench.source.write_bytes(raw_pdf(LINE, change=change))
    bench.working = bench.source

    erased = bench.erase()

    assert b"Wangwm" in said(bench.working) and b"Wangwm" not in erased.said()
    assert erased.text() == "李娜、赵强ab"


@pytest.mark.parametrize("end", ["n", "q {} W n Q", "q 5 w {} W* n q 0 0 1 rg Q Q"])
def test_outlines_with_which_nothing_is_done_go(bench, end):
    outline = "61.5 60 m 77.25 60 l 77.25 90 l h"
    drawn = end.format(outline) if "{}" in end else f"{outline} {end}"
    seen = f"q 0 0 300 250 re W n 0 0 1 rg 20 20 100 30 re f Q {code('李娜')}"
    page = f"q {drawn} Q {drawn} {seen.replace('<', 'BT /F0 12 Tf 60 200 Td <')} Tj ET"
    bench.write(raw_pdf(page))

    erased = bench.erase()

    assert b"77.25" in said(bench.working)
    assert b"77.25" not in said(erased.path)
    assert changed_outside(erased) == 0
    assert erased.text() == "李娜"
