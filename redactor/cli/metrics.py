"""Prometheus metrics of a batch, as a text file: of node_exporter's textfile collector, say.

No port is opened: an office's machine that holds dossiers should listen to nobody.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redactor.store.writing import replace_private


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a batch is. ``done`` by state: a dossier's status, or ``failed``."""

    dossiers: int
    done: Mapping[str, int]
    pages: int
    seconds: float
    stages: Mapping[str, float]  # seconds of work, over all workers

    @property
    def finished(self) -> int:
        return sum(self.done.values())

    @property
    def pages_per_minute(self) -> float:
        return 60 * self.pages / self.seconds

    @property
    def seconds_left(self) -> float | None:
        """None while nothing is finished: there is nothing to go by."""
        left = self.dossiers - self.finished
        return self.seconds * left / self.finished if self.finished else None

    def told(self) -> dict[str, Any]:
        """As a line of JSON tells it."""
        left = self.seconds_left
        return {
            "dossiers": self.dossiers,
            "done": dict(self.done),
            "pages": self.pages,
            "pages_per_minute": round(self.pages_per_minute, 2),
            "seconds": round(self.seconds, 3),
            "seconds_left": None if left is None else round(left),
            "stages": {stage: round(seconds, 3) for stage, seconds in self.stages.items()},
        }


def write_metrics(path: Path, counts: Counts) -> None:
    """Replace the file at once; raises OutputError."""
    replace_private(path, "".join(f"{line}\n" for line in _lines(counts)))


def _lines(counts: Counts) -> Iterator[str]:
    yield from _metric("dossiers", "gauge", "Dossiers to do in this run.", {"": counts.dossiers})
    done = {f'{{state="{state}"}}': n for state, n in sorted(counts.done.items())}
    yield from _metric("dossiers_done_total", "counter", "Dossiers done, by their state.", done)
    yield from _metric("pages_read_total", "counter", "Pages read.", {"": counts.pages})
    stages = {f'{{stage="{stage}"}}': round(n, 3) for stage, n in sorted(counts.stages.items())}
    yield from _metric("stage_seconds_total", "counter", "Seconds of work, by stage.", stages)
    yield from _metric("run_seconds", "gauge", "Seconds since the run began.", {"": counts.seconds})
    if (left := counts.seconds_left) is not None:
        yield from _metric("left_seconds", "gauge", "Seconds to the end, estimated.", {"": left})
    now = {"": round(time.time())}
    yield from _metric("updated_timestamp_seconds", "gauge", "When this was written.", now)


def _metric(name: str, kind: str, told: str, values: Mapping[str, float]) -> Iterator[str]:
    if values:
        yield f"# HELP redactor_{name} {told}"
        yield f"# TYPE redactor_{name} {kind}"
        for labels, value in values.items():
            yield f"redactor_{name}{labels} {value}"
