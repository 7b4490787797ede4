from redactor.errors import WorkerError
from redactor.fakes.execute import FakeExecutor
from tests.contracts.executor import ExecutorContract, double


class TestFakeExecutor(ExecutorContract):
    def executor(self):
        return FakeExecutor()


def test_chosen_jobs_die():
    results = dict(FakeExecutor(dying=frozenset({1})).map(double, [10, 20, 30]))
    assert isinstance(results[20], WorkerError)
    assert (results[10], results[30]) == (20, 60)
