"""``python -m benchmarks.speed.plain [--pages N] [--long N [--small]]``: born-digital pages.

Drawn ``dev`` documents without pictures go through the task of a batch, real models and
verification included, and through bare PyMuPDF (open, extract, render at 144 dpi, save). Told as
processor time, split by stage: the machine may be shared. Twice: in a process that has loaded its
models and read no such page yet, and in the same one with other documents after these, as a worker
of a batch is after its first. ``--long``: a file of so many of these pages, or of ``--small`` ones
alone, and the memory that it takes.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pymupdf

from benchmarks.draw import draw_people
from benchmarks.fidelity.pages import Drawn, draw
from benchmarks.generator.people import Applicant
from benchmarks.small import draw_small
from benchmarks.speed.memory import resident_mb
from benchmarks.speed.subjects import peak_mb
from redactor import pipeline
from redactor.assemble import Recipe
from redactor.config.rules import load_rules
from redactor.config.settings import load_settings
from redactor.datatypes import Employer, Others, Profile
from redactor.dossier import process
from redactor.dossier.job import SourceDocument
from redactor.plan import Task
from redactor.work import run_task

_DPI = 144
_SEED = 2026
_SMALL = 8  # pages, each a document of its own
_BARE_TIMES = 5
_DRAWN_TIMES = 3  # drawn until so many pages were seen for each that is wanted


@dataclass(frozen=True, slots=True)
class Plain:
    """Seconds of processor time a page, by stage; ``bare`` is PyMuPDF's."""

    pages: int
    bare: float
    whole: float
    stages: dict[str, float]
    statuses: dict[str, int]

    @property
    def times(self) -> float:
        return self.whole / self.bare


@dataclass(frozen=True, slots=True)
class Long:
    """One long file: memory in MB (10^6 bytes), at the page named and at most."""

    pages: int
    seconds: float
    before_mb: float
    peak_mb: float
    at_page: dict[int, float]


def without_pictures(folder: Path, pages: int) -> list[Drawn]:
    """Drawn documents of which no page draws a picture, ``pages`` pages or a few more."""
    chosen: list[Drawn] = []
    for drawn in draw(folder, _DRAWN_TIMES * pages, _SEED):
        with pymupdf.open(drawn.path) as document:
            if pages > 0 and not any(page.get_images() for page in document):
                chosen.append(drawn)
                pages -= document.page_count
    return chosen


def small(folder: Path) -> list[Drawn]:
    """Documents of one small page each, the cheapest there are."""
    (applicant,) = draw_people("dev", _SEED, 1)
    chosen = []
    for number in range(1, _SMALL + 1):
        path = folder / f"small-{number}.pdf"
        draw_small(path, applicant.name, applicant.id_number, number)
        chosen.append(Drawn(path.stem, path, applicant))
    return chosen


def bare(chosen: list[Drawn], out: Path) -> int:
    """The least that any tool for PDFs does; the pages."""
    pages = 0
    for drawn in chosen:
        with pymupdf.open(drawn.path) as document:
            for page in document:
                page.get_text()
                page.get_pixmap(dpi=_DPI, alpha=False)
                pages += 1
            document.save(out / f"saved-{drawn.path.name}")
    return pages


class _Stages:
    """Processor time by stage, as the pipeline calls them."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextlib.contextmanager
    def timed(self, seconds: dict[str, float], stage: str) -> Iterator[None]:
        start, before = time.process_time(), sum(self.seconds.values())
        with _TIMED(seconds, stage):
            yield
        others = sum(self.seconds.values()) - before
        took = time.process_time() - start - others
        self.seconds[stage] = self.seconds.get(stage, 0.0) + took


_TIMED = pipeline.timed


def redact(path: Path, applicant: Applicant, out: Path, recipe: Recipe) -> str:
    """The whole task of a batch on one file; the status of its document."""
    profile = Profile(
        "S-1",
        names=(applicant.name,),
        id_numbers=(applicant.id_number,),
        phones=(applicant.phone,),
        emails=(applicant.email,),
        employers=(Employer(full=applicant.work.full),),
    )
    source = SourceDocument("d01", path, path.name, folder_no=11)
    task = Task(recipe, out, "S-1", "S-1", (source,), profile, Others(), "S-1")
    (document,) = run_task(task).record.documents
    if document.error_code:
        raise RuntimeError(f"not finished: {document.error_code}")
    return document.status.value


def measure(chosen: list[Drawn], folder: Path, recipe: Recipe) -> Plain:
    """PyMuPDF alone some times, for it takes little, and the task once."""
    took = []
    for _ in range(_BARE_TIMES):
        start = time.process_time()
        pages = bare(chosen, folder)
        took.append(time.process_time() - start)
    stages = _Stages()
    for module in (pipeline, process):
        vars(module)["timed"] = stages.timed
    statuses: Counter[str] = Counter()
    start = time.process_time()
    for drawn in chosen:
        statuses[redact(drawn.path, drawn.applicant, folder / "out", recipe)] += 1
    whole = time.process_time() - start
    told = {stage: seconds / pages for stage, seconds in stages.seconds.items()}
    told["rest"] = whole / pages - sum(told.values())
    return Plain(pages, median(took) / pages, whole / pages, told, dict(statuses))


def measure_long(chosen: list[Drawn], pages: int, folder: Path, recipe: Recipe) -> Long:
    """One file of ``pages`` pages: the documents again and again."""
    path = folder / "long.pdf"
    with pymupdf.open() as document:
        while document.page_count < pages:
            for drawn in chosen:
                with pymupdf.open(drawn.path) as part:
                    document.insert_pdf(part)
        document.select(range(pages))
        document.save(path, garbage=4, deflate=True)
    before, start = resident_mb(), time.process_time()
    at_page: dict[int, float] = {}
    read_page = vars(pipeline)["read_page"]

    def counted(source: Any, page_no: int, *more: Any) -> Any:
        if page_no % (pages // 4) == 0:
            at_page[page_no] = round(resident_mb())
        return read_page(source, page_no, *more)

    vars(pipeline)["read_page"] = counted
    redact(path, chosen[0].applicant, folder / "long", recipe)
    seconds = round(time.process_time() - start, 1)
    return Long(pages, seconds, round(before), round(peak_mb()), at_page)


def main() -> None:
    """Draw, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--long", type=int, default=0, help="pages of a long file")
    parser.add_argument("--small", action="store_true", help="the smallest pages instead of drawn")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    recipe = Recipe(load_settings(None), load_rules("neimenggu-2026"))
    told: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="plain-") as text:
        folder = Path(text)
        first = small(folder)[0]  # loads the models
        redact(first.path, first.applicant, folder / "first", recipe)
        bare([first], folder)
        chosen = small(folder) if given.small else without_pictures(folder, 2 * given.pages)
        half = (len(chosen) + 1) // 2
        for state, part in (("new", chosen[:half]), ("warm", chosen[half:])):
            plain = measure(part, folder, recipe)
            told[state] = asdict(plain)
            print(*_lines(state, plain, len(part)), sep="\n", flush=True)
        if given.long:
            long = measure_long(chosen, given.long, folder, recipe)
            told["long"] = asdict(long)
            print(long)
    if given.json:
        given.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _lines(state: str, plain: Plain, documents: int) -> Iterator[str]:
    yield (
        f"{state} process, {plain.pages} pages of {documents} documents without pictures: "
        f"{plain.times:.1f} times "
        f"bare PyMuPDF ({plain.bare * 1000:.0f} ms a page), {plain.statuses}"
    )
    for stage, seconds in plain.stages.items():
        yield f"{stage:10} {seconds * 1000:6.0f} ms a page, {seconds / plain.bare:5.1f} times bare"


if __name__ == "__main__":
    main()
