"""How far each job is, for the pages that wait for it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class JobState:
    """``state``: "none", "waiting", "running", "done" or "failed"."""

    kind: str = ""  # "check", "redact", "propose"
    state: str = "none"
    pages: int = 0
    total: int = 0  # pages that there seem to be; 0: not known
    pictures: int = 0
    error: str = ""  # a fixed word
    first: str = ""  # the picture of the first page, before anything was found on it

    @property
    def is_busy(self) -> bool:
        return self.state in ("waiting", "running")


class Progress:
    """The newest job of each case. Events come from threads; pages ask from others."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[str, JobState] = {}

    def of(self, case_id: str) -> JobState:
        """Where the case stands."""
        with self._lock:
            return self._jobs.get(case_id, JobState())

    def begin(self, case_id: str, kind: str) -> bool:
        """A new job, unless one is at work already."""
        with self._lock:
            if self._jobs.get(case_id, JobState()).is_busy:
                return False
            self._jobs[case_id] = JobState(kind, "waiting")
            return True

    def event(self, event: object) -> None:
        """Take an event of a worker: ``("page", case_id)``, ``("picture", case_id)``, ``("first",
        case_id, name)`` or ``("total", case_id, pages)``.
        """
        name, total = "", 0
        match event:
            case ("page" | "picture" as what, str(case_id)):
                pass
            case ("first" as what, str(case_id), str(name)):
                pass
            case ("total" as what, str(case_id), int(total)):
                pass
            case _:
                return
        with self._lock:
            job = self._jobs.get(case_id)
            if job is None or not job.is_busy:
                return
            self._jobs[case_id] = replace(
                job,
                state="running" if what in ("page", "picture") else job.state,
                total=total or job.total,
                pages=job.pages + (what == "page"),
                pictures=job.pictures + (what == "picture"),
                first=name or job.first,
            )

    def end(self, case_id: str, error: str = "") -> None:
        """The job is over; ``error`` is empty when it went well."""
        with self._lock:
            job = self._jobs.get(case_id)
            if job is not None:
                state = "failed" if error else "done"
                self._jobs[case_id] = replace(job, state=state, error=error)

    def forget(self, case_id: str) -> None:
        """The case is gone."""
        with self._lock:
            self._jobs.pop(case_id, None)
