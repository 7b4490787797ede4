"""A batch in a process of its own that can be killed, and the processes that belong to it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from random import Random

from benchmarks.fuzz.fakes import use_fakes
from redactor.assemble import Recipe, versions
from redactor.batch import complete_store, remembering, run_batch, write_summary
from redactor.config.roster import load_roster
from redactor.execute import local
from redactor.execute.local import LocalExecutor
from redactor.plan import TaskResult, plan_batch
from redactor.ports import Executor
from redactor.store.local import LocalStore

_WORKERS = 2
_DOSSIERS_PER_WORKER = 2  # workers come and go
_LONGEST_S = 600.0


@dataclass(frozen=True, slots=True)
class Batch:
    """What is run: input, roster and recipe. ``command``: by the command line, with real OCR.

    ``ledger``: URL of an empty database, for rounds without the command line. ``store``: URL of
    an object store.
    """

    folder: Path
    roster: Path
    recipe: Recipe
    command: bool = False
    ledger: str = ""
    store: str = ""

    def start(self, out: Path) -> int:
        """Begin a run; the number of its process."""
        if self.command:
            options = ["--roster", str(self.roster), "--out", str(out), "--workers", str(_WORKERS)]
            command = [sys.executable, "-m", "redactor", "batch", str(self.folder), *options]
            return subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            ).pid
        _fork_server()
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            os.setsid()
            self._run(out)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)  # nothing may return into the caller's code

    def _run(self, out: Path) -> None:
        """Models are fakes, and workers come of a fork server."""
        use_fakes()
        vars(local)["multiprocessing"] = _Forking
        # Whether the server lives only its parent may ask.
        vars(forkserver._forkserver)["ensure_running"] = lambda: None
        limits = self.recipe.settings.limits
        executor = LocalExecutor(
            _WORKERS,
            timeout_s=limits.dossier_seconds,
            memory_mb=limits.worker_memory_mb,
            tasks_per_worker=_DOSSIERS_PER_WORKER,
        )
        self.run_with(executor, out)

    def run_with(
        self, executor: Executor, out: Path, on_result: Callable[[TaskResult], None] | None = None
    ) -> None:
        """What ``redactor batch`` does, in this process and with this executor."""
        store = LocalStore(out)
        with (
            store.open_ledger(self.ledger) as ledger,
            store.exclusive(shared=ledger.is_shared),
            store.work_folder() as work,
        ):
            if self.store:
                store.release_to(self.store)
            recipe = remembering(self.recipe, store, ledger)
            plan = plan_batch(self.folder, load_roster(self.roster), recipe, store, ledger, work)
            complete_store(plan, store, ledger)
            outcome = run_batch(plan, executor, ledger, on_result or (lambda _: None))
            if outcome.totals.dossiers or not (out / "summary.json").is_file():
                write_summary(outcome, store, versions(self.recipe), "zh")


class _Forking:
    """``multiprocessing`` with workers of a fork server: spawned ones would import for hours.

    Forked from the batch itself they would share the lock of its output folder, and now and then
    a mutex of SQLite that another thread had at that moment.
    """

    Pipe = staticmethod(multiprocessing.Pipe)

    @staticmethod
    def get_context(_method: str) -> BaseContext:
        return multiprocessing.get_context("forkserver")


@cache
def _fork_server() -> int:
    """The process that forks the workers of all batches, and nothing else."""
    multiprocessing.set_forkserver_preload(["benchmarks.kills.faked"])
    first = multiprocessing.get_context("forkserver").Process(target=int)
    first.start()
    first.join()  # it has imported what it is to import
    return int(vars(forkserver._forkserver)["_forkserver_pid"])


def wait_for(pid: int) -> int:
    """How the batch ended; nothing of it runs any more."""
    _, status = os.waitpid(pid, 0)
    end = time.monotonic() + _LONGEST_S
    while list(living(pid)):
        if time.monotonic() > end:
            raise RuntimeError("workers outlived their batch")
        time.sleep(0.01)
    return os.waitstatus_to_exitcode(status)


def kill(pid: int, whom: str, rng: Random) -> bool:
    """Kill the batch, or one of its workers; False when there is none to kill."""
    found = [pid] if whom == "parent" else [p for p in living(pid) if p != pid]
    if not found:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(rng.choice(found), signal.SIGKILL)
    return True


def living(pid: int) -> Iterator[int]:
    """The living processes of a batch: its session, and what the server forked for it."""
    server = _fork_server() if _fork_server.cache_info().currsize else -1
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            state, parent, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            # The first thread may be dead while others still hold files, locks among them.
            is_dead = state == "Z" and len(list((entry / "task").iterdir())) == 1
            is_ours = int(session) == pid or int(parent) == server
            if entry.name.isdecimal() and is_ours and not is_dead:
                yield int(entry.name)
