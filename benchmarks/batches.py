"""What a batch costs besides its pages: ``python -m benchmarks.batches ledger|memory|rerun|share``.

``ledger``: what one dossier costs the ledger when it holds a thousand, and when it holds a million.
``memory``: the most memory of the parent over a hundred and over ten thousand documents.
``rerun``: a thousand documents of which nothing, one roster row, or the rule pack has changed.
``share``: of batches of small documents, or one that was run, what went into none of its stages.

Work is pretended but for ``share``: what is measured is everything around it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

from sqlalchemy import create_engine, text

from benchmarks.small import drawn_batch, small_batch
from benchmarks.speed.workers import FINISHED
from redactor.assemble import Recipe
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.batch import Outcome, run_batch
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import Action, Decision, DossierStatus, Entity, Finding, Status, Verdict
from redactor.geometry import PtBox, PtQuad
from redactor.plan import Task, TaskResult, plan_batch
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger
from redactor.store.local import LocalStore

JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")
_ROWS = (1_000, 10_000, 100_000, 1_000_000)
_SAMPLE = 200  # dossiers, each claimed, looked up and recorded
_DOCUMENTS = 7  # of a dossier
_DECISIONS = 120  # of a document
_QUAD = PtQuad.from_box(PtBox(10.0, 10.0, 60.0, 22.0))
_HEADER = "编号,姓名,身份证号,工作单位,联系电话\n"


class Pretending:
    """An executor whose workers have all done a dossier before it is handed to them."""

    def map(
        self,
        task: Callable[[JobT], ResultT],
        jobs: Iterable[JobT],
        more: Callable[[JobT, ResultT | Exception], Iterable[JobT]] | None = None,
    ) -> Iterator[tuple[JobT, ResultT | Exception]]:
        for job in jobs:
            yield job, cast(ResultT, TaskResult(_record(cast(Task, job)), 0, 1000.0))


def _record(task: Task) -> DossierRecord:
    documents = tuple(
        DocumentRecord(
            *(s.doc_id, s.folder_no, s.untrusted_name, "0" * 64, Status.CLEAN),
            pages=8,
            decisions=tuple(_decision(n) for n in range(_DECISIONS)),
            verdict=Verdict(),
            seconds={"read": 1.0, "verify": 1.0},
        )
        for s in task.sources
    )
    return DossierRecord(
        task.output_id, DossierStatus.RELEASED, (), documents, {"rules": "r@1"}, "", 1.0
    )


def _decision(number: int) -> Decision:
    finding = Finding(Entity.NAME, 1 + number % 8, (_QUAD,), 1.0, "pretended", f"王伟{number}")
    return Decision(finding, Action.REDACT, "own_exact")


def measure_ledger(place: Path | str, rows: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Milliseconds a dossier, of the clock and of this process, by how many the ledger holds."""
    told: dict[int, tuple[float, float]] = {}
    with Ledger(place) as ledger:
        filled = 0
        for target in rows:
            _fill(place, filled, target)
            filled = target
            start, worked = time.perf_counter(), time.process_time()
            for number in range(_SAMPLE):
                # A batch works in the order of its folders: neighbours in the tables, too.
                _one(ledger, f"T{target // 2 + number:07d}")
            told[target] = (
                round(1000 * (time.perf_counter() - start) / _SAMPLE, 2),
                round(1000 * (time.process_time() - worked) / _SAMPLE, 2),
            )
    return told


def _one(ledger: Ledger, key: str) -> None:
    """All that a batch asks of its ledger for one dossier."""
    ledger.is_done(key, "other")
    ledger.answers(key)
    ledger.documents(key)
    lease = ledger.claim(key)
    with ledger.holding(_there(lease)):
        pass
    entry = DossierEntry(key, "f", DossierStatus.RELEASED, versions={"rules": "r@1"}, pages=60)
    ledger.record(entry, _entries(), (), lease)


def _there(lease: Any) -> Any:
    assert lease is not None
    return lease


def _entries() -> list[DocumentEntry]:
    return [
        DocumentEntry(f"d{n:02d}", Path("in/x.pdf"), "0" * 64, Status.CLEAN, f"release/x/{n}.pdf")
        for n in range(_DOCUMENTS)
    ]


def _fill(place: Path | str, first: int, last: int) -> None:
    """Rows straight into the tables: what they cost to write one by one is measured elsewhere."""
    engine = create_engine(f"sqlite:///{place}" if isinstance(place, Path) else place)
    dossiers = (
        "INSERT INTO dossiers (applicant_id, fingerprint, status, exit_code, seconds, finished_at)"
        " VALUES (:key, 'f', 'released', 0, 1.0, '2026-01-01')"
    )
    documents = (
        "INSERT INTO documents (applicant_id, position, doc_id, source, source_sha256, status)"
        " VALUES (:key, 0, 'd01', :source, '', 'clean')"
    )
    leases = "INSERT INTO leases VALUES (:key, '', '', 0, 1)"
    for start in range(first, last, 20_000):
        numbers = range(start, min(start + 20_000, last))
        keys = [{"key": f"T{number:07d}", "source": b"x"} for number in numbers]
        with engine.begin() as db:
            for sql in (dossiers, documents, leases):
                db.execute(text(sql), keys)
    engine.dispose()


def make_input(folder: Path, dossiers: int, documents: int) -> tuple[Path, Path]:
    """An input folder of files that are only looked at, and its roster."""
    rows = []
    for number in range(dossiers):
        key = f"T{number:07d}"
        (folder / "in" / key).mkdir(parents=True)
        for name in range(1, documents + 1):
            (folder / "in" / key / f"{name:02d}.pdf").write_bytes(b"%PDF-1.7\n" + key.encode())
        rows.append(f"{key},王{chr(0x4E00 + number)},,云岭水务设计院,154{number:08d}\n")
    roster = folder / "roster.csv"
    roster.write_text(_HEADER + "".join(rows), encoding="utf-8")
    return folder / "in", roster


def pretend(folder: Path, source: Path, roster: Path, rules: str = "") -> Outcome:
    """A batch with pretended work."""
    pack = load_rules("neimenggu-2026")
    recipe = Recipe(load_settings(), replace(pack, version=rules or pack.version))
    store = LocalStore(folder / "out")
    with store.open_ledger() as ledger, store.work_folder() as work:
        plan = plan_batch(source, load_roster(roster), recipe, store, ledger, work)
        return run_batch(plan, Pretending(), ledger, lambda result: None)


def measure_memory(documents: int) -> float:
    """Megabytes that the parent took at most; in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.batches", "memory", "--only", str(documents)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _memory_of(documents: int) -> float:
    with TemporaryDirectory() as name:
        folder = Path(name)
        pretend(folder, *make_input(folder, max(1, documents // _DOCUMENTS), _DOCUMENTS))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_rerun(dossiers: int) -> dict[str, float]:
    """Seconds and dossiers done again: nothing changed, one row changed, the rules changed."""
    told: dict[str, float] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        source, roster = make_input(folder, dossiers, 1)
        row = roster.read_text(encoding="utf-8")

        def again(what: str, rules: str = "") -> None:
            start, worked = time.perf_counter(), time.process_time()
            outcome = pretend(folder, source, roster, rules)
            told[f"{what}_seconds"] = round(time.perf_counter() - start, 2)
            told[f"{what}_processor_seconds"] = round(time.process_time() - worked, 2)
            told[f"{what}_done"] = outcome.totals.dossiers.total()

        again("first")
        again("unchanged")
        roster.write_text(row.replace("15400000005", "15499999995"), encoding="utf-8")
        again("one_row")
        again("rules", "another")
    return told


def run_small(folder: Path, source: Path, roster: Path) -> Path:
    """The output of ``redactor batch`` with one worker over small documents."""
    out = folder / "out"
    options = ["--roster", str(roster), "--out", str(out), "--workers", "1"]
    command = [sys.executable, "-m", "redactor", "batch", str(source), *options]
    done = subprocess.run(command, stdout=subprocess.DEVNULL)
    if done.returncode not in FINISHED:
        raise RuntimeError(f"the batch ended with {done.returncode}")
    return out


def share(out: Path) -> dict[str, float]:
    """Of the workers' time, what went into no stage of a dossier. Start-up of a worker counts, and
    so do the pictures of the reports: pages are read, erased and verified without them.
    """
    told = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    with LocalStore(out).open_ledger() as ledger:
        worked = ledger.standing().seconds
    stages = told["seconds_by_stage"]
    staged = sum(stages.values()) - stages.get("pictures", 0.0)
    return {
        "seconds": told["seconds"],
        "in_stages": round(staged, 1),
        "in_dossiers": round(worked, 1),
        "around_dossiers_share": round(1 - worked / told["seconds"], 4),
        "in_no_stage_share": round(1 - staged / told["seconds"], 4),
    }


def share_of(kind: str, documents: int) -> dict[str, float]:
    """The same of a new batch: ``drawn`` documents, or the cheapest, of a few ``lines`` each."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        make = drawn_batch if kind == "drawn" else small_batch
        return share(run_small(folder, *make(folder, documents)))


def main() -> None:
    """Measure what is asked for and print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("ledger", "memory", "rerun", "share"))
    parser.add_argument("--url", help="PostgreSQL, an empty database; else a new SQLite file")
    parser.add_argument("--rows", type=int, nargs="+", default=_ROWS)
    parser.add_argument("--documents", type=int, nargs="+", help="for memory, and share")
    parser.add_argument("--out", type=Path, help="of a batch run with one worker, for share")
    parser.add_argument(
        "--kinds", nargs="+", choices=("drawn", "lines"), default=("drawn", "lines")
    )
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        print(_memory_of(given.only))
        return
    told: Any
    if given.what == "ledger":
        with TemporaryDirectory() as name:
            told = measure_ledger(given.url or Path(name) / "ledger.sqlite", given.rows)
    elif given.what == "memory":
        told = {n: round(measure_memory(n), 1) for n in given.documents or (100, 10_000)}
    elif given.what == "rerun":
        told = measure_rerun(1000)
    elif given.out:
        told = share(given.out)
    else:
        told = {kind: share_of(kind, *(given.documents or (1000,))) for kind in given.kinds}
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
