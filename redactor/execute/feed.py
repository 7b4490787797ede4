"""Jobs on their way to workers: taken one by one, and given again where a worker was lost."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from redactor.errors import WorkerError

JobT = TypeVar("JobT")

LOST = object()  # the result of a job whose worker is gone
_MAX_CALLED = 64  # jobs that wait, called for by results; with more no new job is begun


@dataclass(frozen=True, slots=True)
class Attempt(Generic[JobT]):
    """A job that a worker gets. Nobody knows which job breaks a worker: each may break two."""

    job: JobT
    is_second: bool = False


class Feed(Generic[JobT]):
    """Jobs that are still to be done: new ones, and in turn those that results have called for.

    So one job that calls for forty holds up none of the others, and is not held up by them.
    """

    def __init__(
        self,
        jobs: Iterator[JobT],
        more: Callable[[JobT, Any], Iterable[JobT]] | None = None,
    ) -> None:
        self._again: deque[Attempt[JobT]] = deque()
        self._called: deque[JobT] = deque()
        self._is_their_turn = False
        self._jobs = jobs
        self._more = more

    def has_more(self) -> bool:
        """Whether there is another; it is taken from its source then."""
        if not self._again:
            self._again.extend(map(Attempt, islice(self._in_turn(), 1)))
        return bool(self._again)

    def _in_turn(self) -> Iterator[JobT]:
        new_ones_wait = self._is_their_turn or len(self._called) > _MAX_CALLED
        if not (self._called and new_ones_wait):
            self._is_their_turn = True
            yield from islice(self._jobs, 1)
        self._is_their_turn = False
        if self._called:
            yield self._called.popleft()

    def came(self, job: JobT, result: object) -> None:
        """Take a result: it may call for more jobs."""
        if self._more is not None:
            self._called.extend(self._more(job, result))

    def repeat(self, attempt: Attempt[JobT]) -> bool:
        """Give a job that was lost once more, before new ones; not after its second attempt."""
        if not attempt.is_second:
            self._again.append(Attempt(attempt.job, is_second=True))
        return not attempt.is_second

    def __iter__(self) -> Iterator[Attempt[JobT]]:
        return self

    def __next__(self) -> Attempt[JobT]:
        if not self.has_more():
            raise StopIteration
        return self._again.popleft()


def packed(task: Callable[[JobT], object], job: JobT) -> bytes:
    """What ``run_pickled`` takes. Raises WorkerError, code ``unpicklable``."""
    try:
        return pickle.dumps((task, job))
    except Exception as error:  # whatever a foreign __reduce__ raises; its text may hold a value
        told = f"a job cannot be pickled ({type(error).__name__})"
        raise WorkerError(told, code="unpicklable") from None
