"""Questions and answers in the ledger, and ledgers of the first version."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from redactor.datatypes import DossierStatus, Entity
from redactor.errors import OutputError
from redactor.geometry import PtBox, PtQuad
from redactor.questions import Place, Question, Reply, Role
from redactor.store.ledger import DossierEntry, Ledger

QUAD = PtQuad.from_box(PtBox(10, 20, 60, 32))
PLACES = (Place("d01", 7, 2, (QUAD,)), Place("d03", 8, 1))
ALIAS = Question(
    "00000000000000aa",
    "alias_unconfirmed",
    Entity.EMPLOYER,
    "云岭设计院",
    "云岭设计院",
    ("由", "承担"),
    PLACES,
)
GUARD = Question("00000000000000bb", "no_holder", None, places=(Place("d02", 5, 1),))
HELD = DossierEntry("7", "f1", DossierStatus.HELD, 10, finished_at="2026-06-11")


def ids(ledger):
    return [a.question.question_id for a in ledger.questions()]


def test_what_is_asked_is_read_back(ledger):
    ledger.record(HELD, (), (ALIAS, GUARD))
    assert [(a.applicant_id, a.question, a.answer) for a in ledger.questions()] == [
        ("7", ALIAS, None),
        ("7", GUARD, None),
    ]
    assert ledger.answers("7") == ()


def test_an_answer_says_what_who_and_when(ledger):
    ledger.record(HELD, (), (ALIAS, GUARD))
    ledger.answer("7", ALIAS.question_id, Reply.REDACT, Role.APPLICANT)
    (answer,) = ledger.answers("7")
    assert (answer.question, answer.reply, answer.role) == (ALIAS, Reply.REDACT, Role.APPLICANT)
    assert answer.answered_at.endswith("+00:00")
    assert ledger.answers("8") == ()


def test_an_answer_outlives_the_run_that_it_settles(ledger):
    ledger.record(HELD, (), (ALIAS, GUARD))
    ledger.answer("7", ALIAS.question_id, Reply.REDACT, Role.OFFICE)
    ledger.record(HELD, (), ())  # the alias is a value of the profile now: it is not asked again
    assert ids(ledger) == [ALIAS.question_id]
    assert [a.reply for a in ledger.answers("7")] == [Reply.REDACT]


def test_an_open_question_that_is_gone_is_forgotten(ledger):
    ledger.record(HELD, (), (ALIAS, GUARD))
    ledger.record(HELD, (), (GUARD,))
    assert ids(ledger) == [GUARD.question_id]


def test_an_answer_taken_back_is_open_again(ledger):
    ledger.record(HELD, (), (ALIAS,))
    ledger.answer("7", ALIAS.question_id, Reply.KEEP, Role.OFFICE)
    ledger.answer("7", ALIAS.question_id, None, Role.OFFICE)
    assert ledger.answers("7") == ()
    assert [a.answer for a in ledger.questions()] == [None]


def test_one_applicants_answer_is_not_anothers(ledger):
    for key in "78":
        ledger.record(DossierEntry(key, "f", DossierStatus.HELD), (), (ALIAS,))
    ledger.answer("7", ALIAS.question_id, Reply.KEEP, Role.OFFICE)
    assert ledger.answers("8") == ()


def test_key_of_the_ids_stays_and_is_no_other_ledgers(ledger, place, tmp_path):
    with Ledger(place) as again:
        assert again.secret() == ledger.secret()
    with Ledger(tmp_path / "other.sqlite") as other:
        assert other.secret() != ledger.secret()
    assert len(ledger.secret()) == 32


def test_values_stay_out_of_repr(ledger):
    ledger.record(HELD, (), (ALIAS,))
    ledger.answer("7", ALIAS.question_id, Reply.KEEP, Role.OFFICE)
    assert "云岭" not in repr(ledger.questions()) + repr(ledger.answers("7"))
    assert "承担" not in repr(ledger.questions())


_TABLES = """
CREATE TABLE dossiers (
    applicant_id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status TEXT NOT NULL,
    exit_code INTEGER NOT NULL, seconds REAL NOT NULL, finished_at TEXT NOT NULL
) STRICT;
CREATE TABLE documents (
    applicant_id TEXT NOT NULL REFERENCES dossiers ON DELETE CASCADE, position INTEGER NOT NULL,
    doc_id TEXT NOT NULL, source BLOB NOT NULL, source_sha256 TEXT NOT NULL, output TEXT,
    output_sha256 TEXT, status TEXT NOT NULL, PRIMARY KEY (applicant_id, doc_id)
) STRICT;
CREATE TABLE pseudonyms (applicant_id TEXT PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE) STRICT;
"""


def write_version_1(path: Path) -> Path:
    """A ledger as the first version left it: one dossier released, one held."""
    db = sqlite3.connect(path)
    db.executescript(_TABLES)
    db.execute("INSERT INTO dossiers VALUES ('7', 'f7', 'released', 0, 1.0, '2026-06-11')")
    db.execute("INSERT INTO dossiers VALUES ('8', 'f8', 'held', 10, 1.0, '2026-06-11')")
    db.execute("INSERT INTO pseudonyms VALUES ('7', '12345678')")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    return path


def test_a_ledger_of_version_1_is_brought_up_and_loses_nothing(tmp_path):
    path = write_version_1(tmp_path / "ledger.sqlite")
    with Ledger(path) as ledger:
        assert [e.applicant_id for e in ledger.all()] == ["7", "8"]
        assert ledger.pseudonym("7") == "12345678"
        assert ledger.questions() == ()
        ledger.record(HELD, (), (ALIAS,))
        ledger.answer("7", ALIAS.question_id, Reply.KEEP, Role.OFFICE)
        key = ledger.secret()
    with Ledger(path) as again:
        assert again.secret() == key
        assert len(again.answers("7")) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_version_1_held_is_done_anew_so_that_its_questions_are_known(tmp_path):
    with Ledger(write_version_1(tmp_path / "ledger.sqlite")) as ledger:
        assert ledger.is_done("7", "f7")
        assert not ledger.is_done("8", "f8")


def test_a_migration_that_fails_leaves_version_1(tmp_path, monkeypatch):
    path = write_version_1(tmp_path / "ledger.sqlite")
    monkeypatch.setattr("redactor.store.database._THIRD", "CREATE TABLE leases (x); no SQL")
    with pytest.raises(OutputError):
        Ledger(path)
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert ledger.questions() == ()
