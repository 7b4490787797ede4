"""``python -m benchmarks.samples --out sample_docs``: write the three sample dossiers."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.samples.dossiers import write_samples
from benchmarks.samples.people import APPLICANTS
from benchmarks.samples.style import sample_style


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description="Write the made-up sample dossiers.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--seed", type=int, default=2026, help="draws noise and paper grain")
    args = parser.parse_args()
    people = [(applicant, sample_style(n)) for n, applicant in enumerate(APPLICANTS)]
    write_samples(args.out, people, args.seed)


if __name__ == "__main__":
    main()
