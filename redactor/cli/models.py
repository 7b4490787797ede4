"""``redactor models``: which weights, where, and whether they are whole."""

from __future__ import annotations

from gettext import gettext as _

import click

from redactor.cli.say import listed
from redactor.config import weights
from redactor.errors import ExitCode


def run() -> int:
    """Print one line a model; 7 when one is missing or changed."""
    click.echo(_("Weights in {path}").format(path=weights.models_dir()))
    broken = False
    for name, entry in sorted(weights.known().items()):
        faults = weights.faults(name)
        broken |= bool(faults)
        state = listed([_say_fault(fault) for fault in faults]) if faults else _("whole")
        click.echo(f"  {name:28} {entry.licence:12} {state}")
    click.echo(_("Version of all weights: {version}").format(version=weights.weights_version()))
    return int(ExitCode.MISSING_MODEL if broken else ExitCode.OK)


def _say_fault(fault: str) -> str:
    """``<file> is missing`` in the reader's language; names of weights hold no blank."""
    file, _blank, what = fault.partition(" ")
    told = {"is missing": _("is missing"), "has a wrong SHA-256": _("has a wrong SHA-256")}
    return f"{file} {told[what]}"
