"""Coded pictures without what they carry besides the picture: EXIF, GPS, comments, tails.

Nothing is decoded: only the parts of the container that draw are copied.
"""

from __future__ import annotations

import struct

_ALONE = frozenset((0x01, 0xD8, *range(0xD0, 0xD8)))
_DRAWING = frozenset(
    # SOF 0-15 but DHT's and JPG's own codes, DHT, DAC, DQT, DNL, DRI
    (set(range(0xC0, 0xD0)) - {0xC8}) | {0xDB, 0xDC, 0xDD}
)
_EOI, _SOS, _APP0, _ADOBE = 0xD9, 0xDA, 0xE0, 0xEE
_JP2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_JP2_KEPT = (b"jP  ", b"ftyp", b"jp2h", b"jp2c")


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG with only the segments that draw it; data after its end goes.

    Empty for what is no JPEG: it draws nothing, but may hold anything.
    """
    start = data.find(b"\xff\xd8\xff")
    if start < 0:
        return b""
    out = [b"\xff\xd8"]
    at = start + 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        code = data[at + 1]
        if code == 0xFF or code == 0:
            at += 1
            continue
        if code == _EOI:
            break
        if code in _ALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at:end]
        if code == _SOS:
            end = _end_of_scan(data, end)
            out.append(data[at:end])
        elif code in _DRAWING:
            out.append(segment)
        elif code == _APP0 and segment[4:9] == b"JFIF\0" and len(segment) >= 18:
            # Without the thumbnail: its sides become 0.
            out.append(b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0")
        elif code == _ADOBE and segment[4:9] == b"Adobe" and len(segment) >= 16:
            out.append(b"\xff\xee\x00\x0e" + segment[4:16])
        at = end
    return b"".join(_one_header(out)) + b"\xff\xd9"


def _one_header(parts: list[bytes]) -> list[bytes]:
    """``parts`` with the first JFIF header only; one library writes it twice."""
    first = next((i for i, p in enumerate(parts) if p[:2] == b"\xff\xe0"), -1)
    return [p for i, p in enumerate(parts) if i == first or p[:2] != b"\xff\xe0"]


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the entropy-coded data that begins at ``at`` ends: before the next marker."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7 or data[at + 1] == 0xFF:
            at += 1 if data[at + 1] == 0xFF else 2
            continue
        return at


def bare_jpx(data: bytes) -> bytes:
    """A JPEG 2000 file with the boxes that draw it; a bare code stream ends at its end."""
    if not data.startswith(_JP2):
        return _bare_codestream(data)
    out, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        head = 8
        if size == 1 and at + 16 <= len(data):
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = len(data) if size == 0 else at + size
        if size != 0 and size < head or end > len(data):
            end = len(data)
        if kind in _JP2_KEPT:
            body = data[at + head : end]
            body = _bare_codestream(body) if kind == b"jp2c" else body
            out.append(struct.pack(">I4s", len(body) + 8, kind) + body)
        at = end
    return b"".join(out)


def _bare_codestream(data: bytes) -> bytes:
    """A code stream without comment segments in its main header, and without a tail."""
    if not data.startswith(b"\xff\x4f"):
        return data
    out, at = [data[:2]], 2
    while at + 4 <= len(data):
        code = data[at : at + 2]
        if code == b"\xff\x90":  # first tile part: coded data from here
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if code != b"\xff\x64":  # COM
            out.append(data[at:end])
        at = end
    last = data.rfind(b"\xff\xd9")
    out.append(data[at : last + 2] if last > at else data[at:])
    return b"".join(out)
