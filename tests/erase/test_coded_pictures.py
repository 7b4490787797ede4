"""Containers of coded pictures, stripped to what draws."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from redactor.erase.coded_pictures import bare_jbig2, bare_jpeg
from redactor.erase.jpeg2000 import bare_jpx
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
    "table that nothing is quantised by": with_segment(0xDB, b"\x03" + (WHO * 10)[:64]),
    "table that is told anew": with_segment(0xDB, b"\x00" + (WHO * 10)[:64]),
    "codes that no scan uses": with_segment(0xC4, b"\x13" + bytes(8) + b"\x07" + bytes(7) + WHO),
    "codes that are told anew": with_segment(0xC4, b"\x00" + bytes(8) + b"\x07" + bytes(7) + WHO),
    "arithmetic coding": with_segment(0xCC, WHO),
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


def test_usual_jpeg_is_the_same_to_the_byte():
    data = jpeg(scan(80, 64), progressive=True)

    assert bare_jpeg(data) == data


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


def _with_boxes(data, change):
    """A JPEG 2000 file whose boxes, by kind, are changed."""
    out, at = [], 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = change(kind, data[at + 8 : at + (size or len(data))])
        out.append(_box(kind, body))
        at += size or len(data)
    return b"".join(out)


def _box(kind, body):
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _said_in_a_tile(stream):
    """A comment in the first tile part, whose length grows."""
    at = stream.index(b"\xff\x90")
    start = stream.index(b"\xff\x93", at)
    said = b"\xff\x64" + struct.pack(">HH", len(WHO) + 4, 1) + WHO
    size = struct.unpack(">I", stream[at + 6 : at + 10])[0] + len(said)
    return (
        stream[: at + 6] + struct.pack(">I", size) + stream[at + 10 : start] + said + stream[start:]
    )


PLANTED_IN_JP2 = {
    "box in the header": lambda k, b: b + _box(b"xml ", WHO) if k == b"jp2h" else b,
    "resolution": lambda k, b: b + _box(b"res ", WHO) if k == b"jp2h" else b,
    "kinds of readers": lambda k, b: b + WHO.ljust(20) if k == b"ftyp" else b,
    "comment of a tile": lambda k, b: _said_in_a_tile(b) if k == b"jp2c" else b,
    "before the end": lambda k, b: b[:-2] + WHO + b[-2:] if k == b"jp2c" else b,
    "another picture": lambda k, b: b + _box(b"jp2c", WHO) if k == b"jp2c" else b,
    "profile": lambda k, b: b.replace(
        _box(b"colr", b"\x01\0\0\0\0\0\x10"),
        _box(b"colr", b"\x02\0\0" + _said_profile()),
    ) if k == b"jp2h" else b,
}  # fmt: skip


def _said_profile():
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    at = data.index(b"mluc", data.index(b"desc") + 8)
    return data[: at + 28] + WHO + data[at + 28 + len(WHO) :]


@pytest.mark.parametrize("plant", PLANTED_IN_JP2.values(), ids=PLANTED_IN_JP2)
def test_boxes_and_tiles_of_a_jpeg_2000_say_nothing(plant):
    out = io.BytesIO()
    noise(80, 64).save(out, "JPEG2000", tile_size=(40, 40))
    data = _with_boxes(out.getvalue(), plant)
    assert WHO in data

    bare = bare_jpx(data)

    assert WHO not in bare
    assert (decoded(bare) == decoded(out.getvalue())).all()


def segment(kind, body, head=b"\0"):
    return struct.pack(">IB", 1, kind) + head + b"\1" + struct.pack(">I", len(body)) + body


def test_comments_and_tail_of_a_jbig2_go():
    drawing = [segment(48, b"page"), segment(38, b"region"), segment(22, b"half", b"\x20\x07")]
    said = segment(62, WHO)

    assert bare_jbig2(drawing[0] + said + drawing[1] + drawing[2] + WHO) == b"".join(drawing)


def test_a_second_page_of_a_jbig2_goes():
    drawing = segment(48, b"page") + segment(38, b"region")

    assert bare_jbig2(drawing + drawing) == drawing
    assert bare_jbig2(drawing + segment(49, b"") + segment(38, WHO)) == drawing


def test_what_is_no_jbig2_is_left_out():
    assert bare_jbig2(WHO * 9) == b""
