"""Workers that stay: jobs come one by one, and one that dies takes nothing with it."""

import os
import time

import pytest

from redactor.errors import WorkerError
from redactor.execute.standing import StandingWorkers
from tests.execute import jobs


@pytest.fixture(scope="module")
def workers():
    with StandingWorkers(1, timeout_s=2.0) as standing:
        yield standing


def test_jobs_come_one_by_one_to_the_same_process(workers):
    first, second = (workers.submit(jobs.pid, None).result(30) for _ in range(2))
    assert first == second != os.getpid()


@pytest.mark.parametrize("death", ["crash", "killed", "exit"])
def test_after_a_death_the_next_job_runs(workers, death):
    with pytest.raises(WorkerError):
        workers.submit(jobs.act, death).result(30)
    assert workers.submit(jobs.act, "a").result(30) == "a"


def test_a_job_that_hangs_is_stopped(workers):
    with pytest.raises(WorkerError) as caught:
        workers.submit(jobs.act, "hang").result(30)
    assert caught.value.code == "timeout"
    assert workers.submit(jobs.act, "a").result(30) == "a"


def test_a_jobs_own_error_is_its_result(workers):
    with pytest.raises(TimeoutError, match="of a socket"):
        workers.submit(jobs.act, "own time-out").result(30)


def test_every_worker_warms_itself_up_the_next_one_too(tmp_path):
    warm = [(jobs.warm, (tmp_path, what)) for what in ("wrong", "models")]
    with StandingWorkers(1, timeout_s=20.0, tasks_per_worker=1, warm=warm) as workers:
        workers.start()
        for number in (1, 2):
            until(lambda n=number: len(list(tmp_path.glob("models-*"))) == n)
            assert workers.submit(jobs.warmed, None).result(30) == ["wrong", "models"]


def test_who_waits_is_served_before_the_worker_is_warm(tmp_path):
    with StandingWorkers(1, timeout_s=20.0, warm=[(jobs.warm, (tmp_path, "models"))]) as workers:
        assert workers.submit(jobs.warmed, None).result(30) == []


def until(so):
    """Wait for it, a minute at most."""
    for _ in range(1200):
        if so():
            return
        time.sleep(0.05)
    pytest.fail("it never came")
