"""The output folder on a local file system.

    OUT/release/<id>/…        released dossiers only
    OUT/public/<id>.json …    no personal data
    OUT/private/held/<id>/    what is held now; <id>~1, <id>~2 …: what was there before
    OUT/private/audit, work, ledger.sqlite
    OUT/summary.json

Folders are 0700 and files 0600. Nothing is written in place: files are made in
``private/work``, under names that begin with a dot, and moved when they are whole. So a crash
leaves nothing that looks finished, and the next start sweeps what it left.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from redactor.errors import OutputError
from redactor.keys import key_fault
from redactor.platforms import NEW_FILE, OPEN_FLAGS, is_alive, lock, sync_folder
from redactor.store.writing import copy_private, output_errors, private_folder

_STAGING = ".new-"


class LocalStore:
    """A ``Store`` whose release is a folder tree. Safe for several processes of one batch."""

    def __init__(self, root: Path) -> None:
        """Make the folders under ``root`` and sweep what a crash left there."""
        self.root = root
        self.release = root / "release"
        self.public = root / "public"
        self.private = root / "private"
        self.held = self.private / "held"
        self.audit = self.private / "audit"
        self.work = self.private / "work"
        self.ledger_path = self.private / "ledger.sqlite"
        with output_errors("the output folder cannot be made"):
            for folder in (
                root,
                self.release,
                self.public,
                self.private,
                self.held,
                self.audit,
                self.work,
            ):
                private_folder(folder)
            self._sweep()

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep a second batch out of this folder; OutputError when one is at work."""
        with output_errors("the output folder cannot be locked"):
            handle = os.open(self.private / ".lock", os.O_RDWR | os.O_CREAT | OPEN_FLAGS, 0o600)
        try:
            try:
                lock(handle)
            except BlockingIOError:
                raise OutputError("another run is writing into this output folder") from None
            yield
        finally:
            os.close(handle)

    @contextmanager
    def work_folder(self) -> Iterator[Path]:
        """An empty private folder on the same file system, removed at the end."""
        with output_errors("no working folder can be made"):
            folder = self._staging()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # a left-over is swept at the next start

    def publish(self, applicant_id: str, files: Sequence[Path]) -> tuple[str, ...]:
        """Move verified files into ``release/<id>/``, all in one rename.

        What was released or held before goes to the hold first. Returns paths relative to the
        root, in the order of ``files``. Raises OutputError; then nothing new is released.
        """
        return self._place(applicant_id, files, self.release / _checked(applicant_id))

    def hold(self, applicant_id: str, files: Sequence[Path]) -> tuple[str, ...]:
        """Move files into ``private/held/<id>/``; nothing of this applicant stays released.

        No files is no error here: a dossier whose files could not be opened has none to show.
        """
        if not files:
            self.withdraw(applicant_id)
            return ()
        return self._place(applicant_id, files, self.held / _checked(applicant_id))

    def withdraw(self, applicant_id: str) -> None:
        """Move what is released or public, and what was held, to ``private/held/<id>~n/``."""
        _checked(applicant_id)
        with output_errors("a dossier cannot be withdrawn"):
            self._withdraw(applicant_id)

    def is_released(self, applicant_id: str) -> bool:
        """Whether a dossier of this applicant stands in the release."""
        return (self.release / _checked(applicant_id)).is_dir()

    def write_text(self, relative: str, text: str) -> Path:
        """Write a UTF-8 file below the root at once, or not at all; see ``write_bytes``."""
        return self.write_bytes(relative, text.encode("utf-8"))

    def write_bytes(self, relative: str, data: bytes) -> Path:
        """Write a file below the root at once, or not at all, readable by the owner only.

        ``relative`` is a path relative to the root (``summary.json``, ``public/7.json``).
        """
        target = self._inside(relative)
        with output_errors("a file cannot be written"):
            private_folder(target.parent)
            temporary = self.work / f"{_STAGING}{os.getpid()}-{secrets.token_hex(8)}"
            try:
                handle = os.open(temporary, NEW_FILE, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(target)
            finally:
                temporary.unlink(missing_ok=True)
            sync_folder(target.parent)
        return target

    def _place(self, applicant_id: str, files: Sequence[Path], target: Path) -> tuple[str, ...]:
        names = [file.name for file in files]
        if not files:
            raise OutputError("a dossier without files cannot be released")
        if len(set(names)) < len(names) or any(name.startswith(".") for name in names):
            raise OutputError("two files of a dossier have one name, or a name begins with a dot")
        with output_errors("a dossier cannot be stored"):
            staging = self._staging()
            try:
                for file in files:
                    copy_private(file, staging / file.name)
                sync_folder(staging)
                self._withdraw(applicant_id)
                staging.rename(target)  # the one moment at which the dossier appears
                sync_folder(target.parent)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
            for file in files:
                file.unlink()
        return tuple((target / name).relative_to(self.root).as_posix() for name in names)

    def _withdraw(self, applicant_id: str) -> None:
        # It may show a page of what goes; ``redactor report`` makes it anew.
        for path in self.public.glob("report.*"):
            path.unlink(missing_ok=True)
        old = [
            (folder, name)
            for folder, name in (
                (self.release / applicant_id, "release"),
                (self.held / applicant_id, "held"),
            )
            if folder.exists()
        ]
        public = [path for path in self.public.iterdir() if _belongs_to(path, applicant_id)]
        if not old and not public:
            return
        attic = self._attic(applicant_id)
        for folder, name in old:
            folder.rename(attic / name)
        if public:
            private_folder(attic / "public")
        for path in public:
            path.rename(attic / "public" / path.name)
        for folder in (self.release, self.public, self.held, attic):
            sync_folder(folder)

    def _attic(self, applicant_id: str) -> Path:
        """A new folder ``<id>~n``; no number is used twice, nothing is written over."""
        number = 1
        while True:
            folder = self.held / f"{applicant_id}~{number}"
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                number += 1
                continue
            return folder

    def _staging(self) -> Path:
        folder = self.work / f"{_STAGING}{os.getpid()}-{secrets.token_hex(8)}"
        folder.mkdir(mode=0o700)
        return folder

    def _sweep(self) -> None:
        """Remove what processes that are gone left behind; workers of this batch live on."""
        for path in self.work.glob(f"{_STAGING}*"):
            pid = path.name.removeprefix(_STAGING).split("-")[0]
            if pid.isdecimal() and is_alive(int(pid)):
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)  # another process may be sweeping too
            else:
                path.unlink(missing_ok=True)

    def _inside(self, relative: str) -> Path:
        path = Path(relative)
        if path.is_absolute() or not path.parts or ".." in path.parts:
            raise OutputError("a path leads out of the output folder")
        if path.parts[0] == "release":
            raise OutputError("files enter the release with their dossier only")
        return self.root / path


def _checked(applicant_id: str) -> str:
    if fault := key_fault(applicant_id):
        raise OutputError(f"the number that names the applicant {fault}")
    return applicant_id


def _belongs_to(path: Path, applicant_id: str) -> bool:
    """``7.json``, ``7.html`` and the folder ``7``; never ``7.1.json`` of applicant 7.1."""
    return path.name == applicant_id if path.is_dir() else path.stem == applicant_id
