"""Inline pictures whose bare data hold an ``EI``: the parser ends them there, readers do not.

A reader counts the bytes of a picture that no filter packs (ISO 32000-2, 8.9.7). Here they are
written as hexadecimal digits, in which no ``EI`` can stand.
"""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Name, Object

from redactor.erase.faults import DAMAGE
from redactor.erase.samples import components_of

_LONG = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/F": "/Filter",
    "/H": "/Height",
    "/IM": "/ImageMask",
    "/W": "/Width",
}
_STARTS = re.compile(
    rb"%[^\r\n]*"  # a comment
    rb"|(?<![^\s\[\]<>()/])BI(?=[\s/])(?P<entries>[^\0]*?)(?<=[\s\])>])ID(?P<space>\r\n|\s)"
    rb"|(?P<string>\()"
)
_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_ENDS = re.compile(rb"\s*EI(?![^\s/\[(<%])")


def with_digits(content: bytes) -> bytes:
    """``content`` with the data of every bare inline picture as hexadecimal digits."""
    parts, done, at = [], 0, 0
    while start := _STARTS.search(content, at):
        at = start.end()
        if start["string"]:
            at = _after_string(content, at)
        elif start["entries"] and (span := _data(content, at, start)):
            digits = content[slice(*span)].hex().encode()
            parts += [content[done : start.start()], b"BI", start["entries"]]
            parts += [b" /F /AHx ID ", digits, b">"]
            at = done = span[1]
    return b"".join([*parts, content[done:]])


def _data(content: bytes, at: int, start: re.Match[bytes]) -> tuple[int, int] | None:
    """Where the picture's data stand. One byte of white space goes before them; some write two."""
    for first in (at, at - 1) if start["space"] == b"\r\n" else (at,):
        if last := _end(content, first, start["entries"]):
            return first, last
    return None


def _after_string(content: bytes, at: int) -> int:
    depth = 1
    for sign in _STRING.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(sign.group(), 0)
        if not depth:
            return sign.end()
    return len(content)


def _end(content: bytes, first: int, entries: bytes) -> int | None:
    """Where the data end that begin at ``first``; None: packed, or not as long as it says."""
    try:
        size = bare_size(pikepdf.Object.parse(b"<<" + entries + b">>"))
    except DAMAGE:
        return None
    if size is None or not _ENDS.match(content, first + size):
        return None
    return first + size


def bare_size(entries: Object, unknown: int = 0) -> int | None:
    """The bytes that an inline picture's data take; None: a filter packs them, or nobody can tell.

    ``unknown``: how many components a colour space has that only the resources know.
    """
    given = {_LONG.get(str(key), str(key)): value for key, value in entries.items()}
    if "/Filter" in given:
        return None
    mask = bool(given.get("/ImageMask", False))
    parts = 1 if mask else components_of(given.get("/ColorSpace", Name.DeviceGray)) or unknown
    bits = 1 if mask else int(given.get("/BitsPerComponent", 8))
    row = (int(given.get("/Width", 0)) * parts * bits + 7) // 8
    return row * int(given.get("/Height", 0)) if parts else None
