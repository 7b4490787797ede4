from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from redactor.__main__ import main
from redactor.execute.serial import SerialExecutor
from tests.cli import pretend


@dataclass(frozen=True, slots=True)
class Said:
    """What a command returned and printed."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


Run = Callable[..., Said]


@pytest.fixture
def run(capsys, monkeypatch) -> Run:
    """Run one command in this process."""
    monkeypatch.setenv("LANGUAGE", "zh")  # restored afterwards
    monkeypatch.delenv("REDACTOR_LANG", raising=False)

    def go(*arguments: object) -> Said:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return go


@pytest.fixture
def no_models(monkeypatch) -> None:
    """Batches run in this process, and what comes of a file is written in it."""
    monkeypatch.setattr("redactor.work.process", pretend.process)
    monkeypatch.setattr("redactor.work.build_parts", lambda recipe: None)
    monkeypatch.setattr("redactor.work._built", {})
    monkeypatch.setattr("redactor.config.weights.check", lambda name: Path())
    monkeypatch.setattr("redactor.cli.ahead.workers_ahead", lambda options: nullcontext())
    monkeypatch.setattr(
        "redactor.cli.batch._local", lambda settings, on_event: SerialExecutor(on_event)
    )


@dataclass(frozen=True, slots=True)
class Office:
    """A folder of three dossiers, their roster, and a place for the output."""

    folder: Path
    roster: Path
    out: Path
    run: Run

    def batch(self, *more: object) -> Said:
        return self.run("batch", self.folder, "--roster", self.roster, "--out", self.out, *more)

    def released(self) -> list[str]:
        """Released files, by dossier."""
        root = self.out / "release"
        return sorted(p.relative_to(root).as_posix() for p in root.rglob("*.pdf"))


@pytest.fixture
def office(tmp_path, run, no_models) -> Office:
    roster = pretend.write_roster(tmp_path / "roster.csv")
    return Office(pretend.write_folders(tmp_path / "in"), roster, tmp_path / "out", run)
