"""The bytes and the name of one upload, before anything is known of either."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from redactor.errors import InputTooLargeError

_NAME_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that was handed in."""

    number: int
    untrusted_name: str = field(repr=False)
    size: int
    original_size: int = 0  # of what it was redacted from by hand; 0: not given


class Receiver:
    """Takes the bytes of one upload, up to a limit."""

    def __init__(self, file: BinaryIO, max_bytes: int) -> None:
        self._file = file
        self._max_bytes = max_bytes
        self.size = 0
        self.upload: Upload | None = None  # once it is whole

    def take(self, data: bytes) -> None:
        """One piece. Raises InputTooLargeError beyond the limit."""
        self.size += len(data)
        if self.size > self._max_bytes:
            raise InputTooLargeError("the upload is larger than allowed")
        self._file.write(data)


def plain_name(untrusted_name: str) -> str:
    """The last part of a name, without what cannot be printed; it names nothing on the disk."""
    name = untrusted_name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if c.isprintable()).strip()
    return name[:_NAME_LENGTH] or "file"
