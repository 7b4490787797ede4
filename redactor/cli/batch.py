"""``redactor batch`` and ``redactor redact``: from the command line to a summary on screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from redactor.assemble import Recipe, versions, weight_names
from redactor.audit.records import DossierRecord
from redactor.batch import Outcome, run_batch, with_workers, write_summary
from redactor.cli.device import settings_for
from redactor.cli.language import current_language
from redactor.cli.progress import batch_progress
from redactor.cli.say import listed, say, say_text
from redactor.config import weights
from redactor.config.profile import load_profile
from redactor.config.records import Settings
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.datatypes import DossierStatus
from redactor.errors import InputError
from redactor.execute.local import LocalExecutor
from redactor.execute.serial import SerialExecutor
from redactor.load.dossier_input import DossierInput, loose_files
from redactor.plan import BatchFault, Plan, make_task, plan_batch
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
    key: str
    pseudonym: str
    settings: Path | None
    device: str | None
    dry_run: bool


@dataclass(frozen=True, slots=True)
class RedactOptions:
    """The options of ``redactor redact`` as given."""

    files: tuple[Path, ...]
    profile: Path
    out: Path
    rules: str
    settings: Path | None
    device: str | None


def run(options: BatchOptions) -> int:
    """Work through a folder of dossiers; returns the exit code."""
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
        store.exclusive(),
        store.work_folder() as work_dir,
        Ledger(store.ledger_path) as ledger,
    ):
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
        _say_plan(plan)
        if options.dry_run:
            for task in plan.tasks:
                if task.scope == "not_required":
                    continue  # told above
                line = _("  {key}: {files} files")
                click.echo(line.format(key=task.applicant_id, files=len(task.sources)))
            return int(Outcome(faults=plan.faults).exit_code)
        return _work(plan, recipe, store, ledger, serial=options.executor == "serial")


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
    with store.exclusive(), Ledger(store.ledger_path) as ledger:
        key = profile.applicant_id
        dossier = DossierInput("", loose_files(options.files))
        task = make_task(
            *(recipe, options.out, key, key, dossier, {key: profile}, ledger), current_language()
        )
        return _work(Plan((task,), (), ()), recipe, store, ledger, serial=False)


def _recipe(options: BatchOptions | RedactOptions) -> Recipe:
    recipe = Recipe(settings_for(options.settings, options.device), load_rules(options.rules))
    # Before any file is touched: a missing model would fail every dossier.
    for name in weight_names(recipe.settings):
        weights.check(name)
    return recipe


def _work(plan: Plan, recipe: Recipe, store: LocalStore, ledger: Ledger, *, serial: bool) -> int:
    with batch_progress(len(plan.tasks)) as progress:
        executor = (
            SerialExecutor(progress.event) if serial else _local(recipe.settings, progress.event)
        )
        try:
            outcome = run_batch(plan, executor, ledger, progress.result)
        except BaseException:
            LocalStore(store.root)  # the workers are dead: sweep the pages they had in hand
            raise
    if outcome.records or not (store.root / "summary.json").is_file():
        # A run that had nothing to do leaves the totals of the one that had.
        write_summary(outcome, store, versions(recipe), current_language())
    _say_outcome(outcome, store)
    _say_questions(ledger, store)
    return int(outcome.exit_code)


def _local(settings: Settings, on_event: object) -> LocalExecutor:
    return LocalExecutor(
        settings.workers,
        timeout_s=settings.limits.dossier_seconds,
        memory_mb=settings.limits.worker_memory_mb,
        tasks_per_worker=settings.dossiers_per_worker,
        on_event=on_event,  # type: ignore[arg-type]
    )


def _say_plan(plan: Plan) -> None:
    tasks = [task for task in plan.tasks if task.scope != "not_required"]
    files = sum(len(task.sources) for task in tasks)
    line = _("{new} dossiers with {files} files to do, {done} unchanged since the last run.")
    click.echo(line.format(new=len(tasks), files=files, done=len(plan.done)))
    _say_scope(plan)
    for fault in plan.faults:
        click.echo(_say_fault(fault), err=True)


def _say_scope(plan: Plan) -> None:
    """Who needs no blind copy, by the sentence of the notice, and of whom the pack is silent."""
    by_quote: dict[str, list[str]] = {}
    for key, quote in plan.exempt:
        by_quote.setdefault(quote, []).append(key)
    for quote, keys in by_quote.items():
        line = _("{n} applicants need no blind copy (the notice: {quote}): {keys}")
        click.echo(line.format(n=len(keys), quote=quote, keys=listed(keys)))
    if plan.unknown_scope:
        line = _("{n} applicants: the rule pack does not speak of their series and level: {keys}")
        told = line.format(n=len(plan.unknown_scope), keys=listed(list(plan.unknown_scope)))
        click.echo(told, err=True)


def _say_fault(fault: BatchFault) -> str:
    match fault.what:
        case "unmatched":
            text = _("{n} folders match no number in the roster: rename them to the number.")
        case "double":
            text = _("{key}: more than one folder; put the files into one.")
        case "missing":
            text = _("{key}: in the roster, but without a folder.")
        case _:
            text = _("{n} loose files lie beside the folders and belong to nobody.")
    return text.format(n=fault.count, key=fault.applicant_id)


def _say_outcome(outcome: Outcome, store: LocalStore) -> None:
    released = [r for r in outcome.records if r.status is DossierStatus.RELEASED]
    held = [r for r in outcome.records if r.status is DossierStatus.HELD]
    pages = sum(d.pages for r in outcome.records for d in r.documents)
    for record in held:
        reasons = listed([say(reason, "dossier_reason") for reason in record.reasons])
        click.echo(_("{key}: held: {why}").format(key=record.applicant_id, why=reasons))
        for line in _say_errors(record):
            click.echo(line)
    for entry in outcome.unchanged:
        if entry.status is DossierStatus.HELD:
            click.echo(_("{key}: held, as in the last run").format(key=entry.applicant_id))
    line = _("{released} dossiers released, {held} held; {documents} documents, {pages} pages.")
    click.echo(
        line.format(
            released=len(released),
            held=len(held),
            documents=sum(len(r.documents) for r in outcome.records),
            pages=pages,
        )
    )
    before = Counter(entry.status for entry in outcome.unchanged)
    exempt = sum(r.status is DossierStatus.NOT_REQUIRED for r in outcome.records)
    if exempt := exempt + before[DossierStatus.NOT_REQUIRED]:
        click.echo(_("{n} dossiers need no blind copy: not worked on.").format(n=exempt))
    if outcome.unchanged:
        line = _("Unchanged: {released} released, {held} held.")
        held_before = before[DossierStatus.HELD]
        click.echo(line.format(released=before[DossierStatus.RELEASED], held=held_before))
    if pages:
        line = _("{rate:.1f} pages a minute, at most {memory:.0f} MB a worker.")
        rate = 60 * pages / max(outcome.seconds, 1e-9)
        click.echo(line.format(rate=rate, memory=outcome.peak_memory_mb))
    click.echo(_("Released files: {path}").format(path=store.release))
    click.echo(_("Report: {path}").format(path=store.public / "summary.html"))


def _say_questions(ledger: Ledger, store: LocalStore) -> None:
    still = [asked.applicant_id for asked in ledger.questions() if asked.answer is None]
    if still:
        line = _("{n} questions of {dossiers} dossiers wait for an answer:")
        click.echo(line.format(n=len(still), dossiers=len(set(still))))
        click.echo(f"  redactor ask {store.root}")


def _say_errors(record: DossierRecord) -> Iterator[str]:
    """Why it failed, as a whole or file by file. Files are numbered: a name may be a person's."""
    failed = [d for d in record.documents if d.error_code]
    if record.error_code and len({d.error_code for d in failed} - {record.error_code}) == 0:
        yield f"  {say(record.error_code, 'error')}"
        return
    for document in failed:
        line = _("  file {number} (item {item} of the checklist): {why}")
        yield line.format(
            number=document.doc_id.removeprefix("d").lstrip("0"),
            item=document.folder_no,
            why=say(document.error_code, "error"),
        )
