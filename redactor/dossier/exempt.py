"""Dossiers that need no blind copy, by the series and level table of the rule pack (F6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from redactor.audit.records import DossierRecord
from redactor.datatypes import DossierStatus, Status
from redactor.dossier.job import SourceDocument, record_of


def exempt(
    applicant_id: str, sources: Sequence[SourceDocument], versions: Mapping[str, str]
) -> DossierRecord:
    """The record of a dossier that is not worked on: no file is opened, none is made."""
    documents = tuple(record_of(source, Status.NOT_REQUIRED) for source in sources)
    return DossierRecord(
        applicant_id=applicant_id,
        status=DossierStatus.NOT_REQUIRED,
        reasons=(),
        documents=documents,
        versions=versions,
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
