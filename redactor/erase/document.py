"""One document: what is to go removed, marks drawn, carriers cleaned, one new file written.

working PDF ─▶ layers flattened ─▶ glyphs out ─▶ pictures blanked ─▶ what is left out
                                      │                                   │
                                      └─ marks laid ──────────────────────┴─▶ marks drawn
                                                                ─▶ sanitised ─▶ target
"""

from __future__ import annotations

import io
import os
import tempfile
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pymupdf
from pymupdf import mupdf

from redactor.datatypes import Erasure, Mark
from redactor.erase.faults import EraseError, UnreadablePagesError
from redactor.erase.frames import mapped, mapped_quad
from redactor.erase.layers import flatten_layers
from redactor.erase.marks import characters_of, draw_marks
from redactor.erase.page import PageState, clean_up, prepare_page
from redactor.erase.placements import Areas, blank_on_page
from redactor.erase.plain_text_ops import make_line_moves_plain
from redactor.erase.sanitise import sanitised
from redactor.errors import OutputError, RedactorError


@dataclass(slots=True)
class _Work:
    """What is known while one document is worked on; pages by index."""

    erasures: dict[int, list[Erasure]]
    untrusted: frozenset[int]
    states: dict[int, PageState] = field(default_factory=dict)


def erase_document(
    working_pdf: Path,
    target: Path,
    erasures: Sequence[Erasure],
    untrusted_pages: Collection[int],
) -> tuple[Mark, ...]:
    """Write ``target`` without what ``erasures`` name; returns the marks as drawn, page by page.

    ``working_pdf`` has its form fields and annotations baked into the content; it is not
    changed. ``untrusted_pages`` (from 1) have a text layer that does not say what is seen.
    ``target`` appears whole or not at all, and is never an incremental update.

    Raises EraseError when something cannot be removed for certain, OutputError when the file
    cannot be written.
    """
    work = _Work(defaultdict(list), frozenset(p - 1 for p in untrusted_pages))
    for erasure in erasures:
        work.erasures[erasure.page_no - 1].append(erasure)
    try:
        data, marks = _erased(working_pdf, work)
    except RedactorError:
        raise
    except (
        pikepdf.PdfError,
        mupdf.FzErrorBase,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
    ) as e:
        # Both libraries raise bare errors for damaged objects, and quote page content in some.
        raise EraseError("the document cannot be rewritten") from _without_content(e)
    _write(target, data)
    return marks


def _without_content(error: Exception) -> Exception:
    return EraseError(type(error).__name__)


def _erased(working_pdf: Path, work: _Work) -> tuple[bytes, tuple[Mark, ...]]:
    data = working_pdf.read_bytes()
    before = _shape(data)
    if any(not 0 <= index < len(before) for index in work.erasures):
        raise EraseError("an erasure names a page that is not there")
    flat = _flat(data)
    del data  # a scan's copies in memory are what erasing costs most
    edited = _without_pixels(_without_text(flat, work), work)
    data, marks = _marked(edited, flat, work)
    try:
        data = sanitised(data)
    except UnreadablePagesError as error:
        # Readable enough to be drawn: a picture of the page is still a page.
        for index in error.indices:
            work.states[index].as_picture = True
        data = sanitised(_marked(edited, flat, work)[0])
    if _shape(data) != before:
        raise EraseError("the rewritten document has other pages than the original")
    return data, marks


def _shape(data: bytes) -> list[tuple[float, float, int]]:
    """Size and turn of every page."""
    with pymupdf.open("pdf", data) as document:
        pages = [(p.rect.width, p.rect.height, p.rotation) for p in document]
        if not pages:
            raise EraseError("the document has no pages")
        return [(round(w, 2), round(h, 2), turn) for w, h, turn in pages]


def _flat(data: bytes) -> bytes:
    # Written once by MuPDF, so that both libraries count the same objects afterwards even when
    # the file was damaged.
    with pymupdf.open("pdf", data) as document:
        data = document.tobytes(garbage=1, encryption=pymupdf.PDF_ENCRYPT_NONE)
    data = flatten_layers(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        make_line_moves_plain(pdf)
        return _saved(pdf)


def _without_text(data: bytes, work: _Work) -> bytes:
    with pymupdf.open("pdf", data) as document:
        for index in range(document.page_count):
            erasures = work.erasures.get(index, [])
            untrusted = index in work.untrusted
            work.states[index] = prepare_page(document, index, erasures, untrusted=untrusted)
            pymupdf.TOOLS.store_shrink(100)  # else MuPDF keeps 256 MB of pages it has drawn
        return bytes(document.tobytes(garbage=1))


def _without_pixels(data: bytes, work: _Work) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edited = 0
        for index, page in enumerate(pdf.pages):
            state = work.states[index]
            areas = _areas(state, work.erasures.get(index, []))
            try:
                count = blank_on_page(pdf, page.obj, areas)
            except (EraseError, pikepdf.PdfError, ValueError, TypeError, KeyError):
                state.as_picture = True
                continue
            edited += count
        return _saved(pdf) if edited else data


def _areas(state: PageState, erasures: Sequence[Erasure]) -> Areas:
    to_user, w, h = state.frame.to_user, state.frame.width_pt, state.frame.height_pt
    # Where a visible glyph went, its mark covers its ink, and a picture below is a background:
    # blanking the whole line box would leave a white rim beside the mark.
    quads = [q for e in erasures if not e.of_picture for q in e.quads if q in state.no_glyph]
    quads += [m.quad for m in state.marks]
    parts = [mapped_quad(q, to_user) for q in quads]
    photos = [mapped_quad(q, to_user) for e in erasures if e.of_picture for q in e.quads]
    xs, ys = zip(*mapped(((0, 0), (w, h)), to_user), strict=True)
    return Areas(tuple(parts), tuple(photos), (min(xs), min(ys), max(xs), max(ys)))


def _marked(data: bytes, flat: bytes, work: _Work) -> tuple[bytes, tuple[Mark, ...]]:
    marks = [m for i in sorted(work.states) for m in work.states[i].marks]
    characters = characters_of(marks)
    with pymupdf.open("pdf", data) as document, pymupdf.open("pdf", flat) as original:
        for index, state in work.states.items():
            clean_up(document, index, state, work.erasures.get(index, []), original)
            if state.marks:
                draw_marks(document[index], state.marks, characters)
            pymupdf.TOOLS.store_shrink(100)
        # 4: equal streams, such as the marks' font on every page, are written once.
        return bytes(document.tobytes(garbage=4, deflate=True)), tuple(marks)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _write(target: Path, data: bytes) -> None:
    """Through a temporary file in the same folder, so that ``target`` is whole or absent."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".erase-", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError("the result cannot be written; is the disk full?") from error
