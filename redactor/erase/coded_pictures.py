"""Coded pictures without what they carry besides the picture: EXIF, GPS, comments, tails.

Nothing is decoded: only the parts of the container that draw are copied.
"""

from __future__ import annotations

from collections.abc import Iterator

_ALONE = frozenset((0x01, 0xD8, *range(0xD0, 0xD8)))
_DRAWING = frozenset(
    # SOF 0-15 but DHT's and JPG's own codes, DHT, DAC, DQT, DNL, DRI
    (set(range(0xC0, 0xD0)) - {0xC8}) | {0xDB, 0xDC, 0xDD}
)
_EOI, _SOS, _APP0, _ADOBE, _DHT, _DAC, _DQT = 0xD9, 0xDA, 0xE0, 0xEE, 0xC4, 0xCC, 0xDB
_FRAMES = _DRAWING - {_DHT, _DAC, _DQT, 0xDC, 0xDD}
# Kinds of JBIG2 segments: dictionaries, regions, page information, ends, tables.
_JBIG2_KINDS = frozenset(
    (0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48, 49, 50, 51, 52, 53, 54, 62)
)
_PROFILES, _EXTENSION = 52, 62  # JBIG2 segments that say something and draw nothing
_PAGE, _ENDS = 48, (49, 51)  # of a page, of the file


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
    return b"".join(_used(_one_header(out))) + b"\xff\xd9"


def _one_header(parts: list[bytes]) -> list[bytes]:
    """``parts`` with the first JFIF header only; one library writes it twice."""
    first = next((i for i, p in enumerate(parts) if p[:2] == b"\xff\xe0"), -1)
    return [p for i, p in enumerate(parts) if i == first or p[:2] != b"\xff\xe0"]


def _used(parts: list[bytes]) -> list[bytes]:
    """``parts`` without tables that no scan behind them goes by: those may hold anything."""
    frame = next((p for p in parts if p[1] in _FRAMES), b"")
    quantised = {frame[i]: frame[i + 2] for i in range(10, len(frame) - 2, 3)}
    kept, asked = [], set[tuple[int, int]]()
    for part in reversed(parts):
        code = part[1]
        if code == _SOS and len(part) > 4:
            for i in range(5, min(5 + 2 * part[4], len(part) - 1), 2):
                direct, other = part[i + 1] >> 4, 0x10 | part[i + 1] & 0x0F
                asked |= {(_DQT, quantised.get(part[i], 0)), (_DHT, direct), (_DHT, other)}
        elif code in (_DQT, _DHT):
            tables: list[bytes] = []
            for name, table in reversed(list(_tables(code, part[4:]))):
                if (code, name) in asked:
                    tables.insert(0, table)
                    asked.discard((code, name))
            body = b"".join(tables)
            part = part[:2] + (len(body) + 2).to_bytes(2) + body if body else b""
        elif code == _DAC and not (frame and frame[1] & 0x08):
            part = b""  # of arithmetic coding, where nothing is coded so
        kept.append(part)
    return kept[::-1]


def _tables(code: int, body: bytes) -> Iterator[tuple[int, bytes]]:
    """The tables of a segment, each with its number; one that is broken off is none."""
    at = 0
    while at < len(body):
        if code == _DQT:
            name, size = body[at] & 0x0F, 1 + (128 if body[at] >> 4 else 64)
        else:
            name, size = body[at], 17 + sum(body[at + 1 : at + 17])
        if at + size > len(body):
            return
        yield name, body[at : at + size]
        at += size


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


def bare_jbig2(data: bytes) -> bytes:
    """The segments of an embedded JBIG2 stream that draw, and nothing behind the last.

    ITU-T T.88, 7.2: number, flags, referred segments, page, length; the data follow.
    """
    out, at, pages = list[bytes](), 0, 0
    while at + 11 <= len(data):
        kind, head = data[at + 4] & 0x3F, _jbig2_head(data, at)
        if head is None:
            break
        size = int.from_bytes(data[head - 4 : head], "big")
        # Of unknown length: only an immediate generic region, which ends the stream.
        end = len(data) if size == 0xFFFFFFFF else head + size
        pages += kind == _PAGE
        # A second page is another picture, which no reader shows.
        if end > len(data) or kind not in _JBIG2_KINDS or kind in _ENDS or pages > 1:
            break
        if kind not in (_PROFILES, _EXTENSION):
            out.append(data[at:end])
        at = end
    return b"".join(out)


def _jbig2_references(data: bytes, at: int) -> tuple[int, int, int]:
    """Of the segment that begins at ``at``: how many it refers to, where they stand, and how many
    bytes each has.
    """
    number = int.from_bytes(data[at : at + 4], "big")
    count, place = data[at + 5] >> 5, at + 6
    if count == 7:
        count = int.from_bytes(data[at + 5 : at + 9], "big") & 0x1FFFFFFF
        place = at + 9 + (count + 8) // 8
    return count, place, 1 if number <= 256 else 2 if number <= 65536 else 4


def _jbig2_head(data: bytes, at: int) -> int | None:
    """Where the data of the segment that begins at ``at`` begin."""
    count, place, size = _jbig2_references(data, at)
    place += count * size + (4 if data[at + 4] & 0x40 else 1) + 4
    return place if place <= len(data) else None
