"""What every ``Executor`` promises. Jobs are functions of this module: a worker imports them."""

import os
import pickle

import pytest

from redactor.errors import InputError
from redactor.ports import Executor


def double(number):
    return 2 * number


def fail_on_odd(number):
    if number % 2:
        raise InputError("page is odd", page_no=number, code="odd")
    return number


def return_error(number):
    return ValueError(str(number))


def process_id(_):
    return os.getpid()


def halves(number, result):
    """Two jobs of half the size, down to 1; a result that is an error calls for 0."""
    if isinstance(result, Exception):
        return [0]
    return [number // 2] * 2 if number > 1 else []


class ExecutorContract:
    def executor(self) -> Executor:
        raise NotImplementedError

    def test_every_job_comes_back_once_with_its_own_result(self):
        jobs = [5, 1, 4, 1, 3]
        pairs = list(self.executor().map(double, jobs))
        assert sorted(pairs) == sorted((job, 2 * job) for job in jobs)

    def test_an_error_is_the_result_of_its_job_and_ends_no_other(self):
        results = dict(self.executor().map(fail_on_odd, [0, 1, 2, 3]))
        assert [results[job] for job in (0, 2)] == [0, 2]
        for job in (1, 3):
            assert isinstance(results[job], InputError)
            assert (results[job].page_no, results[job].code) == (job, "odd")

    def test_an_error_that_is_returned_is_a_result_like_any_other(self):
        ((job, result),) = self.executor().map(return_error, [7])
        assert (job, type(result), str(result)) == (7, ValueError, "7")

    def test_jobs_that_a_result_calls_for_are_done_too(self):
        pairs = list(self.executor().map(double, [4, 1], halves))
        assert sorted(pairs) == [(1, 2)] * 5 + [(2, 4)] * 2 + [(4, 8)]

    def test_an_error_may_call_for_jobs(self):
        results = [type(r) for _, r in self.executor().map(fail_on_odd, [3], halves)]
        assert results == [InputError, int]

    def test_no_jobs_no_results(self):
        assert list(self.executor().map(double, [])) == []

    def test_an_executor_can_be_used_again(self):
        executor = self.executor()
        assert list(executor.map(double, [1])) == [(1, 2)]
        assert list(executor.map(double, [2])) == [(2, 4)]

    def test_job_comes_back_as_the_object_that_was_given(self):
        job = {"a": 1}
        ((back, _),) = self.executor().map(pickle.dumps, [job])
        assert back is job

    def test_leaving_early_is_no_error(self):
        results = self.executor().map(double, [1, 2, 3])
        next(results)
        results.close()
        with pytest.raises(StopIteration):
            next(results)
