"""A finished dossier → the release or the hold, with its reports. Whole, or not at all."""

from __future__ import annotations

from dataclasses import replace

from redactor.audit.html import Pictures, no_pictures, private_page, public_page
from redactor.audit.private import private_audit
from redactor.audit.public import public_audit
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.audit.words import Language
from redactor.config.records import Settings
from redactor.datatypes import DossierStatus, Status
from redactor.dossier.job import Outcome
from redactor.dossier.pictures import PagePictures
from redactor.errors import ExitCode, gravest
from redactor.store.local import LocalStore, Texts, json_text


def deliver(
    outcome: Outcome, store: LocalStore, settings: Settings, language: Language
) -> DossierRecord:
    """Publish or hold the files of a dossier with its reports; returns the record.

    The reports come to their places last: a crash before them leaves a dossier that the ledger
    does not know, and the next run withdraws and redoes it. Raises OutputError; then nothing
    stays released.
    """
    record = outcome.record
    files = [path for path in outcome.proposals if path is not None]
    released = bool(files) and record.status is DossierStatus.RELEASED
    paths = iter(store.places(record.applicant_id, files, released=released))
    documents = (
        replace(document, output=next(paths)) if proposal else document
        for document, proposal in zip(record.documents, outcome.proposals, strict=True)
    )
    record = replace(record, documents=tuple(documents))
    originals = [drawn.originals if drawn else None for drawn in outcome.drawn]
    finished = [drawn.finished if drawn else None for drawn in outcome.drawn]
    place = store.publish if released else store.hold
    try:
        reports = reports_of(
            record,
            language,
            PagePictures(outcome.working, originals, settings),
            PagePictures(outcome.proposals, finished, settings),
        )
        place(record.applicant_id, files, reports)
    except BaseException:
        store.withdraw(record.applicant_id)
        raise
    return record


def reports_of(
    record: DossierRecord,
    language: Language,
    originals: Pictures = no_pictures,
    released: Pictures = no_pictures,
) -> Texts:
    """The private and the public report of one dossier, as JSON and as a page each."""
    key = record.applicant_id
    private, public = private_audit(record), public_audit(record)
    return {
        f"private/audit/{key}.json": [json_text(private)],
        f"private/audit/{key}.html": private_page(private, originals, language),
        f"public/{key}.json": [json_text(public)],
        f"public/{key}.html": public_page(public, released, language),
    }


def exit_code_of(record: DossierRecord) -> ExitCode:
    """The gravest thing that happened to a document of the dossier."""
    codes = [_document_code(document) for document in record.documents]
    if record.status is DossierStatus.HELD and not any(codes):
        codes.append(ExitCode.REVIEW)
    return gravest(codes)


def _document_code(document: DocumentRecord) -> ExitCode:
    if document.status is Status.FAILED:
        return ExitCode(document.exit_code or ExitCode.INPUT)
    if document.verdict is not None and (document.verdict.leaks or document.verdict.damage):
        return ExitCode.LEAK
    held = document.status in (Status.NEEDS_REVIEW, Status.QUARANTINED)
    return ExitCode.REVIEW if held else ExitCode.OK
