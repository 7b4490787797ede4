"""A JPEG is edited block by block: coefficients of all other blocks stay bit for bit."""

from __future__ import annotations

import io

import jpeglib
import numpy as np
import pytest
from PIL import Image

from redactor.erase.jpeg_blocks import blank_jpeg
from tests.erase.drawn import jpeg, noise, scan

SQUARE = [(0.25, 0.25), (0.5, 0.25), (0.5, 0.5), (0.25, 0.5)]  # y up
KINDS = {
    "4:2:0": {"subsampling": 2},
    "4:2:2": {"subsampling": 1},
    "4:4:4": {"subsampling": 0},
    "coarse": {"quality": 20},
    "fine": {"quality": 97},
    "progressive": {"progressive": True},
    "restart markers": {"restart_marker_rows": 1},
}


def coefficients(data, folder):
    path = folder / "x.jpg"
    path.write_bytes(data)
    image = jpeglib.read_dct(str(path))
    image.load()
    return [p for p in (image.Y, image.Cb, image.Cr) if p is not None]


def decoded(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", [scan(400, 304), noise(400, 304)], ids=["scan", "photo"])
def test_blocks_beyond_the_polygon_keep_their_coefficients(tmp_path, kind, source):
    before = jpeg(source, **KINDS[kind])

    after = blank_jpeg(before, [SQUARE])

    some = False
    for old, new in zip(coefficients(before, tmp_path), coefficients(after, tmp_path), strict=True):
        changed = (old != new).any(axis=(2, 3))
        rows, columns = changed.shape
        # 100..200 of 400 wide, 152..228 of 304 high; one more for colour's smoothing.
        down = slice(152 * rows // 304 - 1, 228 * rows // 304 + 2)
        across = slice(100 * columns // 400 - 1, 200 * columns // 400 + 2)
        some |= bool(changed.any())
        changed[down, across] = False
        assert not changed.any()
    assert some


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", [scan(400, 304), noise(400, 304)], ids=["scan", "photo"])
def test_polygon_decodes_to_white(kind, source):
    after = decoded(blank_jpeg(jpeg(source, **KINDS[kind]), [SQUARE]))

    assert after[152:228, 100:200].min() >= 250


def test_inverted_samples_become_black(tmp_path):
    grey = scan(400, 304, "L")

    after = blank_jpeg(jpeg(grey), [SQUARE], inverted=True)

    assert decoded(after)[152:228, 100:200].max() <= 5


@pytest.mark.parametrize("slope", [0.1, 0.4])
def test_slanted_polygon_leaves_the_corners_of_its_hull(slope):
    slanted = [(0.2, 0.2), (0.8, 0.2 + slope), (0.8, 0.4 + slope), (0.2, 0.4)]
    source = noise(400, 304)
    before = jpeg(source)

    after = decoded(blank_jpeg(before, [slanted]))

    old = decoded(before)
    lower_right = np.s_[304 - round(304 * 0.2 * (1 + slope)) + 20 : 300, 330:395]
    assert (after[lower_right] == old[lower_right]).all()


def test_four_components_are_left_to_the_caller():
    assert blank_jpeg(jpeg(scan(80, 60).convert("CMYK")), [SQUARE]) is None


def test_damaged_jpeg_is_left_to_the_caller():
    assert blank_jpeg(b"\xff\xd8\xff\xdb\x00\x04\x00\x00", [SQUARE]) is None


def test_size_of_a_scan_stays():
    before = jpeg(scan(1600, 1200), quality=75)

    assert len(blank_jpeg(before, [SQUARE])) < 1.1 * len(before)
