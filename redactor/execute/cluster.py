"""Jobs on a Ray cluster: an actor for each worker, which loads its models once.

Ray is an extra (``pip install 'redactor[ray]'``). Its usage statistics and its dashboard are off.
On a cluster that is not ours the nodes' own settings hold: a token or TLS between the nodes, and
a private temporary folder, for jobs hold profiles (see ``configs/ray-cluster.toml``).
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from redactor.errors import WorkerError
from redactor.execute.crew import Crew, Mailbox, OnEvent
from redactor.execute.feed import LOST, Attempt, Feed, packed
from redactor.execute.worker import result_or_error

JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")

LOCAL = "local"  # a cluster of this machine alone, for as long as the batch runs
_LOOK_S = 0.5
_CONNECT_S = 10.0
_OBJECT_STORE_BYTES = 128 << 20  # jobs and results are small: pages stay in their worker
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DEDUP_LOGS": "0",
    "RAY_DISABLE_FAILURE_SIGNAL_HANDLER": "1",  # it ends a process that is asked to end at once
}


@dataclass(frozen=True, slots=True)
class _Running(Generic[JobT]):
    attempt: Attempt[JobT]
    worker: Any
    started: float


@dataclass(frozen=True, slots=True)
class _Started:
    """A cluster with workers. ``end`` dismisses them and leaves it."""

    ray: Any
    crew: Crew
    mailbox: Mailbox
    end: ExitStack


class RayExecutor:
    """An ``Executor`` over the nodes of a Ray cluster. Only one job a worker is in flight.

    A job whose worker or node is lost is done once more elsewhere; one that runs out of time
    yields a WorkerError, and a new worker takes its place. Ray itself stops workers that take
    more memory than their node has.
    """

    def __init__(
        self,
        address: str = "auto",
        workers: int = 0,
        timeout_s: float | None = None,
        memory_mb: int = 0,
        tasks_per_worker: int = 0,
        on_event: OnEvent | None = None,
    ) -> None:
        """``address``: "local", "auto", or that of a head node. ``workers`` 0: one for each
        processor of the cluster. ``memory_mb`` places workers: no node gets more than it has room
        for; 0: not looked at.
        """
        self._address = address
        self._workers = workers
        self._timeout_s = timeout_s
        self._memory_mb = memory_mb
        self._tasks_per_worker = tasks_per_worker
        self.on_event = on_event
        self._started: Future[_Started] | None = None  # ahead, for the next jobs

    @contextmanager
    def ahead(self, first: Callable[[JobT], object], job: JobT) -> Iterator[None]:
        """Within the block workers run before there is a job; each begins with this one, whose
        result nobody gets. ``on_event`` may be set meanwhile. Where there is no cluster, ``map``
        says so.
        """
        with _ended_in_order(), ThreadPoolExecutor(1) as thread:
            started = self._started = thread.submit(self._start, packed(first, job))
            try:
                yield
            finally:
                self._started = None
                if started.exception() is None:
                    started.result().end.close()

    def map(
        self,
        task: Callable[[JobT], ResultT],
        jobs: Iterable[JobT],
        more: Callable[[JobT, ResultT | Exception], Iterable[JobT]] | None = None,
    ) -> Iterator[tuple[JobT, ResultT | Exception]]:
        """Pairs of job and result, in order of completion."""
        feed = Feed(iter(jobs), more)
        if not feed.has_more():
            return
        is_ahead = self._started is not None
        started = self._started.result() if self._started else self._start()
        with ExitStack() as stack:
            stack.callback(started.end.close)
            for attempt, result in self._run(started, task, feed):
                feed.came(attempt.job, result)
                yield attempt.job, result
            started.mailbox.empty()
            if is_ahead:
                stack.pop_all()  # all is told: whoever began it may leave later

    def _start(self, first: bytes = b"") -> _Started:
        with ExitStack() as stack:
            ray = stack.enter_context(_connected(self._address))
            mailbox = Mailbox(ray, self._tell)
            crew = Crew(ray, self._workers, self._memory_mb, mailbox.box, first)
            stack.callback(crew.dismiss)
            crew.hire()
            return _Started(ray, crew, mailbox, stack.pop_all())

    def _tell(self, event: object) -> None:
        if self.on_event is not None:
            self.on_event(event)

    def _run(
        self,
        started: _Started,
        task: Callable[[JobT], ResultT],
        feed: Feed[JobT],
    ) -> Iterator[tuple[Attempt[JobT], Any]]:
        """A job goes to a worker that runs: none waits for one that no node has room for."""
        ray, crew, mailbox = started.ray, started.crew, started.mailbox
        running: dict[Any, _Running[JobT]] = {}
        while running or feed.has_more():
            crew.hire()
            while crew.idle and feed.has_more():
                attempt = next(feed)
                try:
                    data = packed(task, attempt.job)
                except WorkerError as error:
                    yield attempt, error
                    continue
                worker = crew.idle.pop()
                running[worker.run.remote(data)] = _Running(attempt, worker, time.monotonic())
            if crew.is_hopeless and not running:
                for attempt in feed:
                    yield attempt, WorkerError("no worker could be started")
                return
            waited = [*running, *crew.starting]
            done = ray.wait(waited, num_returns=1, timeout=_LOOK_S)[0] if waited else []
            mailbox.look()
            for reference in done:
                if reference in crew.starting:
                    crew.welcome(reference)
                    continue
                one = running.pop(reference)
                result = self._result(ray, reference)
                if result is not LOST:
                    crew.take_back(one.worker, self._tasks_per_worker)
                    yield one.attempt, result
                    continue
                crew.dismiss_one(one.worker)
                if not feed.repeat(one.attempt):
                    yield one.attempt, WorkerError("the worker died")
            for reference in [r for r, one in running.items() if self._is_late(one)]:
                one = running.pop(reference)
                crew.dismiss_one(one.worker)
                yield one.attempt, WorkerError("the job ran out of time", code="timeout")

    def _is_late(self, one: _Running[JobT]) -> bool:
        return self._timeout_s is not None and time.monotonic() - one.started > self._timeout_s

    @staticmethod
    def _result(ray: Any, reference: Any) -> object:
        try:
            return result_or_error(ray.get(reference))
        except ray.exceptions.RayError:  # the worker, its node, or what it returned is gone
            return LOST


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Leave the cluster and its folder also when asked to end: Ray does so where it is joined in
    the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Ray, connected to the cluster. Raises WorkerError where there is none."""
    os.environ.update(_QUIET)  # read when Ray is imported, and by what it starts
    if address == LOCAL:
        # Its ports are open to all who are logged in on this machine.
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    elif os.environ.get("RAY_AUTH_MODE") != "token" and os.environ.get("RAY_USE_TLS") != "1":
        told = "the Ray cluster is open to everybody: set RAY_AUTH_MODE=token, or RAY_USE_TLS=1"
        raise WorkerError(told, code="open_ray")
    try:
        import ray
    except ImportError:
        raise WorkerError('Ray is not installed (extra "ray")', code="no_ray") from None
    with ExitStack() as stack:
        own: dict[str, Any] = {}
        if address == LOCAL:
            # Not below OUT: the path of a socket has 107 bytes.
            folder = tempfile.mkdtemp(prefix="ray-")
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            own = {
                "_temp_dir": folder,
                "include_dashboard": False,
                "object_store_memory": _OBJECT_STORE_BYTES,
            }
        try:
            _look_for(address)
            ray.init(address=address, log_to_driver=False, logging_level="error", **own)
        except (OSError, RuntimeError, ValueError) as error:
            told = f"no Ray cluster can be reached ({type(error).__name__})"
            raise WorkerError(told, code="no_ray") from None
        stack.callback(ray.shutdown)
        yield ray


def _look_for(address: str) -> None:
    """Raise OSError where nobody listens: Ray would try for minutes, and then end the process."""
    host, colon, port = address.rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host, int(port)), _CONNECT_S).close()
