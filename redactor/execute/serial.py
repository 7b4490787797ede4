"""Jobs one after the other in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from redactor.errors import WorkerError
from redactor.execute.events import send_to
from redactor.execute.feed import Feed

JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")


class SerialExecutor:
    """Runs jobs here, in order. No time-out and no memory limit: for tests and for one file."""

    def __init__(self, on_event: Callable[[object], None] | None = None) -> None:
        self._on_event = on_event

    def map(
        self,
        task: Callable[[JobT], ResultT],
        jobs: Iterable[JobT],
        more: Callable[[JobT, ResultT | Exception], Iterable[JobT]] | None = None,
    ) -> Iterator[tuple[JobT, ResultT | Exception]]:
        """Pairs of job and result; an error is the job's result."""
        feed = Feed(iter(jobs), more)
        for attempt in feed:
            result = self._run(task, attempt.job)
            feed.came(attempt.job, result)
            yield attempt.job, result

    def _run(self, task: Callable[[JobT], ResultT], job: JobT) -> ResultT | Exception:
        before = send_to(self._on_event)
        try:
            return task(job)
        except MemoryError:
            return WorkerError("the job ran out of memory", code="memory")
        except Exception as error:  # the port's promise: a job's error is its result
            return error
        finally:
            send_to(before)
