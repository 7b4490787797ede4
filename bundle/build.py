"""``make bundle``: one folder for people who have no Python; copy it, double-click its start.

``redactor-linux`` and ``redactor-windows`` hold python, lib, app and a start file each.

Linux: the interpreter that runs this, with the libraries it needs beside glibc; it runs where glibc
is as new as here. Windows: its wheels are fetched here, and the interpreter is taken from a file
that ``--windows-python`` names: python.org's embeddable zip or the NuGet package "python", 3.11.
Without one the folder is made without an interpreter, and its start says so. No Windows was at
hand: nothing of that folder was ever started.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[1]
_HERE = Path(__file__).resolve().parent
# Of every Linux: they belong to the system's glibc, and another's would not start.
_SYSTEM = re.compile(r"^(ld-linux|lib(c|m|dl|rt|pthread|util|resolv|nsl|crypt)\.so|linux-vdso)")
_NOT_NEEDED = ("test", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "__pycache__")
_PLAIN = ("jieba",)
_APP = ("redactor", "configs", "models", "LICENSE", "README.md")
_PIP = (sys.executable, "-m", "pip", "install", "-q", "--no-compile", "--disable-pip-version-check")


def main() -> int:
    """Build what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("platform", choices=["linux", "windows"])
    parser.add_argument("--out", type=Path, default=REPOSITORY / "build/bundle")
    parser.add_argument("--windows-python", type=Path, help="embeddable zip or NuGet package")
    args = parser.parse_args()
    target = args.out / f"redactor-{args.platform}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    _copy_app(target / "app")
    if args.platform == "linux":
        _copy_interpreter(target / "python")
        _install(target / "lib")
    else:
        _unpack_python(args.windows_python, target / "python")
        with TemporaryDirectory() as wheels:
            _build_wheels(wheels)
            there = ("--platform", "win_amd64", "--only-binary=:all:", "--find-links", wheels)
            _install(target / "lib", *there)
    _compile(target)
    for path in (_HERE / args.platform).iterdir():
        shutil.copy2(path, target / path.name)
    print(f"{target}: {sum(p.stat().st_size for p in target.rglob('*') if p.is_file()) >> 20} MB")
    return 0


def _copy_app(target: Path) -> None:
    """The program with its settings and weights, laid out as in the repository."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc", "*.po")
    for name in _APP:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=ignore)
        else:
            shutil.copy2(source, target / name)


def _compile(target: Path) -> None:
    """Byte code, which nothing writes later on: without it each start compiles 3000 files anew."""
    unchecked = ("--invalidation-mode", "unchecked-hash")  # a copied file's time is another
    command = (sys.executable, "-m", "compileall", "-q", "-s", str(target), *unchecked, str(target))
    subprocess.run(command, check=False, capture_output=True)  # some packages ship broken samples


def _install(target: Path, *more: str) -> None:
    """What the program depends on, each at its pin."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    pins = ("-c", str(REPOSITORY / "constraints.txt"), "--target", str(target))
    subprocess.run([*_PIP, *pins, *more, *wanted], check=True)
    for path in target.rglob("__pycache__"):
        shutil.rmtree(path, ignore_errors=True)


def _build_wheels(target: str) -> None:
    """Elsewhere pip takes wheels alone; what has none is plain Python, and built here."""
    for name in _PLAIN:
        pins = ("-c", str(REPOSITORY / "constraints.txt"))
        wheel = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", target)
        subprocess.run([*wheel, *pins, name], check=True)


def _copy_interpreter(target: Path) -> None:
    base, version = Path(sys.base_prefix), f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (target / "bin").mkdir(parents=True)
    shutil.copy2(base / "bin" / version, target / "bin" / "python3")
    ignore = shutil.ignore_patterns(*_NOT_NEEDED, "site-packages", "config-*", "*.pyc", "*.a")
    shutil.copytree(base / "lib" / version, target / "lib" / version, ignore=ignore)
    for path in (target / "bin/python3", *sorted(target.rglob("*.so"))):
        for library in _needed(path):
            if not (target / "lib" / library.name).exists():
                shutil.copy2(library, target / "lib" / library.name)


def _needed(path: Path) -> list[Path]:
    """Shared libraries of a program that are not glibc's."""
    told = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False).stdout
    found = [
        Path(line.split("=> ")[1].split(" (")[0]) for line in told.splitlines() if "=> /" in line
    ]
    return [p for p in found if not _SYSTEM.match(p.name)]


def _unpack_python(source: Path | None, target: Path) -> None:
    target.mkdir()
    if source is None:
        print("no --windows-python: the folder has no interpreter", file=sys.stderr)
        return
    with zipfile.ZipFile(source) as archive:
        archive.extractall(target)
    if (target / "tools/python.exe").is_file():  # of NuGet
        (target / "tools").replace(target.with_name("python.new"))
        shutil.rmtree(target)
        target.with_name("python.new").replace(target)
    for path in target.glob("python*._pth"):  # of the embeddable: it shuts PYTHONPATH out
        path.write_text("python311.zip\n.\n..\\app\n..\\lib\nimport site\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
