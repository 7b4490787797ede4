"""Simple and Type 3 fonts cut down to the codes that are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from fontTools.agl import UV2AGL, toUnicode
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from redactor.erase.content import parse
from redactor.erase.cut import Keep, Wish, standard_name
from redactor.erase.font_files import FontFile, ask, file_of
from redactor.erase.shown import Shown, names_shown
from redactor.erase.text_maps import cut_text_map

# Names of numbered glyphs (17, a17, cid17), from which readers take the code; the shortest say
# nobody's name.
_USUAL = re.compile(
    r"\.notdef|[A-Za-z0-9]{1,2}|[A-Za-z]{0,3}\d{1,5}|(?:cid|glyph|index|char)[._:-]?\d{1,5}"
)
_SPARE = "shape.x"  # no reader takes it for a character
_SYMBOLIC = 4  # of a descriptor's flags
_CODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_NAMED_RESOURCES = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "sh": "/Shading",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}


def cut_simple(pdf: Pdf, shown: Shown, files: dict[object, FontFile]) -> None:
    """Cut what the PDF says of a font, and note what it needs of its program."""
    font, codes = shown.font, shown.codes
    descriptor = font.get("/FontDescriptor")
    file = file_of(descriptor, files)
    names = names_shown(font, codes)
    if file is not None:
        base = _base_names(font, codes)
        wishes = frozenset(Wish(c, names.get(c, base.get(c))) for c in codes)
        flags = int(descriptor.get("/Flags", 0)) if isinstance(descriptor, Dictionary) else 0
        ask(file, Keep(wishes=wishes, symbolic=bool(flags & _SYMBOLIC)), simple=True)
    if font.get("/Subtype") == Name.Type3:
        _cut_procedures(font, set(names.values()))
        names = _with_plain_names(font, names)
    _cut_differences(font, names)
    _cut_widths(font, codes, embedded=file is not None)
    cut_text_map(pdf, font, codes)


def _base_names(font: Object, codes: Iterable[int]) -> dict[int, str]:
    """Names of ``codes`` by the encoding that the PDF names; none where it names none."""
    encoding = font.get("/Encoding")
    if isinstance(encoding, Dictionary):
        encoding = encoding.get("/BaseEncoding")
    if encoding == Name.StandardEncoding:
        return {code: standard_name(code) for code in codes}
    coding = _CODINGS.get(str(encoding)) if isinstance(encoding, Name) else None
    if coding is None:
        return {}
    # cp1252 has holes where the PDF encoding has bullets.
    texts = {code: bytes([code]).decode(coding, "replace") for code in codes}
    names = {code: UV2AGL.get(ord(text), "bullet") for code, text in texts.items()}
    plain = {"nbspace": "space", "uni00A0": "space", "softhyphen": "hyphen", "uni00AD": "hyphen"}
    return {code: plain.get(name, name) for code, name in names.items()}


def _cut_differences(font: Object, names: dict[int, str]) -> None:
    encoding = font.get("/Encoding")
    if not isinstance(encoding, Dictionary) or "/Differences" not in encoding:
        return
    items: list[Any] = []
    for code in sorted(names):
        if code - 1 not in names:
            items.append(code)
        items.append(Name(f"/{names[code]}"))
    fresh = Dictionary()
    for key, value in encoding.items():
        fresh[key] = value
    fresh["/Differences"] = Array(items)
    font["/Encoding"] = fresh  # the old one may be another font's too


def _cut_widths(font: Object, codes: set[int], *, embedded: bool) -> None:
    widths, first = font.get("/Widths"), font.get("/FirstChar", 0)
    if not isinstance(widths, Array) or not isinstance(first, int):
        return
    old: dict[int, Any] = {first + i: width for i, width in enumerate(widths)}
    kept = {code: old[code] for code in codes if code in old}
    if not embedded and len(set(kept.values())) == 1 and len(set(old.values())) > 1:
        # PDFium takes a font for a typewriter's when all widths are one, and picks its face so.
        spare = next(code for code in range(256) if code not in codes)
        kept[spare] = int(next(iter(kept.values()))) + 1
    low, high = (min(kept), max(kept)) if kept else (0, 0)
    font["/FirstChar"], font["/LastChar"] = low, high
    font["/Widths"] = Array([kept.get(code, 0) for code in range(low, high + 1)])


def _with_plain_names(font: Object, names: dict[int, str]) -> dict[int, str]:
    """A Type 3 font's own names are its maker's: those that spell no character go."""
    odd = sorted({n for n in names.values() if not _USUAL.fullmatch(n) and not toUnicode(n)})
    new = {name: f"{_SPARE}{number}" for number, name in enumerate(odd, 1)}
    procedures = font.get("/CharProcs")
    if isinstance(procedures, Dictionary):
        for old, name in new.items():
            if f"/{old}" in procedures:
                procedures[f"/{name}"] = procedures[f"/{old}"]
                del procedures[f"/{old}"]
    return {code: new.get(name, name) for code, name in names.items()}


def _cut_procedures(font: Object, names: set[str]) -> None:
    """Of a Type 3 font: glyph procedures, and the resources that only dropped ones draw with."""
    procedures = font.get("/CharProcs")
    if not isinstance(procedures, Dictionary):
        return
    fresh, used = Dictionary(), set[tuple[str, str]]()
    for name, glyph in procedures.items():
        if name[1:] not in names:
            continue
        fresh[name] = glyph
        for op in parse(glyph) if isinstance(glyph, Stream) else ():
            if op.name in _NAMED_RESOURCES and op.operands:
                used |= {(_NAMED_RESOURCES[op.name], str(o)) for o in op.operands}
    font["/CharProcs"] = fresh
    resources = font.get("/Resources")
    for kind in set(_NAMED_RESOURCES.values()):
        table = resources.get(kind) if isinstance(resources, Dictionary) else None
        if not isinstance(table, Dictionary):
            continue
        for name in list(table.keys()):
            if (kind, name) not in used and not name.startswith("/Default"):
                del table[name]
