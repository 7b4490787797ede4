"""What PDFium shows, and so Chrome and Edge, where MuPDF shows nothing.

Pages are read and compared as MuPDF draws them. Where a picture, a blend or a damaged stream means
something else to another reader, that one may show print that nobody has looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from redactor.datatypes import Leak
from redactor.geometry import PageGeometry
from redactor.levels import highest_channel
from redactor.ports import Image
from redactor.verify.faults import could_not_look
from redactor.verify.reading import SecondReader
from redactor.verify.render import grown

_PRINT, _EMPTY = 80, 24  # levels of 255: an edge of print, and less than any
_APART_PT = 6.0  # that two readers may draw print of a font that is not embedded apart
_LEAST_PT = 12.0  # of edges in a clump: a name of a size that is read has more
_AROUND_PT = 14.0  # of what is read round what differs
Pixels = NDArray[np.bool_]


class OtherReader:
    """The finished file as PDFium draws it."""

    def __init__(self, document: pypdfium2.PdfDocument, reader: SecondReader) -> None:
        self._document, self._reader = document, reader

    def check(self, page_no: int, geometry: PageGeometry, shown: Image) -> tuple[list[Leak], bool]:
        """Own values in print that MuPDF does not show, and whether there is any such print.

        ``shown``: the page as MuPDF draws it, by ``geometry``.
        """
        other = self._draw(page_no, shown.shape[0], shown.shape[1])
        more = _only_in(other, shown, geometry.dpi)
        if not more.any():
            return [], False
        dpi = self._reader.settings.ocr.second_dpi
        closer = PageGeometry(geometry.width_pt, geometry.height_pt, geometry.rotation, dpi)
        height, width = (round(side * dpi / geometry.dpi) for side in shown.shape[:2])
        image = self._draw(page_no, height, width)
        near = grown(more.astype(np.uint8), round(_AROUND_PT * geometry.dpi / 72))
        image[cv2.resize(near, (width, height), interpolation=cv2.INTER_NEAREST) == 0] = 255
        page = self._reader.engine.read(image, closer, page_no, self._reader.candidates)
        return list(self._reader.leaks(page)), True

    def _draw(self, page_no: int, height: int, width: int) -> Image:
        """The page in so many pixels, RGB, with its annotations."""
        page = self._document[page_no - 1]
        try:
            scale = max(height / page.get_height(), width / page.get_width())
            drawn = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
        finally:
            page.close()
        out: Image = np.full((height, width, 3), 255, np.uint8)
        high, wide = min(height, drawn.shape[0]), min(width, drawn.shape[1])
        out[:high, :wide] = drawn[:high, :wide]
        return out


@contextmanager
def other_reader(path: Path, reader: SecondReader) -> Iterator[OtherReader]:
    """``path`` in PDFium. Raises OutputError."""
    with could_not_look("the pages"):
        document = pypdfium2.PdfDocument(path)
    try:
        yield OtherReader(document, reader)
    finally:
        document.close()


def _only_in(image: Image, other: Image, dpi: float) -> Pixels:
    """Edges of print in ``image`` that ``other`` has nothing near of, enough of them to be read."""
    apart = round(_APART_PT * dpi / 72)
    near = grown((_edges(other) > _EMPTY).astype(np.uint8), apart)
    more: Pixels = (_edges(image) > _PRINT) & (near == 0)
    if not more.any():
        return more
    clumps = grown(more.astype(np.uint8), apart)
    _, labels = cv2.connectedComponents(clumps)
    counts = np.bincount(labels[more], minlength=labels.max() + 1)
    large = counts >= (_LEAST_PT * dpi / 72) ** 2 / 4
    return np.asarray(more & large[labels], np.bool_)


def _edges(image: Image) -> NDArray[np.uint8]:
    edges = cv2.morphologyEx(image, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return highest_channel(edges)
