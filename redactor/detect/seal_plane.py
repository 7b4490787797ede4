"""The ink of a seal alone, whatever lies below it: by its hue, or by how dark it is."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from redactor.detect.seal_find import GREY, RED, Ellipse, leads
from redactor.ports import Image

Plane = NDArray[np.uint8]
Grid = NDArray[np.float64]

_DIRECTIONS = 180
_OUTLINE = 0.06  # of the half axes: so far in and out the outline's ink is looked for
_BESIDE = (-0.25, -0.1)  # of the half axes: paper round it
_RIM, _WITHIN = (-0.04, 0.04), (0.05, 0.12)  # the outline itself, and what lies just inside
_GOES_ON, _STOPS = 0.25, 0.2  # of the rim's ink; measured: nets .33 and more, seals up to .03
_HALF = 0.6  # of an outline: less shows of one that is cut
_AS_DARK = 0.25  # of the way from print to paper: an outline not paler is as dark as print
_PRINT = 0.55  # of paper, on the ink's own channel: darker is print
_FAINTEST = 30.0  # levels of full ink at least: below it all is paper
_CONTRAST, _LEAST = 190.0, 0.25  # levels from print to paper of a good copy; what a poor one keeps


def ink_at(image: Image, seal: Ellipse, x: Grid, y: Grid, by_hue: bool = True) -> Plane:
    """The seal's ink at the given places; 0 for paper, 255 for full ink.

    Not ``by_hue``: coloured ink by how dark it is, which coding keeps sharper than colour.
    """
    cut = _at(image, x, y)
    if seal.ink == GREY:
        ink = _grey_ink(image, seal, cut)
    elif not by_hue:
        ink = dark_ink(cut, seal.ink)
    else:
        ink = leads(cut, seal.ink).astype(np.float32)
        ink -= _paper_lead(image, seal)
    faintest = _FAINTEST * _contrast(image) if seal.ink == GREY else _FAINTEST
    full = max(faintest, float(np.percentile(ink, 95)))
    return np.asarray(np.clip(ink * (255 / full), 0, 255), np.uint8)


def is_hole(image: Image, seal: Ellipse) -> bool:
    """Whether the outline only bounds the bare middle of a net of fine lines, as certificates have
    below their print: the ink goes on all round it, and none does inside.
    """
    levels = [
        np.median(cv2.cvtColor(_along(image, seal, *span), cv2.COLOR_RGB2GRAY), axis=0)
        for span in (_BESIDE, _RIM, _WITHIN)
    ]
    paper = np.max(levels)
    beside, rim, within = (paper - level for level in levels)
    full = max(1.0, float(rim.max()))
    return bool(beside.mean() >= _GOES_ON * full and within.mean() <= _STOPS * full)


def _contrast(image: Image) -> float:
    """How much of a good copy's contrast the page has: 1 for all."""
    print_, paper = np.percentile(image[::8, ::8], [1, 75])
    return float(np.clip((paper - print_) / _CONTRAST, _LEAST, 1))


def _at(image: Image, x: Grid, y: Grid) -> Image:
    # Only the part that is wanted: cv2.remap takes no larger picture than 32767 pixels, nor fast.
    found = cv2.remap(
        image,
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return np.asarray(found, np.uint8)


def dark_ink(cut: Image, ink: str, paper: Image | None = None) -> NDArray[np.float32]:
    """By how much it is darker than paper where no print lies: that is dark in the ink, too.

    ``paper``: where most is paper, if not in the cut.
    """
    own, other = (0, 1) if ink == RED else (2, 0)
    bare = np.percentile(cut if paper is None else paper, 75, axis=(0, 1))
    print_ = (cut[..., own] < _PRINT * bare[own]).astype(np.uint8)
    dark = np.float32(bare[other]) - cut[..., other].astype(np.float32)
    dark[cv2.dilate(print_, np.ones((3, 3), np.uint8)) > 0] = 0
    return dark


def _grey_ink(image: Image, seal: Ellipse, cut: Image) -> NDArray[np.float32]:
    """Without print where a copy shows it darker than the seal."""
    plain = np.asarray(cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY), np.uint8)
    paper, print_ = float(np.percentile(plain, 75)), float(np.percentile(plain, 1))
    outline = _outline_level(image, seal)
    bare = plain.astype(np.float32)
    if outline - print_ > _AS_DARK * (paper - print_):
        darker = (plain < (outline + print_) / 2).astype(np.uint8)
        bare[cv2.dilate(darker, np.ones((3, 3), np.uint8)) > 0] = paper
    return paper - bare


def _paper_lead(image: Image, seal: Ellipse) -> float:
    """By how much paper leads round the seal: in warm light that is red, too."""
    return float(np.median(leads(_along(image, seal, *_BESIDE), seal.ink)))


def _along(image: Image, seal: Ellipse, first: float, last: float) -> Image:
    """A strip round the seal, between two depths as shares of its half axis."""
    angles = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
    depths = np.linspace(first, last, 9) * min(seal.a, seal.b)
    return _at(image, *seal.inside(angles[:, None], depths[None, :]))


def _outline_level(image: Image, seal: Ellipse) -> float:
    around = _along(image, seal, -_OUTLINE / 2, _OUTLINE)
    plain = np.asarray(cv2.cvtColor(around, cv2.COLOR_RGB2GRAY), np.uint8)
    # Of one that an edge of the sheet cuts, most directions show nothing.
    share = 50.0 if seal.covered >= _HALF else 50 * seal.covered
    return float(np.percentile(plain.min(axis=1), share))
