"""Freed memory goes back when there is enough of it."""

from types import SimpleNamespace

import pytest

from redactor import memory


@pytest.mark.parametrize("free_mb, given", [(1, []), (40, [0])])
def test_little_is_not_worth_giving_back(
    monkeypatch: pytest.MonkeyPatch, free_mb: int, given: list[int]
) -> None:
    trimmed: list[int] = []
    info = SimpleNamespace(fordblks=free_mb << 20)
    monkeypatch.setattr(memory, "_glibc", lambda: (trimmed.append, lambda: info))
    memory.give_back()
    assert trimmed == given
