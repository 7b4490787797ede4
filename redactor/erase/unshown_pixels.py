"""Print of pictures that no page shows, whatever hides it: Decode, a palette, a colour key, a mask,
a blend, later paint. Anybody who takes the picture out of the file can read it.

What hides it is not asked. A copy of the document has each such picture in one colour: where its
pages look the same as before, nobody sees the print.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pymupdf
from numpy.typing import NDArray
from pikepdf import Name, Pdf, Stream

from redactor.erase.faults import UNCERTAIN
from redactor.erase.frames import Affine, page_frame
from redactor.erase.ink import PageImage, render
from redactor.erase.jpeg_blocks import repaint_jpeg
from redactor.erase.masks import Mask
from redactor.erase.pictures import adopt_jpx
from redactor.erase.samples import filters_of, read_raw, store
from redactor.erase.suspects import Key, Suspects
from redactor.erase.whites import is_indexed
from redactor.levels import difference
from redactor.memory import forget_drawn

Levels = NDArray[np.uint8]  # of 255, height x width
_DPI = 150.0
_SEEN = 2  # levels of 255 by which the page must change; nobody sees less
_AROUND_PX = 2  # of the page, round what changes
_SOFT_PX = 2  # of the picture, round what is seen: readers blend, at other scales further
_PRINT, _LEAST_PX = 40, 40  # of 255: an edge of print; a character has more such pixels
_FAINT = 3  # levels of 255
_REACH_PX = 20  # of the picture: strokes are less wide
_EVERY = 3  # pixels: one of so many is asked for the colour in the middle
_BLOCK_PX = 16  # a JPEG's largest coding block
_FLAT_PX = 1e-6
_UNSEEN: Levels = np.zeros((1, 1), np.uint8)


def blank_unshown(source: Path, target: Path, drawing: Iterable[int]) -> bool:
    """Write to ``target`` the document without print that none of its pages shows, if there is any.

    ``drawing``: the pages (from 0) that may draw pictures.
    """
    with pikepdf.open(source) as pdf, pymupdf.open(source, filetype="pdf") as document:
        suspects = Suspects.of(pdf, document, drawing)
        unshown: dict[Key, Levels] = {}
        for planes in suspects.trials():
            with _in_one_colour(source, planes, target) as flat:
                unshown |= _unshown(document, flat, suspects, planes)
        for key, seen in unshown.items():
            with contextlib.suppress(*UNCERTAIN):
                _fill(_plane(pdf, key), seen)
        if unshown:
            pdf.save(target)
        return bool(unshown)


def _plane(pdf: Pdf, key: Key) -> Stream:
    plane = pdf.get_object(*key)
    assert isinstance(plane, Stream)
    return plane


@contextlib.contextmanager
def _in_one_colour(source: Path, keys: Iterable[Key], trial: Path) -> Iterator[pymupdf.Document]:
    """The document with these planes in one colour each, which lies at ``trial`` meanwhile."""
    with pikepdf.open(source) as pdf:
        for key in keys:
            with contextlib.suppress(*UNCERTAIN):  # what cannot be decoded shows nothing
                _fill(_plane(pdf, key), _UNSEEN)
        pdf.save(trial)
    with pymupdf.open(trial, filetype="pdf") as document:
        yield document


def _unshown(
    document: pymupdf.Document,
    flat: pymupdf.Document,
    suspects: Suspects,
    planes: Mapping[Key, Sequence[Key]],
) -> dict[Key, Levels]:
    """The planes with print that no page shows, and what is seen of each, in its own pixels."""
    owners = {image for images in planes.values() for image in images}
    if not owners.isdisjoint(suspects.inside):
        # Of what patterns, glyphs and masks draw nobody knows where it stands.
        changes = (_changes(document[i], flat[i])[1] for i in suspects.pages)
        if any((levels > _SEEN).any() for levels in changes):
            return {}
        return {k: _UNSEEN for k in planes if _hides_print(suspects.plane(k), _UNSEEN)}
    seen = dict.fromkeys(planes, _UNSEEN)
    for index, placed in suspects.pages.items():
        # What is known to show all its print is not drawn again, as on the next page.
        wanted = [
            (key, matrix)
            for key in planes
            for image, matrix in placed
            if image in planes[key] and key in seen
        ]
        if not wanted:
            continue
        shown, levels = _changes(document[index], flat[index])
        to_points = page_frame(document[index]).to_points
        for key, matrix in wanted:
            here = _in_plane(levels, shown, matrix.then(to_points), suspects.plane(key))
            seen[key] = np.maximum(seen[key], here)
        for key in {k for k, _ in wanted}:
            if not _hides_print(suspects.plane(key), seen[key]):
                del seen[key]
        forget_drawn(document[index])
    return {k: levels for k, levels in seen.items() if _hides_print(suspects.plane(k), levels)}


def _changes(page: pymupdf.Page, other: pymupdf.Page) -> tuple[PageImage, Levels]:
    """The page as drawn, and by how much the other one differs in or next to each pixel."""
    shown, without = (render(p, page_frame(p), _DPI) for p in (page, other))
    return shown, _spread(difference(shown.pixels, without.pixels), _AROUND_PX)


def _spread(levels: Levels, pixels: int) -> Levels:
    kernel = np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8)
    return np.asarray(cv2.dilate(levels, kernel), np.uint8)


def _in_plane(levels: Levels, page: PageImage, to_points: Affine, plane: Stream) -> Levels:
    """A page's changes by the pixels of a picture; ``to_points`` maps its unit square (y up)."""
    width, height = int(plane["/Width"]), int(plane["/Height"])
    lie = page.geometry
    corners = [lie.point_to_px(to_points.apply(p)) for p in ((0, 1), (1, 1), (0, 0))]
    (x0, y0), (x1, y1), (x2, y2) = corners
    if abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) < _FLAT_PX:
        return np.zeros((height, width), np.uint8)
    # One pixel of a coarse picture takes many of the page.
    across = math.dist(corners[0], corners[1]) / width
    down = math.dist(corners[0], corners[2]) / height
    levels = _spread(levels, math.ceil(max(across, down) / 2))
    goal = np.array([(0, 0), (width, 0), (0, height)], np.float32)
    to_plane = cv2.getAffineTransform(np.array(corners, np.float32), goal)
    here = cv2.warpAffine(levels, to_plane, (width, height), flags=cv2.INTER_NEAREST)
    return _spread(np.asarray(here, np.uint8), _SOFT_PX)


def _hides_print(plane: Stream, seen: Levels) -> bool:
    """Whether the plane has edges as print has where nobody sees them."""
    with contextlib.suppress(*UNCERTAIN):
        return int(np.count_nonzero(_edges(plane) & (seen <= _SEEN))) >= _LEAST_PX
    return False


def _edges(plane: Stream) -> Mask:
    raw = read_raw(plane)
    grey = raw.values.mean(axis=2)
    low, high = grey.min(), grey.max()
    if is_indexed(plane) or (high - low) * 255 <= _FAINT * raw.top:
        # Anybody can spread what hardly differs. Numbers of a palette are no levels at all.
        grey = np.minimum((grey - low) * 255, 255)
    else:
        grey *= 255 / raw.top
    kernel = np.ones((3, 3), np.uint8)
    edges = cv2.morphologyEx(grey.astype(np.uint8), cv2.MORPH_GRADIENT, kernel)
    return np.asarray(edges > _PRINT)


def _fill(plane: Stream, seen: Levels) -> None:
    """Give what nobody sees the plane's one colour: that in its middle."""
    raw, filters = read_raw(plane), filters_of(plane)
    # Nothing changes where nothing is seen at all. What is faint changes round print alone.
    faint = (_edges(plane) & (seen > 0) & (seen <= _SEEN)).astype(np.uint8)
    gone = (seen == 0) | (_spread(faint, _REACH_PX) > 0) & (seen <= _SEEN)
    some = raw.values[::_EVERY, ::_EVERY]
    raw.values[np.broadcast_to(gone, raw.values.shape[:2])] = np.quantile(
        some, 0.5, axis=(0, 1), method="lower"
    )
    if filters == ["/DCTDecode"] and "/DecodeParms" not in plane and not gone.all():
        coded = repaint_jpeg(plane.read_raw_bytes(), raw.values.astype(np.uint8), _blocks(gone))
        if coded is not None:
            plane.write(coded, filter=Name.DCTDecode)
            return
    if filters[-1:] == ["/JPXDecode"]:
        adopt_jpx(plane, raw)
    store(plane, raw)


def _blocks(gone: Mask) -> Mask:
    """The coding blocks of a JPEG that are gone as a whole, and those around them: where colour is
    coded more coarsely, painting a block reaches into the next.
    """
    height, width = gone.shape
    rows, columns = -(-height // _BLOCK_PX), -(-width // _BLOCK_PX)
    # Beyond its edges a picture has nothing that is seen.
    whole = np.ones((rows * _BLOCK_PX, columns * _BLOCK_PX), np.bool_)
    whole[:height, :width] = gone
    tiles = whole.reshape(rows, _BLOCK_PX, columns, _BLOCK_PX).all(axis=(1, 3))
    inner = cv2.erode(tiles.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_)
    return np.kron(inner, np.ones((_BLOCK_PX, _BLOCK_PX), np.bool_))[:height, :width]
