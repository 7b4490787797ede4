"""One file of the corpus as a dossier of its own, worked through and judged in a worker."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.odd_files.outcomes import CRASH, Outcome, outcome_of
from benchmarks.odd_files.planting import NAME, NUMBER, PLANTED, Ready
from benchmarks.odd_files.readers import judge
from redactor.assemble import Recipe
from redactor.datatypes import DossierStatus, Employer, Others, Profile
from redactor.dossier.job import SourceDocument
from redactor.plan import Task
from redactor.work import run_task

# Whole, for what a profile lacks is asked about where a form has it.
_EMPLOYER = Employer(
    full="包头市云岭水务设计院有限公司",
    domains=("yunling-wd.example",),
    code="91159900MA0N12345K",
)


@dataclass(frozen=True, slots=True)
class Run:
    """A file made ready, and where its dossier goes; picklable."""

    ready: Ready
    file: str  # folder and name in the corpus
    applicant_id: str
    out: Path
    recipe: Recipe


def profile_of(applicant_id: str, chosen: str) -> Profile:
    """Whose values are planted; ``chosen``: words of the file that are the employer's, or none."""
    return Profile(
        applicant_id=applicant_id,
        names=(NAME,),
        id_numbers=(NUMBER,),
        phones=("15412345678",),
        emails=("oymz@yunling-wd.example",),
        addresses=("包头市昆都仑区云岭路1599号",),
        employers=(replace(_EMPLOYER, english=(chosen,) if chosen else ()),),
    )


def work_through(run: Run) -> Outcome:
    """Redact the file as any other, then let the three readers look at what is released."""
    ready, start = run.ready, time.perf_counter()
    profile = profile_of(run.applicant_id, ready.chosen)
    source = SourceDocument("d01", ready.path, ready.path.name, folder_no=11)
    task = Task(
        *(run.recipe, run.out, run.applicant_id, run.applicant_id, (source,), profile),
        *(Others(), run.applicant_id),
    )
    record = run_task(task).record
    seconds = time.perf_counter() - start
    readers: dict[str, str] = {}
    if record.status is DossierStatus.RELEASED and record.documents[0].output:
        finished = run.out / record.documents[0].output
        readers = judge(finished, (*PLANTED, *filter(None, (ready.chosen,))))
    return outcome_of(run.file, ready, record, readers, seconds)


def lost(run: Run, error: Exception) -> Outcome:
    """The outcome of a file that took its worker with it, or made it stumble."""
    word = str(getattr(error, "code", type(error).__name__))
    ready = run.ready
    flags = (ready.opens, ready.pictures, ready.how, bool(ready.chosen), ready.carriers)
    return Outcome(run.file, CRASH, (word,), *flags, {}, 0, 0.0)
