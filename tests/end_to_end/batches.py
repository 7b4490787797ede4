"""The true batch job in this process, with everything it said written down."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.assemble import Recipe, versions
from redactor.batch import Outcome, run_batch, write_summary
from redactor.config.roster import load_roster
from redactor.execute.serial import SerialExecutor
from redactor.plan import plan_batch
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore


@dataclass(slots=True)
class Run:
    """What a batch left behind."""

    out: Path
    outcome: Outcome
    said: str = field(repr=False)  # every log line of every logger, at full detail

    def audit(self, key: str) -> dict[str, Any]:
        """The private audit of one applicant."""
        path = self.out / "private" / "audit" / f"{key}.json"
        return dict(json.loads(path.read_text(encoding="utf-8")))

    def public(self, key: str) -> dict[str, Any]:
        path = self.out / "public" / f"{key}.json"
        return dict(json.loads(path.read_text(encoding="utf-8")))

    def released(self, key: str) -> list[Path]:
        return sorted((self.out / "release" / key).glob("*"))

    def held(self, key: str) -> list[Path]:
        return sorted((self.out / "private" / "held" / key).glob("*"))


class _Everything(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))  # with traceback, where there is one


@contextmanager
def listening() -> Iterator[list[str]]:
    """Every log line of every logger, as it would stand in a file."""
    root, handler = logging.getLogger(), _Everything()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def run(folder: Path, roster: Path, out: Path, recipe: Recipe) -> Run:
    """``redactor batch`` without its command line and without worker processes."""
    with listening() as lines:
        store = LocalStore(out)
        with (
            store.exclusive(),
            store.work_folder() as work_dir,
            Ledger(store.ledger_path) as ledger,
        ):
            plan = plan_batch(folder, load_roster(roster), recipe, store, ledger, work_dir)
            outcome = run_batch(plan, SerialExecutor(), ledger, lambda result: None)
        write_summary(outcome, store, versions(recipe), "zh")
    return Run(out, outcome, "\n".join(lines))
