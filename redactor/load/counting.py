"""How many pages a file seems to have, without working on it: for an estimate."""

from __future__ import annotations

from pathlib import Path

from redactor.config.records import Limits
from redactor.errors import RedactorError
from redactor.load.pdf import open_pdf
from redactor.load.sniff import SourceKind, sniff


def seeming_pages(path: Path, limits: Limits) -> int:
    """Its pages; 1 for a picture, 0 for what cannot be read: the run will say why."""
    try:
        if sniff(path) is not SourceKind.PDF:
            return 1
        with open_pdf(path, limits) as document:
            return int(document.page_count)
    except (RedactorError, OSError):
        return 0
