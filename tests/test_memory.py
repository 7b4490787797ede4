"""Freed memory goes back when there is enough of it."""

import gc
import sys
from types import ModuleType, SimpleNamespace

import pymupdf
import pytest

from redactor import memory


@pytest.mark.parametrize(
    "free_mb, before_peak, given",
    [(1, True, []), (40, True, [0]), (40, False, []), (400, False, [0])],
)
def test_little_is_not_worth_giving_back(
    monkeypatch: pytest.MonkeyPatch, free_mb: int, before_peak: bool, given: list[int]
) -> None:
    trimmed: list[int] = []
    info = SimpleNamespace(fordblks=free_mb << 20)
    monkeypatch.setattr(memory, "_glibc", lambda: (trimmed.append, lambda: info))
    monkeypatch.setattr(memory, "_looked_s", -1.0)
    memory.give_back(before_peak=before_peak)
    assert trimmed == given


def test_freed_memory_is_counted_some_times_a_second_and_before_every_peak(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[float] = []
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)

    def count() -> SimpleNamespace:
        looked.append(clock.now)
        return SimpleNamespace(fordblks=0)

    monkeypatch.setattr(memory, "time", clock)
    monkeypatch.setattr(memory, "_looked_s", -1.0)
    monkeypatch.setattr(memory, "_glibc", lambda: (looked.append, count))
    for clock.now in (0.0, 0.1, 0.2, 0.3, 0.4):
        memory.give_back()
    memory.give_back(before_peak=True)
    assert looked == [0.0, 0.3, 0.4]


def test_the_collector_rests_while_something_is_loaded_and_no_longer() -> None:
    assert gc.isenabled()
    with pytest.raises(ImportError), memory.loading():
        assert not gc.isenabled()
        with memory.loading():
            pass
        assert not gc.isenabled()
        raise ImportError
    assert gc.isenabled()


def test_modules_are_left_alone_once_they_are_loaded_and_nothing_else_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = gc.get_freeze_count()
    with memory.loading():
        pass
    assert gc.get_freeze_count() == before, "garbage of an earlier job would be kept for ever"
    with memory.loading():
        monkeypatch.setitem(sys.modules, "loaded_for_a_test", ModuleType("loaded_for_a_test"))
    assert gc.get_freeze_count() > before


@pytest.mark.parametrize(
    "number, pictures, dropped",
    [(0, 0, []), (0, 1, [100]), (15, 0, [100]), (16, 0, []), (31, 0, [100])],
)
def test_fonts_are_kept_for_some_pages_of_print(
    monkeypatch: pytest.MonkeyPatch, number: int, pictures: int, dropped: list[int]
) -> None:
    shrunk: list[int] = []
    monkeypatch.setattr(pymupdf.TOOLS, "store_shrink", shrunk.append)
    page = SimpleNamespace(number=number, get_images=lambda: pictures * [()])
    memory.forget_drawn(page)
    assert shrunk == dropped


def test_what_was_loaded_is_left_alone_without_a_walk_over_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gc, "collect", lambda: pytest.fail("all of it was walked over"))
    before, usual = gc.get_freeze_count(), gc.get_threshold()
    gc.set_threshold(700)  # another test may have called it
    try:
        memory.keep_program.__wrapped__()
        assert gc.get_freeze_count() > before
        assert gc.get_threshold()[0] > 700
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
