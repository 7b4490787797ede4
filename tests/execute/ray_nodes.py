"""Nodes of a Ray cluster as processes of a test; they end with it."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKEN = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "PYTHONPATH": str(ROOT),
    "PYTHONUNBUFFERED": "1",
    "OMP_NUM_THREADS": "1",
}
_START_S = 60


class Cluster:
    """A head node and others, all on this machine, each a session of processes."""

    def __init__(self, folder: Path, guard: dict[str, str]) -> None:
        self._folder = folder  # its path is short: sockets lie below it
        self.settings = {**_SETTINGS, **guard}
        self._nodes: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"

    def start(self, cpus: int = 1) -> int:
        """Another node, the first is the head; returns its number."""
        log = self._folder / f"node-{len(self._nodes)}.txt"
        port = self.address.rpartition(":")[2]
        head = ["--head", "--port", port, "--include-dashboard", "false"]
        which = ["--address", self.address] if self._nodes else head
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block", *which]
        command += ["--num-cpus", str(cpus), "--object-store-memory", str(80 << 20)]
        command += ["--temp-dir", str(self._folder)] if not self._nodes else []
        node = subprocess.Popen(
            [*command, "--node-ip-address", "127.0.0.1", "--node-name", f"n{len(self._nodes)}"],
            env={**os.environ, **self.settings},
            stdout=log.open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._nodes.append(node)
        end = time.monotonic() + _START_S
        while b"Ray runtime started" not in log.read_bytes():
            if node.poll() is not None or time.monotonic() > end:
                raise RuntimeError(log.read_text())
            time.sleep(0.2)
        return len(self._nodes) - 1

    def kill(self, number: int) -> None:
        """Pull the plug of a node and all its workers."""
        node = self._nodes[number]
        for pid in [node.pid, *_children(node.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        node.wait()

    def stop(self) -> None:
        for number in reversed(range(len(self._nodes))):
            if self._nodes[number].poll() is None:
                self.kill(number)


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children(child)]
    return found


@contextmanager
def cluster(guard: dict[str, str] = TOKEN):
    """``guard``: the settings that keep others out."""
    # Not imported: Ray reads its settings at that moment.
    if find_spec("ray") is None:
        absent = pytest.fail if os.environ.get("REDACTOR_NEEDS_RAY") else pytest.skip
        absent("Ray is not installed (pip install 'redactor[ray]')")
    monkeypatch = pytest.MonkeyPatch()
    for name, value in ({"RAY_USAGE_STATS_ENABLED": "0"} | guard).items():
        monkeypatch.setenv(name, value)
    folder = Path(tempfile.mkdtemp(prefix="ray-", dir="/tmp"))
    nodes = Cluster(folder, guard)
    try:
        yield nodes
    finally:
        nodes.stop()
        monkeypatch.undo()
        shutil.rmtree(folder, ignore_errors=True)
