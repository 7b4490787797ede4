"""Every error this package raises on purpose, and the exit code it ends in.

RedactorError                   1   unexpected
├── InputError                  3   unreadable, unsupported or corrupt file
│   ├── ProtectedInputError     4   needs a password that we do not have
│   └── InputTooLargeError      5   pages, pixels or bytes over the limit
├── ConfigError                 6   bad configuration, rule pack, roster or profile
├── MissingModelError           7   weights not installed, or not the ones we know
├── OutputError                 8   cannot write the result
├── WorkerError                 9   a worker died or ran out of time
├── ReviewNeededError          10   a person must look before release
└── LeakError                  11   verification found a leak or damage
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line (DESIGN: command line)."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    INPUT = 3
    PROTECTED = 4
    TOO_LARGE = 5
    CONFIG = 6
    MISSING_MODEL = 7
    OUTPUT = 8
    WORKER = 9
    REVIEW = 10
    LEAK = 11
    INTERRUPTED = 130


# A batch ends in the gravest thing that happened to any of its files.
_GRAVEST_FIRST = (130, 1, 11, 9, 8, 7, 6, 5, 4, 3, 10, 0)


def gravest(codes: Iterable[int]) -> ExitCode:
    """The exit code that a batch with these single outcomes returns; OK for none."""
    seen = set(codes)
    return ExitCode(next((code for code in _GRAVEST_FIRST if code in seen), 0))


class RedactorError(Exception):
    """Base error. Messages name files by id, pages and fields, never the data.

    ``page_no`` and ``code`` are keyword-only with defaults: an error with a required
    argument that is not passed on cannot be unpickled, and kills a process pool.
    ``code`` is the fixed word under which reports and translations know the fault.
    """

    exit_code = ExitCode.UNEXPECTED
    default_code = "unexpected"

    def __init__(self, *args: object, page_no: int | None = None, code: str | None = None) -> None:
        super().__init__(*args)
        self.page_no = page_no
        self.code = code or self.default_code


class InputError(RedactorError):
    """The file cannot be read, is not supported, or is corrupt."""

    exit_code = ExitCode.INPUT
    default_code = "input"


class ProtectedInputError(InputError):
    """The file needs a password to be opened."""

    exit_code = ExitCode.PROTECTED
    default_code = "protected"


class InputTooLargeError(InputError):
    """Pages, pixels or bytes are over the limit."""

    exit_code = ExitCode.TOO_LARGE
    default_code = "too_large"


class ConfigError(RedactorError):
    """A configuration, rule pack, roster or profile is wrong; ``faults`` lists every fault."""

    exit_code = ExitCode.CONFIG
    default_code = "config"

    def __init__(
        self,
        *args: object,
        page_no: int | None = None,
        code: str | None = None,
        faults: tuple[str, ...] = (),
    ) -> None:
        super().__init__(*args, page_no=page_no, code=code)
        self.faults = faults


class MissingModelError(RedactorError):
    """Weights are absent, or their SHA-256 is not the one in the manifest."""

    exit_code = ExitCode.MISSING_MODEL
    default_code = "missing_model"


class OutputError(RedactorError):
    """The result cannot be written."""

    exit_code = ExitCode.OUTPUT
    default_code = "output"


class WorkerError(RedactorError):
    """A worker process died or ran out of time or memory."""

    exit_code = ExitCode.WORKER
    default_code = "worker"


class ReviewNeededError(RedactorError):
    """A person must look before release."""

    exit_code = ExitCode.REVIEW
    default_code = "review"


class LeakError(RedactorError):
    """Verification found the applicant's data, or damage to other content."""

    exit_code = ExitCode.LEAK
    default_code = "leak"
