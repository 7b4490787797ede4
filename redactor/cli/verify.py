"""``redactor verify ORIGINAL REDACTED``: the second look alone; changes nothing."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

import click

from redactor.assemble import Recipe, build_parts
from redactor.cli.device import settings_for
from redactor.cli.say import say
from redactor.config.profile import load_profile
from redactor.config.rules import load_rules
from redactor.datatypes import Verdict
from redactor.dossier.pair import Said, compare
from redactor.errors import ExitCode
from redactor.store.local import LocalStore, check_output


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """The options of ``redactor verify`` as given."""

    original: Path
    redacted: Path
    profile: Path
    rules: str
    settings: Path | None
    out: Path | None
    device: str | None


def run(options: VerifyOptions) -> int:
    """0 clean, 10 unsure, 11 leak or damage."""
    profile = load_profile(options.profile)
    settings = settings_for(options.settings, options.device)
    parts = build_parts(Recipe(settings, load_rules(options.rules)))
    with tempfile.TemporaryDirectory(prefix="redactor-") as work:
        verdict, questions = compare(
            options.original,
            options.redacted,
            profile,
            parts,
            Path(work),
            _said(options.out, profile.applicant_id),
        )
    _say_verdict(verdict, questions)
    if verdict.leaks or verdict.damage:
        return int(ExitCode.LEAK)
    return int(ExitCode.REVIEW if verdict.unread_pages or questions else ExitCode.OK)


def _said(out: Path | None, applicant_id: str) -> Said | None:
    """The answers that a batch or ``redact`` into ``out`` went by."""
    if out is None:
        return None
    store = LocalStore(out)
    check_output(store.root)
    with store.exclusive(), store.open_ledger() as ledger:
        return Said(ledger.answers(applicant_id), ledger.secret())


def _say_verdict(verdict: Verdict, questions: int) -> None:
    leaks = Counter(
        (say(leak.entity.value, "entity"), say(leak.where, "leak"), _page(leak.page_no))
        for leak in verdict.leaks
    )
    for (what, where, page), number in leaks.items():
        line = _("Leak: {what} in {where}{page}{times}")
        click.echo(line.format(what=what, where=where, page=page, times=_times(number)))
    damage = Counter((say(harm.what, "damage"), _page(harm.page_no)) for harm in verdict.damage)
    for (what, page), number in damage.items():
        line = _("Damage: {what}{page}{times}")
        click.echo(line.format(what=what, page=page, times=_times(number)))
    for page_no in verdict.unread_pages:
        click.echo(_("Page {page} could not be read.").format(page=page_no))
    if questions:
        click.echo(_("{n} places of the original need a person's word.").format(n=questions))
    if verdict.passed and not questions:
        click.echo(_("No leak and no damage found."))


def _page(page_no: int | None) -> str:
    return _(" (page {page})").format(page=page_no) if page_no else ""


def _times(number: int) -> str:
    return f" × {number}" if number > 1 else ""
