"""``python -m benchmarks.fuzz [--count N] [--seconds S] [--seed N] [--ocr fake|real]``.

Mutates the samples and, where it is there, the corpus, each file with own values in it: bytes
flipped, cut and spliced, objects swapped, pointed at themselves, packed twice, pages turned,
wrapped, hidden. Every mutant is a dossier that a worker works through with the limits of a batch;
what is released is read by three readers (objects, text, bytes). A worker is kept for many.
Exits with 1 when anything leaks, hangs, cannot be proved clean or ends in an unforeseen error.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.fuzz.bases import Base, Wanted, prepare
from benchmarks.fuzz.results import DIED, FAULTS, MEMORY, Result, lost, table
from benchmarks.fuzz.working import Order, work_through
from redactor.assemble import KeptReadings, Recipe
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.execute.local import LocalExecutor

_ROOT = Path(__file__).parents[2]
_TIMEOUT_S = 300.0  # a batch waits two hours for a dossier: nothing of one file may come near
_FILES_PER_WORKER = {"fake": 500, "real": 20}
_TOLD_EVERY = 200


def main() -> int:
    """Mutate, run, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000, help="mutants at most")
    parser.add_argument("--seconds", type=float, default=3600.0, help="begin none after these")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=1, help="number of the first mutant")
    parser.add_argument("--ocr", choices=("fake", "real"), default="fake")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--samples", type=Path, default=_ROOT / "sample_docs")
    parser.add_argument("--corpus", type=Path, default=_ROOT.parent / "shared" / "corpus")
    parser.add_argument("--keep", type=Path, help="folder for mutants that show a fault")
    parser.add_argument("--json", type=Path, help="write every result here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        results = list(_told(run(given, Path(folder))))
    print("", f"{len(results)} mutants, seed {given.seed}", *table(results), sep="\n")
    if given.json:
        given.json.write_text(json.dumps([asdict(r) for r in results]), encoding="utf-8")
    return int(any(r.kind in FAULTS for r in results))


def run(given: argparse.Namespace, folder: Path) -> Iterator[Result]:
    """The results in the order in which they are done, until count or time is at its end."""
    # Mutants of one file look much alike: what was read once is not read again.
    kept = KeptReadings(folder / "readings", secrets.token_bytes(32))
    recipe = Recipe(load_settings(None), load_rules("neimenggu-2026"), kept)
    memory_mb = recipe.settings.limits.worker_memory_mb
    bases = _bases(given, folder, LocalExecutor(1, timeout_s=3600.0, memory_mb=memory_mb))
    print(f"{len(bases)} whole files", flush=True)
    executor = LocalExecutor(
        given.workers,
        timeout_s=_TIMEOUT_S,
        memory_mb=memory_mb,
        tasks_per_worker=_FILES_PER_WORKER[given.ocr],
    )
    numbers = range(given.first, given.first + given.count)
    orders = [Order(given.seed, n, bases, folder, recipe, given.ocr) for n in numbers]
    end = time.monotonic() + given.seconds
    with contextlib.ExitStack() as stack:
        done = executor.map(work_through, orders)
        if isinstance(done, Generator):
            stack.enter_context(contextlib.closing(done))  # its workers end with it
        for order, outcome in done:
            if isinstance(outcome, Exception):
                outcome = lost(order.number, order.base.label, outcome)
            _put_away(order, outcome, given.keep)
            yield outcome
            if time.monotonic() > end:
                return


def _bases(given: argparse.Namespace, folder: Path, executor: LocalExecutor) -> tuple[Base, ...]:
    """The whole files; the corpus is hostile, too, and is opened in a worker."""
    ((_, bases),) = executor.map(prepare, [Wanted(given.samples, given.corpus, folder)])
    if isinstance(bases, Exception):
        raise bases
    return bases


def _put_away(order: Order, result: Result, keep: Path | None) -> None:
    if keep and result.kind in (*FAULTS, DIED, MEMORY) and order.path.is_file():
        keep.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(order.path, keep / order.path.name)
    order.path.unlink(missing_ok=True)
    shutil.rmtree(order.out, ignore_errors=True)


def _told(results: Iterator[Result]) -> Iterator[Result]:
    """The results, with a line now and then."""
    start = time.monotonic()
    for count, result in enumerate(results, 1):
        if result.kind in (*FAULTS, DIED, MEMORY):
            print(f"{result.number} {result.base}: {result.kind} {result.words}", flush=True)
        if count % _TOLD_EVERY == 0:
            print(f"{count} done, {time.monotonic() - start:.0f} s", flush=True)
        yield result


if __name__ == "__main__":
    sys.exit(main())
