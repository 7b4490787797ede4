"""Release or hold, whole or not at all; the reports come last."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from redactor.config.records import Settings
from redactor.datatypes import DossierStatus, Entity, Leak, Verdict
from redactor.dossier import deliver as module
from redactor.dossier import pictures
from redactor.dossier.deliver import deliver
from redactor.errors import InputError, OutputError
from redactor.store.local import LocalStore
from tests.dossier.conftest import QUESTION, Play, Stage
from tests.end_to_end.search import files_below, pictures_of

CLEAN = Play()
BAD = [
    Play((QUESTION,)),
    Play(verdict=Verdict(leaks=(Leak("text", Entity.NAME),))),
    Play(unread=("garbled",)),
    Play(read_error=InputError("x")),
]


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "out")


def work(stage: Stage, store: LocalStore, *plays: Play):
    return deliver(stage.work(*plays), store, Settings(), "zh")


def test_clean_dossier_is_released_whole(stage: Stage, store: LocalStore) -> None:
    record = work(stage, store, CLEAN, CLEAN)
    assert record.status is DossierStatus.RELEASED
    assert [p.name for p in files_below(store.release)] == ["D-7_7_01.pdf", "D-7_7_02.pdf"]
    assert not files_below(store.held)


@pytest.mark.parametrize("bad", BAD)
def test_nothing_of_a_held_dossier_is_in_the_release(
    stage: Stage, store: LocalStore, bad: Play
) -> None:
    record = work(stage, store, CLEAN, bad)
    assert record.status is DossierStatus.HELD
    assert not list(store.release.iterdir())
    assert files_below(store.held)
    assert all(d.output is None or d.output.startswith("private/held/") for d in record.documents)


@pytest.mark.parametrize("plays", [[CLEAN, CLEAN], [CLEAN, BAD[0]], [CLEAN, BAD[3]]])
def test_hashes_are_those_of_the_files_that_lie_there(
    stage: Stage, store: LocalStore, plays: list[Play]
) -> None:
    for document in work(stage, store, *plays).documents:
        if document.output is None:
            assert document.output_sha256 is None
            continue
        data = (store.root / document.output).read_bytes()
        assert hashlib.sha256(data).hexdigest() == document.output_sha256


def test_failed_documents_do_not_shift_the_others_files(stage: Stage, store: LocalStore) -> None:
    record = work(stage, store, BAD[3], CLEAN, BAD[3], CLEAN)
    outputs = [d.output for d in record.documents]
    held = "private/held/D-7/D-7_7_"
    assert outputs == [None, f"{held}02.pdf", None, f"{held}04.pdf"]


def test_dossier_without_any_file_has_reports_all_the_same(stage: Stage, store: LocalStore) -> None:
    work(stage, store, BAD[3])
    assert not files_below(store.release) and not files_below(store.held)
    assert [p.name for p in files_below(store.public)] == ["D-7.html", "D-7.json"]
    assert json.loads((store.audit / "D-7.json").read_text())["status"] == "held"


def test_public_pictures_are_of_released_dossiers_only(stage: Stage, store: LocalStore) -> None:
    work(stage, store, CLEAN, BAD[0])
    assert pictures_of((store.public / "D-7.html").read_text(encoding="utf-8")) == []
    assert len(pictures_of((store.audit / "D-7.html").read_text(encoding="utf-8"))) == 2


def test_reports_show_what_verification_has_drawn(
    stage: Stage, store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To draw a page once more takes longer than all else that is done to publish it."""
    monkeypatch.delattr(pictures, "LoadedDocument")
    work(stage, store, Play(drawn=True), Play(drawn=True))
    for report in (store.audit / "D-7.html", store.public / "D-7.html"):
        html = report.read_text(encoding="utf-8")
        assert html.count('viewBox="0 0 40 64"') == len(pictures_of(html)) == 2


@pytest.mark.parametrize("report", ["private_page", "public_page", "private_audit"])
def test_report_that_cannot_be_written_takes_the_release_back(
    stage: Stage, store: LocalStore, monkeypatch: pytest.MonkeyPatch, report: str
) -> None:
    def fail(*args: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr(module, report, fail)
    with pytest.raises(OutputError):
        work(stage, store, CLEAN)
    assert not list(store.release.iterdir())
    assert not list(store.public.iterdir())


def test_interrupt_between_release_and_reports_takes_the_release_back(
    stage: Stage, store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "public_page", interrupt)
    with pytest.raises(KeyboardInterrupt):
        work(stage, store, CLEAN)
    assert not list(store.release.iterdir())


def test_held_dossier_replaces_an_earlier_release(
    stage: Stage, store: LocalStore, tmp_path: Path
) -> None:
    """A second upload with a question: the old release must not stay."""
    earlier = tmp_path / "D-7_7_01.pdf"
    earlier.write_bytes(b"%PDF-1.4")
    store.publish("D-7", [earlier])
    work(stage, store, BAD[0])
    assert not list(store.release.iterdir())
