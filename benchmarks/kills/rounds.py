"""One round: a batch begun, something killed, a second run, and what stands there then."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Protocol

from benchmarks.kills.running import Batch, kill, living, wait_for
from benchmarks.kills.state import State, far_faults, far_partial, faults, recorded, state_of
from benchmarks.kills.state import partial as half_released
from benchmarks.servers.objects import BUCKET, ObjectServer
from benchmarks.servers.postgres import Server

BEHIND = 1.1  # of the time a run takes: the last moments are met as well
LONGEST_DOWN_S = 1.0  # until a server is started anew
_PUBLISHING_S = 1.5  # from the first sign of a release to the kill, at most


@dataclass(frozen=True, slots=True)
class Round:
    """``hit``: whether there was still one to kill. ``seconds``: from the start to the kill.

    ``done``: dossiers done at the end of the first run.
    """

    number: int
    hit: bool
    seconds: float
    done: int
    faults: tuple[str, ...]


class Kind(Protocol):
    """What is killed. ``seconds``: how long it takes undisturbed."""

    seconds: float

    def round(self, number: int, out: Path, rng: Random) -> Round:
        """One round; ``out`` is its own."""
        ...


def rounds(
    kinds: Mapping[str, Kind], folder: Path, count: int, seed: int
) -> Iterator[tuple[str, Round]]:
    """``count`` rounds, by turns, each in an output folder of its own."""
    names = list(kinds)
    for number in range(count if names else 0):
        name = names[number % len(names)]
        out = folder / f"out-{number}"
        yield name, kinds[name].round(number, out, Random(f"{seed}/{name}/{number}"))
        shutil.rmtree(out, ignore_errors=True)


class OfBatch:
    """A batch with its release on an object store, too; the ``parent``, a ``worker`` or the
    ``store`` is killed. Without a server it has none.
    """

    def __init__(self, batch: Batch, whom: str, out: Path, server: ObjectServer | None) -> None:
        self._batch, self._whom, self._server = batch, whom, server
        self._reference, self.seconds = undisturbed(self._at(out), out)

    def round(self, number: int, out: Path, rng: Random) -> Round:
        """Killed once; a store is started anew a moment later."""
        batch = self._at(out)
        pid = batch.start(out)
        far = [self._server.bucket / out.name / "release"] if self._server else []
        moment = waited(pid, [out / "release", *far], self.seconds, rng)
        if self._whom == "store" and self._server:
            hit = restarted(self._server, pid, rng)
        else:
            hit = kill(pid, self._whom, rng)
        code = wait_for(pid)
        found = []
        if self._whom == "worker" and not batch.command and code:
            found.append(f"the batch did not outlive its worker: {code}")
        first = Round(number, hit, moment, 0, (*found,))
        if self._server is None:
            return _again(batch, self._reference, out, first)
        there = partial(self._server.objects, out.name)
        before = [f"before the second run: {f}" for f in far_partial(there(), out, self._reference)]
        last = _again(batch, self._reference, out, first)
        found = [*last.faults, *before, *far_faults(there(), out, self._reference)]
        return replace(last, faults=(*found,))

    def _at(self, out: Path) -> Batch:
        """A place on the store for each output folder."""
        return replace(self._batch, store=f"s3://{BUCKET}/{out.name}" if self._server else "")


class OfLedger:
    """A batch whose ledger's server is killed, and started anew a moment later."""

    def __init__(self, batch: Batch, server: Server, out: Path) -> None:
        self._batch, self._server = batch, server
        whole = replace(batch, ledger=server.make("whole"))
        self._reference, self.seconds = undisturbed(whole, out)

    def round(self, number: int, out: Path, rng: Random) -> Round:
        """Killed once; the batch may end at that, or live on."""
        batch = replace(self._batch, ledger=self._server.make(f"round{number}"))
        pid = batch.start(out)
        moment = waited(pid, [out / "release"], self.seconds, rng)
        hit = restarted(self._server, pid, rng)
        wait_for(pid)
        return _again(batch, self._reference, out, Round(number, hit, moment, 0, ()))


def waited(pid: int, releases: Sequence[Path], seconds: float, rng: Random) -> float:
    """Wait for a random moment of the whole run, or of its publishing, by turns; how long it was.

    Publishing is short, and a busy machine puts it off: it would hardly ever be hit by chance.
    """
    start = time.monotonic()
    if rng.random() < 0.5:
        time.sleep(rng.uniform(0, BEHIND * seconds))
    else:
        while not any(map(_holds_something, releases)) and any(living(pid)):
            time.sleep(0.02)
        time.sleep(rng.uniform(0, _PUBLISHING_S))
    return time.monotonic() - start


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def restarted(server: Server | ObjectServer, pid: int, rng: Random) -> bool:
    """Kill a server and start it anew a moment later; whether the batch was still at work."""
    server.kill()
    hit = any(living(pid))
    time.sleep(rng.uniform(0, LONGEST_DOWN_S))
    server.start()
    return hit


def undisturbed(batch: Batch, out: Path) -> tuple[State, float]:
    """What a run leaves that nobody disturbs, and the seconds that it takes."""
    pid = batch.start(out)  # the first one waits here for the fork server
    start = time.monotonic()
    wait_for(pid)
    seconds, state = time.monotonic() - start, state_of(out)
    if not state.released:
        raise RuntimeError("nothing was released: nothing could be half released")
    return state, seconds


def _again(batch: Batch, reference: State, out: Path, first: Round) -> Round:
    """The batch once more, after a first run that was disturbed."""
    found = [f"before the second run: {fault}" for fault in half_released(out, reference)]
    done = recorded(out)
    code = wait_for(batch.start(out))
    if code < 0 or (code and not batch.command):
        found.append(f"the second run ended with {code}")
    found += faults(out, reference)
    told = (*first.faults, *found)
    return replace(first, seconds=round(first.seconds, 2), done=done, faults=told)
