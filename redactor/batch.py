"""Many dossiers: work a plan through, resume, sum up.

No document stops the batch. A dossier whose input, profile, rules and versions are those of the
last run is not touched again; a changed one is first withdrawn, then done anew.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from redactor.assemble import KeptReadings, Recipe
from redactor.audit.html import summary_page
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.audit.summary import Totals
from redactor.audit.words import Language
from redactor.datatypes import DossierStatus, Others, Status
from redactor.dossier.answering import output_ids
from redactor.errors import ExitCode, OutputError, WorkerError, gravest
from redactor.memory import loading
from redactor.plan import BatchFault, Cut, Plan, RangeTask, Task, TaskResult, stands
from redactor.ports import Executor
from redactor.store.leases import LEASE_LOST, Lease
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger
from redactor.store.local import LocalStore

log = logging.getLogger(__name__)
Job = Task | RangeTask
Result = TaskResult | Cut
_LOOK_AGAIN_S = 5.0


@dataclass(slots=True)
class Outcome:
    """What came of a batch, for the summary and the exit code."""

    totals: Totals = field(default_factory=Totals)
    held: list[DossierRecord] = field(default_factory=list)  # why, and the files that failed
    unchanged: list[DossierEntry] = field(default_factory=list)
    faults: tuple[BatchFault, ...] = ()
    codes: set[int] = field(default_factory=set)
    peak_memory_mb: float = 0.0
    seconds: float = 0.0

    @property
    def exit_code(self) -> ExitCode:
        """The gravest thing that happened (DESIGN: command line)."""
        unclaimed = [f for f in self.faults if f.what != "missing"]
        return gravest([*self.codes, *([int(ExitCode.CONFIG)] if unclaimed else [])])

    def take_over(self, entry: DossierEntry | None) -> None:
        """Take a dossier that this run need not do."""
        if entry is not None:
            self.unchanged.append(entry)
            self.codes.add(entry.exit_code)

    def add(self, result: TaskResult) -> None:
        """Take one dossier. Its pages are forgotten: a batch may have fifty thousand."""
        self.totals.add(result.record)
        self.codes.add(result.exit_code)
        self.peak_memory_mb = max(self.peak_memory_mb, result.peak_memory_mb)
        if result.record.status is DossierStatus.HELD:
            failed = [d for d in result.record.documents if d.error_code]
            self.held.append(
                replace(result.record, documents=tuple(map(_bare, failed)), questions=())
            )


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
        outcome.take_over(ledger.dossier(key))
    if plan.tasks:
        store = LocalStore(plan.tasks[0].out)
        ledger.free_the_dead()
        for task in plan.tasks:
            _withdraw(task, store, ledger)
        _work(plan, executor, ledger, outcome, on_result)
    outcome.seconds = time.perf_counter() - start
    return outcome


def complete_store(plan: Plan, store: LocalStore, ledger: Ledger) -> int:
    """Put on the object store again what is done and is missing there; how many dossiers."""
    if not store.remote.url:
        return 0
    there = store.remote.whole()
    put = 0
    for key in plan.done:
        if _is_there(_released(store, ledger, key), there):
            continue
        # Whoever has it now is about to put it there, or to withdraw it.
        if lease := ledger.claim(key):
            verified = _released(store, ledger, key)
            if not _is_there(verified, there):
                store.remote.complete(verified, partial(ledger.holding, lease))
                put += 1
            ledger.give_up(lease)
    return put


def _released(store: LocalStore, ledger: Ledger, applicant_id: str) -> dict[Path, str]:
    """The released files of a dossier, by their hashes when they were verified."""
    documents = ledger.documents(applicant_id)
    paths = {store.root / d.output: d.output_sha256 or "" for d in documents if d.output}
    return {p: sha256 for p, sha256 in paths.items() if p.is_relative_to(store.release)}


def _is_there(released: Mapping[Path, str], there: Mapping[str, frozenset[str]]) -> bool:
    names = frozenset(path.name for path in released)
    return all(there.get(path.parent.name) == names for path in released)


def _work(
    plan: Plan,
    executor: Executor,
    ledger: Ledger,
    outcome: Outcome,
    on_result: Callable[[TaskResult], None],
) -> None:
    """Do what nobody else does; then look again at what others had, for they may have died."""
    leases: dict[str, Lease] = {}
    ranges = _Ranges()
    waiting: Sequence[Task] = plan.tasks
    try:
        with ledger.beating(leases):
            while waiting:
                busy: list[Task] = []
                claimed = _claimed(waiting, ledger, leases, busy, outcome)
                for task, result in _results(executor, claimed, ranges):
                    if _is_ours(ledger, task, result):
                        outcome.add(result)
                        on_result(result)
                    leases.pop(task.applicant_id, None)
                if waiting := busy:
                    time.sleep(_LOOK_AGAIN_S)
    finally:
        outcome.totals.stages.update(ranges.seconds)
        with suppress(OutputError):  # those of a dead process are free at the next start
            for lease in leases.values():
                ledger.give_up(lease)


def _claimed(
    tasks: Iterable[Task],
    ledger: Ledger,
    leases: dict[str, Lease],
    busy: list[Task],
    outcome: Outcome,
) -> Iterator[Task]:
    """The tasks that nobody else has, each claimed when there is room for it."""
    for task in tasks:
        lease = ledger.claim(task.applicant_id)
        if lease is None:
            busy.append(task)
        elif ledger.is_done(task.applicant_id, task.fingerprint):
            ledger.give_up(lease)  # another run was quicker
            outcome.take_over(ledger.dossier(task.applicant_id))
        else:
            leases[task.applicant_id] = lease
            yield replace(task, lease=lease)


class _Ranges:
    """The dossiers whose long files are being read in ranges; each goes on when all are done.

    However a range ended: what it has not read, the dossier's own job reads, or fails at.
    """

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}
        self._left: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()  # by stage

    def more(self, job: Job, result: Result | Exception) -> Iterator[Job]:
        """The jobs that this result calls for."""
        cut = result if isinstance(result, Cut) else Cut()
        if isinstance(job, RangeTask):
            key = job.task.applicant_id
            self._left[key] -= 1
        elif cut.ranges:
            key = job.applicant_id
            self._tasks[key] = job
        else:
            return
        self.seconds.update(cut.seconds)
        self._left[key] += len(cut.ranges)
        task = self._tasks[key]
        slim = replace(task, everybody=Others())  # 50,000 names; a range needs none of them
        yield from (RangeTask(slim, pages) for pages in cut.ranges)
        if not self._left[key]:
            del self._tasks[key], self._left[key]
            yield replace(task, is_cut=True)


def _results(
    executor: Executor, tasks: Iterator[Job], ranges: _Ranges
) -> Iterator[tuple[Task, TaskResult]]:
    with ExitStack() as stack:
        results = executor.map(_run, tasks, ranges.more)
        if isinstance(results, Generator):
            # Whatever ends this loop, Ctrl-C too, must end the workers.
            stack.enter_context(closing(results))
        for task, result in results:
            if isinstance(task, RangeTask) or isinstance(result, Cut):
                if isinstance(result, Exception):
                    log.warning("a range was lost: %s", type(result).__name__)
                continue
            try:
                told = _lost(task, result) if isinstance(result, Exception) else result
            except WorkerError as error:
                if error.code != LEASE_LOST:
                    raise
                continue  # another run has taken the dossier meanwhile, and answers for it
            yield task, told


# Imported where they run: the process that hands out tasks needs no reader and no model, and
# would start seconds later with 170 MB more.
def _run(job: Job) -> Result:
    with loading():
        from redactor.work import run_job

    return run_job(job)


def _lost(task: Task, error: Exception) -> TaskResult:
    from redactor.work import lost

    return lost(task, error)


def _is_ours(ledger: Ledger, task: Task, result: TaskResult) -> bool:
    """Record it; False when another run has taken the dossier meanwhile."""
    try:
        record_result(ledger, task, result)
    except WorkerError as error:
        if error.code != LEASE_LOST:
            raise
        return False
    return True


def _bare(document: DocumentRecord) -> DocumentRecord:
    return replace(document, decisions=(), marks=(), verdict=None, unread={})


def _withdraw(task: Task, store: LocalStore, ledger: Ledger) -> None:
    """Take back what earlier runs released or held, also under another number."""
    key = task.applicant_id
    if ledger.dossier(key) is None and not store.is_released(task.output_id):
        return  # a new one
    lease = ledger.claim(key)
    if lease is None:
        return  # who works on it has withdrawn it
    # Done by another run since this one was planned?
    if not (ledger.is_done(key, task.fingerprint) and stands(store, ledger, key)):
        ledger.outdate(key)
        for output_id in sorted({task.output_id, *output_ids(ledger, key)}):
            store.withdraw(output_id)
    ledger.give_up(lease)


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
                document.error_code if document else "",
                document.pages if document else 0,
                document.seconds if document else {},
            )
        )
    ledger.record(
        DossierEntry(
            task.applicant_id,
            task.fingerprint,
            result.record.status,
            result.exit_code,
            result.record.seconds,
            versions=result.record.versions,
            pages=sum(d.pages for d in result.record.documents),
        ),
        entries,
        result.record.questions,
        task.lease,
    )


def with_workers(recipe: Recipe, workers: int) -> Recipe:
    """The recipe with another number of workers, where one was asked for."""
    return (
        replace(recipe, settings=replace(recipe.settings, workers=workers)) if workers else recipe
    )


def remembering(recipe: Recipe, store: LocalStore, ledger: Ledger) -> Recipe:
    """The recipe, with which no page of this output folder is read twice."""
    kept = KeptReadings(store.private / "readings", ledger.secret())
    return replace(recipe, readings=kept)


def write_summary(
    outcome: Outcome, store: LocalStore, used: Mapping[str, str], language: Language
) -> None:
    """``OUT/summary.json`` and ``public/summary.html``: totals without personal data."""
    totals = outcome.totals.summary(
        seconds=outcome.seconds,
        peak_memory_mb=outcome.peak_memory_mb,
        versions=used,
        unchanged=len(outcome.unchanged),
    )
    store.write_json("summary.json", totals)
    store.write_text("public/summary.html", "".join(summary_page(totals, language)))
