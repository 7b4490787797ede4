"""The private ledger: what was done for whom, from which files, so that a batch can resume."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from redactor.datatypes import DossierStatus, Status
from redactor.errors import ExitCode
from redactor.questions import Question
from redactor.store.leases import Lease, LeaseBook, end
from redactor.store.question_book import QuestionBook, replace_questions

# Outcomes that another try may change: a crash, a full disk, a missing model, Ctrl-C.
_TRY_AGAIN = frozenset(
    {
        ExitCode.UNEXPECTED,
        ExitCode.MISSING_MODEL,
        ExitCode.OUTPUT,
        ExitCode.WORKER,
        ExitCode.INTERRUPTED,
    }
)


# What is held for a person's word, or for what verification found, has not failed.
_NO_FAILURE = frozenset({ExitCode.OK, ExitCode.REVIEW, ExitCode.LEAK})


def has_failed(exit_code: int) -> bool:
    """Whether a file or a worker failed in a dossier that ended so."""
    return exit_code not in _NO_FAILURE


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """The last outcome for one applicant."""

    applicant_id: str
    fingerprint: str  # of everything the outcome depends on: sources, profile, rules, versions
    status: DossierStatus
    exit_code: int = 0
    seconds: float = 0.0
    finished_at: str = ""  # ISO 8601, UTC; empty: now
    versions: Mapping[str, str] = field(default_factory=dict)  # of program, rules and weights
    pages: int = 0
    attempts: int = 0  # counted by the ledger


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of a dossier; only the ledger knows its true source path."""

    doc_id: str
    source: Path = field(repr=False)
    source_sha256: str
    status: Status
    output: str | None = None  # relative to the output folder
    output_sha256: str | None = None
    error_code: str = ""
    pages: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)  # wall clock by stage


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a batch is, by the ledger alone. Counts."""

    dossiers: Mapping[str, int]
    documents: Mapping[str, int]
    errors: Mapping[str, int]
    pages: int
    seconds: float  # of work, added up over all workers
    open_questions: int
    repeated: int  # dossiers that took more than one attempt


class Ledger(QuestionBook, LeaseBook):
    """The SQLite file ``private/ledger.sqlite``, or a PostgreSQL database. Use it with ``with``.

    Every method raises OutputError when it cannot be read or written.
    """

    def is_done(self, applicant_id: str, fingerprint: str) -> bool:
        """Whether the same input had an outcome that another try would not change."""
        sql = "SELECT fingerprint, exit_code FROM dossiers WHERE applicant_id = :key"
        return any(
            done == fingerprint and code not in _TRY_AGAIN
            for done, code in self._all(sql, key=applicant_id)
        )

    def record(
        self,
        dossier: DossierEntry,
        documents: Sequence[DocumentEntry],
        questions: Sequence[Question] = (),
        lease: Lease | None = None,
    ) -> None:
        """Replace all that is known of a dossier but a person's answers, in one transaction.

        With a ``lease`` it ends. WorkerError (``lease_lost``) when somebody else has it by now;
        then nothing is recorded.
        """
        key = dossier.applicant_id
        with self._transaction() as db:
            if lease is not None:
                end(db, lease)
            db.execute(text("DELETE FROM dossiers WHERE applicant_id = :key"), {"key": key})
            db.execute(text(_INSERT_DOSSIER), _dossier_row(dossier))
            if documents:
                rows = [_document_row(key, n, d) for n, d in enumerate(documents)]
                db.execute(text(_INSERT_DOCUMENT), rows)
            replace_questions(db, key, questions)

    def outdate(self, applicant_id: str) -> None:
        """Let no outcome stand for what would come of it now: it is to be done again."""
        sql = "UPDATE dossiers SET fingerprint = '' WHERE applicant_id = :key"
        with self._transaction() as db:
            db.execute(text(sql), {"key": applicant_id})

    def dossier(self, applicant_id: str) -> DossierEntry | None:
        """The last outcome for one applicant; None when there is none."""
        rows = self._all(f"{_DOSSIERS} WHERE d.applicant_id = :key", key=applicant_id)
        return _dossier(rows[0]) if rows else None

    def all(self) -> tuple[DossierEntry, ...]:
        """Every applicant's last outcome, by number."""
        return tuple(map(_dossier, self._all(f"{_DOSSIERS} ORDER BY d.applicant_id")))

    def documents(self, applicant_id: str) -> tuple[DocumentEntry, ...]:
        """The documents of one applicant, in the order in which they were recorded."""
        sql = (
            "SELECT doc_id, source, source_sha256, status, output, output_sha256, error_code, "
            "pages, seconds FROM documents WHERE applicant_id = :key ORDER BY position"
        )
        return tuple(map(_document, self._all(sql, key=applicant_id)))

    def standing(self) -> Standing:
        """Counts over everything; flat in memory."""
        by_status = "SELECT status, count(*) FROM {} GROUP BY status ORDER BY status"
        errors = (
            "SELECT error_code, count(*) FROM documents WHERE error_code <> '' "
            "GROUP BY error_code ORDER BY error_code"
        )
        sums = "SELECT coalesce(sum(pages), 0), coalesce(sum(seconds), 0) FROM dossiers"
        ((pages, seconds),) = self._all(sums)
        ((asked,),) = self._all("SELECT count(*) FROM questions WHERE reply IS NULL")
        ((repeated,),) = self._all("SELECT count(*) FROM leases WHERE attempts > 1")
        return Standing(
            _counts(self._all(by_status.format("dossiers"))),
            _counts(self._all(by_status.format("documents"))),
            _counts(self._all(errors)),
            *(int(pages), float(seconds), int(asked), int(repeated)),
        )

    def pseudonym(self, applicant_id: str) -> str:
        """A random number of eight digits, always the same for one applicant."""
        query = text("SELECT pseudonym FROM pseudonyms WHERE applicant_id = :key")
        insert = text("INSERT INTO pseudonyms VALUES (:key, :number) ON CONFLICT DO NOTHING")
        with self._transaction() as db:
            while True:
                if (found := db.execute(query, {"key": applicant_id}).scalar()) is not None:
                    return str(found)
                number = str(10_000_000 + secrets.randbelow(90_000_000))
                db.execute(insert, {"key": applicant_id, "number": number})


_INSERT_DOSSIER = (
    "INSERT INTO dossiers (applicant_id, fingerprint, status, exit_code, seconds, finished_at, "
    "versions, pages) VALUES (:key, :fingerprint, :status, :code, :seconds, :at, :versions, :pages)"
)
_INSERT_DOCUMENT = (
    "INSERT INTO documents (applicant_id, position, doc_id, source, source_sha256, output, "
    "output_sha256, status, error_code, pages, seconds) VALUES (:key, :position, :doc_id, "
    ":source, :source_sha, :output, :output_sha, :status, :error, :pages, :seconds)"
)
_DOSSIERS = (
    "SELECT d.applicant_id, d.fingerprint, d.status, d.exit_code, d.seconds, d.finished_at, "
    "d.versions, d.pages, coalesce(l.attempts, 0) "
    "FROM dossiers d LEFT JOIN leases l ON l.applicant_id = d.applicant_id"
)


def _dossier_row(entry: DossierEntry) -> dict[str, object]:
    return {
        "key": entry.applicant_id,
        "fingerprint": entry.fingerprint,
        "status": entry.status.value,
        "code": int(entry.exit_code),
        "seconds": float(entry.seconds),
        "at": entry.finished_at or datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": json.dumps(dict(entry.versions)) if entry.versions else "",
        "pages": entry.pages,
    }


def _document_row(key: str, position: int, entry: DocumentEntry) -> dict[str, object]:
    return {
        "key": key,
        "position": position,
        "doc_id": entry.doc_id,
        "source": os.fsencode(entry.source),  # names from zip files may be no UTF-8
        "source_sha": entry.source_sha256,
        "output": entry.output,
        "output_sha": entry.output_sha256,
        "status": entry.status.value,
        "error": entry.error_code,
        "pages": entry.pages,
        "seconds": json.dumps(dict(entry.seconds)) if entry.seconds else "",
    }


def _dossier(row: Any) -> DossierEntry:
    key, fingerprint, status, code, seconds, at, versions, pages, attempts = row
    told = json.loads(versions) if versions else {}
    return DossierEntry(
        *(key, fingerprint, DossierStatus(status), code, seconds, at, told, pages, attempts)
    )


def _document(row: Any) -> DocumentEntry:
    doc_id, source, sha, status, output, output_sha, error, pages, seconds = row
    path, told = Path(os.fsdecode(bytes(source))), json.loads(seconds) if seconds else {}
    return DocumentEntry(
        *(doc_id, path, sha, Status(status), output, output_sha, error, pages, told)
    )


def _counts(rows: Sequence[Any]) -> dict[str, int]:
    return {str(word): int(number) for word, number in rows}
