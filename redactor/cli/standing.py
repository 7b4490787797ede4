"""``redactor status`` and ``redactor retry``: what the ledger says, and some of it once more."""

from __future__ import annotations

import json
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path

import click

from redactor.cli.batch import RetryOptions, noted, run
from redactor.cli.say import listed, say
from redactor.datatypes import DossierStatus
from redactor.errors import ConfigError, ExitCode
from redactor.plan import Task
from redactor.store.leases import AtWork
from redactor.store.ledger import DossierEntry, Standing, has_failed
from redactor.store.local import LocalStore, check_output


def status(out: Path, *, as_json: bool, every: bool) -> int:
    """What is done, held, failed and at work; changes nothing."""
    check_output(out)
    store = LocalStore(out)
    with store.open_ledger() as ledger:
        standing, at_work = ledger.standing(), ledger.at_work()
        listed_entries = [e for e in ledger.all() if every or e.status is DossierStatus.HELD]
    if as_json:
        told = {
            **asdict(standing),
            "object_store": store.remote.url,
            "at_work": [asdict(one) for one in at_work],
            "list": [_told(entry) for entry in listed_entries],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return int(ExitCode.OK)
    _say(standing, at_work)
    if url := store.remote.url:
        click.echo(_("The release is on the object store, too: {url}").format(url=url))
    for entry in listed_entries:
        line = _("  {key}: {status}, attempt {n}, {seconds:.0f} s, {at}")
        click.echo(
            line.format(
                key=entry.applicant_id,
                status=_state(entry),
                n=entry.attempts,
                seconds=entry.seconds,
                at=entry.finished_at,
            )
        )
    return int(ExitCode.OK)


def retry(options: RetryOptions) -> int:
    """The last batch of an output folder once more, for some of its dossiers."""
    if not (options.failed or options.since_rules_changed):
        raise click.UsageError(_("Say which: --failed or --since-rules-changed."))
    check_output(options.out)
    with LocalStore(options.out).open_ledger() as ledger:
        note = ledger.fact("batch")
        if not note:
            raise ConfigError("no batch was run into this folder", code="no_output")
        before = {entry.applicant_id: entry for entry in ledger.all()}
        failed = {key for key, entry in before.items() if has_failed(entry.exit_code)}
        again = failed if options.failed else set()
        for key in again:
            ledger.outdate(key)

    def wanted(task: Task) -> bool:
        known = before.get(task.applicant_id)
        changed = known is not None and known.fingerprint != task.fingerprint
        return task.applicant_id in again or (options.since_rules_changed and changed)

    return run(noted(note, options), wanted)


def _state(entry: DossierEntry) -> str:
    return _("failed") if has_failed(entry.exit_code) else say(entry.status.value, "dossier_status")


def _told(entry: DossierEntry) -> dict[str, object]:
    told = asdict(entry)
    del told["fingerprint"]  # a hash of personal data
    return told


def _say(standing: Standing, at_work: tuple[AtWork, ...]) -> None:
    for title, group, counts in (
        (_("Dossiers: {counts}"), "dossier_status", standing.dossiers),
        (_("Documents: {counts}"), "status", standing.documents),
        (_("Errors: {counts}"), "error", standing.errors),
    ):
        if counts:
            word = _("{what} ({n})")
            words = [word.format(what=say(what, group), n=n) for what, n in counts.items()]
            click.echo(title.format(counts=listed(words)))
    line = _("{pages} pages in {seconds:.0f} s of work; {questions} open questions.")
    click.echo(
        line.format(
            pages=standing.pages, seconds=standing.seconds, questions=standing.open_questions
        )
    )
    if standing.repeated:
        click.echo(_("{n} dossiers took more than one attempt.").format(n=standing.repeated))
    for one in at_work:
        line = _("  {key}: at work on {holder}, attempt {n}")
        click.echo(line.format(key=one.applicant_id, holder=one.holder, n=one.attempts))
