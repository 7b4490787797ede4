"""One JPEG made of a TIFF frame's strips, each of which is coded by itself (compression 7).

The coded data stay as they are. A restart marker begins the coding anew, as each strip does, so
strips of equal size follow one another in one scan.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Any

from PIL import Image

from redactor.errors import InputError
from redactor.load.jpeg import Segment, segment, segments

# Tags of TIFF 6.0 and of its second technical note.
_COMPRESSION, _COLOURS, _STRIPS, _ORIENTATION, _ROWS = 259, 262, 273, 274, 278
_LENGTHS, _PLANES, _TABLES = 279, 284, 347
_JPEG = 7
_GREY, _RGB, _YCBCR = 1, 2, 6  # what the samples mean
_SOF0, _SOF1, _DHT, _DQT, _SOS, _DRI = 0xC0, 0xC1, 0xC4, 0xDB, 0xDA, 0xDD
_RST0, _APP14 = 0xD0, 0xEE
_FRAME = struct.Struct(">BHHB")  # bits a sample, rows, columns, components


def jpeg_of_tiff(picture: Image.Image) -> bytes | None:
    """The frame at which ``picture`` stands as one JPEG; None where its strips cannot be joined.

    To be asked before the frame is loaded. The caller compares the looks: a file may say about
    its strips what is not so.
    """
    tags: Any = picture.tag_v2  # type: ignore[attr-defined]
    if (tags.get(_COMPRESSION), tags.get(_PLANES, 1), tags.get(_ORIENTATION, 1)) != (_JPEG, 1, 1):
        return None
    colours = tags.get(_COLOURS)
    if colours not in (_GREY, _RGB, _YCBCR):
        return None
    try:
        shared = list(segments(bytes(tags[_TABLES]))) if _TABLES in tags else []
        strips = [[*shared, *segments(strip)] for strip in _strips(picture, tags)]
        return _joined(strips, picture.size, tags.get(_ROWS, picture.height), colours)
    except (InputError, LookupError, TypeError, ValueError, ArithmeticError, struct.error):
        return None


def _strips(picture: Image.Image, tags: Any) -> Iterator[bytes]:
    file: Any = picture.fp  # type: ignore[attr-defined]
    before = file.tell()
    for start, length in zip(tags[_STRIPS], tags[_LENGTHS], strict=True):
        file.seek(start)
        yield file.read(length)
    file.seek(before)


def _joined(
    strips: Sequence[Sequence[Segment]], size: tuple[int, int], rows: int, colours: int
) -> bytes:
    """``rows``: of each strip but the last, which has the rest. Raises ValueError."""
    width, height = size
    heights = [*[rows] * (len(strips) - 1), height - rows * (len(strips) - 1)]
    # One scan can hold them where all say the same.
    ((tables, frame, scan),) = {
        _head(strip, (width, own), height) for strip, own in zip(strips, heights, strict=True)
    }
    out = [b"\xff\xd8", *tables, frame]
    # Readers differ where the components' names say another thing than Adobe's segment.
    if (frame[4 + _FRAME.size :: 3][:3] == b"RGB") != (colours == _RGB):
        raise ValueError
    if colours != _GREY:
        out.insert(1, segment(_APP14, b"Adobe" + struct.pack(">3HB", 100, 0, 0, colours == _YCBCR)))
    if len(strips) > 1:
        out.append(segment(_DRI, struct.pack(">H", _blocks(frame[4:], width, rows))))
    out.append(scan)
    for n, strip in enumerate(strips):
        if n:
            out.append(bytes((0xFF, _RST0 + (n - 1) % 8)))
        out.extend(s.scan for s in strip)
    return b"".join((*out, b"\xff\xd9"))


def _head(
    strip: Sequence[Segment], size: tuple[int, int], height: int
) -> tuple[tuple[bytes, ...], bytes, bytes]:
    """A strip's tables, its frame as that of ``height`` rows, and the head of its only scan."""
    (frame,) = (s for s in strip if s.marker in (_SOF0, _SOF1))
    (scan,) = (s for s in strip if s.marker == _SOS)
    bits, rows, columns, parts = _FRAME.unpack_from(frame.body)
    if (columns, rows) != size or any(s.marker == _DRI for s in strip):
        raise ValueError
    whole = _FRAME.pack(bits, height, columns, parts) + frame.body[_FRAME.size :]
    tables = tuple(segment(s.marker, s.body) for s in strip if s.marker in (_DHT, _DQT))
    return tables, segment(frame.marker, whole), segment(scan.marker, scan.body)


def _blocks(frame: bytes, width: int, rows: int) -> int:
    """Coding units in a strip: it ends with a whole one. Raises ValueError."""
    sampling = frame[_FRAME.size + 1 :: 3] if frame[_FRAME.size - 1] > 1 else b"\x11"
    across, down = 8 * max(s >> 4 for s in sampling), 8 * max(s & 15 for s in sampling)
    if rows % down:
        raise ValueError
    return -(-width // across) * (rows // down)
