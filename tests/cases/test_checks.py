"""The checks of the table have teeth: a file in which something went wrong does not pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from redactor.datatypes import Action, Decision
from redactor.geometry import PtQuad
from tests.cases.checks import Worked, check_decisions, check_output
from tests.cases.conftest import Work
from tests.cases.table import FILE_ROWS

pytestmark = pytest.mark.slow
_AUTHORS = "02-raised"


@pytest.fixture(scope="module")
def worked(work: Work) -> Worked:
    return work(next(row for row in FILE_ROWS if row.row_id == _AUTHORS))


def changed(worked: Worked, path: Path, change: Callable[[pymupdf.Page], object]) -> Path:
    assert worked.output is not None
    with pymupdf.open(worked.output) as document:
        change(document[0])
        document.save(path, garbage=3)
    return path


def test_finished_file_passes(worked: Worked) -> None:
    assert worked.output is not None
    check_output(worked, worked.output)


def test_untouched_upload_fails(worked: Worked) -> None:
    with pytest.raises(AssertionError, match="is in the file"):
        check_output(worked, worked.upload)


def test_lost_neighbour_fails(worked: Worked, tmp_path: Path) -> None:
    def take_out(page: pymupdf.Page) -> None:
        page.add_redact_annot(page.search_for("赵强")[0] + (2, 2, -2, -2))
        page.apply_redactions()

    with pytest.raises(AssertionError, match="lost or moved"):
        check_output(worked, changed(worked, tmp_path / "a.pdf", take_out))


def test_blot_beside_the_marks_fails(worked: Worked, tmp_path: Path) -> None:
    def blot(page: pymupdf.Page) -> None:
        page.draw_rect(pymupdf.Rect(330, 12, 336, 18), fill=(0, 0, 0))

    with pytest.raises(AssertionError, match="looks otherwise"):
        check_output(worked, changed(worked, tmp_path / "a.pdf", blot))


def test_ink_under_a_mark_fails(worked: Worked, tmp_path: Path) -> None:
    """Drawn as a line: there is no text to extract."""
    x, y = worked.document.marks[0].quad.centre

    def scratch(page: pymupdf.Page) -> None:
        page.draw_line((x - 8, y - 4), (x + 8, y + 4), width=1.5)

    with pytest.raises(AssertionError, match="looks otherwise"):
        check_output(worked, changed(worked, tmp_path / "a.pdf", scratch))


def test_mark_over_a_neighbour_fails(worked: Worked) -> None:
    assert worked.output is not None
    wide = PtQuad.from_box(worked.document.marks[0].quad.box.grown(14.0))
    marks = tuple(replace(mark, quad=wide) for mark in worked.document.marks)
    document = replace(worked.document, marks=marks)
    dossier = replace(worked.dossier, documents=(document,))
    with pytest.raises(AssertionError, match="stands over what must stay"):
        check_output(replace(worked, dossier=dossier), worked.output)


@pytest.mark.parametrize("action", [Action.KEEP, Action.ASK])
def test_other_decision_fails(worked: Worked, action: Action) -> None:
    def other(decision: Decision) -> Decision:
        return replace(decision, action=action)

    with pytest.raises(AssertionError):
        check_decisions(worked.row, worked.drawn, [other(d) for d in worked.document.decisions])


def test_other_reason_fails(worked: Worked) -> None:
    decisions = [replace(d, reason="own_spelling") for d in worked.document.decisions]
    with pytest.raises(AssertionError, match="not own_exact"):
        check_decisions(worked.row, worked.drawn, decisions)
