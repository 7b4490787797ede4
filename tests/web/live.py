"""The program as its users start it, and the system's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
SHOTS = REPOSITORY / "build" / "shots"


@dataclass(frozen=True, slots=True)
class Server:
    """A running ``redactor serve``; ``entry`` is the link that it printed."""

    entry: str
    pid: int

    @property
    def base(self) -> str:
        return self.entry.split("/start")[0]

    @property
    def peak_mb(self) -> float:
        """The most memory that the web process itself ever had."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        raise AssertionError("no VmHWM")


@contextmanager
def serving(data: Path, *more: str) -> Iterator[Server]:
    """``redactor serve`` in a process of its own."""
    command = [sys.executable, "-m", "redactor", "serve", "--port", "0", "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "--data", str(data), *more],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=REPOSITORY,
    ) as process:
        try:
            assert process.stdout is not None
            entry = next(line.strip() for line in process.stdout if "http://" in line)
            yield Server(entry, process.pid)
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def chromium() -> Iterator[Any]:
    """The system's Chromium; where there is none the test is skipped, in the project's check
    it fails.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        absent = pytest.fail if os.environ.get("REDACTOR_NEEDS_CHROMIUM") else pytest.skip
        absent("no Chromium on this machine (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def shoot(page: Any, name: str) -> None:
    """A screenshot of the whole page under ``build/shots``."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
