"""A virtual environment for each peer, outside git, made once from pinned requirements."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

_HERE = Path(__file__).resolve().parent
ROOT = _HERE.parents[1] / "build" / "peers"
REQUIREMENTS = _HERE / "requirements"
INSTALL_S = 1800.0


class NotInstalled(Exception):
    """A peer's environment could not be made; the argument is a fixed word."""


def prepare(name: str, root: Path = ROOT, timeout_s: float = INSTALL_S) -> Path:
    """The Python of the peer's environment, made if it is not there or its pins have changed.

    What pip says goes to ``ROOT/NAME/install.log``. Raises ``NotInstalled``.
    """
    pins = REQUIREMENTS / f"{name}.txt"
    if not pins.is_file():
        raise NotInstalled("no_requirements")
    home = root / name
    python = home / "venv" / "bin" / "python"
    stamp = home / "installed"
    wanted = hashlib.sha256(pins.read_bytes() + sys.version.encode()).hexdigest()
    if python.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        return python
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    # Every package is pinned: without --no-deps pip may add what nobody has read, and a wheel,
    # unlike a source archive, runs nothing while it is being installed.
    install = ["-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-deps"]
    try:
        with (home / "install.log").open("wb") as log:
            _run([sys.executable, "-m", "venv", str(home / "venv")], log, timeout_s)
            _run([str(python), *install, "--only-binary", ":all:", "-r", str(pins)], log, timeout_s)
    except subprocess.TimeoutExpired:
        raise NotInstalled("install_timeout") from None
    except (subprocess.CalledProcessError, OSError):
        raise NotInstalled("install_failed") from None
    stamp.write_text(wanted)
    return python


def _run(command: list[str], log: BinaryIO, timeout_s: float) -> None:
    subprocess.run(
        command,
        stdout=log,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        timeout=timeout_s,
        check=True,
    )
