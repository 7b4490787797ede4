"""``redactor check FILE…``: what would be seen of the applicant, what is covered needlessly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from redactor.assemble import Recipe, weight_names
from redactor.audit.checklist import Checklist, checklist
from redactor.audit.spots import Checked, CheckedFile, Colour, Spot
from redactor.cli.device import settings_for
from redactor.cli.say import say
from redactor.config import weights
from redactor.config.profile import load_profile
from redactor.config.records import Settings
from redactor.config.rules import load_rules
from redactor.errors import ExitCode, InputError
from redactor.execute.local import LocalExecutor
from redactor.ports import Executor
from redactor.selfcheck.jobs import CaseJob, run_check
from redactor.selfcheck.shots import Given

_SHOWN = (Colour.LEAK, Colour.ASK, Colour.OVER, Colour.COVERED)
_COLOURS = {Colour.LEAK: "red", Colour.ASK: "yellow", Colour.OVER: "white", Colour.COVERED: "blue"}


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options of ``redactor check`` as given."""

    files: tuple[Path, ...]
    profile: Path
    rules: str
    settings: Path | None
    device: str | None
    seen: bool
    originals: tuple[Path, ...]


def run(options: CheckOptions) -> int:
    """0 may be handed in, 10 a person must look, 11 own data would be seen."""
    profile = load_profile(options.profile)
    if any(not path.is_file() for path in options.files):
        raise InputError("a file of the command line does not exist", code="no_file")
    recipe = Recipe(settings_for(options.settings, options.device), load_rules(options.rules))
    for weight in weight_names(recipe.settings):
        weights.check(weight)
    originals = options.originals or (None,) * len(options.files)
    if len(originals) != len(options.files):
        raise click.UsageError(_("Give --original once for each file, or not at all."))
    files = tuple(
        Given(path, path.name, original)
        for path, original in zip(options.files, originals, strict=True)
    )
    with TemporaryDirectory(prefix="redactor-") as pictures:
        job = CaseJob(recipe, profile, files, Path(pictures))
        results = _executor(recipe.settings).map(run_check, [job])
        with closing(results):  # type: ignore[type-var]
            _job, result = next(results)
    if isinstance(result, Exception):
        raise result
    told = checklist(result.view, {"seal"} if options.seen else ())
    _say_files(result.view)
    _say_checklist(told)
    return int(_code(told))


def _executor(settings: Settings) -> Executor:
    """Uploads are hostile: one worker, with the limits of a dossier."""
    return LocalExecutor(
        1,
        timeout_s=settings.limits.dossier_seconds,
        memory_mb=settings.limits.worker_memory_mb,
    )


def _code(told: Checklist) -> ExitCode:
    if told.may_upload:
        return ExitCode.OK
    leak = any(item.state == "leak" for item in told.items)
    return ExitCode.LEAK if leak else ExitCode.REVIEW


def _say_files(view: Checked) -> None:
    # Files are numbered in the order of the command line: their names may hold names.
    for number, file in enumerate(view.files, 1):
        head = _("File {number}: {kind}, {pages} pages")
        kind = say(file.doc_class, "doc_class")
        click.echo(head.format(number=number, kind=kind, pages=len(file.sheets)))
        for line in _lines(file):
            click.echo(f"  {line}")


def _lines(file: CheckedFile) -> Iterator[str]:
    if file.error:
        yield click.style(say(file.error, "error"), fg="red")
    if file.guard:
        yield click.style(say(file.guard, "guard"), fg="red")
    for note in file.notes:
        yield say(note, "note")
    for page_no, words in sorted(file.unread.items()):
        why = " ".join(say(word, "unread") for word in words)
        yield _("page {page}: {why}").format(page=page_no, why=why)
    counted = Counter(_key(spot) for spot in file.spots if spot.colour in _SHOWN)
    for (colour, text), number in sorted(counted.items(), key=lambda i: _SHOWN.index(i[0][0])):
        times = f" × {number}" if number > 1 else ""
        yield click.style(say(colour.value, "colour"), fg=_COLOURS[colour]) + f"  {text}{times}"


def _key(spot: Spot) -> tuple[Colour, str]:
    what = say(spot.entity, "entity") if spot.entity else ""
    page = _(" (page {page})").format(page=spot.page) if spot.page else ""
    why = say(spot.reason, spot.group)
    return spot.colour, f"{what}{page}  {why}".strip()


def _say_checklist(told: Checklist) -> None:
    click.echo()
    for item in told.items:
        mark = {"ok": "✓", "leak": "✗", "ask": "?", "over": "-"}[item.state]
        count = f" ({item.count})" if item.count else ""
        state = say(item.state, "check_state")
        click.echo(f"{mark} {say(item.key, 'check')}  {state}{count}")
    click.echo()
    if told.may_upload:
        click.echo(_("May be handed in."))
    else:
        click.echo(_("Not to be handed in yet: see what is red or to be decided above."))
