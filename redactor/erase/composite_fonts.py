"""Composite fonts cut down to the codes that are shown."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from redactor.erase.cmaps import CMap, cut_encoding, cut_to_unicode, parse_cmap
from redactor.erase.code_reader import CodeReader, any_codes, predefined_spaces, reader_of
from redactor.erase.content import key_of
from redactor.erase.cut import Keep
from redactor.erase.font_files import FontFile, ask, file_of
from redactor.erase.shown import Shown
from redactor.erase.text_maps import cmap_of, cut_text_map

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class CidFont:
    """A CIDFont and the CIDs that its composite fonts show; several may share it."""

    font: Object
    cids: set[int] = field(default_factory=set)
    known: bool = True


def cut_composite(
    pdf: Pdf, shown: Shown, files: dict[object, FontFile], children: dict[object, CidFont]
) -> None:
    """Cut what the PDF says of a font; note what it needs of its CIDFont and its program."""
    font = shown.font
    below = font.get("/DescendantFonts")
    child = below[0] if isinstance(below, Array) and len(below) else None
    if not isinstance(child, Dictionary):
        return
    noted = children.setdefault(key_of(child), CidFont(child))
    file = file_of(child.get("/FontDescriptor"), files)
    encoding = font.get("/Encoding")
    own = cmap_of(encoding) if isinstance(encoding, Stream) else None
    reader = _own_reader(own) if own else reader_of(str(encoding)[1:])
    if reader is None:
        _LOG.warning("font_not_cut: an encoding that is not known")
        leave(font, files, children)
        cut_text_map(pdf, font, any_codes(shown.strings))
        return
    codes = reader.codes(shown.strings)
    cids = set[int]().union(*(reader.cids(code) for code in codes))
    if file is not None:
        is_identity = isinstance(encoding, Name) and str(encoding).startswith("/Identity")
        texts = set[int]() if is_identity else _texts(font, codes)
        gids = _gids(child, cids)
        ask(file, Keep(frozenset(gids), frozenset(cids), texts=frozenset(texts)), simple=False)
    noted.cids |= cids
    cut_text_map(pdf, font, codes)
    if own is not None and isinstance(encoding, Stream):
        fresh = pdf.make_stream(cut_encoding(own, codes))
        for name, value in encoding.stream_dict.items():
            if name in ("/Type", "/CMapName", "/CIDSystemInfo", "/WMode"):
                fresh[name] = value
        if own.base:
            fresh["/UseCMap"] = Name(f"/{own.base}")
        font["/Encoding"] = fresh


def cut_cid_font(pdf: Pdf, child: Object, cids: set[int]) -> None:
    """Cut widths and the map to glyphs, when all fonts that share ``child`` are known."""
    _cut_cid_map(pdf, child, cids)
    for key, row in (("/W", 1), ("/W2", 3)):
        if isinstance(child.get(key), Array):
            child[key] = _cut_cid_widths(child[key], cids, row)


def _own_reader(cmap: CMap) -> CodeReader | None:
    if not cmap.base:
        spaces = tuple(cmap.spaces)
        if any(isinstance(entry.target, int) for entry in cmap.entries):
            return CodeReader(spaces, cmap.cids)
        # A map that says no CID is read as if codes were CIDs.
        return CodeReader(spaces, lambda code: cmap.cids(code) | {code})
    base = reader_of(cmap.base)
    if base is None:
        return None
    both = (*cmap.spaces, *predefined_spaces(cmap.base))
    return CodeReader(both, lambda code: cmap.cids(code) or base.cids(code))


def _texts(font: Object, codes: set[int]) -> set[int]:
    """What ``codes`` say: where a program has no map from CIDs, readers ask it for these."""
    stream = font.get("/ToUnicode")
    found: set[int] = set()
    if isinstance(stream, Stream):
        for entry in parse_cmap(cut_to_unicode(cmap_of(stream), codes)).entries:
            if isinstance(entry.target, bytes) and len(entry.target) == 2:
                found.add(int.from_bytes(entry.target))
    return found


def _gids(child: Object, cids: set[int]) -> set[int]:
    stream = child.get("/CIDToGIDMap")
    if not isinstance(stream, Stream):
        return cids
    data = stream.read_bytes()
    return {data[2 * c] << 8 | data[2 * c + 1] for c in cids if 2 * c + 1 < len(data)}


def _cut_cid_map(pdf: Pdf, child: Object, cids: set[int]) -> None:
    stream = child.get("/CIDToGIDMap")
    if not isinstance(stream, Stream):
        return
    old = stream.read_bytes()
    new = bytearray(min(len(old) // 2, max(cids, default=-1) + 1) * 2)
    for cid in cids:
        if 2 * cid + 1 < len(new):
            new[2 * cid : 2 * cid + 2] = old[2 * cid : 2 * cid + 2]
    child["/CIDToGIDMap"] = pdf.make_stream(bytes(new))


def _cut_cid_widths(old: Object, cids: set[int], row: int) -> Array:
    """``/W`` or ``/W2`` (``row`` numbers a CID) of ``cids`` alone."""
    kept: dict[int, list[Any]] = {}
    items, at = list(old), 0
    while at + 1 < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, Array):
            values = list(second)
            for i in range(len(values) // row):
                if first + i in cids:
                    kept[first + i] = values[i * row : (i + 1) * row]
            at += 2
        else:
            for cid in cids:
                if first <= cid <= int(second):
                    kept[cid] = items[at + 2 : at + 2 + row]
            at += 2 + row
    fresh = Array()
    for _, run in groupby(enumerate(sorted(kept)), lambda pair: pair[1] - pair[0]):
        members = [cid for _, cid in run]
        rows = [kept[cid] for cid in members]
        fresh.append(members[0])
        if len(members) > 1 and all(numbers == rows[0] for numbers in rows):
            fresh.append(members[-1])
            fresh.extend(rows[0])
        else:
            fresh.append(Array([number for numbers in rows for number in numbers]))
    return fresh


def leave(font: Object, files: dict[object, FontFile], children: dict[object, CidFont]) -> None:
    """What is shown in ``font`` is not known: its program and its CIDFont stay whole."""
    below = font.get("/DescendantFonts")
    for child in below if isinstance(below, Array) else ():
        children.setdefault(key_of(child), CidFont(child)).known = False
    for owner in (font, *(below if isinstance(below, Array) else ())):
        file = file_of(owner.get("/FontDescriptor"), files)
        if file is not None:
            file.unknown = True
