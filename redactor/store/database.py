"""The database behind the ledger, SQLite or PostgreSQL: tables, versions, transactions."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from redactor.errors import OutputError
from redactor.platforms import private_file

_VERSION = 3
_DISK_FULL = "53100"  # PostgreSQL's word for it
# What both databases understand; ``BYTES`` and ``NUMBER`` they call by different names.
_FIRST = """
CREATE TABLE dossiers (
    applicant_id TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status TEXT NOT NULL,
    exit_code INTEGER NOT NULL,
    seconds NUMBER NOT NULL,
    finished_at TEXT NOT NULL
);
CREATE TABLE documents (
    applicant_id TEXT NOT NULL REFERENCES dossiers ON DELETE CASCADE,
    position INTEGER NOT NULL,
    doc_id TEXT NOT NULL,
    source BYTES NOT NULL,
    source_sha256 TEXT NOT NULL,
    output TEXT,
    output_sha256 TEXT,
    status TEXT NOT NULL,
    PRIMARY KEY (applicant_id, doc_id)
);
CREATE TABLE pseudonyms (
    applicant_id TEXT PRIMARY KEY,
    pseudonym TEXT NOT NULL UNIQUE
)
"""
# A question without a reply is open. No foreign key: what a person answered outlives the
# dossier's entry, which every run replaces.
_SECOND = """
CREATE TABLE questions (
    applicant_id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    question TEXT NOT NULL,
    reply TEXT,
    role TEXT,
    answered_at TEXT,
    PRIMARY KEY (applicant_id, question_id)
);
CREATE TABLE secret (key BYTES NOT NULL)
"""
# Version 1 kept no questions: without a fingerprint the next batch asks them.
_ASK_AGAIN = "UPDATE dossiers SET fingerprint = '' WHERE status = 'held'"
# A lease outlives its work with ``expires`` 0: it counts the attempts.
_THIRD = """
CREATE TABLE leases (
    applicant_id TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    holder TEXT NOT NULL,
    expires NUMBER NOT NULL,
    attempts INTEGER NOT NULL
);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
ALTER TABLE dossiers ADD COLUMN versions TEXT NOT NULL DEFAULT '';
ALTER TABLE dossiers ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN error_code TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN seconds TEXT NOT NULL DEFAULT ''
"""


class Database:
    """One database, private to its owner; a ledger of an earlier version is brought up.

    A path is an SQLite file, a URL a PostgreSQL server. Every method raises OutputError when it
    cannot be read or written.
    """

    def __init__(self, place: Path | str) -> None:
        self.place = place
        self._closed = False
        with ledger_errors():
            self._engine = _sqlite(place) if isinstance(place, Path) else _server(place)
            try:
                self._bring_up()
            except BaseException:
                self._engine.dispose()
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
        """Close all connections; SQLite then folds its log into the file."""
        self._closed = True
        self._engine.dispose()

    @property
    def is_shared(self) -> bool:
        """Whether several machines may work with it."""
        return not isinstance(self.place, Path)

    def fact(self, name: str) -> str:
        """What was noted under ``name``; empty when nothing was."""
        found = self._all("SELECT value FROM facts WHERE name = :name", name=name)
        return str(found[0][0]) if found else ""

    def note(self, name: str, value: str) -> None:
        """Note something about the batch as a whole."""
        with self._transaction() as db:
            sql = (
                "INSERT INTO facts VALUES (:name, :value) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            )
            db.execute(text(sql), {"name": name, "value": value})

    def note_once(self, name: str, value: str) -> str:
        """Note something that is never changed again; returns what stands there now."""
        if known := self.fact(name):
            return known
        with self._transaction() as db:
            sql = "INSERT INTO facts VALUES (:name, :value) ON CONFLICT (name) DO NOTHING"
            db.execute(text(sql), {"name": name, "value": value})
        return self.fact(name)

    def _bring_up(self) -> None:
        with self._connection() as db:
            if _version(db) == _VERSION:
                return  # every dossier opens it: none of them waits for who writes
        with self._transaction() as db:
            if self.is_shared:  # several nodes may start at once
                db.execute(text("SELECT pg_advisory_xact_lock(1599)"))
            version = _version(db)
            if version > _VERSION:
                raise OutputError("the ledger was written by another version of the program")
            if version == _VERSION:
                return
            if version < 1:
                _run(db, _FIRST)
            if version < 2:
                _run(db, _SECOND)
                key = {"key": secrets.token_bytes(32)}
                db.execute(text("INSERT INTO secret VALUES (:key)"), key)
                db.execute(text(_ASK_AGAIN))
            if version < 3:
                _run(db, _THIRD)
            _set_version(db)

    def _all(self, sql: str, **values: object) -> list[Any]:
        """The rows that a question to the database finds."""
        with ledger_errors(), self._connection() as db:
            return list(db.execute(text(sql), values).tuples())

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with ledger_errors(), self._connection(writes=True) as db:
            yield db
            db.commit()

    @contextmanager
    def _connection(self, *, writes: bool = False) -> Iterator[Connection]:
        """A connection of its own for each thread; what was not committed is rolled back."""
        if self._closed:
            raise OutputError("the ledger is closed")
        with self._engine.connect() as db:
            if not writes and self.is_shared:  # one way to the server and back, not three
                db = db.execution_options(isolation_level="AUTOCOMMIT")
            yield db.execution_options(writes=writes)


def _sqlite(path: Path) -> Engine:
    # SQLite would make the file readable by others; its -wal and -shm copy the mode.
    private_file(path)
    path.chmod(0o600)
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(path, timeout=60, check_same_thread=False)
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # else it begins and commits on its own account
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a record survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(db: Connection) -> None:
        # IMMEDIATE: two that read first and write later would block each other for good.
        if db.get_execution_options().get("writes"):
            db.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _server(url: str) -> Engine:
    if not url.startswith("postgresql+psycopg://"):
        raise OutputError("a ledger is a file, or a URL postgresql+psycopg://…")
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 20})


def seconds_now(db: Connection) -> float:
    """The time by the one clock that all nodes share: the server's."""
    if db.dialect.name == "sqlite":
        return time.time()
    return float(db.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())


def _version(db: Connection) -> int:
    if db.dialect.name == "sqlite":
        return int(db.execute(text("PRAGMA user_version")).scalar_one())
    if not inspect(db).has_table("ledger_version"):
        return 0
    return int(db.execute(text("SELECT version FROM ledger_version")).scalar_one())


def _set_version(db: Connection) -> None:
    if db.dialect.name == "sqlite":
        db.execute(text(f"PRAGMA user_version = {_VERSION}"))
        return
    db.execute(text("CREATE TABLE IF NOT EXISTS ledger_version (version INTEGER NOT NULL)"))
    db.execute(text("DELETE FROM ledger_version"))
    db.execute(text(f"INSERT INTO ledger_version VALUES ({_VERSION})"))


def _run(db: Connection, script: str) -> None:
    names = ("BLOB", "REAL") if db.dialect.name == "sqlite" else ("BYTEA", "DOUBLE PRECISION")
    for statement in script.split(";"):
        db.execute(text(statement.replace("BYTES", names[0]).replace("NUMBER", names[1])))


@contextmanager
def ledger_errors() -> Iterator[None]:
    """Turn what the database and the file system raise into OutputError, without values."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        # SQLAlchemy's text quotes the bound values, a server's may; SQLite's names tables alone.
        told = getattr(error, "orig", None) or error
        is_sqlite = isinstance(told, sqlite3.Error)
        full = (
            getattr(told, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
            or getattr(told, "sqlstate", None) == _DISK_FULL
        )
        reason = str(told) if is_sqlite else type(told).__name__
        code = "disk_full" if full else "no_ledger"
        raise OutputError(f"the ledger cannot be used: {reason}", code=code) from None
    except OSError as error:
        told = f"the ledger cannot be opened: {error.strerror}"
        raise OutputError(told, code="no_ledger") from None
