"""One adapter process: started without network, watched file by file, ended when it hangs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

START_S = 180.0  # a peer may import half a gigabyte before it touches a file
_POLL_S = 0.1
_ADAPTERS = Path(__file__).resolve().parent / "adapters"
_DEAD_PROXY = "http://127.0.0.1:9"  # the discard port: nothing answers
_KEPT = ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "LANG")
STATUSES = ("done", "failed", "unsupported", "flagged")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known about one file."""

    status: str
    reason: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one dossier; ``files`` is empty when the peer ``stopped`` before any."""

    version: str
    stopped: str  # a fixed word: the peer never began
    offline: str
    files: tuple[Told, ...]


@cache
def offline_prefix() -> tuple[str, ...]:
    """The command that takes the network away; empty where the system does not allow it."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    prefix = (program, "--map-root-user", "--net", "--")
    trial = subprocess.run([*prefix, "true"], capture_output=True, check=False, timeout=20)
    return prefix if trial.returncode == 0 else ()


def environment(home: Path, modules: Path) -> dict[str, str]:
    """Variables of an adapter: of ours only where programs lie."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    proxies = ("http_proxy", "https_proxy", "all_proxy")
    dead = {form: _DEAD_PROXY for name in proxies for form in (name, name.upper())}
    return {
        **kept,
        **dead,
        "HOME": str(home),
        "TMPDIR": str(home / "passing"),  # below it: doc-redaction trusts any path within
        "PYTHONPATH": str(modules),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
    }


def run_adapter(
    python: Path,
    module: str,
    jobs: Mapping[str, Any],
    scratch: Path,
    timeout_s: float,
    start_s: float = START_S,
) -> Report:
    """Run ``adapters.MODULE`` until each of the jobs' files has an outcome.

    A process that hangs in a file or dies is started again with the files after that one, so
    each start settles at least one file.
    """
    offline = "namespace" if offline_prefix() else "proxy"
    files, version = list(jobs["files"]), ""
    told: list[Told] = []
    # Copied, so that no other module of ours is in a peer's way: spaCy imports a "catalogue".
    shutil.copytree(_ADAPTERS, scratch / "modules" / "adapters")
    while len(told) < len(files):
        part = {**jobs, "files": files[len(told) :]}
        record, ended = _watch(python, module, part, scratch, timeout_s, start_s)
        if record is None or record["stopped"]:
            word = record["stopped"] if record else f"{ended}_at_start"
            if not told:
                return Report(str(record["version"]) if record else "", word, offline, ())
            told += [Told("failed", word, 0.0)] * (len(files) - len(told))
            break
        version = str(record["version"])
        told += [_told(entry) for entry in record["files"]]
        if len(told) < len(files):
            told.append(Told("failed", ended, timeout_s if ended == "timeout" else 0.0))
    return Report(version, "", offline, tuple(told))


def _told(entry: Mapping[str, Any]) -> Told:
    status = str(entry["status"])
    if status not in STATUSES:
        raise ValueError("an adapter reported an unknown status")
    return Told(status, str(entry["reason"]), float(entry["seconds"]))


def _watch(
    python: Path,
    module: str,
    jobs: Mapping[str, Any],
    scratch: Path,
    timeout_s: float,
    start_s: float,
) -> tuple[dict[str, Any] | None, str]:
    """The last results written and how the process ended: ``exited``, ``crashed``, ``timeout``."""
    results, work = Path(jobs["results"]), scratch / "work"
    results.unlink(missing_ok=True)
    shutil.rmtree(work, ignore_errors=True)
    (work / "passing").mkdir(parents=True)
    paper = scratch / "jobs.json"
    paper.write_text(json.dumps(jobs), encoding="utf-8")
    command = [*offline_prefix(), str(python), "-m", f"adapters.{module}", str(paper)]
    # What a peer prints may quote the page: it goes nowhere.
    process = subprocess.Popen(
        command,
        cwd=work,
        env=environment(work, scratch / "modules"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        ended = _wait(process, results, timeout_s, start_s)
    finally:
        _end(process)
    return _read(results), ended


def _wait(process: subprocess.Popen[bytes], results: Path, timeout_s: float, start_s: float) -> str:
    seen, deadline = -1, time.monotonic() + start_s
    while process.poll() is None:
        record = _read(results)
        settled = len(record["files"]) if record else -1
        if settled > seen:
            seen, deadline = settled, time.monotonic() + timeout_s
        if time.monotonic() > deadline:
            return "timeout"
        time.sleep(_POLL_S)
    return "exited" if process.returncode == 0 else "crashed"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started: they share a session of their own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def _read(results: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(results.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return dict(record)
