"""What Linux and Windows do differently: locks, limits, processes, folders. Nothing else may ask.

The Windows half is checked by mypy (``--platform win32``) and by a test with made-up system
modules. It was never run on Windows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path

# Files are bytes, and no child process inherits them.
OPEN_FLAGS: int = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_WAITERS = 4  # threads; each takes 70 MB of a worker's address space
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | OPEN_FLAGS  # and no link that lies there


def sync(paths: Iterable[Path]) -> None:
    """Bring files, and the entries of folders, onto the disk. All are waited for at once.

    One by one, each would wait for the disk to empty its buffer, which is done for all of them.
    """
    advise = getattr(os, "posix_fadvise", None)
    with ExitStack() as stack:
        handles = []
        for path in paths:
            if (handle := _open_for_sync(path)) is not None:
                handles.append(handle)
                stack.callback(os.close, handle)
        for handle in handles:
            if advise is not None:
                with suppress(OSError):  # only a hint: Linux begins to write then
                    advise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        done = [_waiters(os.getpid()).submit(os.fsync, handle) for handle in handles]
        wait(done)  # all of them, or a handle would be closed below who still waits for it
        for future in done:
            future.result()


@cache
def _waiters(_pid: int) -> ThreadPoolExecutor:
    """Of this very process: a fork has none of its parent's threads."""
    return ThreadPoolExecutor(_WAITERS, "sync")


def private_file(path: Path) -> None:
    """Make an empty file that is its owner's alone, where none is.

    One that is there is not opened: to close any handle of a file drops all locks that this
    process has on it, and another's SQLite then folds up the log that is still written to.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, NEW_FILE, 0o600))


if sys.platform == "win32":
    import ctypes
    import msvcrt

    _QUERY, _STILL_ACTIVE = 0x1000, 259  # PROCESS_QUERY_LIMITED_INFORMATION

    def lock(handle: int, *, shared: bool = False) -> None:  # noqa: ARG001 - there is one kind
        """Lock an open file for this process alone; BlockingIOError when another has it."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, "locked") from None

    def is_alive(pid: int) -> bool:
        """Whether a process of that number runs. ``os.kill(pid, 0)`` would send it Ctrl-C here."""
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_QUERY, False, pid)
        if not handle:
            return False
        try:
            code = ctypes.c_ulong()
            told = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
            return not told or code.value == _STILL_ACTIVE
        finally:
            kernel.CloseHandle(handle)

    def limit_memory(_megabytes: int) -> None:
        """Not limited on Windows: that takes a job object, made by the parent."""

    def peak_memory_mb() -> float:
        """Not known on Windows without another library: 0."""
        return 0.0

    def _open_for_sync(path: Path) -> int | None:
        """None for a folder, which Windows cannot flush; NTFS keeps a journal of renames."""
        return None if path.is_dir() else os.open(path, os.O_RDWR | OPEN_FLAGS)

else:
    import fcntl
    import resource

    def lock(handle: int, *, shared: bool = False) -> None:
        """Lock an open file for this process alone, or for all that share it.

        BlockingIOError when another has it.
        """
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)

    def is_alive(pid: int) -> bool:
        """Whether a process of that number runs; one that only waits to be reaped does not."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        try:
            state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return True  # no Linux, or gone just now
        return state not in ("Z", "X")

    def limit_memory(megabytes: int) -> None:
        """Limit this process, and let it leave no core dump: that holds pages and profiles."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if megabytes:
            limit = megabytes * 1024 * 1024
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    def peak_memory_mb() -> float:
        """The most memory that this process ever had."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def _open_for_sync(path: Path) -> int | None:
        """A folder, too: a rename alone may be lost with the power."""
        return os.open(path, os.O_RDONLY | OPEN_FLAGS)
