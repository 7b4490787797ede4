"""The workers of a Ray cluster: actors that stay from job to job, and what they tell."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable
from typing import Any

from redactor.execute.events import send_to
from redactor.execute.worker import ENVIRONMENT, run_pickled
from redactor.platforms import limit_memory

OnEvent = Callable[[object], None]

_MAX_FAILED = 3  # workers in a row that could not be started, beside one for each place
_LOOK_S = 2.0
_TOLD_S = 10.0  # a lost box loses progress, not work
_START_S = 600.0  # a cluster may have to start a node first


class _Worker:
    """One process of the cluster."""

    def __init__(self, box: Any) -> None:
        os.environ.update(ENVIRONMENT)
        limit_memory(0)  # no core dumps; Ray's own address space has no useful limit
        self._sent: list[Any] = []
        send_to(lambda event: self._sent.append(box.put.remote(pickle.dumps(event))))

    def ready(self, first: bytes) -> None:
        """Returns when the process runs, and has done its first job, if any."""
        if first:
            run_pickled(first)  # an error is in its result, which nobody gets

    def run(self, data: bytes) -> bytes:
        """The result of a packed job; what the job told is in the box by then."""
        import ray

        result = run_pickled(data)
        if self._sent:
            ray.wait(self._sent, num_returns=len(self._sent), timeout=_TOLD_S)
            self._sent.clear()
        return result


class _Box:
    """Where workers put their events, until the parent takes them."""

    def __init__(self) -> None:
        self._events: list[bytes] = []

    def put(self, event: bytes) -> None:
        self._events.append(event)

    def take(self) -> list[bytes]:
        taken, self._events = self._events, []
        return taken


class Mailbox:
    """The parent's end of a ``_Box``."""

    def __init__(self, ray: Any, on_event: OnEvent) -> None:
        self._ray, self._on_event = ray, on_event
        self._looked_s = time.monotonic()
        self.box = ray.remote(num_cpus=0)(_Box).remote()

    def look(self) -> None:
        """Now and then ``empty``: each time takes the processors some milliseconds."""
        if time.monotonic() - self._looked_s > _LOOK_S:
            self.empty()

    def empty(self) -> None:
        """Give what has come to the listener. A lost box loses progress, not work."""
        self._looked_s = time.monotonic()
        try:
            events = self._ray.get(self.box.take.remote(), timeout=10)
        except self._ray.exceptions.RayError:
            return
        for event in events:
            self._on_event(pickle.loads(event))


class Crew:
    """Workers that stay from job to job, until they have done their share."""

    def __init__(
        self, ray: Any, workers: int, memory_mb: int, box: Any, first: bytes = b""
    ) -> None:
        """``first``: the packed job that each worker begins with."""
        self._ray, self._box, self._first = ray, box, first
        self._size = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        self._kind = ray.remote(num_cpus=1, memory=memory_mb << 20, max_restarts=0)(_Worker)
        self._done: dict[Any, int] = {}  # jobs of each worker that was not dismissed
        self._failed = 0  # to start, in a row
        self._waiting_since = time.monotonic()
        self.starting: dict[Any, Any] = {}  # a reference that comes when the worker runs
        self.idle: list[Any] = []

    def hire(self) -> None:
        """As many as there may be; each starts when a node has room for it."""
        while len(self._done) < self._size:
            worker = self._kind.remote(self._box)
            self._done[worker] = 0
            self.starting[worker.ready.remote(self._first)] = worker

    def welcome(self, reference: Any) -> None:
        """A worker runs now, or could not be started."""
        worker = self.starting.pop(reference)
        try:
            self._ray.get(reference)
        except self._ray.exceptions.RayError:
            self._failed += 1
            self.dismiss_one(worker)
        else:
            self._failed = 0
            self._waiting_since = time.monotonic()
            self.idle.append(worker)

    @property
    def is_hopeless(self) -> bool:
        """Whether workers fail again and again, or none finds room for long."""
        if len(self.starting) < len(self._done):
            self._waiting_since = time.monotonic()  # some run
        late = time.monotonic() - self._waiting_since > _START_S
        return late or self._failed > _MAX_FAILED + self._size

    def take_back(self, worker: Any, most: int) -> None:
        """It is idle again, or has done its share and goes: OCR workers grow in memory."""
        self._done[worker] += 1
        if most and self._done[worker] >= most:
            self.dismiss_one(worker)
        else:
            self.idle.append(worker)

    def dismiss_one(self, worker: Any) -> None:
        """End it, whatever it is doing."""
        del self._done[worker]
        self._ray.kill(worker)

    def dismiss(self) -> None:
        """End all of them."""
        for worker in tuple(self._done):
            self.dismiss_one(worker)
