"""The audit trail: who did what and when, as a chain of hashes that cannot be changed unseen.

Entries carry fixed words, ids and counts, never a value of a person. Whoever keeps the last hash
can tell later that nothing before it was changed, left out or put in.
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from redactor.web.db.engine import WebDatabase
from redactor.web.db.tables import TrailEntry

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class TrailState:
    """What a check of the chain found. ``broken_at``: the first entry that does not fit."""

    entries: int
    head: str
    broken_at: int | None = None


class Trail:
    """Appends to the chain; one writer a process."""

    def __init__(self, database: WebDatabase) -> None:
        self._database = database
        self._lock = threading.Lock()

    def write(self, actor: str, role: str, act: str, about: str = "") -> None:
        """One more entry."""
        with self._lock, self._database.session() as session:
            newest = select(TrailEntry).order_by(TrailEntry.number.desc()).limit(1)
            last = session.scalars(newest).first()
            entry = TrailEntry(
                number=last.number + 1 if last else 1,
                at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                actor=actor,
                role=role,
                act=act,
                about=about,
                before=last.sha256 if last else FIRST,
            )
            entry.sha256 = _hash(entry)
            session.add(entry)

    def check(self) -> TrailState:
        """Walk the whole chain."""
        before, count = FIRST, 0
        with self._database.session() as session:
            for entry in session.scalars(select(TrailEntry).order_by(TrailEntry.number)):
                count += 1
                fits = entry.number == count and entry.before == before
                if not fits or entry.sha256 != _hash(entry):
                    return TrailState(count, before, entry.number)
                before = entry.sha256
        return TrailState(count, before)

    def newest(self, limit: int = 200) -> list[TrailEntry]:
        """The last entries, the newest first."""
        with self._database.session() as session:
            wanted = select(TrailEntry).order_by(TrailEntry.number.desc()).limit(limit)
            return list(session.scalars(wanted))


def _hash(entry: TrailEntry) -> str:
    told = [entry.number, entry.at, entry.actor, entry.role, entry.act, entry.about, entry.before]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
