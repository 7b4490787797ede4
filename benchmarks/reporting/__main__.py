"""``python -m benchmarks.reporting RESULTS… --page FILE``: results of runs as one page.

Several results of one commit and split are merged: a large run may be cut into parts.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.reporting.page import Part, as_markdown, as_page, as_summary
from benchmarks.reporting.worst import COUNT
from benchmarks.scoring.rows import Row, from_record


def read_part(path: Path) -> Part:
    """The results of one run. KeyError or TypeError when they are of another shape."""
    record = json.loads(path.read_bytes())
    rows = tuple(from_record(r) for r in record["documents"])
    return Part(record["about"], rows, tuple(record.get("worst", ())))


def merged(parts: list[Part]) -> Part:
    """One part of many. ValueError when they are of different commits or splits."""
    first = parts[0]
    rows: dict[tuple[str, str], Row] = {}
    for part in parts:
        if any(part.about.get(k) != first.about.get(k) for k in ("commit", "split", "mix")):
            raise ValueError("results of different commits or splits cannot be merged")
        for row in part.rows:
            row = replace(row, applicant=f"{part.about['seed']}/{row.applicant}")
            rows[(row.applicant, row.document)] = row
    worst = [page for part in parts for page in part.worst]
    return Part(first.about, tuple(rows.values()), tuple(worst[:COUNT]))


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description="Results as a page.")
    parser.add_argument("results", type=Path, nargs="+", help="results.json of runs")
    parser.add_argument("--peers", type=Path, help="peers.json of a run")
    parser.add_argument("--speed", type=Path, help="speed.json of a run")
    parser.add_argument("--page", type=Path, required=True, help="HTML file to write")
    parser.add_argument("--json", type=Path, help="JSON file to write")
    args = parser.parse_args()
    part = merged([read_part(path) for path in args.results])
    peers = json.loads(args.peers.read_bytes()) if args.peers else None
    speed = json.loads(args.speed.read_bytes()) if args.speed else None
    args.page.write_text(as_page(part, peers, speed), encoding="utf-8")
    if args.json:
        summary = json.dumps(as_summary(part, peers, speed), ensure_ascii=False, indent=1)
        args.json.write_text(summary + "\n", encoding="utf-8")
    sys.stdout.write(as_markdown(part))


if __name__ == "__main__":
    main()
