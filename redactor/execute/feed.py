"""Jobs on their way to workers: taken one by one, and given again where a worker was lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from redactor.errors import WorkerError

JobT = TypeVar("JobT")


@dataclass(frozen=True, slots=True)
class Attempt(Generic[JobT]):
    """A job that a worker gets. Nobody knows which job breaks a worker: each may break two."""

    job: JobT
    is_second: bool = False


class Feed(Generic[JobT]):
    """Jobs that are still to be done; those that were lost go ``again`` before new ones."""

    def __init__(self, jobs: Iterator[JobT]) -> None:
        self.again: deque[Attempt[JobT]] = deque()
        self._jobs = jobs

    def has_more(self) -> bool:
        """Whether there is another; it is taken from its source then."""
        if not self.again:
            self.again.extend(Attempt(job) for job in islice(self._jobs, 1))
        return bool(self.again)

    def __iter__(self) -> Iterator[Attempt[JobT]]:
        return self

    def __next__(self) -> Attempt[JobT]:
        if not self.has_more():
            raise StopIteration
        return self.again.popleft()


def cannot_send(error: Exception) -> WorkerError:
    """What a job that cannot be pickled yields; the error's own text may hold a value."""
    return WorkerError(f"a job cannot be pickled ({type(error).__name__})", code="unpicklable")
