"""``python -m benchmarks.score OUT --samples DIR``: leaks and damage in what was put out.

Exit code 1 when a released file leaks or is damaged, or nothing was there to judge; else 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.scoring.carriers import own_values
from benchmarks.scoring.judge import judge
from benchmarks.scoring.outputs import Output, read_outputs, sha256
from benchmarks.scoring.report import HELD, NONE, RELEASED, Row, as_json, as_table
from benchmarks.truth import ASK, Item, read_items

_MISSING = Output("missing", None, False)


def score_samples(out: Path, samples: Path) -> list[Row]:
    """One row for every sample document, by applicant and file name."""
    rows = []
    for folder in sorted(p for p in (samples / "dossiers").iterdir() if p.is_dir()):
        items = read_items(samples / "truth" / f"{folder.name}.jsonl")
        outputs = read_outputs(out, folder.name)
        for source in sorted(folder.iterdir()):
            output = outputs.get(sha256(source), _MISSING)
            mine = [i for i in items if i.doc == source.name]
            rows.append(_row(folder.name, source, output, mine, own_values(items)))
    return rows


def _row(
    applicant: str, source: Path, output: Output, items: list[Item], values: tuple[str, ...]
) -> Row:
    judgement = None
    place = NONE
    if output.path is not None and output.path.is_file():
        place = RELEASED if output.released else HELD
        data = output.path.read_bytes()
        judgement = judge(source, data, items, output.path.name, values)
    number, kind = source.name.split("_", 1)[0], source.suffix.lstrip(".")
    asks = sum(i.expected == ASK for i in items)
    return Row(applicant, number, kind, output.status, place, asks, judgement)


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
    nothing = all(row.judgement is None for row in rows)
    return 1 if nothing or any(row.false_release for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
