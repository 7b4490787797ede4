"""How far a batch is: a bar or plain lines, JSON lines, Prometheus; numbers (编号) and counts only.

The events and metrics name no person and hold no value; they may go to the office's monitoring.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from redactor.audit import counts
from redactor.cli.metrics import Counts, write_metrics
from redactor.datatypes import DossierStatus
from redactor.errors import OutputError
from redactor.plan import TaskResult
from redactor.store.ledger import has_failed
from redactor.store.writing import append_private

_LOG_EVERY_S = 15.0


@dataclass(frozen=True, slots=True)
class Watching:
    """Where else it is told how far a batch is."""

    events: Path | None = None  # JSON lines, appended
    metrics: Path | None = None  # Prometheus text, replaced again and again


class BatchProgress:
    """Counts dossiers and pages while a batch runs. ``event`` may come from another thread."""

    def __init__(self, dossiers: int, watching: Watching, events: TextIO | None) -> None:
        """``events``: the open file of ``watching.events``."""
        self._dossiers = dossiers
        self._pages = 0
        self._done: Counter[str] = Counter()
        self._stages: Counter[str] = Counter()  # seconds
        self._start = self._said = time.monotonic()
        self._metrics = watching.metrics
        self._events = events
        self._lock = threading.Lock()
        self._bar = _bar() if sys.stderr.isatty() else None
        self._task = (
            self._bar.add_task(_("dossiers"), total=dossiers, pages=0, held=0, failed=0)
            if self._bar
            else None
        )

    def begin(self) -> None:
        """Show the bar and write that a batch has begun."""
        if self._bar:
            self._bar.start()
        self._tell("begin")

    def end(self) -> None:
        """Take the bar away and write the last counts, also after an error."""
        if self._bar:
            self._bar.stop()
        self._tell("end")

    def event(self, event: object) -> None:
        """Take one event of a worker: ``("page", applicant_id)``."""
        if isinstance(event, tuple) and event[0] == "page":
            with self._lock:
                self._pages += 1
                self._show()

    def result(self, result: TaskResult) -> None:
        """Take one finished dossier."""
        record = result.record
        state = "failed" if has_failed(result.exit_code) else record.status.value
        stages = counts.stages(record.documents)
        with self._lock:
            self._done[state] += 1
            self._stages.update(stages)
            self._write(
                "dossier",
                id=record.applicant_id,
                state=state,
                exit_code=result.exit_code,
                documents=len(record.documents),
                pages=sum(d.pages for d in record.documents),
                seconds=record.seconds,
                stages={stage: round(n, 3) for stage, n in stages.items()},
                memory_mb=round(result.peak_memory_mb, 1),
            )
            self._show(always=True)

    def _tell(self, event: str) -> None:
        with self._lock:
            self._write(event, **self._counts().told())
            self._measure(self._counts())

    def _show(self, *, always: bool = False) -> None:
        counts = self._counts()
        if self._bar and self._task is not None:
            self._bar.update(
                self._task,
                completed=counts.finished,
                pages=counts.pages,
                held=counts.done.get(DossierStatus.HELD.value, 0),
                failed=counts.done.get("failed", 0),
            )
        is_due = time.monotonic() - self._said > _LOG_EVERY_S
        if not self._bar and (always or is_due):
            print(_line(counts), file=sys.stderr, flush=True)
        if is_due:
            self._write("progress", **counts.told())
        if always or is_due:
            self._measure(counts)
            self._said = time.monotonic()

    def _counts(self) -> Counts:
        seconds = max(time.monotonic() - self._start, 1e-9)
        return Counts(self._dossiers, dict(self._done), self._pages, seconds, dict(self._stages))

    def _write(self, event: str, **more: Any) -> None:
        if self._events:
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            line = json.dumps({"at": at, "event": event, **more}, ensure_ascii=False)
            with self._never_failing():
                self._events.write(line + "\n")
                self._events.flush()

    def _measure(self, counts: Counts) -> None:
        if self._metrics:
            with self._never_failing():
                write_metrics(self._metrics, counts)

    @contextmanager
    def _never_failing(self) -> Iterator[None]:
        """A batch does not end because nobody can be told how far it is."""
        try:
            yield
        except (OSError, OutputError):
            self._events = self._metrics = None
            print(_("Progress can no longer be written to its files."), file=sys.stderr)


def _line(counts: Counts) -> str:
    line = _(
        "{done}/{all} dossiers, {pages} pages ({rate:.0f} a minute), {held} held, {failed} failed, "
        "{left} left"
    )
    left = counts.seconds_left
    return line.format(
        done=counts.finished,
        all=counts.dossiers,
        pages=counts.pages,
        rate=counts.pages_per_minute,
        held=counts.done.get(DossierStatus.HELD.value, 0),
        failed=counts.done.get("failed", 0),
        left="?" if left is None else _span(left),
    )


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(
            _("{task.fields[pages]} pages, {task.fields[held]} held, {task.fields[failed]} failed")
        ),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


@contextmanager
def batch_progress(dossiers: int, watching: Watching) -> Iterator[BatchProgress]:
    """A progress display for a block of work."""
    with ExitStack() as stack:
        events = watching.events and stack.enter_context(append_private(watching.events))
        progress = BatchProgress(dossiers, watching, events or None)
        progress.begin()
        stack.callback(progress.end)
        yield progress
