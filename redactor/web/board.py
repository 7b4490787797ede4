"""The result board: every dossier of an output folder, where it stands and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from redactor.datatypes import DossierStatus, Status
from redactor.dossier.answering import output_ids
from redactor.errors import InputError
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger
from redactor.store.local import LocalStore

STATES = ("passed", "person", "failed", "quarantined", "not_required")


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier. ``reasons`` are fixed words; ``report`` names its private report, if any."""

    applicant_id: str
    state: str
    files: int
    questions: int  # open
    reasons: tuple[str, ...]
    finished_at: str
    report: str = ""


def board(out: Path) -> tuple[Row, ...]:
    """Every dossier that was worked on, those that need a person first."""
    store = LocalStore(out)
    with store.open_ledger() as ledger:
        waiting = Counter(a.applicant_id for a in ledger.questions() if a.answer is None)
        rows = [_row(store, ledger, entry, waiting) for entry in ledger.all()]
    order = {state: place for place, state in enumerate(("person", "failed", "quarantined"))}
    return tuple(sorted(rows, key=lambda r: (order.get(r.state, 9), r.applicant_id)))


def report_path(out: Path, name: str) -> Path:
    """The private report of that name. Raises InputError when there is none."""
    reports = {path.stem: path for path in (out / "private/audit").glob("*.html")}
    if name not in reports:
        raise InputError("there is no such report", code="nothing_there")
    return reports[name]


def _row(store: LocalStore, ledger: Ledger, entry: DossierEntry, waiting: Counter[str]) -> Row:
    documents = ledger.documents(entry.applicant_id)
    names = sorted({entry.applicant_id, *output_ids(ledger, entry.applicant_id)})
    name = next((n for n in names if (store.audit / f"{n}.html").is_file()), "")
    return Row(
        entry.applicant_id,
        _state(entry, documents),
        len(documents),
        waiting[entry.applicant_id],
        tuple(_reasons(store.audit / f"{name}.json")) if name else (),
        entry.finished_at,
        name,
    )


def _state(entry: DossierEntry, documents: tuple[DocumentEntry, ...]) -> str:
    if entry.status is DossierStatus.RELEASED:
        return "passed"
    if entry.status is DossierStatus.NOT_REQUIRED:
        return "not_required"
    statuses = {document.status for document in documents}
    if Status.QUARANTINED in statuses:
        return "quarantined"
    return "failed" if Status.FAILED in statuses else "person"


def _reasons(path: Path) -> Iterator[str]:
    try:
        yield from json.loads(path.read_text(encoding="utf-8"))["reasons"]
    except (OSError, ValueError, KeyError):
        yield "failed"
