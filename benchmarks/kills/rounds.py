"""One round: a batch begun, something of it killed, a second run, and what stands there then."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.kills.running import Batch, kill, wait_for
from benchmarks.kills.state import State, faults, partial, recorded, state_of

_BEHIND = 1.1  # of the time a run takes: the last moments are met as well


@dataclass(frozen=True, slots=True)
class Round:
    """``seconds``: from the start to the kill. ``done``: applicants in the ledger at the kill."""

    number: int
    whom: str  # "batch", "worker", or "nobody": it was over before
    seconds: float
    done: int
    faults: tuple[str, ...]


def undisturbed(batch: Batch, out: Path) -> tuple[State, float]:
    """What a run leaves that nobody disturbs, and the seconds that it takes."""
    pid = batch.start(out)  # the first one waits here for the fork server
    start = time.monotonic()
    wait_for(pid)
    return state_of(out), time.monotonic() - start


def rounds(
    batch: Batch, folder: Path, reference: State, seconds: float, count: int, seed: int
) -> Iterator[Round]:
    """``count`` rounds, each in an output folder of its own."""
    for number in range(1, count + 1):
        rng = Random(f"{seed}/{number}")
        out = folder / f"out-{number}"
        yield _round(batch, out, reference, seconds, number, rng)
        shutil.rmtree(out, ignore_errors=True)


def _round(
    batch: Batch, out: Path, reference: State, seconds: float, number: int, rng: Random
) -> Round:
    whom, moment = rng.choice(("batch", "worker")), rng.uniform(0, _BEHIND * seconds)
    pid = batch.start(out)
    time.sleep(moment)
    if not kill(pid, whom, rng):
        whom = "nobody"
    code = wait_for(pid)
    found = [f"before the second run: {fault}" for fault in partial(out, reference)]
    if whom == "worker" and not batch.command and code:
        found.append(f"the batch did not outlive its worker: {code}")
    done = recorded(out)
    code = wait_for(batch.start(out))
    if code < 0 or (code and not batch.command):
        found.append(f"the second run ended with {code}")
    found += faults(out, reference)
    return Round(number, whom, round(moment, 2), done, tuple(found))
