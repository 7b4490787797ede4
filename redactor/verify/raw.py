"""The finished file as bytes, without trusting its cross-reference table."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from redactor.datatypes import Entity, Leak
from redactor.verify.encoded import MIN_BINARY, ByteNeedle, unhexed
from redactor.verify.faults import could_not_look
from redactor.verify.objects import byte_hits

# What stands before a word is looked at last: the word alone is found at once.
_STREAM = re.compile(rb"stream(?<![a-z]stream)\r?\n")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+(\d{1,5})\s+obj\b")
_END = b"endstream"
_WINDOW = 8 << 20
_OVERLAP = 4096  # bytes: more than any value and its neighbours take


def check_raw(
    data: bytes, known_ids: Collection[int], byte_needles: Sequence[ByteNeedle]
) -> tuple[list[Leak], int]:
    """Own values anywhere in the file's bytes, and signs of earlier revisions.

    ``known_ids`` are the objects that the cross-reference table names. A leak ``revision`` is
    no value found: more than one end, or bytes after the end, may hold the original.
    """
    leaks = [Leak("revision", Entity.NAME)] if _has_revisions(data) else []
    found = list(_in_windows(data, byte_needles))
    with could_not_look("the bytes"):
        outside, hidden = _split(data, known_ids)
    for part in (outside, hidden):
        found += [needle for needle, _ in byte_hits(part, byte_needles)]
        found += [needle for needle, _ in byte_hits(unhexed(part), byte_needles)]
    leaks += [Leak("raw_bytes", needle.entity) for needle in found]
    return list(dict.fromkeys(leaks)), len(data)


def _in_windows(data: bytes, byte_needles: Sequence[ByteNeedle]) -> Iterator[ByteNeedle]:
    """Own values in ``data``, a window at a time: a search needs a copy of what it looks at."""
    for start in range(0, len(data), _WINDOW):
        first = max(0, start - _OVERLAP)
        window = data[first : start + _WINDOW + _OVERLAP]
        for needle, at in byte_hits(window, byte_needles, MIN_BINARY):
            # What begins in the overlap is the neighbour's to find: its own neighbours are cut.
            if start <= first + at < start + _WINDOW:
                yield needle


def _has_revisions(data: bytes) -> bool:
    end = data.rfind(b"%%EOF")
    return (
        not data.startswith(b"%PDF-")
        or data.count(b"%%EOF") != 1
        or len(re.findall(rb"startxref(?<![a-z]startxref)\b", data)) != 1
        or bool(data[end + 5 :].strip(b"\r\n"))
    )


def _split(data: bytes, known_ids: Collection[int]) -> tuple[bytes, bytes]:
    """The bytes between streams, and the inflated streams that no table names (or names twice)."""
    bodies = list(_bodies(data))
    outside, at = [], 0
    for start, end in bodies:
        outside.append(data[at:start])
        at = end
    outside.append(data[at:])
    owners = [_owner(part) for part in outside[:-1]]
    times = Counter(owners)
    hidden = [
        _inflated(data[start:end])
        for owner, (start, end) in zip(owners, bodies, strict=True)
        if owner not in known_ids or times[owner] > 1
    ]
    return b"\n".join(outside), b"\n".join(hidden)


def _bodies(data: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while match := _STREAM.search(data, at):
        end = data.find(_END, match.end())
        end = len(data) if end < 0 else end
        yield match.end(), end
        at = end


def _owner(before: bytes) -> int | None:
    """Number of the object whose stream follows ``before``."""
    numbers = _OBJECT.findall(before)
    return int(numbers[-1][0]) if numbers else None


def _inflated(body: bytes) -> bytes:
    """The body as it is, and inflated as far as it can be."""
    inflate = zlib.decompressobj()
    try:
        return body + b"\n" + inflate.decompress(body, 256 * 1024 * 1024)
    except zlib.error:
        return body  # not deflated, or cut: its own bytes were searched
