"""Glyphs that leave no trace on the page: white on white, or under a picture.

A rendering without any text tells: where it equals the page, the glyphs there are not seen.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pymupdf
from numpy.typing import NDArray

from redactor.drawing import may_draw_pictures
from redactor.erase.frames import PageFrame
from redactor.erase.glyphs import Glyph, rewrite
from redactor.erase.ink import PageImage, render
from redactor.geometry import PageGeometry

_DPI = 100.0
_SEEN = 6  # grey levels; a hairline of light grey text changes at least one pixel by more
_WHITISH = 0xE0
_FEW = 3  # glyphs on a picture, such as a letterhead's, that are not worth a second look
_MOST_LOOKS = 32  # renderings that tell a glyph with its ink elsewhere
_REACH = 0.5  # of the size: ink may leave the line box by so much

Traces = NDArray[np.bool_]


def unseen_glyphs(
    page: pymupdf.Page, frame: PageFrame, glyphs: Sequence[Glyph], *, look: bool
) -> frozenset[int]:
    """Indices of the visible-mode glyphs that nobody sees; white space is not looked at.

    Pages where nothing hints at such glyphs are not rendered unless ``look`` asks for it.
    """
    shown = [i for i, g in enumerate(glyphs) if not g.invisible and not chr(g.code).isspace()]
    if not shown or not (look or _is_suspect(page, [glyphs[i] for i in shown])):
        return frozenset()
    data = _single_page(page)
    with_text = _rendered(data, frame, frozenset())
    traces = _differs(with_text, _rendered(data, frame, frozenset(range(len(glyphs)))))
    # A summed-area table makes "any trace in this box" four look-ups.
    table = np.zeros((traces.shape[0] + 1, traces.shape[1] + 1), np.int64)
    table[1:, 1:] = traces.cumsum(axis=0).cumsum(axis=1)
    unseen = [i for i in shown if not _any_in(table, with_text, glyphs[i])]

    def is_seen(group: Sequence[int]) -> bool:
        return bool(_differs(with_text, _rendered(data, frame, frozenset(group))).any())

    return frozenset(_without_seen(unseen, is_seen))


def _rendered(data: bytes, frame: PageFrame, gone: frozenset[int]) -> PageImage:
    """The page without the glyphs of these indices, written anew in any case."""
    order = itertools.count()
    with pymupdf.open("pdf", data) as copy:
        rewrite(copy[0], frame, lambda: next(order) in gone)
        return render(copy[0], frame, _DPI)


def _differs(one: PageImage, other: PageImage) -> Traces:
    difference = np.abs(one.pixels.astype(np.int16) - other.pixels.astype(np.int16))
    return np.asarray(difference.max(axis=2) > _SEEN)


def _without_seen(
    glyphs: Sequence[int], is_seen: Callable[[Sequence[int]], bool], most: int = _MOST_LOOKS
) -> Iterator[int]:
    """Those of ``glyphs`` that the page looks the same without.

    Ink may stand outside its box (a Type 3 font drawn at a hundred times its size): a glyph that
    only seems to be unseen is looked for by halves, and what nobody could tell stays.
    """
    waiting = [list(glyphs)] if glyphs else []
    while waiting and most > 0:
        group = waiting.pop()
        most -= 1
        if not is_seen(group):
            yield from group
        elif len(group) > 1:
            half = len(group) // 2
            waiting += [group[:half], group[half:]]


def _is_suspect(page: pymupdf.Page, glyphs: Sequence[Glyph]) -> bool:
    """Whether some text may be hidden: it is whitish, or lies where a picture is."""
    for span in page.get_texttrace():
        if min(span["color"], default=0.0) * 255 >= _WHITISH or span["opacity"] < 0.05:
            return True
    if not may_draw_pictures(page):
        return False
    boxes = [info["bbox"] for info in page.get_image_info()]
    on_picture = sum(
        any(x0 <= g.centre[0] <= x1 and y0 <= g.centre[1] <= y1 for x0, y0, x1, y1 in boxes)
        for g in glyphs
    )
    return on_picture > _FEW


def _single_page(page: pymupdf.Page) -> bytes:
    with pymupdf.open() as copy:
        copy.insert_pdf(page.parent, from_page=page.number, to_page=page.number)
        return bytes(copy.tobytes())


def _any_in(
    table: np.ndarray[tuple[int, int], np.dtype[np.int64]], image: PageImage, glyph: Glyph
) -> bool:
    geometry: PageGeometry = image.geometry
    box = geometry.to_pixels(glyph.box.grown(_REACH * glyph.size))
    height, width = table.shape[0] - 1, table.shape[1] - 1
    x0, x1 = (int(np.clip(v, 0, width)) for v in (np.floor(box.x0), np.ceil(box.x1)))
    y0, y1 = (int(np.clip(v, 0, height)) for v in (np.floor(box.y0), np.ceil(box.y1)))
    return bool(table[y1, x1] - table[y0, x1] - table[y1, x0] + table[y0, x0] > 0)
