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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node runs; ``enter``: the command that brings its processes there."""

    ip: str = "127.0.0.1"
    enter: tuple[str, ...] = ()


class Cluster:
    """A head node and others, all on this machine, each a session of processes."""

    def __init__(self, folder: Path, guard: dict[str, str], places: Sequence[Place]) -> None:
        self._folder = folder  # its path is short: sockets lie below it
        self.settings = {**_SETTINGS, **guard}
        self._places = places  # of the head and of the others, in turn
        self._nodes: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind((places[0].ip, 0))
            self.address = f"{places[0].ip}:{free.getsockname()[1]}"

    def start(self, cpus: int = 1) -> int:
        """Another node, the first is the head; returns its number."""
        place = self._places[len(self._nodes) % len(self._places)]
        log = self._folder / f"node-{len(self._nodes)}.txt"
        port = self.address.rpartition(":")[2]
        head = ["--head", "--port", port, "--include-dashboard", "false"]
        which = ["--address", self.address] if self._nodes else head
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block", *which]
        command += ["--num-cpus", str(cpus), "--object-store-memory", str(80 << 20)]
        command += ["--temp-dir", str(self._folder)] if not self._nodes else []
        command += ["--node-ip-address", place.ip, "--node-name", f"n{len(self._nodes)}"]
        node = subprocess.Popen(
            [*place.enter, *command],
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
def networks(count: int) -> Iterator[list[Place]]:
    """Places of which each has a network of its own, and a bridge between them; this process is
    at the first. Skips the test where the system makes no networks.
    """
    # Two runs may be at it beside each other.
    bridge, net = f"rb{os.getpid()}", f"10.213.{os.getpid() % 250}"
    with ExitStack() as made:
        try:
            _ip("link", "add", bridge, "type", "bridge")
            made.callback(_ip, "link", "delete", bridge)
            _ip("address", "add", f"{net}.1/24", "dev", bridge)
            _ip("link", "set", bridge, "up")
            others = [_joined(bridge, n, f"{net}.{n}", made) for n in range(2, count + 1)]
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no networks can be made here (root, and Debian's iproute2)")
        yield [Place(f"{net}.1"), *others]


def _joined(bridge: str, number: int, ip: str, made: ExitStack) -> Place:
    """A new network with one end at the bridge."""
    own, end = f"{bridge}n{number}", f"{bridge}e{number}"
    _ip("netns", "add", own)
    made.callback(_ip, "netns", "delete", own)
    _ip("link", "add", end, "type", "veth", "peer", "name", "eth0", "netns", own)
    _ip("link", "set", end, "master", bridge, "up")
    _ip("-n", own, "address", "add", f"{ip}/24", "dev", "eth0")
    for device in ("lo", "eth0"):
        _ip("-n", own, "link", "set", device, "up")
    return Place(ip, ("ip", "netns", "exec", own))


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def cluster(
    guard: dict[str, str] = TOKEN, places: Sequence[Place] = (Place(),)
) -> Iterator[Cluster]:
    """``guard``: the settings that keep others out."""
    # Not imported: Ray reads its settings at that moment.
    if find_spec("ray") is None:
        absent = pytest.fail if os.environ.get("REDACTOR_NEEDS_RAY") else pytest.skip
        absent("Ray is not installed (pip install 'redactor[ray]')")
    monkeypatch = pytest.MonkeyPatch()
    for name, value in ({"RAY_USAGE_STATS_ENABLED": "0"} | guard).items():
        monkeypatch.setenv(name, value)
    folder = Path(tempfile.mkdtemp(prefix="ray-", dir="/tmp"))
    nodes = Cluster(folder, guard, places)
    try:
        yield nodes
    finally:
        nodes.stop()
        monkeypatch.undo()
        shutil.rmtree(folder, ignore_errors=True)
