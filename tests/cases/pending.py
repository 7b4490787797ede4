"""Rows whose expectation the program does not meet yet, by their ids.

All are strict expected failures: a row that passes must be taken off its list.
"""

# Unfinished work of issue 4.
PENDING: frozenset[str] = frozenset()

OTHER_ISSUES = {}
