"""The folder for people without Python: its starts, and the interpreter for Windows."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "bundle"


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("bundle_build", FOLDER / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(path, names):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


@pytest.mark.parametrize(
    "names", [["python.exe", "python311._pth", "python311.zip"], ["tools/python.exe", "x.nuspec"]]
)
def test_python_lies_where_the_start_looks_for_it(build, tmp_path, names):
    build._unpack_python(write(tmp_path / "p.zip", names), tmp_path / "python")
    assert (tmp_path / "python/python.exe").is_file()
    for path in (tmp_path / "python").glob("*._pth"):
        assert "..\\app" in path.read_text("utf-8") and "import site" in path.read_text("utf-8")


def test_without_an_interpreter_it_is_said(build, tmp_path, capsys):
    build._unpack_python(None, tmp_path / "python")
    assert "no interpreter" in capsys.readouterr().err
    start = (FOLDER / "windows/启动.bat").read_bytes()
    assert b"\r\n" in start and b"\n" not in start.replace(b"\r\n", b"")
    assert "缺少 python 文件夹".encode() in start


def test_the_start_of_linux_passes_its_folder_on(tmp_path):
    """Also from a folder with blanks and Han characters, by a link, with arguments."""
    home = tmp_path / "职称 脱敏"
    (home / "python/bin").mkdir(parents=True)
    shutil.copy2(FOLDER / "linux/启动.sh", home)
    fake = home / "python/bin/python3"
    fake.write_text('#!/bin/sh\necho "$PYTHONPATH|$*"\n', encoding="utf-8")
    fake.chmod(0o755)
    link = tmp_path / "start"
    link.symlink_to(home / "启动.sh")
    for arguments, told in (([], "serve"), (["check", "a b.pdf"], "check a b.pdf")):
        said = subprocess.run([link, *arguments], capture_output=True, text=True, check=True).stdout
        assert said == f"{home}/app:{home}/lib|-m redactor {told}\n"


def test_glibc_is_not_taken_along(build):
    found = {path.name for path in build._needed(Path(shutil.which("bash") or "/bin/sh"))}
    assert not any(name.startswith(("libc.", "ld-linux")) for name in found)


def test_everything_that_is_copied_is_there(build):
    assert all((build.REPOSITORY / name).exists() for name in build._APP)
    assert os.access(FOLDER / "linux/启动.sh", os.X_OK)
