"""The output folder on a local file system, and its release on an object store if it has one.

    OUT/release/<id>/…        released dossiers only
    OUT/public/<id>.json …    no personal data
    OUT/private/held/<id>/    what is held now; <id>~1, <id>~2 …: what was there before
    OUT/private/audit, work, readings, ledger.sqlite (or ledger.url), release.url
    OUT/summary.json

Folders are 0700 and files 0600. Nothing is written in place: files are made in
``private/work``, under names that begin with a dot, and moved when they are whole. So a crash
leaves nothing that looks finished, and the next start sweeps what it left.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from redactor.errors import ConfigError, OutputError
from redactor.keys import checked_key
from redactor.platforms import OPEN_FLAGS, is_alive, lock, sync
from redactor.store.ledger import Ledger
from redactor.store.remote import RemoteRelease
from redactor.store.writing import draft, output_errors, place_private, private_folder, write_new

Texts = Mapping[str, Iterable[str]]  # of files, in pieces, by their paths relative to the root
_STAGING = ".new-"
_NONE: Texts = {}
_SUMMARIES = ("report.html", "report.pdf")  # of the whole batch


class LocalStore:
    """A ``Store`` whose release is a folder tree. Safe for several processes of one batch."""

    def __init__(
        self, root: Path, fence: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        """Make the folders under ``root`` and sweep what a crash left there.

        Whatever is published, held or withdrawn changes its place within ``fence``, which raises
        when the dossier is another run's by now.
        """
        self.root = root
        self._fence = fence
        self.release = root / "release"
        self.public = root / "public"
        self.private = root / "private"
        self.held = self.private / "held"
        self.audit = self.private / "audit"
        self.work = self.private / "work"
        self.ledger_path = self.private / "ledger.sqlite"
        self._ledger_url = self.private / "ledger.url"
        self.remote = RemoteRelease(self.private / "release.url")
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

    def open_ledger(self, url: str = "") -> Ledger:
        """The ledger of this folder, the file in it or the server of ``url``; close it.

        A URL is kept for all who open the folder later. Raises OutputError when the ledger is
        another folder's: it would say of its dossiers that they are done.
        """
        with output_errors("the place of the ledger cannot be read"):
            kept = self._ledger_url.read_text("utf-8") if self._ledger_url.is_file() else ""
        if url and (self.ledger_path.is_file() or kept not in ("", url)):
            raise OutputError("this folder has another ledger already", code="other_ledger")
        ledger = Ledger(url or kept or self.ledger_path)
        try:
            own = self._identity()
            if ledger.note_once("output", own) != own:
                raise OutputError("the ledger is another folder's", code="ledger_taken")
            if url and not kept:
                self.write_text("private/ledger.url", url)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def release_to(self, url: str) -> None:
        """From now on what is released is on this object store, too; see ``RemoteRelease``."""
        self.remote.bind(url, self._identity())

    def _identity(self) -> str:
        """A random name of this folder, which goes with it when it is moved."""
        path = self.private / "id"
        if not path.is_file():
            with suppress(OutputError):  # another node may have been quicker
                write_new(path, secrets.token_hex(16))
        with output_errors("the output folder cannot be read"):
            return path.read_text("utf-8")

    @contextmanager
    def exclusive(self, *, shared: bool = False) -> Iterator[None]:
        """Keep a second batch out of this folder; OutputError when one is at work.

        ``shared``: but for those that share it, by the leases of one ledger.
        """
        with output_errors("the output folder cannot be locked"):
            handle = os.open(self.private / ".lock", os.O_RDWR | os.O_CREAT | OPEN_FLAGS, 0o600)
        try:
            try:
                lock(handle, shared=shared)
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

    def publish(
        self, applicant_id: str, files: Sequence[Path], reports: Texts = _NONE
    ) -> tuple[str, ...]:
        """Move verified files into ``release/<id>/``, all in one rename, and then ``reports`` to
        their places, as by ``write_all``.

        What was released or held before goes to the hold first. Returns paths relative to the
        root, in the order of ``files``. Raises OutputError; then nothing new is released.
        """
        self._place(applicant_id, files, self.release, reports)
        return self.places(applicant_id, files, released=True)

    def hold(
        self, applicant_id: str, files: Sequence[Path], reports: Texts = _NONE
    ) -> tuple[str, ...]:
        """Move files into ``private/held/<id>/``; nothing of this applicant stays released.

        No files is no error here: a dossier whose files could not be opened has none to show.
        """
        if files:
            self._place(applicant_id, files, self.held, reports)
        else:
            self.withdraw(applicant_id)
            self.write_all(reports)
        return self.places(applicant_id, files, released=False)

    def places(
        self, applicant_id: str, files: Sequence[Path], *, released: bool
    ) -> tuple[str, ...]:
        """Where files will be, or are, once they are released or held; relative to the root."""
        folder = (self.release if released else self.held) / checked_key(applicant_id)
        return tuple((folder / file.name).relative_to(self.root).as_posix() for file in files)

    def withdraw(self, applicant_id: str) -> None:
        """Move what is released or public, and what was held, to ``private/held/<id>~n/``."""
        checked_key(applicant_id)
        with (
            output_errors("a dossier cannot be withdrawn"),
            self.remote.coming(applicant_id) as nothing,
            self._fence(),
        ):
            nothing.clear()
            self._withdraw(applicant_id)

    def is_told_of(self, applicant_id: str) -> bool:
        """Whether there is anything to withdraw; asks nobody whose the dossier is."""
        checked_key(applicant_id)
        names = (applicant_id, f"{applicant_id}.json", f"{applicant_id}.html", *_SUMMARIES)
        folders = (self.release / applicant_id, self.held / applicant_id)
        return any(path.exists() for path in (*folders, *(self.public / name for name in names)))

    def is_released(self, applicant_id: str) -> bool:
        """Whether a dossier of this applicant stands in the release."""
        return (self.release / checked_key(applicant_id)).is_dir()

    def write_text(self, relative: str, text: str) -> Path:
        """Write a UTF-8 file below the root at once, or not at all; see ``write_bytes``."""
        return self.write_bytes(relative, text.encode("utf-8"))

    def write_json(self, relative: str, document: Mapping[str, Any]) -> Path:
        """Write JSON, Chinese as it is, one line for each key; see ``write_bytes``."""
        return self.write_text(relative, json_text(document))

    def write_bytes(self, relative: str, data: bytes) -> Path:
        """Write a file below the root at once, or not at all, readable by the owner only.

        ``relative`` is a path relative to the root (``summary.json``, ``public/7.json``).
        """
        (target,) = self._write({relative: [data]})
        return target

    def write_all(self, files: Texts) -> None:
        """Write several files, each as by ``write_text``; none of them before all are whole.

        Their text is made while it is written: the pictures of a thousand pages are too large to be
        held.
        """
        self._write(_encoded(files))

    def _write(self, files: Mapping[str, Iterable[bytes]]) -> list[Path]:
        with output_errors("a file cannot be written"), ExitStack() as stack:
            drafts = self._drafts(files, stack)
            sync(drafts.values())
            for target, made in drafts.items():
                made.replace(target)
            _sync_folders(drafts)
        return list(drafts)

    def _drafts(self, files: Mapping[str, Iterable[bytes]], stack: ExitStack) -> dict[Path, Path]:
        """By the place of each file the draft of it, gone at the end of ``stack`` unless moved."""
        targets = {self._inside(relative): data for relative, data in files.items()}
        for folder in {target.parent for target in targets}:
            private_folder(folder)
        return {
            target: stack.enter_context(draft(self.work / self._new_name(), data, durable=False))
            for target, data in targets.items()
        }

    def _place(
        self, applicant_id: str, files: Sequence[Path], folder: Path, reports: Texts
    ) -> None:
        target = folder / checked_key(applicant_id)
        names = [file.name for file in files]
        if not files:
            raise OutputError("a dossier without files cannot be released")
        if len(set(names)) < len(names) or any(name.startswith(".") for name in names):
            raise OutputError("two files of a dossier have one name, or a name begins with a dot")
        with output_errors("a dossier cannot be stored"), ExitStack() as stack:
            staging = self._staging()
            stack.callback(shutil.rmtree, staging, ignore_errors=True)
            for file in files:
                place_private(file, staging / file.name)
            drafts = self._drafts(_encoded(reports), stack)
            # Once for all of it: each wait is one for whatever else is written to the disk.
            sync([*(staging / name for name in names), *drafts.values(), staging])
            sent = files if folder == self.release else ()
            coming = stack.enter_context(self.remote.coming(applicant_id, sent))
            with self._fence():
                coming.clear()
                self._withdraw(applicant_id)
                staging.rename(target)  # the one moment at which the dossier appears
                for place, made in drafts.items():
                    made.replace(place)
                coming.appear()
            _sync_folders([target, *drafts])
            for file in files:
                file.unlink()

    def _withdraw(self, applicant_id: str) -> None:
        # It may show a page of what goes; ``redactor report`` makes it anew.
        for name in _SUMMARIES:
            (self.public / name).unlink(missing_ok=True)
        old = [
            (folder, name)
            for folder, name in (
                (self.release / applicant_id, "release"),
                (self.held / applicant_id, "held"),
            )
            if folder.exists()
        ]
        # Looked for by name: a list of the folder would grow with the batch.
        names = (applicant_id, f"{applicant_id}.json", f"{applicant_id}.html")
        public = [path for name in names if (path := self.public / name).exists()]
        if not old and not public:
            return
        attic = self._attic(applicant_id)
        for folder, name in old:
            folder.rename(attic / name)
        if public:
            private_folder(attic / "public")
        for path in public:
            path.rename(attic / "public" / path.name)
        sync([self.release, self.public, self.held, attic])

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
        folder = self.work / self._new_name()
        folder.mkdir(mode=0o700)
        return folder

    @staticmethod
    def _new_name() -> str:
        """``_sweep`` knows by it whose it is."""
        return f"{_STAGING}{os.getpid()}-{secrets.token_hex(8)}"

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


def _encoded(files: Texts) -> dict[str, Iterable[bytes]]:
    return {name: (piece.encode() for piece in pieces) for name, pieces in files.items()}


def _sync_folders(moved: Iterable[Path]) -> None:
    sync({path.parent for path in moved})


def json_text(document: Mapping[str, Any]) -> str:
    """JSON, Chinese as it is, one line for each key."""
    # Python writes an indent twenty times as slowly as its C encoder writes all in one line.
    told = (
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in document.items()
    )
    return "{\n " + ",\n ".join(told) + "\n}\n"


def is_output(root: Path) -> bool:
    """Whether ``root`` is an output folder, with a ledger in it or on a server."""
    return any((root / "private" / name).is_file() for name in ("ledger.sqlite", "ledger.url"))


def check_output(root: Path) -> None:
    """Raise ConfigError, code ``no_output``, where ``is_output`` is false."""
    if not is_output(root):
        raise ConfigError("this is no output folder of redactor", code="no_output")
