"""Pictures cropped by a clip: what nobody sees of them goes, what anybody sees stays."""

from __future__ import annotations

import numpy as np
import pytest
from pikepdf import Array, Dictionary, Name

from tests.erase.drawn import jpeg, picture, raw_pdf, scan
from tests.erase.embedded import picture_of, raw_picture
from tests.erase.look import changed_outside

WIDE, HIGH = 800, 600
DRAWN = "400 0 0 300 0 0 cm /Im Do"
UPPER = "0 150 400 150 re W n"  # the upper half of the page, and of the picture
LOWER = "0 0 400 150 re W n"


def of_pixels(pdf):
    return picture(pdf, scan(WIDE, HIGH).tobytes(), WIDE, HIGH)


def of_jpeg(pdf):
    return picture(pdf, jpeg(scan(WIDE, HIGH)), WIDE, HIGH, Filter=Name.DCTDecode)


def of_bits(pdf):
    bits = scan(WIDE, HIGH, "1").tobytes()
    return picture(pdf, bits, WIDE, HIGH, ColorSpace=Name.DeviceGray, BitsPerComponent=1)


def with_image(make=of_pixels, more=None):
    def change(pdf):
        image = pdf.make_indirect(make(pdf))
        for page in pdf.pages:
            page.obj["/Resources"]["/XObject"]["/Im"] = image
        if more:
            more(pdf, image)

    return change


@pytest.mark.parametrize("make", [of_pixels, of_jpeg, of_bits])
@pytest.mark.parametrize(
    "content",
    [
        f"q {UPPER} {DRAWN} Q",
        f"q 1 0 0 1 0 150 cm 0 0 m 400 0 l 400 150 l 0 150 l h W* n 1 0 0 1 0 -150 cm {DRAWN} Q",
        f"q 0 0 400 300 re W n {UPPER} q {DRAWN} Q Q",
    ],
)
def test_what_a_clip_cuts_off_is_gone_from_the_file(bench, make, content):
    bench.write(raw_pdf(content, change=with_image(make)))

    erased = bench.erase()

    before, after = picture_of(erased.working), picture_of(erased.path)
    assert after[340:].min() > 240
    assert (after[:300] == before[:300]).all()
    assert changed_outside(erased) == 0


def test_what_the_frame_of_a_form_cuts_off_is_gone(bench):
    def into_form(pdf, image):
        form = pdf.pages[0].obj["/Resources"]["/XObject"]["/Fm"]
        form["/BBox"] = Array([0, 150, 400, 300])
        form["/Resources"]["/XObject"] = Dictionary(Im=image)
        del pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"]

    bench.write(raw_pdf("/Fm Do", forms={"Fm": DRAWN}, change=with_image(more=into_form)))

    erased = bench.erase()

    assert picture_of(erased.path)[340:].min() == 255
    assert changed_outside(erased) == 0


@pytest.mark.parametrize(
    "content",
    [
        f"q 900 900 9 9 re W n {DRAWN} Q",
        f"q /Clear gs {DRAWN} Q",
        "q /Clear gs q /Fm Do Q Q",
        "q 400 0 0 0 0 50 cm /Im Do Q",
        "q 0.001 0 0 0.001 50 50 cm /Im Do Q",
    ],
)
def test_picture_that_is_not_seen_at_all_has_one_colour(bench, content):
    def clear(pdf, image):
        pdf.pages[0].obj["/Resources"]["/ExtGState"] = Dictionary(Clear=Dictionary(ca=0))
        form = pdf.pages[0].obj["/Resources"]["/XObject"]["/Fm"]
        if "/Fm" in content:
            form["/Resources"]["/XObject"] = Dictionary(Im=image)

    bench.write(raw_pdf(content, forms={"Fm": DRAWN}, change=with_image(more=clear)))

    assert np.ptp(picture_of(bench.erase().path), axis=(0, 1)).max() == 0


@pytest.mark.parametrize(
    "contents",
    [
        [f"q {DRAWN} Q"],
        [f"q 0 0 400 300 re W n {DRAWN} Q"],
        [f"q {UPPER} {DRAWN} Q q {LOWER} {DRAWN} Q"],  # tiles of one picture
        [f"q {UPPER} {DRAWN} Q", f"q {LOWER} {DRAWN} Q"],
        [f"q {UPPER} Q {DRAWN}"],
        [f"q /Clear gs {DRAWN} Q q /Seen gs {DRAWN} Q"],
        [f"0 150 400 150 re n {DRAWN}"],
    ],
)
def test_what_is_seen_anywhere_stays(bench, contents):
    def states(pdf, image):
        clear = Dictionary(Clear=Dictionary(ca=0), Seen=Dictionary(ca=0.5))
        pdf.pages[0].obj["/Resources"]["/ExtGState"] = clear

    more = states if " gs " in contents[0] else None
    bench.write(raw_pdf(*contents, change=with_image(more=more)))

    erased = bench.erase()

    assert (picture_of(erased.path) == picture_of(erased.working)).all()


def test_picture_that_a_pattern_draws_as_well_stays(bench):
    def pattern(pdf, image):
        tile = pdf.make_stream(DRAWN.encode())
        tile["/Type"], tile["/PatternType"], tile["/PaintType"] = Name.Pattern, 1, 1
        tile["/TilingType"], tile["/BBox"] = 1, Array([0, 0, 400, 300])
        tile["/XStep"], tile["/YStep"] = 400, 300
        tile["/Resources"] = Dictionary(XObject=Dictionary(Im=image))
        pdf.pages[0].obj["/Resources"]["/Pattern"] = Dictionary(P=tile)

    content = f"q {UPPER} {DRAWN} Q /Pattern cs /P scn 0 0 400 300 re f"
    bench.write(raw_pdf(content, change=with_image(more=pattern)))

    erased = bench.erase()

    assert (picture_of(erased.path) == picture_of(erased.working)).all()
    assert changed_outside(erased) == 0


def test_cut_off_ground_without_print_is_left_as_it_is(bench):
    def smooth(pdf):
        ground = scan(WIDE, HIGH)
        ground.paste((250, 248, 240), (0, 300, WIDE, HIGH))
        return picture(pdf, jpeg(ground), WIDE, HIGH, Filter=Name.DCTDecode)

    bench.write(raw_pdf(f"q {UPPER} {DRAWN} Q", change=with_image(smooth)))

    erased = bench.erase()

    assert raw_picture(erased.path) == raw_picture(erased.working)
