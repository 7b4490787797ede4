"""What a reviewer sees of a sample: redacted pages and the public audit's marks, nothing else."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from redactor.config.records import Settings
from redactor.dossier.place_picture import PlaceJob, PlacePicture, place_picture
from redactor.errors import InputError
from redactor.execute.standing import StandingWorkers
from redactor.geometry import PtQuad
from redactor.sampling.book import SampleBook
from redactor.sampling.records import Sample, Unit
from redactor.web.visitors import Visitor

_KEPT_PICTURES = 64
_PICTURE_S = 60.0
Json = dict[str, Any]


def reviewer_of(visitor: Visitor) -> str:
    """Who judges: the account; on this machine, where there is none, the browser's session."""
    return visitor.name or f"local-{visitor.session_id[:8]}"


class Review:
    """The samples of one output folder, with their pictures."""

    def __init__(self, out: Path, workers: StandingWorkers, settings: Settings) -> None:
        self._out = out
        self.book = SampleBook(out)
        self._workers = workers
        self._settings = settings
        self._pictures: OrderedDict[tuple[str, int], Future[PlacePicture]] = OrderedDict()
        self._lock = threading.Lock()

    def marks(self, unit: Unit) -> list[Json]:
        """The marks of a file, as its public audit tells them."""
        try:
            path = self._out / "public" / f"{unit.applicant_id}.json"
            documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        except (OSError, ValueError):
            raise InputError("the report is gone", code="unit_changed") from None
        found = [d for d in documents if d["output_sha256"] == unit.sha256]
        return list(found[0]["marks"]) if found else []

    def unit(self, sample: Sample, index: int, visitor: Visitor) -> Unit:
        """A file that this reviewer may look at."""
        if not 0 <= index < len(sample.units):
            raise InputError("there is no such file", code="nothing_there")
        unit = sample.units[index]
        if reviewer_of(visitor) in sample.recused.get(unit.applicant_id, ()):
            raise InputError("this reviewer stood back", code="recused")
        return unit

    def picture(self, unit: Unit, page: int) -> PlacePicture:
        """A page of a released file with the public marks on it; drawn by a worker, and kept."""
        if not 1 <= page <= unit.pages:
            raise InputError("there is no such page", code="nothing_there")
        path = self.book.path(unit)
        key = (unit.sha256, page)
        with self._lock:
            future = self._pictures.get(key)
            if future is None or (future.done() and future.exception() is not None):
                quads = tuple(_quad(m["quad"]) for m in self.marks(unit) if m["page"] == page)
                job = PlaceJob((path,), page, quads, self._settings)
                future = self._pictures[key] = self._workers.submit(place_picture, job)
                while len(self._pictures) > _KEPT_PICTURES:
                    self._pictures.popitem(last=False)
        return future.result(_PICTURE_S)


def _quad(corners: list[list[float]]) -> PtQuad:
    top_left, top_right, bottom_right, bottom_left = ((x, y) for x, y in corners)
    return PtQuad(top_left, top_right, bottom_right, bottom_left)
