"""Errors of this folder."""

from __future__ import annotations

from redactor.errors import OutputError


class EraseError(OutputError):
    """Something could not be removed for certain; no file is written."""

    default_code = "erase_failed"


class UnreadablePagesError(EraseError):
    """Pages whose content cannot be parsed; ``indices`` count from 0."""

    def __init__(
        self,
        *args: object,
        page_no: int | None = None,
        code: str | None = None,
        indices: tuple[int, ...] = (),
    ) -> None:
        super().__init__(*args, page_no=page_no, code=code)
        self.indices = indices
