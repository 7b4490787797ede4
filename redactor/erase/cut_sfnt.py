"""TrueType and OpenType programs without the glyphs nobody shows.

Glyph ids do not change: the page, ``/CIDToGIDMap`` and composite glyphs refer to them, and what
stays is the same to the byte. A glyph that goes leaves an empty slot. How many there are may be
seen, but not which characters: a program's ids are its own, and everything that names one
(cmap, post, layout tables, metrics) forgets it.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Iterable

from fontTools.ttLib import newTable
from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from redactor.erase.cut import Keep, UncutError, code_point
from redactor.erase.cut_cff import cut_cff

# All a reader draws with. Bitmap strikes, layout, kerning and device metrics hold glyphs or
# their names too, and no reader uses them for embedded fonts; names may say anything.
_TABLES = frozenset(
    ("head", "hhea", "hmtx", "maxp", "glyf", "loca", "cvt ", "fpgm", "prep", "gasp")
    + ("vhea", "vmtx", "cmap", "post", "OS/2", "CFF ")
)
_OS2_LENGTHS = {0: 78, 1: 86, 5: 100}  # by version; 2 to 4: 96 bytes
_MORE, _SCALE, _XY_SCALE, _TWO_BY_TWO, _WORDS = 0x20, 0x08, 0x40, 0x80, 0x01
_SYMBOL_PAGES = (0x0000, 0xF000, 0xF100, 0xF200)
_MAC_GLYPHS = 258  # standard names of a post table
Tables = dict[str, bytes]


def cut_sfnt(data: bytes, keep: Keep, kinds: Collection[bool]) -> bytes:
    """The program ``data`` with the glyphs that ``keep`` means, under their old glyph ids.

    ``kinds`` says whether the fonts that use it are simple ones (True), composite ones, or both.
    Raises UncutError when it cannot be done.
    """
    try:
        version, tables, sums = _tables(data)
        count = struct.unpack_from(">H", tables["maxp"], 4)[0]
        cmap = _Cmap(tables.get("cmap"), count, needed=True in kinds)
        gids = {0} | {g for g in keep.gids if g < count} | _looked_up(keep, cmap, tables)
        kept = dict(tables)
        if "CFF " in tables:
            of_name = Keep(frozenset(gids), keep.cids, keep.wishes)
            kept["CFF "] = cut_cff(tables["CFF "], of_name, kinds, retain=True)
            # Metrics of glyphs that CFF alone finds are not read: widths are the PDF's.
        else:
            kept["glyf"], kept["loca"], gids = _outlines(tables, gids, count)
        kept |= _metrics(tables, gids)
        kept |= {"cmap": cmap.cut(gids)} if cmap.found else {}
        kept |= _described(tables, gids, named=True in kinds)
        if "cmap" in kept and not cmap.found:
            del kept["cmap"]
    except (KeyError, IndexError, struct.error, AssertionError, TypeError) as error:
        raise UncutError("a TrueType program is damaged") from error
    return _written(version, kept, {t: s for t, s in sums.items() if kept.get(t) == tables[t]})


def _tables(data: bytes) -> tuple[bytes, Tables, dict[str, int]]:
    """The tables that draw, and their checksums as written: FreeType knows fonts by them."""
    tables: Tables = {}
    sums: dict[str, int] = {}
    for i in range(struct.unpack_from(">H", data, 4)[0]):
        raw, checksum, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
        tag = raw.decode("latin-1")
        if tag in _TABLES and tag not in tables:
            table = data[start : start + length]
            tables[tag] = table[: _own_length(tag, table)]
            if len(tables[tag]) == length:
                sums[tag] = checksum
    if "glyf" in tables and data[:4] != b"OTTO":
        for unread in (tables, sums):
            unread.pop("CFF ", None)
    return data[:4], tables, sums


def _own_length(tag: str, data: bytes) -> int:
    """How long a table is by what it says itself; bytes behind that are nobody's."""
    match tag:
        case "head":
            return 54
        case "hhea" | "vhea":
            return 36
        case "maxp":
            return 6 if data[:4] == b"\0\0\x50\0" else 32
        case "OS/2":
            return _OS2_LENGTHS.get(int.from_bytes(data[:2]), 96)
        case "gasp":
            length = 4 + 4 * int.from_bytes(data[2:4])
            return length if length <= len(data) else 0
    return len(data)


def _looked_up(keep: Keep, cmap: _Cmap, tables: Tables) -> set[int]:
    """Glyphs that readers find by code, name or character; more ways than one are in use."""
    found = set[int]().union(*(cmap.of_text(point) for point in keep.texts))
    names = _post_names(tables.get("post", b"")) if keep.wishes else {}
    for wish in keep.wishes:
        named: set[int] = set()
        if wish.name is not None:
            point = code_point(wish.name)
            named |= names.get(wish.name, set()) | (cmap.of_text(point) if point else set())
        found |= named | cmap.of_code(wish.code, anywhere=keep.symbolic or not named)
        if not cmap.found:
            found.add(wish.code)
    return found


class _Cmap:
    """A cmap table by way of fontTools, which asks for names: here those say the glyph id."""

    def __init__(self, data: bytes | None, count: int, *, needed: bool) -> None:
        self.count, self.found = count, False
        self.subtables: list[CmapSubtable] = []
        if data is None:
            return
        try:
            table = newTable("cmap")
            table.decompile(data, self)
            # Variation sequences, and formats nobody knows, draw nothing in a PDF.
            table.tables = [t for t in table.tables if t.format in (0, 2, 4, 6, 10, 12, 13)]
            for subtable in table.tables:
                assert subtable.cmap is not None  # read late
            self.table, self.subtables, self.found = table, table.tables, True
        except Exception as error:  # fontTools raises whatever damage leads to
            # A composite font is drawn without it.
            if needed:
                raise UncutError("a cmap table cannot be read") from error

    # What fontTools asks of a font.
    lazy = True

    def getGlyphName(self, gid: int) -> str:  # noqa: N802
        return f"g{gid}"

    def getGlyphNameMany(self, gids: Iterable[int]) -> list[str]:  # noqa: N802
        return [f"g{gid}" for gid in gids]

    def getGlyphID(self, name: str) -> int:  # noqa: N802
        return int(name[1:])

    def getGlyphIDMany(self, names: Iterable[str]) -> list[int]:  # noqa: N802
        return [int(name[1:]) for name in names]

    def getGlyphOrder(self) -> list[str]:  # noqa: N802
        return [f"g{gid}" for gid in range(self.count)]

    def getReverseGlyphMap(self, rebuild: bool = False) -> dict[str, int]:  # noqa: N802
        return {f"g{gid}": gid for gid in range(self.count)}

    def of_text(self, point: int) -> set[int]:
        found = set()
        for subtable in self.subtables:
            code: int | None = point
            if subtable.platformID == 1:
                code = _mac_code(point)
            if code in subtable.cmap:
                found.add(int(subtable.cmap[code][1:]))
        return found

    def of_code(self, code: int, *, anywhere: bool) -> set[int]:
        found = set()
        for subtable in self.subtables:
            if anywhere or (subtable.platformID, subtable.platEncID) == (3, 0):
                for page in _SYMBOL_PAGES:
                    if page + code in subtable.cmap:
                        found.add(int(subtable.cmap[page + code][1:]))
        return found

    def cut(self, gids: set[int]) -> bytes:
        """The table without other glyphs; subtables stay, for readers choose by what there is."""
        for subtable in self.subtables:
            subtable.cmap = {c: n for c, n in subtable.cmap.items() if int(n[1:]) in gids}
        try:
            return bytes(self.table.compile(self))
        except Exception as error:  # as above
            raise UncutError("a cmap table cannot be written") from error


def _mac_code(point: int) -> int | None:
    try:
        return chr(point).encode("mac_roman")[0]
    except UnicodeEncodeError:
        return None


def _outlines(tables: Tables, gids: set[int], count: int) -> tuple[bytes, bytes, set[int]]:
    """``glyf`` and ``loca`` with empty slots, and ``gids`` with the parts of composite glyphs."""
    glyf, is_long = tables["glyf"], struct.unpack_from(">h", tables["head"], 50)[0] != 0
    raw = tables["loca"]
    if is_long:
        edges = [v for (v,) in struct.iter_unpack(">L", raw[: len(raw) // 4 * 4])]
    else:
        edges = [2 * v for (v,) in struct.iter_unpack(">H", raw[: len(raw) // 2 * 2])]
    count = min(count, len(edges) - 1)

    def glyph(gid: int) -> bytes:
        start, end = edges[gid], edges[gid + 1]
        if end < start:
            raise UncutError("a loca table out of order")
        return glyf[start:end]

    waiting, kept = sorted(gids), set[int]()
    while waiting:
        gid = waiting.pop()
        if gid < count and gid not in kept:
            kept.add(gid)
            waiting += _parts(glyph(gid))
    out, at, new = io.BytesIO(), 0, [0]
    for gid in range(len(edges) - 1):
        if gid in kept:
            data = glyph(gid)
            data += bytes(-len(data) % 2)
            out.write(data)
            at += len(data)
        new.append(at)
    if not is_long and at > 0x1FFFE:
        raise UncutError("glyphs do not fit their loca table")
    loca = struct.pack(f">{len(new)}L", *new) if is_long else _short(new)
    # Some readers take an empty table for a missing one.
    return out.getvalue() or b"\0", loca, kept


def _short(edges: list[int]) -> bytes:
    return struct.pack(f">{len(edges)}H", *(edge // 2 for edge in edges))


def _parts(glyph: bytes) -> list[int]:
    """The glyphs that a composite one is put together of."""
    if len(glyph) < 10 or struct.unpack_from(">h", glyph)[0] >= 0:
        return []
    at, found = 10, []
    while True:
        flags, gid = struct.unpack_from(">HH", glyph, at)
        found.append(gid)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        if not flags & _MORE:
            return found


def _metrics(tables: Tables, gids: set[int]) -> Tables:
    """Advances and bearings of other glyphs are zero: a Latin letter is known by its width."""
    done: Tables = {}
    for head, table in (("hhea", "hmtx"), ("vhea", "vmtx")):
        if head not in tables or table not in tables:
            continue
        full = struct.unpack_from(">H", tables[head], 34)[0]
        data = bytearray(tables[table])
        # The last advance counts for all glyphs behind it.
        last = full - 1 if any(g >= full - 1 for g in gids) else full
        for gid in range(min(last, len(data) // 4)):
            if gid not in gids:
                data[4 * gid : 4 * gid + 4] = bytes(4)
        for gid in range(full, full + (len(data) - 4 * full) // 2):
            if gid not in gids:
                at = 4 * full + 2 * (gid - full)
                data[at : at + 2] = bytes(2)
        done[table] = bytes(data)
    return done


def _described(tables: Tables, gids: set[int], *, named: bool) -> Tables:
    """``post`` without names of other glyphs, ``OS/2`` without the span of characters."""
    done: Tables = {}
    post = tables.get("post", b"")
    if len(post) >= 32:
        done["post"] = b"\0\3\0\0" + post[4:32]
        if named and post[:4] == b"\0\2\0\0":
            done["post"] = _cut_post(post, gids)
        elif named and post[:4] == b"\0\1\0\0":
            done["post"] = post[:32]
    os2 = tables.get("OS/2", b"")
    if len(os2) >= 68:
        done["OS/2"] = os2[:64] + b"\0\0\xff\xff" + os2[68:]
    return done


def _post_strings(post: bytes) -> tuple[list[int], list[bytes]]:
    """Of a post table of version 2: each glyph's index, and the names behind the standard ones."""
    count = struct.unpack_from(">H", post, 32)[0]
    indices = list(struct.unpack_from(f">{count}H", post, 34))
    strings, at = [], 34 + 2 * count
    while at < len(post):
        size = post[at]
        strings.append(post[at + 1 : at + 1 + size])
        at += 1 + size
    return indices, strings


def _post_names(post: bytes) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    if post[:4] == b"\0\2\0\0":
        indices, strings = _post_strings(post)
        for gid, index in enumerate(indices):
            if _MAC_GLYPHS <= index < _MAC_GLYPHS + len(strings):
                name = strings[index - _MAC_GLYPHS].decode("latin-1")
            elif index < _MAC_GLYPHS:
                name = str(standardGlyphOrder[index])
            else:
                continue
            found.setdefault(name, set()).add(gid)
    return found


def _cut_post(post: bytes, gids: set[int]) -> bytes:
    indices, strings = _post_strings(post)
    kept: list[bytes] = []
    for gid, index in enumerate(indices):
        if gid not in gids or index >= _MAC_GLYPHS + len(strings):
            indices[gid] = 0
        elif index >= _MAC_GLYPHS:
            indices[gid] = _MAC_GLYPHS + len(kept)
            kept.append(strings[index - _MAC_GLYPHS])
    names = b"".join(bytes([len(name)]) + name for name in kept)
    return post[:32] + struct.pack(f">H{len(indices)}H", len(indices), *indices) + names


def _written(version: bytes, tables: Tables, sums: dict[str, int]) -> bytes:
    """``sums`` are checksums that are taken over."""
    if "head" in tables:
        tables = tables | {"head": tables["head"][:8] + bytes(4) + tables["head"][12:]}
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = version + struct.pack(
        ">HHHH", count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    at, records, body, adjust = 12 + 16 * count, [], [], None
    for tag in sorted(tables):
        data = tables[tag]
        adjust = at + 8 if tag == "head" else adjust
        checksum = sums.get(tag, _checksum(data)) if tag != "head" else _checksum(data)
        records.append(struct.pack(">4sLLL", tag.encode("latin-1"), checksum, at, len(data)))
        body.append(data + bytes(-len(data) % 4))
        at += len(body[-1])
    font = bytearray(head + b"".join(records) + b"".join(body))
    if adjust is not None:
        whole = (0xB1B0AFBA - _checksum(bytes(font))) & 0xFFFFFFFF
        font[adjust : adjust + 4] = struct.pack(">L", whole)
    return bytes(font)


def _checksum(data: bytes) -> int:
    data += bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
