"""Runs every subject in a process of its own, in turn, and adds up."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.speed.dense import add_to_roster, draw_dense
from benchmarks.speed.inputs import ROSTER, Source, choose, lay_out, sources_of
from benchmarks.speed.record import (
    DENSE,
    KINDS,
    RARE_NAME,
    SUBJECTS,
    Run,
    Speed,
    rows_of,
    warnings_of,
)
from benchmarks.speed.subjects import described
from redactor.config.weights import models_dir
from redactor.execute.worker import ENVIRONMENT

_ROOT = Path(__file__).parents[2]
_TIMEOUT_S = 1800


def measure(samples: Path, pages: int, rounds: int) -> Speed:
    """``rounds`` times: every subject on at most ``pages`` pages of each kind.

    Raises ValueError for samples that do not fit, RuntimeError when a subject fails.
    """
    with tempfile.TemporaryDirectory() as drawn:
        dense = draw_dense(Path(drawn))
        sources = [*sources_of(samples), *dense[DENSE], *dense[RARE_NAME]]
        return _measured(samples, choose(sources, pages), rounds)


def _measured(samples: Path, chosen: dict[str, list[Source]], rounds: int) -> Speed:
    counts = {kind: sum(s.pages for s in sources) for kind, sources in chosen.items()}
    runs: list[Run] = []
    load: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lay_out(work, samples, chosen)
        add_to_roster(work / ROSTER)
        for number in range(1, rounds + 1):
            load.append(os.getloadavg()[0])
            runs += _round(number, work, counts)
        load.append(os.getloadavg()[0])
    rows = rows_of(runs, counts)
    return Speed(
        machine=_machine(),
        rounds=rounds,
        subjects=described(),
        documents={kind: [s.label for s in sources] for kind, sources in chosen.items()},
        rows=rows,
        runs=tuple(runs),
        load=tuple(load),
        warnings=warnings_of(runs, rows, load),
        installed_mb=size_mb(Path(sys.prefix)),
        weights_mb=size_mb(models_dir()),
    )


def _round(number: int, work: Path, counts: Mapping[str, int]) -> Iterator[Run]:
    for kind in KINDS:
        for subject in SUBJECTS:
            run = _child(subject, kind, number, work)
            # Passes are whole: any other count means that pages were left out.
            if not run.pages or run.pages % counts[kind]:
                raise RuntimeError(f"{subject} did {run.pages} pages, not {counts[kind]}")
            yield run


def _child(subject: str, kind: str, number: int, work: Path) -> Run:
    result = work / "result.json"
    result.unlink(missing_ok=True)
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.speed.subjects", subject, kind]
    done = subprocess.run(
        [*command, str(work), str(result)],
        cwd=_ROOT,
        env=environment(work),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_TIMEOUT_S,
        check=False,
    )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise RuntimeError(f"{subject} ended with {done.returncode}: {' '.join(last)}")
    whole = time.perf_counter() - start
    measured = json.loads(result.read_bytes())
    others = whole - measured["seconds"]
    return Run(subject, kind, number, start_seconds=others, **measured)


def environment(work: Path) -> dict[str, str]:
    """One thread, and no look-up of models on the network."""
    paddle = {
        "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True",
        "PADDLE_PDX_CACHE_HOME": str(work / "paddlex"),
    }
    return {**os.environ, **ENVIRONMENT, **paddle}


def _machine() -> str:
    """System, processor and how many of its cores may be used."""
    model = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(x.partition(":")[2].strip() for x in lines if x.startswith("model name"))
    except (OSError, StopIteration):  # not Linux, or a processor without a name
        pass
    return f"{platform.system()}, {model}, {len(os.sched_getaffinity(0))} cores"


def size_mb(folder: Path) -> float:
    """Bytes of all files below a folder, in MB; hard links count once."""
    files = {p.stat().st_ino: p.stat().st_size for p in folder.rglob("*") if p.is_file()}
    return sum(files.values()) / 1e6
