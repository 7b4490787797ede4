"""What a worker does with one dossier: work it through, publish or hold it, write its reports."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from redactor.assemble import Recipe, build_parts, keeps_readings, versions
from redactor.audit.records import DossierRecord
from redactor.datatypes import DossierStatus, Status
from redactor.dossier.deliver import deliver, exit_code_of, reports_of
from redactor.dossier.exempt import exempt
from redactor.dossier.job import DossierJob, record_of
from redactor.dossier.process import process
from redactor.dossier.ranges import first_ranges, read
from redactor.errors import ExitCode, RedactorError
from redactor.execute.events import emit
from redactor.memory import keep_models, keep_program, loading
from redactor.pipeline import Parts
from redactor.plan import Cut, RangeTask, Task, TaskResult
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore

log = logging.getLogger(__name__)
# In a worker nobody has set up logging, and Python would print every warning to the terminal.
logging.getLogger("redactor").addHandler(logging.NullHandler())

# What ``DossierInput.fault`` says of a whole dossier; anything else cannot be read (3).
_FAULT_CODES = {
    "protected": ExitCode.PROTECTED,
    **dict.fromkeys(
        ("too_large", "too_many_files", "zip_too_large", "zip_too_many"), ExitCode.TOO_LARGE
    ),
}


def run_job(job: Task | RangeTask) -> TaskResult | Cut:
    """A dossier of a batch, or the ranges of its long files that are to be read before it."""
    if isinstance(job, RangeTask):
        return _read_range(job)
    if not job.is_cut and job.scope != "not_required" and keeps_readings(job.recipe):
        ranges = tuple(first_ranges(job.sources, job.recipe.settings))
        if ranges:
            return Cut(ranges)
    return run_task(job)


def _read_range(job: RangeTask) -> Cut:
    task = job.task
    with LocalStore(task.out).work_folder() as work_dir:
        dossier = _dossier_job(task, work_dir)
        return Cut(*read(dossier, job.pages, parts_of(task.recipe), partial(_count_page, task)))


def run_task(task: Task) -> TaskResult:
    """One dossier, in a worker: work it through, then publish or hold it, with its reports."""
    if task.scope == "not_required":
        return _exempt(task)
    if task.fault:
        return _held(task, task.fault, _FAULT_CODES.get(task.fault, ExitCode.INPUT))
    parts = parts_of(task.recipe)
    with _store_of(task) as store, store.work_folder() as work_dir:
        # Not of a new one: each would wait for whoever writes to the ledger.
        if store.is_told_of(task.output_id):
            store.withdraw(task.output_id)
        outcome = process(_dossier_job(task, work_dir), parts, partial(_count_page, task))
        if task.scope:
            notes = (*outcome.record.notes, task.scope)
            outcome = replace(outcome, record=replace(outcome.record, notes=notes))
        record = deliver(outcome, store, task.recipe.settings, task.language)
    keep_models()
    return TaskResult(record, int(exit_code_of(record)), outcome.peak_memory_mb)


def _dossier_job(task: Task, work_dir: Path) -> DossierJob:
    return DossierJob(
        *(task.output_id, task.sources, task.profile, task.others, work_dir),
        task.answers,
        task.question_key,
        task.edits,
    )


def _count_page(task: Task) -> None:
    emit(("page", task.event_id or task.output_id))


@contextmanager
def _store_of(task: Task) -> Iterator[LocalStore]:
    """The output folder. With a lease nothing in it moves once another run has the dossier."""
    if task.lease is None:
        yield LocalStore(task.out)
        return
    with Ledger(task.ledger) as ledger:
        yield LocalStore(task.out, partial(ledger.holding, task.lease))


_built: dict[str, Parts] = {}


def parts_of(recipe: Recipe) -> Parts:
    """The models of this process; loaded once, for the one recipe that a worker sees."""
    key = repr(recipe)
    if key not in _built:
        _built.clear()
        with loading():
            _built[key] = build_parts(recipe)
        keep_program()
    return _built[key]


def _exempt(task: Task) -> TaskResult:
    """A dossier of which nobody needs a blind copy: its reports say so, and that is all."""
    record = exempt(task.output_id, task.sources, versions(task.recipe))
    with _store_of(task) as store:
        store.hold(task.output_id, (), reports_of(record, task.language))
    return TaskResult(record, int(ExitCode.OK), 0.0)


def lost(task: Task, error: Exception) -> TaskResult:
    """The record of a dossier whose worker died."""
    code = error.exit_code if isinstance(error, RedactorError) else ExitCode.UNEXPECTED
    word = error.code if isinstance(error, RedactorError) else "unexpected"
    log.warning("dossier %s was lost: %s (%s)", task.output_id, word, type(error).__name__)
    return _held(task, word, code)


def _held(task: Task, word: str, code: ExitCode) -> TaskResult:
    """A dossier that failed as a whole, for the reason ``word``: nothing of it is released."""
    documents = tuple(
        replace(
            record_of(source, Status.FAILED),
            reasons=("failed",),
            error_code=word,
            exit_code=int(code),
        )
        for source in task.sources
    )
    record = DossierRecord(
        applicant_id=task.output_id,
        status=DossierStatus.HELD,
        reasons=("failed",),
        documents=documents,
        versions=versions(task.recipe),
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        error_code=word,
    )
    with _store_of(task) as store:
        store.hold(task.output_id, (), reports_of(record, task.language))
    return TaskResult(record, int(code), 0.0)
