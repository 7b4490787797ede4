"""Dense scanned pages, drawn anew: of people with usual names, and with one that is hard to read.

Two-column papers (1,700 characters) and tables of monthly payments (1,300), turn by turn.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.generator.documents import insurance, paper
from benchmarks.generator.dossiers import Document, Dossier, roster_row, write_dossiers
from benchmarks.generator.effects import Scan
from benchmarks.generator.people import WANG_WEI, Applicant, id_number
from benchmarks.generator.render import to_scan_pdf
from benchmarks.generator.style import Style
from benchmarks.speed.inputs import Source, sources_of
from benchmarks.speed.record import DENSE, RARE_NAME

_SEED = 2026
_DOCUMENTS = 6


def _person(number: str, name: str, first17: str) -> Applicant:
    return replace(WANG_WEI, number=number, name=name, id_number=id_number(first17))


_PEOPLE = {
    DENSE: _person("NM2026-9001", "王伟", "15990119850412100"),
    # The tiny recogniser has no 赟: it cannot tell this name from its look-alikes.
    RARE_NAME: _person("NM2026-9002", "王赟", "15990119850412200"),
}


def draw_dense(folder: Path) -> dict[str, list[Source]]:
    """Documents by kind, written below ``folder``."""
    for kind, applicant in _PEOPLE.items():
        write_dossiers(folder / kind, [dense_dossier(applicant)])
    return {kind: [replace(s, kind=kind) for s in sources_of(folder / kind)] for kind in _PEOPLE}


def add_to_roster(roster: Path) -> None:
    """Rows for the people whom the samples do not have."""
    with roster.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerows(roster_row(90 + n, a) for n, a in enumerate(_PEOPLE.values(), 1))


def dense_dossier(applicant: Applicant) -> Dossier:
    """Scans of one page each."""
    return Dossier(applicant, tuple(_documents(applicant)))


def _documents(applicant: Applicant) -> Iterator[Document]:
    """One dossier's worth: what is done once for each dossier weighs as it does in use."""
    for number in range(1, _DOCUMENTS + 1):
        rng = np.random.default_rng((_SEED, number))
        style = Style(paper_size=8.7 + 0.1 * (number % 3))
        odd = number % 2
        pages = paper.build(applicant, style) if odd else insurance.build(applicant, style, rng)
        scan = Scan(skew=0.6 - 0.2 * number)
        yield Document(f"{number:02d}.pdf", "dense", to_scan_pdf(pages, scan, rng))
