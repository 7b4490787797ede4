"""Errors, reasons, faults and exit codes in the reader's language."""

from __future__ import annotations

from gettext import gettext as _

from redactor.audit.words import word
from redactor.cli.language import current_language
from redactor.config.messages import Message
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
    # \b: Click keeps the lines of this paragraph.
    lines = [f"{int(code):5}  {meaning}" for code, meaning in meanings]
    return "\n".join(["\b", _("Exit codes:"), *lines])


def explain(error: RedactorError) -> list[str]:
    """What went wrong and what to do, a line for each fault."""
    if isinstance(error, ConfigError) and error.faults:
        first = error.args[0]
        if not isinstance(first, Message):  # its text repeats the faults
            return [say(error.code, "error"), *(f"  - {say_text(f)}" for f in error.faults)]
        rest = [f"  - {say_text(fault)}" for fault in error.faults if fault is not first]
        return [say_text(first), *rest]
    page = _(" (page {page})").format(page=error.page_no) if error.page_no else ""
    return [f"{_plain(error)}{page}"]


def _plain(error: RedactorError) -> str:
    """The error's own text where it says more than its code, else the words of the code."""
    telling = {
        "another run is writing into this output folder": _(
            "another run is writing into this output folder"
        ),
        "the ledger was written by another version of the program": _(
            "the ledger was written by another version of the program"
        ),
    }
    text = str(error)
    if text in telling:
        return telling[text]
    told = say(error.code, "error")
    return told if told != error.code else text


def say(fixed_word: str, group: str = "") -> str:
    """A fixed word of the records (status, reason, code) in the language in use."""
    return word(fixed_word, current_language(), group)


def say_text(text: str) -> str:
    """A sentence of the lower layers: a ``Message`` in the language in use, else as it stands."""
    return text.said(_) if isinstance(text, Message) else text


def listed(texts: list[str]) -> str:
    """Several words in one line."""
    return _(", ").join(texts)
