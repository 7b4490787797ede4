"""Parts of a JPEG blanked without coding the rest again.

Only the 8 x 8 blocks the polygon touches are decoded, painted and quantised again with the
file's own tables; every other block keeps its coefficients bit for bit. Pixels of a touched
block outside the polygon belong to neighbours and are kept as near as the quantisation allows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import cv2
import jpeglib
import numpy as np
from numpy.typing import NDArray

from redactor.erase.masks import Mask, Polygon, polygon_mask

Blocks = NDArray[np.float64]  # n x 8 x 8

_ROUNDS = 80  # after 24, one boundary block in seven still missed; after 60, one in a hundred
_LIMIT = 1023  # largest coefficient of baseline JPEG
_BRIGHT = 254.0  # the least a white sample may come out at
_NEUTRAL_ERROR = 2.0  # how far a colour sample may be off grey: at most 4 levels of blue


class _Aim(Enum):
    """What a component's samples become under the polygon."""

    WHITE = 255.0
    BLACK = 0.0  # for pictures whose Decode array turns values round
    NEUTRAL = 128.0


@dataclass(frozen=True, slots=True)
class _Plane:
    """One component: its coefficients, table, and size relative to the largest."""

    blocks: NDArray[np.int16]  # rows x columns x 8 x 8, changed in place
    table: NDArray[np.float64]
    step_y: int  # picture rows a sample stands for
    step_x: int
    aim: _Aim


def blank_jpeg(data: bytes, polygons: Sequence[Polygon], *, inverted: bool = False) -> bytes | None:
    """``data`` with ``polygons`` (unit square, y up) white; None when it must be done otherwise
    (four components, odd sampling, damage). ``inverted``: sample 0 is white.
    """

    def blank(image: jpeglib.DCTJPEG) -> bool:
        planes = _planes(image, inverted)
        if planes is None:
            return False
        mask = polygon_mask(polygons, image.height, image.width)
        if mask.any():
            for plane in planes:
                _paint(plane, _sampled(mask, plane))
        return True

    return _rewritten(data, blank)


def repaint_jpeg(data: bytes, pixels: NDArray[np.uint8], mask: Mask) -> bytes | None:
    """``data`` with its pixels under ``mask`` as in ``pixels`` (RGB or grey).

    None when it must be done otherwise (no plain colour, odd sampling, damage). Untouched blocks
    keep their coefficients.
    """

    def repaint(image: jpeglib.DCTJPEG) -> bool:
        planes = _planes(image, inverted=False)
        if planes is None or len(planes) != pixels.shape[2]:
            return False
        if len(planes) == 1:
            channels: tuple[NDArray[np.uint8], ...] = (pixels[:, :, 0],)
        elif planes[1].aim is _Aim.NEUTRAL:
            y, cr, cb = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb))
            channels = (y, cb, cr)
        else:
            return False
        for plane, wanted in zip(planes, channels, strict=True):
            _repaint(plane, np.asarray(wanted, np.float64), _sampled(mask, plane))
        return True

    return _rewritten(data, repaint)


def _rewritten(data: bytes, change: Callable[[jpeglib.DCTJPEG], bool]) -> bytes | None:
    """``data`` after ``change`` has worked on its coefficients; None when that says it cannot."""
    with tempfile.TemporaryDirectory(prefix="redactor-") as folder:
        source, result = Path(folder) / "a.jpg", Path(folder) / "b.jpg"
        source.write_bytes(data)
        try:
            image = jpeglib.read_dct(str(source))
            image.load()
            if not change(image):
                return None
            image.write_dct(str(result), flags=["+OPTIMIZE_CODING"])
        except (OSError, ValueError, IndexError, TypeError, AttributeError, KeyError):
            # The library gives no error class of its own; the caller decodes to pixels instead.
            return None
        return result.read_bytes()


def _repaint(plane: _Plane, wanted: NDArray[np.float64], mask: Mask) -> None:
    rows, columns = plane.blocks.shape[:2]
    tiles = mask.reshape(rows, 8, columns, 8).swapaxes(1, 2)
    touched = tiles.any(axis=(2, 3))
    if not touched.any():
        return
    height, width = rows * 8 * plane.step_y, columns * 8 * plane.step_x
    short = ((0, max(0, height - wanted.shape[0])), (0, max(0, width - wanted.shape[1])))
    full = np.pad(wanted, short, mode="edge")[:height, :width]
    small = full.reshape(rows * 8, plane.step_y, columns * 8, plane.step_x).mean(axis=(1, 3))
    aims = small.reshape(rows, 8, columns, 8).swapaxes(1, 2)[touched]
    samples = _from_frequencies(plane.blocks[touched] * plane.table) + 128
    plane.blocks[touched] = _rounded(np.where(tiles[touched], aims, samples), plane.table)


def _planes(image: jpeglib.DCTJPEG, inverted: bool) -> list[_Plane] | None:
    colours = image.jpeg_color_space.name
    white = _Aim.BLACK if inverted else _Aim.WHITE
    match colours:
        case "JCS_GRAYSCALE":
            arrays, aims = [image.Y], [white]
        case "JCS_YCbCr" if not inverted:
            arrays = [image.Y, image.Cb, image.Cr]
            aims = [white, _Aim.NEUTRAL, _Aim.NEUTRAL]
        case "JCS_RGB":
            arrays, aims = [image.Y, image.Cb, image.Cr], [white] * 3
        case _:
            return None
    factors = np.asarray(image.samp_factor)[: len(arrays)]
    most_y, most_x = factors.max(axis=0)
    planes = []
    for i, (array, aim) in enumerate(zip(arrays, aims, strict=True)):
        down, across = factors[i]
        if array is None or most_y % down or most_x % across:
            return None
        table = np.asarray(image.qt[image.quant_tbl_no[i]], np.float64)
        if table.min() < 1:
            return None
        planes.append(_Plane(array, table, int(most_y // down), int(most_x // across), aim))
    return planes


def _sampled(mask: Mask, plane: _Plane) -> Mask:
    """The mask on the component's own grid, blocks filled up.

    Decoders smooth subsampled colour over one neighbour, so there the mask grows by one sample:
    else the colour of what was beside the polygon would bleed into it.
    """
    rows, columns = plane.blocks.shape[0] * 8, plane.blocks.shape[1] * 8
    sy, sx = plane.step_y, plane.step_x
    full = np.zeros((rows * sy, columns * sx), np.bool_)
    height, width = min(mask.shape[0], rows * sy), min(mask.shape[1], columns * sx)
    full[:height, :width] = mask[:height, :width]
    small: Mask = np.asarray(full.reshape(rows, sy, columns, sx).any(axis=(1, 3)))
    if sy == 1 and sx == 1:
        return small
    grown = small.copy()
    grown[1:] |= small[:-1]
    grown[:-1] |= small[1:]
    wide = grown.copy()
    wide[:, 1:] |= grown[:, :-1]
    wide[:, :-1] |= grown[:, 1:]
    return wide


def _paint(plane: _Plane, mask: Mask) -> None:
    rows, columns = plane.blocks.shape[:2]
    tiles = mask.reshape(rows, 8, columns, 8).swapaxes(1, 2)
    touched = tiles.any(axis=(2, 3))
    if not touched.any():
        return
    inside = tiles[touched]
    samples = _from_frequencies(plane.blocks[touched] * plane.table) + 128
    plane.blocks[touched] = _quantised(samples, inside, plane.table, plane.aim)


def _quantised(
    samples: Blocks, inside: NDArray[np.bool_], table: NDArray[np.float64], aim: _Aim
) -> NDArray[np.int16]:
    """Coefficients of ``samples`` with ``inside`` at its aim after quantisation.

    Quantisation rings: next to ink, white comes out at 230. So what missed is pushed further
    and quantised again; blocks that never get there are painted over as a whole.
    """
    wanted = np.where(inside, aim.value, samples)
    found = _rounded(wanted, table)
    late = np.arange(len(samples))
    for _ in range(_ROUNDS):
        missed = np.where(inside[late], _miss(_from_frequencies(found[late] * table) + 128, aim), 0)
        late, missed = _nonzero(late, missed)
        if not len(late):
            return found
        wanted[late] += missed * 1.1
        found[late] = _rounded(wanted[late], table)
    missed = np.where(inside[late], _miss(_from_frequencies(found[late] * table) + 128, aim), 0)
    late, _ = _nonzero(late, missed)
    found[late] = _rounded(np.full((len(late), 8, 8), _over(aim)), table)
    return found


def _nonzero(late: NDArray[np.intp], missed: Blocks) -> tuple[NDArray[np.intp], Blocks]:
    """The blocks in which something missed, and by how much."""
    rows = np.abs(missed).max(axis=(1, 2), initial=0) > 0
    return late[rows], missed[rows]


def _miss(samples: Blocks, aim: _Aim) -> Blocks:
    """How far samples must move to count as painted; 0 where they do."""
    match aim:
        case _Aim.WHITE:
            return np.maximum(_BRIGHT - samples, 0)
        case _Aim.BLACK:
            return np.minimum(255 - _BRIGHT - samples, 0)
    off = aim.value - samples
    return np.where(np.abs(off) > _NEUTRAL_ERROR, off, 0.0)


def _over(aim: _Aim) -> float:
    """The value of a block painted as a whole: beyond the end of the scale, so rounding to a
    coarse table cannot fall short of it.
    """
    match aim:
        case _Aim.WHITE:
            return 272.0
        case _Aim.BLACK:
            return -17.0
    return 128.0


def _rounded(samples: Blocks, table: NDArray[np.float64]) -> NDArray[np.int16]:
    quantised = np.rint(_to_frequencies(samples - 128) / table)
    return np.clip(quantised, -_LIMIT, _LIMIT).astype(np.int16)


def _basis() -> NDArray[np.float64]:
    """The orthonormal cosine basis: row k is frequency k. JPEG's own scaling is the same."""
    k, n = np.arange(8)[:, None], np.arange(8)[None, :]
    basis = np.cos((2 * n + 1) * k * np.pi / 16) / 2
    basis[0] /= np.sqrt(2)
    return np.asarray(basis)


_BASIS = _basis()


def _to_frequencies(samples: Blocks) -> Blocks:
    return np.asarray(_BASIS @ samples @ _BASIS.T)


def _from_frequencies(blocks: NDArray[np.float64]) -> Blocks:
    return np.asarray(_BASIS.T @ blocks @ _BASIS)
