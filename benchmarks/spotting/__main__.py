"""``python -m benchmarks.spotting SAMPLES``: recall over false alarms on damaged scans.

Every scanned page is read by both recognisers with the thresholds wide open. The table gives the
recall of decoded matching, of an edit distance of one, and of spotting at the thresholds of
``configs/spotting.toml``, each with its false alarms in 1,000 lines; ``--plot`` draws the curves
that those thresholds are taken from. On ``dev`` only: thresholds come from here.
"""

from __future__ import annotations

import argparse
import os
import sys
from multiprocessing import get_context
from pathlib import Path

from benchmarks.decisions import dossiers
from benchmarks.spotting.curves import as_svg, as_table
from benchmarks.spotting.looking import RECOGNISERS, look
from benchmarks.spotting.sightings import Sighting


def main() -> int:
    """Parse the command line, read, print."""
    parser = argparse.ArgumentParser(description="Spotting against plainer matchers.")
    parser.add_argument("samples", type=Path, nargs="+", help="folders of benchmarks.draw")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--plot", type=Path, help="SVG file to write")
    args = parser.parse_args()
    tasks = [(dossier, folder) for folder in args.samples for dossier in dossiers(folder)]
    seen: dict[str, list[Sighting]] = {name: [] for name in RECOGNISERS}
    lines = dict.fromkeys(RECOGNISERS, 0)
    with get_context("spawn").Pool(args.workers) as pool:
        for one in pool.imap_unordered(look, tasks):
            for name, mine, count in one:
                seen[name] += mine
                lines[name] += count
    sys.stdout.write(as_table(seen, lines))
    if args.plot:
        args.plot.parent.mkdir(parents=True, exist_ok=True)
        args.plot.write_text(as_svg(seen, lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
