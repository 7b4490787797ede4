"""Checks without a model: what a file holds is written in it."""

from __future__ import annotations

from redactor.audit.spots import Checked, CheckedFile, Colour, Sheet, Spot
from redactor.datatypes import Action, Entity
from redactor.dossier.propose import Proposed
from redactor.errors import WorkerError
from redactor.files import sha256_of
from redactor.geometry import PtBox, PtQuad
from redactor.questions import Place, Question
from redactor.recognise.candidates import Place as Read
from redactor.recognise.candidates import Proposal
from redactor.selfcheck.jobs import CaseJob, CaseResult, NameJob
from redactor.selfcheck.shots import Given

ASKED = "0123456789abcdef"
NAME_QUAD = PtQuad.from_box(PtBox(100, 100, 130, 114))
ASK_QUAD = PtQuad.from_box(PtBox(100, 300, 130, 314))
PICTURE = "0" * 23 + "1.jpg"


def check(job: CaseJob) -> CaseResult:
    """A page with the name in red, and an orange question where the file says ``question``."""
    files = tuple(_file(n, given, job, done=False) for n, given in enumerate(job.files, 1))
    return CaseResult(Checked("check", files), _questions(job))


def redact(job: CaseJob) -> CaseResult:
    """The name is blue; the question is open until it was answered."""
    assert job.out is not None
    files = tuple(_file(n, given, job, done=True) for n, given in enumerate(job.files, 1))
    open_spots = any(s.is_open for f in files for s in f.spots)
    key = job.profile.applicant_id
    for file in files:
        target = job.out / file.output
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"%PDF-1.7 " + key.encode())
    reasons = ("question",) if open_spots else ()
    return CaseResult(Checked("result", files, not open_spots, reasons), _questions(job))


def propose(job: NameJob) -> Proposed:
    """An ID number that is sure, and a phone that is not."""
    places = (Read("d01", 1),)
    return Proposed(
        (
            Proposal("id_number", "15990119850412000X", places, sure=True, why="agree"),
            Proposal("phone", "15412345678", places, sure=False, why="second"),
        ),
        own=("d01",),
    )


TASKS = {
    "run_check": check,
    "run_redaction": redact,
    "run_proposal": propose,
    "show_first": lambda job: None,
}


def _word(given: Given) -> str:
    word = given.path.read_bytes().split(b" ")[-1].decode("ascii", "replace")
    if word == "crash":
        raise ValueError("王伟")  # a foreign error may hold a value
    if word == "killed":
        raise WorkerError("the worker died")
    return word


def _file(number: int, given: Given, job: CaseJob, *, done: bool) -> CheckedFile:
    word, sha = _word(given), sha256_of(given.path)
    job.pictures.mkdir(exist_ok=True)
    (job.pictures / PICTURE).write_bytes(b"jpeg")
    doc_id = f"d{number:02d}"
    kept = any(e.action is Action.KEEP and e.quads == (NAME_QUAD,) for e in job.edits)
    colour = Colour.KEPT if kept else Colour.COVERED if done else Colour.LEAK
    spots = [Spot("", colour, "name", "reason", "own_exact", 1, (NAME_QUAD,), masked="王*")]
    answered = {a.question.question_id: a.reply for a in job.answers}
    if word == "question" and ASKED not in answered:
        spots.append(
            Spot("", Colour.ASK, "name", "reason", "homonym", 1, (ASK_QUAD,), (), ASKED, "王伟")
        )
    spots += [
        Spot("", Colour.COVERED, e.entity.value, "reason", "drawn", e.page_no, e.quads)
        for e in job.edits
        if e.action is Action.REDACT and done and e.quads != (NAME_QUAD,)
    ]
    numbered = tuple(
        Spot(f"{doc_id}-{n}", s.colour, s.entity, s.group, s.reason, s.page, s.quads, s.evidence,
             s.question, s.printed, s.masked)
        for n, s in enumerate(spots, 1)
    )  # fmt: skip
    return CheckedFile(
        doc_id,
        sha,
        5,
        given.untrusted_name,
        "assessment",
        (Sheet(1, 600, 800, 0, PICTURE),),
        numbered,
        output=f"release/{job.profile.applicant_id}/x_{number}.pdf" if done else "",
        status="clean" if done else "",
    )


def _questions(job: CaseJob) -> tuple[Question, ...]:
    places = (Place("d01", 5, 1, (ASK_QUAD,)),)
    return (Question(ASKED, "homonym", Entity.NAME, "王伟", "王伟", ("审核人：", ""), places),)
