"""Character maps (CMaps): read, cut down to the codes that are shown, written again.

Two kinds occur in a PDF: ``/ToUnicode`` (code to text, ``bf``) and a composite font's
``/Encoding`` (code to CID, ``cid``). Both are PostScript, of which readers know this much.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pymupdf import mupdf

Target = bytes | int | tuple[bytes, ...]  # text, a CID, or one text for each code of a range
Space = tuple[bytes, bytes]  # a codespace range: lowest and highest byte at each place

_TOKEN = re.compile(
    rb"%[^\r\n]*|(?P<dict><<|>>)|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<mark>[\[\]])"
    rb"|/(?P<name>[^\s<>\[\](){}/%]*)|\((?P<text>(?:\\.|[^\\()])*)\)|(?P<word>[^\s<>\[\](){}/%]+)",
    re.S,
)
_COLLECTION = re.compile(
    rb"/Registry\s*\(([\w-]{1,40})\).*?/Ordering\s*\(([\w-]{1,40})\).*?/Supplement\s+(\d{1,3})",
    re.S,
)
_CHUNK = 100  # entries a block may hold (Adobe Technical Note 5014)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the codes from ``low`` to ``high``, each of ``size`` bytes, stand for."""

    low: int
    high: int
    size: int
    target: Target


@dataclass(slots=True)
class CMap:
    """What a character map says, in its own order: of two entries for a code one wins."""

    spaces: list[Space] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    base: str | None = None  # the predefined map this one builds on
    vertical: bool = False
    collection: tuple[str, str, int] = ("Adobe", "Identity", 0)

    def cids(self, code: int) -> set[int]:
        """The CIDs that ``code`` may stand for; readers differ when entries do."""
        return {
            entry.target + code - entry.low
            for entry in self.entries
            if entry.low <= code <= entry.high and isinstance(entry.target, int)
        }


def parse_cmap(data: bytes) -> CMap:
    """The map that ``data`` holds; what is not understood is left out."""
    cmap, section = CMap(), ""
    operands: list[Target | str] = []
    array: list[bytes] | None = None
    if found := _COLLECTION.search(data):
        registry, ordering, supplement = found.groups()
        cmap.collection = (registry.decode(), ordering.decode(), int(supplement))
    for token in _TOKEN.finditer(data):
        kind, value = token.lastgroup, token.group(token.lastgroup or 0)
        if kind == "hex":
            (operands if array is None else array).append(_bytes(value))
        elif kind == "mark":
            if value == b"]" and array is not None:
                operands.append(tuple(array))
            array = [] if value == b"[" else None
        elif kind == "name":
            operands.append(value.decode("latin-1"))
        elif kind == "word" and re.fullmatch(rb"[+-]?\d{1,9}", value):
            operands.append(int(value))
        elif kind == "word":
            word = value.decode("latin-1")
            if word.startswith("begin"):
                section = word[5:]
            elif word.startswith("end") and section:
                _take(cmap, section, operands)
                section = ""
            elif word == "usecmap" and operands and isinstance(operands[-1], str):
                cmap.base = operands[-1]
            elif word == "def" and operands[-2:-1] == ["WMode"]:
                cmap.vertical = operands[-1] == 1
            operands = []
    return cmap


def _bytes(digits: bytes) -> bytes:
    text = b"".join(digits.split()).decode()
    return bytes.fromhex(text + "0" * (len(text) % 2))


def _take(cmap: CMap, section: str, operands: list[Target | str]) -> None:
    if section == "codespacerange":
        for low, high in zip(operands[::2], operands[1::2], strict=False):
            if isinstance(low, bytes) and isinstance(high, bytes) and len(low) == len(high) > 0:
                cmap.spaces.append((low, high))
    elif section in ("bfchar", "cidchar"):
        for code, target in zip(operands[::2], operands[1::2], strict=False):
            _add(cmap, code, code, target)
    elif section in ("bfrange", "cidrange"):
        for row in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
            _add(cmap, *row)


def _add(cmap: CMap, low: Target | str, high: Target | str, target: Target | str) -> None:
    if isinstance(low, bytes) and isinstance(high, bytes) and not isinstance(target, str):
        first, last = int.from_bytes(low), int.from_bytes(high)
        cmap.entries.append(Entry(first, last, len(low), target))


def cut_to_unicode(cmap: CMap, codes: Collection[int]) -> bytes:
    """A ``/ToUnicode`` map that says of ``codes`` what ``cmap`` does, and of no other code."""
    rows = []
    for code, size, entry in _rows(cmap, codes):
        text = _text(entry, code)
        if text is not None:
            rows.append(f"<{code:0{2 * size}x}> <{text.hex()}>")
    names = ("Adobe", "UCS", 0), "Adobe-Identity-UCS", 2
    return _written(cmap, "bfchar", rows, *names)


def cut_encoding(cmap: CMap, codes: Collection[int]) -> bytes:
    """A code-to-CID map that says of ``codes`` what ``cmap`` does, and of no other code."""
    rows = [
        f"<{code:0{2 * size}x}> {entry.target + code - entry.low}"
        for code, size, entry in _rows(cmap, codes)
        if isinstance(entry.target, int)
    ]
    return _written(cmap, "cidchar", rows, cmap.collection, "Custom", 1)


def _rows(cmap: CMap, codes: Collection[int]) -> Iterator[tuple[int, int, Entry]]:
    ordered = sorted(codes)
    for entry in cmap.entries:
        for code in ordered[bisect_left(ordered, entry.low) : bisect_right(ordered, entry.high)]:
            yield code, entry.size, entry


def _text(entry: Entry, code: int) -> bytes | None:
    step, target = code - entry.low, entry.target
    if isinstance(target, tuple):
        return target[step] if step < len(target) else None
    if isinstance(target, int):
        return None
    # Of a longer text only the last UTF-16 unit counts up.
    head, tail = target[:-2], target[-2:]
    last = (int.from_bytes(tail) + step) % (1 << 8 * len(tail)) if tail else 0
    return head + last.to_bytes(len(tail))


def _written(
    cmap: CMap,
    kind: str,
    rows: list[str],
    collection: tuple[str, str, int],
    name: str,
    number: int,
) -> bytes:
    registry, ordering, supplement = collection
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    if cmap.base:
        lines.append(f"/{cmap.base} usecmap")
    lines += [
        f"/CIDSystemInfo << /Registry ({registry}) /Ordering ({ordering}) "
        f"/Supplement {supplement} >> def",
        f"/CMapName /{name} def",
        f"/CMapType {number} def",
    ]
    if cmap.vertical:
        lines.append("/WMode 1 def")
    spaces = [f"<{low.hex()}> <{high.hex()}>" for low, high in cmap.spaces]
    lines += _blocks("codespacerange", spaces) + _blocks(kind, rows)
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode()


def _blocks(kind: str, rows: list[str]) -> list[str]:
    lines = []
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        lines += [f"{len(part)} begin{kind}", *part, f"end{kind}"]
    return lines


# How strings of the predefined maps fall into codes (ISO 32000-1, 9.7.5.2), by part of the name.
# ``00-80 8140-FEFE``: bytes below 81 stand alone, others come in pairs.
_PREDEFINED = (
    ("Identity", "0000-FFFF"),
    ("UCS2", "0000-FFFF"),
    ("UTF16", "0000-D7FF D800DC00-DBFFDFFF E000-FFFF"),
    ("GBK2K", "00-7F 81308130-FE39FE39 8140-FEFE"),
    ("GBpc-EUC", "00-80 A1A1-FCFE FD-FF"),
    ("GBKp-EUC", "00-80 8140-FEFE"),
    ("GBK-EUC", "00-80 8140-FEFE"),
    ("GBT-EUC", "00-80 A1A1-FEFE"),
    ("GB-EUC", "00-80 A1A1-FEFE"),
    ("B5pc", "00-80 A140-FCFE FD-FF"),
    ("ETen", "00-80 A140-FEFE"),
    ("HKscs-B5", "00-80 8740-FEFE"),
    ("KSC-EUC", "00-80 A1A1-FEFE"),
    ("KSCms-UHC", "00-80 8141-FEFE"),
    ("RKSJ", "00-80 8140-9FFC A0-DF E040-FCFC"),
)


@dataclass(frozen=True, slots=True)
class CodeReader:
    """Strings of a composite font as codes."""

    spaces: tuple[Space, ...]
    cids: Callable[[int], set[int]]

    def codes(self, strings: Iterable[bytes]) -> set[int]:
        """Every code in ``strings``; bytes that fit nowhere count as codes of their own."""
        found: set[int] = set()
        for string in strings:
            at = 0
            while at < len(string):
                size = self._size(string[at : at + 4])
                found.add(int.from_bytes(string[at : at + size]))
                at += size
        return found

    def _size(self, head: bytes) -> int:
        for size in range(1, len(head) + 1):
            for low, high in self.spaces:
                if len(low) == size and all(
                    a <= b <= c for a, b, c in zip(low, head, high, strict=False)
                ):
                    return size
        return 1


def reader_of(name: str) -> CodeReader | None:
    """The reader of a predefined map; None when it is not known here."""
    spaces = predefined_spaces(name)
    if not spaces:
        return None
    if name.startswith("Identity"):
        return CodeReader(spaces, lambda code: {code})
    try:
        system = mupdf.pdf_load_system_cmap(name)
    except (mupdf.FzErrorBase, RuntimeError):
        return None
    return CodeReader(spaces, lambda code: {max(0, mupdf.pdf_lookup_cmap(system, code))})


def predefined_spaces(name: str) -> tuple[Space, ...]:
    """The codespace of a predefined map; none when it is not known here."""
    for part, ranges in _PREDEFINED:
        if part in name:
            pairs = [r.split("-") for r in ranges.split()]
            return tuple((bytes.fromhex(a), bytes.fromhex(b)) for a, b in pairs)
    return ()
