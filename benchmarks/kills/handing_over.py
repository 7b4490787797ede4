"""Rounds of ``redactor export`` onto an object store."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.kills.rounds import BEHIND, LONGEST_DOWN_S, Round, undisturbed
from benchmarks.kills.running import Batch
from benchmarks.servers.objects import BUCKET, ObjectServer

_LONGEST_S = 300.0


class OfExport:
    """``redactor export`` onto an object store: the store is killed, or the export, by turns."""

    def __init__(self, batch: Batch, server: ObjectServer, out: Path) -> None:
        self._server, self._out = server, out
        undisturbed(batch, out)
        process, start = self._begun("handed"), time.monotonic()
        if process.wait(_LONGEST_S):
            raise RuntimeError("the undisturbed export failed")
        self.seconds = time.monotonic() - start
        self._reference = server.objects("handed")

    def round(self, number: int, out: Path, rng: Random) -> Round:
        """Killed once; the server is started anew a moment later."""
        place = f"handed-{number}"
        process = self._begun(place)
        moment = rng.uniform(0, BEHIND * self.seconds)
        time.sleep(moment)
        hit = process.poll() is None
        if rng.random() < 0.5:
            self._server.kill()
            time.sleep(rng.uniform(0, LONGEST_DOWN_S))
            self._server.start()
        else:
            process.kill()
        process.wait(_LONGEST_S)
        found = [f"before the second run: {fault}" for fault in self._partial(place)]
        done = len(self._whole(place))
        # What was handed over whole is refused a second time.
        expected = 8 if self._server.objects(place) == self._reference else 0
        code = self._begin(place).wait(_LONGEST_S)
        if code != expected:
            found.append(f"the second run ended with {code}")
        if self._server.objects(place) != self._reference:
            found.append("the bucket is not what an undisturbed run leaves")
        return Round(number, hit, round(moment, 2), done, tuple(found))

    def _begin(self, place: str) -> subprocess.Popen[bytes]:
        """In a process of its own, by the command line."""
        command = [sys.executable, "-m", "redactor", "export", str(self._out)]
        return subprocess.Popen(
            [*command, "--to", f"s3://{BUCKET}/{place}"],
            env={**os.environ, **self._server.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _begun(self, place: str) -> subprocess.Popen[bytes]:
        """The same, with its first object there: until then nothing of it can be broken."""
        process = self._begin(place)
        while not (self._server.bucket / place).exists() and process.poll() is None:
            time.sleep(0.005)
        return process

    def _whole(self, place: str) -> list[str]:
        """The dossiers that a reader finds: those with a manifest."""
        found = self._server.objects(place)
        return [name.split("/")[1] for name in found if name.endswith("/manifest.json")]

    def _partial(self, place: str) -> Iterator[str]:
        found = self._server.objects(place)
        for key in self._whole(place):
            below = f"release/{key}/"
            there, whole = (
                {n: sha for n, sha in every.items() if n.startswith(below)}
                for every in (found, self._reference)
            )
            if there != whole:
                yield f"{below} has a manifest and is not the whole dossier"
        if "receipt.sha256" in found and found.keys() - {"unfinished"} != self._reference.keys():
            yield "there is a receipt of what is not whole"
