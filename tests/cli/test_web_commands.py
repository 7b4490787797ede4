"""``redactor account``, ``redactor verify-log`` and what ``redactor serve`` refuses."""

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from redactor.cli.language import use_language


@pytest.fixture
def call(run, tmp_path):
    def go(*arguments, typed=""):
        use_language("zh")
        from redactor.cli.web_commands import redactor

        made = CliRunner().invoke(
            redactor, [*arguments, "--data", str(tmp_path)], input=typed, standalone_mode=False
        )
        return made

    return go


def test_accounts_come_and_go_and_the_trail_tells(call, tmp_path):
    made = call("account", "add", "office1", "--role", "office", typed="long enough 1\n" * 2)
    assert made.return_value == 0 and "office1" in made.output
    assert "long enough" not in made.output
    assert call("account", "remove", "office1").return_value == 0
    told = call("verify-log")
    assert told.return_value == 0 and "共 2 条" in told.output
    assert (tmp_path / "web.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name, password", [("a b", "long enough 1"), ("office1", "short")])
def test_wrong_accounts(run, tmp_path, name, password, monkeypatch):
    said = run(
        "account", "add", name, "--role", "office", "--password", password, "--data", tmp_path
    )
    assert said.code == 6 and password not in said.text


def test_a_changed_trail_is_a_fault(call, tmp_path):
    call("account", "add", "office1", "--role", "office", typed="long enough 1\n" * 2)
    from redactor.web.db.engine import WebDatabase
    from redactor.web.db.tables import TrailEntry

    database = WebDatabase(f"sqlite:///{tmp_path / 'web.sqlite'}")
    with database.session() as session:
        session.execute(update(TrailEntry).values(about="x"))
    database.close()
    told = call("verify-log")
    assert told.return_value == 11 and "第 1 条" in told.output


def test_beyond_this_machine_nobody_is_served_without_accounts(run, tmp_path, monkeypatch):
    from pathlib import Path

    monkeypatch.setattr("redactor.config.weights.check", lambda name: Path())
    said = run("serve", "--host", "0.0.0.0", "--data", tmp_path)
    assert said.code == 6 and "redactor account add" in said.err


def test_an_output_folder_must_be_one(run, tmp_path, monkeypatch):
    from pathlib import Path

    monkeypatch.setattr("redactor.config.weights.check", lambda name: Path())
    assert run("serve", "--out", tmp_path, "--data", tmp_path / "d").code == 6
