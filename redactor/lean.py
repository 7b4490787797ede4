"""Libraries imported without parts of theirs that nobody here asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


@contextmanager
def without(*parts: str) -> Iterator[None]:
    """Within the block these modules, and all below them, are stood in for: whatever is imported
    from one of them is an empty class.

    For parts that a library imports and we never use, which take more time and memory than all
    that we do use. One that is loaded already is used. Stand-ins are forgotten after the block:
    who wants one of these modules then gets the true one.
    """
    finder = _StandIns(parts)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in finder.given:
            sys.modules.pop(name, None)


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class _StandIns(MetaPathFinder, Loader):
    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = tuple(f"{part}." for part in parts)
        self.given: list[str] = []

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if not f"{fullname}.".startswith(self._parts):
            return None
        self.given.append(fullname)
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""
