import os
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from redactor.datatypes import DossierStatus, Status
from redactor.errors import ExitCode, OutputError
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger

ROOT = Path(__file__).resolve().parents[2]
RELEASED = DossierEntry("7", "f1", DossierStatus.RELEASED, seconds=2.5, finished_at="2026-06-11")
DOCUMENTS = (
    DocumentEntry("01_02", Path("in/王伟/b.pdf"), "ab", Status.CLEAN, "release/7/b.pdf", "cd"),
    DocumentEntry("01_01", Path("in/王伟/a.pdf"), "ef", Status.FAILED),
)


def test_what_is_recorded_is_read_back(ledger):
    ledger.record(RELEASED, DOCUMENTS)
    assert ledger.dossier("7") == RELEASED
    assert ledger.documents("7") == DOCUMENTS
    assert ledger.all() == (RELEASED,)
    assert ledger.dossier("8") is None
    assert ledger.documents("8") == ()


def test_time_is_added_when_it_is_not_given(ledger):
    ledger.record(DossierEntry("7", "f1", DossierStatus.HELD), ())
    assert ledger.dossier("7").finished_at.endswith("+00:00")


def test_recording_again_replaces_all(ledger):
    ledger.record(RELEASED, DOCUMENTS)
    ledger.record(DossierEntry("7", "f2", DossierStatus.HELD, exit_code=10), DOCUMENTS[:1])
    assert len(ledger.documents("7")) == 1
    assert ledger.dossier("7").fingerprint == "f2"


def test_done_is_what_had_the_same_input(ledger):
    assert not ledger.is_done("7", "f1")
    ledger.record(RELEASED, DOCUMENTS)
    assert ledger.is_done("7", "f1")
    assert not ledger.is_done("7", "f2")
    assert not ledger.is_done("8", "f1")


@pytest.mark.parametrize(
    "exit_code, done",
    [
        (ExitCode.REVIEW, True),
        (ExitCode.LEAK, True),
        (ExitCode.INPUT, True),
        (ExitCode.WORKER, False),
        (ExitCode.OUTPUT, False),
        (ExitCode.MISSING_MODEL, False),
        (ExitCode.INTERRUPTED, False),
        (ExitCode.UNEXPECTED, False),
    ],
)
def test_what_another_try_may_change_is_not_done(ledger, exit_code, done):
    ledger.record(DossierEntry("7", "f1", DossierStatus.HELD, exit_code=exit_code), ())
    assert ledger.is_done("7", "f1") is done


def test_a_failing_record_changes_nothing(ledger):
    ledger.record(RELEASED, DOCUMENTS)
    twice = (DOCUMENTS[0], DOCUMENTS[0])
    with pytest.raises(OutputError) as caught:
        ledger.record(DossierEntry("7", "f2", DossierStatus.HELD), twice)
    assert "王伟" not in str(caught.value)
    assert ledger.dossier("7") == RELEASED
    assert ledger.documents("7") == DOCUMENTS


def test_source_names_that_are_no_unicode_come_back(ledger):
    source = Path(os.fsdecode(b"in/\xce\xc4.pdf"))
    ledger.record(RELEASED, [DocumentEntry("1", source, "ab", Status.CLEAN)])
    assert ledger.documents("7")[0].source == source


def test_pseudonym_is_random_and_stays(ledger, place, tmp_path):
    first = ledger.pseudonym("7")
    assert len(first) == 8
    assert first.isdecimal()
    assert ledger.pseudonym("7") == first
    assert len({ledger.pseudonym(str(i)) for i in range(50)}) == 50
    with Ledger(place) as second:
        assert second.pseudonym("7") == first
    with Ledger(tmp_path / "other.sqlite") as other:
        assert other.pseudonym("7") != first  # 1 in 90 million


def test_a_number_that_is_taken_is_drawn_again(ledger, monkeypatch):
    draws = iter([5, 5, 6])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(draws))
    assert ledger.pseudonym("7") == "10000005"
    assert ledger.pseudonym("8") == "10000006"


def test_pseudonyms_outlive_a_dossier_that_is_recorded_again(ledger):
    number = ledger.pseudonym("7")
    ledger.record(RELEASED, DOCUMENTS)
    ledger.record(RELEASED, ())
    assert ledger.pseudonym("7") == number


def test_only_the_owner_can_read(tmp_path):
    previous = os.umask(0)
    try:
        with Ledger(tmp_path / "ledger.sqlite") as ledger:
            ledger.record(RELEASED, DOCUMENTS)
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()}
    finally:
        os.umask(previous)
    assert "ledger.sqlite-wal" in modes
    assert set(modes.values()) == {0o600}


def test_a_broken_file_is_an_output_error(tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(OutputError):
        Ledger(tmp_path / "ledger.sqlite")


def test_a_ledger_of_another_version_is_not_touched(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(OutputError, match="another version"):
        Ledger(path)


def test_opening_waits_for_nobody_who_writes(ledger, place):
    with ledger.holding(ledger.claim("7")), Ledger(place) as another:
        assert another.dossier("7") is None


def test_a_closed_ledger_is_an_output_error(ledger):
    ledger.close()
    with pytest.raises(OutputError):
        ledger.all()


def test_values_stay_out_of_repr():
    assert "王伟" not in repr(DOCUMENTS)


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import text
from redactor.datatypes import DossierStatus, Status
from redactor.store.ledger import DocumentEntry, DossierEntry, Ledger

place = sys.argv[1]
ledger = Ledger(place if "://" in place else Path(place))
documents = [DocumentEntry(str(i), Path("x"), "ab", Status.CLEAN) for i in range(3)]
for i in range(100):
    ledger.record(DossierEntry(str(i), "f", DossierStatus.RELEASED), documents)
    print(i, flush=True)
    if i == 20:
        with ledger._transaction() as db:
            db.execute(text("DELETE FROM dossiers"))
            os.kill(os.getpid(), signal.SIGKILL)
"""


def test_everything_recorded_survives_kill_9(place):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(place)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )
    told = done.stdout.split()
    assert done.returncode == -9, done.stderr
    with Ledger(place) as ledger:
        assert sorted(entry.applicant_id for entry in ledger.all()) == sorted(told)
        assert all(len(ledger.documents(applicant_id)) == 3 for applicant_id in told)


_OPENED = """
import sys
from pathlib import Path
from redactor.store.ledger import Ledger
with Ledger(Path(sys.argv[1])) as ledger:
    ledger.note("worker", "1")
"""


def test_a_process_that_opens_its_ledger_twice_loses_nothing(tmp_path):
    """As a batch does when a worker has died. The next worker to leave took the log with it."""
    place = tmp_path / "ledger.sqlite"
    with Ledger(place) as ledger:
        ledger.note("batch", "1")
        Ledger(place).close()
        subprocess.run([sys.executable, "-c", _OPENED, place], check=True)
        assert place.with_name("ledger.sqlite-wal").is_file()
        ledger.note("batch", "2")
        with Ledger(place) as again:
            assert (again.fact("batch"), again.fact("worker")) == ("2", "1")


def test_more_is_told_where_it_is_known(ledger):
    versions = {"program": "1", "rules": "r@1"}
    ledger.record(
        DossierEntry("7", "f", DossierStatus.HELD, 3, 2.0, "2026-06-11", versions, pages=5),
        [
            DocumentEntry(
                "d1", Path("a"), "ab", Status.FAILED, None, None, "corrupt", 5, {"read": 2}
            )
        ],
    )
    entry, (document,) = ledger.dossier("7"), ledger.documents("7")
    assert (entry.versions, entry.pages) == (versions, 5)
    assert (document.error_code, document.pages, document.seconds) == ("corrupt", 5, {"read": 2})


def test_standing_counts_everything(ledger):
    assert ledger.standing().dossiers == {}
    ledger.record(replace(RELEASED, pages=4), DOCUMENTS)
    ledger.record(DossierEntry("8", "f", DossierStatus.HELD, 3, 1.5, pages=2), ())
    told = ledger.standing()
    assert told.dossiers == {"released": 1, "held": 1}
    assert told.documents == {"clean": 1, "failed": 1}
    assert (told.pages, told.seconds) == (6, 4.0)


def test_facts_are_noted_and_replaced(ledger, place):
    assert ledger.fact("batch") == ""
    ledger.note("batch", "one")
    ledger.note("batch", "two")
    with Ledger(place) as again:
        assert again.fact("batch") == "two"


def test_a_server_that_is_not_there_is_an_output_error_without_the_password():
    with pytest.raises(OutputError) as caught:
        Ledger("postgresql+psycopg://me:geheim@127.0.0.1:1/none")
    assert "geheim" not in str(caught.value)


def test_another_kind_of_database_is_refused():
    with pytest.raises(OutputError):
        Ledger("mysql://localhost/x")


def test_a_server_that_dropped_its_connections_is_asked_anew(server):
    with Ledger(server) as ledger:
        ledger.record(RELEASED, DOCUMENTS)
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as db:
            others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = 'redactor'"
            db.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
        engine.dispose()
        assert ledger.dossier("7") == RELEASED
        ledger.record(RELEASED, DOCUMENTS)
