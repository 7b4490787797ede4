"""Many dossiers: work a plan through, resume, sum up.

No document stops the batch. A dossier whose input, profile, rules and versions are those of the
last run is not touched again; a changed one is first withdrawn, then done anew.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace

from redactor.assemble import Recipe, build_parts, versions
from redactor.audit.html import summary_page
from redactor.audit.records import DossierRecord
from redactor.audit.summary import summary
from redactor.audit.words import Language
from redactor.datatypes import DossierStatus, Status
from redactor.dossier.answering import output_ids
from redactor.dossier.deliver import deliver, exit_code_of, to_json, write_reports
from redactor.dossier.exempt import exempt
from redactor.dossier.job import DossierJob, record_of
from redactor.dossier.process import process
from redactor.errors import ExitCode, RedactorError, gravest
from redactor.execute.events import emit
from redactor.pipeline import Parts
from redactor.plan import BatchFault, Plan, Task
from redactor.ports import Executor
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger
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


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What came of one dossier."""

    record: DossierRecord
    exit_code: int
    peak_memory_mb: float


@dataclass(slots=True)
class Outcome:
    """What came of a batch, for the summary and the exit code."""

    records: list[DossierRecord] = field(default_factory=list)
    unchanged: list[DossierEntry] = field(default_factory=list)
    faults: tuple[BatchFault, ...] = ()
    codes: list[int] = field(default_factory=list)
    peak_memory_mb: float = 0.0
    seconds: float = 0.0

    @property
    def exit_code(self) -> ExitCode:
        """The gravest thing that happened (DESIGN: command line)."""
        unclaimed = [f for f in self.faults if f.what != "missing"]
        return gravest([*self.codes, *([int(ExitCode.CONFIG)] if unclaimed else [])])


def run_batch(
    plan: Plan, executor: Executor, ledger: Ledger, on_result: Callable[[TaskResult], None]
) -> Outcome:
    """Work through a plan; every dossier is in the ledger before the next result is taken.

    What an earlier run released of these dossiers is withdrawn before the first is begun: an
    interrupted run must leave nothing that was made for another profile.
    """
    start = time.perf_counter()
    outcome = Outcome(faults=plan.faults)
    for key in plan.done:
        if (entry := ledger.dossier(key)) is not None:
            outcome.unchanged.append(entry)
            outcome.codes.append(entry.exit_code)
    for task in plan.tasks:
        _withdraw(task, ledger)
    with ExitStack() as stack:
        results = executor.map(run_task, plan.tasks)
        if isinstance(results, Generator):
            # Whatever ends this loop, Ctrl-C too, must end the workers.
            stack.enter_context(closing(results))
        for task, result in results:
            if isinstance(result, Exception):
                result = _lost(task, result)
            record_result(ledger, task, result)
            outcome.records.append(result.record)
            outcome.codes.append(result.exit_code)
            outcome.peak_memory_mb = max(outcome.peak_memory_mb, result.peak_memory_mb)
            on_result(result)
    outcome.seconds = time.perf_counter() - start
    return outcome


def _withdraw(task: Task, ledger: Ledger) -> None:
    """Take back what earlier runs released or held, also under another number."""
    store = LocalStore(task.out)
    if ledger.dossier(task.applicant_id) is None and not store.is_released(task.output_id):
        return  # a new one
    for output_id in sorted({task.output_id, *output_ids(ledger, task.applicant_id)}):
        store.withdraw(output_id)


def run_task(task: Task) -> TaskResult:
    """One dossier, in a worker: work it through, then publish or hold it, with its reports."""
    if task.scope == "not_required":
        return _exempt(task)
    if task.fault:
        return _held(task, task.fault, _FAULT_CODES.get(task.fault, ExitCode.INPUT))
    parts = parts_of(task.recipe)
    store = LocalStore(task.out)
    with ExitStack() as stack:
        work_dir = stack.enter_context(store.work_folder())
        job = DossierJob(
            *(task.output_id, task.sources, task.profile, task.others, work_dir),
            task.answers,
            task.question_key,
            task.edits,
        )
        store.withdraw(task.output_id)
        outcome = process(
            job, parts, on_page=lambda: emit(("page", task.event_id or task.output_id))
        )
        if task.scope:
            notes = (*outcome.record.notes, task.scope)
            outcome = replace(outcome, record=replace(outcome.record, notes=notes))
        record = deliver(outcome, store, task.recipe.settings, work_dir, task.language)
    return TaskResult(record, int(exit_code_of(record)), outcome.peak_memory_mb)


_built: dict[str, Parts] = {}


def parts_of(recipe: Recipe) -> Parts:
    """The models of this process; loaded once, for the one recipe that a worker sees."""
    key = repr(recipe)
    if key not in _built:
        _built.clear()
        _built[key] = build_parts(recipe)
    return _built[key]


def _exempt(task: Task) -> TaskResult:
    """A dossier of which nobody needs a blind copy: its reports say so, and that is all."""
    store = LocalStore(task.out)
    store.withdraw(task.output_id)
    record = exempt(task.output_id, task.sources, versions(task.recipe))
    write_reports(record, store, task.language)
    return TaskResult(record, int(ExitCode.OK), 0.0)


def _lost(task: Task, error: Exception) -> TaskResult:
    """The record of a dossier whose worker died."""
    code = error.exit_code if isinstance(error, RedactorError) else ExitCode.UNEXPECTED
    word = error.code if isinstance(error, RedactorError) else "unexpected"
    log.warning("dossier %s was lost: %s (%s)", task.output_id, word, type(error).__name__)
    return _held(task, word, code)


def _held(task: Task, word: str, code: ExitCode) -> TaskResult:
    """A dossier that failed as a whole, for the reason ``word``: nothing of it is released."""
    store = LocalStore(task.out)
    store.withdraw(task.output_id)
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
        finished_at="",
        error_code=word,
    )
    write_reports(record, store, task.language)
    return TaskResult(record, int(code), 0.0)


def record_result(ledger: Ledger, task: Task, result: TaskResult) -> None:
    """Put what came of a dossier into the ledger."""
    documents = {d.doc_id: d for d in result.record.documents}
    entries = []
    for source in task.sources:
        document = documents.get(source.doc_id)
        entries.append(
            DocumentEntry(
                source.doc_id,
                source.path,
                document.source_sha256 if document else "",
                document.status if document else Status.FAILED,
                document.output if document else None,
                document.output_sha256 if document else None,
            )
        )
    ledger.record(
        DossierEntry(
            task.applicant_id,
            task.fingerprint,
            result.record.status,
            result.exit_code,
            result.record.seconds,
        ),
        entries,
        result.record.questions,
    )


def with_workers(recipe: Recipe, workers: int) -> Recipe:
    """The recipe with another number of workers, where one was asked for."""
    return (
        replace(recipe, settings=replace(recipe.settings, workers=workers)) if workers else recipe
    )


def write_summary(
    outcome: Outcome, store: LocalStore, used: Mapping[str, str], language: Language
) -> None:
    """``OUT/summary.json`` and ``public/summary.html``: totals without personal data."""
    totals = summary(
        outcome.records,
        seconds=outcome.seconds,
        peak_memory_mb=outcome.peak_memory_mb,
        versions=used,
        unchanged=len(outcome.unchanged),
    )
    store.write_text("summary.json", to_json(totals))
    store.write_text("public/summary.html", "".join(summary_page(totals, language)))
