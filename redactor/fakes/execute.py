"""An ``Executor`` without processes, in which chosen jobs die as a worker would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from redactor.errors import WorkerError

JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")


class FakeExecutor:
    """Runs jobs here and now, the last one first: the order of completion is no promise.

    ``dying`` are the positions of jobs whose worker dies before the task runs.
    """

    def __init__(self, dying: frozenset[int] = frozenset()) -> None:
        self.dying = dying

    def map(
        self, task: Callable[[JobT], ResultT], jobs: Iterable[JobT]
    ) -> Iterator[tuple[JobT, ResultT | Exception]]:
        for position, job in reversed(list(enumerate(jobs))):
            if position in self.dying:
                yield job, WorkerError("the worker died")
                continue
            result: ResultT | Exception
            try:
                result = task(job)
            except MemoryError:
                result = WorkerError("the worker ran out of memory", code="memory")
            except Exception as error:  # the port's promise: a job's error is its result
                result = error
            yield job, result
