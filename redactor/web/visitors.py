"""Who is there: sessions of browsers, and what each of them may be.

On this machine a key that the command line prints opens a session. Beyond it everybody logs in.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select

from redactor.web.db.engine import WebDatabase, utc
from redactor.web.db.tables import Account, Session
from redactor.web.settings import WebSettings

COOKIE = "redactor_session"
_SEEN_EVERY = timedelta(minutes=1)


class Role(StrEnum):
    """What somebody is. Nobody who is known is ``GUEST``."""

    GUEST = "guest"
    APPLICANT = "applicant"
    OFFICE = "office"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Visitor:
    """The sender of a request."""

    session_id: str = ""
    csrf: str = field(default="", repr=False)
    name: str = ""  # of the account; empty on this machine
    roles: frozenset[Role] = frozenset({Role.GUEST})

    def role_for(self, allowed: frozenset[Role]) -> Role:
        """The role in which it does what ``allowed`` may do, for the trail."""
        return next(iter(sorted(self.roles & allowed)), Role.GUEST)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session and the token for its cookie."""

    token: str = field(repr=False)
    session_id: str


class Visitors:
    """Opens, finds and closes sessions."""

    def __init__(self, database: WebDatabase, settings: WebSettings) -> None:
        self._database = database
        self._settings = settings
        self._life = timedelta(hours=settings.session_hours)

    def right_key(self, key: str) -> bool:
        """Whether ``key`` is the one that the command line printed."""
        wanted = self._settings.start_key
        return bool(wanted) and self._settings.is_local and same(key, wanted)

    def open(self, account_id: int | None = None) -> NewSession:
        """A new session; None: of whoever sits at this machine."""
        token, session_id = secrets.token_urlsafe(32), secrets.token_hex(16)
        now = datetime.now(UTC)
        with self._database.session() as session:
            session.execute(delete(Session).where(Session.seen_at < now - self._life))
            session.add(
                Session(
                    session_id=session_id,
                    token_sha256=_sha256(token),
                    csrf=secrets.token_urlsafe(32),
                    account_id=account_id,
                    created_at=now,
                    seen_at=now,
                )
            )
        return NewSession(token, session_id)

    def find(self, token: str | None) -> Visitor:
        """Whoever holds this token; a guest when nobody does, or not any more."""
        if not token:
            return Visitor()
        now = datetime.now(UTC)
        with self._database.session() as session:
            wanted = select(Session).where(Session.token_sha256 == _sha256(token))
            known = session.scalars(wanted).first()
            if known is None or utc(known.seen_at) < now - self._life:
                return Visitor()
            if utc(known.seen_at) < now - _SEEN_EVERY:
                known.seen_at = now
            if known.account_id is None:
                return self._local(known)
            account = session.get(Account, known.account_id)
            if account is None:
                return Visitor()
            roles = frozenset({Role(account.role)})
            return Visitor(known.session_id, known.csrf, account.name, roles)

    def _local(self, known: Session) -> Visitor:
        """Whoever has the key of this machine is all that can be done here."""
        if not self._settings.is_local:  # a session from before it was bound beyond
            return Visitor()
        roles = {Role.APPLICANT, Role.AUDITOR}
        if self._settings.out is not None:
            roles |= {Role.OFFICE, Role.REVIEWER}
        return Visitor(known.session_id, known.csrf, "", frozenset(roles))

    def close(self, session_id: str) -> None:
        """Forget a session."""
        with self._database.session() as session:
            session.execute(delete(Session).where(Session.session_id == session_id))


def same(untrusted: str, secret: str) -> bool:
    """Whether they are equal, in a time that tells nothing. As bytes: letters beyond ASCII are an
    error of ``compare_digest`` otherwise.
    """
    return hmac.compare_digest(untrusted.encode("utf-8", "replace"), secret.encode())


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
