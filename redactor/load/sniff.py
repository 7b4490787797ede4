"""What a file is, told from its bytes: names and suffixes of uploads are not to be believed."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from redactor.errors import InputError

_HEAD_BYTES = 1024  # readers accept %PDF anywhere in the first kilobyte


class SourceKind(StrEnum):
    """Formats that can be read."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    BMP = "bmp"
    WEBP = "webp"


_CONVERT = "save it as PDF and upload it again"
_REFUSALS = {
    "empty": "the file is empty; upload it again",
    "word": f"this is a Word document; {_CONVERT}",
    "office": f"this is an office document; {_CONVERT}",
    "ofd": f"this is an OFD document; {_CONVERT}",
    "archive": "this is an archive; unpack it and upload the files in it",
    "heic": "this is a HEIC or AVIF picture; save it as JPEG and upload it again",
    "gif": "this is a GIF picture; save it as PNG and upload it again",
    "postscript": f"this is PostScript; {_CONVERT}",
    "caj": f"this is a CAJ document; {_CONVERT}",
    "unknown": "this is neither a PDF nor a picture that can be read; save it as PDF",
}
_MAGIC: tuple[tuple[int, bytes, SourceKind | str], ...] = (
    (0, b"%PDF-", SourceKind.PDF),
    (0, b"\xff\xd8\xff", SourceKind.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", SourceKind.PNG),
    (0, b"II*\x00", SourceKind.TIFF),
    (0, b"MM\x00*", SourceKind.TIFF),
    (0, b"II+\x00", SourceKind.TIFF),
    (0, b"MM\x00+", SourceKind.TIFF),
    (0, b"{\\rtf", "word"),
    (0, b"Rar!\x1a\x07", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"\x1f\x8b", "archive"),
    (257, b"ustar", "archive"),
    (0, b"GIF8", "gif"),
    (0, b"%!PS", "postscript"),
    (0, b"\xc5\xd0\xd3\xc6", "postscript"),
    (0, b"CAJ", "caj"),
    (0, b"HN\x00\x00", "caj"),
    (0, b"KDH", "caj"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


def sniff(path: Path) -> SourceKind:
    """The format of a file; InputError with what it is instead and what to do."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES + 8)
    found = _by_magic(head, path)
    if isinstance(found, SourceKind):
        return found
    raise refusal(found)


def refusal(code: str) -> InputError:
    """The error for a file that cannot be taken, by its fixed word."""
    return InputError(_REFUSALS[code], code=code)


def is_zip(path: Path) -> bool:
    """Whether the file begins as a zip does."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _by_magic(head: bytes, path: Path) -> SourceKind | str:
    if not head:
        return "empty"
    for offset, magic, found in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return SourceKind.WEBP
    # "BM" alone is a word's beginning; the header size that follows is one of a few numbers.
    if head[:2] == b"BM" and head[14:18] in _BMP_HEADERS:
        return SourceKind.BMP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "heic"
    if head[:4] == b"PK\x03\x04":
        return _zip_kind(path)
    if head[:4] == b"PK\x05\x06":
        return "archive"
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _ole_kind(path)
    # Only now: a stored zip member or a picture may carry "%PDF" in its first kilobyte.
    return SourceKind.PDF if b"%PDF-" in head[: _HEAD_BYTES + 5] else "unknown"


_BMP_HEADERS = tuple(n.to_bytes(4, "little") for n in (12, 16, 40, 52, 56, 64, 108, 124))


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "archive"
    if "OFD.xml" in names:
        return "ofd"
    if any(n.startswith("word/") for n in names):
        return "word"
    if names & {"[Content_Types].xml", "mimetype", "content.xml"}:
        return "office"
    return "archive"


def _ole_kind(path: Path) -> str:
    """Old Office files name their streams in UTF-16 in a directory at any place."""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if "WordDocument".encode("utf-16-le") in block:
                return "word"
    return "office"
