import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from redactor.errors import WorkerError
from redactor.execute.local import LocalExecutor
from redactor.platforms import is_alive
from tests.contracts.executor import ExecutorContract, double
from tests.execute import jobs

ROOT = Path(__file__).resolve().parents[2]


class TestLocalExecutor(ExecutorContract):
    def executor(self):
        return LocalExecutor(workers=2, timeout_s=60)


def results_of(what, **limits):
    executor = LocalExecutor(**{"workers": 2, "timeout_s": 60, **limits})
    return dict(executor.map(jobs.act, what))


@pytest.mark.parametrize("death", ["crash", "killed", "exit"])
def test_a_job_that_dies_does_not_end_the_others(death):
    results = results_of([death, "a", "b", "c", "d", "e"])
    assert isinstance(results.pop(death), WorkerError)
    assert results == {key: key for key in "abcde"}


def test_every_job_dying_is_told_for_every_job():
    executor = LocalExecutor(workers=2, timeout_s=60)
    results = [result for _, result in executor.map(jobs.act, ["killed"] * 5)]
    assert [type(result) for result in results] == [WorkerError] * 5


def test_a_job_that_hangs_is_stopped():
    start = time.monotonic()
    results = results_of(["hang", "a", "b"], timeout_s=1.5)
    assert results["hang"].code == "timeout"
    assert (results["a"], results["b"]) == ("a", "b")
    assert time.monotonic() - start < 30


def test_a_time_out_of_the_job_itself_is_its_own_error():
    (result,) = results_of(["own time-out"]).values()
    assert type(result) is TimeoutError
    assert str(result) == "of a socket"


def test_memory_is_limited():
    results = results_of(["hoard", "a"], memory_mb=1024)
    assert isinstance(results["hoard"], WorkerError)
    assert results["hoard"].code == "memory"
    assert results["a"] == "a"


@pytest.mark.parametrize("what", ["unreadable error", "unreadable result", "lambda result"])
def test_what_cannot_be_pickled_harms_one_job_only(what):
    results = results_of([what, "a", "b"])
    assert isinstance(results[what], Exception)
    assert (results["a"], results["b"]) == ("a", "b")


def test_a_job_that_cannot_be_sent_is_an_error_without_its_content():
    bad = jobs.Unwritable()
    results = list(LocalExecutor(workers=1, timeout_s=60).map(double, [bad, 2]))
    errors = [result for job, result in results if job is bad]
    assert isinstance(errors[0], WorkerError)
    assert "王伟" not in str(errors[0])
    assert (2, 4) in results


def test_limits_stand_before_anything_heavy_is_imported():
    ((_, result),) = LocalExecutor(workers=1, timeout_s=60, memory_mb=2048).map(jobs.limits, [1])
    assert result == (2048 * 1024 * 1024, (0, 0), "1", False)


def test_the_garbage_collector_rests_only_while_the_job_and_its_program_are_loaded():
    ((_, result),) = LocalExecutor(workers=1, timeout_s=60).map(jobs.collecting, [jobs.Loaded()])
    assert result == (False, True)


def test_the_parents_environment_is_as_before(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    list(LocalExecutor(workers=1, timeout_s=60).map(double, [1]))
    assert os.environ["OMP_NUM_THREADS"] == "3"
    assert "MKL_NUM_THREADS" not in os.environ


def test_workers_are_replaced_after_their_share_of_jobs():
    executor = LocalExecutor(workers=1, timeout_s=60, tasks_per_worker=2)
    pids = Counter(pid for _, pid in executor.map(jobs.pid, range(6)))
    assert os.getpid() not in pids
    assert sorted(pids.values()) == [2, 2, 2]


def test_ctrl_c_does_not_reach_the_workers():
    assert results_of(["interrupt"]) == {"interrupt": "interrupt"}


def test_all_events_of_all_workers_arrive_in_order():
    events = []
    executor = LocalExecutor(workers=2, timeout_s=60, on_event=events.append)
    list(executor.map(jobs.chatter, [0, 1, 2]))
    for job in range(3):
        assert [step for key, step in events if key == job] == list(range(200))


def test_a_killed_worker_does_not_silence_the_others():
    events = []
    executor = LocalExecutor(workers=2, timeout_s=60, on_event=events.append)
    results = dict(executor.map(jobs.chatter_and_die, [0, 1, 2, 3]))
    assert isinstance(results[1], WorkerError)
    assert Counter(key for key, _ in events) == {0: 200, 1: 200, 2: 200, 3: 200}


def test_an_event_that_is_too_large_is_the_jobs_error():
    executor = LocalExecutor(workers=1, timeout_s=60, on_event=lambda event: None)
    ((_, result),) = executor.map(jobs.shout, [1])
    assert isinstance(result, ValueError)


def test_an_error_of_the_listener_is_raised_at_the_end():
    def broken(event):
        raise KeyError("progress bar")

    done = []
    with pytest.raises(KeyError, match="progress bar"):
        for job, _ in LocalExecutor(workers=1, timeout_s=60, on_event=broken).map(
            jobs.chatter, [1, 2]
        ):
            done.append(job)
    assert sorted(done) == [1, 2]


@pytest.mark.parametrize("what", ["all", "wrong"])
def test_a_worker_ahead_begins_before_there_is_a_job(tmp_path, what):
    executor = LocalExecutor(workers=1, timeout_s=60)
    with executor.ahead(jobs.warm, (tmp_path, what)):
        pid = pid_of_the_first(tmp_path)
        events = []
        executor.on_event = events.append
        assert list(executor.map(jobs.warmed, [1])) == [(1, [what])]
        assert list(executor.map(jobs.chatter, [2])) == [(2, 2)]
    assert len(events) == 200
    assert not is_alive(pid)


def test_a_worker_ahead_ends_without_a_job(tmp_path):
    with LocalExecutor(workers=1).ahead(jobs.warm, (tmp_path, "all")):
        pid = pid_of_the_first(tmp_path)
        assert is_alive(pid)
    assert not is_alive(pid)


def pid_of_the_first(folder):
    deadline = time.monotonic() + 60
    while not (made := list(folder.iterdir())):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return int(made[0].name.split("-")[1])


def test_no_worker_can_start():
    executor = LocalExecutor(workers=1, timeout_s=60, memory_mb=1)
    results = [result for _, result in executor.map(double, [1, 2, 3])]
    assert [type(result) for result in results] == [WorkerError] * 3


# Whoever runs the tests in the background has Ctrl-C ignored, and a child inherits that.
SCRIPT = """
import os, pathlib, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from redactor.execute.local import LocalExecutor

def sleep(folder):
    pathlib.Path(folder, str(os.getpid())).touch()
    time.sleep(600)

if __name__ == "__main__":
    for _ in LocalExecutor(workers=2, timeout_s=500).map(sleep, [sys.argv[1]] * 4):
        pass
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_orphan_is_left(tmp_path, how):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    folder = tmp_path / "pids"
    folder.mkdir()
    parent = subprocess.Popen(
        [sys.executable, str(script), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_until(lambda: len(list(folder.iterdir())) == 2, "workers started")
    # A terminal sends Ctrl-C to the whole group, workers included.
    (os.killpg if how is signal.SIGINT else os.kill)(parent.pid, how)
    _, stderr = parent.communicate(timeout=60)
    if how is signal.SIGINT:
        assert stderr.count(b"KeyboardInterrupt") == 1
    pids = [int(path.name) for path in folder.iterdir()]
    wait_until(lambda: not any(map(is_running, pids)), "workers gone")


def wait_until(done, what):
    end = time.monotonic() + 30
    while not done():
        assert time.monotonic() < end, f"not in time: {what}"
        time.sleep(0.05)


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
