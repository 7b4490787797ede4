"""What the events of a worker make of a job's state."""

from __future__ import annotations

import pytest

from redactor.web.progress import Progress


@pytest.fixture
def progress():
    made = Progress()
    assert made.begin("c", "check")
    return made


def test_the_first_picture_is_known_before_any_page_is_read(progress):
    progress.event(("first", "c", "a.jpg"))
    assert (progress.of("c").first, progress.of("c").pages) == ("a.jpg", 0)
    progress.event(("page", "c"))
    progress.event(("picture", "c"))
    told = progress.of("c")
    assert (told.first, told.pages, told.pictures, told.state) == ("a.jpg", 1, 1, "running")


def test_how_many_pages_there_are_is_told(progress):
    progress.event(("total", "c", 8))
    assert (progress.of("c").total, progress.of("c").state) == (8, "waiting")
    progress.event(("page", "c"))
    assert (progress.of("c").total, progress.of("c").pages) == (8, 1)


@pytest.mark.parametrize(
    "event",
    [
        None,
        ("total", "c"),
        ("total", "c", "8"),
        ("page",),
        ("page", 1),
        ("first", "c"),
        ("x", "c"),
        "page",
    ],
)
def test_other_events_are_nothing(progress, event):
    progress.event(event)
    assert progress.of("c").state == "waiting"


def test_an_ended_job_takes_no_event(progress):
    progress.end("c")
    progress.event(("first", "c", "a.jpg"))
    assert progress.of("c").first == ""
