"""``python -m redactor`` and the ``redactor`` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from redactor.cli.language import use_language, wanted_language


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (DESIGN: command line)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    use_language(wanted_language(given))
    # Help texts are translated when the commands are defined: import them only now.
    from redactor.cli.run import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
