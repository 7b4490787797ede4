"""What is different on Windows is asked in one module; its Windows half with made-up modules."""

from __future__ import annotations

import ast
import errno
import importlib.util
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from redactor import platforms

ROOT = Path(platforms.__file__).parent
OWN = {"fcntl", "resource", "msvcrt", "winreg", "pwd", "grp", "posix"}


def test_no_other_module_asks():
    wrong = []
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if OWN & set(names) and path.name != "platforms.py":
                wrong.append(path.name)
    assert wrong == []


def test_a_lock_is_for_one(tmp_path):
    first, second = (os.open(tmp_path / "x", os.O_RDWR | os.O_CREAT) for _ in range(2))
    platforms.lock(first)
    with pytest.raises(BlockingIOError):
        platforms.lock(second)
    os.close(first)
    platforms.lock(second)
    os.close(second)


def test_who_is_alive():
    assert platforms.is_alive(os.getpid()) and not platforms.is_alive(2**22 + 12345)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no Linux")
def test_a_dead_process_that_nobody_has_reaped_is_dead():
    child = subprocess.Popen([sys.executable, "-c", ""])
    try:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # and leave it as it is
        assert not platforms.is_alive(child.pid)
    finally:
        child.wait()
    assert platforms.peak_memory_mb() > 1


@pytest.mark.parametrize("advise", [None, OSError])
def test_files_go_onto_the_disk_also_where_no_hint_is_taken(tmp_path, monkeypatch, advise):
    def refuse(*_):
        raise OSError

    paths = [tmp_path / name for name in "ab"]
    for path in paths:
        path.write_text("x")
    synced = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    monkeypatch.setattr(os, "posix_fadvise", refuse if advise else None, raising=False)
    platforms.sync(paths)
    assert sorted(synced) == sorted(path.stat().st_ino for path in paths)


def test_files_and_folders_are_waited_for_at_once(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("x")
    together = threading.Barrier(2, timeout=30)
    monkeypatch.setattr(os, "fsync", lambda handle: together.wait())
    platforms.sync([tmp_path / "a", tmp_path])


def test_a_file_that_does_not_reach_the_disk_is_told_of_when_none_is_waited_for(
    tmp_path, monkeypatch
):
    (tmp_path / "a").write_text("x")
    ended = []

    def fsync(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            time.sleep(0.2)
            ended.append(os.fstat(handle))  # EBADF, had somebody closed it meanwhile
        else:
            raise OSError(errno.EIO, "lost")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="lost"):
        platforms.sync([tmp_path / "a", tmp_path])
    assert len(ended) == 1


@pytest.fixture
def windows(monkeypatch):
    """The module as Windows would import it."""

    def locking(handle, how, count):
        if handle == 9:
            raise PermissionError(13, "taken")

    kernel = SimpleNamespace(
        OpenProcess=lambda access, inherit, pid: pid if pid < 100 else 0,
        GetExitCodeProcess=lambda handle, code: _put(code, 259 if handle == 7 else 1),
        CloseHandle=lambda handle: None,
    )
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ("fcntl", "resource"):
        monkeypatch.setitem(sys.modules, name, None)  # importing it is an error
    spec = importlib.util.spec_from_file_location("platforms_there", platforms.__file__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _put(code, value):
    code._obj.value = value
    return 1


def test_on_windows_the_same_names_work(windows, tmp_path):
    windows.lock(3)
    with pytest.raises(BlockingIOError):
        windows.lock(9)
    assert [windows.is_alive(pid) for pid in (7, 8, 100)] == [True, False, False]
    windows.limit_memory(100)
    windows.sync([tmp_path])
    assert windows.peak_memory_mb() == 0.0
    public = {name for name in dir(platforms) if not name.startswith("_")} - {"fcntl", "resource"}
    assert public <= set(dir(windows))
