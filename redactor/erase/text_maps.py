"""Character maps as PDF objects."""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import Name, Object, Pdf, Stream

from redactor.erase.cmaps import CMap, cut_to_unicode, parse_cmap, predefined
from redactor.erase.faults import EraseError

_MOST_BYTES = 4_000_000  # all of a font's 65,536 codes, spelt out one by one, take 1.2 million


def cut_text_map(pdf: Pdf, font: Object, codes: Iterable[int]) -> None:
    """``font``'s ``/ToUnicode`` knows ``codes`` alone; the old one may be another font's too."""
    stream = font.get("/ToUnicode")
    if isinstance(stream, Stream):
        fresh = cut_to_unicode(cmap_of(stream), set(codes))
        font["/ToUnicode"] = pdf.make_stream(fresh)


def cmap_of(stream: Object, depth: int = 0) -> CMap:
    """The map in a stream, with those it builds on. Raises EraseError for one without measure."""
    data, base = stream.read_bytes(), stream.get("/UseCMap")
    if len(data) > _MOST_BYTES:
        raise EraseError("a font's character map is out of all proportion")
    cmap = parse_cmap(data)
    if isinstance(base, Stream) and depth < 8:
        below = cmap_of(base, depth + 1)
        cmap.spaces = below.spaces + cmap.spaces
        cmap.entries = below.entries + cmap.entries
        cmap.base = below.base
    elif isinstance(base, Name):
        cmap.base = predefined(str(base)[1:])
    if stream.get("/WMode") == 1:
        cmap.vertical = True
    return cmap
