"""Dossiers that need no blind copy, by the series and level table of the rule pack (F6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import DossierStatus, Status
from redactor.dossier.process import SourceDocument
from redactor.files import sha256_or_empty


def exempt(
    applicant_id: str, sources: Sequence[SourceDocument], versions: Mapping[str, str]
) -> DossierRecord:
    """The record of a dossier that is not worked on: no file is opened, none is made."""
    documents = tuple(
        DocumentRecord(
            doc_id=source.doc_id,
            folder_no=source.folder_no,
            untrusted_name=source.untrusted_name,
            source_sha256=sha256_or_empty(source.path),
            status=Status.NOT_REQUIRED,
        )
        for source in sources
    )
    return DossierRecord(
        applicant_id=applicant_id,
        status=DossierStatus.NOT_REQUIRED,
        reasons=(),
        documents=documents,
        versions=versions,
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
