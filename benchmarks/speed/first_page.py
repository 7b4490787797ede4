"""``python -m benchmarks.speed.first_page``: how long an applicant waits for the first page.

A warm worker, one page dropped alone: until its picture is there, and until the findings are. Told
as processor time of this process and its threads, since the machine may be shared, and as wall
clock. ``--json FILE`` keeps the figures.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf

from redactor.assemble import Recipe
from redactor.config.records import Settings
from redactor.config.roster import load_roster
from redactor.config.rules import load_rules
from redactor.execute import events
from redactor.selfcheck import jobs, shots

SAMPLES = Path("sample_docs")
OWNER = "NM2026-0001"


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds of one check: processor and wall clock, to the picture and to the findings."""

    picture_cpu: float
    picture_wall: float
    findings_cpu: float
    findings_wall: float


def first_pages(folder: Path, target: Path) -> dict[str, Path]:
    """One born-digital page and one scan: the first pages of the first files of each kind."""
    made: dict[str, Path] = {}
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        with pymupdf.open(path) as source:
            pdf = source if source.is_pdf else pymupdf.open("pdf", source.convert_to_pdf())
            kind = "born-digital" if pdf[0].get_text().strip() else "scan"
            if kind not in made:
                made[kind] = target / f"{kind}.pdf"
                with pymupdf.open() as one:
                    one.insert_pdf(pdf, to_page=0)
                    one.save(made[kind])
    return made


def wait_for(path: Path, recipe: Recipe, work: Path) -> Waited:
    """One check of one page."""
    roster = load_roster(SAMPLES / "roster.csv")
    profile = next(p for p in roster.profiles if p.applicant_id == OWNER)
    (work / "pictures").mkdir(exist_ok=True)
    job = jobs.CaseJob(recipe, profile, (shots.Given(path, "01.pdf"),), work / "pictures")
    shown: list[tuple[float, float]] = []

    def seen(event: object) -> None:
        if isinstance(event, tuple) and event[0] == "first":
            shown.append((time.process_time(), time.perf_counter()))

    cpu, wall = time.process_time(), time.perf_counter()
    before = events.send_to(seen)
    try:
        shots.show_first(shots.FirstJob(job.files, job.pictures, recipe.settings, ""))
        jobs.run_check(job)
    finally:
        events.send_to(before)
    end_cpu, end_wall = time.process_time(), time.perf_counter()
    return Waited(shown[0][0] - cpu, shown[0][1] - wall, end_cpu - cpu, end_wall - wall)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    recipe = Recipe(Settings(), load_rules("neimenggu-2026"))
    start = time.process_time()
    for task, given in jobs.warming(recipe):
        task(given)
    figures: dict[str, object] = {"warm_up_cpu": round(time.process_time() - start, 2)}
    with TemporaryDirectory(prefix="redactor-") as name:
        work = Path(name)
        for kind, path in sorted(first_pages(SAMPLES / "dossiers" / OWNER, work).items()):
            runs = [wait_for(path, recipe, work) for _ in range(args.rounds)]
            figures[kind] = {
                field: round(statistics.median(getattr(run, field) for run in runs), 2)
                for field in Waited.__slots__
            } | {"first_findings_cpu": round(runs[0].findings_cpu, 2)}
    text = json.dumps(figures, indent=1)
    print(text)
    if args.json:
        args.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
