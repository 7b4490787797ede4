"""``redactor models``: which weights, where, and whether they are whole."""

from __future__ import annotations

from gettext import gettext as _

import click

from redactor.config import weights
from redactor.errors import ExitCode


def run() -> int:
    """Print one line a model; 7 when one is missing or changed."""
    click.echo(_("Weights in {path}").format(path=weights.models_dir()))
    broken = False
    for name, entry in sorted(weights.known().items()):
        faults = weights.faults(name)
        broken |= bool(faults)
        state = _("whole") if not faults else "; ".join(faults)
        click.echo(f"  {name:28} {entry.licence:12} {state}")
    click.echo(_("Version of all weights: {version}").format(version=weights.weights_version()))
    return int(ExitCode.MISSING_MODEL if broken else ExitCode.OK)
