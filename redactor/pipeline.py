"""The stages for one document: load → read → detect, and later erase → verify.

Between the two halves stands the dossier: who is who is settled over all its documents.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from presidio_analyzer import AnalyzerEngine

from redactor.config.records import RulePack, Settings
from redactor.datatypes import (
    PICTURES,
    Action,
    Candidate,
    Decision,
    DocClass,
    Entity,
    Erasure,
    Finding,
    Ink,
    Mark,
    PageReading,
    Profile,
    TextSource,
    Verdict,
)
from redactor.detect.bars import BAR_DPI, find_bars
from redactor.edits import BY_HAND
from redactor.erase.document import erase_document
from redactor.erase.runs import levelled
from redactor.geometry import PageGeometry, PtQuad, hull_box
from redactor.load.document import LoadedDocument, load
from redactor.memory import give_back
from redactor.ports import Image, OcrEngine, PageView, RegionDetector, TextReader
from redactor.read.kept import KeptPage, KeptPages, stands_alone
from redactor.read.page import FontTrust, read_page
from redactor.read.small_pictures import find_in_small_pictures
from redactor.recognise.doc_class import classify
from redactor.recognise.lac import Lac
from redactor.recognise.people import People
from redactor.recognise.secrecy import has_secrecy_mark
from redactor.verify.cells import Cells
from redactor.verify.document import OnDrawn, verify_document
from redactor.verify.uploaded import has_text_under, is_signed

_DETECT_DPI = 150.0  # a 10 mm QR code has three pixels a module there


@dataclass(frozen=True, slots=True)
class Parts:
    """What a worker process builds once and uses for every dossier."""

    ocr: OcrEngine
    second_ocr: OcrEngine  # other weights and scale than the first: the independent reading
    line_reader: TextReader
    analyzer: AnalyzerEngine
    lac: Lac
    people: People
    detectors: tuple[RegionDetector, ...]
    rules: RulePack
    settings: Settings
    versions: dict[str, str]
    # Pages of long files, as ranges of them were read; given a file and the own values.
    kept_pages: Callable[[Path, Sequence[Candidate]], KeptPages] | None = None
    cells: Cells = field(default_factory=Cells)  # what ``second_ocr`` has read glyphs as


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document after its first half: what its pages say and show."""

    doc_id: str
    working_pdf: Path  # fields and annotations baked, pictures turned into pages
    source_kind: str
    pages: tuple[PageReading, ...] = field(repr=False)
    doc_class: DocClass
    pictures: tuple[Finding, ...]  # photos and codes
    seconds: dict[str, float]
    warnings: tuple[str, ...] = ()  # fixed words for what the upload brought
    painted: tuple[int, ...] = ()  # pages of the upload whose pictures hold print below paint


@contextmanager
def timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    """Add the wall-clock time of the block to ``seconds[stage]``, and give back what it freed.

    What stages within the block have taken is theirs alone.
    """
    start, before = time.perf_counter(), sum(seconds.values())
    try:
        yield
    finally:
        give_back()
        others = sum(seconds.values()) - before
        seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - start - others


def read_document(
    doc_id: str,
    source: Path,
    work_dir: Path,
    candidates: Sequence[Candidate],
    parts: Parts,
    on_page: Callable[[], None],
) -> ReadDocument:
    """Load a file, read its pages and find its pictures. Raises RedactorError.

    Nothing is read behind the first page with a secrecy mark.
    """
    seconds: dict[str, float] = {}
    with timed(seconds, "load"):
        document = load(source, work_dir, parts.settings.limits)
    with document:
        pages = []
        known: dict[int, KeptPage] = {}
        trust = FontTrust()
        kept = _kept_pages(source, document, candidates, parts)
        for page_no in range(1, document.page_count + 1):
            with timed(seconds, "read"):
                if kept and (there := kept.get(page_no)):
                    known[page_no] = there
                    pages.append(there.reading)
                else:
                    pages.append(_read(document, page_no, trust, candidates, parts))
                    on_page()
                is_secret = has_secrecy_mark(pages[-1].text)
            if is_secret:
                break  # case 83: stop; the guard holds the document by this very page
        with timed(seconds, "recognise"):
            doc_class = classify([p.text for p in pages])
        with timed(seconds, "detect"):
            pictures: list[Finding] = []
            for page in pages:
                seen = known.get(page.page_no)
                if seen is not None and seen.doc_class is doc_class:
                    pictures += seen.pictures
                else:
                    pictures += _detect(document, page, doc_class, candidates, parts.detectors)
            warnings = tuple(_warnings(source, document, pages))
        with timed(seconds, "load"):  # what MuPDF holds of a page takes a while to be freed
            document.close()
        return ReadDocument(
            doc_id,
            document.working_pdf,
            str(document.source_kind),
            tuple(pages),
            doc_class,
            tuple(pictures),
            seconds,
            warnings,
            document.painted,
        )


def read_range(
    source: Path,
    work_dir: Path,
    pages: range,
    doc_class: DocClass | None,
    candidates: Sequence[Candidate],
    parts: Parts,
    on_page: Callable[[], None],
) -> tuple[DocClass | None, int, dict[str, float]]:
    """Read some pages of a long file for ``read_document``, which finds them kept then.

    Returns the class of the file, which its first page tells where it is not given; None when a
    page bears a secrecy mark, behind which nothing is read; how many pages the file has; and the
    seconds by stage. Raises RedactorError.
    """
    seconds: dict[str, float] = {}
    with timed(seconds, "load"):
        document = load(source, work_dir, parts.settings.limits)
    with document:
        trust = FontTrust()
        kept = _kept_pages(source, document, candidates, parts)
        for page_no in pages:
            with timed(seconds, "read"):
                alone = stands_alone(document, page_no)
                page = _read(document, page_no, trust, candidates, parts)
            on_page()
            if has_secrecy_mark(page.text):
                return None, document.page_count, seconds
            doc_class = doc_class or classify([page.text])
            if kept and alone and "ocr_failed" not in page.unread:
                with timed(seconds, "detect"):
                    found = _detect(document, page, doc_class, candidates, parts.detectors)
                    kept.put(KeptPage(page, doc_class, tuple(found)))
        return doc_class, document.page_count, seconds


def _kept_pages(
    source: Path, document: LoadedDocument, candidates: Sequence[Candidate], parts: Parts
) -> KeptPages | None:
    """None for a file that is read in one piece."""
    is_long = 0 < parts.settings.range_pages < document.page_count
    return parts.kept_pages(source, candidates) if parts.kept_pages and is_long else None


def _read(
    document: LoadedDocument,
    page_no: int,
    trust: FontTrust,
    candidates: Sequence[Candidate],
    parts: Parts,
) -> PageReading:
    ocr, reader, settings = parts.ocr, parts.line_reader, parts.settings.ocr
    page = read_page(document, page_no, ocr, reader, trust, candidates, settings)
    return replace(page, unread=(*page.unread, "damaged")) if page_no in document.damaged else page


def _warnings(
    source: Path, document: LoadedDocument, pages: Sequence[PageReading]
) -> Iterator[str]:
    """What the office should know of a PDF as it was uploaded (cases 79 and 80)."""
    if document.source_kind != "pdf":
        return
    if is_signed(source):
        yield "signature_removed"
    # Text below a bar is hidden text, and no page that holds any is trusted.
    bars = {p.page_no: _bars(document, p.page_no) for p in pages if not p.trusted_layer}
    texts = [page.text for page in pages]
    if any(bars.values()) and has_text_under(document.working_pdf, bars, texts):
        yield "text_under_bar"


def _bars(document: LoadedDocument, page_no: int) -> tuple[PtQuad, ...]:
    image = document.render(page_no, BAR_DPI)
    return find_bars(image, document.geometry(page_no, BAR_DPI))


def _detect(
    document: LoadedDocument,
    page: PageReading,
    doc_class: DocClass,
    candidates: Sequence[Candidate],
    detectors: Sequence[RegionDetector],
) -> Iterator[Finding]:
    if page.plain:
        return  # of print that was checked and rulings: there is no picture to be found
    geometry = document.geometry(page.page_no, _DETECT_DPI)
    image = document.render(page.page_no, _DETECT_DPI)
    view = PageView(
        page.page_no, image, geometry, page.text, page.pictures, doc_class, tuple(candidates)
    )
    found = [finding for detector in detectors for finding in detector.find(view)]
    yield from found
    draw = partial(document.render_part, page.page_no)
    yield from find_in_small_pictures(page, doc_class, candidates, detectors, draw, found)


def erasures(decisions: Sequence[Decision]) -> tuple[Erasure, ...]:
    """What the decisions to redact ask the eraser to do."""
    asked = _one_a_hand([d for d in decisions if d.action is Action.REDACT and d.finding.quads])
    boxes = tuple(
        Erasure(
            d.finding.page_no,
            d.finding.entity,
            quads,
            d.token,
            of_picture=d.finding.entity in PICTURES or d.finding.found_by == BY_HAND,
            ink=d.finding.ink if d.only_ink else None,
        )
        for d in asked
        if (quads := _once(d, asked))
    )
    return *boxes, *(_whole(d.finding, d.finding.picture) for d in asked if d.finding.picture)


def _one_a_hand(asked: Sequence[Decision]) -> list[Decision]:
    """``asked`` without names that OCR reads in a hand which goes: its mark takes them as well."""
    left = list(asked)
    for hand in asked:
        if hand.finding.entity is not Entity.SIGNATURE or hand.only_ink:
            continue
        names = [d for d in left if _is_read_in(d.finding, hand.finding)]
        if not names:
            continue
        left = [d for d in left if d not in names]
        if hand.finding.picture:
            continue  # which goes whole, and frees the print that the mark leaves
        quads = [q for d in (hand, *names) for q in d.finding.quads]
        whole = replace(hand.finding, quads=(PtQuad.from_box(hull_box(quads)),))
        left[left.index(hand)] = replace(hand, finding=whole)
    return left


def _is_read_in(name: Finding, hand: Finding) -> bool:
    return (
        name.entity is Entity.NAME
        and name.page_no == hand.page_no
        and name.source is not TextSource.TEXT_LAYER
        and all((hand.picture or hand.quads[0]).contains(q.centre) for q in name.quads)
    )


def _whole(finding: Finding, picture: PtQuad) -> Erasure:
    """All of a picture, also what of it the mark leaves free for the print there."""
    return Erasure(finding.page_no, finding.entity, (picture,), "", ink=Ink("any", (picture,)))


def _once(decision: Decision, asked: Sequence[Decision]) -> tuple[PtQuad, ...]:
    """Its quads; of a card those that do not go for another reason: each place has one mark."""
    finding = decision.finding
    if not finding.found_by.startswith("card."):
        is_drawn = finding.entity in PICTURES or finding.found_by == BY_HAND
        return finding.quads if is_drawn else levelled(finding.quads)
    others = [
        q
        for d in asked
        if d.finding.page_no == finding.page_no and not d.finding.found_by.startswith("card.")
        for q in d.finding.quads
    ]
    return tuple(q for q in finding.quads if not any(o.contains(q.centre) for o in others))


def erase_and_verify(
    read: ReadDocument,
    decisions: Sequence[Decision],
    target: Path,
    profile: Profile,
    parts: Parts,
    on_drawn: OnDrawn | None = None,
) -> tuple[tuple[Mark, ...], Verdict]:
    """Write the redacted file to ``target`` and look at it anew. Raises RedactorError.

    ``on_drawn`` takes the pages that were compared; its time is the stage ``pictures``.
    """
    take = on_drawn and partial(_take, read.seconds, on_drawn)
    untrusted = {p.page_no for p in read.pages if not p.trusted_layer}
    with timed(read.seconds, "erase"):
        marks = erase_document(read.working_pdf, target, erasures(decisions), untrusted)
    with timed(read.seconds, "verify"):
        verdict = verify_pair(read, target, marks, decisions, profile, parts, take)
    return marks, verdict


def _take(
    seconds: dict[str, float],
    on_drawn: OnDrawn,
    page_no: int,
    geometry: PageGeometry,
    before: Image,
    after: Image,
) -> None:
    start = time.perf_counter()
    on_drawn(page_no, geometry, before, after)
    seconds["pictures"] = seconds.get("pictures", 0.0) + time.perf_counter() - start


def verify_pair(
    read: ReadDocument,
    redacted: Path,
    marks: Sequence[Mark],
    decisions: Sequence[Decision],
    profile: Profile,
    parts: Parts,
    on_drawn: OnDrawn | None = None,
    *,
    foreign: bool = False,
) -> Verdict:
    """The independent second look at a finished file. Raises RedactorError.

    ``foreign``: another program or a hand may have made it.
    """
    return verify_document(
        read.working_pdf,
        redacted,
        marks,
        [d for d in decisions if d.action is not Action.REDACT],
        profile,
        parts.second_ocr,
        parts.detectors,
        {p.page_no for p in read.pages if p.used_ocr},
        parts.settings,
        decided=_quads_by_page(decisions),
        cells=parts.cells,
        foreign=foreign,
        on_drawn=on_drawn,
    )


def _quads_by_page(decisions: Sequence[Decision]) -> dict[int, list[PtQuad]]:
    quads: dict[int, list[PtQuad]] = {}
    for erasure in erasures(decisions):
        quads.setdefault(erasure.page_no, []).extend(erasure.quads)
    return quads
