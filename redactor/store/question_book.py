"""The questions of every dossier and what people answered; a part of the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from redactor.questions import Answer, Question, Reply, Role, from_json, to_json
from redactor.store.database import Database, ledger_errors

_Row = tuple[str, str, str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one applicant (the roster's number), and the answer, if there is one."""

    applicant_id: str
    question: Question
    answer: Answer | None = None

    @property
    def reply(self) -> Reply | None:
        return self.answer.reply if self.answer else None


class QuestionBook(Database):
    """Questions come with a dossier's record; answers stay until a person takes them back."""

    def secret(self) -> bytes:
        """The key of this ledger's question ids."""
        with ledger_errors():
            return bytes(self._db.execute("SELECT key FROM secret").fetchone()[0])

    def questions(self) -> tuple[Asked, ...]:
        """Every question, open or answered, by applicant and in the order of the documents."""
        return self._asked("", ())

    def answers(self, applicant_id: str) -> tuple[Answer, ...]:
        """What was answered for one applicant, also to questions of earlier runs."""
        asked = self._asked("WHERE applicant_id = ? AND reply IS NOT NULL", (applicant_id,))
        return tuple(a.answer for a in asked if a.answer)

    def answer(self, applicant_id: str, question_id: str, reply: Reply | None, role: Role) -> None:
        """Record an answer, or take one back (None). A question of the ledger's must exist."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        told = (reply.value, role.value, now) if reply else (None, None, None)
        with self._transaction() as db:
            db.execute(
                "UPDATE questions SET reply = ?, role = ?, answered_at = ? "
                "WHERE applicant_id = ? AND question_id = ?",
                (*told, applicant_id, question_id),
            )

    def _asked(self, where: str, values: Sequence[str]) -> tuple[Asked, ...]:
        with ledger_errors():
            rows = self._db.execute(
                "SELECT applicant_id, question_id, question, reply, role, answered_at "
                f"FROM questions {where} ORDER BY applicant_id, position, question_id",
                values,
            ).fetchall()
        return tuple(_asked(row) for row in rows)


def replace_questions(
    db: sqlite3.Connection, applicant_id: str, questions: Sequence[Question]
) -> None:
    """The open questions of a dossier's last run in place of those before; answers stay."""
    db.execute("DELETE FROM questions WHERE applicant_id = ? AND reply IS NULL", (applicant_id,))
    db.executemany(
        "INSERT INTO questions (applicant_id, question_id, position, question) "
        "VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "position = excluded.position, question = excluded.question",
        [(applicant_id, q.question_id, n, to_json(q)) for n, q in enumerate(questions)],
    )


def _asked(row: _Row) -> Asked:
    applicant_id, question_id, text, reply, role, answered_at = row
    question = from_json(question_id, text)
    if reply is None or role is None:
        return Asked(applicant_id, question)
    answer = Answer(question, Reply(reply), Role(role), answered_at or "")
    return Asked(applicant_id, question, answer)
