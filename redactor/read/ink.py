"""Ink on a rendered page that looks like text: where it is, and which of it was read.

Everything here works at ``INK_DPI``, in pixels of the rendered, rotated image.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.geometry import PageGeometry, PtQuad, PxBox
from redactor.levels import median
from redactor.ports import Image

INK_DPI = 100.0
Mask = NDArray[np.uint8]  # height x width, 0 or 1

_CONTRAST = 40  # of 255; a grey of 215 on white still shows
_STROKE_PX = 15  # wider than the strokes of any letter
_GROUND_PX = 31  # surroundings in which ink is the lesser part: two lines of 10 pt
_AROUND_PX = 22  # that decide about a pixel: more than either surroundings reach
_PAINT = 0.12  # of a character's shorter side: slanted letters reach out of their cells
_RULE_PX = 40  # a straight run of ink this long is a ruling line, not a stroke
_MIN_SIDE_PX, _MAX_SIDE_PX = 5, 90  # of one letter: 4 to 65 pt
_MIN_AREA_PX = 6
_JOIN_PX = 11  # letters this near belong to one word: a letter space at 10 pt is 4 px
_SAME_FIGURE = 0.8  # shared pixels of all; letters of bold print share 0.7 at most, of others 0.4
_ROW_LETTERS = 5  # components of one height side by side make a row of text
_WHITE = (255, 255, 255)
_BLANK_SPREAD = 10  # of 255: a picture that varies less shows nothing


@dataclass(frozen=True, slots=True)
class Cluster:
    """Letters that stand together."""

    box: PxBox
    letters: int
    is_row: bool  # many letters of about one height, in a line


def ink_mask(image: Image) -> Mask:
    """1 where there is a stroke, dark on light or light on dark, ruling lines taken out."""
    # The darkest and the lightest channel: yellow on white is pale in grey, not in blue.
    darkest, lightest = _extremes(image)
    mask: Mask = np.zeros_like(darkest)
    for inner, outer in _bands(darkest):
        band = darkest[outer]
        dark = _strokes(cv2.MORPH_BLACKHAT, band, cv2.subtract(_ground(band), band))
        mask[inner] = dark[inner.start - outer.start :][: inner.stop - inner.start]
    if _has_dark_ground(lightest):
        mask |= _strokes(cv2.MORPH_TOPHAT, lightest, cv2.subtract(lightest, _ground(lightest)))
    return _without_rules(mask)


def _strokes(hat: int, plane: Mask, off_ground: Mask) -> Mask:
    # Two tests, each blind where the other sees. A stroke is narrower than the kernel: the corner
    # of a filled area is not. A stroke differs from what most of the surroundings have: the
    # light gap between two dark strokes does not.
    kernel = np.ones((_STROKE_PX, _STROKE_PX), np.uint8)
    stands_out = cv2.min(cv2.morphologyEx(plane, hat, kernel), off_ground)
    return np.asarray(stands_out > _CONTRAST, np.uint8)


def _bands(plane: Mask) -> Iterator[tuple[slice, slice]]:
    """Rows that may hold dark strokes, and with the rows around that are looked at for them.

    A page of print whose glyphs are painted over has a ruling or two.
    """
    dark = np.flatnonzero(plane.min(axis=1) < 255 - _CONTRAST)
    for rows in np.split(dark, np.flatnonzero(np.diff(dark) > 2 * _AROUND_PX) + 1):
        if rows.size:
            first, end = int(rows[0]), int(rows[-1]) + 1
            # An even number of rows from the top, as the ground is found at half scale.
            start = max(0, first - _AROUND_PX) // 2 * 2
            yield slice(first, end), slice(start, min(end + _AROUND_PX, len(plane)))


def _has_dark_ground(plane: Mask) -> bool:
    """Whether strokes that are lighter than their surroundings can stand out anywhere.

    The middle value is below a limit only where most of the surroundings are.
    """
    dark = (_halved(plane) <= 255 - _CONTRAST).astype(np.float32)
    side = _GROUND_PX // 2
    share = cv2.boxFilter(dark, -1, (side, side), borderType=cv2.BORDER_REPLICATE)
    return bool(share.max() > 0.49)


def _extremes(image: Image) -> tuple[Mask, Mask]:
    """The darkest and the lightest channel of each pixel."""
    red, green, blue = cv2.split(image)
    return cv2.min(cv2.min(red, green), blue), cv2.max(cv2.max(red, green), blue)


def _ground(plane: Mask) -> Mask:
    """The middle value of the surroundings; at half scale, which is four times as quick."""
    height, width = plane.shape
    blurred = cv2.medianBlur(_halved(plane), _GROUND_PX // 2)
    rows, columns = blurred.shape
    out: Mask = cv2.resize(blurred, (2 * columns, 2 * rows), interpolation=cv2.INTER_LINEAR)
    return out[:height, :width]


def _halved(plane: Mask) -> Mask:
    height, width = plane.shape
    # Exactly two to one is several times as quick.
    even = cv2.copyMakeBorder(plane, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = (width + 1) // 2, (height + 1) // 2
    return np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.uint8)


def painted_over(image: Image, pieces: Sequence[Sequence[PtQuad]], geometry: PageGeometry) -> Image:
    """The page without these characters: each is filled with the ground of its piece.

    Masking them out after the fact would leave the ground between light letters and the edge of
    their band, which looks like dark strokes.
    """
    out = image.copy()
    cells = grown_cells([q for quads in pieces for q in quads], geometry, _PAINT)
    at = 0
    for quads in pieces:
        mine = cells[at : at + len(quads)]
        at += len(quads)
        (x0, y0), (x1, y1) = mine[0].min(axis=0), mine[0].max(axis=0)
        sample = image[max(0, y0) : max(0, y1) + 1, max(0, x0) : max(0, x1) + 1]
        if sample.size:
            ground = _middle(sample)
            for cell in mine:  # all in one call would leave holes where cells overlap
                cv2.fillConvexPoly(out, cell, ground)
    return out


def _middle(sample: Image) -> tuple[int, ...]:
    """The middle value of each channel."""
    white = np.count_nonzero(cv2.inRange(sample, _WHITE, _WHITE))
    if 2 * white > sample.shape[0] * sample.shape[1]:  # as on most paper
        return _WHITE
    return tuple(int(median(sample[..., channel])) for channel in range(3))


def grown_cells(quads: Sequence[PtQuad], geometry: PageGeometry, grow: float) -> NDArray[np.int32]:
    """Pixel corners of quads, moved out by a share of the shorter side and one pixel.

    Shape: quads, 4 corners, 2.
    """
    if not quads:
        return np.zeros((0, 4, 2), np.int32)
    points = geometry.quads_to_px(quads)
    centre = points.mean(axis=1, keepdims=True)
    sides = np.linalg.norm(points - np.roll(points, 1, axis=1), axis=2).min(axis=1)
    away = points - centre
    reach = np.maximum(np.linalg.norm(away, axis=2, keepdims=True), 1e-6)
    by = (1.0 + grow * sides)[:, None, None] * np.sqrt(2)
    out: NDArray[np.int32] = np.round(centre + away * (1 + by / reach)).astype(np.int32)
    return out


def _without_rules(mask: Mask) -> Mask:
    across = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, _RULE_PX), np.uint8))
    down = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((_RULE_PX, 1), np.uint8))
    # A dense block of strokes is no rule: rules are thin.
    across = across & ~cv2.morphologyEx(across, cv2.MORPH_OPEN, np.ones((6, 1), np.uint8))
    down = down & ~cv2.morphologyEx(down, cv2.MORPH_OPEN, np.ones((1, 6), np.uint8))
    rules = cv2.dilate(across | down, np.ones((3, 3), np.uint8))
    out: Mask = mask & (1 - rules)
    return out


def quad_mask(
    quads: Iterable[PtQuad], geometry: PageGeometry, shape: tuple[int, int], grow: float
) -> Mask:
    """1 inside the quads, each grown by a share of its shorter side on every side."""
    mask: Mask = np.zeros(shape, np.uint8)
    for cell in grown_cells(tuple(quads), geometry, grow):
        cv2.fillConvexPoly(mask, cell, 1)
    return mask


def clusters(mask: Mask) -> list[Cluster]:
    """Groups of letter-like components of ink: words, or rows of them."""
    x, y, width, height = cv2.boundingRect(mask)
    if not width:
        return []
    found = _clusters(mask[y : y + height, x : x + width])
    return [replace(c, box=c.box.moved(x, y)) for c in found]


def _clusters(mask: Mask) -> list[Cluster]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    letters = [i for i in range(1, count) if _is_letter(stats[i])]
    if not letters:
        return []
    keep = np.zeros(count, np.uint8)
    keep[letters] = 1
    joined = cv2.dilate(keep[labels], np.ones((3, 2 * _JOIN_PX + 1), np.uint8))
    _, groups, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    members: dict[int, list[int]] = {}
    for i in letters:
        ys, xs = np.nonzero(labels[_rows(stats[i]), _columns(stats[i])] == i)
        y = stats[i][cv2.CC_STAT_TOP] + int(ys[0])
        x = stats[i][cv2.CC_STAT_LEFT] + int(xs[0])
        members.setdefault(int(groups[y, x]), []).append(i)
    return [_cluster(stats[found]) for found in members.values()]


def _is_letter(stat: NDArray[np.int32]) -> bool:
    height, width = stat[cv2.CC_STAT_HEIGHT], stat[cv2.CC_STAT_WIDTH]
    area = stat[cv2.CC_STAT_AREA]
    # The longer side: "一" and "1" are letters too.
    return bool(_MIN_SIDE_PX <= max(height, width) <= _MAX_SIDE_PX and area >= _MIN_AREA_PX)


def _rows(stat: NDArray[np.int32]) -> slice:
    return slice(stat[cv2.CC_STAT_TOP], stat[cv2.CC_STAT_TOP] + stat[cv2.CC_STAT_HEIGHT])


def _columns(stat: NDArray[np.int32]) -> slice:
    return slice(stat[cv2.CC_STAT_LEFT], stat[cv2.CC_STAT_LEFT] + stat[cv2.CC_STAT_WIDTH])


def _cluster(stats: NDArray[np.int32]) -> Cluster:
    x0, y0 = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    x1, y1 = x0 + stats[:, cv2.CC_STAT_WIDTH], y0 + stats[:, cv2.CC_STAT_HEIGHT]
    box = PxBox(float(x0.min()), float(y0.min()), float(x1.max()), float(y1.max()))
    heights = stats[:, cv2.CC_STAT_HEIGHT]
    typical = float(np.median(heights))
    alike = int(((heights > 0.5 * typical) & (heights < 1.6 * typical)).sum())
    in_line = box.width >= 4 * box.height and box.height <= 3 * typical
    return Cluster(box, len(stats), in_line and alike >= _ROW_LETTERS)


def unexplained(mask: Mask) -> list[PxBox]:
    """Boxes of letters in ink that nothing explains: drawn glyphs, handwriting, stamps.

    A lone component (a check box, a bullet) is no text.
    """
    found = []
    for cluster in clusters(mask):
        box = cluster.box
        long_side, short_side = max(box.width, box.height), min(box.width, box.height)
        word = cluster.letters >= 2 and long_side >= 1.3 * short_side
        if (word or cluster.letters >= 3) and long_side >= 2 * _MIN_SIDE_PX:
            found.append(box)
    return found


def is_blank(image: Image, box: PxBox) -> bool:
    """Whether a part of the page is of one colour."""
    patch = image[
        max(0, int(box.y0)) : max(0, int(box.y1)), max(0, int(box.x0)) : max(0, int(box.x1))
    ]
    if patch.size == 0:
        return True
    spread = patch.max(axis=(0, 1)).astype(int) - patch.min(axis=(0, 1))
    return bool(spread.max() < _BLANK_SPREAD)


def unread_rows(mask: Mask, read: Mask, *, sideways: bool) -> tuple[int, int]:
    """How many rows of text-like ink there are, and how many of them were not read.

    ``sideways`` when the text runs up or down the image. Photos and drawings have letters, but
    few rows of them.
    """
    if sideways:
        mask, read = np.ascontiguousarray(mask.T), np.ascontiguousarray(read.T)
    rows = [c.box for c in clusters(mask) if c.is_row]
    missed = [box for box in rows if _share(read, box) < 0.4]
    ornaments = sum(_is_ornament(mask, box) for box in missed)
    return len(rows) - ornaments, len(missed) - ornaments


def _is_ornament(mask: Mask, box: PxBox) -> bool:
    """Whether the pieces of a row are one figure over and over: a border, dots, underscores.

    A border may take turns between two figures, so each piece is held against the next two.
    """
    patch = mask[int(box.y0) : int(np.ceil(box.y1)), int(box.x0) : int(np.ceil(box.x1))]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(patch, connectivity=8)
    letters = sorted(
        (i for i in range(1, count) if _is_letter(stats[i])),
        key=lambda i: int(stats[i][cv2.CC_STAT_LEFT]),
    )
    size = max(8, int(np.ceil(box.height)))
    figures = [_figure(labels == i, stats[i], size) for i in letters]
    likeness = [
        max(_overlap(a, b) for b in figures[n + 1 : n + 3]) for n, a in enumerate(figures[:-1])
    ]
    return bool(likeness) and float(np.median(likeness)) >= _SAME_FIGURE


def _figure(spots: NDArray[np.bool_], stat: NDArray[np.int32], size: int) -> Mask:
    """One piece in the corner of a square, at its own scale."""
    out: Mask = np.zeros((2 * size, 2 * size), np.uint8)
    cut = spots[_rows(stat), _columns(stat)][: 2 * size, : 2 * size]
    out[: cut.shape[0], : cut.shape[1]] = cut
    return out


def _overlap(a: Mask, b: Mask) -> float:
    """Shared pixels of all, at the best of nine places: pieces lie on fractions of a pixel."""
    shifts = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    moved = [np.roll(b, shift, axis=(0, 1)) for shift in shifts]
    return max(float((a & m).sum() / max(1, int((a | m).sum()))) for m in moved)


def _share(mask: Mask, box: PxBox) -> float:
    patch = mask[int(box.y0) : int(np.ceil(box.y1)), int(box.x0) : int(np.ceil(box.x1))]
    return float(patch.mean()) if patch.size else 0.0


def fill(mask: Mask, boxes: Sequence[PxBox]) -> Mask:
    """The mask with these boxes set."""
    out = mask.copy()
    for b in boxes:
        out[max(0, int(b.y0)) : max(0, int(np.ceil(b.y1))), max(0, int(b.x0)) : int(b.x1) + 1] = 1
    return out
