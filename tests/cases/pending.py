"""Rows whose expectation the program does not meet yet, by their ids."""

PENDING: frozenset[str] = frozenset()
OTHER_ISSUES: dict[str, str] = {}
