"""JBIG2 shapes that several pictures share: those of a blanked picture's characters stay in them.

A scanner codes the characters of all its pages once, in a stream beside the pictures. Where one
of the pictures was blanked or left out, whoever reads that stream finds what stood there.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict

from pikepdf import Dictionary, Name, Object, Pdf, Stream

from redactor.erase.samples import filters_of, parms_of_coding, read_raw, store


def shapes_of(image: Object) -> Stream | None:
    """The shapes that a picture takes from beside it."""
    if filters_of(image)[-1:] != ["/JBIG2Decode"]:
        return None
    parms = parms_of_coding(image)
    shared = parms.get("/JBIG2Globals") if isinstance(parms, Dictionary) else None
    return shared if isinstance(shared, Stream) else None


class SharedShapes:
    """Who draws with which shapes in a document that is being finished, as it came in."""

    def __init__(self) -> None:
        self._digests: dict[tuple[int, int], bytes] = {}  # of shapes, by object
        self._users: dict[bytes, dict[bytes, Stream]] = defaultdict(dict)  # by both digests

    def note(self, item: Stream) -> None:
        """A stream that is drawn with; before it or its shapes are cleaned."""
        if item.get("/Subtype") != Name.Image or (shapes := shapes_of(item)) is None:
            return
        if shapes.objgen not in self._digests:
            self._digests[shapes.objgen] = _digest(shapes.read_bytes())
        self._users[self._digests[shapes.objgen]][_digest(item.read_raw_bytes())] = item

    def let_go(self, original: Pdf) -> None:
        """Code anew, each alone, the pictures that shared with one that is no longer the same.

        Raises EraseError where a picture cannot be decoded.
        """
        if not self._users:
            return
        before = SharedShapes()
        for item in original.objects:
            if isinstance(item, Stream):
                before.note(item)
        for shapes, pictures in self._users.items():
            if pictures.keys() != before._users[shapes].keys():
                for image in pictures.values():
                    store(image, read_raw(image))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
