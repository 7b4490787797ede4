"""The size that a PDF tells of its JPEG pictures, which may be another than they have.

PDFium draws all of such a picture, squeezed into its place; MuPDF cuts it off at the size that is
told, or shears it. What one reader shows, all must show: else nobody has looked at it.
"""

from __future__ import annotations

import contextlib
import re
import zlib

import pymupdf

# SOF 0-15 but for the codes of DHT, JPG and DAC, which lie between them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_FLATE, _JPEG = "/FlateDecode", "/DCTDecode"
_NAME = re.compile(r"/\w+")
_HEAD = 1 << 20  # bytes in which a frame begins, behind profiles and thumbnails


def set_picture_size_right(document: pymupdf.Document, xref: int) -> None:
    """Let the picture ``xref`` of the opened ``document`` tell its own size, where it is a JPEG."""
    filters = _NAME.findall(document.xref_get_key(xref, "Filter")[1])
    if filters[-1:] != [_JPEG] or filters[:-1] not in ([], [_FLATE]):
        return
    data = document.xref_stream_raw(xref)
    if filters[:-1]:
        with contextlib.suppress(zlib.error):
            data = zlib.decompressobj().decompress(data, _HEAD)
    for key, pixels in zip(("Width", "Height"), size_of_jpeg(data) or (), strict=False):
        if document.xref_get_key(xref, key) != ("int", str(pixels)):
            document.xref_set_key(xref, key, str(pixels))


def size_of_jpeg(data: bytes) -> tuple[int, int] | None:
    """Width and height by the first frame; None without one, or where its end tells the height."""
    at = data.find(b"\xff\xd8\xff") + 2
    while 2 <= at <= len(data) - 9:
        code = data[at + 1]
        if data[at] != 0xFF or code in (0x00, 0xFF):
            at += 1
        elif code in _FRAMES:
            height, width = (int.from_bytes(data[at + i : at + i + 2]) for i in (5, 7))
            return (width, height) if width and height else None
        else:
            at += 2 if code in _ALONE else 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
