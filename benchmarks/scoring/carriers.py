"""Own values anywhere in a finished PDF but on its pages: metadata, objects, old revisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pymupdf

from benchmarks.scoring.pages import PageImage, open_everything_shown
from benchmarks.truth import Item, Quad

_SKIPPED = re.compile(r"/Subtype\s*/Image|/Length1\b|/FontFile|/Type1C|/CIDFontType0C|/OpenType")


def squeezed(text: str) -> str:
    """Text for comparing: no white space, small letters."""
    return "".join(text.split()).lower()


def own_values(items: Iterable[Item]) -> tuple[str, ...]:
    """The applicant's own values: every text that must go, longest first."""
    values = {squeezed(i.text) for i in items if i.expected == "redact" and i.inked}
    return tuple(sorted(values, key=lambda v: (-len(v), v)))


def carriers(data: bytes, values: Sequence[str]) -> tuple[str, ...]:
    """Fixed words for where an own value was found outside the pages' text; no values.

    ``metadata``, ``outline``, ``annotation``, ``attachment``, ``object``, ``stream``,
    ``earlier_revision``.
    """
    found = {word for word, text in _strings(data) if _holds(text, values)}
    with open_everything_shown(data) as document:
        found |= {word for word, raw in _objects(document) if _holds_bytes(raw, values)}
    if _earlier_revision_holds(data, values):
        found.add("earlier_revision")
    return tuple(sorted(found))


def picture_digests(data: bytes, places: Mapping[int, Sequence[Quad]]) -> frozenset[bytes]:
    """Digests of the embedded pictures that lie under the given places (page → quads)."""
    digests = set()
    with open_everything_shown(data) as document:
        for number, quads in places.items():
            for info in document[number - 1].get_image_info(hashes=True):
                x0, y0, x1, y1 = info["bbox"]
                middles = ((sum(p[0] for p in q) / 4, sum(p[1] for p in q) / 4) for q in quads)
                if any(x0 <= x <= x1 and y0 <= y <= y1 for x, y in middles):
                    digests.add(bytes(info["digest"]))
    return frozenset(digests)


def holds_picture(data: bytes, digests: frozenset[bytes]) -> bool:
    """Whether any object of the file, placed or not, still is one of these pictures."""
    with open_everything_shown(data) as document:
        for xref in range(1, document.xref_length()):
            subtype = document.xref_get_key(xref, "Subtype")[1]
            if subtype == "/Image" and bytes(pymupdf.Pixmap(document, xref).digest) in digests:
                return True
    return False


def _holds(text: str, values: Sequence[str]) -> bool:
    folded = squeezed(text)
    return any(value in folded for value in values)


def _holds_bytes(raw: bytes, values: Sequence[str]) -> bool:
    """Search bytes for a value as UTF-8, UTF-16, GBK, or UTF-16 in hexadecimal."""
    low = raw.lower()
    for value in values:
        wide = value.encode("utf-16-be")
        forms = (value.encode(), value.encode("gb18030"), wide.hex().encode())
        if any(form in low for form in forms) or wide in raw:
            return True
    return False


def _strings(data: bytes) -> Iterator[tuple[str, str]]:
    with open_everything_shown(data) as document:
        for value in (document.metadata or {}).values():
            yield "metadata", str(value or "")
        yield "metadata", document.get_xml_metadata()
        for entry in document.get_toc():
            yield "outline", str(entry[1])
        for name in document.embfile_names():
            yield "attachment", name + str(document.embfile_info(name))
            yield "attachment", document.embfile_get(name).decode("utf-8", "replace")
        for page in document:
            for note in page.annots():
                yield "annotation", " ".join(str(v) for v in note.info.values())
            for field in page.widgets():
                yield "annotation", f"{field.field_name} {field.field_value} {field.field_label}"


def _objects(document: pymupdf.Document) -> Iterator[tuple[str, bytes]]:
    """Every object and decoded stream but pictures and font programs (random bytes)."""
    for xref in range(1, document.xref_length()):
        text = document.xref_object(xref, compressed=True)
        yield "object", text.encode("utf-8", "surrogateescape")
        if document.xref_is_stream(xref) and not _SKIPPED.search(text):
            yield "stream", document.xref_stream(xref) or b""


def _earlier_revision_holds(data: bytes, values: Sequence[str]) -> bool:
    """Whether the file cut off at an earlier end mark is a PDF that shows an own value."""
    ends = [match.end() for match in re.finditer(rb"%%EOF", data)]
    for end in ends[:-1]:
        try:
            with pymupdf.open(stream=data[:end], filetype="pdf") as document:
                if any(_holds(page.get_text(), values) for page in document):
                    return True
        except (pymupdf.FileDataError, pymupdf.EmptyFileError, RuntimeError):
            continue  # a linearised file's first part is no file of its own
    return False


def stray_text(page: PageImage, values: Sequence[str], spared: Sequence[Quad]) -> int:
    """How many own values the page's text layer holds where none may stand.

    ``spared`` are the places of labelled text that is to stay or to be asked about (王伟民
    holds 王伟): a value of which at least half lies there is no leak.
    """
    chars = [c for c in page.chars if c.text.strip()]
    text = "".join(c.text.lower() for c in chars)
    if len(text) != len(chars):  # a character whose small form is longer
        text = "".join(c.text for c in chars)
    count = 0
    for value in values:
        start = text.find(value)
        while start >= 0:
            run = chars[start : start + len(value)]
            held = sum(any(_inside(c.x, (c.y0 + c.y1) / 2, q) for q in spared) for c in run)
            count += held * 2 < len(run)
            start = text.find(value, start + 1)
    return count


def _inside(x: float, y: float, quad: Quad) -> bool:
    """Within the upright box of a quad, with the side bearings of its character."""
    xs, ys = [p[0] for p in quad], [p[1] for p in quad]
    reach = max(max(xs) - min(xs), max(ys) - min(ys)) * 0.35 + 0.5
    return min(xs) - reach <= x <= max(xs) + reach and min(ys) - reach <= y <= max(ys) + reach
