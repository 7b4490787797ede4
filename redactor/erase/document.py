"""One document: what is to go removed, marks drawn, carriers cleaned, one new file written.

working PDF ─▶ layers flattened ─▶ glyphs out ─▶ pictures blanked ─▶ what is left out
                                      │                                   │
                                      └─ marks laid ──────────────────────┴─▶ marks drawn
                                                                ─▶ sanitised ─▶ target
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pymupdf

from redactor.datatypes import Erasure, Mark
from redactor.erase.bare_pictures import unpack_run_lengths
from redactor.erase.clipped_pixels import blank_clipped
from redactor.erase.content import keep_streams_alone
from redactor.erase.faults import DAMAGE, UNCERTAIN, EraseError, UnreadablePagesError
from redactor.erase.frames import mapped, mapped_quad
from redactor.erase.inline import lift_large
from redactor.erase.layers import flatten_layers
from redactor.erase.marks import characters_of, draw_marks
from redactor.erase.page import PageState, clean_up, prepare_page
from redactor.erase.placements import Areas, blank_on_page
from redactor.erase.plain_samples import make_samples_plain
from redactor.erase.plain_text_ops import make_line_moves_plain
from redactor.erase.sanitise import sanitise
from redactor.erase.seal_ink import InkArea
from redactor.erase.unseen_pixels import blank_unseen
from redactor.erase.unshown_pixels import blank_unshown
from redactor.errors import OutputError, RedactorError
from redactor.memory import forget_drawn

Steps = Callable[[str], Path]


@dataclass(slots=True)
class _Work:
    """What is known while one document is worked on; pages by index."""

    step: Steps
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
    ``target`` appears whole or not at all, and is never an incremental update. Its folder is
    private: what steps hand each other lies there meanwhile.

    Raises EraseError when something cannot be removed for certain, OutputError when the file
    cannot be written.
    """
    by_page: dict[int, list[Erasure]] = defaultdict(list)
    for erasure in erasures:
        by_page[erasure.page_no - 1].append(erasure)
    try:
        with _steps_beside(target) as step:
            work = _Work(step, by_page, frozenset(p - 1 for p in untrusted_pages))
            finished, marks = _erased(working_pdf, work)
            _place(finished, target)
    except OSError as error:
        raise OutputError("the result cannot be written; is the disk full?") from error
    return marks


@contextmanager
def _steps_beside(target: Path) -> Iterator[Steps]:
    """Paths by step. A long scan is larger than what a worker may take: steps hand each other
    files, which are gone at the end.
    """
    # No folder of their own: a disk that is told at once what is free takes 3 ms to remove one.
    prefix = f".erase-{secrets.token_hex(8)}-"
    try:
        yield lambda step: target.with_name(f"{prefix}{step}.pdf")
    finally:
        for path in target.parent.glob(f"{prefix}*"):
            path.unlink()


def _without_content(error: Exception) -> Exception:
    return EraseError(type(error).__name__)


def _erased(working_pdf: Path, work: _Work) -> tuple[Path, tuple[Mark, ...]]:
    """The finished file, not at its place yet, and its marks."""
    try:
        return _rewritten(working_pdf, work)
    except (RedactorError, OSError):
        raise
    except DAMAGE as e:
        raise EraseError("the document cannot be rewritten") from _without_content(e)


def _rewritten(working_pdf: Path, work: _Work) -> tuple[Path, tuple[Mark, ...]]:
    before = _shape(working_pdf)
    if any(not 0 <= index < len(before) for index in work.erasures):
        raise EraseError("an erasure names a page that is not there")
    flat = _flat(working_pdf, work.step)
    # What nobody sees gets another colour: below the marks white has the last word.
    edited = _without_pixels(_without_unshown(_without_text(flat, work), work), work)
    marked, marks = _marked(edited, flat, work)
    finished = work.step("finished")
    rewritten = {index for index, state in work.states.items() if state.rewritten}
    try:
        sanitise(marked, finished, flat, rewritten)
    except UnreadablePagesError as error:
        # Readable enough to be drawn: a picture of the page is still a page.
        for index in error.indices:
            work.states[index].as_picture = True
        sanitise(_marked(edited, flat, work)[0], finished, flat, rewritten)
    if _shape(finished) != before:
        raise EraseError("the rewritten document has other pages than the original")
    return finished, marks


def _shape(path: Path) -> list[tuple[float, float, int]]:
    """Size and turn of every page."""
    with _opened(path) as document:
        pages = [(p.rect.width, p.rect.height, p.rotation) for p in document]
        if not pages:
            raise EraseError("the document has no pages")
        return [(round(w, 2), round(h, 2), turn) for w, h, turn in pages]


def _opened(path: Path) -> pymupdf.Document:
    return pymupdf.open(path, filetype="pdf")


def _flat(working_pdf: Path, step: Steps) -> Path:
    # Written once by MuPDF, so that both libraries count the same objects afterwards even when
    # the file was damaged.
    counted, flat = step("counted"), step("flat")
    with _opened(working_pdf) as document:
        document.save(counted, garbage=1, encryption=pymupdf.PDF_ENCRYPT_NONE)
    with pikepdf.open(counted) as pdf, _opened(counted) as document:
        keep_streams_alone(pdf)
        flatten_layers(pdf, document)
        make_line_moves_plain(pdf)
        lift_large(pdf)
        unpack_run_lengths(pdf)
        make_samples_plain(pdf)
        pdf.save(flat)
    return flat


def _without_text(flat: Path, work: _Work) -> Path:
    target = work.step("without-text")
    with _opened(flat) as document:
        for index in range(document.page_count):
            erasures = work.erasures.get(index, [])
            untrusted = index in work.untrusted
            work.states[index] = prepare_page(document, index, erasures, untrusted=untrusted)
            forget_drawn(document[index])
        document.save(target, garbage=1)
    return target


def _without_unshown(path: Path, work: _Work) -> Path:
    target = work.step("without-unshown")
    drawing = [i for i, state in work.states.items() if state.pictures and not state.as_picture]
    return target if drawing and blank_unshown(path, target, drawing) else path


def _without_pixels(path: Path, work: _Work) -> Path:
    target = work.step("without-pixels")
    if not any(state.pictures for state in work.states.values()):
        return path
    with pikepdf.open(path) as pdf:
        drawing = ((i, p.obj) for i, p in enumerate(pdf.pages) if work.states[i].pictures)
        edited = blank_unseen(pdf) + blank_clipped(pdf, drawing)
        for index, page in enumerate(pdf.pages):
            state = work.states[index]
            if not state.pictures:
                continue
            areas = _areas(state, work.erasures.get(index, []))
            try:
                count = blank_on_page(pdf, page.obj, areas)
            except UNCERTAIN:
                state.as_picture = True
                continue
            edited += count
        if not edited:
            return path
        pdf.save(target)
    return target


def _areas(state: PageState, erasures: Sequence[Erasure]) -> Areas:
    to_user, w, h = state.frame.to_user, state.frame.width_pt, state.frame.height_pt
    # Where a visible glyph went, its mark covers its ink, and a picture below is a background:
    # blanking the whole line box would leave a white rim beside the mark.
    inks = [m.ink for m in state.inked if m.ink is not None]
    seals = [
        InkArea(ink.colour, tuple(mapped_quad(q, to_user) for q in ink.parts))
        for ink in inks
        if not ink.is_whole_picture
    ]
    whole = [mapped_quad(q, to_user) for ink in inks if ink.is_whole_picture for q in ink.parts]
    erasures = [e for e in erasures if e.ink is None]
    quads = [q for e in erasures if not e.of_picture for q in e.quads if q in state.no_glyph]
    quads += [m.quad for m in state.marks]
    parts = [mapped_quad(q, to_user) for q in quads]
    photos = [mapped_quad(q, to_user) for e in erasures if e.of_picture for q in e.quads]
    xs, ys = zip(*mapped(((0, 0), (w, h)), to_user), strict=True)
    crop = min(xs), min(ys), max(xs), max(ys)
    return Areas(tuple(parts), tuple(photos), crop, tuple(seals), tuple(whole))


def _marked(edited: Path, flat: Path, work: _Work) -> tuple[Path, tuple[Mark, ...]]:
    marks = [m for i in sorted(work.states) for m in work.states[i].marks]
    characters = characters_of(marks)
    target = work.step("marked")
    with _opened(edited) as document, _opened(flat) as original:
        for index, state in work.states.items():
            clean_up(document, index, state, work.erasures.get(index, []), original)
            if state.marks:
                draw_marks(document[index], state.marks, characters)
            forget_drawn(document[index])
        # 4: equal streams, such as the marks' font on every page, are written once.
        document.save(target, garbage=4, deflate=True)
    inked = [m for i in sorted(work.states) for m in work.states[i].inked]
    return target, (*marks, *inked)


def _place(finished: Path, target: Path) -> None:
    """``target`` is whole or absent: both lie on one file system. It is not on the disk yet."""
    finished.chmod(0o600)
    finished.replace(target)
