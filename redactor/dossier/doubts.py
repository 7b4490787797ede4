"""Pages that count as unread after all: what was read of them could hide an own value."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from redactor.datatypes import (
    LETTERED,
    Action,
    DocumentDecisions,
    Entity,
    Finding,
    PageReading,
    TextSource,
)
from redactor.dossier.poor_places import (
    Watermark,
    has_unread_field,
    has_unread_watermark,
    watermark_on,
)
from redactor.geometry import PtQuad
from redactor.pipeline import ReadDocument
from redactor.textnorm import folded

_CODES = frozenset((Entity.QR_CODE, Entity.BARCODE))
_FIGURES = _CODES | {Entity.PHOTO}  # they hold no name in print
_ALONG = 0.9  # cosine of an angle that no line of print has to the others


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was decided on a page: what goes or is asked about, of that what goes as a whole (such
    as a code that was read for a line), the codes that stay or are asked about, whose modules
    are no print, the seals that stay, and those whose ring goes.
    """

    settled: list[PtQuad] = field(default_factory=list)
    gone: list[PtQuad] = field(default_factory=list)
    codes: list[PtQuad] = field(default_factory=list)
    seals: list[Finding] = field(default_factory=list)
    rings: list[PtQuad] = field(default_factory=list)


def with_blind_pages(read: ReadDocument) -> ReadDocument:
    """What OCR alone reads is unread: the engine cannot read the applicant's very name.

    A page of print is no such page because a portrait or a code stands on it.
    """
    figures: defaultdict[int, list[PtQuad]] = defaultdict(list)
    for picture in read.pictures:
        if picture.entity in _FIGURES:
            figures[picture.page_no].extend(picture.quads)
    pages = (
        _unread(p, "illegible_name") if _rests_on_ocr(p, figures[p.page_no]) else p
        for p in read.pages
    )
    return replace(read, pages=tuple(pages))


def _rests_on_ocr(page: PageReading, figures: Sequence[PtQuad]) -> bool:
    """Whether anything outside ``figures`` is known by OCR alone."""
    if not page.used_ocr:
        return False
    seen = [c.quad for c in page.text.chars if c.source is TextSource.OCR and c.quad is not None]
    places = (*seen, *page.doubtful, *(p.quad for p in page.pictures))
    is_inside = (any(f.contains(place.centre) for f in figures) for place in places)
    return not page.trusted_layer or not all(is_inside)


def with_hiding_lines(read: ReadDocument, decided: DocumentDecisions) -> ReadDocument:
    """A page is unread where a line may hold an own value that nothing was found of.

    A line too poor to tell is unreadable, never empty. Where something of it goes or is asked
    about, it was read well enough; what a seal that stays says on its ring is no line.
    """
    by_page: defaultdict[int, _Decided] = defaultdict(_Decided)
    for decision in decided.decisions:
        finding, on_page = decision.finding, by_page[decision.finding.page_no]
        if decision.action is not Action.KEEP:
            on_page.settled.extend(finding.quads)
        if decision.action is Action.REDACT and not decision.only_ink:
            on_page.gone.extend(finding.quads)
        if decision.action is Action.REDACT and decision.only_ink:
            on_page.rings.extend(finding.quads)
        if decision.action is not Action.REDACT and finding.entity in _CODES:
            on_page.codes.extend(finding.quads)
        if decision.action is Action.KEEP and finding.entity in LETTERED:
            on_page.seals.append(finding)
    scanned = [(p, _off_rings(by_page[p.page_no])) for p in read.pages if p.used_ocr]
    mark = watermark_on(scanned)
    return replace(read, pages=tuple(_doubted(p, by_page[p.page_no], mark) for p in read.pages))


def _off_rings(decided: _Decided) -> list[PtQuad]:
    """What is settled but on rings that go, whose pieces slant as the copies of a watermark do."""
    return [q for q in decided.settled if not any(r.contains(q.centre) for r in decided.rings)]


def _doubted(page: PageReading, decided: _Decided, mark: Watermark | None) -> PageReading:
    settled = decided.settled
    if _hides(page, decided):
        page = _unread(page, "own_value_unreadable")
    if has_unread_field(page, settled):
        page = _unread(page, "field_unreadable")
    if mark is not None and page.used_ocr and has_unread_watermark(page, settled, mark):
        page = _unread(page, "watermark_unreadable")
    return page


def _hides(page: PageReading, decided: _Decided) -> bool:
    return any(
        not any(line.contains(q.centre) for q in decided.settled)
        and not any(q.contains(line.centre) for q in (*decided.gone, *decided.codes))
        and not _is_of_ring(line, page, decided.seals)
        and not _runs_round(line, page, decided.rings)
        for line in page.hiding
    )


def _is_of_ring(line: PtQuad, page: PageReading, seals: Sequence[Finding]) -> bool:
    """Whether a line is part of what is read on the ring of one of the page's seals."""
    around = [s.value for s in seals if s.value and any(q.contains(line.centre) for q in s.quads)]
    if not around:
        return False
    chars = [c for c in page.text.chars if c.quad is not None and line.contains(c.quad.centre)]
    text = folded("".join(c.text for c in chars)).strip()
    return bool(text) and any(text in folded(value) for value in around)


def _runs_round(line: PtQuad, page: PageReading, rings: Sequence[PtQuad]) -> bool:
    """Whether a line is of a ring that goes: print under a seal runs along with the page's."""
    if not any(ring.contains(line.centre) for ring in rings):
        return False
    along = [_direction(c.quad) for c in page.text.chars if c.quad is not None]
    page_u, page_v = sum(u for u, _ in along), sum(v for _, v in along)
    u, v = _direction(line)
    return abs(u * page_u + v * page_v) < _ALONG * math.hypot(page_u, page_v)


def _direction(quad: PtQuad) -> tuple[float, float]:
    (x0, y0), (x1, y1) = quad.tl, quad.tr
    length = math.dist(quad.tl, quad.tr) or 1.0
    return (x1 - x0) / length, (y1 - y0) / length


def _unread(page: PageReading, word: str) -> PageReading:
    return replace(page, unread=(*page.unread, word))
