"""Who works on which dossier: a lease is had by one, beats, and runs out when its holder dies."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from redactor.errors import OutputError, WorkerError
from redactor.platforms import is_alive
from redactor.store.database import Database, seconds_now

LEASE_S = 120.0
LEASE_LOST = "lease_lost"  # code of the WorkerError
_BEAT_S = 30.0
# The one statement that gives a dossier to one of many who ask at the same moment.
_CLAIM = """
INSERT INTO leases VALUES (:key, :token, :holder, :expires, 1)
ON CONFLICT (applicant_id) DO UPDATE SET
    token = excluded.token, holder = excluded.holder, expires = excluded.expires,
    attempts = leases.attempts + 1
WHERE leases.expires < :now
RETURNING attempts
"""
# By its key: there may be a million of them.
_ITS_ROW = "WHERE applicant_id = :key AND token = :token AND expires > 0"


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one dossier. Whoever has another token has lost it."""

    applicant_id: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AtWork:
    """A dossier that somebody works on now. ``holder``: machine and process."""

    applicant_id: str
    holder: str
    attempts: int


class LeaseBook(Database):
    """Leases of a ledger. The clock is the server's, so that nodes need not agree on the time."""

    def claim(self, applicant_id: str) -> Lease | None:
        """The right to work on a dossier, an attempt more; None while somebody else has it."""
        token = secrets.token_hex(16)
        with self._transaction() as db:
            now = seconds_now(db)
            values = {"key": applicant_id, "token": token, "holder": _holder(), "now": now}
            got = db.execute(text(_CLAIM), {**values, "expires": now + LEASE_S}).first()
        return Lease(applicant_id, token) if got else None

    def renew(self, leases: list[Lease]) -> None:
        """Beat: these are still being worked on."""
        with self._transaction() as db:
            expires = seconds_now(db) + LEASE_S
            for lease in leases:
                sql = f"UPDATE leases SET expires = :expires {_ITS_ROW}"
                db.execute(text(sql), {"expires": expires, **_row(lease)})

    def give_up(self, lease: Lease) -> None:
        """Let others have it, and count no attempt: nothing was done."""
        sql = f"UPDATE leases SET expires = 0, attempts = attempts - 1 {_ITS_ROW}"
        with self._transaction() as db:
            db.execute(text(sql), _row(lease))

    @contextmanager
    def holding(self, lease: Lease) -> Iterator[None]:
        """Nobody else gets the dossier within this block. WorkerError when somebody has it.

        Keep it short: SQLite lets nobody write meanwhile.
        """
        # An update of the row, not a look at it: a taker waits for its end.
        with self._transaction() as db:
            _keep(db, lease, "expires")
            yield

    def free_the_dead(self) -> None:
        """Take back what processes of this machine held that are no more."""
        here = f"{socket.gethostname()}:"
        for at_work in self.at_work():
            pid = at_work.holder.removeprefix(here)
            if at_work.holder.startswith(here) and not is_alive(int(pid)):
                with self._transaction() as db:
                    sql = "UPDATE leases SET expires = 0 WHERE applicant_id = :a AND holder = :h"
                    db.execute(text(sql), {"a": at_work.applicant_id, "h": at_work.holder})

    def at_work(self) -> tuple[AtWork, ...]:
        """Every dossier that somebody works on now."""
        with self._transaction() as db:
            sql = "SELECT applicant_id, holder, attempts FROM leases WHERE expires >= :now"
            rows = db.execute(text(f"{sql} ORDER BY applicant_id"), {"now": seconds_now(db)})
            return tuple(AtWork(*row) for row in rows.tuples())

    @contextmanager
    def beating(self, leases: dict[str, Lease]) -> Iterator[None]:
        """Renew whatever is in ``leases`` again and again while the block runs."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(_BEAT_S):
                try:
                    self.renew(list(leases.values()))
                except OutputError:
                    continue  # a lease that runs out meanwhile is lost: publishing asks first

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def end(db: Connection, lease: Lease) -> None:
    """The work is done. WorkerError when it is another run's by now."""
    _keep(db, lease, "0")


def _keep(db: Connection, lease: Lease, expires: str) -> None:
    sql = f"UPDATE leases SET expires = {expires} {_ITS_ROW}"
    if db.execute(text(sql), _row(lease)).rowcount != 1:
        raise WorkerError("another run works on this dossier", code=LEASE_LOST)


def _row(lease: Lease) -> dict[str, str]:
    return {"key": lease.applicant_id, "token": lease.token}


def _holder() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
