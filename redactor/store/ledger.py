"""The private ledger: what was done for whom, from which files, so that a batch can resume."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from redactor.datatypes import DossierStatus, Status
from redactor.errors import ExitCode
from redactor.questions import Question
from redactor.store.database import ledger_errors
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


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """The last outcome for one applicant."""

    applicant_id: str
    fingerprint: str  # of everything the outcome depends on: sources, profile, rules, versions
    status: DossierStatus
    exit_code: int = 0
    seconds: float = 0.0
    finished_at: str = ""  # ISO 8601, UTC; empty: now


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of a dossier; only the ledger knows its true source path."""

    doc_id: str
    source: Path = field(repr=False)
    source_sha256: str
    status: Status
    output: str | None = None  # relative to the output folder
    output_sha256: str | None = None


class Ledger(QuestionBook):
    """The SQLite file ``private/ledger.sqlite``. Use it with ``with``, one in a process.

    Every method raises OutputError when the file cannot be read or written.
    """

    def is_done(self, applicant_id: str, fingerprint: str) -> bool:
        """Whether the same input had an outcome that another try would not change."""
        with ledger_errors():
            row = self._db.execute(
                "SELECT fingerprint, exit_code FROM dossiers WHERE applicant_id = ?",
                (applicant_id,),
            ).fetchone()
        return row is not None and row[0] == fingerprint and row[1] not in _TRY_AGAIN

    def record(
        self,
        dossier: DossierEntry,
        documents: Sequence[DocumentEntry],
        questions: Sequence[Question] = (),
    ) -> None:
        """Replace all that is known of a dossier but a person's answers, in one transaction."""
        finished_at = dossier.finished_at or datetime.now(UTC).isoformat(timespec="seconds")
        with self._transaction() as db:
            db.execute("DELETE FROM dossiers WHERE applicant_id = ?", (dossier.applicant_id,))
            db.execute(
                "INSERT INTO dossiers VALUES (?, ?, ?, ?, ?, ?)",
                (
                    dossier.applicant_id,
                    dossier.fingerprint,
                    dossier.status.value,
                    int(dossier.exit_code),
                    float(dossier.seconds),
                    finished_at,
                ),
            )
            db.executemany(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        dossier.applicant_id,
                        position,
                        document.doc_id,
                        os.fsencode(document.source),  # names from zip files may be no UTF-8
                        document.source_sha256,
                        document.output,
                        document.output_sha256,
                        document.status.value,
                    )
                    for position, document in enumerate(documents)
                ],
            )
            replace_questions(db, dossier.applicant_id, questions)

    def dossier(self, applicant_id: str) -> DossierEntry | None:
        """The last outcome for one applicant; None when there is none."""
        with ledger_errors():
            row = self._db.execute(
                f"SELECT {_DOSSIER} FROM dossiers WHERE applicant_id = ?", (applicant_id,)
            ).fetchone()
        return _dossier(row) if row else None

    def all(self) -> tuple[DossierEntry, ...]:
        """Every applicant's last outcome, by number."""
        with ledger_errors():
            rows = self._db.execute(f"SELECT {_DOSSIER} FROM dossiers ORDER BY applicant_id")
            return tuple(map(_dossier, rows))

    def documents(self, applicant_id: str) -> tuple[DocumentEntry, ...]:
        """The documents of one applicant, in the order in which they were recorded."""
        with ledger_errors():
            rows = self._db.execute(
                "SELECT doc_id, source, source_sha256, status, output, output_sha256 "
                "FROM documents WHERE applicant_id = ? ORDER BY position",
                (applicant_id,),
            ).fetchall()
        return tuple(
            DocumentEntry(doc_id, Path(os.fsdecode(source)), sha, Status(status), output, out_sha)
            for doc_id, source, sha, status, output, out_sha in rows
        )

    def pseudonym(self, applicant_id: str) -> str:
        """A random number of eight digits, always the same for one applicant."""
        with self._transaction() as db:
            query = "SELECT pseudonym FROM pseudonyms WHERE applicant_id = ?"
            if row := db.execute(query, (applicant_id,)).fetchone():
                return str(row[0])
            while True:
                number = str(10_000_000 + secrets.randbelow(90_000_000))
                added = db.execute(
                    "INSERT INTO pseudonyms VALUES (?, ?) ON CONFLICT (pseudonym) DO NOTHING",
                    (applicant_id, number),
                )
                if added.rowcount:
                    return number


_DOSSIER = "applicant_id, fingerprint, status, exit_code, seconds, finished_at"


def _dossier(row: tuple[str, str, str, int, float, str]) -> DossierEntry:
    applicant_id, fingerprint, status, exit_code, seconds, finished_at = row
    return DossierEntry(
        applicant_id, fingerprint, DossierStatus(status), exit_code, seconds, finished_at
    )
