"""Jobs in worker processes of this machine, each with limits on time and memory."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from itertools import chain, islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from redactor.errors import WorkerError
from redactor.execute.feed import LOST, Attempt, Feed, packed
from redactor.execute.worker import ENVIRONMENT, result_or_error, run_pickled, start_warm_worker

JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")
OnEvent = Callable[[object], None]

_MAX_BROKEN_POOLS = 3  # in a row, without one finished job between
_POLL_S = 0.1
_LOOK_S = 1.0  # how often to look whether the pool still lives


class LocalExecutor:
    """An ``Executor`` over spawned processes.

    A job that crashes, runs out of time or of memory yields a WorkerError (codes ``worker``,
    ``timeout``, ``memory``), and a new worker takes the dead one's place. Ctrl-C, or closing
    the iterator, kills the workers: close it (``contextlib.closing``) when leaving early.

    Workers are spawned: each imports ``__main__`` anew, so that must be light and guarded by
    ``if __name__ == "__main__"``, and task and jobs must be importable and picklable.
    """

    def __init__(
        self,
        workers: int = 0,
        timeout_s: float | None = None,
        memory_mb: int = 0,
        tasks_per_worker: int = 0,
        on_event: OnEvent | None = None,
    ) -> None:
        """``workers`` 0: one for each processor; ``timeout_s`` None, ``memory_mb`` 0: no limit;
        ``tasks_per_worker`` 0: workers are never replaced. ``on_event`` runs in a thread.
        """
        if workers < 0 or memory_mb < 0 or tasks_per_worker < 0:
            raise ValueError("workers and limits cannot be negative")
        if timeout_s is not None and timeout_s <= 0:
            raise ValueError("timeout_s must be greater than 0")
        self.workers = workers or len(os.sched_getaffinity(0))
        self._timeout_s = timeout_s
        self._memory_mb = memory_mb
        self._tasks_per_worker = tasks_per_worker
        self.on_event = on_event
        self._writer: Connection | None = None
        self._pool: ProcessPool | None = None  # that was started ahead, for the next jobs

    @contextmanager
    def ahead(self, first: Callable[[JobT], object], job: JobT) -> Iterator[None]:
        """Within the block workers run before there is a job; each begins with this one, whose
        result nobody gets. ``on_event`` may be set meanwhile.
        """
        with self._surroundings():
            self._pool = self._new_pool(self.workers, (packed(first, job),))
            self._pool.active  # noqa: B018 - asked for this, a pool starts
            try:
                yield
            finally:
                if self._pool is not None:
                    _end(self._pool)

    def map(
        self,
        task: Callable[[JobT], ResultT],
        jobs: Iterable[JobT],
        more: Callable[[JobT, ResultT | Exception], Iterable[JobT]] | None = None,
    ) -> Iterator[tuple[JobT, ResultT | Exception]]:
        """Pairs of job and result, in order of completion."""
        source = iter(jobs)
        first = list(islice(source, self.workers))
        if not first:
            return
        feed = Feed(chain(first, source), more)
        workers = self.workers if more else len(first)  # one job may call for many
        with nullcontext() if self._pool else self._surroundings():
            for attempt, result in self._run(task, feed, workers):
                feed.came(attempt.job, result)
                yield attempt.job, result

    def _run(
        self,
        task: Callable[[JobT], ResultT],
        feed: Feed[JobT],
        workers: int,
    ) -> Iterator[tuple[Attempt[JobT], Any]]:
        """A pool that breaks is replaced: what it held is tried again once, as nobody knows
        which job broke it.
        """
        broken = 0
        while feed.has_more():
            lost: list[Attempt[JobT]] = []
            finished = 0
            for attempt, result in self._run_pool(task, feed, workers):
                if result is LOST:
                    lost.append(attempt)
                else:
                    finished += 1
                    yield attempt, result
            broken = 0 if finished else broken + 1
            for attempt in lost:
                if broken >= _MAX_BROKEN_POOLS or not feed.repeat(attempt):
                    yield attempt, WorkerError("the worker died")
            if broken >= _MAX_BROKEN_POOLS:
                for attempt in feed:
                    yield attempt, WorkerError("no worker could be started")

    def _run_pool(
        self,
        task: Callable[[JobT], ResultT],
        feed: Feed[JobT],
        workers: int,
    ) -> Iterator[tuple[Attempt[JobT], Any]]:
        """Run what there is until there is no more or the pool breaks.

        Only two jobs a worker are in flight: jobs hold profiles, and need not lie in memory.
        """
        pool, self._pool = self._pool or self._new_pool(workers), None
        running: dict[Future[bytes], Attempt[JobT]] = {}
        try:
            while running or feed.has_more():
                while len(running) < 2 * workers and feed.has_more():
                    attempt = next(feed)
                    try:
                        data = packed(task, attempt.job)
                    except WorkerError as error:
                        yield attempt, error
                        continue
                    running[self._schedule(pool, data)] = attempt
                for future in wait(running, _LOOK_S, FIRST_COMPLETED).done:
                    yield running.pop(future), _result(future)
                # A broken pool does not end jobs that it has not looked at yet.
                if running and not pool.active:
                    for future, attempt in running.items():
                        yield attempt, _result(future) if future.done() else LOST
                    return
        finally:
            _end(pool)

    @contextmanager
    def _surroundings(self) -> Iterator[None]:
        """What workers are started in: they may say what they do."""
        with single_threaded(), listening(self._tell) as self._writer:
            yield

    def _tell(self, event: object) -> None:
        if self.on_event is not None:
            self.on_event(event)

    def _new_pool(self, workers: int, first: Sequence[bytes] = ()) -> ProcessPool:
        return ProcessPool(
            max_workers=workers,
            max_tasks=self._tasks_per_worker,
            initializer=start_warm_worker,
            initargs=(self._memory_mb, self._writer, first),
            context=multiprocessing.get_context("spawn"),
        )

    def _schedule(self, pool: ProcessPool, data: bytes) -> Future[bytes]:
        try:
            future: Future[bytes] = pool.schedule(
                run_pickled, args=(data,), timeout=self._timeout_s
            )
        except RuntimeError as error:  # the pool broke a moment ago
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        return future


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()


def _result(future: Future[bytes]) -> object:
    try:
        data = future.result()
    except BrokenProcessPool:
        return LOST
    except TimeoutError:
        return WorkerError("the job ran out of time", code="timeout")
    except ProcessExpired:
        return WorkerError("the worker died")
    except Exception as error:  # run_pickled catches the job's own: this is the pool's
        return WorkerError(f"the worker failed with {type(error).__name__}")
    return result_or_error(data)


@contextmanager
def single_threaded() -> Iterator[None]:
    """Let workers inherit one thread each: libraries read it when they are imported."""
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def listening(on_event: OnEvent | None) -> Iterator[Connection | None]:
    """The end of a pipe for the workers' events, while a thread gives them to ``on_event``.

    The first error of ``on_event`` ends the listening and is raised at the end.
    """
    if on_event is None:
        yield None
        return
    reader, writer = multiprocessing.Pipe(duplex=False)
    done = threading.Event()
    errors: list[Exception] = []

    def drain() -> None:
        while True:
            ended = done.is_set()  # asked before looking: what is in the pipe then is the last
            if not reader.poll(0 if ended else _POLL_S):
                if ended:
                    return
                continue
            event = pickle.loads(reader.recv_bytes())
            if not errors:
                try:
                    on_event(event)
                except Exception as error:  # told to the caller at the end
                    errors.append(error)

    thread = threading.Thread(target=drain, daemon=True)
    thread.start()
    try:
        yield writer
    finally:
        done.set()
        thread.join()
        writer.close()
        reader.close()
    if errors:
        raise errors[0]
