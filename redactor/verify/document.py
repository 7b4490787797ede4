"""The independent second look at one finished file, re-opened from disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2

from redactor.config.records import Settings
from redactor.datatypes import Damage, Decision, Leak, Mark, Profile, Verdict
from redactor.geometry import PageGeometry, PtQuad
from redactor.memory import forget_drawn
from redactor.ports import Image, OcrEngine, RegionDetector
from redactor.verify.carriers import check_carriers
from redactor.verify.cells import Cells
from redactor.verify.characters import check_characters, printed, under_marks
from redactor.verify.copies import check_copy
from redactor.verify.encoded import byte_needles
from redactor.verify.extent import check_extent
from redactor.verify.faults import could_not_look
from redactor.verify.inks import check_inks
from redactor.verify.kept import Kept
from redactor.verify.lines import is_of_print, lines_of_print
from redactor.verify.needles import candidates_of, needles_of
from redactor.verify.objects import check_objects
from redactor.verify.orders import as_drawn
from redactor.verify.other_reader import OtherReader, other_reader
from redactor.verify.pictures import check_pictures
from redactor.verify.pixels import RENDER_DPI, check_pixels, leave_marks
from redactor.verify.raw import check_raw
from redactor.verify.reading import SecondReader
from redactor.verify.regions import check_regions
from redactor.verify.render import PagePair, frame_of, page_damage, within_limit
from redactor.verify.text import check_text, find_in_orders
from redactor.verify.unseen import Drawn, Unseen, drawn_pictures
from redactor.verify.views import Needle

OnDrawn = Callable[[int, PageGeometry, Image, Image], None]
"""Takes a page that was compared: its number, its geometry, and the pictures of the original and of
the finished page, which are not to be written on."""


@dataclass(slots=True)
class _Found:
    """What was found so far, and how much was looked at."""

    leaks: list[Leak] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    checks: Counter[str] = field(default_factory=Counter)

    def verdict(self) -> Verdict:
        return Verdict(
            tuple(dict.fromkeys(self.leaks)),
            tuple(dict.fromkeys(self.damage)),
            tuple(self.unread),
            dict(self.checks),
        )


def verify_document(
    original_pdf: Path,
    redacted_pdf: Path,
    marks: Sequence[Mark],
    kept: Sequence[Decision],
    profile: Profile,
    second_reader: OcrEngine,
    detectors: Sequence[RegionDetector],
    ocr_pages: Collection[int],
    settings: Settings,
    *,
    decided: Mapping[int, Sequence[PtQuad]] | None = None,
    first_chars: Mapping[int, int] | None = None,
    cells: Cells | None = None,
    foreign: bool = False,
    on_drawn: OnDrawn | None = None,
) -> Verdict:
    """What still tells who the applicant is in the finished file, and what changed beside it.

    ``original_pdf`` is the working copy (fields and annotations baked into the pages), ``marks``
    what stands in the finished file, ``kept`` the decisions whose places may hold an own value.
    ``ocr_pages`` (from 1) are read anew as a whole, other pages around their marks only.
    ``decided``: the quads that were to go, by page; a mark that covers more is damage. None: the
    marks are taken as they are.
    ``first_chars``: how many characters the first reading saw outside the marks, by page; it
    shows a second reading that failed silently.
    ``cells``: what ``second_reader`` has read glyphs as, in other documents too.
    ``foreign``: the copy is not known to be ours: ``marks`` tell what was to go, not how it looks.

    Raises OutputError (code ``verify_failed``) when something could not be looked at.
    """
    found = _Found()
    needles = needles_of(profile)
    explained = Kept.of(kept, frozenset(needle.value for needle in needles))
    _check_file(redacted_pdf, profile, needles, explained, found, foreign)
    reader = SecondReader(
        second_reader,
        profile,
        needles,
        candidates_of(profile),
        explained,
        settings,
        first_chars or {},
        cells or Cells(),
    )
    with _opened(original_pdf) as original, _opened(redacted_pdf) as redacted:
        with could_not_look("the pages"):
            found.damage += page_damage(original, redacted)
            frames = [frame_of(page) for page in redacted]
        found.checks["pages"] = len(frames)
        of_print: set[int] = set()
        drawn: Drawn = {}

        def note(page_no: int, page: pypdfium2.PdfPage) -> None:
            if is_of_print(page, page_no, frames[page_no - 1], marks):
                of_print.add(page_no)
            elif pictures := tuple(drawn_pictures(page, frames[page_no - 1])):
                drawn[page_no] = pictures

        leaks, found.checks["characters"] = check_text(
            redacted_pdf, frames, needles, explained, note
        )
        found.leaks += leaks
        broken = {d.page_no for d in found.damage}
        if None not in broken:
            with (
                _opened(redacted_pdf) as alone,
                _unseen(redacted_pdf, reader, drawn) as unseen,
                other_reader(redacted_pdf, reader) as other,
            ):
                with could_not_look("the pixels"):
                    leave_marks(alone, () if foreign else marks)
                for bare in _pairs(original, redacted, marks):
                    pair = _check_page(bare, needles, explained, found, of_print, foreign)
                    if pair.page_no not in broken:
                        quads = None if decided is None else decided.get(pair.page_no, ())
                        if foreign:
                            _compare_copy(pair, settings, found)
                        else:
                            _compare_page(pair, alone, quads, settings, found, on_drawn)
                    _look_elsewhere(pair, other, settings, found)
                    _look_below(pair, unseen, settings, found)
                    if pair.lines is None:
                        pair.let_go()  # of a page that is read as a whole
                    _look_again(pair, reader, detectors, pair.page_no in ocr_pages, found)
                    pair.let_go()
                with could_not_look("the pictures"):
                    found.leaks += unseen.rest()
                found.checks["hidden_print"] += unseen.looked_at
    return found.verdict()


def _check_file(
    path: Path,
    profile: Profile,
    needles: Sequence[Needle],
    kept: Kept,
    found: _Found,
    foreign: bool,
) -> None:
    """Objects, streams, carriers and raw bytes of the whole file."""
    encoded = byte_needles(profile)
    with could_not_look("the objects"):
        pdf = pikepdf.open(path)
    with pdf:
        leaks, found.checks["objects"] = check_objects(pdf, needles, encoded, kept)
        found.leaks += leaks
        # Another's copy may have a title or bookmarks: own values in them are told by the walk.
        found.leaks += [] if foreign else check_carriers(pdf)
        ids = {item.objgen[0] for item in pdf.objects if isinstance(item, pikepdf.Object)}
    with could_not_look("the bytes"):
        data = path.read_bytes()
    leaks, found.checks["bytes"] = check_raw(data, ids, encoded)
    found.leaks += leaks


@contextmanager
def _opened(path: Path) -> Iterator[pymupdf.Document]:
    with could_not_look("the pages"):
        document = pymupdf.open(path, filetype="pdf")
    try:
        yield document
    finally:
        document.close()


def _pairs(
    original: pymupdf.Document, redacted: pymupdf.Document, marks: Sequence[Mark]
) -> Iterator[PagePair]:
    for index in range(redacted.page_count):
        here = [mark for mark in marks if mark.page_no == index + 1]
        own = tuple(mark for mark in here if mark.ink is None)
        inked = tuple(mark for mark in here if mark.ink is not None)
        with could_not_look("the pages", index + 1):
            pair = PagePair(index + 1, original[index], redacted[index], own, inked=inked)
        yield pair
        forget_drawn(pair.original)


def _check_page(
    pair: PagePair,
    needles: Sequence[Needle],
    kept: Kept,
    found: _Found,
    of_print: Collection[int],
    foreign: bool,
) -> PagePair:
    """Text in the order of the content, and what stands under the marks; the pair, completed."""
    with could_not_look("the text", pair.page_no):
        after = printed(pair.redacted)
        before = printed(pair.original)
        lines = lines_of_print(pair.redacted, after) if pair.page_no in of_print else None
    pair = replace(pair, removed=under_marks(before, pair.marks), lines=lines)
    glyphs = [char.glyph for char in after]
    found.leaks += find_in_orders(
        glyphs, as_drawn(glyphs), pair.geometry(72.0), needles, kept, pair.page_no
    )
    if not foreign:  # what another prints instead of a value is no text of ours
        leaks, damage = check_characters(pair, before, after)
        found.leaks += leaks
        found.damage += damage
    found.checks["characters_compared"] += len(before)
    return pair


def _compare_page(
    pair: PagePair,
    alone: pymupdf.Document,
    decided: Sequence[PtQuad] | None,
    settings: Settings,
    found: _Found,
    on_drawn: OnDrawn | None,
) -> None:
    limit = settings.limits.max_page_megapixels
    with could_not_look("the pixels", pair.page_no):
        dpi = within_limit(pair.geometry(RENDER_DPI), RENDER_DPI, limit)
        result = check_pixels(pair, alone, dpi)
        ink_leaks, ink_damage = check_inks(pair, dpi)
        picture_leaks, pictures = check_pictures(pair)
        if decided is not None:
            found.damage += check_extent(pair, decided, dpi)
    if on_drawn is not None:
        on_drawn(pair.page_no, pair.geometry(dpi), *pair.rendered(dpi))
    found.leaks += [*result.leaks, *ink_leaks, *picture_leaks]
    found.damage += [*result.damage, *ink_damage]
    found.checks["pixels"] += result.compared
    found.checks["marks"] += len(pair.marks) + len(pair.inked)
    found.checks["pictures"] += pictures


def _compare_copy(pair: PagePair, settings: Settings, found: _Found) -> None:
    """The same for a copy that somebody else may have made."""
    limit = settings.limits.max_page_megapixels
    with could_not_look("the pixels", pair.page_no):
        dpi = within_limit(pair.geometry(RENDER_DPI), RENDER_DPI, limit)
        leaks, damage = check_copy(pair, dpi)
        picture_leaks, pictures = check_pictures(pair)
    found.leaks += [*leaks, *picture_leaks]
    found.damage += damage
    found.checks["pictures"] += pictures


@contextmanager
def _unseen(path: Path, reader: SecondReader, drawn: Drawn) -> Iterator[Unseen]:
    with could_not_look("the pictures"):
        pdf = pikepdf.open(path)
    with pdf:
        with could_not_look("the pictures"):
            unseen = Unseen.of(pdf, reader, drawn)
        yield unseen


def _look_elsewhere(pair: PagePair, other: OtherReader, settings: Settings, found: _Found) -> None:
    """Print that another reader shows where there is none to MuPDF."""
    if pair.lines is not None:
        return  # nothing but text, which the other reader has told
    limit = settings.limits.max_page_megapixels
    with could_not_look("the print", pair.page_no):
        geometry = pair.geometry(within_limit(pair.geometry(RENDER_DPI), RENDER_DPI, limit))
        leaks, is_more = other.check(pair.page_no, geometry, pair.rendered(geometry.dpi)[1])
    found.leaks += leaks
    found.checks["print_elsewhere"] += is_more


def _look_below(pair: PagePair, unseen: Unseen, settings: Settings, found: _Found) -> None:
    """Print in the samples of the page's pictures that it does not show."""
    if not unseen.draws(pair.page_no):
        return
    limit = settings.limits.max_page_megapixels
    with could_not_look("the pictures", pair.page_no):
        geometry = pair.geometry(within_limit(pair.geometry(RENDER_DPI), RENDER_DPI, limit))
        shown = pair.rendered(geometry.dpi)[1]
        found.leaks += unseen.look(pair.page_no, geometry, shown)


def _look_again(
    pair: PagePair,
    reader: SecondReader,
    detectors: Sequence[RegionDetector],
    whole: bool,
    found: _Found,
) -> None:
    """Second reading and detectors on the rendered page."""
    if whole or pair.marks:
        with could_not_look("the print", pair.page_no):
            leaks, readable, count = reader.check(pair, whole)
        found.leaks += leaks
        found.unread += [] if readable else [pair.page_no]
        found.checks["ocr_pages" if whole else "ocr_regions"] += 1
        found.checks["ocr_characters"] += count
    with could_not_look("the pictures", pair.page_no):
        leaks, looked = check_regions(pair, detectors, reader.settings)
    found.leaks += leaks
    found.checks["detectors"] += looked
