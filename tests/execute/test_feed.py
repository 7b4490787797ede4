from redactor.execute.feed import Feed


def test_jobs_that_were_called_for_and_new_ones_take_turns():
    feed = Feed(iter("abcde"), lambda job, result: [f"{job}{n}" for n in range(result)])
    first = next(feed)
    feed.came(first.job, 3)

    assert [attempt.job for attempt in feed] == ["a0", "b", "a1", "c", "a2", "d", "e"]


def test_while_many_wait_that_were_called_for_no_new_job_is_begun():
    feed = Feed(iter(range(1000, 1100)), lambda job, result: range(100))
    feed.came(next(feed).job, None)

    before_the_next = []
    while (job := next(feed).job) < 1000:
        before_the_next.append(job)
    assert before_the_next == list(range(36))  # until 64 wait


def test_a_job_that_is_done_again_comes_first():
    feed = Feed(iter("ab"), lambda job, result: ["called"])
    first = next(feed)
    feed.came("other", None)
    assert feed.repeat(first)

    assert [attempt.job for attempt in feed] == ["a", "called", "b"]
