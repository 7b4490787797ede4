"""What Linux and Windows do differently: locks, limits, processes, folders. Nothing else may ask.

The Windows half is checked by mypy (``--platform win32``) and by a test with made-up system
modules. It was never run on Windows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

# Files are bytes, and no child process inherits them.
OPEN_FLAGS: int = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | OPEN_FLAGS  # and no link that lies there


def sync_files(paths: Sequence[Path]) -> None:
    """Bring files onto the disk, all of them on their way before the first is waited for.

    One by one, each would wait for the journal of the file system.
    """
    advise = getattr(os, "posix_fadvise", None)
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb+")) for path in paths]
        for file in files:
            if advise is not None:
                with suppress(OSError):  # only a hint: Linux begins to write then
                    advise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        for file in files:
            os.fsync(file.fileno())


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

    def sync_folder(_folder: Path) -> None:
        """Folders cannot be flushed on Windows; NTFS keeps a journal of renames."""

else:
    import fcntl
    import resource

    def lock(handle: int, *, shared: bool = False) -> None:
        """Lock an open file for this process alone, or for all that share it.

        BlockingIOError when another has it.
        """
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)

    def is_alive(pid: int) -> bool:
        """Whether a process of that number runs."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def limit_memory(megabytes: int) -> None:
        """Limit this process, and let it leave no core dump: that holds pages and profiles."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if megabytes:
            limit = megabytes * 1024 * 1024
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    def peak_memory_mb() -> float:
        """The most memory that this process ever had."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def sync_folder(folder: Path) -> None:
        """Bring a folder's entries onto the disk: a rename alone may be lost with the power."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
