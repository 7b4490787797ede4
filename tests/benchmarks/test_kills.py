"""A batch killed at random moments is made whole by a second run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.kills.running import living
from benchmarks.kills.state import State, faults, partial
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore

ROOT = Path(__file__).parents[2]


def test_half_a_dossier_in_the_release_is_seen(tmp_path) -> None:
    folder = LocalStore(tmp_path).release / "T-1"
    folder.mkdir()
    whole = State({"T-1": {"a.pdf": "1", "b.pdf": "2"}}, {})
    assert list(partial(tmp_path, whole)) == ["release/T-1 is not the whole dossier"]


def test_a_release_that_the_ledger_does_not_know_is_seen(tmp_path) -> None:
    store = LocalStore(tmp_path)
    (store.release / "T-1").mkdir()
    with Ledger(store.ledger_path):
        pass
    found = list(faults(tmp_path, State({"T-1": {}}, {})))
    assert "released by the ledger [], on disk ['T-1']" in found


_FIRST_THREAD_ENDS = """
import ctypes, threading
threading.Thread(target=input).start()
ctypes.CDLL(None).pthread_exit(None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_process_lives_as_long_as_one_of_its_threads() -> None:
    """It may hold the lock of the output folder: a second run must not begin before its end."""
    command = [sys.executable, "-c", _FIRST_THREAD_ENDS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as process:
        stat = Path(f"/proc/{process.pid}/stat")
        while stat.read_text().rpartition(")")[2].split()[0] != "Z":
            time.sleep(0.01)
        alive = list(living(process.pid))
        process.communicate(b"\n")
    assert alive == [process.pid]
    assert list(living(process.pid)) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kills processes by /proc")
def test_whatever_is_killed_a_second_run_makes_it_whole() -> None:
    """In a process of its own: it forks, and this one has threads."""
    rounds = os.environ.get("REDACTOR_KILLS", "5")
    command = [sys.executable, "-m", "benchmarks.kills", "--rounds", rounds, "--seed", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{rounds} rounds, with a fault: 0" in done.stdout
    for name, needed in (("ledger", "REDACTOR_NEEDS_POSTGRES"), ("store", "REDACTOR_NEEDS_S3")):
        assert f"{name}: skipped" not in done.stdout or not os.environ.get(needed)
