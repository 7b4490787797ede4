"""A person's answer into the ledger; what it touches leaves the release first."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from redactor.errors import ExitCode
from redactor.questions import Reply, Role
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from redactor.store.question_book import Asked


def output_ids(ledger: Ledger, applicant_id: str) -> set[str]:
    """The numbers under which the last run wrote this applicant's files."""
    # release/<number>/<file>
    documents = ledger.documents(applicant_id)
    return {Path(document.output).parent.name for document in documents if document.output}


def in_order(ledger: Ledger, *, again: bool) -> list[Asked]:
    """The dossier that fewest answers release comes first; in it, what settles most places.

    ``again``: what was answered already, too.
    """
    asked = [a for a in ledger.questions() if again or a.answer is None]
    number = Counter(a.applicant_id for a in asked)

    def rank(one: Asked) -> tuple[bool, int, str, int]:
        entry = ledger.dossier(one.applicant_id)
        # Gravest of all that is wrong: nothing but a person's word is missing.
        more = entry is None or entry.exit_code != ExitCode.REVIEW
        return more, number[one.applicant_id], one.applicant_id, -len(one.question.places)

    return sorted(asked, key=rank)


def alike(ledger: Ledger, asked: Asked) -> list[Asked]:
    """The question, and the open ones of the same dossier that ask for the same reason."""
    others = [
        a
        for a in ledger.questions()
        if a.applicant_id == asked.applicant_id
        and a.question.reason == asked.question.reason
        and a.answer is None
        and a.question.question_id != asked.question.question_id
    ]
    return [asked, *others]


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
