"""``python -m benchmarks.crowded --seed 7 --documents 20``: own values in tight places, scanned.

Every document is a dossier of its own: one page of running heads and feet, stacked and narrow
cells, author lists, teams, struck and pale names, drawn by chance, scanned and taken through the
whole program. For each place: how many own values are gone, asked about or silently left, and how
many values of others were touched, with Wilson's intervals; and the questions asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.draw import draw_people, pool_of, sheet_args
from benchmarks.generator import damage
from benchmarks.generator.damage import NO_DAMAGE, Damage, scan_for
from benchmarks.generator.documents import crowded
from benchmarks.generator.dossiers import Document, Dossier
from benchmarks.generator.render import to_scan_pdf
from benchmarks.generator.style import random_style
from benchmarks.pictured import faults, run, tables

BUILD = Path(__file__).resolve().parents[1] / "build" / "crowded"
_MILD = 0.5  # share of pages with no more damage than a scanner in good order does
_MOST = 3  # level of damage, of the others: what lies beyond, people cannot read either


def documents(seed: int, count: int, level: int | None, split: str = "dev") -> Iterator[Dossier]:
    """One page each, the damages by chance; ``level`` None: of levels 0 to 3."""
    pool = pool_of(split)
    kinds = sorted(damage.KINDS)
    for number, applicant in enumerate(draw_people(split, seed, count)):
        rng = np.random.default_rng((seed, number, 7))
        pages = crowded.build(applicant, random_style(rng, (*pool.faces, "fallback")), rng)
        kind, wanted = kinds[int(rng.integers(len(kinds)))], int(rng.integers(1, _MOST + 1))
        mild = rng.random() < _MILD
        wanted = (0 if mild else wanted) if level is None else level
        card = Damage(kind, wanted) if wanted else NO_DAMAGE
        scan = scan_for(card, coloured=bool(rng.random() < 0.6), rng=rng)
        made = to_scan_pdf(pages, scan, rng)
        document = Document("01.pdf", "summary", made, "crowded", "scan", card)
        yield Dossier(applicant, (document,))


def main() -> None:
    """Parse the command line, run and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--documents", type=int, default=20, help="how many")
    args = sheet_args(parser)
    drawn = documents(args.seed, args.documents, args.level, args.split)
    rows = run(BUILD / f"{args.split}-{args.seed}", drawn)
    for line in [*tables(rows), *(faults(rows) if args.show else ())]:
        print(line)


if __name__ == "__main__":
    main()
