"""The tables. Nothing in them names an applicant: that lies in the folder of a self-check."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up Integer keys only


class Base(DeclarativeBase):
    """All tables."""


class Account(Base):
    """Somebody who may log in, where the application is bound beyond this machine."""

    __tablename__ = "accounts"

    account_id: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Session(Base):
    """A browser that is known. The token itself is in its cookie only."""

    __tablename__ = "sessions"

    session_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    csrf: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(
        _NUMBER, ForeignKey("accounts.account_id", ondelete="CASCADE")
    )
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Case(Base):
    """One self-check. It belongs to one session, and to nobody else."""

    __tablename__ = "cases"

    case_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session_id: Mapped[str] = mapped_column(String(32), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    touched_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class TrailEntry(Base):
    """Who did what and when; each entry holds the hash of the one before."""

    __tablename__ = "trail"

    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    act: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(120))
    before: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
