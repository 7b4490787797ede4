"""A dossier that was worked through → what the applicant sees of the finished files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from redactor.audit.places import lines
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.audit.spots import Checked, CheckedFile, Colour, Sheet, Spot
from redactor.config.records import Limits
from redactor.datatypes import Action, DossierStatus, Verdict
from redactor.dossier.checking import Shoot, spot_of
from redactor.errors import RedactorError
from redactor.geometry import PtQuad
from redactor.load.document import load
from redactor.questions import Question

_COLOURS = {Action.REDACT: Colour.COVERED, Action.ASK: Colour.ASK}


def finished_view(
    record: DossierRecord, root: Path, shoot: Shoot, work_dir: Path, limits: Limits
) -> Checked:
    """The finished files with what was covered, what is asked and what verification found."""
    questions = {q.question_id: q for q in record.questions}
    files = tuple(_file(d, questions, root, shoot, work_dir, limits) for d in record.documents)
    released = record.status is DossierStatus.RELEASED
    return Checked("result", files, released, record.reasons)


def _file(
    record: DocumentRecord,
    questions: Mapping[str, Question],
    root: Path,
    shoot: Shoot,
    work_dir: Path,
    limits: Limits,
) -> CheckedFile:
    spots = tuple(
        replace(spot, spot_id=f"{record.doc_id}-{number}")
        for number, spot in enumerate(_spots(record, questions), 1)
    )
    sheets: tuple[Sheet, ...] = ()
    error = record.error_code
    if record.output:
        try:
            sheets = tuple(_sheets(root / record.output, record.doc_id, shoot, work_dir, limits))
        except RedactorError as failed:
            error = failed.code
    return replace(
        CheckedFile.of(record, sheets, spots),
        guard=next((w for w in record.reasons if w in _GUARDS), ""),
        guard_question=record.question,
        error=error,
        status=record.status.value,
        output=record.output or "",
    )


_GUARDS = ("secrecy", "wrong_person", "no_holder")


def _spots(record: DocumentRecord, questions: Mapping[str, Question]) -> Iterator[Spot]:
    for decision in record.decisions:
        colour = _COLOURS.get(decision.action)
        if colour is None and decision.reason.startswith("answered"):
            colour = Colour.KEPT
        if colour is not None:
            yield spot_of(decision, colour, questions)
    if record.verdict is not None:
        yield from _of_verdict(record.verdict)


def _of_verdict(verdict: Verdict) -> Iterator[Spot]:
    for leak in verdict.leaks:
        quads = tuple(lines(leak.quads))
        yield Spot("", Colour.LEAK, leak.entity.value, "leak", leak.where, leak.page_no, quads)
    for harm in verdict.damage:
        where = (PtQuad.from_box(harm.box),) if harm.box else ()
        yield Spot("", Colour.ASK, "", "damage", harm.what, harm.page_no, where)


def _sheets(
    path: Path, doc_id: str, shoot: Shoot, work_dir: Path, limits: Limits
) -> Iterator[Sheet]:
    with load(path, work_dir, limits) as document:
        for page_no in range(1, document.page_count + 1):
            geometry = document.geometry(page_no, 72.0)
            picture = shoot(doc_id, page_no, document)
            yield Sheet(page_no, geometry.width_pt, geometry.height_pt, geometry.rotation, picture)
    document.working_pdf.unlink(missing_ok=True)
