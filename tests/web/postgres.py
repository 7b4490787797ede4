"""A PostgreSQL server of the test's own, where Debian's package is present."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_USER = "postgres"


def _programs() -> Path:
    """Where initdb and pg_ctl are; where they are not the test is skipped, in the project's check
    it fails.
    """
    absent = pytest.fail if os.environ.get("REDACTOR_NEEDS_POSTGRES") else pytest.skip
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        absent("no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        absent("psycopg is not installed")
    return found[-1].parent


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty server that listens at a socket in its own folder alone."""
    programs = _programs()
    as_whom: dict[str, object] = {}
    # Not under pytest's folder: its path is too long for a socket, and root's alone.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if os.geteuid() == 0:  # the server refuses to run as root
        person = pwd.getpwnam(_USER)
        os.chown(folder, person.pw_uid, person.pw_gid)
        as_whom = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    data, control = folder / "data", programs / "pg_ctl"

    def call(*command: object) -> None:
        subprocess.run(
            [str(c) for c in command],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            **as_whom,  # type: ignore[arg-type]
        )

    try:
        trusted = ("-A", "trust", "-U", "redactor", "-E", "UTF8", "--no-locale", "--no-sync")
        call(programs / "initdb", "-D", data, *trusted)
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        call(control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://redactor@/postgres?host={folder}"
        finally:
            call(control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
