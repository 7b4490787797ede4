"""What a batch is going to do and what came of it, on screen; numbers (编号) and counts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from gettext import gettext as _

import click

from redactor.audit.records import DossierRecord
from redactor.batch import Outcome
from redactor.cli.say import listed, say
from redactor.datatypes import DossierStatus
from redactor.plan import BatchFault, Plan
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore


def say_plan(plan: Plan) -> None:
    """What is going to be done, and what belongs to nobody."""
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


def say_outcome(outcome: Outcome, store: LocalStore) -> None:
    """What was released and held, and why."""
    totals = outcome.totals
    for record in outcome.held:
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
            released=totals.dossiers[DossierStatus.RELEASED],
            held=len(outcome.held),
            documents=totals.documents.total(),
            pages=totals.pages,
        )
    )
    before = Counter(entry.status for entry in outcome.unchanged)
    exempt = totals.dossiers[DossierStatus.NOT_REQUIRED]
    if exempt := exempt + before[DossierStatus.NOT_REQUIRED]:
        click.echo(_("{n} dossiers need no blind copy: not worked on.").format(n=exempt))
    if outcome.unchanged:
        line = _("Unchanged: {released} released, {held} held.")
        held_before = before[DossierStatus.HELD]
        click.echo(line.format(released=before[DossierStatus.RELEASED], held=held_before))
    if totals.pages:
        line = _("{rate:.1f} pages a minute, at most {memory:.0f} MB a worker.")
        rate = 60 * totals.pages / max(outcome.seconds, 1e-9)
        click.echo(line.format(rate=rate, memory=outcome.peak_memory_mb))
    click.echo(_("Released files: {path}").format(path=store.release))
    if url := store.remote.url:
        click.echo(_("The same on the object store: {url}").format(url=f"{url}/release"))
    click.echo(_("Report: {path}").format(path=store.public / "summary.html"))


def say_questions(ledger: Ledger, store: LocalStore) -> None:
    """How many questions wait, and how to answer them."""
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
