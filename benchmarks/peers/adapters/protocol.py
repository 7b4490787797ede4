"""What every adapter does alike; standard library only.

An adapter is started as ``python -m adapters.NAME JOBS.json``. ``JOBS.json`` holds

    {"profile": {"name", "id_number", "phone", "email", "employers": [...], "latin": [...]},
     "files": [{"source": path, "output": path}], "results": path, "models": path}

and the adapter writes to ``results``

    {"peer", "version", "stopped": word or "",
     "files": [{"source", "status", "reason", "seconds"}]}

first with no files, once everything it needs has been imported, then again after each file, so
that whoever waits can tell a peer that never started from one that hangs in a file. ``stopped``
is a word when the peer as a whole cannot run. Reasons are fixed words: a message of the peer may
quote the page, so none is passed on.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

DONE, FAILED, UNSUPPORTED, FLAGGED = "done", "failed", "unsupported", "flagged"


@dataclass(frozen=True)
class Profile:
    """The applicant's own values; nobody else's."""

    name: str = field(repr=False)
    id_number: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    employers: tuple[str, ...] = field(repr=False)  # full, short, former, English; none empty
    latin: tuple[str, ...] = field(repr=False)  # spellings of the name in Latin letters

    @property
    def values(self) -> tuple[str, ...]:
        """Every own value, longest first: a short one may be part of a long one."""
        numbers = (self.id_number, self.phone, self.email)
        found = {v for v in (self.name, *numbers, *self.employers, *self.latin) if v}
        return tuple(sorted(found, key=lambda v: (-len(v), v)))


@dataclass(frozen=True)
class Jobs:
    """What one run of an adapter has to do."""

    profile: Profile
    files: tuple[tuple[Path, Path], ...]  # source, output
    results: Path
    models: Path


class Stop(Exception):
    """The peer as a whole cannot run here; the argument is a fixed word."""


class Refused(Exception):
    """The file was not released; arguments: status and a fixed word."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(status, reason)
        self.status, self.reason = status, reason


Redact = Callable[[Path, Path], None]
Start = Callable[[Jobs], Redact]


def read_jobs(path: Path) -> Jobs:
    """Read what the runner wrote."""
    record = json.loads(path.read_text(encoding="utf-8"))
    profile = record["profile"]
    return Jobs(
        Profile(
            profile["name"],
            profile["id_number"],
            profile["phone"],
            profile["email"],
            tuple(v for v in profile["employers"] if v),
            tuple(v for v in profile["latin"] if v),
        ),
        tuple((Path(f["source"]), Path(f["output"])) for f in record["files"]),
        Path(record["results"]),
        Path(record["models"]),
    )


def _write(path: Path, record: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(record), encoding="utf-8")
    part.replace(path)  # whoever waits never sees half a file


def _attempt(redact: Redact, source: Path, output: Path) -> tuple[str, str]:
    try:
        redact(source, output)
    except Refused as refusal:
        return refusal.status, refusal.reason
    except Exception as error:  # a peer's fault ends this file, not the run
        return FAILED, f"error_{type(error).__name__}"
    return (DONE, "") if output.is_file() else (FAILED, "no_output")


def _outcomes(jobs: Jobs, redact: Redact) -> Iterator[dict[str, Any]]:
    for source, output in jobs.files:
        output.parent.mkdir(parents=True, exist_ok=True)
        begin = time.monotonic()
        status, reason = _attempt(redact, source, output)
        seconds = round(time.monotonic() - begin, 3)
        yield {"source": str(source), "status": status, "reason": reason, "seconds": seconds}


def serve(peer: str, distribution: str, start: Start) -> int:
    """Run an adapter: ``start`` imports the peer and returns what treats one file."""
    jobs = read_jobs(Path(sys.argv[1]))
    record: dict[str, Any] = {"peer": peer, "version": "", "stopped": "", "files": []}
    try:
        record["version"] = version(distribution)
        redact = start(jobs)
    except Stop as stop:
        record["stopped"] = str(stop)
    except Exception as error:
        record["stopped"] = f"error_{type(error).__name__}"
    _write(jobs.results, record)
    if record["stopped"]:
        return 3
    for outcome in _outcomes(jobs, redact):
        record["files"].append(outcome)
        _write(jobs.results, record)
    return 0
