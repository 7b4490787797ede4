"""The commands of the web application; see ``commands``, where their group is."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from redactor.cli.commands import DEVICE, FILE, FOLDER, RULES, SETTINGS, common, redactor

__all__ = ["redactor"]

_DATA = click.option(
    "--data", type=FOLDER, help=_("Folder of the web application; else in your home folder.")
)
_DATABASE = click.option(
    "--database", default="", help=_("Database as a URL; else SQLite in the data folder.")
)


@common
@redactor.command(
    help=_(
        "The self-check in the browser, on this computer alone; with --out, also the open "
        "questions of an output folder. Beyond this computer (--host) accounts are needed."
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen at."))
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help=_("Port.")
)
@_DATA
@click.option(
    "--out",
    type=FOLDER,
    help=_("Output folder for the office and the reviewer; with --in it may be new."),
)
@click.option(
    "--in",
    "input_folder",
    type=FOLDER,
    help=_("With --out: the dossiers it is made of, to run them from the browser."),
)
@click.option(
    "--roster", type=FILE, help=_("With --in: the roster; else it is imported in the browser.")
)
@_DATABASE
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=_("Worker processes."),
)
@click.option(
    "--keep-hours",
    type=click.FloatRange(0.1, 8760),
    default=24.0,
    show_default=True,
    help=_("Uploads are deleted so long after the last visit."),
)
@click.option("--browser/--no-browser", "open_browser", default=True, help=_("Open the browser."))
@RULES
@SETTINGS
@DEVICE
def serve(**options: Any) -> int:
    """The web application."""
    from redactor.cli import serve as serve_job

    return serve_job.run(serve_job.ServeOptions(**options))


@common
@redactor.command(
    help=_(
        "Draw a spot-check from what is released: after GB/T 2828.1, at random, or by risk. The "
        "reviewer judges it in the browser and sees redacted pages alone."
    ),
)
@click.argument("out", metavar="OUT", type=FOLDER)
@click.option(
    "--plan",
    type=click.Choice(["gb2828", "random", "risk"]),
    default="gb2828",
    show_default=True,
    help=_("How to draw."),
)
@click.option(
    "--level",
    type=click.Choice(["S-1", "S-2", "S-3", "S-4", "I", "II", "III"]),
    default="II",
    show_default=True,
    help=_("Inspection level (gb2828)."),
)
@click.option(
    "--aql",
    type=click.Choice(["0.65", "1.0", "1.5", "2.5", "4.0", "6.5"]),
    default="0.65",
    show_default=True,
    help=_("Acceptance quality limit in percent faulty files (gb2828)."),
)
@click.option(
    "--size",
    type=click.IntRange(1, 5000),
    default=20,
    show_default=True,
    help=_("How many files (random, risk)."),
)
@click.option(
    "--risk",
    type=click.IntRange(0, 5000),
    default=5,
    show_default=True,
    help=_("So many risky files beside them; they do not count for the acceptance."),
)
@click.option("--seed", type=click.IntRange(0), help=_("Draw the same again."))
@click.option("--list", "only_list", is_flag=True, help=_("Say how the samples stand."))
@click.option(
    "--export", type=FOLDER, help=_("Write the complaints of signed samples as labelled cases.")
)
def sample(**options: Any) -> int:
    """A spot-check."""
    from redactor.cli import sample as sample_job

    return sample_job.run(sample_job.SampleOptions(**options))


@common
@redactor.command(
    help=_(
        "Write the report of a batch for people, as a page and as a PDF, into OUT/public: what was "
        "released, held and why, with charts and small pictures of released pages."
    ),
)
@click.argument("out", metavar="OUT", type=FOLDER)
def report(out: Path) -> int:
    """The report."""
    from redactor.cli import report as report_job

    return report_job.run(out)


@common
@redactor.group(help=_("Accounts of the web application, for use beyond this computer."))
def account() -> None:
    """Everything is done by a sub-command."""


@common
@account.command("add", help=_("Add an account; the password is asked for."))
@click.argument("name", metavar="NAME")
@click.option(
    "--role",
    required=True,
    type=click.Choice(["applicant", "office", "reviewer", "auditor"]),
    help=_("What the account may do."),
)
@click.password_option(prompt=_("Password (10 characters or more)"), help=_("Asked for if absent."))
@_DATA
@_DATABASE
def account_add(name: str, role: str, password: str, data: Path | None, database: str) -> int:
    """One more."""
    from redactor.cli import serve as serve_job

    return serve_job.add_account(name, role, password, data, database)


@common
@account.command("remove", help=_("Remove an account; its browsers are logged out."))
@click.argument("name", metavar="NAME")
@_DATA
@_DATABASE
def account_remove(name: str, data: Path | None, database: str) -> int:
    """One less."""
    from redactor.cli import serve as serve_job

    return serve_job.remove_account(name, data, database)


@common
@redactor.command(
    "verify-log",
    help=_("Check that nothing in the web application's audit trail was changed."),
)
@_DATA
@_DATABASE
def verify_log(data: Path | None, database: str) -> int:
    """The chain of hashes."""
    from redactor.cli import serve as serve_job

    return serve_job.verify_log(data, database)
