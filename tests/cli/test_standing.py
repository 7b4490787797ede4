import json
import re

import pytest

from redactor.store.local import LocalStore
from tests.cli.pretend import PEOPLE, write_folders, write_roster, write_source

DONE = re.compile(r"放行 (\d+) 份，暂扣 (\d+) 份；共")


def done(said):
    """Released and held by this run."""
    found = DONE.search(said.out)
    assert found
    return int(found[1]), int(found[2])


def status(office):
    return json.loads(office.run("status", office.out, "--json").out)


@pytest.fixture
def some_failed(office):
    write_source(office.folder / "T-2/02.pdf", "corrupt")
    write_source(office.folder / "T-3/02.pdf", "question")
    office.batch()
    return office


def test_status_counts_and_lists_without_a_name(some_failed):
    said = some_failed.run("status", some_failed.out)
    assert said.code == 0
    assert "材料：暂扣，未放行（2）、已放行（1）" in said.out
    assert "T-2：失败，第 1 次" in said.out
    assert "T-3：暂扣，未放行，第 1 次" in said.out
    assert "T-1" not in said.out
    assert not any(name in said.text for name in ("王伟", "乌兰", "欧阳明珠"))


def test_status_as_json_tells_attempts_timings_and_versions(some_failed):
    told = status(some_failed)
    assert told["dossiers"] == {"released": 1, "held": 2}
    assert told["errors"] == {"corrupt": 1}
    assert (told["pages"], told["open_questions"], told["at_work"]) == (4, 1, [])
    assert [(e["applicant_id"], e["attempts"]) for e in told["list"]] == [("T-2", 1), ("T-3", 1)]
    assert "rules" in told["list"][0]["versions"]


def test_a_folder_without_a_ledger_has_no_status(office):
    assert office.run("status", office.folder).code == 6


def test_retry_failed_redoes_what_failed_and_nothing_else(some_failed):
    write_source(some_failed.folder / "T-2/02.pdf")
    write_source(some_failed.folder / "T-1/02.pdf")  # changed as well, but not asked for
    said = some_failed.run("retry", some_failed.out, "--failed", "--executor", "serial")
    assert said.code == 10  # T-3 waits for an answer as before
    assert done(said) == (1, 0)
    assert status(some_failed)["dossiers"] == {"released": 2, "held": 1}
    assert status(some_failed)["repeated"] == 1


def test_retry_failed_tries_again_even_where_nothing_has_changed(some_failed):
    said = some_failed.run("retry", some_failed.out, "--failed", "--executor", "serial")
    assert said.code == 3
    assert done(said) == (0, 1)


def test_retry_since_rules_changed_redoes_what_they_touch_and_no_new_dossier(office):
    write_roster(office.roster, dict(list(PEOPLE.items())[:2]))
    office.batch()
    row = PEOPLE["T-2"].replace("15412345679", "15412345670")
    write_roster(office.roster, {**PEOPLE, "T-2": row})
    again = ("retry", office.out, "--since-rules-changed", "--executor", "serial")
    assert done(office.run(*again)) == (1, 0)
    assert done(office.run(*again)) == (0, 0)
    assert done(office.run(*again, "--rules", "kunqu-2026")) == (2, 0)
    assert "T-3" not in LocalStore(office.out).release.iterdir()


def test_retry_must_say_which(some_failed):
    assert some_failed.run("retry", some_failed.out).code == 2


def test_retry_needs_a_batch(office):
    LocalStore(office.out).open_ledger().close()
    assert office.run("retry", office.out, "--failed").code == 6


def test_a_ledger_of_another_output_folder_is_refused(office, tmp_path):
    office.batch()
    other = tmp_path / "other"
    LocalStore(other)
    (other / "private/ledger.sqlite").write_bytes(
        (office.out / "private/ledger.sqlite").read_bytes()
    )
    assert office.run("status", other).code == 8


def test_a_second_ledger_is_refused(office):
    office.batch()
    said = office.batch("--ledger", "postgresql+psycopg://x@127.0.0.1:1/y")
    assert said.code == 8
    assert "已有另一个台账" in said.err


def test_a_ledger_that_cannot_be_reached_is_told_as_that_and_without_its_address(office):
    said = office.batch("--ledger", "postgresql+psycopg://geheim@127.0.0.1:1/y")
    assert said.code == 8
    assert "台账无法使用" in said.err
    assert "geheim" not in said.text


def test_new_folders_are_left_to_the_batch(some_failed):
    write_folders(some_failed.folder, ["T-9"])
    assert some_failed.run("retry", some_failed.out, "--failed", "--executor", "serial").code == 6


def test_a_dry_run_binds_no_ledger_to_a_folder_of_a_moment(office):
    said = office.batch("--dry-run", "--ledger", "postgresql+psycopg://x@127.0.0.1:1/y")
    assert said.code == 0
    assert not office.out.exists()
