"""``python -m benchmarks.speed``: pages a minute and peak memory, beside two baselines.

    python -m benchmarks.speed [--samples DIR] [--pages N] [--rounds N] [--json FILE]

Born-digital and scanned pages apart, by stage, one thread. The redactor, bare PaddleOCR with the
tiny weights and bare PyMuPDF run in turn on the same pages, each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from benchmarks.speed.measure import measure
from benchmarks.speed.table import as_table

SAMPLES = Path(__file__).parents[2] / "sample_docs"


def main() -> None:
    """Measure, print a table, and write the record when asked for it."""
    parser = argparse.ArgumentParser(description="Speed and memory beside two baselines.")
    parser.add_argument("--samples", type=Path, default=SAMPLES, help="dossiers and roster.csv")
    parser.add_argument("--pages", type=int, default=2, help="of each kind, at most")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--json", type=Path, help="file to write the record to")
    args = parser.parse_args()
    if args.pages < 1 or args.rounds < 1:
        parser.error("--pages and --rounds must be at least 1")
    speed = measure(args.samples, args.pages, args.rounds)
    print(as_table(speed))
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(asdict(speed), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
