"""``python -m benchmarks.run --split test --dossiers 60``: draw, redact, judge, and write results.

Everything lies under ``build/bench/<split>-<seed>/``. The same command again draws, redacts and
judges only what is missing. ``test`` takes its seed from the commit that is measured, so that
its pages are fresh for every commit; ``dev`` has a fixed one.

``--given DIR`` redacts and judges samples that lie there already, such as a reviewer's complaints
(``benchmarks.complaints``); their pages never stand in the results.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.draw import SPLITS, draw_dossiers
from benchmarks.generator.dossiers import write_dossiers
from benchmarks.generator.mix import MIXES
from benchmarks.reporting.worst import worst_pages
from benchmarks.scoring.report import as_json, as_table
from benchmarks.scoring.rows import Row, as_record, from_record, score_dossier

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "bench"
DEV_SEED = 2026
TAKEN = 12
_DRAWN_BY = ("benchmarks/generator", "benchmarks/held_out")


@dataclass(frozen=True, slots=True)
class Job:
    """One run: what is drawn, and where it lies."""

    split: str
    seed: int
    dossiers: int
    folder: Path
    given: Path | None = None  # samples that were not drawn
    mix: str = "traps"

    @property
    def samples(self) -> Path:
        return self.given or self.folder / "samples"

    @property
    def roster(self) -> Path:
        sheet = self.samples / "roster.xlsx"
        return sheet if self.given and sheet.is_file() else self.samples / "roster.csv"

    @property
    def out(self) -> Path:
        """Another folder for another program: the ledger would skip what an old one did."""
        return self.folder / f"out-{digest('redactor', 'configs')[:12]}"


def make_job(split: str, dossiers: int, seed: int | None, mix: str = "traps") -> Job:
    """``seed`` None: the commit's for ``test``, the fixed one for ``dev``."""
    if seed is None:
        seed = int(commit()[:8], 16) if split == "test" else DEV_SEED
    stem = split if mix == "traps" else f"{split}-{mix}"
    return Job(split, seed, dossiers, BUILD / f"{stem}-{seed:08x}-{dossiers}", mix=mix)


def given_job(samples: Path) -> Job:
    """A run over samples that were not drawn here."""
    truth = sorted((samples / "truth").glob("*.jsonl"))
    told = hashlib.sha256(b"".join(p.read_bytes() for p in truth)).hexdigest()
    return Job("given", 0, len(truth), BUILD / f"given-{told[:12]}", samples)


def commit() -> str:
    """Full hash of the commit checked out."""
    return _git("rev-parse", "HEAD")


def commit_name() -> str:
    """The commit's first 12 digits, with ``+`` when the working tree differs from it."""
    return commit()[:12] + ("+" if _git("status", "--porcelain") else "")


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    return done.stdout.strip()


def draw(job: Job, workers: int) -> None:
    """Write the dossiers, unless they lie there from the same generator."""
    if job.given:
        job.folder.mkdir(parents=True, exist_ok=True)
        return
    stamp = job.folder / "drawn.json"
    now = {"seed": job.seed, "dossiers": job.dossiers, "generator": digest(*_DRAWN_BY)}
    if stamp.is_file() and json.loads(stamp.read_bytes()) == now:
        return
    shutil.rmtree(job.folder, ignore_errors=True)
    job.samples.mkdir(parents=True)
    drawn = draw_dossiers(job.split, job.seed, job.dossiers, workers, MIXES[job.mix])
    write_dossiers(job.samples, drawn)
    stamp.write_text(json.dumps(now), encoding="utf-8")


@cache
def digest(*folders: str) -> str:
    """Hash of all sources and settings below some folders of the project, read once."""
    kinds = {".py", ".toml", ".po"}
    files = (p for folder in folders for p in sorted((ROOT / folder).rglob("*")))
    return hashlib.sha256(b"".join(p.read_bytes() for p in files if p.suffix in kinds)).hexdigest()


def applicants(job: Job) -> list[str]:
    """The run's dossiers, in order."""
    return sorted(p.name for p in (job.samples / "dossiers").iterdir() if p.is_dir())


def taken(job: Job) -> list[str]:
    """The few dossiers of a run that peers get, drawn at random and the same ones every time."""
    names = applicants(job)
    picked = np.random.default_rng(job.seed).permutation(len(names))[:TAKEN]
    return [names[n] for n in sorted(picked)]


def redact(job: Job, workers: int, names: Sequence[str]) -> float:
    """Run the batch on some dossiers; its own ledger skips what is done. Seconds it took now."""
    with tempfile.TemporaryDirectory(dir=job.folder) as folder:
        for name in names:
            shutil.copytree(
                job.samples / "dossiers" / name, Path(folder, name), copy_function=_copy(job)
            )
        return _batch(job, workers, Path(folder))


def _copy(job: Job) -> Callable[[str, str], object]:
    """A link costs nothing, but given samples may lie on another disk."""
    return shutil.copyfile if job.given else os.link


def _batch(job: Job, workers: int, dossiers: Path) -> float:
    command = [sys.executable, "-m", "redactor", "batch", str(dossiers)]
    command += ["--roster", str(job.roster), "--out", str(job.out)]
    command += ["--workers", str(workers)]
    if not _measured(job).is_file():
        _measured(job).write_text(json.dumps({"commit": commit_name()}), encoding="utf-8")
    started = time.monotonic()
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, check=False, env=environment)
    if done.returncode not in (0, 3, 4, 5, 9, 10, 11):  # held and failed files are results
        raise SystemExit(f"the batch itself failed with exit code {done.returncode}")
    return time.monotonic() - started


def _measured(job: Job) -> Path:
    """Beside the output: which commit made it."""
    return job.out.with_suffix(".json")


def score(job: Job, workers: int, names: Sequence[str]) -> list[Row]:
    """Judge some dossiers; those whose output has not changed are read back."""
    (job.folder / "rows").mkdir(exist_ok=True)
    context = get_context("spawn")  # MuPDF and OpenCV do not survive a fork
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        judged = pool.map(_scored, [(job, name) for name in names])
        return [row for rows in judged for row in rows]


def _scored(task: tuple[Job, str]) -> list[Row]:
    job, applicant = task
    path = job.folder / "rows" / f"{applicant}.json"
    audit = job.out / "private" / "audit" / f"{applicant}.json"
    key = hashlib.sha256(audit.read_bytes() if audit.is_file() else b"").hexdigest()
    key += digest("benchmarks/scoring")
    if path.is_file() and (kept := json.loads(path.read_bytes()))["key"] == key:
        return [from_record(record) for record in kept["rows"]]
    rows = score_dossier(job.out, job.samples, applicant)
    record = {"key": key, "rows": [as_record(row) for row in rows]}
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(record), encoding="utf-8")
    partial.replace(path)
    return rows


def results(job: Job, rows: list[Row]) -> dict[str, Any]:
    """Everything a report needs, pictures of the worst pages among it."""
    about = {
        "split": job.split,
        "mix": job.mix,
        "seed": f"{job.seed:08x}",
        "dossiers": job.dossiers,
    }
    measured = json.loads(_measured(job).read_bytes())
    return {
        "about": about | measured | {"date": time.strftime("%Y-%m-%d")},
        **as_json(rows),
        "worst": [] if job.given else [asdict(p) for p in worst_pages(rows, job.samples, job.out)],
    }


def main() -> int:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description="Draw, redact, judge.")
    parser.add_argument("--split", choices=SPLITS, default="dev", help="what is drawn from")
    parser.add_argument("--given", type=Path, help="samples that are there, instead of drawing")
    parser.add_argument("--dossiers", type=int, default=60, help="how many")
    parser.add_argument("--seed", type=int, help="instead of the split's own")
    parser.add_argument("--mix", choices=MIXES, default="traps", help="how often traps occur")
    parser.add_argument("--results", type=Path, default=BUILD / "results.json", help="to write")
    parser.add_argument("--taken", action="store_true", help=f"only the {TAKEN} that peers get")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    args = parser.parse_args()
    drawn = make_job(args.split, args.dossiers, args.seed, args.mix)
    job = given_job(args.given) if args.given else drawn
    started = time.monotonic()
    draw(job, args.workers)
    print(f"drawn: {time.monotonic() - started:.0f} s", flush=True)
    names = taken(job) if args.taken else applicants(job)
    print(f"redacted: {redact(job, args.workers, names):.0f} s", flush=True)
    started = time.monotonic()
    rows = score(job, args.workers, names)
    args.results.parent.mkdir(parents=True, exist_ok=True)
    args.results.write_text(json.dumps(results(job, rows), indent=1), encoding="utf-8")
    print(f"judged: {time.monotonic() - started:.0f} s", flush=True)
    print(as_table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
