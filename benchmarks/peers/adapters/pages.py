"""Pages for peers that take one kind of file only; PyMuPDF and the standard library."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

RENDER_DPI = 200  # of pages for OCR; what most of the peers' documents advise lies near it


def as_pdf(source: Path) -> bytes:
    """The file as a PDF: an image becomes one picture a page, of the size its resolution states.

    A PDF is passed on byte for byte.
    """
    if source.suffix.lower() == ".pdf":
        return source.read_bytes()
    pymupdf = importlib.import_module("pymupdf")
    with pymupdf.open(source) as document:
        return bytes(document.convert_to_pdf())


def scratch_pdf(source: Path, scratch: Path) -> Path:
    """The file as a PDF in a folder of ours: for peers that want a path."""
    scratch.mkdir(parents=True, exist_ok=True)
    path = scratch / "page.pdf"
    path.write_bytes(as_pdf(source))
    return path


def pictures_as_pdf(pictures: list[bytes], sizes: list[tuple[float, float]]) -> bytes:
    """PNG pictures as a PDF, one a page, each filling a page of its size in points."""
    pymupdf = importlib.import_module("pymupdf")
    with pymupdf.open() as document:
        for picture, (width, height) in zip(pictures, sizes, strict=True):
            page = document.new_page(width=width, height=height)
            page.insert_image(page.rect, stream=picture)
        return bytes(document.tobytes(deflate=True))


def black_out(page: Any, rectangles: list[tuple[float, float, float, float]]) -> None:
    """Take away text and pixels under the rectangles (points, as the page is shown)."""
    pymupdf = importlib.import_module("pymupdf")
    for rectangle in rectangles:
        quad = (pymupdf.Rect(rectangle) * page.derotation_matrix).quad
        page.add_redact_annot(quad, fill=(0, 0, 0), cross_out=False)
    if rectangles:
        page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_PIXELS)


def tesseract_languages() -> str:
    """``chi_sim+eng`` as far as they are installed; empty without Tesseract or Chinese."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    listing = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=20
    )
    have = listing.stdout.split()
    return "+".join(n for n in ("chi_sim", "eng") if n in have) if "chi_sim" in have else ""
