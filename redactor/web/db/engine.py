"""Opens the database and brings it up to the newest version of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from redactor.errors import OutputError
from redactor.platforms import private_file

_MIGRATIONS = Path(__file__).parent / "migrations"


class WebDatabase:
    """One database. Sessions are short: open one, do a thing, close it."""

    def __init__(self, url: str) -> None:
        """Raises OutputError when the database cannot be opened."""
        with _database_errors():
            self._engine = _engine(url)
            _upgrade(self._engine)
        self._make = sessionmaker(self._engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction: committed at the end, rolled back on an error."""
        with _database_errors(), self._make.begin() as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        # SQLite would make the file readable by others.
        private_file(Path(parsed.database))
    engine = create_engine(url, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        for pragma in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _upgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _database_errors() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        # Its text may quote a statement's values.
        raise OutputError(f"the database cannot be used ({type(error).__name__})") from None


def utc(moment: datetime) -> datetime:
    """A moment as read from the database: SQLite forgets the time zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
