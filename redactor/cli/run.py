"""One place that turns what happened into an exit code and a message."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from gettext import gettext as _

import click

from redactor.cli.say import explain
from redactor.cli.web_commands import redactor
from redactor.errors import ExitCode, RedactorError

log = logging.getLogger("redactor")


def run(arguments: Sequence[str]) -> int:
    """Run the command line; never lets an exception out, and never prints a value."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s %(message)s")
    try:
        result = redactor.main(list(arguments), prog_name="redactor", standalone_mode=False)
        return int(result or ExitCode.OK)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return int(ExitCode.OK)
    except click.ClickException as error:
        error.show()
        return int(ExitCode.USAGE)
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            _("Interrupted. What is finished is whole; run the command again to go on."), err=True
        )
        return int(ExitCode.INTERRUPTED)
    except RedactorError as error:
        for line in explain(error):
            click.echo(line, err=True)
        return int(error.exit_code)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the reader went away
        return int(ExitCode.OK)
    except Exception as error:
        # The message may hold a value: only its kind is shown.
        log.debug("unexpected", exc_info=True)
        kind = type(error).__name__
        click.echo(
            _("Unexpected error ({kind}). Nothing was released.").format(kind=kind), err=True
        )
        return int(ExitCode.UNEXPECTED)
