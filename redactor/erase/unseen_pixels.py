"""Pixels of a picture that its mask makes clear: nobody sees them, and the file holds them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from pikepdf import Object, Pdf, Stream

from redactor.erase.content import is_image
from redactor.erase.faults import UNCERTAIN
from redactor.erase.masks import Mask, Polygon, polygon_mask
from redactor.erase.pictures import blanked
from redactor.erase.samples import filters_of, read_raw
from redactor.erase.whites import is_inverted

# Pixels: how far from what is seen a clear one cannot be felt, and the steps of what is blanked.
# A JPEG changes by coding blocks.
_NEAR, _TILE = 8, 4
_NEAR_JPEG, _TILE_JPEG = 17, 16
_PRINT, _LEAST_PX = 40, 40  # of 255: an edge of print; a character has more such pixels


def blank_unseen(pdf: Pdf) -> int:
    """Blank what masks hide, in all pictures where that is print; in how many."""
    count = 0
    for image in list(pdf.objects):
        if not isinstance(image, Stream) or not is_image(image) or _mask_of(image) is None:
            continue
        with contextlib.suppress(*UNCERTAIN):  # what cannot be decoded shows nothing either
            if parts := unseen_parts(image):
                write_over(image, blanked(pdf, image, parts))
                count += 1
    return count


def unseen_parts(image: Stream) -> list[Polygon]:
    """What a mask hides of a picture (unit square, y up), if it has edges as print has.

    Not all that is hidden: beside print a mask hides the colour of its soft edges, and a reader
    that draws the picture small blends them in.
    """
    clear = _clear(image)
    if clear is None or not _holds_print(image, clear):
        return []
    return list(_tiles(clear, _TILE_JPEG if _is_jpeg(image) else _TILE))


def hides_print(image: Stream) -> bool:
    """Whether a mask hides what has edges as print has."""
    clear = _clear(image)
    return clear is not None and _holds_print(image, clear)


def holds_print_in(image: Stream, parts: Sequence[Polygon]) -> bool:
    """Whether these parts of the picture (unit square, y up) have edges as print has."""
    where = polygon_mask(parts, int(image["/Height"]), int(image["/Width"]))
    return _holds_print(image, where)


def _holds_print(image: Stream, clear: Mask) -> bool:
    if not clear.any():
        return False
    raw = read_raw(image)
    grey = (raw.values.mean(axis=2) * (255 / raw.top)).astype(np.uint8)
    edges = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return int(np.count_nonzero(clear & (edges > _PRINT))) >= _LEAST_PX


def write_over(image: Stream, fresh: Stream) -> None:
    """Give a picture the pixels of another of its size; wherever it is drawn it has them."""
    image.write(fresh.read_raw_bytes())
    for key in ("/Filter", "/DecodeParms", "/ColorSpace", "/BitsPerComponent", "/Decode"):
        if key in fresh:
            image[key] = fresh[key]
        elif key in image:
            del image[key]


def _mask_of(image: Object) -> Stream | None:
    for key in ("/SMask", "/Mask"):
        if isinstance(mask := image.get(key), Stream):
            return mask
    return None


def _is_jpeg(image: Object) -> bool:
    return filters_of(image)[-1:] == ["/DCTDecode"]


def _clear(image: Stream) -> Mask | None:
    """The picture's pixels that are wholly clear, and not beside any that is not."""
    mask = _mask_of(image)
    if mask is None:
        return None
    raw = read_raw(mask)
    # An explicit mask paints where it is 0, a soft one shows nothing there.
    nothing = 1 if "/SMask" not in image else 0
    clear = raw.values[:, :, 0] == raw.top * (nothing ^ is_inverted(mask))
    if not clear.any():
        return None
    size = int(image["/Width"]), int(image["/Height"])
    grown: NDArray[np.uint8] = cv2.resize(
        _less(clear.astype(np.uint8), 1), size, interpolation=cv2.INTER_NEAREST
    )
    return _less(grown, _NEAR_JPEG if _is_jpeg(image) else _NEAR) > 0


def _less(clear: NDArray[np.uint8], pixels: int) -> NDArray[np.uint8]:
    """Without what is so near to the rest; the picture's own edges are no rest."""
    kernel = np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8)
    return np.asarray(cv2.erode(clear, kernel), np.uint8)


def _tiles(clear: Mask, tile: int) -> Iterator[Polygon]:
    """Rows of tiles that are all clear; a smaller one at the right or lower edge counts, too."""
    height, width = clear.shape
    for y0 in range(0, height, tile):
        y1 = min(y0 + tile, height)
        row = clear[y0:y1].all(axis=0)
        ends = np.flatnonzero(np.diff(np.concatenate(([0], row, [0])).astype(np.int8)))
        for x0, x1 in ends.reshape(-1, 2).tolist():
            left, right, top, foot = x0 / width, x1 / width, 1 - y0 / height, 1 - y1 / height
            yield ((left, foot), (right, foot), (right, top), (left, top))
