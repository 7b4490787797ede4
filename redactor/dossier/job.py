"""What a worker is given for one applicant, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import (
    DocClass,
    DocumentDecisions,
    Others,
    Profile,
    Status,
)
from redactor.edits import Edit
from redactor.files import sha256_or_empty
from redactor.questions import Answer

if TYPE_CHECKING:  # a batch is planned without the readers and models behind it
    from redactor.dossier.pictures import DrawnPages
    from redactor.pipeline import ReadDocument


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One uploaded file of a dossier."""

    doc_id: str  # "d01": stands for the file in logs and reports
    path: Path = field(repr=False)
    untrusted_name: str = field(repr=False)
    folder_no: int
    fault: str = ""  # fixed word for why it cannot be read at all


def record_of(source: SourceDocument, status: Status) -> DocumentRecord:
    """The record of an upload nothing has been made of."""
    return DocumentRecord(
        source.doc_id,
        source.folder_no,
        source.untrusted_name,
        sha256_or_empty(source.path),
        status,
    )


@dataclass(frozen=True, slots=True)
class DossierJob:
    """All a worker needs for one applicant; picklable."""

    applicant_id: str  # names the output; a random number with --pseudonym random
    sources: tuple[SourceDocument, ...]
    profile: Profile
    others: Others
    work_dir: Path  # private, empty, removed by the caller
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    question_key: bytes = field(default=b"", repr=False)  # the ledger's secret
    edits: tuple[Edit, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages ``first`` to ``last`` of the source at ``position`` (from 0)."""

    position: int
    first: int
    last: int
    doc_class: DocClass | None = None  # of the file, as its first range tells


@dataclass(frozen=True, slots=True)
class Looked:
    """A document read and decided on; nothing was written. ``read`` is None where it failed, or
    bears a secrecy mark.
    """

    record: DocumentRecord
    read: ReadDocument | None
    decided: DocumentDecisions | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A dossier worked through: its record, and the finished files in document order.

    ``proposals[i]`` belongs to ``record.documents[i]``; None where there is no file.
    ``working`` are the baked originals, for the pictures of the private report, and ``drawn`` the
    pages of both as they were drawn already; None where any of them was not.
    """

    record: DossierRecord
    proposals: tuple[Path | None, ...]
    working: tuple[Path | None, ...]
    drawn: tuple[DrawnPages | None, ...]
    peak_memory_mb: float
