"""What was measured, as records: single runs, and what their repetitions say together."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

REDACTOR, PADDLEOCR, PYMUPDF = "redactor", "bare_paddleocr", "bare_pymupdf"
SUBJECTS = (REDACTOR, PADDLEOCR, PYMUPDF)
BASELINES = (PADDLEOCR, PYMUPDF)
BORN_DIGITAL, SCANNED = "born-digital", "scanned"
DENSE, RARE_NAME = "dense-scan", "dense-rare-name"
SAMPLED = (BORN_DIGITAL, SCANNED)
KINDS = (*SAMPLED, DENSE, RARE_NAME)
_READING = ("load", "read")  # stages: with spotting, without what is done of it afterwards

_QUIET = 0.5  # load average below which nothing of note runs
_OWN_LOAD = 1.0  # what a measured child adds to it
_LEAST_SHARE, _MOST_SHARE = 0.9, 1.1  # processor time a wall-clock second of one thread
_STEADY = 0.25  # of the median, between the fastest and the slowest round


@dataclass(frozen=True, slots=True)
class Run:
    """One child process: one subject on all pages of one kind, some passes over them.

    ``seconds``, ``cpu_seconds``, ``stages`` and ``pages`` are sums over the passes and leave the
    start out; ``start_seconds`` is all else the process took: interpreter, imports, models, a
    warm-up, its end. ``peak_mb`` (1 MB = 10^6 bytes) is of the whole process.
    """

    subject: str
    kind: str
    round: int  # from 1
    pages: int
    seconds: float
    cpu_seconds: float
    start_seconds: float
    stages: Mapping[str, float]
    peak_mb: float

    @property
    def seconds_a_page(self) -> float:
        return self.seconds / self.pages


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and extremes of one figure over the rounds."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        """Of at least one value; StatisticsError for none."""
        found = sorted(values)
        return cls(statistics.median(found), found[0], found[-1])


@dataclass(frozen=True, slots=True)
class Ratio:
    """The redactor over a baseline, same pages: above 1, the redactor takes more."""

    baseline: str
    time: Spread  # of the quotients of each round, whose runs lie closest in time
    processor: Spread  # the same of processor time, which neighbours on the machine blur less
    reading: Spread  # reading and spotting alone over all of the baseline, by the clock
    memory: float


@dataclass(frozen=True, slots=True)
class Row:
    """One subject on one kind of pages, all rounds."""

    kind: str
    subject: str
    pages: int  # different ones
    seconds_a_page: Spread
    pages_a_minute: Spread
    stages: Mapping[str, float]  # seconds a page, median: they need not add up to the whole
    start_seconds: Spread
    peak_mb: float  # the greatest of the rounds
    ratios: tuple[Ratio, ...] = ()  # of the redactor alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """The whole measurement; ``dataclasses.asdict`` of it is the JSON file."""

    schema_version: int = 1
    machine: str
    rounds: int
    subjects: Mapping[str, str]  # what each of them did, with weights and scale
    documents: Mapping[str, Sequence[str]]  # by kind: folder and position in it
    rows: tuple[Row, ...]
    runs: tuple[Run, ...]
    load: tuple[float, ...]  # one-minute averages: before each round and after the last
    warnings: tuple[str, ...]
    installed_mb: float
    weights_mb: float


def stage_sums(audits: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Seconds by stage over all documents of private audits.

    Raises RuntimeError when a document has no finished file: a page that was given up early is
    no measure of speed.
    """
    sums: dict[str, float] = {}
    for audit in audits:
        for document in audit["documents"]:
            if document["error_code"] or not document["output"]:
                where = f"{audit['applicant_id']} {document['doc_id']}"
                raise RuntimeError(f"{where} was not finished: measure on other samples")
            for stage, seconds in document["seconds"].items():
                sums[stage] = sums.get(stage, 0.0) + seconds
    return sums


def rows_of(runs: Sequence[Run], pages: Mapping[str, int]) -> tuple[Row, ...]:
    """A row for each kind and subject that ran; ``pages`` counts the different ones by kind."""
    return tuple(
        _row(kind, subject, runs, pages[kind])
        for kind in KINDS
        for subject in SUBJECTS
        if _select(runs, kind, subject)
    )


def _row(kind: str, subject: str, runs: Sequence[Run], pages: int) -> Row:
    mine = _select(runs, kind, subject)
    baselines = BASELINES if subject == REDACTOR else ()
    return Row(
        kind=kind,
        subject=subject,
        pages=pages,
        seconds_a_page=Spread.of(run.seconds_a_page for run in mine),
        pages_a_minute=Spread.of(60 / run.seconds_a_page for run in mine),
        stages={
            stage: statistics.median(run.stages.get(stage, 0.0) / run.pages for run in mine)
            for stage in mine[0].stages
        },
        start_seconds=Spread.of(run.start_seconds for run in mine),
        peak_mb=max(run.peak_mb for run in mine),
        ratios=tuple(ratio(mine, _select(runs, kind, name)) for name in baselines),
    )


def ratio(runs: Sequence[Run], baseline: Sequence[Run]) -> Ratio:
    """Of runs over the baseline's, paired by round. ValueError when the rounds differ."""
    pairs = list(zip(runs, baseline, strict=True))
    if any(a.round != b.round for a, b in pairs):
        raise ValueError("the runs are of different rounds")
    return Ratio(
        baseline[0].subject,
        Spread.of(a.seconds_a_page / b.seconds_a_page for a, b in pairs),
        Spread.of((a.cpu_seconds / a.pages) / (b.cpu_seconds / b.pages) for a, b in pairs),
        Spread.of(_reading(a) / b.seconds_a_page for a, b in pairs),
        max(run.peak_mb for run in runs) / max(run.peak_mb for run in baseline),
    )


def _reading(run: Run) -> float:
    """Seconds a page that a run read."""
    return sum(run.stages.get(stage, 0.0) for stage in _READING) / run.pages


def _select(runs: Iterable[Run], kind: str, subject: str) -> list[Run]:
    chosen = (run for run in runs if (run.kind, run.subject) == (kind, subject))
    return sorted(chosen, key=lambda run: run.round)


def warnings_of(runs: Sequence[Run], rows: Iterable[Row], load: Sequence[float]) -> tuple[str, ...]:
    """Why the figures may not be those of an idle machine; empty when nothing speaks against."""
    found = []
    if load[0] > _QUIET:
        found.append(f"not idle before the start: load {load[0]:.2f}")
    if max(load[1:]) > _OWN_LOAD + _QUIET:
        found.append(f"not idle meanwhile: load {max(load[1:]):.2f}, of which about 1 is our own")
    share = sum(run.cpu_seconds for run in runs) / sum(run.seconds for run in runs)
    if share < _LEAST_SHARE:
        found.append(f"the processes waited: {share:.2f} s of processor time a second")
    if share > _MOST_SHARE:
        found.append(f"more than one thread: {share:.2f} s of processor time a second")
    for row in rows:
        spread = row.seconds_a_page
        width = (spread.high - spread.low) / spread.median
        if width > _STEADY:
            found.append(f"{row.kind}, {row.subject}: the rounds differ by {width:.0%}")
    return tuple(found)
