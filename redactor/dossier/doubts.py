"""Pages that count as unread after all: what was read of them could hide an own value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from redactor.datatypes import Action, DocumentDecisions, Entity, Finding, PageReading
from redactor.dossier.poor_places import (
    Watermark,
    has_unread_field,
    has_unread_watermark,
    watermark_on,
)
from redactor.geometry import PtQuad
from redactor.pipeline import ReadDocument
from redactor.textnorm import folded


def with_blind_pages(read: ReadDocument) -> ReadDocument:
    """Every scanned page is unread: the engine cannot read the applicant's very name."""
    pages = tuple(_unread(p, "illegible_name") if p.used_ocr else p for p in read.pages)
    return replace(read, pages=pages)


def with_hiding_lines(read: ReadDocument, decided: DocumentDecisions) -> ReadDocument:
    """A page is unread where a line may hold an own value that nothing was found of.

    A line too poor to tell is unreadable, never empty. Where something of it goes or is asked
    about, it was read well enough; what a seal that stays says on its ring is no line.
    """
    settled: dict[int, list[PtQuad]] = {}
    gone: dict[int, list[PtQuad]] = {}
    seals: dict[int, list[Finding]] = {}
    for decision in decided.decisions:
        page_no, quads = decision.finding.page_no, decision.finding.quads
        if decision.action is not Action.KEEP:
            settled.setdefault(page_no, []).extend(quads)
        if decision.action is Action.REDACT and not decision.only_ink:
            gone.setdefault(page_no, []).extend(quads)
        if decision.action is Action.KEEP and decision.finding.entity is Entity.SEAL:
            seals.setdefault(page_no, []).append(decision.finding)
    read = replace(
        read, pages=tuple(_without_rings(p, seals.get(p.page_no, ())) for p in read.pages)
    )
    scanned = [(p, settled.get(p.page_no, [])) for p in read.pages if p.used_ocr]
    mark = watermark_on(scanned)
    pages = tuple(
        _doubted(p, settled.get(p.page_no, []), gone.get(p.page_no, []), mark) for p in read.pages
    )
    return replace(read, pages=pages)


def _doubted(
    page: PageReading, settled: list[PtQuad], gone: list[PtQuad], mark: Watermark | None
) -> PageReading:
    if _hides(page, settled, gone):
        page = _unread(page, "own_value_unreadable")
    if has_unread_field(page, settled):
        page = _unread(page, "field_unreadable")
    if mark is not None and page.used_ocr and has_unread_watermark(page, settled, mark):
        page = _unread(page, "watermark_unreadable")
    return page


def _hides(page: PageReading, settled: list[PtQuad], gone: list[PtQuad]) -> bool:
    """``gone``: what goes as a whole, such as a code that was read for a line."""
    return any(
        not any(line.contains(q.centre) for q in settled)
        and not any(q.contains(line.centre) for q in gone)
        for line in page.hiding
    )


def _without_rings(page: PageReading, seals: Sequence[Finding]) -> PageReading:
    """The page, but for lines that are part of what is read on the ring of one of its seals."""
    hiding = tuple(line for line in page.hiding if not _is_of_ring(line, page, seals))
    return replace(page, hiding=hiding)


def _is_of_ring(line: PtQuad, page: PageReading, seals: Sequence[Finding]) -> bool:
    around = [s.value for s in seals if s.value and any(q.contains(line.centre) for q in s.quads)]
    if not around:
        return False
    chars = [c for c in page.text.chars if c.quad is not None and line.contains(c.quad.centre)]
    text = folded("".join(c.text for c in chars)).strip()
    return bool(text) and any(text in folded(value) for value in around)


def _unread(page: PageReading, word: str) -> PageReading:
    return replace(page, unread=(*page.unread, word))
