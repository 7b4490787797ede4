"""The whole files that are mutated, each with the applicant's values in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from benchmarks.odd_files.planting import PLANTED, Order, make_ready
from benchmarks.odd_files.readers import drawn_text

FOLDERS = ("odd_pdf", "forms", "bad_redactions")
_OWNER = "NM2026-0003"  # of the samples: whom the planted values name
# Larger files take long, and break in no other way.
_MOST_BYTES = 400_000
_MOST_PAGES, _MOST_CHARS = 6, 20_000


@dataclass(frozen=True, slots=True)
class Base:
    """One whole file; ``english``: words that it says itself, taken for the employer's."""

    label: str
    path: Path = field(repr=False)
    english: str = ""

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
            bases.append(Base(label, copy))
        elif (ready := make_ready(Order(source, copy))).how and _is_small(copy):
            bases.append(Base(label, copy, ready.chosen))
    return tuple(bases)


def _is_small(path: Path) -> bool:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages) <= _MOST_PAGES and len(drawn_text(path)) <= _MOST_CHARS


def _sources(samples: Path, corpus: Path) -> Iterator[tuple[str, Path]]:
    """Files with a label each; names of samples hold a person's name, made up as it is."""
    for number, path in enumerate(sorted((samples / "dossiers" / _OWNER).iterdir()), 1):
        yield f"sample/{number:02d}{path.suffix}", path
    for folder in FOLDERS:
        for path in sorted((corpus / folder).glob("*.pdf")):
            if path.stat().st_size <= _MOST_BYTES:
                yield f"{folder}/{path.name}", path
