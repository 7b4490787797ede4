"""What the web application is started with."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from redactor.assemble import Recipe

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class BatchInput:
    """What the output folder was made from: the folder of dossiers and the roster."""

    folder: Path
    roster: Path | None = None  # None: it is imported in the browser
    more: tuple[str, ...] = ()  # options of ``redactor batch`` that change what it makes


def new_key() -> str:
    """A key for the link that opens a session on this machine."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """All that the application needs to know."""

    recipe: Recipe
    data: Path  # self-checks and the database; 0700
    out: Path | None = None  # an output folder, for the office and the reviewer
    host: str = "127.0.0.1"
    port: int = 8765
    database: str = ""  # SQLAlchemy URL; empty: SQLite in ``data``
    workers: int = 1
    retention_hours: float = 24.0
    session_hours: float = 12.0
    max_files: int = 60
    max_case_mb: int = 2000
    batch: BatchInput | None = None  # with ``out``: answers can be applied from the browser
    start_key: str = field(default="", repr=False)  # opens a session on this machine

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it; else everybody needs an account."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{self.data / 'web.sqlite'}"

    @property
    def max_file_bytes(self) -> int:
        """What one upload may hold."""
        return self.recipe.settings.limits.max_file_mb * MEGABYTE
