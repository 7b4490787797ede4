"""``python -m benchmarks.fresh --seed 7 --out DIR --applicants 4``: dossiers nobody has looked at.

Same documents as the samples; names, employers, type sizes, table widths and scanners are drawn
at random. Measure on them, do not read them: a rule tuned to a page measures only itself.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.samples.dossiers import write_samples
from benchmarks.samples.people import Applicant
from benchmarks.samples.strangers import random_applicant
from benchmarks.samples.style import Style, random_style


def draw_people(seed: int, count: int) -> list[tuple[Applicant, Style]]:
    """``count`` applicants with different names, each with a look; the same seed, the same ones."""
    people: list[tuple[Applicant, Style]] = []
    names: set[str] = set()
    rng = np.random.default_rng(seed)
    while len(people) < count:
        applicant = random_applicant(len(people) + 1, rng)
        style = random_style(rng)
        if applicant.name not in names:
            names.add(applicant.name)
            people.append((applicant, style))
    return people


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description="Write random made-up dossiers.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--seed", type=int, required=True, help="draws people, looks and noise")
    parser.add_argument("--applicants", type=int, default=4, help="how many dossiers")
    args = parser.parse_args()
    write_samples(args.out, draw_people(args.seed, args.applicants), args.seed)


if __name__ == "__main__":
    main()
