"""One page read: the text layer where it tells the truth, OCR for pictures and all else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np

from redactor.config.records import OcrSettings
from redactor.datatypes import (
    Candidate,
    Char,
    OcrPage,
    PageReading,
    PageText,
    Picture,
    TextSource,
)
from redactor.errors import InputError
from redactor.geometry import PageGeometry, PtQuad, PxBox
from redactor.memory import give_back
from redactor.ports import Image, OcrEngine, PageSource, TextLayer, TextReader
from redactor.read import ink
from redactor.read.fine_print import Look, closer_looks, read_closely
from redactor.read.fonts import FontTrust, Piece, Trust
from redactor.read.glyph_trust import shows_another
from redactor.read.likeness import own_characters
from redactor.read.merge import merge, pieces, seen_there
from redactor.read.strips import cut_strip, place_of

__all__ = ["FontTrust", "read_page"]

_MAX_GARBLED = 0.02  # share of code points that cannot be text
_STRIP_DPI = 200.0
_MIN_PICTURE_PT = 4 / 25.4 * 72  # 4 mm: smaller pictures hold no legible text
_WHOLE_PAGE = 0.8  # regions that cover so much are read as the whole page
_SMALL_REGIONS = 0.06  # of the page: a seal, a logo; the page itself is known
_FIGURES = frozenset(("So", "Sk"))  # boxes, blocks and dingbats
_MOST_FIGURES = 100  # check boxes of a form; the least code has more modules
_MIN_DOUBTFUL = 3  # lines
# A name may stand in Mongolian script, which no engine reads either: such a page stays unread.
_KNOWN_SCRIPT = re.compile(r"CJK|KANGXI|LATIN|FULLWIDTH|HIRAGANA|KATAKANA|MONGOLIAN|MODIFIER|$")
_MIN_UNREAD_ROWS = 3
_MAX_UNREAD_SHARE = 0.3
# What an engine may stumble over in one odd page; a lost model or worker is not caught.
_OCR_FAULTS = (RuntimeError, ValueError, ArithmeticError, LookupError, InputError, cv2.error)


@dataclass(slots=True)
class _Page:
    """What is gathered while one page is read."""

    source: PageSource
    page_no: int
    layer: TextLayer
    pictures: tuple[Picture, ...]
    geometry: PageGeometry  # at INK_DPI
    image: Image  # at INK_DPI

    @property
    def shape(self) -> tuple[int, int]:
        return self.image.shape[0], self.image.shape[1]


def read_page(
    source: PageSource,
    page_no: int,
    ocr: OcrEngine,
    line_reader: TextReader | None,
    fonts: FontTrust,
    candidates: Sequence[Candidate],
    settings: OcrSettings,
) -> PageReading:
    """All a page says, from one text; what could not be read is named in ``unread``.

    ``fonts`` is the document's, and grows. Without a ``line_reader`` no text layer can be
    checked, and every page is read by OCR. Words of ``unread``: ``ocr_failed``,
    ``low_confidence``, ``ink_without_text``, ``small_pictures``.
    """
    page = _Page(
        source,
        page_no,
        source.text_layer(page_no),
        source.pictures(page_no),
        source.geometry(page_no, ink.INK_DPI),
        source.render(page_no, ink.INK_DPI),
    )
    suspects = _suspect_fonts(page, line_reader, fonts, candidates)
    regions = None if suspects is None or suspects else _regions(page)
    draw = partial(source.render_part, page_no)
    looks, are_all = closer_looks(page.pictures, settings.dpi, draw)
    if regions is not None and not regions and not looks:
        geometry = replace(page.geometry, dpi=0.0)
        text = PageText(page_no, page.layer.chars)
        # One hidden character is enough: the eraser must look for what nobody sees.
        trusted = not page.layer.hidden
        return PageReading(
            page_no,
            geometry,
            text,
            trusted_layer=trusted,
            pictures=page.pictures,
            plain=trusted and _is_plain(page, fonts),
        )
    reading = _read_with_ocr(page, ocr, fonts, candidates, settings, suspects, regions, looks)
    return reading if are_all else replace(reading, unread=(*reading.unread, "small_pictures"))


def _suspect_fonts(
    page: _Page,
    reader: TextReader | None,
    fonts: FontTrust,
    candidates: Sequence[Candidate],
) -> frozenset[int] | None:
    """Fonts of the page that OCR must confirm; None when the layer as a whole is worth nothing."""
    seen = [c for c in page.layer.chars if c.quad is not None]
    if not seen:
        return frozenset()
    if page.layer.garbled > _MAX_GARBLED * len(seen):
        return None
    by_font = _by_font(page.layer)
    if reader is None:
        return frozenset(by_font)
    geometry = page.source.geometry(page.page_no, _STRIP_DPI)

    def strip(piece: Piece) -> Image:
        near = [place_of(geometry, piece)]
        return cut_strip(page.source.render(page.page_no, _STRIP_DPI, near), geometry, piece)

    if own := own_characters(c.text for c in candidates):
        sheet, parts = page.source.glyphs(page.page_no), [p for ps in by_font.values() for p in ps]
        if shows_another(sheet, own, parts, page.geometry, strip, reader, fonts.proven):
            return None
    return frozenset(
        font
        for font, parts in by_font.items()
        if fonts.look(font, parts, strip, reader) in (Trust.FALSE, Trust.DOUBTFUL)
    )


def _is_added_to(text: PageText) -> bool:
    """Whether OCR read more on the page than its layer says, and not only confirmed a font."""
    return any(c.quad is not None and c.source is TextSource.OCR for c in text.chars)


def _is_plain(page: _Page, fonts: FontTrust) -> bool:
    """Whether the page draws nothing but print of fonts that were read, and rulings."""
    return _is_plain_print(page.layer, fonts) and page.source.is_plain(page.page_no)


def _is_plain_print(layer: TextLayer, fonts: FontTrust) -> bool:
    """Whether every glyph is print of a font that was read: bars, portraits and rings of seals
    can be glyphs too.
    """
    chars = [c for c in layer.chars if c.quad is not None]
    figures = sum(unicodedata.category(c.text[0]) in _FIGURES for c in chars)
    return (
        figures <= _MOST_FIGURES
        and all(fonts.of(font) is Trust.TRUE for font in set(layer.font_ids) - {-1})
        and all(c.quad.is_upright for c in chars if c.quad is not None)
    )


def _by_font(layer: TextLayer) -> dict[int, list[list[Char]]]:
    """Pieces of the layer in one font each."""
    found: dict[int, list[list[Char]]] = {}
    before: tuple[int, int] | None = None
    for char, font in zip(layer.chars, layer.font_ids, strict=True):
        if char.quad is None:
            if char.text in "\t\n":
                before = None
            continue
        if (char.line, font) != before:
            found.setdefault(font, []).append([])
        found[font][-1].append(char)
        before = (char.line, font)
    return found


def _regions(page: _Page) -> list[PxBox] | None:
    """Where OCR must look, in pixels at INK_DPI; None for the whole page, ``[]`` for nowhere."""
    said = [
        [c.quad for c in piece if c.quad is not None]
        for parts in _by_font(page.layer).values()
        for piece in parts
    ]
    large = [
        box
        for p in page.pictures
        if min(p.quad.box.width, p.quad.box.height) >= _MIN_PICTURE_PT
        and not ink.is_blank(page.image, box := page.geometry.to_pixels(p.quad.box))
    ]
    strokes = ink.ink_mask(ink.painted_over(page.image, said, page.geometry))
    loose = ink.unexplained(strokes & (1 - ink.fill(np.zeros_like(strokes), large)))
    regions = [*large, *(_grown(b, 6.0) for b in loose)]
    if regions and (not said or _covered(page, regions) > _WHOLE_PAGE):
        return None
    return regions


def _grown(box: PxBox, by_px: float) -> PxBox:
    return PxBox(box.x0 - by_px, box.y0 - by_px, box.x1 + by_px, box.y1 + by_px)


def _covered(page: _Page, regions: Sequence[PxBox]) -> float:
    """Share of the page that the regions cover."""
    return float(ink.fill(np.zeros(page.shape, np.uint8), regions).mean())


def _read_with_ocr(
    page: _Page,
    ocr: OcrEngine,
    fonts: FontTrust,
    candidates: Sequence[Candidate],
    settings: OcrSettings,
    suspects: frozenset[int] | None,
    regions: list[PxBox] | None,
    looks: Sequence[Look],
) -> PageReading:
    geometry = page.source.geometry(page.page_no, settings.dpi)
    scale = geometry.dpi / page.geometry.dpi
    wanted = (
        None
        if regions is None
        else [PxBox(b.x0 * scale, b.y0 * scale, b.x1 * scale, b.y1 * scale) for b in regions]
    )
    image = page.source.render(page.page_no, settings.dpi)
    give_back(before_peak=True)
    try:
        seen = ocr.read(image, geometry, page.page_no, candidates, wanted)
        draw = partial(page.source.render_part, page.page_no)
        seen = read_closely(seen, looks, geometry.rotation, draw, ocr, candidates)
    except _OCR_FAULTS:
        failed = PageText(page.page_no, page.layer.chars if suspects == frozenset() else ())
        return PageReading(
            page.page_no,
            geometry,
            failed,
            used_ocr=True,
            trusted_layer=False,
            unread=("ocr_failed",),
            pictures=page.pictures,
        )
    false = _settle(page.layer, seen.text, fonts, suspects)
    layer = () if false else page.layer.chars
    text = merge(page.page_no, layer, seen.text.chars)
    trusted = not (false or page.layer.hidden)
    return PageReading(
        page.page_no,
        geometry,
        text,
        spotted=seen.spotted,
        used_ocr=True,
        trusted_layer=trusted,
        unread=_unread(page, seen, text, settings, regions),
        pictures=page.pictures,
        doubtful=seen.doubtful,
        hiding=seen.hiding,
        poor=seen.poor,
        plain=trusted and not _is_added_to(text) and _is_plain(page, fonts),
    )


def _settle(
    layer: TextLayer, seen: PageText, fonts: FontTrust, suspects: frozenset[int] | None
) -> bool:
    """Whether the layer is false after all, now that OCR has read the whole page."""
    if suspects is None:
        return True
    by_font = _by_font(layer)
    verdicts = []
    for font in suspects:
        pairs = [
            ("".join(c.text for c in piece), *seen_there(piece, seen.chars))
            for piece in by_font[font]
        ]
        verdicts.append(fonts.settle(font, pairs))
    return Trust.FALSE in verdicts


def _told(lines: Sequence[PtQuad], text: PageText) -> int:
    """How many lines the text layer tells in a script that no engine here knows.

    Characters of a known one that such a font showed would be read, and the font found false.
    """
    letters = [c for c in text.chars if c.quad and c.source is not TextSource.OCR and _is_letter(c)]
    strange = [not _KNOWN_SCRIPT.match(unicodedata.name(c.text[0], "")) for c in letters]
    if not any(strange):
        return 0
    told = 0
    for line in lines:
        here = [
            odd
            for char, odd in zip(letters, strange, strict=True)
            if char.quad is not None and line.contains(char.quad.centre)
        ]
        told += 2 * sum(here) > len(here)
    return told


def _is_letter(char: Char) -> bool:
    return char.text[0].isalpha()


def _unread(
    page: _Page,
    seen: OcrPage,
    text: PageText,
    settings: OcrSettings,
    regions: list[PxBox] | None,
) -> tuple[str, ...]:
    words = []
    lines = seen.lines
    if regions is not None and _covered(page, regions) < _SMALL_REGIONS:
        lines += len(pieces(page.layer.chars))
    # The engine doubts print of scripts that it does not know, which the layer tells.
    doubtful = seen.doubtful_lines - _told(seen.poor, text)
    if doubtful >= _MIN_DOUBTFUL and doubtful > settings.doubtful_share * lines:
        words.append("low_confidence")
    quads = [c.quad for c in text.chars if c.quad is not None]
    read = ink.quad_mask(quads, page.geometry, page.shape, grow=0.25)
    # Lines OCR doubts were looked at: they count against the confidence, not as unseen.
    read = read | ink.quad_mask(seen.doubtful, page.geometry, page.shape, grow=0.1)
    strokes = ink.ink_mask(page.image)
    rows, missed = ink.unread_rows(strokes, read, sideways=seen.turn in (90, 270))
    if missed >= _MIN_UNREAD_ROWS and missed > _MAX_UNREAD_SHARE * rows:
        words.append("ink_without_text")
    return tuple(words)
