"""Hashes of files, read in blocks."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's content, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_or_empty(path: Path) -> str:
    """The hash, or "" when the file cannot be read: its own reading reports why."""
    try:
        return sha256_of(path)
    except OSError:
        return ""
