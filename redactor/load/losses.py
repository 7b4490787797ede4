"""What a damaged PDF has lost: MuPDF mends such a file without a word, and shows what is left.

A page whose content is gone looks blank. It was never read, and is no page without own data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.errors import InputError

# What MuPDF says while it draws a page and leaves something out. It says much else that costs
# nothing: of fonts that it replaces, colour profiles, operators that nobody knows.
_LOSSES = (
    "cannot load content stream",
    "cannot load object",
    "cannot find xobject",
    "cannot find pattern",
    "cannot find shading",
    "cannot decode",
    "cannot complete",
    "cannot render",
    "stream is not a stream",
    "object is not a stream",
    "read error; treating as end of file",
    "premature end of data",
    "zlib error",
    "padding truncated image",
    "image components are missing",
    "unknown filter",
    "unknown colorspace",
    "failed to read jpx",
    "failed to decode",
    "jpeg error",
    "syntax error in content stream",
    "syntax error after inline image",
    "too many syntax errors",
    "error during interpretation",
    "ignoring errors during rendering",
)
_JPEG_ENDS = "premature end of file in jpeg"  # at times but its end mark is missing
_JPEG_END = b"\xff\xd9"
_REFERENCE = re.compile(r"(\d+) \d+ R\b")
# What notes and resources name besides what they draw: pages, where links lead, thumbnails.
_NOT_DRAWN = re.compile(
    r"/(?:P|Parent|Popup|IRT|Dest|A|AA|OC|StructParent|Metadata|PieceInfo|Page|D)\s*\d+ \d+ R\b"
)
_MOST_DEEP = 100  # nodes of a page tree above each other
_MOST_NODES = 100_000  # of a page tree; ``load`` refuses files of so many pages later


def tell_of_loss(said: str, page: pymupdf.Page) -> bool:
    """Whether MuPDF's messages from drawing the page say that it could not draw all of it."""
    said = said.lower()
    return any(loss in said for loss in _LOSSES) or (_JPEG_ENDS in said and _has_cut_jpeg(page))


def pages_with_losses(document: pymupdf.Document) -> frozenset[int]:
    """Pages (from 1) of an upload whose content or notes are named and not there.

    Raises InputError when whole pages are: nobody could tell which.
    """
    if any(_is_nothing(document, node) for node in _nodes(document)):
        raise InputError(
            "pages of the PDF are missing; export it anew and upload it again", code="corrupt"
        )
    return frozenset(page.number + 1 for page in document if _has_losses(document, page.xref))


def _has_losses(document: pymupdf.Document, page: int) -> bool:
    contents = _named(document, page, "Contents")
    if any(not document.xref_is_stream(part) for part in contents):
        return True
    # In a whole file a number without an object is no damage: a note or a font was deleted.
    return document.is_repaired and any(_is_nothing(document, x) for x in _drawn(document, page))


def _drawn(document: pymupdf.Document, page: int) -> Iterator[int]:
    """Everything that notes and resources of a page name, and what that names."""

    def named(xref: int) -> list[int]:
        told = _NOT_DRAWN.sub(" ", document.xref_object(xref, compressed=True))
        return [int(number) for number in _REFERENCE.findall(told)]

    first = [*_named(document, page, "Annots"), *_resources(document, page)]
    return _reached(document, first, named)


def _reached(
    document: pymupdf.Document, first: Iterable[int], named: Callable[[int], Iterable[int]]
) -> Iterator[int]:
    """The objects ``first`` and all that those ``named`` by them lead to, each once."""
    waiting = [*first]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_NODES:
        xref = waiting.pop()
        if xref in seen:
            continue
        seen.add(xref)
        yield xref
        if not _is_nothing(document, xref):
            waiting += named(xref)


def _resources(document: pymupdf.Document, node: int) -> Iterator[int]:
    """What the resources of a page name: its own, or those of the next node above."""
    for _ in range(_MOST_DEEP):
        kind, value = document.xref_get_key(node, "Resources")
        if kind == "xref":
            yield int(value.split()[0])
        if kind != "null":
            yield from (int(number) for number in _REFERENCE.findall(value))
            return
        kind, value = document.xref_get_key(node, "Parent")
        if kind != "xref":
            return
        node = int(value.split()[0])


def _named(document: pymupdf.Document, owner: int, key: str) -> Iterator[int]:
    """The objects that an entry names, one or an array of them, which may be an object itself."""
    kind, value = document.xref_get_key(owner, key)
    if kind == "xref":
        xref = int(value.split()[0])
        told = document.xref_object(xref, compressed=True) if _is_known(document, xref) else ""
        if not told.startswith("["):
            yield xref
            return
        kind, value = "array", told
    if kind == "array":
        yield from (int(number) for number in _REFERENCE.findall(value))


def _nodes(document: pymupdf.Document) -> Iterator[int]:
    """Everything that the page tree names."""
    first = _named(document, document.pdf_catalog(), "Pages")
    return _reached(document, first, lambda node: _named(document, node, "Kids"))


def _is_known(document: pymupdf.Document, xref: int) -> bool:
    return bool(0 < xref < document.xref_length())


def _is_nothing(document: pymupdf.Document, xref: int) -> bool:
    """Whether no object of this number is there, or none that can be read."""
    try:
        known = _is_known(document, xref)
        return not known or bool(document.xref_object(xref, compressed=True) == "null")
    except (RuntimeError, pymupdf.mupdf.FzErrorBase):
        return True


def _has_cut_jpeg(page: pymupdf.Page) -> bool:
    """Whether rows of a JPEG picture are missing; so too when the picture is not to be found."""
    found = False
    for xref, *_, filtered, _ in page.get_images(full=True):
        if filtered != "DCTDecode":
            continue
        found = True
        data = page.parent.xref_stream_raw(xref)
        # What is whole is decoded before anything that stands behind it is asked for.
        first, second = (_decoded(data + behind + _JPEG_END) for behind in (b"", b"\x55" * 999))
        if first is None or second is None or not np.array_equal(first, second):
            return True
    return not found


def _decoded(data: bytes) -> NDArray[np.uint8] | None:
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    return None if found is None else np.asarray(found, np.uint8)
