"""Two people in one dossier, and a roster row that the documents contradict."""

from __future__ import annotations

import json
from pathlib import Path

from redactor.audit.words import word
from redactor.config.records import Settings
from redactor.datatypes import DossierStatus, Field, HolderField, Status, TextSource
from redactor.dossier.deliver import deliver, exit_code_of
from redactor.errors import ExitCode
from redactor.store.local import LocalStore
from tests.dossier.conftest import Play, Stage

OTHER_ID = "15990219900215004X"


def held_by(name: str, number: str = "") -> Play:
    """A form with these in the holder's fields, and the own name somewhere."""
    layer = TextSource.TEXT_LAYER
    fields = [HolderField(Field.NAME, 1, name, name, 1.0, layer, name)]
    if number:
        fields.append(HolderField(Field.ID_NUMBER, 1, number.lower(), number, 1.0, layer))
    return Play(holders=tuple(fields))


OWN = held_by("罗志恒")
OTHER = Play((), holder_is_other=True)
CONTRADICTING = held_by("罗志恒", OTHER_ID)


def test_documents_of_two_people_are_noted(stage: Stage) -> None:
    record = stage.work(OWN, OTHER).record
    assert record.notes == ("two_people",) and record.status is DossierStatus.HELD
    assert [d.status for d in record.documents] == [Status.CLEAN, Status.QUARANTINED]


def test_one_persons_documents_are_not_noted(stage: Stage) -> None:
    assert stage.work(OWN, OWN).record.notes == ()


def test_contradicted_roster_row_holds_the_dossier(stage: Stage, tmp_path: Path) -> None:
    """Each document is clean by itself: what is wrong is the row they are redacted by."""
    outcome = stage.work(CONTRADICTING, CONTRADICTING)
    store = LocalStore(tmp_path / "out")
    record = deliver(outcome, store, Settings(), "zh")
    assert record.status is DossierStatus.HELD and exit_code_of(record) is ExitCode.REVIEW
    assert record.reasons == ("roster_contradiction_id_number",)
    assert len(list(store.held.rglob("*.pdf"))) == 2 and not list(store.release.rglob("*.pdf"))


def test_reports_name_the_field_and_not_the_value(stage: Stage, tmp_path: Path) -> None:
    outcome = stage.work(CONTRADICTING, CONTRADICTING)
    store = LocalStore(tmp_path / "out")
    deliver(outcome, store, Settings(), "zh")
    private = (store.audit / "D-7.html").read_text(encoding="utf-8")
    assert word("roster_contradiction_id_number", "zh", "dossier_reason") in private
    assert OTHER_ID not in private
    public = json.loads((store.public / "D-7.json").read_text(encoding="utf-8"))
    assert public["reasons"] == ["question"]


def test_one_document_with_another_number_is_a_namesakes(stage: Stage) -> None:
    record = stage.work(OWN, CONTRADICTING).record
    assert "roster_contradiction_id_number" not in record.reasons
