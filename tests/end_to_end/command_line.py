"""``redactor batch`` as its users run it: a process of its own, cut off from the network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

GUARD = Path(__file__).parent / "guarded"
REPOSITORY = Path(__file__).parents[2]
Tree = dict[str, tuple[int, int]]


@cache
def can_unshare() -> bool:
    """Whether this machine lets us start a process without any network device."""
    try:
        done = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one guarded run; ``home``, ``cwd`` and ``temp`` begin empty."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def cwd(self) -> Path:
        return self.root / "cwd"

    @property
    def temp(self) -> Path:
        return self.root / "temp"

    @property
    def journal(self) -> Path:
        return self.root / "journal.txt"

    def environment(self) -> dict[str, str]:
        """Nothing of ours but what Python needs; no cache folder is offered."""
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "TMPDIR": str(self.temp),
            "PYTHONPATH": os.pathsep.join([str(GUARD), str(REPOSITORY)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "GUARDED_JOURNAL": str(self.journal),
        }

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run Python with these arguments; without any network device where that is possible."""
        for folder in (self.home, self.cwd, self.temp):
            folder.mkdir(parents=True, exist_ok=True)
        prefix = ["unshare", "-rn"] if can_unshare() else []
        return subprocess.run(
            [*prefix, sys.executable, *command],
            cwd=self.cwd,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


def tree(folder: Path) -> Tree:
    """Everything below a folder, with size and time of change."""
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*")}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found.items()}


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What one guarded run of ``redactor batch`` said and left."""

    place: Place
    out: Path
    code: int
    said: str = field(repr=False)  # stdout and stderr
    models_before: Tree = field(repr=False)
    models_after: Tree = field(repr=False)
    input_before: Tree = field(repr=False)
    input_after: Tree = field(repr=False)

    @property
    def journal(self) -> list[tuple[str, str]]:
        """("network", what) and ("write", path), in the order in which they were tried."""
        lines = self.place.journal.read_text(encoding="utf-8", errors="replace").splitlines()
        return [(kind, rest) for kind, _, rest in (line.partition(" ") for line in lines)]
