"""``redactor propose``: who is asked what, and what is written where."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from redactor.cli import propose as module
from redactor.config.profile import load_profile
from redactor.dossier.propose import FileFault, Proposed
from redactor.execute.serial import SerialExecutor
from redactor.recognise.candidates import Place, Proposal
from tests.cli.pretend import write_source

ID, OTHER_ID = "15990119850412000X", "15990219900215004X"
FOUND = Proposed(
    (
        Proposal("id_number", ID, (Place("d01", 1), Place("d02", 3)), sure=True, why="agree"),
        Proposal("id_number", OTHER_ID, (Place("d02", 4),), sure=False, why="second"),
    ),
    own=("d01",),
)


@pytest.fixture
def found(monkeypatch) -> list[Proposed]:
    """What the worker will propose; the first of the list."""
    results = [FOUND]
    monkeypatch.setattr("redactor.config.weights.check", lambda name: Path())
    monkeypatch.setattr(module, "_executor", lambda settings: SerialExecutor())
    monkeypatch.setattr(module, "run_proposal", lambda job: results[0])
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    return results


@pytest.fixture
def propose(run, tmp_path, found):
    source = write_source(tmp_path / "王伟.pdf")

    def go(*more: object):
        return run("propose", source, "--name", "王伟", *more)

    return go


def answer(monkeypatch, *answers: bool) -> list[str]:
    """Sit at a terminal and give these answers; returns what was asked."""
    asked: list[str] = []
    given = iter(answers)

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return next(given)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.confirm", confirm)
    return asked


def test_profile_is_shown_with_places_and_doubts(propose) -> None:
    said = propose()
    assert said.code == 0
    assert f'"{ID}",  # 文件 1 第 1 页、文件 2 第 3 页；2 份材料一致' in said.out
    assert f'# "{OTHER_ID}",  # 文件 2 第 4 页；与其他材料不一致' in said.out


def test_profile_is_written_for_its_owner_alone(propose, tmp_path) -> None:
    out = tmp_path / "me.toml"
    said = propose("--out", out)
    assert said.code == 0 and ID not in said.text
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert load_profile(out).id_numbers == (ID,)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["me.toml", "王伟.pdf"]


def test_file_that_is_there_is_never_overwritten(propose, tmp_path) -> None:
    out = tmp_path / "me.toml"
    out.write_text("mine", encoding="utf-8")
    assert propose("--out", out).code == 2 and out.read_text("utf-8") == "mine"


def test_file_that_appears_meanwhile_is_not_overwritten(propose, tmp_path, monkeypatch) -> None:
    out = tmp_path / "me.toml"
    work = module.run_proposal

    def slow(task):
        out.write_text("mine", encoding="utf-8")
        return work(task)

    monkeypatch.setattr(module, "run_proposal", slow)
    said = propose("--out", out)
    assert said.code == 8 and "已有同名文件" in said.err and out.read_text("utf-8") == "mine"


def test_each_value_is_confirmed_on_a_terminal(propose, tmp_path, monkeypatch) -> None:
    asked = answer(monkeypatch, False, True)
    out = tmp_path / "me.toml"
    assert propose("--out", out).code == 0
    assert len(asked) == 2 and ID in asked[0] and "2 份材料一致" in asked[0]
    assert load_profile(out).id_numbers == (OTHER_ID,) and ID not in out.read_text("utf-8")


def test_yes_takes_only_what_is_sure(propose, monkeypatch) -> None:
    answer(monkeypatch)  # nobody is asked
    said = propose("--yes")
    assert ID in said.out and OTHER_ID not in said.out


def test_unknown_name_needs_a_person(propose, found) -> None:
    found[0] = Proposed((), own=())
    said = propose()
    assert said.code == 10 and "核对姓名" in said.err and said.out == ""


def test_file_that_cannot_be_read_is_told_and_stops_nothing(propose, found) -> None:
    found[0] = Proposed(FOUND.proposals, ("d01",), (FileFault("d02", "corrupt", 3),))
    said = propose()
    assert said.code == 3 and ID in said.out
    assert "文件 2" in said.err and "王伟.pdf" not in said.text


@pytest.mark.parametrize("more", [(), ("--name", "张X"), ("--name", "伟"), ("--name", "")])
def test_name_must_be_given(run, tmp_path, found, more) -> None:
    said = run("propose", write_source(tmp_path / "1.pdf"), *more)
    assert said.code == 2 and "张X" not in said.text


def test_file_that_is_not_there(run, tmp_path, found) -> None:
    said = run("propose", tmp_path / "王伟.pdf", "--name", "王伟")
    assert said.code == 3 and "王伟" not in said.text
