"""Errors of the libraries that look at the finished file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import pikepdf
import pypdfium2

from redactor.erase.faults import DAMAGE
from redactor.errors import OutputError

_LIBRARY_ERRORS = (
    *DAMAGE,
    pikepdf.PasswordError,
    pypdfium2.PdfiumError,
    cv2.error,
    zlib.error,
    MemoryError,
    OSError,
)


@contextmanager
def could_not_look(what: str, page_no: int | None = None) -> Iterator[None]:
    """Turn a library's error into "could not look", which is never "found nothing".

    Errors of this package pass through: they are no ``ValueError`` or ``RuntimeError``.
    """
    try:
        yield
    except _LIBRARY_ERRORS as error:
        place = f"page {page_no} of the finished file" if page_no else "the finished file"
        # The library's words may quote the file's content: only its kind is told.
        raise OutputError(
            f"{what} of {place} could not be verified ({type(error).__name__}); it is held back",
            page_no=page_no,
            code="verify_failed",
        ) from None
