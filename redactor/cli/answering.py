"""Questions on a terminal, one key each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from gettext import gettext as _
from typing import Protocol

import click

from redactor.cli.asked import question_of, say_answered, say_reply, where
from redactor.dossier.answering import output_ids
from redactor.questions import Reply, Role
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from redactor.store.question_book import Asked


class Give(Protocol):
    """Records an answer, or takes one back (None). ``role``: None for whoever answers now."""

    def __call__(self, asked: Asked, reply: Reply | None, role: Role | None = None) -> None: ...


# Digits first: with a Chinese input method on, a letter opens its window.
_KEYS = {
    **dict.fromkeys("1yY是", "yes"),
    **dict.fromkeys("2nN否", "no"),
    **dict.fromkeys("3sS ", "skip"),
    **dict.fromkeys("0uU", "undo"),
    **dict.fromkeys("9qQ\x1b\x04", "quit"),
}


class Interview:
    """Goes through questions; every answer is recorded as it is given."""

    def __init__(
        self, asked: Sequence[Asked], store: LocalStore, ledger: Ledger, give: Give
    ) -> None:
        self._asked = asked
        self._store = store
        self._ledger = ledger
        self._give = give
        # Places of those answered or skipped before, the last one last.
        self._past: list[int] = []

    def run(self) -> None:
        """Ask until all are answered or skipped, or the person has had enough."""
        if not self._asked:
            click.echo(_("No question is open."))
            return
        click.echo(
            _("{n} questions of {dossiers} dossiers.").format(
                n=len(self._asked), dossiers=len({a.applicant_id for a in self._asked})
            )
        )
        place = 0
        while place < len(self._asked):
            self._show(place)
            word = self._word()
            if word == "quit":
                return
            if word == "undo":
                place = self._undo(place)
                continue
            if word != "skip":
                self._reply(self._asked[place], yes=word == "yes")
            self._past.append(place)
            place += 1

    def _reply(self, asked: Asked, *, yes: bool) -> None:
        reply = asked.question.replies[0 if yes else 1]
        self._give(asked, reply)
        click.echo(f"  → {say_reply(asked.question, reply)}")

    def _undo(self, place: int) -> int:
        """Back to the question before, as it was before it was asked."""
        if not self._past:
            click.echo(_("Nothing to undo."))
            return place
        place = self._past.pop()
        before = self._asked[place]
        now = next(a for a in self._ledger.questions() if _same(a, before))
        self._give(now, before.reply, before.answer.role if before.answer else None)
        return place

    def _show(self, place: int) -> None:
        asked = self._asked[place]
        question = asked.question
        first = place == 0 or self._asked[place - 1].applicant_id != asked.applicant_id
        click.echo()
        if first:
            self._show_dossier(asked.applicant_id)
        head = f"[{place + 1}/{len(self._asked)}] {asked.applicant_id}  "
        click.echo(head + question_of(question, question.printed))
        if any(question.context):
            before, after = question.context
            click.echo(f"  …{before}【{question.printed}】{after}…")
        click.echo(f"  {where(question)}")
        if asked.reply:
            click.echo(say_answered(question, asked.reply))
        yes, no = (say_reply(question, reply) for reply in question.replies)
        keys = _("  1 {yes}   2 {no}   s skip   u undo   q quit")
        click.echo(keys.format(yes=yes, no=no))

    def _show_dossier(self, applicant_id: str) -> None:
        for number in sorted(output_ids(self._ledger, applicant_id)):
            page = self._store.audit / f"{number}.html"
            if page.is_file():
                click.echo(_("Pages with the places marked: {path}").format(path=page))

    def _word(self) -> str:
        while True:
            if word := _KEYS.get(_key()):
                return word
            click.echo(_("Press 1, 2, s, u or q."))


def _same(one: Asked, other: Asked) -> bool:
    here, there = one.question.question_id, other.question.question_id
    return one.applicant_id == other.applicant_id and here == there


def _key() -> str:
    """One key on a terminal; else the first character of a line, and ``q`` at the end."""
    if sys.stdin.isatty():
        try:
            return click.getchar()
        except EOFError:
            return "q"
    line = sys.stdin.readline()
    return (line.strip() or " ")[:1] if line else "q"
