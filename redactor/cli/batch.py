"""``redactor batch`` and ``redactor redact``: from the command line to a summary on screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from gettext import gettext as _
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from redactor.assemble import Recipe, versions, weight_names
from redactor.batch import (
    Outcome,
    complete_store,
    remembering,
    run_batch,
    with_workers,
    write_summary,
)
from redactor.cli.ahead import Workers, local_executor, ray_executor
from redactor.cli.device import settings_for
from redactor.cli.language import current_language
from redactor.cli.outcome import say_outcome, say_plan, say_questions
from redactor.cli.progress import Watching, batch_progress
from redactor.cli.say import say_text
from redactor.config import weights
from redactor.config.profile import load_profile
from redactor.config.records import Settings
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.errors import InputError
from redactor.execute.cluster import LOCAL
from redactor.execute.serial import SerialExecutor
from redactor.load.dossier_input import DossierInput, loose_files
from redactor.plan import Plan, Task, everybody, make_task, plan_batch
from redactor.ports import Executor
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """The options of ``redactor batch`` as given."""

    input_folder: Path
    roster: Path
    out: Path
    rules: str
    workers: int
    executor: str
    ray_address: str
    key: str
    pseudonym: str
    settings: Path | None
    device: str | None
    ledger: str
    store: str
    events: Path | None
    metrics: Path | None
    dry_run: bool


@dataclass(frozen=True, slots=True)
class RetryOptions:
    """The options of ``redactor retry`` as given."""

    out: Path
    failed: bool
    since_rules_changed: bool
    rules: str | None
    workers: int
    executor: str
    ray_address: str
    events: Path | None
    metrics: Path | None


@dataclass(frozen=True, slots=True)
class RedactOptions:
    """The options of ``redactor redact`` as given."""

    files: tuple[Path, ...]
    profile: Path
    out: Path
    rules: str
    settings: Path | None
    device: str | None


Wanted = Callable[[Task], bool]
OnEvent = Callable[[object], None]
ExecutorWith = Callable[[OnEvent], Executor]


def run(options: BatchOptions, wanted: Wanted | None = None, workers: Workers | None = None) -> int:
    """Work through a folder of dossiers; returns the exit code.

    ``wanted``: which of those that are to be done; all of them if None. ``workers``: those that
    run already.
    """
    if not options.input_folder.is_dir():
        raise InputError("the input is no folder", code="no_folder")
    if options.out.resolve().is_relative_to(options.input_folder.resolve()):
        raise click.UsageError(_("OUT must not lie inside IN: it would be taken for a dossier."))
    roster = load_roster(options.roster, options.key)
    recipe = with_workers(_recipe(options), options.workers)
    for warning in roster.warnings:
        click.echo(_("Note: {text}").format(text=say_text(warning)), err=True)
    with (
        _store(options) as store,
        # A dry run binds no server to what may be a folder of a moment.
        store.open_ledger("" if options.dry_run else options.ledger) as ledger,
        store.exclusive(shared=ledger.is_shared),
        store.work_folder() as work_dir,
    ):
        if options.store and not options.dry_run:
            store.release_to(options.store)
        recipe = remembering(recipe, store, ledger)
        plan = plan_batch(
            options.input_folder,
            roster,
            recipe,
            store,
            ledger,
            work_dir,
            random_names=options.pseudonym == "random",
            language=current_language(),
        )
        if wanted is not None:
            plan = replace(plan, tasks=tuple(filter(wanted, plan.tasks)))
        say_plan(plan)
        if options.dry_run:
            for task in plan.tasks:
                if task.scope == "not_required":
                    continue  # told above
                line = _("  {key}: {files} files")
                click.echo(line.format(key=task.applicant_id, files=len(task.sources)))
            return int(Outcome(faults=plan.faults).exit_code)
        _check_ledger(options, ledger)
        ledger.note("batch", _note(options))
        watching = Watching(options.events, options.metrics)
        executors = _executors(options, recipe, workers)
        return _work(plan, recipe, store, ledger, watching, executors)


# What decides what comes of a batch.
_PATHS = ("input_folder", "roster", "settings")
_NOTED = ("rules", "key", "pseudonym", "device")


def _note(options: BatchOptions) -> str:
    """The options that decide what comes of a batch, for a later ``retry``."""
    paths = {name: getattr(options, name) for name in _PATHS}
    told = {name: str(path.resolve()) if path else None for name, path in paths.items()}
    return json.dumps({**told, **{name: getattr(options, name) for name in _NOTED}})


def noted(note: str, options: RetryOptions) -> BatchOptions:
    """The batch that was noted, run as ``options`` say."""
    told = json.loads(note)
    paths = {name: Path(told[name]) if told[name] else None for name in _PATHS}
    kept = {name: told[name] for name in _NOTED}
    if options.rules:
        kept["rules"] = options.rules
    same = ("out", "workers", "executor", "ray_address", "events", "metrics")
    run_as = {name: getattr(options, name) for name in same}
    return BatchOptions(**paths, **kept, **run_as, ledger="", store="", dry_run=False)  # type: ignore[arg-type]


@contextmanager
def _store(options: BatchOptions) -> Iterator[LocalStore]:
    """The output folder; a dry run makes none, and looks into one that is there."""
    if not options.dry_run or (options.out / "private").is_dir():
        yield LocalStore(options.out)
        return
    with TemporaryDirectory(prefix="redactor-") as folder:
        yield LocalStore(Path(folder))


def redact(options: RedactOptions) -> int:
    """Work through the files of one applicant; returns the exit code."""
    profile = load_profile(options.profile)
    missing = [number for number, path in enumerate(options.files, 1) if not path.is_file()]
    if missing:
        raise InputError(f"file {missing[0]} of the command line does not exist", code="no_file")
    recipe = with_workers(_recipe(options), 1)
    store = LocalStore(options.out)
    with store.exclusive(), store.open_ledger() as ledger:
        recipe = remembering(recipe, store, ledger)
        key = profile.applicant_id
        dossier = DossierInput("", loose_files(options.files))
        task = make_task(
            *(recipe, options.out, key, dossier, profile, everybody((profile,)), ledger),
            current_language(),
        )
        executors = partial(_local, recipe.settings)
        return _work(Plan((task,), (), ()), recipe, store, ledger, Watching(), executors)


def _recipe(options: BatchOptions | RedactOptions) -> Recipe:
    recipe = Recipe(settings_for(options.settings, options.device), load_rules(options.rules))
    # Before any file is touched: a missing model would fail every dossier.
    for name in weight_names(recipe.settings):
        weights.check(name)
    return recipe


def _work(
    plan: Plan,
    recipe: Recipe,
    store: LocalStore,
    ledger: Ledger,
    watching: Watching,
    executor_with: ExecutorWith,
) -> int:
    if put := complete_store(plan, store, ledger):
        line = _("{n} released dossiers were missing on the object store, and are there again.")
        click.echo(line.format(n=put))
    with batch_progress(len(plan.tasks), watching) as progress:
        executor = executor_with(progress.event)
        try:
            outcome = run_batch(plan, executor, ledger, progress.result)
        except BaseException:
            LocalStore(store.root)  # the workers are dead: sweep the pages they had in hand
            raise
    if outcome.totals.dossiers or not (store.root / "summary.json").is_file():
        # A run that had nothing to do leaves the totals of the one that had.
        write_summary(outcome, store, versions(recipe), current_language())
    say_outcome(outcome, store)
    say_questions(ledger, store)
    return int(outcome.exit_code)


def _executors(options: BatchOptions, recipe: Recipe, workers: Workers | None) -> ExecutorWith:
    if options.executor == "serial":
        return SerialExecutor
    settings = recipe.settings
    if workers is None and options.executor == "ray":
        workers = ray_executor(options.ray_address, settings, settings.workers)
    return partial(_watched, workers) if workers else partial(_local, settings)


def _check_ledger(options: BatchOptions, ledger: Ledger) -> None:
    """SQLite over a network file system loses what two nodes write at once."""
    if options.executor == "ray" and options.ray_address != LOCAL and not ledger.is_shared:
        raise click.UsageError(_("Many machines need one ledger: give --ledger."))


def _local(settings: Settings, on_event: OnEvent) -> Workers:
    return _watched(local_executor(settings, settings.workers), on_event)


def _watched(executor: Workers, on_event: OnEvent) -> Workers:
    executor.on_event = on_event
    return executor
