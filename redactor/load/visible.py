"""Which characters of a text layer a reader can see."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.frozen import frozen
from redactor.geometry import Point, PtQuad
from redactor.ports import Image

# What a page draws, in its order, and where: ``pymupdf.Page.get_bboxlog``.
DrawingLog = Sequence[tuple[str, tuple[float, float, float, float]]]
_LEAST_CONTRAST = 8  # of 255; a 3 % grey watermark still counts as seen
_INNER = 0.15  # cut off each side of a character's box: the edge of a bar is no glyph
_NEAR_WHITE = 230
_DIFFERS = 60  # of 255, from the character's own colour
_LEAST_GROUND = 0.35  # of a near-white character's box that must differ from it
_THIN = frozenset(".,·。，、;:；：'\"’‘“”`^~-_—–…|/\\!！()（）[]【】<>《》«»‹›*°")


@frozen
class Glyph:
    """One code point as drawn. ``key`` is unique on the page."""

    key: int
    text: str
    quad: PtQuad
    font: int
    size: float
    painted: bool  # filled or stroked, and not fully transparent
    colour: int  # 0xRRGGBB
    origin: Point


def visible_glyphs(
    page: pymupdf.Page, glyphs: Sequence[Glyph], image: Image, log: DrawingLog
) -> frozenset[int]:
    """Keys of the glyphs a reader sees.

    ``image`` is a rendering of ``page`` at any scale. A glyph is hidden when it is not painted,
    lies off the page, leaves no contrast where it stands (its ground's colour, below a bar,
    clipped), is light and stands on light ground, or has an opaque picture drawn over it.
    """
    width, height = _unrotated_size(page)
    on_page = [
        g
        for g in glyphs
        if g.painted and 0 <= g.quad.centre[0] <= width and 0 <= g.quad.centre[1] <= height
    ]
    upright = np.rot90(image, k=page.rotation // 90)  # rot90 turns counter-clockwise
    scale = upright.shape[1] / width
    inked = _inked(on_page, upright, scale)
    covered = _below_pictures(page, inked, log)
    return frozenset(g.key for g in inked if g.key not in covered)


def _unrotated_size(page: pymupdf.Page) -> tuple[float, float]:
    rect = page.rect
    if page.rotation in (90, 270):
        return rect.height, rect.width
    return rect.width, rect.height


def _inked(glyphs: Sequence[Glyph], image: Image, scale: float) -> list[Glyph]:
    """The glyphs that stand out from their ground."""
    if not glyphs:
        return []
    edges = cv2.integral(_edges(image))
    height, width = image.shape[:2]
    boxes = _inner_boxes(glyphs) * scale
    first = np.floor(boxes[:, :2]).astype(int)
    last = np.maximum(np.ceil(boxes[:, 2:]).astype(int), first + 2)
    x0, y0 = np.clip(first[:, 0], 0, width), np.clip(first[:, 1], 0, height)
    x1, y1 = np.clip(last[:, 0], 0, width), np.clip(last[:, 1], 0, height)
    count = edges[y1, x1] - edges[y0, x1] - edges[y1, x0] + edges[y0, x0]
    return [
        g
        for g, n, a, b, c, d in zip(glyphs, count, x0, y0, x1, y1, strict=True)
        if n > 0 and (not _is_light(g.colour) or _differs(g.colour, image[b:d, a:c]))
    ]


def _edges(image: Image) -> NDArray[np.uint8]:
    """1 where any channel changes from one pixel to the next but one."""
    kernel = np.ones((3, 3), np.uint8)
    red, *others = cv2.split(np.ascontiguousarray(image))
    most = cv2.morphologyEx(red, cv2.MORPH_GRADIENT, kernel)
    for plane in others:
        if not np.array_equal(plane, red):  # as it is on a page in black and grey
            most = cv2.max(most, cv2.morphologyEx(plane, cv2.MORPH_GRADIENT, kernel))
    out: NDArray[np.uint8] = (most >= _LEAST_CONTRAST).astype(np.uint8)
    return out


def _inner_boxes(glyphs: Sequence[Glyph]) -> NDArray[np.float64]:
    """The part of their cells, in points, where the glyphs' ink must be: glyphs x 4."""
    corners = np.array([g.quad.corners for g in glyphs])
    low, high = corners.min(axis=1), corners.max(axis=1)
    share = np.array([0.0 if g.text in _THIN else _INNER for g in glyphs])
    cut = share[:, None] * (high - low)
    return np.concatenate((low + cut, high - cut), axis=1)


def _rgb(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _is_light(colour: int) -> bool:
    return min(_rgb(colour)) >= _NEAR_WHITE


def _differs(colour: int, patch: Image) -> bool:
    """Whether a light glyph has a darker ground.

    White on white crossed by a ruling line has edges, but they are the line's.
    """
    rgb = np.array(_rgb(colour))
    differs = np.abs(patch.astype(np.int16) - rgb).max(axis=2) > _DIFFERS
    return bool(differs.mean() >= _LEAST_GROUND)


def _below_pictures(page: pymupdf.Page, glyphs: Sequence[Glyph], log: DrawingLog) -> frozenset[int]:
    """Keys of glyphs that an opaque picture was drawn over later.

    A scan with a text layer may have the text below the picture, in plain black.
    """
    # The log of drawing is quick; picture after picture is only asked for when there is need.
    placed = [
        (number, pymupdf.Rect(entry[1]))
        for number, entry in enumerate(log)
        if entry[0] == "fill-image"
    ]
    below = [g for g in glyphs if any(_inside(g, rect) for _, rect in placed)]
    if not below:
        return frozenset()
    opaque = [pymupdf.Rect(info["bbox"]) for info in page.get_image_info() if not info["has-mask"]]
    drawn = _order_of_drawing(page)
    later = [(number, rect) for number, rect in placed if _is_any(rect, opaque)]
    return frozenset(
        g.key
        for g in below
        if (at := drawn.get(_place(g.text, g.origin))) is not None
        and any(number > at and _inside(g, rect) for number, rect in later)
    )


def _inside(glyph: Glyph, rect: pymupdf.Rect) -> bool:
    x, y = glyph.quad.centre
    return bool(rect.x0 <= x <= rect.x1 and rect.y0 <= y <= rect.y1)


def _is_any(rect: pymupdf.Rect, others: Sequence[pymupdf.Rect]) -> bool:
    return any(max(abs(a - b) for a, b in zip(rect, o, strict=True)) < 0.5 for o in others)


def _order_of_drawing(page: pymupdf.Page) -> dict[tuple[str, int, int], int]:
    """Place in the order of drawing of each character's last drawing."""
    order: dict[tuple[str, int, int], int] = {}
    for span in page.get_texttrace():
        for code, _, origin, _ in span["chars"]:
            key = _place(chr(code) if code > 0 else "", origin)
            order[key] = max(order.get(key, -1), span["seqno"])
    return order


def _place(text: str, origin: Point) -> tuple[str, int, int]:
    return text, round(origin[0] * 4), round(origin[1] * 4)
