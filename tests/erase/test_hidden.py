"""Text that nobody sees goes, trusted page or not; text that is seen stays."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array

from tests.erase.drawn import code, jpeg, picture, raw_pdf, scan, type3_font
from tests.erase.look import changed_outside

SEEN = f"BT /F0 12 Tf 60 200 Td {code('李娜、赵强')} Tj ET "
HIDDEN = f"/F0 12 Tf 60 100 Td {code('王伟')} Tj ET"
FULL = "q 400 0 0 300 0 0 cm /Im Do Q "


def with_scan(pdf):
    image = picture(pdf, jpeg(scan(400, 300)), 400, 300, Filter=pikepdf.Name.DCTDecode)
    for page in pdf.pages:
        page.obj["/Resources"]["/XObject"]["/Im"] = image


CARRIERS = {
    "invisible mode": SEEN + f"BT 3 Tr {HIDDEN}",
    "white on white": SEEN + f"BT 1 g {HIDDEN}",
    "nearly white": SEEN + f"BT 0.99 g {HIDDEN}",
    "under a white box": SEEN + f"BT {HIDDEN} 1 g 50 90 120 30 re f",
    "left of the page": SEEN + f"BT /F0 12 Tf -200 100 Td {code('王伟')} Tj ET",
    "above the page": SEEN + f"BT /F0 12 Tf 60 900 Td {code('王伟')} Tj ET",
    "outside a clip path": SEEN + f"q 0 180 400 100 re W n BT {HIDDEN} Q",
    "too small to see": SEEN + f"BT /F0 0.01 Tf 60 100 Td {code('王伟')} Tj ET",
    "fully transparent": SEEN + f"q /Clear gs BT {HIDDEN} Q",
    "in a form, invisible": SEEN + "/Fm Do",
}


def fully_transparent(pdf):
    states = pikepdf.Dictionary(Clear=pikepdf.Dictionary(ca=0, CA=0))
    pdf.pages[0].obj["/Resources"]["/ExtGState"] = states


@pytest.mark.parametrize("kind", CARRIERS)
def test_hidden_text_of_an_untrusted_page_goes(bench, kind):
    forms = {"Fm": f"BT 3 Tr {HIDDEN}"}
    bench.write(raw_pdf(CARRIERS[kind], forms=forms, change=fully_transparent))

    erased = bench.erase(untrusted={1})

    assert erased.text() == "李娜、赵强"
    assert code("王伟")[1:-1].encode() not in erased.said().lower()
    assert changed_outside(erased) == 0


@pytest.mark.parametrize(
    "kind", ["invisible mode", "white on white", "left of the page", "above the page"]
)
def test_hidden_text_of_a_trusted_page_goes_too(bench, kind):
    bench.write(raw_pdf(CARRIERS[kind]))

    assert bench.erase().text() == "李娜、赵强"


def test_text_layer_below_a_scan_goes_and_the_scan_stays(bench):
    layer = f"BT /F0 12 Tf 60 200 Td {code('王伟一二三四五')} Tj ET "
    bench.write(raw_pdf(layer + FULL, change=with_scan))

    erased = bench.erase(untrusted={1})

    assert erased.text() == ""
    assert changed_outside(erased) == 0


def test_invisible_layer_over_a_scan_goes(bench):
    layer = f"BT 3 Tr /F0 12 Tf 60 200 Td {code('王伟一二三四五')} Tj ET "
    bench.write(raw_pdf(FULL + layer, change=with_scan))

    erased = bench.erase(untrusted={1})

    assert erased.text() == ""
    assert changed_outside(erased) == 0


def test_visible_text_over_a_scan_stays(bench):
    stamp = f"BT 1 0 0 rg /F0 12 Tf 62 62 Td {code('李娜赵强一二三')} Tj ET "
    bench.write(raw_pdf(FULL + stamp, change=with_scan))

    erased = bench.erase(untrusted={1})

    assert erased.text() == "李娜赵强一二三"
    assert changed_outside(erased) == 0


@pytest.mark.parametrize("shade", ["0.9 g", "0.94 g", "1 0.97 0.9 rg"])
def test_pale_text_that_can_be_seen_stays(bench, shade):
    pale = f"BT {shade} /F0 30 Tf 60 100 Td {code('样一二')} Tj ET".replace(code("样")[1:-1], "")
    bench.write(raw_pdf(SEEN + pale))

    erased = bench.erase(untrusted={1})

    assert "一二" in erased.text()
    assert changed_outside(erased, levels=4) == 0


def test_text_that_the_crop_box_hides_goes(bench):
    def crop(pdf):
        pdf.pages[0].obj["/CropBox"] = Array([0, 150, 400, 300])

    bench.write(raw_pdf(SEEN + f"BT {HIDDEN}", change=crop))

    erased = bench.erase()

    assert erased.text() == "李娜、赵强"
    assert code("王伟")[1:-1].encode() not in erased.said().lower()


def of_unit_size(pdf):
    """A Type 3 font of dvips: its glyphs stand above a line that is a hair high."""
    font = type3_font(pdf, "AB")
    font["/FontMatrix"], font["/FontBBox"] = Array([1, 0, 0, 1, 0, 0]), Array([0, 0, 1, 1])
    font["/CharProcs"]["/g0"] = pdf.make_stream(b"52 0 2 26 43 38 d1 2 26 41 12 re f")
    font["/Widths"] = Array([52, 52])
    pdf.pages[0].obj["/Resources"]["/Font"]["/T3"] = font


def test_glyph_with_its_ink_elsewhere_stays_and_a_hidden_one_goes(bench):
    hyphen = "0 g BT /T3 0.12 Tf 60 60 Td (A) Tj ET"
    bench.write(raw_pdf(f"{CARRIERS['white on white']} {hyphen}", change=of_unit_size))

    erased = bench.erase(untrusted={1})

    assert erased.text() == "李娜、赵强A"
    assert changed_outside(erased) == 0
