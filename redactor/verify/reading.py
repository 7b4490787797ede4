"""The second reading: other weights, another scale, and a search anew for every own value."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import pymupdf

from redactor.config.records import Settings
from redactor.datatypes import (
    Band,
    Candidate,
    Char,
    Leak,
    OcrPage,
    PageText,
    Picture,
    Profile,
    TextSource,
)
from redactor.errors import ConfigError, MissingModelError, RedactorError
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox, hull_box
from redactor.memory import give_back
from redactor.ports import Image, KnownLine, OcrEngine
from redactor.read.fine_print import Look, closer_looks, read_closely
from redactor.verify.cells import Cells
from redactor.verify.kept import Kept
from redactor.verify.near import near_numbers
from redactor.verify.orders import Glyph, baselines, wrapped
from redactor.verify.pictures import placed_pictures
from redactor.verify.render import PagePair, render, render_part, within_limit
from redactor.verify.text import find_in_orders
from redactor.verify.typeset import LOOK_DPI
from redactor.verify.views import BREAK, Needle, find_hits
from redactor.verify.windows import PrintedLine, windows_of

_AROUND_PT = 40.0
_OCR_SLACK = 0.35  # two readings of one print differ in their boxes
_MUCH_TEXT = 30  # characters that nobody fails to see
_FEW = 0.2  # share of them below which the second reading has failed


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Reads finished pages anew. ``first_chars``: characters outside the marks that the first
    reading saw, by page, where known.
    """

    engine: OcrEngine
    profile: Profile = field(repr=False)
    needles: Sequence[Needle] = field(repr=False)
    candidates: Sequence[Candidate] = field(repr=False)
    kept: Kept = field(repr=False)
    settings: Settings
    first_chars: Mapping[int, int]
    cells: Cells = field(default_factory=Cells, repr=False)

    def check(self, pair: PagePair, whole: bool) -> tuple[list[Leak], bool, int]:
        """Leaks on one page, whether it could be read, and the characters looked at.

        ``whole`` reads the whole page, else only the marks' surroundings.
        """
        sheet = _Sheet.of(pair, self)
        try:
            if whole or pair.lines is None:
                return self._look(sheet, whole)
            return self._look_near(sheet, pair.lines)
        except (MissingModelError, ConfigError):
            raise  # nothing can be verified on any page
        except RedactorError:
            return [], False, 0

    def _look(self, sheet: _Sheet, whole: bool) -> tuple[list[Leak], bool, int]:
        pair = sheet.pair
        sheet.draw()
        # Nothing takes as much room as the engine: before it goes what comparing the page has left,
        # and the pictures that MuPDF keeps decoded.
        if whole:
            pymupdf.TOOLS.store_shrink(100)
        give_back(before_peak=whole)
        page, leaks, is_all = sheet.read(None if whole else _around(pair))
        seen = {quad for leak in leaks for quad in leak.quads}
        # 王 over 伟 in a narrow cell: two lines, between which the reading has other cells.
        leaks += [leak for leak in self._across(pair, (), page) if seen.isdisjoint(leak.quads)]
        count = sum(c.quad is not None for c in page.text.chars)
        return leaks, is_all and (not whole or self._is_read(pair, page, count)), count

    def _look_near(
        self, sheet: _Sheet, lines: Sequence[PrintedLine]
    ) -> tuple[list[Leak], bool, int]:
        """Windows of the lines near marks: what is not proven glyph by glyph is read, in doubt of
        any its line as a whole.
        """
        pair = sheet.pair
        near = _around(pair)
        windows = list(windows_of(lines, near))
        marks = [mark.quad.box for mark in pair.marks]
        seen: Sequence[Sequence[Glyph] | None] = [None] * len(windows)
        if sheet.is_drawn_at(LOOK_DPI):  # of a poster nothing is drawn so large
            shown = pair.rendered(LOOK_DPI)[1]  # as pages are compared
            seen = self.cells.proven(windows, pair.redacted, marks, self.engine, shown)
        leaks = list(dict.fromkeys(self.leaks(_page_of(pair.page_no, seen))))
        unproven = [w for w, glyphs in zip(windows, seen, strict=True) if glyphs is None]
        own = list({needle.value for needle in self.needles})
        doubtful = [
            w.line
            for w, glyphs in zip(windows, seen, strict=True)
            if glyphs is not None and w.is_cut and w.cuts_one_of(own)
        ]
        if unproven:
            page, found, _ = sheet.read(near, [sheet.known(w.box, w.said) for w in unproven])
            leaks += [*found, *self._across(pair, [g for line in seen for g in line or ()], page)]
            doubtful += [
                w.line
                for w in unproven
                if w.is_cut and (not w.is_read_by(page.text) or w.cuts_one_of(own, page.text))
            ]
        if again := lines if leaks else doubtful:
            again = list(dict.fromkeys(again))
            leaks = sheet.read(near, [sheet.known(line.box) for line in again])[1] or leaks
        return list(dict.fromkeys(leaks)), True, sum(len(w.said) for w in windows)

    def _across(self, pair: PagePair, glyphs: Sequence[Glyph], page: OcrPage) -> Iterator[Leak]:
        """Own values that go on from what is proven in what was read, or the other way round."""
        boxes = ((c.text, c.quad.box) for c in page.text.chars if c.quad is not None)
        every = [*glyphs, *(Glyph(text, box, box.height) for text, box in boxes)]
        geometry, no = pair.geometry(72.0), pair.page_no
        order = wrapped(baselines(every, geometry))
        for leak in find_in_orders(every, order, geometry, self.needles, self.kept, no, _OCR_SLACK):
            yield replace(leak, where="ocr")

    def _is_read(self, pair: PagePair, page: OcrPage, count: int) -> bool:
        """Whether the reading shows what must be there: our tokens, kept values, first reading."""
        expected = self.first_chars.get(pair.page_no, 0)
        if expected >= _MUCH_TEXT and count < _FEW * expected:
            return False
        text_is_there = any(m.token for m in pair.marks) or any(
            found.value for found in self.kept.by_page.get(pair.page_no, ())
        )
        return bool(count) or not text_is_there

    def leaks(self, page: OcrPage) -> Iterator[Leak]:
        """Own values in a reading that no kept decision explains."""
        text = _spelt(page.text)
        for hit in find_hits(text, self.needles):
            quads = page.text.quads(hit.start, hit.end)
            if not self._explained(page, hit.needle, quads):
                yield Leak("ocr", hit.needle.entity, page.text.page_no, quads)
        for near in near_numbers(text, self.profile):
            quads = page.text.quads(near.start, near.end)
            if not self.kept.explains(page.text.page_no, near.entity, quads, _OCR_SLACK):
                yield Leak("ocr", near.entity, page.text.page_no, quads)
        entities = {c.candidate_id: c.entity for c in self.candidates}
        for spotted in page.spotted:
            entity = entities[spotted.candidate_id]
            no = page.text.page_no
            if spotted.band is Band.SURE and not self.kept.explains(
                no, entity, spotted.quads, _OCR_SLACK
            ):
                yield Leak("ocr", entity, no, spotted.quads)

    def _explained(self, page: OcrPage, needle: Needle, quads: tuple[PtQuad, ...]) -> bool:
        return self.kept.explains(page.text.page_no, needle.entity, quads, _OCR_SLACK)


def _spelt(page: PageText) -> str:
    """The page's text; the cells of a row are apart, lines are not: names wrap."""
    return "".join(BREAK if c.text == "\t" and c.quad is None else c.text for c in page.chars)


def _around(pair: PagePair) -> list[PtBox]:
    return [hull_box([mark.quad]).grown(_AROUND_PT) for mark in pair.marks]


def _page_of(page_no: int, windows: Sequence[Sequence[Glyph] | None]) -> OcrPage:
    """What was seen in windows, a line each."""
    chars = []
    for number, glyphs in enumerate(windows):
        for glyph in glyphs or ():
            quad = None if glyph.box is None else PtQuad.from_box(glyph.box)
            chars.append(Char(glyph.text, quad, 1.0, number, TextSource.OCR))
        chars.append(Char("\n", None, 1.0, number, TextSource.OCR))
    return OcrPage(PageText(page_no, tuple(chars)), (), 0, 0, len(windows))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A finished page at the scale of the second reading, drawn once there is need."""

    pair: PagePair
    reader: SecondReader
    geometry: PageGeometry
    _drawn: list[Image] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, pair: PagePair, reader: SecondReader) -> _Sheet:
        asked, limit = reader.settings.ocr.second_dpi, reader.settings.limits.max_page_megapixels
        return cls(pair, reader, pair.geometry(within_limit(pair.geometry(asked), asked, limit)))

    def is_drawn_at(self, dpi: float) -> bool:
        """Whether the page may be drawn at this scale, too."""
        limit = self.reader.settings.limits.max_page_megapixels
        return within_limit(self.pair.geometry(dpi), dpi, limit) == dpi

    def draw(self) -> Image:
        """The page as drawn, kept."""
        if not self._drawn:
            self._drawn.append(render(self.pair.redacted, self.geometry.dpi))
        return self._drawn[0]

    def read(
        self, near: Sequence[PtBox] | None, lines: Sequence[KnownLine] | None = None
    ) -> tuple[OcrPage, list[Leak], bool]:
        """A reading of what is near, or of these lines alone, the leaks that it shows, and whether
        all small pictures were looked at that should be.
        """
        is_all = True
        regions = None if near is None else [self.geometry.to_pixels(box) for box in near]
        reader, no = self.reader, self.pair.page_no
        page = reader.engine.read(self.draw(), self.geometry, no, reader.candidates, regions, lines)
        if near is None:
            draw = partial(render_part, self.pair.redacted)
            turn, engine = self.geometry.rotation, reader.engine
            looks, is_all = self._looks(draw)
            page = read_closely(page, looks, turn, draw, engine, reader.candidates)
        return page, list(dict.fromkeys(reader.leaks(page))), is_all

    def _looks(self, draw: Callable[[float, PtBox], Image]) -> tuple[list[Look], bool]:
        """Those that small pictures need, at another scale than the first reading's."""
        placed = placed_pictures(self.pair.redacted)
        pictures = [Picture(p.quad, p.width_px, p.height_px) for p in placed]
        dpi, settings = self.geometry.dpi, self.reader.settings.ocr
        scale = settings.second_dpi / settings.dpi
        looks, are_all = closer_looks(pictures, dpi, draw)
        return [Look(look.box, look.dpi * scale) for look in looks], are_all

    def known(self, box: PtBox, said: str = "") -> KnownLine:
        """A line on the whole pixels that it touches: on them it is copied, not resampled."""
        px = self.geometry.to_pixels(box)
        return KnownLine(
            PxBox(*map(math.floor, (px.x0, px.y0)), *map(math.ceil, (px.x1, px.y1))), said
        )
