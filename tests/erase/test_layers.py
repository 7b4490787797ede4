"""Layers end: what is on stays plain content, what is off goes."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redactor.geometry import PtBox, PtQuad
from tests.erase.drawn import code, raw_pdf
from tests.erase.look import assert_only_gone, changed_outside, patch

SEEN = f"BT /F0 12 Tf 60 200 Td {code('李娜、赵强')} Tj ET "
SECRET = f"BT /F0 12 Tf 60 100 Td {code('王伟')} Tj ET "


def layered(pdf, on, member=None):
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("L")))
    config = Dictionary(BaseState=Name.ON)
    if not on:
        config["/OFF"] = Array([group])
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=config)
    named = group
    if member:
        named = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([group]), P=Name(member)))
    pdf.pages[0].obj["/Resources"]["/Properties"] = Dictionary(MC0=named)
    return named


def in_content(pdf, on, member=None):
    layered(pdf, on, member)
    page = pdf.pages[0].obj
    data = page["/Contents"].read_bytes()
    page["/Contents"] = pdf.make_stream(
        data.replace(b"[[", b"/OC /MC0 BDC ").replace(b"]]", b"EMC")
    )


def on_a_form(pdf, on, member=None):
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Fm"]["/OC"] = layered(pdf, on, member)


PLACES = {
    "content": (SEEN + "[[ " + SECRET + "]]", in_content),
    "form": (SEEN + "/Fm Do", on_a_form),
}


STATES = [
    (on, member)
    for on in (True, False)
    for member in (None, "/AllOn", "/AnyOn", "/AnyOff", "/AllOff")
]


@pytest.mark.parametrize("direct", [False, True])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("on, member", STATES)
def test_what_is_seen_stays_and_what_is_hidden_goes(bench, place, on, member, direct):
    """Seen: by MuPDF, which draws the pages that are read."""
    content, plant = PLACES[place]

    def change(pdf):
        plant(pdf, on, member)
        if direct and member:
            properties = pdf.pages[0].obj["/Resources"]["/Properties"]
            properties["/MC0"] = Dictionary(dict(properties["/MC0"].items()))

    bench.write(raw_pdf(content, forms={"Fm": SECRET}, change=change))
    spot = PtQuad.from_box(PtBox(60, 185, 90, 205))
    seen = patch(bench.working, spot, inset_pt=0).min() < 100

    erased = bench.erase()

    assert erased.text() == ("李娜、赵强王伟" if seen else "李娜、赵强")
    assert (code("王伟")[1:-1].encode() in erased.said().lower()) == seen
    assert changed_outside(erased) == 0


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("on", [True, False])
def test_switched_off_means_gone(bench, place, on):
    content, plant = PLACES[place]
    bench.write(raw_pdf(content, forms={"Fm": SECRET}, change=lambda pdf: plant(pdf, on)))

    assert ("王伟" in bench.erase().text()) == on


def test_no_layer_is_left(bench):
    content, plant = PLACES["content"]
    bench.write(raw_pdf(content, change=lambda pdf: plant(pdf, True)))

    erased = bench.erase()

    with pikepdf.open(erased.path) as pdf:
        assert "/OCProperties" not in pdf.Root
    assert b"/OC" not in erased.said()


def test_name_in_a_shown_layer_goes(bench):
    content, plant = PLACES["content"]
    bench.write(raw_pdf(content, change=lambda pdf: plant(pdf, True)))

    assert_only_gone(bench.erase_value("王伟"), "王伟")


def test_a_form_that_draws_itself_comes_to_an_end(bench):
    """Readers stop there; what is drawn in a circle is not drawn again."""

    def plant(pdf):
        in_content(pdf, False)
        form = pdf.pages[0].obj["/Resources"]["/XObject"]["/Fm"]
        form["/Resources"]["/XObject"] = Dictionary(Fm=form)

    content = "[[ " + SECRET + "]] /Fm Do"
    bench.write(raw_pdf(content, forms={"Fm": SEEN + "/Fm Do"}, change=plant))

    erased = bench.erase()

    assert "王伟" not in erased.text()
    assert "李娜" in erased.text()
    assert changed_outside(erased) == 0
