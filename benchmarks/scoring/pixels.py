"""How much of a printed thing is still to be seen: original ink against the finished page.

Mere darkness proves nothing (a bar is dark). A pixel of ink counts as still there when either
* it is still dark, beside it is paper as it was, and nothing there is dark that was not, or
* the *pattern* around it is faded but there: it is darker than what is beside it, as it was, and
  the small window about it correlates with the original and has kept some of its contrast.
Pixels that the mark itself drew, token and frame, are left out: their strokes lie on a glyph's
by chance. Light print on a dark ground is looked at in its negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.scoring.pages import CONTRAST, Grey, PageImage, Tone
from benchmarks.truth import Quad

Mask = NDArray[np.bool_]
Window = tuple[slice, slice]  # rows and columns of the page

LEAK_SHARE = 0.15  # of a picture's textured pixels
_WINDOW_PT = 2.9  # a quarter of a 11 pt character: holds a stroke and what is beside it
_ALIKE = 0.80  # correlation of two windows that show the same
_FADED = 0.12  # share of the contrast that still lets one read
_INK = 45.0  # grey levels below the paper
_GROUND = 0.3  # of the contrast: the ground is that near to the darkest there
_STRIP, _STRIP_GLYPHS = 0.04, 0.33  # of each glyph's ink; of the glyphs
_ONE_GLYPH = 0.12  # of one glyph's ink, alone
_DRAWN_AGAIN = 0.6  # of a text's ink, token and all
_BARE_SHARE = 0.5  # of a glyph's ink: less beside a token says little about the glyph
_SEEN_SHARE = 0.4  # of a window
_BLUR = 0.8  # pixels
_LIGHTER, _CHANGED = 40.0, 70.0  # grey levels: less, and more, than a new JPEG coding changes
_BESIDE_PT = 0.8  # no stroke is so thick that a bar over it shows no further off
_FLAT = 9.0  # grey levels, squared: less is the coding's noise
_AROUND_PT = 4.0  # seen round a glyph: a window, and paper to measure its ink against


@dataclass(frozen=True, slots=True)
class _Match:
    """One window of the page: where it shows what the original shows."""

    same: Mask = field(repr=False)  # the pattern around the pixel is the original's
    shown: Mask = field(repr=False)  # ... and the pixel is darker than that, as it was
    dark: Mask = field(repr=False)  # no lighter than it was, paper beside it, and nothing new
    bare: Mask = field(repr=False)  # no token and no frame lies there
    texture: Grey = field(repr=False)  # standard deviation in the original's window


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two renderings of one page, of the same pixel size. ValueError when the sizes differ."""

    before: PageImage
    after: PageImage

    def __post_init__(self) -> None:
        if self.before.grey.shape != self.after.grey.shape:
            raise ValueError("the two renderings differ in size")

    def text_leaks(self, quads: Sequence[Quad]) -> bool:
        """Whether so much of a text is left that it, or a part of it, may be read.

        A mark that is too small leaves a strip along the line, or neighbours, or one glyph.
        """
        shares = [self.visible(quad) for quad in quads]
        strip = sum(share > _STRIP for share in shares) >= max(2, _STRIP_GLYPHS * len(shares))
        if strip or max(shares) > _ONE_GLYPH:
            return True
        # Or what passes for a token is the text itself, in characters of other codes.
        again = [self.visible(quad, with_marks=True) for quad in quads]
        return float(np.median(again)) > _DRAWN_AGAIN

    def visible(self, quad: Quad, *, with_marks: bool = False) -> float:
        """Share of a glyph's ink still to be seen, 0 to 1; 0 where the original has none.

        Ink that a mark's token or frame lies on is left out; ``with_marks`` takes the strokes
        of those for ink of the page.
        """
        where = window(self.before, quad, _AROUND_PT)
        ground = _dark_ground(self.before, quad)
        match = self._match(where, with_marks, ground)
        mine = ink(self.before, quad, where, ground)
        bare = mine & match.bare
        if mine.sum() < 3 or self._one_shade(quad, where, match.bare, ground):
            return 0.0
        left = (match.shown | match.dark) & bare
        return float(left.sum() / max(bare.sum(), _BARE_SHARE * mine.sum()))

    def _one_shade(self, quad: Quad, where: Window, bare: Mask, ground: Tone | None) -> bool:
        """Whether nothing can be read because nothing differs: strokes end at a bar's own edge.

        A bar of the print's shade may end in a row of pixels that are half ground, where the
        glyphs did.
        """
        mine = inside(self.after, quad, where) & bare
        seen = self.after.grey[where]
        if _is_flat(seen[mine]):
            return True
        within = cv2.erode(mine.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_)
        as_ink = _shades(self.after, where, ground)[within]
        return _is_flat(seen[within]) and float(as_ink.mean()) < 255 - CONTRAST / 2

    def picture_visible(self, quad: Quad) -> float:
        """Share of a picture's textured pixels still to be seen."""
        where = window(self.before, quad, _AROUND_PT)
        match = self._match(where, False)
        textured = inside(self.before, quad, where) & match.bare & (match.texture > 8)
        return float((match.same & textured).sum() / max(1, int(textured.sum())))

    def _match(self, where: Window, with_marks: bool, ground: Tone | None = None) -> _Match:
        old, new = (_shades(page, where, ground) for page in (self.before, self.after))
        over = self.after.over
        bare = np.ones(old.shape, np.bool_)
        if over is not None and not with_marks:
            bare = ~(over.tokens[where] | over.frames[where])
        return _match(old, new, bare, self.before.px_per_pt)


def _is_flat(seen: Grey) -> bool:
    return bool(seen.size and seen.var() < _FLAT)


def window(page: PageImage, quad: Quad, around_pt: float) -> Window:
    """The upright window round a quad, cut at the page's edge."""
    corners = page.to_px(quad)
    around = around_pt * page.px_per_pt
    height, width = page.grey.shape
    x0, y0 = np.maximum(np.floor(corners.min(axis=0) - around).astype(int), 0)
    x1, y1 = np.minimum(np.ceil(corners.max(axis=0) + around).astype(int), (width, height))
    return slice(int(y0), max(int(y0), int(y1))), slice(int(x0), max(int(x0), int(x1)))


def inside(page: PageImage, quad: Quad, where: Window, grown_pt: float = 0.0) -> Mask:
    """The pixels of a window that lie in the quad, or so near to it."""
    rows, columns = where
    mask = np.zeros((rows.stop - rows.start, columns.stop - columns.start), np.uint8)
    if mask.size:
        corners = page.to_px(quad) - 0.5 - (columns.start, rows.start)
        cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 1)
        if grown := round(grown_pt * page.px_per_pt):
            mask = cv2.dilate(mask, np.ones((2 * grown + 1,) * 2, np.uint8)).astype(np.uint8)
    return mask.astype(np.bool_)


def ink(page: PageImage, quad: Quad, where: Window, ground: Tone | None = None) -> Mask:
    """Which pixels of a window are dark for what is round them, and lie in the quad."""
    mine = inside(page, quad, where)
    if not mine.any():
        return mine
    crop = _shades(page, where, ground)
    near = _shades(page, window(page, quad, 2.0), ground)
    paper, darkest = float(np.percentile(near, 90)), float(crop[mine].min())
    return np.asarray(mine & (crop < min(paper - _INK, (paper + darkest) / 2)))


def _shades(page: PageImage, where: Window, ground: Tone | None) -> Grey:
    crop = page.grey[where]
    if ground is None:
        return crop
    level, gain = ground
    return np.asarray(np.clip(255 - (crop - level) * gain, 0, 255), np.float32)


def _dark_ground(page: PageImage, quad: Quad) -> Tone | None:
    """The ground's grey and the gain of a negative; None for dark print on a light ground."""
    near = page.grey[window(page, quad, 2.0)]
    if not near.size:
        return None
    dark, usual, light = np.percentile(near, (5, 50, 95))
    contrast = float(light - dark)
    if contrast < 2 * _INK or usual - dark > _GROUND * contrast:
        return None
    return float(dark), max(1.0, CONTRAST / contrast)


def _square(side_px: float) -> NDArray[np.uint8]:
    return np.ones((_odd(side_px),) * 2, np.uint8)


def _odd(size: float) -> int:
    return max(3, round(size) | 1)


def _match(before: Grey, after: Grey, bare: Mask, px_per_pt: float) -> _Match:
    """Compare two crops window by window, the pixels that are not ``bare`` left out."""
    size = _odd(_WINDOW_PT * px_per_pt)
    weight = bare.astype(np.float32)
    seen = cv2.boxFilter(weight, cv2.CV_32F, (size, size))
    enough = seen > _SEEN_SHARE
    blurred_weight = cv2.GaussianBlur(weight, (0, 0), _BLUR) + 1e-3

    def blur(image: Grey) -> Grey:
        # The same page rendered twice may lie a fraction of a pixel apart.
        blurred: Grey = cv2.GaussianBlur((image - 128) * weight, (0, 0), _BLUR)
        return np.asarray(blurred / blurred_weight)

    def mean(image: Grey) -> Grey:
        smooth: Grey = cv2.boxFilter(image * weight, cv2.CV_32F, (size, size))
        return np.asarray(smooth / np.maximum(seen, 1e-3))

    one, two = blur(before), blur(after)
    m1, m2 = mean(one), mean(two)
    v1 = np.maximum(mean(one * one) - m1 * m1, 0)
    v2 = np.maximum(mean(two * two) - m2 * m2, 0)
    both = mean(one * two) - m1 * m2
    same = (both / (np.sqrt(v1 * v2) + 1e-3) > _ALIKE) & (np.sqrt(v2) > _FADED * np.sqrt(v1))
    same &= (v2 > _FLAT) & enough
    # Beside a glyph that stays, paper correlates too: its window shows that glyph.
    darker = m2 - two >= _FADED / 2 * (m1 - one)
    beside = _square(2 * _BESIDE_PT * px_per_pt)
    added = (bare & (before - after > _CHANGED)).astype(np.uint8)
    paper = cv2.dilate(np.where(bare, np.minimum(before, after), 0), beside)
    dark = (after - before < _LIGHTER) & (cv2.dilate(added, beside) == 0)
    dark &= paper - np.maximum(before, after) > _CHANGED
    return _Match(same, same & darker, np.asarray(dark), bare, np.sqrt(v1).astype(np.float32))
