"""One mutant: made, put through the task of a batch in a worker with limits, and judged."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal

from benchmarks.fuzz.bases import Base
from benchmarks.fuzz.bytewise import mutate_bytes
from benchmarks.fuzz.fakes import use_fakes
from benchmarks.fuzz.objectwise import mutate_objects
from benchmarks.fuzz.results import Result, result_of
from benchmarks.odd_files.readers import judge
from benchmarks.odd_files.running import profile_of
from redactor.assemble import Recipe
from redactor.datatypes import DossierStatus, Others
from redactor.dossier.job import SourceDocument
from redactor.plan import Task
from redactor.work import run_task

Ocr = Literal["fake", "real"]
_APPLICANT = "F-1"


@dataclass(frozen=True, slots=True)
class Order:
    """A mutant to be made: ``seed`` and ``number`` tell every byte of it; picklable."""

    seed: int
    number: int
    bases: tuple[Base, ...] = field(repr=False)
    work: Path = field(repr=False)
    recipe: Recipe = field(repr=False)
    ocr: Ocr = "fake"

    @property
    def path(self) -> Path:
        """Where the mutant lies; what took its worker with it is left there."""
        return self.work / f"{self.seed}-{self.number:06d}{self.base.path.suffix}"

    @property
    def out(self) -> Path:
        return self.work / f"out-{self.number}"

    @property
    def base(self) -> Base:
        return self._random()[1]

    def _random(self) -> tuple[Random, Base, Base]:
        rng = Random(f"{self.seed}/{self.number}")
        base, other = rng.choices(self.bases, [base.share for base in self.bases], k=2)
        return rng, base, other

    def made(self) -> bytes:
        """The bytes of the mutant."""
        rng, base, other = self._random()
        data, way = base.path.read_bytes(), rng.random()
        if base.path.suffix == ".pdf" and way > 0.35:
            # Objects alone, bytes of what was written anew, or both.
            data = mutate_objects(data, rng, 0 if way > 0.85 else rng.choice((1, 1, 2, 3)))
            if way < 0.75:
                return data
        return mutate_bytes(data, other.path.read_bytes(), rng, rng.choice((1, 1, 2, 4)))


def work_through(order: Order) -> Result:
    """Make the mutant and redact it as any other file; the readers look at what is released."""
    if order.ocr == "fake":
        use_fakes()
    start, base = time.perf_counter(), order.base
    order.path.write_bytes(order.made())
    out = order.out
    source = SourceDocument("d01", order.path, order.path.name, folder_no=11)
    profile = profile_of(_APPLICANT, base.english)
    task = Task(
        *(order.recipe, out, _APPLICANT, _APPLICANT, (source,), profile, Others(), _APPLICANT)
    )
    try:
        record = run_task(task).record
        readers: dict[str, str] = {}
        if record.status is DossierStatus.RELEASED and record.documents[0].output:
            readers = judge(out / record.documents[0].output, base.values)
    finally:
        shutil.rmtree(out, ignore_errors=True)
    return result_of(order.number, base.label, record, readers, time.perf_counter() - start)
