"""Case 83, 机密★10年: the document is stopped, and nothing of it is kept but id and reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redactor.config.records import Settings
from redactor.datatypes import DossierStatus, Status
from redactor.dossier.deliver import deliver, exit_code_of
from redactor.errors import ExitCode
from redactor.store.local import LocalStore
from tests.dossier.conftest import SECRET, Play, Stage, own
from tests.end_to_end.search import files_below, in_file, pictures_of

WORDS = "机密★10年 罗志恒 某型装备试验数据"
SECRET_PLAY = Play((own(), SECRET), text=WORDS)


@pytest.fixture
def out(stage: Stage, tmp_path: Path) -> LocalStore:
    """A delivered dossier of a secret document and a plain one."""
    store = LocalStore(tmp_path / "out")
    outcome = stage.work(SECRET_PLAY, Play())
    record = deliver(outcome, store, Settings(), "zh")
    assert record.status is DossierStatus.HELD
    return store


def test_secret_document_is_quarantined(stage: Stage) -> None:
    outcome = stage.work(SECRET_PLAY)
    (document,) = outcome.record.documents
    assert (document.status, document.reasons) == (Status.QUARANTINED, ("secrecy",))
    assert exit_code_of(outcome.record) is ExitCode.REVIEW


def test_nothing_is_written_from_it(stage: Stage) -> None:
    outcome = stage.work(SECRET_PLAY, Play())
    assert stage.erased == ["d02"]
    assert outcome.proposals[0] is None and outcome.working[0] is None


def test_record_keeps_no_text_place_or_picture(stage: Stage) -> None:
    (document,) = stage.work(SECRET_PLAY).record.documents
    assert document.decisions == () and document.marks == ()
    assert document.verdict is None and document.output is None
    assert dict(document.unread) == {} and document.error_code == ""
    assert document.pages == 0 and dict(document.seconds) == {} and document.source_kind == ""
    assert document.untrusted_name == "", "the title of a secret paper is its upload's name"


def test_no_file_of_the_output_holds_its_words(out: LocalStore) -> None:
    files = [p for p in files_below(out.root) if p.suffix in (".pdf", ".json", ".html")]
    assert len(files) >= 5
    for path in files:
        assert in_file(["机密", "某型装备", "试验数据"], path) == [], path.name


def test_only_the_other_document_is_held_and_pictured(out: LocalStore) -> None:
    assert [p.name for p in files_below(out.held)] == ["D-7_7_02.pdf"]
    private = (out.audit / "D-7.html").read_text(encoding="utf-8")
    assert len(pictures_of(private)) == 1
    assert pictures_of((out.public / "D-7.html").read_text(encoding="utf-8")) == []


def test_reports_tell_its_reason(out: LocalStore) -> None:
    private = json.loads((out.audit / "D-7.json").read_text(encoding="utf-8"))
    first = private["documents"][0]
    assert first["doc_id"] == "d01" and first["reasons"] == ["secrecy"]
    assert first["decisions"] == [] and first["output"] is None
    public = json.loads((out.public / "D-7.json").read_text(encoding="utf-8"))
    assert public["reasons"] == ["quarantined"], "not even that it is a secret one"


def test_working_copy_does_not_outlive_the_document(stage: Stage) -> None:
    """Drop the cache: the baked copy of a secret document goes when the mark is found."""
    stage.work(SECRET_PLAY, Play())
    assert not (stage.folder / "work" / "d01.pdf").exists()
