"""Jobs for worker processes, which import them by name."""

import gc
import os
import resource
import signal
import sys
import time

from redactor.execute.events import emit


class Unreadable(Exception):
    """Can be pickled and not be unpickled: it does not pass its argument on."""

    def __init__(self, page):
        super().__init__()


class UnreadableResult:
    def __reduce__(self):
        return int, ("no number",)


class Loaded:
    """Is unpickled as whether the garbage collector is at work meanwhile."""

    def __reduce__(self):
        return gc.isenabled, ()


def collecting(while_loaded):
    return while_loaded, gc.isenabled()


class Unwritable:
    def __reduce__(self):
        raise TypeError("王伟 cannot be pickled")


def act(what):
    """Do what ``what`` says; everything but crashes returns it."""
    match what:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(600)
        case "exit":
            sys.exit(3)
        case "hoard":
            return len(bytearray(8 << 30))
        case "own time-out":
            raise TimeoutError("of a socket")
        case "unreadable error":
            raise Unreadable(3)
        case "unreadable result":
            return UnreadableResult()
        case "lambda result":
            return lambda: 1
        case "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
    return what


def limits(_):
    return (
        resource.getrlimit(resource.RLIMIT_AS)[0],
        resource.getrlimit(resource.RLIMIT_CORE),
        os.environ["OMP_NUM_THREADS"],
        "numpy" in sys.modules,
    )


def pid(_):
    time.sleep(0.05)
    return os.getpid()


def chatter(job):
    for step in range(200):
        emit((job, step))
    return job


def shout(job):
    emit("x" * 5000)
    return job


def chatter_and_die(job):
    chatter(job)
    if job == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return job


_warmed: list[object] = []


def warm(given):
    """Remembers that this process was warmed up, and says so by a file."""
    folder, what = given
    _warmed.append(what)
    (folder / f"{what}-{os.getpid()}").touch()
    if what == "wrong":
        raise ValueError("nothing to load")


def warmed(_):
    """What this process was warmed up with."""
    return list(_warmed)


def note_and_sleep(job):
    """Note on which node this runs, and take a while."""
    import ray

    folder, number = job
    node = ray.get_runtime_context().get_node_id()
    (folder / f"{number}-{os.getpid()}").write_text(node)
    time.sleep(1.0)
    return number
