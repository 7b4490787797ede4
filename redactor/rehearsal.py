"""Before a batch runs: is the roster sound, what would be done, how long will it take. For workers.

Nothing here names a person: numbers (编号), counts and sentences without values alone. What opens
files is imported by the worker alone.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.assemble import Recipe
from redactor.config.records import RulePack
from redactor.config.scope import blind_copy
from redactor.errors import ConfigError

if TYPE_CHECKING:
    from redactor.config.roster import Roster
    from redactor.plan import BatchFault, Plan

# Of one worker on one core, where no run of this folder tells: dense scans of the benchmark.
_SECONDS_A_PAGE = 6.0


@dataclass(frozen=True, slots=True)
class RosterJob:
    """A roster to look at."""

    path: Path
    rules: RulePack


@dataclass(frozen=True, slots=True)
class RosterTold:
    """What a roster says. With a fault nothing is worked on."""

    applicants: int = 0
    exempt: int = 0  # need no blind copy
    unknown: int = 0  # the rule pack does not speak of their series and level
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A batch to try out."""

    folder: Path
    roster: Path
    recipe: Recipe
    out: Path
    random_names: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a batch would do. ``seconds``: an estimate, for as many workers as are set."""

    dossiers: int
    files: int
    pages: int
    unreadable: int  # files that seem to have no page
    unchanged: int
    exempt: int
    seconds: float
    measured: bool  # by an earlier run of this folder
    faults: tuple[BatchFault, ...] = field(default=())


def look_at_roster(job: RosterJob) -> RosterTold:
    """Every fault at once; a roster without one can be used."""
    from redactor.config.roster import load_roster

    try:
        roster = load_roster(job.path)
    except ConfigError as error:
        return RosterTold(faults=tuple(error.faults) or (str(error),))
    found = _scopes(roster, job.rules)
    return RosterTold(
        len(roster.profiles), found["not_required"], found["unknown"], (), roster.warnings
    )


def rehearse(job: Rehearsal) -> Rehearsed:
    """A dry run: folders are matched and files counted, nothing is worked on or released.

    Raises ConfigError for a faulty roster, OutputError while a batch runs.
    """
    from redactor.config.roster import load_roster
    from redactor.load.counting import seeming_pages
    from redactor.plan import plan_batch
    from redactor.store.local import LocalStore

    roster = load_roster(job.roster)
    store = LocalStore(job.out)
    limits = job.recipe.settings.limits
    with (
        store.exclusive(),
        store.work_folder() as work_dir,
        store.open_ledger() as ledger,
    ):
        plan = plan_batch(
            *(job.folder, roster, job.recipe, store, ledger, work_dir),
            random_names=job.random_names,
        )
        tasks = [task for task in plan.tasks if task.scope != "not_required"]
        counts = [seeming_pages(s.path, limits) for task in tasks for s in task.sources]
    return _told(job, plan, len(tasks), counts)


def _told(job: Rehearsal, plan: Plan, dossiers: int, counts: list[int]) -> Rehearsed:
    rate = _pages_per_minute(job.out)
    workers = max(1, job.recipe.settings.workers)
    pages = sum(counts)
    seconds = 60 * pages / rate if rate else pages * _SECONDS_A_PAGE / workers
    return Rehearsed(
        dossiers,
        len(counts),
        pages,
        counts.count(0),
        len(plan.done),
        len(plan.exempt),
        seconds,
        bool(rate),
        plan.faults,
    )


def _pages_per_minute(out: Path) -> float:
    """Of the last run; 0 where there was none, or it had nothing to do."""
    try:
        summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        return float(summary["pages_per_minute"] or 0) if summary["pages"] else 0.0
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0


def _scopes(roster: Roster, rules: RulePack) -> Counter[str]:
    found: Counter[str] = Counter()
    for profile in roster.profiles:
        line = blind_copy(rules.scope, profile.series, profile.level)
        if line is not None:
            found[line.mode] += 1
        elif rules.scope and profile.series:
            found["unknown"] += 1
    return found
