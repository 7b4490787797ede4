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
        self,
        task: Callable[[JobT], ResultT],
        jobs: Iterable[JobT],
        more: Callable[[JobT, ResultT | Exception], Iterable[JobT]] | None = None,
    ) -> Iterator[tuple[JobT, ResultT | Exception]]:
        waiting = list(enumerate(jobs))
        taken = len(waiting)
        while waiting:
            position, job = waiting.pop()
            result = self._run(task, job, position)
            called = list(more(job, result)) if more else []
            waiting += enumerate(called, taken)
            taken += len(called)
            yield job, result

    def _run(
        self, task: Callable[[JobT], ResultT], job: JobT, position: int
    ) -> ResultT | Exception:
        if position in self.dying:
            return WorkerError("the worker died")
        try:
            return task(job)
        except MemoryError:
            return WorkerError("the worker ran out of memory", code="memory")
        except Exception as error:  # the port's promise: a job's error is its result
            return error
