"""JPEG bytes without what a camera or an editor wrote about them; pixels stay as they are."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from redactor.errors import InputError

_SOI, _EOI, _SOS, _APP0, _APP2, _APP14, _COM = 0xD8, 0xD9, 0xDA, 0xE0, 0xE2, 0xEE, 0xFE
_ALONE = {0x01, *range(0xD0, 0xD8)}  # TEM and the restart markers have no length
_JFIF_BYTES = 14  # the identifier, version, density and thumbnail size


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker's code, what stands behind its length, and the coded data behind a scan's."""

    marker: int
    body: bytes
    scan: bytes = b""


def without_metadata(data: bytes) -> bytes:
    """The same picture, without EXIF, XMP, comments, thumbnails, and all behind its end.

    Kept are the density (JFIF), the colour profile (it changes the look), and Adobe's colour
    transform. No coefficient is touched.
    """
    kept = b"".join(_kept(s.marker, s.body) + s.scan for s in segments(data))
    return b"\xff\xd8" + kept + b"\xff\xd9"


def segments(data: bytes) -> Iterator[Segment]:
    """The segments of a JPEG up to its end. Raises InputError where it is broken off."""
    at = 2
    while True:
        at, marker = _marker(data, at)
        if marker == _EOI:
            return
        if marker in _ALONE:
            continue
        if at + 2 > len(data):
            raise _broken()
        (length,) = struct.unpack_from(">H", data, at)
        body = data[at + 2 : at + length]
        if length < 2 or len(body) != length - 2:
            raise _broken()
        at += length
        end = _scan_end(data, at) if marker == _SOS else at
        yield Segment(marker, body, data[at:end])
        at = end


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Position behind the next marker, and its code."""
    if at >= len(data) or data[at] != 0xFF:
        raise _broken()
    while at < len(data) and data[at] == 0xFF:
        at += 1
    if at >= len(data):
        raise _broken()
    return at + 1, data[at]


def _kept(marker: int, body: bytes) -> bytes:
    """The segment as it is to be written; empty when it goes."""
    if marker == _APP0:
        if not body.startswith(b"JFIF\0"):
            return b""
        body = body[: _JFIF_BYTES - 2] + b"\0\0"  # a thumbnail of no width and no height
    elif marker == _APP2:
        if not body.startswith(b"ICC_PROFILE\0"):
            return b""
    elif marker == _APP14:
        if not body.startswith(b"Adobe"):
            return b""
    elif marker == _COM or 0xE0 <= marker <= 0xEF:
        return b""
    return segment(marker, body)


def segment(marker: int, body: bytes) -> bytes:
    """As it is written."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _scan_end(data: bytes, at: int) -> int:
    """Where the entropy-coded data ends: at a marker that is neither stuffing nor restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _broken()
        follows = data[at + 1]
        if follows == 0xFF:
            at += 1
        elif follows == 0x00 or 0xD0 <= follows <= 0xD7:
            at += 2
        else:
            return at


def _broken() -> InputError:
    return InputError("the JPEG picture is cut off or damaged; upload it again", code="corrupt")
