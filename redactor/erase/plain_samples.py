"""Pictures with more in their samples than readers draw: the upper eight bits of sixteen.

What stands in the lower ones may be a page of print.
"""

from __future__ import annotations

import contextlib
import struct

import numpy as np
from pikepdf import Array, Pdf, Stream

from redactor.erase.content import is_image
from redactor.erase.faults import UNCERTAIN
from redactor.erase.pictures import adopt_jpx
from redactor.erase.samples import (
    PLAIN_FILTERS,
    Raw,
    filters_of,
    read_raw,
    store,
)

_SIZE = b"\xff\x4f\xff\x51"  # start of a JPEG 2000 code stream, and its segment of sizes
_PLANES, _FIRST = 40, 42  # where that tells how many planes there are, and begins with the first
_DEPTH, _BYTE = 0x7F, 8  # bits of a plane, less one; the highest tells signs


def make_samples_plain(pdf: Pdf) -> None:
    """Leave every picture the bits that are drawn."""
    for image in list(pdf.objects):
        if not isinstance(image, Stream) or not is_image(image):
            continue
        with contextlib.suppress(*UNCERTAIN):  # damaged: what is drawn is asked later
            given = filters_of(image)
            if given[-1:] == ["/JPXDecode"]:
                _plain_jpx(image)
            elif image.get("/BitsPerComponent") == 16 and PLAIN_FILTERS.issuperset(given):
                store(image, _upper(read_raw(image)))
                _key_by_bytes(image)


def _upper(raw: Raw) -> Raw:
    return Raw((raw.values >> 8).astype(np.uint16), 8)


def _key_by_bytes(image: Stream) -> None:
    """A colour key counts in stored values."""
    key = image.get("/Mask")
    if isinstance(key, Array):
        image["/Mask"] = Array([int(v) >> 8 for v in key])


def _plain_jpx(image: Stream) -> None:
    if any(depth > _BYTE for depth in _depths(image.read_raw_bytes())):
        raw = read_raw(image)
        adopt_jpx(image, raw)
        store(image, raw)


def _depths(data: bytes) -> tuple[int, ...]:
    """Bits of each plane of a JPEG 2000 (ITU-T T.800, A.5.1); empty where nothing tells."""
    at = data.find(_SIZE)
    if at < 0 or at + _FIRST > len(data):
        return ()
    (count,) = struct.unpack_from(">H", data, at + _PLANES)
    told = data[at + _FIRST : at + _FIRST + 3 * count : 3]
    return tuple((depth & _DEPTH) + 1 for depth in told)
