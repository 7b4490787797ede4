"""A PostgreSQL server of one's own, where Debian's package is present."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.servers import Absent

_USER = "postgres"


def _programs() -> Path:
    """Where initdb and pg_ctl are."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise Absent("no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise Absent("psycopg is not installed (pip install 'redactor[dev]')") from None
    return found[-1].parent


@dataclass(frozen=True, slots=True)
class Server:
    """A server that can be killed and started anew."""

    folder: Path
    programs: Path
    as_whom: dict[str, Any]

    def url(self, database: str = "postgres") -> str:
        """Where a ledger finds one of its databases."""
        return f"postgresql+psycopg://redactor@/{database}?host={self.folder}"

    def make(self, database: str) -> str:
        """The URL of a new, empty database."""
        self.call("createdb", "-h", self.folder, "-U", "redactor", database)
        return self.url(database)

    def start(self) -> None:
        """Begin to serve, or do so again, with what it held."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._control("-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """For good."""
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """With -9, and what serves its connections: it can end nothing in order."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        served = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for pid in (first, *map(int, served)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(map(_lives, (first, *served))):
            time.sleep(0.01)  # else the next server finds their shared memory in use
        for lock in (self.folder / "data" / "postmaster.pid", *self.folder.glob(".s.*.lock")):
            lock.unlink()  # it names a zombie where nobody reaps, which seems to live

    def call(self, program: str, *options: object) -> None:
        """Run one of its programs as who may."""
        subprocess.run(
            [str(self.programs / program), *map(str, options)],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            **self.as_whom,
        )

    def _control(self, *options: object) -> None:
        self.call("pg_ctl", "-D", self.folder / "data", *options)


def _lives(pid: object) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def postgres_server() -> Iterator[Server]:
    """An empty server that listens at a socket in its own folder alone."""
    programs = _programs()
    as_whom: dict[str, Any] = {}
    # Not under the folder of a test: its path is too long for a socket, and root's alone.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if os.geteuid() == 0:  # the server refuses to run as root
        person = pwd.getpwnam(_USER)
        os.chown(folder, person.pw_uid, person.pw_gid)
        as_whom = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    server = Server(folder, programs, as_whom)
    try:
        trusted = ("-A", "trust", "-U", "redactor", "-E", "UTF8", "--no-locale", "--no-sync")
        server.call("initdb", "-D", folder / "data", *trusted)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
