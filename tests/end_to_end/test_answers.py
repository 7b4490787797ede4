"""One answer about a short form: in every document of the dossier, and in no other dossier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from redactor import pipeline
from redactor.cli.verify import VerifyOptions
from redactor.cli.verify import run as verify
from redactor.datatypes import Entity
from redactor.dossier.answering import give_answer
from redactor.erase.document import erase_document
from redactor.errors import ExitCode
from redactor.questions import Reply, Role
from redactor.store.ledger import Ledger
from redactor.store.local import LocalStore
from redactor.store.question_book import Asked
from tests.end_to_end.batches import Run
from tests.end_to_end.conftest import Batch
from tests.end_to_end.drawn import Sheet, write_pdf
from tests.end_to_end.people import WANG
from tests.end_to_end.search import mupdf_text

APPLICANT = replace(WANG, short="")  # the roster does not know the short form
ALIAS = WANG.short


def award() -> Sheet:
    return (
        Sheet(400, 300)
        .say(120, 60, "获奖证书", 20)
        .say(40, 110, f"授予{{{WANG.name}}}、李娜科技进步二等奖。", 12)
        .say(40, 140, f"完成单位：{ALIAS}", 12)
    )


def summary() -> Sheet:
    return (
        Sheet(400, 300)
        .say(120, 60, "业绩总结", 20)
        .say(40, 110, f"本人{{{WANG.name}}}，2019年在{ALIAS}承担管网设计，", 12)
        .say(40, 140, f"该项目由{ALIAS}与青原监理公司完成。", 12)
    )


@pytest.fixture
def start(run_batch: Batch, tmp_path: Path) -> Callable[[], Run]:
    """Run the batch over a dossier of two documents, as often as is wanted."""
    folder = tmp_path / "in" / WANG.key
    folder.mkdir(parents=True)
    write_pdf(folder / "8_获奖证书.pdf", [award()])
    write_pdf(folder / "9_业绩总结.pdf", [summary()])
    return lambda: run_batch(tmp_path / "in", [APPLICANT], tmp_path / "out")


def answer(run: Run, reply: Reply) -> None:
    store = LocalStore(run.out)
    with Ledger(store.ledger_path) as ledger:
        give_answer(store, ledger, asked(run), reply, Role.OFFICE)


def asked(run: Run) -> Asked:
    """The dossier's one question."""
    with Ledger(run.out / "private/ledger.sqlite") as ledger:
        (question,) = ledger.questions()
    return question


def texts(run: Run) -> str:
    return "".join(mupdf_text(path) for path in run.released(WANG.key)).replace("\n", "")


def test_a_confirmed_short_form_goes_from_every_document(start: Callable[[], Run]) -> None:
    first = start()
    assert first.audit(WANG.key)["status"] == "held"
    assert first.audit(WANG.key)["questions"] == 1
    question = asked(first).question
    assert question.printed == ALIAS
    assert [p.doc_id for p in question.places] == ["d01", "d02", "d02"]
    answer(first, Reply.REDACT)
    second = start()
    audit = second.audit(WANG.key)
    assert audit["status"] == "released"
    reasons = [d["reason"] for doc in audit["documents"] for d in doc["decisions"]]
    assert reasons.count("answered_redact") == 3
    assert ALIAS not in texts(second)
    assert "青原监理公司" in texts(second)
    assert ALIAS not in first.said + second.said


def test_a_denied_short_form_stays_and_the_dossier_is_released(start: Callable[[], Run]) -> None:
    answer(start(), Reply.KEEP)
    second = start()
    assert second.audit(WANG.key)["status"] == "released"
    assert texts(second).count(ALIAS) == 3


def test_the_second_look_alone_goes_by_the_answers(
    start: Callable[[], Run], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(start(), Reply.KEEP)
    released = start().released(WANG.key)[0]
    profile = tmp_path / "me.toml"
    profile.write_text(
        f'applicant_id = "{WANG.key}"\nname = "{WANG.name}"\nemployer = "{WANG.employer}"\n'
    )
    original = tmp_path / "in" / WANG.key / "8_获奖证书.pdf"
    options = VerifyOptions(original, released, profile, "neimenggu-2026", None, None, None)
    assert verify(options) == ExitCode.REVIEW  # it asks what has been answered
    assert verify(replace(options, out=tmp_path / "out")) == ExitCode.OK
    assert ALIAS not in capsys.readouterr().out


def test_a_changed_answer_withdraws_what_was_released_and_redoes_it(
    start: Callable[[], Run],
) -> None:
    answer(start(), Reply.KEEP)
    second = start()
    assert second.released(WANG.key)
    answer(second, Reply.REDACT)
    assert second.released(WANG.key) == []
    third = start()
    assert len(third.released(WANG.key)) == 2
    assert ALIAS not in texts(third)


def test_a_confirmed_short_form_that_is_left_over_is_a_leak(
    start: Callable[[], Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Verification looks for what a person confirmed, as for a value of the roster."""
    answer(start(), Reply.REDACT)

    def forgetful(source, target, erasures, untrusted):
        some = [e for e in erasures if e.entity is not Entity.EMPLOYER]
        return erase_document(source, target, some, untrusted)

    monkeypatch.setattr(pipeline, "erase_document", forgetful)
    audit = start().audit(WANG.key)
    assert audit["status"] == "held"
    leaks = [leak["entity"] for d in audit["documents"] for leak in d["verdict"]["leaks"]]
    assert set(leaks) == {Entity.EMPLOYER}
