"""Accounts, where the application is bound beyond this machine. Passwords are Argon2 hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import delete, select

from redactor.errors import ConfigError
from redactor.web.db.engine import WebDatabase
from redactor.web.db.tables import Account
from redactor.web.visitors import Role

ROLES = tuple(role for role in Role if role is not Role.GUEST)
MIN_PASSWORD = 10
_NAME = re.compile(r"[A-Za-z0-9_.@-]{2,60}")


@dataclass(frozen=True, slots=True)
class Known:
    """An account that gave the right password."""

    account_id: int
    name: str
    role: str


class Accounts:
    """Makes, checks and removes accounts."""

    def __init__(self, database: WebDatabase, hasher: PasswordHasher | None = None) -> None:
        self._database = database
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody")

    def add(self, name: str, password: str, role: Role) -> None:
        """A new account. Raises ConfigError."""
        if not _NAME.fullmatch(name):
            raise ConfigError("the name of an account holds letters and digits", code="bad_name")
        if len(password) < MIN_PASSWORD:
            raise ConfigError("the password is too short", code="short_password")
        with self._database.session() as session:
            if session.scalars(select(Account).where(Account.name == name)).first():
                raise ConfigError("there is an account of that name", code="account_exists")
            hashed = self._hasher.hash(password)
            now = datetime.now(UTC)
            session.add(Account(name=name, role=role, password_hash=hashed, created_at=now))

    def remove(self, name: str) -> bool:
        """Take an account away, with its sessions."""
        with self._database.session() as session:
            known = session.scalars(select(Account).where(Account.name == name)).first()
            if known is None:
                return False
            session.execute(delete(Account).where(Account.account_id == known.account_id))
            return True

    def any(self) -> bool:
        """Whether anybody could log in."""
        with self._database.session() as session:
            return session.scalars(select(Account.account_id).limit(1)).first() is not None

    def check(self, name: str, password: str) -> Known | None:
        """The account, if the password is right. Takes as long for a name that is not there."""
        with self._database.session() as session:
            known = session.scalars(select(Account).where(Account.name == name)).first()
            hashed = known.password_hash if known else self._nobody
        try:
            self._hasher.verify(hashed, password)
        except Argon2Error:
            return None
        return Known(known.account_id, known.name, known.role) if known else None
