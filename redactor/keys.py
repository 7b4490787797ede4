"""What an applicant's number (编号) may look like, since folders and files are named by it."""

from __future__ import annotations

import unicodedata

from redactor.errors import OutputError

MAX_LENGTH = 60  # file names hold 255 bytes; a Han character takes 3, and a suffix follows
_FORBIDDEN = frozenset('/\\:*?"<>|~')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{i}" for name in ("com", "lpt") for i in range(1, 10))]
)


def key_fault(key: str) -> str:
    """Why ``key`` cannot name a folder, as the end of a sentence; empty when it can.

    Stricter than this file system: what is released is copied to others. ``~`` is ours, for
    the running number of what was withdrawn. The answer never repeats the key.
    """
    if not key:
        return "is empty"
    if len(key) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters"
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for char in key):
        return "holds a control character or an invisible one"
    if _FORBIDDEN & set(key):
        return 'holds one of / \\ : * ? " < > | ~'
    if key[0] in ". -" or key[-1] in ". ":
        return "begins with a dot, a blank or a hyphen, or ends with a dot or a blank"
    if key.split(".")[0].lower() in _DEVICES:
        return "is a device name under Windows"
    return ""


def checked_key(key: str) -> str:
    """``key``. Raises OutputError, which does not repeat it, when it cannot name a folder."""
    if fault := key_fault(key):
        raise OutputError(f"the number that names the applicant {fault}")
    return key


def same_folder(key: str) -> str:
    """``key`` as a file system that ignores case and composition would compare it."""
    return unicodedata.normalize("NFC", key).casefold()
