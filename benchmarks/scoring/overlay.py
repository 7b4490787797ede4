"""What a finished page has over the original by way of a mark: its token and its thin frame.

Seen from the file alone: characters the original does not have at that place, and thin stroked
rectangles it does not have. No other drawing is excused: a bar or a pale veil is none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

Mask = NDArray[np.bool_]
Box = tuple[float, float, float, float]
IsNew = Callable[[str, float, float], bool]  # character, its origin in points

_FRAME_WIDTH_PT = 0.8  # a thicker stroke is a bar
_LIGHT = 0.9  # of white: a frame round a darker fill is the edge of a bar
_SAME_PLACE_PT = 0.3
_INKED = 252  # of 255: the faint edge of a drawn character belongs to it


@dataclass(frozen=True, slots=True)
class Overlay:
    """Pixels of a finished page that a mark's own drawing covers."""

    tokens: Mask = field(repr=False)
    frames: Mask = field(repr=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """A thin stroked shape of four sides; points of the page."""

    corners: tuple[tuple[float, float], ...]
    width_pt: float

    @property
    def box(self) -> Box:
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(xs), min(ys), max(xs), max(ys)


def frames_of(page: pymupdf.Page) -> tuple[Frame, ...]:
    """All thin four-sided frames that are drawn on the page."""
    frames = []
    for drawing in page.get_drawings():
        width, fill = drawing["width"], drawing["fill"]
        if "s" not in drawing["type"] or width is None or width > _FRAME_WIDTH_PT:
            continue
        if fill is not None and min(fill) < _LIGHT:
            continue
        corners = _four_corners(drawing["items"])
        if corners is not None:
            frames.append(Frame(corners, float(width)))
    return tuple(frames)


def overlay(
    page: pymupdf.Page, scale: float, shape: tuple[int, int], is_new: IsNew, known: Sequence[Frame]
) -> Overlay:
    """Pixels, at ``scale`` a point, of new characters and of frames that are not ``known``."""
    return Overlay(_new_text(page, scale, shape, is_new), _new_frames(page, scale, shape, known))


def _four_corners(items: Sequence[tuple[Any, ...]]) -> tuple[tuple[float, float], ...] | None:
    kinds = [item[0] for item in items]
    if kinds in (["re"], ["qu"]):
        shape = items[0][1]
        quad = shape if kinds == ["qu"] else pymupdf.Rect(shape).quad
        return tuple((p.x, p.y) for p in (quad.ul, quad.ur, quad.lr, quad.ll))
    if kinds == ["l"] * 4 and abs(items[3][2] - items[0][1]) < _SAME_PLACE_PT:
        return tuple((item[1].x, item[1].y) for item in items)
    return None


def _new_frames(
    page: pymupdf.Page, scale: float, shape: tuple[int, int], known: Sequence[Frame]
) -> Mask:
    mask = np.zeros(shape, np.uint8)
    old = np.array([frame.box for frame in known]).reshape(-1, 4)
    for frame in frames_of(page):
        if (np.abs(old - np.array(frame.box)).max(axis=1, initial=0.0) < _SAME_PLACE_PT).any():
            continue
        corners = np.round(np.array(frame.corners) * scale - 0.5).astype(np.int32)
        # A pixel more than the pen: its edges are smoothed.
        cv2.polylines(mask, [corners], True, 1, int(np.ceil(frame.width_pt * scale)) + 1)
    return mask.astype(np.bool_)


class _NewText(mupdf.FzDevice2):  # type: ignore[misc]  # the bindings carry no types
    """Passes on to another device the characters ``is_new`` says yes to, in black."""

    def __init__(self, target: Any, scale: float, is_new: IsNew) -> None:
        super().__init__()
        self.use_virtual_fill_text()
        self.use_virtual_stroke_text()
        self.target, self.scale, self.is_new = target, scale, is_new

    def fill_text(self, _context: Any, text: Any, ctm: Any, *_paint: Any) -> None:
        self._pass_on(text, ctm)

    def stroke_text(self, _context: Any, text: Any, _pen: Any, ctm: Any, *_paint: Any) -> None:
        self._pass_on(text, ctm)

    def _pass_on(self, text: Any, ctm: Any) -> None:
        matrix = mupdf.FzMatrix(ctm)
        span = text.head
        while span:
            glyphs = mupdf.FzTextSpan(span)
            for i in range(span.len):
                self._glyph(span, glyphs.items(i), matrix)
            span = span.next

    def _glyph(self, span: Any, item: Any, matrix: Any) -> None:
        at = mupdf.fz_transform_point(mupdf.FzPoint(item.x, item.y), matrix)
        char = chr(item.ucs) if item.ucs > 0 else ""
        # A negative glyph is the second half of a ligature: drawn already.
        if item.gid < 0 or not self.is_new(char, at.x / self.scale, at.y / self.scale):
            return
        trm = mupdf.FzMatrix(span.trm.a, span.trm.b, span.trm.c, span.trm.d, item.x, item.y)
        one = mupdf.fz_new_text()
        how = (span.wmode, span.bidi_level, span.markup_dir, span.language)
        mupdf.ll_fz_show_glyph(one.m_internal, span.font, trm.internal(), item.gid, item.ucs, *how)
        black = mupdf.fz_device_gray(), [0.0], 1.0, mupdf.FzColorParams()
        mupdf.fz_fill_text(self.target, one, matrix, *black)


def _new_text(page: pymupdf.Page, scale: float, shape: tuple[int, int], is_new: IsNew) -> Mask:
    height, width = shape
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, width, height), False)
    pixmap.clear_with(255)
    target = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap.this)
    device = _NewText(target, scale, is_new)
    matrix = mupdf.FzMatrix(scale, 0, 0, scale, 0, 0)
    mupdf.fz_run_page(pymupdf._as_fz_page(page), device, matrix, mupdf.FzCookie())
    mupdf.fz_close_device(device)
    mupdf.fz_close_device(target)
    flat: NDArray[np.uint8] = np.frombuffer(pixmap.samples, np.uint8)
    grey = flat.reshape(height, pixmap.stride)[:, :width]
    return np.asarray(grey < _INKED)
