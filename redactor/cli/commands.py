"""The commands of DESIGN.md. Each returns its exit code; errors are told in ``run``.

The work of a command is imported when it is called: models and PDF libraries take seconds to
import, and help and wrong usage need none of them.
"""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

import click

from redactor import __version__
from redactor.cli.say import say_exit_codes

FOLDER = click.Path(path_type=Path, file_okay=False)
_NEW_FILE = click.Path(path_type=Path, dir_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)

_DEFAULT_RULES = "neimenggu-2026"

_Command = TypeVar("_Command", bound=click.Command)

_FILES = click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
_OUT = click.argument("out", metavar="OUT", type=FOLDER)
_NEW_OUT = click.option(
    "--out", required=True, type=FOLDER, help=_("Output folder; made if absent.")
)
_PROFILE = click.option(
    "--profile", required=True, type=FILE, help=_("Who the applicant is, TOML.")
)
_WORKERS = click.option(
    "--workers", type=click.IntRange(0, 256), default=0, help=_("Processes; 0: all.")
)
_EXECUTOR = click.option(
    "--executor",
    type=click.Choice(["local", "serial", "ray"]),
    default="local",
    show_default=True,
    help=_("Where dossiers are worked on: worker processes, this process, or a Ray cluster."),
)
_RAY = click.option(
    "--ray-address",
    default="auto",
    show_default=True,
    metavar="ADDRESS",
    help=_("Of the cluster's head node; local: one of this machine, for this run."),
)
_EVENTS = click.option(
    "--events", type=_NEW_FILE, help=_("File to append JSON lines to: how far it is, by numbers.")
)
_METRICS = click.option(
    "--metrics",
    type=_NEW_FILE,
    help=_("File for Prometheus (textfile collector), always current."),
)
RULES = click.option("--rules", default=_DEFAULT_RULES, show_default=True, help=_("Rule pack."))
SETTINGS = click.option("--config", "settings", type=FILE, help=_("Settings, TOML."))
DEVICE = click.option(
    "--device",
    type=click.Choice(["cpu", "gpu"]),
    help=_("Where pages are read: the processor or an NVIDIA GPU; else as the settings say."),
)


def _object_store(_context: click.Context, _option: click.Parameter, url: str) -> str:
    if url and "://" not in url:
        raise click.BadParameter(_("This is no URL such as s3://bucket/name."))
    return url


def common(command: _Command) -> _Command:
    """Add the exit codes, and ``--lang``: read before the texts were made, it only documents."""
    command.epilog = say_exit_codes()
    option = click.Option(
        ["--lang"],
        type=click.Choice(["zh", "en"]),
        default="zh",
        show_default=True,
        expose_value=False,
        help=_("Language of messages and reports."),
    )
    command.params.append(option)
    return command


@common
@click.group(
    help=_("Redaction for blind review of professional titles: remove the applicant's own data."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="redactor")
def redactor() -> None:
    """Everything is done by a sub-command."""


@common
@redactor.command(
    help=_(
        "Redact a folder of dossiers: IN holds one folder or zip for each applicant, named by "
        "the number (编号) in the roster. Only dossiers that were verified and have no open "
        "question reach OUT/release."
    ),
)
@click.argument("input_folder", metavar="IN", type=FOLDER)
@click.option("--roster", required=True, type=FILE, help=_("Roster, CSV or XLSX (花名册)."))
@_NEW_OUT
@RULES
@_WORKERS
@_EXECUTOR
@_RAY
@click.option("--key", default="auto", help=_("Roster column that names the folders."))
@click.option(
    "--pseudonym",
    type=click.Choice(["none", "random"]),
    default="none",
    show_default=True,
    help=_("Name the outputs by random numbers; the map stays in OUT/private."),
)
@SETTINGS
@DEVICE
@click.option(
    "--ledger",
    default="",
    metavar="URL",
    help=_("PostgreSQL for many machines: postgresql+psycopg://…; else a file in OUT."),
)
@click.option(
    "--store",
    default="",
    metavar="URL",
    callback=_object_store,
    help=_(
        "Object store where the release is kept, too: s3://bucket/name. Given once; later runs, "
        "ask, retry and serve keep to it."
    ),
)
@_EVENTS
@_METRICS
@click.option("--dry-run", is_flag=True, help=_("Say what would be done, and do nothing."))
def batch(**options: Any) -> int:
    """Many applicants."""
    from redactor.cli.ahead import workers_ahead

    with workers_ahead(options) as workers:
        from redactor.cli import batch as batch_job

        return batch_job.run(batch_job.BatchOptions(**options), workers=workers)


@common
@redactor.command(
    help=_("Say what of an output folder is done, held, failed and at work; changes nothing."),
)
@_OUT
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@click.option("--all", "every", is_flag=True, help=_("List every dossier, not only held ones."))
def status(out: Path, as_json: bool, every: bool) -> int:
    """The ledger's word."""
    from redactor.cli import standing

    return standing.status(out, as_json=as_json, every=every)


@common
@redactor.command(
    help=_("Run the last batch of an output folder once more, for some of its dossiers."),
)
@_OUT
@click.option("--failed", is_flag=True, help=_("Those in which a file or a worker failed."))
@click.option(
    "--since-rules-changed",
    is_flag=True,
    help=_("Those that a changed rule pack, roster row, file or version touches; no new ones."),
)
@click.option("--rules", help=_("Another rule pack than the last one."))
@_WORKERS
@_EXECUTOR
@_RAY
@_EVENTS
@_METRICS
def retry(**options: Any) -> int:
    """Some dossiers again."""
    from redactor.cli import batch as batch_job
    from redactor.cli import standing

    return standing.retry(batch_job.RetryOptions(**options))


@common
@redactor.command(
    help=_(
        "How many cores it takes for so many dossiers by when, from rates measured on this machine."
    ),
)
@click.option("--dossiers", type=click.IntRange(1), required=True, help=_("How many."))
@click.option("--pages", type=click.IntRange(1), required=True, help=_("Pages of each."))
@click.option("--days", type=click.FloatRange(0, min_open=True), required=True, help=_("By when."))
@click.option(
    "--scanned",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help=_("Share of scanned pages, where no folder is given."),
)
@click.option(
    "--from",
    "measured_in",
    type=FOLDER,
    metavar="OUT",
    help=_("By a batch that was run on this machine, instead of drawn pages."),
)
@RULES
@SETTINGS
@DEVICE
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
def plan(**options: Any) -> int:
    """Cores and days."""
    from redactor.cli import capacity as capacity_job

    return capacity_job.run(capacity_job.PlanOptions(**options))


@common
@redactor.command(
    help=_("Redact the files of one applicant, described by a profile (TOML)."),
)
@_FILES
@_PROFILE
@_NEW_OUT
@RULES
@SETTINGS
@DEVICE
def redact(**options: Any) -> int:
    """One applicant."""
    from redactor.cli import batch as batch_job

    return batch_job.redact(batch_job.RedactOptions(**options))


@common
@redactor.command(
    help=_(
        "Self-check before handing in: what of the applicant would be seen, what is covered "
        "needlessly. Also for files that were redacted by hand. Changes nothing."
    ),
)
@_FILES
@_PROFILE
@click.option(
    "--original",
    "originals",
    multiple=True,
    type=FILE,
    help=_("What a file was redacted from by hand; one for each file, in their order."),
)
@click.option("--seen", is_flag=True, help=_("Seals and signatures were looked at by a person."))
@RULES
@SETTINGS
@DEVICE
def check(**options: Any) -> int:
    """The self-check."""
    from redactor.cli import check as check_job

    return check_job.run(check_job.CheckOptions(**options))


@common
@redactor.command(
    help=_(
        "Propose a profile from the applicant's own documents: type the name, confirm the rest. "
        "Each value is told with the file and page it was read on; what is not sure stands as a "
        "comment."
    ),
)
@_FILES
@click.option("--name", required=True, help=_("The applicant's name, as it is printed."))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help=_("New file; else the screen.")
)
@click.option("--yes", is_flag=True, help=_("Ask nothing and take only what is sure."))
@SETTINGS
@DEVICE
def propose(**options: Any) -> int:
    """A profile from a name."""
    from redactor.cli import propose as propose_job

    return propose_job.run(propose_job.ProposeOptions(**options))


@common
@redactor.command(
    help=_(
        "Look at a redacted file anew: is anything of the applicant left, is anything else "
        "changed? Changes nothing."
    ),
)
@click.argument("original", metavar="ORIGINAL", type=FILE)
@click.argument("redacted", metavar="REDACTED", type=FILE)
@_PROFILE
@click.option(
    "--answers",
    "out",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help=_("Output folder of the run: what was answered to its questions holds here too."),
)
@RULES
@SETTINGS
@DEVICE
def verify(**options: Any) -> int:
    """The second look alone."""
    from redactor.cli import verify as verify_job

    return verify_job.run(verify_job.VerifyOptions(**options))


@common
@redactor.command(
    help=_(
        "Answer the open questions of an output folder, one key each. Answers are kept; run the "
        "batch again to apply them: it redoes only what they touch."
    ),
)
@_OUT
@click.option("--answers", type=FILE, help=_("Answers in a file, JSON or TOML: id = yes or no."))
@click.option("--list", "only_list", is_flag=True, help=_("Print the questions, answer none."))
@click.option("--json", "as_json", is_flag=True, help=_("With --list: as JSON."))
@click.option("--values", is_flag=True, help=_("With --list: values in full, not masked."))
@click.option("--all", "again", is_flag=True, help=_("Answered questions as well, to change them."))
@click.option(
    "--role",
    type=click.Choice(["office", "applicant"]),
    default="office",
    show_default=True,
    help=_("Who answers."),
)
def ask(**options: Any) -> int:
    """Questions and answers."""
    from redactor.cli import ask as ask_job

    return ask_job.run(ask_job.AskOptions(**options))


@common
@redactor.command(
    help=_("Copy the release, the public reports and a receipt; hashes are checked again."),
)
@_OUT
@click.option(
    "--to",
    "target",
    required=True,
    metavar="DIR|URL",
    help=_("New or empty folder, or place on an object store (s3://bucket/name)."),
)
def export(out: Path, target: str) -> int:
    """Hand over."""
    from redactor.cli import export as export_job

    return export_job.run(out, target)


@common
@redactor.command(
    help=_("Say which weights are used, where they are, and whether they are whole."),
)
def models() -> int:
    """The weights."""
    from redactor.cli import models as models_job

    return models_job.run()


@common
@redactor.group(
    help=_("Rule packs: which there are, what they say and why, and the office's open questions."),
)
def rules() -> None:
    """Everything is done by a sub-command."""


@common
@rules.command(
    "list",
    help=_("The rule packs, with region, year, version and parent."),
)
def rules_list() -> int:
    """The packs."""
    from redactor.cli import rules as rules_job

    return rules_job.list_packs()


@common
@rules.command(
    "show",
    help=_("What a rule pack says, and which pack each value comes from."),
)
@click.argument("name", metavar="NAME", default=_DEFAULT_RULES)
def rules_show(name: str) -> int:
    """One pack."""
    from redactor.cli import rules as rules_job

    return rules_job.show(name)


@common
@rules.command(
    "explain",
    help=_("What happens in a case of the rules, 1 to 85, and why."),
)
@click.argument("number", metavar="CASE", type=click.IntRange(1, 85))
@RULES
def rules_explain(number: int, rules: str) -> int:
    """One case."""
    from redactor.cli import rules as rules_job

    return rules_job.explain(number, rules)


@common
@rules.command("check", help=_("Look for faults in a rule pack, all at once."))
@click.argument("path", metavar="FILE", type=FILE)
def rules_check(path: Path) -> int:
    """A file."""
    from redactor.cli import rules as rules_job

    return rules_job.check(path)


@common
@rules.command(
    "questions",
    help=_("The page of open questions for the office to decide."),
)
@RULES
def rules_questions(rules: str) -> int:
    """The page."""
    from redactor.cli import rules as rules_job

    return rules_job.open_questions(rules)
