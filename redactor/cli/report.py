"""``redactor report``: the batch as a page people like to read, and as a PDF."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from redactor.cli.language import current_language
from redactor.config.records import Limits
from redactor.errors import ConfigError, ExitCode
from redactor.report.making import ReportJob, make_report
from redactor.store.local import LocalStore


def run(out: Path) -> int:
    """Write ``public/report.html`` and ``public/report.pdf``."""
    if not (out / "summary.json").is_file() or not (out / "private").is_dir():
        raise ConfigError("this is no output folder of redactor", code="no_output")
    made = make_report(ReportJob(out, Limits(), current_language()))
    store = LocalStore(out)
    for path in (
        store.write_text("public/report.html", made.html),
        store.write_bytes("public/report.pdf", made.pdf),
    ):
        click.echo(_("Report: {path}").format(path=path))
    return int(ExitCode.OK)
