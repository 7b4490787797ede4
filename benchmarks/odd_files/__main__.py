"""``python -m benchmarks.odd_files CORPUS [--json FILE]``: odd PDFs through the whole program.

``CORPUS`` holds folders of PDFs (``odd_pdf``, ``forms``, ``bad_redactions``). A name and a number
are planted in each on a page of their own and in its author, bookmarks, notes, attachments and
links; two words that it says itself become the employer's. Every file is a dossier of its own, in
a worker with limits. What comes out is read by three readers: objects (qpdf), text (PDFium) and
bytes. Exits with 1 when anything leaks, crashes or hangs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.odd_files.outcomes import FAULTS, Outcome, table, to_json
from benchmarks.odd_files.planting import Order, make_ready
from benchmarks.odd_files.running import Run, lost, work_through
from redactor.assemble import Recipe
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.execute.local import LocalExecutor

FOLDERS = ("odd_pdf", "forms", "bad_redactions")
_FILES_PER_WORKER = 40


def main() -> int:
    """Plant, run, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--json", type=Path, help="write every outcome here")
    parser.add_argument("--only", default="", help="files whose path holds this")
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds a file")
    parser.add_argument("--out", type=Path, help="keep the output here")
    given = parser.parse_args()
    files = [f for name in FOLDERS for f in sorted((given.corpus / name).glob("*.pdf"))]
    files = [f for f in files if given.only in str(f)]
    if not files:
        print("nothing to do: the corpus is not here")
        return 0
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="odd-") as folder:
        for outcome in run(files, given.out or Path(folder) / "out", Path(folder), given.timeout):
            outcomes.append(outcome)
            print(f"{outcome.file}: {outcome.outcome} {', '.join(outcome.reasons)}", flush=True)
    outcomes.sort(key=lambda outcome: outcome.file)
    print("", *table(outcomes), sep="\n")
    if given.json:
        given.json.write_text(json.dumps(to_json(outcomes), indent=1), encoding="utf-8")
    return int(any(o.outcome in FAULTS for o in outcomes))


def run(files: Sequence[Path], out: Path, folder: Path, timeout_s: float) -> Iterator[Outcome]:
    """The outcome of every file, in the order in which they are done."""
    recipe = Recipe(load_settings(None), load_rules("neimenggu-2026"))
    limits = recipe.settings.limits
    executor = LocalExecutor(
        1,
        timeout_s=timeout_s,
        memory_mb=limits.worker_memory_mb,
        tasks_per_worker=_FILES_PER_WORKER,
    )
    orders = [Order(f, folder / f"A{number:03d}.pdf") for number, f in enumerate(files, 1)]
    runs = []
    for order, ready in executor.map(make_ready, orders):
        if isinstance(ready, Exception):  # planting is no part of what is judged
            raise ready
        name = f"{order.source.parent.name}/{order.source.name}"
        runs.append(Run(ready, name, order.target.stem, out, recipe))
    for job, outcome in executor.map(work_through, runs):
        yield lost(job, outcome) if isinstance(outcome, Exception) else outcome


if __name__ == "__main__":
    sys.exit(main())
