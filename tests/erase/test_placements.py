"""Pictures used in several places: only the use below the mark is edited."""

from __future__ import annotations

import io
from dataclasses import astuple

import numpy as np
import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary
from PIL import Image

from redactor.datatypes import Entity, Erasure, Ink
from redactor.geometry import PtBox, PtQuad
from tests.erase.conftest import erasure
from tests.erase.drawn import noise, picture, raw_pdf, scan
from tests.erase.embedded import picture_of, picture_xobjects
from tests.erase.look import changed_outside, pixels

SIZE = (800, 600)
FULL = "q 400 0 0 300 0 0 cm /Im Do Q"
VALUE = [(86, 68, 107, 86), (110, 68, 131, 86), (134, 68, 155, 86)]
ROWS, COLUMNS = slice(136, 172), slice(172, 310)


def png(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def on_all_pages(make, extra=None):
    def change(pdf):
        image = make(pdf)
        for page in pdf.pages:
            page.obj["/Resources"]["/XObject"]["/Im"] = image
            if extra:
                extra(page.obj, image)

    return change


def plain(pdf):
    return pdf.make_indirect(picture(pdf, scan(*SIZE).tobytes(), *SIZE))


def test_picture_shared_by_two_pages_is_kept_on_the_other(bench):
    bench.write(raw_pdf(FULL, FULL, change=on_all_pages(plain)))

    erased = bench.erase(erasure(*VALUE, page_no=1))

    assert (picture_of(erased.path, 2) == picture_of(erased.working, 2)).all()
    assert picture_of(erased.path, 1)[ROWS, COLUMNS].min() == 255


def test_picture_shared_by_two_pages_and_erased_on_both_is_gone_from_the_file(bench):
    bench.write(raw_pdf(FULL, FULL, change=on_all_pages(plain)))

    erased = bench.erase(erasure(*VALUE, page_no=1), erasure(*VALUE, page_no=2))

    with pikepdf.open(erased.path) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        for image in images:
            samples = np.frombuffer(image.read_bytes(), np.uint8).reshape(600, 800, 3)
            assert samples[ROWS, COLUMNS].min() == 255
    assert images


def test_picture_drawn_twice_on_a_page_is_blank_in_one_place_only(bench):
    twice = "q 200 0 0 150 0 150 cm /Im Do Q q 200 0 0 150 200 0 cm /Im Do Q"
    bench.write(raw_pdf(twice, change=on_all_pages(plain)))

    erased = bench.erase(erasure((43, 34, 78, 43), token=""))

    assert changed_outside(erased) == 0
    with pikepdf.open(erased.path) as pdf:
        assert len(picture_xobjects(pdf.pages[0].obj)) == 2


def test_picture_in_a_form_is_blank(bench):
    def extra(page, image):
        page["/Resources"]["/XObject"]["/Fm"]["/Resources"]["/XObject"] = Dictionary(Im=image)

    change = on_all_pages(plain, extra)
    bench.write(raw_pdf("q 1 0 0 1 0 0 cm /Fm Do Q", forms={"Fm": FULL}, change=change))

    erased = bench.erase(erasure(*VALUE))

    assert picture_of(erased.path)[ROWS, COLUMNS].min() == 255
    assert changed_outside(erased) == 0


def test_picture_in_a_form_that_draws_itself_is_blank(bench):
    def extra(page, image):
        form = page["/Resources"]["/XObject"]["/Fm"]
        form["/Resources"]["/XObject"] = Dictionary(Im=image, Fm=form)

    change = on_all_pages(plain, extra)
    bench.write(raw_pdf("/Fm Do", forms={"Fm": FULL + " /Fm Do"}, change=change))

    erased = bench.erase(erasure(*VALUE))

    marked = pixels(erased.path)
    assert (marked != pixels(erased.working)).any()
    with pikepdf.open(erased.path) as pdf:
        for image in (o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o):
            assert image.read_raw_bytes() != scan(*SIZE).tobytes()
            assert (image.Width, image.Height) != SIZE  # the page is a picture of itself


@pytest.mark.parametrize(
    "matrix",
    ["0 300 -400 0 400 0", "-400 0 0 300 400 0", "400 0 0 -300 0 300", "400 0 60 300 -30 0"],
    ids=["turned", "mirrored", "upside down", "sheared"],
)
def test_picture_laid_otherwise_is_blank_where_the_mark_is(bench, matrix):
    bench.write(raw_pdf(f"q {matrix} cm /Im Do Q", change=on_all_pages(plain)))

    erased = bench.erase(erasure((150, 100, 230, 140), token=""))

    bare = bench.folder / "bare.pdf"
    with pikepdf.open(erased.path) as pdf:
        page = pdf.pages[0].obj
        (name,) = page["/Resources"]["/XObject"].keys()
        page["/Contents"] = pdf.make_stream(f"q {matrix} cm {name} Do Q".encode())
        pdf.save(bare)
    before, after = pixels(erased.working), pixels(bare)
    assert before[202:278, 302:458].min() < 60
    assert after[202:278, 302:458].min() >= 250
    before[198:282, 298:462] = after[198:282, 298:462] = 0
    assert (before == after).all()


def with_ends(data):
    """Samples in which the operator that ends an inline picture stands, and more besides."""
    words = b" EI Q (BI ) % EI\nBI /W 1 ID EI " + b"q Q " * 20
    return words + data[len(words) :]


INLINE = {
    "rgb": ("/CS /RGB /BPC 8", scan(400, 300).tobytes()),
    "grey": ("/CS /G /BPC 8", scan(400, 300, "L").tobytes()),
    "stencil": ("/IM true /D [0 1]", scan(400, 300, "1").tobytes()),
    "rgb with EI": ("/CS /RGB /BPC 8", with_ends(scan(400, 300).tobytes())),
    "stencil with EI": ("/IM true /D [0 1]", with_ends(scan(400, 300, "1").tobytes())),
    "hexadecimal": ("/CS /G /BPC 8 /F /AHx", scan(400, 300, "L").tobytes().hex().encode() + b">"),
}


@pytest.mark.parametrize("kind", INLINE)
def test_inline_picture_is_blank(bench, kind):
    entries, data = INLINE[kind]
    head = f"q 400 0 0 300 0 0 cm 0 g BI /W 400 /H 300 {entries} ID ".encode()

    def change(pdf):
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(head + data + b"\nEI Q")

    bench.write(raw_pdf("", change=change))

    erased = bench.erase(erasure(*VALUE))

    assert picture_of(erased.path)[68:86, 86:155].min() >= 250
    assert changed_outside(erased) == 0


def test_photo_goes_as_a_whole(bench):
    def make(pdf):
        return picture(pdf, noise(320, 400).tobytes(), 320, 400)

    bench.write(raw_pdf("q 80 0 0 100 250 150 cm /Im Do Q", change=on_all_pages(make)))

    erased = bench.erase(erasure((250, 50, 330, 150), token="[照片]", photo=True))

    assert noise(320, 400).tobytes()[:999] not in erased.said()
    assert len(erased.data) < 12_000
    assert changed_outside(erased) == 0


def test_part_of_a_scan_that_the_crop_box_hides_goes(bench):
    def crop(page, image):
        page["/CropBox"] = Array([0, 0, 400, 200])

    bench.write(raw_pdf(FULL, change=on_all_pages(plain, crop)))

    erased = bench.erase()

    assert picture_of(erased.path)[:190].min() == 255
    assert changed_outside(erased) == 0


def test_picture_nobody_draws_is_dropped(bench):
    def change(pdf):
        on_all_pages(plain)(pdf)
        old = picture(pdf, noise(80, 80).tobytes(), 80, 80)
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Old"] = old

    bench.write(raw_pdf(FULL, change=change))

    assert noise(80, 80).tobytes()[:999] not in bench.erase().said()


def test_picture_without_a_mark_on_it_is_the_same(bench):
    bench.write(raw_pdf(FULL, change=on_all_pages(plain)))

    erased = bench.erase(erasure((300, 280, 330, 290), token=""))

    before, after = picture_of(erased.working), picture_of(erased.path)
    before[555:585, 595:665] = after[555:585, 595:665] = 0
    assert (before == after).all()


@pytest.mark.parametrize("kind", ["RGBA", "L", "1"])
def test_picture_of_its_own_goes_whole_and_what_it_lies_on_stays(bench, kind):
    """A signature that reaches over a date, on a watermark; its mark leaves the date free."""
    hand = np.full((80, 200, 4), 255, np.uint8)
    hand[20:60, 10:190, :3] = 40
    hand[..., 3] = np.where(hand[..., 0] < 255, 255, 0)
    place = PtBox(80, 200, 180, 240)
    quad = PtQuad.from_box(place)

    def page(document, signed):
        fresh = document.new_page(width=400, height=300)
        fresh.insert_image(fresh.rect, stream=png(noise(400, 300).point(lambda v: 200 + v // 8)))
        if signed:
            flat = Image.fromarray(hand).convert(kind)
            fresh.insert_image(pymupdf.Rect(*astuple(place)), stream=png(flat))
        fresh.insert_text((150, 226), "2026", fontsize=14)

    bench.draw(lambda document: page(document, True))
    whole = Erasure(1, Entity.SIGNATURE, (quad,), "", ink=Ink("any", (quad,)))
    erased = bench.erase(erasure((84, 206, 145, 234), token=""), whole)

    with pymupdf.open() as bare:
        page(bare, False)
        bare.save(bench.folder / "bare.pdf")
    expected, got = pixels(bench.folder / "bare.pdf"), pixels(erased.path)
    # Where it was opaque its ground stays: the paper below was not seen before either.
    there = slice(402, 478), slice(294, 358)
    before, after = (image.min(axis=2)[there] < 100 for image in (expected, got))
    assert not (after & ~before).any()
    assert after.sum() > 0.9 * before.sum()
    assert np.abs(got[:398].astype(int) - expected[:398]).max() <= 2
