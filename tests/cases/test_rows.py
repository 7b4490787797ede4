"""Every row of the table: a rendered page in, the right action, reason and file out."""

from __future__ import annotations

import pytest

from tests.cases.checks import check
from tests.cases.conftest import Work
from tests.cases.rows import Row
from tests.cases.table import FILE_ROWS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("row", FILE_ROWS, ids=lambda row: row.row_id)
def test_row(row: Row, work: Work) -> None:
    check(work(row))
