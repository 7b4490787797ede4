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
import tempfile
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

from benchmarks.decisions import Dossier, dossiers
from benchmarks.spotting.curves import as_svg, as_table
from benchmarks.spotting.sightings import Sighting, line_count, open_table, sightings
from benchmarks.truth import REDACT, read_facts
from redactor.config.settings import load_settings
from redactor.datatypes import Candidate, Entity
from redactor.errors import RedactorError
from redactor.load.document import load
from redactor.ocr.engine import PaddleOcrEngine

RECOGNISERS = ("PP-OCRv6_tiny_rec", "PP-OCRv6_small_rec")
Seen = tuple[str, list[Sighting], int]  # recogniser, what was seen, lines read
_engines: dict[str, PaddleOcrEngine] = {}


def _engine(name: str) -> PaddleOcrEngine:
    if name not in _engines:
        _engines[name] = PaddleOcrEngine(recogniser=name, tables=(open_table(name),))
    return _engines[name]


def _candidates(dossier: Dossier) -> list[Candidate]:
    profile = dossier.profile
    values = [(Entity.NAME, v) for v in profile.names]
    values += [(Entity.ID_NUMBER, v) for v in profile.id_numbers]
    values += [(Entity.PHONE, v) for v in profile.phones]
    for employer in profile.employers:
        values += [(Entity.EMPLOYER, v) for v in (employer.full, *employer.short)]
    return [Candidate(i, entity, v) for i, (entity, v) in enumerate(values)]


def _look(task: tuple[Dossier, Path]) -> list[Seen]:
    dossier, samples = task
    facts = {
        f.doc: f for f in read_facts(samples / "truth" / f"{dossier.applicant}.documents.jsonl")
    }
    found = []
    for source in dossier.sources:
        fact = facts[source.name]
        if fact.carrier == "scan":
            found += list(_pages(dossier, source, fact.damage, fact.level))
    return found


def _pages(dossier: Dossier, source: Path, damage: str, level: int) -> Iterator[Seen]:
    settings, candidates = load_settings(None), _candidates(dossier)
    with tempfile.TemporaryDirectory() as folder:
        try:
            document = load(source, Path(folder), settings.limits)
        except RedactorError:
            return
        with document:
            for page_no in range(1, document.page_count + 1):
                geometry = document.geometry(page_no, settings.ocr.dpi)
                image = document.render(page_no, settings.ocr.dpi)
                items = [
                    i
                    for i in dossier.items
                    if i.doc == source.name and i.page == page_no and i.expected == REDACT
                    if not i.is_picture
                ]
                for name in RECOGNISERS:
                    page = _engine(name).read(image, geometry, page_no, candidates)
                    seen = list(sightings(page, items, candidates, damage, level))
                    yield name, seen, line_count(page)


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
        for one in pool.imap_unordered(_look, tasks):
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
