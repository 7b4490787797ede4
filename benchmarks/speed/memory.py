"""``python -m benchmarks.speed.memory``: peak memory on one long scan, and what each page adds.

    python -m benchmarks.speed.memory [--pages N] [--reuse] [--json FILE]

One file of dense scanned pages (six drawn ones in turn, each page a picture of its own bytes)
goes through ``redactor batch`` in one process, without its cache of readings. With ``--reuse``
the cache reads each of the six once for each engine: everything else is done on every page, so
that 500 pages take ten minutes instead of an hour.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf

from benchmarks.speed.dense import add_to_roster, draw_dense
from benchmarks.speed.measure import environment
from benchmarks.speed.record import DENSE
from benchmarks.speed.subjects import peak_mb

_FOLDER = "NM2026-9001"
_SAMPLE_S = 0.05
_SETTLED = 12  # pages: until then models and caches are still being filled
_PAGE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process, in MB (10^6 bytes). ``stage_peaks``: the most while each stage ran."""

    pages: int
    file_mb: float
    readings_reused: bool
    before_mb: float  # models loaded, a page read
    peak_mb: float
    read_mb_a_page: float  # growth while pages are read
    verify_mb_a_page: float
    stage_peaks: dict[str, float]


def draw_long_scan(target: Path, pages: int) -> None:
    """One PDF of ``pages`` dense scanned pages, no two pictures of the same bytes."""
    with tempfile.TemporaryDirectory() as folder, pymupdf.open() as document:
        drawn = [_picture(s.path) for s in draw_dense(Path(folder))[DENSE]]
        for number in range(pages):
            data, rect = drawn[number % len(drawn)]
            page = document.new_page(width=rect.width, height=rect.height)
            page.insert_image(page.rect, stream=_numbered(data, number))
        document.save(target, garbage=1)


def _picture(path: Path) -> tuple[bytes, pymupdf.Rect]:
    with pymupdf.open(path) as document:
        page = document[0]
        ((xref, *_),) = page.get_images()
        return document.extract_image(xref)["image"], page.rect


def _numbered(jpeg: bytes, number: int) -> bytes:
    """The same picture with a comment: equal streams of a file may be stored once."""
    text = f"page {number}".encode()
    return jpeg[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + jpeg[2:]


class _Watch:
    """Resident memory of this process by stage, and page by page."""

    def __init__(self) -> None:
        self.stage = ""
        self.peaks: dict[str, float] = {}
        self.by_page: dict[str, list[float]] = {}
        self._done = threading.Event()

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._done.set()
            thread.join()

    def _run(self) -> None:
        while not self._done.wait(_SAMPLE_S):
            stage = self.stage
            self.peaks[stage] = max(self.peaks.get(stage, 0.0), resident_mb())

    def page_done(self) -> None:
        self.by_page.setdefault(self.stage, []).append(resident_mb())

    def a_page(self, stage: str) -> float:
        """What a page adds, by a straight line through all pages but the first ones."""
        values = self.by_page.get(stage, [])[_SETTLED:]
        return float(np.polyfit(range(len(values)), values, 1)[0]) if len(values) > 1 else 0.0


def resident_mb() -> float:
    """Memory this process holds now (Linux only)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES / 1e6


def measure_here(work: Path, reuse: bool) -> Memory:
    """Run the batch below ``work`` in this process."""
    from redactor import pipeline
    from redactor.__main__ import main as redactor
    from redactor.ocr.engine import PaddleOcrEngine
    from redactor.ocr.remembered import RememberingEngine

    watch = _Watch()
    timed = pipeline.timed

    @contextlib.contextmanager
    def staged(seconds: dict[str, float], stage: str) -> Iterator[None]:
        outer, watch.stage = watch.stage, stage
        with timed(seconds, stage):
            yield
        watch.stage = outer

    engine = RememberingEngine if reuse else PaddleOcrEngine
    read = engine.read

    def counted(*args: Any, **options: Any) -> Any:
        page = read(*args, **options)
        watch.page_done()
        return page

    pipeline.timed = staged
    engine.read = counted  # type: ignore[method-assign]
    settings = work / "settings.toml"
    settings.write_text("" if reuse else "cache_mb = 0\n")
    options = ["--roster", str(work / "roster.csv"), "--executor", "serial"]
    options += ["--config", str(settings)]
    redactor(["batch", str(work / "warm-up"), "--out", str(work / "first"), *options])
    before = resident_mb()
    watch.by_page.clear()
    with watch.watching():
        redactor(["batch", str(work / "long"), "--out", str(work / "out"), *options])
    audit = json.loads((work / "out" / "private" / "audit" / f"{_FOLDER}.json").read_bytes())
    (document,) = audit["documents"]
    if document["error_code"]:
        raise RuntimeError(f"the scan was not finished: {document['error_code']}")
    (path,) = (work / "long" / _FOLDER).iterdir()
    return Memory(
        document["pages"],
        path.stat().st_size / 1e6,
        reuse,
        before,
        peak_mb(),
        watch.a_page("read"),
        watch.a_page("verify"),
        dict(sorted(watch.peaks.items())),
    )


def measure(pages: int, reuse: bool) -> Memory:
    """Draw a long scan and measure it in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, count in (("warm-up", 1), ("long", pages)):
            (work / name / _FOLDER).mkdir(parents=True)
            draw_long_scan(work / name / _FOLDER / "scan.pdf", count)
        (work / "roster.csv").write_bytes(_roster())
        add_to_roster(work / "roster.csv")
        command = [sys.executable, "-m", "benchmarks.speed.memory", "--here", str(work)]
        done = subprocess.run(
            [*command, *(["--reuse"] if reuse else [])],
            cwd=Path(__file__).parents[2],
            env=environment(work),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=True,
        )
        return Memory(**json.loads(done.stdout.splitlines()[-1]))


def _roster() -> bytes:
    """The head of the samples' roster: the people of the dense pages are added to it."""
    path = Path(__file__).parents[2] / "sample_docs" / "roster.csv"
    return path.read_bytes().splitlines(keepends=True)[0]


def main() -> None:
    """Measure and print; ``--here`` is for the child process."""
    parser = argparse.ArgumentParser(description="Peak memory on one long scan.")
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--reuse", action="store_true", help="OCR reads equal pages once")
    parser.add_argument("--json", type=Path, help="file to write the record to")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        with contextlib.redirect_stdout(sys.stderr):
            memory = measure_here(args.here, args.reuse)
        print(json.dumps(asdict(memory)))
        return
    memory = measure(args.pages, args.reuse)
    print(
        f"{memory.pages} pages, {memory.file_mb:.0f} MB: peak {memory.peak_mb:.0f} MB, "
        f"before the first page {memory.before_mb:.0f}; a page adds {memory.read_mb_a_page:.2f} "
        f"while it is read, {memory.verify_mb_a_page:.2f} while it is verified"
    )
    print("peak by stage: " + ", ".join(f"{k} {v:.0f}" for k, v in memory.stage_peaks.items()))
    if args.json:
        args.json.write_text(json.dumps(asdict(memory), indent=1) + "\n")


if __name__ == "__main__":
    main()
