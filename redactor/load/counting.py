"""How many pages a file seems to have, without working on it: for an estimate."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from redactor.config.records import Limits
from redactor.errors import RedactorError
from redactor.load.pdf import guarded, open_pdf
from redactor.load.sniff import SourceKind, sniff

_LEAST_BYTES = 200  # of a page with something on it: its object, and a stream's


def is_longer(path: Path, pages: int) -> bool:
    """Whether a file seems to be a PDF of more pages; nothing else of it is looked at.

    A file too small for that many is not even opened.
    """
    try:
        if path.stat().st_size < pages * _LEAST_BYTES or sniff(path) is not SourceKind.PDF:
            return False
        with guarded(), pymupdf.open(path, filetype="pdf") as document:
            return bool(document.page_count > pages)
    except (RedactorError, OSError):
        return False


def seeming_pages(path: Path, limits: Limits) -> int:
    """Its pages; 1 for a picture, 0 for what cannot be read: the run will say why."""
    try:
        if sniff(path) is not SourceKind.PDF:
            return 1
        with open_pdf(path, limits) as document:
            return int(document.page_count)
    except (RedactorError, OSError):
        return 0
