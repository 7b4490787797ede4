"""The program needs no network and no home folder, and writes where it was told to only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from redactor.errors import ExitCode
from tests.end_to_end.command_line import CommandLine, Place, can_unshare, tree
from tests.end_to_end.people import LUO, QIAN


def test_batch_works_through_everything(command_line: CommandLine) -> None:
    # Somebody's folder matches no number (6): graver than a password (4) or a damaged file (3).
    assert command_line.code == ExitCode.CONFIG, command_line.said
    released = sorted(p.name for p in (command_line.out / "release" / LUO.key).iterdir())
    assert released == [f"{LUO.key}_5_01.pdf", f"{LUO.key}_7_01.pdf"]
    assert not (command_line.out / "release" / QIAN.key).exists()


def test_run_had_no_network_device(command_line: CommandLine) -> None:
    if not can_unshare():
        pytest.skip("this machine does not allow unshare -rn; sockets were blocked all the same")
    assert command_line.code == ExitCode.CONFIG


def test_nothing_tried_to_reach_the_network(command_line: CommandLine) -> None:
    assert [what for kind, what in command_line.journal if kind == "network"] == []


def test_home_is_as_empty_as_it_was(command_line: CommandLine) -> None:
    assert tree(command_line.place.home) == {}


def test_working_folder_is_as_empty_as_it_was(command_line: CommandLine) -> None:
    assert tree(command_line.place.cwd) == {}


def test_no_file_stays_in_the_temporary_folder(command_line: CommandLine) -> None:
    """What lies there would outlive the run. PaddleX's empty cache folders are declared."""
    left = [path for path in command_line.place.temp.rglob("*")]
    assert [p for p in left if not p.is_dir()] == []
    assert {p.relative_to(command_line.place.temp).parts[0] for p in left} <= {
        "redactor-paddlex-0" if can_unshare() else f"redactor-paddlex-{os.getuid()}"
    }


def test_files_are_written_below_out_and_temp_only(command_line: CommandLine) -> None:
    allowed = (command_line.out, command_line.place.temp, Path("/dev"), Path("/proc/self"))
    written = [Path(path) for kind, path in command_line.journal if kind == "write"]
    inside = [p for p in written if p.is_relative_to(command_line.out / "private" / "work")]
    assert inside, "the journal says nothing: was the guard loaded?"
    assert [p for p in written if not any(p.is_relative_to(folder) for folder in allowed)] == []


def test_weights_are_not_touched(command_line: CommandLine) -> None:
    assert len(command_line.models_before) > 10
    assert command_line.models_before == command_line.models_after


def test_uploads_are_not_touched(command_line: CommandLine) -> None:
    assert command_line.input_before == command_line.input_after


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('host.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import _socket; _socket.socket().connect(('127.0.0.1', 9))",
    ],
)
def test_guard_refuses_and_tells(tmp_path: Path, attempt: str) -> None:
    """Else a silent journal would prove nothing."""
    place = Place(tmp_path)
    done = place.run(["-c", attempt])
    assert done.returncode == 1 and "no network in this test" in done.stderr
    assert "network" in place.journal.read_text()


def test_guard_reaches_worker_processes(tmp_path: Path) -> None:
    place = Place(tmp_path)
    script = tmp_path / "spawning.py"
    script.write_text(
        "import multiprocessing, socket\n"
        "def work(): socket.create_connection(('127.0.0.1', 9))\n"
        "if __name__ == '__main__':\n"
        "    p = multiprocessing.get_context('spawn').Process(target=work)\n"
        "    p.start(); p.join(); raise SystemExit(p.exitcode)\n"
    )
    assert place.run([str(script)]).returncode == 1
    assert "network" in place.journal.read_text()
