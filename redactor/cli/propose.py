"""``redactor propose FILE… --name 王伟``: a profile proposed from the documents themselves."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass, field, replace
from gettext import gettext as _
from pathlib import Path

import click

from redactor.assemble import Recipe, weight_names
from redactor.cli.device import settings_for
from redactor.cli.profile_text import heading, plain, profile_text, remark
from redactor.cli.say import say
from redactor.config import weights
from redactor.config.records import Settings
from redactor.config.rules import load_rules
from redactor.config.values import ValueFault, parse_name
from redactor.dossier.propose import Proposed
from redactor.errors import ExitCode, InputError, gravest
from redactor.execute.local import LocalExecutor
from redactor.ports import Executor
from redactor.recognise.candidates import Proposal
from redactor.selfcheck.jobs import NameJob, run_proposal
from redactor.selfcheck.shots import Given
from redactor.store.writing import write_new

_RULES = "neimenggu-2026"  # nothing is decided here, so no other pack would say otherwise


@dataclass(frozen=True, slots=True)
class ProposeOptions:
    """The options of ``redactor propose`` as given."""

    files: tuple[Path, ...]
    name: str = field(repr=False)
    out: Path | None
    yes: bool
    settings: Path | None
    device: str | None


def run(options: ProposeOptions) -> int:
    """Read, propose, let a person confirm, write. 10 when no document names the applicant."""
    name = _name(options.name)
    if options.out is not None and (options.out.exists() or not options.out.parent.is_dir()):
        raise click.UsageError(_("--out must be a new file in a folder that is there."))
    if any(not path.is_file() for path in options.files):
        raise InputError("a file of the command line does not exist", code="no_file")
    found = _propose(name, options)
    for fault in found.faults:
        line = _("File {number} was left out: {why}")
        number = fault.doc_id.removeprefix("d").lstrip("0")
        click.echo(line.format(number=number, why=say(fault.code, "error")), err=True)
    codes = [fault.exit_code for fault in found.faults]
    if not found.own:
        click.echo(
            _("No document has this name in the field of its holder: is it typed as printed?"),
            err=True,
        )
        return int(gravest([*codes, int(ExitCode.REVIEW)]))
    kept = _confirmed(found.proposals, only_sure=options.yes)
    _deliver(profile_text(name, kept), options.out)
    return int(gravest(codes))


def _name(text: str) -> str:
    try:
        return parse_name(text)
    except ValueFault:
        # The fault's text would do, but a wrong name is a person's too: say no more.
        raise click.UsageError(_("--name is no person's name in full.")) from None


def _propose(name: str, options: ProposeOptions) -> Proposed:
    recipe = Recipe(settings_for(options.settings, options.device), load_rules(_RULES))
    for weight in weight_names(recipe.settings):
        weights.check(weight)
    files = tuple(Given(path, path.name) for path in options.files)
    click.echo(_("Reading {n} files …").format(n=len(files)), err=True)
    results = _executor(recipe.settings).map(run_proposal, [NameJob(recipe, name, files)])
    with closing(results):  # type: ignore[type-var]
        _job, result = next(results)
    if isinstance(result, Exception):
        raise result
    return result


def _executor(settings: Settings) -> Executor:
    """Uploads are hostile: one worker, with the limits of a dossier."""
    return LocalExecutor(
        1,
        timeout_s=settings.limits.dossier_seconds,
        memory_mb=settings.limits.worker_memory_mb,
    )


def _confirmed(proposals: tuple[Proposal, ...], *, only_sure: bool) -> list[Proposal]:
    """What goes into the profile: asked one by one on a terminal, else as it was proposed."""
    if only_sure:
        return [p for p in proposals if p.sure]
    if not sys.stdin.isatty():
        return list(proposals)
    kept = []
    for one in proposals:
        question = _("{what}: {value} ({remark})").format(
            what=heading(one.key), value=plain(one.value), remark=remark(one)
        )
        if click.confirm(question, default=one.sure, err=True):
            kept.append(replace(one, sure=True))
    return kept


def _deliver(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    write_new(out, text)
    click.echo(_("Profile written. Check it, then run: redactor redact FILE... --profile FILE"))
