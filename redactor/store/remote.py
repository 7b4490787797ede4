"""The release of an output folder a second time, on an object store; see ``Bucket``.

A dossier is on the store only while it stands in ``OUT/release``: it is withdrawn there first
and comes there last. Whatever ends a run between the two, the ledger does not know the dossier as
done, and the next run withdraws and makes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Protocol

from redactor.errors import LeakError, OutputError
from redactor.store.bucket import Bucket
from redactor.store.writing import output_errors, write_new


class Coming(Protocol):
    """A dossier on its way to the store."""

    def clear(self) -> None:
        """Delete there what was released of it."""
        ...

    def appear(self) -> None:
        """It is there, whole; only after ``clear``."""
        ...


class _Nowhere:
    def clear(self) -> None: ...

    def appear(self) -> None: ...


class RemoteRelease:
    """The object store of an output folder, or none: then nothing here does anything."""

    def __init__(self, note: Path) -> None:
        """``note``: the file that tells all who open the folder where the store is."""
        self._note = note

    @property
    def url(self) -> str:
        """Where the release is, too; empty for nowhere."""
        with output_errors("the place of the release cannot be read"):
            return self._note.read_text("utf-8") if self._note.is_file() else ""

    def bind(self, url: str, owner: str) -> None:
        """From now on the release is below ``url``, too; OutputError where that is another's.

        It is kept for all who open the folder later, and is never another one.
        """
        url = url.rstrip("/")
        if self.url not in ("", url):
            raise OutputError("the release goes to another store already", code="other_store")
        if not Bucket(url).claim(owner):
            raise OutputError("the place is not empty, or another's", code="store_taken")
        if not self.url:
            write_new(self._note, url)

    def coming(
        self, applicant_id: str, files: Sequence[Path] = ()
    ) -> AbstractContextManager[Coming]:
        """Verified files, uploaded and read back, that do not appear yet; see ``Bucket.upload``.

        Without files nothing will be there of this applicant.
        """
        # Looked for anew each time: another node may have bound the folder meanwhile.
        url = self.url
        return Bucket(url).upload(applicant_id, files) if url else nullcontext(_Nowhere())

    def whole(self) -> Mapping[str, frozenset[str]]:
        """By applicant the files that are there."""
        url = self.url
        return Bucket(url).whole() if url else {}

    def complete(
        self, verified: Mapping[Path, str], fence: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """Put there again a dossier of the release, its files with their hashes when verified.

        It appears within ``fence``. Raises LeakError where a file is not what was verified.
        """
        applicant_id = next(iter(verified)).parent.name
        with Bucket(self.url).upload(applicant_id, list(verified)) as upload, fence():
            if upload.hashes != {path.name: sha256 for path, sha256 in verified.items()}:
                raise LeakError("the release is not what was verified", code="changed")
            upload.clear()
            upload.appear()
