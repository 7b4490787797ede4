"""What is known about a document and a dossier once they are worked through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from redactor.datatypes import Decision, DocClass, DossierStatus, Mark, Status, Verdict
from redactor.questions import Question


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document. Words (``reasons``, ``error_code``, ``unread``, ``warnings``) are fixed."""

    doc_id: str  # unique in the dossier; no part of the file's name
    folder_no: int
    untrusted_name: str = field(repr=False)  # of the upload; reports show it masked
    source_sha256: str
    status: Status
    reasons: tuple[str, ...] = ()
    error_code: str = ""
    exit_code: int = 0
    source_kind: str = ""  # "pdf", "jpeg" …; empty when nobody could tell
    pages: int = 0
    doc_class: DocClass = DocClass.OTHER
    decisions: tuple[Decision, ...] = field(default=(), repr=False)
    marks: tuple[Mark, ...] = ()
    verdict: Verdict | None = None  # None: nothing was written that could be looked at
    unread: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    output: str | None = None  # relative to OUT; below private/held/ while it is held
    output_sha256: str | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)  # wall clock by stage
    warnings: tuple[str, ...] = ()
    question: str = ""  # id of the question about the document as a whole


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """One applicant's documents, released or held as a whole."""

    applicant_id: str
    status: DossierStatus
    reasons: tuple[str, ...]
    documents: tuple[DocumentRecord, ...]
    versions: Mapping[str, str]  # "program", "rules" (name@version), "weights"
    finished_at: str  # ISO 8601, UTC; empty when the work was lost
    seconds: float = 0.0
    error_code: str = ""
    notes: tuple[str, ...] = ()  # fixed words: what else the office should know
    questions: tuple[Question, ...] = field(default=(), repr=False)  # nobody has answered them
