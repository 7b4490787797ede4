"""Private files and folders, and file system errors told without names."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from redactor.errors import OutputError
from redactor.platforms import NEW_FILE, OPEN_FLAGS, sync

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def output_errors(what: str) -> Iterator[None]:
    """Turn OSError into OutputError: ``what`` and the reason, never a file's name."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        code = "disk_full" if error.errno in _FULL else None
        # from None: the original quotes paths, and a path may hold a person's name.
        raise OutputError(f"{what}: {reason}", code=code) from None


def private_folder(folder: Path) -> None:
    """Make ``folder`` and its parents; it is the owner's alone (0700), also if it was there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def copy_private(source: Path, target: Path, *, durable: bool = True) -> None:
    """Copy the content into a new file that only the owner reads (0600).

    ``durable``: onto the disk. Raises OSError.
    """
    handle = os.open(target, NEW_FILE, 0o600)
    with os.fdopen(handle, "wb") as out, source.open("rb") as file:
        shutil.copyfileobj(file, out, 1 << 20)
    if durable:
        sync([target])


def place_private(source: Path, target: Path) -> None:
    """Have the content of a file of our own at a second place, too; only the owner reads it (0600).

    Where the file system has no links it is copied; neither is brought onto the disk. Raises
    OSError.
    """
    try:
        os.link(source, target)
    except OSError:
        copy_private(source, target, durable=False)
    else:
        target.chmod(0o600)


@contextmanager
def draft(path: Path, data: Iterable[bytes], *, durable: bool = True) -> Iterator[Path]:
    """A new file that only the owner reads (0600), whole; gone at the end unless it was moved.

    ``durable``: on the disk before anybody moves it. Raises OSError.
    """
    try:
        with os.fdopen(os.open(path, NEW_FILE, 0o600), "wb") as out:
            out.writelines(data)
        if durable:
            sync([path])
        yield path
    finally:
        path.unlink(missing_ok=True)


def beside(target: Path) -> Path:
    """A name in the same folder for what is to become ``target``."""
    return target.with_name(f".new-{secrets.token_hex(8)}")


def write_new(target: Path, text: str) -> None:
    """Write a file that only the owner reads (0600), whole or not at all; never over another.

    Raises OutputError, with the code ``exists`` when there is a file of that name.
    """
    with output_errors("the file cannot be written"):
        try:
            with draft(beside(target), [text.encode("utf-8")]) as made:
                # A rename would replace what came there meanwhile; a link fails.
                os.link(made, target)
        except FileExistsError:
            raise OutputError("there is a file of that name", code="exists") from None
        sync([target.parent])


def replace_private(target: Path, text: str) -> None:
    """Write a file at once, in the place of an earlier one; only the owner reads it (0600)."""
    with (
        output_errors("the file cannot be written"),
        draft(beside(target), [text.encode("utf-8")], durable=False) as made,
    ):
        made.replace(target)


@contextmanager
def append_private(target: Path) -> Iterator[TextIO]:
    """A file to write behind what is there; a new one is the owner's alone (0600)."""
    with output_errors("the file cannot be written"):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | OPEN_FLAGS
        out = os.fdopen(os.open(target, flags, 0o600), "a", encoding="utf-8")
    with out:
        yield out
