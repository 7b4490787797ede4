"""The table is whole, and its lists of expected failures name rows that are there."""

from __future__ import annotations

from collections import Counter

from tests.cases.pending import OTHER_ISSUES, PENDING
from tests.cases.rows import numbers
from tests.cases.table import FILE_ROWS
from tests.cases.table_readings import READ_ROWS

ROWS = (*FILE_ROWS, *(row for _, row in READ_ROWS))


def test_every_case_of_the_rules_has_a_row() -> None:
    assert numbers(ROWS) == set(range(1, 86))


def test_every_row_has_an_id_of_its_own() -> None:
    counted = Counter(row.row_id for row in ROWS)
    assert [row_id for row_id, count in counted.items() if count > 1] == []


def test_expected_failures_name_rows_of_the_table() -> None:
    known = {row.row_id for row in ROWS}
    assert set(PENDING) <= known and set(OTHER_ISSUES) <= known
    assert not set(PENDING) & set(OTHER_ISSUES)
