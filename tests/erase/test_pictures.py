"""Pictures of every coding: blank below the mark, as they were beside it."""

from __future__ import annotations

import base64
import io
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms, ImageOps

from tests.erase.conftest import erasure
from tests.erase.drawn import jpeg, picture, raw_pdf, scan
from tests.erase.embedded import picture_of, raw_picture

SIZE = (800, 600)  # two pixels a point
FULL_PAGE = "q 400 0 0 300 0 0 cm /Im Do Q"
# Three boxes of the second row, in points; their neighbours begin 6 points further.
VALUE = [(86, 68, 107, 86), (110, 68, 131, 86), (134, 68, 155, 86)]
ROWS, COLUMNS = slice(136, 172), slice(172, 310)  # the mark, in pixels


def flate(pdf, image, **entries):
    grey = image.mode in ("L", "1")
    space = Name.DeviceGray if grey else Name.DeviceRGB
    bits = 1 if image.mode == "1" else 8
    given = {"ColorSpace": space, "BitsPerComponent": bits} | entries
    return picture(pdf, image.tobytes(), *image.size, **given)


def dct(pdf, image, **options):
    space = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[image.mode]
    decode = Array([1, 0] * 4) if image.mode == "CMYK" else None
    entries = {"ColorSpace": space, "Filter": Name.DCTDecode, "Decode": decode}
    return picture(pdf, jpeg(image, **options), *image.size, **entries)


def indexed(pdf, levels, bits, palette):
    """A palette picture: the scan's grey put into ``levels`` steps."""
    grey = np.asarray(scan(*SIZE, "L")).astype(int)
    index = np.minimum(grey * levels // 256, levels - 1).astype(np.uint8)
    rows = np.unpackbits(index[:, :, None], axis=2)[:, :, 8 - bits :].reshape(SIZE[1], -1)
    data = np.packbits(rows, axis=1).tobytes()
    space = Array([Name.Indexed, Name.DeviceRGB, levels - 1, pikepdf.String(bytes(palette))])
    return picture(pdf, data, *SIZE, ColorSpace=space, BitsPerComponent=bits)


def group4(pdf):
    out = io.BytesIO()
    scan(*SIZE, "1").save(out, "TIFF", compression="group4", tiffinfo={278: SIZE[1]})
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        offset, count = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
        black_is_1 = tiff.tag_v2[262] == 1
    parms = Dictionary(K=-1, Columns=SIZE[0], Rows=SIZE[1], BlackIs1=black_is_1)
    return picture(
        pdf, out.getvalue()[offset : offset + count], *SIZE,
        ColorSpace=Name.DeviceGray, BitsPerComponent=1, Filter=Name.CCITTFaxDecode,
        DecodeParms=parms,
    )  # fmt: skip


def jpx(pdf):
    out = io.BytesIO()
    scan(*SIZE).save(out, "JPEG2000")
    return picture(pdf, out.getvalue(), *SIZE, Filter=Name.JPXDecode)


def sixteen_bits(pdf):
    data = (np.asarray(scan(*SIZE, "L")).astype(np.uint16) * 257).astype(">u2").tobytes()
    return picture(pdf, data, *SIZE, ColorSpace=Name.DeviceGray, BitsPerComponent=16)


def predicted(pdf):
    rows = np.asarray(scan(*SIZE)).reshape(SIZE[1], -1)
    tagged = np.zeros((SIZE[1], rows.shape[1] + 1), np.uint8)
    tagged[:, 0], tagged[:, 1:] = 1, rows
    tagged[:, 4:] -= rows[:, :-3]
    parms = Dictionary(Predictor=15, Colors=3, BitsPerComponent=8, Columns=SIZE[0])
    data = zlib.compress(tagged.tobytes())
    return picture(pdf, data, *SIZE, Filter=Name.FlateDecode, DecodeParms=parms)


def icc(pdf):
    profile = pdf.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile["/N"] = 3
    return flate(pdf, scan(*SIZE), ColorSpace=Array([Name.ICCBased, profile]))


def ascii85(pdf):
    data = base64.a85encode(zlib.compress(scan(*SIZE).tobytes())) + b"~>"
    return picture(pdf, data, *SIZE, Filter=Array([Name.ASCII85Decode, Name.FlateDecode]))


GREYS = [v for i in range(16) for v in (17 * i,) * 3]
NO_WHITE = [v for i in range(16) for v in (10 + 12 * i,) * 3]

LOSSLESS = {
    "rgb": lambda pdf: flate(pdf, scan(*SIZE)),
    "grey": lambda pdf: flate(pdf, scan(*SIZE, "L")),
    "grey turned round by Decode": lambda pdf: flate(
        pdf, ImageOps.invert(scan(*SIZE, "L")), Decode=Array([1, 0])
    ),
    "16 bits": sixteen_bits,
    "one bit": lambda pdf: flate(pdf, scan(*SIZE, "1")),
    "one bit turned round by Decode": lambda pdf: flate(
        pdf, ImageOps.invert(scan(*SIZE, "1")), Decode=Array([1, 0])
    ),
    "stencil": lambda pdf: flate(
        pdf, scan(*SIZE, "1"), ImageMask=True, ColorSpace=None, BitsPerComponent=1
    ),
    "stencil turned round by Decode": lambda pdf: flate(
        pdf, ImageOps.invert(scan(*SIZE, "1")),
        ImageMask=True, ColorSpace=None, BitsPerComponent=1, Decode=Array([1, 0]),
    ),
    "fax group 4": group4,
    "palette of 4 bits": lambda pdf: indexed(pdf, 16, 4, GREYS),
    "palette of 8 bits": lambda pdf: indexed(pdf, 16, 8, GREYS),
    "palette without white": lambda pdf: indexed(pdf, 16, 4, NO_WHITE),
    "colour profile": icc,
    "png predictor": predicted,
    "two filters": ascii85,
}  # fmt: skip
LOSSY = {
    "jpeg": lambda pdf: dct(pdf, scan(*SIZE)),
    "jpeg of full colour": lambda pdf: dct(pdf, scan(*SIZE), subsampling=0),
    "jpeg in grey": lambda pdf: dct(pdf, scan(*SIZE, "L")),
    "progressive jpeg": lambda pdf: dct(pdf, scan(*SIZE), progressive=True),
    "coarse jpeg": lambda pdf: dct(pdf, scan(*SIZE), quality=25),
    "jpeg of four inks": lambda pdf: dct(pdf, scan(*SIZE).convert("CMYK")),
    "jpeg 2000": jpx,
}


def document(make):
    def change(pdf):
        pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = make(pdf)

    return raw_pdf(FULL_PAGE, change=change)


@pytest.mark.parametrize("make", (LOSSLESS | LOSSY).values(), ids=LOSSLESS | LOSSY)
def test_picture_below_the_mark_is_blank(bench, make):
    bench.write(document(make))
    assert picture_of(bench.working)[ROWS, COLUMNS].min() < 90

    erased = bench.erase(erasure(*VALUE))

    assert picture_of(erased.path)[ROWS, COLUMNS].min() >= 250


@pytest.mark.parametrize("make", LOSSLESS.values(), ids=LOSSLESS)
def test_every_pixel_beside_the_mark_is_kept(bench, make):
    bench.write(document(make))

    erased = bench.erase(erasure(*VALUE))

    before, after = picture_of(erased.working), picture_of(erased.path)
    before[134:174, 170:312] = after[134:174, 170:312] = 0
    assert before.shape == after.shape
    assert (before == after).all()


@pytest.mark.parametrize("make", LOSSY.values(), ids=LOSSY)
def test_lossy_picture_beyond_a_coding_block_is_kept(bench, make):
    bench.write(document(make))

    erased = bench.erase(erasure(*VALUE))

    before, after = picture_of(erased.working), picture_of(erased.path)
    before[119:189, 155:327] = after[119:189, 155:327] = 0
    assert (before == after).all()


@pytest.mark.parametrize("make", LOSSY.values(), ids=LOSSY)
def test_neighbours_in_the_same_coding_block_can_still_be_read(bench, make):
    bench.write(document(make))

    erased = bench.erase(erasure(*VALUE))

    # The boxes left, right, above and below keep their middles dark and their gaps light.
    after = picture_of(erased.path)
    for x, y in ((72, 77), (168, 77), (120, 47), (120, 107)):
        assert after[2 * y - 6 : 2 * y + 6, 2 * x - 8 : 2 * x + 8].max() < 110
    assert after[2 * 96 - 4 : 2 * 96 + 4, 180:300].min() > 180


@pytest.mark.parametrize("name", ["jpeg", "jpeg of full colour", "jpeg in grey"])
def test_jpeg_stays_a_jpeg_of_its_size(bench, name):
    bench.write(document(LOSSY[name]))

    erased = bench.erase(erasure(*VALUE))

    (before, _), (after, coding) = raw_picture(erased.working), raw_picture(erased.path)
    assert coding == "/DCTDecode"
    assert len(after) < 1.1 * len(before)


def test_fax_page_is_not_blown_up(bench):
    bench.write(document(group4))

    erased = bench.erase(erasure(*VALUE))

    assert len(raw_picture(erased.path)[0]) < 1.5 * len(raw_picture(erased.working)[0])


def test_predicted_picture_beside_the_mark_stays_as_it_is_coded(bench):
    bench.write(document(predicted))

    erased = bench.erase()

    assert raw_picture(erased.path) == raw_picture(erased.working)
