"""A page source without a file: pages written down as pieces of text and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from redactor.datatypes import Char, Picture, TextSource
from redactor.errors import InputError
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox
from redactor.ports import GlyphSheet, Image, TextLayer
from redactor.rows import in_reading_order


@dataclass(frozen=True, slots=True)
class FakePiece:
    """A run of text on a page, one square cell of ``size_pt`` a character."""

    text: str
    x_pt: float
    y_pt: float
    size_pt: float = 12.0
    font: int = 0
    in_layer: bool = True  # False: drawn only, as in a scan
    drawn: bool = True  # False: hidden, and only counted

    def chars(self) -> list[Char]:
        """The characters with their cells."""
        out = []
        for k, text in enumerate(self.text):
            x = self.x_pt + k * self.size_pt
            box = PtBox(x, self.y_pt, x + self.size_pt, self.y_pt + self.size_pt)
            quad = None if text == " " else PtQuad.from_box(box)
            out.append(Char(text, quad, 1.0, 0, TextSource.TEXT_LAYER))
        return out


@dataclass(frozen=True, slots=True)
class FakePage:
    """One page: what its layer says, what is drawn on it, its pictures."""

    pieces: Sequence[FakePiece] = ()
    pictures: Sequence[Picture] = ()
    width_pt: float = 595.0
    height_pt: float = 842.0
    rotation: int = 0
    garbled: int = 0


class FakePageSource:
    """Implements ``PageSource``; every drawn character looks like a 日.

    ``rendered`` keeps what was asked for: page number and dpi.
    """

    def __init__(self, pages: Sequence[FakePage]) -> None:
        self.pages = tuple(pages)
        self.page_count = len(self.pages)
        self.rendered: list[tuple[int, float]] = []

    def geometry(self, page_no: int, dpi: float) -> PageGeometry:
        page = self._page(page_no)
        return PageGeometry(page.width_pt, page.height_pt, page.rotation, dpi)

    def render(self, page_no: int, dpi: float, near: Sequence[PxBox] | None = None) -> Image:
        self.rendered.append((page_no, dpi))
        page, geometry = self._page(page_no), self.geometry(page_no, dpi)
        width, height = (int(np.ceil(side)) for side in geometry.image_size)
        image: Image = np.full((height, width, 3), 255, np.uint8)
        for piece in page.pieces:
            for char in piece.chars() if piece.drawn else ():
                if char.quad is not None:
                    _draw(image, geometry, char.quad.box, ord(char.text[0]))
        return image

    def render_part(self, page_no: int, dpi: float, part: PtBox) -> Image:
        box = self.geometry(page_no, dpi).to_pixels(part)
        x0, y0, x1, y1 = (round(v) for v in (box.x0, box.y0, box.x1, box.y1))
        return self.render(page_no, dpi)[y0:y1, x0:x1]

    def text_layer(self, page_no: int) -> TextLayer:
        page = self._page(page_no)
        pieces = [p for p in page.pieces if p.in_layer and p.drawn]
        order = in_reading_order([p.chars() for p in pieces])
        hidden = sum(len(p.text) for p in page.pieces if p.in_layer and not p.drawn)
        fonts = tuple(-1 if origin is None else pieces[origin[0]].font for _, origin in order)
        return TextLayer(tuple(char for char, _ in order), fonts, hidden, page.garbled)

    def glyphs(self, page_no: int) -> GlyphSheet:
        """None: what is drawn here has no font."""
        self._page(page_no)
        none = np.zeros((0, 1, 1), np.uint8)
        return GlyphSheet((), none, np.zeros(0, np.int64), np.zeros((0, 3)))

    def pictures(self, page_no: int) -> tuple[Picture, ...]:
        found = self._page(page_no).pictures
        return tuple(sorted(found, key=lambda p: p.quad.box.area, reverse=True))

    def is_plain(self, page_no: int) -> bool:
        return not self._page(page_no).pictures

    def _page(self, page_no: int) -> FakePage:
        if not 1 <= page_no <= len(self.pages):
            raise InputError(f"there is no page {page_no}", page_no=page_no)
        return self.pages[page_no - 1]


def _draw(image: Image, geometry: PageGeometry, box: PtBox, code: int) -> None:
    """A made-up glyph, as large as its box: strokes at places the code point chooses."""
    step = box.height / 7
    x0, y0, x1, y1 = box.x0 + step, box.y0 + step, box.x1 - step, box.y1 - step
    across = (0, 1 + code % 4, 4) if code % 2 else (code // 2 % 5,)
    down = (code // 5 % 5,) if code % 2 else (0, 1 + code // 4 % 3, 4)
    strokes = [PtBox(x0, y, x1, y + step) for y in (y0 + n * (y1 - step - y0) / 4 for n in across)]
    strokes += [PtBox(x, y0, x + step, y1) for x in (x0 + n * (x1 - step - x0) / 4 for n in down)]
    for stroke in strokes:
        px = geometry.to_pixels(stroke)
        image[round(px.y0) : round(px.y1) + 1, round(px.x0) : round(px.x1) + 1] = 0
