"""JPEG 2000 without what it carries besides the picture (ITU-T T.800, annexes A and I).

A file is boxes, one of which holds the code stream: markers of the whole, then tile parts, each
with markers of its own. Nothing is decoded: only what draws is copied.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from redactor.erase.icc import bare_profile

_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_STREAM, _TILE, _DATA, _END = b"\xff\x4f", b"\xff\x90", b"\xff\x93", b"\xff\xd9"
# SIZ, COD, COC, QCD, QCC, RGN, POC, CAP, CPF, and the packets' headers and lengths. Not TLM, the
# lengths of tile parts, which change and only help to jump; CRG and COM draw nothing.
_MARKERS = frozenset(b"\x50\x51\x52\x53\x57\x58\x59\x5c\x5d\x5e\x5f\x60\x61")
_COLOURS = {1: 7, 2: 3, 3: 3}  # bytes before the profile, by the method of telling colours


def bare_jpx(data: bytes) -> bytes:
    """A file with the boxes that draw it, or a bare code stream; empty for what is neither."""
    if not data.startswith(_SIGNATURE):
        return _bare_stream(data)
    out, drawn = [_SIGNATURE, _box(b"ftyp", b"jp2 \0\0\0\0jp2 ")], False
    for kind, body in _boxes(data):
        if kind == b"jp2h":
            out.append(_box(kind, b"".join(_bare_header(body))))
        elif kind == b"jp2c" and not drawn:  # a second one is another picture, which none shows
            out.append(_box(kind, _bare_stream(body)))
            drawn = True
    return b"".join(out)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        head = 8
        if size == 1 and at + 16 <= len(data):
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = at + size if head <= size <= len(data) - at else len(data)
        yield kind, data[at + head : end]
        at = end


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _bare_header(data: bytes) -> Iterator[bytes]:
    """The boxes of a header that say how samples become colours, each as long as it must be."""
    for kind, body in _boxes(data):
        match kind:
            case b"ihdr":
                yield _box(kind, body[:14])
            case b"bpcc" | b"cmap":
                yield _box(kind, body)
            case b"colr" if body and body[0] in _COLOURS:
                told = body[: _COLOURS[body[0]]]
                yield _box(kind, told if body[0] == 1 else told + bare_profile(body[3:]))
            case b"pclr" if len(body) > 3:
                yield _box(kind, body[: _size_of_palette(body)])
            case b"cdef":
                yield _box(kind, body[: 2 + 6 * int.from_bytes(body[:2], "big")])


def _size_of_palette(body: bytes) -> int:
    colours, columns = int.from_bytes(body[:2], "big"), body[2]
    each = sum(((bits & 0x7F) + 8) // 8 for bits in body[3 : 3 + columns])
    return 3 + columns + colours * each


def _bare_stream(data: bytes) -> bytes:
    if not data.startswith(_STREAM):
        return b""
    markers, at = _bare_markers(data, len(_STREAM), _TILE)
    out = [_STREAM, markers]
    while data[at : at + 2] == _TILE and at + 12 <= len(data):
        size = int.from_bytes(data[at + 6 : at + 10], "big")
        end = min(at + size, len(data)) if size else _end_of(data, at)
        markers, start = _bare_markers(data, at + 12, _DATA)
        part = markers + data[start:end]
        out.append(data[at : at + 6] + struct.pack(">I", 12 + len(part)) + data[at + 10 : at + 12])
        out.append(part)
        at = max(end, at + 12)
    return b"".join([*out, _END])


def _bare_markers(data: bytes, at: int, until: bytes) -> tuple[bytes, int]:
    """The segments from ``at`` on that draw, and where ``until`` or something else follows."""
    out = []
    while at + 4 <= len(data) and data[at] == 0xFF and data[at : at + 2] != until:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] in _MARKERS:
            out.append(data[at:end])
        at = end
    return b"".join(out), at


def _end_of(data: bytes, at: int) -> int:
    """Where the last tile part ends, which does not tell its length."""
    end = data.rfind(_END)
    return end if end > at else len(data)
