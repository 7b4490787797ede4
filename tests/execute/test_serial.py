from redactor.errors import WorkerError
from redactor.execute.events import emit
from redactor.execute.serial import SerialExecutor
from tests.contracts.executor import ExecutorContract, double


def tell(job):
    emit(("job", job))
    return job


def eat_memory(_):
    raise MemoryError


class TestSerialExecutor(ExecutorContract):
    def executor(self):
        return SerialExecutor()


def test_jobs_run_in_order():
    assert list(SerialExecutor().map(double, [3, 1, 2])) == [(3, 6), (1, 2), (2, 4)]


def test_events_reach_the_listener_only_while_a_job_runs():
    events = []
    results = SerialExecutor(on_event=events.append).map(tell, [1, 2])
    next(results)
    emit("between two jobs")
    list(results)
    assert events == [("job", 1), ("job", 2)]


def test_memory_error_is_a_worker_error():
    ((_, result),) = SerialExecutor().map(eat_memory, [1])
    assert isinstance(result, WorkerError)
    assert result.code == "memory"
