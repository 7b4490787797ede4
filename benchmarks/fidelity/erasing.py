"""One document: a few runs of text on each page erased, and what else changed."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.fidelity.comparing import DPI, Difference, compare, look
from redactor.config.records import Limits
from redactor.datatypes import Char, Entity, Erasure, Mark
from redactor.erase import erase_document
from redactor.load import LoadedDocument, load

_RUNS = 6  # a page
_LEAST, _MOST = 2, 8  # characters of a run
_SPARSE = 30  # a page with fewer characters is left alone


@dataclass(frozen=True, slots=True)
class Order:
    """A document to be erased in; picklable."""

    label: str
    path: Path
    pages: int  # at most
    seed: int


@dataclass(frozen=True, slots=True)
class Page:
    """What became of one page. ``as_picture``: it was replaced by a picture of itself."""

    label: str
    page_no: int
    runs: int
    marks: int
    as_picture: bool
    difference: Difference

    @property
    def is_whole(self) -> bool:
        """Whether nothing differs but what stands in the marks."""
        d = self.difference
        return not (d.lost or d.moved or d.new or d.pixels)


def work_through(order: Order) -> tuple[Page, ...]:
    """Erase runs on the first pages of a document and compare each. Raises RedactorError."""
    rng = Random(f"{order.seed}/{order.label}")
    with tempfile.TemporaryDirectory(prefix="fidelity-") as name:
        folder = Path(name)
        with load(order.path, folder, Limits()) as document:
            runs = {}
            for page_no in range(1, min(order.pages, document.page_count) + 1):
                if found := _runs(document, page_no, rng):
                    runs[page_no] = found
            erasures = [erasure for found in runs.values() for erasure in found]
            if not erasures:
                return ()
            target = folder / "erased.pdf"
            marks = erase_document(document.working_pdf, target, erasures, ())
            return tuple(
                _compared(order.label, document, target, page_no, len(runs[page_no]), marks)
                for page_no in runs
            )


def _runs(document: LoadedDocument, page_no: int, rng: Random) -> list[Erasure]:
    """Runs of neighbours in one line each, anywhere on the page, no two of one line."""
    lines: dict[int, list[Char]] = {}
    for char in document.text_layer(page_no).chars:
        if char.quad is not None:
            lines.setdefault(char.line, []).append(char)
    if sum(map(len, lines.values())) < _SPARSE:
        return []
    long = [line for line in lines.values() if len(line) >= _LEAST]
    erasures = []
    for line in rng.sample(long, min(_RUNS, len(long))):
        length = rng.randint(_LEAST, min(_MOST, len(line)))
        start = rng.randrange(len(line) - length + 1)
        quads = tuple(c.quad for c in line[start : start + length] if c.quad is not None)
        erasures.append(Erasure(page_no, Entity.NAME, quads, "[姓名]"))
    return erasures


def _compared(
    label: str,
    document: LoadedDocument,
    target: Path,
    page_no: int,
    runs: int,
    marks: tuple[Mark, ...],
) -> Page:
    geometry = document.geometry(page_no, DPI)
    here = [mark for mark in marks if mark.page_no == page_no]
    before = look(document.working_pdf, page_no - 1)
    after = look(target, page_no - 1)
    quads = [geometry.quad_to_px(mark.quad) for mark in here]
    tokens = sum(len(mark.token) for mark in here)
    as_picture = len(before.glyphs) > 0 and len(after.glyphs) <= tokens
    difference = compare(before, after, quads)
    return Page(label, page_no, runs, len(here), as_picture, difference)
