"""What a worker does for one applicant: check, redact, propose. Each job is picklable.

Whoever hands jobs to a worker imports this, and needs neither a model nor a library that opens
files: what takes seconds to import is imported by the worker, in the functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from redactor.assemble import Recipe
from redactor.audit.spots import Checked
from redactor.audit.words import Language
from redactor.datatypes import Employer, Others, Profile
from redactor.edits import Edit
from redactor.execute.events import emit
from redactor.files import sha256_or_empty
from redactor.questions import Answer, Question
from redactor.selfcheck.shots import Given, Shots

if TYPE_CHECKING:
    from redactor.dossier.job import SourceDocument
    from redactor.dossier.propose import Proposed

_NOBODY = Others(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class CaseJob:
    """One applicant's files and what is known of the person."""

    recipe: Recipe
    profile: Profile
    files: tuple[Given, ...]
    pictures: Path  # where page pictures go
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    key: bytes = field(default=b"self-check", repr=False)  # of question ids
    out: Path | None = None  # the output folder, for ``run_redaction``
    language: Language = "zh"
    job_id: str = ""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of a check or a redaction."""

    view: Checked
    questions: tuple[Question, ...] = field(repr=False)
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class NameJob:
    """Files to propose a profile from."""

    recipe: Recipe
    name: str = field(repr=False)
    files: tuple[Given, ...]
    job_id: str = ""


def run_check(job: CaseJob) -> CaseResult:
    """Look at every file; nothing is changed."""
    from redactor.dossier.checking import check_dossier
    from redactor.dossier.job import DossierJob
    from redactor.work import parts_of

    parts = parts_of(job.recipe)
    with TemporaryDirectory(prefix="redactor-") as work_dir:
        task = DossierJob(
            *(job.profile.applicant_id, _sources(job.files), job.profile, _NOBODY),
            work_dir=Path(work_dir),
            answers=job.answers,
            question_key=job.key,
            edits=job.edits,
        )
        shots = Shots(job.pictures, job.recipe.settings, job.job_id)
        originals = {
            source.doc_id: file.original
            for source, file in zip(task.sources, job.files, strict=True)
            if file.original is not None
        }
        view, questions = check_dossier(
            task, parts, lambda: emit(("page", job.job_id)), shots, originals
        )
    return CaseResult(view, questions)


def run_redaction(job: CaseJob) -> CaseResult:
    """Redact, verify, and release or hold, as ``redactor redact`` does."""
    from redactor.batch import record_result
    from redactor.dossier.finished import finished_view
    from redactor.load.dossier_input import DossierInput, given_files
    from redactor.plan import make_task
    from redactor.store.local import LocalStore
    from redactor.work import run_task

    if job.out is None:
        raise ValueError("a redaction needs an output folder")
    store = LocalStore(job.out)
    key = job.profile.applicant_id
    with store.exclusive(), store.open_ledger() as ledger:
        # From the original, where there is one: what was covered needlessly comes back.
        named = ((f.original or f.path, f.untrusted_name) for f in job.files)
        dossier = DossierInput("", given_files(named))
        made = make_task(
            *(job.recipe, job.out, key, dossier, job.profile, _NOBODY, ledger), job.language
        )
        task = replace(
            made,
            answers=job.answers,
            edits=_of_originals(job),
            question_key=job.key,
            event_id=job.job_id,
        )
        result = run_task(task)
        record_result(ledger, task, result)
    shots = Shots(job.pictures, job.recipe.settings, job.job_id)
    with TemporaryDirectory(prefix="redactor-") as work_dir:
        view = finished_view(
            result.record, store.root, shots, Path(work_dir), job.recipe.settings.limits
        )
    return CaseResult(view, result.record.questions, result.exit_code)


def _of_originals(job: CaseJob) -> tuple[Edit, ...]:
    """Edits made on a copy hold for the original that is redacted in its place."""
    hashes = {sha256_or_empty(f.path): sha256_or_empty(f.original) for f in job.files if f.original}
    return tuple(
        replace(edit, source_sha256=hashes.get(edit.source_sha256, edit.source_sha256))
        for edit in job.edits
    )


def run_proposal(job: NameJob) -> Proposed:
    """Read the files and propose a profile. Photos and codes say nothing of it."""
    from redactor.dossier.propose import ProposalJob, propose_profile
    from redactor.work import parts_of

    parts = replace(parts_of(job.recipe), detectors=())
    with TemporaryDirectory(prefix="redactor-") as work_dir:
        task = ProposalJob(job.name, _sources(job.files), Path(work_dir))
        return propose_profile(task, parts, on_page=lambda: emit(("page", job.job_id)))


def warming(recipe: Recipe) -> tuple[tuple[Callable[[Any], None], Any], ...]:
    """What to run so that the first file does not wait for the models, in short jobs."""
    return (load_models, recipe), (try_page, (recipe, False)), (try_page, (recipe, True))


def load_models(recipe: Recipe) -> None:
    """Import and load what every job needs."""
    import redactor.dossier.checking
    import redactor.dossier.propose  # noqa: F401
    from redactor.work import parts_of

    parts_of(recipe)


def try_page(given: tuple[Recipe, bool]) -> None:
    """Work a page through, a drawn or a scanned one: most models load at their first use."""
    from redactor.load.blank import page_to_warm_up

    recipe, as_scan = given
    with TemporaryDirectory(prefix="redactor-") as name:
        work_dir = Path(name)
        path = page_to_warm_up(work_dir, as_scan=as_scan)
        profile = Profile("warm-up", names=("王伟",), employers=(Employer("云岭水务设计院"),))
        run_check(CaseJob(recipe, profile, (Given(path, path.name),), work_dir / "pictures"))


def _sources(files: Sequence[Given]) -> tuple[SourceDocument, ...]:
    from redactor.dossier.job import SourceDocument
    from redactor.load.dossier_input import given_files

    found = given_files((f.path, f.untrusted_name) for f in files)
    return tuple(
        SourceDocument(f"d{number:02d}", f.path, f.untrusted_name, f.folder_no, f.fault)
        for number, f in enumerate(found, 1)
    )
