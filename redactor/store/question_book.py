"""The questions of every dossier and what people answered; a part of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from redactor.questions import Answer, Question, Reply, Role, from_json, to_json
from redactor.store.database import Database

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

    _secret = b""

    def secret(self) -> bytes:
        """The key of this ledger's question ids."""
        if not self._secret:
            self._secret = bytes(self._all("SELECT key FROM secret")[0][0])
        return self._secret

    def questions(self) -> tuple[Asked, ...]:
        """Every question, open or answered, by applicant and in the order of the documents."""
        return self._asked("")

    def answers(self, applicant_id: str) -> tuple[Answer, ...]:
        """What was answered for one applicant, also to questions of earlier runs."""
        asked = self._asked("WHERE applicant_id = :key AND reply IS NOT NULL", key=applicant_id)
        return tuple(a.answer for a in asked if a.answer)

    def answer(self, applicant_id: str, question_id: str, reply: Reply | None, role: Role) -> None:
        """Record an answer, or take one back (None). A question of the ledger's must exist."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        told = (reply.value, role.value, now) if reply else (None, None, None)
        sql = (
            "UPDATE questions SET reply = :reply, role = :role, answered_at = :at "
            "WHERE applicant_id = :key AND question_id = :question"
        )
        values = dict(zip(("reply", "role", "at"), told, strict=True))
        with self._transaction() as db:
            db.execute(text(sql), {**values, "key": applicant_id, "question": question_id})

    def _asked(self, where: str, **values: str) -> tuple[Asked, ...]:
        sql = (
            "SELECT applicant_id, question_id, question, reply, role, answered_at "
            f"FROM questions {where} ORDER BY applicant_id, position, question_id"
        )
        return tuple(_asked(row) for row in self._all(sql, **values))


def replace_questions(db: Connection, applicant_id: str, questions: Sequence[Question]) -> None:
    """The open questions of a dossier's last run in place of those before; answers stay."""
    key = {"key": applicant_id}
    db.execute(text("DELETE FROM questions WHERE applicant_id = :key AND reply IS NULL"), key)
    rows = [
        {**key, "id": q.question_id, "position": n, "question": to_json(q)}
        for n, q in enumerate(questions)
    ]
    sql = (
        "INSERT INTO questions (applicant_id, question_id, position, question) "
        "VALUES (:key, :id, :position, :question) "
        "ON CONFLICT (applicant_id, question_id) DO UPDATE SET "
        "position = excluded.position, question = excluded.question"
    )
    if rows:
        db.execute(text(sql), rows)


def _asked(row: _Row) -> Asked:
    applicant_id, question_id, text, reply, role, answered_at = row
    question = from_json(question_id, text)
    if reply is None or role is None:
        return Asked(applicant_id, question)
    answer = Answer(question, Reply(reply), Role(role), answered_at or "")
    return Asked(applicant_id, question, answer)
