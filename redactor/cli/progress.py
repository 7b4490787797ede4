"""A progress bar on a terminal, plain lines in a log; ids only, never a name."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from redactor.batch import TaskResult
from redactor.datatypes import DossierStatus

_LOG_EVERY_S = 15.0


class BatchProgress:
    """Counts dossiers and pages while a batch runs. ``event`` may come from another thread."""

    def __init__(self, dossiers: int) -> None:
        self.pages = 0
        self.held = 0
        self._dossiers = dossiers
        self._finished = 0
        self._start = self._said = time.monotonic()
        self._bar = _bar() if sys.stderr.isatty() else None
        self._task = (
            self._bar.add_task(_("dossiers"), total=dossiers, pages=0, held=0)
            if self._bar
            else None
        )

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def event(self, event: object) -> None:
        """Take one event of a worker: ``("page", applicant_id)``."""
        if isinstance(event, tuple) and event[0] == "page":
            self.pages += 1
            self._show()

    def result(self, result: TaskResult) -> None:
        """Take one finished dossier."""
        self._finished += 1
        self.held += result.record.status is DossierStatus.HELD
        self._show(always=True)

    def _show(self, *, always: bool = False) -> None:
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=self._finished, pages=self.pages, held=self.held)
        elif always or time.monotonic() - self._said > _LOG_EVERY_S:
            self._said = time.monotonic()
            rate = 60 * self.pages / max(self._said - self._start, 1e-9)
            line = _("{done}/{all} dossiers, {pages} pages ({rate:.0f} a minute), {held} held")
            print(
                line.format(
                    done=self._finished,
                    all=self._dossiers,
                    pages=self.pages,
                    rate=rate,
                    held=self.held,
                ),
                file=sys.stderr,
                flush=True,
            )


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(_("{task.fields[pages]} pages, {task.fields[held]} held")),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


@contextmanager
def batch_progress(dossiers: int) -> Iterator[BatchProgress]:
    """A progress display for a block of work."""
    with BatchProgress(dossiers) as progress:
        yield progress
