"""Print of pictures that a page does not show, whatever hides it, goes; what it shows stays."""

from __future__ import annotations

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Name

from redactor.erase.samples import read_raw
from tests.erase.conftest import erasure
from tests.erase.drawn import jpeg, picture, raw_pdf, scan
from tests.erase.hiding import (
    DRAWN,
    GREY,
    HIDDEN,
    SIZE,
    SMALL,
    document,
    grey,
    nearly_clear,
    palette,
    stencil,
)
from tests.erase.look import changed_outside


def _levels(path):
    """The stored samples of every picture in the file."""
    with pikepdf.open(path) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        return [read_raw(o).values for o in found if o.get("/Subtype") == Name.Image]


def _spread(values):
    """The levels between a picture's darkest and lightest pixel, in any channel."""
    return np.ptp(values, axis=(0, 1)).max()


@pytest.mark.parametrize(("make", "content"), HIDDEN.values(), ids=HIDDEN)
def test_print_that_no_page_shows_is_gone_from_the_file(bench, make, content):
    bench.write(document(make, content))

    erased = bench.erase()

    assert max(map(_spread, _levels(erased.path)), default=0) <= 4
    assert changed_outside(erased, levels=2) == 0


@pytest.mark.parametrize(
    ("make", "content"),
    [
        (lambda pdf: grey(pdf, Decode=Array([1, 0])), DRAWN),
        (lambda pdf: grey(pdf, ColorSpace=palette(*range(256))), DRAWN),
        (stencil, f"0.9 g {DRAWN}"),
        (grey, f"{DRAWN} 0 0 1 RG 90 90 220 170 re S"),
        (grey, f"{DRAWN} q 16 0 0 12 0 0 cm /Im Do Q 1 g 0 0 18 14 re f"),
    ],
)
def test_print_that_a_page_shows_stays_as_it_is(bench, make, content):
    bench.write(document(make, content))
    (before,) = _levels(bench.working)

    (after,) = _levels(bench.erase().path)

    assert (after == before).all()


def test_what_a_mark_hides_is_of_one_colour_where_a_part_of_it_was_unseen(bench):
    def shaded(pdf):
        seen = np.zeros(SIZE[::-1], np.uint8)
        seen[:, :100] = 255
        mask = picture(pdf, seen.tobytes(), *SIZE, **GREY)
        shade = scan(*SIZE, "L").point(lambda level: level * 0.8)
        return picture(pdf, shade.tobytes(), *SIZE, SMask=mask, **GREY)

    bench.write(document(shaded, DRAWN))

    erased = bench.erase(erasure((180, 100, 230, 120)))

    assert [_spread(levels[52:68, 82:128]) for levels in _levels(erased.path)] == [0, 0]


def test_print_below_the_clearest_part_of_a_mask_goes(bench):
    bench.write(document(lambda pdf: grey(pdf, SMask=nearly_clear(pdf)), DRAWN))

    erased = bench.erase()

    with pikepdf.open(erased.path) as pdf:
        (image,) = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/SMask" in o]
        assert _spread(read_raw(image).values) <= 4
    assert changed_outside(erased, levels=2) == 0


def test_what_another_page_shows_stays(bench):
    def change(pdf):
        image = pdf.make_indirect(grey(pdf))
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
    bench.write(document(make, f"q 20 0 0 15 100 100 cm /Im Do Q 1 g {paint}"))
    (before,) = _levels(bench.working)

    erased = bench.erase()

    (after,) = _levels(erased.path)
    with pikepdf.open(erased.path) as pdf:
        (image,) = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        assert image.Filter == Name.DCTDecode
    assert _spread(after[64:500, 64:600]) <= 4
    assert (after[:, 784:] == before[:, 784:]).all()
    assert changed_outside(erased) == 0
