"""The same batch once more, in a process of its own: it redoes only what the answers touch."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request

from redactor.audit.words import Language
from redactor.config.records import RulePack
from redactor.web.faults import Refused, there
from redactor.web.settings import BatchInput


@dataclass(frozen=True, slots=True)
class RerunState:
    """``state``: "none", "running" or "done"; then with the exit code of ``redactor batch``."""

    state: str
    code: int = 0


class Rerun:
    """Starts the batch, one at a time; its own lock keeps others out of the folder meanwhile."""

    def __init__(
        self, given: BatchInput, out: str, rules: RulePack, roster: Callable[[], Path | None]
    ) -> None:
        """``roster``: the one in use, which may be imported later on."""
        self._command = [sys.executable, "-m", "redactor", "batch", str(given.folder)]
        self._command += ["--out", out, "--rules", rules.name, *given.more]
        self._roster = roster
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, language: Language, *, random_names: bool) -> None:
        """Begin, unless it is at work. ``random_names``: as the outputs are named already."""
        names = ["--pseudonym", "random"] if random_names else []
        roster = self._roster()
        if roster is None:
            raise Refused("no_roster")
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                raise Refused("batch_runs")
            # What it prints is told by its exit code and the ledger, and might be long.
            self._process = subprocess.Popen(
                [*self._command, "--roster", str(roster), *names, "--lang", language],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    @property
    def state(self) -> RerunState:
        """How far it is."""
        with self._lock:
            if self._process is None:
                return RerunState("none")
            code = self._process.poll()
            return RerunState("running") if code is None else RerunState("done", code)

    def stop(self) -> None:
        """End it with the server; what is finished is whole, and the next run goes on."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
                self._process.wait(30)


def rerun_of(request: Request) -> Rerun:
    """What runs this server's batch again; Refused where it has no batch to run again."""
    found: Rerun | None = request.app.state.rerun
    return there(found)
