"""Colour profiles without the words of who made them (ICC.1:2022, clause 7 to 9).

A profile is a header, a table of tags and their data. Only tags that turn numbers into colours are
copied; the description and copyright that every profile must have say the same in all. The sRGB
profile that most files carry stays as its makers published it: PDFium knows it by its words, and
draws each colour a level off without them.
"""

from __future__ import annotations

import hashlib
import struct

_HEADER = 128
_MOST_TAGS = 200
_COLOUR = frozenset(
    b"rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad chrm lumi gamt A2B0 A2B1 A2B2 B2A0 B2A1 "
    b"B2A2 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 pre0 pre1 pre2 cicp".split()
)
# Manufacturer, model, creator, and the digest of the old bytes.
_MAKERS = ((48, 56), (80, 100))
_WORD = b"profile"
# sRGB IEC61966-2.1 of Hewlett-Packard, 1998, 3,144 bytes.
_PUBLISHED = "2b3aa1645779a9e634744faf9b01e9102b0c9b88fd6deced7934df86b949af7e"


def bare_profile(data: bytes) -> bytes:
    """The profile with its colours only; empty for what is none, which readers pass over."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return b""
    if hashlib.sha256(data).hexdigest() == _PUBLISHED:
        return data
    tags = _tags(data)
    told = _mluc if data[8] >= 4 else _text_of
    tags |= {b"desc": told(b"desc"), b"cprt": told(b"text")}
    header = bytearray(data[:_HEADER])
    for start, end in _MAKERS:
        header[start:end] = bytes(end - start)
    header[100:] = bytes(_HEADER - 100)
    return _joined(header, tags)


def _tags(data: bytes) -> dict[bytes, bytes]:
    count = min(struct.unpack(">I", data[_HEADER : _HEADER + 4])[0], _MOST_TAGS)
    tags = {}
    for i in range(count):
        entry = data[_HEADER + 4 + 12 * i : _HEADER + 16 + 12 * i]
        if len(entry) < 12:
            break
        name, at, size = struct.unpack(">4sII", entry)
        if name in _COLOUR:
            tags[name] = data[at : at + size]
    return tags


def _mluc(_: bytes) -> bytes:
    text = _WORD.decode().encode("utf-16-be")
    return struct.pack(">4sIII2s2sII", b"mluc", 0, 1, 12, b"en", b"US", len(text), 28) + text


def _text_of(kind: bytes) -> bytes:
    if kind == b"text":
        return b"text" + bytes(4) + _WORD + b"\0"
    ascii_part = struct.pack(">I", len(_WORD) + 1) + _WORD + b"\0"
    return b"desc" + bytes(4) + ascii_part + bytes(4 + 4 + 2 + 1 + 67)


def _joined(header: bytearray, tags: dict[bytes, bytes]) -> bytes:
    """Tags of the same bytes (three equal curves) lie in the file once, as they mostly did."""
    table, body, places = [], b"", dict[bytes, int]()
    start = _HEADER + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            body += bytes(-len(body) % 4)
            places[data] = start + len(body)
            body += data
        table.append(struct.pack(">4sII", name, places[data], len(data)))
    body += bytes(-len(body) % 4)
    header[0:4] = struct.pack(">I", start + len(body))
    return bytes(header) + struct.pack(">I", len(tags)) + b"".join(table) + body
