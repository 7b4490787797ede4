"""The whole files that are mutated, each with the applicant's values in it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from benchmarks.odd_files.planting import PLANTED, Order, make_ready
from benchmarks.odd_files.readers import drawn_text

FOLDERS = ("odd_pdf", "forms", "bad_redactions")
_OWNER = "NM2026-0003"  # of the samples: whom the planted values name
# Larger files take long, and break in no other way: they are left out, or come up less often.
_MOST_BYTES = 400_000
_MOST_PAGES, _MOST_CHARS = 6, 20_000
_BYTES_A_CHAR = 20  # of what draws one by itself
_PICTURES = 500  # a page of them takes as long as so many characters


@dataclass(frozen=True, slots=True)
class Base:
    """One whole file; ``english``: words that it says itself, taken for the employer's."""

    label: str
    path: Path = field(repr=False)
    english: str = ""
    chars: int = 0  # it takes as long as a page of so many

    @property
    def share(self) -> float:
        """How often it is taken beside others: for one long text, a hundred small files."""
        return math.pow(100 + self.chars, -1.5)

    @property
    def values(self) -> tuple[str, ...]:
        """What must not be in a released file."""
        return (*PLANTED, self.english) if self.english else PLANTED


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the files come from, and where they go; picklable."""

    samples: Path
    corpus: Path  # may not be there
    target: Path


def prepare(wanted: Wanted) -> tuple[Base, ...]:
    """The bases, written to the target.

    PDFs get the values as ``benchmarks.odd_files`` plants them. Pictures are taken as they are.
    """
    bases: list[Base] = []
    for label, source in _sources(wanted.samples, wanted.corpus):
        copy = wanted.target / f"{len(bases):03d}{source.suffix}"
        if source.suffix != ".pdf":
            copy.write_bytes(source.read_bytes())
            bases.append(Base(label, copy, chars=_PICTURES))
        elif (ready := make_ready(Order(source, copy))).how:
            pages, chars = _size(copy)
            if pages <= _MOST_PAGES and chars <= _MOST_CHARS:
                bases.append(Base(label, copy, ready.chosen, chars + _PICTURES * ready.pictures))
    return tuple(bases)


def _size(path: Path) -> tuple[int, int]:
    """Pages, and characters: of pages, and what forms and fields may draw, seen or not."""
    with pikepdf.open(path) as pdf:
        forms = sum(
            len(item.read_bytes())
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Form
        )
        return len(pdf.pages), len(drawn_text(path)) + forms // _BYTES_A_CHAR


def _sources(samples: Path, corpus: Path) -> Iterator[tuple[str, Path]]:
    """Files with a label each; names of samples hold a person's name, made up as it is."""
    for number, path in enumerate(sorted((samples / "dossiers" / _OWNER).iterdir()), 1):
        yield f"sample/{number:02d}{path.suffix}", path
    for folder in FOLDERS:
        for path in sorted((corpus / folder).glob("*.pdf")):
            if path.stat().st_size <= _MOST_BYTES:
                yield f"{folder}/{path.name}", path
