"""``python -m benchmarks.spotting [SAMPLES] [--sheets N]``: recall over false alarms on scans.

With ``--sheets`` on sheets of single lines that are drawn, damaged and scanned here (12 lines a
sheet, at 100, 150, 200 and 300 dpi): each is searched for what it says and for values a hair from
that. ``--scores`` keeps what was measured; a file that is there already is not measured anew.
``benchmarks.spotting.limits`` takes the thresholds from it. With SAMPLES on every scanned page of
dossiers, read with the thresholds wide open.

The table gives the recall of decoded matching, of an edit distance of one, and of spotting at the
thresholds of ``configs/spotting.toml``, each with its false alarms in 1,000 lines; ``--plot`` draws
the curves that those thresholds are taken from. On ``dev`` only: thresholds come from here.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from benchmarks.decisions import dossiers
from benchmarks.spotting.curves import as_svg, as_table
from benchmarks.spotting.looking import look
from benchmarks.spotting.outcomes import as_outcomes
from benchmarks.spotting.scores import (
    RECOGNISERS,
    LineScore,
    read_scores,
    score_sheet,
    write_scores,
)
from benchmarks.spotting.sightings import Sighting
from benchmarks.spotting.tallies import Tallies, of_lines, of_pages


def main() -> int:
    """Parse the command line, read, print."""
    parser = argparse.ArgumentParser(description="Spotting against plainer matchers.")
    parser.add_argument("samples", type=Path, nargs="*", help="folders of benchmarks.draw")
    parser.add_argument("--sheets", type=int, default=0, help="sheets of single lines to draw")
    parser.add_argument("--seed", type=int, default=7, help="of the sheets")
    parser.add_argument("--scores", type=Path, help="file to keep the lines' scores in")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--plot", type=Path, help="SVG file to write")
    args = parser.parse_args()
    kept = args.scores is not None and args.scores.is_file()
    if bool(args.samples) == bool(args.sheets or kept):
        parser.error("give folders of dossiers, or --sheets, or --scores of an earlier run")
    if args.samples:
        tallies = _of_dossiers(args.samples, args.workers)
    else:
        scores = read_scores(args.scores) if kept else _drawn(args.sheets, args.seed, args.workers)
        if args.scores and not kept:
            write_scores(args.scores, scores)
        tallies = of_lines(scores)
        sys.stdout.write(as_outcomes(scores))
    sys.stdout.write(as_table(tallies))
    if args.plot:
        args.plot.parent.mkdir(parents=True, exist_ok=True)
        args.plot.write_text(as_svg(tallies), encoding="utf-8")
    return 0


def _drawn(sheets: int, seed: int, workers: int) -> list[LineScore]:
    with get_context("spawn").Pool(workers) as pool:
        tasks = [(seed, number) for number in range(sheets)]
        return [score for some in pool.imap(score_sheet, tasks) for score in some]


def _of_dossiers(samples: Sequence[Path], workers: int) -> Tallies:
    tasks = [(dossier, folder) for folder in samples for dossier in dossiers(folder)]
    seen: dict[str, list[Sighting]] = {name: [] for name in RECOGNISERS}
    lines = dict.fromkeys(RECOGNISERS, 0)
    with get_context("spawn").Pool(workers) as pool:
        for one in pool.imap_unordered(look, tasks):
            for name, mine, count in one:
                seen[name] += mine
                lines[name] += count
    return of_pages(seen, lines)


if __name__ == "__main__":
    sys.exit(main())
