"""The second reading: other weights, another scale, and a search anew for every own value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pymupdf

from redactor.config.records import Settings
from redactor.datatypes import Band, Candidate, Leak, OcrPage, PageText, Profile
from redactor.errors import ConfigError, MissingModelError, RedactorError
from redactor.geometry import PageGeometry, PtBox, PtQuad, PxBox, hull_box
from redactor.memory import give_back
from redactor.ports import Image, KnownLine, OcrEngine
from redactor.verify.kept import Kept
from redactor.verify.near import near_numbers
from redactor.verify.render import PagePair, render, within_limit
from redactor.verify.views import BREAK, Needle, find_hits
from redactor.verify.windows import windows_of

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

    def check(self, pair: PagePair, whole: bool) -> tuple[list[Leak], bool, int]:
        """Leaks on one page, whether it could be read, and the characters read.

        ``whole`` reads the whole page, else only the marks' surroundings.
        """
        asked = self.settings.ocr.second_dpi
        limit = self.settings.limits.max_page_megapixels
        geometry = pair.geometry(within_limit(pair.geometry(asked), asked, limit))
        image = render(pair.redacted, geometry.dpi)
        # Nothing takes as much room as the engine: before it goes what comparing the page has left,
        # and the pictures that MuPDF keeps decoded.
        if whole:
            pymupdf.TOOLS.store_shrink(100)
        give_back(before_peak=whole)
        try:
            page, leaks = self._look(pair, image, geometry, whole)
        except (MissingModelError, ConfigError):
            raise  # nothing can be verified on any page
        except RedactorError:
            return [], False, 0
        count = sum(c.quad is not None for c in page.text.chars)
        readable = not whole or self._is_read(pair, page, count)
        return leaks, readable, count

    def _look(
        self, pair: PagePair, image: Image, geometry: PageGeometry, whole: bool
    ) -> tuple[OcrPage, list[Leak]]:
        """A reading of the page, and the leaks it shows.

        Near marks, windows of the lines are read first; in doubt of any the lines as a whole.
        """
        near = None if whole else [hull_box([m.quad]).grown(_AROUND_PT) for m in pair.marks]
        if near is None or pair.lines is None:
            return self._read(pair, image, geometry, near, None)
        windows = list(windows_of(pair.lines, near))
        known = [_known(w.box, geometry, w.said) for w in windows]
        page, leaks = self._read(pair, image, geometry, near, known)
        own = list({needle.value for needle in self.needles})
        doubtful = [
            w.line
            for w in windows
            if w.is_cut and (not w.is_read_by(page.text) or w.cuts_one_of(own, page.text))
        ]
        if again := pair.lines if leaks else doubtful:
            known = [_known(line.box, geometry) for line in again]
            leaks = self._read(pair, image, geometry, near, known)[1] or leaks
        return page, leaks

    def _read(
        self,
        pair: PagePair,
        image: Image,
        geometry: PageGeometry,
        near: Sequence[PtBox] | None,
        lines: Sequence[KnownLine] | None,
    ) -> tuple[OcrPage, list[Leak]]:
        regions = None if near is None else [geometry.to_pixels(box) for box in near]
        page = self.engine.read(image, geometry, pair.page_no, self.candidates, regions, lines)
        return page, list(dict.fromkeys(self._leaks(page)))

    def _is_read(self, pair: PagePair, page: OcrPage, count: int) -> bool:
        """Whether the reading shows what must be there: our tokens, kept values, first reading."""
        expected = self.first_chars.get(pair.page_no, 0)
        if expected >= _MUCH_TEXT and count < _FEW * expected:
            return False
        text_is_there = any(m.token for m in pair.marks) or any(
            found.value for found in self.kept.by_page.get(pair.page_no, ())
        )
        return bool(count) or not text_is_there

    def _leaks(self, page: OcrPage) -> Iterator[Leak]:
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


def _known(box: PtBox, geometry: PageGeometry, said: str = "") -> KnownLine:
    """A line on the whole pixels that it touches: cut out on them it is copied, not resampled."""
    px = geometry.to_pixels(box)
    return KnownLine(PxBox(*map(math.floor, (px.x0, px.y0)), *map(math.ceil, (px.x1, px.y1))), said)
