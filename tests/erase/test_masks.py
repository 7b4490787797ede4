"""Masked pictures: what is hidden by a mask goes too, and no shape is left in the mask."""

from __future__ import annotations

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Name

from tests.erase.conftest import erasure
from tests.erase.drawn import jpeg, noise, picture, raw_pdf, scan
from tests.erase.embedded import picture_of, picture_xobjects
from tests.erase.look import changed_outside, pixels

SIZE = (800, 600)
FULL_PAGE = "0.9 0.8 0.7 rg 0 0 400 300 re f q 400 0 0 300 0 0 cm /Im Do Q"
VALUE = [(86, 68, 107, 86), (110, 68, 131, 86), (134, 68, 155, 86)]
ROWS, COLUMNS = slice(136, 172), slice(172, 310)
PINK = "1 0.5 0.5 rg"


def ink_mask(pdf, one=255):
    """A soft mask in the shape of the ink: the picture's colour is one flat black."""
    grey = np.where(np.asarray(scan(*SIZE, "L")) < 128, one, 0).astype(np.uint8)
    return picture(pdf, grey.tobytes(), *SIZE, ColorSpace=Name.DeviceGray)


def flat_ink(pdf):
    return bytes(3 * SIZE[0] * SIZE[1])


def soft(pdf):
    return picture(pdf, flat_ink(pdf), *SIZE, SMask=ink_mask(pdf))


def soft_jpeg(pdf):
    grey = scan(*SIZE, "L").point(lambda v: 255 - v)
    mask = picture(
        pdf, jpeg(grey), *SIZE, ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode
    )  # fmt: skip
    return picture(pdf, flat_ink(pdf), *SIZE, SMask=mask)


def soft_of_half_size(pdf):
    grey = np.where(np.asarray(scan(400, 300, "L")) < 128, 255, 0).astype(np.uint8)
    mask = picture(pdf, grey.tobytes(), 400, 300, ColorSpace=Name.DeviceGray)
    return picture(pdf, flat_ink(pdf), *SIZE, SMask=mask)


def explicit(pdf):
    mask = picture(
        pdf, scan(*SIZE, "1").tobytes(), *SIZE,
        ColorSpace=None, BitsPerComponent=1, ImageMask=True,
    )  # fmt: skip
    return picture(pdf, flat_ink(pdf), *SIZE, Mask=mask)


def colour_key(pdf):
    """Everything not nearly black is clear."""
    grey = scan(*SIZE, "L").tobytes()
    key = Array([120, 255])
    return picture(pdf, grey, *SIZE, ColorSpace=Name.DeviceGray, Mask=key)


MASKED = [soft, soft_jpeg, soft_of_half_size, explicit, colour_key]


def document(make):
    def change(pdf):
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = make(pdf)

    return raw_pdf(FULL_PAGE, change=change)


@pytest.mark.parametrize("make", MASKED)
@pytest.mark.parametrize("ground", ["1 g", PINK])
def test_no_shape_is_left_below_the_mark(bench, make, ground):
    bench.write(document(make))
    assert np.ptp(picture_of(bench.working, ground=ground)[ROWS, COLUMNS]) > 100

    erased = bench.erase(erasure(*VALUE))

    below = picture_of(erased.path, ground=ground)[ROWS, COLUMNS].reshape(-1, 3)
    assert np.ptp(below, axis=0).max() <= 6


@pytest.mark.parametrize("make", MASKED)
def test_masked_picture_beside_the_mark_looks_the_same(bench, make):
    bench.write(document(make))

    assert changed_outside(bench.erase(erasure(*VALUE))) == 0


def test_value_behind_an_opaque_mask_is_blank_too(bench):
    """The picture's own pixels hold the value, the mask shows none of them."""

    def make(pdf):
        clear = picture(pdf, bytes(SIZE[0] * SIZE[1]), *SIZE, ColorSpace=Name.DeviceGray)
        return picture(pdf, scan(*SIZE).tobytes(), *SIZE, SMask=clear)

    bench.write(document(make))

    erased = bench.erase(erasure(*VALUE))

    with pikepdf.open(erased.path) as pdf:
        (image,) = picture_xobjects(pdf.pages[0].obj)
        samples = np.frombuffer(image.read_bytes(), np.uint8).reshape(600, 800, 3)
    assert samples[ROWS, COLUMNS].min() == 255


def _half_clear(pdf, *, jpeg_coded=False, explicit=False, small=False, blank=False):
    """A scan whose mask shows its lower half alone."""
    size = (400, 300) if small else SIZE
    seen = np.zeros(size[::-1], np.uint8)
    seen[size[1] // 2 :] = 255
    if explicit:
        data = np.packbits(seen == 0, axis=1).tobytes()
        mask = picture(pdf, data, *size, ColorSpace=None, BitsPerComponent=1, ImageMask=True)
        entry = {"Mask": mask}
    else:
        entry = {"SMask": picture(pdf, seen.tobytes(), *size, ColorSpace=Name.DeviceGray)}
    if blank:
        return picture(pdf, noise(*SIZE).tobytes(), *SIZE, **entry)
    if jpeg_coded:
        return picture(pdf, jpeg(scan(*SIZE), quality=90), *SIZE, Filter=Name.DCTDecode, **entry)
    return picture(pdf, scan(*SIZE).tobytes(), *SIZE, **entry)


@pytest.mark.parametrize(
    "given", [{}, {"jpeg_coded": True}, {"explicit": True}, {"small": True}], ids=str
)
def test_what_a_mask_hides_is_blank_and_what_it_shows_the_same(bench, given):
    bench.write(document(lambda pdf: _half_clear(pdf, **given)))
    before = pixels(bench.working)

    erased = bench.erase()

    with pikepdf.open(erased.path) as pdf:
        (image,) = picture_xobjects(pdf.pages[0].obj)
        told = np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L")).astype(int)
    edge = SIZE[1] // 2 - 40
    assert np.ptp(np.asarray(scan(*SIZE).convert("L"))[:edge]) > 100
    assert np.ptp(told[:edge]) <= 4
    assert np.abs(pixels(erased.path).astype(int) - before).max() == 0


@pytest.mark.parametrize("make", [soft, lambda pdf: _half_clear(pdf, blank=True)])
def test_a_masked_picture_that_hides_no_print_stays_as_it_is_coded(bench, make):
    bench.write(document(make))
    with pikepdf.open(bench.working) as pdf:
        (before,) = (bytes(p.read_raw_bytes()) for p in picture_xobjects(pdf.pages[0].obj))

    with pikepdf.open(bench.erase().path) as pdf:
        (image,) = picture_xobjects(pdf.pages[0].obj)
        assert image.read_bytes() == before or image.read_raw_bytes() == before
