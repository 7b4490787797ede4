"""Worker processes that stay: models are loaded once, and a job starts when it comes."""

from __future__ import annotations

import ctypes
import multiprocessing
import pickle
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing.sharedctypes import RawValue
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from redactor.errors import WorkerError
from redactor.execute.local import OnEvent, listening, single_threaded
from redactor.execute.worker import load_result, run_pickled, start_warm_worker

JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")


class StandingWorkers:
    """Runs jobs as they come, each with limits on time and memory; use it in a ``with``.

    As with ``LocalExecutor``, a job that crashes, runs out of time or of memory yields a
    WorkerError, and a new worker takes the dead one's place.
    """

    def __init__(
        self,
        workers: int,
        timeout_s: float,
        memory_mb: int = 0,
        tasks_per_worker: int = 0,
        on_event: OnEvent | None = None,
        warm: Sequence[tuple[Callable[[Any], None], Any]] = (),
    ) -> None:
        """``on_event`` runs in a thread; ``warm`` is what every worker does first, job by job,
        as long as nobody waits for it.
        """
        self._arguments = (workers, tasks_per_worker, memory_mb)
        self._warm = tuple(pickle.dumps(job) for job in warm)
        # Without a lock: a worker that is killed while it holds one would stop this process, too.
        self._awaited = RawValue(ctypes.c_int, 0)
        self._timeout_s = timeout_s
        self._on_event = on_event
        self._stack = ExitStack()
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        self._stack.enter_context(single_threaded())
        self._writer = self._stack.enter_context(listening(self._on_event))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.stop()
                self._pool.join()
                self._pool = None
        self._stack.close()

    def start(self) -> None:
        """Start the workers before there is a job, so that they warm up."""
        with self._lock:
            self._pool = self._pool or self._new_pool()
            self._pool.active  # noqa: B018 - asked for this, a pool starts

    def submit(self, task: Callable[[JobT], ResultT], job: JobT) -> Future[ResultT]:
        """The result to come; its exception is the job's own, or a WorkerError."""
        outcome: Future[ResultT] = Future()
        data = pickle.dumps((task, job))
        with self._lock:
            inner = self._schedule(data)
            self._awaited.value += 1
        inner.add_done_callback(lambda _: self._came())
        # A job that is given up must not go on in its worker.
        outcome.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)
        inner.add_done_callback(lambda done: _pass_on(done, outcome))
        return outcome

    def _came(self) -> None:
        with self._lock:
            self._awaited.value -= 1

    def _schedule(self, data: bytes) -> Future[bytes]:
        for _ in range(2):  # a pool that broke is replaced, once
            if self._pool is None or not self._pool.active:
                self._pool = self._new_pool()
            try:
                inner: Future[bytes] = self._pool.schedule(
                    run_pickled, args=(data,), timeout=self._timeout_s
                )
                return inner
            except RuntimeError:
                self._pool = None
        raise WorkerError("no worker could be started")

    def _new_pool(self) -> ProcessPool:
        workers, tasks, memory_mb = self._arguments
        return ProcessPool(
            max_workers=workers,
            max_tasks=tasks,
            initializer=start_warm_worker,
            initargs=(memory_mb, self._writer, self._warm, self._awaited),
            context=multiprocessing.get_context("spawn"),
        )


def _pass_on(inner: Future[bytes], outcome: Future[Any]) -> None:
    if not outcome.set_running_or_notify_cancel():
        return
    try:
        outcome.set_result(load_result(inner.result()))
    except TimeoutError as error:
        timed_out = inner.exception() is error
        outcome.set_exception(
            WorkerError("the job ran out of time", code="timeout") if timed_out else error
        )
    except (ProcessExpired, BrokenProcessPool):
        outcome.set_exception(WorkerError("the worker died"))
    except BaseException as error:  # the job's own
        outcome.set_exception(error)
