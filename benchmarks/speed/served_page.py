"""``python -m benchmarks.speed.served_page``: how long an applicant waits by the clock on the wall.

Starts ``redactor serve`` as a person does and asks as a browser does: one page is dropped as soon
as the link is printed, when the models are loading still, then again when the server is warm.
Told are the seconds from the button to the picture of the page and to its findings, and how busy
the machine was meanwhile: other work on it counts in full. What does not depend on it is the
processor time: of the serving process until the link, and of it and its workers until the first
findings (Linux). ``--json FILE`` keeps the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from benchmarks.speed.first_page import OWNER, SAMPLES, first_pages
from redactor.config.roster import load_roster

_GIVE_UP_S = 300.0


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds from the button to the picture and to the findings."""

    picture: float
    findings: float


class Visit:
    """One browser's session, without the browser."""

    def __init__(self, link: str) -> None:
        parts = urlsplit(link)
        self._line = HTTPConnection(parts.netloc, timeout=_GIVE_UP_S)
        self._headers = {"Accept": "text/html"}
        self._ask("GET", f"{parts.path}?{parts.query}")
        page = self._ask("GET", "/self-check").decode()
        token = page.split('name="csrf" content="')[1].split('"')[0]
        self._headers |= {"X-CSRF-Token": token, "Accept": "application/json"}

    def wait_for(self, path: Path, fields: dict[str, str]) -> Waited:
        """Drop one page, press the button, wait; then everything is deleted."""
        self._ask("POST", "/self-check/files", path.read_bytes(), {"X-File-Name": "01.pdf"})
        self._tell("PUT", "/self-check/person", {"fields": fields})
        start = time.perf_counter()
        self._ask("POST", "/self-check/check")
        shown = 0.0
        while time.perf_counter() - start < _GIVE_UP_S:
            job = json.loads(self._ask("GET", "/self-check/state"))["job"]
            if job["first"] and not shown:
                self._ask("GET", f"/self-check/pictures/{job['first']}")
                shown = time.perf_counter() - start
            if job["state"] not in ("waiting", "running"):
                break
            time.sleep(0.05)
        self._ask("GET", "/self-check/view")
        found = time.perf_counter() - start
        self._ask("POST", "/self-check/delete")
        return Waited(round(shown or found, 2), round(found, 2))

    def _tell(self, method: str, path: str, body: Any) -> None:
        kind = {"Content-Type": "application/json"}
        self._ask(method, path, json.dumps(body).encode(), kind)

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        more: dict[str, str] | None = None,
    ) -> bytes:
        self._line.request(method, path, body, {**self._headers, **(more or {})})
        answer = self._line.getresponse()
        data = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path.split('?')[0]}: {answer.status}")
        if cookie := answer.getheader("Set-Cookie"):
            self._headers["Cookie"] = cookie.split(";")[0]
        return data


def _processor_s(pid: int, *, workers: bool) -> float:
    """Processor time of a process so far, with that of its children that live or are gone."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            parts = stat.read_text().rpartition(")")[2].split()
            if int(stat.parent.name) == pid:
                total += sum(map(int, parts[11:15] if workers else parts[11:13]))
            elif workers and int(parts[1]) == pid:
                total += sum(map(int, parts[11:13]))
    return round(total / os.sysconf("SC_CLK_TCK"), 2)


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, int]]:
    """``redactor serve`` as a process; yields the link that it prints, and its id."""
    command = [sys.executable, "-m", "redactor", "serve", "--port", "0", "--no-browser"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "--data", str(data)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            found = (re.search(r"http://\S+", line) for line in process.stdout)
            yield next(link[0] for link in found if link), process.pid
        finally:
            process.terminate()
            process.wait(60)


def measure(rounds: int) -> dict[str, Any]:
    """The figures, by kind of page."""
    profile = next(
        p for p in load_roster(SAMPLES / "roster.csv").profiles if p.applicant_id == OWNER
    )
    fields = {
        "name": profile.names[0],
        "id_number": profile.id_numbers[0],
        "phone": profile.phones[0],
        "employer": profile.employers[0].full,
    }
    with TemporaryDirectory(prefix="redactor-") as name:
        work = Path(name)
        pages = first_pages(SAMPLES / "dossiers" / OWNER, work)
        start = time.perf_counter()
        with serving(work / "data") as (link, pid):
            figures: dict[str, Any] = {"link_after": round(time.perf_counter() - start, 2)}
            figures["link_processor"] = _processor_s(pid, workers=False)
            visit = Visit(link)
            figures["at_once"] = asdict(visit.wait_for(pages["born-digital"], fields))
            figures["at_once_processor"] = _processor_s(pid, workers=True)
            for kind, path in sorted(pages.items()):
                runs = [visit.wait_for(path, fields) for _ in range(rounds)]
                figures[kind] = [asdict(run) for run in runs]
    figures["load"] = round(os.getloadavg()[0], 1)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long an applicant waits for the first page.")
    parser.add_argument("--rounds", type=int, default=3, help="of each page, when warm")
    parser.add_argument("--json", type=Path, help="keeps the figures")
    args = parser.parse_args()
    text = json.dumps(measure(args.rounds), indent=1)
    print(text)
    if args.json:
        args.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
