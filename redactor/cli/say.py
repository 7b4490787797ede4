"""Errors, reasons and exit codes in the reader's language."""

from __future__ import annotations

from gettext import gettext as _

from redactor.audit.words import word
from redactor.cli.language import current_language
from redactor.errors import ConfigError, ExitCode, RedactorError


def say_exit_codes() -> str:
    """The table of exit codes that closes every ``--help``."""
    meanings = (
        (ExitCode.OK, _("all released, or nothing to do")),
        (ExitCode.UNEXPECTED, _("unexpected error")),
        (ExitCode.USAGE, _("wrong usage")),
        (ExitCode.INPUT, _("a file cannot be read")),
        (ExitCode.PROTECTED, _("a file needs a password")),
        (ExitCode.TOO_LARGE, _("a file is too large")),
        (ExitCode.CONFIG, _("configuration, roster or profile")),
        (ExitCode.MISSING_MODEL, _("weights missing")),
        (ExitCode.OUTPUT, _("output cannot be written")),
        (ExitCode.WORKER, _("a worker died or ran out of time")),
        (ExitCode.REVIEW, _("a person is needed")),
        (ExitCode.LEAK, _("leak or damage found, held back")),
        (ExitCode.INTERRUPTED, _("interrupted")),
    )
    listed = " · ".join(f"{int(code)} {meaning}" for code, meaning in meanings)
    return _("Exit codes: ") + listed


def explain(error: RedactorError) -> list[str]:
    """What went wrong and what to do, a line for each fault."""
    if isinstance(error, ConfigError) and error.faults:
        return [str(error), *(f"  - {fault}" for fault in error.faults)]
    told = say(error.code)
    page = _(" (page {page})").format(page=error.page_no) if error.page_no else ""
    return [f"{told}{page}" if told != error.code else f"{error}{page}"]


def say(fixed_word: str) -> str:
    """A fixed word of the records (status, reason, code) in the language in use."""
    return word(fixed_word, current_language())
