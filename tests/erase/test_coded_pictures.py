"""Containers of coded pictures, stripped to what draws."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image

from redactor.erase.coded_pictures import bare_fax, bare_jbig2, bare_jpeg, bare_jpx
from tests.erase.drawn import jpeg, noise, scan

WHO = b"Wangwei"


def decoded(data):
    return np.asarray(Image.open(io.BytesIO(data)))


def with_segment(code, body):
    data = jpeg(scan(80, 64))
    return data[:2] + bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body + data[2:]


CARRIERS = {
    "exif": with_segment(0xE1, b"Exif\0\0" + WHO),
    "xmp": with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + WHO),
    "iptc": with_segment(0xED, b"Photoshop 3.0\0" + WHO),
    "comment": with_segment(0xFE, WHO),
    "jfif thumbnail": with_segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\2" + WHO + b"12345"),
    "jfxx": with_segment(0xE0, b"JFXX\0\x10" + WHO),
    "adobe": with_segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + WHO),
    "head": WHO + jpeg(scan(80, 64)),
    "tail": jpeg(scan(80, 64)) + WHO,
    "second picture": jpeg(scan(80, 64)) + jpeg(scan(80, 64), comment=WHO),
    "fill bytes": with_segment(0xFE, WHO).replace(b"\xff\xfe", b"\xff\xff\xff\xfe"),
}


@pytest.mark.parametrize("kind", CARRIERS)
def test_extra_data_of_a_jpeg_goes(kind):
    assert WHO in CARRIERS[kind]

    assert WHO not in bare_jpeg(CARRIERS[kind])


@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"subsampling": 0}, {"restart_marker_rows": 1}, {"quality": 3}],
    ids=str,
)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_bare_jpeg_decodes_to_the_same_pixels(mode, options):
    data = jpeg(noise(160, 120).convert(mode), **options)

    assert (decoded(bare_jpeg(data)) == decoded(data)).all()


def test_inverted_inks_stay_inverted():
    """The Adobe segment says how four inks are meant; without it colours turn round."""
    data = jpeg(noise(80, 64).convert("CMYK"))

    assert b"Adobe" in bare_jpeg(data)


@pytest.mark.parametrize("kind", ["jp2", "j2k"])
def test_bare_jpeg_2000_decodes_to_the_same_pixels_without_extras(kind):
    out = io.BytesIO()
    noise(80, 64).save(out, "JPEG2000", no_jp2=kind == "j2k", comment=WHO)
    data = out.getvalue()
    if kind == "jp2":
        data += struct.pack(">I4s", 8 + len(WHO), b"xml ") + WHO
    assert WHO in data

    bare = bare_jpx(data)

    assert WHO not in bare
    assert (decoded(bare) == decoded(data)).all()


@pytest.mark.parametrize("shift", range(8))
def test_fax_ends_at_its_mark_whatever_the_bit(shift):
    end = (0x001001 << 32 - 24 - shift).to_bytes(4, "big")
    data = b"\x5a\xa5" + end
    kept = data[: 2 + (24 + shift + 7) // 8]

    assert bare_fax(data + WHO) == kept


def test_fax_without_an_end_stays():
    assert bare_fax(b"\x5a\xa5") == b"\x5a\xa5"


def segment(kind, body, head=b"\0"):
    return struct.pack(">IB", 1, kind) + head + b"\1" + struct.pack(">I", len(body)) + body


def test_comments_and_tail_of_a_jbig2_go():
    drawing = [segment(48, b"page"), segment(38, b"region"), segment(22, b"half", b"\x20\x07")]
    said = segment(62, WHO)

    assert bare_jbig2(drawing[0] + said + drawing[1] + drawing[2] + WHO) == b"".join(drawing)


def test_what_is_no_jbig2_is_left_out():
    assert bare_jbig2(WHO * 9) == b""
