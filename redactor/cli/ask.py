"""``redactor ask OUT``: answer what only a person can settle; the next batch applies it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from redactor.audit.mask import masked
from redactor.cli.answering import Give, Interview
from redactor.cli.asked import question_of, say_answered, where
from redactor.config.answers import load_answers
from redactor.datatypes import PICTURES
from redactor.dossier.answering import give_answer, in_order
from redactor.errors import ExitCode
from redactor.questions import Reply, Role
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore, check_output
from redactor.store.question_book import Asked

_Replies = dict[tuple[str, str], Reply | None]  # by applicant and question


@dataclass(frozen=True, slots=True)
class AskOptions:
    """The options of ``redactor ask`` as given."""

    out: Path
    answers: Path | None
    only_list: bool
    as_json: bool
    values: bool
    again: bool
    role: str


def run(options: AskOptions) -> int:
    """0 when no question is open, 10 when some are."""
    check_output(options.out)
    if (options.as_json or options.values) and not options.only_list:
        raise click.UsageError(_("--json and --values go with --list."))
    store = LocalStore(options.out)
    with store.exclusive(), store.open_ledger() as ledger:
        if options.only_list:
            _list(in_order(ledger, again=options.again), options)
        else:
            _answer(store, ledger, options)
        still = sum(asked.answer is None for asked in ledger.questions())
    return int(ExitCode.REVIEW if still else ExitCode.OK)


def _answer(store: LocalStore, ledger: Ledger, options: AskOptions) -> None:
    before, withdrawn = _replies(ledger), set()

    def give(asked: Asked, reply: Reply | None, role: Role | None = None) -> None:
        if give_answer(store, ledger, asked, reply, role or Role(options.role)):
            withdrawn.add(asked.applicant_id)

    try:
        if options.answers is not None:
            _from_file(options.answers, ledger, give)
        else:
            asked = in_order(ledger, again=options.again)
            Interview(asked, store, ledger, give).run()
    finally:  # Ctrl-C too: what was answered is recorded, and what was withdrawn must be told
        for key in sorted(withdrawn):
            click.echo(_("{key}: was released, and has been withdrawn.").format(key=key))
        _say_next(before, _replies(ledger), store)


def _replies(ledger: Ledger) -> _Replies:
    return {(a.applicant_id, a.question.question_id): a.reply for a in ledger.questions()}


def _from_file(path: Path, ledger: Ledger, give: Give) -> None:
    known = {asked.question.question_id: asked for asked in ledger.questions()}
    replies = load_answers(path, {key: asked.question for key, asked in known.items()})
    for key, reply in replies.items():
        give(known[key], reply)
    click.echo(_("{n} answers read.").format(n=len(replies)))


def _say_next(before: _Replies, after: _Replies, store: LocalStore) -> None:
    still = [key for (key, _id), reply in after.items() if reply is None]
    if still:
        line = _("{n} questions of {dossiers} dossiers are still open.")
        click.echo(line.format(n=len(still), dossiers=len(set(still))))
    changed = {key for key, number in after if before[key, number] is not after[key, number]}
    if changed:
        line = _("Answers recorded for {n} dossiers. To apply them, run the same batch again:")
        click.echo(line.format(n=len(changed)))
        click.echo(f"  redactor batch IN --roster ROSTER --out {store.root}")
        click.echo(_("To change an answer:"))
        click.echo(f"  redactor ask {store.root} --all")


def _list(asked: Sequence[Asked], options: AskOptions) -> None:
    if options.as_json:
        told = [_as_json(one, values=options.values) for one in asked]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for one in asked:
        click.echo(f"{one.question.question_id}  {one.applicant_id}")
        click.echo(f"  {question_of(one.question, _shown(one, values=options.values))}")
        click.echo(f"  {where(one.question)}")
        if one.reply:
            click.echo(say_answered(one.question, one.reply))
    if not asked:
        click.echo(_("No question is open."))


def _shown(asked: Asked, *, values: bool) -> str:
    question = asked.question
    if values or question.entity is None:
        return question.printed
    return "" if question.entity in PICTURES else masked(question.entity, question.printed)


def _as_json(asked: Asked, *, values: bool) -> dict[str, Any]:
    question = asked.question
    told: dict[str, Any] = {
        "id": question.question_id,
        "applicant_id": asked.applicant_id,
        "reason": question.reason,
        "entity": question.entity.value if question.entity else None,
        "question": question_of(question, _shown(asked, values=values)),
        "replies": [reply.value for reply in question.replies],
        "reply": asked.reply.value if asked.reply else None,
        "places": [
            {"document": p.doc_id, "folder_no": p.folder_no, "page": p.page_no}
            for p in question.places
        ],
    }
    if values:
        told |= {"value": question.printed, "context": list(question.context)}
    return told
