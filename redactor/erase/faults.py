"""Errors of this folder."""

from __future__ import annotations

from redactor.errors import OutputError


class EraseError(OutputError):
    """Something could not be removed for certain; no file is written."""

    default_code = "erase_failed"
