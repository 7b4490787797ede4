"""Hashes of files, read in blocks."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

_BLOCK = 1 << 16  # bytes: for larger ones the system is asked for memory each time


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's content, in hex. Raises OSError, also for what is no plain file: a pipe
    or a device has no end.
    """
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0, opener=_without_waiting) as file:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a plain file")
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # for somebody to write to a pipe


def sha256_or_empty(path: Path) -> str:
    """The hash, or "" when the file cannot be read: its own reading reports why."""
    try:
        return sha256_of(path)
    except OSError:
        return ""
