"""Small messages from a running job to the process that shows its progress.

Only the standard library: a worker imports this before its limits are set.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from multiprocessing.connection import Connection

# A pipe takes up to this much in one piece (PIPE_BUF), so that writers need no lock. A lock
# would be held for ever by a worker that is killed inside it, and silence all the others.
_MAX_BYTES = 4096 - 16

_sink: Callable[[object], None] | None = None


def emit(event: object) -> None:
    """Tell the parent process about progress; does nothing where nobody listens.

    ``event`` is small and picklable, a tuple such as ``("page", 3)``, and holds no personal
    data. Raises ValueError when it is larger than 4 kB.
    """
    if _sink is not None:
        _sink(event)


def send_to(sink: Callable[[object], None] | None) -> Callable[[object], None] | None:
    """Let ``emit`` call ``sink``, or nothing; returns what it called before."""
    global _sink
    before, _sink = _sink, sink
    return before


def pipe_sink(writer: Connection) -> Callable[[object], None]:
    """A sink that writes into a pipe which several workers share."""

    def send(event: object) -> None:
        data = pickle.dumps(event)
        if len(data) > _MAX_BYTES:
            raise ValueError("an event must be smaller than 4 kB")
        try:
            writer.send_bytes(data)
        except OSError:
            send_to(None)  # the parent has stopped listening; progress is no reason to fail

    return send
