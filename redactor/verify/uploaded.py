"""What an upload brings that the office is told of, though it goes (cases 79 and 80).

A signature is worth nothing once a page has changed, so the original must be kept; a bar over
live text hides nothing, which its owner does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pikepdf
import pymupdf

from redactor.datatypes import PageText
from redactor.erase.clipped_pixels import cropped_pictures
from redactor.erase.unseen_pixels import hides_print
from redactor.errors import OutputError
from redactor.geometry import PtQuad
from redactor.verify.alone import text_under
from redactor.verify.faults import could_not_look
from redactor.verify.render import frame_of

_MOST_FIELDS = 10_000  # kids may lead round in a circle


def is_signed(path: Path) -> bool:
    """Whether somebody signed the PDF with a certificate. False where nobody can tell."""
    try:
        with pikepdf.open(path) as pdf:
            root = pdf.Root
            if "/DSS" in root or "/Perms" in root:
                return True
            return any(f.get("/FT") == "/Sig" and "/V" in f for f in _fields(root))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError):
        return False  # damaged: whoever opens it is told of no signature either


def pages_that_mask_print(path: Path) -> tuple[int, ...]:
    """Pages (from 1) with a picture whose mask hides print. Empty where nobody can tell."""
    try:
        with pikepdf.open(path) as pdf:
            return tuple(
                page_no
                for page_no, page in enumerate(pdf.pages, start=1)
                if any(_masks_print(image) for image in page.images.values())
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError):
        return ()


def pages_that_crop_print(path: Path) -> tuple[int, ...]:
    """Pages (from 1) with a picture whose print a clip cuts off. Empty where nobody can tell."""
    try:
        with pikepdf.open(path) as pdf:
            pages = ((page_no, page.obj) for page_no, page in enumerate(pdf.pages, start=1))
            cropped = cropped_pictures(pdf, pages)
            return tuple(sorted({page_no for found in cropped for page_no in found.pages}))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError):
        return ()


def _masks_print(image: pikepdf.Object) -> bool:
    try:
        return isinstance(image, pikepdf.Stream) and hides_print(image)
    except (OutputError, pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError):
        return False  # what cannot be decoded shows nothing either


def _fields(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    form = root.get("/AcroForm")
    waiting = _dictionaries(form.get("/Fields")) if isinstance(form, pikepdf.Dictionary) else []
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        field = waiting.pop()
        yield field
        waiting += _dictionaries(field.get("/Kids"))


def _dictionaries(array: pikepdf.Object | None) -> list[pikepdf.Object]:
    given = array if isinstance(array, pikepdf.Array) else ()
    return [item for item in given if isinstance(item, pikepdf.Dictionary)]


def has_text_under(
    path: Path, bars: Mapping[int, Sequence[PtQuad]], pages: Iterable[PageText]
) -> bool:
    """Whether live text lies below one of the bars, by page from 1. False where nobody can tell.

    ``pages`` hold what is seen: pale print on a dark ground, or a heavy I, is no text below a bar.
    """
    try:
        with could_not_look("the pages"), pymupdf.open(path, filetype="pdf") as document:
            frames = [frame_of(page) for page in document]
        texts = text_under(path, frames, bars)
    except OutputError:
        return False  # a warning holds no file; the finished one is looked at by other means
    seen = {page.page_no: [c.quad.centre for c in page.chars if c.quad] for page in pages}
    return any(
        sum(map(str.isalnum, text)) > sum(map(bar.contains, seen.get(page_no, ())))
        for page_no, under in texts.items()
        for bar, text in zip(bars[page_no], under, strict=True)
    )
