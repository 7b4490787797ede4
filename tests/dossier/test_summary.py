"""The batch's summary page is handed on with the public reports: it may tell no more than they."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from redactor.audit.words import word
from redactor.batch import Outcome, write_summary
from redactor.config.records import Settings
from redactor.datatypes import DocClass, Evidence
from redactor.dossier.deliver import deliver
from redactor.store.local import LocalStore
from tests.dossier.conftest import SECRET, Play, Stage, own


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "out")


def page_of(stage: Stage, store: LocalStore, play: Play) -> str:
    """The summary page of a batch of this one document."""
    record = deliver(stage.work(play), store, Settings(), "zh")
    outcome = Outcome()
    outcome.totals.add(record)
    write_summary(outcome, store, record.versions, "zh")
    return (store.public / "summary.html").read_text(encoding="utf-8")


def test_summary_tells_what_was_redacted(stage: Stage, store: LocalStore) -> None:
    page = page_of(stage, store, Play())
    assert f"<td>{word('name', 'zh', 'entity')}</td>" in page


@pytest.mark.parametrize(
    "play",
    [Play((own(), SECRET)), Play(holder_is_other=True), Play(())],
    ids=["secrecy", "wrong_person", "no_holder"],
)
def test_summary_gives_the_public_reasons_only(stage: Stage, store: LocalStore, play: Play) -> None:
    page = page_of(stage, store, play)
    (public,) = [json.loads(p.read_text(encoding="utf-8")) for p in store.public.glob("D-7.json")]
    assert word(public["reasons"][0], "zh", "dossier_reason") in page
    for reason in {"secrecy", "wrong_person", "no_holder"} - set(public["reasons"]):
        assert word(reason, "zh", "dossier_reason") not in page


def test_summary_has_no_row_for_what_was_only_kept(stage: Stage, store: LocalStore) -> None:
    play = Play((own(Evidence.LONGER_NAME),), doc_class=DocClass.PAPER)
    page = page_of(stage, store, play)
    assert not re.search(f"<td>{word('name', 'zh', 'entity')}</td>", page)
