"""Fonts without names and texts of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Stream

from redactor.erase.content import keep, key_of

_FONT = frozenset(
    "/Type /Subtype /BaseFont /FirstChar /LastChar /Widths /FontDescriptor /Encoding /ToUnicode "
    "/DescendantFonts /CIDSystemInfo /DW /W /DW2 /W2 /CIDToGIDMap /FontBBox /FontMatrix "
    "/CharProcs /Resources".split()
)
_DESCRIPTOR = frozenset(
    "/Type /FontName /FontStretch /FontWeight /Flags /FontBBox /ItalicAngle /Ascent /Descent "
    "/Leading /CapHeight /XHeight /StemV /StemH /AvgWidth /MaxWidth /MissingWidth /FontFile "
    "/FontFile2 /FontFile3 /Style".split()
)
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_FILE = frozenset("/Length /Filter /DecodeParms /Length1 /Length2 /Length3 /Subtype".split())
# A font that is not embedded is found by its name, so the name is needed to look the same.
_ASCII = re.compile(r"[A-Za-z0-9+,_ .#*()-]{1,63}")
_HAN_FACES = re.compile(
    "宋|黑|楷|仿|隶|圆|魏|行书|姚体|琥珀|彩云|新魏|雅黑|等线|细明|明體|標楷|明朝|ゴシック|Noto|思源"
)
_COMMENT = re.compile(rb"^[ \t]*%[^\r\n]*(?:\r\n|\r|\n)", re.M)


@dataclass(slots=True)
class FontCleaner:
    """Cleans a document's fonts; embedded ones get neutral names, numbered as they come."""

    _names: dict[object, Name] = field(default_factory=dict)

    def clean(self, font: Object) -> None:
        """Keep what draws; name the font neutrally where its name is not what finds it."""
        keep(font, _FONT)
        if font.get("/Subtype") == Name.Type3:
            # Drawn by its procedures alone: no name finds it.
            for key in ("/BaseFont", "/FontDescriptor"):
                if key in font:
                    del font[key]
        children = font.get("/DescendantFonts")
        fonts = [font, *(children if isinstance(children, Array) else ())]
        descriptors = [d for f in fonts if isinstance(d := f.get("/FontDescriptor"), Dictionary)]
        embedded = any([_clean_descriptor(d) for d in descriptors])
        # A font and its descendant say one name, so both ask under their descriptor.
        new = self._neutral(descriptors[-1]) if embedded else None
        for child in fonts:
            keep(child, _FONT)
            _rename(child, "/BaseFont", new)
        for descriptor in descriptors:
            _rename(descriptor, "/FontName", new)
        for key in ("/ToUnicode", "/Encoding"):
            _clean_cmap(font.get(key))

    def _neutral(self, descriptor: Object) -> Name:
        key = key_of(descriptor)
        if key not in self._names:
            number = len(self._names) + 1
            tag, left = "", number
            for _ in range(6):
                tag, left = chr(ord("A") + left % 26) + tag, left // 26
            self._names[key] = Name(f"/{tag}+F{number}")
        return self._names[key]


def _clean_descriptor(descriptor: Object) -> bool:
    """Clean a descriptor; whether it brings a font file."""
    keep(descriptor, _DESCRIPTOR)
    found = False
    for key in _FILES:
        file = descriptor.get(key)
        if isinstance(file, Stream):
            found = True
            keep(file, _FILE)
    return found


def _rename(holder: Object, key: str, new: Name | None) -> None:
    name = holder.get(key)
    if not isinstance(name, Name):
        if name is not None:
            del holder[key]
        return
    text = _decoded(name)
    if new is not None:
        holder[key] = new
    elif not (_ASCII.fullmatch(text) or _HAN_FACES.search(text)):
        holder[key] = Name("/SimSun")


def _decoded(name: Name) -> str:
    """A font's name as text; Chinese programs write GBK bytes."""
    raw = str(name)[1:]
    data = raw.encode("utf-8", "surrogateescape")
    for coding in ("utf-8", "gb18030"):
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    return raw


def _clean_cmap(stream: Object | None) -> None:
    """Character maps are PostScript: their comment lines and entries of other kinds go."""
    if not isinstance(stream, Stream):
        return
    keep(
        stream,
        frozenset(
            (
                "/Type",
                "/CMapName",
                "/CIDSystemInfo",
                "/WMode",
                "/UseCMap",
                "/Length",
                "/Filter",
                "/DecodeParms",
            )
        ),
    )
    data = stream.read_bytes()
    bare = _COMMENT.sub(b"", data)
    if bare != data:
        stream.write(bare)
