"""What a copy shows of a place: print below a see-through bar, or nothing where print was."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.ports import Image

_NEAR, _FAR = 0.35, 1.1  # of the print's height: where the paper round a bar begins and ends
_STEP = 16  # of a channel's 256 levels: how finely grounds are told apart
_VEIL = 40  # levels between a bar's ground and the paper round it; a scan's paper varies by less
_FLAT = 30  # levels between the darkest and the palest of a place: less is no print


def is_veiled(image: Image, geometry: PageGeometry, quad: PtQuad) -> bool:
    """Whether the ground behind some print differs from the paper round it, as under a marker.

    A shaded cell of a table is larger than that: round the print its ground is the same.
    """
    box, tall = quad.box, min(quad.box.width, quad.box.height)
    here = _cut(image, geometry, box)
    far = _cut(image, geometry, box.grown(_FAR * tall)).reshape(-1, 3)
    near = _cut(image, geometry, box.grown(_NEAR * tall)).reshape(-1, 3)
    if not here.size or len(far) <= len(near):
        return False
    ring = _counts(far) - _counts(near)
    inside = _counts(here.reshape(-1, 3))
    return bool(np.abs(_ground(inside) - _ground(ring)).max() > _VEIL)


def is_blank(image: Image, geometry: PageGeometry, box: PtBox) -> bool:
    """Whether nothing is printed there."""
    here = _cut(image, geometry, box)
    return not here.size or int(here.max()) - int(here.min()) < _FLAT


def _cut(image: Image, geometry: PageGeometry, box: PtBox) -> Image:
    at = geometry.to_pixels(box)
    top, left = max(0, int(at.y0)), max(0, int(at.x0))
    return image[top : max(0, int(at.y1) + 1), left : max(0, int(at.x1) + 1)]


def _counts(pixels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """How many pixels have each coarse colour."""
    coarse = pixels.astype(np.int64) // _STEP
    steps = 256 // _STEP
    codes = (coarse[:, 0] * steps + coarse[:, 1]) * steps + coarse[:, 2]
    return np.bincount(codes, minlength=steps**3)


def _ground(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The colour that most pixels have."""
    steps = 256 // _STEP
    code = int(counts.argmax())
    return np.array([code // steps**2, code // steps % steps, code % steps]) * _STEP
