"""The SQLite file behind the ledger: its tables, their versions, its transactions."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from redactor.errors import OutputError
from redactor.platforms import OPEN_FLAGS

_VERSION = 2
_TABLES = """
CREATE TABLE dossiers (
    applicant_id TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status TEXT NOT NULL,
    exit_code INTEGER NOT NULL,
    seconds REAL NOT NULL,
    finished_at TEXT NOT NULL
) STRICT;
CREATE TABLE documents (
    applicant_id TEXT NOT NULL REFERENCES dossiers ON DELETE CASCADE,
    position INTEGER NOT NULL,
    doc_id TEXT NOT NULL,
    source BLOB NOT NULL,
    source_sha256 TEXT NOT NULL,
    output TEXT,
    output_sha256 TEXT,
    status TEXT NOT NULL,
    PRIMARY KEY (applicant_id, doc_id)
) STRICT;
CREATE TABLE pseudonyms (
    applicant_id TEXT PRIMARY KEY,
    pseudonym TEXT NOT NULL UNIQUE
) STRICT;
"""
# A question without a reply is open. No foreign key: what a person answered outlives the
# dossier's entry, which every run replaces.
_QUESTIONS = """
CREATE TABLE questions (
    applicant_id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    question TEXT NOT NULL,
    reply TEXT,
    role TEXT,
    answered_at TEXT,
    PRIMARY KEY (applicant_id, question_id)
) STRICT;
CREATE TABLE secret (key BLOB NOT NULL) STRICT;
"""


class Database:
    """One SQLite file, private to its owner; a ledger of an earlier version is brought up.

    Every method raises OutputError when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        with ledger_errors():
            # SQLite would make the file readable by others; its -wal and -shm copy the mode.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | OPEN_FLAGS, 0o600))
            path.chmod(0o600)
            self._db = sqlite3.connect(path, timeout=60, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; SQLite then folds its log into it."""
        self._db.close()

    def _open(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")  # what is recorded survives a power cut
        self._db.execute("PRAGMA foreign_keys = ON")
        with self._transaction() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise OutputError("the ledger was written by another version of the program")
            if version < 1:
                _run(db, _TABLES)
            if version < 2:
                _run(db, _QUESTIONS)
                db.execute("INSERT INTO secret VALUES (?)", (secrets.token_bytes(32),))
                # Version 1 kept no questions: without a fingerprint the next batch asks them.
                db.execute("UPDATE dossiers SET fingerprint = '' WHERE status = 'held'")
            db.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with ledger_errors():
            # IMMEDIATE: two that read first and write later would block each other for good.
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.rollback()
                raise
            self._db.execute("COMMIT")


def _run(db: sqlite3.Connection, script: str) -> None:
    """Statement by statement: ``executescript`` would end the transaction."""
    for statement in script.split(";"):
        db.execute(statement)


@contextmanager
def ledger_errors() -> Iterator[None]:
    """Turn what SQLite and the file system raise into OutputError, without values."""
    try:
        yield
    except sqlite3.Error as error:
        # SQLite's messages name tables, never values: parameters are bound.
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        code = "disk_full" if full else None
        raise OutputError(f"the ledger cannot be used: {error}", code=code) from None
    except OSError as error:
        raise OutputError(f"the ledger cannot be opened: {error.strerror}") from None
