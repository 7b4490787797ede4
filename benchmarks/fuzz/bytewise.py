"""Files changed byte by byte: what bad disks, bad software and bad will do to a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_NUMBER = re.compile(rb"(?<![\d.])\d{1,10}(?![\d.])")
_ODD_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"2147483648", b"99999999999")
_NAMES = re.compile(rb"/[A-Za-z0-9]{2,24}")
_LENGTH = re.compile(rb"/Length\s+\d+")
_TOKENS = (
    b"endobj",
    b"endstream",
    b"stream\r\n",
    b">>",
    b"<<",
    b"]",
    b"(",
    b"null",
    b"%%EOF\n",
    b"startxref\n0\n",
    b"trailer<<>>",
    b"1 0 obj",
    b"1 0 R",
    b"BI ID EI",
    b"q " * 64,
    b"[" * 2000,
    b"<</A" * 2000,
)

Change = Callable[[bytes, bytes, Random], bytes]


def mutate_bytes(data: bytes, other: bytes, rng: Random, times: int) -> bytes:
    """``data`` with some changes; ``other`` is a file that pieces may be taken from."""
    for _ in range(times):
        if data:
            data = rng.choice(_CHANGES)(data, other, rng)
    return data


def _span(data: bytes, rng: Random, most: int = 4096) -> tuple[int, int]:
    start = rng.randrange(len(data))
    return start, min(len(data), start + rng.randint(1, most))


def _flip(data: bytes, _other: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 4, 16, 64))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, _other: bytes, rng: Random) -> bytes:
    start, end = _span(data, rng, 256)
    return data[:start] + rng.randbytes(end - start) + data[end:]


def _truncate(data: bytes, _other: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _cut(data: bytes, _other: bytes, rng: Random) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _repeat(data: bytes, _other: bytes, rng: Random) -> bytes:
    start, end = _span(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 1, 20)) + data[end:]


def _swap(data: bytes, _other: bytes, rng: Random) -> bytes:
    a, b, c, d = sorted(rng.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _insert(data: bytes, _other: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + b"\n" + rng.choice(_TOKENS) + b"\n" + data[at:]


def _splice(data: bytes, other: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    start, end = _span(other, rng, 20_000)
    return data[:at] + other[start:end] + data[at:]


def _follow(data: bytes, other: bytes, rng: Random) -> bytes:
    """A second file behind the first, or before it: polyglots, leftovers, old revisions."""
    return rng.choice((data + other, other + data, rng.randbytes(900) + data))


def _number(data: bytes, _other: bytes, rng: Random) -> bytes:
    return _replaced(data, _NUMBER, lambda _: rng.choice(_ODD_NUMBERS), rng)


def _neighbour(data: bytes, _other: bytes, rng: Random) -> bytes:
    """References and offsets that are off by a little point at something else that is there."""
    return _replaced(data, _NUMBER, lambda old: b"%d" % max(0, int(old) + rng.randint(-3, 3)), rng)


def _length(data: bytes, _other: bytes, rng: Random) -> bytes:
    odd = rng.choice((*_ODD_NUMBERS, b"%d" % rng.randrange(5000)))
    return _replaced(data, _LENGTH, lambda _: b"/Length " + odd, rng)


def _name(data: bytes, other: bytes, rng: Random) -> bytes:
    names = _NAMES.findall(data[:200_000]) + _NAMES.findall(other[:200_000])
    return _replaced(data, _NAMES, lambda _: rng.choice(names), rng) if names else data


def _line_ends(data: bytes, _other: bytes, rng: Random) -> bytes:
    """What a transfer as text does."""
    return data.replace(b"\r\n", b"\n") if rng.random() < 0.5 else data.replace(b"\n", b"\r\n")


def _replaced(
    data: bytes, what: re.Pattern[bytes], by: Callable[[bytes], bytes], rng: Random
) -> bytes:
    found = list(what.finditer(data))
    for match in sorted(
        rng.sample(found, min(len(found), rng.choice((1, 1, 3)))), key=lambda m: -m.start()
    ):
        data = data[: match.start()] + by(match.group()) + data[match.end() :]
    return data


_CHANGES: tuple[Change, ...] = (
    _flip,
    _flip,
    _overwrite,
    _truncate,
    _cut,
    _repeat,
    _swap,
    _insert,
    _splice,
    _follow,
    _number,
    _number,
    _neighbour,
    _length,
    _name,
    _line_ends,
)
