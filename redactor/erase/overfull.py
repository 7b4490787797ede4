"""Coded data that go on where a picture ends: a reader stops at its last row, and who tells the
picture another height sees the rest.

Nothing tells where the last row ends but decoding: where other bytes at the end of the data make
no other picture, no reader has come so far.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import struct
from collections.abc import Iterator

import numpy as np
from pikepdf import Name, Pdf, Stream
from PIL import Image

from redactor.erase.faults import UNCERTAIN
from redactor.erase.samples import Samples, read_raw

# Bytes that are changed: a flat block takes less than one, so a few are of the last blocks only.
_LAST = 16
_LEAST = 64  # bytes of a scan: print takes more, and one that says that all is flat takes few
_SOS, _RESTARTS = 0xDA, range(0xD0, 0xD8)
_REGION, _LOSSLESS, _PAGE = 38, 39, 48  # kinds of JBIG2 segments: what draws at once, the page


def is_overfull_jpeg(data: bytes) -> bool:
    """Whether a scan of a bare JPEG goes on behind its picture."""
    ends = list(_ends_of_scans(data))
    with contextlib.suppress(OSError, ValueError, SyntaxError):
        # An eighth of the pixels is drawn much faster, and tells nearly always.
        for scale in (8, 1):
            seen = _seen(data, scale) if ends else b""
            ends = [end for end in ends if _is_same(_changed(data, end), seen, scale)]
        return bool(ends)
    return False  # damaged: it is copied as it is


def is_one_region(image: Stream, data: bytes) -> bool:
    """Whether a bare JBIG2 is one region as large as its picture, and read to its end.

    Characters that are coded once, or drawn over by other regions, may be of no page.
    """
    parts = list(_jbig2_parts(data))
    regions = [body for kind, body in parts if kind in (_REGION, _LOSSLESS)]
    if len(regions) != 1 or {kind for kind, _ in parts} - {_REGION, _LOSSLESS, _PAGE}:
        return False
    size = int(image["/Width"]), int(image["/Height"])
    pages = [body for kind, body in parts if kind == _PAGE]
    if struct.unpack(">IIII", regions[0][:16]) != (*size, 0, 0):
        return False
    if any(struct.unpack(">II", page[:8]) != size for page in pages):
        return False
    with contextlib.suppress(*UNCERTAIN):
        return not np.array_equal(_drawn(image, data), _drawn(image, _changed(data, len(data))))
    return False


def _seen(data: bytes, scale: int) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft(None, (picture.width // scale, picture.height // scale))
        return hashlib.blake2b(picture.tobytes()).digest()


def _is_same(data: bytes, seen: bytes, scale: int) -> bool:
    with contextlib.suppress(OSError, ValueError, SyntaxError):
        return _seen(data, scale) == seen
    return False


def _changed(data: bytes, end: int) -> bytes:
    """``data`` with other bytes before ``end``; markers stay, and none is made."""
    out = bytearray(data)
    for at in range(max(1, end - _LAST), end):
        if data[at] != 0xFF and data[at - 1] != 0xFF:
            out[at] ^= 0x2A if data[at] != 0xFF ^ 0x2A else 0x15
    return bytes(out)


def _ends_of_scans(data: bytes) -> Iterator[int]:
    """Where the coded data of each scan end that is large enough for print."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        is_scan = data[at + 1] == _SOS
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
        if not is_scan:
            continue
        # A scan of single bits makes those before it finer: what is as white as can be stays so.
        start, is_finer = at, data[at - 1] >> 4
        while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
            if data[at + 1] and data[at + 1] not in _RESTARTS:
                break
            at += 2
        if at < 0:
            return
        if at - start >= _LEAST and not is_finer:
            yield at


def _jbig2_parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and data of the segments, which refer to no others and lie on one page (T.88, 7.2)."""
    at = 0
    while at + 11 <= len(data):
        if data[at + 5] >> 5 or data[at + 4] & 0x40:  # refers to others; a page of a large number
            yield -1, b""
            return
        size = int.from_bytes(data[at + 7 : at + 11])
        yield data[at + 4] & 0x3F, data[at + 11 : at + 11 + size]
        at += 11 + size


def _drawn(image: Stream, data: bytes) -> Samples:
    with Pdf.new() as pdf:
        other = pdf.make_stream(data)
        other["/Width"], other["/Height"] = image["/Width"], image["/Height"]
        other["/Type"], other["/Subtype"] = Name.XObject, Name.Image
        other["/Filter"], other["/ColorSpace"] = Name.JBIG2Decode, Name.DeviceGray
        other["/BitsPerComponent"] = 1
        return read_raw(other).values
