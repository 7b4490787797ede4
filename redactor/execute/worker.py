"""What runs inside a worker process.

Only the standard library and modules of the program that import nothing else: everything here
is imported before the limits are set, and a library that reserves memory or starts threads must
come after.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import threading
from collections.abc import Sequence
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection

from redactor.errors import WorkerError
from redactor.execute.events import pipe_sink, send_to
from redactor.memory import loading
from redactor.platforms import limit_memory

# Two single-threaded processes beat two threads in one (38 % less CPU, measured).
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


def start_worker(memory_mb: int, events: Connection | None) -> None:
    """Set the limits of this process; runs once, before the first job is unpickled."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    os.environ.update(ENVIRONMENT)
    limit_memory(memory_mb)
    if events is not None:
        send_to(pipe_sink(events))
    threading.Thread(target=_die_with_parent, daemon=True).start()


def start_warm_worker(
    memory_mb: int,
    events: Connection | None,
    first: Sequence[bytes],
    awaited: ctypes.c_int | None = None,
) -> None:
    """The same, and then jobs whose results nobody waits for, such as loading models.

    Once ``awaited``, the number of jobs that somebody waits for, is not 0, the rest is left out:
    those jobs load what they need.
    """
    start_worker(memory_mb, events)
    for data in first:
        if awaited is not None and awaited.value:
            return
        run_pickled(data)  # an error is in its result: here it would break the pool


def run_pickled(data: bytes) -> bytes:
    """Run one pickled ``(task, job)``; returns the pickled result or error.

    The pool sees bytes only. It would break on an error that cannot be unpickled, and with it
    every other job.
    """
    try:
        with loading():  # the first job brings the program with it
            task, job = pickle.loads(data)
        return pickle.dumps((True, task(job)))
    except MemoryError:
        return pickle.dumps((False, WorkerError("the worker ran out of memory", code="memory")))
    except SystemExit:
        return pickle.dumps((False, WorkerError("the job ended its process")))
    except Exception as error:  # a job's error is its result
        return _pickled_error(error)


def load_result(data: bytes) -> object:
    """The result that ``run_pickled`` returned; raises the job's error."""
    done, value = pickle.loads(data)
    if done:
        return value
    raise value


def result_or_error(data: bytes) -> object:
    """The same, with the job's error, or that of reading its result, as the result."""
    try:
        return load_result(data)
    except Exception as error:
        return error


def _pickled_error(error: Exception) -> bytes:
    try:
        data = pickle.dumps((False, error))
        pickle.loads(data)  # many errors can be written and not be read again
    except Exception:  # whatever a foreign __reduce__ or __init__ raises
        # The text of a foreign error may hold personal data: its type must do.
        lost = WorkerError(f"the job failed with {type(error).__name__}", code="unpicklable")
        return pickle.dumps((False, lost))
    return data


def _die_with_parent() -> None:
    """Leave no orphan, even when the parent is killed and can stop nobody."""
    parent = parent_process()
    if parent is None:
        return
    connection.wait([parent.sentinel])
    sys.stderr.flush()
    os._exit(1)
