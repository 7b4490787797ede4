"""``python -m benchmarks.complaints CASES OUT``: are a reviewer's complaints settled in OUT?

CASES is a folder of ``redactor sample --export``; OUT a run of the program over the same dossiers.
A leak is settled when its ink is gone from the finished file, too wide a cover when its ink is
there as on the original. Exit code 1 while a case is not settled. Prints numbers alone: the cases
hold personal data.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf

Json = dict[str, Any]
_DPI = 100
_INK = 60  # darker than the paper around it by so much
_SAME = 40
_SETTLED = 0.9  # of the ink in the box


def judge(case: Json, cases: Path, out: Path) -> str:
    """``settled``, ``open``, ``held`` (not released any more) or ``no_original``."""
    if not case["original"]:
        return "no_original"
    finished = _finished(case, out)
    if finished is None:
        return "held"
    before, after = _box(cases / case["original"], case), _box(finished, case)
    if before.shape != after.shape:
        return "open"
    ink = before.astype(int) < int(np.median(before)) - _INK
    changed = np.abs(before.astype(int) - after.astype(int)) > _SAME
    share = float(changed[ink].mean()) if ink.any() else 0.0
    right = share if case["expected"] == "redact" else 1.0 - share
    return "settled" if right >= _SETTLED else "open"


def _finished(case: Json, out: Path) -> Path | None:
    try:
        path = out / "public" / f"{case['applicant_id']}.json"
        audit = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    outputs = [d["output"] for d in audit["documents"] if d["number"] == case["number"]]
    return out / outputs[0] if outputs and outputs[0] else None


def _box(path: Path, case: Json) -> Any:
    """The grey pixels of the case's box. The quad is of the unrotated page, as in the truth."""
    xs, ys = [x for x, _ in case["quads"][0]], [y for _, y in case["quads"][0]]
    with pymupdf.open(path) as file:
        pdf = file if file.is_pdf else pymupdf.open("pdf", file.convert_to_pdf())
        page = pdf[case["page"] - 1]
        page.set_rotation(0)
        clip = pymupdf.Rect(min(xs), min(ys), max(xs), max(ys))
        pixels = page.get_pixmap(dpi=_DPI, clip=clip, colorspace=pymupdf.csGRAY)
        return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)


def main() -> int:
    """Judge every case, print how many of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    lines = (args.cases / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    told = Counter(judge(json.loads(line), args.cases, args.out) for line in lines)
    for word, count in sorted(told.items()):
        print(f"{word} {count}")
    return 1 if told["open"] else 0


if __name__ == "__main__":
    sys.exit(main())
