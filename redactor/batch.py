"""Many dossiers: match folders to the roster, work them through, resume, sum up.

No document stops the batch. A dossier whose input, profile, rules and versions are those of the
last run is not touched again; a changed one is first withdrawn, then done anew.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from redactor.assemble import Recipe, build_parts, versions
from redactor.audit.html import summary_page
from redactor.audit.records import DossierRecord
from redactor.audit.summary import summary
from redactor.audit.words import Language
from redactor.config.records import RulePack
from redactor.config.roster import Roster
from redactor.config.scope import blind_copy
from redactor.datatypes import DossierStatus, Profile, Status
from redactor.dossier.answering import output_ids
from redactor.dossier.deliver import deliver, exit_code_of, to_json, write_reports
from redactor.dossier.exempt import exempt
from redactor.dossier.process import DossierJob, SourceDocument, process, record_of
from redactor.edits import Edit
from redactor.errors import ExitCode, RedactorError, gravest
from redactor.execute.events import emit
from redactor.files import sha256_of
from redactor.load.dossier_input import DossierInput, find_dossiers
from redactor.load.naming import match_applicant
from redactor.pipeline import Parts
from redactor.ports import Executor
from redactor.questions import Answer
from redactor.recognise.findings import Others
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger
from redactor.store.local import LocalStore
from redactor.textnorm import folded

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
class BatchFault:
    """An input that belongs to nobody or to two. ``what`` is a fixed word."""

    what: str  # "unmatched", "double", "missing", "loose"
    applicant_id: str = ""  # for "double" and "missing"; a folder's name is never told
    count: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is going to do."""

    tasks: tuple[Task, ...]
    done: tuple[str, ...]  # nothing has changed since the last run
    faults: tuple[BatchFault, ...]
    exempt: tuple[tuple[str, str], ...] = ()  # number, and the notice's sentence: no blind copy
    unknown_scope: tuple[str, ...] = ()  # the rule pack does not speak of their series and level


@dataclass(frozen=True, slots=True)
class Task:
    """One dossier for one worker; picklable."""

    recipe: Recipe
    out: Path
    applicant_id: str  # of the roster
    output_id: str  # names the output: the same, or a random number
    sources: tuple[SourceDocument, ...] = field(repr=False)
    profile: Profile = field(repr=False)
    others: Others = field(repr=False)
    fingerprint: str
    fault: str = ""  # fixed word for why the dossier as a whole cannot be read
    scope: str = ""  # "not_required", "scope_unknown", or empty: worked on as usual
    language: Language = "zh"  # of the reports
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    question_key: bytes = field(default=b"", repr=False)
    edits: tuple[Edit, ...] = field(default=(), repr=False)  # of a person, on the pages
    event_id: str = ""  # what its pages are counted under; the output id where empty


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


def plan_batch(
    folder: Path,
    roster: Roster,
    recipe: Recipe,
    store: LocalStore,
    ledger: Ledger,
    work_dir: Path,
    *,
    random_names: bool = False,
    language: Language = "zh",
) -> Plan:
    """Match every folder or zip of ``folder`` to a roster row, and leave out what is done."""
    found = find_dossiers(folder, work_dir, recipe.settings.limits)
    profiles = {p.applicant_id: p for p in roster.profiles}
    owners: dict[str, list[DossierInput]] = {}
    faults = [BatchFault("loose", count=len(found.loose))] if found.loose else []
    unmatched = 0
    for dossier in found.dossiers:
        owner = match_applicant(dossier.untrusted_name, profiles)
        if owner is None:
            unmatched += 1
        else:
            owners.setdefault(owner, []).append(dossier)
    if unmatched:
        faults.append(BatchFault("unmatched", count=unmatched))
    faults += [BatchFault("double", key) for key, several in owners.items() if len(several) > 1]
    scopes = {key: _scope(profile, recipe.rules) for key, profile in profiles.items()}
    exempted = tuple((key, told[1]) for key, told in scopes.items() if told[0] == "not_required")
    faults += [BatchFault("missing", key) for key in profiles if key not in owners | dict(exempted)]
    tasks, done = [], []
    for key, several in owners.items():
        if len(several) > 1:
            continue  # two folders of one applicant are never mixed: a person must choose
        output_id = ledger.pseudonym(key) if random_names else key
        task = make_task(recipe, store.root, key, output_id, several[0], profiles, ledger, language)
        if ledger.is_done(key, task.fingerprint) and _stands(store, ledger, key):
            done.append(key)
        else:
            tasks.append(task)
    unknown = tuple(key for key, told in scopes.items() if told[0] == "scope_unknown")
    return Plan(tuple(tasks), tuple(done), tuple(faults), exempted, unknown)


def _scope(profile: Profile, rules: RulePack) -> tuple[str, str]:
    """What the series and level table says, as a fixed word, and the sentence of the notice."""
    line = blind_copy(rules.scope, profile.series, profile.level)
    if line is not None:
        return ("not_required", line.quote) if line.mode == "not_required" else ("", line.quote)
    # A roster that says nothing, or a pack without a table, is no reason for a note.
    return ("scope_unknown" if rules.scope and profile.series else ""), ""


def make_task(
    recipe: Recipe,
    out: Path,
    applicant_id: str,
    output_id: str,
    dossier: DossierInput,
    profiles: Mapping[str, Profile],
    ledger: Ledger,
    language: Language = "zh",
) -> Task:
    """The job of one dossier. ``profiles`` are all applicants of the batch."""
    sources = tuple(
        SourceDocument(f"d{number:02d}", f.path, f.untrusted_name, f.folder_no, f.fault)
        for number, f in enumerate(dossier.files, 1)
    )
    profile = profiles[applicant_id]
    answers = ledger.answers(applicant_id)
    said = sorted((a.question.question_id, a.reply.value) for a in answers)
    fingerprint = _fingerprint(recipe, profile, sources, (output_id, dossier.fault, *said))
    others = _others(profile, profiles.values())
    return Task(
        recipe,
        out,
        applicant_id,
        output_id,
        sources,
        profile,
        others,
        fingerprint,
        dossier.fault,
        _scope(profile, recipe.rules)[0],
        language,
        answers,
        ledger.secret(),
    )


def _others(profile: Profile, everybody: Iterable[Profile]) -> Others:
    """Names and ID numbers of the other applicants that are not also this one's."""
    own = {folded(n) for n in profile.names}
    rest = [p for p in everybody if p.applicant_id != profile.applicant_id]
    return Others(
        frozenset(folded(n) for p in rest for n in p.names) - own,
        frozenset(folded(n) for p in rest for n in p.id_numbers),
    )


def _fingerprint(
    recipe: Recipe, profile: Profile, sources: Sequence[SourceDocument], more: tuple[object, ...]
) -> str:
    """A hash of everything the outcome depends on; kept in the private ledger only."""
    digest = hashlib.sha256()
    known = [versions(recipe), repr(recipe.settings.ocr), asdict(profile), more]
    digest.update(repr(known).encode())
    for source in sources:
        digest.update(f"{source.folder_no} {source.fault}\n".encode())
        try:
            digest.update(sha256_of(source.path).encode())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()


def _stands(store: LocalStore, ledger: Ledger, applicant_id: str) -> bool:
    """Whether every output that the ledger names is there with its hash."""
    for document in ledger.documents(applicant_id):
        if document.output is None:
            continue
        try:
            if sha256_of(store.root / document.output) != document.output_sha256:
                return False
        except OSError:
            return False
    return True


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
