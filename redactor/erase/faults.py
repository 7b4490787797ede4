"""Errors of this folder, and those of the libraries that it uses."""

from __future__ import annotations

import pikepdf
from pymupdf import mupdf

from redactor.errors import OutputError

# What both libraries raise for damaged objects, bare and at times with page content in it, and
# what comes of a null or a number where a stream must be. No memory left is not among them.
DAMAGE: tuple[type[Exception], ...] = (
    pikepdf.PdfError,
    pikepdf.DependencyError,  # a stream in JBIG2 that is no picture
    mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
)


class EraseError(OutputError):
    """Something could not be removed for certain; no file is written."""

    default_code = "erase_failed"


UNCERTAIN: tuple[type[Exception], ...] = (EraseError, *DAMAGE)


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
