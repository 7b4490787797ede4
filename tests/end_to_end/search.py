"""Looking for a person's values in whatever a run left behind, by means of these tests' own."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pymupdf
import pypdfium2

_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def folded(text: str) -> str:
    """Without width, blanks, hyphens and case."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in plain if not c.isspace() and c not in "-‐–—_·")


def in_text(values: Iterable[str], text: str) -> list[str]:
    """Which values a reader finds in ``text``, however it is spaced."""
    view = folded(text)
    return [value for value in values if folded(value) in view]


def byte_forms(value: str) -> Iterator[bytes]:
    """The ways in which a value lies in a file."""
    for spelt in {value, value.lower(), value.upper(), value.translate(_FULL_WIDTH)}:
        wide = spelt.encode("utf-16-be")
        yield from (spelt.encode(), spelt.encode("gb18030"), wide, spelt.encode("utf-16-le"))
        yield from (h for h in (wide.hex().encode(), spelt.encode().hex().encode()))
        yield quote(spelt).encode()
        yield spelt.encode("unicode_escape")
        yield "".join(f"&#{ord(c)};" for c in spelt).encode()
        yield "".join(f"#{byte:02x}" for byte in spelt.encode()).encode()


def in_bytes(values: Iterable[str], data: bytes) -> list[str]:
    """Which values lie in ``data`` in any coding."""
    low = data.lower()
    return [v for v in values if any(f in data or f.lower() in low for f in byte_forms(v))]


def in_file(values: Sequence[str], path: Path) -> list[str]:
    """Which values a file or its name tells: raw, decoded, and as a reader sees its text."""
    data = path.read_bytes()
    found = in_text(values, path.name) + in_bytes(values, data)
    if path.suffix == ".pdf":
        found += in_pdf(values, path)
    elif path.suffix in (".json", ".html"):
        text = data.decode("utf-8")
        found += in_text(values, re.sub(r"data:image/jpeg;base64,[^\"]+", "", text))
        for picture in pictures_of(text):
            found += in_bytes(values, picture)
    return found


def in_pdf(values: Sequence[str], path: Path) -> list[str]:
    """Decoded objects and streams, and the text that two other libraries read."""
    found: list[str] = []
    with pikepdf.open(path) as pdf:
        for item in [*pdf.objects, pdf.trailer]:
            found += in_bytes(values, item.unparse(resolved=False))
            found += [v for s in _strings(item) for v in in_text(values, s)]
            if isinstance(item, pikepdf.Stream) and not _is_picture_or_font(item):
                found += in_bytes(values, item.read_bytes())
    return found + in_text(values, mupdf_text(path)) + in_text(values, pdfium_text(path))


def mupdf_text(path: Path) -> str:
    with pymupdf.open(path) as document:
        told = [page.get_text() for page in document]
        told += [str(v) for v in (document.metadata or {}).values()]
        told += [document.get_xml_metadata(), *(entry[1] for entry in document.get_toc())]
    return "\n".join(told)


def pdfium_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def pictures_of(html: str) -> list[bytes]:
    """The pictures inside a report."""
    found = re.findall(r"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", html)
    return [base64.b64decode(text) for text in found]


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _is_picture_or_font(stream: pikepdf.Stream) -> bool:
    """Chance bytes: a name of two characters would be found in them sooner or later."""
    return stream.get("/Subtype") in ("/Image", "/CIDFontType0C", "/OpenType") or (
        "/Length1" in stream
    )


def _strings(item: object, depth: int = 0) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for part in item:
            yield from _strings(part, depth + 1)
    elif isinstance(item, pikepdf.Dictionary):
        for key in item.keys():  # noqa: SIM118 - iterates over pikepdf's own type
            yield str(key)
            if key != "/Parent":
                yield from _strings(item[key], depth + 1)
