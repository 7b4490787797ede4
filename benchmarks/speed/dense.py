"""Dense scanned pages, drawn anew: of people with usual names, and with one that is hard to read.

A two-column paper (1,700 characters) and a table of monthly payments (1,300) for each of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.generator.documents import insurance, paper
from benchmarks.generator.dossiers import Document, Dossier, roster_row, write_dossiers
from benchmarks.generator.effects import Scan
from benchmarks.generator.people import APPLICANTS, Applicant
from benchmarks.generator.render import to_scan_pdf
from benchmarks.generator.style import Style
from benchmarks.speed.inputs import Source, sources_of
from benchmarks.speed.record import DENSE, RARE_NAME

_SEED = 2026
# The tiny recogniser has no 赟: it cannot tell this name from its look-alikes.
_RARE = ("王赟", "薛赟", "欧阳赟")


def draw_dense(folder: Path) -> dict[str, list[Source]]:
    """Documents by kind, written below ``folder``."""
    people = {DENSE: APPLICANTS, RARE_NAME: _rare_people()}
    for kind, applicants in people.items():
        write_dossiers(folder / kind, _dossiers(applicants))
    return {kind: [replace(s, kind=kind) for s in sources_of(folder / kind)] for kind in people}


def add_to_roster(roster: Path) -> None:
    """Rows for the people whom the samples do not have."""
    with roster.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerows(roster_row(90 + n, a) for n, a in enumerate(_rare_people(), 1))


def _rare_people() -> tuple[Applicant, ...]:
    return tuple(
        replace(a, number=f"NM2026-900{n}", name=name)
        for n, (a, name) in enumerate(zip(APPLICANTS, _RARE, strict=True), 1)
    )


def _dossiers(applicants: Sequence[Applicant]) -> Iterator[Dossier]:
    for index, applicant in enumerate(applicants):
        documents = []
        rng = np.random.default_rng((_SEED, index))
        kinds = paper.build(applicant, Style()), insurance.build(applicant, Style(), rng)
        for number, pages in enumerate(kinds, 1):
            made = to_scan_pdf(pages, Scan(skew=0.4 - 0.3 * index), rng)
            documents.append(Document(f"{number:02d}.pdf", "dense", made))
        yield Dossier(applicant, tuple(documents))
