"""Rows of the table that begin with a page as it was read."""

from __future__ import annotations

import pytest

from redactor.datatypes import TextSource
from redactor.pipeline import Parts
from redactor.policy import decide
from redactor.recognise.findings import DossierRecogniser
from tests.cases.checks import check_decisions
from tests.cases.drawing import lay, reading_of
from tests.cases.rows import Row
from tests.cases.table_readings import READ_ROWS


@pytest.mark.parametrize("source, row", READ_ROWS, ids=[row.row_id for _, row in READ_ROWS])
def test_read_row(source: TextSource, row: Row, parts: Parts) -> None:
    drawn = lay(row)
    reading = reading_of(row, drawn, source)
    recogniser = DossierRecogniser(parts.analyzer, parts.lac, parts.people, row.profile, row.others)
    recogniser.learn_names([[reading]])
    (decided,) = decide([recogniser.document("d01", [reading])], parts.rules)
    check_decisions(row, drawn, decided.decisions)
