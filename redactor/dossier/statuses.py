"""What a document and a dossier may be called when their work is done."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from redactor.audit.records import DocumentRecord
from redactor.datatypes import (
    RELEASABLE,
    Action,
    DocumentDecisions,
    DossierStatus,
    Status,
    Verdict,
)
from redactor.errors import RedactorError

log = logging.getLogger(__name__)

# What holds a whole document, and what it makes of it; a closed one asks nothing.
GUARDS = {
    "secrecy": Status.QUARANTINED,
    "wrong_person": Status.QUARANTINED,
    "no_holder": Status.NEEDS_REVIEW,
}
CLOSED = frozenset(guard for guard, status in GUARDS.items() if status is Status.QUARANTINED)


def status_of(
    record: DocumentRecord, decided: DocumentDecisions, verdict: Verdict
) -> tuple[Status, tuple[str, ...]]:
    """A status never lies: any leak, doubt or question makes it neither clean nor empty."""
    reasons = [
        word
        for word, holds in (
            (decided.guard, bool(decided.guard)),
            ("leak", bool(verdict.leaks)),
            ("damage", bool(verdict.damage)),
            ("unread", bool(record.unread or verdict.unread_pages)),
            ("question", any(d.action is Action.ASK for d in decided.decisions)),
        )
        if holds
    ]
    if decided.guard in GUARDS:
        return GUARDS[decided.guard], tuple(reasons)
    if reasons:
        return Status.NEEDS_REVIEW, tuple(reasons)
    redacted = any(d.action is Action.REDACT for d in decided.decisions)
    return (Status.CLEAN if redacted else Status.NOTHING_FOUND), ()


def dossier_status(records: Sequence[DocumentRecord]) -> DossierStatus:
    """Released whole, or held whole."""
    whole = bool(records) and all(r.status in RELEASABLE for r in records)
    return DossierStatus.RELEASED if whole else DossierStatus.HELD


def dossier_reasons(records: Sequence[DocumentRecord], settled: Sequence[str]) -> tuple[str, ...]:
    """Why it is held, in fixed words: its documents' and those told over all of them."""
    words = {word for r in records if r.status not in RELEASABLE for word in r.reasons}
    words.update(settled)
    return tuple(sorted(words)) if records else ("no_documents",)


def failed(record: DocumentRecord, error: RedactorError) -> DocumentRecord:
    """The record of a document that could not be worked on."""
    log.warning("document %s failed: %s", record.doc_id, error.code)
    return replace(
        record,
        status=Status.FAILED,
        reasons=("failed",),
        error_code=error.code,
        exit_code=int(error.exit_code),
    )
