"""All documents of one applicant: read → settle → decide → erase → verify → publish or hold.

The unit is the dossier: aliases, people and questions are settled over all its documents, and
it is released whole or not at all.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import (
    Action,
    Candidate,
    Decision,
    DocumentDecisions,
    DocumentFindings,
    DossierStatus,
    Entity,
    Mark,
    Profile,
    Status,
    Verdict,
)
from redactor.dossier.asking import Asking, Paper, with_answers
from redactor.dossier.below_ink import with_bared
from redactor.dossier.doubts import with_blind_pages, with_hiding_lines
from redactor.dossier.editing import with_edits
from redactor.dossier.job import DossierJob, Looked, Outcome, SourceDocument, record_of
from redactor.dossier.pictures import DrawnPages, spool_in
from redactor.dossier.statuses import CLOSED, dossier_reasons, dossier_status, failed, status_of
from redactor.dossier.under_seals import with_plain_seals
from redactor.errors import RedactorError
from redactor.files import sha256_or_empty
from redactor.ocr.self_test import illegible
from redactor.pipeline import Parts, ReadDocument, erase_and_verify, read_document, timed
from redactor.platforms import peak_memory_mb
from redactor.policy import decide, warnings_of
from redactor.questions import Question
from redactor.recognise.findings import DossierRecogniser
from redactor.recognise.id_card import with_seen_portraits
from redactor.recognise.pictured import settle_pictures, with_own_hands, with_own_seals
from redactor.recognise.settling import Settled, settle
from redactor.recognise.stations import stations_of
from redactor.textnorm import is_han

_LATIN = re.compile("[A-Za-z]")
_LATIN_PRINT = 60  # letters of a page; a mail address and a code have fewer


@dataclass(slots=True)
class _Document:
    """A document on its way through the dossier."""

    source: SourceDocument
    record: DocumentRecord
    read: ReadDocument | None = None
    findings: DocumentFindings | None = None
    decided: DocumentDecisions | None = None
    proposal: Path | None = None
    drawn: DrawnPages | None = None


def process(job: DossierJob, parts: Parts, on_page: Callable[[], None]) -> Outcome:
    """Work a dossier through up to finished, verified files; nothing is published here."""
    start = time.perf_counter()
    job, documents, asking, settled = _decided(job, parts, on_page)
    counters: dict[int, int] = {}
    spool = spool_in(job.work_dir)
    for document in documents:
        number = counters[document.source.folder_no] = (
            counters.get(document.source.folder_no, 0) + 1
        )
        _finish(document, number, job, parts, spool)
    records = tuple(d.record for d in documents)
    return Outcome(
        DossierRecord(
            applicant_id=job.applicant_id,
            status=DossierStatus.HELD if settled.reasons else dossier_status(records),
            reasons=dossier_reasons(records, settled.reasons),
            documents=records,
            versions=parts.versions,
            finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - start, 3),
            notes=settled.notes,
            questions=asking.open_questions,
        ),
        tuple(d.proposal for d in documents),
        tuple(d.read.working_pdf if d.read else None for d in documents),
        tuple(d.drawn for d in documents),
        peak_memory_mb(),
    )


def look(
    job: DossierJob, parts: Parts, on_page: Callable[[], None]
) -> tuple[tuple[Looked, ...], tuple[Question, ...]]:
    """The first half of ``process`` alone: every document decided on, and the open questions."""
    _, documents, asking, _ = _decided(job, parts, on_page)
    looked = []
    for document in documents:
        decided = document.decided
        if document.read is not None and decided is not None and decided.guard == "secrecy":
            _quarantine(document, document.read)
        looked.append(Looked(document.record, document.read, document.decided))
    return tuple(looked), asking.open_questions


def recogniser_for(job: DossierJob, parts: Parts) -> DossierRecogniser:
    """What finds the applicant's values, those that people confirmed among them."""
    return DossierRecogniser(
        parts.analyzer,
        parts.lac,
        parts.people,
        with_answers(job.profile, job.answers),
        job.others,
        suggest_aliases=parts.rules.alias_suggestions,
        given=job.profile,
    )


def _decided(
    job: DossierJob, parts: Parts, on_page: Callable[[], None]
) -> tuple[DossierJob, list[_Document], Asking, Settled]:
    """The job with what people answered, and its documents up to the decisions."""
    shared: dict[str, float] = {}  # seconds by stage, of what is done once for all documents
    recogniser, documents = _opened(job, parts, on_page, shared)
    found = _looked_at(documents, recogniser)
    with timed(shared, "recognise"):
        profile = _completed(job.profile, recogniser, documents, found)
    if profile != job.profile:
        # Seals, spotting and the second look go by the profile, too: pictures are read anew,
        # those without Latin print not for a spelling of the name in Latin letters.
        latin_alone = profile.employers == job.profile.employers
        job = replace(job, profile=profile)
        anew = {d.source.doc_id: d for d in documents if _is_read_anew(d, latin_alone=latin_alone)}
        kept = [d for d in documents if d.source.doc_id not in anew]
        recogniser, documents = _opened(job, parts, on_page, shared, kept)
        _add_seconds(anew, documents)
        found = _looked_at(documents, recogniser)
    given = job.profile
    job = replace(job, profile=with_answers(given, job.answers))
    asking = Asking(given.applicant_id, job.question_key, job.answers, parts.rules)
    with timed(shared, "recognise"):
        settled = _settle(documents, found, recogniser, job, parts, asking)
    _share(shared, [d.read for d in documents if d.read])
    return job, documents, asking, settled


def _completed(
    profile: Profile,
    recogniser: DossierRecogniser,
    documents: Sequence[_Document],
    found: Sequence[DocumentFindings],
) -> Profile:
    """The profile with what the own documents tell and everything is to be searched for."""
    employer = None if profile.employers else recogniser.told_employer(found)
    if employer:
        profile = replace(profile, employers=(employer,))
    latin = recogniser.told_latin(found, (d.read.pages for d in documents if d.read))
    return replace(profile, pinyin=(*profile.pinyin, *latin)) if latin else profile


def _opened(
    job: DossierJob,
    parts: Parts,
    on_page: Callable[[], None],
    shared: dict[str, float],
    before: Sequence[_Document] = (),
) -> tuple[DossierRecogniser, list[_Document]]:
    """All documents read, but for those that were ``before``, and what looks for the applicant's
    values in them.
    """
    with timed(shared, "recognise"):
        recogniser = recogniser_for(job, parts)
        candidates = recogniser.candidates()
    kept = {d.source.doc_id: d for d in before}
    documents = [
        kept.get(source.doc_id) or _read(source, job, candidates, parts, on_page, shared)
        for source in job.sources
    ]
    names = [c for c in candidates if c.entity is Entity.NAME]
    with timed(shared, "read"):
        _doubt_blind_readings(documents, [c for c in names if any(map(is_han, c.text))], parts)
    with timed(shared, "recognise"):
        recogniser.learn_names(d.read.pages for d in documents if d.read)
    return recogniser, documents


def _is_read_anew(document: _Document, *, latin_alone: bool) -> bool:
    """Whether values told since may stand in its pictures where only pixels tell them."""
    read = document.read
    pictured = read is not None and (read.pictures or any(p.used_ocr for p in read.pages))
    if not pictured or read is None:
        return False
    letters = max(len(_LATIN.findall(page.text.text)) for page in read.pages)
    return letters >= _LATIN_PRINT or not latin_alone


def _add_seconds(before: Mapping[str, _Document], documents: Sequence[_Document]) -> None:
    """Put the time of a first reading down to the document that was read anew."""
    for document in documents:
        first = before.get(document.source.doc_id)
        if first is not None and first.read is not None and document.read is not None:
            _share(first.read.seconds, [document.read])


def _share(seconds: Mapping[str, float], reads: Sequence[ReadDocument]) -> None:
    """Put the time down to the documents, each its part."""
    for read in reads:
        for stage, took in seconds.items():
            read.seconds[stage] = read.seconds.get(stage, 0.0) + took / len(reads)


def _read(
    source: SourceDocument,
    job: DossierJob,
    candidates: Sequence[Candidate],
    parts: Parts,
    on_page: Callable[[], None],
    shared: dict[str, float],
) -> _Document:
    with timed(shared, "load"):
        record = record_of(source, Status.FAILED)
    document = _Document(source, record)
    if source.fault:
        document.record = replace(record, reasons=("failed",), error_code=source.fault)
        return document
    try:
        document.read = read_document(
            source.doc_id, source.path, job.work_dir, candidates, parts, on_page
        )
    except RedactorError as error:
        document.record = failed(record, error)
        return document
    read = document.read
    document.record = replace(
        record,
        source_kind=read.source_kind,
        pages=len(read.pages),
        doc_class=read.doc_class,
        unread={p.page_no: p.unread for p in read.pages if p.unread},
        seconds=read.seconds,
    )
    return document


def _doubt_blind_readings(
    documents: Sequence[_Document], names: Sequence[Candidate], parts: Parts
) -> None:
    """Count scanned pages as unread where the engine cannot read the applicant's very name."""
    scanned = [d for d in documents if d.read and any(p.used_ocr for p in d.read.pages)]
    if not scanned or not illegible(parts.ocr, names):
        return
    for document in scanned:
        assert document.read is not None
        _take(document, with_blind_pages(document.read))


def _settle(
    documents: Sequence[_Document],
    found: Sequence[DocumentFindings],
    recogniser: DossierRecogniser,
    job: DossierJob,
    parts: Parts,
    asking: Asking,
) -> Settled:
    """Who is who, over the whole dossier; then the policy's word on every finding, and a
    person's word on what that left open.
    """
    readable = [d for d in documents if d.read is not None]
    reads = [d.read for d in readable if d.read is not None]
    rulings = partial(decide, rules=parts.rules)
    told = _with_told(found, reads, recogniser, rulings)
    for document, read, findings in zip(readable, reads, told, strict=True):
        pictures = settle_pictures(read.pictures, findings, job.profile)
        read_ones = with_own_hands(with_own_seals(findings.findings, pictures), pictures)
        read_ones, pictures = with_seen_portraits(read_ones, pictures)
        document.findings = replace(findings, findings=(*read_ones, *pictures))
    settled = settle([d.findings for d in readable if d.findings is not None], job.profile)
    decisions = decide(settled.documents, parts.rules)
    for document, findings, decided in zip(readable, settled.documents, decisions, strict=True):
        assert document.read is not None
        decided = with_plain_seals(decided, document.read.pages, parts.rules)
        closed = decided.guard in CLOSED or _not_required(document.read, decided, parts)
        record = document.record
        paper = Paper(record.source_sha256, record.folder_no, document.read.pages, closed)
        document.findings = findings
        answered = asking.settle(findings, decided, paper)
        document.decided = with_edits(answered, record.source_sha256, job.edits, parts.rules)
        _take(document, with_hiding_lines(document.read, document.decided))
    asking.group()
    for document in readable:
        if document.decided is not None:
            document.decided = asking.as_grouped(document.decided)
    return settled


def _with_told(
    found: Sequence[DocumentFindings],
    reads: Sequence[ReadDocument],
    recogniser: DossierRecogniser,
    rulings: Callable[[Sequence[DocumentFindings]], Sequence[DocumentDecisions]],
) -> Iterator[DocumentFindings]:
    """What each document holds; units of the career and other values, too, that only another one
    tells.
    """
    units = stations_of(f for document in found for f in document.findings)
    redacted = [
        [x.finding for x in d.decisions if x.action is Action.REDACT and not d.guard]
        for d in rulings(found)
    ]
    told = recogniser.learn_told(found, redacted)
    for read, document, gone in zip(reads, found, redacted, strict=True):
        if units:
            document = recogniser.with_stations(document, read.pages, units)
        if told:
            document = recogniser.with_told(document, read.pages, told, gone)
        yield document


def _looked_at(
    documents: Sequence[_Document], recogniser: DossierRecogniser
) -> list[DocumentFindings]:
    """What each document that was read holds by itself."""
    found = []
    for read in [d.read for d in documents if d.read]:
        with timed(read.seconds, "recognise"):
            found.append(recogniser.document(read.doc_id, read.pages))
    return found


def _take(document: _Document, read: ReadDocument) -> None:
    """Put this reading in the place of the document's; its record tells what is unread."""
    unread = {p.page_no: p.unread for p in read.pages if p.unread}
    document.read, document.record = read, replace(document.record, unread=unread)


def _not_required(read: ReadDocument, decided: DocumentDecisions, parts: Parts) -> bool:
    return not decided.guard and read.doc_class in parts.rules.not_required


def _finish(
    document: _Document, number: int, job: DossierJob, parts: Parts, spool: IO[bytes]
) -> None:
    """Erase and verify one document, and give it its status."""
    read, decided = document.read, document.decided
    if read is None or decided is None:
        return
    if decided.guard == "secrecy":
        _quarantine(document, read)
        return
    if _not_required(read, decided, parts):
        # No part of the blind copy, so no file comes of it.
        document.record = replace(document.record, status=Status.NOT_REQUIRED)
        return
    name = parts.rules.file_name.format(
        applicant_id=job.applicant_id, folder_no=document.source.folder_no, number=number
    )
    target = job.work_dir / name
    record = replace(
        document.record,
        decisions=decided.decisions,
        question=decided.question,
        warnings=(*read.warnings, *warnings_of(decided)),
    )

    def finished(decisions: Sequence[Decision]) -> tuple[DrawnPages, tuple[Mark, ...], Verdict]:
        drawn = DrawnPages(spool, parts.settings.render_dpi)
        work = erase_and_verify(read, decisions, target, job.profile, parts, drawn.add)
        return drawn, *work

    try:
        drawn, marks, verdict = finished(decided.decisions)
        if (bared := with_bared(decided, verdict, parts.rules)) is not None:
            decided = bared
            record = replace(record, decisions=decided.decisions)
            drawn, marks, verdict = finished(decided.decisions)
    except RedactorError as error:
        target.unlink(missing_ok=True)
        document.record = failed(record, error)
        return
    document.proposal = target
    if len(drawn.finished) == len(read.pages):
        document.drawn = drawn
    record = replace(
        record,
        marks=marks,
        verdict=verdict,
        output_sha256=sha256_or_empty(target),
        seconds={k: round(v, 3) for k, v in read.seconds.items()},
    )
    status, reasons = status_of(record, decided, verdict)
    document.record = replace(record, status=status, reasons=reasons)


def _quarantine(document: _Document, read: ReadDocument) -> None:
    """Case 83: keep the id and the reason only. Its title may be its upload's name."""
    read.working_pdf.unlink(missing_ok=True)
    document.record = DocumentRecord(
        doc_id=document.source.doc_id,
        folder_no=document.source.folder_no,
        untrusted_name="",
        source_sha256=document.record.source_sha256,
        status=Status.QUARANTINED,
        reasons=("secrecy",),
    )
    document.read = document.findings = document.decided = None
