"""A person's answer into the ledger; what it touches leaves the release first."""

from __future__ import annotations

from pathlib import Path

from redactor.questions import Reply, Role
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from redactor.store.question_book import Asked


def output_ids(ledger: Ledger, applicant_id: str) -> set[str]:
    """The numbers under which the last run wrote this applicant's files."""
    # release/<number>/<file>
    documents = ledger.documents(applicant_id)
    return {Path(document.output).parent.name for document in documents if document.output}


def give_answer(
    store: LocalStore, ledger: Ledger, asked: Asked, reply: Reply | None, role: Role
) -> bool:
    """Record an answer, or take it back (None); whether a released dossier was withdrawn.

    Withdrawn before it is recorded: whatever ends this between the two, nothing stays released
    that a person has contradicted, and the next batch makes it anew.
    """
    if reply is asked.reply:
        return False
    released = [n for n in output_ids(ledger, asked.applicant_id) if store.is_released(n)]
    for number in released:
        store.withdraw(number)
    ledger.answer(asked.applicant_id, asked.question.question_id, reply, role)
    return bool(released)
