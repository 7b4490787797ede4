"""The office's batch: its roster, the dry run, and what is handed over."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as WaitedTooLong
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from redactor.audit.words import Language
from redactor.errors import WorkerError
from redactor.execute.standing import StandingWorkers
from redactor.handover import Handed, hand_over
from redactor.platforms import NEW_FILE
from redactor.rehearsal import (
    Rehearsal,
    Rehearsed,
    RosterJob,
    RosterTold,
    look_at_roster,
    rehearse,
)
from redactor.report.making import Made, ReportJob, make_report
from redactor.selfcheck.receiving import Receiver
from redactor.store.writing import output_errors, private_folder
from redactor.web.faults import Refused
from redactor.web.settings import MEGABYTE, WebSettings

JobT = TypeVar("JobT")
ToldT = TypeVar("ToldT")
MAX_ROSTER_BYTES = 50 * MEGABYTE
_LOOK_S = 300.0
_REHEARSE_S = 3600.0


@dataclass(frozen=True, slots=True)
class Export:
    """A zip that waits to be taken."""

    name: str
    path: Path
    handed: Handed


class Batching:
    """One output folder with the dossiers it is made of."""

    def __init__(self, settings: WebSettings, workers: StandingWorkers) -> None:
        assert settings.out is not None
        self._settings, self._workers = settings, workers
        self._folder = settings.data / "office"
        private_folder(self._folder)
        self._exporting = threading.Lock()
        self._export: Export | None = None

    @property
    def roster(self) -> Path | None:
        """The roster in use: the imported one before the one of the command line."""
        imported = self._folder / "roster"
        if imported.is_file():
            return imported
        given = self._settings.batch
        return given.roster if given else None

    @property
    def folders(self) -> int:
        """How many folders and zips the input has, right or wrong."""
        given = self._settings.batch
        return sum(not p.name.startswith(".") for p in given.folder.iterdir()) if given else 0

    @contextmanager
    def receiving(self) -> Iterator[tuple[Path, Receiver]]:
        """Takes a roster in, into a file that is gone at the end unless it was kept."""
        draft = self._folder / f".roster-{secrets.token_hex(8)}"
        try:
            with output_errors("the roster cannot be written"):
                handle = os.open(draft, NEW_FILE, 0o600)
                with os.fdopen(handle, "wb", buffering=0) as file:
                    yield draft, Receiver(file, MAX_ROSTER_BYTES)
        finally:
            draft.unlink(missing_ok=True)

    def take(self, draft: Path) -> RosterTold:
        """Look at a roster and keep it when nothing is wrong. A worker reads it: a workbook may
        be hostile.
        """
        job = RosterJob(draft, self._settings.recipe.rules)
        told = self._wait(look_at_roster, job, _LOOK_S)
        if not told.faults:
            with output_errors("the roster cannot be kept"):
                draft.replace(self._folder / "roster")
        return told

    def rehearse(self, *, random_names: bool) -> Rehearsed:
        """The dry run."""
        settings = self._settings
        if settings.batch is None or self.roster is None or settings.out is None:
            raise Refused("no_roster")
        job = Rehearsal(
            settings.batch.folder, self.roster, settings.recipe, settings.out, random_names
        )
        return self._wait(rehearse, job, _REHEARSE_S)

    def report(self, language: Language) -> Made:
        """The report of what is there now; drawn by a worker."""
        assert self._settings.out is not None
        limits = self._settings.recipe.settings.limits
        return self._wait(make_report, ReportJob(self._settings.out, limits, language), _LOOK_S)

    def export(self) -> Export:
        """What may be handed on, as a zip; the one before is deleted."""
        assert self._settings.out is not None
        if not self._exporting.acquire(blocking=False):
            raise Refused("busy")
        try:
            self._forget()
            folder = self._folder / f".export-{secrets.token_hex(8)}"
            try:
                handed = hand_over(self._settings.out, folder)
                zipped = self._folder / f"export-{secrets.token_hex(8)}.zip"
                _zip(folder, zipped)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            self._export = Export(secrets.token_hex(8), zipped, handed)
            return self._export
        finally:
            self._exporting.release()

    def exported(self, name: str) -> Path:
        """The zip of that name. Raises Refused when there is none."""
        export = self._export
        if export is None or export.name != name or not export.path.is_file():
            raise Refused("nothing_there")
        return export.path

    def _forget(self) -> None:
        self._export = None
        for path in self._folder.glob("export-*.zip"):
            path.unlink(missing_ok=True)

    def _wait(self, task: Callable[[JobT], ToldT], job: JobT, most: float) -> ToldT:
        try:
            return self._workers.submit(task, job).result(most)
        except WaitedTooLong:
            raise WorkerError("the job ran out of time", code="timeout") from None


def _zip(folder: Path, target: Path) -> None:
    """Stored, not deflated: PDFs are packed already."""
    with output_errors("the export cannot be written"):
        handle = os.open(target, NEW_FILE, 0o600)
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                archive.write(path, path.relative_to(folder).as_posix())
