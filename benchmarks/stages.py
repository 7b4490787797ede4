"""``python -m benchmarks.stages``: seconds a page by stage, peak memory, size of the installation.

One worker, so that the figures are of one core; scanned and born-digital pages apart.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pymupdf

from redactor.config.weights import models_dir

SAMPLES = Path(__file__).parents[1] / "sample_docs"


def measure(samples: Path, out: Path) -> dict[str, Counter[str]]:
    """Seconds by stage, and pages, of the ``scanned`` and the ``born-digital`` documents."""
    command = [sys.executable, "-m", "redactor", "batch", str(samples / "dossiers")]
    command += ["--roster", str(samples / "roster.csv"), "--out", str(out), "--workers", "1"]
    subprocess.run(command, check=False, stdout=sys.stderr)
    sums = {"scanned": Counter[str](), "born-digital": Counter[str]()}
    for folder in sorted(p for p in (samples / "dossiers").iterdir() if p.is_dir()):
        audit = json.loads((out / "private" / "audit" / f"{folder.name}.json").read_bytes())
        for source, document in zip(sorted(folder.iterdir()), audit["documents"], strict=True):
            kind = sums["born-digital" if has_text(source) else "scanned"]
            kind["pages"] += document["pages"]
            kind.update(document["seconds"])
    return sums


def has_text(source: Path) -> bool:
    """Whether a PDF's first page has a text layer of more than a stamp."""
    with pymupdf.open(source) as document:
        return bool(document.is_pdf and len(document[0].get_text()) > 100)


def size_mb(folder: Path) -> float:
    """Bytes of all files below a folder, in MB; hard links count once."""
    files = {p.stat().st_ino: p.stat().st_size for p in folder.rglob("*") if p.is_file()}
    return sum(files.values()) / 1e6


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="Seconds a page by stage, memory, size.")
    parser.add_argument("--samples", type=Path, default=SAMPLES, help="dossiers and their roster")
    samples = parser.parse_args().samples
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for name, sums in measure(samples, out).items():
            pages = sums.pop("pages") or 1
            parts = ", ".join(f"{stage} {s / pages:.2f}" for stage, s in sums.items())
            print(f"{name}: {sum(sums.values()) / pages:.2f} s/page ({parts}); {pages:.0f} pages")
        totals = json.loads((out / "summary.json").read_bytes())
    print(f"peak memory of a worker: {totals['peak_memory_mb']:.0f} MB")
    print(f"installed environment: {size_mb(Path(sys.prefix)):.0f} MB")
    print(f"weights: {size_mb(models_dir()):.0f} MB")


if __name__ == "__main__":
    main()
