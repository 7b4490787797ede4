"""``python -m benchmarks.score OUT --samples DIR``: leaks and damage in what was put out.

Exit code 1 when a released file leaks or is damaged, or nothing was there to judge; else 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.scoring.report import as_json, as_table
from benchmarks.scoring.rows import NONE, Row, score_dossier


def score_samples(out: Path, samples: Path) -> list[Row]:
    """One row for every sample document, by applicant and file name."""
    folders = sorted(p.name for p in (samples / "dossiers").iterdir() if p.is_dir())
    return [row for name in folders for row in score_dossier(out, samples, name)]


def main() -> int:
    """Parse the command line, judge, print."""
    parser = argparse.ArgumentParser(description="Judge a batch's output against the truth.")
    parser.add_argument("out", type=Path, help="the batch's output folder")
    parser.add_argument("--samples", type=Path, required=True, help="dossiers and their truth")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    args = parser.parse_args()
    rows = score_samples(args.out, args.samples)
    text = json.dumps(as_json(rows), ensure_ascii=False, indent=1) if args.json else as_table(rows)
    print(text)
    nothing = all(row.place == NONE for row in rows)
    return 1 if nothing or any(row.false_release for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
