"""One dossier's scanned pages, read by both recognisers with the thresholds wide open.

In a module of its own: a worker process cannot import what a package's ``__main__`` defines.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.decisions import Dossier
from benchmarks.spotting.scores import RECOGNISERS
from benchmarks.spotting.sightings import Sighting, line_count, open_table, sightings
from benchmarks.truth import REDACT, read_facts
from redactor.config.settings import load_settings
from redactor.datatypes import Candidate, Entity
from redactor.errors import RedactorError
from redactor.load.document import load
from redactor.ocr.engine import PaddleOcrEngine

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


def look(task: tuple[Dossier, Path]) -> list[Seen]:
    """What was seen on each scanned page of a dossier of the folder given."""
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
