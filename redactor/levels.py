"""Grey levels of pictures: which is in the middle, and how far two pictures differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pymupdf

Pixels = NDArray[np.uint8]  # height x width x 3
Plane = NDArray[np.uint8]  # height x width


def median(plane: Plane) -> float:
    """As NumPy's, which sorts."""
    upto = np.cumsum(np.bincount(plane.ravel(), minlength=256))
    middle = (upto[-1] - 1) // 2, upto[-1] // 2  # the same place when their number is odd
    return float(np.searchsorted(upto, middle, side="right").mean())


def difference(one: Pixels, other: Pixels) -> Plane:
    """Levels between two pictures of one size, of each pixel's channel that differs most."""
    out: Plane = np.zeros(one.shape[:2], np.uint8)
    # Most rows of two pages are alike, and to tell which is much quicker than the rest.
    rows = _rows_apart(one, other)
    if rows.size:
        out[rows] = highest_channel(cv2.absdiff(one[rows], other[rows]))
    return out


def _rows_apart(one: Pixels, other: Pixels) -> NDArray[np.intp]:
    """Rows that may differ, by words of eight bytes: all others do not."""
    a, b = np.ascontiguousarray(one).ravel(), np.ascontiguousarray(other).ravel()
    whole, width = a.size // 8 * 8, a.size // max(1, len(one))
    words = 8 * np.flatnonzero(a[:whole].view(np.uint64) != b[:whole].view(np.uint64))
    rest = whole + np.flatnonzero(a[whole:] != b[whole:])
    return np.unique(np.concatenate([words, words + 7, rest]) // max(1, width))


class _Lent:
    """A pixmap's samples, which go when nobody looks at them any longer."""

    def __init__(self, pixmap: pymupdf.Pixmap) -> None:
        self._pixmap = pixmap
        self.__array_interface__ = {
            "shape": (pixmap.height, pixmap.width, pixmap.n),
            "strides": (pixmap.stride, pixmap.n, 1),
            "typestr": "|u1",
            "data": (pixmap.samples_ptr, False),
            "version": 3,
        }


def pixels_of(pixmap: pymupdf.Pixmap) -> Pixels:
    """The samples of a pixmap, height x width x channels: not copied, and kept as long."""
    return np.asarray(_Lent(pixmap))


def highest_channel(pixels: cv2.typing.MatLike) -> Plane:
    """The lightest channel of each pixel."""
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)
