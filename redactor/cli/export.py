"""``redactor export``: release, public reports and a receipt, with hashes checked again."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from redactor.cli.say import listed
from redactor.errors import ExitCode
from redactor.handover import RECEIPT, hand_over, hand_over_to


def run(out: Path, target: str) -> int:
    """Copy what may be handed on to a folder or a URL; 10 when something was kept back."""
    if "://" in target:
        handed = hand_over_to(out, target)
    elif Path(target).resolve().is_relative_to(out.resolve()):
        raise click.UsageError(_("The target must not lie inside OUT."))
    else:
        handed = hand_over(out, Path(target))
    line = _("{n} released files copied, hashes checked. Receipt: {path}")
    click.echo(line.format(n=handed.files, path=f"{target}/{RECEIPT}"))
    if handed.kept_back:
        line = _("Kept back, because a reviewer complained: {keys}")
        click.echo(line.format(keys=listed(list(handed.kept_back))), err=True)
    if handed.refused_lot:
        click.echo(_("The last spot-check did not accept this lot."), err=True)
    wrong = handed.kept_back or handed.refused_lot
    return int(ExitCode.REVIEW if wrong else ExitCode.OK)
