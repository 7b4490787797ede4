"""A ``Store`` in memory, for tests of what is published, held and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from redactor.errors import OutputError
from redactor.keys import checked_key

Files = dict[str, bytes]


class FakeStore:
    """Keeps the content of files by applicant: released, held, and what stood there before."""

    def __init__(self) -> None:
        self.released: dict[str, Files] = {}
        self.held: dict[str, Files] = {}
        self.public: dict[str, Files] = {}
        self.attic: dict[str, list[Files]] = {}

    def publish(self, applicant_id: str, files: Sequence[Path]) -> tuple[str, ...]:
        if not files:
            raise OutputError("a dossier without files cannot be released")
        return self._place(applicant_id, files, self.released, "release")

    def hold(self, applicant_id: str, files: Sequence[Path]) -> tuple[str, ...]:
        if not files:
            self.withdraw(applicant_id)
            return ()
        return self._place(applicant_id, files, self.held, "private/held")

    def withdraw(self, applicant_id: str) -> None:
        checked_key(applicant_id)
        for shelf in (self.released, self.held, self.public):
            if applicant_id in shelf:
                self.attic.setdefault(applicant_id, []).append(shelf.pop(applicant_id))

    def _place(
        self, applicant_id: str, files: Sequence[Path], shelf: dict[str, Files], folder: str
    ) -> tuple[str, ...]:
        checked_key(applicant_id)
        if len({file.name for file in files}) < len(files):
            raise OutputError("two files of a dossier have one name")
        try:
            content = {file.name: file.read_bytes() for file in files}
        except OSError as error:
            raise OutputError(f"a dossier cannot be stored: {error.strerror}") from None
        self.withdraw(applicant_id)
        shelf[applicant_id] = content
        for file in files:
            file.unlink()
        return tuple(f"{folder}/{applicant_id}/{name}" for name in content)
