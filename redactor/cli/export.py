"""``redactor export``: release, public reports and a receipt, with hashes checked again."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from redactor.cli.say import listed
from redactor.errors import ExitCode
from redactor.handover import RECEIPT, hand_over


def run(out: Path, target: Path) -> int:
    """Copy what may be handed on; 10 when something was kept back."""
    if target.resolve().is_relative_to(out.resolve()):
        raise click.UsageError(_("The target must not lie inside OUT."))
    handed = hand_over(out, target)
    line = _("{n} released files copied, hashes checked. Receipt: {path}")
    click.echo(line.format(n=handed.files, path=target / RECEIPT))
    if handed.kept_back:
        line = _("Kept back, because a reviewer complained: {keys}")
        click.echo(line.format(keys=listed(list(handed.kept_back))), err=True)
    if handed.refused_lot:
        click.echo(_("The last spot-check did not accept this lot."), err=True)
    wrong = handed.kept_back or handed.refused_lot
    return int(ExitCode.REVIEW if wrong else ExitCode.OK)
