"""Servers for tests: skipped where this machine has none, in the project's check they fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TypeVar

import pytest

from benchmarks.servers import Absent
from benchmarks.servers import objects as _objects
from benchmarks.servers import postgres as _postgres

ServerT = TypeVar("ServerT")


@contextmanager
def _or_skip(server: AbstractContextManager[ServerT], needed: str) -> Iterator[ServerT]:
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(server)
        except Absent as why:
            (pytest.fail if os.environ.get(needed) else pytest.skip)(str(why))
        yield opened


def postgres_server() -> AbstractContextManager[_postgres.Server]:
    """A PostgreSQL server that can be killed and started anew."""
    return _or_skip(_postgres.postgres_server(), "REDACTOR_NEEDS_POSTGRES")


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty database on a server of its own."""
    with postgres_server() as server:
        yield server.url()


def object_server() -> AbstractContextManager[_objects.ObjectServer]:
    """An S3 server that can be killed and started anew."""
    return _or_skip(_objects.object_server(), "REDACTOR_NEEDS_S3")
