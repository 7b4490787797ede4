"""The number of pages that a PDF tells, which may be another than it has.

MuPDF and PDFium go by what is told and hide the rest; qpdf counts. Whoever counts would show
pages that nobody looked at.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pymupdf


def set_right(document: pymupdf.Document, path: Path) -> None:
    """Let the opened ``document`` tell as many pages as the file at ``path`` has, if known."""
    try:
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return  # nobody else can count; MuPDF says what is wrong with it
    kind, tree = document.xref_get_key(document.pdf_catalog(), "Pages")
    if kind == "xref" and _told(document) != pages:
        document.xref_set_key(int(tree.split()[0]), "Count", str(pages))


def _told(document: pymupdf.Document) -> int | None:
    try:
        return int(document.page_count)
    except RuntimeError:
        return None  # a number that no document can have
