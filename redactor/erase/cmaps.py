"""Character maps (CMaps): read, cut down to the codes that are shown, written again.

Two kinds occur in a PDF: ``/ToUnicode`` (code to text, ``bf``) and a composite font's
``/Encoding`` (code to CID, ``cid``). Both are PostScript, of which readers know this much.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from redactor.erase.vocabulary import ENCODINGS, ORDERINGS, REGISTRIES

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
_MOST_CODE = 4  # bytes
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
        found = set()
        for entry in self.entries:
            if entry.low <= code <= entry.high:
                cid = _cid(entry, code)
                found |= set() if cid is None else {cid}
        return found


def parse_cmap(data: bytes) -> CMap:
    """The map that ``data`` holds; what is not understood is left out."""
    cmap, section = CMap(), ""
    operands: list[Target | str] = []
    array: list[bytes] | None = None
    if found := _COLLECTION.search(data):
        registry, ordering, supplement = found.groups()
        if registry in REGISTRIES and ordering in ORDERINGS:
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
                cmap.base = predefined(operands[-1])
            elif word == "def" and operands[-2:-1] == ["WMode"]:
                cmap.vertical = operands[-1] == 1
            operands = []
    return cmap


def predefined(name: str) -> str | None:
    """The name of a map that readers have; None where no reader knows it."""
    return name if f"/{name}" in ENCODINGS else None


def _bytes(digits: bytes) -> bytes:
    text = b"".join(digits.split()).decode()
    return bytes.fromhex(text + "0" * (len(text) % 2))


def _take(cmap: CMap, section: str, operands: list[Target | str]) -> None:
    if section == "codespacerange":
        for low, high in zip(operands[::2], operands[1::2], strict=False):
            if not isinstance(low, bytes) or not isinstance(high, bytes):
                continue
            if len(low) == len(high) and 0 < len(low) <= _MOST_CODE:
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
    said = [(c, n, t) for c, n, e in _rows(cmap, codes) if (t := _text(e, c)) is not None]
    # Of two entries for a code one wins: then their order must stay.
    plain = len({code for code, _, _ in said}) == len(said)
    kinds: dict[str, list[str]] = {"bfrange": [], "bfchar": []}
    for low, high, size, text in _runs(said, joined=plain):
        source = f"<{low:0{2 * size}x}>"
        if high > low:
            kinds["bfrange"].append(f"{source} <{high:0{2 * size}x}> <{text.hex()}>")
        else:
            kinds["bfchar"].append(f"{source} <{text.hex()}>")
    return _written(cmap, kinds, ("Adobe", "UCS", 0), "Adobe-Identity-UCS", 2)


def _runs(
    said: Iterable[tuple[int, int, bytes]], *, joined: bool
) -> Iterable[tuple[int, int, int, bytes]]:
    """Codes in a row with characters in a row as (first, last, bytes of a code, first text)."""
    runs: list[tuple[int, int, int, bytes]] = []
    for code, size, text in said:
        if joined and runs:
            low, high, width, start = runs[-1]
            # A range must not leave its last byte, neither of codes nor of texts.
            goes_on = (code, size, len(text), len(start)) == (high + 1, width, 2, 2)
            step = int.from_bytes(text) - int.from_bytes(start)
            if goes_on and step == code - low and code >> 8 == low >> 8 and text[:1] == start[:1]:
                runs[-1] = (low, code, width, start)
                continue
        runs.append((code, code, size, text))
    return runs


def cut_encoding(cmap: CMap, codes: Collection[int]) -> bytes:
    """A code-to-CID map that says of ``codes`` what ``cmap`` does, and of no other code."""
    kinds: dict[str, list[str]] = {"cidchar": [], "bfchar": []}
    for code, size, entry in _rows(cmap, codes):
        source, cid = f"<{code:0{2 * size}x}>", _cid(entry, code)
        if isinstance(entry.target, int):
            kinds["cidchar"].append(f"{source} {cid}")
        elif cid is not None:
            kinds["bfchar"].append(f"{source} <{cid:04x}>")
    return _written(cmap, kinds, cmap.collection, "Custom", 1)


def _cid(entry: Entry, code: int) -> int | None:
    """The CID of ``code``; some programs write CIDs where text belongs, and some readers agree."""
    if isinstance(entry.target, int):
        return entry.target + code - entry.low
    text = _text(entry, code)
    return int.from_bytes(text) if text is not None and len(text) <= 2 else None


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
    kinds: dict[str, list[str]],
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
    for kind, rows in {"codespacerange": spaces, **kinds}.items():
        lines += _blocks(kind, rows)
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode()


def _blocks(kind: str, rows: list[str]) -> list[str]:
    lines = []
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        lines += [f"{len(part)} begin{kind}", *part, f"end{kind}"]
    return lines
