"""Plain PyMuPDF: search for each own value, mark every hit, apply, save.

Mode: what the recipes in PyMuPDF's documentation do: ``page.search_for`` (which ignores case),
``add_redact_annot``, ``apply_redactions``, saved with garbage collected. Nothing beyond that:
no OCR, no metadata. An image file is turned into a PDF first, in which nothing is found.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from .pages import as_pdf
from .protocol import Jobs, Redact, serve


def _start(jobs: Jobs) -> Redact:
    pymupdf = importlib.import_module("pymupdf")

    def redact(source: Path, output: Path) -> None:
        with pymupdf.open(stream=as_pdf(source), filetype="pdf") as document:
            for page in document:
                for value in jobs.profile.values:
                    for quad in page.search_for(value, quads=True):
                        page.add_redact_annot(quad, fill=(0, 0, 0))
                page.apply_redactions()
            document.save(output, garbage=4, deflate=True)

    return redact


if __name__ == "__main__":
    sys.exit(serve("plain-pymupdf", "pymupdf", _start))
