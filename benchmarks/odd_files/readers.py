"""Three readers that share nothing with the program's own: objects, drawn text, raw bytes."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

CLEAN, LEAK, COULD_NOT_LOOK = "clean", "leak", "could_not_look"
_STREAM = re.compile(rb"(?<![a-z])stream\r?\n")
_MOST = 64 << 20  # bytes that one stream may unpack to
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_FAULTS = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    pypdfium2.PdfiumError,
    OSError,
    ValueError,
    TypeError,
    RuntimeError,
)
_PICTURE_OR_FONT = ("/Image", "/CIDFontType0C", "/OpenType", "/Type1C")


def judge(path: Path, values: Sequence[str]) -> dict[str, str]:
    """What each reader says of a finished file, by the reader's name."""
    readers: dict[str, Callable[[Path, Sequence[str]], bool]] = {
        "objects": in_objects,
        "text": in_drawn_text,
        "bytes": in_bytes,
    }
    return {name: _verdict(reader, path, values) for name, reader in readers.items()}


def _verdict(
    reader: Callable[[Path, Sequence[str]], bool], path: Path, values: Sequence[str]
) -> str:
    try:
        return LEAK if reader(path, values) else CLEAN
    except _FAULTS:
        return COULD_NOT_LOOK


def in_objects(path: Path, values: Sequence[str]) -> bool:
    """Whether a string, name or decoded stream of any object holds a value (qpdf's reading)."""
    with pikepdf.open(path) as pdf:
        for item in [*pdf.objects, pdf.trailer]:
            if any(in_words(text, values) for text in _strings(item)):
                return True
            if isinstance(item, pikepdf.Stream) and not _is_binary(item):
                try:
                    data = item.read_bytes()
                except pikepdf.PdfError:
                    data = item.read_raw_bytes()
                if holds(data, values):
                    return True
    return False


def _is_binary(stream: pikepdf.Stream) -> bool:
    """Pictures and fonts hold chance bytes; those of short values turn up in them."""
    return str(stream.get("/Subtype")) in _PICTURE_OR_FONT or "/Length1" in stream


def _strings(item: object, depth: int = 0) -> Iterator[str]:
    if depth > 40:
        return
    if isinstance(item, (pikepdf.String, pikepdf.Name)):
        try:
            yield str(item)
        except UnicodeDecodeError:  # a name of other bytes, which its written form escapes
            escaped = re.sub(rb"#([0-9a-fA-F]{2})", _unescaped, item.unparse())
            yield escaped.decode("gb18030", errors="replace")
    elif isinstance(item, pikepdf.Array):
        for part in item:
            if not getattr(part, "is_indirect", False):
                yield from _strings(part, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in item.items():
            yield str(key)
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, depth + 1)


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def in_drawn_text(path: Path, values: Sequence[str]) -> bool:
    """Whether PDFium extracts a value from a page, hidden text included, or a bookmark."""
    return in_words(drawn_text(path), values)


def drawn_text(path: Path) -> str:
    """The text of every page and bookmark, as PDFium gives it."""
    document = pypdfium2.PdfDocument(path)
    try:
        told = [mark.get_title() for mark in document.get_toc()]
        for page in document:
            text = page.get_textpage()
            told.append(text.get_text_range())
            text.close()
            page.close()
    finally:
        document.close()
    return "\n".join(told)


def has_pictures(path: Path) -> bool:
    """Whether a page draws an embedded picture, by PDFium's list of what it draws."""
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            if any(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=8)):
                return True
    finally:
        document.close()
    return False


def opens(path: Path) -> bool:
    """Whether qpdf and PDFium both open the file without a password and see a page in it."""
    try:
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
        document = pypdfium2.PdfDocument(path)
        try:
            return pages > 0 and len(document) > 0 and bool(document[0].get_size()[0])
        finally:
            document.close()
    except _FAULTS:
        return False


def in_bytes(path: Path, values: Sequence[str]) -> bool:
    """Whether a value lies in the bytes of the file, or of what any of its streams unpacks to."""
    data = path.read_bytes()
    return holds(data, values) or any(holds(body, values) for body in _unpacked(data))


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Every stream as far as it unpacks, without trusting any table of the file."""
    for match in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], _MOST)
        except zlib.error:
            continue  # not deflated: its bytes are searched as they are


def holds(data: bytes, values: Sequence[str]) -> bool:
    """Whether bytes hold a value in a coding that PDFs use, or in hexadecimal digits."""
    low = data.lower()
    unhexed = b"\n".join(_unhexed(m.group(1)) for m in _HEX.finditer(data)).lower()
    for value in values:
        for coding in ("utf-8", "gb18030", "utf-16-be", "utf-16-le"):
            form = value.encode(coding)
            whole = value.isascii() and b"\0" not in form
            if _is_in(form.lower(), low, whole) or _is_in(form.lower(), unhexed, whole):
                return True
            if form.hex().encode() in low:
                return True
    return False


def _unhexed(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex(plain[: len(plain) // 2 * 2].decode("ascii"))


def _is_in(form: bytes, data: bytes, whole: bool) -> bool:
    """Whether the form stands there; ``whole``: not as a part of a longer word."""
    at = data.find(form)
    while at >= 0:
        beside = data[max(0, at - 1) : at] + data[at + len(form) : at + len(form) + 1]
        if not (whole and _has_letter(beside)):
            return True
        at = data.find(form, at + 1)
    return False


def _has_letter(beside: bytes) -> bool:
    return any(chr(byte).isascii() and chr(byte).isalnum() for byte in beside)


def in_words(text: str, values: Sequence[str]) -> bool:
    """Whether text holds a value, however it is spaced; a Latin one as whole words."""
    plain = unicodedata.normalize("NFKC", text).lower()
    dense = "".join(plain.split())
    for value in values:
        wanted = value.lower()
        if wanted.isascii() and wanted.replace(" ", "").isalpha():
            words = r"\s+".join(map(re.escape, wanted.split()))
            if re.search(rf"(?<![a-z0-9]){words}(?![a-z0-9])", plain):
                return True
        elif "".join(wanted.split()) in dense:
            return True
    return False
