"""Hashes of files, read in blocks."""

from __future__ import annotations

import hashlib
from pathlib import Path

_BLOCK = 1 << 16  # bytes: for larger ones the system is asked for memory each time


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's content, in hex. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sha256_or_empty(path: Path) -> str:
    """The hash, or "" when the file cannot be read: its own reading reports why."""
    try:
        return sha256_of(path)
    except OSError:
        return ""
